"""Updates killed at random moments, a hundred times: nothing is lost, nothing doubled, nothing half stored."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event

from bigpicture.errors import StoreError
from bigpicture.intake.web import Web
from bigpicture.record import Record, sources
from bigpicture.record.sources import Source
from bigpicture.update import update
from tests import press
from tests.conftest import ROOT
from tests.server import Server
from tests.stores import Stores

KILLS = {"sqlite": 100, "postgresql": 20}
NOW = "2026-11-29T09:00:00Z"


def store(address: str | Path, server: Server, folder: Path) -> str:
    """A new store that follows the whole press."""
    record = Record.open(str(address))
    followed = [("feed", server.url("/whole.xml")), ("feed", server.url("/short.xml")), ("folder", str(folder)),
                ("archive", f"{folder}.warc.gz")]  # fmt: skip
    with record.write() as connection:
        for kind, address in followed:
            sources.add(connection, Source(0, kind, address), NOW)
    record.close()
    return record.address


def updates(address: str, seconds: list[float]) -> list[str]:
    """One update after the other, each killed after so many seconds; what became of each."""
    command = [sys.executable, "-m", "tests.killable", address, *map(str, seconds)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.split("\n")[:-1]


def stored(address: str) -> dict[str, object]:
    record = Record.open(address)
    try:
        return press.contents(record)
    finally:
        record.close()


def test_a_hundred_kills_leave_what_an_undisturbed_run_leaves(stores: Stores, tmp_path: Path) -> None:
    chance = random.Random(20261129)
    with Server() as server:
        server.routes.update(press.routes(server))
        press.files(tmp_path / "saved")
        calm = store(stores.new(), server, tmp_path / "saved")
        began = time.monotonic()
        assert updates(calm, [600]) == ["ended 0"]
        whole, expected = time.monotonic() - began, stored(calm)
        assert len(expected["articles"]) == 32  # type: ignore[arg-type]
        kills = rounds = 0
        while kills < KILLS[stores.kind]:
            rounds += 1
            address = store(stores.new(), server, tmp_path / "saved")
            # enough kills of a sixth of the work each to be spread over all of it, then one run to the end
            fates = updates(address, [chance.uniform(0, whole / 6) for _ in range(20)] + [600])
            kills += fates.count("killed")
            assert fates[-1] == "ended 0"
            assert stored(address) == expected, f"round {rounds}: {fates}"


def test_two_updates_at_once_leave_what_one_leaves(stores: Stores, tmp_path: Path) -> None:
    with Server() as server:
        server.routes.update(press.routes(server))
        press.files(tmp_path / "saved")
        calm, both = (store(stores.new(), server, tmp_path / "saved") for _ in range(2))
        assert updates(calm, [600]) == ["ended 0"]
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(lambda _: updates(both, [600]), range(2))) == [["ended 0"]] * 2
        assert stored(both) == stored(calm)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """SQLite meets the end of its room (a limit on its pages) in the middle of a run: an error, and the next run goes on."""
    with Server() as server:
        server.routes.update(press.routes(server))
        press.files(tmp_path / "saved")
        calm, full = (store(tmp_path / f"{name}.db", server, tmp_path / "saved") for name in ("calm", "full"))
        assert updates(calm, [600]) == ["ended 0"]
        record = Record.open(full)

        def narrow(connection: sqlite3.Connection, _: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 20}")

        record.engine.dispose()
        event.listen(record.engine, "connect", narrow)
        with Web(allow_private=True, delay=0) as web, pytest.raises(StoreError, match="make room on the disk"):
            list(update(record, web))
        record.close()
        assert 0 < len(stored(full)["articles"]) < 32  # type: ignore[arg-type]
        assert updates(full, [600]) == ["ended 0"]
        assert stored(full) == stored(calm)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_cleanly_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    with Server() as server:
        server.routes.update(press.routes(server))
        press.files(tmp_path / "saved")
        address = store(tmp_path / "press.db", server, tmp_path / "saved")
        command = [sys.executable, "-m", "bigpicture", "update", "--db", address, "--allow-private", "--every", "1h"]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        assert running.stdout
        assert running.stdout.readline().startswith("new ")
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
        assert (running.returncode, err) == (0, "")
        assert "new article" in out.splitlines()[-1]
        expected = store(tmp_path / "calm.db", server, tmp_path / "saved")
        assert updates(expected, [600]) == updates(address, [600]) == ["ended 0"]
        assert stored(address) == stored(expected)
