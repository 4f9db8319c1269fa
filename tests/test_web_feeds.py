"""Feeds of what the home page shows: with the same filters, valid, and sent again only when they changed."""

from __future__ import annotations

import html
import json
import re

import feedparser
import pytest

from bigpicture.record import Record
from bigpicture.web.config import Config
from tests.webapp import App, app
from tests.webstory import HOSTILE, clock, keep, opens, said


def test_the_page_links_to_feeds_of_what_it_shows(shown: App) -> None:
    page = shown.get("/?kind=moved&territory=UK&certainty=agreed&since=all")
    links = {media: html.unescape(href) for media, href in re.findall(r'<link rel="alternate" type="([^"]*)"[^>]* href="([^"]*)"', page)}  # fmt: skip
    query = "since=all&kind=moved&territory=UK&certainty=agreed"
    assert links == {
        "application/atom+xml": f"/changes.atom?{query}",
        "application/feed+json": f"/changes.json?{query}",
    }
    atom = feedparser.parse(shown.get(links["application/atom+xml"]))
    assert not atom.bozo
    whole = json.loads(shown.get(links["application/feed+json"]))
    assert [e.title for e in atom.entries] == [i["title"] for i in whole["items"]]
    assert [e.id for e in atom.entries] == [i["id"] for i in whole["items"]]
    shown_on_page = len(re.findall(r'<span class="kind">moved</span>', page))
    assert len(atom.entries) == shown_on_page > 0
    for entry in atom.entries:
        assert "moved" in [t.term for t in entry.tags]
        assert re.fullmatch(r"http://localhost/film/\d+", entry.link)
        assert shown.get(entry.link.removeprefix("http://localhost"))
    assert atom.feed.links[0].href == f"http://localhost/changes.atom?{query}"


def test_without_a_filter_it_has_the_newest(shown: App) -> None:
    items = json.loads(shown.get("/changes.json"))["items"]
    assert len(items) == 50
    days = [i["date_published"] for i in items]
    assert days == sorted(days, reverse=True)


def test_certainty_and_since_leave_out_the_rest(shown: App) -> None:
    items = json.loads(shown.get("/changes.json?certainty=denied&since=all"))["items"]
    assert items
    assert all("<p>" in i["content_html"] and "Denied: " in i["content_html"] for i in items)
    late = json.loads(shown.get("/changes.json?since=2024-03-01"))["items"]
    assert late
    assert min(i["date_published"] for i in late) >= "2024-03-01"
    assert json.loads(shown.get("/changes.json?since=7d"))["items"] == []


@pytest.mark.parametrize("path", ["/changes.atom", "/changes.json"])
def test_what_did_not_change_is_not_sent_again(small: App, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert small.client.get(path).status_code == 200  # an empty store has an empty feed
    keep(small.record, "a", "2026-06-01", opens("Low Water", "2027-05-14"))
    first = small.client.get(path)
    clock(monkeypatch, "2028-01-01T00:00:00Z")
    again = small.client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    keep(small.record, "b", "2026-06-02", opens("Low Water", "2027-06-04"))
    assert small.client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_media_types(shown: App) -> None:
    for path, media in (("/changes.atom", "application/atom+xml"), ("/changes.json", "application/feed+json"),
                        ("/calendar.ics", "text/calendar; charset=utf-8")):  # fmt: skip
        assert shown.client.get(path).headers["content-type"].startswith(media)


@pytest.mark.parametrize(
    "path", ["/changes.atom?kind=sold", "/changes.json?certainty=maybe", "/changes.atom?since=soon"]
)
def test_what_is_not_understood_is_said(shown: App, path: str) -> None:
    assert shown.get(path, 404)


def test_behind_a_proxy_entries_have_its_address(sample: str) -> None:
    record = Record.open(sample)
    feed = app(record, Config(base="https://films.example.org", hosts=("localhost",))).get("/changes.json?kind=moved")
    assert all(i["url"].startswith("https://films.example.org/film/") for i in json.loads(feed)["items"])
    record.close()


def test_hostile_words_stay_words(small: App) -> None:
    keep(small.record, "a", "2026-06-01", said(HOSTILE, "director", person=HOSTILE), opens(HOSTILE, "2027-05-14", HOSTILE),
         outlet=HOSTILE, url="javascript:alert(1)")  # fmt: skip
    atom = small.get("/changes.atom")
    assert not feedparser.parse(atom).bozo
    for feed in (atom, small.get("/changes.json"), small.get(f"/changes.json?territory={HOSTILE}")):
        assert "javascript:" not in feed
    for item in json.loads(small.get("/changes.json"))["items"]:
        assert "<script" not in item["content_html"]
