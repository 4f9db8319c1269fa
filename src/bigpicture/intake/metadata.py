"""What a page says of its article: headline, outlet, authors, times, language, address.

The order of trust, for each field alone: JSON-LD of the article, then of the page; Open Graph and article:*; the names of
Parse.ly, Sailthru, Twitter and Dublin Core; what the visible page marks (microdata, hentry, rel=author, time); the title
element and the address. Two fields differ: the headline that stands on the page (h1) goes before one that was made for
search engines or for sharing, if they begin alike; and the language is the html element's first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bigpicture.errors import InputError
from bigpicture.intake.bylines import names_of
from bigpicture.intake.feed_item import language_of
from bigpicture.intake.linked import Linked, text
from bigpicture.intake.metas import Metas, first, words
from bigpicture.intake.page_times import modified, published
from bigpicture.intake.page_words import folded
from bigpicture.intake.plain import line_of, web_address

_AUTHORS = (
    "author parsely-author sailthru.author article:author_name dc.creator dcterms.creator byl citation_author article.author "
    "cxenseparse:author".split()
)
_OUTLETS = "og:site_name application-name dc.publisher dcterms.publisher al:android:app_name apple-mobile-web-app-title".split()
_TITLES = "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title".split()
_SUFFIX = re.compile(r"\s+(?:[|–—·•»«]|::?|-)\s+")
_BYLINED = re.compile(r"\b(?:byline|author|autor|auteur)(?:s|-name|__name)?\b", re.I)
_SECOND_LEVEL = frozenset("ac co com edu gov ne net or org gob gouv".split())
_PAGES_OF_LISTS = re.compile(r"/(?:index\.\w+|home|news|en|de|fr|es)?/?")


@dataclass(frozen=True, slots=True)
class Facts:
    """An article's fields as the page tells them; None and () where it does not."""

    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    published_at: str | None
    modified_at: str | None
    language: str | None
    url: str | None


def facts(root: Any, data: Linked, metas: Metas, shown: str, address: str | None, lines: Sequence[str]) -> Facts:
    """The fields of a page's article.

    `shown` is its headline and `lines` those round it, as they stand on the page; `address` where it was found, if that is
    known.
    """
    outlet = _outlet(data, metas) or _behind(_title_element(root), shown)
    title = _title(root, data, metas, outlet, shown)
    url = _url(root, data, metas, address)
    day, at = published(root, data, metas, url or address or "", lines)
    named = _authors(root, data, metas)
    authors = tuple(n for n in named if folded(n) != folded(outlet)) or named  # an outlet signs where nobody else does
    return Facts(title, outlet, authors, day, at, modified(root, data, metas), _language(root, data, metas), url)


def headline(root: Any, metas: Metas) -> str:
    """The headline as it stands on the page: of its h1, that which the title begins with, else the first with words."""
    shared = folded(metas.get(*_TITLES) or _title_element(root))
    found = [line for line in map(words, first(root.iter("h1"), 8)) if line]
    return next((line for line in found if folded(line) and folded(line) in shared), found[0] if found else "")


def _title(root: Any, data: Linked, metas: Metas, outlet: str | None, shown: str) -> str | None:
    """The headline on the page, where it is plain which one that is, else the one that is told."""
    several = len([1 for e in first(root.iter("h1"), 8) if words(e)]) > 1
    for each in (
        text(data.article.get("headline")),
        metas.get(*_TITLES),
        text(data.article.get("name")),
        _title_element(root),
    ):
        line = _bare(line_of(each), outlet, shown)
        if not line:
            continue
        if folded(shown).endswith(folded(line)) and line.count(" ") >= 3:
            return line  # what stands before it in the headline is the section's name
        sure = shown.count(" ") >= 2 and not several and folded(shown) != folded(outlet)
        return shown if sure or _alike(shown, line) else line
    return shown or None


def _alike(shown: str, told: str) -> bool:
    """Whether the headline on the page is another wording of the one that is told."""
    a, b = folded(shown), folded(told)
    return 2 * len(a) >= len(b) and bool(a) and (a in b or b in a or a[:20] == b[:20])


def _bare(title: str, outlet: str | None, shown: str) -> str:
    """A title without the outlet's name behind it, or before it."""
    parts = _SUFFIX.split(title)
    if len(parts) < 2:
        return title
    bare, name = [folded(p) for p in parts], folded(outlet)
    if folded(shown) and folded(shown) in bare:
        return parts[bare.index(folded(shown))]
    if name and bare[-1] and (bare[-1] in name or name in bare[-1]):
        return title[: title.rfind(parts[-1])].rstrip(" |–—·•»«:-")
    if name and bare[0] == name:
        return title[title.find(parts[1], len(parts[0])) :]
    return title


