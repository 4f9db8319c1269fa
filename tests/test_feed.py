"""Feeds: every format, every way in which they are broken, and what is made to break their readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.intake.feed import MOST_ITEMS, Feed, Item, article, complete, parse
from bigpicture.intake.feed_item import authors_of, language_of
from bigpicture.intake.feed_times import utc_of
from bigpicture.model import Article

FEEDS = Path(__file__).parent / "sources" / "feeds"
NAMES = sorted(p.name for p in FEEDS.iterdir() if p.suffix != ".json")
SOURCE = "https://feeds.example/film/rss"


def read(name: str) -> Feed:
    return parse(SOURCE, (FEEDS / name).read_bytes())


def rss(*items: str, head: str = "") -> bytes:
    return f'<rss version="2.0"><channel><title>Reel</title>{head}{"".join(items)}</channel></rss>'.encode()


def item(body: str, n: int = 1) -> str:
    return f"<item><guid>i{n}</guid><link>https://reel.example/{n}</link>{body}</item>"


def only(body: str) -> Item:
    """The one item of a feed that declares the usual prefixes."""
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    )
    (found,) = parse(SOURCE, rss(item(body)).replace(b"<rss ", f"<rss {spaces} ".encode())).items
    return found


def fault(body: bytes, **headers: str) -> str:
    with pytest.raises(InputError) as raised:
        parse(SOURCE, body, **headers)
    assert "\n" not in str(raised.value)
    assert raised.value.remedy
    return raised.value.problem


@pytest.mark.parametrize("name", NAMES)
def test_recorded_feeds(name: str, golden: Callable[[str, str], None]) -> None:
    """What each gives, item for item, and what each item's own words are as an article."""
    feed = read(name)
    rows = {**asdict(feed), "items": []}
    for each in feed.items:
        row = {k: v for k, v in each.to_dict().items() if v}
        made = article(each, feed.title)
        row |= {"article": {k: v for k, v in asdict(made).items() if v} if made else None, "complete": complete(each)}
        rows["items"].append(row)
    golden(f"../sources/feeds/{name}.json", json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("broken")])
def test_broken_feeds_lose_no_whole_item_and_say_so(name: str) -> None:
    """The item before the fault and that after it: what stands between may be read worse, but never is another address."""
    feed = read(name)
    data = (FEEDS / name).read_text("utf-8", "replace")
    assert feed.notes
    for whole in ("The Salt Road wraps", "Low Water opens"):
        assert (whole in data) == any(each.title == whole for each in feed.items)
    assert all(
        each.url == f"https://broken.example/{each.key[2:]}?a=1&b=2" for each in feed.items if each.key.startswith("b-")
    )


