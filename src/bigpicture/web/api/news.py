"""What changed, what outlets disagree on, what comes out, what people said; and the search through all."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query, Request
from pydantic import Field
from starlette.responses import Response

from bigpicture.record import browse_news, finding, people
from bigpicture.record.browse_news import Due, Span
from bigpicture.record.latest import Wanted
from bigpicture.web.api import models as m
from bigpicture.web.api import shapes, terms
from bigpicture.web.api.description import LIST, ONE, reading
from bigpicture.web.api.paging import Asked, Number, PagedThen, Text, page, place

router = reading("news")


class ChangesAsked(PagedThen):
    """Which changes."""

    film: Number | None = None
    since: date | None = None
    """Only those reported from this day on."""
    kind: terms.ChangeKind | None = None
    type: terms.Type | None = None
    standing: terms.Standing | None = None
    """Of the fact after the change."""
    territory: Text | None = None
    """Of a release or of takings."""


@router.get("/changes", response_model=m.Page[m.Change], responses=LIST)
def list_changes(request: Request, asked: Annotated[ChangesAsked, Query()]) -> Response:
    """The facts that changed, the last reported first: new, moved, confirmed, denied, contested. Facts, not articles."""
    before = place(asked.cursor, str, int, int, str, str)
    span = Span(asked.film, asked.since.isoformat() if asked.since else "", asked.moment)
    wanted = Wanted(_one(asked.kind), _one(asked.territory), _one(asked.standing))
    with request.app.state.record.read() as connection:
        found, go_on = browse_news.recent(connection, span, wanted, asked.type, before, asked.limit)
    return page(request, [shapes.change(n) for n in found], go_on)


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


class ConflictsAsked(PagedThen):
    """Which disagreements."""

    film: Number | None = None


@router.get("/conflicts", response_model=m.Page[m.Conflict], responses=LIST)
def list_conflicts(request: Request, asked: Annotated[ConflictsAsked, Query()]) -> Response:
    """What outlets tell differently, each side with who says so, film by film."""
    after = place(asked.cursor, int, str)
    with request.app.state.record.read() as connection:
        found, go_on = browse_news.conflicts(connection, after, asked.limit, asked.film, asked.moment)
    return page(request, [shapes.conflict(c) for c in found], go_on)


class CalendarAsked(PagedThen):
    """Which releases."""

    territory: Text | None = None
    """As articles name it or by its ISO 3166 code; what comes out worldwide comes out in it too."""
    mode: terms.Mode | None = None
    first: date | None = Field(None, alias="from")
    """From this day on; by default from today, or from `as_of`."""
    last: date | None = Field(None, alias="to")
    """Up to this day. A date told roughly belongs to a range that it may fall into."""


@router.get("/calendar", response_model=m.Page[m.Release], responses=LIST)
def list_releases(request: Request, asked: Annotated[CalendarAsked, Query()]) -> Response:
    """When films come out, in the order of the days; what is told without a day stands at the end of its month or year."""
    after = place(asked.cursor, date, int, str)
    first = (asked.first or asked.as_of or date.today()).isoformat()
    wanted = Due(first, asked.last.isoformat() if asked.last else None, asked.territory, asked.mode, asked.moment)
    with request.app.state.record.read() as connection:
        found, go_on = browse_news.releases(connection, wanted, after, asked.limit)
    return page(request, [shapes.release(o) for o in found], go_on)


class QuotesAsked(PagedThen):
    """Which quotations."""

    film: Number | None = None
    speaker: Text | None = None


@router.get("/quotes", response_model=m.Page[m.Quote], responses=LIST)
def list_quotes(request: Request, asked: Annotated[QuotesAsked, Query()]) -> Response:
    """What people are quoted with, the last printed first; find words in them with /v1/search?kind=quote."""
    before = place(asked.cursor, str, int, int)
    with request.app.state.record.read() as connection:
        names = people.bearers(connection, people.resolve(connection, asked.speaker)) if asked.speaker else ()
        span = Span(asked.film, moment=asked.moment)
        found, go_on = browse_news.quotes(connection, span, before, asked.limit, names)
    return page(request, [shapes.quotation(q) for q in found], go_on)


class SearchAsked(Asked):
    """What to look for."""

    q: Text
    """Words. Slips in titles and names are forgiven."""
    kind: terms.Kind | None = None
    limit: int = Field(10, ge=1, le=50)
    """How many of each kind."""


@router.get("/search", response_model=m.Page[m.Hit], responses=ONE)
def search(request: Request, asked: Annotated[SearchAsked, Query()]) -> Response:
    """Films and people by likeness, quotations and articles by words; the best of each kind first. There is no next page."""
    with request.app.state.record.read() as connection:
        found = finding.find(connection, asked.q, (asked.kind,) if asked.kind else finding.KINDS, asked.limit)
    return page(request, [shapes.hit(h) for h in found], None)
