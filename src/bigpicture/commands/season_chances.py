"""How likely each nominee is to win, in words of what moves it; and how the forecasts that were kept did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from bigpicture.commands import db, moments, opened, season_asked, season_show
from bigpicture.commands.output import Row, form, listed, show
from bigpicture.season.races import ACADEMIES, ACADEMY

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bigpicture.exports.season import Chances
    from bigpicture.record.forecasts import Moved
    from bigpicture.record.forecasts.scored import Score, Scored
    from bigpicture.record.season import Season
    from bigpicture.season.bodies import Body
    from bigpicture.season.forecast import Forecast, Odds, Part
    from bigpicture.season.races import Precursor

_LIKELIEST = 3  # shown of a category among others
_PARTS = 4  # words for what moves a chance
_TIED = "\N{NO-BREAK SPACE}"
_NAMES = {"academy": "the Academy", "bafta": "BAFTA"}


def of_category(connection: Connection, found: Season, body: str, category: str, day: str | None) -> Chances | None:
    """The forecast of a category as of a day, the kept one where there is one; None for a body without forecasts."""
    from bigpicture.exports.season import chances

    return next((c for c in chances(connection, found, day, body) if c.forecast.category == category), None)


def chance(found: Chances | None, row: Row) -> float | None:
    """How likely somebody is to win, among the chances of the category."""
    from bigpicture.naming import bearer

    for odds in found.forecast.odds if found else ():
        people = set(map(bearer, odds.contender.people))
        if odds.contender.film == row["film"]["title"] and (
            not people or not row["people"] or people & set(map(bearer, row["people"]))
        ):
            return odds.probability
    return None


def category_lines(found: Chances, width: int) -> Iterator[str]:
    """A category's chances with what moves each, or why there are none."""
    from bigpicture.report import safe, wrap

    forecast = found.forecast
    if not forecast.odds:
        yield from wrap(safe(f"no forecast: {forecast.reason}"), width, "", "  ")
        return
    yield from wrap(safe(f"Forecast {_made(found)}"), width, "", "  ")
    for odds in forecast.odds:
        yield from wrap(
            safe(f"{season_show.percent(odds.probability):>4}  {_who(odds, forecast)}"), width, "  ", "        "
        )
        yield from _moving(odds.parts, width)


def _made(found: Chances) -> str:
    from bigpicture.season import bodies

    when = f"of {found.kept.made_at[:10]}" if found.kept else "worked out now, not kept"
    after = ", made after the ceremony" if found.kept and found.kept.afterwards else ""
    names = [bodies.bodies()[one].short for one in found.forecast.known]
    return f"{when}{after}; known: {', '.join(names)}" if names else f"{when}{after}; no earlier prize is known"


def _who(odds: Odds, of: Forecast) -> str:
    """Whom a chance is of: people where the prize is theirs, and the film; a song before its film."""
    from bigpicture.season import bodies

    one = odds.contender
    category = bodies.named(of.body).categories[of.category]
    people = one.people[:3] if category.to == "person" and not one.work else ()
    return ", ".join([*filter(None, [one.work]), *people, one.film])


def _moving(parts: Sequence[Part], width: int) -> Iterator[str]:
    """What moved a chance most, each with its sign, which stays with its words."""
    from bigpicture.exports.season import moved_by
    from bigpicture.report import safe, wrap

    told = "; ".join(moved_by(p.told, p.weight).replace(" ", _TIED, 1) for p in parts[:_PARTS])
    if told:
        yield from (line.replace(_TIED, " ") for line in wrap(safe(told), width, " " * 10, " " * 10))


