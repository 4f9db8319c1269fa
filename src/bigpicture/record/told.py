"""What articles say of many films at once, in a few queries however many films there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, select

from bigpicture.record.known import _SAYINGS, _saying
from bigpicture.record.schema import CLAIM, FILM, MENTION
from bigpicture.weighing import Saying

MANY = 500  # films or names asked about in one statement


@dataclass(frozen=True, slots=True)
class Named:
    """A film as a line about it names it."""

    id: int
    title: str
    year: int | None


def sayings(connection: Connection, *which: ColumnElement[bool]) -> dict[int, list[Saying]]:
    """Current claims about films by the film's number; conditions are on the tables film, mention, claim and article."""
    asked = _SAYINGS.add_columns(MENTION.c.film_id).where(MENTION.c.film_id.is_not(None), *which)
    found: dict[int, list[Saying]] = {}
    for row in connection.execute(asked).mappings():
        found.setdefault(row["film_id"], []).append(_saying(row))
    return found


def of_films(connection: Connection, films: Collection[int]) -> Iterator[tuple[int, list[Saying]]]:
    """Every film with all claims about it, a part of the films in memory at a time."""
    for part in parts(sorted(films)):
        yield from sayings(connection, MENTION.c.film_id.in_(part)).items()


def names(connection: Connection, films: Collection[int]) -> dict[int, Named]:
    """Titles and years of films by their numbers."""
    asked = select(FILM.c.id, FILM.c.title, FILM.c.year)
    rows = (row for part in parts(sorted(films)) for row in connection.execute(asked.where(FILM.c.id.in_(part))))
    return {row[0]: Named(*row) for row in rows}


def parts(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers in parts that fit into one statement."""
    rest = iter(numbers)
    while part := list(islice(rest, MANY)):
        yield part


def of_types(*types: str) -> ColumnElement[bool]:
    """The condition that a claim is of some types."""
    return CLAIM.c.type.in_(types)
