"""Records laid down in a working file as they come, in rows of numbers, so that memory does not grow with the sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bigpicture.catalogue import keys, names
from bigpicture.catalogue.entities import KINDS, Record

CREDIT = len(KINDS)  # the kind of someone who is known by name alone; no look-up gives it
PERSON = KINDS.index("person")
_BATCH = 20_000  # rows
_AFTER_KNOWN = 20  # a person's works: those that IMDb calls best known come first
_AFTER_CREDITS = 100  # a work's people: those that only the person's own entry tells come last

# Names are kept as hashes: (subject, hash). `joined` says under which subject of a better source another is filed.
_TABLES = """
CREATE TABLE subject (code INTEGER, source INTEGER, kind INTEGER, year INTEGER, name TEXT, imdb INTEGER, tmdb INTEGER, wikipedia TEXT);
CREATE TABLE named (code INTEGER, hash INTEGER);
CREATE TABLE same (code INTEGER, canon INTEGER);
CREATE TABLE edge (work INTEGER, person INTEGER, rank INTEGER, known INTEGER);
"""

Row = tuple[int | str | None, ...]


class Staging:
    """The working file. Raises sqlite3.Error where it cannot be written."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000; {_TABLES} BEGIN"
        )
        self._subjects: list[Row] = []
        self._named: list[tuple[int, str]] = []
        self._same: list[Row] = []
        self._edges: list[Row] = []

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def add(self, record: Record) -> None:
        """Lay down a record."""
        code = keys.number(record.key)
        if code is None:
            return
        human = record.kind == "person" or (record.kind is None and not keys.is_work(code))
        told = (record.name, *record.names) if record.name else record.names
        self._named += ((code, folded) for one in told for folded in names.indexed(one, human=human))
        if record.kind and record.name:
            self._subject(code, KINDS.index(record.kind), record)
        self._link(code, record)
        if max(len(self._subjects), len(self._named), len(self._edges)) >= _BATCH:
            self.flush()

    def _subject(self, code: int, kind: int, record: Record) -> None:
        imdb = wikipedia = None
        for key in (record.key, *record.same):
            other = keys.number(key)
            if other is not None and other != code:
                self._same.append((other, code))
            if key.startswith("wikipedia:"):
                wikipedia = keys.page(key.removeprefix("wikipedia:"))
            elif other is not None and keys.source(other) == 1:
                imdb = other
        self._subjects.append(
            (code, keys.source(code), kind, record.year or 0, record.name, imdb, record.tmdb, wikipedia)
        )

    def _link(self, code: int, record: Record) -> None:
        for key, rank in record.people:
            person = keys.number(key)
            if person is not None:
                self._edges.append((code, person, rank, _AFTER_KNOWN + rank))
                if keys.is_name(person):
                    self._credit(person, key.removeprefix("name:"))
        for at, key in enumerate(record.works):
            work = keys.number(key)
            if work is not None:
                self._edges.append((work, code, _AFTER_CREDITS, min(at, _AFTER_KNOWN - 1)))

    def _credit(self, code: int, name: str) -> None:
        self._subjects.append((code, keys.source(code), CREDIT, 0, name, None, None, None))
        self._named += ((code, folded) for folded in names.indexed(name, human=True))

    def flush(self) -> None:
        """Write what is held in memory."""
        self.db.executemany("INSERT INTO subject VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._subjects)
        self.db.executemany("INSERT INTO named VALUES (?, ?)", self._hashed())
        self.db.executemany("INSERT INTO same VALUES (?, ?)", self._same)
        self.db.executemany("INSERT INTO edge VALUES (?, ?, ?, ?)", self._edges)
        for rows in (self._subjects, self._named, self._same, self._edges):
            rows.clear()

    def _hashed(self) -> Iterator[tuple[int, int]]:
        codes = [code for code, _ in self._named]
        return zip(codes, keys.hashes([folded for _, folded in self._named]).tolist(), strict=True)
