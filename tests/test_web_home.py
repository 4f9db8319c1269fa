"""The home page: what changed since the last look, since a moment, of some kinds; what comes; an empty store."""

from __future__ import annotations

import html
import re

import pytest

from bigpicture.record import decisions, known
from bigpicture.record.latest import KINDS
from bigpicture.web.looks import COOKIE
from tests.webapp import App
from tests.webstory import HOSTILE, clock, keep, opens, said

DAY = "2026-06-01"


def films(page: str) -> list[str]:
    return [html.unescape(title) for title in re.findall(r'<h3><a href="/film/\d+">([^<]*)</a>', page)]


def test_the_first_look_shows_the_newest_film_by_film(shown: App) -> None:
    page, words = shown.get("/"), shown.words("/")
    assert len(films(page)) == len(set(films(page))) >= 12
    for part in (
        "What changed", "The newest first", "Won Academy Awards 2024, best cinematography ● agreed", "The Daily Reel, 11 March 2024",
        "The season at a glance", "31 wins of 47 nominations", "The whole season 2023-24", "No article tells of a release in the next four weeks",
    ):  # fmt: skip
        assert part in words, part


def test_a_browser_that_comes_back_sees_what_came_since(copied: App, monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, "2027-01-01T10:00:00Z")
    set_down = copied.client.get("/").headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(set_down.split("; "))
    assert "Secure" not in set_down
    clock(monkeypatch, "2027-01-02T10:00:00Z")
    words = copied.words("/")
    assert "Since your last look on 1 January 2027, 10:00 UTC." in words
    assert "Nothing changed since your last look." in words
    assert "Before that Oppenheimer" in words or "Before that American Fiction" in words
    keep(copied.record, "late", "2023-12-01", opens("Low Water", "2027-05-14"), stored="2027-01-02T10:05:00Z")
    for minute in ("10:10", "10:35", "11:00"):  # one visit, however long, as long as its looks are near each other
        clock(monkeypatch, f"2027-01-02T{minute}:00Z")
        page = copied.get("/")
        assert films(page.split("Before that")[0]) == ["Low Water (2027)"]
    clock(monkeypatch, "2027-01-02T11:31:00Z")
    assert "Nothing changed since your last look." in copied.words("/")


def test_what_was_known_at_the_last_look_is_not_new(small: App, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(small.record, "a", DAY, opens("Low Water", "2027-05-14"), stored="2026-06-01T09:00:00Z")
    clock(monkeypatch, "2026-06-02T10:00:00Z")
    small.get("/")
    keep(small.record, "b", "2026-05-30", opens("Low Water", "2027-05-14"), stored="2026-06-02T11:00:00Z")
    clock(monkeypatch, "2026-06-03T10:00:00Z")
    assert "Nothing changed since your last look." in small.words("/")
    keep(small.record, "c", "2026-06-03", opens("Low Water", "2027-06-04"), stored="2026-06-03T10:00:01Z")
    clock(monkeypatch, "2026-06-04T10:00:00Z")
    words = small.words("/")
    assert "moved Release 4 June 2027, UK, theatrical, was 14 May 2027, UK, theatrical ● agreed" in words


@pytest.mark.parametrize("cookie", ["", "~", "x~y", "2099-01-01T00:00:00Z~2099-01-01T00:00:00Z", "2026-13-01T00:00:00Z~", "<b>"])  # fmt: skip
def test_a_cookie_that_tells_nothing_is_a_first_look(shown: App, cookie: str) -> None:
    page = shown.client.get("/", headers={"cookie": f"{COOKIE}={cookie}"})
    assert page.status_code == 200
    assert "The newest first" in page.text


def test_only_a_page_that_is_seen_counts_as_a_look(shown: App) -> None:
    for headers in ({"sec-purpose": "prefetch"}, {"hx-request": "true"}):
        assert "set-cookie" not in shown.client.get("/", headers=headers).headers
    assert "set-cookie" not in shown.client.get("/?after=3").headers
    assert "set-cookie" not in shown.client.head("/").headers
    assert "set-cookie" in shown.client.get("/?kind=moved").headers


def test_kinds_territory_and_certainty_leave_out_the_rest(shown: App) -> None:
    words = shown.words("/?kind=moved&territory=GB&since=all")
    assert "moved Release 1 March 2024, UK, theatrical, was 3 November 2023, UK, theatrical" in words
    for other in ("new Release", "denied Release", "Won "):
        assert other not in words.split("Coming weeks")[0]
    page = shown.get("/?certainty=denied&certainty=contested")
    standings = set(re.findall(r'class="standing (\w+)"', page.split("<aside")[0]))
    assert standings == {"denied", "contested"}
    assert re.search(r'name="certainty" value="denied" checked', page)
    assert "of this kind" in shown.words("/?kind=settled&territory=Atlantis")


@pytest.mark.parametrize("path", ["/?kind=sold", "/?certainty=maybe", "/?since=yesterday", "/?since=2024-13"])
def test_what_is_not_understood_says_what_would_be(shown: App, path: str) -> None:
    assert re.search(r"choose one of|write it as", shown.words(path, 404))


def test_a_form_leaves_empty_what_is_not_chosen(shown: App) -> None:
    assert films(shown.get("/?territory=&since=&kind=")) == films(shown.get("/"))


def test_since_a_moment_nothing_older_is_shown(shown: App) -> None:
    page = shown.get("/?since=2024-02-01")
    days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)', page.split("<aside")[0])
    assert days
    assert min(days) >= "2024-02-01"
    assert "Nothing changed since" in shown.words("/?since=7d")
    assert "Go back to the beginning" in shown.words("/?since=7d")


