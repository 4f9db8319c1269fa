"""Numbers that stand for names and for subjects: hashes of 56 bits, the names one letter away, and a filter of what is filed.

A hash is a polynomial of the characters' code points modulo 2^64, mixed and cut to 56 bits. That of a name with one letter
changed follows from the hashes of what stands before and after it, so that all of them cost a few vector operations.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bigpicture.catalogue.names import LONGEST, person, title

Hashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15  # odd, from the golden ratio
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # of SplitMix64
_MASK = (1 << 64) - 1
_POWERS = np.array([pow(_BASE, n, 1 << 64) for n in range(LONGEST + 3)], np.uint64)
_B = np.uint64(_BASE)
# The letters that a typing error may put in, by the script of the name; digits never: another number is another film.
_ALPHABETS = (("a", "z"), ("а", "я"), ("α", "ω"), ("א", "ת"), ("ء", "ي"))
_PREFIXES = ("Q", "tt", "nm", "co", "ev")  # their place is the tag of a subject's number
_TAGS_OF_IDS = {prefix: tag for tag, prefix in enumerate(_PREFIXES)}
_DIGITS = 12  # of an identifier; twice what there is
_PAGE, _NAME, _TITLE = 5, 6, 7  # tags of wikipedia:, name: and title:
_TAGS = {"wikipedia": _PAGE, "name": _NAME, "title": _TITLE}


def hashes(names: Sequence[str]) -> Hashes:
    """The hashes of folded names; none may be empty or longer than names.LONGEST."""
    if not names:
        return np.zeros(0, np.uint64)
    codes = _codes("".join(names))
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    ends = np.cumsum(lengths)
    places = np.repeat(ends, lengths) - 1 - np.arange(len(codes))
    return _mixed(np.add.reduceat(codes * _POWERS[places], ends - lengths))


def hash_of(name: str) -> int:
    """The hash of one folded name; for a few of them faster than `hashes`."""
    value = 0
    for char in name:
        value = (value * _BASE + ord(char) + 1) & _MASK
    value = (value ^ value >> 30) * _MIX[0] & _MASK
    value = (value ^ value >> 27) * _MIX[1] & _MASK
    return (value ^ value >> 31) >> 8


def _codes(text: str) -> Hashes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64) + np.uint64(1)


def _mixed(values: Hashes) -> Hashes:
    """Bits spread (the last steps of SplitMix64), so that each says as much as the next."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(_MIX[0])
    values = (values ^ (values >> np.uint64(27))) * np.uint64(_MIX[1])
    return (values ^ (values >> np.uint64(31))) >> np.uint64(8)


def neighbours(name: str) -> Hashes:
    """The hashes of all that a folded name becomes by one letter left out, put in, changed, or swapped with the next."""
    codes = _codes(name)
    size = len(codes)
    free = np.array([not char.isdigit() for char in name])
    heads, tails = _parts(codes)
    letters = _alphabet(name)
    back = _POWERS[size - 1 - np.arange(size)]
    left_out = (heads[:-1] * back + tails[1:])[free]
    changed = ((heads[:-1, None] * _B + letters) * back[:, None] + tails[1:, None])[free]
    put_in = (heads[:, None] * _B + letters) * _POWERS[size - np.arange(size + 1)][:, None] + tails[:, None]
    swapped = ((heads[:-2] * _B + codes[1:]) * _B + codes[:-1]) * back[1:] + tails[2:]
    swapped = swapped[free[1:] & free[:-1] & (codes[1:] != codes[:-1])]
    return _mixed(np.concatenate([left_out, changed.ravel(), put_in.ravel(), swapped]))


def _parts(codes: Hashes) -> tuple[Hashes, Hashes]:
    """The unmixed hash of what stands before each place and after it."""
    heads, head = [0], 0
    for code in codes.tolist():
        head = (head * _BASE + code) & _MASK
        heads.append(head)
    before = np.array(heads, np.uint64)
    return before, np.uint64(head) - before * _POWERS[len(codes) - np.arange(len(codes) + 1)]


def _alphabet(name: str) -> Hashes:
    for first, last in _ALPHABETS:
        if any(first <= char <= last for char in name):
            return _codes(" " + "".join(map(chr, range(ord(first), ord(last) + 1))))
    return _codes(" ")


def words_for(count: int) -> int:
    """The words of a filter for that many names: 16 bits each, which lets through one in some 150 that are not filed."""
    return max(1, count // 4)


def fill(words: Hashes, found: Hashes) -> None:
    """Note hashes in a filter."""
    np.bitwise_or.at(words, _word(words, found), _bits(found))


def held(words: Hashes, asked: Hashes) -> NDArray[np.bool_]:
    """Which hashes a filter may hold; none that was noted is missing."""
    bits = _bits(asked)
    found: NDArray[np.bool_] = (words[_word(words, asked)] & bits) == bits
    return found


def _word(words: Hashes, values: Hashes) -> NDArray[np.int64]:
    return ((values >> np.uint64(24)) * np.uint64(len(words)) >> np.uint64(32)).astype(np.int64)


def _bits(values: Hashes) -> Hashes:
    one, six = np.uint64(1), np.uint64(63)
    bits = one << (values & six)
    for shift in (6, 12, 18):
        bits |= one << (values >> np.uint64(shift) & six)
    return bits


def number(key: str) -> int | None:
    """A subject's key as a number below 2^59; None where it is no key."""
    tag, digits = _TAGS_OF_IDS.get(key[:2]), key[2:]
    if tag is None and key[:1] == "Q":
        tag, digits = 0, key[1:]
    if tag is not None and digits.isdigit() and digits.isascii() and len(digits) <= _DIGITS:
        return int(digits) << 3 | tag
    scheme, _, value = key.partition(":")
    tag = _TAGS.get(scheme)
    folded = "" if tag is None else page(value) if tag == _PAGE else person(value) if tag == _NAME else title(value)
    return int(hashes([folded[:LONGEST]])[0]) << 3 | (tag or 0) if folded else None


def page(title: str) -> str:
    """A Wikipedia page's title as Wikipedia words it: spaces for underscores, the first letter upper case."""
    text = " ".join(title.replace("_", " ").split())
    return text[:1].upper() + text[1:]


def is_name(code: int) -> bool:
    """Whether a subject is known by name alone."""
    return code & 7 == _NAME


def is_work(code: int) -> bool:
    """Whether a subject without a kind of its own can only be a work."""
    return code & 7 in (_PREFIXES.index("tt"), _PAGE, _TITLE)


def source(code: int) -> int:
    """How telling the source of a subject is: 0 Wikidata, 1 IMDb, 2 the rest."""
    return 0 if code & 7 == 0 else 1 if code & 7 < _PAGE else 2


def text(code: int) -> str:
    """The identifier that a number of Wikidata or IMDb stands for; IMDb pads to seven digits."""
    prefix = _PREFIXES[code & 7]
    return f"Q{code >> 3}" if prefix == "Q" else f"{prefix}{code >> 3:07d}"
