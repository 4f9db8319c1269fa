"""What somebody looks for in texts: words, and phrases between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 200  # characters of a question
_MOST = 20  # words and phrases of one
_PART = re.compile(r'["“”«»]([^"“”«»]*)["“”«»]|([^"“”«»]+)')
_WORD = re.compile(r"[^\W_]+")
NEWEST = (
    1_000  # of many texts that have the words, those that are ranked: what so many have tells nothing of which is best
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text must have, each a phrase of one word or more; nothing but letters and digits are in them."""

    quoted: tuple[str, ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.quoted or self.words)


@dataclass(frozen=True, slots=True)
class Passage:
    """Something whose words answer: the number of its version or claim, and the words about them where they are kept."""

    id: int
    snippet: str | None = None


def parse(asked: str) -> Asked:
    """The words and the "quoted phrases" of a question, whatever it is."""
    quoted: list[str] = []
    words: list[str] = []
    for phrase, rest in _PART.findall(asked[:_LONGEST]):
        if found := _words(phrase):
            quoted.append(" ".join(found))
        words += _words(rest)
    return Asked(tuple(quoted[:_MOST]), tuple(words[:_MOST]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
