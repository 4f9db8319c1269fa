"""Articles stored many at a time, into the very rows that record.articles.keep makes (tests/test_bulk.py compares them).

Rows are made by the record's own functions. What is saved is asking, for each article, whether it is known, whom it copies
and which film it means: films are decided once, when all mentions are stored. So it is for new articles only that copy
nobody and give no film a second title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, update

from bigpicture import identity, sameness
from bigpicture.contract import reading_as_dict
from bigpicture.identity import Mention
from bigpicture.record import connect, films, readings, search
from bigpicture.record.articles import Filed
from bigpicture.record.schema import ARTICLE, BAND, CLAIM, FILM, MENTION, READING, VERSION

_BATCH = 2_000  # articles in memory at once
_TABLES = (ARTICLE, VERSION, READING, MENTION, CLAIM, BAND)
Row = dict[str, Any]


def keep_all(connection: Connection, filed: Iterable[Filed], now: str) -> int:
    """Store articles under their ids; how many. `now` is when they were fetched, UTC."""
    numbers = _Numbers(connection)
    known = set(connection.execute(select(FILM.c.block)).scalars())
    blocks: dict[str, dict[int, tuple[Mention, str]]] = {}
    rest, count = iter(filed), 0
    with _without_indexes(connection):
        while part := list(islice(rest, _BATCH)):
            rows: dict[str, list[Row]] = {table.name: [] for table in _TABLES}
            for one in part:
                for number, mention, title in _add(rows, one, numbers, now):
                    blocks.setdefault(mention.block, {})[number] = mention, title
            for table in _TABLES:
                _fill(connection, table, rows[table.name])
            count += len(part)
    for block in blocks.keys() & known:
        films.decide(connection, {block})
    _decide(connection, [own for block, own in blocks.items() if block not in known], _Numbers(connection))
    search.fill(connection)
    connect.filled(connection)
    return count


def _decide(connection: Connection, blocks: Iterable[Mapping[int, tuple[Mention, str]]], numbers: _Numbers) -> None:
    """What films.decide does, of blocks that have no film yet: mentions with their titles by the mention's number."""
    made: list[Row] = []
    meant: list[Row] = []
    for own in blocks:
        named = {mention.key: (number, mention, title) for number, (mention, title) in own.items()}
        for group in identity.partition([mention for mention, _ in own.values()])[0]:
            members = [named[key] for key in sorted(group.mentions)]
            titles = Counter(title for _, _, title in members)
            opens = Counter(mention.opens for _, mention, _ in members if mention.opens)
            made.append({
                "id": numbers(FILM), "block": members[0][1].block, "title": min(titles, key=lambda t: (-titles[t], -len(t), t)),
                "year": group.year or identity.released(opens),
                "directors": sorted(group.directors), "years": sorted(group.years), "current": sorted(group.current),
                "opens": {str(y): opens[y] for y in sorted(opens)}, "titles": dict(sorted(titles.items())),
                "articles": titles.total(), "contested": 0, "rumoured": 0, "denied": 0, "agreed": 0, "superseded": 0,
            })  # fmt: skip
            meant += ({"number": number, "film": made[-1]["id"]} for number, *_ in members)
    _fill(connection, FILM, made)
    if meant:
        into = update(MENTION).where(MENTION.c.id == bindparam("number")).values(film_id=bindparam("film"))
        connection.execute(into, meant)


class _Numbers:
    """The next number of each table."""

    def __init__(self, connection: Connection) -> None:
        self._next = Counter({
            t.name: connection.execute(select(func.coalesce(func.max(t.c.id), 0))).scalar_one() for t in (*_TABLES, FILM) if "id" in t.c
        })  # fmt: skip

    def __call__(self, table: Table) -> int:
        self._next[table.name] += 1
        return self._next[table.name]


def _add(rows: dict[str, list[Row]], filed: Filed, numbers: _Numbers, now: str) -> Iterator[tuple[int, Mention, str]]:
    """Make the rows of an article, and give back its mentions: number, mention, title."""
    a, reading = filed.article, filed.reading
    assert reading is not None
    article, version, read = numbers(ARTICLE), numbers(VERSION), numbers(READING)
    when, *_ = sameness.standing(a.published_at or a.published, now, a.id)
    rows["article"].append({
        "id": article, "key": connect.indexed(a.id), "first_seen_at": now, "when": when, "version_id": version,
        "signature": filed.signature,
    })  # fmt: skip
    rows["version"].append({
        "id": version, "article_id": article, "number": 1, "cause": "first", "digest": filed.digest, "fetched_at": now,
        "extractor": a.extractor, "title": a.title, "text": a.text, "outlet": a.outlet, "url": a.url,
        "published": a.published, "published_at": a.published_at, "modified_at": a.modified_at, "language": a.language,
        "authors": list(a.authors), "images": [],
    })  # fmt: skip
    told = reading_as_dict(reading)["films"]
    rows["reading"].append({"id": read, "version_id": version, "reader": filed.reader, "read_at": now,
                            "notes": list(reading.notes), "films": told})  # fmt: skip
    mentions: dict[str, int] = {}
    for block, own in films._works(reading.claims).items():
        mention = identity.mention(identity.node(a.id, block), when, own)
        title = min(Counter(str(c.work) for c in own).items(), key=lambda kv: (-kv[1], -len(kv[0]), kv[0]))[0]
        mentions[block] = numbers(MENTION)
        rows["mention"].append({"id": mentions[block], "article_id": article, "reading_id": read, "block": block,
                                "title": title} | films._columns(mention))  # fmt: skip
        yield mentions[block], mention, title
    for position, claim in enumerate(reading.claims):
        found = {"id": numbers(CLAIM), "mention_id": mentions.get(identity.block(claim.work or ""))}
        rows["claim"].append(readings._row(read, position, claim) | found)
    rows["band"] += ({"article_id": article, "band": band} for band in dict.fromkeys(filed.bands))


def _fill(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Rows with all columns, in their order."""
    names = list(table.c.keys())
    assert all(row.keys() <= set(names) for row in rows)
    connect.fill(connection, table, [{name: row.get(name) for name in names} for row in rows])  # type: ignore[misc]


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    """The tables are filled without their indexes, which are made when they are full: a quarter of the time."""
    indexes = sorted((index for table in _TABLES for index in table.indexes), key=lambda index: str(index.name))
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)
