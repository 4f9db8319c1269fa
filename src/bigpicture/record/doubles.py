"""Films that may be one, told apart by their titles only: for a person to decide.

Either the catalogue takes both for the same, or they share their director and more of their people in the same year, as one
film does that is sold under two titles. A film and its sequel can look so too: nothing is joined without a person's word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection, select

from bigpicture.identity import NEAR
from bigpicture.record import told
from bigpicture.record.catalogued import SURE
from bigpicture.record.schema import FILM, LINK, MENTION
from bigpicture.record.told import Named

_SHARED = 3  # people that both must have


@dataclass(frozen=True, slots=True)
class Double:
    """Two films that may be one, and what speaks for it."""

    one: Named
    other: Named
    because: str


def doubles(connection: Connection) -> list[Double]:
    """Every such pair, by title. Pairs that share an article are left out: it speaks of two."""
    found = {pair: f"both are {entity} in the catalogue" for pair, entity in _same_entity(connection)}
    for pair, count in _same_people(connection):
        found.setdefault(pair, f"one director, {count} people and one year in both")
    apart = _beside(connection, {film for pair in found for film in pair})
    kept = {pair: why for pair, why in found.items() if not apart[pair[0]] & apart[pair[1]]}
    named = told.names(connection, {film for pair in kept for film in pair})
    made = [Double(named[a], named[b], why) for (a, b), why in kept.items()]
    return sorted(made, key=lambda d: (d.one.title, d.one.id, d.other.id))


_Pair = tuple[int, int]


def _same_entity(connection: Connection) -> Iterator[tuple[_Pair, str]]:
    one, other = LINK.alias(), LINK.alias()
    asked = select(one.c.film_id, other.c.film_id, one.c.entity).join(other, other.c.entity == one.c.entity)
    both = (one.c.bearer == "", other.c.bearer == "", one.c.film_id < other.c.film_id)
    rows = connection.execute(asked.where(*both, one.c.confidence >= SURE, other.c.confidence >= SURE))
    for a, b, entity in rows:
        yield (a, b), entity


def _same_people(connection: Connection) -> Iterator[tuple[_Pair, int]]:
    by: dict[str, list[tuple[int, frozenset[int], str]]] = {}
    for row in connection.execute(select(FILM.c.id, FILM.c.directors, FILM.c.years, FILM.c.year, FILM.c.block)):
        for director in row.directors:
            years = frozenset(row.years) | ({row.year} if row.year else set())
            by.setdefault(director, []).append((row.id, years, row.block))
    pairs = {
        (min(a, b), max(a, b))
        for films in by.values()
        for (a, years, block), (b, others, block_) in combinations(films, 2)
        if block != block_ and any(abs(x - y) <= NEAR for x in years for y in others)
    }
    people: dict[int, set[str]] = {}
    for part in told.parts(sorted({film for pair in pairs for film in pair})):
        asked = select(MENTION.c.film_id, MENTION.c.people).where(MENTION.c.film_id.in_(part))
        for film, names in connection.execute(asked):
            people.setdefault(film, set()).update(names)
    for a, b in sorted(pairs):
        if (count := len(people[a] & people[b])) >= _SHARED:
            yield (a, b), count


def _beside(connection: Connection, films: set[int]) -> dict[int, set[int]]:
    """The articles that mention each film."""
    found: dict[int, set[int]] = {film: set() for film in films}
    for part in told.parts(sorted(films)):
        asked = select(MENTION.c.film_id, MENTION.c.article_id).where(MENTION.c.film_id.in_(part))
        for film, article in connection.execute(asked):
            found[film].add(article)
    return found
