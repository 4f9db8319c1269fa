"""Dates in prose to EDTF, resolved against the article's date.

A rule is a name, a pattern and a production; the first rule that matches a stretch of text has it. A day or month
without a year is the next one to come, unless a verb beside it says that it is past. A date that leans on another
("a week later", "Nov. 3 and 6", "May of that year") is resolved in sequels.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from bigpicture.reading.almanac import (
    EASTER,
    FEASTS,
    INDEPENDENCE,
    MONTHS,
    MOVING,
    NUMBERS,
    SEASONS,
    WEEKDAYS,
    Context,
    Tense,
    easter,
    moving,
    real,
)
from bigpicture.reading.sequels import DateMention, sequels

__all__ = ["DateMention", "find_dates"]

_Production = Callable[[Context, "re.Match[str]"], "str | None"]

_MONTH = "(?P<month>(?:" + "|".join(
    form + (r"\b\.?" if len(m) < 5 and m not in ("may", "june", "july") else r"\b")  # a full stop after March ends the sentence
    for m in sorted(MONTHS, key=len, reverse=True) for form in (m.capitalize(), m.upper())) + "))"  # fmt: skip
_DAY = r"(?P<day>[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?"
_YEAR = r"(?P<year>(?:18|19|20)[0-9]{2})"
_SHORT_YEAR = r"(?P<year>(?:(?:18|19|20)[0-9]{2}|['’][0-9]{2}))"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?<=pens )(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b(?! [A-Z]))"
_TAIL = r"(?:,? (?:(?P<next>next)|(?P<last>last)|(?:of )?(?P<this>this)) year)?"
_SLOT = r"(?:(?:theatrical|limited|wide|digital|cinema|streaming|nationwide) )?(?:release|slot|date|slate|debut|bow|opening|opener|premiere|launch|weekend|run|start|arrival|release date|air date|airing|dates)"


_SLATE = re.compile(r" (?:slate|slot|(?:release )?date|weekend)\b")


def _month_number(word: str) -> int:
    return MONTHS[word.rstrip(".").lower()]


def _near_year(c: Context, g: dict[str, str | None]) -> int | None:
    """The year that "next year" and its like say, or None."""
    if not c.known or not (g.get("next") or g.get("last") or g.get("this")):
        return None
    return c.today.year + bool(g.get("next")) - bool(g.get("last"))


def _full(c: Context, m: re.Match[str]) -> str | None:
    """A day and a month, the year given or not."""
    g = m.groupdict()
    month, day = int(g["number"] or 0) if g.get("number") else _month_number(m["month"]), int(m["day"])
    if month > 12:
        month, day = day, month
    year = int(g["year"].lstrip("'’")) if g.get("year") else _near_year(c, g) or c.year_of(month, day, c.tense(m))
    if year is not None and year < 100:
        year += 2000 if year < 40 else 1900
    found = real(year, month, day) if year else None
    return found.isoformat() if found else None


def _month(c: Context, m: re.Match[str]) -> str | None:
    g = m.groupdict()
    month = _month_number(m["month"])
    year = int(g["year"]) if g.get("year") else _near_year(c, g)
    if year is None:
        if not c.known:
            return None
        lead = (g.get("lead") or "").lower()
        year = c.year_of(
            month,
            None,
            "past" if lead in ("last", "since") else "future" if lead in ("next", "this", "come") else _slot(c, m),
        )
        if lead in ("next", "last") and month == c.today.month:
            year = c.today.year + (1 if lead == "next" else -1)
    return f"{year}-{month:02}"


def _slot(c: Context, m: re.Match[str]) -> Tense:
    """The tense of a month; that of "its January slate" is no verb's beside it."""
    said = c.tense(m)
    return "dropped" if said == "past" and _SLATE.match(m.string, m.end()) else said


def _season(c: Context, m: re.Match[str]) -> str | None:
    number, first, last = SEASONS.get(m["season"].lower(), (21, 3, 5))
    year = int(m["year"]) if m["year"] else _near_year(c, m.groupdict())
    if year is None:
        if not c.known:
            return None
        year = _season_year(c, m, first, last)
    return f"{year}-{number}"


