"""The ledger of changes: whenever it is brought up to date, the news is what working it out would give."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bigpicture.record import Record, decisions, known, ledger, names, news
from bigpicture.record.schema import CHANGE, FILM
from tests.stores import Stores
from tests.test_films import keep, random_press

NOW = "2026-11-29T09:30:00Z"
LATER = "2026-12-01T09:30:00Z"


def told(record: Record, since: str = "", moment: str | None = None) -> list[tuple[Any, ...]]:
    with record.read() as connection:
        found = news.recent(connection, since, None, moment)
        disputed = [(c.film.title, [s.fact.key for s in c.sides]) for c in news.conflicts(connection)]
    return [
        (n.film.title, n.change.kind, n.change.key, n.change.by.rank, n.change.fact.standing, n.change.fact.values, n.change.was,
         n.change.before, n.change.fact.reasons, n.change.fact.first, n.change.fact.shown, n.change.fact.origins, n.change.gone)
        for n in found
    ] + disputed  # fmt: skip


def worked_out(record: Record, *asked: Any) -> list[tuple[Any, ...]]:
    """The same with nothing settled."""
    with record.write() as connection:
        before = {row[0]: row[1] for row in connection.execute(select(FILM.c.id, FILM.c.settled_at))}
        connection.execute(update(FILM).values(settled_at=None))
    found = told(record, *asked)
    with record.write() as connection:
        for film, moment in before.items():
            connection.execute(update(FILM).where(FILM.c.id == film).values(settled_at=moment))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_news_is_the_same_whenever_the_ledger_was_made(stores: Stores, seed: int) -> None:
    chance = random.Random(seed)
    record = Record.open(stores.new())
    for n, (press, also, opens) in enumerate(random_press(chance) + random_press(chance)):
        keep(record, (f"{press[0]}-{n % 13}", *press[1:]), also=also, opens=opens)
        if chance.random() < 0.3:
            ledger.catch_up(record, NOW)
    assert told(record) == worked_out(record)
    assert told(record, "2025") == worked_out(record, "2025")
    assert told(record, "2024", "2025-12-31") == worked_out(record, "2024", "2025-12-31")
    with record.write() as connection:
        films = known.films(connection)
        decisions.merge(connection, films[0], films[-1], NOW)
        names.merge(connection, "person", "Ada Quill", "Mina Sato", NOW)
    assert told(record) == worked_out(record)
    ledger.catch_up(record, LATER)
    assert told(record) == worked_out(record)
    with record.write() as connection:
        decisions.undo(connection, 2, NOW)
    ledger.catch_up(record, LATER)
    assert told(record) == worked_out(record)
    record.close()


def test_a_change_keeps_the_moment_at_which_it_was_found(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "Night Ferry", 2026, "Ines Marlow", ""))
    assert ledger.catch_up(record, NOW) == 1
    keep(record, ("b", "2026-02-01", "Night Ferry", 2026, "", "Ada Quill"))
    assert ledger.catch_up(record, LATER) == 1
    assert ledger.catch_up(record, LATER) == 0
    with record.read() as connection:
        found = {row[0]: row[1] for row in connection.execute(select(CHANGE.c.type, CHANGE.c.noted_at))}
    assert found == {"director": NOW, "genre": NOW, "cast": LATER}


def test_a_film_that_goes_takes_its_rows_along(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "Night Ferry", 2026, "Ines Marlow", ""))
    ledger.catch_up(record, NOW)
    keep(record, ("a", "2026-01-01", "Low Water", 2026, "Ines Marlow", ""))
    assert {row[0] for row in told(record)} == {"Low Water"}
