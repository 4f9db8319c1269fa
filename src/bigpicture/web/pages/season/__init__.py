"""The awards season: the board, editions, categories with their forecast, a film's and a person's way, scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from bigpicture import times
from bigpicture.errors import AmbiguousError, InputError
from bigpicture.naming import bearer
from bigpicture.record import forecasts, nominees, people
from bigpicture.record import season as seasons
from bigpicture.record.forecasts.scored import scored
from bigpicture.record.season import Held, Season
from bigpicture.record.season import path as season_path
from bigpicture.record.season.eligible import eligible
from bigpicture.record.season.snubs import Snub, snubs
from bigpicture.record.subjects import LONGEST
from bigpicture.web.kept import kept
from bigpicture.web.moments import moment
from bigpicture.web.pages.season.board import Asked, BoardPage, asked, board_page
from bigpicture.web.pages.season.chances import Likeliest, likeliest
from bigpicture.web.pages.season.edition import CategoryPage, category_page, edition_page
from bigpicture.web.pages.season.glance import current
from bigpicture.web.pages.season.parts import Head, address, head, kept_here, shown
from bigpicture.web.pages.season.points import Point, afterwards, in_order, moments, of_kept, stored
from bigpicture.web.pages.season.scores import ScoresPage, scores_page
from bigpicture.web.pages.season.ways import film_page, person_page
from bigpicture.web.pages.unknown import unknown
from bigpicture.web.render import page

router = APIRouter(include_in_schema=False)
_FORECAST = "academy"  # whose forecasts are told on the board


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks for a page of which season, as of which day."""

    request: Request
    connection: Connection
    label: str
    day: str | None

    @property
    def season(self) -> Season:
        """The season, worked out once as long as the record is the same."""
        return shown(self.connection, self.label, self.day)

    @property
    def head(self) -> Head:
        """Where the page is."""
        return head(self.request, self.connection, self.season, self.day)

    def moments(self, body: str) -> tuple[str, ...]:
        """The days by which something became known in a season that is over, up to the day that is asked about."""
        whole = shown(self.connection, self.label, None)
        return tuple(d for d in moments(whole, times.now()[:10], body) if not self.day or d <= self.day)

    def afterwards(self, when: str, body: str) -> dict[str, Point]:
        """By category, what the forecasts of a season that is over would have been on one of these days."""
        whole = shown(self.connection, self.label, None)
        key = ("afterwards", self.label, when, body, kept_here(self.connection))
        return kept(self.request, self.connection, key, lambda: afterwards(self.connection, whole, when, body))

    def last(self, body: str) -> dict[str, Point]:
        """The same on the last of these days; nothing where there is none."""
        days = self.moments(body)
        return self.afterwards(days[-1], body) if days else {}

    @property
    def today(self) -> str:
        """The day from which things are still to come."""
        return self.day or times.now()[:10]


def _asking(request: Request, connection: Connection, label: str, as_of: str | None) -> _Asking:
    """Who asks. Raises InputError for a season or day that is none."""
    return _Asking(request, connection, seasons.checked(label), moment(as_of))


@router.get("/season")
def newest(request: Request) -> Response:
    """On to the season that is under way, or the last one that articles tell of."""
    with request.app.state.record.read() as connection:
        return RedirectResponse(address(current(connection, times.now()[:10])), 302)


@router.get("/season/{label}")
def board(
    request: Request, label: str, body: str = "", category: str = "", name: str = "", only: str = "", sort: str = "",
    all: bool = False, as_of: str | None = None,
) -> Response:  # fmt: skip
    """The board of a season."""
    wanted = asked(body, category, name, only, sort, all)
    with request.app.state.record.read() as connection:
        asking = _asking(request, connection, label, as_of)
        key = ("board", asking.label, asking.day, asking.today, wanted, kept_here(connection))
        context = kept(request, connection, key, lambda: _board(asking, wanted))
    return page(request, "season.html", context)


def _board(asking: _Asking, wanted: Asked) -> BoardPage:
    season = asking.season
    return board_page(asking.head, season, wanted, _snubs(asking.connection, season), headlines(asking), asking.today)


def _snubs(connection: Connection, season: Season) -> tuple[Snub, ...]:
    academy = season.of(_FORECAST)
    return snubs(season, nominees.load(connection, year=academy.edition.year) if academy else ())


def headlines(asking: _Asking) -> tuple[Likeliest, ...]:
    """The likeliest of the main categories."""
    held = asking.season.of(_FORECAST)
    made = forecasts.latest(asking.connection, held.edition.year) if held else ()
    stored = {k.forecast.category: of_kept(k) for k in made if not asking.day or k.moment[:10] <= asking.day}
    return likeliest(asking.head, held, (stored or asking.last(_FORECAST)).values())


