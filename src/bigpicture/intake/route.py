"""Where a request goes: which addresses may be asked for, how one is shown in a message, where redirects lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from httpx2 import URL, InvalidURL

from bigpicture.errors import FetchError
from bigpicture.intake.headers import Answer, first

LONGEST = 8000  # characters of an address: RFC 9110, section 4.1
REDIRECTS = (301, 302, 303, 307, 308)
LASTING = (301, 308)  # the address to use from now on
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")  # RFC 1035, with the underscores of practice
_NUMBER = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)\Z")  # how a name ends that some resolvers read as an IPv4 address


def checked(url: str) -> URL:
    """An address that may be asked for, without its fragment. Raises FetchError (unsafe) where it is none."""
    remedy = "give an address that begins with http:// or https://"
    if len(url) > LONGEST:
        raise FetchError(shown(url), f"an address of more than {LONGEST} characters", remedy, "unsafe")
    try:
        found = URL(url.strip()).copy_with(fragment=None)
        name = found.raw_host.decode("ascii").removesuffix(".")
        found = found.copy_with(host=name)
    except (InvalidURL, ValueError):
        raise FetchError(shown(url), "no web address", remedy, "unsafe") from None
    if problem := _problem(found, name):
        raise FetchError(shown(url), problem, remedy, "unsafe")
    return found


def _problem(url: URL, name: str) -> str | None:
    if url.scheme not in ("http", "https"):
        return "an address that is not of the web (http, https)"
    if url.userinfo:
        return "an address with a user name in it"
    if url.port is not None and not 0 < url.port < 65536:
        return f"a port that cannot be ({url.port})"
    fit = _is_ip(name) or (_NAME.fullmatch(name) and not _NUMBER.search(name))
    return None if fit else "a host that cannot be"


def _is_ip(name: str) -> bool:
    try:
        return "%" not in str(ip_address(name))  # a zone names a network card, and no host of the web
    except ValueError:
        return False


def shown(url: str) -> str:
    """An address fit for one line of a message: without user name, password and control characters, and not too long."""
    plain = re.sub(r"\A(\s*[a-zA-Z][a-zA-Z0-9+.-]*:)?(/*)[^/?#]*@", r"\1\2", url)
    plain = "".join(c if c.isprintable() else " " for c in plain[:1000]).strip()
    return plain if len(plain) <= 200 else f"{plain[:199]}…"


def host(url: URL) -> str:
    """The host's name in lower case, ASCII: what waits and turns are counted by."""
    return url.raw_host.decode("ascii")


def origin(url: URL) -> str:
    """Scheme, host and port, as https://press.example:8443: what one robots.txt holds for."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def onward(source: str, here: URL, location: str) -> URL:
    """Where a redirect leads. Raises FetchError where to no address, or to one that may not be asked for.

    A way back from https to http on the same host is walked over https: that host is known to speak it, and programs
    behind a proxy often name the wrong scheme. To another host (an old link behind a shortener) it is walked as it is.
    """
    try:
        there = checked(str(here.join(_text(location))))
    except FetchError as error:
        raise FetchError(source, f"redirects to {error.problem}", "look at it in a browser", "unsafe") from None
    except (InvalidURL, ValueError):
        raise FetchError(source, "redirects to no address", "look at it in a browser", "server") from None
    if _downgrade(here, there) and there.raw_host == here.raw_host and there.port is None:
        there = there.copy_with(scheme="https", port=here.port)
    return there


def _text(location: str) -> str:
    """A Location as its author wrote it: headers are read as Latin-1, and many are UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _downgrade(here: URL, there: URL) -> bool:
    return (here.scheme, there.scheme) == ("https", "http")


@dataclass(frozen=True, slots=True)
class Trail:
    """How an address was followed: to `final`, whose `answer` is no redirect; `moved` by the first, permanent ones."""

    final: URL
    moved: URL | None
    answer: Answer


def follow(source: str, start: URL, most: int, ask: Callable[[URL, str], Answer]) -> Trail:
    """What `ask` answers for an address or, through at most `most` redirects, for where it leads.

    A redirect from https to http never counts as a permanent one. Raises what `ask` raises, and FetchError (limit)
    for too many redirects or a circle.
    """
    here, moved, lasting, name, seen = start, None, True, source, {_key(start)}
    for _ in range(most + 1):
        answer = ask(here, name)
        if answer.status not in REDIRECTS:
            return Trail(here, moved, answer)
        there = onward(name, here, first(answer.headers, "location"))
        if _key(there) in seen:
            raise FetchError(name, "redirects in a circle", "look at it in a browser: it may want cookies", "limit")
        lasting = lasting and answer.status in LASTING and not _downgrade(here, there)
        moved = there if lasting else moved
        here, name = there, f"{source} (redirected to {shown(str(there))})"
        seen.add(_key(there))
    raise FetchError(source, f"redirected more than {most} times", "look at it in a browser", "limit")


def _key(url: URL) -> tuple[str, bytes]:
    return origin(url), url.raw_path
