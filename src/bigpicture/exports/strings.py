"""Strings that no format needs to quote: texts on one line, and web addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

_URI = "%/:=&?~#+!$,;'@()*[]"  # RFC 3986: what may stand in an address besides letters, digits, - . _
_JOINERS = "\u200c\u200d"  # part of the spelling of Persian and Indic names


@lru_cache(maxsize=20_000)  # an article stands behind many facts
def link(url: str | None) -> str | None:
    """A web address as a URI (RFC 3986) that no format needs to quote; None where it is no web address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s|\\<>\"^`{}]", parts.netloc):
        return None
    address = quote(url or "", safe=_URI, errors="replace")
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address)


def one_line(text: object) -> str:
    """A text without line breaks, tabs and control characters, its spaces made one."""
    return " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in str(text)).split()).strip(
        f" {_JOINERS}"
    )
