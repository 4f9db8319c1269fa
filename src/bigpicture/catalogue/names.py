"""Names folded so that their wordings compare equal, in every script; see also bigpicture.folding, which knows ASCII only.

Case, accents, punctuation and spaces are folded; letters of all scripts are kept. "Jørgen" is "jorgen", "T.J." is "tj",
"Amélie's" is "amelies", "Ёлки" is "елки". Titles also lose their article, and numerals are one kind: "Rocky II" is "rocky 2",
"Dune: Part Two" is "dune part 2".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LONGEST = 200  # characters of a folded name that count

Reach = Literal["same", "short", "order"]

_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
    "&": " and ", **dict.fromkeys("'’‘ʼ`ʻ", ""),
}  # fmt: skip
# Accents of Latin, Greek and Cyrillic; Hebrew points; Arabic vowel marks. Those of other scripts are letters to their readers.
_MARKS = (range(0x300, 0x370), range(0x591, 0x5C8), range(0x610, 0x61B), range(0x64B, 0x660), range(0x670, 0x671))
_INITIALS = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")
_ARTICLE = re.compile(r"^(?:the|a|an) (?=.)")
_NUMERALS = {
    **{name: str(n) for n, name in enumerate("ii iii iv v vi vii viii ix".split(), 2) if name != "v"},
    **{name: str(n) for n, name in enumerate("one two three four five six seven eight nine ten".split(), 1)},
    "volume": "vol",
}
_LETTER_NUMERALS = {"i": "1", "v": "5"}  # numerals behind a word for a part only, "v" at the end of a title too
PARTS = frozenset("part vol chapter episode".split())  # words that a part's number stands behind
_PART = re.compile(rf"^(.+?) (?:{'|'.join(sorted(PARTS))}) (\d+)(?: |$)", re.ASCII)
_SUBTITLE = re.compile(r"\s*(?::\s|\s[–—-]\s).*", re.DOTALL)
_SUFFIX = frozenset("jr sr".split())


class _Table(dict[int, str]):
    """What becomes of a character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _kept(chr(code))
        return kept


def _kept(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if any(ord(char) in marks for marks in _MARKS):
        return ""
    category = unicodedata.category(char)
    return char if category[0] in "LNM" else "" if category == "Cf" else " "


_TABLE = _Table()


def person(value: str) -> str:
    """A person's name folded; "" only where there is nothing but spaces."""
    plain = value.isascii()
    text = value.lower() if plain else unicodedata.normalize("NFKD", value).casefold()
    words = text.translate(_TABLE).split()
    text = " ".join(words)
    if len(words) > 1 and min(map(len, words)) == 1:
        text = _INITIALS.sub(r"\1", text)
    if not plain:
        text = unicodedata.normalize("NFC", text)
    return (text or _symbols(value))[:LONGEST].rstrip()


def _symbols(value: str) -> str:
    """For names without a letter, such as "$"."""
    return "".join(unicodedata.normalize("NFKC", value).casefold().split())


def title(value: str) -> str:
    """The name of a work, company, festival or award folded."""
    text = _ARTICLE.sub("", person(value), count=1)
    words = text.split(" ")
    return text if _NUMBERING.isdisjoint(words) else " ".join(_numbered(words))


_NUMBERING = _NUMERALS.keys() | _LETTER_NUMERALS.keys()


def _numbered(words: list[str]) -> Iterator[str]:
    """The words of a title with digits for its numerals, but for its first word."""
    before = ""
    for at, word in enumerate(words):
        if not at:
            yield word
        elif word in _LETTER_NUMERALS and (before in PARTS or (word == "v" and at == len(words) - 1)):
            yield _LETTER_NUMERALS[word]
        else:
            yield _NUMERALS.get(word, word)
        before = _NUMERALS.get(word, word)


def fold(value: str, *, human: bool) -> str:
    """A name folded as its kind is."""
    return person(value) if human else title(value)


def shortened(value: str, *, human: bool) -> str | None:
    """A title without what follows its colon or dash, a person's name without initials and "Jr."; None where nothing goes."""
    return _without_initials(person(value)) if human else _without_subtitle(value)


def _without_subtitle(value: str) -> str | None:
    main = _SUBTITLE.sub("", value)
    return title(main) if main.strip() and main != value else None


def _without_initials(folded: str) -> str | None:
    words = folded.split(" ")
    kept = [word for word in words if len(word) > 1 and word not in _SUFFIX]
    return " ".join(kept) if 2 <= len(kept) < len(words) else None


def numbered(folded: str) -> str | None:
    """A folded title with the number of its part alone: "dune part 2" is "dune 2"; None where it names no part."""
    found = _PART.match(folded)
    return f"{found[1]} {found[2]}" if found else None


def indexed(value: str, *, human: bool) -> set[str]:
    """The folded wordings under which a name is filed."""
    folded = fold(value, human=human)
    others = (_without_initials(folded),) if human else (_without_subtitle(value), numbered(folded))
    return {folded, *filter(None, others)} if folded else set()


@dataclass(frozen=True, slots=True)
class Wording:
    """A folded name to look for, and how far it is from what was asked."""

    folded: str
    reach: Reach


def wordings(value: str, *, human: bool) -> list[Wording]:
    """What to look for: the name; without its subtitle, or its initials; by its number; a person's names in another order."""
    folded = fold(value, human=human)
    found = {folded: Wording(folded, "same")} if folded else {}
    for short in (shortened(value, human=human), None if human else numbered(folded)):
        if short:
            found.setdefault(short, Wording(short, "short"))
    words = folded.split(" ")
    if human and 2 <= len(words) <= 4:  # "Adeyemi, Ruth"; and names that some countries write family name first
        for turned in (" ".join([words[-1], *words[:-1]]), " ".join([*words[1:], words[0]])):
            found.setdefault(turned, Wording(turned, "order"))
    return list(found.values())
