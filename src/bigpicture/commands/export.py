"""The record in other formats: export."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import complain, db, opened
from bigpicture.errors import BigpictureError, InputError
from bigpicture.vocabulary import CLAIM_TYPES

if TYPE_CHECKING:
    from bigpicture.exports import Entry, Format
    from bigpicture.record import Record

_NAMES = ("csv", "ics", "jsonl", "jsonld", "parquet", "quickstatements")  # FORMATS, without loading it
_MODES = next(field.choices for field in CLAIM_TYPES["release"].fields if field.name == "mode")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(_NAMES))
@click.argument("titles", nargs=-1, metavar="[TITLE]…")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; stdout by default.")
@click.option("--territory", multiple=True, help="ics: only releases there; may be given again.")
@click.option(
    "--mode", multiple=True, type=click.Choice(_MODES), help="ics: only releases of a mode; may be given again."
)
@click.option("--from", "start", metavar="DATE", help="ics: only from a day, month or year on: 2027-03.")
@click.option("--to", "end", metavar="DATE", help="ics: only until a day, month or year, all of it.")
@click.option("--imprecise", is_flag=True, help="ics: dates that are no day too, as tentative spans.")
@click.option("--ids", type=_FILE, help="quickstatements: items, a kind, name and Q number a line, parted by tabs.")
@click.option("--against", type=_FILE, help="quickstatements: what is there already, such as Q1|P57|Q2 a line.")
@click.option("--as-of", metavar="DATE", help="As it was known on a day: 2023-11-22.")
@db
def export(
    form: str, titles: tuple[str, ...], out: Path | None, as_of: str | None, db: str | None, **given: Any
) -> None:
    """Write what is known of films, all or those of TITLE (or of a number such as '#12'), in a FORMAT.

    csv: a fact a row; ics: a calendar of releases; jsonl: a film a line; jsonld: schema.org; parquet: a table for analysis;
    quickstatements: statements for Wikidata, with what is left out on stderr.
    """
    from bigpicture.exports import FORMATS
    from bigpicture.times import now

    made = FORMATS[form]
    moment = _day("--as-of", as_of)
    notes: list[str] = []
    options = _options(form, made, given) | ({"notes": notes} if "notes" in made.options else {})
    if form == "parquet" and out is None and sys.stdout.isatty():
        raise click.UsageError("parquet is no text: give --out FILE")
    with opened(db) as record:
        _write(made.write(_entries(record, titles, moment), now(), **options), out)
    for note in notes:
        complain(note)


def _entries(record: Record, titles: Sequence[str], moment: str | None) -> Sequence[Entry]:
    from bigpicture.exports import gather
    from bigpicture.record import known

    with record.read() as connection:
        films = [known.film(connection, title) for title in titles] if titles else None
        return gather(connection, films, moment)


def _options(form: str, made: Format, given: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, read. Ends with a usage error where the format has no such option."""
    from bigpicture.exports import read_ids, read_statements

    some = {name: value for name, value in given.items() if value}
    flags = {"start": "from", "end": "to"}
    for name in some:
        if name not in made.options:
            raise click.UsageError(f"--{flags.get(name, name)} says nothing to {form}")
    read = {"ids": read_ids, "against": read_statements}
    days = {name: _day(f"--{flags[name]}", some[name]) for name in flags if name in some}
    try:
        return some | days | {name: read[name](some[name]) for name in read if name in some}
    except BigpictureError as error:
        raise click.UsageError(str(error)) from None


def _day(option: str, text: str | None) -> str | None:
    from bigpicture.intake.dates import published_date

    try:
        return published_date(option, text) if text else None
    except InputError as error:
        raise click.UsageError(str(error)) from None


def _write(pieces: Iterator[str | bytes], out: Path | None) -> None:
    """To stdout, or to a file that is replaced only when all is written. Raises InputError where it cannot be."""
    made = (p.encode("utf-8", "replace") if isinstance(p, str) else p for p in pieces)
    if out is None:
        for piece in made:
            click.echo(piece, nl=False)
        return
    target = out.resolve()
    part = target.with_name(f".{target.name}.part") if target.is_file() or not target.exists() else target
    try:
        try:
            with part.open("wb") as file:
                file.writelines(made)
            if part != target:
                part.replace(target)
        except BaseException:
            if part != target:
                part.unlink(missing_ok=True)
            raise
    except OSError as error:
        problem, remedy = f"cannot be written ({error.strerror})", "name a file in a folder you can write to"
        raise InputError(str(out), problem, remedy) from None


COMMANDS = (export,)
