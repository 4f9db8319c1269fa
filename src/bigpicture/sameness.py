"""Whether one text is a copy of another, and which of several copies is the origin.

Wire copy is printed with another headline, cut to length, put into house style, and added to. Copies are found in two
steps. A MinHash signature (Broder 1997) and its bands find the few articles worth comparing: two that share a band.
Then the two texts are compared word for word, because a signature can tell neither a text cut to its first half from
one that has half of its words changed, nor last week's column from this week's. Figures: python -m bench.sameness
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from struct import pack

VERSION = 1  # of everything that makes a signature; those of different versions cannot be compared
SHINGLE = 3  # words; of a text with one word in ten changed 76% of them are left, of five words 62%
SLOTS = 128  # numbers in a signature: 512 bytes, and a standard error of at most 0.045
ROWS = 3  # slots in a band: 42 bands, which offer 99.5% of texts cut to a half, 80% of those cut to a third
SHORTEST = 50  # words: of a shorter text, one quotation in common is the most part
NEAR = 0.2  # estimated similarity, less than any copy has: below it the two texts need not be fetched
SAME = (
    0.6  # of the shorter text's shingles: a brief with two sentences of another has a half, the worst copies two thirds
)
KNOWN = 0.55  # of the shorter text's names and figures: a template filled in anew keeps a third, the worst copies three fifths
PART = 1 / 3  # length of the shorter to the longer: an item within a round-up is no copy of the round-up
_LONGEST = 200_000  # characters that are compared; the longest film feature has half as many
_SEED = 1997
_AWARDED = 4  # times that a list of winners says "winner" more often than the same list before the ceremony

_WORD = re.compile(r"[^\W_]+")
_WITHIN = re.compile(r"['’ʼ\u0300-\u036f]")  # what a word is folded without: apostrophes, accents
# A capital where no sentence, line or quotation begins.
_NAME = re.compile(r"(?<![.?!:“”\"‘•-] )(?<![\n“\"‘])(?<!^)\b[A-Z][^\W_]+")
# The words of consent banners, paywalls and checks for robots: an article has one in a hundred words at the most.
_NOTICE = re.compile(
    r"\b(?:cookies?|consent|javascript|browsers?|privacy|subscri(?:be|bed|bers?|bing|ptions?)|sign in|log in"
    r"|newsletters?|advertising|ad ?blockers?|terms and conditions|robots?|partners|devices?)\b"
)
_NOTICED = 0.05

Shingles = frozenset[tuple[str, ...]]
Standing = tuple[str, str, str]


def signature(text: str) -> bytes | None:
    """The text's MinHash, 128 unsigned 32-bit numbers in little-endian order; the same on every machine.

    None for a text that is too short to compare, or that is a notice about cookies, subscription or robots.
    """
    from rensa import RMinHash  # type: ignore[import-untyped]

    words = _words(text)
    if len(words) < SHORTEST or _is_notice(words):
        return None
    sketch = RMinHash(SLOTS, _SEED)
    sketch.update([" ".join(shingle) for shingle in _shingles(words)])
    return pack(f"<{SLOTS}I", *sketch.digest())


def bands(signature: bytes) -> tuple[int, ...]:
    """42 signed 64-bit numbers, to be indexed: two texts with one in common are worth comparing."""
    size = 4 * ROWS
    cuts = range(0, 4 * SLOTS - size + 1, size)
    return tuple(_number(pack("<I", at) + signature[at : at + size]) for at in cuts)


def _number(value: bytes) -> int:
    return int.from_bytes(blake2b(value, digest_size=8).digest(), "little", signed=True)


def similarity(a: bytes, b: bytes) -> float:
    """The estimated Jaccard similarity of two texts, 0 to 1, by their signatures."""
    assert len(a) == len(b) == 4 * SLOTS, "signatures of different versions"
    apart = int.from_bytes(a, "little") ^ int.from_bytes(b, "little")  # as one number: a slot that both share is 0
    return memoryview(apart.to_bytes(len(a), "little")).cast("I").tolist().count(0) / SLOTS


def contained(a: str, b: str) -> float:
    """The share of the shorter text's shingles that the longer has, 0 to 1: 1 for a text cut to its first half."""
    return _contained(_words(a), _words(b))


