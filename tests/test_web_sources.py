"""The page of sources: what everybody sees, and what only the owner may see and do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from bigpicture.intake.opml import feeds, read
from bigpicture.intake.web import Web
from bigpicture.record import Record, sources
from bigpicture.record.sources import Source
from bigpicture.web.pages.sources import fetching
from tests.server import Server
from tests.webapp import App, app, sign_in
from tests.webstory import HOSTILE

NOW = "2026-11-29T09:30:00Z"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Reel &amp; Co</title><link>https://reel.example/</link>
<item><title>News</title><link>https://reel.example/1</link></item></channel></rss>"""
OPML = """<opml version="2.0"><head/><body><outline text="Film"><outline text="Reel" type="rss" xmlUrl="https://reel.example/feed?key=s3cret"/>
<outline text="Post" type="rss" xmlUrl="https://post.example/feed"/></outline></body></opml>"""


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[App]:
    record = Record.open(str(tmp_path / "press.db"))
    yield app(record)
    record.close()


def put(shown: App, address: str, kind: str = "feed", **values: object) -> int:
    """Store a source as updates left it."""
    with shown.record.write() as connection:
        made, _ = sources.add(connection, Source(0, kind, address), NOW)
        if values:
            sources.change(connection, made.id, **values)
    return made.id


def stored(shown: App) -> list[Source]:
    with shown.record.read() as connection:
        return sources.every(connection)


def locally(shown: App) -> None:
    """Let the app fetch from this machine."""

    def web() -> Iterator[Web]:
        with Web(allow_private=True, delay=0) as made:
            yield made

    assert isinstance(shown.client.app, FastAPI)
    shown.client.app.dependency_overrides[fetching] = web


def test_an_empty_list_says_how_to_begin(shown: App) -> None:
    words = shown.words("/sources")
    assert "0 sources followed" in words
    assert "Nothing is followed yet. Sign in to follow a feed" in words
    sign_in(shown)
    assert "Follow a feed above" in shown.words("/sources")


def test_everybody_sees_how_sources_fare_and_nobody_else_their_secrets(shown: App) -> None:
    problem = {"cause": "server", "problem": "https://reel.example/feed?key=s3cret answered 500", "remedy": "wait"}
    put(shown, "https://reel.example/feed?key=s3cret", checked_at=NOW, failures=3, problem=problem, interval=7_200)
    put(shown, "/home/ada/secret/press", "folder", checked_at=NOW, next_at=NOW)
    put(shown, "https://post.example/feed", state="paused", title="The Post")
    page, words = shown.get("/sources"), shown.words("/sources")
    for part in ("reel.example feed Health ◐ failing", "press folder Health ● fine", "The Post feed Health ◌ paused", "every 2 hours", "29 November 2026, 09:30 UTC"):  # fmt: skip
        assert part in words, part
    for secret in ("s3cret", "/home/ada", "<button", "csrf"):
        assert secret not in page.split("<main")[1].split("</main>")[0], secret
    sign_in(shown)
    words = shown.words("/sources")
    assert "https://reel.example/feed?key=s3cret answered 500, 3 times in a row; wait" in words
    assert "/home/ada/secret/press" in words


def test_hostile_titles_and_addresses_do_nothing(shown: App) -> None:
    put(shown, "javascript:alert(1)", title=HOSTILE, notes=[HOSTILE])
    sign_in(shown)
    page = shown.get("/sources")
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_owner_follows_a_feed_or_a_page_that_names_one(shown: App) -> None:
    token = sign_in(shown)
    locally(shown)
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" type="application/rss+xml" href="/more.xml"></head></html>'  # fmt: skip
    with Server({"/": page, "/feed.xml": FEED, "/more.xml": FEED}) as server:
        found = shown.client.post("/sources", data={"csrf": token, "address": server.url("/")})
        assert found.status_code == 200
        assert "Followed from now on: Reel &amp; Co" in found.text
        assert f"Also there: {server.url('/more.xml')}" in found.text
        assert [(s.kind, s.address) for s in stored(shown)] == [("feed", server.url("/feed.xml"))]
        again = shown.client.post("/sources", data={"csrf": token, "address": server.url("/feed.xml")})
        assert "Followed already: Reel &amp; Co" in again.text
        assert len(stored(shown)) == 1


