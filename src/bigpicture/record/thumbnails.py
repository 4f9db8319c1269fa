"""Small copies of first looks: which pictures want one, what was tried, and what is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, null, select, update

from bigpicture.record import coverage, told
from bigpicture.record.schema import FILM, MENTION, PICTURE, THUMBNAIL
from bigpicture.weighing import facts

_FILMS = 50  # that are gone over at once


@dataclass(frozen=True, slots=True)
class Kept:
    """A small copy that is stored."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sought:
    """A picture of which a copy is wanted, and how often that was tried."""

    url: str
    attempts: int = 0


def wanted(connection: Connection) -> tuple[list[Sought], dict[int, str]]:
    """(pictures never tried, of some films that changed since theirs were gone over; those films, as `gone_over` takes them).

    The films settled last come first. No films: none is left.
    """
    films = connection.execute(
        select(FILM.c.id, FILM.c.title, FILM.c.settled_at)
        .where(FILM.c.settled_at.is_not(None), FILM.c.pictured_at.is_(None))
        .order_by(FILM.c.settled_at.desc(), FILM.c.id.desc())
        .limit(_FILMS)
    ).all()  # fmt: skip
    urls: dict[str, None] = {}
    for number, title, _ in films:
        found = coverage.articles(connection, number)
        if any(article.images for article in found):  # most have none, and need not be weighed
            said = told.sayings(connection, told.of_types(*coverage.NAMED), MENTION.c.film_id == number).get(number, ())
            urls |= dict.fromkeys(p.url for _, p in coverage.first_looks(found, title, facts(said)))
    tried = {url for part in told.parts(urls) for url in connection.execute(_tried(part)).scalars()}
    return [Sought(url) for url in urls if url not in tried], {number: settled for number, _, settled in films}


def gone_over(connection: Connection, films: Mapping[int, str], now: str) -> None:
    """All pictures of these films have been tried; a film that was settled meanwhile is gone over again."""
    for number, settled in films.items():
        same = (FILM.c.id == number) & (FILM.c.settled_at == settled)
        connection.execute(update(FILM).where(same).values(pictured_at=now))


def again(connection: Connection, now: str, most: int) -> list[Sought]:
    """Pictures that could not be had for a passing reason, and are due."""
    asked = select(THUMBNAIL.c.url, THUMBNAIL.c.attempts).where(THUMBNAIL.c.next_at <= now)
    return [Sought(*row) for row in connection.execute(asked.order_by(THUMBNAIL.c.next_at).limit(most))]


def keep(connection: Connection, sought: Sought, kept: Kept, data: bytes, now: str) -> None:
    """Store a copy; one of the same bytes is there once."""
    there = select(PICTURE.c.digest).where(PICTURE.c.digest == kept.digest)
    if connection.execute(there).scalar() is None:
        made = insert(PICTURE).values(digest=kept.digest, width=kept.width, height=kept.height, data=data)
        connection.execute(made)
    _note(connection, sought, now, digest=kept.digest, next_at=None, problem=null())


def refuse(connection: Connection, sought: Sought, problem: Mapping[str, str], now: str, next_at: str | None) -> None:
    """No copy could be made; it is tried again at a moment, or never."""
    _note(connection, sought, now, next_at=next_at, problem=dict(problem))


def _note(connection: Connection, sought: Sought, now: str, **values: Any) -> None:
    values |= {"tried_at": now, "attempts": sought.attempts + 1}
    if not connection.execute(update(THUMBNAIL).where(THUMBNAIL.c.url == sought.url).values(**values)).rowcount:
        connection.execute(insert(THUMBNAIL).values(url=sought.url, **values))


def of(connection: Connection, urls: Collection[str]) -> dict[str, Kept]:
    """The copies of pictures, by the pictures' addresses."""
    asked = select(THUMBNAIL.c.url, PICTURE.c.digest, PICTURE.c.width, PICTURE.c.height)
    joined = asked.join(PICTURE, PICTURE.c.digest == THUMBNAIL.c.digest)
    rows = (row for part in told.parts(urls) for row in connection.execute(joined.where(THUMBNAIL.c.url.in_(part))))
    return {row[0]: Kept(*row[1:]) for row in rows}


def data(connection: Connection, digest: str) -> bytes | None:
    """The bytes of a copy; None where there is none."""
    found: bytes | None = connection.execute(select(PICTURE.c.data).where(PICTURE.c.digest == digest)).scalar()
    return found


def state_of(connection: Connection, film: int) -> tuple[object, ...]:
    """What changes whenever the copies of a film's first looks do."""
    gone = select(FILM.c.pictured_at).where(FILM.c.id == film).scalar_subquery()
    return tuple(connection.execute(select(gone, select(func.count(PICTURE.c.digest)).scalar_subquery())).one())


def count(connection: Connection) -> int:
    """How many copies there are."""
    return connection.execute(select(func.count()).select_from(PICTURE)).scalar_one()


def forget(connection: Connection) -> int:
    """Drop every copy, and what was tried; how many copies there were."""
    there = count(connection)
    connection.execute(THUMBNAIL.delete())
    connection.execute(PICTURE.delete())
    connection.execute(update(FILM).where(FILM.c.pictured_at.is_not(None)).values(pictured_at=None))
    return there


def _tried(urls: Collection[str]) -> Any:
    return select(THUMBNAIL.c.url).where(THUMBNAIL.c.url.in_(urls))
