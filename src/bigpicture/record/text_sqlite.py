"""Texts by their words on SQLite: its full-text index (FTS5), filled by triggers with every version and quotation.

The index is only ever added to, as the tables are: what is no longer current is left out when it is read. A SQLite that was
made without FTS5 is asked with LIKE, more slowly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, TextClause, and_, func, select, text
from sqlalchemy.exc import OperationalError

from bigpicture.record.schema import ARTICLE, CLAIM, VERSION
from bigpicture.record.text_query import NEWEST, Asked, Passage

# search_article keeps no text of its own but reads it from the table of versions; search_quote keeps none at all.
_TABLES = """
CREATE VIRTUAL TABLE search_article USING fts5(title, text, content='version', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE search_quote USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER search_version AFTER INSERT ON version BEGIN
  INSERT INTO search_article (rowid, title, text) VALUES (new.id, new.title, new.text); END;
CREATE TRIGGER search_claim AFTER INSERT ON claim WHEN new.type = 'quote' BEGIN
  INSERT INTO search_quote (rowid, text) VALUES (new.id, json_extract(new."values", '$.text')); END;
INSERT INTO search_article (rowid, title, text) SELECT id, title, text FROM version;
INSERT INTO search_quote (rowid, text) SELECT id, json_extract("values", '$.text') FROM claim WHERE type = 'quote';
"""
_TRIGGERS = ("version_words", "claim_words", "claim_name", "mention_name", "name_of", "search_version", "search_claim")
_OLD = ("name_grams", "film_or_person", "article_words", "quote_words", "search_article", "search_quote")


def create(connection: Connection) -> None:
    """Make the index anew, in place of one that is there, from all versions and quotations."""
    for name in _TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    for name in _OLD:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    try:
        for statement in re.split(r";\n", _TABLES.strip().removesuffix(";")):
            connection.exec_driver_sql(statement)
    except OperationalError as error:
        if "no such module" not in str(error.orig):
            raise


def articles(connection: Connection, asked: Asked, most: int) -> list[Passage]:
    """Versions whose headline and text have all the words, else some; the best first, current versions only."""
    if not _indexed(connection):
        return _articles_like(connection, asked, most)
    for match in _matches(asked):
        if rows := _ranked(connection, "search_article", match, most):
            return [Passage(row, connection.execute(_SNIPPET, {"match": match, "id": row}).scalar()) for row in rows]
    return []


def quotes(connection: Connection, asked: Asked, most: int) -> list[Passage]:
    """Claims that are quotations with all the words, else some; the best first. They may be of texts no longer current."""
    if not _indexed(connection):
        said = CLAIM.c["values"]["text"].as_string()
        of_it = select(CLAIM.c.id).where(CLAIM.c.type == "quote", _all(asked, said)).order_by(CLAIM.c.id.desc())
        return [Passage(row) for row in connection.execute(of_it.limit(most)).scalars()]
    for match in _matches(asked):
        if rows := _ranked(connection, "search_quote", match, most):
            return [Passage(row) for row in rows]
    return []


def _ranked(connection: Connection, table: str, match: str, most: int) -> list[int]:
    """Rows that match, the best first; of more than NEWEST the newest, with those first that match in their headline.

    To rank is to look at every text that has one of the words: what costs most tells least where very many have them.
    """
    asked = {"match": match, "most": most, "first": 0, "many": NEWEST - 1}
    first = connection.execute(_MANY[table], asked).scalar()
    if first is None:
        return list(connection.execute(_BEST[table], asked).scalars())
    asked["first"] = first
    found = list(connection.execute(_LAST[table], asked).scalars())
    if table == "search_article":
        asked["match"] = f"title : ({match})"
        found = list(connection.execute(_LAST[table], asked).scalars()) + found
    return list(dict.fromkeys(found))[:most]


_CURRENT = "JOIN version v ON v.id = search_article.rowid JOIN article a ON a.id = v.article_id AND a.version_id = v.id"


def _of_each(statement: str, article: str, quote: str) -> dict[str, TextClause]:
    return {
        "search_article": text(statement.format(table="search_article", join=_CURRENT, order=article)),
        "search_quote": text(statement.format(table="search_quote", join="", order=quote)),
    }


_MANY = _of_each(
    "SELECT rowid FROM {table} WHERE {table} MATCH :match ORDER BY rowid {order} LIMIT 1 OFFSET :many", "DESC", "DESC"
)
_BEST = _of_each(
    "SELECT {table}.rowid FROM {table} {join} WHERE {table} MATCH :match ORDER BY {order}, {table}.rowid DESC LIMIT :most",
    "bm25(search_article, 4.0, 1.0)",
    "bm25(search_quote)",
)
_LAST = _of_each(
    "SELECT {table}.rowid FROM {table} {join} WHERE {table} MATCH :match AND {table}.rowid >= :first "
    "ORDER BY {table}.rowid {order} LIMIT :most",
    "DESC",
    "DESC",
)
_SNIPPET = text(
    "SELECT snippet(search_article, 1, '«', '»', '…', 24) FROM search_article WHERE search_article MATCH :match AND rowid = :id"
)


def _matches(asked: Asked) -> list[str]:
    """What is asked for in FTS5's language: with all the words, then with some."""
    quoted, words = ([f'"{p}"' for p in parts] for parts in (asked.quoted, asked.words))
    found = [" AND ".join([*quoted, *words])]
    if len(words) > 1:
        found.append(" AND ".join([*quoted, f"({' OR '.join(words)})"]))
    return found


def _articles_like(connection: Connection, asked: Asked, most: int) -> list[Passage]:
    rows = connection.execute(
        select(VERSION.c.id)
        .join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id)
        .where(_all(asked, func.coalesce(VERSION.c.title, "") + "\n" + VERSION.c.text))
        .order_by(ARTICLE.c.when.desc(), ARTICLE.c.id)
        .limit(most)
    ).scalars()
    return [Passage(row) for row in rows]


def _all(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    words: Sequence[str] = (*asked.quoted, *asked.words)
    return and_(*(column.icontains(w, autoescape=True) for w in words))


def _indexed(connection: Connection) -> bool:
    found = text("SELECT 1 FROM sqlite_master WHERE name = 'search_article'")
    return connection.execute(found).scalar() is not None
