"""What articles say of films, in a few queries however many films there are."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Text, cast, func, select

from bigpicture.identity.spellings import Use, spellings
from bigpicture.model import Value
from bigpicture.record import names as decided
from bigpicture.record.names import FIELDS, Decided
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, READING, VERSION
from bigpicture.weighing import Saying

T = TypeVar("T")
MANY = 500  # films or names asked about in one statement
_PEOPLE = ("person", "speaker", "author")

_SAID = (
    select(
        MENTION.c.film_id, CLAIM.c.id, CLAIM.c.type, cast(CLAIM.c["values"], Text), CLAIM.c.status, CLAIM.c.confidence, ARTICLE.c.when,
        ARTICLE.c.id, func.coalesce(ARTICLE.c.origin_id, ARTICLE.c.id), VERSION.c.outlet,
    )
    .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
    .join(READING, READING.c.id == CLAIM.c.reading_id)
    .join(VERSION, VERSION.c.id == READING.c.version_id)
    .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A film as a line about it names it."""

    id: int
    title: str
    year: int | None


def sayings(connection: Connection, *which: ColumnElement[bool]) -> dict[int, list[Saying]]:
    """Current claims about films by the film's number, each person under one name in a film.

    Conditions are on the tables film, mention, claim and article.
    """
    asked = _SAID.where(MENTION.c.film_id.is_not(None), *which)
    found: dict[int, list[Saying]] = {}
    for film, number, kind, values, *rest in connection.execute(asked):
        found.setdefault(film, []).append(Saying(number, kind, _values(values), *rest))
    words = decided.decided(connection)
    return {film: _unified(said, words) for film, said in found.items()}


@lru_cache(
    maxsize=50_000
)  # the press says the same things over and over: half of the time to load a film was spent here
def _values(text: str) -> Mapping[str, Value]:
    made: Mapping[str, Value] = json.loads(text)
    return made


def _unified(said: list[Saying], words: Decided) -> list[Saying]:
    """The sayings with one wording for each person, and for whatever people decided to be one."""
    if words:
        said = [_renamed(s, {f: words.shown(f, str(s.values[f])) for f in FIELDS if s.values.get(f)}) for s in said]
    uses = {Use(str(s.values[f]), s.article) for s in said for f in _PEOPLE if s.values.get(f)}
    if len({use.name for use in uses}) < 2:
        return said
    shown = spellings(uses)
    if all(name == word for name, word in shown.items()):
        return said
    return [_renamed(s, {f: shown[str(s.values[f])] for f in _PEOPLE if s.values.get(f)}) for s in said]


def _renamed(saying: Saying, names: dict[str, str]) -> Saying:
    if all(saying.values[field] == name for field, name in names.items()):
        return saying
    return replace(saying, values={**saying.values, **names})


def of_films(connection: Connection, films: Collection[int]) -> Iterator[tuple[int, list[Saying]]]:
    """Every film with all claims about it, a part of the films in memory at a time."""
    for part in parts(sorted(films)):
        yield from sayings(connection, MENTION.c.film_id.in_(part)).items()


def names(connection: Connection, films: Collection[int]) -> dict[int, Named]:
    """Titles and years of films by their numbers."""
    asked = select(FILM.c.id, FILM.c.title, FILM.c.year)
    rows = (row for part in parts(sorted(films)) for row in connection.execute(asked.where(FILM.c.id.in_(part))))
    return {row[0]: Named(*row) for row in rows}


def parts(numbers: Iterable[T]) -> Iterator[list[T]]:
    """Numbers or texts in parts that fit into one statement."""
    rest = iter(numbers)
    while part := list(islice(rest, MANY)):
        yield part


def of_types(*types: str) -> ColumnElement[bool]:
    """The condition that a claim is of some types."""
    return CLAIM.c.type.in_(types)
