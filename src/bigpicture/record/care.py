"""Care for a store: a copy of it, and a copy put back.

A copy is always a SQLite store in one file, whatever the store is. So it can be looked at with every command, be checked
as any store is, and be put back into a file or a server.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, func, select

from bigpicture.errors import InputError, StoreError
from bigpicture.record import Record, connect, search, sources
from bigpicture.record.schema import ARTICLE, METADATA

_ROWS = 500  # that are held at once


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    articles: int
    size: int  # of the copy, in bytes
    kept: Path | None = None  # restore: where the store that was replaced is now


def backup(record: Record, path: Path, *, force: bool = False) -> Copied:
    """Copy a store, as it is at this moment, to a file; others may write meanwhile. The copy is whole and checked, or not there.

    Raises InputError where the file exists (unless `force`) or cannot be written, StoreError where the store cannot be read.
    """
    own = connect.file_of(record.address)
    if own and own.resolve() == path.resolve():
        raise InputError(str(path), "is the store itself", "give the copy another name")
    if path.exists() and not force:
        raise InputError(str(path), "exists already", "choose another name, or replace it with --force")
    with _beside(path, path) as part:
        _copy(record, part)
        made = _checked(part)
        _replace(part, path)
    return made


def restore(address: str, path: Path, now: str, *, force: bool = False) -> Copied:
    """Put a copy in place of what a store holds. The store is replaced whole or not at all, and what was in it kept as a file.

    Raises InputError where the file is no copy, where the store holds articles (unless `force`), or is in use;
    StoreError where either cannot be read or written.
    """
    target = connect.file_of(address)
    if target and target.resolve() == path.resolve():
        raise InputError(str(path), "is the store itself", _MADE)
    with _beside(target or path, path) as part:
        _take(path, part)
        made = _checked(part)
        kept = _into_file(target, part, now, force) if target else _into_server(address, part, path, now, force)
    return Copied(made.articles, made.size, kept)


# Copies


@contextmanager
def _beside(path: Path, name: Path) -> Iterator[Path]:
    """A file that is not done yet, beside the one that it is to be; `name` is what errors call it.

    Raises InputError where it cannot be written, StoreError where it is damaged.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        yield part
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})", "choose another place") from None
    except StoreError as error:
        raise StoreError(
            str(name) if error.source == str(part) else error.source, error.problem, error.remedy
        ) from error
    finally:
        for left in (part, *_logs(part)):
            with suppress(OSError):
                left.unlink()


def _replace(part: Path, path: Path) -> None:
    """Give a file that is done its name. The logs of one that had it would be taken for its own."""
    for log in _logs(path):
        log.unlink(missing_ok=True)
    part.replace(path)


