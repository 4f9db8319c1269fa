"""Every page in a real browser: with and without JavaScript, narrow and wide, light and dark, by keyboard alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.routing import iter_route_contexts
from playwright.sync_api import Browser

from bigpicture.cli import main
from bigpicture.record import Record
from bigpicture.web.app import create
from tests.browser.chrome import SWITCH, Visit, chromium, context, served
from tests.browser.pages import OTHER, Address, pages

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
COLOURS = ("color-contrast", "link-in-text-block")  # rules of axe that hang on the colours


PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Site:
    """The app, served over the sample press and over an empty store, and the browser that looks at it."""

    browser: Browser
    base: str
    empty: str
    pages: dict[str, tuple[Address, ...]]
    cookies: Any  # of the owner

    def addresses(self) -> list[Address]:
        return [one for own in self.pages.values() for one in own]


@pytest.fixture(scope="module")
def site(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if os.environ.get(SWITCH):
        pytest.skip(f"{SWITCH} is set")
    folder = tmp_path_factory.mktemp("browser")
    store, empty = str(folder / "press.db"), str(folder / "empty.db")
    shutil.copy(sample, store)
    done = CliRunner().invoke(main, ["password", "--stdin", "--db", store], input=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    record = Record.open(store)
    listed = pages(record)
    record.close()
    with chromium() as browser, served(store) as base, served(empty) as bare:
        yield Site(browser, base, bare, listed, _signed_in(browser, base))


def _signed_in(browser: Browser, base: str) -> Any:
    """Sign in as a person does; the cookies that come of it."""
    made = context(browser)
    visit = Visit(made.new_page(), base)
    visit.open("/watch")
    visit.page.get_by_label("Password").fill(PASSWORD)
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("heading", name="Watch", exact=True).wait_for()
    assert not visit.wrong
    state = made.storage_state()
    made.close()
    return state


@dataclass
class Visits:
    """Tabs of a stranger, of the owner and of the empty store, all of one kind of browser."""

    site: Site
    settings: dict[str, object]
    _made: dict[str, Visit] = field(default_factory=dict)

    def open(self, one: Address) -> Visit:
        """The page of an address, open."""
        visit = self.tab("empty" if one.empty else "owner" if one.owner else "stranger")
        visit.open(one.path, one.status)
        if one.act:
            one.act(visit.page)
        return visit

    def tab(self, who: str) -> Visit:
        """The tab of somebody."""
        if who not in self._made:
            base = self.site.empty if who == "empty" else self.site.base
            state = self.site.cookies if who == "owner" else None
            made = context(self.site.browser, storage_state=state, **self.settings)
            self._made[who] = Visit(made.new_page(), base)
        return self._made[who]

    def close(self) -> list[str]:
        """What went wrong in all of them."""
        for visit in self._made.values():
            visit.page.context.close()
        return [wrong for visit in self._made.values() for wrong in visit.wrong]


@pytest.fixture
def visits(site: Site, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Tabs, with JavaScript unless the test says otherwise; whatever went wrong in them fails the test at its end."""
    made = Visits(site, {"java_script_enabled": getattr(request, "param", True)})
    yield made
    assert not made.close()


without_too = pytest.mark.parametrize("visits", [True, False], ids=["script", "no script"], indirect=True)


def test_every_route_is_looked_at(sample: str, tmp_path: Path) -> None:
    record = Record.open(shutil.copy(sample, tmp_path))
    routes = {str(r.path) for r in iter_route_contexts(create(record).routes) if "GET" in (r.methods or ())}
    assert {path for path in routes if not OTHER.match(path)} == set(pages(record))
    record.close()


@without_too
def test_every_page_opens_without_an_error_and_fits_any_width(site: Site, visits: Visits) -> None:
    wide = {}
    for one in site.addresses():
        visit = visits.open(one)
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                visit.page.emulate_media(color_scheme=scheme)
                wide[one.name, width, scheme] = visit.fits()
    assert not {where: what for where, what in wide.items() if what}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation_on_any_page(site: Site, visits: Visits, scheme: str) -> None:
    visits.settings["color_scheme"] = scheme
    rules = COLOURS if scheme == "dark" else ()  # all else is the same in both
    found = {one.name: visits.open(one).violations(rules) for one in site.addresses()}
    assert not {path: what for path, what in found.items() if what}


