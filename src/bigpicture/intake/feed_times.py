"""Times as feeds word them, to UTC to the second: RFC 822 (RSS), RFC 3339 (Atom, JSON Feed), W3CDTF (Dublin Core), and odd ones.

The standard library's parser of RFC 822 takes eight times as long as the one expression here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_LONGEST = 64  # characters: the parser of odd wordings is made for short ones
EARLIEST, LATEST = 1900, 2100  # years: others are a system's zero, or a slip
_ZERO = "1970-01-01T00:00:00Z"  # a system's zero, too
# Hours east of Greenwich. Where zones share a name, it is read as RFC 822 says (American), else as the most people mean it.
_ZONES = {
    "": 0, "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 5.5, "CET": 1, "CEST": 2, "MEZ": 1,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "PT": -8, "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "AST": -4, "ADT": -3, "BRT": -3,
    "ART": -3, "JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13,
}  # fmt: skip
# By how their names begin in English, French, Spanish, Portuguese, Italian, German and Dutch.
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan ene gen", "feb fev fév", "mar mär mrt", "apr avr abr", "may mai mei mag", "jun juin giu", "jul juil lug",
         "aug aoû aou ago", "sep set", "oct okt ott out", "nov", "dec déc dic dez"), 1
    )
    for name in names.split()
}  # fmt: skip
_RFC822 = re.compile(
    r"(?:[^\W\d]{2,10}\.?,? ?)?(?P<day>\d{1,2})[ -](?P<month>[^\W\d]{3,10})\.?,?[ -](?P<year>\d{4}|\d\d),? "
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d+)? ?(?P<zone>(?![AP]M)[A-Z]{0,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d)"
    r"(?: \([^()]*\))?"
)
# How most feeds word it, which needs no calendar: every month has 28 days.
_USUAL = re.compile(
    r"[A-Z][a-z]{2}, (0[1-9]|1\d|2[0-8]) ([A-Z][a-z]{2}) (20\d\d) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:\+0000|GMT)",
    re.A,
)
_ENGLISH = dict(
    zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), (f"{n:02}" for n in range(1, 13)), strict=True)
)
_NAMED = re.compile(r" ?([A-Z]{2,5})$")
_MIDNIGHT = re.compile(r"(?<!\d)24:00(?::00)?(?![\d:])")
_FRACTION = re.compile(r"(:\d\d)[.,]\d+")
_YEAR = re.compile(r"(?<![\d+-])\d{4}(?!\d)|\b\d\d?[/.-]\d\d?[/.-]\d\d\b")


def utc_of(wording: str) -> str | None:
    """A time as 2026-11-29T09:30:00Z. A day without a time is its midnight, a time without a zone (or a known one) UTC.

    None for what is no time, and outside of the years 1900 to 2100. A time to come is kept as it is told.
    """
    text = " ".join(wording[: 4 * _LONGEST].split())
    return _utc_of(text) if 8 <= len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)  # a feed is asked again and again with the same items
def _utc_of(text: str) -> str | None:
    usual = _USUAL.fullmatch(text)
    if usual and usual[2] in _ENGLISH:
        day, month, year, hour, minute, second = usual.groups()
        return f"{year}-{_ENGLISH[month]}-{day}T{hour}:{minute}:{second}Z"
    later = timedelta(days=1) if "24:00" in text and _MIDNIGHT.search(text) else None
    text = _MIDNIGHT.sub("00:00:00", text) if later else text
    moment = (_iso(text) if text[:4].isdigit() else _rfc822(text)) or _odd(text)
    if moment is None:
        return None
    try:
        moment = (moment.astimezone(UTC) if moment.tzinfo else moment) + (later or timedelta())
    except (OverflowError, ValueError):
        return None
    if not EARLIEST <= moment.year <= LATEST:
        return None
    told = moment.isoformat()[:19] + "Z"
    return None if told == _ZERO else told


def _iso(text: str) -> datetime | None:
    name = _NAMED.search(text)
    zone = _zone(name[1]) if name else None
    try:
        moment = datetime.fromisoformat(_FRACTION.sub(r"\1", text[: name.start()] if name and zone else text))
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if zone and moment.tzinfo is None else moment


def _rfc822(text: str) -> datetime | None:
    found = _RFC822.fullmatch(text)
    if found is None:
        return None
    day, named, year, hour, minute, second, zone = found.groups()
    named = named.lower()
    month = _MONTHS.get(named[:3]) or _MONTHS.get(named[:4]) or 0
    century = 0 if len(year) == 4 else 1900 if year > "68" else 2000  # as POSIX reads two digits
    try:
        return datetime(
            century + int(year), month, int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=_zone(zone)
        )
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _zone(name: str) -> timezone | None:
    """A zone by its name or its distance from Greenwich; None where the name is not known."""
    if name[-1:].isdigit():
        digits = name[-5:].replace(":", "")[-4:]
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if "-" in name else minutes)) if minutes < 24 * 60 else None
    hours = _ZONES.get(name)
    return None if hours is None else timezone(timedelta(hours=hours))


def _told_zone(name: str | None, offset: int | None) -> timezone | None:
    return _zone(name or "") if offset is None else timezone(timedelta(seconds=offset))


def _odd(text: str) -> datetime | None:
    """Any other wording in English: "November 29, 2026 9:30 am EST"."""
    if not _YEAR.search(text):
        return None  # the library would supply this year
    from dateutil import parser  # type: ignore[import-untyped]

    try:
        found: datetime = parser.parse(text, tzinfos=_told_zone, default=datetime(1, 1, 1), dayfirst="." in text)
    except (ValueError, OverflowError, ArithmeticError, TypeError, AttributeError):  # as the library meets nonsense
        return None
    return found
