"""Changes as feeds to subscribe to: Atom (RFC 4287) and JSON Feed 1.1, a change an entry.

The record has no web address of its own. Where it is given one (`base`) entries lead to its film pages, else to the
articles; identities are the same either way, so that no reader shows an entry twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from bigpicture.exports.changes import Changes, Item
from bigpicture.exports.headlines import headline
from bigpicture.exports.strings import link, one_line
from bigpicture.reading.wording import date, title_case
from bigpicture.report import saying
from bigpicture.times import utc

_NAME = "bigpicture"


def atom(changes: Changes, now: str, *, address: str | None = None, base: str | None = None) -> Iterator[bytes]:
    """An Atom feed. `address` is where it will be served, `base` the web address of the record."""
    feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _text(feed, "id", uuid5(NAMESPACE_URL, "\x1f".join((_NAME, "feed", address or "", *changes.asked))).urn)
    _text(feed, "title", _title(changes))
    _text(feed, "updated", max((utc(i.updated) for i in changes.items), default=now))
    _text(ElementTree.SubElement(feed, "author"), "name", _NAME)
    _text(feed, "generator", _NAME)
    _link(feed, "self", link(address), "application/atom+xml")
    _link(feed, "alternate", link(base), "text/html")
    for item in changes.items:
        _entry(ElementTree.SubElement(feed, "entry"), item, base)
    ElementTree.indent(feed)
    yield ElementTree.tostring(feed, "utf-8", xml_declaration=True) + b"\n"


def _entry(entry: ElementTree.Element, item: Item, base: str | None) -> None:
    article = link(item.source.url)
    _text(entry, "id", item.id.urn)
    _text(entry, "title", headline(item.title, item.change))
    _text(entry, "published", utc(item.published))
    _text(entry, "updated", utc(item.updated))
    if item.source.outlet:
        _text(ElementTree.SubElement(entry, "author"), "name", one_line(item.source.outlet))
    for term in _terms(item):
        ElementTree.SubElement(entry, "category", term=term)
    _link(entry, "alternate", _page(item, base) or article, "text/html")
    _link(entry, "via", article, "text/html")
    _text(entry, "content", _html(item)).set("type", "html")


def _text(parent: ElementTree.Element, tag: str, text: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, tag)
    made.text = text
    return made


def _link(parent: ElementTree.Element, rel: str, address: str | None, media: str) -> None:
    if address:
        ElementTree.SubElement(parent, "link", rel=rel, type=media, href=address)


def jsonfeed(changes: Changes, now: str, *, address: str | None = None, base: str | None = None) -> Iterator[str]:
    """A JSON Feed. `address` is where it will be served, `base` the web address of the record."""
    del now
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": _title(changes), "home_page_url": link(base),
        "feed_url": link(address), "authors": [{"name": _NAME}],
        "items": [_item(item, base) for item in changes.items],
    }  # fmt: skip
    yield json.dumps(_told(feed), ensure_ascii=False, indent=1) + "\n"


def _item(item: Item, base: str | None) -> dict[str, Any]:
    outlet = one_line(item.source.outlet or "")
    return _told({
        "id": item.id.urn, "url": _page(item, base), "external_url": link(item.source.url),
        "title": headline(item.title, item.change), "content_html": _html(item), "date_published": utc(item.published),
        "date_modified": utc(item.updated), "authors": [{"name": outlet}] if outlet else None, "tags": _terms(item),
    })  # fmt: skip


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _title(changes: Changes) -> str:
    return ", ".join(("Film news", *filter(None, map(one_line, changes.asked))))


def _terms(item: Item) -> list[str]:
    """What kind of change it is, and of what type of fact."""
    return [item.change.kind, item.change.fact.type]


def _page(item: Item, base: str | None) -> str | None:
    """The page of a film on the record's own site."""
    return link(f"{base.rstrip('/')}/film/{item.film}") if base else None


def _html(item: Item) -> str:
    """The fact with what it replaced and why it stands as it does, the exact words, and the article they are from."""
    fact, before = item.change.fact, item.change.before
    lines = [f"{title_case(fact.type.replace('_', ' '))}: {saying(fact.type, fact.values)}"]
    lines += [f"Until then: {saying(fact.type, before)}"] if before else []
    lines += [f"{title_case(fact.standing)}: {'; '.join(fact.reasons)}"]
    told = "<br>".join(escape(one_line(line)) for line in lines)
    words = escape(one_line(item.words))
    return f"<p>{told}</p>\n<blockquote><p>{words}</p></blockquote>\n<p>{_cited(item)}</p>"


def _cited(item: Item) -> str:
    """The outlet, day and headline, which leads to the article."""
    source = item.source
    address = link(source.url)
    title = escape(one_line(source.title or address or "an article without a headline"))
    where = ", ".join(escape(one_line(p)) for p in (source.outlet, date(source.when[:10])) if p)
    return f'{where}: <a href="{escape(address)}">{title}</a>' if address else f"{where}: {title}"
