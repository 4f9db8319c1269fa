"""What a site's robots.txt lets bigpicture read: RFC 9309, on the library protego."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from httpx2 import URL
from protego import Protego

from bigpicture.errors import FetchError
from bigpicture.intake.headers import BUSY, DAY, Answer, retry_after
from bigpicture.intake.hosts import HostNote, Notes
from bigpicture.intake.route import follow, origin

TOKEN = "bigpicture"  # noqa: S105 - the product token that a robots.txt names
MOST = 512 * 1024  # bytes that are read of one: RFC 9309, section 2.5, asks for 500 KiB
REDIRECTS = 5  # RFC 9309, section 2.3.1.2
LONGEST_DELAY = 60.0  # seconds of Crawl-delay, a rule outside the RFC, that are kept to
OLD = 30 * DAY  # for how long a copy stands in for one that cannot be reached: RFC 9309, section 2.3.1.4
_PAUSE = 300  # seconds after which one that could not be reached is tried again
_AGENT = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*([a-z_-]+|\*)?.*", re.I | re.S)
_SMALL = 64 * 1024  # characters of one that stays parsed


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one robots.txt for bigpicture."""

    parsed: Protego

    def allow(self, url: URL) -> bool:
        """Whether an address may be asked for."""
        return self.parsed.can_fetch(str(url), TOKEN)

    @property
    def delay(self) -> float:
        """The seconds that the site wants between two requests, at most LONGEST_DELAY."""
        return min(self.parsed.crawl_delay(TOKEN) or 0.0, LONGEST_DELAY)


def parse(text: str) -> Rules:
    """The rules of a robots.txt: of the group that names bigpicture, or else of the group for all."""
    return _parse_small(text) if len(text) < _SMALL else _parse(text)


def _parse(text: str) -> Rules:
    return Rules(Protego.parse("\n".join(_own(line) for line in text.removeprefix("\ufeff").splitlines())))


_parse_small = lru_cache(maxsize=256)(_parse)


def _own(line: str) -> str:
    """A line, with every robot's name but ours made one name.

    The library takes a name that ours begins with ("big") for ours, and its work grows with the number of names times
    the number of rules: RFC 9309, section 2.2.1, wants the whole name, in any case.
    """
    agent = _AGENT.fullmatch(line)
    if agent is None:
        return line
    name = (agent[1] or "").lower()
    return f"User-agent: {name if name in (TOKEN, '*') else 'another'}"


def _of_page(source: str, error: FetchError) -> FetchError:
    """The error of a robots.txt as that of a page: the host is out of reach, or it is its robots.txt that is amiss."""
    where = "" if error.cause in ("network", "unsafe") else " (in asking for its robots.txt)"
    return FetchError(source, error.problem + where, error.remedy, error.cause, error.retry_after)


class Robots:
    """The robots.txt of every origin, each asked for once a day. `ask` gets one address, without redirects."""

    def __init__(self, notes: Notes, ask: Callable[[URL, str], Answer], clock: Callable[[], float]) -> None:
        self._notes, self._ask, self._clock = notes, ask, clock
        self._locks: dict[str, Lock] = {}
        self._failed: dict[str, tuple[float, FetchError]] = {}

    def rules(self, source: str, url: URL) -> Rules:
        """The rules that hold for an address.

        Raises FetchError where its robots.txt cannot be reached and no copy of it is left: then all is forbidden.
        """
        name = origin(url)
        with self._locks.setdefault(name, Lock()):
            note, now = self._notes.get(name), self._clock()
            if note.robots is not None and 0 <= now - note.robots_at < DAY:
                return parse(note.robots)
            try:
                text = self._fresh(name, url, now)
            except FetchError as error:
                if note.robots is None or now - note.robots_at > OLD:
                    raise _of_page(source, error) from None
                return parse(note.robots)
            self._notes.put(name, HostNote(robots=text, robots_at=now))
            return parse(text)

    def _fresh(self, name: str, url: URL, now: float) -> str:
        """The text of a robots.txt, "" where there is none; one that failed is not asked for again at once."""
        until, failure = self._failed.get(name, (0.0, None))
        if failure and now < until:
            raise failure
        try:
            return self._text(url.copy_with(raw_path=b"/robots.txt"))
        except FetchError as error:
            if error.cause != "busy":  # that is remembered of the host
                self._failed[name] = now + _PAUSE, error
            raise

    def _text(self, url: URL) -> str:
        try:
            answer = follow(str(url), url, REDIRECTS, self._ask).answer
        except FetchError as error:
            if error.cause == "limit":  # too many redirects: as if there were none, section 2.3.1.2
                return ""
            raise
        if answer.status in (408, 429) or answer.status >= 500:
            busy = answer.status in BUSY
            wait = retry_after(answer, self._clock()) if busy else None
            problem = f"its server answers {answer.status}"
            raise FetchError(str(url), problem, "try again later", "busy" if busy else "server", wait)
        return answer.body.decode("utf-8", "replace")
