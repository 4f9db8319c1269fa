"""A saved HTML page to an article: text by trafilatura, metadata by the page's own JSON-LD before its meta tags."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html
from lxml.etree import LxmlError

from bigpicture.errors import InputError
from bigpicture.intake.bytes import clean
from bigpicture.intake.dates import published_date
from bigpicture.intake.text import name_of
from bigpicture.model import Article, Image

_ARTICLE_TYPES = re.compile(r"Article$|^BlogPosting$|^Review$|^Report$|^WebPage$")
_IMAGES = 40  # a page with more shows thumbnails of other pages


def from_page(source: str, page: str) -> Iterator[Article]:
    """One article. Raises InputError where the page holds no text."""
    # trafilatura reads the charset declaration of a string and fails on it
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    tree = _tree(body)
    text = _text(body)
    if tree is None or not text.strip():
        raise InputError(source, "a page without an article's text", "save the whole page of one article as HTML")
    facts = _linked_data(tree)
    title = _first(
        facts.get("headline"), facts.get("name"), _meta(tree, "og:title"), _inner(tree, "//h1"), _inner(tree, "//title")
    )
    date = _first(
        facts.get("datePublished"),
        _meta(tree, "article:published_time"),
        _meta(tree, "date"),
        _attribute(tree, "//time/@datetime"),
    )
    outlet = _first(_name(facts.get("publisher")), _meta(tree, "og:site_name"))
    url = _first(_attribute(tree, "//link[@rel='canonical']/@href"), _meta(tree, "og:url"), facts.get("url"))
    text = clean(text).strip()
    if title and text.startswith(title + "\n"):  # the headline is no part of the text
        text = text[len(title) :].strip()
    yield Article(name_of(source), text, title, _date(date), outlet, url, tuple(_images(tree, facts)))


def _tree(page: str) -> Any:
    try:
        return lxml_html.fromstring(
            page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (LxmlError, ValueError, AssertionError):
        return None


def _text(page: str) -> str:
    """Paragraphs parted by an empty line, as they stand on the page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import extract

        try:
            found = extract(page, include_comments=False, include_tables=False, deduplicate=False)
        except Exception:  # noqa: BLE001 - hostile markup: whatever the library trips over, the page has no text for us
            return ""
    return "\n\n".join(line for line in (found or "").splitlines() if line.strip())


def _first(*values: object) -> str | None:
    for value in values:
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return clean(re.sub(r"\s+", " ", value)).strip()
    return None


def _date(value: str | None) -> str | None:
    """The page's date where it is one: a page with a broken date is still an article."""
    try:
        return published_date("page", value) if value else None
    except InputError:
        return None


def _meta(tree: Any, name: str) -> str | None:
    return _attribute(tree, f"//meta[@property='{name}' or @name='{name}' or @itemprop='{name}']/@content")


def _attribute(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return str(found[0]) if found else None


def _inner(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return found[0].text_content() if found else None


def _linked_data(tree: Any) -> dict[str, Any]:
    """The first JSON-LD object that describes an article; broken blocks are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(str(script))
        except (ValueError, RecursionError):
            continue
        rows = value if isinstance(value, list) else value.get("@graph", [value]) if isinstance(value, dict) else []
        for row in rows if isinstance(rows, list) else ():
            kinds = row.get("@type") if isinstance(row, dict) else None
            if any(
                isinstance(k, str) and _ARTICLE_TYPES.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return dict(row)
    return {}


def _name(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return value.get("name") if isinstance(value, dict) else value if isinstance(value, str) else None


def _images(tree: Any, facts: dict[str, Any]) -> Iterator[Image]:
    """Figures with their captions, then the lead images that the metadata names."""
    seen = set()
    for figure in tree.xpath("//figure[.//img]")[:_IMAGES]:
        url = _attribute(figure, ".//img/@src")
        caption = _inner(figure, ".//figcaption") or _attribute(figure, ".//img/@alt")
        if url and url not in seen:
            seen.add(url)
            text = _first(caption)
            credit = re.search(r"(?:Credit|Photo(?:graph)?|Image|Courtesy(?: of)?)[: ]+(?:by )?([^.|]+)", text or "")
            yield Image(url, text, credit[1].strip() if credit else None)
    lead = facts.get("image") or _meta(tree, "og:image")
    for row in (lead if isinstance(lead, list) else [lead])[:_IMAGES]:
        url = row.get("url") if isinstance(row, dict) else row
        if isinstance(url, str) and url not in seen:
            seen.add(url)
            yield Image(url, _first(row.get("caption")) if isinstance(row, dict) else None)
