"""What tests of watches share: articles that say something today, a webhook that listens, alerts that are sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bigpicture import Article, Claim, Evidence, Reading, alerts, times
from bigpicture.alerts import Outcome, Vault, Wanted
from bigpicture.intake.web import Limits, Web
from bigpicture.record import Record, articles, watches
from bigpicture.record.articles import Filed
from bigpicture.record.watches import Watch
from tests.server import Server

NOW = times.now()
TODAY = NOW[:10]
SOON = Limits(timeout=0.5, total=1.0)  # where an answer is not to come
PATIENT = Limits(timeout=20.0, total=30.0)  # a machine that is busy may be late


def tell(record: Record, number: int, claims: Sequence[tuple[str, dict[str, Any]]], title: str = "Low Water", *,
         status: Any = "stated", published: str = TODAY) -> None:  # fmt: skip
    """An article that says something of a film."""
    text = f"Article {number} of {title}. " + "Something is said. " * 20
    made = tuple(
        Claim(kind, title, values, status, Evidence(text[:20], 0, 20), 0.9, "test", 2026) for kind, values in claims
    )
    article = Article(
        f"a{number}", text, f"Headline {number}", published, f"Outlet {number}", f"https://a.example/{number}"
    )
    with record.write() as connection:
        filed = Filed(article, articles.digest(article), Reading(article, made, ()), "test", None)
        articles.keep(connection, filed, key=f"a{number}", addresses=(), source=None, now=times.now())


def cast(person: str) -> tuple[str, dict[str, Any]]:
    return "cast", {"person": person, "character": None}


def release(date: str) -> tuple[str, dict[str, Any]]:
    return "release", {"date": date, "territory": "UK", "mode": "theatrical"}


CROWD = [cast(f"{first} {last}") for first in "Nadia Bruno Wilhelmina Oskar Petra Chidi".split()
         for last in "Okafor Lindqvist Moretti Tanaka Dubois".split()]  # fmt: skip


def follow(record: Record, vault: Vault, server: Server, wanted: Wanted = Wanted(), name: str = "All") -> int:  # noqa: B008
    return alerts.follow(record, vault, name, wanted, "webhook", server.url("/hook"), NOW)


def deliver(
    record: Record, vault: Vault, now: str | None = None, limits: Limits = PATIENT, **options: Any
) -> list[Outcome]:
    with Web(allow_private=True, limits=limits) as web:
        return list(alerts.deliver(record, vault, web, now=lambda: now or times.now(), **options))


def told(server: Server) -> list[str]:
    """The headlines that arrived, in order."""
    return [change["headline"] for request in server.log for change in json.loads(request.body)["changes"]]


def one(record: Record, number: int) -> Watch:
    with record.read() as connection:
        return watches.one(connection, number)


def at(seconds: float) -> str:
    return times.after(times.now(), seconds)
