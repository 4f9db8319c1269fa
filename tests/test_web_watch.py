"""The page of watches, and the feeds at their secret addresses."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest

from bigpicture.record import Record, ledger, watches
from bigpicture.record.schema import METADATA
from bigpicture.web.config import Config
from tests.server import Answer, Server
from tests.watching import cast, release, tell
from tests.webapp import App, app, sign_in
from tests.webstory import clock, keep, opens, said

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[App]:
    record = Record.open(str(tmp_path / "press.db"))
    tell(record, 1, [cast("Ada Quill"), release("2027-05-01")])
    yield app(record, Config(hosts=("localhost",), folder=tmp_path, allow_private=True))
    record.close()


def post(shown: App, path: str, status: int, **data: object) -> str:
    found = shown.client.post(path, data=data, follow_redirects=False)  # type: ignore[arg-type]
    assert found.status_code == status, found.text
    return found.text


def feeds(shown: App) -> list[str]:
    return re.findall(r'value="http://localhost(/watch/[\w-]+\.atom)"', shown.get("/watch"))


def test_only_the_owner_sees_it_and_changes_it(shown: App) -> None:
    shown.get("/watch", 303)
    for path in ("/watch", "/watch/1/test", "/watch/1/remove"):
        post(shown, path, 303, film="Low Water")
    sign_in(shown)
    for path in ("/watch", "/watch/1/test", "/watch/1/remove"):
        post(shown, path, 403, film="Low Water")
    assert "Nothing yet." in shown.get("/watch")


def test_a_film_is_watched_by_feed_until_it_is_removed(shown: App) -> None:
    form = sign_in(shown)
    assert 'value="Low Water"' in shown.get("/watch?film=Low+Water")
    post(shown, "/watch", 303, csrf=form, film="Low Water", types=["release"])
    words = shown.words("/watch")
    assert "Low Water" in words
    assert "release · everything, rumours too" in words
    (address,) = feeds(shown)
    shown.client.cookies.clear()
    found = shown.client.get(address)
    feed = feedparser.parse(found.content)
    assert not feed.bozo
    assert [e.title for e in feed.entries] == ["Low Water: release in the UK on 1 May 2027"]
    assert feed.entries[0].link.startswith("http://localhost/film/")
    assert feed.feed.links[0].href == f"http://localhost{address}"
    again = shown.client.get(address, headers={"if-none-match": found.headers["etag"]})
    assert again.status_code == 304
    tell(shown.record, 2, [release("2027-06-05"), cast("Mina Sato")])
    entries = feedparser.parse(shown.get(address)).entries
    assert len(entries) == 2
    assert feed.entries[0].id in [e.id for e in entries]
    form = sign_in(shown)
    post(shown, "/watch/1/remove", 303, csrf=form)
    shown.get(address, 404)
    assert feeds(shown) == []


@pytest.mark.parametrize("path", ["/watch/x.atom", "/watch/.atom", "/watch/" + "x" * 500 + ".atom", "/watch/%00.atom"])
def test_other_addresses_have_no_feed(shown: App, path: str) -> None:
    shown.get(path, 404)


def test_a_feed_can_be_read_where_the_app_is_private(shown: App) -> None:
    form = sign_in(shown)
    post(shown, "/watch", 303, csrf=form, person="Ada Quill")
    (address,) = feeds(shown)
    private = app(shown.record, Config(hosts=("localhost",), public=False))
    assert "Ada Quill in the cast" in private.get(address)
    private.get("/watch", 303)


def test_a_webhook_is_tested_and_its_address_never_shown(shown: App) -> None:
    form = sign_in(shown)
    with Server({"/very-secret": Answer(200)}) as server:
        target = server.url("/very-secret")
        post(shown, "/watch", 303, csrf=form, event="Cannes", channel="webhook", target=target)
        assert "Alerts go to 127.0.0.1; none so far." in shown.words("/watch")
        page = post(shown, "/watch/1/test", 200, csrf=form)
        assert "The test of Cannes was sent." in page
        assert json.loads(server.log[0].body)["test"] is True
        server.routes["/very-secret"] = Answer(500)
        failed = post(shown, "/watch/1/test", 200, csrf=form)
        assert "The test of Cannes failed: its server failed (500)" in failed
        for text in (page, failed, shown.get("/watch")):
            assert "very-secret" not in text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"film": "Nothing of That Name"}, "no film of that title"),
        ({"film": "Same Name"}, "means 2"),
        ({"channel": "webhook", "target": "ftp://very-secret/"}, "not of the web"),
        ({"channel": "webhook"}, "none, or too long"),
        ({"channel": "pigeon"}, "no such choice"),
        ({"certainty": "surely"}, "no such choice"),
        ({"types": ["gossip"]}, "no such choice"),
        ({"person": "x" * 301}, "more than 300 characters"),
        ({"name": "x" * 121}, "its name is not of 1 to 120"),
        ({"name": "a\nb"}, "its name is not of 1 to 120"),
        ({"film": HOSTILE}, "no film of that title"),
    ],
)
def test_what_cannot_be_watched_says_why(shown: App, data: dict[str, object], problem: str) -> None:
    tell(shown.record, 2, [("director", {"person": "Hugo Lind"}), release("2027-01-01")], "Same Name")
    tell(shown.record, 3, [("director", {"person": "Mina Sato"}), release("2019-01-01")], "Same Name")
    form = sign_in(shown)
    page = post(shown, "/watch", 422, csrf=form, **data)
    assert problem in page
    assert "very-secret" not in page
    assert "<script>alert" not in page
    with shown.record.read() as connection:
        assert watches.every(connection) == []


def test_hostile_names_are_shown_and_do_nothing(shown: App) -> None:
    form = sign_in(shown)
    post(shown, "/watch", 303, csrf=form, name=HOSTILE, person=HOSTILE, event=HOSTILE)
    tell(shown.record, 2, [cast(HOSTILE)], HOSTILE)
    page = shown.get("/watch")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    (address,) = feeds(shown)
    feed = feedparser.parse(shown.get(address))
    assert HOSTILE in feed.feed.title_detail.value or "alert(1)" in feed.feed.title_detail.value
    post(shown, "/watch/999/test", 404, csrf=form)
    post(shown, "/watch/x/remove", 422, csrf=form)


def test_without_the_key_the_page_still_opens(shown: App, tmp_path: Path) -> None:
    form = sign_in(shown)
    post(shown, "/watch", 303, csrf=form, name="Dune")
    (tmp_path / "secret.key").unlink()
    words = shown.words("/watch")
    assert "Its secrets cannot be read: the key is missing" in words
    post(shown, "/watch/1/remove", 303, csrf=form)


def watched(shown: App, **about: str) -> str:
    """Watch something, and sign out; the token of its feed."""
    form = sign_in(shown)
    post(shown, "/watch", 303, csrf=form, **about)
    token = re.search(r"/watch/([\w-]+)\.atom", feeds(shown)[-1])
    assert token
    assert f'href="/?feed={token[1]}"' in shown.get("/watch")
    shown.client.cookies.clear()
    return token[1]


def test_home_tells_what_changed_since_a_feeds_token_last_looked(shown: App, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = watched(shown, person="Ada Quill"), watched(shown, film="Low Water")
    clock(monkeypatch, "2027-01-01T10:00:00Z")
    found = shown.client.get(f"/?feed={first}")
    assert "The newest first." in found.text
    assert "set-cookie" not in found.headers  # the browser's own look stays what it was
    clock(monkeypatch, "2027-01-02T10:00:00Z")
    keep(shown.record, "late", "2027-01-01", opens("Salt Road", "2027-05-14"), stored="2027-01-02T09:00:00Z")
    words = shown.words(f"/?feed={first}")
    assert "Since this feed last looked, on 1 January 2027, 10:00 UTC." in words
    assert "Salt Road" in words.split("Before that")[0]
    assert "The newest first." in shown.words(f"/?feed={second}")  # each token has a look of its own
    clock(monkeypatch, "2027-01-02T10:20:00Z")  # the same visit
    assert "on 1 January 2027, 10:00 UTC." in shown.words(f"/?feed={first}")
    clock(monkeypatch, "2027-01-02T11:00:00Z")
    words = shown.words(f"/?feed={first}")
    assert "on 2 January 2027, 10:20 UTC." in words
    assert "Nothing changed since" in words


def test_a_look_through_a_token_changes_the_mark_and_nothing_else(shown: App, monkeypatch: pytest.MonkeyPatch) -> None:
    token = watched(shown, person="Ada Quill")

    def stored() -> list[dict[str, object]]:
        with shown.record.read() as connection:
            return [dict(row) for t in METADATA.sorted_tables for row in connection.execute(t.select()).mappings()]

    clock(monkeypatch, "2027-01-01T10:00:00Z")
    before = stored()
    shown.client.head(f"/?feed={token}")
    shown.client.get(f"/?feed={token}", headers={"sec-purpose": "prefetch"})
    shown.client.get(f"/?feed={token}", headers={"hx-request": "true"})
    shown.get(f"/watch/{token}.atom")
    shown.get("/")
    assert stored() == before
    shown.get(f"/?feed={token}")
    (changed,) = [(a, b) for a, b in zip(before, stored(), strict=True) if a != b]
    assert changed[1] == changed[0] | {"looked_at": "2027-01-01T10:00:00Z"}


def test_a_token_is_kept_while_the_page_is_walked_and_told_to_nobody_else(shown: App) -> None:
    for number in range(20):
        keep(shown.record, f"story-{number}", f"2026-11-{number + 1:02}", opens(f"Film {number}", "2027-05-14"))
    ledger.catch_up(shown.record, "2026-11-29T09:30:00Z")
    token = watched(shown, person="Ada Quill")
    page = shown.get(f"/?feed={token}")
    assert f'<input type="hidden" name="feed" value="{token}">' in page
    (further,) = set(re.findall(r'href="(/\?after=[^"]+)"', page))
    assert html.unescape(further).endswith(f"&feed={token}")
    assert f'name="feed" value="{token}"' in shown.get(html.unescape(further))
    assert token not in shown.get("/") + shown.get(html.unescape(further).partition("&")[0])
    assert "Ada Quill" not in shown.words(f"/?feed={token}&since=2030-01-01").split("Coming weeks")[0]


@pytest.mark.parametrize("token", ["x", "x" * 500, "%00"])
def test_there_is_no_home_for_other_tokens(shown: App, token: str) -> None:
    shown.get(f"/?feed={token}", 404)


def test_a_token_opens_no_private_home(shown: App) -> None:
    token = watched(shown, person="Ada Quill")
    app(shown.record, Config(hosts=("localhost",), public=False)).get(f"/?feed={token}", 303)


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [("/film/1", "film", "#1"), ("/person/Ada Quill", "person", "Ada Quill"), ("/festival/Reel & Sea Festival", "event", "Reel & Sea Festival"),
     ("/award/Salt Awards", "event", "Salt Awards")],
)  # fmt: skip
def test_pages_lead_the_owner_to_a_watch_of_what_they_show(shown: App, path: str, field: str, value: str) -> None:
    honours = (said("Low Water", "screening", event="Reel & Sea Festival", year=2026),
               said("Low Water", "award", award="Salt Awards", year=2026, category="best film"))  # fmt: skip
    keep(shown.record, "honours", "2026-11-20", *honours)
    assert 'href="/watch?' not in shown.get(path)
    sign_in(shown)
    found = re.search(rf'href="(/watch\?{field}=[^"]+)"', shown.get(path))
    assert found
    assert f'name="{field}" value="{html.escape(value)}"' in shown.get(html.unescape(found[1]))
