"""The body of a reply, decoded in small steps, so that a few bytes that swell to gigabytes stop at the limit."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

from bigpicture.errors import FetchError

ACCEPTED = "gzip, deflate, br, zstd"
STEP = 64 * 1024  # bytes that one step of decoding may give
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"  # how each part of a gzip file begins: RFC 1952
_WINDOW = 23  # log2 of the bytes that zstd may look back over: RFC 9659


class _DamagedError(Exception):
    """A body that breaks its coding's rules, or ends too early."""


def collect(source: str, chunks: Iterable[bytes], coding: str, most: int, *, cut: bool = False) -> bytes:
    """The body that comes as `chunks` under a Content-Encoding, of at most `most` bytes once decoded.

    With `cut` a longer one is cut off there. Raises FetchError where it is longer (limit), or is damaged, not whole, or
    of a coding that was not asked for (server). What `chunks` raises passes through.
    """
    out = bytearray()
    try:
        for piece in _pieces(source, chunks, coding.strip().lower()):
            out += piece
            if len(out) > most:
                break
    except _DamagedError as error:
        raise FetchError(source, f"a damaged body ({error})", "try again later", "server") from None
    if len(out) > most and not cut:
        raise FetchError(source, f"larger than {most:,} bytes", "leave it out: it is no article", "limit")
    return bytes(out[:most])


def _pieces(source: str, chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding in ("", "identity"):
        return iter(chunks)
    some = iter(chunks)
    head = b""
    while len(head) < 2 and (chunk := next(some, None)) is not None:
        head += chunk
    if not head:
        return iter(())  # an empty body is encoded by some servers' headers only
    whole = chain((head,), some)
    if coding in ("gzip", "x-gzip"):
        return _inflated(whole, _GZIP)
    if coding == "deflate":
        return _inflated(whole, _ZLIB if _has_zlib_header(head) else _RAW)
    if coding == "br":
        return _unbrotlied(whole)
    if coding == "zstd":
        return _unzstded(whole)
    raise FetchError(
        source, f"a body in a coding that was not asked for ({coding[:40]!r})", "look at it in a browser", "server"
    )


def _has_zlib_header(head: bytes) -> bool:
    """RFC 1950; servers that mean RFC 1951 by "deflate" send none."""
    return len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0


def _inflated(chunks: Iterable[bytes], bits: int) -> Iterator[bytes]:
    """What gzip (of however many parts: RFC 1952, section 2.2) or deflate holds; bytes after its end are passed over."""
    engine, rest = zlib.decompressobj(bits), b""
    for data in chunks:
        data, rest = rest + data, b""
        while data:
            if engine.eof and len(data) < len(_MAGIC):
                rest = data
                break
            if engine.eof and (bits != _GZIP or not data.startswith(_MAGIC)):
                return
            engine = zlib.decompressobj(bits) if engine.eof else engine
            yield from _drained(engine, data)
            data = engine.unused_data
    if not engine.eof:
        raise _DamagedError("it ends too early")


def _drained(engine: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    while True:
        try:
            piece = engine.decompress(data, STEP)
        except zlib.error:
            raise _DamagedError("gzip or deflate") from None
        yield piece
        data = engine.unconsumed_tail
        if engine.eof or (len(piece) < STEP and not data):
            return


def _unbrotlied(chunks: Iterable[bytes]) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]

    engine = brotli.Decompressor()
    for data in chunks:
        try:
            piece = engine.process(data, output_buffer_limit=STEP)
            while piece:
                yield piece
                piece = engine.process(b"", output_buffer_limit=STEP)
        except brotli.error:
            raise _DamagedError("brotli") from None
    if not engine.is_finished():
        raise _DamagedError("it ends too early")


def _unzstded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW}
    engine = zstd.ZstdDecompressor(options=options)
    for data in chunks:
        while data or not (engine.eof or engine.needs_input):
            engine = zstd.ZstdDecompressor(options=options) if engine.eof else engine
            try:
                yield engine.decompress(data, STEP)
            except zstd.ZstdError:
                raise _DamagedError("zstd") from None
            data = engine.unused_data if engine.eof else b""
    if not engine.eof:
        raise _DamagedError("it ends too early")
