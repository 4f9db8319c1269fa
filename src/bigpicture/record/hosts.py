"""What is remembered of hosts between runs: their robots.txt, and until when they asked to be left alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bigpicture.record.schema import HOST


def get(connection: Connection, name: str) -> dict[str, Any] | None:
    """The note on a host or origin."""
    note: dict[str, Any] | None = connection.execute(select(HOST.c.note).where(HOST.c.name == name)).scalar()
    return note


def put(connection: Connection, name: str, note: dict[str, Any]) -> None:
    """Keep a note in place of the one before."""
    connection.execute(delete(HOST).where(HOST.c.name == name))
    connection.execute(insert(HOST).values(name=name, note=note))
