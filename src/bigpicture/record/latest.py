"""The latest news of all films, a page at a time: those last written about first, each with what changed about it.

A page looks at some hundred films at most, however many there are: those that the newest articles speak of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, not_, select

from bigpicture.folding import name
from bigpicture.record import told
from bigpicture.record.calendar import territories as _territories
from bigpicture.record.schema import ARTICLE, CLAIM, DECISION, MENTION, READING, VERSION
from bigpicture.record.told import Named
from bigpicture.weighing import Change, Fact, Saying, changes, facts, worth
from bigpicture.weighing.replay import KINDS as _ALL

KINDS = {kind: what for kind, what in _ALL.items() if kind != "unsettled"}  # that a reader is told of
PRIZES = ("award", "nomination")
_STEP = 6  # articles looked at together
_LOOKED = 120  # films looked at for one page, whether anything wanted changed about them or not
_FRESH = 2_000  # new articles that are put in order by themselves; of more, the order of all is followed


@dataclass(frozen=True, slots=True)
class Window:
    """Which articles count: all, those that came out `since` a moment or day, that were stored after one or by one."""

    since: str = ""
    after: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; of any kind, territory or standing where none is named."""

    kinds: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()  # as calendar.releases takes them
    standings: tuple[str, ...] = ()

    def fits(self, change: Change) -> bool:
        """Whether a change is one of them."""
        fact = change.fact
        return (
            (not self.kinds or change.kind in self.kinds)
            and (not self.standings or fact.standing in self.standings)
            and (not self.territories or name(fact.values.get("territory")) in covered(self.territories))
        )


@dataclass(frozen=True, slots=True)
class Group:
    """What changed about a film, the newest first, and the facts that are known of it now."""

    film: Named
    changes: tuple[Change, ...]
    known: frozenset[tuple[str, ...]]  # the keys of its facts


@dataclass(frozen=True, slots=True)
class Page:
    """Films with what changed, and the article behind which the next page begins; None: this is the last."""

    groups: tuple[Group, ...]
    after: int | None


def covered(asked: Iterable[str]) -> frozenset[str]:
    """The territories, folded, whose releases count as those of some."""
    return frozenset(place for one in asked for place in (name(one), *_territories(one)) if place)


def latest(
    connection: Connection,
    window: Window,
    wanted: Wanted = Wanted(),
    after: int | None = None,
    most: int = 20,
) -> Page:
    """A page of films with what changed, at least `most` of them where there are as many and not too far back.

    What an article brings that another one, stored earlier, had told already, is not new. The page may be empty and yet have
    a next one: few changes of what is asked for, far back.
    """
    groups: list[Group] = []
    looked = 0
    inside = _inside(connection, window)
    while looked < _LOOKED:
        walked = _walk(connection, inside, after)
        films = _films(connection, inside, walked)
        said = told.sayings(connection, MENTION.c.film_id.in_([f for own in films.values() for f in own]))
        named = told.names(connection, said)
        for article, _ in walked:
            after = article
            own = [f for f in films[article] if f in said]
            looked += len(own)
            groups += [g for f in own if (g := _group(connection, named[f], said[f], window, wanted)).changes]
            if len(groups) >= most:
                return Page(_ordered(groups), after)
        if len(walked) < _STEP:
            return Page(_ordered(groups), None)
    return Page(_ordered(groups), after)


def _ordered(groups: Sequence[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda g: g.changes[0].by.rank[:2], reverse=True))


def _group(connection: Connection, film: Named, said: Sequence[Saying], window: Window, wanted: Wanted) -> Group:
    made = [c for c in worth(changes(said, window.since)) if wanted.fits(c)]
    if window.after or window.by:
        ids = {c.by.article for c in made}
        fresh = _stored_after(connection, ids, window.after or window.by)
        made = [c for c in made if (c.by.article in fresh) == bool(window.after)]
        if window.after and made:
            old = facts(s for s in said if s.article not in fresh)
            before = {f.key: f.standing for f in old}
            made = [c for c in made if before.get(c.key) != c.fact.standing]
    made.sort(key=lambda c: c.by.rank[:2], reverse=True)
    return Group(film, tuple(made), frozenset(f.key for f in facts(said)) if made else frozenset())


def _stored_after(connection: Connection, articles: Collection[int], moment: str) -> set[int]:
    asked = select(ARTICLE.c.id).where(ARTICLE.c.first_seen_at > moment)
    return {
        i for part in told.parts(articles) for i in connection.execute(asked.where(ARTICLE.c.id.in_(part))).scalars()
    }


def _inside(connection: Connection, window: Window) -> tuple[ColumnElement[bool], ...]:
    """The conditions on articles. The last stored ones have the highest numbers: few of them are found at once."""
    made: list[ColumnElement[bool]] = []
    if window.since:
        made.append(ARTICLE.c.when >= window.since)
    if window.by:
        made.append(ARTICLE.c.first_seen_at <= window.by)
    if window.after:
        newest = select(ARTICLE.c.id, ARTICLE.c.first_seen_at).order_by(ARTICLE.c.id.desc()).limit(_FRESH)
        fresh = [row.id for row in connection.execute(newest) if row.first_seen_at > window.after]
        made.append(ARTICLE.c.id.in_(fresh) if len(fresh) < _FRESH else ARTICLE.c.first_seen_at > window.after)
    return tuple(made)


