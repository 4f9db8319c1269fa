"""The seam to the network, on a real server that misbehaves: what it refuses, how it waits, what it never lets through."""

from __future__ import annotations

import gc
import gzip
import re
import shutil
import ssl
import subprocess
import threading
import tracemalloc
import warnings
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from email.utils import formatdate
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import brotli
import pytest
from backports import zstd
from httpcore2 import NetworkStream, SyncBackend
from httpx2 import URL, Headers
from hypothesis import example, given
from hypothesis import strategies as st

from bigpicture.errors import FetchError
from bigpicture.intake import headers as sent
from bigpicture.intake.bodies import collect
from bigpicture.intake.guard import Guard, refusal
from bigpicture.intake.headers import fresh_for, http_date
from bigpicture.intake.hosts import Notes
from bigpicture.intake.robots import LONGEST_DELAY, parse
from bigpicture.intake.route import follow, onward, shown
from bigpicture.intake.web import HostNote, Limits, Reply, Web
from tests.server import Answer, Raw, Request, Server, chunked

PAGE = "The Salt Road opens on 13 November."
LOOPBACK = Guard(resolve=lambda host, port: ["127.0.0.1"], refuse=lambda address: None)  # every name is the test server
SOON = Limits(timeout=0.2, total=0.3)
HOUR, DAY = 3600, 86_400


