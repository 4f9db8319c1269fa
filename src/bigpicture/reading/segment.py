"""Words and sentences with exact offsets, and the surface features of each word that an uncased encoder cannot see."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_CLOSERS = "\"'”’)]»"
# A full stop after these does not end a sentence; single capitals ("J.K.") are handled apart.
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "jr",
        "sr",
        "vs",
        "prof",
        "rev",
        "gen",
        "col",
        "lt",
        "sgt",
        "no",
        "vol",
        "dept",
        "est",
        "approx",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "rs",
        "inc",
        "ltd",
        "co",
        "corp",
        "bros",
        "etc",
        "dir",
        "ft",
        "feat",
        "cf",
        "al",
        "mt",
        "capt",
        "hon",
    ]
)
SHAPES = ("lower", "title", "upper", "mixed", "digit", "punct", "initial", "other")
# One column a feature, with the number of its values: the embedding tables of the model follow this order.
FEATURES: tuple[tuple[str, int], ...] = (
    ("shape", len(SHAPES)),
    ("quoted", 4),  # 0 outside, 1 inside double marks, 2 inside single marks, 3 inside both
    ("opens", 3),  # 0 within a sentence, 1 first word of a sentence, 2 first word of a paragraph
    ("headline", 2),
    ("parenthesis", 2),
    ("spaced", 2),  # white space stands before the word
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: parallel arrays, one row a word."""

    text: str
    start: NDArray[np.int32]  # offset of the first character
    end: NDArray[np.int32]  # offset after the last character
    sentence: NDArray[np.int32]  # number of its sentence, from 0
    paragraph: NDArray[np.int32]  # number of its paragraph, from 0
    features: NDArray[np.int32]  # columns as in FEATURES

    def __len__(self) -> int:
        return len(self.start)

    def strings(self) -> list[str]:
        """The words themselves."""
        return [self.text[s:e] for s, e in zip(self.start.tolist(), self.end.tolist(), strict=True)]


def segment(text: str, headline: int = 0) -> Words:
    """The words of `text`, of which the first `headline` characters are the headline."""
    spans = [m.span() for m in _WORD.finditer(text)]
    start = np.array([s for s, _ in spans], dtype=np.int32)
    end = np.array([e for _, e in spans], dtype=np.int32)
    words = [text[s:e] for s, e in spans]
    breaks = [_break(text, spans, words, i) for i in range(len(spans))]
    opens = np.array(breaks, dtype=np.int32)
    features = np.zeros((len(spans), len(FEATURES)), dtype=np.int32)
    features[:, 0] = [_shape(w) for w in words]
    features[:, 1] = _quoted(text, spans, words, breaks)
    features[:, 2] = opens
    features[:, 3] = start < headline
    features[:, 4] = _parenthesised(words, breaks)
    features[:, 5] = [s == 0 or text[s - 1].isspace() for s, _ in spans]
    zero = np.zeros(0, dtype=np.int32)
    sentence = np.cumsum(opens > 0).astype(np.int32) - 1 if spans else zero
    paragraph = np.cumsum(opens > 1).astype(np.int32) - 1 if spans else zero
    return Words(text, start, end, sentence, paragraph, features)


def _shape(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 6
    if word.istitle():
        return 1
    if any(c.isdigit() for c in word):
        return 4
    if any(c.isalpha() for c in word):
        return 3
    return 5


def _break(text: str, spans: list[tuple[int, int]], words: list[str], i: int) -> int:
    """2 where word i opens a paragraph, 1 where it opens a sentence, else 0."""
    if i == 0:
        return 2
    gap = text[spans[i - 1][1] : spans[i][0]]
    if "\n" in gap:
        return 2
    if not gap:
        return 0
    j = i - 1
    while j > 0 and words[j] in _CLOSERS:
        j -= 1
    if words[j] not in ".!?…":
        return 0
    if words[i][0].islower():
        return 0
    if words[j] == "." and j > 0 and spans[j - 1][1] == spans[j][0] and j == i - 1:
        before = words[j - 1]
        if before.casefold() in _ABBREVIATIONS or (len(before) == 1 and before.isupper()):
            return 0
    return 1


def _quoted(text: str, spans: list[tuple[int, int]], words: list[str], breaks: list[int]) -> list[int]:
    """Whether each word stands inside quotation marks; marks left open end with their paragraph."""
    out, double, single = [], False, False
    for i, word in enumerate(words):
        if breaks[i] == 2:
            double = single = False
        if word in '“”"':
            double = word == "“" if word != '"' else not double
            out.append(2 * single)
            continue
        if word in "‘’'`":
            s, e = spans[i]
            opening = (s == 0 or not text[s - 1].isalnum()) and e < len(text) and text[e].isalnum()
            closing = e >= len(text) or not text[e].isalnum()
            if opening and word != "’" and not single:
                single = True
            elif closing and single and word != "‘":
                single = False
        out.append(double + 2 * single)
    return out


def _parenthesised(words: list[str], breaks: list[int]) -> list[int]:
    out, depth = [], 0
    for i, word in enumerate(words):
        if breaks[i] == 2:
            depth = 0
        if word in "([":
            depth += 1
        elif word in ")]":
            depth = max(0, depth - 1)
        out.append(int(depth > 0))
    return out
