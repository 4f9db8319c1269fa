"""Shared by all tests: golden files, and how to rewrite them (pytest --regold)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.stores import KINDS, Stores
from tests.stores import stores as opened

if TYPE_CHECKING:
    from tests.webapp import App

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="rewrite the golden files; review them as a diff")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Packed bytes hold the time they were packed at: such a name would differ from one worker to the next."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and val[:2] == b"\x1f\x8b" else None


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or rewrite the file under --regold."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--regold"):
            assert not os.environ.get("CI"), "--regold must be off in CI"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return check


@pytest.fixture(params=KINDS)
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """Stores of every kind that can be had here: the test is run once for each."""
    with opened(request.param, tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a store with the whole sample press, read: to be asked, or copied and changed, never changed itself."""
    from click.testing import CliRunner

    from bigpicture.cli import main

    path = str(tmp_path_factory.mktemp("sample") / "press.db")
    press = str(ROOT / "src" / "bigpicture" / "data" / "press")
    assert CliRunner().invoke(main, ["add", "--db", path, press]).exit_code == 0
    done = CliRunner().invoke(main, ["update", "--db", path])
    assert done.stdout.endswith("39 new articles from 1 source, 1 changed\n")
    return path


@pytest.fixture
def shown(sample: str) -> Iterator[App]:
    """The app with the sample press, which is only looked at."""
    yield from _served(sample)


@pytest.fixture
def copied(sample: str, tmp_path: Path) -> Iterator[App]:
    """The app with a copy of the sample press, to be changed."""
    yield from _served(shutil.copy(sample, str(tmp_path / "copy.db")))


@pytest.fixture
def small(tmp_path: Path) -> Iterator[App]:
    """The app with an empty store."""
    yield from _served(str(tmp_path / "small.db"))


def _served(path: str) -> Iterator[App]:
    from bigpicture.record import Record
    from tests.webapp import app

    record = Record.open(path)
    yield app(record)
    record.close()
