"""Dates in prose to EDTF, resolved against the article's date.

A rule is a name, a pattern and a production; the first rule that matches a stretch of text has it. A day or month
without a year is the next one to come, unless a verb before it says that it is past.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as worded: `edtf` is a day, a month, a season (21 spring to 24 winter) or a year."""

    start: int
    end: int
    edtf: str
    why: str


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_DAYS = {
    name: n
    for n, day in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    for name in (day, day[:3])
}
_SEASONS = {"spring": (21, 4), "summer": (22, 7), "autumn": (23, 10), "fall": (23, 10), "winter": (24, 12)}
_FEASTS = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
    "st stephen's day": (12, 26), "st. stephen's day": (12, 26), "new year's day": (1, 1), "new year's eve": (12, 31),
    "valentine's day": (2, 14), "halloween": (10, 31), "st patrick's day": (3, 17), "anzac day": (4, 25),
    "bastille day": (7, 14), "australia day": (1, 26), "remembrance day": (11, 11), "veterans day": (11, 11),
    "bonfire night": (11, 5), "cinco de mayo": (5, 5), "canada day": (7, 1), "republic day": (1, 26), "pongal": (1, 14),
}  # fmt: skip
_EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter weekend": -2}
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_MONTH = "(?P<month>(?:" + "|".join(sorted((m.capitalize() for m in _MONTHS), key=len, reverse=True)) + r")\b\.?)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_TAIL = r"(?:,? (?:(?P<next>next)|(?P<last>last)|(?:of )?(?P<this>this)) year)?"
# What a date that has passed follows: a plain past tense, not a plan that was ("had been set for").
_PAST = re.compile(
    r"\b(?:opened|came out|released (?:in|on|by)|released|premiered|debuted|launched|landed|arrived|hit|bowed|began|started|since|"
    r"took place|won|died|screened|shown|went on|went wide|back in|out since|opening day|reached)\b", re.I
)  # fmt: skip
_PLANNED = re.compile(
    r"\b(?:will|would|to|is|are|be|due|set|slated|scheduled|planned|dated|pushed|moved|shifted|delayed|postponed|announced|"
    r"until|expected|may|could|might|originally|plans?|has|gets|starting|from|bows|opens|hits|arrives|lands)\b", re.I
)  # fmt: skip
_CLAUSE = re.compile(r"[.;:!?]\s|\n")
_Production = Callable[["_Context", "re.Match[str]"], "str | None"]


class _Context:
    """The text, the article's date, and the last date found before a match."""

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        parts = (
            [int(p) for p in published.split("-")]
            if published and re.fullmatch(r"\d{4}(-\d\d){0,2}", published)
            else []
        )
        self.known = len(parts)  # 3 a day, 2 a month, 1 a year, 0 nothing
        self.today = _day(*(parts + [[], [7, 1], [1]][min(self.known, 2)])[:3]) if parts else None

    def past(self, match: re.Match[str]) -> bool:
        """Whether the words before a match say that it lies in the past."""
        before = _CLAUSE.split(self.text[max(0, match.start() - 90) : match.start()])[-1]
        verbs = [v.start() for v in _PAST.finditer(before)]
        # a plan lies round the verb: "will be released on", "was released, and is now due on"
        return bool(verbs) and not _PLANNED.search(before, max(0, verbs[-1] - 14))

    def year_of(self, month: int, day: int | None, past: bool) -> int | None:
        """The year of a day or month without one: the next to come, or the last that was."""
        if self.today is None:
            return None
        now = (self.today.month, self.today.day)
        there = (month, day if day is not None else (1 if past else 31))
        if past:
            return self.today.year - (there > now)
        return self.today.year + (there < now and not self._just(month, day))

    def _just(self, month: int, day: int | None) -> bool:
        """A date up to ten days back is not a year ahead: yesterday's premiere reported today."""
        then = _day(self.today.year, month, day or 28) if self.today else None
        return bool(then and self.today and 0 <= (self.today - then).days <= (10 if day else 28))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full(c: _Context, m: re.Match[str]) -> str | None:
    """A day and a month, the year given or not."""
    g = m.groupdict()
    month = int(g["number"]) if g.get("number") else _MONTHS[g["month"].rstrip(".").lower()]
    day = int(g["day"])
    year: int | None
    if g.get("year"):
        year = int(g["year"])
        year += 0 if year > 99 else 2000 if year < 40 else 1900
    elif c.today and (g.get("next") or g.get("last") or g.get("this")):
        year = c.today.year + bool(g.get("next")) - bool(g.get("last"))
    else:
        year = c.year_of(month, day, c.past(m))
    found = _day(year, month, day) if year else None
    return found.isoformat() if found else None


