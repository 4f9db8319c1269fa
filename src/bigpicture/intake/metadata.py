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
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from bigpicture.errors import InputError
from bigpicture.intake.bylines import names_of
from bigpicture.intake.dates import published_date
from bigpicture.intake.feed_item import language_of
from bigpicture.intake.feed_times import utc_of
from bigpicture.intake.linked import Linked, text
from bigpicture.intake.page_words import folded
from bigpicture.intake.plain import line_of, web_address

_PUBLISHED = (
    "article:published_time og:published_time parsely-pub-date sailthru.date date pubdate publishdate publish-date publish_date "
    "publication_date dc.date.issued dcterms.created dcterms.date dcterms.issued dc.date dc.date.created cxenseparse:recs:publishtime "
    "datepublished originalpublicationdate article.published"
).split()
_MODIFIED = "article:modified_time og:updated_time last-modified dcterms.modified dc.date.modified datemodified article.updated lastmod".split()
_AUTHORS = (
    "author parsely-author sailthru.author article:author_name dc.creator dcterms.creator byl citation_author article.author "
    "cxenseparse:author".split()
)
_OUTLETS = "og:site_name application-name dc.publisher dcterms.publisher al:android:app_name apple-mobile-web-app-title".split()
_TITLES = "og:title twitter:title parsely-title sailthru.title dc.title dcterms.title".split()
_MOST_META = 500
_MONTH = r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|janv|févr|avr|juin|juil|août|déc)[a-zûéè]{0,9}\.?"
_VISIBLE_DAY = re.compile(
    rf"(?<!\d)(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<worded>\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?(?:19|20)\d\d"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)|(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d))(?!\d)",
    re.I,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.I)
_SUFFIX = re.compile(r"\s+(?:[|–—·•»«]|::?|-)\s+")
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-])")
_LOCAL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
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


class Metas:
    """The contents of a page's meta elements by their names in lower case."""

    def __init__(self, root: Any) -> None:
        self.known: dict[str, list[str]] = {}
        for number, element in enumerate(root.iter("meta")):
            if number >= _MOST_META:
                break
            name = (
                element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
            )
            content = element.get("content")
            if name and content and not content.isspace():
                self.known.setdefault(name.strip().lower(), []).append(content)

    def all(self, names: list[str]) -> list[str]:
        """The contents of the first of the names that is there."""
        return next((self.known[n] for n in names if n in self.known), [])

    def get(self, *names: str) -> str:
        """The first content of the first of the names that is there, "" without one."""
        return next((self.known[n][0] for n in names if n in self.known), "")


def facts(root: Any, data: Linked, metas: Metas, shown: str, address: str | None, lines: Sequence[str]) -> Facts:
    """The fields of a page's article.

    `shown` is its headline and `lines` those round it, as they stand on the page; `address` where it was found, if that is
    known.
    """
    outlet = _outlet(data, metas) or _behind(_title_element(root), shown)
    title = _title(root, data, metas, outlet, shown)
    url = _url(root, data, metas, address)
    wording = _published(root, data, metas) or _day_of(url or address or "") or _visible_day(lines)
    published, at = _times(wording)
    changed = _times(text(data.get("dateModified")) or metas.get(*_MODIFIED) or _shown_change(root))[1]
    named = _authors(root, data, metas)
    authors = (
        tuple(name for name in named if folded(name) != folded(outlet)) or named
    )  # an outlet signs where nobody else does
    return Facts(title, outlet, authors, published, at, changed, _language(root, data, metas), url)


def headline(root: Any, metas: Metas) -> str:
    """The headline as it stands on the page: of its h1, that which the title begins with, else the first with words."""
    shared = folded(metas.get(*_TITLES) or _title_element(root))
    found = [line for line in map(_words, _first(root.iter("h1"), 8)) if line]
    return next((line for line in found if folded(line) and folded(line) in shared), found[0] if found else "")


def _title(root: Any, data: Linked, metas: Metas, outlet: str | None, shown: str) -> str | None:
    """The headline on the page, where it is plain which one that is, else the one that is told."""
    several = len([1 for e in _first(root.iter("h1"), 8) if _words(e)]) > 1
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
    return next(
        (_words(e) for e in root.iter("title") if e.getparent() is not None and e.getparent().tag == "head"), ""
    )


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
        yield inner[0].get("content") or _words(inner[0]) if inner else element.get("content") or _words(element)
    if not marked:
        named = (e for e in root.iter("span", "div", "p", "address") if _BYLINED.search((e.get("class") or "")[:200]))
        yield from (line for line in map(_words, _first(named, 2)) if len(line) < 100)


def _published(root: Any, data: Linked, metas: Metas) -> str:
    return (
        text(data.article.get("datePublished"))
        or text(data.article.get("dateCreated"))
        or metas.get(*_PUBLISHED)
        or text(data.page.get("datePublished") or data.page.get("uploadDate"))
        or next(_shown_times(root), "")
    )


def _shown_times(root: Any) -> Iterator[str]:
    """The times that the visible page marks, the surest first."""
    for path in (
        "//*[@itemprop='datePublished']",
        "//time[@pubdate or contains(@class, 'publish') or contains(@class, 'entry-date')]",
        "//*[contains(@class, 'published')][@title]",
        "//article//time",
        "//time",
    ):
        for element in root.xpath(path)[:3]:
            for told in (element.get("content"), element.get("datetime"), element.get("title"), _words(element)):
                if told and _times(told)[0]:
                    yield told


def _shown_change(root: Any) -> str:
    marked = root.xpath(
        "//*[@itemprop='dateModified'] | //time[contains(@class, 'updated') or contains(@class, 'modified')]"
    )
    return next((t for e in marked[:3] if (t := e.get("content") or e.get("datetime") or "")), "")


def _times(wording: str) -> tuple[str | None, str | None]:
    """(the day as the outlet counts it, the time in UTC where one is told)."""
    wording = line_of(wording)
    at = utc_of(wording)
    local = _LOCAL_DAY.match(wording)
    try:
        day = published_date("page", local[0] if local else at[:10] if at else wording)
    except InputError:
        return None, None
    return day, at if ":" in wording or (at and not at.endswith("T00:00:00Z")) else None


def _day_of(address: str) -> str:
    """The day in an address: /2026/11/29/."""
    found = _DAY.search(address)
    return "-".join(found.groups()) if found else ""


def _visible_day(lines: Sequence[str]) -> str:
    """The first day that the lines round the headline name."""
    for line in lines:
        if found := _VISIBLE_DAY.search(line):
            if found["dotted"]:
                day, month, year = found["dotted"].split(".")
                return f"{year}-{month:0>2}-{day:0>2}"
            return _ORDINAL.sub("", found[0]).replace(" de ", " ")
    return ""


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
    yield from (e.get("href") or "" for e in _first(links, 3))
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


def _words(element: Any) -> str:
    """The words of a small element on one line."""
    return line_of("".join(islice(element.itertext(), 50)))


def _first(elements: Iterator[Any], most: int) -> list[Any]:
    return list(islice(elements, most))
