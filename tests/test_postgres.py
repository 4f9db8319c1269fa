"""PostgreSQL as a store: what it says when it cannot be used, and what becomes of a connection that breaks off.

That everything else is the same as in a file is shown by the tests that take the fixture `stores`.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from bigpicture.errors import StoreError
from bigpicture.record import Record, sources
from bigpicture.record.connect import shown
from bigpicture.record.sources import Source
from tests.stores import POSTGRES, Stores, run, stores

NOW = "2026-11-29T09:30:00Z"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://press:s3cret@127.0.0.1:1/press",
        "postgresql://press:s3cret@nosuch.invalid/press",
        "postgresql://press:s3cret@localhost:1,127.0.0.1:1/press",
        "postgres://127.0.0.1:1/press?password=s3cret",
        "postgresql+psycopg://press:pass@s3cret@127.0.0.1:1/press",
        "postgresql://press:pass/s3cret@127.0.0.1:1/press",
        "postgresql://press:s3cret/word@127.0.0.1:1/press",
        "postgresql://press:pass:s3cret@127.0.0.1:port/press",
        "postgresql://press:s3cret@127.0.0.1:1/press?colour=red",
        "mysql://press:s3cret@127.0.0.1/press",
        "postgresql:/press:s3cret@127.0.0.1://",
    ],
)
def test_an_address_that_leads_nowhere_says_why_and_shows_no_password(address: str) -> None:
    with pytest.raises(StoreError) as found:
        Record.open(address)
    assert found.value.remedy
    assert "\n" not in str(found.value)
    assert "s3cret" not in str(found.value)


def test_the_driver_is_loaded_for_a_server_only() -> None:
    code = "import sys; from bigpicture.record import Record; Record.open(sys.argv[1]).close(); print('psycopg' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, ":memory:"], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_without_the_driver_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match="pip install"):
        Record.open("postgresql://127.0.0.1:1/press")


if POSTGRES:  # without a server these tests do not exist

    @pytest.fixture
    def one() -> Iterator[Stores]:
        with stores("postgresql", None) as made:
            yield made

    @pytest.fixture
    def record(one: Stores) -> Iterator[Record]:
        made = Record.open(one.new())
        yield made
        made.close()

    def refused(address: str) -> StoreError:
        with pytest.raises(StoreError) as found:
            Record.open(address)
        assert shown(address) == found.value.source
        return found.value

    def test_what_the_server_refuses_has_a_remedy(one: Stores) -> None:
        url = make_url(POSTGRES)

        def at(**parts: str) -> str:
            return url.set(**parts).render_as_string(hide_password=False)

        assert "PGPASSWORD" in refused(at(password="wrong-word")).remedy
        assert "createdb" in refused(at(database="no_such_database")).remedy
        run("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN PASSWORD 'guest'")
        schema = make_url(one.new()).query
        guest = url.set(username="guest", password="guest", query=schema).render_as_string(hide_password=False)
        assert "GRANT" in refused(guest).remedy
        run("DROP ROLE guest")

    def test_a_database_of_another_encoding_is_refused() -> None:
        run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
        try:
            address = make_url(POSTGRES).set(database="latin").render_as_string(hide_password=False)
            assert "encoding is LATIN1" in refused(address).problem
        finally:
            run("DROP DATABASE latin WITH (FORCE)")

    def break_off() -> None:
        """End every other connection to the database, as a server that is restarted does."""
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = user")

    def test_a_connection_that_broke_off_between_two_transactions_is_made_again(record: Record) -> None:
        with record.write() as connection:
            sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        break_off()
        with record.read() as connection:
            assert len(sources.every(connection)) == 1

    def write_half(record: Record) -> None:
        with record.write() as connection:
            sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
            break_off()
            sources.add(connection, Source(0, "feed", "https://b.example/feed"), NOW)

    def test_a_transaction_that_breaks_off_stores_nothing_and_says_what_to_do(record: Record) -> None:
        with pytest.raises(StoreError, match="run it again"):
            write_half(record)
        with record.read() as connection:
            assert sources.every(connection) == []

    def test_writers_take_turns(record: Record) -> None:
        """The second one sees what the first stored: what it looked up before it writes still holds."""
        found: list[tuple[int, bool]] = []

        def second() -> None:
            with record.write() as connection:
                made, new = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
                found.append((made.id, new))

        other = threading.Thread(target=second)
        with record.write() as connection:
            other.start()
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while not connection.exec_driver_sql(waiting).scalar():
                time.sleep(0.01)
            made, _ = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        other.join()
        assert found == [(made.id, False)]

    def test_a_reader_cannot_write(record: Record) -> None:
        with pytest.raises(StoreError, match="read-only"), record.read() as connection:
            sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
