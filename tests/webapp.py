"""The web app in tests: over a store, in this process, signed in or not."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from starlette.testclient import TestClient

from bigpicture import times
from bigpicture.credentials import hashed
from bigpicture.record import Record, accounts
from bigpicture.web.app import create
from bigpicture.web.config import Config

BASE = "http://localhost"
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class App:
    """An app that is asked as a browser would."""

    record: Record
    client: TestClient

    def get(self, path: str, status: int = 200, **headers: str) -> str:
        """The text of a page, which answers with a status."""
        found = self.client.get(path, headers=headers, follow_redirects=False)
        assert found.status_code == status, (path, found.status_code, found.text[:500])
        return found.text

    def words(self, path: str, status: int = 200) -> str:
        """What a page says, without its marks, its spaces made one."""
        text = re.sub(r"<(script|style|head)\b.*?</\1>|<[^>]+>", " ", self.get(path, status), flags=re.DOTALL)
        return " ".join(html.unescape(text).split())


def app(record: Record, config: Config = Config(hosts=("localhost", "testserver"))) -> App:  # noqa: B008 - frozen
    """The app over an open store."""
    return App(record, TestClient(create(record, config), base_url=BASE))


@cache
def _hash() -> str:
    return hashed(PASSWORD)


def set_password(record: Record) -> None:
    """Set PASSWORD, as `bigpicture password` does."""
    with record.write() as connection:
        accounts.set_password(connection, _hash(), times.now())


def sign_in(shown: App) -> str:
    """Set a password and sign in; what forms are to send as `csrf`."""
    set_password(shown.record)
    found = shown.client.post("/signin", data={"password": PASSWORD}, follow_redirects=False)
    assert found.status_code == 303, found.text
    return csrf(shown.get("/watch"))


def csrf(page: str) -> str:
    """What the forms of a page send to show that they are its."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "no form that changes anything"
    return found[1]
