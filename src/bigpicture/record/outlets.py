"""Outlets: how much each writes, how often it is first with a fact, and how often that does not last.

The figures of an outlet are over the films of its latest articles, so that asking costs the same however large the record is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Connection, func, select

from bigpicture.folding import plain
from bigpicture.record import told
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION, VERSION
from bigpicture.record.spelling import likeness
from bigpicture.record.subjects import LONGEST, UnknownNameError
from bigpicture.record.told import Named
from bigpicture.weighing import Fact, facts

ARTICLES, FILMS = 40, 40  # the latest of an outlet, and the films of these, that are looked at
_CLAIMS = 2_500  # about them: a film that everybody writes about costs as much as many others
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """An outlet in a list."""

    name: str
    articles: int
    latest: str  # when its latest article came out


@dataclass(frozen=True, slots=True)
class Written:
    """An article of an outlet."""

    article: int
    title: str | None
    url: str | None
    when: str
    copied: bool  # whether its words are another article's


@dataclass(frozen=True, slots=True)
class Scoop:
    """A fact that an outlet was first with."""

    film: Named
    fact: Fact
    followed: bool  # whether another outlet told it later in words of its own

    @property
    def corrected(self) -> bool:
        """Whether the outlet stated it, and something else is said since, or another article says that it is not so."""
        first, stands = self.fact.first, self.fact.standing
        denied = any(s.status == "denied" and s.article != first.article for s in self.fact.sayings)
        return first.status == "stated" and (stands == "superseded" or (stands == "denied" and denied))


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet, its latest articles, and what it was first with in their films."""

    name: str
    articles: int  # all of them
    latest: tuple[Written, ...]
    films: int  # that are looked at: those of its latest articles
    told: int  # facts about them that it told
    scoops: tuple[Scoop, ...]  # those it was first with, the newest first


def outlets(connection: Connection, most: int = 500) -> list[Listed]:
    """The outlets with most articles."""
    rows = connection.execute(
        select(VERSION.c.outlet, func.count(), func.max(ARTICLE.c.when))
        .join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id)
        .where(VERSION.c.outlet.is_not(None))
        .group_by(VERSION.c.outlet)
        .order_by(func.count().desc(), VERSION.c.outlet)
        .limit(most)
    )
    return [Listed(*row) for row in rows]


def outlet(connection: Connection, name: str) -> Outlet:
    """An outlet by its name. Raises UnknownNameError where no article is its."""
    current = select(func.count()).join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id).select_from(VERSION)
    count = connection.execute(current.where(VERSION.c.outlet == name)).scalar_one() if len(name) <= LONGEST else 0
    if not count:
        raise UnknownNameError(name, "outlet", _near(connection, name[:LONGEST]))
    latest = _latest(connection, name)
    films = _films(connection, [w.article for w in latest])
    named = told.names(connection, films)
    known = [
        (named[number], fact, [s for s in fact.sayings if s.outlet == name])
        for number, said in told.of_films(connection, films)
        for fact in facts(said)
    ]
    scoops = [Scoop(film, fact, _followed(fact, name)) for film, fact, own in known if own and _first(fact, name)]
    scoops.sort(key=lambda s: (s.fact.first.rank, s.fact.key), reverse=True)
    return Outlet(name, count, tuple(latest), len(films), sum(bool(own) for _, _, own in known), tuple(scoops))


def _latest(connection: Connection, name: str) -> list[Written]:
    rows = connection.execute(
        select(ARTICLE.c.id, VERSION.c.title, VERSION.c.url, ARTICLE.c.when, ARTICLE.c.origin_id)
        .join(VERSION, VERSION.c.id == ARTICLE.c.version_id)
        .where(VERSION.c.outlet == name)
        .order_by(ARTICLE.c.when.desc(), ARTICLE.c.id.desc())
        .limit(ARTICLES)
    )
    return [Written(row[0], row[1], row[2], row[3], row[4] is not None and row[4] != row[0]) for row in rows]


def _films(connection: Connection, articles: Iterable[int]) -> list[int]:
    """The films of articles, those of the newest first, as many as are looked at."""
    place = {article: number for number, article in enumerate(articles)}
    asked = select(MENTION.c.article_id, MENTION.c.film_id).where(MENTION.c.article_id.in_(list(place)))
    rows = connection.execute(asked.where(MENTION.c.film_id.is_not(None))).all()
    order = list(dict.fromkeys(film for _, film in sorted((place[article], film) for article, film in rows)))[:FILMS]
    counted = select(MENTION.c.film_id, func.count()).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
    counts = connection.execute(counted.where(MENTION.c.film_id.in_(order)).group_by(MENTION.c.film_id))
    claims: dict[int, int] = {film: count for film, count in counts}  # noqa: C416 - rows, not pairs
    sums = accumulate(claims.get(film, 0) for film in order)
    return [film for film, so_far in zip(order, sums, strict=True) if so_far <= _CLAIMS or film == order[0]]


def _first(fact: Fact, name: str) -> bool:
    """Whether the outlet said it before all others, in words of its own."""
    first = fact.first
    return first.outlet == name and first.origin == first.article and first.status != "denied"


def _followed(fact: Fact, name: str) -> bool:
    first = fact.first
    return any(s.outlet not in (name, None) and s.origin != first.origin and s.status != "denied" for s in fact.sayings)


def _near(connection: Connection, name: str) -> list[str]:
    asked = plain(name).split()[:6]
    if not asked:
        return []
    best = {
        one.name: max(likeness(asked, own), likeness(own, asked))
        for one in outlets(connection)
        if (own := plain(one.name).split())
    }
    return sorted((n for n in best if best[n] > 0), key=lambda n: (-best[n], n))[:_NEAR]
