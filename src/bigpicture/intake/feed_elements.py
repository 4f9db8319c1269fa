"""The elements of RSS, RDF and Atom to what they say of a feed and its items, whatever prefixes and versions they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import Any

from lxml import etree

from bigpicture.intake.feed_images import Parts, images
from bigpicture.intake.feed_item import About, Draft
from bigpicture.intake.plain import TAG, as_html, web_address

_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
# Namespaces by the prefixes they usually have, written without scheme and without what ends them, since feeds vary both.
_PREFIXES = {
    "purl.org/dc/elements/1.1": "dc:", "purl.org/dc/elements/1.0": "dc:", "purl.org/dc/terms": "dcterms:",
    "purl.org/rss/1.0/modules/content": "content:", "purl.org/rss/1.0/modules/syndication": "sy:",
    "search.yahoo.com/mrss": "media:", "www.w3.org/2005/atom": "atom:", "purl.org/atom/ns": "atom:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:", "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "purl.org/rss/1.0": "", "my.netscape.com/rdf/simple/0.9": "", "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss": "", "backend.userland.com/rss2": "", "backend.userland.com/rss091": "", "backend.userland.com/rss092": "",
    "blogs.law.harvard.edu/tech/rss": "", "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:", "www.w3.org/1999/xhtml": "xhtml:",
}  # fmt: skip
PARENTS = ("channel", "rss", "rdf", "feed")
_CONTENTS = ("content:encoded", "atom:content", "content", "xhtml:body", "xhtml:div", "other:full-text", "fulltext")
_SUMMARIES = (
    "description",
    "atom:summary",
    "summary",
    "itunes:summary",
    "dc:description",
    "dcterms:abstract",
    "media:description",
)
_TITLES = ("title", "atom:title", "dc:title", "media:title", "itunes:title")
_PUBLISHED = ("pubdate", "atom:published", "atom:issued", "dc:date", "dcterms:issued", "dcterms:created", "atom:created",
              "published", "date")  # fmt: skip
_MODIFIED = ("atom:updated", "atom:modified", "dcterms:modified", "updated", "modified", "lastbuilddate")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LEVELS = 4  # elements round a content that may tell its base: entry, feed
_KNOWN_TAGS = 500  # names that are remembered within one feed
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_DECLARATION = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')
_NUMBER = re.compile(r"\s*(\d{1,6})(?:\.\d*)?\s*")


class NoFeedError(Exception):
    """XML that is no feed; `root` is the name of its root element."""

    def __init__(self, root: str) -> None:
        self.root = root
        super().__init__(root)


def local(element: Any) -> str:
    """An element's name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


class _Names(dict[str, str]):
    """The short names of tags, "dc:creator", each worked out once for a feed."""

    def __missing__(self, tag: str) -> str:
        space, _, local = tag.rpartition("}")
        space = re.sub(r"^\{(?:https?://)?", "", space.lower()).rstrip("/#")
        name = _PREFIXES.get(space, "other:") + local.lower() if space else local.lower()
        if len(self) < _KNOWN_TAGS:
            self[tag] = name
        return name


class Maker:
    """Elements to what they say."""

    def __init__(self, source: str, *, based: bool) -> None:
        self.source, self.names, self.based = source, _Names(), based

    def parts(self, element: Any) -> Parts:
        """The children of an element by their short names."""
        found: Parts = {}
        names = self.names
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                name = names[tag]
                if name in found:
                    found[name].append(child)
                else:
                    found[name] = [child]
        return found

    def base(self, element: Any) -> str:
        """What an element's addresses are relative to."""
        base = self.source
        if self.based:
            for each in reversed([element, *islice(element.iterancestors(), _LEVELS)]):
                base = web_address(base, each.get(_BASE)) or base
        return base

    def content_base(self, body: Any) -> str:
        """The same of what stands in a content; "" where the feed does not tell."""
        base = self.base(body) if self.based and body is not None else self.source
        return base if base != self.source else ""

    def draft(self, element: Any) -> Draft:
        """An <item> or <entry>."""
        parts = self.parts(element)
        base = self.base(element)
        content = max(_each(parts, _CONTENTS), key=lambda found: len(found[0]), default=("", None))
        summary = next((found for found in _each(parts, _SUMMARIES) if found[0]), ("", None))
        body = content[1] if content[1] is not None else summary[1]
        key = _text(parts, ("guid", "atom:id", "id")) or element.get(_RDF_ABOUT) or _text(parts, ("dc:identifier",))
        return Draft(
            base,
            self.content_base(body),
            key,
            _link(parts, base) or _permalink(parts, key),
            _title(parts),
            content[0],
            summary[0],
            _text(parts, _PUBLISHED),
            _text(parts, _MODIFIED),
            self.authors(parts) or list(filter(None, (_text(parts, ("author", "itunes:author")),))),
            element.get(_LANG)
            or _text(parts, ("dc:language", "language"))
            or (body.get(_LANG) or "" if body is not None else ""),
            _text(parts, ("dc:publisher", "source")) or self.origin(parts),
            images(base, parts, self.parts),
        )

    def authors(self, parts: Parts) -> list[str]:
        """Names that stand apart: <dc:creator>, <name> of <author>."""
        people = [*parts.get("atom:author", ()), *(a for a in parts.get("author", ()) if len(a))]
        named = [_text(self.parts(person), ("atom:name", "name")) for person in people]
        return [name for name in (*named, *(c.text or "" for c in parts.get("dc:creator", ()))) if name.strip()]

    def origin(self, parts: Parts) -> str:
        """The title of the feed that an entry was taken from (RFC 4287, section 4.2.11)."""
        return next((title for source in parts.get("atom:source", ()) if (title := _title(self.parts(source)))), "")

    def about(self, top: Any) -> About:
        """What the channel says of itself; `top` is what the items are in. Raises NoFeedError."""
        root = top.getroottree().getroot()
        kind = local(root)
        if kind not in PARENTS:
            raise NoFeedError(kind)
        children = self.parts(top)
        channel = (children.get("channel") or [top])[0]
        parts = self.parts(channel) if channel is not top else children
        base = self.base(channel)
        return About(
            _format(kind, root, children),
            base,
            _title(parts),
            _link(parts, base),
            _text(parts, ("language", "dc:language")) or channel.get(_LANG) or root.get(_LANG) or "",
            _ttl(parts),
            _text(parts, ("itunes:new-feed-url",)),
            self.authors(parts) if kind == "feed" else (),
        )


