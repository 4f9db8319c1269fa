"""Whether everything in a store holds together: one check for each thing that the rest of bigpicture relies on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Table, func, select

from bigpicture.errors import StoreError
from bigpicture.model import Article
from bigpicture.record import Record, connect
from bigpicture.record.articles import digest
from bigpicture.record.schema import ARTICLE, CLAIM, ITEM, METADATA, PICTURE, READING, SOURCE, VERSION

_BACKUP = "put a copy back with: bigpicture restore FILE"
_ROWS = 200  # texts that are held at once
_SHOWN = 5  # of the articles that a check names


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and what was found."""

    name: str
    found: str  # in words
    remedy: str | None = None  # None: all is well

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return self.remedy is None


def checks(record: Record) -> Iterator[Check]:
    """Every check of a store, one after the other: each reads what it needs from a moment of its own."""
    for name, check in _CHECKS.items():
        try:
            with record.read() as connection:
                found, remedy = check(connection)
        except StoreError as error:
            found, remedy = error.problem, error.remedy
        yield Check(name, found, remedy)


Outcome = tuple[str, str | None]


def _schema(connection: Connection) -> Outcome:
    return f"revision {connect.revision(connection)}, {connect.server(connection)}", None


def _pages(connection: Connection) -> Outcome:
    size = f"{connect.size(connection) / 1e6:,.1f} MB"
    if broken := connect.damage(connection):
        return f"{size}, damaged: {broken[0]}", _BACKUP
    return size, None


def _counts(connection: Connection) -> Outcome:
    rows = {t: _count(connection, t) for t in (SOURCE, ARTICLE, VERSION, READING, CLAIM)}
    waiting = _count(connection, ITEM, ITEM.c.state == "waiting")
    return ", ".join([*(_many(count, table.name) for table, count in rows.items()), f"{_many(waiting, 'item')} waiting"]), None  # fmt: skip


def _links(connection: Connection) -> Outcome:
    """Every row that another refers to is there: foreign keys, and the current version of each article."""
    links = [(key.parent, key.column) for t in METADATA.sorted_tables for key in t.foreign_keys]
    links.append((ARTICLE.c.version_id, VERSION.c.id))
    broken = []
    for mine, theirs in links:
        there = theirs.table.alias()
        asked = select(func.count()).select_from(mine.table.outerjoin(there, there.c[theirs.name] == mine))
        if lost := connection.execute(asked.where(mine.is_not(None), there.c[theirs.name].is_(None))).scalar_one():
            broken.append(f"{lost} of {mine.table.name}.{mine.name}")
    lost = _count(connection, ARTICLE, ARTICLE.c.version_id.is_(None))
    broken += [f"{_many(lost, 'article')} without text"] if lost else []
    if broken:
        return f"lead nowhere: {', '.join(broken)}", _BACKUP
    return f"{len(links)} kinds, all lead somewhere", None


def _texts(connection: Connection) -> Outcome:
    """Every text is the one that was stored: offsets count its characters."""
    asked = select(VERSION.c.article_id, VERSION.c.title, VERSION.c.text, VERSION.c.digest).order_by(VERSION.c.id)
    number, other = 0, []
    for row in connection.execute(asked.execution_options(yield_per=_ROWS)):
        number += 1
        if digest(Article("", row.text, row.title)) != row.digest:
            other.append(row.article_id)
    if other:
        return f"not as they were stored: {_named(other)}", _BACKUP
    return f"{_many(number, 'text')} as stored", None


def _evidence(connection: Connection) -> Outcome:
    """The evidence of every claim, superseded ones too, lies in the text: with the text as stored, it is the same words."""
    inside = (
        select(READING.c.version_id, func.min(CLAIM.c.start).label("first"), func.max(CLAIM.c.end).label("last"),
               func.min(CLAIM.c.end - CLAIM.c.start).label("shortest"), func.count().label("claims"))
        .join(READING, READING.c.id == CLAIM.c.reading_id)
        .group_by(READING.c.version_id)
        .subquery()
    )  # fmt: skip
    asked = select(VERSION.c.article_id, VERSION.c.text, inside).join(inside, inside.c.version_id == VERSION.c.id)
    number, outside = 0, []
    for row in connection.execute(asked.order_by(VERSION.c.id).execution_options(yield_per=_ROWS)):
        number += row.claims
        if row.first < 0 or row.shortest < 1 or row.last > len(row.text):
            outside.append(row.article_id)
    if outside:
        return f"claims without their words: {_named(outside)}", _BACKUP
    return f"{_many(number, 'claim')}, each with the words that make it", None


def _readings(connection: Connection) -> Outcome:
    read = select(READING.c.id).where(READING.c.version_id == ARTICLE.c.version_id)
    unread = connection.execute(select(ARTICLE.c.id).where(~read.exists()).order_by(ARTICLE.c.id)).scalars().all()
    if unread:
        return f"not read: {_named(list(unread))}", "read them with: bigpicture reread"
    return "every current text was read", None


def _origins(connection: Connection) -> Outcome:
    """An origin has no origin itself, so there is no cycle, however long."""
    origin = ARTICLE.alias("origin")
    asked = select(ARTICLE.c.id).join(origin, origin.c.id == ARTICLE.c.origin_id)
    copies = connection.execute(asked.where(origin.c.origin_id.is_not(None)).order_by(ARTICLE.c.id)).scalars().all()
    if copies:
        return f"copies of copies: {_named(list(copies))}", _BACKUP
    count = _count(connection, ARTICLE, ARTICLE.c.origin_id.is_not(None))
    return f"{count} cop{'y' if count == 1 else 'ies'}, each of an article that is none", None


def _items(connection: Connection) -> Outcome:
    """An item of a feed or page that is done has its article, one that waits has what its article is made from."""
    fetched = ITEM.c.source_id.in_(select(SOURCE.c.id).where(SOURCE.c.kind.in_(("feed", "page"))))
    lost = ((ITEM.c.state == "done") & ITEM.c.article_id.is_(None)) | (
        (ITEM.c.state == "waiting") & ITEM.c.payload.is_(None)
    )
    found = connection.execute(select(ITEM.c.source_id).where(fetched, lost).distinct()).scalars().all()
    if found:
        return f"items without their article: of source {', '.join(map(str, sorted(found)))}", _AGAIN
    return f"{_many(_count(connection, ITEM), 'item')}, those done with their article", None


def _pictures(connection: Connection) -> Outcome:
    """Every copy of a picture is the one that was made: pages name it by its digest."""
    other, number = 0, 0
    for row in connection.execute(select(PICTURE.c.digest, PICTURE.c.data).execution_options(yield_per=_ROWS)):
        number += 1
        other += sha256(row.data).hexdigest() != row.digest
    if other:
        return f"not as they were made: {other:,} of {number:,}", "delete them with: bigpicture thumbnails --forget"
    return f"{number:,} {'copy' if number == 1 else 'copies'} of first looks, as made", None


_AGAIN = "remove the source and add it again: what is stored is not stored twice"

_CHECKS: dict[str, Callable[[Connection], Outcome]] = {
    "schema": _schema,
    "pages": _pages,
    "links": _links,
    "texts": _texts,
    "evidence": _evidence,
    "readings": _readings,
    "origins": _origins,
    "items": _items,
    "pictures": _pictures,
    "counts": _counts,
}


def _count(connection: Connection, table: Table, *which: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*which)).scalar_one()


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _named(articles: list[int]) -> str:
    """The first few of some articles."""
    found = list(dict.fromkeys(articles))
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"article{'' if len(found) == 1 else 's'} {', '.join(map(str, found[:_SHOWN]))}{more}"
