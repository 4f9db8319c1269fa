"""Docs that run: generated pages are current, and the commands shown do what they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bigpicture.vocabulary import CLAIM_TYPES
from docs.generate import GENERATED
from tests.conftest import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
COMMANDS = [
    (page.name, line.removeprefix("$ "))
    for page in PAGES
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    for line in block.splitlines()
    if line.startswith("$ bigpicture ")
]


@pytest.mark.parametrize("name", GENERATED)
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == GENERATED[name](), "run: make docs"


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) >= 4


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One store for all commands, in the order in which they are shown."""
    return os.environ | {"BIGPICTURE_DB": str(tmp_path_factory.mktemp("docs") / "press.db")}


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_commands_shown_run(page: str, command: str, store: dict[str, str]) -> None:
    line = re.sub(r"(^|\| )bigpicture\b", lambda m: f"{m[1]}{sys.executable} -m bigpicture", command)
    found = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=ROOT, check=False, env=store)
    assert found.returncode == 0, f"{page}: {command}\n{found.stderr}"


def test_the_readmes_transcript_is_what_is_printed(tmp_path: Path) -> None:
    """What the README shows of its commands is a part of what they print, in that order."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```console\n(.*?)```", readme, re.S)
    wide = os.environ | {"COLUMNS": "88", "BIGPICTURE_DB": str(tmp_path / "press.db")}
    for shown in block.split("$ ")[1:]:
        command, _, output = shown.partition("\n")
        line = command.replace("bigpicture", f"{sys.executable} -m bigpicture", 1)
        printed = subprocess.run(
            ["bash", "-c", line], capture_output=True, text=True, cwd=ROOT, check=True, env=wide
        ).stdout
        at = 0
        for part in output.split("…\n"):
            found = printed.find(part.strip(), at)
            assert found >= 0, f"{command}: {part}"
            at = found + len(part.strip())


def test_every_claim_type_is_shown_in_the_docs() -> None:
    text = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    assert all(f"`{kind}`" in text for kind in CLAIM_TYPES)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
