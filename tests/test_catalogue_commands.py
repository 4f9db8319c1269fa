"""The catalogue from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bigpicture.commands import catalogue as commands
from tests.catalogues import NAMES, TITLES, save


def invoked(*words: str) -> Any:
    return CliRunner().invoke(commands.COMMANDS[0], list(words), env={"COLUMNS": "160"})


def test_a_catalogue_is_loaded_and_asked_from_the_command_line(tmp_path: Path) -> None:
    where = ["--catalogue", str(tmp_path / "c.idx")]
    told = [str(save(tmp_path, "t.tsv", TITLES)), str(save(tmp_path, "n.tsv", NAMES))]
    loaded = invoked("load", *told, *where)
    assert (loaded.exit_code, "9 films" in loaded.output, "6 people" in loaded.output) == (0, True, True)
    found = invoked("find", "The Salt Road", "--year", "2025", *where)
    assert found.exit_code == 0
    assert found.stdout.splitlines()[1].startswith("tt0000001")
    rows = json.loads(
        invoked("find", "The Salt Road", "--with", "Ruth Adeyemi", "--kind", "film", "--format", "json", *where).stdout
    )
    assert (rows[0]["id"], rows[0]["ids"], rows[0]["linked"], rows[1]["linked"]) == (
        "tt0000001",
        {"imdb": "tt0000001"},
        True,
        False,
    )


def test_the_command_line_tells_what_went_wrong(tmp_path: Path) -> None:
    where = ["--catalogue", str(tmp_path / "c.idx")]
    assert invoked("find", "The Salt Road", *where).exit_code == 1
    some = invoked("load", str(save(tmp_path, "t.tsv", TITLES + b"rubbish\n")), *where)
    assert (some.exit_code, "line 13" in some.stderr) == (4, True)
    assert invoked("load", str(save(tmp_path, "x", b"rubbish")), *where).exit_code == 1
    none = invoked("find", "Perigee", *where)
    assert (none.exit_code, none.stdout) == (0, "")


def test_the_catalogue_lies_beside_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGPICTURE_DB", str(tmp_path / "press.db"))
    assert commands.place(None) == tmp_path / "catalogue.idx"
    assert commands.place("other.idx") == Path("other.idx")


def test_asking_for_help_loads_no_numpy() -> None:
    import subprocess

    code = "import sys, bigpicture.commands.catalogue; print([m for m in ('numpy', 'sqlite3', 'rich') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
