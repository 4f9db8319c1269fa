"""A page to an article: its text, what it says of itself, its pictures.

page -> tree -> outline -> body    (the text, and which part of the page holds it)
            \\-> linked, metas -> facts, figures

Text is what a reader sees. What the page's data call the article's text only guides to it, and stands in where the page
shows nothing, since a script would have filled it. trafilatura is asked where hardly a text is found on a page that shows
many words, or less than half of the words that its data count: on other pages it found no better text on any sign that
was tried (see bench/extraction.py).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from bigpicture.errors import InputError
from bigpicture.intake.asides import SET_ASIDE
from bigpicture.intake.body import Body, body
from bigpicture.intake.bytes import LIMIT
from bigpicture.intake.figures import figures
from bigpicture.intake.linked import Linked, linked, text
from bigpicture.intake.markup import text_of as plain_text
from bigpicture.intake.metadata import Facts, facts, headline
from bigpicture.intake.metas import Metas
from bigpicture.intake.outline import Outline, outline, tree
from bigpicture.intake.page_bytes import text_of
from bigpicture.intake.page_words import folded
from bigpicture.intake.plain import paragraphs_of, web_address
from bigpicture.intake.text import name_of
from bigpicture.intake.walls import wall
from bigpicture.model import Article

EXTRACTOR = "page/1"  # raised whenever the same page gives another text
_SHORTEST = 60  # characters; news in brief have some 150
_POOR, _RICH = 200, 1_000  # characters of a text that is hardly one, and of a page that should have more
_TOLD = 400  # characters of an article as the page's data have it, less of which is a summary
_WORDS = 20_000  # characters of a page in which a wall is looked for
_SECOND_LOOK, _SECOND_TAGS = 1_000_000, 10_000  # bytes and tags of the largest page that trafilatura is asked about
_REMEDY = "save the whole page of one article as HTML"


def from_page(source: str, page: str) -> Iterator[Article]:
    """The one article of a saved page. Raises InputError where it holds none."""
    yield _article(source, name_of(source), page, None)


def page_article(source: str, body: bytes, *, address: str | None = None, charset: str | None = None) -> Article:
    """The article of a fetched page; its id is its address.

    `address` is where it was found: relative links are resolved against it, and it is the article's address where the page
    names none to be believed. `charset` is the header's. The same bytes always give the same text.

    Raises InputError where the page holds no article's text, is larger than 5 MB, or stands before an article: asks
    whether one is human, for consent or for a subscription.
    """
    if len(body) > LIMIT:
        raise InputError(source, f"a page larger than {LIMIT // 1_000_000} MB, so not an article's", "leave it out")
    return _article(source, address, text_of(body, charset), web_address("", address))


def _article(source: str, name: str | None, page: str, address: str | None) -> Article:
    data = page.replace("\0", "").encode("utf-8", "replace")
    root = tree(data)
    if root is None:
        raise InputError(source, "a page without an article's text", _REMEDY)
    metas = Metas(root)
    shown = headline(root, metas)
    said = linked(root, shown)
    parts = outline(root)
    guide = text(said.article.get("articleBody"))
    found = body(parts, shown, guide) or Body("", 0, [0] * len(parts.parent))
    told = facts(root, said, metas, shown, address, _round_headline(parts))
    words = _best(data, parts, found, guide, text(said.article.get("wordCount")))
    words = _without_title(words, told.title)
    _refuse(source, told, said, parts, found, words)
    pictures = figures(root, parts, found.top, found.aside, said, metas, _base(root, address or told.url or ""))
    return Article(name or told.url or source, words, told.title, told.published, told.outlet, told.url, pictures, told.authors,
                   told.published_at, told.modified_at, told.language, EXTRACTOR)  # fmt: skip


def _base(root: Any, address: str) -> str:
    """What the page's relative addresses are resolved against."""
    named = next(root.iter("base"), None)
    href = named.get("href") if named is not None else None
    return web_address(address, href) or address


def _round_headline(parts: Outline) -> list[str]:
    """The short lines after the headline, then those before it: bylines and dates stand there."""
    blocks = parts.blocks
    at = next((i for i, b in enumerate(blocks) if b.kind == "h1"), None)
    near = [] if at is None else blocks[at + 1 : at + 16] + blocks[max(0, at - 6) : at]
    return [b.text for b in near if len(b.text) < 150]


def _best(data: bytes, parts: Outline, found: Body, guide: str, count: str) -> str:
    """The page's text, or another's where it is hardly one."""
    own, told = found.text, int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 0
    shown = sum(len(b.text) for b in parts.blocks)
    poor = len(own) < _POOR and shown > _RICH
    half = told >= 100 and len(own) < 2.5 * told < shown  # a word has five characters and more
    if (poor or half) and len(data) <= _SECOND_LOOK and data.count(b"<") <= _SECOND_TAGS:
        other = _second_look(data)
        own = other if len(other) > 1.5 * len(own) else own
    return plain_text(guide) if len(own) < _SHORTEST and len(guide) >= _TOLD else own


def _second_look(data: bytes) -> str:
    """What trafilatura takes for the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import extract

        try:
            found = extract(data.decode("utf-8"), include_comments=False, include_tables=True, deduplicate=False)
        except Exception:  # noqa: BLE001 - hostile markup: whatever the library trips over, it has found nothing for us
            return ""
    return paragraphs_of("\n\n".join((found or "").splitlines()))


def _without_title(words: str, title: str | None) -> str:
    """The text without the headline at its beginning."""
    first, _, rest = words.partition("\n\n")
    return rest if title and rest and folded(first) == folded(title) else words


def _refuse(source: str, told: Facts, said: Linked, parts: Outline, found: Body, words: str) -> None:
    """Raises InputError where the page holds no article, and says what it is instead where that is plain."""
    bare = len(words) < _SHORTEST
    first = 0 if bare else next((i for i, b in enumerate(parts.blocks) if b.kind == "h1"), 0)
    seen = (b.text for b in parts.blocks[first : first + 1_000] if bare or found.aside[b.node] != SET_ASIDE)
    shown = " ".join(seen)[:_WORDS]
    free = text(said.get("isAccessibleForFree")).lower() != "false"
    problem = wall(told.title or "", shown, words, free=free)
    if problem or bare:
        raise InputError(source, problem or "a page without an article's text", _REMEDY)
