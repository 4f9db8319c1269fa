"""A headless Chromium that can reach this machine alone, and the app served to it by `bigpicture serve`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

SWITCH = "BIGPICTURE_NO_BROWSER"
REMEDY = (
    "no Chromium: apt-get install chromium, or name one in BIGPICTURE_CHROMIUM, "
    f"or set {SWITCH}=1 to leave these tests out"
)
# Names other than our own lead nowhere, so that not even a request that these tests did not foresee leaves the machine.
_ARGUMENTS = ("--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-gpu")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, started. Raises FileNotFoundError, with the remedy, where there is none."""
    path = os.environ.get("BIGPICTURE_CHROMIUM") or shutil.which("chromium")
    if not path or not Path(path).exists():
        raise FileNotFoundError(REMEDY)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def served(store: str, *options: str) -> Iterator[str]:
    """The address of the app over a store, in a process of its own, which has nothing to complain of in the end."""
    command = [sys.executable, "-m", "bigpicture", "serve", "--db", store, "--port", "0", *options]
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stderr=told)
        try:
            yield _address(process, told)
        finally:
            process.terminate()
            process.wait(10)
        told.seek(0)
        assert not (complaints := told.read().splitlines()[1:]), "\n".join(complaints)


def _address(process: subprocess.Popen[bytes], told: TextIO) -> str:
    for _ in range(600):
        told.seek(0)
        if found := re.search(r"http://127\.0\.0\.1:\d+", text := told.read()):
            return found[0]
        assert process.poll() is None, text
        time.sleep(0.05)
    raise TimeoutError("the app does not start")


@dataclass
class Visit:
    """A tab of a browser, and what went wrong in it."""

    page: Page
    base: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self._request)

    def open(self, path: str, status: int = 200) -> None:
        """Go to a page, which answers with a status."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        if answer.status != status:
            self.wrong.append(f"{path}: {answer.status}")

    def fits(self) -> list[str]:
        """What is wider than the page, by tag and class; nothing where it need not be scrolled sideways."""
        found: list[str] = self.page.evaluate(_WIDER)
        return found

    def violations(self, rules: Sequence[str] = ()) -> list[str]:
        """What axe finds against the page, everything in it opened, by some of its rules or all of them."""
        self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        options: dict[str, object] = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{v['id']}: {v['help']}: {[n['html'][:200] for n in v['nodes'][:3]]}" for v in found]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _own_error(message, self.page.url):
            self.wrong.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.base).netloc and not request.url.startswith("data:"):
            self.wrong.append(f"request to elsewhere: {request.url}")


def _own_error(message: ConsoleMessage, address: str) -> bool:
    """Chromium says of a page that is an error page, as the test wants it, that it failed to load."""
    return "Failed to load resource" in message.text and message.location.get("url") == address


_WIDER = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const out = [];
    for (const one of document.body.querySelectorAll("*")) {
        if (one.closest(".scroll, svg") && !one.matches(".scroll")) continue;
        if (one.getBoundingClientRect().right > wide + 1) out.push(`${one.tagName.toLowerCase()}.${one.className}`);
    }
    return out.length ? out.slice(0, 5) : [`page ${document.documentElement.scrollWidth} wide`];
}"""


def context(browser: Browser, **settings: object) -> BrowserContext:
    """A browser of its own: cookies, store, settings."""
    made = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce", **settings)  # type: ignore[arg-type]
    made.set_default_timeout(10_000)
    return made
