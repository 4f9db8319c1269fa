"""Following the press: add, import, update, sources, pause, resume, remove."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import NOTHING, SOME, complain, db, opened, table
from bigpicture.errors import InputError

if TYPE_CHECKING:
    from bigpicture.intake.web import Web
    from bigpicture.record import Record
    from bigpicture.record.sources import Source

_COMPLETIONS = ("auto", "full", "teaser-only")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _network(command: Callable[..., None]) -> Callable[..., None]:
    """The options of commands that fetch."""
    command = click.option(
        "--allow-private", is_flag=True, help="Fetch from inside this network too: intranets and tests."
    )(command)
    return click.option(
        "--contact", metavar="TEXT", help="Whom publishers can write to, sent with every request; BIGPICTURE_CONTACT."
    )(command)


def _web(
    record: Record, contact: str | None, allow_private: bool, connections: int = 8, stop: Event | None = None
) -> Web:
    from bigpicture.intake.web import Limits, Web
    from bigpicture.settings import load
    from bigpicture.update.hosts import StoredHosts

    sleep = _until(stop) if stop else time.sleep
    contact = load(contact=contact).contact
    limits = Limits(connections=connections)
    return Web(contact=contact, allow_private=allow_private, limits=limits, hosts=StoredHosts(record), sleep=sleep)


def _until(stop: Event) -> Callable[[float], None]:
    """A rest between requests that ends when the run is to end."""
    from bigpicture.update.network import Stopped

    def rest(seconds: float) -> None:
        if stop.wait(seconds):
            raise Stopped

    return rest


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS…")
@click.option("--page", is_flag=True, help="Follow the page itself, whatever feed it names.")
@click.option(
    "--completion",
    type=click.Choice(_COMPLETIONS),
    help="full: a feed's items are whole; teaser-only: complete each from its page; auto (the default): as each looks.",
)
@click.option("--folder", multiple=True, help="The folder it is shown in; once for each level.")
@_network
@db
def add(
    addresses: tuple[str, ...],
    page: bool,
    completion: str | None,
    folder: tuple[str, ...],
    contact: str | None,
    allow_private: bool,
    db: str | None,
) -> None:
    """Follow feeds, pages, files, folders and archives.

    ADDRESS is a feed, a page whose feed is found, an article, or a path: a file or folder of articles (text, HTML, JSON,
    mail), or a web archive (.warc, .warc.gz). What they hold is fetched and read by `bigpicture update`.
    """
    from bigpicture.update.subscribe import find

    failed = 0
    with opened(db) as record, _web(record, contact, allow_private) as web:
        for address in addresses:
            try:
                found = find(web, address, page=page)
            except InputError as error:
                complain(error)
                failed += 1
                continue
            _stored(record, found.source, completion, folder)
            for other in found.others:
                click.echo(f"  also there: {other}")
            for note in found.notes:
                click.echo(f"  note: {note}")
    if failed:
        sys.exit(SOME if failed < len(addresses) else NOTHING)


def _stored(record: Record, source: Source, completion: str | None, folder: tuple[str, ...]) -> None:
    from dataclasses import replace

    from bigpicture import times
    from bigpicture.record import sources
    from bigpicture.report import safe

    with record.write() as connection:
        wanted = replace(source, completion=completion or source.completion, folder=folder)
        made, new = sources.add(connection, wanted, times.now())
        if completion and not new:
            sources.change(connection, made.id, completion=completion)
    word = "added" if new else "known"
    click.echo(safe(f"{word} {made.kind} {made.id}: {made.name}" + (f" <{made.address}>" if made.title else "")))


@click.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.opml")
@db
def import_(path: Path, db: str | None) -> None:
    """Follow every feed of an OPML file, in its folders."""
    from bigpicture import times
    from bigpicture.report import safe
    from bigpicture.update import subscriptions

    with opened(db) as record:
        new, known, notes = subscriptions.take(record, str(path), path.read_bytes(), times.now())
    click.echo(f"{new} feed{'' if new == 1 else 's'} added" + (f", {known} known already" if known else ""))
    for note in notes:
        click.echo(safe(f"  note: {note}"))


@click.command()
@click.argument("names", nargs=-1, metavar="[SOURCE]…")
@click.option("--force", is_flag=True, help="Ask the sources that are not due as well.")
@click.option("--every", metavar="TIME", help="Stay and update again and again: 15m, 2h.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Processes that read articles; 1 by default.")
@click.option("--connections", type=click.IntRange(1, 64), default=8, help="Requests at once, in all; 8 by default.")
@click.option("--json", "as_json", is_flag=True, help="Every step as a line of JSON.")
@click.option(
    "--thumbnails/--no-thumbnails", default=None, help="Keep small copies of first looks; BIGPICTURE_THUMBNAILS."
)
@_network
@db
def update(
    names: tuple[str, ...],
    force: bool,
    every: str | None,
    workers: int,
    connections: int,
    as_json: bool,
    thumbnails: bool | None,
    contact: str | None,
    allow_private: bool,
    db: str | None,
) -> None:
    """Fetch what is new, read it, and store what it says.

    Without SOURCE (a number or an address) every source that is due is asked. It may be ended at any moment and run
    again: nothing is lost, nothing is stored twice.
    """
    from bigpicture.commands import pictures
    from bigpicture.commands.progress import show

    pause = _seconds(every) if every else None
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(stop))
    with opened(db) as record, _web(record, contact, allow_private, connections, stop) as web:
        only = _ids(record, names) if names else None
        pictured = pictures.wanted(thumbnails)
        while True:
            tally = show(_steps(record, web, only, force, workers, stop), as_json=as_json)
            if not stop.is_set():
                _link(record, db, as_json=as_json)
                if pictured:
                    pictures.copied(record, web, stop, as_json=as_json)
                _alert(record, web, db)
            if pause is None or stop.wait(pause):
                break
    if pause is None and (tally.broken or tally.failed):
        sys.exit(NOTHING if tally.broken == tally.sources else SOME)


def _steps(record: Record, web: Web, only: list[int] | None, force: bool, workers: int, stop: Event) -> Iterator[Any]:
    from bigpicture.update import update

    return update(record, web, only=only, force=force, workers=workers, stop=stop)


def _link(record: Record, db: str | None, *, as_json: bool) -> None:
    """Look up what is new in the catalogue, where there is one."""
    from bigpicture.commands import catalogue

    path = catalogue.place(None, db)
    if path.exists():
        found = catalogue.linked(record, path)
        if found.films and not as_json:
            click.echo(catalogue.told(found), err=True)


def _alert(record: Record, web: Web, db: str | None) -> None:
    """Tell of what is watched, where anything is; what could not be sent is tried again after the next update."""
    from bigpicture.record import watches

    with record.read() as connection:
        some = watches.sending(connection)
    if some:
        from bigpicture.commands.watch import told

        told(record, web, db)


def _stop(stop: Event) -> None:
    """The first signal ends the run after what is under way, the second one at once."""
    if stop.is_set():
        raise KeyboardInterrupt
    stop.set()


def _seconds(text: str) -> int:
    number, unit = text[:-1], _UNITS.get(text[-1:])
    if unit is None or not number.isdecimal() or int(number) == 0:
        raise click.UsageError(f"--every: {text!r} is no time; write it as 15m, 2h or 1d")
    return int(number) * unit


def _ids(record: Record, names: tuple[str, ...]) -> list[int]:
    from bigpicture.record import sources

    with record.read() as connection:
        return [sources.find(connection, name).id for name in names]


@click.command()
@click.option("--format", "form", type=click.Choice(["table", "json", "opml"]), default="table", help="How to print.")
@db
def sources(form: str, db: str | None) -> None:
    """List what is followed: its health, its pace, what waits; `--format opml` for another program."""
    from bigpicture.record import sources as stored

    with opened(db) as record:
        with record.read() as connection:
            rows = stored.overview(connection)
        if form == "opml":
            from bigpicture.update import subscriptions  # loads lxml

            click.echo(subscriptions.give(rows), nl=False)
        elif form == "json":
            click.echo(json.dumps([_as_dict(s) for s in rows], ensure_ascii=False, indent=1))
        elif rows:
            _print(rows)
        else:
            click.echo("nothing is followed yet; begin with: bigpicture add ADDRESS", err=True)


def _as_dict(source: Source) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(source)


def _print(rows: list[Source]) -> None:
    head = ["id", "kind", "state", "articles", "last", "next", "source"]
    cells = [
        [s.id, s.kind, _state(s), s.articles, _clock(s.checked_at), _clock(s.next_at), s.name] for s in rows
    ]  # fmt: skip
    from bigpicture.report import safe

    for source, line in zip([None, *rows], table(cells, head, {"source": 60}), strict=True):
        click.echo(line)
        if source:
            for remark in _remarks(source):
                click.echo(safe(f"    {remark}"))


def _state(source: Source) -> str:
    if source.state == "active" and source.failures:
        return "failing"
    return source.state


def _clock(time: str | None) -> str:
    return time[:16].replace("T", " ") if time else "-"


def _remarks(source: Source) -> Iterator[str]:
    if source.problem:
        times = f", {source.failures} times in a row" if source.failures > 1 else ""
        yield f"{source.problem['problem']}{times}; {source.problem['remedy']}"
    yield from source.notes
    if source.waiting:
        yield f"{source.waiting} wait to be fetched or read"
    if source.failed:
        yield f"{source.failed} could not be had"


def _named(name: str, help: str, change: Callable[[Any, Source], None]) -> click.Command:
    @click.command(name, help=help)
    @click.argument("names", nargs=-1, required=True, metavar="SOURCE…")
    @db
    def command(names: tuple[str, ...], db: str | None) -> None:
        from bigpicture.record import sources as stored
        from bigpicture.report import safe

        with opened(db) as record, record.write() as connection:
            for wanted in names:
                source = stored.find(connection, wanted)
                change(connection, source)
                click.echo(safe(f"{name}d {source.id}: {source.name}"))

    return command


def _pause(connection: Any, source: Source) -> None:
    from bigpicture.record import sources as stored

    stored.change(connection, source.id, state="paused")


def _resume(connection: Any, source: Source) -> None:
    from bigpicture.record import sources as stored

    stored.change(connection, source.id, state="active", failures=0, next_at=None)


def _remove(connection: Any, source: Source) -> None:
    from bigpicture.record import sources as stored

    stored.remove(connection, source.id)


pause = _named("pause", "Stop asking sources, until they are resumed. SOURCE is a number or an address.", _pause)
resume = _named("resume", "Ask paused, failing or gone sources again.", _resume)
remove = _named("remove", "Follow sources no more; their articles stay.", _remove)

COMMANDS = (add, import_, update, sources, pause, resume, remove)
