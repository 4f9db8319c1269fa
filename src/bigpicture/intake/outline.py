"""A page as a list: its blocks of text in reading order, each with its place in the tree of the page's parts.

One pass over the tree, with a stack of its own: no page is too deep, and time grows with the page's length alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from bigpicture.intake.page_words import hints
from bigpicture.intake.plain import BREAK, lines

HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNREAD = frozenset(
    "script style template svg math iframe embed applet option textarea input datalist link meta title base frame frameset "
    "progress meter img source track area col colgroup hr rt rp".split()
)
_INLINE = frozenset(
    "a span b strong i em u s strike small sub sup mark abbr cite q code time font big tt kbd samp var ins del bdi bdo label wbr "
    "acronym data dfn nobr ruby rb picture".split()
)
_KINDS = HEADS | frozenset(("p", "li", "blockquote", "pre", "td", "th", "dt", "dd"))
_LASTING = frozenset(("li", "blockquote", "td", "th", "dd", "dt"))  # what is in them and of no kind is theirs
_MOST_PARTS = 100_000  # what follows is not read; the largest pages of the press have some 20,000
_CELL, _ROW = 200, 600  # characters: what is longer is a table that sets the page's columns
_ATTRIBUTE = rb"(?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']*+))?+)"
_SWOLLEN = re.compile(rb"(<[a-zA-Z][^\s/>]*+)" + _ATTRIBUTE + rb"{64,}+")


@dataclass(slots=True)
class Block:
    """A paragraph, a headline, a list's item, or a table's row as "a | b"."""

    text: str
    kind: str  # the tag that makes it: p, li, h2, …; row; div
    links: int  # characters of it that are links
    anchors: int  # how many links
    node: int  # of the part that it stands in


@dataclass(slots=True)
class Outline:
    """The parts of a page, the outer before the inner, as parallel lists; and its blocks."""

    parent: list[int] = field(default_factory=list)  # -1 of the root
    tag: list[str] = field(default_factory=list)
    bits: list[int] = field(default_factory=list)  # what its names say: page_words
    elements: list[Any] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def sums(self, values: list[float]) -> list[float]:
        """What each part holds of the blocks' values, its inner parts' included."""
        total = [0.0] * len(self.parent)
        for block, value in zip(self.blocks, values, strict=True):
            total[block.node] += value
        for i in range(len(total) - 1, 0, -1):
            total[self.parent[i]] += total[i]
        return total

    def within(self, top: int) -> list[bool]:
        """Of each part, whether it is `top` or in it."""
        found = [False] * len(self.parent)
        for i in range(top, len(found)):
            found[i] = i == top or (i > 0 and found[self.parent[i]])
        return found

    def over(self, found: list[bool]) -> list[bool]:
        """Of each part, whether it is one of those found or holds one."""
        held = list(found)
        for i in range(len(held) - 1, 0, -1):
            if held[i]:
                held[self.parent[i]] = True
        return held

    def above(self, node: int) -> list[int]:
        """A part and those that it is in, the inner first."""
        found = []
        while node >= 0:
            found.append(node)
            node = self.parent[node]
        return found


def tree(page: bytes) -> Any:
    """The tree of a page in UTF-8; None where there is nothing in it that libxml2 takes for a page."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        return etree.fromstring(_bounded(page), parser)
    except (etree.LxmlError, ValueError):
        return None


def _bounded(page: bytes) -> bytes:
    """A page without the attributes of tags that have 64 and more: libxml2's time grows with the square of their number."""
    return _SWOLLEN.sub(rb"\1", page)


def outline(root: Any) -> Outline:
    """The parts and blocks of a tree."""
    made = _Made(Outline())
    stack: list[Any] = [root]
    while stack and len(made.outline.parent) < _MOST_PARTS:
        element = stack.pop()
        if element.__class__ is tuple:  # the second time: what was in it is read
            element = element[0]
            made.close(element.tag)
        elif (tag := element.tag) == "br":
            made.line()
        elif tag not in _UNREAD and tag.__class__ is str:
            if tag == "a":
                made.inside += 1
                made.anchors += 1
            elif tag not in _INLINE:
                made.open(element, tag)
            if text := element.text:
                made.say(text)
            if len(element):
                stack.append((element,))
                stack.extend(element[::-1])
                continue
            made.close(tag)
        if tail := element.tail:
            made.say(tail)
    made.end()
    return made.outline


class _Made:
    """An outline as it is made."""

    __slots__ = ("anchors", "inside", "kinds", "links", "open_parts", "outline", "rows", "words")

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.open_parts = [-1]
        self.kinds = ["div"]
        self.rows: list[int] = []  # of each open row, how many blocks were before it
        self.words: list[str] = []
        self.inside = self.links = self.anchors = 0

    def say(self, text: str) -> None:
        """Words of the open block."""
        if self.words or not text.isspace():  # most of what parts tags is white space
            self.words.append(text)
            if self.inside:
                self.links += len(text.strip())

    def open(self, element: Any, tag: str) -> None:
        """A part begins."""
        if self.words:
            self.end()
        self.links = self.anchors = 0
        out = self.outline
        self.open_parts.append(len(out.parent))
        out.parent.append(self.open_parts[-2])
        out.tag.append(tag)
        attributes = element.items()
        out.bits.append(hints(attributes) if attributes else 0)
        out.elements.append(element)
        last = self.kinds[-1]
        self.kinds.append(tag if tag in _KINDS else last if last in _LASTING else "div")
        if tag == "tr":
            self.rows.append(len(out.blocks))

    def close(self, tag: str) -> None:
        """An element is over."""
        if tag in _INLINE:
            if tag == "a":
                self.inside -= 1
            return
        if self.words:
            self.end()
        self.links = self.anchors = 0
        node = self.open_parts.pop()
        self.kinds.pop()
        if tag == "tr":
            self.row(self.rows.pop(), node)

    def line(self) -> None:
        """A <br>; the second in a row ends the paragraph."""
        words = self.words
        if words and (words[-1] is BREAK or (len(words) > 1 and words[-2] is BREAK and words[-1].isspace())):
            self.end()
        else:
            words.append(BREAK)

    def end(self) -> None:
        """The block is over."""
        text = "".join(self.words)
        text = lines(text.replace("\r", "").replace("\n", BREAK) if self.kinds[-1] == "pre" else text)
        self.words.clear()
        if text:
            text = self.term(text)
            links, anchors = min(self.links, len(text)), self.anchors or int(self.inside > 0)
            self.outline.blocks.append(Block(text, self.kinds[-1], links, anchors, self.open_parts[-1]))
        self.links = self.anchors = 0

    def term(self, text: str) -> str:
        """The text of a block; a <dd> takes the short term before it in: "Director: Ida Falk"."""
        last = self.outline.blocks[-1] if self.outline.blocks else None
        if self.kinds[-1] != "dd" or last is None or last.kind != "dt" or max(len(last.text), len(text)) > _CELL:
            return text
        self.outline.blocks.pop()
        return f"{last.text.rstrip(':')}: {text}"

    def row(self, before: int, node: int) -> None:
        """Short cells become one block."""
        cells = self.outline.blocks[before:]
        sizes = [len(c.text) for c in cells]
        if len(cells) < 2 or any(c.kind not in ("td", "th") for c in cells) or max(sizes) > _CELL or sum(sizes) > _ROW:
            return
        del self.outline.blocks[before:]
        text = " | ".join(c.text.replace("\n", " ") for c in cells)
        self.outline.blocks.append(Block(text, "row", sum(c.links for c in cells), sum(c.anchors for c in cells), node))
