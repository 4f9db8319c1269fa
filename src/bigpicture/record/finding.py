"""Finding: films, people, quotations and articles that some words mean, in one list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, select

from bigpicture.record import search
from bigpicture.record.quotes import quotes
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, VERSION
from bigpicture.times import whole

KINDS = ("film", "person", "quote", "article")
_LOOKED_AT = 100  # mentions of a person by which their films are told
_OF_ONE_TITLE = 40  # films
_SHOWN = 4  # films of a person
_FURTHER = 20  # times as many articles are looked at where only those of a time count


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that answers: what it is, and where to look further."""

    kind: str  # KINDS
    name: str  # title, name, speaker or headline
    ref: str  # what a command takes: a film's #12, a name, the number of a claim or an article
    about: str  # a film's year, the films of a person, the words of a quotation or an article
    articles: int  # that mention the film, name the person, print the quotation


def find(
    connection: Connection, words: str, kinds: tuple[str, ...] = KINDS, most: int = 10, moment: str | None = None
) -> list[Hit]:
    """What some words mean, at most `most` of each kind: films and people by likeness, then quotations and articles by words.

    With a day, only what articles told by then; of more names and articles than these, those that answer best are looked at.
    """
    made: list[Hit] = []
    for kind, ask in (("film", _films), ("person", _people), ("quote", _quotes), ("article", _articles)):
        if kind in kinds:
            made += ask(connection, words, most, moment)
    return made


def _by(moment: str) -> ColumnElement[bool]:
    return ARTICLE.c.when <= whole(moment)


def _counted(connection: Connection, column: ColumnElement[Any], those: Collection[Any], moment: str) -> dict[Any, int]:
    """By how many articles films, or people, were spoken of by a day; those that were."""
    asked = (
        select(column, func.count(distinct(MENTION.c.article_id)))
        .select_from(MENTION)
        .join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
        .where(column.in_(those), _by(moment))
        .group_by(column)
    )
    if column.table is CLAIM:
        asked = asked.join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
    return {row[0]: row[1] for row in connection.execute(asked)}


def find_as_you_type(connection: Connection, typed: str, most: int = 8) -> list[Hit]:
    """Films and people that begin so, or are meant: what `find` has of them, the films first. Few letters are enough."""
    return find(connection, typed, ("film", "person"), most)


def _films(connection: Connection, words: str, most: int, moment: str | None) -> list[Hit]:
    """Films by any of their titles, each once."""
    place: dict[int, int] = {}
    for n, name in enumerate(search.names(connection, "film", words, most)):
        for film in _of_block(connection, name.key):
            place.setdefault(film, n)
    asked = select(FILM.c.id, FILM.c.title, FILM.c.year, FILM.c.articles).where(FILM.c.id.in_(place))
    then = _counted(connection, MENTION.c.film_id, list(place), moment) if moment and place else None
    rows = (
        [(row, then.get(row.id, 0) if then is not None else row.articles) for row in connection.execute(asked)]
        if place
        else []
    )
    rows = [row for row in rows if row[1]]
    best = sorted(rows, key=lambda r: (place[r[0].id], -r[1], r[0].id))
    return [Hit("film", r.title, f"#{r.id}", str(r.year or "year unknown"), count) for r, count in best][:most]


def _of_block(connection: Connection, block: str) -> list[int]:
    """The films that mentions of a title mean: one look into the index a film, not one a mention."""
    first = (
        select(func.min(MENTION.c.film_id).label("film")).where(MENTION.c.block == block).cte("films", recursive=True)
    )
    after = (
        select(func.min(MENTION.c.film_id))
        .where(MENTION.c.block == block, MENTION.c.film_id > first.c.film)
        .scalar_subquery()
    )
    films = first.union_all(select(after).where(first.c.film.is_not(None)))
    found = select(films.c.film).where(films.c.film.is_not(None)).limit(_OF_ONE_TITLE)
    return list(connection.execute(found).scalars())


def _people(connection: Connection, words: str, most: int, moment: str | None) -> list[Hit]:
    found = [n.key for n in search.names(connection, "person", words, most)]
    worded = search.worded(connection, "person", found)
    if moment:
        then = _counted(connection, CLAIM.c.bearer, found, moment)
        worded = {key: (worded[key][0], then[key]) for key in found if key in then}
    return [_person(connection, key, *worded[key]) for key in found if key in worded]


def _person(connection: Connection, bearer: str, wording: str, articles: int) -> Hit:
    """Somebody with the films that articles named them with last."""
    last = (
        select(CLAIM.c.mention_id)
        .where(CLAIM.c.bearer == bearer, CLAIM.c.mention_id.is_not(None))
        .distinct()
        .order_by(CLAIM.c.mention_id.desc())
        .limit(_LOOKED_AT)
        .subquery()
    )
    rows = connection.execute(
        select(FILM.c.title)
        .join(MENTION, MENTION.c.film_id == FILM.c.id)
        .join(last, last.c.mention_id == MENTION.c.id)
        .order_by(FILM.c.year.desc().nulls_last(), FILM.c.title)
    ).scalars().all()  # fmt: skip
    films = list(dict.fromkeys(rows))
    about = ", ".join(films[:_SHOWN]) + (f" and {len(films) - _SHOWN} more" if len(films) > _SHOWN else "")
    return Hit("person", wording, wording, about, articles)


def _quotes(connection: Connection, words: str, most: int, moment: str | None) -> list[Hit]:
    found = quotes(connection, words=words, most=most, moment=moment)
    return [Hit("quote", q.speaker, str(q.claim), q.text, q.articles) for q in found]


def _articles(connection: Connection, words: str, most: int, moment: str | None) -> list[Hit]:
    found = search.articles(connection, words, most * (_FURTHER if moment else 1))
    asked = (
        select(VERSION.c.id, VERSION.c.title, VERSION.c.text, VERSION.c.outlet, ARTICLE.c.id.label("article"), ARTICLE.c.when)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(VERSION.c.id.in_([p.id for p in found]))
    )  # fmt: skip
    rows = {row.id: row for row in connection.execute(asked.where(_by(moment)) if moment else asked)}
    made = []
    for passage in [p for p in found if p.id in rows][:most]:
        row = rows[passage.id]
        where = ", ".join(p for p in (row.outlet, row.when[:10]) if p)
        words_ = " ".join((passage.snippet or row.text[:160]).split())
        made.append(Hit("article", row.title or where, str(row.article), f"{where}: {words_}", 1))
    return made
