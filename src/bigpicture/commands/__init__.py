"""The commands, a module a family, and what they share: exit codes, the store, how errors end a run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bigpicture.errors import BigpictureError

if TYPE_CHECKING:
    from bigpicture.record import Record

NOTHING, USAGE, SOME = 1, 2, 4

db = click.option(
    "--db", metavar="STORE", help="A file or postgresql://…; BIGPICTURE_DB or the data folder by default."
)


def fail(error: BigpictureError, code: int = NOTHING) -> NoReturn:
    """End the run with an error's one line."""
    complain(error)
    sys.exit(code)


def complain(error: object) -> None:
    """An error's one line on standard error, safe for a terminal."""
    from bigpicture.report import safe

    click.echo(f"bigpicture: {safe(str(error))}", err=True)


@contextmanager
def ending() -> Iterator[None]:
    """Whatever bigpicture raises inside ends the run with its one line."""
    try:
        yield
    except BigpictureError as error:
        fail(error)


@contextmanager
def opened(db: str | None) -> Iterator[Record]:
    """The store, closed at the end; whatever bigpicture raises inside ends the run with its one line."""
    from bigpicture.record import Record
    from bigpicture.settings import load

    with ending():
        record = Record.open(load(db).db)
        try:
            yield record
        finally:
            record.close()


def table(rows: list[list[Any]], head: list[str], widths: dict[str, int] | None = None) -> Iterator[str]:
    """Rows under their head as aligned lines; a column named in `widths` is cut to that many characters."""
    from bigpicture.report import safe

    cells = [head, *([_cell(safe(str("" if c is None else c)), (widths or {}).get(h)) for h, c in zip(head, row, strict=True)] for row in rows)]  # fmt: skip
    sizes = [max(len(row[i]) for row in cells) for i in range(len(head))]
    for row in cells:
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=True)).rstrip()


def _cell(text: str, width: int | None) -> str:
    text = " ".join(text.split())
    return text if width is None or len(text) <= width else text[: width - 1] + "…"
