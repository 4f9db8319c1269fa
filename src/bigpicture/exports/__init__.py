"""The record for other programs: each format a pure function of entries and the moment to pieces of text or bytes.

gather (films, facts, sources) | write (one of FORMATS) | pieces, UTF-8 where they are text
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bigpicture.exports.batch import quickstatements, read_ids, read_statements
from bigpicture.exports.calendar import ics
from bigpicture.exports.entries import Entry, Source, gather
from bigpicture.exports.linked import jsonld
from bigpicture.exports.rows import csv, jsonl, parquet


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `write` takes the entries, the moment, and by name whatever `options` lists."""

    write: Callable[..., Iterator[Any]]
    media: str  # IANA media type
    suffix: str
    help: str
    options: tuple[str, ...] = ()


FORMATS: dict[str, Format] = {
    "csv": Format(csv, "text/csv; charset=utf-8; header=present", ".csv", "a table, a fact a row"),
    "ics": Format(
        ics, "text/calendar; charset=utf-8", ".ics", "a calendar of releases",
        ("territory", "mode", "start", "end", "imprecise", "source"),
    ),
    "jsonl": Format(jsonl, "application/jsonl", ".jsonl", "everything, a film a line"),
    "jsonld": Format(jsonld, "application/ld+json", ".jsonld", "schema.org linked data"),
    "parquet": Format(parquet, "application/vnd.apache.parquet", ".parquet", "a table for analysis (needs pyarrow)"),
    "quickstatements": Format(
        quickstatements, "text/plain; charset=utf-8", ".qs", "statements for Wikidata, with references",
        ("ids", "against", "notes"),
    ),
}  # fmt: skip

__all__ = ["Entry", "FORMATS", "Format", "Source", "gather", "read_ids", "read_statements"]
