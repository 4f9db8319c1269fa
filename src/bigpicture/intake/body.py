"""The article's text: of the part of a page that holds it, those blocks that are it.

What stands beside an article is set aside (asides), the part is found (place); in it, teasers of other articles, small
print and what stands before the first and after the last paragraph are taken out. Lists, subheads, quotations and rows of
tables stay. Every step takes time by the number of blocks and parts alone.

The figures here and in the other two were chosen on pages that the reported scores do not count: bench/extraction.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bigpicture.intake.asides import SMALL, set_aside, teasers
from bigpicture.intake.outline import HEADS, Block, Outline
from bigpicture.intake.page_words import STANDFIRST, caption, contact, ends, folded, promotes, small_print
from bigpicture.intake.place import SHORTEST, top, values, weights

_LISTS = 3  # with subheads: a page of nominations
_NAME = 9  # words of a list's item that is a name and a title
_OPENING, _SENTENCE, _LINE = 60, 40, 50  # characters: of a first paragraph, of one that ends as such, of a scrap


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text, and where on its page it stands."""

    text: str
    top: int  # the part that holds it
    aside: list[int]  # of each part, why it is no text, or 0: asides


def body(page: Outline, title: str | None = None, guide: str = "") -> Body | None:
    """The article of a page; None where it shows no words.

    `title` is its headline, no part of the text; `guide` what the page's data say that its text is, which only tells
    where to look.
    """
    if not page.blocks:
        return None
    weighed = weights(page)
    aside = set_aside(page, weighed)
    said, again = values(page, weighed, aside)
    part = top(page, said, aside, guide)
    inside = page.within(part)
    named = _named([b for b in page.blocks if inside[b.node] and not aside[b.node]])
    teasers(page, inside, aside, part, named)
    kept = [b for i, b in enumerate(page.blocks) if inside[b.node] and not aside[b.node] and i not in again]
    told = _trimmed(kept, folded(title), {id(b) for b in named})
    told = _standfirst(page, aside, told) + told
    return Body("\n\n".join(b.text for b in told), part, aside)


def _named(blocks: list[Block]) -> list[Block]:
    """Of an article of lists with subheads, such as nominations, the items: links in them lead to who is named."""
    told = [b for b in blocks if b.kind not in HEADS or not small_print(b.text)]
    if sum(a.kind in HEADS and b.kind == "li" for a, b in pairwise(told)) < _LISTS:
        return []
    return [b for b in told if b.kind == "li" and b.text.count(" ") < _NAME]


def _trimmed(blocks: list[Block], title: str, named: set[int]) -> list[Block]:
    """The blocks without headline, small print and links alone; from the first paragraph to the last."""
    kept = [b for b in blocks if _speaks(b, title) and (id(b) in named or not _links_alone(b))]
    while kept and _loose(kept[-1]):
        kept.pop()
    first = next((i for i, b in enumerate(kept) if i > 12 or _opens(b)), 0)
    return [b for b in kept[:first] if _leads(b)] + kept[first:]


def _speaks(block: Block, title: str) -> bool:
    """Whether a block is neither the headline nor small print."""
    headline = block.kind == "h1" or (block.kind in HEADS and folded(block.text) == title)
    return len(block.text) > 1 and not headline and not small_print(block.text)


def _opens(block: Block) -> bool:
    """Whether a block is the first paragraph, not a date or a byline before it."""
    size = len(block.text)
    return size >= _OPENING or (size > _SENTENCE and ends(block.text))


def _leads(block: Block) -> bool:
    """Whether a block before the first paragraph is part of the text: a list, a subhead, a short sentence."""
    if block.kind in HEADS:
        return len(block.text) >= 30
    return block.kind == "li" or (block.kind == "p" and len(block.text) >= SHORTEST and ends(block.text))


def _links_alone(block: Block) -> bool:
    """Whether a block leads elsewhere. Several links make a sentence: the names of a cast, each with its page."""
    size = len(block.text)
    if block.kind in HEADS:
        return block.links > 0.8 * size and block.text.count(" ") >= 4
    return block.links > 0.7 * size and block.anchors < 3 and block.kind not in ("dd", "row")


def _loose(block: Block) -> bool:
    """Whether a block at the end is no paragraph: a subhead without text, a date, a contact."""
    if block.kind in HEADS or contact(block.text):
        return True
    return len(block.text) < _LINE and block.kind not in ("li", "row", "td", "dd") and not ends(block.text)


def _standfirst(page: Outline, aside: list[int], told: list[Block]) -> list[Block]:
    """The lines between headline and text that name themselves the standfirst."""
    start = next((i for i, b in enumerate(page.blocks) if told and b is told[0]), 0)
    heads = [i for i in range(start) if page.blocks[i].kind == "h1" and not aside[page.blocks[i].node]]
    for block in page.blocks[heads[-1] + 1 : start] if heads else ():
        bits, size = page.bits[block.node] | page.bits[max(0, page.parent[block.node])], len(block.text)
        lines = bits & STANDFIRST and aside[block.node] in (0, SMALL) and size >= _SENTENCE and block.links < 0.3 * size
        if lines and block.text != told[0].text and not caption(block.text) and not promotes(block.text):
            return [block]
    return []
