"""Where the record is kept: opening a store, bringing its schema up to date, and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from bigpicture.errors import StoreError
from bigpicture.record.schema import HEAD

_WAIT = 60  # seconds that a writer waits for another one


def engine(address: str) -> Engine:
    """An engine for a store: the path of a SQLite file, or a database URL. Its schema is brought up to date.

    Raises StoreError where the store cannot be opened, is damaged, or was written by a newer bigpicture.
    """
    made = _sqlite(Path(address)) if "://" not in address else _server(address)
    with problems(address):
        _upgrade(made, address)
    return made


def _sqlite(path: Path) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(str(path.parent), f"cannot be made ({error.strerror})", "choose another with --db") from None
    made = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _server(address: str) -> Engine:
    try:
        return create_engine(make_url(address), pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        shown = address.split("@")[-1]
        raise StoreError(shown, f"no address of a database ({error})", "give the path of a file") from None


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its place at once: one that begins as a reader may find the store changed under it."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def problems(address: str) -> Iterator[None]:
    """Turns what the database raises into a StoreError with its remedy."""
    try:
        yield
    except DBAPIError as error:
        cause = str(error.orig).splitlines()[0] if error.orig else "unknown"
        raise StoreError(address.split("@")[-1], cause, _remedy(cause)) from error
    except SQLAlchemyError as error:
        raise StoreError(address.split("@")[-1], str(error).splitlines()[0], "check the address") from error


def _remedy(cause: str) -> str:
    for words, remedy in (
        ("locked", "another program holds it; try again when it is done"),
        ("readonly", "make it writable, or choose another with --db"),
        ("full", "make room on the disk; nothing that was stored is lost, run it again"),
        ("malformed", "restore a copy; the file is damaged"),
        ("not a database", "choose another file with --db; this one is something else"),
        ("unable to open", "check that the folder exists and may be written"),
    ):
        if words in cause:
            return remedy
    return "check that the store can be reached and written"


def _upgrade(made: Engine, address: str) -> None:
    """Runs the migrations that the store lacks; two that start at once wait for each other."""
    if _revision(made) == HEAD:
        return
    from alembic import command  # some 100 ms: only where there is something to do
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    known = {r.revision for r in ScriptDirectory.from_config(config).walk_revisions()}
    with made.execution_options(writing=True).begin() as connection:
        found = _revision_of(connection)
        if found == HEAD:
            return
        if found is not None and found not in known:
            raise StoreError(
                address.split("@")[-1], f"written by a newer bigpicture (schema {found})", "update bigpicture"
            )
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(address.split("@")[-1], str(error), "restore a copy") from None


def _revision(made: Engine) -> str | None:
    with made.connect() as connection:
        return _revision_of(connection)


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
