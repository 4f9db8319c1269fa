"""What is stored of films once they are settled answers as weighing them does: openings, and standings that are counted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bigpicture.record import Record, browse_news, calendar, filters, known, ledger, news
from bigpicture.record.filters import SORTS, Wanted
from bigpicture.record.schema import FILM, OPENING
from bigpicture.weighing.facts import STANDINGS
from tests.stores import Stores
from tests.webapp import app
from tests.webstory import keep, opens, said

NOW = "2026-11-29T09:30:00Z"
RANGES = ((None, None), ("2023-11", "2023-11"), ("2023", "2024"), ("2023-07-21", "2023-07-21"), ("2024-02", None), (None, "2023-06"), ("2023-24", None))  # fmt: skip


@pytest.fixture
def both(sample: str, tmp_path: Path) -> Iterator[tuple[Record, Record]]:
    """The sample press settled, and not."""
    for name in ("settled", "waiting"):
        shutil.copy(sample, tmp_path / f"{name}.db")
    settled, waiting = (Record.open(str(tmp_path / f"{name}.db")) for name in ("settled", "waiting"))
    with waiting.write() as connection:
        connection.execute(FILM.update().values(settled_at=None, **dict.fromkeys(STANDINGS, 0)))
        connection.execute(OPENING.delete())
    yield settled, waiting
    settled.close()
    waiting.close()


@pytest.mark.parametrize(("first", "last"), RANGES)
@pytest.mark.parametrize(("territory", "mode"), [(None, None), ("GB", None), (None, "streaming"), ("US", "theatrical")])
def test_the_calendar_is_the_same(
    both: tuple[Record, Record], first: str | None, last: str | None, territory: str | None, mode: str | None
) -> None:
    for rough in (True, False):
        found = []
        for record in both:
            with record.read() as connection:
                found.append(
                    calendar.releases(connection, first=first, last=last, territory=territory, mode=mode, rough=rough)
                )
        assert found[0] == found[1]
    assert found[0] or (first, territory, mode) != (None, None, None)


@pytest.mark.parametrize("standing", STANDINGS)
def test_films_by_standing_are_the_same(both: tuple[Record, Record], standing: str) -> None:
    for sort in SORTS:
        found = []
        for record in both:
            with record.read() as connection:
                found.append(filters.films(connection, Wanted(standing=standing), sort=sort, most=500).films)
        assert found[0] == found[1]
        assert found[0]


def test_a_film_that_changed_since_is_weighed(stores: Stores) -> None:
    record = Record.open(stores.new())
    keep(record, "a", "2026-01-01", opens("Low Water", "2027-05-14"), opens("Salt Road", "2027-05-21"))
    ledger.catch_up(record, NOW)
    keep(
        record,
        "b",
        "2026-02-01",
        opens("Low Water", "2027-06-04"),
        said("Salt Road", "cast", "denied", person="Ada Quill"),
    )

    def answers() -> tuple[list[tuple[str, str]], list[str]]:
        with record.read() as connection:
            found = calendar.releases(connection, first="2027-05", last="2027-06")
            denied = filters.films(connection, Wanted(standing="denied")).films
        return [(o.film.title, o.date) for o in found], [f.title for f in denied]

    now = [("Salt Road", "2027-05-21"), ("Low Water", "2027-06-04")], ["Salt Road"]
    assert answers() == now
    ledger.catch_up(record, NOW)
    assert answers() == now
    with record.read() as connection:
        assert connection.execute(OPENING.select()).mappings().all()[0]["told"]["said"]
    record.close()


def test_conflicts_are_the_same(both: tuple[Record, Record]) -> None:
    found = []
    for record in both:
        cast = {"person": "Ada Quill", "character": None}
        keep(
            record,
            "x",
            "2023-07-10",
            said("Maestro", "cast", **cast),
            opens("Barbie", "2023-08-11", "Japan"),
            outlet="A",
        )
        keep(
            record,
            "y",
            "2023-07-12",
            said("Maestro", "cast", "denied", **cast),
            opens("Barbie", "2023-09-01", "Japan"),
            outlet="B",
        )
        keep(
            record,
            "z",
            "2023-07-13",
            said("Maestro", "cast", **cast),
            opens("Barbie", "2023-08-11", "Japan"),
            outlet="C",
        )
    ledger.catch_up(both[0], NOW)
    for record in both:
        with record.read() as connection:
            every = known.films(connection, most=500)
            walked, edge = browse_news.conflicts(connection, None, 100)
            assert edge is None
            found.append(
                (news.conflicts(connection), walked, [news.conflicts(connection, film.id) for film in every],
                 [browse_news.conflicts(connection, None, 100, film.id)[0] for film in every])
            )  # fmt: skip
    assert found[0] == found[1]
    whole, walked, each, browsed = found[0]
    assert {side.fact.type for one in whole for side in one.sides} == {"release", "cast"}
    assert len(whole) == 3
    assert {c.film.id for c in whole} == {c.film.id for c in walked}
    assert sum(len(own) for own in each) == sum(len(own) for own in browsed) == len(whole)


@pytest.mark.parametrize("most", [1, 2, 5])
def test_so_many_conflicts_are_of_those_that_there_are(both: tuple[Record, Record], most: int) -> None:
    with both[0].read() as connection:
        whole = news.conflicts(connection)
        some = news.conflicts(connection, most=most)
    assert len(some) == min(most, len(whole))
    assert all(one in whole for one in some)


def test_a_denial_that_comes_after_many_words_is_kept_with_its_change(stores: Stores) -> None:
    record = Record.open(stores.new())
    for number in range(45):
        keep(
            record,
            f"yes-{number}",
            f"2026-{1 + number // 25:02}-{1 + number % 25:02}",
            said("Low Water", "cast", person="Ada Quill"),
        )
    keep(record, "no", "2026-11-01", said("Low Water", "cast", "denied", person="Ada Quill"))
    ledger.catch_up(record, NOW)
    with record.read() as connection:
        changes = ledger.of_film(connection, 1) or []
    assert [change.kind for change in changes] == ["new", "denied"]
    assert changes[-1].fact.shown.status == "denied"
    shown = app(record)
    assert "denied" in shown.words("/film/1")
    assert "denied" in shown.words("/")
    record.close()
