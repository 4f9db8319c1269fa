"""Which feeds a page names, and in which order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.intake.discover import FeedLink, feeds_of

PAGE = "https://reel.example/film/"


def link(href: str, kind: str = "application/rss+xml", rel: str = "alternate", title: str = "") -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


def urls(page: str) -> list[str]:
    return [found.url for found in feeds_of(PAGE, page)]


def test_the_main_feed_first_and_comments_last() -> None:
    page = (
        "<!doctype html><html><head><title>Reel</title>"
        + link("/comments/feed/", title="The Daily Reel &raquo; Comments Feed")
        + link("feed/", title="The Daily Reel &raquo; Film")
        + link("/feed/atom/", "application/atom+xml", title="Atom")
        + link("/feed.json", "application/feed+json")
        + "</head><body><a href='/rss.xml'>RSS</a></body></html>"
    )
    assert feeds_of(PAGE, page) == (
        FeedLink("https://reel.example/film/feed/", "The Daily Reel » Film", "RSS"),
        FeedLink("https://reel.example/feed/atom/", "Atom", "Atom"),
        FeedLink("https://reel.example/feed.json", None, "JSON Feed"),
        FeedLink("https://reel.example/comments/feed/", "The Daily Reel » Comments Feed", "RSS"),
    )


def test_wordings_of_links() -> None:
    page = (
        "<LINK REL='Alternate Home' TYPE='Application/RSS+XML; charset=utf-8' HREF='/1'>"
        + link("/2", rel="feed", kind="")
        + link("/3", "application/rdf+xml")
        + link("/4/feed.xml", "text/xml")
        + link("/5/feed.json", "application/json")
        + link("/2")
    )
    assert urls(page) == [f"https://reel.example/{path}" for path in ("1", "2", "3", "4/feed.xml", "5/feed.json")]


def test_links_that_are_no_feeds() -> None:
    page = (
        link("/style.css", "text/css", "stylesheet")
        + link("/de", "text/html")
        + link("/wp-json/posts/1", "application/json", title="JSON")
        + link("/page.xml", "text/xml")
        + link("/oembed", "application/json+oembed")
        + link("javascript:alert(1)")
        + link("")
        + link("/f", rel="nofollow")
        + "<link>"
    )
    assert urls(page) == []


def test_a_base_counts() -> None:
    assert urls('<base href="https://cdn.example/x/">' + link("feed")) == ["https://cdn.example/x/feed"]


def test_the_same_feed_is_named_once() -> None:
    assert urls(link("/feed") + link("/feed/") + link("https://reel.example/feed#top")) == ["https://reel.example/feed"]


def test_plain_links_are_the_last_resort() -> None:
    anchors = (
        "<a href='/film/feed/'>Feed</a><a href='https://www.reel.example/rss.xml' title='All'>RSS</a><a href='/x?format=rss'>x</a>"
        "<a href='https://elsewhere.example/feed'>other</a><a href='https://feeds.reelburner.example/reel'>burner</a>"
        "<a href='https://www.facebook.com/reel/feed'>f</a><a href='/feedback'>Feedback</a><a href='/anatomy'>a</a>"
    )
    assert urls(anchors) == [
        "https://reel.example/film/feed/",
        "https://www.reel.example/rss.xml",
        "https://reel.example/x?format=rss",
        "https://feeds.reelburner.example/reel",
    ]
    assert urls(anchors + link("/only")) == ["https://reel.example/only"]


def test_a_page_is_read_in_one_go_however_it_is_made() -> None:
    assert urls("<div>" * 100_000 + link("/feed")) == ["https://reel.example/feed"]
    assert len(urls("".join(link(f"/{n}") for n in range(1000)))) == 50


@settings(deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["<link rel=alternate ", "type=application/rss+xml ", "href=x ", "href='http://['", ">", "<a ", "<base "]
        )
    ).map("".join)
)
def test_any_page_names_addresses_of_the_web_or_none(page: str) -> None:
    assert all(found.url.startswith(("http://", "https://")) for found in feeds_of(PAGE, page))
