"""Awards and festivals: the common full name first, its wordings below."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.reading.honours import canonical, event_year, find_honours

MEANT = {
    "Academy Awards": ["up for three Oscars", "an Oscar nomination", "the 92nd Academy Awards", "Oscar-nominated"],
    "BAFTA Film Awards": ["won a Bafta", "the Baftas", "two BAFTAs"],
    "BAFTA Television Awards": ["the TV Baftas"],
    "British Independent Film Awards": ["seven Bifas", "the BIFAs"],
    "Cannes Film Festival": ["won the Palme d'Or", "at Cannes", "the Palme d’Or", "the Cannes film festival"],
    "Venice Film Festival": ["the Golden Lion", "premiered last month in Venice", "the Volpi Cup"],
    "Toronto International Film Festival": [
        "premiered in Toronto",
        "at TIFF",
        "the Toronto Film Festival",
        "the Toronto fest",
    ],
    "South by Southwest Film Festival": ["played SXSW", "at South By Southwest"],
    "Irish Film and Television Awards": ["Irish Film & Television Awards", "an Ifta"],
    "César Awards": ["the 33rd Cesar awards", "won a César"],
    "New York Film Critics Circle Awards": ["the New York Film Critics Circle handed its prize"],
    "Ariel Awards": ["took four Ariels"],
    "First Run Film Festival": ["NYU's First Run Film Festival"],
}
NO_HONOUR = [
    "Ariel Cole plays the lead",
    "a Toronto cop",
    "in Venice, California",
    "she lives in London",
    "The Boston Globe wrote",
    "Batman leaves Gotham",
    "oscar the cat",
    "New York Times",
    "an award for bravery",
]
CANONICAL = {
    "Oscars": "Academy Awards",
    "Bifas": "British Independent Film Awards",
    "the 31st annual Foo Film Fest": "Foo Film Festival",
    "2016 Sundance Film Festival": "Sundance Film Festival",
    "the 63rd National Film Awards": "National Film Awards",
    "Venice film festival": "Venice Film Festival",
    "Critics’ Week": "Cannes Critics' Week",
    "Golden Boomerang": "Golden Boomerang",
}
YEARS = {
    ("Sundance Film Festival", "the 2016 Sundance Film Festival", "2019-05-01"): 2016,
    ("Cannes Film Festival", "won the Jury Prize at Cannes in May", "2022-07-19"): 2022,
    ("Cannes Film Festival", "at Cannes last year", "2022-07-19"): 2021,
    ("Telluride Film Festival", "will play Telluride", "2022-07-19"): 2022,
    ("Sundance Film Festival", "will premiere at Sundance", "2022-12-02"): 2023,
    ("Academy Awards", "is expected to be nominated for an Oscar", "2022-10-20"): 2023,
    ("Academy Awards", "", None): None,
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in MEANT.items() for text in texts])
def test_meaning(name: str, text: str) -> None:
    assert [h.name for h in find_honours(text)] == [name]


@pytest.mark.parametrize("text", NO_HONOUR)
def test_no_honour(text: str) -> None:
    assert find_honours(text) == []


@pytest.mark.parametrize(("words", "name"), CANONICAL.items())
def test_canonical(words: str, name: str) -> None:
    assert canonical(words) == name


@pytest.mark.parametrize(("asked", "year"), YEARS.items())
def test_event_year(asked: tuple[str, str, str | None], year: int | None) -> None:
    assert event_year(*asked) == year


def test_kinds() -> None:
    assert [h.kind for h in find_honours("a Bafta at Cannes")] == ["award", "festival"]


_BITS = st.sampled_from(
    [
        "Oscar",
        "s",
        " ",
        "the ",
        "31st ",
        "annual ",
        "Foo ",
        "Film ",
        "Festival",
        "Awards",
        "Palme d’Or",
        "’",
        " and ",
        "Irish ",
        "Television ",
        "ß",
    ]
)


@given(st.one_of(st.text(), st.lists(_BITS).map("".join)))
def test_any_text_is_taken(text: str) -> None:
    found = find_honours(text)
    assert all(0 <= h.start < h.end <= len(text) and h.name and h.kind in ("award", "festival") for h in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert isinstance(canonical(text), str)
    assert isinstance(event_year("Academy Awards", text, "2020-01-01"), int)