@click.command()
@season_asked.label
@click.option(
    "--body", type=click.Choice(ACADEMIES), default=ACADEMY, show_default=True, help="Whose prizes are forecast."
)
@click.option("--category", metavar="NAME", help="Only one category, with all that moves it: best picture.")
@season_asked.as_of
@form
@db
def forecast(label: str | None, body: str, category: str | None, as_of: str | None, form: str, db: str | None) -> None:
    """Say how likely each nominee of the Oscars or the Baftas is to win, and what moves it.

    What is new is kept, with today's date, and never changed. With --as-of nothing is kept: it is what the record as of that
    day gives.
    """
    from bigpicture.exports.season import chances as chances_of
    from bigpicture.record import forecasts
    from bigpicture.times import now

    day = moments.day("--as-of", as_of)
    with opened(db) as record:
        if not day:
            forecasts.make(record, now())
        with record.read() as connection:
            found = season_asked.season_of(connection, label, day)
            held = found.of(body)
            wanted = season_asked.category_of(found, held.body, category).id if category and held else None
            chances = [c for c in chances_of(connection, found, day, body) if wanted in (None, c.forecast.category)]
            moves = (
                forecasts.history(connection, held.edition.year, wanted, body) if held and wanted and not day else ()
            )
    rows = [row for c in chances for row in _rows(found, c)]
    none = f"no prizes of {_NAMES[body]} are known of the season {found.label}"
    if form != "table" or not chances or held is None:
        return show(rows, form, lambda _: [], [], {}, none)
    for line in _shown(held.body, chances, moves, whole=bool(wanted)):
        click.echo(line)
    return None


def _rows(found: Season, own: Chances) -> Iterator[Row]:
    """A chance a row, for programs; a category without a forecast is a row that says why."""
    forecast, kept = own.forecast, own.kept
    base = {
        "season": found.label, "body": forecast.body, "year": forecast.year, "category": forecast.category,
        "made_at": kept.made_at if kept else None, "moment": kept.moment if kept else None,
        "afterwards": kept.afterwards if kept else None, "known": list(forecast.known), "model": forecast.model or None,
    }  # fmt: skip
    if not forecast.odds:
        yield {**base, "film": None, "people": [], "probability": None, "parts": [], "reason": forecast.reason}
    for odds in forecast.odds:
        parts = [{"told": p.told, "weight": p.weight, "source": p.source or None, "claim": p.fact} for p in odds.parts]
        yield {**base, "film": odds.contender.film, "people": list(odds.contender.people), "probability": odds.probability,
               "parts": parts, "reason": None}  # fmt: skip


def _shown(body: Body, chances: Sequence[Chances], moves: Sequence[Moved], *, whole: bool) -> Iterator[str]:
    if whole:
        for own in chances:
            yield body.categories[own.forecast.category].name
            yield from category_lines(own, season_show.width())
        yield from _moves(moves, season_show.width())
        return
    from bigpicture.report import safe, wrap

    width = season_show.width()
    days = [c.kept.made_at[:10] for c in chances if c.kept]
    told = f"Kept, the last on {max(days)}." if days else "Worked out now and not kept; who won is not looked at."
    if any(c.forecast.odds for c in chances):
        yield told
    for own in (c for c in chances if c.forecast.odds):
        likeliest = "; ".join(
            f"{_who(o, own.forecast)} {season_show.percent(o.probability)}" for o in own.forecast.odds[:_LIKELIEST]
        )
        yield from wrap(safe(f"{body.categories[own.forecast.category].name}: {likeliest}"), width, "", "  ")
        yield from _moving(own.forecast.odds[0].parts, width)
    for reason, names in _without(body, chances).items():
        yield from wrap(safe(f"no forecast: {reason}: {listed(names, 8)}"), width, "", "  ")


def _without(body: Body, chances: Iterable[Chances]) -> dict[str, list[str]]:
    """Categories without a forecast by the reason."""
    found: dict[str, list[str]] = {}
    for own in chances:
        if not own.forecast.odds:
            found.setdefault(own.forecast.reason, []).append(body.categories[own.forecast.category].name)
    return found


