"""Stretches of text in quotation marks: straight or curly, double or single, over several paragraphs or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch in quotation marks, marks included. `open` ones have no closing mark: the next paragraph goes on."""

    start: int
    end: int
    open: bool = False

    def inner(self, text: str) -> str:
        """The words between the marks."""
        return text[self.start + 1 : self.end - (not self.open)].strip()


@dataclass(frozen=True, slots=True)
class Quotation:
    """What one person said in one go: `text` without marks, `parts` its stretches with them."""

    start: int
    end: int
    text: str
    parts: tuple[tuple[int, int], ...]


LONGEST = 1600  # characters of one piece: beyond it a mark was forgotten
_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[“”\"„]")
_BEFORE_OPENING = frozenset(" \t\u00a0([{—–-/:‘'“\"")
_SINGLE = re.compile(r"(?<![\w'’‘,.!?])['‘](?=[^\s'’‘.,;:!?)])")
_SINGLE_END = re.compile(r"['’](?!\w)")
# What an apostrophe before a word leaves out: '90s, 'em, 'til
_CLIPPED = re.compile(r"['‘’](?:\d\ds?\b|(?:em|til|tis|twas|cause|bout|n|round|ere|cos|er|un)\b)", re.I)


def pieces(text: str) -> list[Piece]:
    """Every stretch in quotation marks, in order. A single-marked one inside a double-marked one is a part of it."""
    double = list(_doubles(text))
    inside = bytearray(len(text))
    for piece in double:
        inside[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    return sorted((*double, *_singles(text, inside)), key=lambda p: p.start)


def _doubles(text: str) -> Iterator[Piece]:
    going_on = False
    for paragraph in _PARAGRAPH.finditer(text):
        at: int | None = None
        for mark in _DOUBLE.finditer(text, *paragraph.span()):
            opens = mark[0] in "“„" or (mark[0] == '"' and _opens(text, mark.start(), paragraph.start()))
            if opens and (at is None or mark[0] != '"'):
                at = mark.start()
            elif at is not None and not opens:
                if mark.end() - at <= LONGEST:
                    yield Piece(at, mark.end())
                at = None
        going_on = at is not None and _goes_on(text, paragraph.end())
        if at is not None and going_on and paragraph.end() - at <= LONGEST:
            yield Piece(at, paragraph.end(), open=True)


def _opens(text: str, at: int, low: int) -> bool:
    """Whether a straight mark opens: nothing, space or a bracket stands before it, and a word after."""
    before = text[at - 1] if at > low else " "
    after = text[at + 1 : at + 2]
    return before in _BEFORE_OPENING and bool(after) and not after.isspace()


def _goes_on(text: str, at: int) -> bool:
    """Whether the next paragraph opens with a mark again, as one does that continues a quotation."""
    rest = text[at : at + 8].lstrip()
    return rest[:1] in ("“", '"', "„")


def _singles(text: str, inside: bytearray) -> Iterator[Piece]:
    end = 0
    for mark in _SINGLE.finditer(text):
        at = mark.start()
        if at < end or inside[at] or _CLIPPED.match(text, at):
            continue
        stop = _single_end(text, at, inside)
        if stop:
            end = stop
            yield Piece(at, stop)


def _single_end(text: str, at: int, inside: bytearray) -> int | None:
    """Where a single-marked stretch ends: at a mark after punctuation, else at the first that is no plural's apostrophe."""
    high = text.find("\n", at)
    high = min(len(text) if high < 0 else high, at + LONGEST)
    following = _SINGLE.search(text, at + 1, high)
    limit = following.start() if following else high
    loose = None
    for mark in _SINGLE_END.finditer(text, at + 1, high):
        if inside[mark.start()]:
            return None
        before = text[mark.start() - 1]
        if before in ",.?!…—":
            return mark.end()
        if mark.start() > limit:
            return loose or mark.end()
        if before != "s":
            return mark.end()
        loose = loose or mark.end()
    return loose