def _title_element(root: Any) -> str:
    return next((words(e) for e in root.iter("title") if e.getparent() is not None and e.getparent().tag == "head"), "")


def _outlet(data: Linked, metas: Metas) -> str | None:
    for value in (data.get("publisher"), data.page.get("isPartOf"), metas.get(*_OUTLETS)):
        for each in data.objects(value) if value else ():
            name = line_of(text(each.get("name")))
            if name and not name.lower().startswith(("http:", "https:", "//")):
                return name
    return None


def _behind(title: str, shown: str) -> str | None:
    """What stands in the title element behind the headline: the outlet's name, if it is as short as one."""
    first, *rest = _SUFFIX.split(title)
    name = rest[-1] if rest and shown and folded(first) == folded(shown) else ""
    return name if name and name.count(" ") < 5 else None


def _authors(root: Any, data: Linked, metas: Metas) -> tuple[str, ...]:
    for value in (data.article.get("author"), data.article.get("creator"), data.page.get("author")):
        if value and (found := names_of(text(o.get("name")) or _whole_name(o) for o in data.objects(value))):
            return found
    tagged = [v for v in metas.known.get("article:author", ()) if "/" not in v]
    return names_of(tagged) or names_of(metas.all(_AUTHORS)) or names_of(_shown_authors(root))


def _whole_name(person: dict[str, Any]) -> str:
    return f"{text(person.get('givenName'))} {text(person.get('familyName'))}"


def _shown_authors(root: Any) -> Iterator[str]:
    """Names that the visible page marks as its author's; those that stand in lists of other articles come too late."""
    marked = root.xpath("//*[@itemprop='author']") or root.xpath("//a[@rel='author' or contains(@href, '/author/')]")
    for element in marked[:5]:
        inner = element.xpath(".//*[@itemprop='name']")
        yield inner[0].get("content") or words(inner[0]) if inner else element.get("content") or words(element)
    if not marked:
        named = (e for e in root.iter("span", "div", "p", "address") if _BYLINED.search((e.get("class") or "")[:200]))
        yield from (line for line in map(words, first(named, 2)) if len(line) < 100)


def _language(root: Any, data: Linked, metas: Metas) -> str | None:
    own = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    told = (
        own,
        text(data.get("inLanguage")),
        metas.get("og:locale"),
        metas.get("content-language", "language", "dc.language"),
    )
    return next((tag for each in told if each and (tag := language_of(each[:40].partition(",")[0]))), None)


def _url(root: Any, data: Linked, metas: Metas, address: str | None) -> str | None:
    """The address that the page calls its own, else where it was found.

    It is not believed where it is the front page, or of another site than where the page was found: whoever copies an
    article could call it another outlet's. Caches of AMP pages are no site.
    """
    base = address or ""
    for told in _told_addresses(root, data, metas):
        found = web_address(base, told.strip())
        if found and not _front(found, address) and (address is None or _site(found) == _site(_uncached(address))):
            return found
    return web_address("", address)


def _told_addresses(root: Any, data: Linked, metas: Metas) -> Iterator[str]:
    links = (e for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical")
    yield from (e.get("href") or "" for e in first(links, 3))
    yield metas.get("og:url")
    for each in data.objects(data.article.get("mainEntityOfPage")):
        yield text(each.get("@id")) or text(each.get("url")) or text(each.get("name"))
    yield text(data.article.get("url"))
    yield text(data.article.get("@id"))


def _front(url: str, address: str | None) -> bool:
    """Whether an address is a site's front page, while the page was found elsewhere on it."""
    parts = urlsplit(url)
    bare = bool(_PAGES_OF_LISTS.fullmatch(parts.path or "/")) and not parts.query
    return bare and (address is None or urlsplit(address).path.strip("/") != parts.path.strip("/"))


def _uncached(address: str) -> str:
    from bigpicture.intake.address import canonical

    try:
        return canonical(address)
    except InputError:
        return address


def _site(url: str) -> str:
    """The domain that somebody registered: the last two labels, or three of such as co.uk."""
    labels = (urlsplit(url).hostname or "").split(".")
    second = len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2
    return ".".join(labels[-3:] if second else labels[-2:])
