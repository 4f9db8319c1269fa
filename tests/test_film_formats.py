"""`film` and `why` for other programs: a row for each fact, and for each claim."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from bigpicture.cli import main


def run(sample: str, *args: str, code: int = 0) -> str:
    found = CliRunner().invoke(main, [*args, "--db", sample], catch_exceptions=False)
    assert found.exit_code == code, found.output
    return found.stdout


def test_a_film_is_a_row_for_each_fact(sample: str) -> None:
    whole = json.loads(run(sample, "film", "Poor Things", "--format", "json"))
    lines = [json.loads(line) for line in run(sample, "film", "Poor Things", "--format", "jsonl").splitlines()]
    assert [{k: v for k, v in line.items() if k != "film"} for line in lines] == whole["facts"]
    assert all(line["film"] == whole["film"] for line in lines)
    rows = list(csv.DictReader(io.StringIO(run(sample, "film", "Poor Things", "--format", "csv"))))
    assert [row["type"] for row in rows] == [fact["type"] for fact in whole["facts"]]
    assert {row["film.title"] for row in rows} == {"Poor Things"}
    directors = [row["values.person"] for row in rows if row["type"] == "director"]
    assert "Yorgos Lanthimos" in directors


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_claims_are_a_row_each(sample: str, form: str) -> None:
    claims = [
        str(f["claims"][0]) for f in json.loads(run(sample, "film", "Poor Things", "--format", "json"))["facts"][:3]
    ]
    whole = json.loads(run(sample, "why", *claims, "--format", "json"))
    printed = run(sample, "why", *claims, "--format", form)
    if form == "jsonl":
        assert [json.loads(line) for line in printed.splitlines()] == whole
    else:
        rows = list(csv.DictReader(io.StringIO(printed)))
        assert [int(row["claim"]) for row in rows] == [one["claim"] for one in whole]
        assert [json.loads(row["why"]) for row in rows] == [one["why"] for one in whole]
    assert all(one["text"] and "\n\n" not in one["text"] for one in whole)


def test_a_format_that_there_is_not_is_wrong_usage(sample: str) -> None:
    run(sample, "film", "Poor Things", "--format", "xml", code=2)
    run(sample, "why", "1", "--format", "xml", code=2)
