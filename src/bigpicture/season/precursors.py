"""What other bodies gave before the Oscars: the table of facts that bigpicture ships, a file a body.

A row counts for the fit where another source confirmed it: `checked` then names that source, which `sources.csv` describes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bigpicture.errors import InputError
from bigpicture.season.races import Precursor

BODIES = ("bafta", "globes", "sag", "dga", "pga", "critics-choice", "wga")  # those the forecast looks at
DATA = Path(__file__).parents[1] / "data" / "season"
_NOT_LOOKED_AT = {("bafta", "wga")}  # by whose forecasts: tried, and no better
_HEAD = ("year", "category", "film", "people", "won", "checked")
_SOURCES = ("label", "what", "where")


def looked_at(of: str) -> tuple[str, ...]:
    """The bodies whose prizes the forecasts of a body look at; of no body ("") all of them."""
    return tuple(body for body in BODIES if body != of and (of, body) not in _NOT_LOOKED_AT)


def load(folder: Path = DATA) -> tuple[Precursor, ...]:
    """All rows of all bodies; those that nobody confirmed have no source. Raises InputError for a malformed table."""
    labels = sources(folder / "sources.csv")
    out: list[Precursor] = []
    for body in BODIES:
        path = folder / "precursors" / f"{body}.csv"
        if path.is_file():
            out += _rows(path, body, labels)
    return tuple(out)


def confirmed(rows: Iterable[Precursor]) -> tuple[Precursor, ...]:
    """Those that a second source confirmed: what is fitted."""
    return tuple(row for row in rows if row.source)


def sources(path: Path) -> Mapping[str, str]:
    """What each label stands for."""
    out: dict[str, str] = {}
    for where, row in table(path, _SOURCES):
        label = row["label"].strip()
        if not label or label in out:
            raise InputError(
                where, f"the label {label!r} is empty or stands twice", "give each source a label of its own"
            )
        out[label] = f"{row['what']}: {row['where']}"
    return out


def _rows(path: Path, body: str, labels: Mapping[str, str]) -> Iterator[Precursor]:
    seen: dict[tuple[object, ...], str] = {}
    for where, row in table(path, _HEAD):
        year, category = row["year"].strip(), row["category"].strip()
        if not (year.isascii() and year.isdecimal() and 1929 <= int(year[:5]) <= 2100):
            raise InputError(where, f"the year {year!r} is none", "write that of the ceremony, such as 2024")
        if not category or row["won"].strip() not in ("0", "1"):
            raise InputError(where, "it has no category, or won is neither 0 nor 1", "fill in both")
        people = tuple(part for part in (" ".join(p.split()) for p in row["people"].split("|")) if part)
        film, source = " ".join(row["film"].split()), row["checked"].strip()
        if not film and not people:
            raise InputError(where, "it names neither a film nor anybody", "fill in film or people")
        if source and (unknown := [s for s in source.split("|") if s.strip() not in labels]):
            raise InputError(where, f"the source {unknown[0]!r} is not in sources.csv", "describe it there")
        key = (year, category, film, people)
        if key in seen:
            raise InputError(where, f"the row of {seen[key]} stands here again", "leave one of the two out")
        seen[key] = where.rpartition(", ")[2]
        yield Precursor(int(year), body, category, film, people, row["won"].strip() == "1", source)


def table(path: Path, head: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of a shipped CSV file by column, with where it stands. Raises InputError for another head or a ragged row."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"it cannot be read ({error})", "put back the file that is shipped") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(found := next(reader, [])) != head:
            raise InputError(f"{path}, line 1", f"its head is {','.join(found)!r}", f"write {','.join(head)}")
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            if len(row) != len(head):
                raise InputError(where, f"it has {len(row)} fields, not {len(head)}", "mend the row; quote a comma")
            yield where, dict(zip(head, row, strict=True))
    except csv.Error as error:
        raise InputError(
            f"{path}, line {reader.line_num}", f"it is no CSV ({error})", "mend its quotation marks"
        ) from error
