"""The latest news of all films, a page at a time: those that changed last first, each with what changed about it.

Changes are read from the ledger. A page looks at the films that the newest articles changed, however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, func, not_, select

from bigpicture.folding import name
from bigpicture.record import ledger, told
from bigpicture.record.calendar import territories as _territories
from bigpicture.record.schema import ARTICLE, CHANGE, DECISION, FILM, MENTION, READING, VERSION
from bigpicture.record.told import Named
from bigpicture.weighing import Change, facts
from bigpicture.weighing.replay import KINDS as _ALL

KINDS = {kind: what for kind, what in _ALL.items() if kind != "unsettled"}  # that a reader is told of
_STEP = 12  # articles looked at together
_FRESH = 2_000  # changes since a look that are named one by one
_UNSETTLED = 60  # films that are worked out for a page


@dataclass(frozen=True, slots=True)
class Window:
    """Which changes count: all, those of articles that came out `since` a moment or day, those noted after one or by one."""

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
    """What changed about a film, the newest first, and how much more did; `gone` are facts that are one with another now."""

    film: Named
    changes: tuple[Change, ...]
    more: int
    gone: frozenset[tuple[str, ...]]  # their keys


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
    each: int = 6,
) -> Page:
    """A page of films with what changed, at least `most` of them where there are as many; of each, `each` changes.

    A film stands where its newest change does. What an article brings that an earlier look could see already is not new.
    Films that are not settled yet stand on the first page.
    """
    which = _which(connection, window, wanted)
    groups = [] if after else _unsettled(connection, window, wanted, each)
    while True:
        walked = _walk(connection, which, after)
        films = _films(connection, which, walked)
        made = _groups(connection, [f for own in films.values() for f in own], which, each)
        if window.after:
            made = {
                film: new for film, group in made.items() if (new := _unknown(connection, group, window.after)).changes
            }
        for article, _ in walked:
            after = article
            groups += [made[film] for film in films[article] if film in made]
            if len(groups) >= most:
                return Page(_ordered(groups), after)
        if len(walked) < _STEP:
            return Page(_ordered(groups), None)


def _ordered(groups: Sequence[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda g: g.changes[0].by.rank[:2], reverse=True))


def _which(connection: Connection, window: Window, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions on the ledger's rows."""
    settled = select(FILM.c.id).where(FILM.c.id == CHANGE.c.film_id, FILM.c.settled_at.is_not(None)).exists()
    made: list[ColumnElement[bool]] = [settled]
    made += [CHANGE.c.at >= window.since] if window.since else []
    made += [_noted_after(connection, window.after)] if window.after else []
    made += [CHANGE.c.noted_at <= window.by] if window.by else []
    made += [CHANGE.c.kind.in_(wanted.kinds)] if wanted.kinds else []
    made += [CHANGE.c.standing.in_(wanted.standings)] if wanted.standings else []
    made += [CHANGE.c.territory.in_(covered(wanted.territories))] if wanted.territories else []
    return made


def _noted_after(connection: Connection, look: str) -> ColumnElement[bool]:
    """Few changes are named by their numbers: in the order of all they would be looked for among the others."""
    asked = select(CHANGE.c.id).where(CHANGE.c.noted_at > look).limit(_FRESH + 1)
    fresh = list(connection.execute(asked).scalars())
    return CHANGE.c.id.in_(fresh) if len(fresh) <= _FRESH else CHANGE.c.noted_at > look


Where = Sequence[ColumnElement[bool]]


def _walk(connection: Connection, which: Where, after: int | None) -> list[tuple[int, str]]:
    """The next articles that changed something, the newest first: (number, when)."""
    asked = select(CHANGE.c.article_id, CHANGE.c.at).where(*which).distinct()
    if after is not None:
        when = connection.execute(select(ARTICLE.c.when).where(ARTICLE.c.id == after)).scalar()
        if when is None:
            return []
        asked = asked.where(CHANGE.c.at <= when, not_(and_(CHANGE.c.at == when, CHANGE.c.article_id >= after)))
    rows = connection.execute(asked.order_by(CHANGE.c.at.desc(), CHANGE.c.article_id.desc()).limit(_STEP))
    return [(row[0], row[1]) for row in rows]


def _films(connection: Connection, which: Where, walked: Sequence[tuple[int, str]]) -> dict[int, list[int]]:
    """By article, the films whose newest change it made."""
    made: dict[int, list[int]] = {article: [] for article, _ in walked}
    if not walked:
        return made
    place = {article: n for n, (article, _) in enumerate(walked)}
    asked = select(CHANGE.c.film_id, CHANGE.c.article_id).where(
        CHANGE.c.at >= walked[-1][1], CHANGE.c.at <= walked[0][1], CHANGE.c.article_id.in_(place), *which
    )
    first: dict[int, int] = {}
    for film, article in sorted(connection.execute(asked.distinct()), key=lambda row: (place[row[1]], row[0])):
        first.setdefault(film, article)
    article, when = walked[0]
    newer = CHANGE.c.at >= when, not_(and_(CHANGE.c.at == when, CHANGE.c.article_id <= article))
    before = select(CHANGE.c.film_id).where(CHANGE.c.film_id.in_(list(first)), *newer, *which).distinct()
    shown = set(connection.execute(before).scalars())
    for film, own in first.items():
        if film not in shown:
            made[own].append(film)
    return made


