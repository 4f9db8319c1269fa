"""The first to see a request: who is it, and may they come in? Looks up session and token, and keeps sessions alive."""

from __future__ import annotations

import base64
import binascii

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bigpicture import times
from bigpicture.credentials import derived, digest
from bigpicture.errors import StoreError
from bigpicture.record import Record, accounts
from bigpicture.web.access import Viewer, signin
from bigpicture.web.config import Config
from bigpicture.web.render import failed

_LONGEST = 200  # characters of a secret
_OPEN = ("/static/", "/signin", "/healthz")  # what a private app shows to everybody: how to sign in
_FETCHED = (".atom", ".ics", ".json", ".xml")  # by programs that cannot sign in, but know how to send a password


class Doorway:
    """Puts the Viewer into the request's state; turns away who may not read a private app."""

    def __init__(self, app: ASGIApp, record: Record, config: Config) -> None:
        self.app, self.record, self.config = app, record, config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app, if they may come in."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        cookie, shown = request.cookies.get(cookie_name(self.config), ""), _shown(request)
        try:
            found, renewed = (
                await run_in_threadpool(self._look, cookie, shown) if cookie or shown else (Viewer(), False)
            )
        except StoreError as error:
            await failed(request, 503, error.problem, error.remedy)(scope, receive, send)
            return
        request.state.viewer = found
        if not (self.config.public or found.signed_in or found.scope or _open(scope["path"])):
            await _away(request)(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "set-cookie" not in headers:  # signing out is stronger than staying
                    headers.append("set-cookie", cookie_line(self.config, cookie))
            await send(message)

        await self.app(scope, receive, sending if renewed else send)

    def _look(self, cookie: str, shown: str) -> tuple[Viewer, bool]:
        """(whoever has these secrets, whether their session was renewed). Raises StoreError."""
        now, session, scope = times.now(), None, None
        with self.record.read() as connection:
            if 0 < len(shown) <= _LONGEST:
                scope = accounts.scope(connection, digest(shown))
            if 0 < len(cookie) <= _LONGEST:
                session = accounts.session(connection, digest(cookie), now)
        if session is None:
            return Viewer(scope=scope or ""), False
        renewed = accounts.stale(session, now) and self._renew(session, now)
        return Viewer(signed_in=True, csrf=derived(cookie, "csrf"), scope=scope or ""), renewed

    def _renew(self, session: accounts.Session, now: str) -> bool:
        """Whether it could be: a store that cannot be written just now keeps nobody from reading."""
        try:
            with self.record.write() as connection:
                accounts.renew(connection, session, now)
        except StoreError:
            return False
        return True


def cookie_name(config: Config) -> str:
    """The name of a session's cookie: under https one that no other name or path may set."""
    return "__Host-bigpicture" if secure(config) else "bigpicture"


def cookie_line(config: Config, secret: str) -> str:
    """The header that sets a session's cookie; without a secret it takes it away."""
    age = accounts.IDLE if secret else 0
    line = f"{cookie_name(config)}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax"
    return f"{line}; Secure" if secure(config) else line


def secure(config: Config) -> bool:
    """Whether browsers come by https."""
    return config.base.lower().startswith("https://")


def _shown(request: Request) -> str:
    """The API token that a program shows: as a bearer of it, or as the password of any name where it knows no other way."""
    kind, _, rest = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return rest.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return ""
    return ""


def _open(path: str) -> bool:
    """Whether a private app shows a path to everybody; the feed of a watch is as secret as its address."""
    return path.startswith(_OPEN) or (path.startswith("/watch/") and path.endswith(".atom"))


def _away(request: Request) -> Response:
    path = request.url.path
    if path.startswith("/v1") or "authorization" in request.headers or path.endswith(_FETCHED):
        kind = "Bearer" if path.startswith("/v1") else "Basic"
        told = {"www-authenticate": f'{kind} realm="bigpicture"'}
        return failed(request, 401, "This is not public", "show an API token", headers=told)
    return RedirectResponse(signin(request), 303)