def test_well_formed_feeds_need_no_tolerant_parser() -> None:
    code = (
        "import sys; from pathlib import Path; from bigpicture.intake.feed import parse, article\n"
        f"[article(i) for i in parse('https://a.example', Path({str(FEEDS / 'rss-2.0-blog.xml')!r}).read_bytes()).items]\n"
        "print([m for m in ('feedparser', 'trafilatura', 'dateutil', 'selectolax') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_items_are_stored_as_json_and_come_back() -> None:
    for name in NAMES:
        for each in read(name).items:
            assert Item.from_dict(json.loads(json.dumps(each.to_dict()))) == each


# What an item's digest tells


def test_an_edit_changes_the_digest() -> None:
    before = only("<title>Salt</title><description>One.</description>")
    for body in ("<title>Salt!</title><description>One.</description>", "<title>Salt</title><description>Two.</description>",
                 "<title>Salt</title><description>One.</description><author>Ada Quill</author>",
                 "<title>Salt</title><description>One.</description><pubDate>2026-11-29</pubDate>",
                 '<title>Salt</title><description>One.</description><enclosure url="/a.jpg" type="image/jpeg"/>'):  # fmt: skip
        after = only(body)
        assert (after.key, after.digest == before.digest) == (before.key, False), body


def test_what_is_no_edit_keeps_the_digest() -> None:
    """Counts of comments, categories, and tokens in addresses that are new each time."""
    body = "<title>Salt</title><description><![CDATA[One. <img src='/a.jpg?t=%d'>]]></description>"
    before = only(body % 1)
    assert only(body % 2).digest == before.digest
    assert (
        only(body % 1 + "<slash:comments>9</slash:comments><category>Film</category><comments>/c</comments>").digest
        == before.digest
    )


def test_when_the_feed_was_made_is_no_edit() -> None:
    """A last change that all items share."""

    def atom(*times: str) -> Feed:
        entries = "".join(
            f"<entry><id>{n}</id><title>{n}</title><updated>{t}</updated></entry>" for n, t in enumerate(times)
        )
        return parse(SOURCE, f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode())

    one, two = atom(*["2026-11-29T09:00:00Z"] * 3), atom(*["2026-11-29T10:00:00Z"] * 3)
    assert [i.digest for i in one.items] == [i.digest for i in two.items]
    edited = atom("2026-11-29T09:00:00Z", "2026-11-29T09:00:00Z", "2026-11-29T09:01:00Z")
    assert [i.modified_at for i in edited.items] == [
        "2026-11-29T09:00:00Z",
        "2026-11-29T09:00:00Z",
        "2026-11-29T09:01:00Z",
    ]


# Articles from an item's own words

LONG = "".join(
    f"<p>Paragraph {n} of the story tells what the crew did on the moors that day and why.</p>" for n in range(25)
)
SOME = "".join(
    f"<p>Paragraph {n} of the story tells what the crew did on the moors that day and why.</p>" for n in range(10)
)


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (f"<content:encoded><![CDATA[{LONG}]]></content:encoded>", True),
        (f"<content:encoded><![CDATA[{SOME}]]></content:encoded>", True),  # 150 words: a news item
        (f"<description><![CDATA[{SOME}]]></description>", False),  # as a description, a long teaser
        (f"<description><![CDATA[{LONG}]]></description>", True),
        ("<content:encoded>A few words.</content:encoded>", False),
        (f"<content:encoded><![CDATA[{SOME}<p>And then […]</p>]]></content:encoded>", False),
        (f"<content:encoded><![CDATA[{LONG}<p>And then...</p>]]></content:encoded>", False),
        (f"<content:encoded><![CDATA[{SOME}<p><a href='/x'>Read more</a></p>]]></content:encoded>", False),
        (
            f"<content:encoded><![CDATA[{LONG}<p><a href='/x'>Read more: ten films to see</a></p>]]></content:encoded>",
            True,
        ),
        (f"<content:encoded><![CDATA[{SOME}<p>The post Salt appeared first on Reel.</p>]]></content:encoded>", True),
        (f"<content:encoded>Short.</content:encoded><description><![CDATA[{SOME}]]></description>", False),
        ("<title>Only a title</title>", False),
    ],
)
def test_whether_an_item_is_whole(body: str, whole: bool) -> None:
    assert complete(only(body)) is whole


@pytest.mark.parametrize(
    "footer",
    [
        "<p>The post <a href='/x'>Salt</a> appeared first on <a href='/'>The Daily Reel</a>.</p>",
        "<p>This article first appeared on The Daily Reel.</p>",
        "<p><a href='/x'>Read more</a></p>",
        " <a href='/x'>Read more &raquo;</a>",
        " <a href='/x'>Continue reading…</a>",
        "<p>Continue reading &#8220;Salt: the making of&#8221; &rarr;</p>",
        "<p>Click here to read the full story.</p><p>Share this</p><p>3 comments</p>",
        "<br><br>[Read the full review at The Daily Reel]",
        "<p>Read more</p><p>The post Salt appeared first on Reel.</p>",
        "<p>Filed under: Film, News</p>",
    ],
)
def test_what_systems_add_is_no_part_of_the_text(footer: str) -> None:
    made = article(
        only(
            f"<title>Salt</title><description><![CDATA[<p>We read more than most. Mara said so.{footer}]]></description>"
        )
    )
    assert made is not None
    assert made.text == "We read more than most. Mara said so."


@pytest.mark.parametrize(
    "last",
    [
        "She will read the part of Ada.",
        "The full story is here to stay.",
        "He wants to see more films.",
        "A post appeared on the pier.",
    ],
)
def test_sentences_that_only_sound_like_footers_stay(last: str) -> None:
    made = article(only(f"<description><![CDATA[<p>One.</p><p>{last}</p>]]></description>"))
    assert made is not None
    assert made.text == f"One.\n\n{last}"


def test_an_article_from_an_item() -> None:
    made = article(read("rss-2.0-blog.xml").items[0], "The Daily Reel")
    assert isinstance(made, Article)
    assert (made.id, made.url) == ("https://reel.example/2026/11/29/salt-road/",) * 2
    assert (made.published, made.outlet, made.extractor) == ("2026-11-29", "The Daily Reel", "feed/1")
    assert made.text.startswith("Harbour Pictures has picked up “The Salt Road”")
    assert made.text.endswith("We said yes at once.")


