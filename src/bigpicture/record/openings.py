"""Openings, stored: when and where films come out, so that a month of all films is read and not worked out.

They are made with a film's changes (record.ledger), and like them are worked out for whoever asks before that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from bigpicture.folding import plain
from bigpicture.record import packing
from bigpicture.record.schema import FILM, OPENING
from bigpicture.record.span import exact, span
from bigpicture.weighing import Fact

FEW = 1_000  # unsettled films that are weighed without being looked for
STANDINGS = ("agreed", "contested", "rumoured")  # of what may be so


def counts(fact: Fact) -> bool:
    """Whether a fact is an opening."""
    return fact.type == "release" and fact.standing in STANDINGS and bool(fact.values.get("date"))


def renew(connection: Connection, known: Iterable[tuple[int, Iterable[Fact]]], films: Collection[int]) -> None:
    """Store the openings of films anew, of all that is known of them."""
    connection.execute(delete(OPENING).where(OPENING.c.film_id.in_(films)))
    rows = [_row(film, fact) for film, facts in known for fact in facts if counts(fact)]
    if rows:
        connection.execute(insert(OPENING), rows)


def stored(
    connection: Connection, first: str, last: str, places: Collection[str], mode: str | None, *, rough: bool
) -> Iterator[tuple[int, Fact]]:
    """(film, opening) of settled films that may fall between two days; in some territories, folded, and a mode where named."""
    asked = select(OPENING).join(FILM, FILM.c.id == OPENING.c.film_id).where(FILM.c.settled_at.is_not(None))
    if places:
        asked = asked.where(OPENING.c.territory.in_(places))
    if mode is not None:
        asked = asked.where(OPENING.c.mode == mode)
    for when in _when(first, last, rough=rough):
        for row in connection.execute(asked.where(when)).mappings():
            yield row["film_id"], packing.unpacked("release", row)


def unsettled(connection: Connection, most: int) -> list[int]:
    """Some films whose openings are not stored yet."""
    return list(connection.execute(select(FILM.c.id).where(FILM.c.settled_at.is_(None)).limit(most)).scalars())


def _when(first: str, last: str, *, rough: bool) -> list[ColumnElement[bool]]:
    """Days, and dates told roughly, for themselves: each is a range of the index."""
    days = and_(OPENING.c.exact == 1, OPENING.c.ends >= first, OPENING.c.ends <= last)
    within = and_(OPENING.c.exact == 0, OPENING.c.ends >= first, OPENING.c.begins <= last)
    return [days, within] if rough else [days]


def _row(film: int, fact: Fact) -> dict[str, Any]:
    date = str(fact.values["date"])
    begins, ends = span(date)
    return {
        "film_id": film, **packing.columns(fact), "territory": plain(fact.values.get("territory")), "begins": begins, "ends": ends,
        "exact": int(exact(date)), "mode": fact.values.get("mode"), "told": packing.packed(fact),
    }  # fmt: skip