@pytest.mark.parametrize(
    "address", ["", "/etc/passwd", "../press", "~/press", "file:///etc/passwd", "ftp://reel.example/", "javascript://reel.example/%0aalert(1)", "\\\\server\\share"]
)  # fmt: skip
def test_only_addresses_of_the_web_can_be_followed_here(
    shown: App, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_in(shown)
    monkeypatch.setattr(Web, "get", lambda *_, **__: pytest.fail("asked"))
    found = shown.client.post("/sources", data={"csrf": token, "address": address})
    assert found.status_code == 422
    assert "no address of the web" in found.text
    assert stored(shown) == []


def test_adding_goes_through_the_guard_of_the_command(shown: App) -> None:
    token = sign_in(shown)
    with Server({"/feed.xml": FEED}) as server:
        found = shown.client.post("/sources", data={"csrf": token, "address": server.url("/feed.xml")})
        assert found.status_code == 422
        assert "Not added." in found.text
        assert f'value="{server.url("/feed.xml")}"' in found.text  # to be mended
        assert server.log == []
    assert stored(shown) == []


def test_the_owner_pauses_resumes_and_removes(shown: App) -> None:
    number = put(shown, "https://reel.example/feed", failures=4)
    token = sign_in(shown)
    for what, state, failures in (("pause", "paused", 4), ("resume", "active", 0)):
        found = shown.client.post(f"/sources/{number}/{what}", data={"csrf": token}, follow_redirects=False)
        assert (found.status_code, found.headers["location"]) == (303, f"/sources#source-{number}")
        assert [(s.state, s.failures) for s in stored(shown)] == [(state, failures)]
    found = shown.client.post(f"/sources/{number}/remove", data={"csrf": token}, follow_redirects=False)
    assert (found.status_code, stored(shown)) == (303, [])
    assert shown.client.post(f"/sources/{number}/pause", data={"csrf": token}).status_code == 404
    assert shown.client.post(f"/sources/{number}/burn", data={"csrf": token}).status_code == 422
    assert shown.client.post(f"/sources/{10**30}/pause", data={"csrf": token}).status_code == 422


def test_a_list_of_feeds_comes_in_and_goes_out(shown: App) -> None:
    token = sign_in(shown)
    for told in ("2 feeds added.", "0 feeds added, 2 followed already."):
        found = shown.client.post("/sources/import", data={"csrf": token}, files={"file": ("list.opml", OPML.encode())})
        assert told in found.text
    given = shown.client.get("/sources.opml")
    assert given.headers["content-disposition"] == 'attachment; filename="bigpicture.opml"'
    assert [(f.path, f.url) for f in feeds(read("out", given.content))] == [
        (("Film",), "https://reel.example/feed?key=s3cret"), (("Film",), "https://post.example/feed"),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"no list", b"<html></html>", b"", b"\x00" * 100])
def test_what_is_no_list_adds_nothing(shown: App, data: bytes) -> None:
    token = sign_in(shown)
    found = shown.client.post("/sources/import", data={"csrf": token}, files={"file": (HOSTILE, data)})
    assert found.status_code == 422
    assert "Not imported." in found.text
    assert "<script>alert" not in found.text
    assert stored(shown) == []
    assert shown.client.post("/sources/import", data={"csrf": token}).status_code == 422


FORMS = ("/sources", "/sources/import", "/sources/1/pause", "/sources/1/resume", "/sources/1/remove")


@pytest.mark.parametrize("path", FORMS)
def test_nobody_else_changes_anything(shown: App, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(shown, "https://reel.example/feed")
    before = stored(shown)
    monkeypatch.setattr(Web, "get", lambda *_, **__: pytest.fail("asked"))
    files = {"file": ("list.opml", OPML.encode())}
    data = {"address": "https://post.example/feed", "csrf": "guessed"}
    found = shown.client.post(path, data=data, files=files, follow_redirects=False)
    assert (found.status_code, found.headers["location"][:7]) == (303, "/signin")
    token = sign_in(shown)
    for wrong in ("", "guessed", token[:-1]):
        found = shown.client.post(path, data=data | {"csrf": wrong}, files=files, follow_redirects=False)
        assert found.status_code == 403
    sent = {"sec-fetch-site": "cross-site"}
    assert shown.client.post(path, data=data | {"csrf": token}, files=files, headers=sent).status_code == 403
    assert stored(shown) == before
    assert shown.client.get(path, follow_redirects=False).status_code in (200, 404, 405)  # a link changes nothing
    assert stored(shown) == before


def test_the_list_of_addresses_is_for_the_owner(shown: App) -> None:
    put(shown, "https://reel.example/feed?key=s3cret")
    shown.get("/sources.opml", 303)
    assert not re.search("s3cret", shown.get("/sources"))
