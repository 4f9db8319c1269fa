"""Known works and people, from public lists: catalogue load, catalogue link, catalogue find."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import SOME, complain, db, ending, opened, table

if TYPE_CHECKING:
    from bigpicture.catalogue import Kind, Match, Summary
    from bigpicture.catalogue.sources import Form
    from bigpicture.record import Record
    from bigpicture.update.linking import Linked

_KINDS = ("film", "series", "person", "company", "festival", "award")
_PLURALS = {"film": "films", "person": "people", "company": "companies", "festival": "festivals", "award": "awards"}
_where = click.option(
    "--catalogue", "where", metavar="PATH", help="The catalogue; catalogue.idx beside the store by default."
)


def place(where: str | None, db: str | None = None) -> Path:
    """Where the catalogue lies: as the option says, else beside the store, else in the data folder. Raises InputError."""
    from platformdirs import user_data_path

    from bigpicture.settings import load

    if where:
        return Path(where)
    db = db or load().db
    return (user_data_path("bigpicture") if "://" in db else Path(db).parent) / "catalogue.idx"


@click.group()
def catalogue() -> None:
    """Known works and people, which give films and people their identifiers."""


@catalogue.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--wikidata", "form", flag_value="wikidata", help="They are Wikidata entity dumps, whatever they look like."
)
@click.option("--imdb", "form", flag_value="imdb", help="They are IMDb's TSV files.")
@click.option("--movies", "form", flag_value="movies", help="They are Wikipedia movie data.")
@click.option(
    "--all", "everything", is_flag=True, help="Of Wikidata take people of any trade, and all that has a director."
)
@_where
def load(files: tuple[Path, ...], form: Form | None, everything: bool, where: str | None) -> None:
    """Make the catalogue from public lists, in place of the one that is there.

    FILEs are Wikidata entity dumps (JSON lines), IMDb's title.basics, title.akas, title.crew, title.principals and
    name.basics (TSV), and the Wikipedia movie data (JSON); plain, or packed with gzip, bzip2 or zstd.
    """
    from bigpicture.catalogue import build

    with ending():
        path = place(where)
        with _progress() as progress:
            summary = build(path, files, form=form, everything=everything, progress=progress)
    for problem in summary.problems:
        complain(problem)
    click.echo(f"{path}: {_told(summary)}")
    if summary.broken:
        sys.exit(SOME)


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """A line that changes, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _what, _count: None
        return
    from rich.console import Console

    from bigpicture.report import safe

    with Console(stderr=True).status("reading") as status:
        yield lambda what, count: status.update(f"{safe(what)}: {count:,}".replace("[", "\\["))


def _told(summary: Summary) -> str:
    """The figures of a build in one line."""
    counted = [
        f"{count:,} {_PLURALS.get(kind, kind)}"
        for kind, count in summary.entities.items()
        if count and kind != "credit"
    ]
    broken = f"; {summary.broken:,} broken line{'s' * (summary.broken > 1)} left out" if summary.broken else ""
    return f"{', '.join(counted)} under {summary.names:,} names, {summary.size / 1e6:,.1f} MB{broken}"


@catalogue.command()
@_where
@db
def link(where: str | None, db: str | None) -> None:
    """Look up the films of the record and the people credited with them. `update` does so by itself for what is new."""
    with ending(), opened(db) as record:
        path = place(where, db)
        click.echo(f"{told(linked(record, path))}")


def linked(record: Record, path: Path) -> Linked:
    """What linking all that waits came to. Raises StoreError where there is no catalogue, or a damaged one."""
    from bigpicture.catalogue import Catalogue
    from bigpicture.update.linking import Linked, link

    films = links = people = 0
    with Catalogue.open(path) as known, _progress() as progress:
        for batch in link(record, known, stamp(path)):
            films, links, people = films + batch.films, links + batch.links, people + batch.people
            progress("films", films)
    return Linked(films, links, people)


def stamp(path: Path) -> str:
    """What tells a catalogue from one that took its place."""
    return f"{path.stat().st_mtime_ns:x}"


def told(linked: Linked) -> str:
    """What linking came to, in words."""
    films = f"{linked.films} film{'' if linked.films == 1 else 's'} looked up"
    return f"{films}: {linked.links} found in the catalogue, and {linked.people} of their people"


@catalogue.command()
@click.argument("name")
@click.option("--year", type=int, metavar="YEAR", help="The year of a work.")
@click.option("--kind", type=click.Choice(_KINDS), multiple=True, help="Only of this kind; any by default.")
@click.option(
    "--with", "beside", multiple=True, metavar="NAME", help="Who or what is named beside it: people, or works."
)
@click.option("--most", type=click.IntRange(1, 50), default=5, help="How many; 5 by default.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="How to print.")
@_where
def find(
    name: str,
    year: int | None,
    kind: tuple[Kind, ...],
    beside: tuple[str, ...],
    most: int,
    form: str,
    where: str | None,
) -> None:
    """Show what a NAME may mean, and how sure that is, from 0 to 1; * marks what a link would be made to."""
    from bigpicture.catalogue import KINDS, Catalogue
    from bigpicture.catalogue import linked as likely

    with ending(), Catalogue.open(place(where)) as known:
        matches = known.find(name, kind or KINDS, year=year, beside=beside, limit=most)
    sure = likely(matches)
    if form == "json":
        click.echo(json.dumps([_as_dict(match, match is sure) for match in matches], ensure_ascii=False, indent=1))
    elif matches:
        for line in table(
            [_cells(match, match is sure) for match in matches], _HEAD, {"name": 40, "with": 50, "why": 80}
        ):
            click.echo(line)
    else:
        click.echo(f"nothing in the catalogue is called {name!r}", err=True)


_HEAD = ["id", "kind", "name", "year", "sure", "with", "why"]


def _cells(match: Match, sure: bool) -> list[object]:
    entity = match.entity
    mark = f"{match.confidence:.2f}{' *' if sure else ''}"
    return [entity.id, entity.kind, entity.name, entity.year, mark, ", ".join(entity.context[:3]), "; ".join(match.why)]


def _as_dict(match: Match, sure: bool) -> dict[str, Any]:
    entity = match.entity
    told = {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "year": entity.year,
        "context": list(entity.context),
    }
    return {**told, "ids": dict(entity.ids), "confidence": match.confidence, "linked": sure, "why": list(match.why)}


COMMANDS = (catalogue,)
