"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bigpicture.errors import InputError
from bigpicture.intake.feed_item import About, Draft
from bigpicture.intake.pictures import MOST, image
from bigpicture.intake.plain import as_html
from bigpicture.model import Image

LARGEST = 10_000_000  # bytes: of the smallest values each byte takes some 25 in memory
_REMEDY = "give the address of an RSS, Atom or JSON feed"


def read(source: str, data: bytes) -> tuple[About, Iterator[Draft]]:
    """The feed in UTF-8 text. Raises InputError where it is none."""
    if len(data) > LARGEST:
        raise InputError(source, f"JSON of more than {LARGEST // 1_000_000} MB, so not a feed", _REMEDY)
    try:
        value = json.loads(data)
    except json.JSONDecodeError as error:
        raise InputError(
            source, f"broken JSON (line {error.lineno}, column {error.colno})", "try again later"
        ) from None
    except (ValueError, RecursionError):  # a number of many digits, or nested without end
        raise InputError(source, "JSON that is made to break its readers, not a feed", _REMEDY) from None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise InputError(source, "JSON that is no feed (it has no 'items')", _REMEDY)
    version = _words(value.get("version")).rstrip("/").rpartition("/")[2]
    about = About(
        f"JSON Feed {'1.0' if version == '1' else version[:10]}".strip(),
        source,
        _words(value.get("title")),
        _words(value.get("home_page_url")),
        _words(value.get("language")),
        authors=_authors(value),
    )
    return about, (_draft(source, row) for row in value["items"] if isinstance(row, dict))


def _words(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if type(value) is int else ""


def _authors(row: dict[str, Any]) -> list[str]:
    """Of 1.1, or the one of 1.0."""
    people = row.get("authors") if isinstance(row.get("authors"), list) else [row.get("author")]
    return [_words(p.get("name")) for p in people or () if isinstance(p, dict) and p.get("name")]


def _draft(source: str, row: dict[str, Any]) -> Draft:
    return Draft(
        source,
        key=_words(row.get("id")),
        link=_words(row.get("url")) or _words(row.get("external_url")),
        title=as_markup(_words(row.get("title"))),
        content=_words(row.get("content_html")) or as_html(_words(row.get("content_text"))),
        summary=as_html(_words(row.get("summary"))),
        published=_words(row.get("date_published")),
        modified=_words(row.get("date_modified")),
        authors=_authors(row),
        language=_words(row.get("language")),
        images=list(_images(source, row)),
    )


def as_markup(text: str) -> str:
    """Plain text, in which a "<" is one."""
    return text.replace("<", "&lt;")


def _images(source: str, row: dict[str, Any]) -> Iterator[Image]:
    attached = row.get("attachments") if isinstance(row.get("attachments"), list) else []
    pictures = [a for a in attached or () if isinstance(a, dict) and _words(a.get("mime_type")).startswith("image/")]
    for url, caption in (
        (row.get("image"), ""),
        (row.get("banner_image"), ""),
        *((a.get("url"), _words(a.get("title"))) for a in pictures[:MOST]),
    ):
        if found := image(source, _words(url), caption):
            yield found