def _season_year(c: Context, m: re.Match[str], first: int, last: int) -> int:
    """The season's year: next spring is the one to come, next summer that of next year unless this year's is far."""
    now, year, lead = c.today.month, c.today.year, (m["lead"] or "").lower()
    said = "past" if lead in ("last", "since") else "" if lead in ("this", "next") else c.tense(m)
    if lead == "next":
        return year + (first <= now + 2 or first in (6, 9))
    if said == "past":
        return year - (first >= now)
    if said == "dropped" and now > first:
        return year
    return year + (last < now and lead != "this")


def _folded(feast: str) -> str:
    return feast.lower().replace("’", "").replace("'", "").replace(".", "")


_FEASTS = {_folded(name): at for name, at in FEASTS.items()}
_MOVING = {_folded(name): at for name, at in MOVING.items()}
_EASTER = {_folded(name): at for name, at in EASTER.items()}


def _feast_year(c: Context, m: re.Match[str]) -> int | None:
    """The year of "Valentine's Day next year" and "this Halloween"; "last Christmas" is left to the tense."""
    if m["nextyear"]:
        return _near_year(c, {m["nextyear"].lower(): "year"})
    return c.today.year if m["this"] and c.known else None


def _feast(c: Context, m: re.Match[str]) -> str | None:
    name = _folded(m["feast"])
    said = "past" if m["last"] else "future" if m["next"] else c.tense(m)
    given = int(m["year"]) if m["year"] else _feast_year(c, m)
    if name in _EASTER:
        year = given or (c.today.year if c.known else None)
        if year is None:
            return None
        found = easter(year) + timedelta(_EASTER[name])
        if not given and said != "past" and (c.today - found).days > 10:
            found = easter(year + 1) + timedelta(_EASTER[name])
        return found.isoformat()
    usual = _MOVING.get(name.removesuffix(" weekend"))
    if usual:
        year = given or c.year_of(usual[0], 7 * usual[2] - 6, said)
        return moving(usual, year, name.endswith("weekend")).isoformat() if year else None
    month, day = _FEASTS.get(name) or next((at for cue, at in INDEPENDENCE if cue in c.text), (7, 4))
    year = given or c.year_of(month, day, said)
    return f"{year}-{month:02}-{day:02}" if year else None


def _weekday(c: Context, m: re.Match[str]) -> str | None:
    if c.known < 3:
        return None
    wanted, lead = WEEKDAYS[m["weekday"].lower()], (m["lead"] or "").lower()
    ahead, back = (wanted - c.today.weekday()) % 7, (c.today.weekday() - wanted) % 7
    if m["week"]:
        return (c.today + timedelta(ahead + 7)).isoformat()
    if lead in ("last", "past") or (lead not in ("next", "this", "coming") and c.tense(m) == "past"):
        return (c.today - timedelta(back or 7 * (lead == "last"))).isoformat()
    return (c.today + timedelta(ahead or 7 * (lead == "next"))).isoformat()


def _near_day(c: Context, m: re.Match[str]) -> str | None:
    if c.known < 3:
        return None
    word = " ".join(m["word"].lower().split())
    days = {"tomorrow": 1, "yesterday": -1, "last night": -1, "tomorrow night": 1}.get(word, 0)
    return (c.today + timedelta(days)).isoformat()


def _span(c: Context, m: re.Match[str]) -> str | None:
    """This, next or last week, weekend or month. A weekend or week is its Friday."""
    step = {"next": 1, "last": -1, "past": -1}.get(m["lead"].lower(), 0)
    if m["unit"].lower() == "month":
        at = c.today.year * 12 + c.today.month - 1 + step
        return f"{at // 12}-{at % 12 + 1:02}" if c.known > 1 else None
    if c.known < 3:
        return None
    return (c.today + timedelta(4 - c.today.weekday() + 7 * step)).isoformat()


def _near_years(c: Context, m: re.Match[str]) -> str | None:
    if not c.known:
        return None
    words = m[0].lower()
    return str(c.today.year + (1 if "next" in words or "new year" in words else -1 if "last" in words else 0))


