"""The shape of the code, checked: who may import whom, what an import costs, how large a module and a function may be."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import bigpicture
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "bigpicture"
MODULES = sorted(SOURCE.rglob("*.py"))
# A room, and the rooms it may not import: data flows one way, intake, reading, record, surfaces. Only `update` sees them all.
SURFACES = ("cli", "commands", "report", "evaluate", "settings")
FORBIDDEN = {
    "reading": ("intake", "record", "update", "contract", "sameness", *SURFACES),
    "intake": ("reading", "record", "update", "contract", "sameness", *SURFACES),
    "record": ("reading", "intake", "update", "web", *SURFACES),
    "update": SURFACES,
    "identity": ("reading", "intake", "record", "update", "weighing", "contract", *SURFACES),
    "weighing": ("reading", "intake", "record", "update", "identity", "contract", *SURFACES),
    "exports": ("intake", "update", "web", "cli", "commands", "evaluate", "settings"),
    "catalogue": ("reading", "intake", "record", "update", "contract", *SURFACES),
    "portrait": ("intake", "update", *SURFACES),
    "alerts": ("reading", "update", "web", *SURFACES),
    "web": ("cli", "commands", "evaluate"),
    "sameness": ("reading", "intake", "record", "update", "contract", *SURFACES),
    "season": ("reading", "intake", "record", "update", "weighing", "identity", "contract", "web", *SURFACES),
    "vocabulary": ("reading", "intake", "record", "update", "contract", "model", "sameness", *SURFACES),
}
HEAVY = (
    "numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "markdown_it", "click", "sqlalchemy", "alembic", "httpx2",
    "feedparser", "fastwarc", "rich", "icalendar", "pyarrow", "rapidfuzz", "fastapi", "starlette", "uvicorn", "jinja2", "argon2",
    "cryptography", "apprise", "scipy", "PIL",
)  # fmt: skip


def imports(path: Path) -> set[str]:
    """The modules of bigpicture that a file imports at its top level."""
    out = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            out.add(node.module)
        elif isinstance(node, ast.Import):
            out |= {a.name for a in node.names}
    return {name for name in out if name.startswith("bigpicture")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_data_flows_one_way(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for other in FORBIDDEN.get(room, ()):
        assert not any(
            name == f"bigpicture.{other}" or name.startswith(f"bigpicture.{other}.") for name in imports(path)
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_module_and_public_function_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(tree), path
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import sys, bigpicture; print([m for m in {HEAVY} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_reading_text_loads_no_page_extraction() -> None:
    code = (
        "import sys, bigpicture as b; b.read(b.Article('a', 'Ada Quill stars in Her.')); "
        "print([m for m in ('trafilatura', 'lxml', 'torch', 'markdown_it') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--help"], {"click"}),
        (["read", "-"], {"click", "numpy", "onnxruntime", "tokenizers"}),
        (["articles"], {"click", "sqlalchemy"}),
        (["sources"], {"click", "sqlalchemy"}),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], allowed: set[str], tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['bigpicture', *sys.argv[1:]]\nfrom bigpicture.cli import main\n"
        f"try:\n    main()\nexcept SystemExit: pass\nprint([m for m in {HEAVY} if m in sys.modules])"
    )
    settings = os.environ | {"BIGPICTURE_DB": str(tmp_path / "press.db")}
    command = [sys.executable, "-c", code, *arguments]
    for _ in range(2):  # the first use of a store makes it, and loads what that takes
        found = subprocess.run(
            command, capture_output=True, text=True, check=True, env=settings, input="Ada Quill stars in Her."
        )
    assert set(ast.literal_eval(found.stdout.splitlines()[-1])) <= allowed


def test_public_names() -> None:
    assert all(hasattr(bigpicture, name) for name in bigpicture.__all__)
