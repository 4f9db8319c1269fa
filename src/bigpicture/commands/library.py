"""What is stored: articles, article, diff, claims."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bigpicture.commands import db, moments, opened, table

if TYPE_CHECKING:
    from bigpicture.record.library import Listed, Support, Version

_FORMAT = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print.")


@click.command()
@click.option("--changed", is_flag=True, help="Only those that were edited after they were stored.")
@click.option("--source", "name", metavar="SOURCE", help="Only those of a source: its number or address.")
@click.option("--since", metavar="AGO", help="Only those since a day or an age: 2026-11-22, 7d.")
@click.option("--most", type=click.IntRange(1), default=50, help="How many; 50 by default.")
@_FORMAT
@db
def articles(changed: bool, name: str | None, since: str | None, most: int, form: str, db: str | None) -> None:
    """List stored articles, the newest first."""
    from bigpicture.record import library, sources

    with opened(db) as record, record.read() as connection:
        source = sources.find(connection, name).id if name else None
        begin = moments.since(since) if since else None
        rows = library.articles(connection, changed=changed, source=source, since=begin, most=most)
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    elif rows:
        for line in table([_cells(row) for row in rows], _HEAD, {"outlet": 24, "headline": 60}):
            click.echo(line)
    else:
        found = "was edited" if changed else "is of this time" if since else "is stored yet"
        click.echo(f"no article {found}", err=True)


_HEAD = ["id", "date", "claims", "versions", "copy of", "outlet", "headline"]


def _cells(row: Listed) -> list[object]:
    title = (row.title or row.url or "-") + (" (announced only)" if row.teaser else "")
    return [row.id, row.when[:10], row.claims, row.versions, row.copy_of or "", row.outlet or row.source or "", title]


@click.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
@click.option("--evidence", is_flag=True, help="Show the sentence of each claim, its words marked.")
@click.option("--why", is_flag=True, help="Show the chain that led to each claim.")
@db
def article(number: int, form: str, evidence: bool, why: bool, db: str | None) -> None:
    """Show what a stored article says, and which others have the same words."""
    from bigpicture.contract import reading_as_dict
    from bigpicture.record import library
    from bigpicture.report import Look, report

    with opened(db) as record, record.read() as connection:
        reading = library.reading(connection, number)
        origin, others = library.siblings(connection, number)
    if form == "json":
        click.echo(json.dumps(reading_as_dict(reading, why=why), ensure_ascii=False, indent=2))
        return
    colour = "NO_COLOR" not in os.environ and sys.stdout.isatty()
    width = max(50, min(100, shutil.get_terminal_size((88, 24)).columns))
    click.echo(report(reading, Look(width, evidence, why, colour)), nl=False)
    if others:
        first = "the first to have them" if origin == number else f"article {origin} had them first"
        rest = ", ".join(str(other) for other in others if other != origin)
        click.echo(f"\nSame words: {first}" + (f"; also {rest}" if rest else ""))


@click.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--from", "old", type=int, metavar="VERSION", help="The older version; the last but one by default.")
@click.option("--to", "new", type=int, metavar="VERSION", help="The newer version; the last by default.")
@db
def diff(number: int, old: int | None, new: int | None, db: str | None) -> None:
    """Show what changed in an article since it was stored, paragraph by paragraph."""
    from bigpicture.record import library
    from bigpicture.report import safe

    with opened(db) as record, record.read() as connection:
        versions = library.versions(connection, number)
    newer = _version(versions, new if new is not None else versions[-1].number)
    if old is None and newer.number == 1:
        click.echo(f"article {number} has not changed since it was stored", err=True)
        return
    for line in library.difference(_version(versions, old if old is not None else newer.number - 1), newer):
        click.echo(safe(line))


def _version(versions: list[Version], number: int) -> Version:
    for version in versions:
        if version.number == number:
            return version
    raise click.UsageError(f"no version {number}; there are {len(versions)}")


@click.command()
@click.argument("title")
@_FORMAT
@db
def claims(title: str, form: str, db: str | None) -> None:
    """List what stored articles say about the films of a TITLE, and how many say so in words of their own."""
    from bigpicture.record import library

    with opened(db) as record, record.read() as connection:
        rows = library.support(connection, title)
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    elif rows:
        head = ["claim", "status", "articles", "own words", "first", "says"]
        for line in table([_claim(row) for row in rows], head, {"says": 60}):
            click.echo(line)
    else:
        click.echo(f"no stored article says anything about {title!r}", err=True)


def _claim(row: Support) -> list[object]:
    said = ", ".join(str(value) for value in row.values.values() if value is not None)
    return [row.type, row.status, row.articles, row.origins, row.first[:10], said]


COMMANDS = (articles, article, diff, claims)
