"""Where the record is kept: a SQLite file or a PostgreSQL database, and every difference between the two.

Writers take turns on both, so that what a transaction looked up still holds when it writes: SQLite has one writer at a
time, on PostgreSQL a writer takes an advisory lock first. The other way, to run a transaction again when it collides,
asks every caller for a transaction that can be run twice, and buys nothing: they last milliseconds, and most time goes
to fetching and reading, which wait for nobody.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import (
    JSON,
    URL,
    Connection,
    Engine,
    RowMapping,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from bigpicture.errors import StoreError
from bigpicture.record.schema import HEAD, METADATA

_WAIT = 60  # seconds that a writer waits for another one
_DEAD = 300  # seconds after which a writer that stopped half-way is taken to be dead: as long as a lease
_SERVERS = ("postgresql", "postgresql+psycopg", "postgres")
_LONGEST_KEY = 2_000  # bytes; addresses are of no more characters, all of them ASCII
_TURN = 0x62_69_67_70_69_63  # the number of the writers' lock; any will do that no other program in the database uses
# A server that vanished is noticed within a minute, and a new connection is given up after ten seconds.
_LINK = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def engine(address: str) -> Engine:
    """An engine for a store: the path of a SQLite file, or a database URL. Its schema is brought up to date.

    Raises StoreError where the store cannot be opened, is damaged, or was written by a newer bigpicture.
    """
    path = file_of(address)
    made = _sqlite(path) if path else _server(address)
    try:
        with problems(address):
            _upgrade(made, address)
    except StoreError:
        made.dispose()
        raise
    return made


def file_of(address: str) -> Path | None:
    """The file of a store; None where its address is a server's."""
    for start in ("sqlite:///", "sqlite+pysqlite:///"):
        if address.startswith(start):
            return Path(address.removeprefix(start))
    return None if "://" in address else Path(address)


def shown(address: str) -> str:
    """An address as messages show it: without user, password and options."""
    if "://" not in address:
        return address
    url = _url(address)
    return f"{url.drivername.partition('+')[0]}://{url.host or ''}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def _url(address: str) -> URL:
    """The parts of an address. What cannot be parsed is not shown: any part of it may be the password's."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreError("the address of the store", "cannot be read", _SPELLING) from None
    if "@" in (url.host or ""):
        raise StoreError("the address of the store", "has more than one @", _SPELLING)
    return url


_SPELLING = (
    "write postgresql://user@host:5432/name, with %40, %2F and %3A for @, / and : in a password, or the path of a file"
)


def _sqlite(path: Path) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(str(path.parent), f"cannot be made ({error.strerror})", "choose another with --db") from None
    made = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, not where the driver guesses
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_WAIT * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its place at once: one that begins as a reader may find the store changed under it."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _server(address: str) -> Engine:
    url = _url(address)
    if url.drivername not in _SERVERS:
        raise StoreError(shown(address), "neither PostgreSQL nor a file", _SPELLING)
    options = {name: value for name, value in _LINK.items() if name not in url.query}
    try:
        made = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=options)
    except ImportError:
        remedy = "install it: pip install 'bigpicture[postgresql]'"
        raise StoreError(shown(address), "the driver psycopg is not installed", remedy) from None
    event.listen(made, "begin", _begin_server)
    return made


def _begin_server(connection: Connection) -> None:
    """A writer waits for its turn, and then sees what those before it stored; a reader sees one moment.

    The snapshot of REPEATABLE READ is taken by the first statement, which for a writer is the wait: it would be too old.
    """
    if _writes(connection):
        connection.exec_driver_sql(
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;"
            f"SET LOCAL lock_timeout = '{_WAIT}s'; SET LOCAL idle_in_transaction_session_timeout = '{_DEAD}s';"
            f"SELECT pg_advisory_xact_lock({_TURN})"
        )
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writing", False))


def indexed(text: str) -> str:
    """A text as a key: a digest in place of one that is longer than an index of PostgreSQL takes (2,704 bytes)."""
    data = text.encode()
    return text if len(data) <= _LONGEST_KEY else f"sha256:{hashlib.sha256(data).hexdigest()}"


# Errors


@contextmanager
def problems(address: str) -> Iterator[None]:
    """Turns what the database raises into a StoreError with its remedy."""
    try:
        yield
    except DBAPIError as error:
        raise _problem(shown(address), error.orig) from error
    except sqlite3.Error as error:  # of what SQLAlchemy does not know, such as backups
        raise _problem(shown(address), error) from error
    except SQLAlchemyError as error:
        raise StoreError(shown(address), " ".join(str(error).split())[:300], _OTHERWISE) from error


def _problem(name: str, error: BaseException | None) -> StoreError:
    cause = " ".join(str(error or "unknown").split())[:300]  # a server's are of several lines
    return StoreError(name, cause, next((remedy for words, remedy in _REMEDIES if re.search(words, cause)), _OTHERWISE))


_OTHERWISE = "check that the store can be reached and written"
_REMEDIES = (
    ("locked|lock timeout", "another program holds it; try again when it is done"),
    ("readonly", "make it writable, or choose another with --db"),
    ("disk is full|No space left", "make room on the disk; nothing that was stored is lost, run it again"),
    ("malformed|invalid page", "it is damaged: put a copy back with: bigpicture restore FILE"),
    ("not a database", "choose another file with --db; this one is something else"),
    ("unable to open", "check that the folder exists and may be written"),
    ("password|authentication", "check user and password; PGPASSWORD or ~/.pgpass can give the password"),
    ('database "[^"]*" does not exist', "make it: createdb --encoding UTF8 --template template0 NAME"),
    ('role "[^"]*" does not exist', "make it: createuser NAME"),
    (
        "permission denied|no schema has been selected",
        "let the user make and write tables: GRANT ALL ON SCHEMA public TO NAME",
    ),
    ("read-only transaction|recovery", "give the address of the primary server"),
    ("out of range", "give a number that a list shows"),
    ("too many clients|connection slots", "end other programs, or raise max_connections"),
    (
        "closed|terminat|lost|idle-in-transaction|shutting down|starting up",
        "wait until the server runs again; nothing that was stored is lost, run it again",
    ),
    ("connection failed|refused|timeout|resolve|translate", "check that the server runs at this address"),
)


# Schema


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
        found = revision(connection)
        if found == HEAD:
            return
        if found is not None and found not in known:
            raise StoreError(shown(address), f"written by a newer bigpicture (schema {found})", "update bigpicture")
        _check_encoding(connection, address)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
            if found is not None and found < "0002":  # what 0002 added is derived from the press
                from bigpicture.record import films

                films.renew(connection)
        except CommandError as error:
            raise StoreError(shown(address), str(error), "put a copy back with: bigpicture restore FILE") from None


def _revision(made: Engine) -> str | None:
    with made.connect() as connection:
        return revision(connection)


def revision(connection: Connection) -> str | None:
    """The revision of the store's schema; None where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _check_encoding(connection: Connection, address: str) -> None:
    """SQLite holds any text, a PostgreSQL database only that of its encoding. Raises StoreError."""
    if connection.dialect.name == "postgresql":
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            remedy = "make another: createdb --encoding UTF8 --template template0 NAME"
            raise StoreError(shown(address), f"its encoding is {encoding}, which holds no accents or quotation marks", remedy)  # fmt: skip


