"""The rows of a working file made one index: subjects joined, numbered, named and linked, each step sorted outside memory.

Entities are numbered by kind, year and key, so that an entity's number tells its kind and its year, and the order of the
sources' lines does not matter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from struct import pack
from typing import TypeVar

import numpy as np

from bigpicture.catalogue import keys
from bigpicture.catalogue.entities import KINDS
from bigpicture.catalogue.staging import CREDIT, PERSON, Row

APPLICATION = 0x62706361  # "bpca": tells an index from other SQLite files
FORMAT = 2  # grows with each change that older programs cannot read
NUMBER = np.dtype("<u4")  # how entities' numbers lie in an index
MOST_PEOPLE, MOST_WORKS = 24, 8  # of one entity, that are kept
_BATCH = 50_000

T = TypeVar("T")
Progress = Callable[[str, int], None]  # (what is under way, how many are done)

_INDEX = """
CREATE TABLE entity (number INTEGER PRIMARY KEY, name TEXT, wikidata INTEGER, imdb INTEGER, tmdb INTEGER, wikipedia TEXT, links BLOB);
CREATE TABLE name (hash INTEGER PRIMARY KEY, numbers BLOB);
CREATE TABLE span (kind INTEGER, year INTEGER, first INTEGER);
CREATE TABLE filter (words BLOB);
CREATE TABLE about (names INTEGER);
"""
# Which better-known subject another is filed under; where two claim it, the one with the lower number.
_JOIN = """
CREATE TABLE joined (code INTEGER PRIMARY KEY, canon INTEGER);
INSERT INTO joined SELECT code, MIN(canon) FROM same GROUP BY code;
CREATE TABLE merged (code INTEGER, kind INTEGER, year INTEGER, name TEXT, wikidata INTEGER, imdb INTEGER, tmdb INTEGER, wikipedia TEXT);
"""
_SUBJECTS = """
SELECT COALESCE(j.canon, s.code) AS at, s.kind, s.year, s.name, s.imdb, s.tmdb, s.wikipedia
FROM subject s LEFT JOIN joined j ON j.code = s.code ORDER BY at, s.source, s.name, s.year DESC, s.kind, s.imdb, s.tmdb, s.wikipedia
"""
_NUMBER = """
CREATE TABLE numbered (code INTEGER PRIMARY KEY, number INTEGER);
INSERT INTO numbered SELECT code, ROW_NUMBER() OVER (ORDER BY kind, year, code) AS n FROM merged ORDER BY code;
"""
_SPANS = "SELECT kind, year, COUNT(*) FROM merged GROUP BY kind, year ORDER BY kind, year"
_NAMES = """
SELECT DISTINCT n.hash, b.number FROM named n LEFT JOIN joined j ON j.code = n.code
JOIN numbered b ON b.code = COALESCE(j.canon, n.code) ORDER BY n.hash, b.number
"""
_EDGES = """
CREATE TABLE link (work INTEGER, person INTEGER, rank INTEGER, known INTEGER);
INSERT INTO link SELECT w.number, p.number, e.rank, e.known FROM edge e
LEFT JOIN joined i ON i.code = e.work JOIN numbered w ON w.code = COALESCE(i.canon, e.work)
LEFT JOIN joined j ON j.code = e.person JOIN numbered p ON p.code = COALESCE(j.canon, e.person)
WHERE w.number < :people AND ((p.number >= :people AND p.number < :others) OR p.number >= :credits);
"""


def finish(facts: sqlite3.Connection, path: Path, progress: Progress) -> tuple[dict[str, int], int]:
    """Write the index at `path`; gives the number of entities of each kind, and of names. Raises sqlite3.Error."""
    index = sqlite3.connect(path, isolation_level=None)
    try:
        index.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA application_id={APPLICATION}; PRAGMA user_version={FORMAT}; {_INDEX} BEGIN")  # fmt: skip
        progress("joining", 0)
        _merge(facts)
        counts = _spans(facts, index)
        names = _names(facts, index, progress)
        _entities(facts, index, progress)
        index.execute("COMMIT")
    finally:
        index.close()
    return counts, names


def _merge(facts: sqlite3.Connection) -> None:
    """One row a subject: of each value the one that the best source tells."""
    _run(facts, _JOIN)
    rows = groupby(facts.execute(_SUBJECTS), key=itemgetter(0))
    merged = (_first(code, group) for code, group in rows)
    facts.executemany("INSERT INTO merged VALUES (?, ?, ?, ?, ?, ?, ?, ?)", merged)
    _run(facts, _NUMBER)


def _run(db: sqlite3.Connection, script: str) -> None:
    """The statements of a script within the open transaction; executescript would end it."""
    for statement in filter(str.strip, script.split(";")):
        db.execute(statement)


def _first(code: int, group: Iterable[Row]) -> Row:
    _, kind, year, name, imdb, tmdb, wikipedia = next(rows := iter(group))
    for row in rows:
        year, imdb, tmdb, wikipedia = year or row[2], imdb or row[4], tmdb or row[5], wikipedia or row[6]
    return code, kind, year, name, (code >> 3 if code & 7 == 0 else None), imdb, tmdb, wikipedia


def _spans(facts: sqlite3.Connection, index: sqlite3.Connection) -> dict[str, int]:
    """Note with which number each year of each kind begins; gives the number of entities of each kind."""
    counts, first = dict.fromkeys((*KINDS, "credit"), 0), 1
    for kind, year, count in facts.execute(_SPANS):
        index.execute("INSERT INTO span VALUES (?, ?, ?)", (kind, year, first))
        counts[(*KINDS, "credit")[kind]] += count
        first += count
    index.execute("INSERT INTO span VALUES (?, 0, ?)", (CREDIT + 1, first))
    return counts


def _names(facts: sqlite3.Connection, index: sqlite3.Connection, progress: Progress) -> int:
    """File numbers under the hashes of their names; gives how many names there are."""
    count = 0
    for batch in _batches(_grouped(facts.execute(_NAMES))):
        index.executemany("INSERT INTO name VALUES (?, ?)", batch)
        count += len(batch)
        progress("names filed", count)
    words = np.zeros(keys.words_for(count), np.uint64)
    for found in _batches(index.execute("SELECT hash FROM name")):
        keys.fill(words, np.array(found, np.uint64).ravel())
    index.execute("INSERT INTO filter VALUES (?)", (words.astype("<u8").tobytes(),))
    index.execute("INSERT INTO about VALUES (?)", (count,))
    return count


def _grouped(rows: Iterable[tuple[int, int]], most: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The second numbers of rows that share the first, at most so many, as they lie in an index."""
    for key, group in groupby(rows, key=itemgetter(0)):
        numbers = list(dict.fromkeys([number for _, number in group]))[:most]
        yield key, pack(f"<{len(numbers)}I", *numbers)


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    batch: list[T] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _entities(facts: sqlite3.Connection, index: sqlite3.Connection, progress: Progress) -> None:
    """Write the entities in the order of their numbers, with their links."""
    links = _links(facts, index)
    at, linked = next(links, (0, b""))
    rows = facts.execute("SELECT name, wikidata, imdb, tmdb, wikipedia FROM merged ORDER BY kind, year, code")
    batch: list[Row | tuple[object, ...]] = []
    for number, row in enumerate(rows, 1):
        batch.append((number, *row, linked if number == at else None))
        if number == at:
            at, linked = next(links, (0, b""))
        if len(batch) == _BATCH:
            index.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)", batch)
            batch.clear()
            progress("entities written", number)
    index.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)", batch)


def _links(facts: sqlite3.Connection, index: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    """The people of each work, then the works of each person, by their numbers."""
    kinds = {"people": PERSON, "others": PERSON + 1, "credits": CREDIT}
    bounds = {name: _first_of(index, kind) for name, kind in kinds.items()}
    create, insert, _ = _EDGES.split(";")
    facts.execute(create)
    facts.execute(insert, bounds)
    people = facts.execute("SELECT work, person FROM link ORDER BY work, rank, person")
    works = facts.execute("SELECT person, work FROM link ORDER BY person, known, work DESC")
    for rows, most in ((people, MOST_PEOPLE), (works, MOST_WORKS)):
        yield from _grouped(rows, most)


def _first_of(index: sqlite3.Connection, kind: int) -> int:
    """The first number that is not of an earlier kind."""
    return int(index.execute("SELECT MIN(first) FROM span WHERE kind >= ?", (kind,)).fetchone()[0])
