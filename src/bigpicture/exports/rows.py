"""Facts as rows, one a fact: the columns that CSV and Parquet share, derived from the vocabulary."""

from __future__ import annotations

import csv as _csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from bigpicture.errors import InputError
from bigpicture.exports.entries import Entry
from bigpicture.exports.strings import link
from bigpicture.report import saying
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Fact

_KINDS = {"integer": "integer", "number": "number"}
_VALUES = {field.name: _KINDS.get(field.kind, "text") for kind in CLAIM_TYPES.values() for field in kind.fields}
COLUMNS: dict[str, str] = {
    "film_id": "integer", "film": "text", "film_year": "integer", "type": "text", "standing": "text",
    "confidence": "number", "says": "text", **_VALUES, "before": "text", "origins": "integer", "articles": "integer",
    "first_said": "text", "first_outlet": "text", "last_said": "text", "reasons": "texts", "claims": "integers",
    "urls": "texts",
}  # fmt: skip
_CAST = {"integer": int, "number": float, "text": str}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would run (OWASP, CSV injection)
_SPACED = ("claims", "urls")  # lists of what has no space in it
_GROUP = 50_000  # rows of a row group of Parquet, which is what is held in memory


def rows(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Each fact by its columns; None where a column does not apply."""
    for entry in entries:
        for fact in entry.facts:
            yield _row(entry, fact)


def _row(entry: Entry, fact: Fact) -> dict[str, Any]:
    film = entry.film
    values = {name: _CAST[kind](v) for name, kind in _VALUES.items() if (v := fact.values.get(name)) is not None}
    return {
        **dict.fromkeys(COLUMNS), "film_id": film.id, "film": film.title, "film_year": film.year, "type": fact.type,
        "standing": fact.standing, "confidence": fact.confidence, "says": saying(fact.type, fact.values), **values,
        "before": saying(fact.type, fact.before) if fact.before else None, "origins": fact.origins,
        "articles": len({s.article for s in fact.sayings}), "first_said": fact.first.when.removesuffix("T24"),
        "first_outlet": fact.first.outlet, "last_said": fact.sayings[-1].when.removesuffix("T24"),
        "reasons": list(fact.reasons), "claims": [s.id for s in fact.sayings],
        "urls": list(dict.fromkeys(u for s in entry.behind(fact) if (u := link(s.url)))),
    }  # fmt: skip


def csv(entries: Iterable[Entry], now: str) -> Iterator[str]:
    """A fact a row, as CSV."""
    del now
    yield from csv_of(COLUMNS, rows(entries))


def csv_of(columns: Mapping[str, str], made: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """RFC 4180 with a head; claims and urls parted by a space, other lists by "; ".

    A text that a spreadsheet would take for a formula is led by an apostrophe; Parquet and JSON lines have it as it is.
    """
    out = io.StringIO()
    writer = _csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in made:
        writer.writerow([_cell(name, row[name]) for name in columns])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()  # the head, where there is no row


def _cell(name: str, value: Any) -> object:
    if isinstance(value, list):
        return (" " if name in _SPACED else "; ").join(str(v) for v in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def parquet(entries: Iterable[Entry], now: str) -> Iterator[bytes]:
    """A fact a row, as Parquet. Raises InputError where pyarrow is not installed."""
    yield from parquet_of(COLUMNS, rows(entries), now)


def parquet_of(columns: Mapping[str, str], made: Iterable[dict[str, Any]], now: str) -> Iterator[bytes]:
    """One Parquet file, zstd. Raises InputError where pyarrow is not installed."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError:
        remedy = "install it with: pip install pyarrow, or export csv or jsonl"
        raise InputError("parquet", "needs pyarrow, which is not installed", remedy) from None
    arrow = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "text": pyarrow.string()}
    arrow |= {"integers": pyarrow.list_(arrow["integer"]), "texts": pyarrow.list_(arrow["text"])}
    fields = [pyarrow.field(name, arrow[kind]) for name, kind in columns.items()]
    schema = pyarrow.schema(fields, {"generator": "bigpicture", "made": now})
    out = io.BytesIO()
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        rest = iter(made)
        while group := list(islice(rest, _GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema))
    yield out.getvalue()


def jsonl(entries: Iterable[Entry], now: str) -> Iterator[str]:
    """A film a line: its bullets, which cite facts by their place, and its facts with where they were printed."""
    for entry in entries:
        film = entry.film
        made = {
            "film": {"id": film.id, "title": film.title, "year": film.year, "articles": film.articles},
            "bullets": [{"text": b.text, "facts": list(b.claims)} for b in entry.portrait.bullets],
            "facts": [_fact(entry, fact) for fact in entry.facts],
            "exported_at": now,
        }
        yield json.dumps(made, ensure_ascii=False) + "\n"


def _fact(entry: Entry, fact: Fact) -> dict[str, Any]:
    said = [
        {
            "claim": s.id, "article": s.article, "status": s.status, "when": s.when.removesuffix("T24"),
            "outlet": s.outlet, "url": entry.sources[s.article].url, "title": entry.sources[s.article].title,
        }
        for s in fact.sayings
    ]  # fmt: skip
    return {
        "type": fact.type, "values": dict(fact.values), "standing": fact.standing, "confidence": fact.confidence,
        "reasons": list(fact.reasons), "before": dict(fact.before) if fact.before else None, "said": said,
    }  # fmt: skip
