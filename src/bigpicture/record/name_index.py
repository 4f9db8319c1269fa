"""The index of names: titles and people by their words, by every misspelling of these, and by how many articles use them.

    reading | the names in its claims | name -< use >- word -< key

It is made from the claims of each article's newest reading, in the same transaction, so it is as old as what it tells of.
Everything in it can be made anew (fill). It is the same on every database: only tables and their keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any, Literal, NamedTuple

from anyascii import anyascii
from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bigpicture.folding import plain
from bigpicture.identity import block
from bigpicture.naming import bearer
from bigpicture.record.schema import CLAIM, READING, VERSION, Text
from bigpicture.record.spelling import keys

Kind = Literal["film", "person"]
TABLES = MetaData()
_LONGEST = 150  # characters of a name: longer ones are none, and no index would take them
_LONGEST_WORD = 40
_AT_ONCE = 1_000  # names that are changed in one go

# A title's block, or a wording of a person's name.
NAME = Table(
    "search_name",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # film, person
    Column("key", Text, nullable=False),  # what wordings have in common: a title's block, naming.bearer
    Column("wording", Text, nullable=False),
    Column("name", Text, nullable=False),  # folded, its words between spaces
    Column("articles", Integer, nullable=False),  # whose newest reading has it
    Column("level", Integer, nullable=False),  # binary digits of `articles`; 0: nobody uses it any more
    UniqueConstraint("kind", "key", "wording"),
    Index("search_name_begins", "kind", "level", "name"),
)
WORD = Table(
    "search_word",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("names", Integer, nullable=False),  # that have it
    UniqueConstraint("kind", "word"),
)
# Which names have a word. The level is the name's own, so that those the press speaks of most come first.
USE = Table(
    "search_use",
    TABLES,
    Column("word_id", Integer, primary_key=True, autoincrement=False),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("name_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# What a word shares with its misspellings, see spelling.keys.
KEY = Table(
    "search_key",
    TABLES,
    Column("key", Text, primary_key=True),
    Column("word_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)


class Named(NamedTuple):
    """A name as a row of the index has it."""

    kind: str
    key: str
    wording: str


def folded(kind: Kind | str, text: str) -> str:
    """The words of a title or name as they are compared: "Dune: Part Two" is "dune 2", "Zoë Kravitz" "zoe kravitz"."""
    text = (
        text.encode("utf-8", "ignore").decode().replace("\0", " ")
    )  # half characters and NUL, which no database takes
    return block(text) if kind == "film" else plain(anyascii(text))


def words_of(name: str) -> list[str]:
    """The words of a folded name."""
    return [w[:_LONGEST_WORD] for w in name.split()]


# Reading claims


def _claims() -> Select[Any]:
    values = CLAIM.c["values"]
    return select(
        CLAIM.c.reading_id, CLAIM.c.work, values["person"].as_string().label("person"), values["speaker"].as_string().label("speaker")
    ).order_by(CLAIM.c.reading_id, CLAIM.c.position)  # fmt: skip


def _named(claims: Iterable[Row[Any]]) -> set[Named]:
    """The names in one reading's claims, each as it is worded first."""
    found: dict[tuple[str, str], str] = {}
    for claim in claims:
        if claim.work and len(claim.work) <= _LONGEST:
            title = folded("film", claim.work)
            found.setdefault(("film", title), title)
        if (who := claim.person or claim.speaker) and len(who) <= _LONGEST:
            found.setdefault(("person", bearer(who)), who)
    return {Named(kind, key, wording) for (kind, key), wording in found.items() if len(key) <= 2 * _LONGEST}


def note(connection: Connection, reading: int) -> None:
    """Take up the names of an article's newest reading, once its claims are stored, in place of those of the one before."""
    article = (
        select(VERSION.c.article_id).join(READING, READING.c.version_id == VERSION.c.id).where(READING.c.id == reading).scalar_subquery()
    )  # fmt: skip
    before = connection.execute(
        select(func.max(READING.c.id))
        .join(VERSION, VERSION.c.id == READING.c.version_id)
        .where(VERSION.c.article_id == article, READING.c.id < reading)
    ).scalar()
    rows = connection.execute(_claims().where(CLAIM.c.reading_id.in_([reading, before or reading]))).all()
    by = {number: _named(own) for number, own in groupby(rows, key=lambda r: r[0])}
    new, old = by.get(reading, set()), by.get(before or 0, set())
    _change(connection, {**dict.fromkeys(new - old, 1), **dict.fromkeys(old - new, -1)})


