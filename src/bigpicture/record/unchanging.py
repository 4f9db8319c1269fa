"""Rows that stay as they were written: the database itself refuses to change them, whoever asks.

A file refuses to lose them too. A server's rows may go, since a copy that is put back takes the place of all its tables.
"""

from __future__ import annotations

from sqlalchemy import Connection


def create(connection: Connection, table: str) -> None:
    """Let a table's rows never be changed."""
    statements = _FILE if connection.dialect.name == "sqlite" else _SERVER
    for statement in statements:
        connection.exec_driver_sql(statement.format(table=table))


_FILE = (
    "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'a {table} is never changed'); END",
    "CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'a {table} is never dropped'); END",
)
_SERVER = (
    "CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a {table} is never changed'; END $$",
    "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stays()",
)