def same(a: str, b: str) -> bool:
    """Whether one text is a copy of the other: most of the shorter's wording, with most of its names and figures.

    Not transitive: a copy of a copy may have lost too much. `settle` groups without creeping.
    """
    (one, short), (two, _) = sorted(((_words(t), t) for t in (a, b)), key=lambda pair: (len(pair[0]), pair[1]))
    if len(one) < SHORTEST or len(one) < PART * len(two) or abs(_winners(one) - _winners(two)) >= _AWARDED:
        return False
    return _contained(one, two) >= SAME and _known(_facts(short, one), set(two)) >= KNOWN


def _words(text: str) -> list[str]:
    """The words of a text folded: case, accents, apostrophes, punctuation and white space.

    Not folding.plain, which leaves nothing of a text in another alphabet.
    """
    return _WORD.findall(_plain(text).casefold())


def _plain(text: str) -> str:
    return _WITHIN.sub("", unicodedata.normalize("NFKD", text[:_LONGEST]))


def _contained(one: list[str], two: list[str]) -> float:
    short, long = sorted((_shingles(one), _shingles(two)), key=len)
    return len(short & long) / len(short) if short else 0.0


def _shingles(words: list[str]) -> Shingles:
    return frozenset(zip(*(words[at:] for at in range(SHINGLE)), strict=False))


def _facts(text: str, words: list[str]) -> set[str]:
    """The names and figures of a text, as words: all that a template leaves open."""
    return {name.casefold() for name in _NAME.findall(_plain(text))} | {word for word in words if not word.isalpha()}


def _known(facts: set[str], words: set[str]) -> float:
    return len(facts & words) / len(facts) if facts else 1.0


def _winners(words: list[str]) -> int:
    return words.count("winner") + words.count("winners")


def _is_notice(words: list[str]) -> bool:
    return len(_NOTICE.findall(" ".join(words))) >= _NOTICED * len(words)


def standing(published: str | None, first_seen: str, id: str) -> Standing:
    """Where an article stands among its copies: the earliest is the origin.

    `published` is a time (UTC, to the second), or an EDTF day, month or year, which counts from its end; none, or one
    after `first_seen` (a time), counts as first seen. The id decides between equals.
    """
    time = published or first_seen
    return min(time if "T" in time else f"{time}T24", first_seen), first_seen, id


def settle(
    changed: Iterable[Standing],
    origins: Mapping[Standing, Standing],
    copies: Callable[[Standing], Collection[Standing]],
) -> dict[Standing, Standing]:
    """The origins that become others after some articles came, went or were edited: article to its new origin.

    The rule: an article's origin is the earliest of the earlier articles that it is a copy of and that are origins
    themselves; where there is none, it is an origin. So every copy is compared with its origin and groups do not
    creep; and who is an origin hangs on the articles alone, not on the order in which they came.

    `changed` are the articles that are new, and those of which a copy was edited or taken away; `origins` the origins
    so far, an origin's being itself, without what was taken away; `copies` gives all articles, earlier and later, that
    are the same as one.
    """
    settled: dict[Standing, Standing] = {}
    waiting, done = list(changed), set()
    heapify(waiting)
    while waiting:
        article = heappop(waiting)
        if article in done:
            continue
        done.add(article)
        near = copies(article)
        earlier = (n for n in near if n < article and settled.get(n, origins.get(n)) == n)
        origin, was = min(earlier, default=article), origins.get(article)
        if origin != was:
            settled[article] = origin
        if (origin == article) != (was == article):
            for later in (n for n in near if n > article):
                heappush(waiting, later)
    return settled