# Care


def copy_file(connection: Connection, path: Path) -> None:
    """A SQLite store as it is at this moment to a new file, while others read and write. Raises sqlite3.Error."""
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)
    with closing(sqlite3.connect(path)) as target:
        source.backup(target)


def damage(connection: Connection) -> list[str]:
    """What SQLite finds broken in its file; nothing on PostgreSQL, which checks its pages as it reads them."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [] if found == ["ok"] else [str(line) for line in found]


def size(connection: Connection) -> int:
    """The bytes that the store takes on the disk."""
    if connection.dialect.name == "sqlite":
        pages, size = (
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0 for name in ("page_count", "page_size")
        )
        return int(pages * size)
    of_it = [func.pg_total_relation_size(f'"{name}"') for name in METADATA.tables]
    return sum(connection.execute(select(*of_it)).one())


def fill(connection: Connection, table: Table, rows: Sequence[RowMapping]) -> None:
    """Rows of a table as another store gave them, their numbers too; on PostgreSQL by COPY, ten times as fast."""
    if connection.dialect.name == "sqlite":
        # None is NULL, and not the JSON value null
        kinds = {c.name: JSON(none_as_null=True) if isinstance(c.type, JSON) else c.type for c in table.c}
        into = insert(table).values({name: bindparam(name, type_=kind) for name, kind in kinds.items()})
        connection.execute(into, [dict(row) for row in rows])
        return
    from psycopg import Connection as Server

    raw = connection.connection.driver_connection
    assert isinstance(raw, Server)
    names = ", ".join(f'"{c.name}"' for c in table.c)
    nested = [isinstance(c.type, JSON) for c in table.c]
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            values = zip(row.values(), nested, strict=True)
            copy.write_row([json.dumps(v) if json_ and v is not None else v for v, json_ in values])


def filled(connection: Connection) -> None:
    """After all rows of a store were given: new ones are numbered after them, and the planner knows how many there are.

    SQLite does so by itself.
    """
    if connection.dialect.name == "postgresql":
        for table in (t for t in METADATA.sorted_tables if "id" in t.c):
            counter = func.pg_get_serial_sequence(f'"{table.name}"', "id")
            last = func.coalesce(func.max(table.c.id), 0)
            connection.execute(select(func.setval(counter, last + 1, text("false"))))
        connection.exec_driver_sql("ANALYZE " + ", ".join(f'"{name}"' for name in METADATA.tables))


def server(connection: Connection) -> str:
    """The database and its version in words."""
    if connection.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar()}"
