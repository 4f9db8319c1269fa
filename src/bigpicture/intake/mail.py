"""Newsletters to articles: a message (RFC 5322, .eml) or a mailbox of them (RFC 4155, .mbox), read one by one.

The standard library takes the message apart under its older policy: the newer one makes a tree of every header, by recursion and
without bound, for the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from typing import BinaryIO, TypeVar

from bigpicture.errors import InputError
from bigpicture.intake.bytes import LIMIT, clean
from bigpicture.intake.feed_times import utc_of
from bigpicture.intake.mailtext import from_html, from_plain
from bigpicture.intake.plain import line_of, web_address
from bigpicture.intake.text import name_of
from bigpicture.model import Article, Image

T = TypeVar("T")
EXTRACTOR = "mail/1"
SUFFIXES = (".mbox", ".mbx")
LARGEST = 10_000_000  # bytes of a message; newsletters without attachments have some 100,000
_MOST_LINES, _MOST_PARTS = 200_000, 50  # each line is held against the boundaries of all parts that are open
_MOST_HEADS = 2_000  # lines of headers; messages that went through many hands have some 200
_LONGEST = 4_000  # characters of a header
_CHUNK = 65_536  # bytes of a line read at once
_FROM = re.compile(
    rb"From \S.{0,300}\d\d:\d\d"
)  # begins a message of a mailbox; prose that begins with "From" tells no time
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")
_REPLY = re.compile(r"^(?:\s*(?:fwd?|fw|re|aw|wg|tr)\s*:)+\s*", re.I)
_CHARSET = re.compile(
    r"utf-?(?:8|16|32)(?:-?[lb]e)?|(?:iso-?8859|windows|cp|koi8|gb|gbk|big5|shift|euc|iso-2022|latin|mac|tis)[\w-]{0,12}",
    re.I,
)  # Python knows other codecs, some of which take quadratic time


def from_eml(source: str, data: bytes) -> Iterator[Article]:
    """The article that a message carries.

    Raises InputError where it is too large, is no message, or has no text.
    """
    if len(data) > LARGEST:
        raise _too_large(source)
    yield _article(source, _parsed(source, data), name_of(source))


def from_mbox(source: str, file: BinaryIO) -> Iterator[Article | InputError]:
    """An article or an error for each message of a mailbox, which is read as it comes, never whole."""
    number = 0
    for number, data in enumerate(_messages(file), 1):
        place = f"{source}: message {number}"
        try:
            if len(data) > LARGEST:
                raise _too_large(place)
            message = _parsed(place, _QUOTED_FROM.sub(rb"\1", data))
            yield _article(place, message, f"{name_of(source)}-{number}")
        except InputError as error:
            yield error
    if not number:
        yield InputError(
            source, 'no mailbox: no line begins a message with "From "', "save it as mbox, or as .eml files"
        )


def _messages(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of each message; of one that is too large, enough to say so."""
    held: bytearray | None = None  # None before the first message
    starts = blank = True  # whether a line starts here, and follows an empty one
    while line := file.readline(_CHUNK):
        if line.startswith(b"From ") and starts and blank and _FROM.match(line):
            if held is not None:
                yield bytes(held)
            held = bytearray()
        elif held is not None and len(held) <= LARGEST:
            held += line
        blank = starts and line in (b"\n", b"\r\n")
        starts = line.endswith(b"\n")
    if held is not None:
        yield bytes(held)