def _ago(c: Context, m: re.Match[str]) -> str | None:
    """ "Two years ago" is a year; "ten years ago today" a day."""
    if m["quarter"]:
        number = 25
    else:
        number = int(m["many"]) if m["many"].isdigit() else NUMBERS.get(m["many"].lower(), 0)
        number *= 10 if m["unit"].lower().startswith("decade") else 1
    year = c.today.year - number
    if not c.known or not 1 <= number <= 150:
        return None
    then = real(year, c.today.month, c.today.day) if m["today"] and c.known == 3 else None
    return then.isoformat() if then else str(year)


def _numbered(c: Context, m: re.Match[str]) -> str | None:
    """ "the 17th" is the next 17th, or this month's where it is told as past."""
    if c.known < 3:
        return None
    day = int(m["day"])
    ahead = day < c.today.day and c.tense(m) not in ("past", "dropped")
    at = c.today.year * 12 + c.today.month - 1 + ahead
    found = real(at // 12, at % 12 + 1, day)
    return found.isoformat() if found else None


def _year(_: Context, m: re.Match[str]) -> str | None:
    return m["year"]


_SPECIAL = {"of": "of", "weekend": "weekend", "st": r"St\.?", "jr": r"Jr\.?", "mlk": "MLK"}


def _feast_names() -> str:
    """The feasts as they are written, "Valentine’s Day", "St. Patrick's Day": with capitals, so that the search is quick."""
    names = sorted(
        (*FEASTS, *EASTER, "independence day", *MOVING, *(f"{name} weekend" for name in MOVING)), key=len, reverse=True
    )
    return "|".join(
        " ".join(_SPECIAL.get(w, (w[0].upper() + w[1:]).replace("'", "['’]?")) for w in name.split()) for name in names
    )


_RULES: tuple[tuple[str, re.Pattern[str], _Production], ...] = (
    ("day in figures", re.compile(rf"(?<![0-9-]){_YEAR}-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9-])"), _full),
    ("day and month", re.compile(rf"(?<![\w.,$£€-]){_DAY}(?:[ \u00a0]of(?: this)?)?[ \u00a0]{_MONTH}(?:,? {_SHORT_YEAR}\b)?{_TAIL}"), _full),
    ("month and day", re.compile(rf"\b{_MONTH}[ \u00a0](?:the )?{_DAY}(?![\w%]|[:,.][0-9])(?: ?[-–] ?(?:3[01]|[12][0-9]|[1-9])\b)?(?:,? {_SHORT_YEAR}\b)?{_TAIL}"), _full),
    ("month/day/year", re.compile(r"(?<![\w/.])(?P<number>[12][0-9]|3[01]|0?[1-9])[/.](?P<day>[12][0-9]|3[01]|0?[1-9])[/.](?P<year>(?:19|20)?[0-9]{2})(?![\w/]|[.,][0-9])"), _full),
    ("month/day", re.compile(r"\b(?:on|opens|out|hits|starting|from|released) (?P<number>1[0-2]|0?[1-9])/(?P<day>[12][0-9]|3[01]|0?[1-9])(?![\w/])"), _full),
    ("month and year", re.compile(rf"\b{_MONTH}(?: of|,)? {_YEAR}\b"), _month),
    ("month of a near year", re.compile(rf"\b{_MONTH},? (?:of )?(?:(?P<next>next)|(?P<last>last)|(?P<this>this)) year\b"), _month),
    ("feast", re.compile(rf"\b(?:(?P<this>[Tt]his|coming) |(?P<next>[Nn]ext) |(?P<last>[Ll]ast) )?(?P<feast>{_feast_names()})(?!\w)"
        rf"(?:,? (?:of |in )?{_YEAR}\b)?(?:,? (?P<nextyear>next|last|this) year)?"), _feast),
    ("month", re.compile(
        rf"\b(?P<lead>[Nn]ext|[Ll]ast|[Tt]his|[Ii]n|[Ff]or|[Uu]ntil|[Tt]ill|[Tt]o|[Bb]y|[Oo]f|[Ff]rom|[Ee]arly|[Ll]ate|[Mm]id|[Ss]ince|[Cc]ome|[Bb]efore|[Aa]fter)[ -]"
        rf"{_MONTH}(?! [0-9]| [A-Z][a-z])"), _month),
    ("month of a slot", re.compile(rf"\b{_MONTH}(?= {_SLOT}\b)"), _month),
    ("month alone", re.compile(
        r"(?<![\w“‘'\"])(?<![A-Z][a-z] )(?<![a-z]{2}[A-Z] )(?P<month>(?:January|February|July|September|October|November|December))\b(?! [0-9]|['’]s| [A-Z][a-z])"), _month),
    ("season", re.compile(
        r"\b(?:(?P<lead>next|last|this|in|for|until|by|during|early|mid|late|come|since|coming|previous)[ -](?:the )?(?:early |late |mid-)?)"
        rf"(?P<season>spring|summer|autumn|fall|winter)(?:(?: of|,)? {_YEAR}\b|,? (?:of )?(?:(?P<next>next)|(?P<last>last)|(?P<this>this)) year\b)?(?!-?\w|['’](?!s\b)\w)"
        r"(?<!fall(?= (?:in love|apart|flat|short|guy|victim|asleep)\b))", re.I), _season),
    ("season and year", re.compile(
        rf"\b(?P<lead>)(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:(?: of|,)? {_YEAR}\b|,? (?:of )?(?:(?P<next>next)|(?P<last>last)|(?P<this>this)) year\b|(?= {_SLOT}\b))"), _season),
    ("weekday", re.compile(rf"\b(?:(?P<lead>[Nn]ext|[Ll]ast|[Tt]his|[Pp]ast|coming|[Oo]n|[Ff]rom) )?{_WEEKDAY}\b(?P<week> week\b)?"), _weekday),
    ("years ago", re.compile(
        r"\b(?:(?P<quarter>a quarter of a century)|(?P<many>[0-9]{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?P<unit>years?|decades?)) ago(?P<today> today)?\b", re.I), _ago),
    ("near day", re.compile(r"\b(?P<word>today|tonight|tomorrow(?: night)?|yesterday|last night)\b(?!['’])", re.I), _near_day),
    ("near span", re.compile(r"\b(?P<lead>this|next|last|past|coming) (?P<unit>week|weekend|month)\b(?!['’]s (?:end|issue))", re.I), _span),
    ("near year", re.compile(
        r"\b(?:(?:later|earlier|early|late)(?: in)? )?(?:this|next|last|the coming|the new|in the new) year(?!['’]s [Dd]ay|['’]s [Ee]ve)\b"
        r"|\blater in the year\b|\b(?:the )?(?:end of the year|year['’]s end|year-end)\b(?! list)", re.I), _near_years),
    ("day of the month", re.compile(
        r"\bthe (?P<day>[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th)\b(?! (?:century|annual|edition|anniversary|film|season|time|place|movie|birthday|floor|"
        r"week|year|round|series|episode|entry|minute|feature|one|of|and|highest|biggest|best|straight|consecutive|chapter|instal|installment)| ?[A-Z]|-)"), _numbered),
    ("year", re.compile(
        rf"(?<![\w$£€¥₹.,#/–-])(?:['’](?=[12])|){_YEAR}(?![\w%]|[.,–-][0-9]|['’]?[a-rt-z])"
        r"(?! (?:million|billion|crore|people|films?|screens?|theat|cinemas?|sites?|locations?|copies|votes?|members|words|feet|miles|years|prints|seats|extras|venues|screenings)\b)"), _year),
)  # fmt: skip


def _matches(context: Context) -> Iterator[tuple[DateMention, bool]]:
    """Each date with whether its year was told."""
    taken = bytearray(len(context.text))
    for name, pattern, make in _RULES:
        for match in pattern.finditer(context.text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            edtf = make(context, match)
            if edtf:
                taken[start:end] = b"\1" * (end - start)
                g = match.groupdict()
                yield (
                    DateMention(start, end, edtf, name),
                    bool(g.get("year") or g.get("next") or g.get("last") or g.get("this")),
                )


def find_dates(text: str, published: str | None) -> list[DateMention]:
    """Every date in the text, in order; what cannot be resolved without the article's date is left out."""
    context = Context(text, published)
    return sequels(context, sorted(_matches(context), key=lambda pair: pair[0].start))
