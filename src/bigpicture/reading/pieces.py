"""Words to the word pieces of the encoder, in windows it can hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bigpicture.reading.segment import Words

Ints = NDArray[np.int64]
WINDOW = 510  # pieces besides [CLS] and [SEP]
OVERLAP = 96  # pieces of left context that a further window repeats
UNKNOWN, CLS, SEP, MASK = 100, 101, 102, 103


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of a text: parallel arrays, one row a piece."""

    ids: Ints
    word: Ints  # the word it belongs to
    first: Ints  # by word: its first piece


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces from `start` to `end`, of which those from `keep` on are this window's own."""

    start: int
    end: int
    keep: int

    def rows(self, pieces: Ints) -> Ints:
        """Of some pieces of the text, those that are the window's own, as rows of its input (which [CLS] opens)."""
        out: Ints = 1 + pieces[(pieces >= self.keep) & (pieces < self.end)] - self.start
        return out


def pieces(tokenizer: Tokenizer, words: Words) -> Pieces:
    """The word pieces of all words. A word the tokenizer knows nothing of becomes one unknown piece."""
    encoding = tokenizer.encode(words.strings(), is_pretokenized=True, add_special_tokens=False)
    ids = np.array(encoding.ids, dtype=np.int64)
    word = np.array(encoding.word_ids, dtype=np.int64)
    missing = np.setdiff1d(np.arange(len(words)), word)
    if len(missing):
        at = np.searchsorted(word, missing)
        ids, word = np.insert(ids, at, UNKNOWN), np.insert(word, at, missing)
    first = np.searchsorted(word, np.arange(len(words)))
    return Pieces(ids, word, first)


def windows(pieces: Pieces, words: Words) -> list[Window]:
    """Windows over all pieces; each further one starts at a word and repeats the context before it."""
    out: list[Window] = []
    keep, total = 0, len(pieces.ids)
    while keep < total or not out:
        start = max(0, keep - OVERLAP)
        while start > 0 and start < keep and pieces.word[start] == pieces.word[start - 1]:
            start += 1
        end = min(total, start + WINDOW)
        if end < total:
            end = _boundary(pieces, words, keep, end)
        out.append(Window(start, end, keep))
        keep = end
    return out


def _boundary(pieces: Pieces, words: Words, keep: int, end: int) -> int:
    """The last sentence's start before `end`, if it leaves at least half a window; else the last word's start."""
    opens = np.flatnonzero(words.features[pieces.word[keep:end], 2] > 0) + keep
    opens = opens[(opens > keep + WINDOW // 2) & (pieces.first[pieces.word[opens]] == opens)]
    if len(opens):
        return int(opens[-1])
    return max(int(pieces.first[pieces.word[end]]), keep + 1) if pieces.word[end] == pieces.word[end - 1] else end