def _moves(moves: Sequence[Moved], width: int) -> Iterator[str]:
    """How the favourite moved from one kept forecast to the next, and what came in between."""
    from bigpicture.report import safe, wrap

    if len(moves) > 1:
        yield ""
        yield "How it moved"
        for move in moves:
            first = next(iter(move.kept.forecast.odds), None)
            told = (
                f"{_who(first, move.kept.forecast)} {season_show.percent(first.probability)}"
                if first
                else f"no forecast: {move.kept.forecast.reason}"
            )
            yield from wrap(safe(f"{move.kept.made_at[:10]}  {told}"), width, "  ", "    ")
            for line in (*(f"+ {_prize(p)}" for p in move.gained), *(f"no longer: {_prize(p)}" for p in move.lost)):
                yield from wrap(safe(line), width, " " * 14, " " * 16)


def _prize(one: Precursor) -> str:
    from bigpicture.season import bodies

    body = bodies.bodies()[one.body]
    category = body.categories[one.category].name if one.category in body.categories else one.category
    who = ", ".join([*one.people[:2], one.film])
    source = f" ({one.source})" if one.source else ""
    return f"{body.short} {'win' if one.won else 'nomination'}, {category}: {who}{source}"


@click.command()
@season_asked.label
@form
@db
def scores(label: str | None, form: str, db: str | None) -> None:
    """Say how the forecasts that were kept of a season did, once who won is in the record."""
    from bigpicture.record.forecasts.scored import scored

    with opened(db) as record, record.read() as connection:
        found = season_asked.season_of(connection, label, None)
        held = [h for body in ACADEMIES if (h := found.of(body))]
        made = [(h.body, scored(connection, h.edition.year, h.body.id)) for h in held]
    rows = [_score(found.label, body, s) for body, one in made for s in one.scores]
    shown = [(body, one) for body, one in made if any(s.kept for s in one.scores)]
    if form != "table" or not shown:
        none = f"nothing to score in {found.label}: no forecast was kept, or nobody is known to have won yet"
        return show([] if form == "table" else rows, form, lambda _: [], [], {}, none)
    for number, (body, one) in enumerate(shown):
        if len(shown) > 1:
            click.echo("\n" * bool(number) + body.short)
        _scored(one, [row for row in rows if row["body"] == body.id])
    return None


def _scored(made: Scored, every: Sequence[Row]) -> None:
    """How the forecasts of a body's prizes did, as a table."""
    from bigpicture.report import wrap

    rows = [row for row in every if row["made_at"]]
    head = ["category", "winner", "was given", "on", "log loss", "Brier score"]
    show(rows, "table", _score_cells, head, {"winner": 40}, "")
    if made.counted:
        told = f"the likeliest won {made.top:.0%}, log loss {made.log_loss:.2f}, Brier score {made.brier:.2f}"
        click.echo(f"{made.counted} scored: {told}")
    if left := [row["category_name"] for row in every if row not in rows]:
        for line in wrap(f"no forecast was made in time: {listed(left, 8)}", season_show.width(), "", "  "):
            click.echo(line)


def _score(label: str, body: Body, score: Score) -> Row:
    kept, known = score.kept, body.categories.get(score.category)
    return {
        "season": label, "body": body.id, "category": score.category, "category_name": known.name if known else score.category,
        "winners": [{"film": p.film, "people": list(p.people)} for p in score.won], "made_at": kept.made_at if kept else None,
        "chance": score.chance, "top": score.top, "log_loss": score.log_loss, "brier": score.brier, "why": score.why or None,
    }  # fmt: skip


def _score_cells(row: Row) -> list[object]:
    winners = "; ".join(", ".join([*w["people"], w["film"]]) for w in row["winners"])
    if row["log_loss"] is None:
        return [row["category_name"], winners, row["why"], "", "", ""]
    given = f"{row['chance']:.0%}" + (", the likeliest" if row["top"] else "")
    return [row["category_name"], winners, given, row["made_at"][:10], f"{row['log_loss']:.2f}", f"{row['brier']:.2f}"]
