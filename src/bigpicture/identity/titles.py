"""Titles: what wordings of one have in common, and works that have none yet."""

from __future__ import annotations

from functools import lru_cache

from anyascii import anyascii

from bigpicture.folding import title as fold

_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        "ii two|iii three|iv four|v five|vi six|vii seven|viii eight|ix nine|x ten".split("|"), 2
    )
    for word in words.split()
}
_PARTS = frozenset("part chapter volume vol episode".split())
_UNTITLED = "untitled "


@lru_cache(maxsize=20_000)
def block(title: str) -> str:
    """What wordings of one title have in common: "Dune: Part Two", "Dune 2" and "Dune Part II" are "dune 2"."""
    words = fold(anyascii(title)).split()
    if len(words) < 2:
        return " ".join(words) or title.casefold().strip()
    numbered = [words[0], *(_NUMBERS.get(w, w) for w in words[1:])]
    # "part" says nothing before a number, and everything in "a part of you"
    kept = [
        w for i, w in enumerate(numbered) if not (w in _PARTS and numbered[i + 1 : i + 2] and numbered[i + 1].isdigit())
    ]
    return " ".join(kept)


def is_untitled(block: str) -> bool:
    """Whether a block is a description in place of a title: "untitled steve jobs biopic"."""
    return block.startswith(_UNTITLED)
