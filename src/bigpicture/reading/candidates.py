"""Mentions that rules find: dates, sums, materials, quotations, and the names of awards and festivals."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from bigpicture.folding import plain
from bigpicture.reading.dates import find_dates
from bigpicture.reading.honours import find_honours
from bigpicture.reading.money import find_money
from bigpicture.reading.quotations import find_quotations

COUNT_WORDS = {
    "a single": 1, "one": 1, "a": 1, "an": 1, "two": 2, "a pair of": 2, "a brace of": 2, "three": 3, "a trio of": 3,
    "four": 4, "five": 5, "six": 6, "half a dozen": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "a dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip


@cache
def _companies() -> re.Pattern[str]:
    lines = files("bigpicture.data").joinpath("companies.txt").read_text(encoding="utf-8").splitlines()
    names = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w+-])(?!\s[A-Z][a-z]+ (?:Awards?|Festival)\b)"
    )


def find_companies(text: str) -> list[tuple[int, int]]:
    """Where companies of the list are named: for the network to judge, where the tagger saw nothing."""
    return [m.span() for m in _companies().finditer(text)]


@cache
def outlets() -> frozenset[str]:
    """Publications, folded: who says a thing, never who makes or releases a film."""
    lines = files("bigpicture.data").joinpath("outlets.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(plain(line) for line in lines if line and not line.startswith("#"))


_MATERIALS = (
    ("teaser", r"teasers?"),
    ("trailer", r"trailers?|sizzle reel|featurette"),
    ("poster", r"posters?|one-sheets?|key art"),
    ("clip", r"clips?|footage|sneak peek"),
    ("images", r"images?|photos?|photographs?|pictures? (?:of|from)|stills?|first[- ]looks?|(?:set|first) pics?"),
    ("synopsis", r"synops[ie]s|loglines?"),
)
_MATERIAL = re.compile(r"\b(?:" + "|".join(f"(?P<{k}>{p})" for k, p in _MATERIALS) + r")\b", re.I)


def ruled(text: str, published: str | None) -> list[tuple[int, int, str, str]]:
    """(start, end, label, key) of what rules find; mentions of one value share a key."""
    out = [(d.start, d.end, "DATE", d.edtf) for d in find_dates(text, published)]
    out += [(m.start, m.end, "MONEY", f"{m.amount:.15g} {m.currency}") for m in find_money(text)]
    out += [(m.start(), m.end(), "MATERIAL", m.lastgroup or "") for m in _MATERIAL.finditer(text)]
    out += [(q.start, q.end, "QUOTE", str(q.start)) for q in find_quotations(text)]
    out += [(h.start, h.end, "EVENT", h.name) for h in find_honours(text)]
    return out