@pytest.mark.parametrize(
    ("script", "word"),
    [
        ("document.body.insertAdjacentHTML('beforeend', '<p class=\"wide\">' + 'w\\u00a0'.repeat(900))", "wide"),
        ("document.body.insertAdjacentHTML('beforeend', '<img alt=\"\" src=\"https://example.org/a.png\">')", "elsewhere"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')", "style"),
        ("setTimeout(() => { throw new Error('thrown') })", "thrown"),
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
    ],
    ids=["too wide", "elsewhere", "policy", "script", "axe"],
)  # fmt: skip
def test_these_tests_see_what_is_wrong(site: Site, script: str, word: str) -> None:
    made = context(site.browser)
    visit = Visit(made.new_page(), site.base)
    visit.open(site.addresses()[0].path)
    visit.page.evaluate(script)
    visit.page.wait_for_timeout(100)
    assert word in str([*visit.wrong, *visit.fits(), *visit.violations()])
    made.close()


@without_too
def test_by_keyboard_alone_from_the_search_to_the_words_of_a_fact_and_back(visits: Visits) -> None:
    visit = visits.open(Address("/"))
    keys, script = visit.page.keyboard, visits.settings["java_script_enabled"]
    tab_to(visit, "#q")
    keys.type("Oppenheimer")
    if script:
        visit.page.locator("#hits a[href^='/film/']").first.wait_for()  # as one types
    keys.press("Enter")
    visit.page.wait_for_url("**/search?q=Oppenheimer")
    tab_to(visit, "main a[href^='/film/']")
    keys.press("Enter")
    visit.page.get_by_role("heading", name="Oppenheimer", level=1).wait_for()
    film = visit.page.url
    tab_to(visit, "details.fact > summary")
    keys.press("Enter")
    if not script:
        tab_to(visit, "details.fact[open] a")
        keys.press("Enter")
    visit.page.locator("mark").first.wait_for()
    if not script:
        visit.page.go_back()  # the browser's own key for it does not work without a window
        assert visit.page.url == film
    visit.page.go_back()
    assert visit.page.url.endswith("/search?q=Oppenheimer")


def test_what_has_the_focus_is_seen_and_the_first_is_a_way_past_the_menu(visits: Visits) -> None:
    visit = visits.open(Address("/films"))
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Skip to the page"
    assert visit.page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/films#main")
    unseen = []
    for _ in range(20):
        visit.page.keyboard.press("Tab")
        told = visit.page.evaluate(
            "(() => { const one = document.activeElement, box = one.getBoundingClientRect(); "
            "return [one.outerHTML.slice(0, 80), getComputedStyle(one).outlineStyle, box.width > 1 && box.height > 1] })()"
        )
        if told[1] == "none" or not told[2]:
            unseen.append(told)
    assert not unseen


def test_a_film_is_printed_without_the_menu_and_shown_in_forced_colours(site: Site, visits: Visits) -> None:
    visit = visits.open(site.pages["/film/{number}"][0])
    visit.page.emulate_media(media="print", color_scheme="dark")
    for hidden in ("header nav", "header form", "footer", "nav.toc"):
        assert not visit.page.locator(hidden).first.is_visible(), hidden
    assert visit.page.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    visit.page.emulate_media(media="screen", forced_colors="active")
    assert visit.page.locator(".standing").first.inner_text() == "●agreed"
    own = visit.page.evaluate(
        "(() => { const style = s => getComputedStyle(document.querySelector(s)); "
        "return [style('.chart .mark').fill, style('body').color] })()"
    )
    assert own[0] == own[1]


def tab_to(visit: Visit, selector: str, most: int = 80) -> None:
    """Press Tab until what has the focus is of a kind."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{most} times Tab do not lead to {selector}")
