"""An award: its editions, and of each the nominations and wins by category."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from bigpicture.record import honours
from bigpicture.record.subjects import LONGEST, UnknownNameError
from bigpicture.web.pages.editions import edition_page, named
from bigpicture.web.pages.unknown import unknown
from bigpicture.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/award/{path:path}")
def show(request: Request, path: str) -> Response:
    """The page of an award with its newest edition, or of the edition that its address ends in."""
    name, year = named(path)
    try:
        with request.app.state.record.read() as connection:
            known, edition = honours.award(connection, name, year)
    except UnknownNameError as error:
        return unknown(request, name[:LONGEST], error.problem, "award", error.near)
    return page(request, "edition.html", edition_page("award", known, edition))
