"""Feeds that are not well-formed, by feedparser's loose parser: what stands in them is found, whatever is broken round it.

Its parser is used below `feedparser.parse`, which would take some bodies for addresses to ask or for files to open, and would
parse twice. It is given a megabyte at the most, and less of what is made of tags alone: 3 seconds of work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import Any

from bigpicture.intake.bytes import clean
from bigpicture.intake.feed_item import About, Draft
from bigpicture.intake.pictures import MOST as MOST_IMAGES
from bigpicture.intake.pictures import image
from bigpicture.intake.plain import TAG, as_html, web_address
from bigpicture.model import Image

MOST = 1_000_000  # bytes
_MOST_WORK = 50_000  # tags, or five times as many entities: each tag takes the parser up to 60 microseconds
_ENDS = (b"</item>", b"</entry>", b"</ITEM>")
_SPACED = bytes(32 if c < 32 and c not in b"\t\n\r" else c for c in range(256))  # control characters to spaces
_BARE = re.compile(rb"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)")
_VERSIONS = {
    "rss090": "RSS 0.90 (RDF)",
    "rss10": "RSS 1.0 (RDF)",
    "rss20": "RSS 2.0",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
}
_CDATA = b"<![CDATA["


@dataclass(frozen=True, slots=True)
class Loose:
    """What was found; `whole` where the feed was read to its end."""

    about: About
    drafts: list[Draft]
    whole: bool


def read(source: str, data: bytes) -> Loose | None:
    """A feed in UTF-8 text without declarations; None where it is none.

    Of a larger body the beginning is read, up to where an item ends.
    """
    part = _beginning(data)
    parser = _kind()(source, None, "utf-8", {})
    parser.resolve_relative_uris = parser.sanitize_html = False
    with suppress(Exception):  # hostile markup: what was found until the library tripped is kept
        parser.feed(clean(_mended(part).decode("utf-8", "replace")))
    if not (parser.version or parser.entries or parser.feeddata):
        return None
    drafts = [_draft(source, entry, parser.version) for entry in parser.entries]
    return Loose(_about(source, parser), drafts, len(part) == len(data))


def _beginning(data: bytes) -> bytes:
    """As much as the parser can be given, up to where an item ends."""
    size = min(len(data), MOST)
    while size > 1000 and _work(data[:size]) > _MOST_WORK:
        size //= 2
    if size < len(data):
        end = max(data.rfind(mark, 0, size) for mark in _ENDS)
        return data[: end + len(_ENDS[0]) if end > 0 else size]
    return data


def _mended(data: bytes) -> bytes:
    """Without control characters, bare "&"s and a section that has no end."""
    data = _BARE.sub(b"&amp;", data.translate(_SPACED))
    last = data.rfind(_CDATA)
    if last >= 0 and b"]]>" not in data[last:]:
        data = data[:last] + data[last + len(_CDATA) :]
    return data


def _work(data: bytes) -> int:
    """The tags outside of CDATA sections, which cost nothing, and a fifth of the entities."""
    first, *sections = data.split(_CDATA)
    tags = first.count(b"<") + sum(section.partition(b"]]>")[2].count(b"<") for section in sections)
    return tags + data.count(b"&") // 5


@cache
def _kind() -> type[Any]:
    from feedparser.api import LooseFeedParser  # type: ignore[import-untyped]  # loaded for the few feeds that need it

    class Tolerant(LooseFeedParser):  # type: ignore[misc]
        """The library's parser, which lacks the words that belong to an image and more than one author."""

        can_be_relative_uri: frozenset[str] = (
            frozenset()
        )  # an id is no address, and a link is resolved where its draft is read

        def handle_charref(self, ref: str) -> None:
            with suppress(ValueError, OverflowError):  # no character has that number
                super().handle_charref(ref)

        def _sync_author_detail(self, key: str = "author") -> None:
            # instead of the library's search for mail addresses, which takes quadratic time
            context = self._get_context()
            name = (context.get("authors") or [{}])[-1].get("name") or context.get("author")
            if key == "author" and isinstance(name, str) and name not in (known := context.setdefault("bylines", [])):
                known.append(name)

        def _said(self, kind: str) -> None:
            text, context = self.pop("said"), self._get_context()
            for shown in (context.get("media_content") or context.get("media_thumbnail") or ())[-1:]:
                shown.setdefault(kind, text or "")

    def begin(self: Any, _: dict[str, str]) -> None:
        self.push("said", 0)

    for kind in ("title", "description", "credit"):
        setattr(Tolerant, f"_start_media_{kind}", begin)
        setattr(Tolerant, f"_end_media_{kind}", lambda self, kind=kind: self._said(kind))
    return Tolerant


def _words(row: Any, *names: str) -> str:
    """The first text of these names. Past the library's own look-up, which answers with other fields than asked for."""
    found = (dict.get(row, name) for name in names)
    return next((text for text in found if isinstance(text, str) and text.strip()), "")


def _about(source: str, parser: Any) -> About:
    row = parser.feeddata
    version = _VERSIONS.get(parser.version)
    if version is None:
        version = (
            "RSS 0.9" + parser.version[5]
            if parser.version[:5] == "rss09"
            else "Atom"
            if "atom" in parser.version
            else "RSS"
        )
    ttl = _words(row, "ttl").strip()
    return About(
        version,
        source,
        _title(row),
        _words(row, "link"),
        _words(row, "language"),
        int(ttl) * 60 if ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None,
        _words(row, "itunes_new-feed-url"),
    )


def _title(row: Any) -> str:
    """A title as markup; Atom's plain text is escaped."""
    kind = (dict.get(row, "title_detail") or {}).get("type", "")
    title = _words(row, "title")
    return title if kind != "text/plain" or TAG.search(title) else escape(title, quote=False)


def _draft(source: str, row: Any, version: str) -> Draft:
    contents = [c for c in dict.get(row, "content") or () if isinstance(c, dict)]
    content = max(contents, key=lambda c: len(c.get("value") or ""), default={})
    summary = dict.get(row, "summary_detail") or {}
    base = web_address(source, (content or summary).get("base")) or source
    published, modified = _words(row, "published", "created"), _words(row, "updated")
    if not published and not version.startswith("atom"):
        published, modified = modified, ""  # <dc:date>
    return Draft(
        base,
        base if base != source else "",
        unescape(_words(row, "id")),
        unescape(_words(row, "feedburner_origlink", "link")),
        _title(row),
        _html(content.get("value") or "", content.get("type")),
        _html(_words(row, "summary"), summary.get("type")),
        published,
        modified,
        dict.get(row, "bylines") or (),
        content.get("language") or summary.get("language") or "",
        _words(row, "publisher") or _words(dict.get(row, "source") or {}, "title"),
        list(_images(source, row)),
    )


def _html(text: str, kind: str | None) -> str:
    return as_html(text) if kind == "text/plain" and not TAG.search(text) else text


def _images(source: str, row: Any) -> Iterator[Image]:
    links = [
        e
        for e in dict.get(row, "links") or ()
        if e.get("rel") == "enclosure" and (e.get("type") or "").startswith("image/")
    ]
    shown = [
        e
        for e in dict.get(row, "media_content") or ()
        if e.get("medium") == "image" or "image" in (e.get("type") or "image")
    ]
    for each in (*shown, *(dict.get(row, "media_thumbnail") or ()), *links)[:MOST_IMAGES]:
        caption = each.get("description") or each.get("title") or ""
        if found := image(source, each.get("url") or each.get("href"), caption, each.get("credit") or ""):
            yield found