def _walk(connection: Connection, inside: Iterable[ColumnElement[bool]], after: int | None) -> list[tuple[int, str]]:
    """The next articles, the newest first: (number, when)."""
    asked = select(ARTICLE.c.id, ARTICLE.c.when).where(*inside).order_by(ARTICLE.c.when.desc(), ARTICLE.c.id.desc())
    if after is not None:
        when = connection.execute(select(ARTICLE.c.when).where(ARTICLE.c.id == after)).scalar()
        if when is None:
            return []
        asked = asked.where(ARTICLE.c.when <= when, not_(and_(ARTICLE.c.when == when, ARTICLE.c.id >= after)))
    return [(row[0], row[1]) for row in connection.execute(asked.limit(_STEP))]


def _films(
    connection: Connection, inside: Iterable[ColumnElement[bool]], walked: Sequence[tuple[int, str]]
) -> dict[int, list[int]]:
    """By article, the films of which it is the newest one inside the window."""
    made: dict[int, list[int]] = {article: [] for article, _ in walked}
    if not walked:
        return made
    place = {article: n for n, (article, _) in enumerate(walked)}
    asked = select(MENTION.c.film_id, MENTION.c.article_id).where(
        MENTION.c.article_id.in_(place), MENTION.c.film_id.is_not(None)
    )
    first: dict[int, int] = {}
    for film, article in sorted(connection.execute(asked), key=lambda row: place[row[1]]):
        first.setdefault(film, article)
    article, when = walked[0]
    newer = select(MENTION.c.film_id).join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
    newer = newer.where(ARTICLE.c.when >= when, not_(and_(ARTICLE.c.when == when, ARTICLE.c.id <= article)), *inside)
    shown = set(connection.execute(newer.where(MENTION.c.film_id.in_(list(first))).distinct()).scalars())
    for film, own in first.items():
        if film not in shown:
            made[own].append(film)
    return made


@dataclass(frozen=True, slots=True)
class Honoured:
    """A film with the prizes and nominations that are agreed on, those reported last first."""

    film: Named
    facts: tuple[Fact, ...]


def honoured(connection: Connection, most: int = 6, steps: int = 30) -> list[Honoured]:
    """The films whose prizes and nominations the newest articles tell, as far as some steps back."""
    found: dict[int, None] = {}
    after: int | None = None
    for _ in range(steps):
        walked = _walk(connection, (), after)
        place = {article: n for n, (article, _) in enumerate(walked)}
        asked = (
            select(MENTION.c.film_id, MENTION.c.article_id)
            .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
            .where(MENTION.c.article_id.in_(place), MENTION.c.film_id.is_not(None), told.of_types(*PRIZES))
        )
        found |= dict.fromkeys(film for film, _ in sorted(connection.execute(asked), key=lambda row: place[row[1]]))
        if len(found) >= most or len(walked) < _STEP:
            break
        after = walked[-1][0]
    films = list(found)[:most]
    said = told.sayings(connection, MENTION.c.film_id.in_(films), told.of_types(*PRIZES))
    named = told.names(connection, said)
    made = [Honoured(named[film], _agreed(said[film])) for film in films if film in said]
    return [one for one in made if one.facts]


def _agreed(said: Sequence[Saying]) -> tuple[Fact, ...]:
    agreed = [f for f in facts(said) if f.standing == "agreed"]
    return tuple(sorted(agreed, key=lambda f: f.first.rank[:2], reverse=True))


def stored_until(connection: Connection) -> str | None:
    """When the last article came into the record; None where there is none."""
    last = select(ARTICLE.c.first_seen_at).order_by(ARTICLE.c.id.desc()).limit(1)
    return connection.execute(last).scalar()


def state(connection: Connection) -> tuple[int | None, ...]:
    """Numbers that change whenever what is known does: with every reading, and every decision made or undone."""
    undone = select(func.count()).where(DECISION.c.undone_at.is_not(None)).scalar_subquery()
    newest = (select(func.max(table.c.id)).scalar_subquery() for table in (ARTICLE, READING, MENTION, DECISION))
    return tuple(connection.execute(select(*newest, undone)).one())


def fresh(connection: Connection, moment: str) -> bool:
    """Whether an article was stored after a moment."""
    last = stored_until(connection)
    return last is not None and last > moment


def few(connection: Connection, articles: int) -> str:
    """The moment or day that so many of the newest articles came out since; "": the beginning."""
    asked = select(ARTICLE.c.when).order_by(ARTICLE.c.when.desc()).offset(articles).limit(1)
    return connection.execute(asked).scalar() or ""


def counted(connection: Connection) -> int:
    """How many articles there are."""
    return connection.execute(select(func.count(ARTICLE.c.id))).scalar_one()


def addresses(connection: Connection, articles: Collection[int]) -> dict[int, str | None]:
    """The web addresses of articles, as their current texts have them."""
    asked = select(ARTICLE.c.id, VERSION.c.url).join(VERSION, VERSION.c.id == ARTICLE.c.version_id)
    rows = (row for part in told.parts(articles) for row in connection.execute(asked.where(ARTICLE.c.id.in_(part))))
    return {row[0]: row[1] for row in rows}


def last_told(connection: Connection, films: Collection[int]) -> dict[int, str]:
    """When films were last written about, by their numbers."""
    asked = select(MENTION.c.film_id, func.max(ARTICLE.c.when)).join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
    parts = (asked.where(MENTION.c.film_id.in_(part)).group_by(MENTION.c.film_id) for part in told.parts(films))
    return {film: when for part in parts for film, when in connection.execute(part)}
