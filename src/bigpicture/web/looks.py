"""When a browser, or a feed's token, last looked: the moment of the look before this visit, and of the last one in it.

A browser keeps them in a cookie, which identifies nobody; those of a token lie with its watch. A visit goes on as long as its
looks are less than half an hour apart; its pages all tell what changed since the visit before. Programs that fetch the feed
itself do not look: they come every hour.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture import times
from bigpicture.credentials import digest
from bigpicture.errors import InputError, StoreError
from bigpicture.record import Record, watches

COOKIE = "look"
_VISIT = 1_800  # seconds between two looks of one visit, at most
_KEPT = 400 * 86_400  # seconds; browsers keep no cookie longer
_PAUSE = 60  # seconds between two looks through a token that are set down
_LONGEST = 100  # characters of a token


@dataclass(frozen=True, slots=True)
class Look:
    """A look at home: what the visit before it left off with, and where the look is set down."""

    last: str | None  # the last look of the visit before; None: there was none
    during: str | None = None  # the last one of this visit
    watch: int | None = None  # whose token was shown; None: it is a browser's


def of_browser(request: Request) -> Look:
    """The look of whoever asks, as their cookie has it."""
    before, _, during = request.cookies.get(COOKIE, "").partition("~")
    return Look(*_visit(before, during))


def of_feed(connection: Connection, token: str) -> Look:
    """The look through the token of a watch's feed. Raises InputError where there is no such feed."""
    found = watches.looks(connection, digest(token)) if len(token) < _LONGEST else None
    if found is None:
        raise InputError("feed", "There is no feed of this token", "copy the address from the page of watches")
    number, before, during = found
    return Look(*_visit(before, during), number)


def remembered(request: Request, response: Response, look: Look) -> Response:
    """The response, with this look set down. A page that is only fetched ahead is not looked at."""
    if request.method != "GET" or "prefetch" in request.headers.get("sec-purpose", ""):
        return response
    if look.watch is not None:
        _note(request.app.state.record, look)
        return response
    secure = request.url.scheme == "https" or request.app.state.config.base.startswith("https:")
    value = f"{look.last or ''}~{times.now()}"
    response.set_cookie(COOKIE, value, max_age=_KEPT, httponly=True, samesite="lax", secure=secure)
    return response


def _note(record: Record, look: Look) -> None:
    """Set a look through a token down, once a minute at most: a store that cannot be written keeps nobody from reading."""
    now = times.now()
    if look.during and look.during > times.after(now, -_PAUSE):
        return
    with suppress(StoreError), record.write() as connection:
        watches.looked(connection, look.watch or 0, look.last or "", now)


def _visit(before: str, during: str) -> tuple[str | None, str | None]:
    """(the look before this visit, the last one in it). What is no moment, or has not come yet, is none."""
    now = times.now()
    begun = times.after(now, -_VISIT)
    looked = [_moment(text, now) for text in (before, during)]
    if looked[1] and looked[1] < begun:
        return looked[1], None
    return looked[0], looked[1]


def _moment(text: str, now: str) -> str | None:
    try:
        return text if times.utc(times.moment(text)) == text and text <= now else None
    except ValueError:
        return None