class _Bounded(Compat32):
    """Headers as they stand, cut to a length, so that no reader of them meets more."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST]


def _parsed(source: str, data: bytes) -> Message:
    """Raises InputError where the bytes are no message, or one made to exhaust its reader."""
    low, heads = data.lower(), re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    parts = max(low.count(b"multipart/"), low.count(b"message/"))
    if data.count(b"\n") > _MOST_LINES or heads.count(b"\n") > _MOST_HEADS or parts > _MOST_PARTS:
        raise InputError(source, "a message of too many lines or parts", "save it without attachments")
    message = _guarded(source, lambda: message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=_Bounded()))
    if not any(_header(message, name) for name in ("From", "Subject", "Date", "Message-ID")):
        raise InputError(source, "no mail: it has no sender, subject, date or id", "save it as .eml with its headers")
    return message


def _article(source: str, message: Message, fallback: str) -> Article:
    title = line_of(_REPLY.sub("", _header(message, "Subject"))) or None
    text, images, link = _guarded(source, lambda: _content(message))
    if title and text.startswith(title + "\n"):  # the headline is no part of the text
        text = text[len(title) :].strip()
    if not text:
        raise InputError(source, "a message without text", "leave it out")
    at = utc_of(_header(message, "Date"))
    archived = web_address("", _header(message, "Archived-At").strip(" <>"))  # RFC 5064
    language = re.fullmatch(r"\s*([A-Za-z]{2,3}(?:-\w{2,8})*)\s*", _header(message, "Content-Language"))
    return Article(line_of(_header(message, "Message-ID").strip(" <>")) or fallback, text, title, at[:10] if at else None, _outlet(message),
                   archived or link, images, (), at, None, language[1] if language else None, EXTRACTOR)  # fmt: skip


def _outlet(message: Message) -> str | None:
    """The sender's name, else that of the list (RFC 2919)."""
    try:
        name = _words(parseaddr(_raw(message, "From"))[0])
    except RecursionError:  # comments in comments
        name = ""
    listed = _header(message, "List-Id").partition("<")[0].strip(' "')
    return line_of(name) or line_of(listed) or None


def _content(message: Message) -> tuple[str, tuple[Image, ...], str | None]:
    """(text, images, address of the same on the web) of the HTML part, else the text of the plain one."""
    parts = dict(reversed(list(_texts(message))))  # the first of each kind
    text, images, link = from_html(_decoded(parts["text/html"])) if "text/html" in parts else ("", (), None)
    if not text and "text/plain" in parts:
        plain = parts["text/plain"]
        flowed = str(plain.get_param("format", "")).lower() == "flowed"
        text = from_plain(_decoded(plain), flowed, str(plain.get_param("delsp", "")).lower() == "yes")
    return text, images, link


def _texts(message: Message) -> Iterator[tuple[str, Message]]:
    """The parts that are shown, with their kinds; attached messages are not looked into."""
    for part in message.walk():
        kind = part.get_content_type()
        if (
            kind in ("text/html", "text/plain")
            and part.get_content_disposition() != "attachment"
            and not part.is_multipart()
        ):
            yield kind, part


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or len(data) > LIMIT:
        raise ValueError(f"a text larger than {LIMIT // 1_000_000} MB")
    return clean(_text(data, str(part.get_content_charset() or "")))


def _text(data: bytes, charset: str) -> str:
    """Bytes in the encoding that is stated, if it is one; else in the one that they fit."""
    if _CHARSET.fullmatch(charset) and charset.lower() not in (
        "iso-8859-1",
        "latin-1",
        "latin1",
    ):  # which mean Windows-1252
        try:
            return data.decode(charset, "replace")
        except LookupError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _raw(message: Message, name: str) -> str:
    """A header as it was sent, in one line; "" where there is none."""
    found = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _text(str(found).encode("utf-8", "surrogateescape"), "").replace("\r", "").replace("\n", "")


def _header(message: Message, name: str) -> str:
    return _words(_raw(message, name))


def _words(value: str) -> str:
    """A header's encoded words decoded (RFC 2047)."""
    try:
        parts = decode_header(value) if "=?" in value else [(value, None)]
    except (ValueError, MessageError):  # base64 that is none
        return clean(value)
    return clean("".join(part if isinstance(part, str) else _text(part, charset or "") for part, charset in parts))


def _guarded(source: str, work: Callable[[], T]) -> T:
    """What `work` gives. Raises InputError for whatever a library trips over."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - a library of many years trips over hostile messages in many ways
        reason = " ".join(clean(str(error)).split())[:100] or type(error).__name__
        raise InputError(source, f"a message that cannot be read ({reason})", "save it anew, or leave it out") from None


def _too_large(source: str) -> InputError:
    return InputError(source, f"a message larger than {LARGEST // 1_000_000} MB", "save it without attachments")