def _month(c: _Context, m: re.Match[str]) -> str | None:
    g = m.groupdict()
    month = _MONTHS[g["month"].rstrip(".").lower()]
    if g.get("year"):
        return f"{g['year']}-{month:02}"
    if c.today is None:
        return None
    if g.get("next") or g.get("this") or (g.get("last") and g.get("tail")):
        return f"{c.today.year + bool(g.get('next')) - bool(g.get('last'))}-{month:02}"
    lead = (g.get("lead") or "").lower()
    year = c.year_of(month, None, lead in ("last", "since") or c.past(m))
    if lead in ("next", "last") and month == c.today.month and year is not None:
        year = c.today.year + (1 if lead == "next" else -1)
    return f"{year}-{month:02}"


def _season(c: _Context, m: re.Match[str]) -> str | None:
    number, middle = _SEASONS[m["season"].lower()]
    if m["year"]:
        return f"{m['year']}-{number}"
    if c.today is None:
        return None
    lead = (m["lead"] or "").lower()
    now, year = c.today.month, c.today.year
    if m["next"] or m["this"]:
        year += bool(m["next"])
    elif lead == "next":
        year += middle <= now + 1 or number in (22, 23)
    elif lead == "last" or c.past(m):
        year -= middle >= now
    elif lead != "this" and middle + 2 < now:
        year += 1
    return f"{year}-{number}"


def _feast(c: _Context, m: re.Match[str]) -> str | None:
    name = m["feast"].lower().replace("’", "'")
    if name in _EASTER:
        year = int(m["year"]) if m["year"] else c.today.year if c.today else None
        found = _easter(year) + timedelta(_EASTER[name]) if year else None
        if found and c.today and not m["year"] and found < c.today and not c.past(m):
            found = _easter(c.today.year + 1) + timedelta(_EASTER[name])
        return found.isoformat() if found else None
    month, day = _FEASTS[name]
    year = int(m["year"]) if m["year"] else c.year_of(month, day, c.past(m))
    return f"{year}-{month:02}-{day:02}" if year else None


