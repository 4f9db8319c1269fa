"""An item of a feed to an article from its own words, and whether those are the whole of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bigpicture.intake.feed_item import Item
from bigpicture.intake.markup import text_and_images, text_of
from bigpicture.intake.pictures import merged
from bigpicture.model import Article, Image

EXTRACTOR = "feed/1"
# Words of an item that is taken for whole. The shortest news items of the press have some 120, few teasers have 80. A
# description alone is a teaser by its purpose, and what ends with "Read more" is one unless that leads elsewhere: those
# must be as long as an article.
WHOLE = 120
WHOLE_SUMMARY = 300
_END = 600  # characters at the end of a paragraph in which a footer is looked for
_SENTENCE = r"(?:\A|(?<=[.!?…\])”\"»\n])\s*)"  # where one may begin
# What content systems add below an item.
_FOOTERS = tuple(
    re.compile(pattern, re.I | re.S)
    for pattern in (
        _SENTENCE
        + r"The post .{1,400}? (?:appeared first on|first appeared on|was originally published on) .{1,200}\Z",
        _SENTENCE
        + r"This (?:article|post|story)(?: .{1,200}?)? (?:(?:first|originally) (?:appeared|published)|appeared first) "
        r"(?:on|at|in) .{1,200}\Z",
        r"\A(?:\d+ )?(?:comments?|leave a comment|share(?: this)?(?: on .{1,40})?|tweet|permalink|advertisement|filed under:.*|tags:.*"
        r"|related(?: posts| articles)?:.*)\.?\Z",
    )
)
_SIGNS = ("read", "continu", "see ", "view ", "keep ", "find out", "learn ", "appeared", "published", "comment", "share", "tweet",
          "permalink", "advertisement", "filed under", "tags:", "related")  # one of which each of these has  # fmt: skip
_TEASER = re.compile(
    rf"(?:{_SENTENCE}|(?<=\s)(?=(?-i:[A-Z])))"
    + r"[\[(]?\s*(?:(?:click|tap)(?: here)? to )?(?:read|see|view|continue|keep|find out|learn)(?: the)?"
    r"(?: (?:full|whole|rest|entire|complete))?(?: of (?:this|the))?"
    r"(?: (?:more|article|story|post|review|interview|reading|here|on))+\b[^.!?\n]{0,120}[\])]?\s*(?:…|\.\.\.|»|›|→|>+|\.)*\s*\Z",
    re.I,
)
_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|\[\+\d+ chars\])[\s\"”’)]*\Z")


@dataclass(frozen=True, slots=True)
class _Said:
    """An item's own words; `teased` where they end by leading elsewhere, `alone` where they are a description."""

    text: str
    teased: bool
    alone: bool
    images: tuple[Image, ...]


def article(item: Item, outlet: str | None = None) -> Article | None:
    """An article from the item's own words, its content else its summary; None where it has none but its title.

    `outlet` is the feed's title, for an item that names none. A last change stands for the day of publication where the
    feed tells no other. What content systems add below ("The post … appeared first on …") is no part of the text.
    """
    said = _said(item.content, item.summary, item.url or "")
    text = said.text
    if item.title and text.startswith(item.title):
        rest = text[len(item.title) :]
        text = rest.strip() if not rest or rest.startswith("\n") else text
    if not text:
        return None
    day = (item.published_at or item.modified_at or "")[:10] or None
    return Article(item.url or item.key, text, item.title, day, item.outlet or outlet, item.url, merged((*item.images, *said.images)),
                   item.authors, item.published_at, item.modified_at, item.language, EXTRACTOR)  # fmt: skip


def complete(item: Item) -> bool:
    """Whether the item carries the whole article, and no teaser: enough words (WHOLE), that are not broken off."""
    said = _said(item.content, item.summary, item.url or "")
    words = len(said.text.split())
    return words >= (WHOLE_SUMMARY if said.teased or said.alone else WHOLE) and not _CUT.search(said.text[-80:])


@lru_cache(maxsize=16)  # an item is asked for both, one after the other
def _said(content: str | None, summary: str | None, base: str) -> _Said:
    text, images = text_and_images(content or summary or "", base)
    described = text_of(summary or "") if content and len(text) < 1000 else ""
    alone = not content or len(described) > len(text)
    return _Said(*_trimmed(described if alone and content else text), alone, images)


def _trimmed(text: str) -> tuple[str, bool]:
    """(the text without what was added below it, whether that leads elsewhere)."""
    teased = False
    for _ in range(6):
        head, between, last = text.rpartition("\n\n")
        end = last[-_END:]
        folded = end.lower()
        if not any(sign in folded for sign in _SIGNS):
            break
        more = _TEASER.search(end)
        footer = more or next((found for found in (f.search(end) for f in _FOOTERS) if found), None)
        if footer is None:
            break
        teased = teased or more is not None
        last = last[: len(last) - len(end) + footer.start()].rstrip()
        text = head + between + last if last else head
    return text, teased