@router.get("/season/{label}/scores")
def scores(request: Request, label: str, body: str = _FORECAST, as_of: str | None = None) -> Response:
    """How right the forecasts of a body's prizes were, and those worked out afterwards apart."""
    if body not in forecasts.BODIES:
        raise InputError(body[:40], "its prizes are not forecast", f"one of: {', '.join(forecasts.BODIES)}")
    with request.app.state.record.read() as connection:
        asking = _asking(request, connection, label, as_of)
        key = ("season-scores", asking.label, body, asking.day, kept_here(connection))
        context = kept(request, connection, key, lambda: _scores(asking, body))
    return page(request, "season_scores.html", context)


def _scores(asking: _Asking, body: str) -> ScoresPage:
    held = _held(asking.season, body)
    found = scored(asking.connection, held.edition.year, body)
    every = [own for one in forecasts.BODIES if (own := asking.season.of(one))]
    return scores_page(asking.head, held, found, asking.last(body), every)


@router.get("/season/{label}/film/{number}")
def film(request: Request, label: str, number: int, as_of: str | None = None) -> Response:
    """A film's season: its way, where it is eligible, what it is up for and has won."""
    with request.app.state.record.read() as connection:
        asking = _asking(request, connection, label, as_of)
        key = ("season-film", number, asking.label, asking.day)
        context = kept(request, connection, key, lambda: _film(asking, number))
    return page(request, "season_film.html", context)


def _film(asking: _Asking, number: int) -> object:
    way = season_path.path(asking.connection, number, asking.label, moment=asking.day)
    windows = [w for w in eligible(asking.connection, number, moment=asking.day) if w.edition.season == asking.label]
    return film_page(asking.head, asking.season, way, windows)


@router.get("/season/{label}/person/{name:path}")
def person(request: Request, label: str, name: str, as_of: str | None = None) -> Response:
    """What somebody is up for and has won in a season."""
    with request.app.state.record.read() as connection:
        asking = _asking(request, connection, label, as_of)
        season = asking.season
        try:
            keys = people.bearers(connection, people.resolve(connection, name[:LONGEST]))
        except AmbiguousError as error:
            return unknown(request, name[:LONGEST], "several people have this in their name", "person", error.candidates)  # fmt: skip
        except InputError as error:
            if not (keys := _named(season, name)):
                return unknown(request, name[:LONGEST], error.problem, "person", [])
        found = season_path.of_person(season, keys, people.shown(connection, keys))
        context = person_page(asking.head, found)
    return page(request, "season_person.html", context)


def _named(season: Season, name: str) -> frozenset[str]:
    """The key of somebody who is told of in prizes only."""
    key = bearer(name)
    entries = (e for h in season.held for p in h.prizes for e in (*p.nominated, *p.won))
    return frozenset({key}) if any(key in map(bearer, e.people) for e in entries) else frozenset()


@router.get("/season/{label}/{body}")
def edition(request: Request, label: str, body: str, as_of: str | None = None) -> Response:
    """An edition: every category, totals, what is missing."""
    with request.app.state.record.read() as connection:
        asking = _asking(request, connection, label, as_of)
        held = _held(asking.season, body)
        neighbours = _neighbours(connection, asking.label, held.body.id, asking.day)
        context = edition_page(asking.head, held, neighbours)
    return page(request, "season_edition.html", context)


def _neighbours(connection: Connection, label: str, body: str, day: str | None) -> Sequence[tuple[str, str]]:
    """The same award in the seasons beside, where articles tell of these."""
    told = sorted(seasons.seasons(connection))
    before, behind = [one for one in told if one < label][-1:], [one for one in told if one > label][:1]
    return [(one, address(one, body, as_of=day)) for one in (*before, *behind)]


@router.get("/season/{label}/{body}/{category}")
def prize(request: Request, label: str, body: str, category: str, as_of: str | None = None) -> Response:
    """A category: nominees, winners, and how likely each is or was to win."""
    with request.app.state.record.read() as connection:
        asking = _asking(request, connection, label, as_of)
        key = ("season-category", asking.label, body, category, asking.day, kept_here(connection))
        context = kept(request, connection, key, lambda: _category(asking, body, category))
    return page(request, "season_category.html", context)


def _category(asking: _Asking, body: str, category: str) -> CategoryPage:
    held = _held(asking.season, body)
    found = held.prize(category)
    if found is None:
        raise InputError(category[:40], f"no category of {held.edition.name}", "choose one on its page")
    return category_page(
        asking.head, held, found, _points(asking, held, category) if body in forecasts.BODIES else None
    )


def _points(asking: _Asking, held: Held, category: str) -> Sequence[Point]:
    """The forecasts of a category: those that were stored, else what they would have been."""
    made = stored(asking.connection, held, category, asking.day)
    days = () if made else asking.moments(held.body.id)
    after = (asking.afterwards(day, held.body.id) for day in days)
    return made or in_order(own[category] for own in after if category in own)


def _held(season: Season, body: str) -> Held:
    held = season.of(body)
    if held is None:
        raise InputError(body[:40], f"gives no prizes in {season.label}", "choose one on the season's page")
    return held
