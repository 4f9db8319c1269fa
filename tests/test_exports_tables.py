"""Tables and lines: CSV, Parquet and JSON lines, read back."""

from __future__ import annotations

import builtins
import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow
import pyarrow.parquet
import pytest

from bigpicture.exports import FORMATS, Entry, gather
from bigpicture.exports.rows import COLUMNS
from bigpicture.record import Record
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing.facts import STANDINGS
from tests.exported import (
    NOW,
    command,
    events,
    low_water,
    opened,
    text,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    yield from opened(tmp_path_factory)


@pytest.fixture(scope="module")
def entries(store: Record) -> tuple[Entry, ...]:
    """Low Water alone."""
    return low_water(store)


def test_csv_has_a_row_a_fact(entries: tuple[Entry, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(text("csv", entries), newline="")))
    assert len(rows) == len(entries[0].facts)
    assert list(rows[0]) == list(COLUMNS)
    uk = next(r for r in rows if r["says"] == "4 December 2026, UK, theatrical")
    assert (uk["film"], uk["standing"], uk["date"], uk["before"]) == ("Low Water", "agreed", "2026-12-04", "13 November 2026, UK, theatrical")  # fmt: skip
    assert uk["urls"] == "https://screen-ledger.example/2026-03-01"


def test_parquet_holds_what_csv_does_with_types(entries: tuple[Entry, ...]) -> None:
    (made,) = FORMATS["parquet"].write(entries, NOW)
    table = pyarrow.parquet.read_table(io.BytesIO(made))
    assert table.column_names == list(COLUMNS)
    assert table.schema.field("amount").type == pyarrow.float64()
    assert table.schema.field("claims").type == pyarrow.list_(pyarrow.int64())
    rows = table.to_pylist()
    assert [r["says"] for r in rows] == [r["says"] for r in csv.DictReader(io.StringIO(text("csv", entries)))]
    assert [r["amount"] for r in rows if r["amount"]] == [41_500_000.0]


@pytest.mark.parametrize("form", ["csv", "jsonl", "jsonld", "ics", "parquet", "quickstatements"])
def test_nothing_known_is_still_a_whole_document(form: str) -> None:
    made = b"".join(p if isinstance(p, bytes) else p.encode() for p in FORMATS[form].write([], NOW))
    if form == "csv":
        assert made.decode() == ",".join(COLUMNS) + "\r\n"
    elif form == "jsonld":
        assert json.loads(made)["@graph"] == []
    elif form == "ics":
        assert events(made.decode()) == {}
    elif form == "parquet":
        assert pyarrow.parquet.read_table(io.BytesIO(made)).num_rows == 0
    else:
        assert made == b""


_STRING, _NULLABLE = {"type": "string"}, {"type": ["string", "null"]}


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


LINE = _closed(
    film=_closed(id={"type": "integer"}, title=_STRING, year={"type": ["integer", "null"]}, articles={"type": "integer"}),
    bullets={"type": "array", "maxItems": 3, "items": _closed(text=_STRING, facts={"type": "array", "items": {"type": "integer"}})},
    facts={"type": "array", "items": _closed(
        type={"enum": list(CLAIM_TYPES)}, values={"type": "object"}, standing={"enum": list(STANDINGS)},
        confidence={"type": "number", "minimum": 0, "maximum": 1}, reasons={"type": "array", "items": _STRING},
        before={"type": ["object", "null"]},
        said={"type": "array", "minItems": 1, "items": _closed(
            claim={"type": "integer"}, article={"type": "integer"}, status={"enum": ["stated", "rumoured", "denied"]},
            when=_STRING, outlet=_NULLABLE, url=_NULLABLE, title=_NULLABLE)})},
    exported_at=_STRING,
)  # fmt: skip


def test_lines_hold_a_film_each_whose_bullets_cite_its_facts(store: Record) -> None:
    with store.read() as connection:
        lines = text("jsonl", gather(connection)).splitlines()
    assert len(lines) == 2
    for line in lines:
        film = json.loads(line)
        jsonschema.validate(film, LINE)
        assert all(n < len(film["facts"]) for b in film["bullets"] for n in b["facts"])


def test_without_pyarrow_the_remedy_is_told(store: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    done = command(store, "parquet", "--out", "x.parquet")
    assert (done.exit_code, "pip install pyarrow" in done.stderr) == (1, True)
    assert not Path("x.parquet").exists()
