"""The feeds that a page names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bigpicture.intake.markup import streamed
from bigpicture.intake.plain import line_of, web_address

MOST = 50  # feeds of one page
_TYPES = {
    "application/rss+xml": "RSS", "application/x-rss+xml": "RSS", "application/rdf+xml": "RSS", "text/rss": "RSS", "text/rss+xml": "RSS",
    "application/atom+xml": "Atom", "application/x.atom+xml": "Atom", "text/atom+xml": "Atom", "application/feed+json": "JSON Feed",
}  # fmt: skip
_GENERAL = (
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
)  # a feed only if its address or title says so
_COMMENTS = re.compile(r"\b(?:comments?|replies|kommentare|commentaires|comentarios)\b", re.I)
_NAMED = re.compile(r"(?:^|[/.?=&_-])(?:feeds?|rss2?|atom|rdf|index\.(?:xml|rdf))(?:$|[/.?=&_-])", re.I)
# Addresses of feeds that are not themselves: services that show or send them.
_SERVICE = re.compile(
    r"//(?:[\w-]+\.)*(?:feedly|inoreader|netvibes|newsblur|facebook|twitter|x|linkedin|reddit|pinterest)\.com/", re.I
)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names; `kind` is RSS, Atom or JSON Feed as the page says, or "link" where it only leads there."""

    url: str
    title: str | None
    kind: str


class _Links:
    """The <link>s and <a>s of a page that may lead to feeds."""

    def __init__(self) -> None:
        self.base = ""
        self.links: list[tuple[str, str, str]] = []  # (kind, address, title)
        self.anchors: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: Any) -> None:
        if tag == "link" and len(self.links) < MOST:
            self._link(attributes)
        elif tag == "a" and len(self.anchors) < MOST:
            href = attributes.get("href") or ""
            if len(href) < 500 and _NAMED.search(href) and not _SERVICE.search(href):
                self.anchors.append((href, attributes.get("title") or ""))
        elif tag == "base" and not self.base:
            self.base = attributes.get("href") or ""

    def _link(self, attributes: Any) -> None:
        rels = (attributes.get("rel") or "").lower().split()
        href, title = attributes.get("href") or "", attributes.get("title") or ""
        kind = _TYPES.get((attributes.get("type") or "").partition(";")[0].strip().lower())
        if kind is None and "feed" in rels:
            kind = "RSS"
        elif (
            kind is None
            and (attributes.get("type") or "").strip().lower() in _GENERAL
            and _NAMED.search(href + "/" + title)
        ):
            kind = "JSON Feed" if "json" in attributes.get("type") else "RSS"
        if kind and href and ("alternate" in rels or "feed" in rels) and "stylesheet" not in rels:
            self.links.append((kind, href, title))

    def end(self, tag: str) -> None:
        """Nothing: only what tags say counts."""

    def data(self, text: str) -> None:
        """Nothing."""

    def close(self) -> tuple[str, list[tuple[str, str, str]], list[tuple[str, str]]]:
        found = self.base, self.links, self.anchors
        self.__init__()  # type: ignore[misc]
        return found


def feeds_of(address: str, page: str) -> tuple[FeedLink, ...]:
    """The feeds that a page names with <link rel="alternate">, each once, at most 50; the main one first, those of comments last.

    The main feed is the first that the page names, as browsers take it. A page that names none may still lead to one:
    then these are the links on its own host whose addresses are worded like a feed's.
    """
    base, links, anchors = streamed(_Links, page)
    base = web_address(address, base) or address
    named = _distinct(FeedLink(url, line_of(title) or None, kind) for kind, href, title in links
                      if (url := web_address(base, href)))  # fmt: skip
    if not named:
        host = _host(address)
        led = (
            FeedLink(url, line_of(title) or None, "link") for href, title in anchors if (url := web_address(base, href))
        )
        named = _distinct(link for link in led if _host(link.url) == host or "feeds." in _host(link.url))
    return tuple(sorted(named, key=_is_of_comments))


def _distinct(links: Iterable[FeedLink]) -> list[FeedLink]:
    found: dict[str, FeedLink] = {}
    for link in links:
        found.setdefault(link.url.partition("#")[0].rstrip("/"), link)
    return list(found.values())


def _is_of_comments(link: FeedLink) -> bool:
    return bool(_COMMENTS.search(link.title or "") or _COMMENTS.search(link.url.partition("//")[2]))


def _host(address: str) -> str:
    return address.partition("//")[2].partition("/")[0].lower().removeprefix("www.")