def _text(parts: Parts, names: tuple[str, ...]) -> str:
    """The first words that an element of one of these names holds."""
    for name in names:
        for element in parts.get(name, ()):
            text = element.text
            if text and (text := text.strip()):
                return str(text)
    return ""


def _title(parts: Parts) -> str:
    """A title as markup: one that says it is plain text (as Atom's do, unless they say otherwise) is escaped."""
    for name in _TITLES:
        for element in parts.get(name, ()):
            text = _inner(element) if len(element) else element.text or ""
            if text.strip():
                plain = (
                    name == "atom:title" and not len(element) and element.get("type", "text") in ("text", "text/plain")
                )
                return escape(text) if plain and "<" in text else text
    return ""


def _each(parts: Parts, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """(HTML, element) of the elements of these names."""
    for name in names:
        for element in parts.get(name, ()):
            yield _markup(element, atom=name.startswith("atom:")), element


def _markup(element: Any, *, atom: bool) -> str:
    """The words of an element as HTML; "" where they are none, such as an image's bytes."""
    if len(element):
        return _inner(element)
    text = element.text or ""
    kind = element.get("type", "text").strip().lower() if atom else "html"
    if kind in ("html", "text/html", "xhtml", "application/xhtml+xml") or TAG.search(text):
        return "" if element.get("mode") == "base64" else str(text)
    return as_html(text) if kind in ("text", "text/plain") else ""


def _inner(element: Any) -> str:
    """The markup inside an element, its tags without prefixes."""
    for inner in element.iter():
        if isinstance(inner.tag, str) and inner is not element:
            inner.tag = inner.tag.rpartition("}")[2]
    etree.cleanup_namespaces(element)
    markup = "".join(etree.tostring(inner, encoding="unicode", method="html") for inner in element)
    return escape(element.text or "") + _DECLARATION.sub("", markup)


def _link(parts: Parts, base: str) -> str:
    """The address of an item's or channel's page."""
    for name in ("feedburner:origlink", "link"):
        for element in parts.get(name, ()):
            if found := web_address(base, element.text or element.get("href")):
                return found
    links = [e for e in parts.get("atom:link", ()) if e.get("rel", "alternate") == "alternate" and e.get("href")]
    links.sort(key=lambda e: "html" not in e.get("type", "html"))  # before the same in another format
    return links[0].get("href") if links else ""


def _permalink(parts: Parts, key: str) -> str:
    """An item's id, where it is its address."""
    told = all(guid.get("isPermaLink", "true").strip().lower() != "false" for guid in parts.get("guid", ()))
    return key if told and key.startswith(("http://", "https://")) else ""


def _ttl(parts: Parts) -> int | None:
    """Seconds between two changes, by <ttl> (minutes) or by the syndication module."""
    minutes = _NUMBER.fullmatch(_text(parts, ("ttl",)))
    if minutes and int(minutes[1]):
        return int(minutes[1]) * 60
    period = _PERIODS.get(_text(parts, ("sy:updateperiod",)).lower())
    times = _NUMBER.fullmatch(_text(parts, ("sy:updatefrequency",)) or "1")
    return max(60, period // max(1, int(times[1]))) if period and times else None


def _format(kind: str, root: Any, children: Parts) -> str:
    space = str(root.tag).rpartition("}")[0].lower()
    version = str(root.get("version", "")).strip()[:10]
    if kind == "feed":
        return "Atom 0.3" if "purl.org" in space or version == "0.3" else "Atom 1.0"
    if kind == "rdf":
        inner = str(next(iter(children.get("item") or children.get("channel") or [root])).tag)
        return "RSS 0.90 (RDF)" if "netscape" in inner else "RSS 1.0 (RDF)"
    return f"RSS {version}".strip()
