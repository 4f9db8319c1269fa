"""Browsing: films, names, articles and quotations a page at a time, for programs that walk through all of them.

Each list has an order that what is stored later does not disturb: a page begins after the key of the last one's end, so that
a walk meets everything that was there when it began once. The cost of a page does not depend on how far the walk is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from bigpicture.identity import block
from bigpicture.record.filters import CREDITS, Test, Wanted, that_fit
from bigpicture.record.known import Film
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, READING, VERSION

_MOST_HAVE = ("release",)  # facts of these types: to narrow films down by them costs more than it saves
_PART, _PARTS = 50, 40  # films weighed in one go, and goes in one page: what is rare may leave a page short


@dataclass(frozen=True, slots=True)
class Found:
    """An article of a list."""

    id: int
    when: str
    title: str | None
    outlet: str | None
    url: str | None
    source: int | None  # what gave it first
    copy_of: int | None
    versions: int


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody's name as most articles word it, and in how many films it is credited."""

    key: str  # naming.bearer
    name: str
    films: int


def films(
    connection: Connection, wanted: Wanted, tests: Sequence[Test], title: str | None, after: int, most: int
) -> tuple[list[Film], int | None]:
    """(films numbered above `after` in order of their numbers, the number after which to go on; None: there are no more).

    `tests` are filters.tests_of what is wanted; `title` is one in any wording that articles use.
    """
    narrow: list[ColumnElement[bool]] = [
        FILM.c.id.in_(test.films) for test in tests if test.films is not None and test.types != _MOST_HAVE
    ]
    if wanted.year is not None:
        narrow.append(FILM.c.year == wanted.year)
    if title is not None:
        narrow.append(FILM.c.id.in_(select(MENTION.c.film_id).where(MENTION.c.block == block(title))))
    if not tests:
        found = _listed(connection, after, most + 1, narrow)
        return found[:most], found[most - 1].id if len(found) > most else None
    found = []
    for _ in range(_PARTS):
        part = _listed(connection, after, _PART, narrow)
        fitting = that_fit(connection, [f.id for f in part], tests, wanted)
        found += [f for f in part if f.id in fitting]
        if len(found) > most:
            return found[:most], found[most - 1].id
        if len(part) < _PART:
            return found, None
        after = part[-1].id
    return found, after


def _listed(connection: Connection, after: int, most: int, narrow: Sequence[ColumnElement[bool]]) -> list[Film]:
    asked = select(FILM.c.id, FILM.c.title, FILM.c.year, FILM.c.articles).where(FILM.c.id > after, *narrow)
    rows = connection.execute(asked.order_by(FILM.c.id).limit(most))
    return [Film(*row) for row in rows]


def articles(
    connection: Connection,
    before: tuple[str, int] | None,
    most: int,
    *,
    film: int | None = None,
    source: int | None = None,
    since: str | None = None,
) -> list[Found]:
    """Articles that came out before another one (when and number), the newest first; of a film, of a source, or since a day."""
    versions = select(func.count()).where(VERSION.alias().c.article_id == ARTICLE.c.id)
    asked = (
        select(ARTICLE.c.id, ARTICLE.c.when, VERSION.c.title, VERSION.c.outlet, VERSION.c.url, ARTICLE.c.source_id,
               ARTICLE.c.origin_id, versions.scalar_subquery())
        .join(VERSION, VERSION.c.id == ARTICLE.c.version_id)
        .order_by(ARTICLE.c.when.desc(), ARTICLE.c.id.desc())
        .limit(most)
    )  # fmt: skip
    if before:
        asked = asked.where(tuple_(ARTICLE.c.when, ARTICLE.c.id) < before)
    if film is not None:
        asked = asked.where(ARTICLE.c.id.in_(select(MENTION.c.article_id).where(MENTION.c.film_id == film)))
    if source is not None:
        asked = asked.where(ARTICLE.c.source_id == source)
    if since is not None:
        asked = asked.where(ARTICLE.c.when >= since)
    return [Found(*row) for row in connection.execute(asked)]


def people_named(connection: Connection, after: str, most: int) -> list[Name]:
    """Names of people in the order of their keys, those after a key. Two people of one name share it."""
    credits = CLAIM.c.type.in_(CREDITS), CLAIM.c.mention_id.is_not(None)
    keys = select(CLAIM.c.bearer).where(CLAIM.c.bearer > after, *credits).distinct()
    found = list(connection.execute(keys.order_by(CLAIM.c.bearer).limit(most)).scalars())
    rows = connection.execute(
        select(CLAIM.c.bearer, CLAIM.c["values"], MENTION.c.film_id)
        .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
        .where(CLAIM.c.bearer.in_(found), *credits)
    )
    said: dict[str, list[tuple[str, int | None]]] = {key: [] for key in found}
    for key, values, film in rows:
        said[key].append((str(values.get("person") or ""), film))
    return [_named(key, own) for key, own in said.items()]


def _named(key: str, own: Sequence[tuple[str, int | None]]) -> Name:
    worded = [name for name, _ in own]
    shown = min(set(worded), key=lambda w: (-worded.count(w), -len(w), w))
    return Name(key, shown, len({film for _, film in own} - {None}))


def when(connection: Connection, article: int) -> str:
    """When an article came out. It must be stored."""
    return str(connection.execute(select(ARTICLE.c.when).where(ARTICLE.c.id == article)).scalar_one())


def claims(connection: Connection, version: int) -> list[int]:
    """The numbers of the claims that the newest reading of a version made, in their order."""
    newest = select(func.max(READING.c.id)).where(READING.c.version_id == version).scalar_subquery()
    asked = select(CLAIM.c.id).where(CLAIM.c.reading_id == newest).order_by(CLAIM.c.position)
    return list(connection.execute(asked).scalars())


def last_film(connection: Connection) -> int:
    """The highest number of a film; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(FILM.c.id), 0))).scalar_one())


def last_written(connection: Connection, first: int, last: int) -> list[tuple[int, str]]:
    """(film, when the newest article on it came out) of the films with numbers from `first` to `last`."""
    rows = connection.execute(
        select(MENTION.c.film_id, func.max(ARTICLE.c.when))
        .join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
        .where(MENTION.c.film_id.between(first, last))
        .group_by(MENTION.c.film_id)
        .order_by(MENTION.c.film_id)
    )
    return [(row[0], row[1]) for row in rows]
