"""What headers say: how long a reply stays fresh, how long to wait, what kind of text it is, what to send back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from httpx2 import Headers

DAY = 86_400  # seconds
MINUTE = 60  # seconds
BUSY = (429, 503)  # statuses
_FOREVER = 2**31 - 1  # seconds: RFC 9111, section 1.2.2
_VALIDATOR = re.compile(r"[ -~\x80-\xff]{1,1000}")  # one line of what a header may hold: RFC 9110, section 5.5
_MEDIA = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([a-z0-9._:-]{1,40})", re.I | re.A)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: `body` is decoded and whole, and empty where the status is not 200 or 203."""

    status: int
    headers: Headers
    body: bytes
    seconds: float  # that it took


def first(headers: Headers, name: str) -> str:
    """The first value of a header, "" where there is none: a second of its name is a fault, or an attack."""
    return next(iter(headers.get_list(name)), "").strip()


def media(headers: Headers) -> tuple[str, str | None]:
    """(the kind of content in lower case, "" where none is told; the encoding of its text)."""
    value = first(headers, "content-type")
    kind = value.partition(";")[0].strip().lower()
    charset = _CHARSET.search(value)
    return kind if _MEDIA.fullmatch(kind) else "", charset[1].lower() if charset else None


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified to send back verbatim; None where it could break out of its line."""
    return value if value and _VALIDATOR.fullmatch(value) else None


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers that ask for a page only where it has changed: RFC 9110, section 13.1."""
    pairs = {"If-None-Match": validator(etag), "If-Modified-Since": validator(last_modified)}
    return {name: value for name, value in pairs.items() if value}


def fresh_for(headers: Headers, now: float) -> int:
    """For how many seconds the reply need not be asked for again: RFC 9111, section 4.2; 0 where that is not told."""
    rules: dict[str, str] = {}
    for rule in ",".join(headers.get_list("cache-control")).split(","):
        name, _, value = rule.strip().lower().partition("=")
        rules.setdefault(name.strip(), value.strip().strip('"'))
    if "no-store" in rules or "no-cache" in rules:
        return 0
    if "max-age" in rules:
        left = _seconds(rules["max-age"]) - _seconds(first(headers, "age"))
    else:
        expires = http_date(first(headers, "expires"))
        began = http_date(first(headers, "date"))
        left = 0.0 if expires is None else expires - (now if began is None else began)
    return int(max(0, min(left, _FOREVER)))


def retry_after(answer: Answer, now: float) -> float | None:
    """Seconds that a busy server asks to wait, at most a day: RFC 9110, section 10.2.3; None where it asks nothing.

    One that says "too many requests" (429) and not for how long gets a minute.
    """
    value = first(answer.headers, "retry-after")
    if _digits(value):
        return min(_seconds(value), DAY)
    at = http_date(value)
    if at is not None:
        return max(0.0, min(at - now, DAY))
    return MINUTE if answer.status == 429 else None


def http_date(value: str) -> float | None:
    """A date of RFC 9110, section 5.6.7, in seconds since 1970; None where it is none."""
    try:
        found = parsedate_to_datetime(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, LookupError, OverflowError):  # as the library meets nonsense
        return None


def _digits(value: str) -> bool:
    return value.isascii() and value.isdigit()


def _seconds(value: str) -> float:
    return min(int(value[:20]), _FOREVER) if _digits(value) else 0
