"""Feeds to items: RSS 0.90 to 2.0, RDF, Atom and JSON Feed, and items to articles.

    bytes | UTF-8, nothing declared | fast parser, else the tolerant one | drafts | items

An item's HTML becomes text only in `article`, since most items of a feed are known from the last time it was asked.
"""

from __future__ import annotations

import re

from bigpicture.errors import InputError
from bigpicture.intake import feed_fast, feed_tolerant, jsonfeed
from bigpicture.intake.feed_article import article, complete
from bigpicture.intake.feed_bytes import Body, NoStartError, prepared
from bigpicture.intake.feed_item import MOST_ITEMS, Draft, Feed, Item, feed_of

_REMEDY = "give the address of an RSS, Atom or JSON feed"
_ITEM = re.compile(rb"<(?:\w{1,40}:)?(?:item|entry)[\s>]", re.I)
_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel)\s*>", re.I)
_ITEM_END = re.compile(rb"</(?:\w{1,40}:)?(?:item|entry)\s*>\s*\Z", re.I)
_KINDS = {
    "opml": ("an OPML list of feeds", "import it: it is a list, not a feed"),
    "urlset": ("an XML sitemap", _REMEDY),
    "sitemapindex": ("an XML sitemap", _REMEDY),
}  # by the root element


def parse(source: str, body: bytes, *, content_type: str = "", charset: str | None = None) -> Feed:
    """The feed at the address `source`; `content_type` and `charset` are what its reply's headers say.

    A feed that is not well-formed is read by the tolerant parser from where it breaks, and its notes say so. Raises
    InputError where it is no feed: the problem says what it is instead.
    """
    for check in (False, True):
        try:
            found = prepared(source, body, charset, check=check)
        except NoStartError as error:
            raise _other(source, error.text, content_type) from None
        if found.json:
            return feed_of(source, *jsonfeed.read(source, found.data), found.notes)
        try:
            reading = feed_fast.read(source, found.data)
        except feed_fast.NoFeedError as error:
            raise _of_root(source, error.root) from None
        if reading.broken is None:
            break
    found.notes += reading.notes
    if reading.about and reading.broken is None and (reading.drafts or not _ITEM.search(found.data)):
        return feed_of(source, reading.about, reading.drafts, found.notes)
    return _tolerated(source, found, reading)


def _tolerated(source: str, found: Body, reading: feed_fast.Reading) -> Feed:
    """The feed with what the tolerant parser finds beyond the fault."""
    broken = reading.broken
    loose = feed_tolerant.read(source, found.data)
    if broken is not None and not reading.drafts and (loose is None or not (loose.drafts or loose.about.title)):
        raise InputError(source, f"broken XML{_place(broken, found.lines)}, not a feed", _REMEDY)
    fault = (
        "items that are not where they belong"
        if broken is None
        else f"not well-formed XML{_place(broken, found.lines)}"
    )
    notes = [*found.notes, f"{fault}: read by the tolerant parser"]
    over = bool(_END.search(found.data[-1000:]))
    if loose and not loose.whole:
        notes.append("too large for it: only a part was read")
    elif not over:
        notes.append("the feed breaks off: its items so far were read")
    about, more = reading.about, []
    if loose:
        about, more = about or loose.about, loose.drafts
        if loose.whole and not over and not _ITEM_END.search(found.data[-1000:]):
            more = more[:-1]  # that at which the feed breaks off
    assert about is not None
    known = {_identity(draft) for draft in reading.drafts}
    return feed_of(source, about, [*reading.drafts, *(d for d in more if _identity(d) not in known)], notes)


def _place(broken: int | None, before: int) -> str:
    return f" (line {broken + before})" if broken else ""


def _identity(draft: Draft) -> str:
    return (draft.key or draft.link or draft.title).strip()


def _other(source: str, text: bytes, content_type: str) -> InputError:
    """The error for what is no feed, which says what it is."""
    root = re.search(
        rb"<(?:[\w.-]{1,40}:)?([a-zA-Z][\w.-]{0,40})", re.sub(rb"<\?.*?\?>|<!--.*?-->", b"", text[:8192], flags=re.S)
    )
    name = root[1].decode().lower() if root else ""
    if name in ("html", "head", "body", "script", "meta", "div") or "html" in content_type.lower():
        return InputError(source, f"an HTML page{_titled(text)}, not a feed", _page_remedy(source, text))
    return _of_root(source, name) if root else InputError(source, "plain text, not a feed", _REMEDY)


def _of_root(source: str, name: str) -> InputError:
    problem, remedy = _KINDS.get(name, (f"XML that is no feed (<{name[:40]}>)", _REMEDY))
    return InputError(source, problem if name not in _KINDS else f"{problem}, not a feed", remedy)


def _titled(text: bytes) -> str:
    from bigpicture.intake.plain import line_of

    found = re.search(rb"<title[^<>]*>([^<]{1,400})", text, re.I)
    title = line_of(found[1].decode("utf-8", "replace")) if found else ""
    return f" ({title[:80]!r})" if title else ""


def _page_remedy(source: str, text: bytes) -> str:
    """The feed that the page names, if it names one."""
    from bigpicture.intake.discover import feeds_of

    named = feeds_of(source, text.decode("utf-8", "replace"))
    if named:
        return f"give the address of the feed that it names: {named[0].url[:200]}"
    return "give the feed's own address: the page names none"


__all__ = ["MOST_ITEMS", "Feed", "Item", "article", "complete", "parse"]
