"""The bytes of a feed to UTF-8 that begins with its first element, or with its JSON: without what stands before, declarations
of types and entities among it. What a feed cannot declare cannot grow, and cannot ask for files or addresses."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from bigpicture.errors import InputError

LARGEST = 64_000_000  # bytes; the largest feeds of podcasts have some 20 MB
MOST_TAGS = 1_000_000  # and attributes: each takes libxml2 some 120 bytes
_HEAD = 65_536  # bytes within which a feed begins
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_START = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel)(?=[\s>])", re.I)
_PROLOG = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!DOCTYPE", b">"))  # what may stand before a feed
# Each tag is told with the address of its namespace: a long one would be copied for each.
_LONG_NAMESPACE = re.compile(rb"""xmlns(?::[^\s=]{1,40})?\s{0,9}=\s{0,9}["'][^"'<>]{1000}""")
_BINARY = {b"\x1f\x8b": "compressed bytes", b"PK\x03\x04": "a ZIP archive", b"%PDF": "a PDF file", b"\x89PNG": "an image",
           b"\xff\xd8\xff": "an image", b"GIF8": "an image", b"BZh": "compressed bytes"}  # fmt: skip
# How text begins whose characters are wider than a byte (XML 1.0, appendix F). UTF-32 goes before UTF-16: one begins like it.
_WIDE = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
         b"<\0?\0": "utf-16-le", b"\0<\0?": "utf-16-be", b"<\0r\0": "utf-16-le", b"\0<\0r": "utf-16-be"}  # fmt: skip
# Those that the web uses; Python knows others, some of which take quadratic time.
_KNOWN = re.compile(
    r"(?:utf-?(?:8|16|32)(?:-?[lb]e)?|us-ascii|ascii|latin-?\d|iso-?8859-?\d{1,2}|(?:windows-?|cp)\d{3,4}|koi8-?[ru]|gb2312|gbk"
    r"|gb18030|big5(?:-?hkscs)?|shift[_-]?jis|s?jis|euc-?(?:jp|kr)|iso-?2022-(?:jp|kr)|hz|tis-620|mac-?(?:roman|cyrillic))"
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
          "us-ascii": "cp1252", "ascii": "cp1252"}  # what is said, and what is meant  # fmt: skip
_SEVEN_BITS = ("iso-2022", "iso2022", "hz")  # bytes that are ASCII although their text is not
_MANY = 1000  # bytes that are no UTF-8: so many are no slips


@dataclass(slots=True)
class Body:
    """A feed's text as UTF-8; `lines` were cut off before it, `notes` say what was odd."""

    data: bytes
    json: bool = False
    lines: int = 0
    notes: list[str] = field(default_factory=list)


class NoStartError(Exception):
    """No feed begins within the first 64 kB; `text` is what stands there, in UTF-8."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        super().__init__()


def prepared(source: str, body: bytes, charset: str | None, *, check: bool) -> Body:
    """The text of a feed; `charset` is what its reply's header says. Raises InputError for what is no text, and NoStartError.

    Unless `check`, XML that is said to be UTF-8 is taken for that: the strict parser will tell.
    """
    if not body.strip(b" \t\r\n\0"):
        raise InputError(source, "an empty reply, not a feed", "open the address in a browser; try again later")
    if len(body) > LARGEST:
        raise InputError(source, f"larger than {LARGEST // 1_000_000} MB, so not a feed", "give another address")
    for magic, kind in _BINARY.items():
        if body.startswith(magic):
            raise InputError(source, f"{kind}, not a feed", "give the address of the feed itself")
    found = Body(b"")
    text = _utf8(body, charset, found.notes, check=check).lstrip()
    if text.startswith((b"{", b"[")):
        found.data, found.json = text, True
        return found
    start = _START.search(text, 0, _HEAD)
    if start is None:
        raise NoStartError(text[:_HEAD])
    before = text[: start.start()]
    if not _is_prolog(before):
        found.notes.append("something else stands before the feed, which was passed over")
    found.data, found.lines = text[start.start() :], before.count(b"\n")
    if len(text) > 4 * MOST_TAGS and max(found.data.count(b"<"), found.data.count(b"=")) > MOST_TAGS:
        raise InputError(source, f"more than {MOST_TAGS:,} tags, so not a feed", "give another address")
    if _LONG_NAMESPACE.search(found.data):
        raise InputError(source, "a namespace of more than 1,000 characters, so not a feed", "give another address")
    return found


def _is_prolog(before: bytes) -> bool:
    """Whether it is what XML lets stand before the root element."""
    at = 0
    while at < len(before):
        closing = next((end for start, end in _PROLOG if before.startswith(start, at)), None)
        if before[at : at + 1].isspace():
            at += 1
        elif closing is None:
            return False
        else:
            first = before.find(closing, at)
            if closing == b">" and before.find(b"[", at, first) >= 0:  # declarations within
                first = before.find(closing, before.find(b"]", at))
            at = first + len(closing) if first >= 0 else len(before)
    return True


def _utf8(body: bytes, charset: str | None, notes: list[str], *, check: bool) -> bytes:
    """Text in UTF-8. Its own bytes are believed before its declaration, and that before the reply's header."""
    for mark, encoding in _WIDE.items():
        if body.startswith(mark):
            return body.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8")
    body = body.removeprefix(codecs.BOM_UTF8)
    if body.isascii() and b"\x1b" not in body and b"~{" not in body:
        return body
    declared = _ENCODING.search(body, 0, 1024)
    told = [name for name in (declared and declared[1].decode().lower(), (charset or "").strip().lower()) if name]
    if any(name.startswith(_SEVEN_BITS) for name in told) and (text := _decoded(body, told)):
        return text
    if not check and all(name in ("utf-8", "utf8") for name in told) and not body.lstrip().startswith((b"{", b"[")):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        others = [name for name in told if not name.startswith("utf")]
        text = _decoded(body, others)
        if text is None:
            notes.append(f"bytes that are no UTF-8 (the first is byte {error.start:,}): read as Windows-1252")
            text = _mixed(body)
        return text
    if told and not any(name.startswith("utf") for name in told):
        notes.append(f"said to be {told[0]}, but is UTF-8")
    return body


def _decoded(body: bytes, names: list[str]) -> bytes | None:
    for name in names:
        if _KNOWN.fullmatch(name):
            try:
                return body.decode(_WIDER.get(name, name)).encode("utf-8")
            except (UnicodeError, LookupError):
                continue
    return None


def _mixed(body: bytes) -> bytes:
    """UTF-8 in which single bytes are Windows-1252; where they are many, the whole is."""
    if body.decode("utf-8", "replace").count("\ufffd") > _MANY:
        return body.decode("cp1252", "replace").encode("utf-8")
    return body.decode("utf-8", "bigpicture.windows").encode("utf-8")


def _windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("bigpicture.windows", _windows)
