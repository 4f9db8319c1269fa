"""Fragments of HTML, as feeds carry them, to plain text and images.

libxml2 reads the markup as a stream of tags and words, and nothing here keeps a tree: time and memory grow with the
fragment's length alone, however deep or broken it is. A tree as HTML5 defines it (selectolax) takes as long for ordinary
fragments, but minutes for some of 100 kB that were made for it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from lxml import etree

from bigpicture.intake.pictures import MOST, image, merged
from bigpicture.intake.plain import BREAK, lines, once, paragraphs_of, resolved, web_address
from bigpicture.model import Image

_PART, _LINE, _SPACE, _UNREAD, _CAPTION, _FIGURE, _IMAGE, _QUOTE, _BASE = range(1, 10)
# What a tag does to the text; those that are not here do nothing.
_KINDS = {
    **dict.fromkeys(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
        "header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul".split(), _PART),
    **dict.fromkeys("audio button canvas head iframe map math noscript object script select style svg template textarea title "
                    "video".split(), _UNREAD),
    "br": _LINE, "td": _SPACE, "th": _SPACE, "figcaption": _CAPTION, "figure": _FIGURE, "img": _IMAGE, "q": _QUOTE, "base": _BASE,
}  # fmt: skip
_CAPTIONED = re.compile(r"\b(?:wp-caption-text|wp-caption-dd|image-caption|caption-text|photo-credit|image-credit)\b")
_CREDITED = re.compile(
    r"\b(?:credit|copyright|photographer)\b|(?:image|photo|media|figure|caption)[-_]*(?:credit|copyright|source)", re.I
)
_APART = frozenset(
    "br cite div li p small span td".split()
)  # in a caption, words on both sides of these are not one word
_DECORATION = re.compile(r"\b(?:wp-smiley|emoji|avatar|tracking|pixel)\b")
_COUNTER = {"0", "1", "2"}  # pixels of an image that is there to count readers
# Where pages that load images late keep the address; src then holds a blank one.
_SOURCES = ("data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset")


def text_of(fragment: str) -> str:
    """The words of a fragment: paragraphs parted by an empty line, a <br> as a new line, entities resolved.

    Link texts stay, a list's items and a table's rows are paragraphs. Captions are no part of it (`images_of` gives
    them), nor are scripts, forms' controls and what embedded players say. Markup that was escaped twice is read as
    markup where the fragment has none besides. Text without markup keeps its own lines.
    """
    return _read(fragment)[0]


def images_of(fragment: str, base: str) -> tuple[Image, ...]:
    """The images of a fragment in their order, at most 40, with captions, credits and alternative texts.

    Addresses are resolved against the fragment's own <base>, else `base`; those of no web address are left out, and so
    are counters of readers, smileys and portraits of authors.
    """
    return text_and_images(fragment, base)[1]


def text_and_images(fragment: str, base: str) -> tuple[str, tuple[Image, ...]]:
    """What `text_of` and `images_of` give, read at once."""
    text, own, shown = _read(fragment)
    if not shown:
        return text, ()
    base = web_address(base, own) or base
    found = (image(base, s.address, "".join(s.caption), "".join(s.credit), s.alt) for s in shown)
    return text, merged(i for i in found if i)


def _read(fragment: str) -> tuple[str, str, list[_Shown]]:
    """(text, base, images)."""
    fragment = once(fragment)
    if "<" not in fragment:
        return paragraphs_of(resolved(fragment)), "", []
    paragraphs, base, shown = streamed(_Fragment, f"<div>{fragment}</div>")
    text = "\n\n".join(paragraphs)
    plain = resolved(text)
    return text if plain is text else paragraphs_of(plain), base, shown


class Target(Protocol):
    """What libxml2 tells the tags and words of a page to, each start with its end, in their order."""

    def start(self, tag: str, attributes: Any) -> None:
        """A tag opens."""

    def end(self, tag: str) -> None:
        """It closes, by its end tag or because another tag or the end closes it."""

    def data(self, text: str) -> None:
        """Words, perhaps in several parts."""

    def close(self) -> Any:
        """The whole was read: what was found. The target must be as new afterwards."""


@dataclass(slots=True)
class _Shown:
    """An image as the markup words it."""

    address: str
    alt: str
    caption: list[str] = field(default_factory=list)
    credit: list[str] = field(default_factory=list)


class _Fragment:
    """Paragraphs and images. A caption belongs to those images of its figure that have none yet."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.open: list[str] = []
        self.depth = 0  # inside what is no text: a script, a caption
        self.caption: list[str] | None = None  # its words, where it is a caption
        self.credit: list[str] = []
        self.credited = 0  # the depth at which the caption's credit began
        self.figures: list[int] = []  # of each open figure, how many images were found before it
        self.shown: list[_Shown] = []
        self.base = ""

    def start(self, tag: str, attributes: Any) -> None:
        kind = _KINDS.get(tag)
        if self.depth:
            self._within(tag, kind, attributes)
            return
        if attributes and _CAPTIONED.search(attributes.get("class") or ""):
            kind = _CAPTION
        if kind is None:
            return
        if kind == _PART:
            self._part()
        elif kind == _LINE:
            self.open.append(BREAK)
        elif kind in (_UNREAD, _CAPTION):
            self.depth, self.caption, self.credit, self.credited = 1, [] if kind == _CAPTION else None, [], 0
        else:
            self._other(kind, attributes)

    def _other(self, kind: int, attributes: Any) -> None:
        if kind == _FIGURE:
            self._part()
            self.figures.append(len(self.shown))
        elif kind == _QUOTE:
            self.open.append("“")
        elif kind == _BASE:
            self.base = self.base or attributes.get("href") or ""
        else:
            self.open.append(" ")
            if kind == _IMAGE:
                self._image(attributes)

    def _within(self, tag: str, kind: int | None, attributes: Any) -> None:
        self.depth += 1
        if kind == _IMAGE:
            self._image(attributes)
        if self.caption is not None:
            if tag in _APART:
                self.caption.append(" ")
            if attributes and not self.credited and _CREDITED.search(attributes.get("class") or ""):
                self.credited = self.depth

    def _image(self, attributes: Any) -> None:
        kind = attributes.get("class") or ""
        if "smiley" in kind or "emoji" in kind:
            self.open.append(attributes.get("alt") or "")
            return
        address = next(_addresses(attributes), None)
        counts = _COUNTER & {attributes.get("width"), attributes.get("height")}
        if address and not counts and not _DECORATION.search(kind) and len(self.shown) < MOST:
            self.shown.append(_Shown(address, attributes.get("alt") or ""))

    def end(self, tag: str) -> None:
        if self.depth:
            self._leave(tag)
            return
        kind = _KINDS.get(tag)
        if kind == _PART:
            self._part()
        elif kind == _QUOTE:
            self.open.append("”")
        elif kind == _FIGURE:
            self._part()
            del self.figures[-1:]

    def _leave(self, tag: str) -> None:
        self.depth -= 1
        if self.caption is None:
            return
        if tag in _APART:
            self.caption.append(" ")
        if self.depth < self.credited:
            self.credited = 0
        if not self.depth:
            since = self.figures[-1] if self.figures else max(0, len(self.shown) - 1)
            for each in self.shown[since:]:
                if not each.caption:
                    each.caption, each.credit = self.caption, self.credit

    def data(self, text: str) -> None:
        if not self.depth:
            self.open.append(text)
        elif self.caption is not None:
            self.caption.append(text)
            if self.credited:
                self.credit.append(text)

    def _part(self) -> None:
        """The paragraph is over."""
        if self.open:
            text = "".join(self.open)
            self.open = []
            parts = re.split(rf"{BREAK}\s*{BREAK}[\s{BREAK}]*", text) if BREAK in text else (text,)
            self.done += [p for p in map(lines, parts) if p]

    def close(self) -> tuple[list[str], str, list[_Shown]]:
        self._part()
        found = self.done, self.base, self.shown
        self.__init__()  # type: ignore[misc]
        return found


def _addresses(attributes: Any) -> Iterator[str]:
    for name in _SOURCES:
        value = (attributes.get(name) or "").strip()
        if "srcset" in name:
            value = value.rpartition(", ")[2].partition(" ")[0]  # the last is the largest, as a rule
        if value and not value.startswith(("data:", "about:")):
            yield value


class _Parsers(threading.local):
    """One parser for each thread and kind of target: making one takes as long as reading a short article."""

    def __init__(self) -> None:
        self.known: dict[type[Target], Any] = {}


_PARSERS = _Parsers()


def streamed(kind: type[Target], page: str) -> Any:
    """What a target of this kind finds in a page: the value of its `close`."""
    parser = _PARSERS.known.pop(kind, None) or etree.HTMLParser(target=kind(), encoding="utf-8", huge_tree=True,
                                                               remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        found = etree.fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:  # nothing in it that the library takes for a page
        return kind().close()
    _PARSERS.known[kind] = parser  # one that met an error is not used again
    return found