@pytest.mark.parametrize("query", ["since=all", "since=all&kind=new", "since=all&kind=moved&kind=denied"])
def test_pages_lead_through_every_film_once(shown: App, query: str) -> None:
    found: list[str] = []
    seen: list[str] = []
    path = f"/?{query}"
    while path:
        page = shown.get(path)
        part = shown.client.get(path, headers={"hx-request": "true"}).text
        assert "<html" not in part
        assert films(part) == films(page)
        found += re.findall(r'<h3><a href="(/film/\d+)', page)
        seen.append(path)
        link = re.search(r'<a class="button quiet" href="([^"]*after=[^"]*)"', part)
        path = html.unescape(link[1]) if link else ""
        assert path not in seen
    assert len(found) == len(set(found))
    if query == "since=all":
        assert len(seen) > 1
        everything = re.findall(r'href="(/film/\d+)"', shown.get("/films"))
        assert set(found) == set(everything)


def test_every_fact_leads_to_its_words(shown: App) -> None:
    links = set(
        re.findall(r'<a href="(/film/\d+/fact/[0-9a-f]+)"', shown.get("/?kind=moved&kind=denied&kind=contested"))
    )
    assert links
    for link in links:
        assert "<mark>" in shown.get(link)


def test_a_page_that_did_not_change_is_not_sent_again(shown: App) -> None:
    tag = shown.client.get("/").headers["etag"]
    again = shown.client.get("/", headers={"if-none-match": tag})
    assert (again.status_code, again.text) == (304, "")


def test_what_comes_out_soon_stands_beside(small: App, monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, "2026-06-01T10:00:00Z")
    keep(small.record, "a", "2026-05-30", opens("Low Water", "2026-06-12"), opens("Low Water", "2026-06-12", "US"),
         opens("Night Ferry", "2026-06-20", "UK", None, "rumoured"), opens("Far Off", "2026-09-01"), opens("Some Day", "2026-06"))  # fmt: skip
    words = small.words("/").split("Coming weeks")[1]
    assert "12 June 2026 Low Water (2026) UK, cinemas US, cinemas" in words
    assert "20 June 2026 Night Ferry UK ○ rumoured" in words
    assert "Far Off" not in words
    assert "Some Day" not in words


def test_an_empty_store_says_how_to_begin(small: App) -> None:
    words = small.words("/")
    for part in ("Nothing has been read yet", "bigpicture add", "bigpicture import", "bigpicture update"):
        assert part in words
    keep(small.record, "a", DAY)
    assert "No nomination or prize is known yet." in small.words("/")


def test_hostile_words_are_shown_and_do_nothing(small: App) -> None:
    keep(small.record, "a", DAY, said(HOSTILE, "director", person=HOSTILE), said(HOSTILE, "quote", speaker=HOSTILE, text=HOSTILE),
         said(HOSTILE, "award", award=HOSTILE, category=HOSTILE, person=None, year=2026, count=None), opens(HOSTILE, "2026-06-12", HOSTILE),
         outlet=HOSTILE, url="javascript:alert(1)")  # fmt: skip
    for path in (
        "/",
        f"/?since=all&territory={HOSTILE}",
        "/?territory=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&since=1d",
    ):
        page = small.get(path)
        assert "<script>alert" not in page
        assert "javascript:" not in page
        assert "49" not in re.sub(r"[0-9a-f]{10,}", "", page)
    assert "&lt;script&gt;alert(1)" in small.get("/")


def test_it_needs_no_script_and_has_no_style_of_its_own(shown: App) -> None:
    page = shown.get("/")
    assert not re.search(r'\sstyle="|\son\w+="|hx-on', page)
    assert re.findall(r"<script[^>]*>", page) == re.findall(r'<script src="/static/[^"]*" defer>', page)
    for link in re.findall(r'hx-get="([^"]*)"', page):
        if link != "/search":  # the box in a form, which goes there by itself
            assert f'href="{link}"' in page
    assert len(page.encode()) < 60_000


def test_every_kind_can_be_chosen(shown: App) -> None:
    assert set(re.findall(r'name="kind" value="(\w+)"', shown.get("/"))) == set(KINDS)


def test_what_was_worked_out_is_kept_until_the_record_changes(small: App) -> None:
    keep(small.record, "a", DAY, opens("Low Water", "2027-05-14"))
    assert films(small.get("/?since=all")) == films(small.get("/?since=all")) == ["Low Water (2027)"]
    keep(small.record, "b", DAY, opens("Night Ferry", "2027-05-15"))
    assert set(films(small.get("/?since=all"))) == {"Low Water (2027)", "Night Ferry (2027)"}
    with small.record.read() as connection:
        one, other = known.films(connection)
    with small.record.write() as connection:
        number = decisions.merge(connection, one, other, DAY)
    assert len(films(small.get("/?since=all"))) == 1
    with small.record.write() as connection:
        decisions.undo(connection, number, DAY)
    assert len(films(small.get("/?since=all"))) == 2