def fill(connection: Connection) -> None:
    """Make the whole index anew from the claims of every article's newest reading."""
    for table in TABLES.sorted_tables:
        connection.execute(delete(table))
    newest = (
        select(func.max(READING.c.id))
        .join(VERSION, VERSION.c.id == READING.c.version_id)
        .group_by(VERSION.c.article_id)
    )
    rows = connection.execute(_claims().where(CLAIM.c.reading_id.in_(newest)).execution_options(yield_per=5_000))
    found: Counter[Named] = Counter()
    for _, own in groupby(rows, key=lambda r: r[0]):
        found.update(_named(own))
        if len(found) >= 100 * _AT_ONCE:
            _change(connection, found)
            found.clear()
    _change(connection, found)


# Writing the index


def _change(connection: Connection, changes: Mapping[Named, int]) -> None:
    """Let names be used by so many articles more, or fewer."""
    rest = iter(changes.items())
    while part := dict(islice(rest, _AT_ONCE)):
        _change_some(connection, part)


def _change_some(connection: Connection, changes: Mapping[Named, int]) -> None:
    asked = select(NAME).where(NAME.c.key.in_({n.key for n in changes}), NAME.c.kind.in_(("film", "person")))
    known = {Named(r["kind"], r["key"], r["wording"]): dict(r) for r in connection.execute(asked).mappings()}
    free = _free(connection, NAME)
    rows, new, moved = [], [], []
    for named, more in changes.items():
        row = known.get(named)
        if row is None:
            name = " ".join(words_of(folded(named.kind, named.wording)))
            if more > 0 and name:
                new.append(
                    named._asdict() | {"id": next(free), "name": name, "articles": more, "level": more.bit_length()}
                )
            continue
        articles = max(0, row["articles"] + more)
        rows.append({"b_id": row["id"], "articles": articles, "level": articles.bit_length()})
        if articles.bit_length() != row["level"]:
            moved.append(row | {"new": articles.bit_length()})
    if rows:
        connection.execute(update(NAME).where(NAME.c.id == bindparam("b_id")), rows)
    if new:
        connection.execute(insert(NAME), new)
    if new or moved:
        _change_uses(connection, new, moved)


def _change_uses(connection: Connection, new: list[dict[str, object]], moved: list[dict[str, object]]) -> None:
    """Enter new names under their words, and those that moved to another level under it."""
    count = Counter((str(n["kind"]), w) for n in new for w in set(str(n["name"]).split()))
    ids = _words(connection, count, {(str(n["kind"]), w) for n in moved for w in str(n["name"]).split()})
    if new:
        uses = [
            {"word_id": ids[str(n["kind"]), w], "level": n["level"], "name_id": n["id"]} for n in new for w in set(str(n["name"]).split())
        ]  # fmt: skip
        connection.execute(insert(USE), uses)
    if moved:
        own = (
            (USE.c.word_id == bindparam("b_word"))
            & (USE.c.level == bindparam("b_old"))
            & (USE.c.name_id == bindparam("b_name"))
        )
        rows = [
            {"b_word": ids[str(n["kind"]), w], "b_old": n["level"], "b_name": n["id"], "level": n["new"]}
            for n in moved for w in set(str(n["name"]).split())
        ]  # fmt: skip
        connection.execute(update(USE).where(own), rows)


def _words(
    connection: Connection, more: Mapping[tuple[str, str], int], also: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """The numbers of words; those in `more` are in so many more names, and are made where there are none yet."""
    asked = select(WORD.c.id, WORD.c.kind, WORD.c.word).where(
        WORD.c.word.in_({word for _, word in {*more, *also}}), WORD.c.kind.in_(("film", "person"))
    )
    ids = {(row.kind, row.word): row.id for row in connection.execute(asked)}
    old = [{"b_id": ids[w], "more": n} for w, n in more.items() if w in ids]
    if old:
        connection.execute(
            update(WORD).where(WORD.c.id == bindparam("b_id")).values(names=WORD.c.names + bindparam("more")), old
        )
    fresh = [w for w in more if w not in ids]
    if fresh:
        ids |= zip(fresh, _free(connection, WORD))  # noqa: B905 - the numbers are endless
        connection.execute(insert(WORD), [{"id": ids[w], "kind": w[0], "word": w[1], "names": more[w]} for w in fresh])
        connection.execute(insert(KEY), [{"key": key, "word_id": ids[w]} for w in fresh for key in keys(w[1])])
    return ids


def _free(connection: Connection, table: Table) -> Iterator[int]:
    """Numbers that no row has yet: writers take turns, so nobody else takes them."""
    number = connection.execute(select(func.max(table.c.id))).scalar() or 0
    while True:
        number += 1
        yield number
