"""The command line as a user runs it: output, exit codes, errors on stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from bigpicture.cli import main
from bigpicture.contract import json_schema
from tests.conftest import ROOT

SAMPLE = ROOT / "src" / "bigpicture" / "data" / "sample"


def run(*args: str, stdin: str | bytes | None = None) -> tuple[int, str, str]:
    found = CliRunner().invoke(main, list(args), input=stdin, catch_exceptions=False)
    return found.exit_code, found.stdout, found.stderr


def test_read_as_text() -> None:
    code, out, err = run("read", str(SAMPLE / "first-look.txt"), "--evidence")
    assert (code, err) == (0, "")
    assert out.startswith("first-look · 14 September 2026\n\nThe Salt Road\n─────────────\n  • ")
    assert "  Cast\n" in out
    assert "«" in out


def test_read_as_json_lines() -> None:
    code, out, err = run("read", str(SAMPLE), "--format", "jsonl")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [r["id"] for r in rows] == ["box-office", "casting", "first-look"]
    for row in rows:
        jsonschema.validate(row, json_schema())


def test_the_same_text_gives_the_same_claims() -> None:
    assert run("read", str(SAMPLE), "--format", "json") == run("read", str(SAMPLE), "--format", "json")


def test_standard_input_and_date() -> None:
    text = "Ruth Adeyemi stars in the drama The Salt Road, which is released in the UK on 13 November."
    code, out, _ = run("read", "-", "--format", "json", "--published", "2026-09-14", stdin=text)
    assert code == 0
    assert json.loads(out)["published"] == "2026-09-14"
    assert "2026-11-13" in {c.get("date") for c in json.loads(out)["claims"]}


def test_min_confidence_leaves_out_the_unsure() -> None:
    everything = json.loads(run("read", str(SAMPLE / "first-look.txt"), "--format", "json")[1])["claims"]
    sure = json.loads(run("read", str(SAMPLE / "first-look.txt"), "--format", "json", "--min-confidence", "0.8")[1])[
        "claims"
    ]
    assert sure == [c for c in everything if c["confidence"] >= 0.8]


def test_why_shows_the_chain() -> None:
    _, out, _ = run("read", str(SAMPLE / "first-look.txt"), "--why")
    assert "relation cast" in out
    assert "tagged person" in out


def test_exit_codes(tmp_path: Path) -> None:
    good = str(SAMPLE / "first-look.txt")
    missing = str(tmp_path / "no.txt")
    code, out, err = run("read", good, missing)
    assert code == 4
    assert out
    assert err.splitlines()[-1].startswith(f"bigpicture: {missing}: no such file; ")
    assert run("read", missing)[0] == 1
    assert run("read")[0] == 2
    assert run("read", good, "--published", "soon")[0] == 2
    assert run("read", good, "--format", "xml")[0] == 2
    assert run("evaluate", str(tmp_path))[0] == 1
    assert run("evaluate", str(ROOT / "corpus"), "--misses", "songs")[0] == 2


def test_another_language_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Le film de la réalisatrice est une comédie qui sort dans les salles le 12 mars, avec des acteurs que le public ne connaît pas encore. "
        * 3
    )
    code, out, err = run("read", str(path))
    assert (code, err) == (0, "")
    assert "in French" in out
    assert json.loads(run("read", str(path), "--format", "json")[1])["claims"] == []


def test_a_damaged_model_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bigpicture.reading import network

    monkeypatch.setattr(network, "load", lambda folder=tmp_path, load=network.load: load(folder))
    code, out, err = run("read", str(SAMPLE / "first-look.txt"))
    assert (code, out) == (1, "")
    assert "card.json" in err
    assert "make train" in err


def test_evaluate_prints_the_table(tmp_path: Path) -> None:
    for name in ("look-24", "wire-24"):
        (tmp_path / f"{name}.json").write_text((ROOT / "corpus" / f"{name}.json").read_text())
    code, out, _ = run("evaluate", str(tmp_path), "--by-article", "--misses", "cast")
    assert code == 0
    assert "articles 2  macro F1" in out
    assert "calibration error" in out
    assert "look-24      gold" in out


def test_schema() -> None:
    assert json.loads(run("schema")[1]) == json_schema()


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from bigpicture.cli import main; main(['--help'], standalone_mode=False); print([m for m in ('onnxruntime', 'numpy', 'trafilatura', 'lxml', 'tokenizers') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m bigpicture read {SAMPLE} | head -n 1"
    found = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert found.stderr == ""


def test_terminal_control_characters_are_made_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ruth Adeyemi stars in the drama The Salt\x1b[2J Road\u202e, which is directed by Imogen Hartley.")
    assert not {"\x1b", "\u202e"} & set(run("read", str(path), "--evidence", "--why")[1])
