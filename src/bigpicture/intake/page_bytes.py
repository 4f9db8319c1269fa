"""The bytes of a fetched page to text, whatever the header says of them.

Servers and pages name wrong encodings often, and UTF-8 is hard to meet by chance: bytes that are UTF-8 beyond ASCII are
taken for it first. Then a byte order mark, the header, the page's own <meta charset>, and last what the bytes look like.
"""

from __future__ import annotations

import codecs
import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})", re.I)  # fmt: skip
_HEAD = 8_192  # bytes in which a page tells its encoding; HTML asks for 1,024
_SAMPLE = 60_000  # bytes by which an encoding is guessed
_BEYOND = re.compile(rb"[\x80-\xff]+")
_TAG = re.compile(rb"<[^<>]{0,1000}>")
_ALONE = 1.5  # bytes of a run of letters beyond ASCII, on the mean
_WRONG = 0.05  # of the characters beyond ASCII that may be none before an encoding is not believed
# The URL Standard reads these as the larger set that every browser means by them.
_NO_PAGES = frozenset(("idna", "punycode", "unicode_escape", "raw-unicode-escape", "undefined", "mbcs", "oem"))
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "utf-16": "utf-16-le", "utf-7": "utf-8",
}  # fmt: skip


def text_of(body: bytes, charset: str | None = None) -> str:
    """The text of a page; characters that are none are U+FFFD. `charset` is the header's."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if not body.isascii() and (found := _strict(body, "utf-8")) is not None:
        return found
    told = [name for each in (charset, _declared(body)) if each and (name := _codec(each))]
    if body.isascii() and not any(name.startswith(("iso2022", "utf-16", "hz")) for name in told):
        return body.decode("ascii")
    for encoding in told:
        text = body.decode(encoding, "replace")
        if _plausible(text):
            return text
    return body.decode(_guessed(body), "replace")


def _declared(body: bytes) -> str | None:
    found = _META.search(body[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(name: str) -> str | None:
    """The codec for an encoding's name; None where Python knows none that gives text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if found.name in _NO_PAGES or not getattr(found, "_is_text_encoding", True):
        return None
    return _MEANT.get(found.name, found.name)


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(text: str) -> bool:
    """Whether few of the characters beyond ASCII are none."""
    return text.count("\ufffd") <= _WRONG * (len(text) - len(text.encode("ascii", "ignore")))


def _guessed(body: bytes) -> str:
    """The encoding that the bytes look like: UTF-8 with faults, else cp1252 where letters beyond ASCII stand alone, as they do
    in the West of Europe, else what charset-normalizer says."""
    sample = body[:_SAMPLE]
    if _plausible(sample.decode("utf-8", "replace")):
        return "utf-8"
    runs = _BEYOND.findall(sample)
    if sum(len(r) for r in runs) < _ALONE * len(runs):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(_TAG.sub(b" ", sample)).best()
    return (_codec(best.encoding) if best else None) or "cp1252"
