"""Outlets: how much each writes, how often it is first with a fact, and how often that is corrected later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from fastapi import APIRouter, Request
from starlette.responses import Response

from bigpicture.record import outlets
from bigpicture.record.outlets import Listed, Outlet, Scoop, Written
from bigpicture.record.subjects import LONGEST, UnknownNameError
from bigpicture.web.lines import Line, line
from bigpicture.web.pages.unknown import unknown
from bigpicture.web.render import day, page

router = APIRouter(include_in_schema=False)
_OUTLETS, _SCOOPS = 500, 15  # shown on one page


@dataclass(frozen=True, slots=True)
class OutletsPage:
    """What the list of outlets shows."""

    outlets: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class OutletPage:
    """What the page of an outlet shows; the figures are over the films of its latest articles."""

    name: str
    articles: int
    latest: tuple[Written, ...]
    films: int
    told: int  # facts that it told
    first: int  # of these, those that it told before all others
    followed: int  # of these, those that another outlet told later
    superseded: int  # of those it was first to state: something else is said since
    denied: int  # said not to be so since
    scoops: tuple[Line, ...]
    corrected: tuple[Line, ...]


@router.get("/outlets")
def listed(request: Request) -> Response:
    """The outlets, those with most articles first."""
    with request.app.state.record.read() as connection:
        found = outlets.outlets(connection, _OUTLETS)
    return page(request, "outlets.html", OutletsPage(tuple(found)))


@router.get("/outlet/{name:path}")
def show(request: Request, name: str) -> Response:
    """The page of an outlet."""
    try:
        with request.app.state.record.read() as connection:
            found = outlets.outlet(connection, name)
    except UnknownNameError as error:
        return unknown(request, name[:LONGEST], error.problem, "outlet", error.near)
    return page(request, "outlet.html", _page(found))


def _page(found: Outlet) -> OutletPage:
    gone = [s for s in found.scoops if s.corrected]
    superseded = sum(s.fact.standing == "superseded" for s in gone)
    return OutletPage(
        found.name, found.articles, found.latest, found.films, found.told, len(found.scoops), sum(s.followed for s in found.scoops),
        superseded, len(gone) - superseded, _lines(s for s in found.scoops if not s.corrected), _lines(gone),
    )  # fmt: skip


def _lines(scoops: Iterable[Scoop]) -> tuple[Line, ...]:
    return tuple(_said(line(s.film, s.fact), s) for s in islice(scoops, _SCOOPS))


def _said(one: Line, scoop: Scoop) -> Line:
    """With the day on which the outlet said it, where the line tells who said otherwise."""
    return replace(one, text=f"{one.text}, said {day(scoop.fact.first.when)}") if scoop.corrected else one