def test_a_headline_is_no_text() -> None:
    assert article(only("<title>Salt</title>")) is None
    assert article(only("<title>Salt</title><description>Salt</description>")) is None
    made = article(only("<title>Salt</title><description>&lt;h1&gt;Salt&lt;/h1&gt;&lt;p&gt;Words.</description>"))
    assert made is not None
    assert made.text == "Words."


# What a reply says of itself, and what it is


def test_bytes_are_believed_before_what_is_said_of_them() -> None:
    text = '<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><item><title>Café Öresund</title></item></channel></rss>'
    for declared, real, header in (
        ("utf-8", "utf-8", "iso-8859-1"), ("iso-8859-1", "utf-8", None), ("utf-8", "cp1252", None), ("utf-8", "cp1252", "utf-8"),
        ("utf-16", "utf-8", "utf-16"), ("utf-8", "utf-16", None), ("utf-8", "utf-8-sig", "ascii"), ("koi8-r", "cp1252", "koi8-r"),
        ("windows-1252", "cp1252", None), ("utf-8", "utf-32", None), ("nonsense", "cp1252", "unicode_escape"), ("zip", "cp1252", "idna"),
    ):  # fmt: skip
        (found,) = parse(SOURCE, (text % declared).encode(real), charset=header).items
        assert (found.title == "Café Öresund") == (declared != "koi8-r"), (declared, real, header)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "an empty reply"),
        (b" \r\n\0", "an empty reply"),
        (b"<!DOCTYPE html><html><head><title>Just a  moment</title></head>", "an HTML page ('Just a moment'), not a feed"),
        (b"\xef\xbb\xbf<!-- x --><html lang=en>", "an HTML page, not a feed"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'/>", "an HTML page"),
        (b"<opml version='2.0'><body/></opml>", "an OPML list of feeds, not a feed"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "an XML sitemap, not a feed"),
        (b"<Error><Code>AccessDenied</Code></Error>", "XML that is no feed (<error>)"),
        (b"Not found", "plain text, not a feed"),
        (b"{}", "JSON that is no feed"),
        (b"[1, 2]", "JSON that is no feed"),
        (b'{"items": {}}', "JSON that is no feed"),
        (b'{"items": [', "broken JSON (line 1, column 12)"),
        (b"[" * 200_000, "JSON that is made to break its readers"),
        (b'{"items":' * 100_000, "JSON that is made to break its readers"),
        (b'{"items": [' + b"9" * 5000 + b"]}", "JSON that is made to break its readers"),
        (b"<rss><chan", "broken XML (line 1), not a feed"),
        (b"<rss>" + b"<a>" * 20_000, "broken XML"),
        (b"<rss " + b"a='' " * 1_000_001 + b"/>", "more than 1,000,000 tags"),
        (b"<rss><channel>" + b"<a/>" * 1_000_001, "more than 1,000,000 tags"),
        (b"<rss xmlns:a='" + b"u" * 2000 + b"'/>", "a namespace of more than 1,000 characters"),
        (b"\x1f\x8b\x08\0\0", "compressed bytes"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x89PNG\r\n", "an image"),
        (bytes(range(256)) * 10, "plain text"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_one_clear_error(body: bytes, problem: str) -> None:
    assert fault(body).startswith(problem)


def test_the_error_for_a_page_names_the_feed_that_it_names() -> None:
    with pytest.raises(InputError) as raised:
        parse("https://reel.example/film", b'<html><link rel="alternate" type="application/rss+xml" href="/film/feed">')
    assert raised.value.remedy == "give the address of the feed that it names: https://reel.example/film/feed"
    assert "HTML" in fault(b"<h1>Sorry</h1>", content_type="text/html; charset=utf-8")


# What is made to break its readers


def test_nothing_that_a_feed_declares_is_expanded() -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    types = f'<!DOCTYPE rss [<!ENTITY e0 "{"x" * 1000}">{grown}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = rss(item('<title>&e11; &f;</title><enclosure url="/&e11;.jpg" type="image/png"/>')).decode()
    for encoding in ("utf-8", "utf-16"):
        (found,) = parse(SOURCE, (types + body).encode(encoding)).items
        assert found.title == "&e11; &f;"


def test_what_is_too_long_is_cut_or_left_out() -> None:
    feed = parse(
        SOURCE,
        rss(
            item("<title>" + "A" * 12_000_000 + "</title>"),
            item("<title>B</title><description>" + "b " * 3_000_000 + "</description>", 2),
            item("<title>C</title>", 3),
        ),
    )
    assert [len(i.title or "") for i in feed.items] == [1000, 1]
    assert feed.notes == ("an item was left out: longer than 5 MB, so no article",)


def test_an_endless_feed_is_read_up_to_the_limit() -> None:
    for items in (MOST_ITEMS, MOST_ITEMS + 1, 20_000):
        feed = parse(SOURCE, rss(*(item(f"<title>{n}</title>", n) for n in range(items))))
        assert (len(feed.items), len(feed.notes)) == (MOST_ITEMS, int(items > MOST_ITEMS))
    rows = json.dumps({"items": [{"id": str(n), "title": "x"} for n in range(MOST_ITEMS + 5)]})
    assert len(parse(SOURCE, rows.encode()).items) == MOST_ITEMS


@pytest.mark.parametrize(
    "inside",
    ["<a>" * 1500 + "x" + "</a>" * 1500, "<a>" * 30_000, "& </" * 100_000, "& <a/" * 100_000, "& <author>" + "a.a" * 100_000, "& " + "<item>" * 20_000,
     "& &#" + "9" * 100_000 + ";", "<![CDATA[" * 50_000, "<!--" * 50_000, "&" * 500_000, "& <pubDate>" + "1 " * 100_000 + "</pubDate>",
     "<dc:creator>" + "a and " * 50_000, "<media:content url='x.jpg'/>" * 20_000, "<item>" * 20_000, "<link>x</link>" * 50_000],
)  # fmt: skip
def test_items_made_to_break_their_readers(inside: str) -> None:
    """Deep, endless, unclosed: the whole item before them is had all the same."""
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    body = f"<rss {spaces}><channel><title>T</title>{item('<title>Whole</title>')}<item><title>x</title><description>{inside}</description></item></channel></rss>"
    feed = parse(SOURCE, body.encode())
    assert feed.items[0].title == "Whole"


def test_xml_base_may_lead_nowhere() -> None:
    body = rss(item("<title>a</title><description>&lt;img src='i.jpg'></description>")).replace(
        b"<item>", b"<item xml:base='javascript:x'>"
    )
    (found,) = parse(SOURCE, body.replace(b"https://reel.example/1", b"a/1")).items
    assert found.url == "https://feeds.example/film/a/1"


GOOD = [(FEEDS / name).read_bytes() for name in NAMES]


def check(body: bytes, charset: str | None = None) -> None:
    """Whatever it is: a feed that is safe to keep, or one clear error; any other exception fails the test."""
    try:
        feed = parse(SOURCE, body, charset=charset)
    except InputError:
        return
    keys = [each.key for each in feed.items]
    assert len(keys) == len(set(keys))
    json.dumps(asdict(feed)).encode()
    for each in feed.items:
        assert each.key
        assert each.url is None or each.url.startswith(("http://", "https://"))
        assert all(
            re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", t) for t in (each.published_at, each.modified_at) if t
        )
        assert not set(each.title or "") & set("\0\n\t\u00a0\u2028\u202e\u2066\u200f\ud800")
        assert Item.from_dict(each.to_dict()) == each
        made = article(each)
        complete(each)
        assert made is None or made.text.strip()
        "".join([made.text, made.title or "", *made.authors] if made else []).encode()  # raises for a lone surrogate


@settings(deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([None, "utf-8", "utf-16", "hz", "idna", "zip", "\0"]))
def test_any_bytes_are_a_feed_or_one_clear_error(body: bytes, charset: str | None) -> None:
    check(body, charset)
    check(b"<rss><channel><item>" + body, charset)
    check(b'{"items": [{"title": "' + body + b'"}]}', charset)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 60), st.binary(max_size=12) | st.sampled_from(
    [b"<item>", b"</item>", b"<![CDATA[", b"]]>", b"&", b"<", b">", b'"', b"<title>", b"&#xD800;", b"\xff", b"\0", b"<!DOCTYPE x>", b"</channel>"])),
    min_size=1, max_size=4))  # fmt: skip
