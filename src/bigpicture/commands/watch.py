"""Hearing of what changes: watch, alert."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bigpicture.commands import NOTHING, SOME, complain, db, opened
from bigpicture.times import now
from bigpicture.vocabulary import CLAIM_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bigpicture.alerts import Outcome, Vault
    from bigpicture.intake.web import Web
    from bigpicture.record import Record
    from bigpicture.record.watches import Wanted, Watch


def vault(db: str | None) -> Vault:
    """What seals and opens the addresses of targets."""
    from bigpicture.alerts import Vault
    from bigpicture.settings import load

    settings = load(db)
    return Vault(settings.folder, settings.secret)


@click.group()
def watch() -> None:
    """Films, people and festivals that you want to hear of."""


@watch.command("add")
@click.argument("name")
@click.option("--film", metavar="TITLE", help="A film, by title or by number: '#12'.")
@click.option("--person", metavar="NAME", help="What names a person.")
@click.option("--event", metavar="NAME", help="A festival or an award.")
@click.option(
    "--kind", "types", multiple=True, type=click.Choice(list(CLAIM_TYPES)), help="A kind of fact; may be repeated."
)
@click.option(
    "--certainty", type=click.Choice(["any", "stated", "agreed"]), default="any", help="Rumours too, by default."
)
@click.option("--webhook", is_flag=True, help="Send alerts as JSON to an address.")
@click.option("--apprise", is_flag=True, help="Send alerts to a service that the library apprise knows.")
@db
def add(
    name: str, film: str | None, person: str | None, event: str | None, types: tuple[str, ...], certainty: str,
    webhook: bool, apprise: bool, db: str | None,
) -> None:  # fmt: skip
    """Watch something, and print the number of the watch; what is given must all fit.

    With --webhook or --apprise the address is the first line of standard input, where no other program can see it.
    Without them the watch has a feed only; see its address at /watch in the web app.
    """
    from bigpicture.alerts import follow

    if webhook and apprise:
        raise click.UsageError("--webhook or --apprise, not both")
    channel = "webhook" if webhook else "apprise" if apprise else "feed"
    target = "" if channel == "feed" else sys.stdin.readline(10_000).strip()
    with opened(db) as record:
        wanted = _wanted(record, film, person, event, types, certainty)
        click.echo(follow(record, vault(db), name, wanted, channel, target, now()))


def _wanted(
    record: Record, film: str | None, person: str | None, event: str | None, types: tuple[str, ...], certainty: str
) -> Wanted:
    from bigpicture.record import known
    from bigpicture.record.watches import Wanted

    if film is None:
        return Wanted(None, None, None, person, event, types, certainty)
    with record.read() as connection:
        found = known.film(connection, film)
    return Wanted(found.id, found.title, found.year, person, event, types, certainty)


@watch.command("list")
@db
def list_(db: str | None) -> None:
    """List what is watched, and how its alerts fare."""
    from bigpicture.commands import table
    from bigpicture.record import watches

    with opened(db) as record, record.read() as connection:
        found = watches.every(connection)
    if not found:
        click.echo("nothing is watched yet; begin with: bigpicture watch add NAME", err=True)
        return
    head = ["id", "name", "about", "to", "sent", "waiting", "failed", "problem"]
    for line in table([_row(one) for one in found], head, {"name": 40, "about": 50, "problem": 50}):
        click.echo(line)


def _row(one: Watch) -> list[object]:
    w = one.wanted
    about = ", ".join(p for p in (w.title, w.person, w.event, *w.types) if p) or "everything"
    counts = [one.alerts.get(state, 0) for state in ("sent", "waiting", "failed")]
    return [one.id, one.name, about, one.channel, *counts, one.problem or ""]


@watch.command("remove")
@click.argument("number", type=int)
@db
def remove(number: int, db: str | None) -> None:
    """Watch something no more. NUMBER is that of `bigpicture watch list`."""
    from bigpicture.record import watches

    with opened(db) as record, record.write() as connection:
        watches.remove(connection, number)
    click.echo(f"removed {number}")


@click.command()
@click.option("--base", default="", metavar="URL", help="The address of the web app, for links to its pages.")
@click.option("--allow-private", is_flag=True, help="Send inside this network too: intranets and tests.")
@db
def alert(base: str, allow_private: bool, db: str | None) -> None:
    """Send what the watches have not told yet. `bigpicture update` does so at its end.

    Several may run at once: no change is told twice. What failed is tried again later, five times in all.
    """
    from bigpicture.intake.web import Web

    with opened(db) as record, Web(allow_private=allow_private) as web:
        sent, failed = told(record, web, db, base)
    if failed:
        sys.exit(SOME if sent else NOTHING)
    if not sent:
        click.echo("nothing to tell", err=True)


def told(record: Record, web: Web, db: str | None, base: str = "") -> tuple[int, int]:
    """(alerts that were sent, batches that were not), told on standard error."""
    from bigpicture.alerts import deliver

    return _count(deliver(record, vault(db), web, base=base.rstrip("/")))


def _count(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    from bigpicture.report import safe

    sent = failed = 0
    for one in outcomes:
        if one.problem is None:
            sent += one.count
            click.echo(safe(f"{one.watch}: {one.count} alert{'' if one.count == 1 else 's'} sent"), err=True)
        else:
            failed += 1
            complain(f"{one.watch}: {one.count} alert{'' if one.count == 1 else 's'} not sent: {one.problem}")
    return sent, failed


COMMANDS = (watch, alert)