def _easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114
    return date(year, n // 31, n % 31 + 1)


def _thanksgiving(c: _Context, m: re.Match[str]) -> str | None:
    year = int(m["year"]) if m["year"] else c.year_of(11, 25, c.past(m))
    if not year:
        return None
    first = date(year, 11, 1)
    return (first + timedelta((3 - first.weekday()) % 7 + 21)).isoformat()


def _weekday(c: _Context, m: re.Match[str]) -> str | None:
    if c.today is None or c.known < 3:
        return None
    wanted, lead = _DAYS[m["weekday"].lower()], (m["lead"] or "").lower()
    ahead, back = (wanted - c.today.weekday()) % 7, (c.today.weekday() - wanted) % 7
    if m["week"]:
        return (c.today + timedelta(ahead + 7)).isoformat()
    if lead == "last" or (c.past(m) and lead not in ("next", "this")):
        return (c.today - timedelta(back or 7 * (lead == "last"))).isoformat()
    return (c.today + timedelta(ahead or 7 * (lead == "next"))).isoformat()


def _relative(c: _Context, m: re.Match[str]) -> str | None:
    if c.today is None or c.known < 3:
        return None
    days = {"tomorrow": 1, "yesterday": -1, "last night": -1}.get(m["word"].lower(), 0)
    return (c.today + timedelta(days)).isoformat()


def _span(c: _Context, m: re.Match[str]) -> str | None:
    """This, next or last week, weekend or month. A weekend is its Friday."""
    step = {"next": 1, "last": -1, "past": -1}.get(m["lead"].lower(), 0)
    if c.today is None:
        return None
    if m["unit"].lower() == "month":
        at = c.today.year * 12 + c.today.month - 1 + step
        return f"{at // 12}-{at % 12 + 1:02}" if c.known > 1 else None
    if c.known < 3:
        return None
    friday = c.today + timedelta(4 - c.today.weekday())
    return (friday + timedelta(7 * step)).isoformat()


def _nearby_year(c: _Context, m: re.Match[str]) -> str | None:
    if c.today is None:
        return None
    words = m[0].lower()
    step = 1 if "next" in words or "new year" in words else -1 if words.startswith("last") else 0
    return str(c.today.year + step)


def _numbered(c: _Context, m: re.Match[str]) -> str | None:
    """ "the 17th" is the next 17th, or this month's where a plan is told."""
    if c.today is None or c.known < 3:
        return None
    day, ahead = int(m["day"]), int(m["day"]) < c.today.day and not c.past(m)
    at = c.today.year * 12 + c.today.month - 1 + ahead
    found = _day(at // 12, at % 12 + 1, day)
    return found.isoformat() if found else None


def _year(_: _Context, m: re.Match[str]) -> str | None:
    return m["year"]


def _iso(c: _Context, m: re.Match[str]) -> str | None:
    return _full(c, m)


_FEAST = "|".join(sorted((re.escape(f).replace("'", "['’]") for f in (*_FEASTS, *_EASTER)), key=len, reverse=True))
_RULES: tuple[tuple[str, re.Pattern[str], _Production], ...] = (
    ("day of a month, year first", re.compile(r"\b(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\b"), _iso),
    ("day and month", re.compile(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}\b)?{_TAIL}"), _full),
    ("month and day", re.compile(rf"\b{_MONTH} (?:the )?{_DAY}(?!\d|:\d|,\d)(?:,? {_YEAR}\b)?{_TAIL}"), _full),
    ("month/day/year", re.compile(r"\b(?P<number>1[0-2]|0?[1-9])/(?P<day>[12]\d|3[01]|0?[1-9])/(?P<year>(?:19|20)?\d\d)\b"), _full),
    ("month and year", re.compile(rf"\b{_MONTH}(?: of|,)? {_YEAR}\b"), _month),
    ("month of a near year", re.compile(rf"\b{_MONTH}(?P<tail>,? (?:of )?(?:(?P<next>next)|(?P<last>last)|(?P<this>this)) year)\b"), _month),
    ("month", re.compile(
        rf"\b(?:(?P<lead>[Nn]ext|[Ll]ast|[Tt]his|[Ii]n|[Ff]or|[Uu]ntil|[Tt]o|[Bb]y|[Oo]f|[Ff]rom|[Ee]arly|[Ll]ate|[Mm]id|[Ss]ince|[Cc]ome)[ -]|"
        rf"(?:its|their|the|an?) (?=\w+\.? (?:release|slot|date|slate|debut|bow|opening|premiere|launch|weekend))){_MONTH}(?! \d)"), _month),
    ("feast", re.compile(rf"\b(?P<feast>{_FEAST})\b(?:,? (?:of )?{_YEAR}\b)?", re.I), _feast),
    ("Thanksgiving", re.compile(rf"\bThanksgiving(?: Day| weekend)?\b(?:,? (?:of )?{_YEAR}\b)?"), _thanksgiving),
    ("season", re.compile(
        r"\b(?:(?P<lead>next|last|this|the|in|for|until|early|mid|late)[ -])?(?P<season>spring|summer|autumn|fall|winter)"
        rf"(?:(?: of|,)? {_YEAR}\b|,? (?:of )?(?:(?P<next>next)|(?P<this>this)) year\b)?(?=[\W]|$)", re.I), _season),
    ("weekday", re.compile(rf"\b(?:(?P<lead>next|last|this|on) )?{_WEEKDAY}\b(?P<week> week\b)?|\b(?P<lead2>[Oo]pens|[Oo]ut) (?P<short>Fri|Thu|Wed)\b", re.I), _weekday),
    ("near day", re.compile(r"\b(?P<word>today|tonight|tomorrow|yesterday|last night)\b", re.I), _relative),
    ("near span", re.compile(r"\b(?P<lead>this|next|last|past) (?P<unit>week|weekend|month)\b", re.I), _span),
    ("near year", re.compile(r"\b(?:(?:later|earlier|early|late)(?: in)? )?(?:this|next|last|the new|the same) year\b|\blater in the year\b", re.I), _nearby_year),
    ("day of the month", re.compile(r"\bthe (?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)\b(?! (?:century|annual|edition|anniversary|film|season|time|place|movie|birthday|[A-Z]))"), _numbered),
    ("year", re.compile(rf"(?<![\d$£€.,-]){_YEAR}(?!\d|[.,]\d|-\d|%| (?:million|people|films|screens|theat|cinemas|sites|locations|copies|votes))"), _year),
)  # fmt: skip


def _matches(context: _Context) -> Iterator[DateMention]:
    taken = bytearray(len(context.text))
    for name, pattern, make in _RULES:
        for match in pattern.finditer(context.text):
            if any(taken[match.start() : match.end()]):
                continue
            if match.groupdict().get("short"):
                continue
            edtf = make(context, match)
            if edtf:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                yield DateMention(match.start(), match.end(), edtf, name)


_AND_DAY = re.compile(
    r"(?:,| and| or) (?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)?\b(?! (?:million|\w+ (?:million|theat|screens))|[.,]?\d)"
)
_DAY_AND = re.compile(r"\b(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)? (?:and|or) $")


def _coordinated(text: str, found: list[DateMention]) -> Iterator[DateMention]:
    """ "Nov. 3 and 6", "14 and 21 October": the other day shares month and year."""
    for mention in found:
        if mention.edtf.count("-") != 2:
            continue
        first = mention.why == "month and day"
        at = (
            _AND_DAY.match(text, mention.end)
            if first
            else _DAY_AND.search(text[max(0, mention.start - 12) : mention.start])
        )
        if at:
            shift = 0 if first else max(0, mention.start - 12)
            year, month, _ = map(int, mention.edtf.split("-"))
            day = _day(year, month, int(at["day"]))
            if day:
                yield DateMention(at.start("day") + shift, at.end("day") + shift, day.isoformat(), "day beside a date")


def find_dates(text: str, published: str | None) -> list[DateMention]:
    """Every date in the text, in order; what cannot be resolved without the article's date is left out."""
    found = sorted(_matches(_Context(text, published)), key=lambda d: d.start)
    return sorted([*found, *_coordinated(text, found)], key=lambda d: (d.start, d.end))