def test_a_damaged_feed_is_a_feed_or_one_clear_error(body: bytes, damage: list[tuple[int, int, bytes]]) -> None:
    """Parts cut out, and others put in their place."""
    for at, cut, put in damage:
        at %= len(body) + 1
        body = body[:at] + put + body[at + cut :]
    check(body)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("https://a.example/x"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["items", "id", "url", "title", "content_html", "content_text", "summary", "image", "authors", "author", "name", "attachments", "mime_type",
         "date_published", "date_modified", "language", "version", "home_page_url", "external_url"]), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@settings(deadline=None)
@given(VALUES, st.lists(VALUES, max_size=4))
def test_any_json_is_a_feed_or_one_clear_error(head: object, items: list[object]) -> None:
    check(json.dumps({**(head if isinstance(head, dict) else {}), "items": items}).encode())


@settings(deadline=None)
@given(
    st.text(max_size=70)
    | st.lists(
        st.sampled_from(
            "29 Nov 2026 09:30:00 +0000 , T - : . Z GMT EST PM 24:00 -0001 Sun / 13 août W52 am ( )".split()
        ),
        max_size=9,
    ).map(" ".join)
)
def test_any_time_is_one_or_none(wording: str) -> None:
    told = utc_of(wording)
    if told:
        assert 1900 <= datetime.strptime(told, "%Y-%m-%dT%H:%M:%SZ").year <= 2101


