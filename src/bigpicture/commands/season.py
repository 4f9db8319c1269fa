"""The awards season in the terminal: what is told of it, what is still to come, and how likely each nominee is to win."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import cited, db, moments, opened, season_asked, season_chances, season_model, season_show
from bigpicture.commands.output import Row, form, show

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bigpicture.exports.season import Line
    from bigpicture.record.season import Season
    from bigpicture.record.season.snubs import Snub
    from bigpicture.season.bodies import Body


_DAYS = {"edition": 34}  # where days are cut


class _Seasons(click.Group):
    """What begins with no command is about a season: `bigpicture season 2023-24 --body oscars`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else "-"
        if first not in (*self.commands, *ctx.help_option_names):
            if not first.startswith("-") and not first[:1].isdigit():
                some = season_asked.near(first, self.commands)
                meant = f"did you mean {' or '.join(some)}" if some else f"there are {', '.join(sorted(self.commands))}"
                raise click.UsageError(f"{first[:40]!r} is no season, such as 2023-24, and no command; {meant}")
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Seasons)
def season() -> None:
    """Follow an awards season: who is up for what, who won, what is to come, who is likely to win.

    Without a command it shows a season, such as 2023-24: see "bigpicture season show --help".
    """


@season.command("show")
@season_asked.label
@click.option("--body", metavar="NAME", help="Only one body: Oscars, bafta, Cannes.")
@click.option("--category", metavar="NAME", help="Only one category: best picture, supporting-actor.")
@click.option("--film", "title", metavar="TITLE", help="The path of one film.")
@click.option("--person", metavar="NAME", help="Only what somebody was up for.")
@click.option("--most", type=click.IntRange(1), default=20, help="Films on the board; 20 by default.")
@season_asked.as_of
@form
@db
def show_season(label: str | None, as_of: str | None, form: str, db: str | None, most: int, **asked: Any) -> None:
    """Show a season (the default command): the board of films, a body or category, the path of a film.

    LABEL is the year of the films and the next: 2023-24. On the board 13/7 are 13 nominations and 7 wins.
    """
    day = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        found = season_asked.season_of(connection, label, day)
        if asked["title"] and not (asked["category"] or asked["person"]):
            return _path(connection, found, asked, day, form)
        if any(asked.values()):
            return _lines(connection, found, asked, day, form)
        return _board(found, day, most, form)


def _board(found: Season, day: str | None, most: int, form: str) -> None:
    rows = [season_show.board_row(found.label, r) for r in found.board]
    coming = [season_show.day_row(found.label, d) for d in _days(found, season_asked.today(day))]
    none = f"no article tells of the season {found.label}"
    none += "" if coming else f"; see its days with: bigpicture season dates {found.label}"
    if form != "table" or not rows:
        show(rows, form, lambda _: [], [], {}, none)
    if form == "table" and rows:
        _say(f"Season {found.label}" + (f" as of {day}" if day else ""))
        _say(*season_show.board_lines(found, found.board, most, season_show.width()))
        _say("", *season_show.editions_lines(found, season_show.width()))
    if form == "table" and coming:
        _say(*([""] if rows else []), "Still to come")
        show(coming, "table", season_show.day_cells, ["date", "edition", "what", ""], _DAYS, "")


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(line)


