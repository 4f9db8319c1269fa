"""Where a tagged mention begins and ends: parts that belong together joined, what is no part of it cut off."""

from __future__ import annotations

import re

from bigpicture.reading.names import PARTICLES
from bigpicture.reading.segment import Words

Row = tuple[int, int, str]  # first word, last word, label
_NAMED = re.compile(r"(?!(?:The|A|An)\b)\b[A-Z]\w|[^\W\d_a-zA-Z]")  # a capital that is no article's
_LOOSE = frozenset("in to for of and at by with from on as the a an".split())  # lower-case words that no title ends in
_LED = frozenset(
    "led starring directed penned produced scripted written helmed fronted hosted voiced narrated nominated like style era inspired backed".split()
)  # "a Winslet-led drama"


def whole(words: Words, rows: list[Row]) -> list[Row]:
    """The rows (of one article, in order, apart from each other) with their edges mended."""
    strings = words.strings()
    out: list[Row] = []
    for first, last, label in rows:
        if out and first <= out[-1][1]:
            continue  # swallowed by a name that was continued
        if label in ("EVENT", "PERSON") and out and out[-1][1:] == (first - 1, label) and _side_by_side(words, first):
            first = out.pop()[0]  # "Hong" and "Kong Film Awards", "Ana" and "Sofía Belmonte"
        if label == "PERSON":
            last = _end_of_name(words, strings, last)
        while label == "WORK" and last > first and strings[last] in _LOOSE:
            last -= 1
        out.append((first, last, label))
    return [r for r in out if r[2] != "EVENT" or _NAMED.search(_text(words, r[0], r[1]))]


def _text(words: Words, first: int, last: int) -> str:
    return words.text[int(words.start[first]) : int(words.end[last])]


def _side_by_side(words: Words, second: int) -> bool:
    """Whether nothing but a space parts a word from the one before it."""
    return words.text[int(words.end[second - 1]) : int(words.start[second])] in ("", " ", "\u00a0")


def _end_of_name(words: Words, strings: list[str], last: int) -> int:
    """The last word of a name tagged up to `last`: "Ryu Gyo" goes on "-won", "Odile Van den" "Broucke"."""
    while last + 2 < len(strings) and strings[last + 1] == "-" and _text(words, last, last + 2).count(" ") == 0:
        if strings[last + 2].casefold() in _LED or not strings[last + 2].isalpha():
            break
        last += 2
    unfinished = last > 0 and strings[last].casefold() in PARTICLES - {"al", "el"}
    return last + 1 if unfinished and last + 1 < len(strings) and strings[last + 1][0].isupper() else last
