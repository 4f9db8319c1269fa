"""The world to articles: paths, folders, patterns and standard input, each file by its kind.

A file that cannot be read is an InputError handed on as a value, so that the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from glob import glob, has_magic
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from bigpicture.errors import InputError
from bigpicture.intake.bytes import LIMIT, decode
from bigpicture.intake.dates import published_date
from bigpicture.intake.json import from_json, from_lines
from bigpicture.intake.text import from_markdown, from_text
from bigpicture.model import Article

Reader = Callable[[str, str], Iterator[Article]]


def _page(source: str, text: str) -> Iterator[Article]:
    from bigpicture.intake.page import from_page  # loads the extraction library: only where there is a page

    return from_page(source, text)


KINDS: dict[str, Reader] = {
    ".txt": from_text, ".text": from_text, ".md": from_markdown, ".markdown": from_markdown, ".html": _page, ".htm": _page,
    ".xhtml": _page, ".json": from_json,
}  # fmt: skip
# Of many articles: streamed, never whole in memory.
LINED = (".jsonl", ".ndjson")  # an article a line
MAIL = (".eml", ".mbox", ".mbx")
ARCHIVES = (".warc", ".warc.gz", ".warc.zst", ".warc.lz4")
SUFFIXES = (*KINDS, *LINED, *MAIL, *ARCHIVES)


def articles(
    paths: Sequence[str], stdin: BinaryIO | None = None, published: str | None = None
) -> Iterator[Article | InputError]:
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


def _of_path(path: str, stdin: BinaryIO | None) -> Iterator[Article | InputError]:
    if path == "-" and stdin is not None:
        yield from _of_stdin("standard input", stdin)
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


def files_of(path: Path) -> list[Path]:
    """The files of articles in a folder, in order; of a file, itself."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.name.lower().endswith(SUFFIXES) and p.is_file())


def _of_folder(folder: Path) -> Iterator[Article | InputError]:
    found = files_of(folder)
    if not found:
        yield InputError(
            str(folder), "a folder without articles", f"put files of these kinds there: {', '.join(SUFFIXES)}"
        )
    for path in found:
        yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Article | InputError]:
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            if path.name.lower().endswith(ARCHIVES):
                yield from _of_archive(path)
            elif suffix in MAIL:
                yield from _of_mail(str(path), suffix, file)
            elif suffix in LINED:
                yield from from_lines(str(path), _lines(file))
            else:
                data = file.read(LIMIT + 1)
                yield from _guarded(lambda: KINDS.get(suffix, from_text)(str(path), decode(str(path), data)))
    except FileNotFoundError:
        yield InputError(str(path), "no such file", "check the path; patterns such as *.txt must match something")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield InputError(str(path), f"cannot be read ({reason})", "check that it is a file you may read")


def _of_archive(path: Path) -> Iterator[Article | InputError]:
    """The film articles among an archive's pages."""
    from bigpicture.intake.archive import captures
    from bigpicture.intake.page import page_article
    from bigpicture.intake.triage import film_journalism

    for capture in captures(path, judge=film_journalism):
        if isinstance(capture, InputError):
            yield capture
            continue
        try:
            yield page_article(capture.url, capture.body, address=capture.url, charset=capture.charset)
        except InputError as error:
            yield error


def _of_mail(source: str, suffix: str, file: BinaryIO) -> Iterator[Article | InputError]:
    """A letter, or a box of them."""
    from bigpicture.intake.mail import LARGEST, from_eml, from_mbox

    if suffix == ".eml":
        yield from _guarded(lambda: from_eml(source, file.read(LARGEST + 1)))
    else:
        yield from from_mbox(source, file)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long for an article, enough to say so."""
    while line := file.readline(LIMIT + 1):
        yield line
        while len(line) > LIMIT and not line.endswith(b"\n"):
            line = file.readline(LIMIT + 1)  # the rest of it is passed over


def _guarded(make: Callable[[], Iterable[Article]]) -> Iterator[Article | InputError]:
    """What `make` gives; its InputError becomes the last value."""
    try:
        yield from make()
    except InputError as error:
        yield error


def _of_stdin(source: str, stdin: BinaryIO) -> Iterator[Article | InputError]:
    """What kind of file standard input is, by how it begins; JSON lines are read as they come."""
    first = stdin.readline(LIMIT + 1)
    while first and not first.strip():
        first = stdin.readline(LIMIT + 1)
    head = first.lstrip()[:400].lower()
    if head.startswith(b"{") and first.rstrip().endswith(b"}"):
        yield from from_lines(source, chain((first,), _lines(stdin)))
        return
    data = first + stdin.read(max(0, LIMIT + 1 - len(first)))
    kind = from_text
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        kind = _page
    elif head.startswith((b"{", b"[")):
        kind = from_json
    yield from _guarded(lambda: kind(source, decode(source, data)))
