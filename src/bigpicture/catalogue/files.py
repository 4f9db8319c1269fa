"""Files as they come, plain or packed (gzip, bzip2, zstd), as lines or blocks; never whole in memory."""

from __future__ import annotations

import bz2
import gzip
import sys
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from bigpicture.errors import InputError

LINE_LIMIT = 8_000_000  # bytes; the largest Wikidata items have some 4 million
BLOCK = 1 << 18  # bytes

Line = tuple[int, bytes]  # its number, from 1, and what it says


def lines(path: Path) -> Iterator[Line | InputError]:
    """The lines of a file. One that is too long, and damage, is an InputError; so is a file that cannot be opened."""
    number = 0
    try:
        with _opened(path) as file:
            while line := file.readline(LINE_LIMIT + 1):
                number += 1
                if len(line) > LINE_LIMIT:
                    _pass_over(file, line)
                    yield too_long(f"{path}: line {number}", LINE_LIMIT)
                else:
                    yield number, line
    except _broken() as error:
        yield _problem(path, f"line {number + 1}", error)


def _pass_over(file: BufferedReader, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(LINE_LIMIT)


def too_long(place: str, limit: int) -> InputError:
    """The error of an entry that is longer than any honest one."""
    return InputError(place, f"longer than {limit:,} bytes", "it is left out; the rest is read")


def blocks(path: Path) -> Iterator[bytes | InputError]:
    """The bytes of a file in pieces of at most BLOCK; damage, and a file that cannot be opened, is an InputError."""
    count = 0
    try:
        with _opened(path) as file:
            while data := file.read1(BLOCK):
                count += len(data)
                yield data
    except _broken() as error:
        yield _problem(path, f"byte {count}", error)


def head(path: Path) -> bytes:
    """The first bytes of a file, unpacked. Raises InputError where it cannot be read."""
    first = next(blocks(path), b"")
    if isinstance(first, InputError):
        raise first
    return first


class _Packed(Protocol):
    """What the libraries that unpack have in common."""

    def read1(self, size: int = -1, /) -> bytes:
        """Some bytes, at least one where there are any."""

    def close(self) -> None:
        """Let go of the file."""


class _Unpacked(RawIOBase):
    """A packed file that gives what it has unpacked before damage is met; the libraries' own buffers lose it."""

    def __init__(self, file: _Packed) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _opened(path: Path) -> BufferedReader:
    """A file unpacked as its first bytes tell."""
    with path.open("rb") as file:
        mark = file.read(4)
    if mark.startswith(b"\x1f\x8b"):
        return BufferedReader(_Unpacked(gzip.open(path)), BLOCK)
    if mark.startswith(b"BZh"):
        return BufferedReader(_Unpacked(bz2.open(path)), BLOCK)
    if mark == b"\x28\xb5\x2f\xfd":
        return BufferedReader(_Unpacked(_zstd().open(path)), BLOCK)
    return BufferedReader(path.open("rb", buffering=0), BLOCK)


def _zstd() -> ModuleType:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def _broken() -> tuple[type[Exception], ...]:
    """What damaged files raise; asked for only once something is raised."""
    return OSError, EOFError, zlib.error, _zstd().ZstdError


def _problem(path: Path, place: str, error: Exception) -> InputError:
    if isinstance(error, OSError) and error.errno is not None:
        return InputError(str(path), f"cannot be read ({error.strerror})", "check the name and who may read it")
    reason = " ".join(str(error).split())[:100]
    return InputError(f"{path}: {place}", f"a damaged file ({reason})", "what stands before is kept; fetch it anew")
