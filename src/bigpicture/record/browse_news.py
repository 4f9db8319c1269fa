"""Browsing what was said: changes, conflicts and quotations a page at a time, as in browse.

Changes are read from the ledger. What is computed is looked for in a part of the record at a time, until a page is full or
enough was looked at; what is left is for the next page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, select, tuple_

from bigpicture.record import calendar, ledger, told
from bigpicture.record.calendar import Opening
from bigpicture.record.latest import Wanted, covered
from bigpicture.record.ledger import JOINT
from bigpicture.record.news import Conflict, News, disputable, possibly, sides_of
from bigpicture.record.quotes import Quote, current, once, same
from bigpicture.record.schema import ARTICLE, CHANGE, CLAIM, FILM, MENTION, READING
from bigpicture.record.span import span
from bigpicture.times import whole
from bigpicture.weighing import SLOTS, Saying, as_of, slot

_FILMS, _PRINTED = 12, 40  # films, and articles with quotations, looked at in one go
_GOES, _WEEKS = 8, 8  # in one page
_DAY, _WEEK = timedelta(days=1), timedelta(days=6)
Place = tuple[str, int, int, str, str]  # of a change: when, article, film, key, kind


@dataclass(frozen=True, slots=True)
class Span:
    """What is looked at: of a film, since a moment, up to a day that counts whole."""

    film: int | None = None
    since: str = ""
    moment: str | None = None

    @property
    def end(self) -> str:
        """The last moment."""
        return whole(self.moment) if self.moment else "9999"


def place(news: News) -> Place:
    """The place of a change in the order of all."""
    by, fact = news.change.by, news.change.fact
    return by.when, by.article, news.film.id, JOINT.join(fact.key), news.change.kind


def recent(
    connection: Connection, span: Span, wanted: Wanted, kind: str | None, before: Place | None, most: int
) -> tuple[list[News], Place | None]:
    """(changes before a place, of a type of facts where one is named, the newest first; where to go on, None: that is all)."""
    of_it = () if span.film is None else (FILM.c.id == span.film,)
    which = [CHANGE.c.at >= span.since, CHANGE.c.at <= span.end, *of_it]
    which += [CHANGE.c.type == kind] if kind else []
    which += [CHANGE.c.kind.in_(wanted.kinds)] if wanted.kinds else []
    which += [CHANGE.c.standing.in_(wanted.standings)] if wanted.standings else []
    which += [CHANGE.c.territory.in_(covered(wanted.territories))] if wanted.territories else []
    order = CHANGE.c.at, CHANGE.c.article_id, CHANGE.c.film_id, CHANGE.c.key, CHANGE.c.kind
    if before:
        which.append(tuple_(*order) < before)
    made = [*ledger.stored(connection, *which, most=most + 1, order=order)]
    fresh = ledger.worked_out(connection, ledger.unsettled(connection, *of_it), span.since)
    made += [(film, c) for film, c in fresh if c.by.when <= span.end and kind in (None, c.fact.type) and wanted.fits(c)]
    named = told.names(connection, {film for film, _ in made})
    whole = sorted((News(named[film], change) for film, change in made), key=place, reverse=True)
    found = [one for one in whole if before is None or place(one) < before]
    return found[:most], place(found[most - 1]) if len(found) > most else None


Side = tuple[int, str]  # of a conflict: film, slot


def side(conflict: Conflict) -> Side:
    """The place of a conflict in the order of all."""
    return conflict.film.id, JOINT.join(slot(conflict.sides[0].fact.key))


def conflicts(
    connection: Connection, after: Side | None, most: int, film: int | None = None, moment: str | None = None
) -> tuple[list[Conflict], Side | None]:
    """(conflicts behind a place, film by film in order of their numbers; where to go on, None: there are no more)."""
    found: list[Conflict] = []
    edge = after[0] if after else 0
    for _ in range(3 * _GOES):
        films = _disputed(connection, edge, film, moment)
        named = told.names(connection, films)
        made = [
            Conflict(named[number], tuple(sides))
            for number, said in _disputable(connection, films, moment).items()
            for sides in sides_of(as_of(said, moment) if moment else said)
        ]
        found += sorted((c for c in made if after is None or side(c) > after), key=side)
        if len(found) > most:
            return found[:most], side(found[most - 1])
        if len(films) < _FILMS:
            return found, None
        edge = films[-1] + 1
    return found, (edge, "")


def _disputed(connection: Connection, first: int, film: int | None, moment: str | None) -> list[int]:
    """Films on which outlets disagree, as far as is known without weighing; of a day, those on which they can at all."""
    asked = select(FILM.c.id).where(FILM.c.id >= first).order_by(FILM.c.id).limit(_FILMS)
    if film is not None:
        asked = asked.where(FILM.c.id == film)
    if moment is None:
        return list(connection.execute(asked.where((FILM.c.contested > 0) | FILM.c.settled_at.is_(None))).scalars())
    said = select(CLAIM.c.id).join(MENTION, MENTION.c.id == CLAIM.c.mention_id).where(MENTION.c.film_id == FILM.c.id)
    some = said.where(told.of_types(*SLOTS) | (CLAIM.c.status == "denied"))
    return list(connection.execute(asked.where(some.exists())).scalars())


def _disputable(connection: Connection, films: Sequence[int], moment: str | None) -> dict[int, list[Saying]]:
    """What has a bearing on what is contested of films; of a day, on all that can be."""
    if moment is None:
        return disputable(connection, films)
    return told.sayings(connection, MENTION.c.film_id.in_(films), possibly(connection, films))


Day = tuple[str, int, str]  # of a release: the last day that it may be, film, key


def day(opening: Opening) -> Day:
    """The place of a release in the order of all."""
    return opening.end, opening.film.id, JOINT.join(opening.fact.key)


@dataclass(frozen=True, slots=True)
class Due:
    """Which releases: from a day on, up to one, in a territory, of a mode, as it was known on a day."""

    first: str
    last: str | None = None
    territory: str | None = None
    mode: str | None = None
    moment: str | None = None


def releases(connection: Connection, wanted: Due, after: Day | None, most: int) -> tuple[list[Opening], Day | None]:
    """(releases behind a place, in the order of their days; where to go on, None: there are no more).

    Some days are looked at in one go, after some weeks all that is left.
    """
    found: list[Opening] = []
    for begin, end, rough in _windows(max(wanted.first, after[0]) if after else wanted.first, wanted.last):
        made = calendar.releases(
            connection, territory=wanted.territory, mode=wanted.mode, first=begin, last=end, moment=wanted.moment, rough=rough
        )  # fmt: skip
        own = [o for o in made if o.end >= begin and (end == wanted.last or o.end <= str(end))]
        found += sorted((o for o in own if after is None or day(o) > after), key=day)
        if len(found) > most:
            return found[:most], day(found[most - 1])
    return found, None


def _windows(first: str, last: str | None) -> Iterator[tuple[str, str | None, bool]]:
    """Days from one to another, and whether rough dates may end there: those end with a month."""
    begin = date.fromisoformat(first)
    for _ in range(_WEEKS):
        month = date.fromisoformat(span(begin.isoformat()[:7])[1])
        end = begin if begin == month else min(begin + _WEEK, month - _DAY)
        if end >= date.fromisoformat(last or "9999-12-01"):
            break
        yield begin.isoformat(), end.isoformat(), begin == month
        begin = end + _DAY
    yield begin.isoformat(), last, True


Print = tuple[str, int, int]  # of a quotation: when, article, claim


def quotes(
    connection: Connection, span: Span, before: Print | None, most: int, speakers: Collection[str] = ()
) -> tuple[list[Quote], Print | None]:
    """(quotations whose first print came before one, the newest first; where to go on, None: there are no more).

    A quotation stands where it was first printed, once. `speakers` are one person's names, each as naming.bearer.
    """
    which = [CLAIM.c.type == "quote", *_inside(span), *((CLAIM.c.bearer.in_(speakers),) if speakers else ())]
    found: list[Quote] = []
    edge = before
    few = bool(speakers) or span.film is not None  # so that they are looked at together
    for _ in range(_GOES):
        those = [] if few else _printing(connection, span, edge)
        some = () if few else (ARTICLE.c.id.in_([article for _, article in those]),)
        made = _first_printed(connection, which, some)
        found += sorted((q for q in made if before is None or _print(q) < before), key=_print, reverse=True)
        if len(found) > most:
            return found[:most], _print(found[most - 1])
        if few or len(those) < _PRINTED:
            return found, None
        edge = (*those[-1], -1)
    return found, edge


def _inside(span: Span) -> list[ColumnElement[bool]]:
    """The same on the tables article and mention."""
    inside = [ARTICLE.c.when >= span.since, ARTICLE.c.when <= span.end]
    return inside + ([MENTION.c.film_id == span.film] if span.film is not None else [])


def _print(quote: Quote) -> Print:
    return quote.when, quote.article, quote.claim


def _printing(connection: Connection, span: Span, before: Print | None) -> list[tuple[str, int]]:
    """The articles that print quotations; of the one that a place stands in, the rest may still be to come."""
    printed = select(CLAIM.c.id).join(READING, READING.c.id == CLAIM.c.reading_id)
    printed = printed.where(READING.c.version_id == ARTICLE.c.version_id, CLAIM.c.type == "quote")
    asked = select(ARTICLE.c.when, ARTICLE.c.id).where(printed.exists(), *_inside(span))
    if before:
        edge = tuple_(ARTICLE.c.when, ARTICLE.c.id)
        asked = asked.where(edge < before[:2] if before[2] < 0 else edge <= before[:2])
    rows = connection.execute(asked.order_by(ARTICLE.c.when.desc(), ARTICLE.c.id.desc()).limit(_PRINTED))
    return [(row.when, row.id) for row in rows]


def _first_printed(
    connection: Connection, which: Sequence[ColumnElement[bool]], some: Sequence[ColumnElement[bool]]
) -> list[Quote]:
    """The quotations whose first print is in some articles, or anywhere."""
    rows = connection.execute(current(*which, *some)).mappings().all()
    if not some:
        return once(connection, rows)
    own, wanted = {row["id"] for row in rows}, {same(row) for row in rows}
    speakers = {row["bearer"] for row in rows if row["bearer"]}
    said = select(CLAIM.c.id, CLAIM.c.bearer, CLAIM.c["values"]).where(
        CLAIM.c.type == "quote", CLAIM.c.bearer.in_(speakers)
    )
    others = [row["id"] for row in connection.execute(said).mappings() if same(row) in wanted and row["id"] not in own]
    known = once(connection, [*rows, *connection.execute(current(*which, CLAIM.c.id.in_(others))).mappings()])
    return [quote for quote in known if quote.claim in own]
