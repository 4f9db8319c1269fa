"""A person's word about which films and names are meant: merge, split, pin, decisions, undo, undecided."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bigpicture.commands import db, opened, table

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print.")
_NAMES = ("person", "company", "event", "award")
_THOSE = click.argument("those", nargs=-1, required=True, metavar="ARTICLE…")
_PERSON = click.option(
    "--person", is_flag=True, help="Of a NAME that several people have; then say films, not articles."
)


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--kind", type=click.Choice(["film", *_NAMES]), default="film", help="What the two are; film by default.")
@db
def merge(one: str, other: str, kind: str, db: str | None) -> None:
    """ONE and OTHER are one: two films, each by its title or number such as '#12', or with --kind two names."""
    from bigpicture.record import decisions, known, names, people
    from bigpicture.times import now

    def take(connection: Connection) -> int:
        if kind == "person":
            for name in (one, other):
                people.resolve(connection, name)
        if kind in _NAMES:
            return names.merge(connection, kind, one, other, now())
        return decisions.merge(connection, known.film(connection, one), known.film(connection, other), now())

    _take(db, take)


@click.command()
@click.argument("film", metavar="FILM")
@_THOSE
@_PERSON
@db
def split(film: str, those: tuple[str, ...], person: bool, db: str | None) -> None:
    """These articles (numbers from `articles`) mean another film than FILM by its title."""
    _part("split", film, those, db, person=person)


@click.command()
@click.argument("film", metavar="FILM")
@_THOSE
@_PERSON
@db
def pin(film: str, those: tuple[str, ...], person: bool, db: str | None) -> None:
    """These articles (numbers from `articles`) mean FILM by its title, whatever they tell of it."""
    _part("pin", film, those, db, person=person)


def _part(kind: str, what: str, those: Sequence[str], db: str | None, *, person: bool) -> None:
    from bigpicture.record import decisions, known, people
    from bigpicture.times import now

    def take(connection: Connection) -> int:
        if person:
            films = [known.film(connection, title).id for title in dict.fromkeys(those)]
            return people.decide(connection, kind, what, films, now())
        decide = {"split": decisions.split, "pin": decisions.pin}[kind]
        return decide(connection, known.film(connection, what), [_article(n) for n in dict.fromkeys(those)], now())

    _take(db, take)


def _article(number: str) -> int:
    if not number.isdecimal() or len(number) > 18:
        raise click.UsageError(f"{number[:40]!r} is no number of an article; see: bigpicture articles")
    return int(number)


def _take(db: str | None, take: Callable[[Connection], int]) -> None:
    """Take a decision, and say how to take it back."""
    from bigpicture.record import ledger
    from bigpicture.times import now

    with opened(db) as record:
        with record.write() as connection:
            number = take(connection)
        ledger.catch_up(record, now())
    click.echo(f"decision {number}; take it back with: bigpicture undo {number}")


@click.command()
@click.argument("number", type=int)
@db
def undo(number: int, db: str | None) -> None:
    """Take a decision back (NUMBER from `decisions`): all is decided as if it had never been taken."""
    from bigpicture.record import decisions, ledger
    from bigpicture.report import safe
    from bigpicture.times import now

    with opened(db) as record:
        with record.write() as connection:
            undone = decisions.undo(connection, number, now())
        ledger.catch_up(record, now())
    click.echo(f"undone: {undone.kind}, {safe(undone.told)}")


@click.command()
@_FORMAT
@db
def decisions(form: str, db: str | None) -> None:
    """List every merge, split and pin, the newest first, those undone too."""
    from bigpicture.record import decisions as log

    with opened(db) as record, record.read() as connection:
        rows = log.log(connection)
    cells: list[list[object]] = [[r.number, r.kind, r.made_at, r.told, r.undone_at] for r in rows]
    head = ["decision", "kind", "made", "what", "undone"]
    _print(form, rows, cells, head, "nothing is decided by hand; see: bigpicture merge --help")


@click.command()
@_FORMAT
@db
def undecided(form: str, db: str | None) -> None:
    """List the mentions whose film is undecided, and films that may be one, with the films that may be meant."""
    from bigpicture.record import decisions as log
    from bigpicture.record import doubles

    with opened(db) as record, record.read() as connection:
        rows = log.undecided(connection)
        pairs = doubles.doubles(connection)
    if form == "json":
        told = {"mentions": [asdict(row) for row in rows], "films": [asdict(pair) for pair in pairs]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    cells: list[list[object]] = [
        [r.article, r.when[:10], r.title, "; ".join(f"#{f.id} {f.title} ({f.year or 'year unknown'})" for f in r.candidates)]
        for r in rows
    ]  # fmt: skip
    if rows or not pairs:
        _print(form, rows, cells, ["article", "when", "title", "may be"], "every mention has its film")
    if pairs:
        cells = [[f"#{p.one.id} {p.one.title}", f"#{p.other.id} {p.other.title}", p.because] for p in pairs]
        _print(form, pairs, cells, ["film", "may be one with", "because"], "")


def _print(form: str, rows: Sequence[object], cells: list[list[object]], head: list[str], none: str) -> None:
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))  # type: ignore[call-overload]
    elif rows:
        for line in table(cells, head):
            click.echo(line)
    else:
        click.echo(none, err=True)


COMMANDS = (merge, split, pin, decisions, undo, undecided)
