"""Stores to test with: SQLite always, PostgreSQL too where BIGPICTURE_TEST_POSTGRES holds the address of a database.

Each store on PostgreSQL is a schema of its own, dropped afterwards. See tests/postgres.sh for a server.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url

POSTGRES = os.environ.get("BIGPICTURE_TEST_POSTGRES", "")
KINDS = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)


class Stores:
    """Gives addresses of stores that do not exist yet."""

    def __init__(self, kind: str, folder: Path | None) -> None:
        self.kind, self.folder, self._numbers = kind, folder, count(1)
        self.schemas: list[str] = []

    def new(self) -> str:
        """The address of another store."""
        if self.folder and self.kind == "sqlite":
            return str(self.folder / f"press-{next(self._numbers)}.db")
        schema = f"test_{uuid4().hex}"
        run(f"CREATE SCHEMA {schema}")
        self.schemas.append(schema)
        url = make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
        return url.render_as_string(hide_password=False)


@contextmanager
def stores(kind: str, folder: Path | None) -> Iterator[Stores]:
    """Stores of a kind, gone in the end."""
    made = Stores(kind, folder)
    yield made
    for schema in made.schemas:
        run(f"DROP SCHEMA {schema} CASCADE")


def run(*statements: str) -> None:
    """Run SQL on the server of the tests, each statement for itself."""
    engine = create_engine(make_url(POSTGRES).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
