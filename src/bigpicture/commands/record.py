"""What is known: films, film, why, quotes, calendar, conflicts."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import db, moments, opened
from bigpicture.commands.output import form as rows_form
from bigpicture.commands.output import show

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bigpicture.portrait import Portrait
    from bigpicture.record.catalogued import Link
    from bigpicture.record.filters import Wanted
    from bigpicture.record.known import Film, Words
    from bigpicture.report import Look
    from bigpicture.weighing import Fact

_YEAR = click.option("--year", type=int, help="The film's year, where several have the title.")
_AS_OF = click.option("--as-of", metavar="DATE", help="As it was known on a day: 2023-11-22.")
# The vocabulary's modes, weighing.facts.STANDINGS and filters.SORTS, without loading them
_MODES = ("theatrical", "limited", "wide", "streaming", "home")
_STANDINGS = ("agreed", "contested", "superseded", "rumoured", "denied")
_SORTS = ("articles", "latest", "title", "year")
_MARKS = {"agreed": "", "contested": "contested", "superseded": "no longer", "rumoured": "rumoured", "denied": "denied"}


@click.command()
@click.option("--year", type=int, help="Only those of a year.")
@click.option("--territory", default="", help="Only those that come out there: UK, GB, France.")
@click.option("--mode", type=click.Choice(_MODES), help="Only those that come out so; with --territory, there so.")
@click.option("--festival", default="", help="Only those that it shows; a part of its name will do.")
@click.option("--company", default="", help="Only those that it makes, sells or shows.")
@click.option("--person", default="", help="Only those that somebody directs, writes, produces or plays in.")
@click.option(
    "--certainty", type=click.Choice(_STANDINGS), help="How sure that is, or any fact; not denied by default."
)
@click.option(
    "--sort", type=click.Choice(_SORTS), default="articles", help="In which order; most articles first by default."
)
@_AS_OF
@click.option("--most", type=click.IntRange(1), default=50, help="How many; 50 by default.")
@rows_form
@db
def films(sort: str, most: int, form: str, as_of: str | None, db: str | None, **asked: Any) -> None:
    """List the films that are written about, those most articles mention first; of a year, person, festival and so on."""
    from bigpicture.record import filters

    given = {"standing" if name == "certainty" else name: value for name, value in asked.items() if value}
    wanted = filters.Wanted(**given, moment=moments.day("--as-of", as_of))
    with opened(db) as record, record.read() as connection:
        rows = [asdict(film) for film in _films(connection, wanted, sort, most)]
    none = "no film is known yet; begin with: bigpicture add ADDRESS"
    if given or as_of:
        none = "no film that is known fits; ask for less, or see all: bigpicture films"
    show(
        rows,
        form,
        lambda f: [f"#{f['id']}", f["articles"], f["year"], f["title"]],
        ["film", "articles", "year", "title"],
        {},
        none,
    )


def _films(connection: Connection, wanted: Wanted, sort: str, most: int) -> list[Film]:
    """Pages until there are enough."""
    from bigpicture.record import filters

    made: list[Film] = []
    passed: int | None = 0
    while passed is not None and len(made) < most:
        found = filters.films(connection, wanted, sort=sort, most=most - len(made), passed=passed)
        made += found.films
        passed = found.further
    return made


@click.command()
@click.argument("title")
@_YEAR
@_AS_OF
@click.option("--evidence", is_flag=True, help="Show the words behind each fact.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    help="How to print; jsonl and csv have a row for each fact.",
)
@db
def film(title: str, year: int | None, as_of: str | None, evidence: bool, form: str, db: str | None) -> None:
    """Show all that is known of a film: TITLE, or its number such as '#12'."""
    from bigpicture.portrait import portrait
    from bigpicture.record import known

    moment = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        made = portrait(connection, title, year, moment)
        shown = {f.shown.id for f in made.facts} if evidence and form == "text" else set()
        words = {w.claim: w for w in known.words(connection, sorted(shown))} if shown else {}
    if form == "json":
        click.echo(json.dumps(_as_dict(made), ensure_ascii=False, indent=1))
        return
    if form in ("jsonl", "csv"):
        rows = [{"film": asdict(made.film), **_fact(f)} for f in made.facts]
        show(rows, form, lambda _: [], [], {}, "no fact is known of it")
        return
    for line in _portrait(made, words):
        click.echo(line)


def _look() -> Look:
    from bigpicture.report import Look

    width = max(50, min(100, shutil.get_terminal_size((88, 24)).columns))
    return Look(width, colour="NO_COLOR" not in os.environ and sys.stdout.isatty())


def _portrait(made: Portrait, words: dict[int, Words]) -> Iterator[str]:
    from bigpicture.report import SECTIONS, marked, safe, wrap
    from bigpicture.vocabulary import CLAIM_TYPES

    look, film = _look(), made.film
    title = safe(film.title) + (f" ({film.year})" if film.year else "")
    yield look.style(title, "1") + f"  #{film.id}, {film.articles} article{'' if film.articles == 1 else 's'}"
    if (link := made.links.get("")) and link.sure:
        yield look.style(f"{safe(_ids(link))}  ({link.confidence:.2f}: {safe('; '.join(link.why))})", "2")
    yield "─" * min(look.width, max(4, len(title)))
    for bullet in made.bullets:
        yield from wrap(safe(bullet.text), look.width, "  • ", "    ")
    for section in SECTIONS:
        own = [f for f in made.facts if CLAIM_TYPES[f.type].heading == section]
        if own:
            yield ""
            yield f"  {section}"
        for fact in own:
            yield from wrap(_line(fact), look.width, "    ", "      ")
            if shown := words.get(fact.shown.id):
                yield from wrap(marked(shown.text, shown.start, shown.end, look), look.width, "      │ ", "      │ ")


def _line(fact: Fact) -> str:
    """A fact in a line: what is known, its standing, who said (or denied) it, and how many say it in words of their own."""
    from bigpicture.report import labelled, safe, saying

    mark = f" ({_MARKS[fact.standing]})" if _MARKS[fact.standing] else ""
    moved = f", moved from {saying(fact.type, fact.before)}" if fact.before else ""
    said = fact.shown if fact.standing == "denied" else fact.first
    first = f"{said.outlet or 'article ' + str(said.article)}, {said.when[:10]}"
    return f"{labelled(fact.type, fact.values)}{mark}{moved}  [{fact.origins}: {safe(first)}]"


def _ids(link: Link) -> str:
    return ", ".join(f"{scheme} {number}" for scheme, number in sorted(link.ids.items(), reverse=True)) or link.entity


def _as_dict(made: Portrait) -> dict[str, Any]:
    return {
        "film": asdict(made.film),
        "links": [{"of": name or None, **asdict(link), "sure": link.sure} for name, link in _linked(made)],
        "bullets": [asdict(b) for b in made.bullets],
        "facts": [_fact(f) for f in made.facts],
    }


def _linked(made: Portrait) -> Iterator[tuple[str, Link]]:
    """What the catalogue has for the film (under "") and for those credited with it, by the names that the facts word."""
    from bigpicture.naming import bearer

    if "" in made.links:
        yield "", made.links[""]
    for name in dict.fromkeys(str(f.values["person"]) for f in made.facts if f.values.get("person")):
        if link := made.links.get(bearer(name)):
            yield name, link


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "type": fact.type, "values": dict(fact.values), "standing": fact.standing, "confidence": fact.confidence,
        "reasons": list(fact.reasons), "before": dict(fact.before) if fact.before else None,
        "claims": [s.id for s in fact.sayings], "articles": sorted({s.article for s in fact.sayings}),
        "first": {"when": fact.first.when, "outlet": fact.first.outlet, "article": fact.first.article},
    }  # fmt: skip


@click.command()
@click.argument("claims", nargs=-1, required=True, type=int, metavar="CLAIM…")
@rows_form
@db
def why(claims: tuple[int, ...], form: str, db: str | None) -> None:
    """Show the exact words of claims (numbers from film --format json), who wrote them, and how they were read."""
    from bigpicture.record import known
    from bigpicture.report import marked, safe, wrap

    with opened(db) as record, record.read() as connection:
        found = known.words(connection, claims)
    if form != "table":
        rows = [{**asdict(w), "text": w.text[w.start : w.end], "why": list(w.why)} for w in found]
        show(rows, form, lambda _: [], [], {}, "")
        return
    look = _look()
    for w in found:
        where = ", ".join(p for p in (w.outlet, w.when[:10], w.title, w.url) if p)
        click.echo(f"claim {w.claim}: {w.type} ({w.status}), article {w.article}: {safe(where)}")
        for line in wrap(marked(w.text, w.start, w.end, look), look.width, "  │ ", "  │ "):
            click.echo(line)
        for step in (f"made by {w.by}, confidence {w.confidence:.2f}, reader {w.reader}", *w.why):
            click.echo(f"  ∵ {safe(step)}")


COMMANDS = (films, film, why)
