"""How the app fares, for those who run it: /healthz for whatever restarts it, /metrics for Prometheus.

/healthz says to anybody whether the store can be read, and no more. /metrics tells how much is stored and asked for: it
answers a program on this machine that asks for it by a name of this machine, as Prometheus beside it does, and elsewhere
only whoever is signed in or shows an API token. Behind a proxy every request comes from this machine, so where one is known
(`--base`, or a header that proxies add) only they are answered.
"""

from __future__ import annotations

import time
from ipaddress import ip_address

from fastapi import APIRouter, FastAPI, Request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bigpicture import __version__, times
from bigpicture.errors import StoreError
from bigpicture.record import Record, vitals
from bigpicture.web.access import unknown, viewer

router = APIRouter(include_in_schema=False)
_FRESH = {"cache-control": "no-store"}
_PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_SECONDS = (0.005, 0.01, 0.02, 0.03, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


@router.api_route("/healthz", methods=["GET", "HEAD"])
def health(request: Request) -> Response:
    """200 where the store can be read, with the revision of its schema; else 503."""
    record: Record = request.app.state.record
    try:
        with record.read() as connection:
            schema = vitals.revision(connection)
    except StoreError:  # its words may tell where the store is
        return JSONResponse({"status": "failing", "store": "cannot be read", "version": __version__}, 503, _FRESH)
    return JSONResponse({"status": "ok", "schema": schema, "version": __version__}, 200, _FRESH)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The metrics, in Prometheus' text format."""
    asking = viewer(request)
    if not (asking.signed_in or asking.scope or _beside(request)):
        raise unknown("an API token is needed: Authorization: Bearer …")
    body = generate_latest(request.app.state.metrics)
    return Response(body, 200, _FRESH, CONTENT_TYPE_LATEST)


def _beside(request: Request) -> bool:
    """Whether a program on this machine asks, and no proxy for somebody else."""
    if request.app.state.config.base or any(name in request.headers for name in _PROXIED):
        return False
    try:
        here = request.client is not None and ip_address(request.client.host).is_loopback
        return here and (request.url.hostname == "localhost" or ip_address(request.url.hostname or "").is_loopback)
    except ValueError:
        return False


class _Stored(Collector):
    """What is stored, asked when the metrics are."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def collect(self) -> list[Metric]:
        """The gauges; that the store cannot be read is one too."""
        try:
            with self.record.read() as connection:
                found = vitals.vitals(connection)
        except StoreError:
            return [_gauge("store_up", "Whether the store can be read.", 0)]
        last = times.moment(found.checked_at).timestamp() if found.checked_at else 0.0
        return [
            _gauge("store_up", "Whether the store can be read.", 1),
            _gauge("films", "Films in the record.", found.films),
            _gauge("articles", "Articles in the record.", found.articles),
            _gauge("claims", "Claims read, superseded ones too.", found.claims),
            _gauge("sources", "Sources that are followed.", found.sources),
            _gauge("sources_failing", "Sources whose last polls failed.", found.failing),
            _gauge("last_update_timestamp_seconds", "When a source was last asked; 0: never.", last),
        ]


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"bigpicture_{name}", what, value)


class Watched:
    """Counts requests by route and status, and how long each takes."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self.app = app
        labels = ("method", "route", "status")
        self.requests = Counter("bigpicture_requests", "Requests answered.", labels, registry=registry)
        self.seconds = Histogram(
            "bigpicture_request_seconds", "Seconds until an answer was complete.", ("route",), buckets=_SECONDS, registry=registry
        )  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app, with a clock beside it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            route = _route(scope)
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.requests.labels(method, route, str(status)).inc()
            self.seconds.labels(route).observe(time.perf_counter() - begun)


def _route(scope: Scope) -> str:
    """The route that answered, as it is declared: the addresses themselves have no end."""
    if scope["path"].startswith("/static/"):
        return "/static"
    return str(getattr(scope.get("route"), "path", "none"))


def watch(app: FastAPI, record: Record) -> None:
    """Measure an app: the last thing to add, so that nothing is answered unseen."""
    disable_created_metrics()  # type: ignore[no-untyped-call]  # when each began, which doubles them
    app.state.metrics = CollectorRegistry()
    app.state.metrics.register(_Stored(record))
    app.add_middleware(Watched, registry=app.state.metrics)
