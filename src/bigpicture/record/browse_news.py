"""Browsing what was said: changes, conflicts and quotations a page at a time, as in browse.

Facts are computed and not stored, so a page weighs only the films that some articles speak of, and goes on to earlier articles
until it is full or has looked at enough; what is left is for the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, distinct, func, or_, select, tuple_

from bigpicture.record import told
from bigpicture.record.news import Conflict, News, sides_of, worth
from bigpicture.record.quotes import Quote, current, once, same
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION, READING
from bigpicture.weighing import SLOTS, as_of, changes, slot

_ARTICLES, _FILMS, _PRINTED = 15, 12, 40  # articles with changes, films, articles with quotations looked at in one go
_GOES = 8  # in one page
Place = tuple[str, int, int, str, str]  # of a change: when, article, film, key, kind
_FIRST = (-1, "", "")  # the place in an article that comes behind all its changes


@dataclass(frozen=True, slots=True)
class Span:
    """What is looked at: of a film, since a moment, up to a day that counts whole, of some types of claims."""

    film: int | None = None
    since: str = ""
    moment: str | None = None
    types: tuple[str, ...] = ()  # (): of all

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """The same on the tables article and mention."""
        made = [ARTICLE.c.when >= self.since] if self.since else []
        made += [ARTICLE.c.when <= f"{self.moment}T24"] if self.moment else []
        return made + ([MENTION.c.film_id == self.film] if self.film is not None else [])


def place(news: News) -> Place:
    """The place of a change in the order of all."""
    by, fact = news.change.by, news.change.fact
    return by.when, by.article, news.film.id, "\x1f".join(fact.key), news.change.kind


def recent(
    connection: Connection, span: Span, before: Place | None, most: int, keep: Callable[[News], bool]
) -> tuple[list[News], Place | None]:
    """(changes before a place that `keep` wants, the newest first; where to go on, None: there are no more)."""
    found: list[News] = []
    edge = before
    for _ in range(_GOES):
        rows = _articles(connection, span, edge)
        if not rows:
            return found, None
        made = [n for n in _changes(connection, span, rows) if keep(n) and (before is None or place(n) < before)]
        found += sorted(made, key=place, reverse=True)
        if len(found) > most:
            return found[:most], place(found[most - 1])
        if len(rows) < _ARTICLES:
            return found, None
        edge = (*rows[-1], *_FIRST)
    return found, edge


def _articles(connection: Connection, span: Span, before: Place | None) -> list[tuple[str, int]]:
    """The articles that speak of films; of the one that a place stands in, the rest may still be to come."""
    spoken = select(MENTION.c.id).where(MENTION.c.article_id == ARTICLE.c.id, MENTION.c.film_id.is_not(None))
    if span.types:
        spoken = spoken.join(CLAIM, CLAIM.c.mention_id == MENTION.c.id).where(told.of_types(*span.types))
    asked = select(ARTICLE.c.when, ARTICLE.c.id).where(spoken.where(*span.conditions).exists())
    if before:
        edge = tuple_(ARTICLE.c.when, ARTICLE.c.id)
        asked = asked.where(edge < before[:2] if before[2:] == _FIRST else edge <= before[:2])
    rows = connection.execute(asked.order_by(ARTICLE.c.when.desc(), ARTICLE.c.id.desc()).limit(_ARTICLES))
    return [(row.when, row.id) for row in rows]


def _changes(connection: Connection, span: Span, rows: Sequence[tuple[str, int]]) -> list[News]:
    """The changes that these articles brought."""
    of_them = MENTION.c.article_id.in_([article for _, article in rows]), MENTION.c.film_id.is_not(None)
    asked = select(MENTION.c.film_id).where(*of_them).distinct()
    if span.film is not None:
        asked = asked.where(MENTION.c.film_id == span.film)
    films = list(connection.execute(asked).scalars())
    named = told.names(connection, films)
    those = set(rows)
    of_type = (told.of_types(*span.types),) if span.types else ()
    return [
        News(named[number], change)
        for number, said in told.sayings(connection, MENTION.c.film_id.in_(films), *of_type).items()
        for change in worth(changes(as_of(said, span.moment) if span.moment else said, rows[-1][0]))
        if change.by.rank[:2] in those
    ]


Side = tuple[int, str]  # of a conflict: film, slot


def side(conflict: Conflict) -> Side:
    """The place of a conflict in the order of all."""
    return conflict.film.id, "\x1f".join(slot(conflict.sides[0].fact.key))


def conflicts(
    connection: Connection, after: Side | None, most: int, film: int | None = None, moment: str | None = None
) -> tuple[list[Conflict], Side | None]:
    """(conflicts behind a place, film by film in order of their numbers; where to go on, None: there are no more)."""
    found: list[Conflict] = []
    edge = after[0] if after else 0
    for _ in range(3 * _GOES):
        films = _disputed(connection, edge, film)
        named = told.names(connection, films)
        both = told.of_types(*SLOTS) | MENTION.c.film_id.in_([number for number, denied in films.items() if denied])
        said = told.sayings(connection, MENTION.c.film_id.in_(films), both)
        made = [
            Conflict(named[number], tuple(sides))
            for number, own in said.items()
            for sides in sides_of(as_of(own, moment) if moment else own)
        ]
        found += sorted((c for c in made if after is None or side(c) > after), key=side)
        if len(found) > most:
            return found[:most], side(found[most - 1])
        if len(films) < _FILMS:
            return found, None
        edge = max(films) + 1
    return found, (edge, "")


def _disputed(connection: Connection, first: int, film: int | None) -> dict[int, bool]:
    """Films of which several values are told that exclude each other, or something is denied: whether it is."""
    denied = CLAIM.c.status == "denied"
    asked = (
        select(MENTION.c.film_id, func.max(case((denied, 1), else_=0)).label("denied"))
        .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
        .where(MENTION.c.film_id >= first, told.of_types(*SLOTS) | denied)
        .group_by(MENTION.c.film_id)
        .having(or_(func.count(distinct(CLAIM.c.identity)) > 1, func.max(case((denied, 1), else_=0)) == 1))
        .order_by(MENTION.c.film_id)
        .limit(_FILMS)
    )
    if film is not None:
        asked = asked.where(MENTION.c.film_id == film)
    return {int(row.film_id): bool(row.denied) for row in connection.execute(asked)}


Print = tuple[str, int, int]  # of a quotation: when, article, claim


def quotes(
    connection: Connection, span: Span, before: Print | None, most: int, speakers: Collection[str] = ()
) -> tuple[list[Quote], Print | None]:
    """(quotations whose first print came before one, the newest first; where to go on, None: there are no more).

    A quotation stands where it was first printed, once. `speakers` are one person's names, each as naming.bearer.
    """
    which = [CLAIM.c.type == "quote", *span.conditions, *((CLAIM.c.bearer.in_(speakers),) if speakers else ())]
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


def _print(quote: Quote) -> Print:
    return quote.when, quote.article, quote.claim


def _printing(connection: Connection, span: Span, before: Print | None) -> list[tuple[str, int]]:
    """The articles that print quotations; of the one that a place stands in, the rest may still be to come."""
    printed = select(CLAIM.c.id).join(READING, READING.c.id == CLAIM.c.reading_id)
    printed = printed.where(READING.c.version_id == ARTICLE.c.version_id, CLAIM.c.type == "quote")
    asked = select(ARTICLE.c.when, ARTICLE.c.id).where(printed.exists(), *span.conditions)
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
    others = connection.execute(current(*which, CLAIM.c.bearer.in_(speakers))).mappings()
    known = once(connection, [*rows, *(row for row in others if same(row) in wanted)])
    return [quote for quote in known if quote.claim in own]
