"""What waits for a person's word: mentions that may mean several films, and what outlets tell differently of late."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from bigpicture.record import news, told
from bigpicture.record.news import Conflict
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, VERSION
from bigpicture.record.told import Named
from bigpicture.weighing import SLOTS, Saying, facts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A film that may be meant, with what tells it from others of its title."""

    film: Named
    directors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A mention whose film is undecided."""

    article: int
    when: str
    headline: str | None
    outlet: str | None
    url: str | None
    title: str  # of the film, as the article words it
    candidates: tuple[Candidate, ...]


def films(connection: Connection) -> int:
    """How many films there are."""
    return connection.execute(select(func.count()).select_from(FILM)).scalar_one()


def undecided(connection: Connection, most: int = 50) -> tuple[list[Open], int]:
    """(the newest mentions whose film is undecided, how many there are in all)."""
    count = connection.execute(select(func.count()).where(MENTION.c.film_id.is_(None))).scalar_one()
    rows = connection.execute(
        select(ARTICLE.c.id, ARTICLE.c.when, VERSION.c.title, VERSION.c.outlet, VERSION.c.url, MENTION.c.title, MENTION.c.block)
        .join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
        .join(VERSION, VERSION.c.id == ARTICLE.c.version_id)
        .where(MENTION.c.film_id.is_(None))
        .order_by(ARTICLE.c.when.desc(), MENTION.c.article_id, MENTION.c.block)
        .limit(most)
    ).all()  # fmt: skip
    titled: dict[str, list[int]] = {}
    asked = select(MENTION.c.block, MENTION.c.film_id).where(MENTION.c.film_id.is_not(None)).distinct()
    for block, film in connection.execute(asked.where(MENTION.c.block.in_({row[6] for row in rows}))):
        titled.setdefault(block, []).append(film)
    known = _candidates(connection, sorted({film for own in titled.values() for film in own}))
    return [Open(*row[:6], tuple(known[f] for f in sorted(titled.get(row[6], ())))) for row in rows], count


def _candidates(connection: Connection, numbers: list[int]) -> dict[int, Candidate]:
    directors: dict[int, tuple[str, ...]] = {}
    for part in told.parts(numbers):
        for film, said in told.sayings(connection, told.of_types("director"), MENTION.c.film_id.in_(part)).items():
            agreed = (f for f in facts(said) if f.standing != "denied")
            directors[film] = tuple(str(f.values["person"]) for f in agreed)
    named = told.names(connection, numbers)
    return {film: Candidate(named[film], directors.get(film, ())) for film in numbers}


def contested(connection: Connection, articles: int = 300, most: int = 40) -> list[Conflict]:
    """What outlets tell differently of films of the latest articles, that last spoken of first; of so many films at most."""
    latest = select(ARTICLE.c.id).order_by(ARTICLE.c.when.desc(), ARTICLE.c.id.desc()).limit(articles)
    asked = (
        select(FILM.c.id)
        .join(MENTION, MENTION.c.film_id == FILM.c.id)
        .join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
        .where(MENTION.c.article_id.in_(latest), or_(FILM.c.contested > 0, FILM.c.settled_at.is_(None)))
        .group_by(FILM.c.id)
        .order_by(func.max(ARTICLE.c.when).desc(), FILM.c.id)
        .limit(most)
    )
    those = sorted(connection.execute(asked).scalars())
    found = {number: news.sides_of(said) for number, said in _disputable(connection, those).items()}
    named = told.names(connection, [number for number, sides in found.items() if sides])
    made = [Conflict(named[number], tuple(own)) for number, sides in found.items() for own in sides]
    return sorted(made, key=lambda c: (c.last, c.film.id, c.sides[0].fact.key), reverse=True)


def _disputable(connection: Connection, numbers: list[int]) -> dict[int, list[Saying]]:
    """What can be contested of films: values that exclude each other, and all other sayings where one is a denial."""
    said: dict[int, list[Saying]] = {}
    for part in told.parts(numbers):
        mine = MENTION.c.film_id.in_(part)
        denials = (
            select(MENTION.c.film_id)
            .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
            .where(mine, CLAIM.c.status == "denied", CLAIM.c.type.not_in(SLOTS))
        )
        denied = sorted(set(connection.execute(denials).scalars()))
        for number, own in told.sayings(connection, told.of_types(*SLOTS), mine).items():
            said.setdefault(number, []).extend(own)
        if denied:
            more = told.sayings(connection, CLAIM.c.type.not_in(SLOTS), MENTION.c.film_id.in_(denied))
            for number, own in more.items():
                said.setdefault(number, []).extend(own)
    return said
