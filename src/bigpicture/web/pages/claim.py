"""A claim: leads to the fact that it speaks for. Claims keep their numbers, so pages of people and prizes cite by them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bigpicture.record import behind
from bigpicture.web.facts import fact_id
from bigpicture.web.moments import moment

router = APIRouter(include_in_schema=False)


@router.get("/claim/{number}")
def show(request: Request, number: int, as_of: str | None = None) -> Response:
    """On to the evidence of the fact, which htmx follows as a browser does."""
    day = moment(as_of)
    with request.app.state.record.read() as connection:
        film, fact = behind.fact_of(connection, number, day)
    return RedirectResponse(f"/film/{film}/fact/{fact_id(fact)}" + (f"?as_of={day}" if day else ""), 302)
