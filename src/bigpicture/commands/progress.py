"""What an update shows while it works: a bar a source on a terminal, plain lines elsewhere, JSON lines for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from bigpicture.report import safe
from bigpicture.update.steps import Step, Tally

Show = Callable[[Step], None]


def show(steps: Iterable[Step], *, as_json: bool) -> Tally:
    """Show each step as it happens and a last line with the figures; they are given back as well."""
    tally = Tally()
    with _lines(as_json) if as_json or not sys.stderr.isatty() else _bars() as each:
        for step in steps:
            tally.add(step)
            each(step)
    if as_json:
        figures = ("sources", "new", "changed", "later", "failed", "broken")
        click.echo(json.dumps({"what": "end", **{name: getattr(tally, name) for name in figures}}))
    else:
        click.echo(summary(tally))
    return tally


def summary(tally: Tally) -> str:
    """The figures of a run in one line."""
    if not tally.sources:
        return "nothing is due; --force asks all the same"
    parts = [f"{_many(tally.new, 'new article')} from {_many(tally.sources, 'source')}"]
    parts += [f"{tally.changed} changed"] if tally.changed else []
    parts += [f"{tally.later} to be tried again later"] if tally.later else []
    parts += [f"{_many(tally.failed, 'article')} failed"] if tally.failed else []
    parts += [f"{_many(tally.broken, 'source')} failed; see: bigpicture sources"] if tally.broken else []
    return ", ".join(parts)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


@contextmanager
def _lines(as_json: bool) -> Iterator[Show]:
    yield _json if as_json else _line


def _json(step: Step) -> None:
    click.echo(json.dumps(step.as_dict(), ensure_ascii=False))


def _line(step: Step) -> None:
    if text := line(step):
        click.echo(safe(text), err=step.what in _PROBLEMS)


_PROBLEMS = ("broken", "failed", "later")


def line(step: Step) -> str | None:
    """A step as a plain line; None for those that only move a bar."""
    if step.what in ("new", "changed"):
        copy = f" (a copy of {step.copy_of})" if step.copy_of else ""
        return f"{step.what} {step.article}: {step.title or step.name}{copy}"
    if step.what in _PROBLEMS and step.problem:
        wait = "; to be tried again" if step.what == "later" else ""
        return f"{step.what}: {step.name}: {step.problem['problem']}{wait}; {step.problem['remedy']}"
    return None


@contextmanager
def _bars() -> Iterator[Show]:
    """A bar for each source under way, above them the lines of what went wrong."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), MofNCompleteColumn())
    bars: dict[int, TaskID] = {}
    with Progress(*columns, console=console, transient=True) as progress:

        def each(step: Step) -> None:
            if step.what == "asked" or step.source.id not in bars:
                bars[step.source.id] = progress.add_task(safe(step.source.name)[:40], total=None)
            bar = bars[step.source.id]
            if step.what == "offered":
                progress.update(bar, total=step.count)
            elif step.what == "done":
                progress.remove_task(bars.pop(step.source.id))
            elif step.what != "asked":
                progress.advance(bar)
            if step.what in _PROBLEMS and (text := line(step)):
                console.print(safe(text), markup=False, highlight=False)

        yield each
