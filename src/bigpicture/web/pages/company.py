"""A company: its films by the part it has in them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bigpicture.record import companies
from bigpicture.record.companies import ROLES, Company
from bigpicture.record.subjects import LONGEST, UnknownNameError
from bigpicture.web.lines import Line, worded
from bigpicture.web.pages.unknown import unknown
from bigpicture.web.render import page

router = APIRouter(include_in_schema=False)
_FILMS = 60  # on one page
_HEADINGS = {"production": "Produces", "distributor": "Distributes", "streamer": "Streams", "sales": "Sells"}


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """What the page of a company shows."""

    name: str
    wordings: tuple[str, ...]
    films: int
    roles: tuple[tuple[str, tuple[Line, ...]], ...]  # heading, films
    first: int  # which of the films the page begins with, counted from 1
    last: int
    before: str | None  # addresses of the pages beside it
    further: str | None


@router.get("/company/{name:path}")
def show(request: Request, name: str, begin: int = Query(0, ge=0, le=1_000_000)) -> Response:
    """The page of a company, its latest films first."""
    try:
        with request.app.state.record.read() as connection:
            found = companies.company(connection, name, begin=begin, most=_FILMS)
    except UnknownNameError as error:
        return unknown(request, name[:LONGEST], error.problem, "company", error.near)
    return page(request, "company.html", _page(found, begin))


def _page(found: Company, begin: int) -> CompanyPage:
    parts = []
    for role in (*ROLES, None):
        own = tuple(
            worded(s.film, s.fact, str(s.fact.values["organization"]))
            for s in found.shares
            if s.fact.values.get("role") == role
        )
        if own:
            parts.append((_HEADINGS.get(role or "", "Named with, its part not told"), own))
    own_address = f"/company/{quote(found.name)}?begin="
    before = f"{own_address}{max(0, begin - _FILMS)}" if begin else None
    further = f"{own_address}{begin + _FILMS}" if begin + _FILMS < found.films else None
    last = min(found.films, begin + _FILMS)
    return CompanyPage(
        found.name, found.wordings, found.films, tuple(parts), min(begin + 1, last), last, before, further
    )
