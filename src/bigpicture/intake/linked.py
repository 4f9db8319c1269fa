"""What a page's JSON-LD says of its article: schema.org, as JSON-LD 1.1 puts it into script elements.

Pages write it by hand, so it is broken often: with line breaks in strings, trailing commas, comments, CDATA marks, or
more after its end. What cannot be mended is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

_LONGEST = 2_000_000  # characters of one block; live blogs have some 500,000
_MOST = 1_000  # objects of a page that are looked at
_DEEPEST = 8  # levels of objects in objects
_BLOCKS = 60
_BEFORE = ("<!--", "<![CDATA[", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "//<!--", "// <!--")
_AFTER = (";", "-->", "//-->", "// -->", "]]>", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */")
_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_PAGE = re.compile(r"WebPage$|^VideoObject$")
_LEAD = re.compile(r"^(?:News|Reportage|Analysis|Opinion|Background|Review|LiveBlog|Blog)")


@dataclass(frozen=True, slots=True)
class Linked:
    """The article's object, that of its page, and every object by its @id."""

    article: dict[str, Any]
    page: dict[str, Any]
    known: dict[str, dict[str, Any]]

    def get(self, *names: str) -> Any:
        """The first value under any of the names: of the article, else of the page; None where there is none."""
        for each in (self.article, self.page):
            for name in names:
                if each.get(name) not in (None, "", [], {}):
                    return each[name]
        return None

    def objects(self, value: Any) -> Iterator[dict[str, Any]]:
        """A value's objects, references by @id followed; a string is the object of that name."""
        for each in value[:_MOST] if isinstance(value, list) else (value,):
            if isinstance(each, str):
                yield self.known.get(each) or {"name": each}
            elif isinstance(each, dict):
                found = self.known.get(each["@id"]) if isinstance(each.get("@id"), str) else None
                yield {**found, **each} if found else each


def linked(root: Any, headline: str = "") -> Linked:
    """What the blocks of a page say; of several articles, that with the headline or the most said of it."""
    objects: list[dict[str, Any]] = []
    for script in list(root.iter("script"))[: 10 * _BLOCKS]:
        if "ld+json" in (script.get("type") or "").lower() and len(objects) < _MOST:
            _gather(_parsed(script.text or ""), objects, _DEEPEST)
    known: dict[str, dict[str, Any]] = {}
    for each in objects:
        if isinstance(each.get("@id"), str) and len(each) > 2:
            known.setdefault(each["@id"], each)
    article = max((o for o in objects if _is(o, _ARTICLE)), key=lambda o: _said(o, headline), default={})
    page = next((o for o in objects if _is(o, _PAGE)), {})
    return Linked(article, page, known)


def texts(value: Any) -> list[str]:
    """The strings in a value that is one, or a list of them."""
    found = value[:_MOST] if isinstance(value, list) else [value]
    return [str(v) for v in found if isinstance(v, (str, int))]


def text(value: Any) -> str:
    """The first string in a value, "" where there is none."""
    return next((t for t in texts(value) if t.strip()), "")


def _is(value: dict[str, Any], kind: re.Pattern[str]) -> bool:
    return any(kind.search(t) for t in texts(value.get("@type")))


def _said(value: dict[str, Any], headline: str) -> float:
    """How likely an object is the page's own article."""
    same = bool(headline) and " ".join(text(value.get("headline")).split()) == headline
    lead = any(_LEAD.search(t) for t in texts(value.get("@type")))
    return 4 * same + lead + sum(bool(value.get(n)) for n in ("headline", "datePublished", "author", "articleBody"))


def _parsed(block: str) -> Any:
    """The value of a block, mended where it is broken; None where it stays so."""
    if len(block) > _LONGEST:
        return None
    for mended in (lambda b: b, _mended, lambda b: _mended(unescape(b))):
        try:
            return json.JSONDecoder(strict=False).raw_decode(mended(block).lstrip())[0]
        except (ValueError, RecursionError):
            continue
    return None


def _mended(block: str) -> str:
    block = block.strip()
    for _ in range(2):
        for mark in _BEFORE:
            block = block.removeprefix(mark).lstrip()
        for mark in _AFTER:
            block = block.removesuffix(mark).rstrip()
    return _COMMA.sub("", block)


def _gather(value: Any, into: list[dict[str, Any]], deepest: int) -> None:
    """The objects in a value, the outer before the inner."""
    if deepest <= 0 or len(into) >= _MOST:
        return
    if isinstance(value, list):
        for each in value[:_MOST]:
            _gather(each, into, deepest - 1)
    elif isinstance(value, dict):
        into.append(value)
        for each in value.values():
            if isinstance(each, (dict, list)):
                _gather(each, into, deepest - 1)
