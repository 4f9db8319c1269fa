"""Awards seasons: who was up for what and who won, the board, forecasts and how they did."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query, Request
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture.errors import InputError
from bigpicture.exports import season as told
from bigpicture.record import forecasts
from bigpicture.record import season as seasons
from bigpicture.record.forecasts.scored import scored
from bigpicture.record.season import Held, Row, Season
from bigpicture.record.season.board import SORTS, board
from bigpicture.times import whole
from bigpicture.web.api import models as m
from bigpicture.web.api import season_models as sm
from bigpicture.web.api import season_shapes as shapes
from bigpicture.web.api.description import LIST, ONE, reading
from bigpicture.web.api.paging import Paged, PagedThen, Then, page, part, place, single
from bigpicture.web.api.terms import choice
from bigpicture.web.kept import kept

router = reading("seasons")
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Label = Annotated[
    str, Path(pattern=r"^\d{4}-\d{2}$", description="A season by the year of its films and the next: 2023-24.")
]
Body = Annotated[
    str, Path(pattern=_ID, max_length=40, description="The id of an awards body or festival: academy, bafta, cannes.")
]
Category = Annotated[
    str, Path(pattern=_ID, max_length=40, description="The id of a category: picture, supporting-actor.")
]
Sort = Annotated[str, *choice(tuple(SORTS), "In which order: the most of these first, or by title.")]
Id = Annotated[str, Field(pattern=_ID, max_length=40)]


@router.get("/seasons", response_model=m.Page[sm.SeasonName], responses=LIST)
def list_seasons(request: Request, asked: Annotated[Paged, Query()]) -> Response:
    """The seasons of whose prizes articles tell, the newest first."""
    after = place(asked.cursor, int)
    with request.app.state.record.read() as connection:
        labels = seasons.seasons(connection)
    found, go_on = part(labels, [(-int(label[:4]),) for label in labels], after, asked.limit)
    return page(request, [shapes.name(label) for label in found], go_on)


@router.get("/seasons/{label}", response_model=sm.SeasonDetail, responses=ONE)
def get_season(request: Request, label: Label, asked: Annotated[Then, Query()]) -> Response:
    """A season: its editions in order, those of which nothing is told too, and the head of its board."""
    with request.app.state.record.read() as connection:
        found = _season(request, connection, label, asked.moment)
    return single(request, shapes.season(found, asked.moment))


Forecast = Annotated[Literal["academy", "bafta"], Field(description="Whose prizes are forecast.")]


class ScoresAsked(Then):
    """Of whose prizes."""

    body: Forecast = "academy"


class ForecastsAsked(PagedThen):
    """Of whose prizes."""

    body: Forecast = "academy"


class BoardAsked(PagedThen):
    """Which films, in which order."""

    sort: Sort = "wins"
    body: Id | None = None
    """Only counts of this body."""
    category: Id | None = None
    """Only counts of this category."""


@router.get("/seasons/{label}/board", response_model=m.Page[sm.Ranked], responses=LIST)
def list_board(request: Request, label: Label, asked: Annotated[BoardAsked, Query()]) -> Response:
    """The films of a season by what they were up for and won."""
    counted = asked.sort != "title"
    after = place(asked.cursor, *((int, int, int) if counted else ()), str, int)
    with request.app.state.record.read() as connection:
        found = _season(request, connection, label, asked.moment)
    rows = board(found, body=asked.body or "", category=asked.category or "", sort=asked.sort)
    shown, go_on = part(rows, [_place(row, asked.sort) for row in rows], after, asked.limit)
    return page(request, [shapes.ranked(row) for row in shown], go_on)


def _place(row: Row, sort: str) -> tuple[object, ...]:
    """The place of a film on a board, in the order that is asked for."""
    counts = {"wins": -row.wins, "nominations": -row.nominations, "prizes": -row.prizes}
    first = () if sort == "title" else (counts.pop(sort), *counts.values())
    return *first, row.film.title, row.film.id


@router.get("/seasons/{label}/forecasts", response_model=m.Page[sm.Forecast], responses=LIST)
def list_forecasts(request: Request, label: Label, asked: Annotated[ForecastsAsked, Query()]) -> Response:
    """How likely each nominee of the Oscars or the Baftas is to win, category by category: the forecast that was kept last.

    Where none was kept, it is what the record of the day gives, and `made_at` is null.
    """
    after = place(asked.cursor, int)
    with request.app.state.record.read() as connection:
        found = _season(request, connection, label, asked.moment)
        made = told.chances(connection, found, asked.moment, asked.body)
    shown, go_on = part(made, [(number,) for number in range(len(made))], after, asked.limit)
    return page(request, [shapes.chances(one) for one in shown], go_on)


@router.get("/seasons/{label}/scores", response_model=sm.Scores, responses=ONE)
def get_scores(request: Request, label: Label, asked: Annotated[ScoresAsked, Query()]) -> Response:
    """How the forecasts that were kept did, once the record tells who won."""
    with request.app.state.record.read() as connection:
        found = _season(request, connection, label, asked.moment)
        held = _held(found, asked.body)
        made = scored(connection, held.edition.year, asked.body)
    return single(request, shapes.scores(label, asked.body, made))


@router.get("/seasons/{label}/{body}", response_model=sm.Edition, responses=ONE)
def get_edition(request: Request, label: Label, body: Body, asked: Annotated[Then, Query()]) -> Response:
    """An edition: each category with its nominees and winners, each with the claims behind it, and gaps as gaps."""
    with request.app.state.record.read() as connection:
        held = _held(_season(request, connection, label, asked.moment), body)
    return single(request, shapes.edition(label, held, asked.moment))


@router.get("/seasons/{label}/{body}/{category}", response_model=sm.CategoryDetail, responses=ONE)
def get_category(
    request: Request, label: Label, body: Body, category: Category, asked: Annotated[Then, Query()]
) -> Response:
    """A category of an edition: its nominees and winners, and how its forecast moved."""
    with request.app.state.record.read() as connection:
        found = _season(request, connection, label, asked.moment)
        held = _held(found, body)
        prize = held.prize(category)
        if prize is None:
            given = ", ".join(p.category.id for p in held.prizes)
            raise InputError(category, f"{held.edition.name} has no such category", f"one of: {given}")
        made = told.chances(connection, found, asked.moment, body)
        history = forecasts.history(connection, held.edition.year, category, body)
    own = next((one for one in made if one.forecast.category == category), None)
    then = [h for h in history if not asked.moment or h.kept.made_at <= whole(asked.moment)]
    return single(request, shapes.category(label, held, prize, asked.moment, own, then))


def _season(request: Request, connection: Connection, label: str, moment: str | None) -> Season:
    """A season, worked out once as long as the record stays what it is."""
    return kept(
        request, connection, ("v1/season", label, moment), lambda: seasons.season(connection, label, moment=moment)
    )


def _held(found: Season, body: str) -> Held:
    """The edition of a body. Raises InputError where there is none."""
    held = found.of(body)
    if held is None:
        given = ", ".join(h.body.id for h in found.held)
        raise InputError(body, f"gives no prizes in {found.label}", f"one of: {given}")
    return held
