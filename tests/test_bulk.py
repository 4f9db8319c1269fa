"""The bulk store of the benchmarks makes what storing one article after the other makes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import RowMapping, Table, select

from bench import bulk, world
from bigpicture.record import Record, articles
from bigpicture.record.articles import Filed
from bigpicture.record.schema import ARTICLE, FILM, MENTION, METADATA, READING, VERSION
from tests.stores import Stores

COUNT = 300
SAME_TITLE = (854, 876)  # articles that name two films of one title
_TABLES = METADATA.sorted_tables


def _one_by_one(record: Record, filed: Iterable[Filed]) -> None:
    for one in filed:
        with record.write() as connection:
            articles.keep(connection, one, key=one.article.id, addresses=(), source=None, now=world.NOW)


def _stored(record: Record) -> dict[str, list[str]]:
    """All rows by table, in words: the number of another row is replaced by what that row is known by."""
    with record.read() as connection:
        rows = {table: connection.execute(select(table)).mappings().all() for table in _TABLES}
    keys = {row["id"]: row["key"] for row in rows[ARTICLE]}
    versions = {row["id"]: keys[row["article_id"]] for row in rows[VERSION]}
    read = {row["id"]: versions[row["version_id"]] for row in rows[READING]}
    mentions = {row["id"]: f"{keys[row['article_id']]} {row['block']}" for row in rows[MENTION]}
    films = {
        row["id"]: str(sorted(mentions[m["id"]] for m in rows[MENTION] if m["film_id"] == row["id"]))
        for row in rows[FILM]
    }
    called = {"article_id": keys, "origin_id": keys, "version_id": versions, "reading_id": read, "mention_id": mentions,
              "film_id": films}  # fmt: skip
    own = {FILM: films}

    def told(table: Table, row: RowMapping) -> str:
        values = {name: called[name].get(value) if name in called else value for name, value in row.items()}
        return str(sorted((values | {"id": own.get(table, {}).get(row.get("id"))}).items(), key=str))

    return {table.name: sorted(told(table, row) for row in found) for table, found in rows.items()}


def test_many_at_a_time_are_stored_as_one_by_one(stores: Stores) -> None:
    filed = [world.article(n) for n in (SAME_TITLE[0], *range(2, COUNT * 7, 7), SAME_TITLE[1])]
    one, many = Record.open(stores.new()), Record.open(stores.new())
    _one_by_one(one, filed)
    with many.write() as connection:
        assert bulk.keep_all(connection, filed[: COUNT // 2], world.NOW) == COUNT // 2
    assert {world.work(n).title for n in SAME_TITLE} == {"The Belovi"}
    with many.write() as connection:  # a record that grows
        bulk.keep_all(connection, filed[COUNT // 2 :], world.NOW)
    expected, found = _stored(one), _stored(many)
    assert len(expected["article"]) == COUNT + 2
    assert len(expected["claim"]) > COUNT * 15
    for table, rows in expected.items():
        assert found[table] == rows
    one.close()
    many.close()
