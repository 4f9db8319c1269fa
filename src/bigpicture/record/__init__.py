"""The store of what the press said: sources, articles with every version of their text, readings and claims.

The only room that speaks SQL. Its functions take a connection, so that a caller decides what is one transaction:

    record = Record.open("press.db")
    with record.write() as connection:
        sources.add(connection, …)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from bigpicture.record.connect import engine, problems


@dataclass(frozen=True, slots=True)
class Record:
    """An open store; one may be used by many threads."""

    address: str = field(repr=False)  # may hold a password
    engine: Engine

    @staticmethod
    def open(address: str) -> Record:
        """The store at a path (SQLite) or a database URL, made where there is none. Raises StoreError."""
        return Record(address, engine(address))

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is stored when the block ends, or nothing. Raises StoreError."""
        with problems(self.address), self.engine.execution_options(writing=True).begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the store. Raises StoreError."""
        with problems(self.address), self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give its connections back."""
        self.engine.dispose()


__all__ = ["Record"]
