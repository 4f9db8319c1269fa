"""The one seam for all network traffic: an address to its page, safely, politely and within bounds."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from httpx2 import URL

from bigpicture.errors import FetchError
from bigpicture.intake.bodies import ACCEPTED
from bigpicture.intake.guard import Guard
from bigpicture.intake.headers import BUSY, Answer, conditions, first, fresh_for, media, retry_after, validator
from bigpicture.intake.hosts import HostNote, Hosts, Notes, Turns
from bigpicture.intake.robots import MOST, TOKEN, Robots
from bigpicture.intake.route import Trail, checked, follow, host, shown
from bigpicture.intake.wire import Limits, Wire

__all__ = ["Guard", "HostNote", "Hosts", "Limits", "Reply", "Web"]

ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.8"
_TAKEN = 64 * 1024  # bytes of the answer to a POST that are read
_READ = "read it by hand, or ask the site for leave"


@dataclass(frozen=True, slots=True)
class Reply:
    """A page as its server gave it; or, with status 304, the word that it has not changed."""

    url: str  # as it was asked for
    final: str  # where it was found, after redirects
    moved: str | None  # the address to store from now on, after permanent redirects only; None where it has not moved
    status: int  # 200 or 304
    body: bytes  # decoded; b"" with 304
    content_type: str  # lower case, without parameters; "" where none is told
    charset: str | None  # lower case, as the header tells it
    etag: str | None  # verbatim, to send back
    last_modified: str | None  # the same
    fresh_for: int  # seconds in which it need not be asked for again; 0 where that is not told


class Web:
    """Gets pages for any number of threads: one request at a time to a host, a few at once in all."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_private: bool = False,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        delay: float = 1.0,
        hosts: Hosts | None = None,
        guard: Guard | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Who asks and how.

        `contact` is told to every server: an address where its owner reaches you. `allow_private` lets addresses inside
        your network through. `delay` is the rest in seconds between two requests to one host, made up to half longer by
        chance; a site's Crawl-delay can make it longer. `hosts` remembers robots.txt files and hosts that asked to wait
        from one run to the next. `tls` is for a certificate authority of your own. The others are for tests.
        """
        self._limits, self._delay, self._clock = limits, delay, clock
        self._headers = {"User-Agent": user_agent(contact), "Accept-Encoding": ACCEPTED}
        self._wire = Wire(guard or (Guard.open() if allow_private else Guard()), limits, tls)
        notes = Notes(hosts)
        self._turns = Turns(notes, clock, sleep, jitter)
        self._robots = Robots(notes, self._ask_robots, clock)

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, accept: str = ACCEPT
    ) -> Reply:
        """The page at an address, redirects followed, as far as its robots.txt lets bigpicture read it.

        With the `etag` or `last_modified` of an earlier reply, it is sent only where it has changed since: else the
        status is 304. Raises FetchError where there is no page to be had: its cause says whether to try again.
        """
        start, conditional = checked(url), conditions(etag, last_modified)
        headers = {**self._headers, "Accept": accept, **conditional}
        left = self._limits.total

        def ask(here: URL, source: str) -> Answer:
            nonlocal left
            answer = self._ask_page(here, source, headers, left)
            left -= answer.seconds
            return answer

        trail = follow(shown(url), start, self._limits.redirects, ask)
        status = trail.answer.status
        if status in (200, 203) or (status == 304 and conditional):
            return self._reply(url, trail, etag, last_modified)
        raise refused(_way(url, start, trail), trail.answer, self._clock())

    def post(self, url: str, content: bytes, content_type: str) -> None:
        """Hand `content` to a server that its owner named, such as a webhook: robots.txt has no say, no redirect is followed.

        Raises FetchError, whose source is the host alone (an address may hold a secret): cause timeout where the server may
        have got it, else it has not taken it.
        """
        where = checked(url)
        source = host(where)
        self._turns.check(source, source)
        own = {"Content-Type": content_type, "Content-Length": str(len(content)), "Accept": "*/*"}
        total = self._limits.total
        answer = self._heeded(
            where, self._wire.ask(source, where, self._headers | own, total, _TAKEN, cut=True, content=content)
        )
        if not 200 <= answer.status < 300:
            raise refused(source, answer, self._clock())

    def close(self) -> None:
        """Close every connection."""
        self._wire.close()

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask_page(self, url: URL, source: str, headers: dict[str, str], seconds: float) -> Answer:
        self._turns.check(source, host(url))
        rules = self._robots.rules(source, url)
        if not rules.allow(url):
            raise FetchError(source, f"its robots.txt forbids it to {TOKEN}", _READ, "refused")
        with self._turns.turn(source, host(url), max(self._delay, rules.delay)):
            return self._heeded(url, self._wire.ask(source, url, headers, seconds, self._limits.most_bytes))

    def _ask_robots(self, url: URL, source: str) -> Answer:
        with self._turns.turn(source, host(url), self._delay):
            total = self._limits.total
            return self._heeded(url, self._wire.ask(source, url, self._headers, total, MOST, cut=True))

    def _heeded(self, url: URL, answer: Answer) -> Answer:
        """The answer, once its host is left alone for as long as it asks."""
        if answer.status in BUSY and (wait := retry_after(answer, self._clock())):
            self._turns.hold(host(url), wait)
        return answer

    def _reply(self, url: str, trail: Trail, etag: str | None, last_modified: str | None) -> Reply:
        answer = trail.answer
        same = answer.status == 304
        kind, charset = media(answer.headers)
        return Reply(
            url,
            str(trail.final),
            str(trail.moved) if trail.moved else None,
            304 if same else 200,
            b"" if same else answer.body,
            kind,
            charset,
            validator(first(answer.headers, "etag")) or (validator(etag) if same else None),
            validator(first(answer.headers, "last-modified")) or (validator(last_modified) if same else None),
            fresh_for(answer.headers, self._clock()),
        )


def user_agent(contact: str | None) -> str:
    """Who asks, honestly: the program, its version, and where its owner can be reached."""
    from bigpicture import __version__

    reach = "".join(c for c in contact or "" if " " <= c <= "~" and c not in "()").strip()[:200]
    told = f"contact: {reach}" if reach else "contact not set"
    return f"{TOKEN}/{__version__} (self-hosted film press reader; {told})"


def _way(url: str, start: URL, trail: Trail) -> str:
    """The address asked for, with where it led."""
    return shown(url) if trail.final == start else f"{shown(url)} (redirected to {shown(str(trail.final))})"


def refused(source: str, answer: Answer, now: float) -> FetchError:
    """What a status that brings no page means."""
    status = answer.status
    if status == 410:
        return FetchError(source, "gone for good (410)", "take it out", "gone")
    if status in (401, 403, 451):
        return FetchError(source, f"its server refuses it ({status})", _READ, "refused")
    if status in BUSY:
        wait = retry_after(answer, now)
        remedy = "try again later" if wait is None else f"wait {wait:.0f} seconds"
        return FetchError(source, f"its server is busy ({status})", remedy, "busy", wait)
    if status == 408:
        return FetchError(source, "its server was kept waiting (408)", "try again later", "timeout")
    if 400 <= status < 500:
        problem = "no such page (404)" if status == 404 else f"its server rejects the request ({status})"
        return FetchError(source, problem, "check the address", "missing")
    if status >= 500:
        return FetchError(source, f"its server failed ({status})", "try again later", "server")
    return FetchError(source, f"an answer without a page ({status})", "look at it in a browser", "server")
