"""Search: titles, names, quotations and articles by their words; titles and names also where they are misspelled.

On SQLite its full-text index (FTS5) answers, filled by triggers, so that an article can be found once its transaction ends.
The index is only ever added to, as the tables are: what is no longer current is left out when it is read. Any other
database, or a SQLite made without FTS5, is asked with LIKE, more slowly. All that differs between databases is here.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, text
from sqlalchemy.exc import OperationalError

from bigpicture.folding import plain
from bigpicture.identity import block
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, VERSION
from bigpicture.record.spelling import grams, likeness

Kind = Literal["film", "person"]
_COMPARED = 200  # names that share most with what is asked for are compared letter by letter
_LONGEST = 200  # characters of a question: no title is longer, and the cost grows with their square
_WORD = re.compile(r"[^\W_]+")
_ONLY_IN_SQLITE = ("film_or_person", "article_words", "quote_words", "name_grams")

# article_words and name_grams keep no text of their own but read it from their table; quote_words keeps none at all.
_TABLES = """
CREATE TABLE film_or_person (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, padded TEXT NOT NULL, UNIQUE (kind, name));
CREATE VIRTUAL TABLE article_words USING fts5(title, text, content='version', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE quote_words USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE name_grams USING fts5(padded, content='film_or_person', content_rowid='id', tokenize='trigram');
CREATE TRIGGER version_words AFTER INSERT ON version BEGIN
  INSERT INTO article_words (rowid, title, text) VALUES (new.id, new.title, new.text); END;
CREATE TRIGGER claim_words AFTER INSERT ON claim WHEN new.type = 'quote' BEGIN
  INSERT INTO quote_words (rowid, text) VALUES (new.id, json_extract(new."values", '$.text')); END;
CREATE TRIGGER claim_name AFTER INSERT ON claim WHEN new.person <> '' BEGIN
  INSERT OR IGNORE INTO film_or_person (kind, name, padded) VALUES ('person', new.person, ' ' || new.person || ' '); END;
CREATE TRIGGER mention_name AFTER INSERT ON mention BEGIN
  INSERT OR IGNORE INTO film_or_person (kind, name, padded) VALUES ('film', new.block, ' ' || new.block || ' '); END;
CREATE TRIGGER name_of AFTER INSERT ON film_or_person BEGIN
  INSERT INTO name_grams (rowid, padded) VALUES (new.id, new.padded); END;
"""


@dataclass(frozen=True, slots=True)
class Name:
    """A title's block or a person's folded name, and how well it answers (0 to 1)."""

    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Something whose words answer: the number of its version or claim, and the words about them where they are kept."""

    id: int
    snippet: str | None = None


def create(connection: Connection) -> None:
    """Make the index, where the database has one: called once, when the tables are made."""
    if connection.dialect.name != "sqlite":
        return
    try:
        for statement in re.split(r";\n", _TABLES.strip().removesuffix(";")):
            connection.exec_driver_sql(statement)
    except OperationalError as error:
        if "no such module" not in str(error.orig):
            raise
        connection.exec_driver_sql("DROP TABLE film_or_person")


def is_own(name: str | None) -> bool:
    """Whether a table belongs to the index, and so stands in no schema."""
    return name is not None and name.startswith(_ONLY_IN_SQLITE)


def names(connection: Connection, kind: Kind, asked: str, most: int = 10) -> list[Name]:
    """Titles' blocks or people's folded names that are meant by some words, the best first; slips are forgiven."""
    words = (block(asked[:_LONGEST]) if kind == "film" else plain(asked[:_LONGEST])).split()[:20]
    if not words:
        return []
    rows = _sharing(connection, kind, grams(words))
    found = [Name(row, score) for row in {*rows, " ".join(words)} if (score := likeness(words, row.split())) > 0]
    known = _known(connection, kind, [n.name for n in found])
    best = sorted((n for n in found if n.name in known), key=lambda n: (-n.likeness, -known[n.name], n.name))
    return best[:most]


def _known(connection: Connection, kind: Kind, asked: Sequence[str]) -> dict[str, int]:
    """Of some names those that are in use, and by how many mentions or claims."""
    if kind == "film":
        rows = (
            select(FILM.c.block, func.count(MENTION.c.id))
            .join(MENTION, MENTION.c.film_id == FILM.c.id)
            .where(FILM.c.block.in_(asked))
            .group_by(FILM.c.block)
        )
    else:
        rows = select(CLAIM.c.person, func.count(CLAIM.c.id)).where(CLAIM.c.person.in_(asked)).group_by(CLAIM.c.person)
    return {name: count for name, count in connection.execute(rows)}  # noqa: C416 - rows, not pairs


def _sharing(connection: Connection, kind: Kind, parts: Sequence[str]) -> list[str]:
    """Names that share most runs of three letters with what is asked for."""
    if _indexed(connection):
        asked = " OR ".join(f'"{g}"' for g in parts)
        statement = (
            "SELECT n.name FROM name_grams JOIN film_or_person n ON n.id = name_grams.rowid "
            "WHERE name_grams MATCH :asked AND n.kind = :kind ORDER BY name_grams.rank LIMIT :most"
        )
        return list(connection.execute(text(statement), {"asked": asked, "kind": kind, "most": _COMPARED}).scalars())
    column = FILM.c.block if kind == "film" else CLAIM.c.person
    some = or_(*(column.contains(g.strip(), autoescape=True) for g in parts))
    rows = connection.execute(select(column).where(some).distinct()).scalars()
    return heapq.nlargest(_COMPARED, rows, key=lambda name: len({*grams(name.split())} & {*parts}))


def articles(connection: Connection, asked: str, most: int = 10) -> list[Passage]:
    """Versions whose headline and text have all the words, else some; the best first, current versions only."""
    words = _words(asked)
    if not words:
        return []
    if not _indexed(connection):
        return _articles_like(connection, words, most)
    statement = (
        "SELECT article_words.rowid, snippet(article_words, 1, '«', '»', '…', 24) FROM article_words "
        "JOIN article ON article.version_id = article_words.rowid "
        "WHERE article_words MATCH :asked ORDER BY bm25(article_words, 4.0, 1.0) LIMIT :most"
    )
    return [Passage(*row) for row in _matching(connection, statement, words, most)]


def quotes(connection: Connection, asked: str, most: int = 10) -> list[Passage]:
    """Claims that are quotations with all the words, else some; the best first. They may be of texts no longer current."""
    words = _words(asked)
    if not words:
        return []
    if not _indexed(connection):
        said = CLAIM.c["values"]["text"].as_string()
        rows = connection.execute(
            select(CLAIM.c.id).where(CLAIM.c.type == "quote", _all(words, said)).order_by(CLAIM.c.id.desc()).limit(most)
        )
        return [Passage(row.id) for row in rows]
    statement = "SELECT rowid, NULL FROM quote_words WHERE quote_words MATCH :asked ORDER BY rank LIMIT :most"
    return [Passage(*row) for row in _matching(connection, statement, words, most)]


def _matching(
    connection: Connection, statement: str, words: Sequence[str], most: int
) -> Iterable[tuple[int, str | None]]:
    for glue in (" ", " OR "):
        asked = glue.join(f'"{w}"' for w in words)
        rows = connection.execute(text(statement), {"asked": asked, "most": most}).all()
        if rows:
            return [(row[0], row[1]) for row in rows]
    return []


def _articles_like(connection: Connection, words: Sequence[str], most: int) -> list[Passage]:
    rows = connection.execute(
        select(VERSION.c.id)
        .join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id)
        .where(_all(words, func.coalesce(VERSION.c.title, "") + "\n" + VERSION.c.text))
        .order_by(ARTICLE.c.when.desc(), ARTICLE.c.id)
        .limit(most)
    ).scalars()
    return [Passage(row) for row in rows]


def _all(words: Sequence[str], column: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(*(column.icontains(w, autoescape=True) for w in words))


def _words(asked: str) -> list[str]:
    return _WORD.findall(asked[:_LONGEST].replace("'", " ").replace("’", " "))[:20]


def _indexed(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    found = text("SELECT 1 FROM sqlite_master WHERE name = 'name_grams'")
    return connection.execute(found).scalar() is not None
