"""Names within one article: the surname that stands for a full name, the subtitle for a whole title."""

from __future__ import annotations

import re
from collections.abc import Iterable

PARTICLES = frozenset("de la del della di da dos du van von der den le bin al el ten ter st".split())
_HONORIFIC = re.compile(r"^(?:(?:Mr|Mrs|Ms|Mx|Miss|Dr|Sir|Dame|Lord|Lady|Professor|Prof|Baroness)\b\.?\s+)+(?=\S)")
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


def short_forms(name: str) -> list[str]:
    """What may stand for a full name later: "Rowlson-Hall"; of a name with a particle, with and without it."""
    parts = name.split()
    while len(parts) > 2 and parts[-1].casefold() in _SUFFIXES:
        parts.pop()
    if len(parts) < 2:
        return []
    at = len(parts) - 1
    out = [parts[at]]
    while at > 1 and parts[at - 1].casefold() in PARTICLES:
        at -= 1
        out.append(" ".join(parts[at:]))
    return out


def subtitle(title: str) -> str | None:
    """What may stand for "Vantablack: Nadir" later; None of a title in one part."""
    short = title.rpartition(": ")[2]
    return short if short != title and len(short) > 3 else None


def shortens(short: str, title: str) -> bool:
    """Whether `short` is how a title is called the second time: its subtitle, its end, or what stands before a comma.

    The first words alone are none: "Ironjay" is another film than "Ironjay 3".
    """
    low, full = short.casefold(), title.casefold()
    return len(short) > 3 and (full.endswith(": " + low) or full.startswith(low + ", "))


class Names:
    """The full names of an article, in text order, and what their short forms mean."""

    def __init__(self, found: Iterable[str]) -> None:
        self._full: dict[str, str] = {}  # short form -> the last full name with it
        first: dict[str, set[str]] = {}
        for name in map(_bare, found):
            for short in short_forms(name):
                self._full.setdefault(short, name)
            if " " in name:
                first.setdefault(name.split()[0], set()).add(name)
        # "Choi" of Choi Dong-min, "Peregrine" of Peregrine Hallam-Reeve: what only one name begins with
        self._first = {word: next(iter(names)) for word, names in first.items() if len(names) == 1}

    def shorts(self) -> list[str]:
        """All short forms, longest first. A short form of less than three letters would be found everywhere."""
        return sorted((s for s in self._full if len(s) > 2 and s[0].isupper()), key=lambda s: (-len(s), s))

    def resolve(self, text: str) -> str:
        """The full name that `text` shortens, or `text` itself; "Mr" and "Dame" are no part of a name."""
        bare = _bare(text)
        return self._full.get(bare) or self._first.get(bare) or bare


def _bare(name: str) -> str:
    return _HONORIFIC.sub("", name) or name
