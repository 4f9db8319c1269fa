"""Make the pictures of docs/web.md and docs/season.md again, from the sample press: python -m docs.pictures"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from bigpicture.cli import main as bigpicture
from bigpicture.record import Record, known
from tests.browser.chrome import chromium, context, served
from tests.browser.pages import check

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
MOST = 150_000  # bytes of a picture


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows."""

    name: str
    path: str  # {dune} and {poor} stand for the numbers of films
    size: tuple[int, int] = (1000, 680)
    scheme: Literal["light", "dark"] = "light"
    before: Callable[[Page], None] | None = None  # what is done to the page first


def _moved(page: Page) -> None:
    """Open the evidence of a date that moved."""
    fact = page.locator("details.fact", has_text="moved from").first
    fact.locator("summary").click()
    fact.locator("mark").first.wait_for()
    fact.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 240)")


def _to(place: str) -> Callable[[Page], None]:
    """Scroll to a part of the page."""
    return lambda page: page.locator(place).first.evaluate(
        "one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 12)"
    )


PICTURES = (
    Picture("home", "/"),
    Picture("film", "/film/{poor}"),
    Picture("evidence", "/film/{dune}", before=_moved),
    Picture("calendar", "/calendar?month=2023-12"),
    Picture("check", "/check", before=check),
    Picture("season", "/season/2023-24", before=_to("#board")),
    Picture("chances", "/season/2023-24/academy/actor", (1000, 860), before=_to("main")),
    Picture("narrow", "/film/{dune}", (390, 760), "dark"),
)


def main() -> None:
    """Read the sample press, serve it, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "press.db")
        for command in (["add", str(ROOT / "src" / "bigpicture" / "data" / "press")], ["update"]):
            bigpicture([*command, "--db", store], standalone_mode=False)
        record = Record.open(store)
        with record.read() as connection:
            numbers = {name: known.film(connection, title).id for name, title in (("dune", "Dune: Part Two"), ("poor", "Poor Things"))}  # fmt: skip
        record.close()
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        with chromium() as browser, served(store) as base:
            for one in PICTURES:
                width, height = one.size
                own = context(browser, viewport={"width": width, "height": height}, color_scheme=one.scheme)
                page = own.new_page()
                page.goto(base + one.path.format(**numbers), wait_until="networkidle")
                if one.before:
                    one.before(page)
                path = FOLDER / f"{one.name}.png"
                page.screenshot(path=path)
                own.close()
                print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} KB")
                assert path.stat().st_size < MOST, f"{one.name} is too large"


if __name__ == "__main__":
    main()
