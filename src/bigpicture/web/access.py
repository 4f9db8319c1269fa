"""Who asks: whether somebody is signed in, and may change things.

A browser shows a session's cookie, a program an API token. Pages depend on `signed_in`, forms that change something on
`changing`, /v1 on `scope`. bigpicture.web.doorway looks up who it is, before any page is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import HTTPException, Request

from bigpicture.credentials import same

_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")  # browsers drop tabs and line breaks, and take \ for /
_ELSEWHERE = ("cross-site", "same-site")  # another port or name beside ours is another's


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks for a page."""

    signed_in: bool = False
    csrf: str = field(default="", repr=False)  # to be sent back with every form, as its field `csrf`
    scope: str = ""  # read or write, of the API token that was shown


def viewer(request: Request) -> Viewer:
    """Whoever asks."""
    found: Viewer | None = getattr(request.state, "viewer", None)
    return found or Viewer()


def signed_in(request: Request) -> Viewer:
    """A dependency of pages that only the owner sees: sends others to sign in, and back."""
    found = viewer(request)
    if not found.signed_in:
        raise HTTPException(303, "sign in first", {"location": signin(request)})
    return found


def signin(request: Request) -> str:
    """Where to sign in, and then come back; after a form to where the form was."""
    query = f"?{request.url.query}" if request.url.query else ""
    target = request.url.path + query if request.method in ("GET", "HEAD") else "/"
    return f"/signin?next={quote(target, safe='')}"


def ours(request: Request) -> None:
    """A dependency of forms that anybody may send: not from another site, as far as the browser tells."""
    if request.headers.get("sec-fetch-site") in _ELSEWHERE:
        raise HTTPException(403, "this form was sent by another site; send it from a page of this app")


async def changing(request: Request) -> Viewer:
    """A dependency of every form that changes something: signed in, and the form is one of our own pages' (CSRF)."""
    found = signed_in(request)
    ours(request)
    form = await request.form()
    sent = form.get("csrf")
    if not found.csrf or not isinstance(sent, str) or not same(sent, found.csrf):
        await form.close()
        raise HTTPException(403, "this form was not made by this app, or is too old; load the page again")
    return found


def scope(wanted: str) -> Callable[[Request], Viewer]:
    """A dependency of /v1: who may "read" or "write".

    Reading is public unless the app is served privately; then a token or a session is asked for. Writing takes a token: a
    cookie alone changes nothing here, since any site can make a browser send it. Raises 401 and 403.
    """

    def check(request: Request) -> Viewer:
        found = viewer(request)
        if "authorization" in request.headers:
            if not found.scope:
                raise unknown("this token is not known here, or was removed", ' error="invalid_token"')
            if wanted == "write" and found.scope != "write":
                raise HTTPException(403, "this token may only read")
        elif wanted == "write" or not (found.signed_in or request.app.state.config.public):
            raise unknown("an API token is needed: Authorization: Bearer …")
        return found

    return check


def unknown(why: str, more: str = "") -> HTTPException:
    """The answer to a program that has no business here."""
    return HTTPException(401, why, {"www-authenticate": f'Bearer realm="bigpicture"{"," if more else ""}{more}'})


def own_path(text: str | None) -> str:
    """An address to go on to, where it is one of ours; the first page where it is not."""
    return text if text and len(text) <= 2_000 and _OWN.fullmatch(text) else "/"
