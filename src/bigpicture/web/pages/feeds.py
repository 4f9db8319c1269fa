"""Feeds and calendars of what pages show, to subscribe to: with the same filters, at the same kind of address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture.exports import FORMATS, Changes, gather, gather_changes
from bigpicture.record import calendar, filters, latest
from bigpicture.record.span import span
from bigpicture.times import after as later
from bigpicture.web.asked import Asked, asked, begin
from bigpicture.web.dates import asked_span
from bigpicture.web.kept import kept
from bigpicture.web.pages.calendar import Shown, shown
from bigpicture.web.pages.season.days import with_awards
from bigpicture.web.render import answer

router = APIRouter(include_in_schema=False)
_MOST = 50  # changes of a feed
_NEWEST = (150, 1_500)  # articles that a feed without a beginning looks at; more where a filter leaves it short
_FEW = 10
_NEVER = "1970-01-01T00:00:00Z"
_PAST = 366 * 86_400  # seconds before the newest article from which a calendar without a beginning is sent


@router.get("/changes.atom")
def atom(
    request: Request,
    since: str = "",
    kind: Annotated[list[str], Query()] = [],  # noqa: B006 - FastAPI copies it
    territory: str = "",
    certainty: Annotated[list[str], Query()] = [],  # noqa: B006
) -> Response:
    """The newest changes as an Atom feed."""
    return _feed(request, "atom", asked(since, kind, territory, certainty))


@router.get("/changes.json")
def jsonfeed(
    request: Request,
    since: str = "",
    kind: Annotated[list[str], Query()] = [],  # noqa: B006
    territory: str = "",
    certainty: Annotated[list[str], Query()] = [],  # noqa: B006
) -> Response:
    """The newest changes as a JSON Feed."""
    return _feed(request, "jsonfeed", asked(since, kind, territory, certainty))


def _feed(request: Request, form: str, wanted: Asked) -> Response:
    base = _base(request)
    with request.app.state.record.read() as connection:
        now = latest.stored_until(connection) or _NEVER  # the feed changes when the record does, not with the clock
        address = base + wanted.address(request.url.path)

        def made() -> bytes:
            return _bytes(FORMATS[form].write(_changes(connection, wanted), now, address=address, base=base))

        body = kept(request, connection, (form, address, begin(wanted.since)), made)
    return answer(request, body, FORMATS[form].media)


def _changes(connection: Connection, wanted: Asked) -> Changes:
    """The newest changes that are asked for: since a moment, else of the newest articles."""
    since = begin(wanted.since)
    tries = [since] if since else [latest.few(connection, n) for n in _NEWEST]
    found = Changes(())
    for start in tries:
        found = gather_changes(
            connection, since=start, most=_MOST, kind=wanted.kinds, territory=wanted.wanted.territories,
            only=lambda news: wanted.wanted.fits(news.change),
        )  # fmt: skip
        if len(found.items) >= _FEW or not start:
            break
    return replace(found, asked=(*found.asked, *wanted.standings))


@router.get("/calendar.ics")
def ics(
    request: Request,
    territory: str = "",
    mode: str = "",
    first: Annotated[str, Query(alias="from")] = "",
    last: Annotated[str, Query(alias="to")] = "",
    imprecise: bool = False,
) -> Response:
    """Releases as iCalendar: of a territory and mode, from a day, month or year to another where they are given.

    With no territory and mode named it has the days of awards too.
    """
    what: Shown = shown(territory, mode)
    begun, ended = asked_span(first, last)
    base = _base(request)
    address = base + what.address("/calendar.ics", **{"from": first, "to": last, "imprecise": "1" if imprecise else ""})
    with request.app.state.record.read() as connection:
        now = latest.stored_until(connection) or _NEVER
        start = begun or _a_year_before(latest.few(connection, 0) or now)

        def made() -> bytes:
            given = {"territory": what.territory or None, "mode": what.mode or None}
            found = calendar.releases(connection, **given, first=start, last=ended, rough=imprecise)
            films = filters.numbered(connection, {o.film.id for o in found})
            only: dict[str, Any] = {name: [value] for name, value in given.items() if value}
            whole = gather(connection, films)
            made = _bytes(
                FORMATS["ics"].write(whole, now, start=start, end=ended, imprecise=imprecise, address=address, **only)
            )
            return made if only else with_awards(made, connection, now, start, ended, imprecise=imprecise)

        body = kept(request, connection, address, made)
    return answer(request, body, FORMATS["ics"].media)


def _a_year_before(when: str) -> str:
    return later(f"{span(when.split('T')[0])[1]}T00:00:00Z", -_PAST)[:10]


def _base(request: Request) -> str:
    """The address of the app, as it is reached from elsewhere."""
    return str(request.app.state.config.base or request.base_url).rstrip("/")


def _bytes(pieces: Iterator[str | bytes]) -> bytes:
    return b"".join(p.encode("utf-8", "replace") if isinstance(p, str) else p for p in pieces)
