"""Article JSON and JSONL: objects with id, url, outlet, published, title and text; authors, times and images where told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bigpicture.errors import InputError
from bigpicture.intake.bytes import clean, decode
from bigpicture.intake.dates import published_date
from bigpicture.intake.feed_times import utc_of
from bigpicture.intake.text import name_of
from bigpicture.model import Article, Image

_REMEDY = "an article is an object with a string under 'text', and optional 'id', 'url', 'outlet', 'published', 'title'"


def from_json(source: str, text: str) -> Iterator[Article]:
    """One article, or a list of them."""
    value = _parsed(source, text)
    rows = value if isinstance(value, list) else [value]
    if not rows:
        raise InputError(source, "an empty list of articles", _REMEDY)
    for number, row in enumerate(rows):
        place = f"{source}: item {number}" if isinstance(value, list) else source
        yield article(place, row, name_of(source) + (f"-{number}" if len(rows) > 1 else ""))


def from_lines(source: str, lines: Iterator[bytes]) -> Iterator[Article | InputError]:
    """One article a line, streamed; a line that is none is an error of its own, and the others go on."""
    number, empty = 0, True
    for number, line in enumerate(lines, 1):
        if line.strip():
            empty = False
            place = f"{source}: line {number}"
            try:
                yield article(place, _parsed(place, decode(place, line)), f"{name_of(source)}-{number}")
            except InputError as error:
                yield error
    if empty:
        yield InputError(source, "an empty file", _REMEDY)


def _parsed(place: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(place, f"not JSON{where}", _REMEDY) from None


def article(place: str, row: Any, fallback: str) -> Article:
    """A JSON value as an article. Raises InputError naming the field that is wrong."""
    if not isinstance(row, dict):
        raise InputError(place, f"not an article but a JSON {type(row).__name__}", _REMEDY)
    for name in ("id", "url", "outlet", "published", "title"):
        if row.get(name) is not None and not isinstance(row[name], (str, int)):
            raise InputError(place, f"field {name!r} is not a string", _REMEDY)
    if not isinstance(row.get("text"), str):
        raise InputError(
            place, "field 'text' is missing" if row.get("text") is None else "field 'text' is not a string", _REMEDY
        )
    if not row["text"].strip():
        raise InputError(place, "field 'text' is empty", "give it some text, or leave it out")
    published = published_date(f"{place}: field 'published'", row["published"]) if row.get("published") else None
    text, title = clean(row["text"]), row.get("title")
    return Article(
        clean(str(row.get("id") or fallback)),
        text,
        clean(str(title)) if title else None,
        published,
        _string(row.get("outlet")),
        _string(row.get("url")),
        tuple(_images(row.get("images"))),
        authors=tuple(_string(a) or "" for a in _list(row.get("authors")) if isinstance(a, str) and a.strip()),
        published_at=_time(row.get("published_at") or row.get("published")),
        modified_at=_time(row.get("modified_at") or row.get("modified")),
        language=_string(row.get("language")),
    )


def _time(value: object) -> str | None:
    """A moment in UTC, where the value tells the time of day."""
    return utc_of(value) if isinstance(value, str) and ":" in value else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: object) -> str | None:
    return clean(str(value)) if value else None


def _images(rows: Any) -> Iterator[Image]:
    for row in _list(rows):
        if isinstance(row, dict) and isinstance(row.get("url"), str):
            yield Image(row["url"], *(_string(row.get(name)) for name in ("caption", "credit", "alt")))
