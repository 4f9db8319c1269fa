"""The world to articles: paths, folders, patterns and standard input, each file by its kind.

A file that cannot be read is an InputError handed on as a value, so that the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from glob import glob, has_magic
from pathlib import Path
from typing import BinaryIO

from bigpicture.errors import InputError
from bigpicture.intake.bytes import LIMIT, decode
from bigpicture.intake.dates import published_date
from bigpicture.intake.json import from_json, from_jsonl
from bigpicture.intake.text import from_markdown, from_text
from bigpicture.model import Article

Reader = Callable[[str, str], Iterator[Article]]


def _page(source: str, text: str) -> Iterator[Article]:
    from bigpicture.intake.page import from_page  # loads the extraction library: only where there is a page

    return from_page(source, text)


KINDS: dict[str, Reader] = {
    ".txt": from_text, ".text": from_text, ".md": from_markdown, ".markdown": from_markdown, ".html": _page, ".htm": _page,
    ".xhtml": _page, ".json": from_json, ".jsonl": from_jsonl, ".ndjson": from_jsonl,
}  # fmt: skip


def articles(paths: Sequence[str], stdin: BinaryIO, published: str | None = None) -> Iterator[Article | InputError]:
    """Every article of the paths, in order; "-" is standard input. `published` overrides the articles' own date.

    Raises InputError where `published` is no date.
    """
    date = published_date("--published", published) if published else None
    for path in paths:
        for article in _of_path(path, stdin):
            yield replace(article, published=date) if date and isinstance(article, Article) else article


def one(path: Path) -> Article:
    """The one article of a file. Raises InputError where there is none or are several."""
    found = list(_of_file(path))
    for item in found:
        if isinstance(item, InputError):
            raise item
    if len(found) != 1 or not isinstance(found[0], Article):
        raise InputError(str(path), f"holds {len(found)} articles", "read it with: bigpicture read")
    return found[0]


def _of_path(path: str, stdin: BinaryIO) -> Iterator[Article | InputError]:
    if path == "-":
        yield from _guarded(lambda: _of_bytes("standard input", _sniffed(stdin.read(LIMIT + 1))))
    elif has_magic(path) and not Path(path).exists():
        found = sorted(glob(path, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not found:
            yield InputError(path, "no file matches this pattern", "check the spelling, or quote the pattern less")
        for name in found:
            yield from _of_path(name, stdin)
    elif Path(path).is_dir():
        yield from _of_folder(Path(path))
    else:
        yield from _of_file(Path(path))


def _of_folder(folder: Path) -> Iterator[Article | InputError]:
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS and p.is_file())
    if not found:
        yield InputError(
            str(folder), "a folder without articles", f"put files of these kinds there: {', '.join(KINDS)}"
        )
    for path in found:
        yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Article | InputError]:
    def read() -> Iterator[Article]:
        kind = KINDS.get(path.suffix.lower(), from_text)
        return kind(str(path), decode(str(path), _read(path)))

    return _guarded(read)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise InputError(
            str(path), "no such file", "check the path; patterns such as *.txt must match something"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(str(path), f"cannot be read ({reason})", "check that it is a file you may read") from None


def _guarded(make: Callable[[], Iterable[Article]]) -> Iterator[Article | InputError]:
    """What `make` gives; its InputError becomes the last value."""
    try:
        yield from make()
    except InputError as error:
        yield error


def _sniffed(data: bytes) -> tuple[bytes, str]:
    """What kind of file standard input is, by how it begins."""
    head = data.lstrip()[:400].lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return data, ".html"
    if head.startswith((b"{", b"[")):
        lines = [line for line in data.splitlines() if line.strip()]
        return data, ".jsonl" if len(lines) > 1 and lines[0].rstrip().endswith(b"}") else ".json"
    return data, ".txt"


def _of_bytes(source: str, sniffed: tuple[bytes, str]) -> Iterator[Article]:
    data, suffix = sniffed
    return KINDS[suffix](source, decode(source, data))
