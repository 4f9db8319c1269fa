"""For which prizes releases make a film eligible; what is not told stays not known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bigpicture import Article, Claim, Evidence, Film, Reading
from bigpicture.errors import InputError
from bigpicture.record import Record, articles, known
from bigpicture.record.articles import Filed
from bigpicture.record.season.eligible import Window, eligible
from tests.seasonpress import NOW, Said, tell
from tests.stores import Stores

FILM = "Night Ferry"


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    yield made
    made.close()


def out(record: Record, date: str, territory: str | None, mode: str | None, kind: str = "release") -> None:
    """An article that tells of a release, or of a screening (at the place of the date, in the year of the territory)."""
    values = {"date": date, "territory": territory, "mode": mode}
    if kind == "screening":
        values = {"event": date, "year": territory, "kind": mode}
    text = f"{FILM} {date} {territory} {mode}"
    claim = Claim(kind, FILM, values, "stated", Evidence(FILM, 0, len(FILM)), 0.9, "test")
    article = Article(text, text, published="2023-10-01")
    filed = Filed(
        article, articles.digest(article), Reading(article, (claim,), (Film(FILM, None, (), ()),)), "test", None
    )
    with record.write() as connection:
        articles.keep(connection, filed, key=text, addresses=(), source=None, now=NOW)


def windows(record: Record, moment: str | None = None) -> dict[str, Window]:
    with record.read() as connection:
        found = eligible(connection, known.film(connection, FILM).id, moment=moment)
    return {window.body.id: window for window in found}


def test_a_release_in_cinemas_within_the_window(record: Record) -> None:
    out(record, "2023-12-08", "US", "theatrical")
    found = windows(record)
    academy, bafta, lafca = found["academy"], found["bafta"], found["lafca"]
    assert (academy.edition.year, academy.first, academy.last, academy.eligible) == (
        2024,
        "2023-01-01",
        "2023-12-31",
        True,
    )
    assert academy.told == "out on 2023-12-08 in US"
    assert academy.fact is not None
    assert (bafta.eligible, bafta.told) == (None, "no release in UK is known")
    assert (lafca.edition.year, lafca.eligible) == (2023, True)
    assert "cannes" not in found


@pytest.mark.parametrize(
    ("date", "mode", "words"),
    [("2023", "theatrical", None), ("2023-12-08", None, "whether in cinemas is not told"), ("2023-12", "wide", None),
     ("2023-12-08", "streaming", "only a release that is not in cinemas")],
)  # fmt: skip
def test_what_is_told_roughly(record: Record, date: str, mode: str | None, words: str | None) -> None:
    out(record, date, "US", mode)
    academy = windows(record)["academy"]
    assert (academy.edition.year, academy.eligible) == (2024, True if words is None else None)
    assert words is None or words in academy.told


def test_a_date_over_two_windows_is_not_known(record: Record) -> None:
    out(record, "2023", "UK", "theatrical")
    critics = windows(record)["london-critics"]  # from mid-February to mid-February
    assert (critics.eligible, "too roughly" in critics.told) == (None, True)


def test_an_early_release_in_the_uk_may_count_for_either_year_until_it_is_up(record: Record) -> None:
    out(record, "2024-01-26", "UK", "theatrical")
    bafta = windows(record)["bafta"]
    assert (bafta.eligible, "so early" in bafta.told) == (None, True)
    tell(record, Said(FILM, "best film", award="BAFTA Film Awards"))
    bafta = windows(record)["bafta"]
    assert (bafta.edition.year, bafta.eligible, bafta.told) == (2024, True, "it is up for its prizes")
    assert windows(record, "2024-01-01")["bafta"].eligible is None


def test_only_a_festival_is_known(record: Record) -> None:
    out(record, "Venice Film Festival", "2023", "premiere", kind="screening")
    academy = windows(record)["academy"]
    assert (academy.eligible, academy.edition.year) == (None, 2024)
    assert "no release is known" in academy.told


def test_no_such_film(record: Record) -> None:
    with record.read() as connection, pytest.raises(InputError, match="no film"):
        eligible(connection, 7)
