"""Signing in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from bigpicture import times
from bigpicture.credentials import digest, fits, token
from bigpicture.record import Record, accounts
from bigpicture.web import access
from bigpicture.web.doorway import cookie_line, cookie_name
from bigpicture.web.limits import limited
from bigpicture.web.render import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the page to sign in shows."""

    next: str  # where to go on to
    public: bool  # whether one may read without
    wrong: bool = False  # whether the password was


@router.get("/signin")
def ask(request: Request, next: str = "/") -> Response:
    """The page to sign in."""
    target = access.own_path(next)
    if access.viewer(request).signed_in:
        return RedirectResponse(target, 303)
    return page(request, "signin.html", SignIn(target, request.app.state.config.public))


@router.post("/signin", dependencies=[Depends(access.ours), Depends(limited("signin"))])
def enter(request: Request, password: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/") -> Response:
    """Sign in: a session of its own is begun, whatever cookie was sent, and the one of that cookie ends."""
    record: Record = request.app.state.record
    config, target, secret, now = request.app.state.config, access.own_path(next), token(), times.now()
    with record.read() as connection:
        stored = accounts.password(connection)
    began = False
    if fits(password, stored) and stored:
        with record.write() as connection:
            accounts.end(connection, digest(request.cookies.get(cookie_name(config), "")))
            began = accounts.begin(connection, digest(secret), stored, now)
    if not began:
        return page(request, "signin.html", SignIn(target, config.public, wrong=True), 403)
    return RedirectResponse(target, 303, {"set-cookie": cookie_line(config, secret)})


@router.post("/signout", dependencies=[Depends(access.changing)])
def leave(request: Request) -> Response:
    """Sign out: the session ends in the store, so that its cookie is worth nothing wherever it was copied to."""
    config = request.app.state.config
    with request.app.state.record.write() as connection:
        accounts.end(connection, digest(request.cookies.get(cookie_name(config), "")))
    return RedirectResponse("/", 303, {"set-cookie": cookie_line(config, "")})
