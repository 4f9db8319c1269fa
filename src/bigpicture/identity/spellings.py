"""Spellings: the wordings of names that mean one person, among all names that are used of one film."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bigpicture.folding import plain
from bigpicture.naming import bearer

SHORT = 8  # letters below which two names that differ in one are two names


@dataclass(frozen=True, slots=True)
class Use:
    """A name as one article words it."""

    name: str
    article: int


def spellings(uses: Iterable[Use]) -> dict[str, str]:
    """Each name of a film's articles with the wording to show for it: that of most articles, of those the longest.

    Spellings of one bearer are one name. So are long names that differ in one letter, unless an article uses both: whoever
    wrote it knew two people.
    """
    worded: dict[str, dict[str, set[int]]] = {}
    for use in uses:
        worded.setdefault(bearer(use.name), {}).setdefault(use.name, set()).add(use.article)
    articles = {key: set().union(*names.values()) for key, names in worded.items()}
    up = {key: key for key in worded}

    def root(key: str) -> str:
        while up[key] != key:
            key = up[key]
        return key

    # the commonest first, so that a slip joins the right spelling and not another slip
    for one, other in sorted(_near(worded), key=lambda pair: (-max(len(articles[k]) for k in pair), pair)):
        a, b = sorted((root(one), root(other)))
        if a != b and not articles[a] & articles[b]:
            up[b] = a
            articles[a] = articles[a] | articles[b]
    groups: dict[str, dict[str, set[int]]] = {}
    for key, names in worded.items():
        for name, own in names.items():
            groups.setdefault(root(key), {}).setdefault(name, set()).update(own)
    return {name: _shown(names) for names in groups.values() for name in names}


def _shown(names: Mapping[str, set[int]]) -> str:
    return min(names, key=lambda n: (-len(names[n]), -len(n), n))


def _near(worded: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    """Pairs of bearers with names that become the same when a letter is left out of one or of both at one place."""
    met: dict[str, set[tuple[str, str]]] = {}
    for key, names in worded.items():
        for folded in {plain(n) for n in names}:
            if len(folded) >= SHORT:
                for rest in {folded, *(folded[:i] + folded[i + 1 :] for i in range(len(folded)))}:
                    met.setdefault(rest, set()).add((key, folded))
    pairs = {
        (one, other)
        for group in met.values()
        if len(group) > 1
        for one, a in group
        for other, b in group
        if one < other and one_letter_apart(a, b)
    }
    yield from pairs


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two strings differ in one letter at most: changed, missing, or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
