"""The record in other formats: export."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import complain, db, moments, opened
from bigpicture.errors import BigpictureError, InputError
from bigpicture.vocabulary import CLAIM_TYPES

if TYPE_CHECKING:
    from bigpicture.exports import Format

# FORMATS, and the changes that readers are told of, without loading them
_NAMES = ("atom", "csv", "ics", "jsonfeed", "jsonl", "jsonld", "parquet", "quickstatements")
_KINDS = ("new", "moved", "refined", "confirmed", "settled", "restored", "denied", "contested", "superseded")
_MODES = next(field.choices for field in CLAIM_TYPES["release"].fields if field.name == "mode")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FLAGS = {"start": "from", "end": "to"}  # options by what the formats call them, where that differs


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(_NAMES))
@click.argument("titles", nargs=-1, metavar="[TITLE]…")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; stdout by default.")
@click.option("--as-of", metavar="DATE", help="As it was known on a day: 2023-11-22.")
@click.option("--territory", multiple=True, help="Feeds, ics: only releases there; may be given again.")
@click.option("--since", metavar="AGO", help="Feeds: 7d, 12h, 3w, 6m, 1y or a date; 7d by default, of a TITLE all.")
@click.option("--most", type=click.IntRange(1), help="Feeds: how many changes; 50 by default.")
@click.option("--kind", multiple=True, type=click.Choice(_KINDS), help="Feeds: only such changes; may be given again.")
@click.option("--address", metavar="URL", help="Feeds, ics: where the file will be served.")
@click.option("--base", metavar="URL", help="Feeds: the web address of the record, for links to its film pages.")
@click.option("--mode", multiple=True, type=click.Choice(_MODES), help="ics: only such releases; may be given again.")
@click.option("--from", "start", metavar="DATE", help="ics: only from a day, month or year on: 2027-03.")
@click.option("--to", "end", metavar="DATE", help="ics: only until a day, month or year, all of it.")
@click.option("--imprecise", is_flag=True, help="ics: dates that are no day too, as tentative spans.")
@click.option("--season", metavar="LABEL", help="csv, ics, jsonl, parquet: of an awards season, such as 2023-24.")
@click.option("--ids", type=_FILE, help="quickstatements: items, a kind, name and Q number a line, parted by tabs.")
@click.option("--against", type=_FILE, help="quickstatements: what is there already, such as Q1|P57|Q2 a line.")
@db
def export(
    form: str, titles: tuple[str, ...], out: Path | None, as_of: str | None, db: str | None, **given: Any
) -> None:
    """Write what is known of films, all or those of TITLE (or of a number such as '#12'), in a FORMAT.

    atom, jsonfeed: a feed of what changed; csv: a fact a row; ics: a calendar of releases; jsonl: a film a line;
    jsonld: schema.org; parquet: a table for analysis; quickstatements: statements for Wikidata, with what is left out on
    stderr. With --season who was up for what, who won and how likely that was; ics: announcements and ceremonies.
    """
    from bigpicture.exports import FORMATS, OF_SEASON
    from bigpicture.record import known
    from bigpicture.times import now

    if given["season"] and form not in OF_SEASON:
        raise click.UsageError(f"--season says nothing to {form}")
    made = OF_SEASON[form] if given["season"] else FORMATS[form]
    moment = moments.day("--as-of", as_of)
    options = _options(form, made, given)
    if "since" in made.asks:
        options["since"] = "" if titles and not given["since"] else moments.since(given["since"] or "7d", moment)
    notes: list[str] = []
    if "notes" in made.options:
        options["notes"] = notes
    if form == "parquet" and out is None and sys.stdout.isatty():
        raise click.UsageError("parquet is no text: give --out FILE")
    with opened(db) as record, record.read() as connection:
        films = [known.film(connection, title) for title in titles] if titles else None
        found = made.gather(connection, films, moment, **_some(options, made.asks))
        _write(made.write(found, now(), **_some(options, made.options)), out)
    if "since" in made.asks and not found.items:
        notes.append(f"nothing changed since {options['since'][:10] or 'the beginning'}; go further back with --since")
    for note in notes:
        complain(note)


def _some(options: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name in names}


def _options(form: str, made: Format, given: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, read. Ends with a usage error where the format has no such option."""
    from bigpicture.exports import link, read_ids, read_statements

    some = {name: value for name, value in given.items() if value}
    for name in some:
        if name not in (*made.options, *made.asks):
            raise click.UsageError(f"--{_FLAGS.get(name, name)} says nothing to {form}")
    for name in ("address", "base"):
        if name in some and link(some[name]) is None:
            raise click.UsageError(
                f"--{name}: {some[name][:80]!r} is no web address; write it as https://films.example"
            )
    read = {"ids": read_ids, "against": read_statements}
    days = {name: moments.day(f"--{_FLAGS[name]}", some[name]) for name in _FLAGS if name in some}
    try:
        return some | days | {name: read[name](some[name]) for name in read if name in some}
    except BigpictureError as error:
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
