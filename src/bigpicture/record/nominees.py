"""Who was up for a prize at past ceremonies: the Academy's history as it was imported, replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select

from bigpicture.record.schema import NOMINEE
from bigpicture.season.races import Contender, Race

_ROWS = 500  # that are stored in one statement


@dataclass(frozen=True, slots=True)
class Counts:
    """What was stored."""

    races: int
    nominees: int
    first: int | None  # the year of the first ceremony; None: there is none
    last: int | None


def store(connection: Connection, races: Iterable[Race], source: str = "") -> Counts:
    """Store races in place of all that were stored before; `source` names where they are from."""
    kept = list(races)
    rows = (_row(race, contender, source) for race in kept for contender in race.contenders)
    connection.execute(delete(NOMINEE))
    number = 0
    while part := list(islice(rows, _ROWS)):
        connection.execute(insert(NOMINEE), part)
        number += len(part)
    years = [race.year for race in kept]
    return Counts(len(kept), number, min(years, default=None), max(years, default=None))


def load(
    connection: Connection, body: str = "academy", year: int | None = None, category: str | None = None
) -> tuple[Race, ...]:
    """The races of a body as they were stored, in the order of ceremonies; of a year or category where one is given."""
    asked = select(NOMINEE).where(NOMINEE.c.body == body)
    asked = asked if year is None else asked.where(NOMINEE.c.year == year)
    asked = asked if category is None else asked.where(NOMINEE.c.category == category)
    rows = connection.execute(asked.order_by(NOMINEE.c.id)).mappings()
    return tuple(
        Race(*key, tuple(map(_contender, own)))
        for key, own in groupby(rows, key=lambda row: (row["body"], row["year"], row["category"]))
    )


def years(connection: Connection, body: str = "academy") -> tuple[int, ...]:
    """The years of the ceremonies of a body that are stored, in order."""
    asked = select(NOMINEE.c.year).where(NOMINEE.c.body == body).distinct().order_by(NOMINEE.c.year)
    return tuple(connection.execute(asked).scalars())


def _row(race: Race, contender: Contender, source: str) -> Mapping[str, Any]:
    won = None if contender.won is None else int(contender.won)
    return {
        "body": race.body, "year": race.year, "category": race.category, "film": contender.film, "work": contender.work,
        "people": list(contender.people), "nominations": contender.nominations, "companions": sorted(contender.companions),
        "won": won, "source": source,
    }  # fmt: skip


def _contender(row: RowMapping) -> Contender:
    won = None if row["won"] is None else bool(row["won"])
    return Contender(
        row["film"], tuple(row["people"]), row["nominations"], frozenset(row["companions"]), won, row["work"]
    )
