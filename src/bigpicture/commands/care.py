"""Care for the store: backup, restore, doctor, reread."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bigpicture.commands import NOTHING, db, fail, opened
from bigpicture.errors import BigpictureError

if TYPE_CHECKING:
    from bigpicture.record.care import Copied
    from bigpicture.record.checks import Check
    from bigpicture.update.reread import Reread

_FILE = click.argument("path", type=click.Path(path_type=Path), metavar="FILE")


@click.command()
@_FILE
@click.option("--force", is_flag=True, help="Replace FILE where there is one.")
@db
def backup(path: Path, force: bool, db: str | None) -> None:
    """Copy the store to FILE, while other commands go on.

    FILE is a SQLite store, whatever the store is: `--db FILE` looks into it, `restore` puts it back.
    """
    from bigpicture.record import care

    with opened(db) as record:
        made = care.backup(record, path, force=force)
    _say("copied", made, f"to {path}")


@click.command()
@_FILE
@click.option("--force", is_flag=True, help="Replace a store that holds articles.")
@db
def restore(path: Path, force: bool, db: str | None) -> None:
    """Put FILE, which `backup` made, in place of the store. What the store held is kept as a file."""
    from bigpicture import times
    from bigpicture.record import care
    from bigpicture.settings import load

    try:
        made = care.restore(load(db).db, path, times.now(), force=force)
    except BigpictureError as error:
        fail(error)
    _say("restored", made, f"from {path}")
    if made.kept:
        _echo(f"what was there is kept in {made.kept}")


def _say(what: str, made: Copied, where: str) -> None:
    _echo(f"{what} {made.articles:,} article{'' if made.articles == 1 else 's'} ({made.size / 1e6:,.1f} MB) {where}")


def _echo(line: str) -> None:
    from bigpicture.report import safe

    click.echo(safe(line))


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@db
def doctor(form: str, db: str | None) -> None:
    """Check that everything in the store holds together; where it does not, say what to do. Exit code 1 then."""
    from bigpicture.record.checks import checks

    with opened(db) as record:
        rows = []
        for check in checks(record):
            rows.append(check)
            if form == "text":
                _echo(_line(check))
    if form == "json":
        found = [{"check": c.name, "ok": c.ok, "found": c.found, "remedy": c.remedy} for c in rows]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    if not all(check.ok for check in rows):
        sys.exit(NOTHING)


def _line(check: Check) -> str:
    return f"{'ok' if check.ok else 'FAULT':<6}{check.name:<9} {check.found}" + (f"; {check.remedy}" if check.remedy else "")  # fmt: skip


@click.command()
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Processes that read articles; 1 by default.")
@db
def reread(workers: int, db: str | None) -> None:
    """Read stored articles again that another version of bigpicture read.

    Their older readings stay, the newest one counts. It may be ended at any moment and run again.
    """
    from bigpicture.update import reread as again

    with opened(db) as record:
        articles, changed = again.outdated(record), 0
        if not articles:
            click.echo("nothing to do: every article was read by this version")
            return
        with _bar(len(articles)) if sys.stderr.isatty() else _lines() as show:
            for step in again.reread(record, articles, workers=workers):
                changed += step.changed
                show(step)
    many = f"{len(articles):,} article{'' if len(articles) == 1 else 's'}"
    click.echo(f"{many} read again" + (f", {changed:,} with other claims than before" if changed else ""))


@contextmanager
def _lines() -> Iterator[Callable[[Reread], None]]:
    """A line for each article in which other claims were found."""

    def each(step: Reread) -> None:
        if step.changed:
            _echo(f"changed {step.article}: {step.title or '-'}")

    yield each


@contextmanager
def _bar(total: int) -> Iterator[Callable[[Reread], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("reading again", BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda _: progress.advance(task)


COMMANDS = (backup, restore, doctor, reread)
