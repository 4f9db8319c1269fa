"""Strings folded so that wordings of one name compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(the|a|an) ")


def plain(value: object) -> str:
    """Case, accents, punctuation and white space folded: "Amélie's" is "amelies"."""
    return _plain(str(value or ""))


@lru_cache(maxsize=20_000)  # an article folds the same few hundred names over and over
def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return _NOT_PLAIN.sub(" ", text.replace("'", "")).strip()


def name(value: object) -> str:
    """As plain; but what has no Latin letter or digit, such as a name in another script, is kept and not lost."""
    text = str(value or "")
    return plain(text) or (text.casefold().strip() if any(c.isalnum() for c in text) else "")


def title(value: object) -> str:
    """A title folded, without its leading article."""
    return _ARTICLE.sub("", plain(value))