def _logs(path: Path) -> list[Path]:
    """What SQLite may leave beside a file."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]


def _copy(record: Record, part: Path) -> None:
    if connect.file_of(record.address):
        with record.read() as connection:
            connect.copy_file(connection, part)
        return
    with record.read() as connection:
        _rows_to_file(connection, part)


def _rows_to_file(connection: Connection, part: Path) -> None:
    made = Record.open(str(part))
    try:
        with made.write() as target:
            _rows(connection, target)
    finally:
        made.close()


def _rows(source: Connection, target: Connection) -> None:
    """Every row of one store into another that is empty, whatever their databases."""
    for table in METADATA.sorted_tables:
        own = [c for c in table.c if any(key.column.table is table for key in c.foreign_keys)]
        first = [c.is_not(None) for c in own]  # a row that another one refers to comes before it
        asked = select(table).order_by(*first).execution_options(yield_per=_ROWS)
        for rows in source.execute(asked).mappings().partitions():
            connect.fill(target, table, rows)
    search.fill(target)
    connect.filled(target)


def _take(path: Path, part: Path) -> None:
    """A copy of a copy, brought to this schema; the one that was given stays as it is."""
    if not path.is_file():
        raise InputError(str(path), "no such file", _MADE)
    try:
        source = sqlite3.connect(path)
        source.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise InputError(str(path), f"no copy of a store ({error})", _MADE) from None
    with connect.problems(str(part)), closing(source), closing(sqlite3.connect(part)) as target:
        source.backup(target)
    Record.open(str(part)).close()


_MADE = "give one that bigpicture backup made"


def _checked(part: Path) -> Copied:
    """What a copy holds, after it was found whole and made one file. Raises StoreError where it is damaged."""
    record = Record.open(str(part))
    try:
        with record.read() as connection:
            broken = connect.damage(connection)
            articles = connection.execute(select(func.count()).select_from(ARTICLE)).scalar_one()
        if broken:
            raise StoreError(str(part), f"the copy is damaged ({broken[0]})", "see to the disk, and copy it again")
    finally:
        record.close()
    with connect.problems(str(part)), closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    return Copied(articles, part.stat().st_size)


# Into a file


def _into_file(store: Path, part: Path, now: str, force: bool) -> Path | None:
    """Put a copy in the place of a file, which is renamed. Nobody may have it open: they would go on in the old one."""
    store = store.resolve()
    if not store.exists():
        _replace(part, store)
        return None
    _refuse_held(store, force)
    kept = _free(store.with_name(f"{store.name}.replaced-{_stamp(now)}"))
    with _alone(store):
        shutil.copymode(store, part)
        for log, own in zip(_logs(store), _logs(kept), strict=True):
            if log.exists():  # only where the file is damaged: else what it held is in the file now
                log.rename(own)
        _link(store, kept)
        _replace(part, store)
    return kept


def _refuse_held(store: Path, force: bool) -> None:
    """Raise InputError where the file holds articles or cannot be read, unless `force`."""
    if force:
        return
    try:
        record = Record.open(str(store))
    except StoreError as error:
        raise InputError(str(store), f"cannot be read ({error.problem})", _FORCE) from None
    try:
        with record.read() as connection:
            _refuse_articles(connection, str(store))
    finally:
        record.close()


def _refuse_articles(connection: Connection, name: str) -> None:
    if articles := connection.execute(select(func.count()).select_from(ARTICLE)).scalar_one():
        raise InputError(name, f"holds {articles} article{'' if articles == 1 else 's'}", _FORCE)


_FORCE = "replace it with --force; what it holds is kept as a file"


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Hold a file that no other program has open; what its log holds is written into it first. Raises InputError."""
    with closing(sqlite3.connect(store, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                remedy = "end it, such as bigpicture update --every, and restore again"
                raise InputError(str(store), "another program has it open", remedy) from None
        except sqlite3.DatabaseError:
            pass  # no database, or a damaged one: nobody works with it
        yield


def _link(store: Path, kept: Path) -> None:
    """A second name for a file, so that the store is never missing; a copy where the file system knows no such thing."""
    try:
        kept.hardlink_to(store)
    except OSError:
        shutil.copy2(store, kept)


def _free(path: Path) -> Path:
    """The path, or the next one that nothing has."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _stamp(now: str) -> str:
    return now.replace("-", "").replace(":", "")


# Into a server


def _into_server(address: str, part: Path, path: Path, now: str, force: bool) -> Path:
    """Put a copy's rows in place of a server's, in one transaction; the old ones are kept in a file beside the copy."""
    name = connect.shown(address)
    kept = _free(path.with_name(f"{path.name}.replaced-{_stamp(now)}"))
    record, copy = Record.open(address), Record.open(str(part))
    try:
        with copy.read() as source, record.write() as connection:
            if not force:
                _refuse_articles(connection, name)
            if busy := sources.busy(connection, now):
                raise InputError(name, f"an update is at work ({busy[0]})", "end it, and restore again")
            with _beside(kept, kept) as old:
                _rows_to_file(connection, old)
                _checked(old)
                _replace(old, kept)
            _empty(connection)
            _rows(source, connection)
    finally:
        record.close()
        copy.close()
    return kept


def _empty(connection: Connection) -> None:
    for table in reversed(METADATA.sorted_tables):
        connection.execute(delete(table))
