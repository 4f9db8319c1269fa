"""Names folded so that spellings of one person, company, festival or award compare equal.

What compares equal here is one thing wherever it is said. What only may be one thing, such as a name with a letter wrong, is
decided by bigpicture.identity from what is said of both.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
# Spellings of one sound that transliterations and accents leave: Zelenskyy, Zelensky; Dmitriy, Dmitri; Joon-ho, Junho.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|sch|sh", "s"), ("tch", "ch"), ("tz|ts", "c"), ("ph", "f"), ("x", "ks"), ("[jy]", "i"), ("oo|ou", "u"),
        ("w", "v"), ("(.)\\1+", "\\1"),
    )
)  # fmt: skip
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?|annual|the")
_FORMS = frozenset("pictures picture studios studio entertainment inc ltd llc limited productions".split())


@lru_cache(maxsize=50_000)  # an article names the same few people over and over
def bearer(name: str) -> str:
    """What spellings of a person's name have in common, as a key that is not meant to be read.

    Accents, scripts, transliterations, hyphens, full stops, and whether the surname comes first make no difference:
    "Bong Joon-ho" and "Joon Ho Bong", "J.K. Simmons" and "JK Simmons", "Андрей Звягинцев" and "Andrei Zvyagintsev".
    """
    letters = _NOT_LETTERS.sub("", anyascii(name).casefold())
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    return _rotated(letters) if letters else name.casefold().strip()


def _rotated(letters: str) -> str:
    """The first of all rotations in order of letters: the same wherever a name's parts are joined and which comes first."""
    twice = letters * 2
    return min(twice[i : i + len(letters)] for i in range(len(letters)))


@lru_cache(maxsize=5_000)
def company(name: str) -> str:
    """What wordings of a company's name have in common: "Warner Bros.", "Warner Bros Pictures". A plus is a letter: "Disney+"."""
    words = [w if w != "films" else "film" for w in _words(name.replace("+", " plus "))]
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=5_000)
def event(name: str) -> str:
    """What wordings of a festival have in common: "the 76th Cannes Film Festival", "Cannes festival"."""
    words = [w for w in _words(name) if not _ORDINAL.fullmatch(w)]
    if "festival" in words:
        words = [w for w in words if w not in ("film", "international")]
    return " ".join(words) or " ".join(_words(name))


@lru_cache(maxsize=5_000)
def award(name: str) -> str:
    """What wordings of an award have in common: "Golden Globe Awards", "the 81st Golden Globes"; a festival gives some too."""
    words = event(name).split()
    if len(words) > 1 and words[-1] in ("award", "awards", "prize", "prizes"):
        words.pop()
    return " ".join(words).removesuffix("s")


def _words(name: str) -> list[str]:
    return _NOT_LETTERS.sub(" ", anyascii(name).casefold().replace("'", "")).split() or [name.casefold().strip()]


KEYS = {"person": bearer, "speaker": bearer, "author": bearer, "organization": company, "event": event, "award": award}
