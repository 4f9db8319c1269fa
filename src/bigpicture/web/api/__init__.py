"""/v1: the record for programs. Each module has a router; models are the answers, shapes make them of what the record gives."""

from __future__ import annotations

from fastapi import FastAPI

from bigpicture.record import Record
from bigpicture.web.api import articles, description, films, health, news, people, season, site, writing


def install(app: FastAPI) -> None:
    """Add /v1 to an app, its description, and the rest that is for machines."""
    for module in (description, films, people, news, season, articles, site, health):
        app.include_router(module.router)
    for router in (writing.log, writing.deciding, writing.following):
        app.include_router(router)
    description.describe(app)


def watch(app: FastAPI, record: Record) -> None:
    """Measure an app, once all else is added to it."""
    health.watch(app, record)
