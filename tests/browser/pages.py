"""Every page of the app, by its route: addresses of it that the sample press fills. A route without one fails a test."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from bigpicture.record import Record, known
from bigpicture.web.facts import fact_id
from tests.conftest import ROOT


@dataclass(frozen=True)
class Address:
    """Where a page is, and who sees it."""

    path: str
    status: int = 200
    owner: bool = False  # only whoever signed in
    empty: bool = False  # of a store that nothing was read into
    act: Callable[[Page], None] | None = None  # what is done there to come to the page that is meant

    @property
    def name(self) -> str:
        return (
            f"{self.path}{' acted' if self.act else ''}{' owner' if self.owner else ''}{' empty' if self.empty else ''}"
        )


def check(page: Page) -> None:
    """Have a draft checked."""
    page.get_by_label("Text, Markdown or HTML").fill((ROOT / "docs" / "examples" / "draft.md").read_text("utf-8"))
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name="What the record says").wait_for()


def watch(page: Page) -> None:
    """Watch a film."""
    page.get_by_label("Film, by title or number").fill("Dune: Part Two")
    page.get_by_role("button", name="Watch", exact=True).click()
    page.get_by_role("heading", name="Dune: Part Two").first.wait_for()


def wrong_password(page: Page) -> None:
    """Fail to sign in."""
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()


def pages(record: Record) -> dict[str, tuple[Address, ...]]:
    """Addresses by route."""
    with record.read() as connection:
        dune, poor = (known.film(connection, title).id for title in ("Dune: Part Two", "Poor Things"))
        fact = fact_id(next(f for f in known.facts_of(connection, dune) if f.type == "release"))
    return {
        "/": (Address("/"), Address("/?since=7d"), Address("/?since=all&kind=moved"), Address("/", empty=True)),
        "/films": (Address("/films"), Address("/films?year=1900"), Address("/films", empty=True)),
        "/calendar": (
            Address("/calendar?month=2023-12"), Address("/calendar?month=2023-12&view=agenda"), Address("/calendar"),
            Address("/calendar", empty=True),
        ),
        "/season": (Address("/season"), Address("/season", empty=True)),
        "/season/{label}": (
            Address("/season/2023-24"), Address("/season/2023-24?body=academy&sort=nominations&name=nolan"), Address("/season/2023-24?category=documentary-short&body=academy"),
            Address("/season/2023-24?as_of=2024-01-25"), Address("/season/2023-25", 404), Address("/season/2031-32", empty=True),
        ),
        "/season/{label}/{body}": (
            Address("/season/2023-24/academy"), Address("/season/2023-24/venice"), Address("/season/2023-24/goya"), Address("/season/2023-24/nobody", 404),
        ),
        "/season/{label}/{body}/{category}": (
            Address("/season/2023-24/academy/picture"), Address("/season/2023-24/academy/actress?as_of=2024-02-01"),
            Address("/season/2023-24/academy/sound"), Address("/season/2023-24/bafta/director"), Address("/season/2023-24/academy/nothing", 404),
        ),
        "/season/{label}/scores": (Address("/season/2023-24/scores"), Address("/season/2026-27/scores", empty=True)),
        "/season/{label}/film/{number}": (
            Address(f"/season/2023-24/film/{poor}"), Address(f"/season/2023-24/film/{dune}"), Address("/season/2023-24/film/999", 404),
        ),
        "/season/{label}/person/{name:path}": (
            Address("/season/2023-24/person/Emma Stone"), Address("/season/2023-24/person/Denis Villeneuve"), Address("/season/2023-24/person/Nobody", 404),
        ),
        "/search": (
            Address("/search?q=villenueve"), Address("/search?q=barbie"), Address("/search?q=zzzz"), Address("/search"),
        ),
        "/film/{number}": (
            Address(f"/film/{dune}"), Address(f"/film/{poor}"), Address(f"/film/{dune}?as_of=2023-07-01"), Address("/film/999", 404),
        ),
        "/film/{number}/fact/{name}": (Address(f"/film/{dune}/fact/{fact}"),),
        "/claim/{number}": (Address("/claim/1"), Address("/claim/999999", 404)),
        "/person/{name:path}": (
            Address("/person/Denis Villeneuve"), Address("/person/Emma Stone"), Address("/person/Nobody", 404),
        ),
        "/company/{name:path}": (Address("/company/Warner Bros"), Address("/company/Nobody", 404)),
        "/festival/{path:path}": (Address("/festival/Venice Film Festival"), Address("/festival/Nowhere", 404)),
        "/award/{path:path}": (Address("/award/Golden Globes"), Address("/award/Nothing", 404)),
        "/outlets": (Address("/outlets"), Address("/outlets", empty=True)),
        "/outlet/{name:path}": (Address("/outlet/The Daily Reel"), Address("/outlet/Nobody", 404)),
        "/sources": (Address("/sources"), Address("/sources", owner=True), Address("/sources", empty=True)),
        "/review": (Address("/review", owner=True),),
        "/review/film": (Address(f"/review/film?film=%23{dune}", owner=True),),
        "/check": (Address("/check"), Address("/check", act=check)),
        "/signin": (Address("/signin"), Address("/signin", act=wrong_password)),
        "/watch": (Address("/watch", owner=True), Address("/watch", owner=True, act=watch)),
    }  # fmt: skip


# Routes that are no pages for people.
OTHER = re.compile(r"/v1|/static|/thumbnail/|.*\.(ics|atom|json|jsonld|xml|txt|opml)$|/(healthz|metrics)$")
