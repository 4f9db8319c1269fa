"""What sources offer: each item waits here until its article is stored, so that a run may end at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, null, or_, select, update
from sqlalchemy.engine import RowMapping

from bigpicture.record.schema import ITEM

_CHUNK = 500  # keys in one query


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as its source gives it."""

    key: str  # its identity inside the source
    digest: str  # tells whether it changed
    payload: Mapping[str, Any]  # what its article is made from


@dataclass(frozen=True, slots=True)
class Item:
    """An item as stored."""

    id: int
    source: int
    key: str
    state: str  # waiting, done, failed
    payload: Mapping[str, Any] | None
    attempts: int
    etag: str | None
    last_modified: str | None
    visits: int
    article: int | None
    digest: str = ""


def _item(row: RowMapping) -> Item:
    return Item(row["id"], row["source_id"], row["key"], row["state"], row["payload"], row["attempts"], row["etag"],
                row["last_modified"], row["visits"], row["article_id"], row["digest"])  # fmt: skip


def digests(connection: Connection, source: int, keys: Iterable[str]) -> dict[str, str]:
    """The stored digest of those keys of a source that are known."""
    found: dict[str, str] = {}
    asked = list(keys)
    for at in range(0, len(asked), _CHUNK):
        some = ITEM.c.key.in_(asked[at : at + _CHUNK])
        rows = connection.execute(select(ITEM.c.key, ITEM.c.digest).where(ITEM.c.source_id == source, some))
        found |= {row.key: row.digest for row in rows}
    return found


def offer(connection: Connection, source: int, offers: Iterable[Offer]) -> int:
    """Let new and changed items wait; how many they are. Known ones that did not change are left alone."""
    given = {o.key: o for o in offers}
    known = digests(connection, source, given)
    fresh = [o for o in given.values() if o.key not in known]
    if fresh:
        connection.execute(
            ITEM.insert(),
            [
                {"source_id": source, "key": o.key, "digest": o.digest, "state": "waiting", "payload": dict(o.payload),
                 "attempts": 0, "visits": 0}
                for o in fresh
            ],
        )  # fmt: skip
    changed = [o for o in given.values() if o.key in known and known[o.key] != o.digest]
    for o in changed:
        connection.execute(
            update(ITEM).where(ITEM.c.source_id == source, ITEM.c.key == o.key).values(
                digest=o.digest, state="waiting", payload=dict(o.payload), attempts=0, next_at=None, problem=null()
            )
        )  # fmt: skip
    return len(fresh) + len(changed)


def due(connection: Connection, source: int, now: str) -> list[Item]:
    """The items of a source to be worked on now: those that wait, and stored ones whose page is to be looked at again."""
    asked = select(ITEM).where(ITEM.c.source_id == source, _ready(now)).order_by(ITEM.c.id)
    return [_item(row) for row in connection.execute(asked).mappings()]


def sources_with_work(connection: Connection, now: str) -> set[int]:
    """The sources that have items due."""
    return set(connection.execute(select(ITEM.c.source_id).where(_ready(now)).distinct()).scalars())


def _ready(now: str) -> ColumnElement[bool]:
    """As ranges of the index item_due: however many items are done, only those due are looked at."""
    return or_(
        (ITEM.c.state == "waiting") & ITEM.c.next_at.is_(None),
        ITEM.c.state.in_(("waiting", "done")) & (ITEM.c.next_at <= now),
    )


def known(connection: Connection, source: int, key: str) -> Item | None:
    """One item by its key."""
    row = connection.execute(select(ITEM).where(ITEM.c.source_id == source, ITEM.c.key == key)).mappings().first()
    return _item(row) if row else None


def done(
    connection: Connection,
    item: int,
    article: int | None,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    next_at: str | None = None,
    visits: int = 0,
) -> None:
    """The item's article is stored; the validators are its page's, `next_at` when the page is looked at again.

    The payload is kept only while there is something left to do with it.
    """
    kept = {} if next_at else {"payload": null()}
    connection.execute(
        update(ITEM)
        .where(ITEM.c.id == item)
        .values(state="done", article_id=article, attempts=0, problem=null(), etag=etag, last_modified=last_modified,
                next_at=next_at, visits=visits, **kept)
    )  # fmt: skip


def finish(
    connection: Connection, source: int, key: str, digest: str, problem: Mapping[str, str] | None = None
) -> None:
    """A file was read to its end, or (with a problem) could not be; it is read again when its digest changes."""
    state = "failed" if problem else "done"
    values = {"digest": digest, "state": state, "payload": null(), "problem": dict(problem) if problem else null()}
    _put(connection, source, key, values)


def checkpoint(connection: Connection, source: int, key: str, digest: str, offset: int) -> None:
    """An archive was read up to an offset, in bytes: the next run goes on from there."""
    # not a waiting item: nothing is to be fetched for it
    _put(connection, source, key, {"digest": f"{digest}+", "state": "done", "payload": {"offset": offset}})


def _put(connection: Connection, source: int, key: str, values: Mapping[str, Any]) -> None:
    same = (ITEM.c.source_id == source) & (ITEM.c.key == key)
    if connection.execute(update(ITEM).where(same).values(**values)).rowcount == 0:
        connection.execute(ITEM.insert().values(source_id=source, key=key, attempts=0, visits=0, **values))


def postpone(connection: Connection, item: Item, problem: Mapping[str, str], next_at: str | None) -> None:
    """It could not be had: to be tried again at `next_at`, or given up where that is None. A stored article stays."""
    state = item.state if item.state == "done" else ("waiting" if next_at else "failed")
    connection.execute(
        update(ITEM)
        .where(ITEM.c.id == item.id)
        .values(state=state, attempts=item.attempts + 1, problem=dict(problem), next_at=next_at)
    )


def problems(connection: Connection, source: int) -> list[tuple[str, str, Mapping[str, str]]]:
    """(key, state, problem) of the items of a source that could not be had."""
    rows = connection.execute(
        select(ITEM.c.key, ITEM.c.state, ITEM.c.problem)
        .where(ITEM.c.source_id == source, ITEM.c.state != "done", ITEM.c.problem.is_not(None))
        .order_by(ITEM.c.id)
    )
    return [(key, state, problem) for key, state, problem in rows if problem]
