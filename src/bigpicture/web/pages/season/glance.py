"""The season at a glance, for home and calendar; and which seasons a film or person, a prize or festival is of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from bigpicture.record import forecasts
from bigpicture.record import season as seasons
from bigpicture.record.season import board as season_board
from bigpicture.record.season.recent import recent
from bigpicture.record.told import Named
from bigpicture.season import bodies
from bigpicture.web.pages.season.chances import Likeliest, likeliest
from bigpicture.web.pages.season.parts import Head, address, coming
from bigpicture.web.pages.season.points import of_kept
from bigpicture.weighing import Fact

_LEADERS, _DAYS = 5, 3
_FORECAST, _MAIN = "academy", "picture"


@dataclass(frozen=True, slots=True)
class Leader:
    """A film with what it has."""

    film: Named
    href: str
    wins: int
    nominations: int
    prizes: int


@dataclass(frozen=True, slots=True)
class Next:
    """A day that is still to come."""

    when: str
    published: bool
    what: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Glance:
    """A season in a few lines."""

    label: str
    href: str
    coming: tuple[Next, ...]
    leaders: tuple[Leader, ...]
    likeliest: Likeliest | None  # for the Academy's main prize; None: no forecast is stored


def current(connection: Connection, today: str) -> str:
    """The season that is under way, if articles tell of it, else the last one that they do; where they tell of none, it too."""
    told, here = seasons.seasons(connection), bodies.label_of(today)
    return here if here in told or not told else told[0]


def glance(connection: Connection, today: str) -> Glance | None:
    """The current season; None where articles tell of no prize at all."""
    season = recent(connection, current(connection, today))
    leaders = season_board.leaders(season, most=_LEADERS) or season_board.leaders(season, sort="prizes", most=_LEADERS)
    if not season.board:
        return None
    head = Head(season.label, (), (), None, "")
    held = season.of(_FORECAST)
    stored = [of_kept(k) for k in forecasts.latest(connection, held.edition.year)] if held else []
    best = next((k for k in stored if k.forecast.category == _MAIN), None)
    main = [one for one in likeliest(head, held, stored) if held and one.href == head.at(_FORECAST, _MAIN)]
    days = coming([h for h in season.held if h.prizes], today)[:_DAYS]
    return Glance(
        season.label, head.at(), tuple(Next(when, known, what, h.edition.name, head.at(h.body.id)) for when, what, h, known in days),
        tuple(Leader(r.film, head.at("film", r.film.id), r.wins, r.nominations, r.prizes) for r in leaders or season.board[:_LEADERS]),
        main[0] if best and main else None,
    )  # fmt: skip


def of_prize(name: str, year: int | None) -> tuple[str, str] | None:
    """(the season, the address of the edition in it) of an award or festival; None where it is not known."""
    body = bodies.body(name)
    held = bodies.edition(body, year) if body and year and bodies.exists(body, year) else None
    return (held.season, address(held.season, held.body)) if held else None


def of_facts(made: Iterable[Fact]) -> tuple[str, ...]:
    """The seasons of nominations and prizes, the newest first."""
    named = {
        (str(f.values["award"]), int(f.values["year"] or 0))
        for f in made
        if f.type in ("nomination", "award")
        and f.values.get("award")
        and f.values.get("year")
        and f.standing != "denied"
    }
    found = {known[0] for award, year in named if (known := of_prize(award, year))}
    return tuple(sorted(found, reverse=True))
