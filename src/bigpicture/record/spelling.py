"""Names spelled nearly alike: how many slips of a typist lie between two."""

from __future__ import annotations

from collections.abc import Sequence

_FREE = 3  # letters: so short a word is another word when one of them changes
_LONG = 8  # letters from which a word may have two slips


def distance(a: str, b: str, most: int) -> int:
    """Letters added, left out, changed or swapped with their neighbour (optimal string alignment); above `most`: most + 1."""
    if a == b or abs(len(a) - len(b)) > most:
        return 0 if a == b else most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def slips(word: str) -> int:
    """How many slips a word may have and still be meant."""
    return 0 if len(word) <= _FREE else 1 if len(word) < _LONG else 2


def likeness(asked: Sequence[str], name: Sequence[str]) -> float:
    """How well a name's words answer the words asked for: 1 where they are the same, 0 where one of them is not met.

    Each word asked for must be met by a word of the name; what the name has besides costs little.
    """
    left, wrong = list(name), 0
    for word in asked:
        allowed = slips(word)
        best = min(left, key=lambda w: distance(word, w, allowed), default=None)
        if best is None or (found := distance(word, best, allowed)) > allowed:
            return 0.0
        left.remove(best)
        wrong += found
    told = sum(map(len, asked)) or 1
    return max(0.0, 1 - wrong / told) * (1 - 0.3 * len(left) / len(name))


def grams(words: Sequence[str]) -> list[str]:
    """The runs of three characters of words set between spaces, each once, in order."""
    text = f" {' '.join(words)} "
    return list(dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2)))
