"""A person's word about which films are meant: merge, split, pin, decisions, undo, undecided."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from bigpicture.commands import db, opened, table

_FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print.")
_ARTICLES = click.argument("articles", nargs=-1, required=True, type=int, metavar="ARTICLE…")


@click.command()
@click.argument("one", metavar="FILM")
@click.argument("other", metavar="FILM")
@db
def merge(one: str, other: str, db: str | None) -> None:
    """Two films are one: name each by its title, or by its number such as '#12'. Their titles may differ."""
    from bigpicture.record import decisions, known
    from bigpicture.times import now

    with opened(db) as record, record.write() as connection:
        films = known.film(connection, one), known.film(connection, other)
        number = decisions.merge(connection, *films, now())
    _say(number)


@click.command()
@click.argument("film")
@_ARTICLES
@db
def split(film: str, articles: tuple[int, ...], db: str | None) -> None:
    """These articles (numbers from `articles`) mean another film than FILM by its title."""
    from bigpicture.record import decisions, known
    from bigpicture.times import now

    with opened(db) as record, record.write() as connection:
        number = decisions.split(connection, known.film(connection, film), list(dict.fromkeys(articles)), now())
    _say(number)


@click.command()
@click.argument("film")
@_ARTICLES
@db
def pin(film: str, articles: tuple[int, ...], db: str | None) -> None:
    """These articles (numbers from `articles`) mean FILM by its title, whatever they tell of it."""
    from bigpicture.record import decisions, known
    from bigpicture.times import now

    with opened(db) as record, record.write() as connection:
        number = decisions.pin(connection, known.film(connection, film), list(dict.fromkeys(articles)), now())
    _say(number)


def _say(number: int) -> None:
    click.echo(f"decision {number}; take it back with: bigpicture undo {number}")


@click.command()
@click.argument("number", type=int)
@db
def undo(number: int, db: str | None) -> None:
    """Take a decision back (NUMBER from `decisions`): all is decided as if it had never been taken."""
    from bigpicture.record import decisions
    from bigpicture.report import safe
    from bigpicture.times import now

    with opened(db) as record, record.write() as connection:
        undone = decisions.undo(connection, number, now())
    click.echo(f"undone: {undone.kind}, {safe(undone.told)}")


@click.command()
@_FORMAT
@db
def decisions(form: str, db: str | None) -> None:
    """List every merge, split and pin, the newest first, those undone too."""
    from bigpicture.record import decisions as log

    with opened(db) as record, record.read() as connection:
        rows = log.log(connection)
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    elif rows:
        cells: list[list[object]] = [[r.number, r.kind, r.made_at, r.told, r.undone_at] for r in rows]
        for line in table(cells, ["decision", "kind", "made", "what", "undone"]):
            click.echo(line)
    else:
        click.echo("nothing is decided by hand; see: bigpicture merge --help", err=True)


@click.command()
@_FORMAT
@db
def undecided(form: str, db: str | None) -> None:
    """List the mentions whose film is undecided, with the films that may be meant."""
    from bigpicture.record import decisions as log

    with opened(db) as record, record.read() as connection:
        rows = log.undecided(connection)
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    elif rows:
        cells: list[list[object]] = [
            [r.article, r.when[:10], r.title, "; ".join(f"#{f.id} {f.title} ({f.year or 'year unknown'})" for f in r.candidates)]
            for r in rows
        ]  # fmt: skip
        for line in table(cells, ["article", "when", "title", "may be"]):
            click.echo(line)
    else:
        click.echo("every mention has its film", err=True)


COMMANDS = (merge, split, pin, decisions, undo, undecided)
