"""Addresses: every spelling of one article's address is one, and no two articles' addresses are."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.intake.address import LIMIT, absolute, canonical, host_of

STORY = "https://reel.example/film/salt-road-review"
PARTS = (
    "https:// http:// // / \\ . .. %2e %25 %2F %41 % %3 a amp m. www. mobile. en. .example .com co.uk ? & = ; # ! @ : :80 :443 [ ] [::1] "
    "utm_x= ref= amp%3B &amp; index.html .amp .html - 12345 é ß 。 ａ \u200d \ud800 \x00 + | ' google.com/amp/s/ cdn.ampproject.org/c/s/ "
    ";jsessionid= xn-- 127.0.0.1 _"
).split(" ")  # fmt: skip
addresses = st.lists(st.sampled_from([*PARTS, " ", "\t", "\n"]), max_size=14).map(lambda p: "https://x" + "".join(p))


@pytest.mark.parametrize(
    "url",
    [
        "HTTPS://Reel.EXAMPLE/film/salt-road-review",
        "http://reel.example:80/film/salt-road-review",
        "https://reel.example:443/film/salt-road-review",
        "https://reel.example./film/salt-road-review",
        "https://reel.example/tv/../film/./salt-road-review",
        "https://reel.example/film/salt%2Droad%2dreview",
        "  https://reel.example/film/salt-road\n-review\n",
        "https:\\\\reel.example\\film\\salt-road-review",
        f"{STORY}#comments",
        f"{STORY}#:~:text=a%20fine%20film",
        f"{STORY}?",
        f"{STORY}/",
        f"{STORY}/index.html",
    ],
)
def test_spellings_that_are_one_by_rfc_3986_and_by_the_web_s_habits(url: str) -> None:
    assert canonical(url) == STORY


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=rss&utm_medium=feed",
        "fbclid=IwAR0x",
        "gclid=1",
        "at_medium=RSS&at_campaign=KARANGA",
        "CMP=share_btn_tw",
        "cmpid=x&ocid=y&xtor=z",
        "smid=tw-share",
        "taid=5f&__twitter_impression=true",
        "guccounter=1",
        "ref=hp_top",
        "ref_src=twsrc%5Etfw",
        "feedType=RSS&feedName=films",
        "partner=rss&emc=rss",
        "mc_cid=1&mc_eid=2",
        "UTM_Source=rss",
        "utm%5Fsource=rss",
        "&&utm_source=rss&",
        "amp;utm_source=rss",
        "amp",
        "amp=1",
        "outputType=amp",
        "amp_js_v=0.1&usqp=mq331",
    ],
)
def test_parameters_that_only_track_are_dropped(query: str) -> None:
    assert canonical(f"{STORY}?{query}") == STORY
    assert canonical(f"{STORY}?p=123&{query}") == f"{STORY}?p=123"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.reel.example/film/salt-road-review",
        "https://m.reel.example/film/salt-road-review",
        "https://mobile.reel.example/film/salt-road-review",
        "https://amp.reel.example/film/salt-road-review",
        "https://www.m.reel.example/film/salt-road-review",
        f"{STORY}/amp/",
        f"{STORY}/amp",
        f"{STORY}.amp",
        "https://reel.example/amp/film/salt-road-review",
        "https://reel.example/film/amp/salt-road-review?amp",
        "https://www-reel-example.cdn.ampproject.org/c/s/www.reel.example/film/salt-road-review/amp/?usqp=mq331",
        "https://cdn.ampproject.org/v/s/reel.example/film/salt-road-review",
        "https://www.google.com/amp/s/amp.reel.example/film/salt-road-review",
        "https://google.co.uk/amp/www.reel.example/film/salt-road-review",
        "https://www.google.com/amp/s/cdn.ampproject.org/c/s/m.reel.example/film/salt-road-review",
        f"{STORY};jsessionid=AB12",
    ],
)
def test_twins_for_telephones_are_the_article(url: str) -> None:
    assert canonical(url) == STORY


def test_an_amp_page_keeps_the_ending_of_its_name() -> None:
    assert canonical(f"{STORY}.amp.html") == f"{STORY}.html"


def test_a_host_by_language_keeps_its_language() -> None:
    assert canonical("https://en.m.films.example/wiki/Salt") == "https://en.films.example/wiki/Salt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/?p=123", "https://x.example/?p=124"),
        ("https://x.example/?123", "https://x.example/?124"),
        ("https://x.example/story.php?id=1", "https://x.example/story.php?id=2"),
        ("https://x.example/read?story=salt", "https://x.example/read?story=smoke"),
        ("https://x.example/read?ref=41", "https://x.example/read?ref=42"),
        ("https://x.example/read?source=salt", "https://x.example/read?source=smoke"),
        ("https://x.example/read?page=1", "https://x.example/read?page=2"),
        ("https://x.example/Salt", "https://x.example/salt"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
        ("https://x.example/a%3Fb=1", "https://x.example/a?b=1"),
        ("https://x.example/a%25", "https://x.example/a"),
        ("https://x.example/lamp/the-salt-road", "https://x.example/the-salt-road"),
        ("https://x.example/amp-review-of-film", "https://x.example/review-of-film"),
        ("https://x.example/glossary/amp", "https://x.example/glossary"),
        ("https://x.example/tag/amp/", "https://x.example/tag/"),
        ("https://x.example/2019/07/amp/", "https://x.example/2019/07/"),
        ("https://x.example/files/pre.amp", "https://x.example/files/pre"),
        ("https://x.example/salt?amp=2", "https://x.example/salt"),
        ("https://x.example/index.php/salt", "https://x.example/salt"),
        ("https://x.example/#!5790/salt", "https://x.example/#!5791/smoke"),
        ("https://m.example/a-story", "https://example/a-story"),
        ("https://m.co.uk/a-story", "https://co.uk/a-story"),
        ("https://m.tumblr.com/a-story", "https://mobile.tumblr.com/a-story"),
        ("https://film.x.example/a-story", "https://x.example/a-story"),
        ("https://google.com/amp/s/x.example/a-story", "https://google.com/amp/s/y.example/a-story"),
        ("http://x.example:8080/a-story", "http://x.example:8081/a-story"),
        ("http://x.example:8080/a-story", "http://x.example/a-story"),
    ],
)
def test_addresses_that_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_parameters_are_put_in_order_and_blank_ones_are_kept() -> None:
    assert canonical("https://x.example/?b=2&a=1&c=") == canonical("https://x.example/?c&a=1&b=2")
    assert canonical("https://x.example/?c&a=1") == "https://x.example/?a=1&c"


def test_hosts_in_other_scripts_are_ascii_by_idna_2008() -> None:
    assert canonical("https://Straße.example/é?q=é") == "https://xn--strae-oqa.example/%C3%A9?q=%C3%A9"
    assert canonical("https://www。reel。example/") == "https://reel.example/"


def test_a_server_on_a_port_of_its_own_stays_to_be_reached() -> None:
    assert canonical("http://127.0.0.1:8080/feed.xml") == "http://127.0.0.1:8080/feed.xml"
    assert canonical("http://[0:0::1]:8080/") == "http://[::1]:8080/"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "neither http nor https"),
        ("reel.example/film", "neither http nor https"),
        ("//reel.example/film", "neither http nor https"),
        ("ftp://reel.example/film", "neither http nor https"),
        ("javascript:alert(1)", "neither http nor https"),
        ("https://", "no address"),
        ("https:///film", "no address"),
        ("https://reel .example/", "no address"),
        ("https://reel..example/", "no address"),
        ("https://reel%2eexample/", "no address"),
        ("https://reel.example:port/", "no address"),
        ("https://reel.example:99999/", "no address"),
        ("https://[::1/", "no address"),
        ("https://[fe80::1%25eth0]/", "no address"),
        ("https://reel.example/\ud800", "no address"),
        ("https://" + "a." * 130 + "example/", "no address"),
        ("https://ann:secret@reel.example/", "user name or password"),
        ("https://ann@reel.example/", "user name or password"),
        ("https://reel.example/" + "a" * LIMIT, "longer than 2,000 characters"),
        ("https://reel.example/" + "é" * 1_000, "when written out"),
    ],
)
def test_what_is_no_address_is_refused_in_one_line(url: str, problem: str) -> None:
    for function in (canonical, host_of):
        with pytest.raises(InputError) as caught:
            function(url)
        assert problem in str(caught.value)
        assert str(caught.value).isprintable()
        assert "secret" not in str(caught.value)


def test_what_stands_behind_a_semicolon_is_normalised_too() -> None:
    assert (
        canonical("https://x.example/story;a%7e")
        == canonical("https://x.example/story%3ba~/")
        == "https://x.example/story;a~"
    )


@example("HTTP://0/;[/")  # once no fixed point
@example("HTTP://GOOGLE.AA/AMP/0.A")
@given(addresses | st.text(max_size=80))
def test_canonical_is_a_fixed_point_in_ascii_and_raises_input_errors_only(url: str) -> None:
    try:
        found = canonical(url)
    except InputError:
        return
    assert canonical(found) == found
    assert found.isascii()
    assert found.isprintable()
    assert len(found) <= LIMIT
    assert host_of(found) == urlsplit(found).hostname


words = st.sampled_from("salt road amp lamp m www index mobile review film camp 2026 12345".split())
slugs = st.lists(words, min_size=2, max_size=4).map("-".join)
hosts = (
    st.tuples(st.sampled_from(["", "www.", "m.", "mobile.", "amp.", "film."]), slugs)
    .map("".join)
    .map("{}.example".format)
)


@given(
    hosts,
    slugs,
    slugs,
    st.sampled_from(["/{}", "/{}/", "/amp/{}", "/{}.html", "/film/{}?p=1", "/{}/amp", "/x/{}.amp.html"]),
)
def test_two_slugs_are_never_one_and_the_host_loses_its_prefix_at_most(host: str, a: str, b: str, path: str) -> None:
    one, other = (canonical(f"http://{host}{path.format(slug)}") for slug in (a, b))
    assert (one == other) == (a == b)
    assert host.endswith(host_of(one))
    assert host.removesuffix(host_of(one)) in ("", "www.", "m.", "mobile.", "amp.")


def test_the_host_as_addressed() -> None:
    assert host_of("https://reel.example\\@other.example/") == "reel.example"  # as browsers read it
    assert host_of("HTTPS://WWW.Bücher.example:444/x") == "www.xn--bcher-kva.example"
    assert host_of(canonical("https://www.reel.example/x")) == "reel.example"


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("salt", "https://reel.example/film/salt"),
        ("../tv/salt?p=1", "https://reel.example/tv/salt?p=1"),
        ("//other.example/salt", "https://other.example/salt"),
        ("?page=2", "https://reel.example/film/list?page=2"),
        (" http://www.other.example/a b\n", "http://www.other.example/a%20b"),
        ("/caf\u00e9", "https://reel.example/caf%C3%A9"),
        ("mailto:desk@reel.example", None),
        ("javascript:void(0)", None),
        ("data:text/html,x", None),
        ("https://ann:secret@reel.example/", None),
        ("http://[::1", None),
        ("/\ud800", None),
        ("/" + "a" * LIMIT, None),
    ],
)
def test_links_of_a_page_are_made_absolute_or_are_none(href: str, found: str | None) -> None:
    assert absolute("https://reel.example/film/list", href) == found


@given(addresses | st.text(max_size=80))
def test_an_absolute_link_can_be_compared(href: str) -> None:
    found = absolute("https://reel.example/film/list", href)
    assert found is None or (found.isascii() and absolute("https://other.example/", found) == found)


def test_importing_it_loads_no_library() -> None:
    code = "import sys, bigpicture.intake.address; print([m for m in ('w3lib', 'idna') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
