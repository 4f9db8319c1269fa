"""Quotations and speakers: what was said first, its wordings below."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.reading.quotations import attribute, find_quotations

NAMES = {"Ann Ray": "Ann Ray", "Ray": "Ann Ray", "Bo Lund": "Bo Lund", "Lund": "Bo Lund"}


def people(text: str) -> list[tuple[int, int, str]]:
    """Where the names stand, as the tagger would say."""
    out: list[tuple[int, int, str]] = []
    for name in sorted(NAMES, key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            if not any(s < at + len(name) and at < e for s, e, _ in out):
                out.append((at, at + len(name), NAMES[name]))
            at = text.find(name, at + 1)
    return sorted(out)


def said(text: str) -> list[tuple[str | None, str]]:
    found = find_quotations(text)
    return [(attribute(q, found, people(text), text)[0], q.text) for q in found]


MEANT = {
    ("Ann Ray", "We shot it in rain"): [
        "“We shot it in rain,” said Ann Ray.",
        '"We shot it in rain," Ann Ray told EW.',
        "'We shot it in rain,' said Ann Ray.",
        "“We shot it in rain”, Ray said.",
        "Ann Ray said: “We shot it in rain”.",
        "Ann Ray, who plays the cop, told Empire: “We shot it in rain.”",
        "According to Ann Ray, “We shot it in rain.”",
        "Ann Ray raved about working with Bo Lund, telling EW:\n\n“We shot it in rain.”",
        "“We shot it in rain,” says the film’s producer, Ann Ray.",
        "Ann Ray wrote the script with Bo Lund. “We shot it in rain,” she said.",
        "Bo Lund stars for director Ann Ray. “We shot it in rain,” the director said.",
    ],
    ("Ann Ray", "We shot it in rain, It was cold."): [
        "“We shot it in rain,” said Ann Ray. “It was cold.”",
        "“We shot it in rain,” Ray told EW, before adding: “It was cold.”",
    ],
    ("Ann Ray", "We shot it in rain. It was cold."): [
        "“We shot it in rain.\n\n“It was cold,” said Ann Ray.",
    ],
    ("Bo Lund", "the hardest job on earth"): [
        "Ray’s co-star Bo Lund has called it “the hardest job on earth”.",
        "Ann Ray met Bo Lund on what Lund calls “the hardest job on earth.”",
    ],
}  # fmt: skip
NOT_SAID = [
    "“Maids of Dishonor,” the new film by Ann Ray, opens Friday.",
    "The so-called “sad clown” genre is back.",
    "Ann Ray directed “All Is Rain” and “The Salt.”",
    "The poster reads “This time they swim.”",
    "The ’90s star isn't sure it's over.",
    "'Shrovetide' opens on Friday, Ray's third film.",
]


@pytest.mark.parametrize(("meant", "text"), [(meant, text) for meant, texts in MEANT.items() for text in texts])
def test_meaning(meant: tuple[str, str], text: str) -> None:
    assert [(who, what.rstrip(".")) for who, what in said(text)] == [(meant[0], meant[1].rstrip("."))]


@pytest.mark.parametrize("text", NOT_SAID)
def test_not_said(text: str) -> None:
    assert said(text) == []


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    text = "“We shot it in rain and in snow,” said Ann Ray on Monday in Leeds. She laughed. “It was cold up there in the hills.”"
    assert [who for who, _ in said(text)] == ["Ann Ray", "Ann Ray"]


def test_publications_and_organisations_do_not_speak() -> None:
    assert [who for who, _ in said("Ann Ray stars. The Daily Planet called it “a hoot and a half”.")] == [None]


def test_somebody_without_a_name() -> None:
    assert said("“She thanks the fridge,” says a rival publicist.") == [("a rival publicist", "She thanks the fridge")]


def test_a_split_quotation_keeps_its_parts() -> None:
    text = "“We shot it,” she said, “in rain.”"
    (found,) = find_quotations(text)
    assert [text[s:e] for s, e in found.parts] == ["“We shot it,”", "“in rain.”"]


_BITS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "’",
        "‘",
        " said ",
        "Ann Ray",
        "she",
        ". ",
        ", ",
        "\n\n",
        "We shot it in rain",
        "according to ",
        "the director",
        " ",
    ]
)


@given(st.one_of(st.text(), st.lists(_BITS).map("".join)))
def test_offsets_are_valid(text: str) -> None:
    found = find_quotations(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.start == one.parts[0][0]
        assert one.end == one.parts[-1][1]
        assert all(s < e for s, e in one.parts)
        name, why = attribute(one, found, people(text), text)
        assert why
        assert name is None or name
    assert all(a.end <= b.start for a, b in pairwise(found))
