"""The app: routes, policy headers, errors as pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bigpicture import __version__
from bigpicture.alerts.vault import Vault
from bigpicture.errors import AmbiguousError, InputError, StoreError
from bigpicture.record import Record
from bigpicture.web import api
from bigpicture.web.config import Config
from bigpicture.web.doorway import Doorway
from bigpicture.web.limits import RATES, Bodies, Buckets
from bigpicture.web.pages import ROUTERS
from bigpicture.web.render import failed

# No inline script or style, nothing from elsewhere, no frame: what an article says can be shown and do nothing.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]


class _Policy:
    """Adds the policy headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


class _Static(StaticFiles):
    """Files of the app, kept by browsers: their address changes when they do (render.asset)."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        made = super().file_response(*args, **kwargs)
        made.headers["cache-control"] = "public, max-age=31536000, immutable"
        return made


def create(record: Record, config: Config = Config()) -> FastAPI:  # noqa: B008 - frozen
    """The app over an open store."""
    app = FastAPI(title="bigpicture", version=__version__, openapi_url=None)
    app.state.record, app.state.config = record, config
    app.mount("/static", _Static(directory=str(resources.files("bigpicture.web") / "static")), name="static")
    api.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.state.buckets = {name: Buckets(rate) for name, rate in RATES.items()}
    app.state.vault = Vault(config.folder, config.secret)
    app.add_middleware(Bodies)  # the last one added is the first one asked
    app.add_middleware(Doorway, record=record, config=config)
    app.add_middleware(_Policy)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(config.hosts))
    api.watch(app, record)
    for kind, answer in _ERRORS.items():
        app.add_exception_handler(kind, answer)
    return app


async def _input(request: Request, error: InputError) -> Response:
    return failed(request, 404, error.problem, error.remedy, getattr(error, "candidates", ()))


async def _store(request: Request, error: StoreError) -> Response:
    return failed(request, 503, f"The record cannot be read: {error.problem}", error.remedy)


async def _http(request: Request, error: HTTPException) -> Response:
    return failed(request, error.status_code, str(error.detail), "", headers=error.headers)


async def _values(request: Request, error: RequestValidationError) -> Response:
    where = "; ".join(f"{e['loc'][-1]}: {e['msg'].lower()}" for e in error.errors())
    return failed(request, 422, f"Not understood: {where}", "mend the address or the form")


async def _unexpected(request: Request, _: Exception) -> Response:
    """Whatever else goes wrong is logged by the server, and told to nobody."""
    return failed(request, 500, "This page could not be made", "try again; if it stays so, report it")


_ERRORS: dict[type[Exception], Callable[..., Awaitable[Response]]] = {
    AmbiguousError: _input, InputError: _input, StoreError: _store, HTTPException: _http, RequestValidationError: _values,
    Exception: _unexpected,
}  # fmt: skip
