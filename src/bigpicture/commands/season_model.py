"""The forecast's history and model in the terminal: season import, season fit, season backtest."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import db, ending, opened, table
from bigpicture.errors import InputError
from bigpicture.season.races import ACADEMIES, ACADEMY, BAFTA

if TYPE_CHECKING:
    from bigpicture.season.backtest import Past
    from bigpicture.season.races import Race


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--fewer", is_flag=True, help="Even if it has fewer ceremonies than what was taken in before.")
@db
def import_(file: Path, fewer: bool, db: str | None) -> None:
    """Take in the Academy's history from oscars.csv of DLu/oscar_data, in place of what was taken in before.

    A table with a fault changes nothing, and one that was cut short is not taken for the whole.
    """
    from bigpicture.record import forecasts, nominees
    from bigpicture.season import history
    from bigpicture.times import now

    with ending(), opened(db) as record:
        found = history.parse(file)
        with record.write() as connection:
            _whole(file, {race.year for race in found.races}, set(nominees.years(connection)), fewer=fewer)
            stored = nominees.store(connection, found.races, file.name)
        made = forecasts.make(record, now())  # the table may hold nominees of a ceremony that is still to come
    years = f", ceremonies of {stored.first} to {stored.last}" if stored.first else ""
    click.echo(f"{stored.nominees:,} nominees of {stored.races:,} races{years}")
    if made:
        click.echo(f"{made} forecasts made: bigpicture season forecast")
    if found.left:
        left = ", ".join(f"{count:,} {reason}" for reason, count in sorted(found.left.items()))
        click.echo(f"left out: {left}", err=True)


def _whole(file: Path, new: set[int], old: set[int], *, fewer: bool) -> None:
    """Raise InputError for a table without ceremonies that were taken in before: a download may have been cut short."""
    if (lost := sorted(old - new)) and not fewer:
        problem = f"it lacks {len(lost)} of the ceremonies that were taken in before, such as that of {lost[-1]}"
        raise InputError(str(file), problem, "fetch the whole table again; or, if it is meant to be so: --fewer")


_body = click.option(
    "--body", type=click.Choice(ACADEMIES), default=ACADEMY, show_default=True, help="Whose prizes are forecast."
)


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to write; the shipped file by default."
)
@_body
@db
def fit(out: Path | None, body: str, db: str | None) -> None:
    """Fit the forecast's coefficients of a body again, from the imported history and the shipped prizes.

    The same data give the same file, byte for byte.
    """
    from bigpicture.season import fitting
    from bigpicture.season.forecast import shipped

    _one_thread()
    with ending():
        past = _past(db, body)
        path = out or shipped(body)
        made = fitting.build(past, datetime.now(UTC).date().isoformat(), _before(path))
        _write(path, fitting.render(made))
    sets = sum(len(weights) for model in made["models"].values() for weights in model["weights"].values())
    click.echo(f"{path}: {sets:,} sets of weights, to {', '.join(made['models'])}, data {made['data'][:12]}")


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", help="How to print."
)
@click.option("--category", metavar="ID", help="Only one category, such as picture; all for all together.")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FILE", help="Put the Markdown between the marks of a page."
)
@_body
@db
def backtest(form: str, category: str | None, into: Path | None, body: str, db: str | None) -> None:
    """Score the forecast on past ceremonies, each forecast from earlier ones only, beside plain ways to forecast."""
    from bigpicture.season import backtest as testing
    from bigpicture.season import backtest_told as told
    from bigpicture.season import fitting
    from bigpicture.season.features import CATEGORIES

    _one_thread()
    with ending():
        past = _past(db, body)
        calls = testing.walk(past)
        lines = [line for line in testing.report(calls) if category in (None, line.category)]
        if not lines:
            raise InputError(str(category), "no race of such a category was tested", f"name one of all, {', '.join(CATEGORIES)}")  # fmt: skip
        last = max(race.year for race in past.table.races)
        if form == "markdown" or into:
            text = told.markdown(lines, testing.without(calls, last), fitting.digest(past), body)
            if into:
                _write(into, told.placed(into.read_text(encoding="utf-8"), text, str(into), body))
            else:
                click.echo(text, nl=False)
        elif form == "json":
            click.echo(json.dumps([told.plain(line) for line in lines], indent=1))
        else:
            for row in table([[*told.cells(line)] for line in lines], [*told.HEAD]):
                click.echo(row)


def _one_thread() -> None:
    """Before numpy is loaded: on matrices this small, threads only wait for each other, on a busy machine for minutes."""
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")


def _past(db: str | None, body: str) -> Past:
    """What there is to learn from. Raises InputError where no history was imported, or too little."""
    from bigpicture.record import nominees
    from bigpicture.season import backtest, bafta, precursors
    from bigpicture.season.moments import Calendar

    races: tuple[Race, ...] = ()
    with opened(db) as record, record.read() as connection:
        races = nominees.load(connection)
    if not any(race.decided and race.year >= backtest.TESTED[body] for race in races):
        problem = f"it has no past ceremony from {backtest.TESTED[body]} on to learn from"
        raise InputError("the history of nominees", problem, "bigpicture season import oscars.csv, of DLu/oscar_data")
    rows = precursors.load()
    prizes, calendar = precursors.confirmed(rows), Calendar.shipped(body)
    if body == BAFTA:
        return backtest.past(bafta.history(rows).races, [*prizes, *bafta.nominated(races)], calendar, body)
    return backtest.past(races, prizes, calendar, body)


def _before(path: Path) -> Mapping[str, Any] | None:
    """What an earlier fit wrote; None where it wrote nothing that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _write(path: Path, text: str) -> None:
    """Write a file whole, or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise InputError(str(path), f"it cannot be written ({error.strerror})", "name another file") from error


COMMANDS = (import_, fit, backtest)
