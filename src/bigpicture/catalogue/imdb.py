r"""IMDb's public files (developer.imdb.com/non-commercial-datasets) to records: tab-separated lines under a head, \N for nothing.

Read are title.basics, title.akas, title.crew, title.principals and name.basics, each known by its head. The last four add to
titles and people that a basics file, or Wikidata, names; episodes and games are left out. Nothing is quoted in these files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from bigpicture.catalogue import entities
from bigpicture.catalogue.entities import Kind, Record
from bigpicture.catalogue.files import Line
from bigpicture.errors import InputError

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("movie", "short", "tvMovie", "tvShort", "tvSpecial", "video"), "film"),
    **dict.fromkeys(("tvSeries", "tvMiniSeries"), "series"),
}  # fmt: skip
NULL = "\\N"
# How telling a credit is, the least first; a cast has its order besides.
DIRECTOR, CAST, WRITER, CREW = 0, 10, 60, 70
_CATEGORIES = {"director": DIRECTOR, "actor": CAST, "actress": CAST, "self": CAST, "writer": WRITER}
_LEFT_OUT = frozenset({"archive_footage", "archive_sound"})
_MOST = 40  # of one line's people that count
_KEY = re.compile(r"(?:tt|nm)\d{7,12}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_HEADS: dict[tuple[str, ...], str] = {
    ("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear"): "title.basics",
    ("titleId", "ordering", "title"): "title.akas",
    ("tconst", "directors", "writers"): "title.crew",
    ("tconst", "ordering", "nconst", "category"): "title.principals",
    ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession", "knownForTitles"): "name.basics",
}  # fmt: skip

Row = list[str]


def is_head(line: bytes) -> bool:
    """Whether a line is the head of one of the files that are read."""
    return _file(line.decode("utf-8", "replace")) is not None


def _file(line: str) -> tuple[str, int] | None:
    """The name of the file with that head, and how many columns it has."""
    columns = tuple(line.removeprefix("\ufeff").strip().split("\t"))
    return next(((name, len(columns)) for head, name in _HEADS.items() if columns[: len(head)] == head), None)


def records(source: str, lines: Iterable[Line | InputError]) -> Iterator[Record | InputError]:
    """The records of one of the files; a line that breaks its form is an InputError of its own."""
    rest = iter(lines)
    first = next(rest, (1, b""))
    found = None if isinstance(first, InputError) else _file(first[1].decode("utf-8", "replace"))
    if found is None:
        yield first if isinstance(first, InputError) else InputError(
            f"{source}: line 1", "not the head of an IMDb file", "give title.basics.tsv, name.basics.tsv, or another of its five files")  # fmt: skip
        return
    name, width = found
    yield from chain.from_iterable(_parsed(source, name, width, line) for line in rest)


def _parsed(source: str, file: str, width: int, line: Line | InputError) -> tuple[Record | InputError, ...]:
    if isinstance(line, InputError):
        return (line,)
    number, data = line
    try:
        row = data.decode("utf-8").rstrip("\r\n").split("\t")
        if len(row) != width:
            raise ValueError(f"{len(row)} columns instead of {width}")
        record = _READERS[file](row)
    except ValueError as error:
        problem = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        return (InputError(f"{source}: line {number}", problem, "it is left out; the rest is read"),)
    return (record,) if record else ()


def _title(row: Row) -> Record | None:
    kind = KINDS.get(row[1])
    key, title = _key(row[0], "tt"), entities.name(row[2])
    if not kind or not title:
        return None
    original = entities.name(row[3])
    names = (original,) if original and original not in (title, NULL) else ()
    return Record(key, kind, title, _year(row[5]), names)


def _aka(row: Row) -> Record | None:
    title = entities.name(row[2])
    return Record(_key(row[0], "tt"), names=(title,)) if title and title != NULL else None


def _crew(row: Row) -> Record | None:
    people = [(key, min(DIRECTOR + n, CAST - 1)) for n, key in enumerate(_keys(row[1], "nm"))]
    people += [(key, WRITER) for key in _keys(row[2], "nm")]
    return Record(_key(row[0], "tt"), people=tuple(people)) if people else None


def _principal(row: Row) -> Record | None:
    if row[3] in _LEFT_OUT:
        return None
    rank = _CATEGORIES.get(row[3], CREW)
    if rank == CAST:
        rank += min(_number(row[1]), WRITER - CAST - 1)
    return Record(_key(row[0], "tt"), people=((_key(row[2], "nm"), rank),))


def _person(row: Row) -> Record | None:
    key, name = _key(row[0], "nm"), entities.name(row[1])
    if not name or name == NULL:
        return None
    return Record(key, "person", name, _year(row[2]), works=tuple(_keys(row[5], "tt")))


_READERS: dict[str, Callable[[Row], Record | None]] = {
    "title.basics": _title,
    "title.akas": _aka,
    "title.crew": _crew,
    "title.principals": _principal,
    "name.basics": _person,
}


def _key(value: str, prefix: str) -> str:
    if value[:2] != prefix or not _KEY.fullmatch(value):
        raise ValueError(f"not an identifier of the kind {prefix}0000001: {value[:20]!r}")
    return value


def _keys(value: str, prefix: str) -> list[str]:
    return [] if value in (NULL, "") else [_key(key, prefix) for key in value.split(",")[:_MOST]]


def _year(value: str) -> int | None:
    if value == NULL:
        return None
    if not _YEAR.fullmatch(value):
        raise ValueError(f"not a year: {value[:20]!r}")
    return entities.year(int(value))


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise ValueError(f"not a number: {value[:20]!r}")
    return int(value)