class Clock:
    """Time that passes only where something sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 1_800_000_000.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def web(self, *, delay: float = 0.0, hosts: Store | None = None) -> Web:
        """A client that lives by this clock."""
        return Web(guard=LOOPBACK, delay=delay, hosts=hosts, clock=self, sleep=self.sleep, jitter=lambda: 0.0)


class Store(dict[str, HostNote]):
    """What a database would remember from one run to the next."""

    def put(self, name: str, note: HostNote) -> None:
        self[name] = note


@pytest.fixture
def server() -> Iterator[Server]:
    with Server({"/": PAGE}) as running:
        yield running


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(guard=LOOPBACK, delay=0) as client:
        yield client


def failed(ask: Callable[[], object], cause: str) -> FetchError:
    """The error that asking gives: of a cause, and one line."""
    with pytest.raises(FetchError) as caught:
        ask()
    assert caught.value.cause == cause, caught.value
    assert str(caught.value).isprintable()
    return caught.value


def raw(*parts: bytes | float) -> Raw:
    return Raw(parts)


# ---------------------------------------------------------------- what is asked and what comes back


def test_a_page(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(
        body=PAGE,
        headers={
            "Content-Type": "Text/HTML; Charset=UTF-8",
            "ETag": 'W/"7"',
            "Last-Modified": "yesterday",
            "Cache-Control": "public, max-age=90",
            "Age": "30",
        },
    )
    url = server.url("/a")
    assert web.get(url) == Reply(
        url, url, None, 200, PAGE.encode(), "text/html", "utf-8", 'W/"7"', "yesterday", fresh_for=60
    )


def test_a_request_says_who_asks_and_nothing_else(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with Web(allow_private=True, delay=0, contact="ada@reel.example") as web:
        web.get(server.url("/?q=é#part"), accept="text/html")
    (sent,) = server.asked("/?q=%C3%A9")
    assert set(sent.headers) == {"host", "user-agent", "accept", "accept-encoding"}
    assert sent.headers["accept"] == "text/html"
    assert re.fullmatch(
        r"bigpicture/\S+ \(self-hosted film press reader; contact: ada@reel\.example\)", sent.headers["user-agent"]
    )


@pytest.mark.parametrize(
    ("contact", "told"), [(None, "contact not set"), ("é\r\n", "contact not set"), ("a)\r\nX: b", "contact: aX: b")]
)
def test_a_contact_cannot_break_out_of_its_header(server: Server, contact: str | None, told: str) -> None:
    with Web(guard=LOOPBACK, delay=0, contact=contact) as web:
        web.get(server.url())
    assert server.log[-1].headers["user-agent"].endswith(f"; {told})")
    assert "x" not in server.log[-1].headers


def test_cookies_are_never_sent_back(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(302, headers={"Location": "/", "Set-Cookie": "id=7; Path=/"})
    web.get(server.url("/a"))
    web.get(server.url("/"))
    assert len(server.log) == 4
    assert not any("cookie" in request.headers for request in server.log)


@pytest.mark.parametrize(
    ("value", "kind", "charset"),
    [
        (b"text/html;charset='utf-8'", "text/html", "utf-8"),
        (b"text/html; x=\xff; charset=\xe9", "text/html", None),
        (b"\xff\xfe", "", None),
        (b";;charset=", "", None),
        (b"text/html, text/plain", "", None),
        (b"a" * 9000, "", None),
    ],
)
def test_odd_content_types_are_survived(server: Server, web: Web, value: bytes, kind: str, charset: str | None) -> None:
    server.routes["/a"] = raw(b"HTTP/1.1 200 OK\r\nX: \xc3\xff\r\n", b"Content-Type: ", value, b"\r\n\r\nbody")
    reply = web.get(server.url("/a"))
    assert (reply.content_type, reply.charset, reply.body) == (kind, charset, b"body")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": 'MAX-AGE="600"', "Age": "700"}, 0),
        ({"Cache-Control": "max-age=600, no-cache"}, 0),
        ({"Cache-Control": "no-store", "Expires": "Sun, 06 Nov 2094 08:49:37 GMT"}, 0),
        ({"Cache-Control": "max-age=-5"}, 0),
        ({"Cache-Control": "max-age=soon", "Expires": "Sun, 06 Nov 2094 08:49:37 GMT"}, 0),
        ({"Cache-Control": "max-age=" + "9" * 5000}, 2**31 - 1),
        ({"Expires": "Sun, 06 Nov 1994 08:49:37 GMT", "Date": "Sun, 06 Nov 1994 08:48:37 GMT"}, 60),
        ({"Expires": "Sun, 06 Nov 1994 08:49:37 GMT"}, 37),
        ({"Expires": "0"}, 0),
    ],
)
def test_how_long_a_reply_stays_fresh(headers: dict[str, str], seconds: int) -> None:
    assert fresh_for(Headers(headers), now=784111740.0) == seconds


@given(st.text(max_size=60))
@example("Sun, 06 Nov 99999999994 08:49:37 GMT")
@example("0 0 0 0 0")
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert http_date(text) is None or isinstance(http_date(text), float)


def test_dates_do_not_depend_on_the_zone_of_this_machine() -> None:
    assert {http_date("Sun, 06 Nov 1994 08:49:37 " + zone) for zone in ("GMT", "+0000", "-0000")} == {784111777.0}


# ---------------------------------------------------------------- pages that have not changed


def test_an_unchanged_page_is_not_sent_again(server: Server, web: Web) -> None:
    tag, date = 'W/"é-\xff" ', "Tue, 03 Nov 2026 10:00:00 GMT"

    def page(request: Request) -> Answer:
        headers = {"ETag": tag, "Last-Modified": date, "Cache-Control": "max-age=5"}
        same = request.headers.get("if-none-match") == tag.strip()
        return Answer(304 if same else 200, b"" if same else PAGE, headers)

    server.routes["/a"] = page
    first = web.get(server.url("/a"))
    assert (first.status, first.etag, first.last_modified) == (200, tag.strip(), date)
    again = web.get(server.url("/a"), etag=first.etag, last_modified=first.last_modified)
    assert again == replace(first, status=304, body=b"")
    assert server.log[-1].headers["if-modified-since"] == date


def test_a_short_304_keeps_what_was_sent(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(304)
    reply = web.get(server.url("/a"), etag='"1"', last_modified="then")
    assert (reply.status, reply.etag, reply.last_modified) == (304, '"1"', "then")


def test_a_304_that_was_not_asked_for_is_an_error(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(304)
    failed(lambda: web.get(server.url("/a")), "server")


@pytest.mark.parametrize("tag", ['"a"\r\nX-Evil: 1', '"a"\n', '"a\0"', '"\u4e2d"', "x" * 5000, ""])
def test_a_stored_validator_cannot_break_out_of_its_header(server: Server, web: Web, tag: str) -> None:
    web.get(server.url(), etag=tag, last_modified=tag)
    assert not {"if-none-match", "if-modified-since", "x-evil"} & set(server.log[-1].headers)


def test_an_absurd_validator_of_a_server_is_not_kept(server: Server, web: Web) -> None:
    server.routes["/a"] = raw(b'HTTP/1.1 200 OK\r\nETag: "a\x7f', b"b" * 5000, b'"\r\n\r\nbody')
    assert web.get(server.url("/a")).etag is None


# ---------------------------------------------------------------- addresses that are never asked for


@pytest.mark.parametrize(
    "url",
    ["", "x", "ftp://press.example/", "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "data:text/html,x", "//press.example/",
     "http:///a", "http://", "http://?", "http://a b/", "http://a..b/", "http://press.example:0/", "http://press.example:99999/",
     "http://press.example:-1/", "http://" + "a" * 64 + ".example/", "http://press.example/" + "a" * 9000, "http://press.example/\n", "http://\udc80/"],
)  # fmt: skip
def test_what_is_no_web_address(web: Web, url: str) -> None:
    if url.endswith("\n"):
        url = url.replace("press", "pr\ness")
    failed(lambda: web.get(url), "unsafe")


def test_user_names_are_refused_and_not_shown(web: Web) -> None:
    for url in ("https://ada:secret@press.example/", "https://ada:secret@press.example\\@127.0.0.1/", "http://ada@x/"):
        error = failed(lambda url=url: web.get(url), "unsafe")  # type: ignore[misc]
        assert "secret" not in str(error)
        assert "ada" not in str(error)


def test_addresses_in_messages_are_short_and_whole_lines() -> None:
    assert shown("https://ada:pw@press.example/a\nb\u202ec") == "https://press.example/a b c"
    assert len(shown("https://press.example/" + "a" * 10_000)) == 200
    assert shown("https://press.example/@ada") == "https://press.example/@ada"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1.", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127。0。0。1",
     "①②⑦.0.0.1", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
     "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[fe80::1%25eth0]", "0.0.0.0", "0"],
)  # fmt: skip
def test_no_spelling_of_this_machine_gets_through(server: Server, host: str) -> None:
    with Web(delay=0) as web:
        failed(lambda: web.get(server.url("/", host)), "unsafe")
    assert server.log == []


def test_private_addresses_are_for_those_who_allow_them(server: Server) -> None:
    with Web(delay=0, allow_private=True) as web:
        assert web.get(server.url("/", "localhost")).body == PAGE.encode()


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "172.16.0.1", "192.168.1.1", "127.8.8.8", "169.254.169.254", "fd00:ec2::254", "100.64.0.1", "100.100.100.200",
     "168.63.129.16", "0.0.0.0", "255.255.255.255", "224.0.0.1", "239.255.255.250", "240.0.0.1", "192.0.0.192", "192.88.99.1",
     "198.18.0.1", "203.0.113.9", "::", "::1", "::ffff:8.8.8.8", "::ffff:10.0.0.1", "::8.8.8.8", "fe80::1", "fe80::1%eth0", "fec0::1",
     "fc00::1", "ff02::1", "ff0e::1", "2001:db8::1", "3fff::1", "2001::1", "2002:808:808::1", "2002:a00:1::", "64:ff9b::a00:1",
     "64:ff9b:1::808:808", "100::1", "5f00::1", "4000::1", "2606:4700::1%eth0", "", "press.example", "1.2.3"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "192.0.1.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert refusal(address) is None


@given(st.ip_addresses())
def test_whatever_is_not_global_is_refused(address: object) -> None:
    if not ip_address(str(address)).is_global:
        assert refusal(str(address))


def test_a_redirect_to_an_unsafe_address_is_refused(server: Server) -> None:
    names = {"press.test": "127.0.0.1", "inside.test": "10.1.2.3"}
    guard = Guard(lambda host, port: [names[host]], lambda a: None if a == "127.0.0.1" else refusal(a))
    with Web(guard=guard, delay=0) as web:
        for target in ("http://inside.test/", "http://169.254.169.254/latest", "http://[::1]/", "file:///etc/passwd",
                       "http://ada:pw@press.test/", "//0x7f.1/"):  # fmt: skip
            server.routes["/a"] = Answer(302, headers={"Location": target})
            error = failed(lambda: web.get(server.url("/a", "press.test")), "unsafe")
            assert "redirect" in str(error)
            assert "pw" not in str(error)
    assert {request.path for request in server.log} == {"/robots.txt", "/a"}


def test_a_name_that_changes_its_address_is_judged_at_each_connection(server: Server) -> None:
    """The address judged is the one connected to: a second look-up, as DNS rebinding needs, never happens."""
    answers = [["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]]
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return answers[len(looked) - 1]

    server.routes["/robots.txt"] = server.routes["/"] = raw(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    with Web(guard=Guard(resolve, lambda a: None if a == "127.0.0.1" else refusal(a)), delay=0) as web:
        web.get(server.url("/", "press.test"))
        failed(lambda: web.get(server.url("/", "press.test")), "unsafe")
    assert len(looked) == 3
    assert len(server.log) == 2


def test_a_name_with_one_private_address_is_refused_whole() -> None:
    guard = Guard(lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with Web(guard=guard, delay=0) as web:
        failed(lambda: web.get("http://press.test/"), "unsafe")


def test_the_next_address_of_a_host_is_tried(server: Server) -> None:
    guard = Guard(lambda host, port: ["127.0.0.9", "127.0.0.1"], lambda a: None)
    with Web(guard=guard, delay=0) as web:
        assert web.get(server.url("/", "press.test")).body == PAGE.encode()


def _no_network(host: str, port: int) -> list[str]:
    raise OSError("no network")


@given(
    st.text(max_size=80)
    | st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP:", "http:/\\", " http://", "ftp://"]),
        st.text(max_size=20) | st.sampled_from(["press.example", "[::1", "x@y", "1.1", "xn--a", "é.example", "a" * 70]),
        st.sampled_from(["", ":", ":80", ":x", ":９"]),
        st.text(max_size=40).map("/{}".format),
    )
)
@example("http://xn--/")
@example("http://[v1.x]/")
def test_any_text_as_an_address_gives_an_error_and_nothing_else(text: str) -> None:
    with Web(guard=Guard(_no_network), delay=0) as web, pytest.raises(FetchError) as caught:
        web.get(text)
    assert caught.value.cause in ("unsafe", "network")
    assert str(caught.value).isprintable()


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [([], None), ([301], 1), ([308], 1), ([302], None), ([303], None), ([307], None), ([301, 308], 2), ([301, 302], 1),
     ([301, 302, 301], 1), ([302, 301], None)],
)  # fmt: skip
def test_only_permanent_redirects_move_an_address(
    server: Server, web: Web, statuses: list[int], moved: int | None
) -> None:
    for step, status in enumerate(statuses):
        server.routes[f"/{step}"] = Answer(status, "elsewhere", {"Location": f"{step + 1}#part"})
    server.routes[f"/{len(statuses)}"] = PAGE
    reply = web.get(server.url("/0"))
    assert reply.final == server.url(f"/{len(statuses)}")
    assert reply.moved == (None if moved is None else server.url(f"/{moved}"))


def test_a_circle_of_redirects(server: Server, web: Web) -> None:
    server.routes |= {"/a": Answer(301, headers={"Location": "/b"}), "/b": Answer(302, headers={"Location": "/a#x"})}
    assert "circle" in str(failed(lambda: web.get(server.url("/a")), "limit"))
    server.routes["/a"] = Answer(302, headers={"Location": ""})
    failed(lambda: web.get(server.url("/a")), "limit")


def test_redirects_without_end(server: Server, web: Web) -> None:
    for step in range(20):
        server.routes[f"/{step}"] = Answer(302, headers={"Location": f"/{step + 1}"})
    failed(lambda: web.get(server.url("/0")), "limit")
    assert [request.path for request in server.log] == ["/robots.txt", "/0", "/1", "/2", "/3", "/4", "/5"]


def test_a_location_in_utf_8(server: Server, web: Web) -> None:
    server.routes["/a"] = raw(b"HTTP/1.1 302 Found\r\nLocation: /caf\xc3\xa9\r\nContent-Length: 0\r\n\r\n")
    server.routes["/caf%C3%A9"] = PAGE
    assert web.get(server.url("/a")).body == PAGE.encode()


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("http://press.example/b", "https://press.example/b"),
        ("http://press.example:80/b", "https://press.example/b"),
        ("http://other.example/b", "http://other.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("b", "https://press.example/b"),
    ],
)
def test_a_host_that_speaks_https_is_never_asked_without(location: str, there: str) -> None:
    assert str(onward("x", URL("https://press.example/a"), location)) == there


def test_an_address_does_not_move_from_https_to_http() -> None:
    ways = {"https://a.example/": "https://b.example/", "https://b.example/": "http://c.example/"}

    def ask(here: URL, source: str) -> sent.Answer:
        status = 301 if str(here) in ways else 200
        return sent.Answer(status, Headers({"Location": ways.get(str(here), "")}), b"", 0.0)

    trail = follow("x", URL("https://a.example/"), 5, ask)
    assert (str(trail.final), str(trail.moved)) == ("http://c.example/", "https://b.example/")


def test_the_robots_txt_of_every_hop_is_heeded(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(301, headers={"Location": server.url("/b", "other.test")})
    server.routes["/robots.txt"] = lambda r: (
        "User-agent: *\nDisallow: /" if r.headers["host"].startswith("other") else ""
    )
    error = failed(lambda: web.get(server.url("/a", "press.test")), "refused")
    assert "robots.txt" in str(error)
    assert "other.test" in str(error)
    assert not server.asked("/b")


# ---------------------------------------------------------------- robots.txt


@pytest.mark.parametrize(
    ("text", "allowed", "forbidden"),
    [
        ("", "/a", None),
        ("User-agent: *\nDisallow: /a", "/b", "/a"),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", "/a/c"),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", "/a.pdf"),
        ("User-agent: *\nDisallow: /\n\nUser-agent: BigPicture\nDisallow: /a", "/b", "/a"),
        ("User-agent: bigpicture/9 # us\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", "/a"),
        ("User-agent: bigpicture\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", None),
        ("User-agent: other\nUser-agent: bigpicture\nDisallow: /a", "/b", "/a"),
        ("User-agent: bigpicture\nDisallow: /a\nUser-agent: other\nDisallow: /b", "/b", "/a"),
        ("User-agent: big\nUser-agent: bigpicture-images\nUser-agent: picture\nDisallow: /", "/a", None),
        ("User-agent: other\nDisallow: /\n", "/a", None),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/b", "/a"),
        ("Disallow: /\nUser-agent: *\nDisallow: /a", "/b", "/a"),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/b", "/café"),
        ("User-agent: *\nDisallow: /café", "/b", "/caf%c3%a9"),
        ("<html><p>Not found</p></html>", "/a", None),
        ("User-agent: *\nDisallow: /", "/robots.txt", "/"),
    ],
)
def test_what_a_robots_txt_forbids(text: str, allowed: str, forbidden: str | None) -> None:
    rules = parse(text)
    assert rules.allow(URL(f"https://press.example{allowed}"))
    assert forbidden is None or not rules.allow(URL(f"https://press.example{forbidden}"))


@given(st.text(max_size=300), st.text("/a?&[]*$%=:@é ~", max_size=30))
@example("User-agent: *\nDisallow: http://[\n", "?[")
def test_any_text_is_a_robots_txt(text: str, path: str) -> None:
    rules = parse("User-agent: *\nCrawl-delay: 1e999\n" + text)
    assert rules.allow(URL(f"https://press.example/{path}")) in (True, False)
    assert 0 <= rules.delay <= LONGEST_DELAY


def test_a_robots_txt_of_a_thousand_names_and_rules_is_no_burden() -> None:
    """Read naively, this one makes five thousand times five thousand rules."""
    names = "".join(f"User-agent: robot{number}\n" for number in range(5_000))
    rules = parse(names + "User-agent: *\n" + "".join(f"Disallow: /{number}$\n" for number in range(5_000)))
    assert not rules.allow(URL("https://press.example/4999"))
    assert rules.allow(URL("https://press.example/a"))


def test_robots_txt_is_read_once_and_says_what_it_forbids(server: Server, web: Web) -> None:
    server.routes["/robots.txt"] = "User-agent: *\nDisallow: /private"
    web.get(server.url("/"))
    error = failed(lambda: web.get(server.url("/private")), "refused")
    assert "robots.txt" in error.problem
    assert "ask the site" in error.remedy
    assert [request.path for request in server.log] == ["/robots.txt", "/"]


def test_threads_read_one_robots_txt(server: Server, web: Web) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: web.get(server.url("/")), range(8)))
    assert len(server.asked("/robots.txt")) == 1
    assert len(server.asked("/")) == 8


@pytest.mark.parametrize(
    ("status", "cause"),
    [(200, None), (204, None), (400, None), (401, None), (403, None), (404, None), (410, None), (429, "busy"), (500, "server"),
     (503, "busy")],
)  # fmt: skip
def test_what_the_status_of_a_robots_txt_means(server: Server, web: Web, status: int, cause: str | None) -> None:
    server.routes["/robots.txt"] = Answer(status, headers={"Content-Length": "0"})
    if cause is None:
        assert web.get(server.url("/")).status == 200
    else:
        assert "robots.txt" in str(failed(lambda: web.get(server.url("/")), cause))
        assert not server.asked("/")


def test_a_robots_txt_out_of_reach_forbids_all_and_is_left_alone_a_while(server: Server) -> None:
    server.routes["/robots.txt"] = Answer(500)
    clock = Clock()
    with clock.web() as web:
        for _ in range(3):
            failed(lambda: web.get(server.url("/")), "server")
        assert len(server.log) == 1
        server.routes["/robots.txt"] = ""
        clock.now += HOUR
        assert web.get(server.url("/")).status == 200


def test_redirects_of_a_robots_txt(server: Server, web: Web) -> None:
    for step in range(7):
        server.routes[f"/{step}"] = Answer(301, headers={"Location": f"/{step + 1}"})
    server.routes["/6"] = "User-agent: *\nDisallow: /"
    server.routes["/robots.txt"] = Answer(302, headers={"Location": "/2"})
    failed(lambda: web.get(server.url("/", "five.test")), "refused")
    server.routes["/robots.txt"] = Answer(302, headers={"Location": "/1"})
    assert web.get(server.url("/", "six.test")).status == 200


def test_a_long_robots_txt_is_read_for_500_kib(server: Server, web: Web) -> None:
    filler = "# salt\n" * 72_000  # 504,000 bytes: under 500 KiB
    server.routes["/robots.txt"] = f"User-agent: *\n{filler}Disallow: /early\n{filler * 2}Disallow: /late\n"
    server.routes["/late"] = PAGE
    failed(lambda: web.get(server.url("/early")), "refused")
    assert web.get(server.url("/late")).status == 200


def test_robots_txt_is_remembered_for_a_day_and_an_old_one_stands_in_for_a_month(server: Server) -> None:
    clock, store = Clock(), Store()
    server.routes["/robots.txt"] = "User-agent: *\nDisallow: /private"
    ask = server.url("/private")
    with clock.web(hosts=store) as web:
        failed(lambda: web.get(ask), "refused")
    clock.now += 23 * HOUR
    with clock.web(hosts=store) as web:
        failed(lambda: web.get(ask), "refused")
    assert len(server.log) == 1
    server.routes["/robots.txt"] = Answer(500)
    clock.now += 2 * HOUR
    with clock.web(hosts=store) as web:
        failed(lambda: web.get(ask), "refused")
        assert web.get(server.url("/")).status == 200
    clock.now += 31 * DAY
    with clock.web(hosts=store) as web:
        failed(lambda: web.get(server.url("/")), "server")
    server.routes["/robots.txt"] = server.routes["/private"] = ""
    clock.now += HOUR
    with clock.web(hosts=store) as web:
        assert web.get(ask).status == 200


# ---------------------------------------------------------------- good manners


def test_a_host_rests_between_two_requests(server: Server) -> None:
    clock = Clock()
    with clock.web(delay=2.0) as web:
        for _ in range(2):
            web.get(server.url("/", "a.test"))
        web.get(server.url("/", "b.test"))
    assert clock.slept == [2.0, 2.0, 2.0]  # after the robots.txt of a, after its page; after the robots.txt of b


def test_a_crawl_delay_makes_the_rest_longer(server: Server) -> None:
    clock = Clock()
    for asked, kept in (("7", 7.0), ("9999", LONGEST_DELAY), ("1", 2.0), ("soon", 2.0)):
        server.routes["/robots.txt"] = f"User-agent: *\nCrawl-delay: {asked}"
        with clock.web(delay=2.0) as web:
            clock.slept.clear()
            for _ in range(2):
                web.get(server.url("/"))
            assert clock.slept == [2.0, kept]


def test_a_clock_put_back_makes_no_one_wait_longer(server: Server) -> None:
    clock = Clock()
    with clock.web(delay=2.0) as web:
        web.get(server.url("/"))
        clock.now -= DAY
        web.get(server.url("/"))
    assert max(clock.slept) == 2.0


def test_one_request_at_a_time_to_a_host(server: Server, web: Web) -> None:
    server.routes["/"] = raw(b"HTTP/1.1 200 OK\r\n", 0.01, b"\r\nbody")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: web.get(server.url("/")), range(8)))
    assert server.most == 1


def test_a_few_connections_at_once_in_all(server: Server) -> None:
    server.routes["/"] = raw(b"HTTP/1.1 200 OK\r\n", 0.02, b"\r\nbody")
    with Web(guard=LOOPBACK, delay=0, limits=Limits(connections=3)) as web, ThreadPoolExecutor(9) as pool:
        list(pool.map(lambda number: web.get(server.url("/", f"host{number}.test")), range(9)))
    assert 1 < server.most <= 3


def test_a_host_that_rests_holds_no_connection(server: Server) -> None:
    """While one host waits for its turn, another one is asked, though only one connection may be open."""
    resting, go = threading.Event(), threading.Event()

    def sleep(seconds: float) -> None:
        resting.set()
        assert go.wait(10)

    server.routes["/robots.txt"] = lambda r: "User-agent: *\nCrawl-delay: 50" if "slow" in r.headers["host"] else ""
    limits = Limits(connections=1)
    with Web(guard=LOOPBACK, delay=0, limits=limits, sleep=sleep) as web, ThreadPoolExecutor(1) as pool:
        web.get(server.url("/", "slow.test"))
        waiting = pool.submit(web.get, server.url("/", "slow.test"))
        assert resting.wait(10)
        assert web.get(server.url("/", "quick.test")).status == 200
        assert not waiting.done()
        go.set()
        assert waiting.result().status == 200


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [(503, "120", 120), (429, "in 2 minutes", 60), (429, "99999999", DAY), (503, "date", 90), (429, None, 60), (429, "a" * 5000, 60)],
)  # fmt: skip
def test_a_busy_host_is_left_alone(server: Server, status: int, value: str | None, seconds: int) -> None:
    clock, store = Clock(), Store()
    value = formatdate(clock.now + 90, usegmt=True) if value == "date" else value
    server.routes["/a"] = Answer(status, headers={} if value is None else {"Retry-After": value})
    with clock.web(hosts=store) as web:
        error = failed(lambda: web.get(server.url("/a", "a.test")), "busy")
        assert (error.retry_after, error.passing) == (seconds, True)
        asked = len(server.log)
        clock.now += seconds / 2
        again = failed(lambda: web.get(server.url("/", "a.test")), "busy")
        assert again.retry_after == seconds / 2
        assert len(server.log) == asked
        assert web.get(server.url("/", "b.test")).status == 200
    with clock.web(hosts=store) as web:
        failed(lambda: web.get(server.url("/", "a.test")), "busy")
        clock.now += seconds
        assert web.get(server.url("/", "a.test")).status == 200


def test_a_503_that_tells_no_time_holds_nothing_up(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(503)
    assert failed(lambda: web.get(server.url("/a")), "busy").retry_after is None
    assert web.get(server.url("/")).status == 200


def test_those_who_wait_for_their_turn_hear_that_the_host_is_busy(server: Server, web: Web) -> None:
    server.routes["/a"] = raw(b"HTTP/1.1 429 Slow\r\n", 0.05, b"Content-Length: 0\r\n\r\n")
    web.get(server.url("/"))
    with ThreadPoolExecutor(4) as pool:
        for asked in [pool.submit(web.get, server.url("/a")) for _ in range(4)]:
            failed(asked.result, "busy")
    assert len(server.asked("/a")) == 1


def test_notes_in_memory_are_bounded_and_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigpicture.intake.hosts._ROOM", 1000)
    notes = Notes()
    for name in ("a", "b", "c", "a"):
        notes.put(name, HostNote(robots="x" * 200))
    assert [notes.get(name).robots is not None for name in ("a", "b", "c")] == [True, False, True]


# ---------------------------------------------------------------- what a status means


@pytest.mark.parametrize(
    ("status", "cause"),
    [(410, "gone"), (404, "missing"), (400, "missing"), (418, "missing"), (401, "refused"), (403, "refused"), (451, "refused"),
     (408, "timeout"), (429, "busy"), (503, "busy"), (500, "server"), (502, "server"), (599, "server"), (204, "server"), (206, "server"),
     (300, "server"), (305, "server")],
)  # fmt: skip
def test_statuses_without_a_page(server: Server, web: Web, status: int, cause: str) -> None:
    server.routes["/a"] = Answer(status, "" if status == 204 else "no page")
    error = failed(lambda: web.get(server.url("/a")), cause)
    assert str(status) in error.problem
    assert error.source == server.url("/a")


def test_203_is_a_page(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(203, PAGE)
    assert (web.get(server.url("/a")).status, web.get(server.url("/a")).body) == (200, PAGE.encode())


# ---------------------------------------------------------------- bodies


def deflated(data: bytes, bits: int) -> bytes:
    engine = zlib.compressobj(wbits=bits)
    return engine.compress(data) + engine.flush()


CODED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "gzip parts": ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(b"") + gzip.compress(data[9:])),
    "gzip padded": ("gzip", lambda data: gzip.compress(data) + bytes(20)),
    "deflate": ("deflate", zlib.compress),
    "deflate raw": ("deflate", lambda data: deflated(data, -15)),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
    "zstd parts": ("zstd", lambda data: zstd.compress(data[:9]) + zstd.compress(data[9:])),
    "identity": ("identity", bytes),
    "none": ("", bytes),
}


@pytest.mark.parametrize("name", CODED)
def test_bodies_are_decoded(server: Server, web: Web, name: str) -> None:
    coding, encode = CODED[name]
    page = PAGE.encode() * 5000
    server.routes["/a"] = Answer(body=encode(page), headers={"Content-Encoding": coding})
    assert web.get(server.url("/a")).body == page
    assert server.log[-1].headers["accept-encoding"] == "gzip, deflate, br, zstd"


@example("deflate", b"one byte at a time", 1)
@example("gzip parts", b"one byte at a time", 1)
@given(st.sampled_from(sorted(CODED)), st.binary(max_size=300), st.integers(1, 40))
def test_bodies_are_decoded_in_whatever_pieces_they_come(name: str, data: bytes, size: int) -> None:
    coding, encode = CODED[name]
    sent = encode(data)
    assert collect("x", (sent[i : i + size] for i in range(0, len(sent), size)), coding, 300) == data


@given(st.sampled_from(sorted({coding for coding, _ in CODED.values()})), st.lists(st.binary(max_size=40), max_size=4))
def test_any_bytes_are_a_body_or_a_damaged_one(coding: str, chunks: list[bytes]) -> None:
    with suppress(FetchError):
        assert len(collect("x", chunks, coding, 100)) <= 100


@pytest.mark.parametrize("name", ["gzip", "gzip parts", "deflate", "deflate raw", "br", "zstd", "zstd parts"])
def test_a_body_that_ends_too_early_is_never_half_read(server: Server, web: Web, name: str) -> None:
    coding, encode = CODED[name]
    sent = encode(bytes(range(256)) * 40)
    server.routes["/a"] = Answer(body=sent[:-5], headers={"Content-Encoding": coding})
    assert "damaged" in str(failed(lambda: web.get(server.url("/a")), "server"))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_is_not_coded_as_it_says(server: Server, web: Web, coding: str) -> None:
    server.routes["/a"] = Answer(body=PAGE, headers={"Content-Encoding": coding})
    failed(lambda: web.get(server.url("/a")), "server")


@pytest.mark.parametrize("coding", ["gzip, gzip", "br,gzip", "compress", "\xff", "gzip;q=1"])
def test_codings_that_were_not_asked_for(server: Server, web: Web, coding: str) -> None:
    server.routes["/a"] = Answer(body=gzip.compress(PAGE.encode()), headers={"Content-Encoding": coding})
    assert "coding" in str(failed(lambda: web.get(server.url("/a")), "server"))


def test_an_empty_body_needs_no_coding(server: Server, web: Web) -> None:
    server.routes["/a"] = Answer(headers={"Content-Encoding": "gzip"})
    assert web.get(server.url("/a")).body == b""


def bomb(coding: str) -> bytes:
    """200 MiB of nothing, packed."""
    if coding == "br":
        engine = brotli.Compressor(quality=1)
        return b"".join(engine.process(bytes(1 << 20)) for _ in range(200)) + bytes(engine.finish())
    packer = zstd.ZstdCompressor() if coding == "zstd" else zlib.compressobj(1, wbits=31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_decompression_bomb_takes_no_more_than_the_limit(server: Server, coding: str) -> None:
    server.routes["/a"] = Answer(body=bomb(coding), headers={"Content-Encoding": coding})
    with Web(guard=LOOPBACK, delay=0, limits=Limits(most_bytes=1_000_000)) as web:
        web.get(server.url("/"))
        tracemalloc.start()
        try:
            assert "1,000,000" in str(failed(lambda: web.get(server.url("/a")), "limit"))
            assert tracemalloc.get_traced_memory()[1] < 8_000_000
        finally:
            tracemalloc.stop()


def test_limits_are_reached_and_not_passed(server: Server) -> None:
    with Web(guard=LOOPBACK, delay=0, limits=Limits(most_bytes=1000, most_wire=500)) as web:
        for size, cause in ((500, None), (501, "limit")):
            server.routes["/a"] = Answer(body=bytes(size))
            if cause is None:
                assert len(web.get(server.url("/a")).body) == size
            else:
                failed(lambda: web.get(server.url("/a")), cause)
        for size, cause in ((1000, None), (1001, "limit")):
            server.routes["/a"] = Answer(body=gzip.compress(bytes(size)), headers={"Content-Encoding": "gzip"})
            if cause is None:
                assert len(web.get(server.url("/a")).body) == size
            else:
                failed(lambda: web.get(server.url("/a")), cause)


def test_a_length_that_lies_does_not_lift_the_limit(server: Server) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n"
    sent: list[bytes] = []

    def pieces() -> Iterator[bytes]:
        yield head
        for chunk in chunked(*[bytes(10_000)] * 5000):
            sent.append(chunk)
            yield chunk

    server.routes["/a"] = lambda request: Raw(pieces())
    with Web(guard=LOOPBACK, delay=0, limits=Limits(most_bytes=100_000)) as web:
        failed(lambda: web.get(server.url("/a")), "limit")
    assert len(sent) < 5000


def test_a_body_without_end_is_stopped_by_the_bytes_on_the_wire(server: Server) -> None:
    """Padding that decodes to nothing: the limit on what is decoded never sees it."""

    def pieces() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n"
        while True:
            yield b"\x50\x2a\x4d\x18\x00\x10\x00\x00" + bytes(4096)

    server.routes["/a"] = lambda request: Raw(pieces())
    with Web(guard=LOOPBACK, delay=0, limits=Limits(most_wire=100_000)) as web:
        failed(lambda: web.get(server.url("/a")), "limit")


@pytest.mark.parametrize(
    "parts",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"],
        [b"HTTP/1.1 200 OK\r\nContent-Len"],
        [b"HTTP/1.1 2000 OK\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n"],
        [b"SSH-2.0-OpenSSH_9.6\r\n"],
        [b"\x15\x03\x01\x00\x02\x02\x16"],
        [],
    ],
)
def test_broken_replies(server: Server, web: Web, parts: list[bytes]) -> None:
    server.routes["/a"] = raw(*parts)
    failed(lambda: web.get(server.url("/a")), "server")
    assert web.get(server.url("/")).status == 200


@pytest.mark.parametrize("line", [b"X: %s\r\n" % (b"a" * 200_000), b"X: a\r\n" * 40_000])
def test_headers_without_measure(server: Server, web: Web, line: bytes) -> None:
    server.routes["/a"] = raw(b"HTTP/1.1 200 OK\r\n", line, b"\r\nbody")
    assert "headers" in str(failed(lambda: web.get(server.url("/a")), "limit"))


# ---------------------------------------------------------------- time


def trickle(head: bytes, drop: bytes) -> Iterator[bytes | float]:
    yield head
    while True:
        yield drop
        yield 0.03


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"", mtime=0)[:10], b"\0\0\0\xff\xff"),
    ],
)
def test_a_reply_that_trickles_is_stopped_by_the_time_in_all(server: Server, head: bytes, drop: bytes) -> None:
    server.routes["/a"] = lambda request: Raw(trickle(head, drop))
    with Web(guard=LOOPBACK, delay=0, limits=SOON) as web:
        failed(lambda: web.get(server.url("/a")), "timeout")


@pytest.mark.parametrize("parts", [[2.0], [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 2.0]])
@pytest.mark.parametrize("limits", [Limits(timeout=60, total=0.2), Limits(timeout=0.2, total=60)])
def test_a_server_that_says_nothing(server: Server, parts: list[bytes | float], limits: Limits) -> None:
    server.routes["/a"] = raw(*parts)
    with Web(guard=LOOPBACK, delay=0, limits=limits) as web:
        failed(lambda: web.get(server.url("/a")), "timeout")


def test_redirects_share_the_time_in_all(server: Server) -> None:
    for step in range(5):
        head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /%d\r\n" % (step + 1)
        server.routes[f"/{step}"] = raw(0.1, head, b"\r\n")
    with Web(guard=LOOPBACK, delay=0, limits=SOON) as web:
        failed(lambda: web.get(server.url("/0")), "timeout")
    assert not server.asked("/4")


def test_the_body_of_an_error_is_not_waited_for(server: Server, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bigpicture.intake.wire._REST_SECONDS", 0.1)
    sent = list[bytes | float]()
    drops = trickle(b"HTTP/1.1 404 Not Found\r\nContent-Length: 9999\r\n\r\n", b"a")
    server.routes["/a"] = lambda request: Raw(sent.append(drop) or drop for drop in drops)  # type: ignore[func-returns-value]
    failed(lambda: web.get(server.url("/a")), "missing")
    assert len(sent) < 100


def test_a_name_that_takes_too_long_to_look_up() -> None:
    go = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        go.wait(10)
        return []

    with Web(guard=Guard(resolve), delay=0, limits=SOON) as web:
        failed(lambda: web.get("http://press.test/"), "timeout")
    go.set()


# ---------------------------------------------------------------- connections


def test_no_one_listens(web: Web) -> None:
    with Server() as gone:
        url = gone.url("/")
    assert "refused" in str(failed(lambda: web.get(url), "network"))


def test_no_such_host() -> None:
    with Web(guard=Guard(_no_network), delay=0) as web:
        failed(lambda: web.get("http://press.test/"), "network")


def test_a_kept_connection_that_the_server_closes_is_replaced_once(server: Server, web: Web) -> None:
    replies: list[str | Raw] = ["one", raw(), "two", raw(), raw(), raw(), "three"]
    server.routes["/a"] = lambda request: replies.pop(0)
    assert [web.get(server.url("/a")).body, web.get(server.url("/a")).body] == [b"one", b"two"]
    failed(lambda: web.get(server.url("/a")), "server")
    failed(lambda: web.get(server.url("/a")), "server")
    assert replies == ["three"]  # the last failure was on a new connection


class Lookups(list[str]):
    """The names that were looked up: one for each connection."""

    @property
    def guard(self) -> Guard:
        return Guard(lambda host, port: [self.append(host) or "127.0.0.1"], lambda address: None)  # type: ignore[func-returns-value]


def test_connections_are_kept(server: Server) -> None:
    looked = Lookups()
    server.routes["/a"] = Answer(302, "short", {"Location": "/"})
    server.routes["/big"] = Answer(404, bytes(200_000))
    with Web(guard=looked.guard, delay=0) as web:
        web.get(server.url("/a", "press.test"))
        failed(lambda: web.get(server.url("/missing", "press.test")), "missing")
        web.get(server.url("/", "press.test"))
        assert looked == ["press.test"]
        failed(lambda: web.get(server.url("/big", "press.test")), "missing")
        web.get(server.url("/", "press.test"))
        assert len(looked) == 2


# ---------------------------------------------------------------- TLS and HTTP/2


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate that it signs itself, for press.test."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    line = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=press.test -addext subjectAltName=DNS:press.test"
    subprocess.run([*line.split(), "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def secure(certificate: Path, *protocols: str) -> Server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(list(protocols))
    return Server({"/": PAGE}, tls=context)


def test_a_certificate_that_no_one_vouches_for(certificate: Path, web: Web) -> None:
    with secure(certificate, "http/1.1") as server:
        error = failed(lambda: web.get(server.url("/", "press.test")), "network")
    assert "certificate" in error.problem


def test_https_where_there_is_none(server: Server, web: Web) -> None:
    error = failed(lambda: web.get(server.url("/").replace("http:", "https:")), "network")
    assert "secure" in error.problem


@pytest.mark.parametrize(("protocol", "version"), [("h2", "HTTP/2"), ("http/1.1", "HTTP/1.1")])
def test_https_over_http_2_where_the_server_speaks_it(certificate: Path, protocol: str, version: str) -> None:
    trusted = ssl.create_default_context(cafile=certificate)
    with secure(certificate, protocol) as server, Web(guard=LOOPBACK, delay=0, tls=trusted) as web:
        assert web.get(server.url("/", "press.test")).body == PAGE.encode()
        assert {request.version for request in server.log} == {version}
        assert "host" in str(failed(lambda: web.get(server.url("/", "other.test")), "network")).lower()


def test_an_answer_left_unread_does_not_spoil_its_http_2_connection(certificate: Path) -> None:
    """What is left of it would fill the window that all answers of the connection share, until nothing more comes."""
    trusted, looked = ssl.create_default_context(cafile=certificate), Lookups()
    with secure(certificate, "h2") as server, Web(guard=looked.guard, delay=0, tls=trusted) as web:
        server.routes["/big"] = Answer(404, bytes(200_000))
        for _ in range(3):
            failed(lambda: web.get(server.url("/big", "press.test")), "missing")
            assert web.get(server.url("/", "press.test")).status == 200
    assert len(looked) == 4


def test_a_header_of_http_2_cannot_break_into_a_later_request(certificate: Path) -> None:
    """HTTP/2 carries line breaks in values; sent back over HTTP/1.1 they would begin a header."""
    trusted = ssl.create_default_context(cafile=certificate)
    with secure(certificate, "h2") as server, Web(guard=LOOPBACK, delay=0, tls=trusted) as web:
        server.routes["/a"] = Answer(body=PAGE, headers={"ETag": '"a"\r\nX-Evil: 1', "Last-Modified": "then\nx"})
        reply = web.get(server.url("/a", "press.test"))
    assert (reply.etag, reply.last_modified) == (None, None)


@pytest.mark.parametrize("moment", ["looked up", "connecting", "answered"])
def test_what_is_closed_leaves_no_connection_open(moment: str) -> None:
    """A run that ends leaves threads that are looking a name up, or wait for an answer: their connections end with it."""
    began, go_on = threading.Event(), threading.Event()

    def wait(at: str) -> None:
        if at == moment:
            began.set()
            assert go_on.wait(10)

    def lookup(host: str, port: int) -> list[str]:
        wait("looked up")
        return ["127.0.0.1"]

    def answer(request: Request) -> str:
        wait("answered")
        return "late"

    class Slow(SyncBackend):
        def connect_tcp(self, *args: Any, **how: Any) -> NetworkStream:
            made = super().connect_tcp(*args, **how)
            wait("connecting")
            return made

    with Server({"/slow": answer}) as server, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        web = Web(guard=Guard(lookup, lambda _: None), delay=0)
        web._wire._pool._network_backend._inner = Slow()  # type: ignore[attr-defined]
        with ThreadPoolExecutor() as pool:
            asked = pool.submit(web.get, server.url("/slow", "press.test"))
            assert began.wait(10)
            web.close()
            if moment != "answered":  # an answer that is waited for is given up at once
                go_on.set()
            error = failed(lambda: asked.result(10), "network")
            go_on.set()
        assert "given up" in error.problem
        asked = error = web = None
        gc.collect()
        assert [str(w.message) for w in warned if w.category is ResourceWarning] == []


def test_nothing_is_asked_for_through_what_is_closed(server: Server) -> None:
    web = Web(guard=LOOPBACK, delay=0)
    web.close()
    web.close()
    failed(lambda: web.get(server.url("/", "press.test")), "network")
    assert server.log == []