@settings(deadline=None)
@given(st.datetimes(datetime(1901, 1, 1), datetime(2099, 12, 31)), st.integers(-12 * 4, 14 * 4))
def test_times_in_the_usual_wordings(moment: datetime, quarters: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))
    told = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if told == "1970-01-01T00:00:00Z":
        return  # a system's zero
    for wording in (
        moment.isoformat(),
        format_datetime(moment),
        moment.strftime("%Y-%m-%d %H:%M:%S %z"),
        moment.strftime("%d %B %Y %H:%M:%S %z"),
    ):
        assert utc_of(wording) == told, wording


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("Sun, 29 Nov 26 09:30 EST", "2026-11-29T14:30:00Z"),
        ("Sun, 29 Nov 98 09:30:00 GMT", "1998-11-29T09:30:00Z"),
        ("Sun, 29 Nov 2026 09:30:00 CEST", "2026-11-29T07:30:00Z"),
        ("Sun, 29 Nov 2026 09:30:00 XYZ", "2026-11-29T09:30:00Z"),
        ("Sun Nov 29 09:30:00 EST 2026", "2026-11-29T14:30:00Z"),
        ("2026-11-29 09:30:00 EST", "2026-11-29T14:30:00Z"),
        ("2026-11-29T09:30:00.1234567+01:00", "2026-11-29T08:30:00Z"),
        ("20261129T093000Z", "2026-11-29T09:30:00Z"),
        ("2026-11-29T24:00:00Z", "2026-11-30T00:00:00Z"),
        ("Sun, 29 Nov 2026 09:30:60 +0000", "2026-11-29T09:30:59Z"),
        ("lun., 20 juil. 2026 09:30:00 +0200", "2026-07-20T07:30:00Z"),
        ("20 juin 2026 09:30", "2026-06-20T09:30:00Z"),
        ("29.11.2026 09:30", "2026-11-29T09:30:00Z"),
        ("Sun, 29 Nov 2026 9:30:00 PM", "2026-11-29T21:30:00Z"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("0000-00-00 00:00:00", None),
        ("2026-02-30", None),
        ("29 Nov 2999 09:30:00 GMT", None),
        ("2026-11", None),
        ("9:30 pm", None),
        ("1764408600", None),
        ("x" * 10_000_000, None),
    ],
)
def test_odd_times(wording: str, told: str | None) -> None:
    assert utc_of(wording) == told


def test_languages() -> None:
    spelled = {
        "en-us": "en-US",
        "de_DE": "de-DE",
        "EN": "en",
        "zh-hant-tw": "zh-Hant-TW",
        " fr ": "fr",
        "English": None,
        "": None,
        "e": None,
    }
    assert {told: language_of(told) for told in spelled} == spelled


def test_authors_are_names() -> None:
    assert authors_of(["By Ada Quill, Ben Ito and Jo Reeve", "Ada Quill", "ben@reel.example (Ben Ito)"]) == (
        "Ada Quill",
        "Ben Ito",
        "Jo Reeve",
    )
    assert authors_of(["Ada Quill, Critic", "Reel and Stage", "Quill, Ada", "desk@reel.example"]) == (
        "Ada Quill, Critic",
        "Reel and Stage",
        "Quill, Ada",
    )
    assert len(authors_of([f"Ada Quill{n}" for n in range(1000)])) == 20
