"""A festival: its editions, and of each the films shown and the prizes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from bigpicture.record import honours
from bigpicture.record.subjects import LONGEST, UnknownNameError
from bigpicture.web.pages.editions import edition_page, named
from bigpicture.web.pages.unknown import unknown
from bigpicture.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/festival/{path:path}")
def show(request: Request, path: str) -> Response:
    """The page of a festival with its newest edition, or of the edition that its address ends in."""
    name, year = named(path)
    try:
        with request.app.state.record.read() as connection:
            known, edition = honours.festival(connection, name, year)
    except UnknownNameError as error:
        return unknown(request, name[:LONGEST], error.problem, "festival", error.near)
    return page(request, "edition.html", edition_page("festival", known, edition))
