"""What a clause adds to a value, and what wording alone gives away."""

from __future__ import annotations

import pytest

from bigpicture.reading.candidates import outlets
from bigpicture.reading.details import dropped, market, same_title, takings_territory
from bigpicture.reading.mentions import Span
from bigpicture.reading.roles import written_roles
from bigpicture.reading.segment import segment
from bigpicture.reading.untitled import find_kin


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("A US release in December, which Neon had planned, has been dropped.", "December", True),
        ("Its opening on 4 July was cancelled. It is now out on 9 August.", "4 July", True),
        ("Its opening on 4 July was cancelled. It is now out on 9 August.", "9 August", False),
        ("The release moved from 4 July to 9 August, and the party was cancelled.", "4 July", False),
        ("The song, written in May, has been dropped from the film.", "May", False),
    ],
)
def test_dates_that_were_given_up(text: str, date: str, expected: bool) -> None:
    assert dropped(text, *place(text, date)) is expected


def test_sources_of_the_same_name() -> None:
    for text in ("It is based on Tomas Brandt's novel of the same name.", "from the same-named play by Tomas Brandt"):
        assert same_title(text, *place(text, "Tomas Brandt"))
    assert not same_title("It is based on a novel by Tomas Brandt.", 28, 40)


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        ("Bell and Foy will step into the shoes of Adam's parents.", ["Adam's parents"]),
        ("She plays his estranged wife and he her late father.", ["his estranged wife"]),
        ("Lee, cast as Nina’s best friend, said so.", ["Nina’s best friend"]),
        ("He met Adam's parents.", []),
    ],
)
def test_characters_told_by_their_kin(text: str, kin: list[str]) -> None:
    assert [text[s:e] for s, e in find_kin(text)] == kin


def test_two_may_play_one_pair() -> None:
    words = segment("Jamie Bell and Claire Foy will play Adam's parents.", headline=0)
    bell, foy = Span(0, 1, "PERSON", "b", "Jamie Bell", ""), Span(3, 4, "PERSON", "f", "Claire Foy", "")
    parents = Span(7, 10, "CHARACTER", "p", "Adam's parents", "")
    found = {(k.one.name, k.two.name) for k in written_roles(words, [bell, foy, parents])}
    assert found == {("Jamie Bell", "Adam's parents"), ("Claire Foy", "Adam's parents")}


def test_publications() -> None:
    assert {"entertainment weekly", "variety", "the hollywood reporter"} <= outlets()
    assert "a24" not in outlets()


def test_sums_belong_to_the_box_office_last_spoken_of() -> None:
    text = (
        "Moss topped the North American box office with $12m. Her made $8m. In Italy, Ann Lee was born. Ray took $2m. "
        "At UK cinemas Moss led with £3m, and Her had £1m. It also made $5m in Japan."
    )
    markets = market(text)
    found = {s: takings_territory(text, *place(text, s), markets) for s in ("$12m", "$8m", "$2m", "£3m", "£1m", "$5m")}
    assert found == dict(zip(("$12m", "$8m", "$2m"), ["North America"] * 3, strict=True)) | {
        "£3m": "UK",
        "£1m": "UK",
        "$5m": "Japan",
    }
    assert takings_territory("Her made $8m.", 9, 12, []) is None
