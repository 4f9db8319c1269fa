"""The record for other programs: each format a pure function of what was gathered and the moment to text or bytes.

gather (films with facts and sources, or changes) | write (one of FORMATS) | pieces, UTF-8 where they are text
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bigpicture.exports import season
from bigpicture.exports.batch import quickstatements
from bigpicture.exports.calendar import ics
from bigpicture.exports.changes import Changes, Item, gather_changes
from bigpicture.exports.entries import Entry, Source, gather
from bigpicture.exports.feeds import atom, jsonfeed
from bigpicture.exports.given import read_ids, read_statements
from bigpicture.exports.linked import jsonld
from bigpicture.exports.rows import csv, jsonl, parquet
from bigpicture.exports.season_dates import season_ics
from bigpicture.exports.strings import link


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `gather` takes a connection, films or None, a moment or None, and by name whatever `asks` lists;
    `write` takes what was gathered, the moment, and by name whatever `options` lists."""

    write: Callable[..., Iterator[Any]]
    media: str  # IANA media type
    suffix: str
    help: str
    options: tuple[str, ...] = ()
    gather: Callable[..., Any] = gather
    asks: tuple[str, ...] = ()


_CHANGES = ("since", "most", "kind", "territory")

FORMATS: dict[str, Format] = {
    "atom": Format(
        atom, "application/atom+xml", ".atom", "a feed of changes", ("address", "base"), gather_changes, _CHANGES
    ),
    "csv": Format(csv, "text/csv; charset=utf-8; header=present", ".csv", "a table, a fact a row"),
    "ics": Format(
        ics, "text/calendar; charset=utf-8", ".ics", "a calendar of releases",
        ("territory", "mode", "start", "end", "imprecise", "address"),
    ),
    "jsonfeed": Format(
        jsonfeed, "application/feed+json", ".json", "the same feed as JSON", ("address", "base"), gather_changes, _CHANGES
    ),
    "jsonl": Format(jsonl, "application/jsonl", ".jsonl", "everything, a film a line"),
    "jsonld": Format(jsonld, "application/ld+json", ".jsonld", "schema.org linked data"),
    "parquet": Format(parquet, "application/vnd.apache.parquet", ".parquet", "a table for analysis (needs pyarrow)"),
    "quickstatements": Format(
        quickstatements, "text/plain; charset=utf-8", ".qs", "statements for Wikidata, with references",
        ("ids", "against", "notes"),
    ),
}  # fmt: skip

# The same of a season: `gather` is asked for one by its label.
OF_SEASON: dict[str, Format] = {
    "csv": Format(
        season.csv, FORMATS["csv"].media, ".csv", "who was up for what, a nomination or win a row", (),
        season.gather_season, ("season",),
    ),
    "ics": Format(
        season_ics, FORMATS["ics"].media, ".ics", "a calendar of announcements and ceremonies",
        ("start", "end", "imprecise", "address"), season.gather_season, ("season",),
    ),
    "jsonl": Format(
        season.jsonl, FORMATS["jsonl"].media, ".jsonl", "the same, a nomination or win a line", (), season.gather_season,
        ("season",),
    ),
    "parquet": Format(
        season.parquet, FORMATS["parquet"].media, ".parquet", "the same table for analysis (needs pyarrow)", (),
        season.gather_season, ("season",),
    ),
}  # fmt: skip

__all__ = [
    "Changes", "Entry", "FORMATS", "Format", "Item", "OF_SEASON", "Source", "gather", "gather_changes", "link", "read_ids",
    "read_statements",
]  # fmt: skip