def _groups(connection: Connection, films: Sequence[int], which: Where, each: int) -> dict[int, Group]:
    """The newest changes of films, and how many more there are of each."""
    newest = CHANGE.c.at.desc(), CHANGE.c.article_id.desc(), CHANGE.c.id
    ranked = (
        select(
            CHANGE.c.id, CHANGE.c.film_id,
            func.row_number().over(partition_by=CHANGE.c.film_id, order_by=newest).label("place"),
            func.count().over(partition_by=CHANGE.c.film_id).label("all"),
        )
        .where(CHANGE.c.film_id.in_(films), *which)
        .subquery()
    )  # fmt: skip
    rows = connection.execute(select(ranked.c.id, ranked.c.film_id, ranked.c.all).where(ranked.c.place <= each)).all()
    known = [*ledger.stored(connection, CHANGE.c.id.in_([row[0] for row in rows]))] if rows else []
    counts = {row[1]: row[2] for row in rows}
    named, gone = told.names(connection, counts), _gone(connection, counts)
    return {
        f: _group(named[f], [c for film, c in known if film == f], gone[f], each, counts[f])
        for f in films
        if f in counts
    }


def _group(film: Named, made: Iterable[Change], gone: frozenset[tuple[str, ...]], each: int, count: int) -> Group:
    ordered = sorted(made, key=lambda c: c.fact.order)
    ordered.sort(key=lambda c: c.by.rank[:2], reverse=True)
    return Group(film, tuple(ordered[:each]), max(0, count - each), gone)


def _gone(connection: Connection, films: Collection[int]) -> dict[int, frozenset[tuple[str, ...]]]:
    """The keys of facts that later changes made one with others, by film."""
    asked = select(CHANGE.c.film_id, CHANGE.c.told["gone"]).where(CHANGE.c.film_id.in_(films), CHANGE.c.kind != "new")
    made: dict[int, set[tuple[str, ...]]] = {film: set() for film in films}
    for film, keys in connection.execute(asked):
        made[film] |= {tuple(key.split(ledger.JOINT)) for key in keys}
    return {film: frozenset(keys) for film, keys in made.items()}


def _unknown(connection: Connection, group: Group, look: str) -> Group:
    """A group without what articles that were stored by a look had told already."""
    of_it = MENTION.c.film_id == group.film.id
    before = told.sayings(connection, of_it, ARTICLE.c.first_seen_at <= look).get(group.film.id, [])
    known = {f.key: f.standing for f in facts(before)}
    return replace(group, changes=tuple(c for c in group.changes if known.get(c.key) != c.fact.standing))


def _unsettled(connection: Connection, window: Window, wanted: Wanted, each: int) -> list[Group]:
    """The films that are not settled yet, those met last; what was not noted before is noted now."""
    films = ledger.unsettled(connection)[-_UNSETTLED:]
    made: dict[int, list[Change]] = {}
    for film, change in ledger.worked_out(connection, films, window.since):
        if wanted.fits(change):
            made.setdefault(film, []).append(change)
    if window.after or window.by:
        asked = select(CHANGE.c.film_id, CHANGE.c.key, CHANGE.c.article_id, CHANGE.c.kind).where(
            CHANGE.c.film_id.in_(made), CHANGE.c.noted_at <= (window.after or window.by)
        )
        old = {tuple(row) for row in connection.execute(asked)}
        made = {
            film: [c for c in own if ((film, ledger.JOINT.join(c.key), c.by.article, c.kind) in old) == bool(window.by)]
            for film, own in made.items()
        }
    named = told.names(connection, made)
    groups = []
    for film, own in made.items():
        gone = frozenset(key for change in own for key in change.gone)
        group = _group(named[film], own, gone, each, len(own))
        groups.append(_unknown(connection, group, window.after) if window.after else group)
    return [group for group in groups if group.changes]


def stored_until(connection: Connection) -> str | None:
    """When the last article came into the record; None where there is none."""
    last = select(ARTICLE.c.first_seen_at).order_by(ARTICLE.c.id.desc()).limit(1)
    return connection.execute(last).scalar()


def state(connection: Connection) -> tuple[int | None, ...]:
    """Numbers that change whenever what is known does: with every reading, and every decision made or undone."""
    undone = select(func.count()).where(DECISION.c.undone_at.is_not(None)).scalar_subquery()
    newest = (select(func.max(table.c.id)).scalar_subquery() for table in (ARTICLE, READING, MENTION, DECISION))
    return tuple(connection.execute(select(*newest, undone)).one())


def state_of(connection: Connection, film: int) -> tuple[object, ...]:
    """What changes whenever anything that a film's page shows does; of a film that is not settled, as for all films.

    Its links to the catalogue are not among it.
    """
    settled = connection.execute(select(FILM.c.settled_at).where(FILM.c.id == film)).scalar()
    if settled is None:
        return state(connection)
    own = select(func.count(), func.max(MENTION.c.id), func.max(MENTION.c.reading_id)).where(MENTION.c.film_id == film)
    change = select(func.max(CHANGE.c.id)).where(CHANGE.c.film_id == film).scalar_subquery()
    decided = select(func.max(DECISION.c.id)).scalar_subquery()
    undone = select(func.count()).where(DECISION.c.undone_at.is_not(None)).scalar_subquery()
    return (settled, *connection.execute(own.add_columns(change, decided, undone)).one())


def fresh(connection: Connection, moment: str) -> bool:
    """Whether an article was stored, or a change noted, after a moment."""
    noted = connection.execute(select(func.max(CHANGE.c.noted_at))).scalar()
    return max(stored_until(connection) or "", noted or "") > moment


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
