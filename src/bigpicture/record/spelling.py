"""Spellings: how many slips of a typist lie between two words, and how well a name answers what was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_FREE = 3  # letters: so short a word is another word when one of them changes
_LONG = 8  # letters from which a word may have two slips
_HEAD = 7  # letters of a word that are looked up: two slips leave enough of them
_PART = 0.5  # slips that it counts as where a word is met by another one's beginning, or an initial by none


def distance(a: str, b: str, most: int) -> int:
    """Letters added, left out, changed or swapped with their neighbour (optimal string alignment); above `most`: most + 1."""
    from rapidfuzz.distance import OSA  # some 30 ms: only where names are compared

    return OSA.distance(a, b, score_cutoff=most)


def slips(word: str) -> int:
    """How many slips a word may have and still be meant."""
    return 0 if len(word) <= _FREE else 1 if len(word) < _LONG else 2


def keys(word: str) -> set[str]:
    """The head of a word, and all that is left of it when as many letters are left out as it may have slips.

    Two words that are so many slips apart share one of them (Garbe's symmetric deletion), so that a word's misspellings are
    found by looking up a few dozen keys, however many words there are.
    """
    found = new = {word[:_HEAD]}
    for _ in range(slips(word)):
        new = {k[:i] + k[i + 1 :] for k in new for i in range(len(k))}
        found = found | new
    return found


def splits(word: str) -> Iterator[tuple[str, str]]:
    """A word cut in two, in every place: "spiderman" may be "spider man"."""
    return ((word[:i], word[i:]) for i in range(1, len(word)))


Meant = Mapping[str, Mapping[str, int]]  # a word asked for: the words that it may mean, by how many slips lie between


def meant(asked: Sequence[str], name: Sequence[str]) -> Meant:
    """Which of a name's words those asked for may mean."""
    return {w: {o: d for o in name if (d := distance(w, o, slips(w))) <= slips(w)} for w in asked}


def likeness(asked: Sequence[str], name: Sequence[str], known: Meant | None = None) -> float:
    """How well a name's words answer the words asked for, in any order: 1 where they are the same, 0 where one is not met.

    `known` tells what the words asked for may mean, where that was looked up. The last word may be one that is not typed to its
    end, a single letter an initial. What the name has besides costs little.
    """
    known = meant(asked, name) if known is None else known
    left, wrong = list(name), 0.0
    for place, word in enumerate(asked, 1):
        may = known.get(word, {})
        begins = len(word) == 1 or place == len(asked)
        costs = {w: may.get(w, _PART if begins and w.startswith(word) else None) for w in left}
        met = min((w for w in left if costs[w] is not None), key=lambda w: costs[w] or 0, default=None)
        if met is not None:
            left.remove(met)
            wrong += costs[met] or 0
        elif len(word) == 1:
            wrong += _PART
        else:
            return 0.0
    told = sum(map(len, asked)) or 1
    return max(0.0, 1 - wrong / told) * (1 - 0.3 * len(left) / len(name))
