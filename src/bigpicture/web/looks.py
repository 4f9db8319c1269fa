"""When a browser last looked: a cookie with the moment of the look before this visit, and of the last one in it.

It identifies nobody. A visit goes on as long as its looks are less than half an hour apart; its pages all tell what
changed since the visit before.
"""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from bigpicture import times

COOKIE = "look"
_VISIT = 1_800  # seconds between two looks of one visit, at most
_KEPT = 400 * 86_400  # seconds; browsers keep no cookie longer


def last(request: Request) -> str | None:
    """The last look of the visit before this one; None where there was none."""
    return _looks(request)[0]


def remembered(request: Request, response: Response) -> Response:
    """The response, with this look set down. A page that is only fetched ahead is not looked at."""
    if request.method != "GET" or "prefetch" in request.headers.get("sec-purpose", ""):
        return response
    secure = request.url.scheme == "https" or request.app.state.config.base.startswith("https:")
    value = f"{_looks(request)[0] or ''}~{times.now()}"
    response.set_cookie(COOKIE, value, max_age=_KEPT, httponly=True, samesite="lax", secure=secure)
    return response


def _looks(request: Request) -> tuple[str | None, str | None]:
    """(the look before this visit, the last one in it). What is no moment, or has not come yet, is none."""
    before, _, during = request.cookies.get(COOKIE, "").partition("~")
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
