"""A web archive (WARC 1.0 and 1.1, ISO 28500) to its pages, record by record, never whole in memory.

Plain, gzip, zstd and LZ4 files are told apart by how they begin. A page is an HTML response with status 200, or a resource
of that type. A damaged record is one InputError, and reading goes on at the next whole record of plain and gzip files.
"""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bigpicture.errors import InputError
from bigpicture.intake.bytes import LIMIT, clean

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader
    from fastwarc.warc import HeaderMap, WarcRecord

    from bigpicture.intake.triage import Verdict

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".warc.lz4")
_PAGES = ("text/html", "application/xhtml+xml")
_MARKS = (b"WARC/", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")  # plain, gzip, zstd, LZ4
_STARTS = (re.compile(rb"\x1f\x8b\x08"), re.compile(rb"WARC/1\.\d\r?\n[A-Za-z-]+:"))  # as one pattern ten times slower
_PEEK = 512  # bytes that show whether a gzip member begins with a record
_BLOCK = 1 << 20  # bytes a step in the search for the next whole record
_BREAKS = 100  # a file with more of them is rubbish, and each search may pass over much of it
_CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd", "chunked")
_MOST_CODINGS = 3  # an honest server applies one or two
_REMEDY = "the other records are kept; fetch the page anew if it matters"

Seen = Callable[[str, str | None], bool]  # (url, at): whether that capture is known already, so that it is passed over
Judge = Callable[[str, bytes, str | None], "Verdict"]  # (url, body, charset); see triage.film_journalism


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived page."""

    offset: int  # in bytes of the file: reading can start there, and gives this page first
    url: str
    at: str | None  # when it was captured, UTC: 2026-11-29T09:30:00Z; None where the record does not say
    body: bytes  # without transfer and content coding, at most bytes.LIMIT
    charset: str | None  # as the HTTP header tells it


@dataclass(slots=True)
class Tally:
    """What was met in one archive; it grows while the archive is read."""

    records: int = 0
    pages: int = 0  # handed on
    broken: int = 0  # errors handed on
    skipped: Counter[str] = field(default_factory=Counter)  # by reason
    offset: int = 0  # of the record that is being read


@dataclass(frozen=True, slots=True)
class _Head:
    """What a record says before its body is read."""

    url: str
    at: str | None
    charset: str | None
    codings: tuple[str, ...]  # in the order in which they were applied


def captures(
    path: Path, start: int = 0, seen: Seen | None = None, judge: Judge | None = None, tally: Tally | None = None
) -> Iterator[Capture | InputError]:
    """The pages of an archive from the offset `start` on that `seen` does not know and `judge` keeps.

    Memory does not grow with the file or its records: a page over bytes.LIMIT is an InputError, whatever is no page is passed
    over unread. Every error is a value; nothing is raised.
    """
    tally = Tally() if tally is None else tally
    try:
        with path.open("rb") as file:
            if file.seek(0, SEEK_END):
                yield from _stretches(str(path), file, max(0, start), seen, judge, tally)
            else:
                yield _counted(tally, InputError(str(path), "an empty file", "give a .warc or .warc.gz file"))
    except OSError as error:
        reason = error.strerror or str(error)
        yield _counted(
            tally, InputError(str(path), f"cannot be read ({reason})", "check that it is a file you may read")
        )


def _stretches(
    source: str, file: BinaryIO, at: int, seen: Seen | None, judge: Judge | None, tally: Tally
) -> Iterator[Capture | InputError]:
    """Whole records up to a break, and again from the next whole record on."""
    for _ in range(_BREAKS):
        fault = yield from _stretch(source, file, at, seen, judge, tally)
        if fault is None:
            return
        after = _next_record(file, max(at, tally.offset) + 1)
        if after is None and not tally.records:
            fault = InputError(source, "no web archive: it has no WARC record", "give a .warc or .warc.gz file")
        yield _counted(tally, fault)
        if after is None:
            return
        at = after
    yield _counted(tally, InputError(source, f"broken in {_BREAKS} places, so the rest is left out", "fetch it anew"))


def _stretch(
    source: str, file: BinaryIO, at: int, seen: Seen | None, judge: Judge | None, tally: Tally
) -> Generator[Capture | InputError, None, InputError | None]:
    """The pages from one offset to where the stream of records breaks; returns that fault."""
    from fastwarc.warc import ArchiveIterator

    file.seek(at)
    tally.offset = at
    records = iter(ArchiveIterator(file, parse_http=False, fsspec_args=False))
    while True:
        try:
            with _guarded(source, tally):
                record = next(records, None)
            if record is None:
                return None
            tally.records += 1
            tally.offset = _offset(file, record, tally.offset)
            item = _page(source, record, seen, judge, tally)
            with _guarded(source, tally):
                _finish(record)
        except InputError as error:
            return error
        if item is not None:
            yield _counted(tally, item)


def _page(
    source: str, record: WarcRecord, seen: Seen | None, judge: Judge | None, tally: Tally
) -> Capture | InputError | None:
    """The page of a record; None, and the reason counted, where it is passed over."""
    try:
        with _guarded(source, tally):
            head = _head(record)
        if isinstance(head, str) or (seen and seen(head.url, head.at)):
            tally.skipped[head if isinstance(head, str) else "known"] += 1
            return None
        with _guarded(source, tally):
            body = _body(record, head.codings)
    except InputError as error:
        return error
    verdict = judge(head.url, body, head.charset) if judge else None
    if verdict and not verdict.keep:
        tally.skipped[verdict.why] += 1
        return None
    return Capture(tally.offset, head.url, head.at, body, head.charset)


def _head(record: WarcRecord) -> _Head | str:
    """What the headers say; of a record that is no page the reason."""
    kind = str(record.record_type)
    if kind not in ("response", "resource"):
        return kind
    url = clean(record.headers.get("WARC-Target-URI", "") or "").strip().strip("<>")  # WARC 1.0 allows <url>
    if not url.startswith(("http://", "https://")):
        return "no http address"
    http: HeaderMap | None = None
    if kind == "response":
        if not record.is_http:
            return "no http response"
        record.parse_http()
        http = record.http_headers
        if http.status_code != 200:
            return f"status {http.status_code}"
    stated = (record.headers if http is None else http).get("Content-Type") or ""
    if stated.partition(";")[0].strip().lower() not in _PAGES:
        return "no HTML"
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", stated, re.I)
    return _Head(url, _time(record), charset[1].lower() if charset else None, _codings(http))


def _time(record: WarcRecord) -> str | None:
    """WARC-Date to the second; the library gives None for one that it cannot read."""
    at = record.record_date
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def _codings(http: HeaderMap | None) -> tuple[str, ...]:
    """The codings of a body in the order in which they were applied (RFC 9110, 8.4; RFC 9112, 6.1)."""
    if http is None:
        return ()
    stated = (*http.get_multiple("Content-Encoding"), *http.get_multiple("Transfer-Encoding"))
    return tuple(name for name in re.findall(r"[\w-]+", ",".join(stated).lower()) if name in _CODINGS)


def _decoder(coding: str, body: bytes) -> WarcReader:
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

    raw = BytesIO(body)
    if coding == "br":
        return BrotliReader(raw)
    if coding == "zstd":
        return ZstdReader(raw)
    return ChunkedReader(raw) if coding == "chunked" else GzipReader(raw, zlib=coding == "deflate")


def _body(record: WarcRecord, codings: tuple[str, ...]) -> bytes:
    """The page as its server meant it, each coding taken off in turn and held to the limit, so that no bomb unfolds."""
    body = _bounded(record.reader.read(LIMIT + 1))
    if len(codings) > _MOST_CODINGS:
        raise ValueError(f"{len(codings)} codings on one another")
    for name in reversed(codings):
        try:
            body = _bounded(_decoder(name, body).read(LIMIT + 1))
        except OSError:
            if body[:_PEEK].lstrip()[:1] != b"<":  # crawlers store a page decoded and leave the header as it was
                raise
    return body


def _bounded(body: bytes) -> bytes:
    if len(body) > LIMIT:
        raise ValueError(f"a page larger than {LIMIT // 1_000_000} MB, so not an article")
    return body


def _finish(record: WarcRecord) -> None:
    """Pass over the rest of a record. Raises ValueError where the file ends, or is cut, before it does."""
    record.consume()
    if "Content-Length" not in record.headers or record.reader.tell() != record.content_length:
        raise ValueError("cut off before its end")


def _offset(file: BinaryIO, record: WarcRecord, last: int) -> int:
    """Where reading can start to give this record: of a file compressed as one piece, where that piece begins."""
    at = record.stream_pos
    return at if at > last and os.pread(file.fileno(), 5, at).startswith(_MARKS) else last


def _next_record(file: BinaryIO, at: int) -> int | None:
    """The offset of the next whole record of a plain or gzip file, at or after `at`."""
    file.seek(at)
    window = b""
    while block := file.read(_BLOCK):
        window += block
        for start in sorted(found.start() for mark in _STARTS for found in mark.finditer(window)):
            if _holds_record(window[start : start + _PEEK]):
                return at + start
        at += max(0, len(window) - _PEEK)
        window = window[-_PEEK:]
    return None


def _holds_record(head: bytes) -> bool:
    if head.startswith(b"WARC/"):
        return True
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False


@contextmanager
def _guarded(source: str, tally: Tally) -> Iterator[None]:
    """Whatever the library trips over in foreign bytes, as an InputError that names the place."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - it raises OSError, ValueError and others for damaged archives
        reason = " ".join(clean(str(error)).split())[:100]
        place = f"{source}: byte {tally.offset}"
        raise InputError(place, f"a broken record ({reason})", _REMEDY) from None


def _counted(tally: Tally, item: Capture | InputError) -> Capture | InputError:
    if isinstance(item, Capture):
        tally.pages += 1
    else:
        tally.broken += 1
    return item