def _days(found: Season, first: str | None) -> Sequence[Any]:
    from bigpicture.exports.season_dates import days

    return days(((h.body, h.edition) for h in found.held), first)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for, by what it is."""

    body: Body | None
    category: str | None  # an id
    film: int | None
    people: frozenset[str] | None  # as bearers


def _lines(connection: Connection, found: Season, given: dict[str, Any], day: str | None, form: str) -> None:
    """Who was up for what: of a body, category, film or person."""
    from bigpicture.exports.season import lines

    asked = _asked(connection, found, given)
    kept = [line for line in lines(found) if _fits(line, asked)]
    rows = [season_show.line_row(found.label, line) for line in kept]
    forecast = None
    if asked.body and asked.category and not (asked.film or asked.people):
        forecast = season_chances.of_category(connection, found, asked.body.id, asked.category, day)
        rows = [{**row, "probability": season_chances.chance(forecast, row)} for row in rows]
    subject = " ".join(str(v) for v in given.values() if v)
    none = f"no article tells of {subject} in the season {found.label}"
    if form != "table" or not kept:
        show(rows, form, lambda _: [], [], {}, none)
    whole = not (asked.category or asked.film or asked.people)
    if form == "table":
        shown = [h for h in found.held if any(line.held is h for line in kept)]
        if whole and asked.body and not shown:
            shown = [h for h in found.held if h.body.id == asked.body.id]
        for number, held in enumerate(shown):
            _say(*([""] if number else []))
            own = [(line, row.get("probability")) for line, row in zip(kept, rows, strict=True) if line.held is held]
            _say(*season_show.edition_lines(held, own, season_show.width(), whole=whole))
        if forecast is not None:
            _say("", *season_chances.category_lines(forecast, season_show.width()))


def _fits(line: Line, asked: _Asked) -> bool:
    from bigpicture.naming import bearer

    category = line.category.id if line.category else None
    return (
        (asked.body is None or line.held.body.id == asked.body.id)
        and asked.category in (None, category)
        and asked.film in (None, line.entry.film.id)
        and (asked.people is None or any(bearer(p) in asked.people for p in line.entry.people))
    )


def _asked(connection: Connection, found: Season, given: dict[str, Any]) -> _Asked:
    """What names mean. Raises InputError, with names spelled alike, where one means nothing."""
    from bigpicture.record import people

    body = season_asked.body_of(found, given["body"]) if given["body"] else None
    category = season_asked.category_of(found, body, given["category"]) if given["category"] else None
    film = season_asked.film_of(connection, found, given["title"]) if given["title"] else None
    names = None
    if given["person"]:
        names = people.bearers(connection, people.resolve(connection, given["person"]))
    return _Asked(body, category.id if category else None, film, names)


def _path(connection: Connection, found: Season, given: dict[str, Any], day: str | None, form: str) -> None:
    """A film's season, step by step."""
    from bigpicture.record.season import path as season_path

    film = season_asked.film_of(connection, found, given["title"])
    body = season_asked.body_of(found, given["body"]) if given["body"] else None
    path = season_path.path(connection, film, found.label, moment=day)
    steps = [s for s in path.steps if body is None or s.body.id == body.id]
    named = cited.named(path.film)
    assert named is not None
    rows = [season_show.step_row(found.label, named, s) for s in steps]
    none = f"no article tells of {path.film.title} in the season {found.label}"
    if form != "table" or not rows:
        return show(rows, form, lambda _: [], [], {}, none)
    _say(f"{cited.title(named)} in the season {found.label}", "", *season_show.path_lines(steps, season_show.width()))
    return None


@season.command("dates")
@season_asked.label
@click.option("--from", "first", metavar="DATE", help="From a day, month or year on.")
@form
@db
def dates(label: str | None, first: str | None, form: str, db: str | None) -> None:
    """List when nominees are announced and prizes given, in order; days that were not published yet are by habit."""
    day = moments.day("--from", first)
    with opened(db) as record, record.read() as connection:
        found = season_asked.season_of(
            connection, label or (None if not day else season_asked.label_of(connection, day)), None
        )
        rows = [season_show.day_row(found.label, d) for d in _days(found, day)]
    head = ["date", "edition", "what", ""]
    show(rows, form, season_show.day_cells, head, _DAYS, f"no day is known of the season {found.label}")


@season.command("snubs")
@season_asked.label
@season_asked.as_of
@form
@db
def snubs(label: str | None, as_of: str | None, form: str, db: str | None) -> None:
    """List who was passed over by the Academy: those whom articles name, and those whom others had nominated."""
    from bigpicture.record import nominees
    from bigpicture.record.season import snubs as season_snubs

    day = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        found = season_asked.season_of(connection, label, day)
        held = found.of("academy")
        races = nominees.load(connection, "academy", held.edition.year) if held else ()
        rows = [_snub(found.label, s) for s in season_snubs.snubs(found, races)]
    none = f"nobody is known to be passed over in {found.label}: no article says so, and too few nominees are told"
    if form != "table" or not rows:
        return show(rows, form, lambda _: [], [], {}, none)
    _say(*(line for row in rows for line in season_show.snub_lines(row, season_show.width())))
    return None


def _snub(label: str, snub: Snub) -> Row:
    denied = snub.denied.fact if snub.denied else None
    return {
        "season": label, "category": snub.category.id, "category_name": snub.category.name, "film": cited.named(snub.film),
        "people": list(snub.people), "denied": cited.fact(denied) if denied else None,
        "before": [{"body": b.body.id, "short": b.body.short, "category": b.category.id, "outcome": "won" if b.won else "nominated",
                    "claims": [s.id for s in b.entry.fact.sayings]} for b in snub.before],
        "by": cited.by(denied.shown) if denied else None,
    }  # fmt: skip


season.add_command(season_chances.forecast)
season.add_command(season_chances.scores)
for _command in season_model.COMMANDS:
    season.add_command(_command)
COMMANDS = (season,)
