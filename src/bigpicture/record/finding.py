"""Finding: films, people, quotations and articles that some words mean, in one list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bigpicture.record import search
from bigpicture.record.people import shown
from bigpicture.record.quotes import quotes
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, VERSION

KINDS = ("film", "person", "quote", "article")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that answers: what it is, and where to look further."""

    kind: str  # KINDS
    name: str  # title, name, speaker or headline
    ref: str  # what a command takes: a film's #12, a name, the number of a claim or an article
    about: str  # a film's year, the films of a person, the words of a quotation or an article
    articles: int  # that mention the film, name the person, print the quotation


def find(connection: Connection, words: str, kinds: tuple[str, ...] = KINDS, most: int = 10) -> list[Hit]:
    """What some words mean, at most `most` of each kind: films and people by likeness, then quotations and articles by words."""
    made: list[Hit] = []
    for kind, ask in (("film", _films), ("person", _people), ("quote", _quotes), ("article", _articles)):
        if kind in kinds:
            made += ask(connection, words, most)
    return made


def _films(connection: Connection, words: str, most: int) -> list[Hit]:
    order = {n.name: place for place, n in enumerate(search.names(connection, "film", words, most))}
    rows = connection.execute(
        select(FILM.c.id, FILM.c.title, FILM.c.year, FILM.c.block, func.count(MENTION.c.id).label("articles"))
        .join(MENTION, MENTION.c.film_id == FILM.c.id)
        .where(FILM.c.block.in_(list(order)))
        .group_by(FILM.c.id, FILM.c.title, FILM.c.year, FILM.c.block)
    ).all()
    best = sorted(rows, key=lambda r: (order[r.block], -r.articles, r.id))
    return [Hit("film", r.title, f"#{r.id}", str(r.year or "year unknown"), r.articles) for r in best][:most]


def _people(connection: Connection, words: str, most: int) -> list[Hit]:
    found = [_person(connection, n.name) for n in search.names(connection, "person", words, most)]
    return list(dict.fromkeys(found))  # spellings of one name are one


def _person(connection: Connection, name: str) -> Hit:
    keys = set(connection.execute(select(CLAIM.c.bearer).where(CLAIM.c.person == name)).scalars())
    rows = connection.execute(
        select(FILM.c.title, MENTION.c.article_id)
        .join(MENTION, MENTION.c.film_id == FILM.c.id)
        .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
        .where(CLAIM.c.bearer.in_(keys))
        .order_by(FILM.c.year.desc().nulls_last(), FILM.c.title)
    ).all()
    wording = shown(connection, keys)
    films = list(dict.fromkeys(row.title for row in rows))
    about = ", ".join(films[:4]) + (f" and {len(films) - 4} more" if len(films) > 4 else "")
    return Hit("person", wording, wording, about, len({row.article_id for row in rows}))


def _quotes(connection: Connection, words: str, most: int) -> list[Hit]:
    found = quotes(connection, words=words, most=most)
    return [Hit("quote", q.speaker, str(q.claim), q.text, q.articles) for q in found]


def _articles(connection: Connection, words: str, most: int) -> list[Hit]:
    found = search.articles(connection, words, most)
    asked = select(
        VERSION.c.id, VERSION.c.title, VERSION.c.text, VERSION.c.outlet, ARTICLE.c.id.label("article"), ARTICLE.c.when
    )
    joined = asked.join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id).where(VERSION.c.id.in_([p.id for p in found]))
    rows = {row.id: row for row in connection.execute(joined)}
    made = []
    for passage in found:
        row = rows[passage.id]
        where = ", ".join(p for p in (row.outlet, row.when[:10]) if p)
        words_ = " ".join((passage.snippet or row.text[:160]).split())
        made.append(Hit("article", row.title or where, str(row.article), f"{where}: {words_}", 1))
    return made
