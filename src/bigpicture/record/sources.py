"""Sources: what is followed, when it is asked next, and how it fares."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, func, or_, select, update
from sqlalchemy.engine import RowMapping

from bigpicture.errors import InputError
from bigpicture.record.schema import ARTICLE, ITEM, SOURCE
from bigpicture.times import after

LEASE = 300  # seconds after which an update that showed no sign of life is taken to be dead
COMPLETIONS = ("auto", "full", "teaser-only")


@dataclass(frozen=True, slots=True)
class Source:
    """What is followed, and where it stands."""

    id: int
    kind: str  # feed, page, file, folder, archive
    address: str
    title: str | None = None
    home: str | None = None  # the page that a feed belongs to
    folder: tuple[str, ...] = ()  # of its OPML, outermost first
    attributes: Mapping[str, str] = field(default_factory=dict)  # of its OPML outline, all of them
    completion: str = "auto"  # COMPLETIONS: whether items are completed from their pages
    state: str = "active"  # active, paused, gone
    added_at: str = ""
    etag: str | None = None
    last_modified: str | None = None
    checked_at: str | None = None
    next_at: str | None = None
    interval: int | None = None  # seconds
    failures: int = 0
    problem: Mapping[str, str] | None = None  # cause, problem, remedy of the last failure
    notes: tuple[str, ...] = ()
    articles: int = 0
    waiting: int = 0
    failed: int = 0  # items given up

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.title or self.address


def _source(row: RowMapping) -> Source:
    outline: dict[str, Any] = row["outline"]
    return Source(
        row["id"], row["kind"], row["address"], row["title"], row["home"], tuple(outline.get("folder", ())),
        outline.get("attributes", {}), row["completion"], row["state"], row["added_at"], row["etag"], row["last_modified"],
        row["checked_at"], row["next_at"], row["interval"], row["failures"], row["problem"], tuple(row["notes"]),
    )  # fmt: skip


def add(connection: Connection, source: Source, now: str) -> tuple[Source, bool]:
    """(the source as stored, whether it is new); one of the same address is left as it stands."""
    found = by_address(connection, source.address)
    if found:
        return found, False
    outline = {"folder": list(source.folder), "attributes": dict(source.attributes)}
    made = connection.execute(
        SOURCE.insert().values(
            kind=source.kind, address=source.address, title=source.title, home=source.home, outline=outline, completion=source.completion,
            state=source.state, added_at=now, failures=0, notes=[],
        )
    )  # fmt: skip
    assert made.inserted_primary_key is not None
    return replace(source, id=made.inserted_primary_key[0], added_at=now), True


def by_address(connection: Connection, address: str) -> Source | None:
    """The source of an address."""
    row = connection.execute(select(SOURCE).where(SOURCE.c.address == address)).mappings().first()
    return _source(row) if row else None


def every(connection: Connection) -> list[Source]:
    """All sources by age."""
    return [_source(row) for row in connection.execute(select(SOURCE).order_by(SOURCE.c.id)).mappings()]


def overview(connection: Connection) -> list[Source]:
    """All sources, with how many articles each gave first, and how many of its items wait or were given up."""
    held = select(ARTICLE.c.source_id, func.count()).group_by(ARTICLE.c.source_id)
    articles: dict[int, int] = {source: count for source, count in connection.execute(held)}  # noqa: C416 - rows, not pairs
    open_ = select(ITEM.c.source_id, ITEM.c.state, func.count()).where(ITEM.c.state != "done")
    states = {
        (source, state): count
        for source, state, count in connection.execute(open_.group_by(ITEM.c.source_id, ITEM.c.state))
    }
    return [
        replace(
            source,
            articles=articles.get(source.id, 0),
            waiting=states.get((source.id, "waiting"), 0),
            failed=states.get((source.id, "failed"), 0),
        )
        for source in every(connection)
    ]


def find(connection: Connection, name: str) -> Source:
    """The source that a person means: its number or address. Raises InputError where there is none."""
    same = SOURCE.c.address == name
    if name.isdecimal():
        same = or_(same, SOURCE.c.id == int(name))
    row = connection.execute(select(SOURCE).where(same)).mappings().first()
    if row is None:
        raise InputError(name[:200], "no such source", "see their numbers and addresses with: bigpicture sources")
    return _source(row)


def change(connection: Connection, source: int, **values: Any) -> None:
    """Set columns of a source."""
    connection.execute(update(SOURCE).where(SOURCE.c.id == source).values(**values))


def move(connection: Connection, source: Source, address: str | None) -> None:
    """The source says that it moved for good: its address is rewritten, unless another source has the new one."""
    if address and address != source.address:
        if by_address(connection, address) is None:
            change(connection, source.id, address=address)
        else:
            note = f"moved to {address}, which is followed as a source of its own: remove one of the two"
            change(connection, source.id, notes=[note])


def remove(connection: Connection, source: int) -> None:
    """Follow it no more; its articles stay."""
    connection.execute(update(ARTICLE).where(ARTICLE.c.source_id == source).values(source_id=None))
    connection.execute(SOURCE.delete().where(SOURCE.c.id == source))


def owner() -> str:
    """This process, as leases name it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(connection: Connection, source: int, now: str) -> bool:
    """Take a source for this process, unless a live one has it. Its lease is renewed by calling again."""
    row = connection.execute(select(SOURCE.c.busy_by, SOURCE.c.busy_until).where(SOURCE.c.id == source)).first()
    if row is None:
        return False
    if row.busy_by and row.busy_by != owner() and row.busy_until > now and _lives(row.busy_by):
        return False
    change(connection, source, busy_by=owner(), busy_until=after(now, LEASE))
    return True


def release(connection: Connection, source: int) -> None:
    """Give a source back that this process holds."""
    mine = (SOURCE.c.id == source) & (SOURCE.c.busy_by == owner())
    connection.execute(update(SOURCE).where(mine).values(busy_by=None, busy_until=None))


def busy(connection: Connection, now: str) -> list[str]:
    """The updates that are at work, as leases name them."""
    leased = connection.execute(select(SOURCE.c.busy_by).where(SOURCE.c.busy_until > now).distinct()).scalars()
    return sorted(name for name in leased if name and _lives(name))


def _lives(name: str) -> bool:
    """Whether the process of a lease may be alive; one on another host is, until its lease ends."""
    host, _, number = name.rpartition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        pass
    return True


__all__ = [
    "COMPLETIONS", "LEASE", "Source", "add", "busy", "by_address", "change", "claim", "every", "find", "move", "overview", "owner", "release", "remove",
]  # fmt: skip
