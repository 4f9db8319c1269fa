"""Dates that lean on a date before them: "Nov. 3 and 6", "a week later", "May of that year"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bigpicture.reading.almanac import NUMBERS, Context, real


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as worded: `edtf` is a day, a month, a season (21 spring to 24 winter) or a year."""

    start: int
    end: int
    edtf: str
    why: str


_AND_DAY = re.compile(
    r"(?:,| and| or| to|,? and)? ?[-–&]? ?(?P<day>[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th)?\b(?![:%/]|[.,]?[0-9]| ?(?:million|percent|p\.?m|a\.?m|years|[a-z]+ (?:cinemas|theat|screens|films)|screens|theat|cinemas|cities|films|sites))"
)
_DAY_AND = re.compile(r"(?<![\w.,$£€-])(?P<day>[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th)?(?: and | or | to |, | ?[-–&] ?)$")
_THAT_YEAR = re.compile(r",? (?:of|in|later|earlier) (?:that|the same) (?:same )?year\b")
_LATER = re.compile(
    r"\b(?P<many>a|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}) (?P<unit>day|week|month|year)s? (?P<way>later|earlier|after|before)\b(?P<than> than)?"
    r"|\bthe (?:following|next) (?P<next>day|week|month|year)\b|\b(?P<same>that (?:same )?day|the same day|that year|the same year|that weekend|the same weekend)\b", re.I)  # fmt: skip
_FOLLOWING = re.compile(r"\bthe following (?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SENTENCE_END = re.compile(r"[.!?][”’\"']?\s+[A-Z“‘\"']|\n")


def sequels(context: Context, found: list[tuple[DateMention, bool]]) -> list[DateMention]:
    """The found dates, those without a year brought next to one with it, and those that lean on them."""
    text = context.text
    out: list[DateMention] = []
    for mention, told in found:
        last = out[-1] if out else None
        out.append(_beside(context, mention, last) if last and not told else mention)
    out += list(_days_beside(text, out))
    out += list(_later(text, sorted(out, key=lambda d: d.start)))
    return sorted(out, key=lambda d: (d.start, d.end))


def _beside(context: Context, mention: DateMention, last: DateMention) -> DateMention:
    """A day or month without a year: that of the date before it, where "that year" or one sentence ties them."""
    text, year = context.text, last.edtf[:4]
    if mention.edtf[4:] and mention.why not in ("weekday", "near day", "near span", "day of the month", "years ago"):
        tail = _THAT_YEAR.match(text, mention.end)
        if tail and year.isdigit():
            return DateMention(mention.start, tail.end(), year + mention.edtf[4:], mention.why)
        tied = mention.start - last.end < 90 and not _SENTENCE_END.search(text, last.end, mention.start)
        if (
            tied
            and context.known
            and last.why != "year"
            and int(year) > int(mention.edtf[:4])
            and "20" in text[last.start : last.end]
        ):
            return DateMention(mention.start, mention.end, _nearest(mention.edtf, last.edtf), mention.why)
    if (
        mention.why == "day of the month"
        and len(last.edtf) >= 7
        and last.edtf[5:7] <= "12"
        and mention.start - last.end < 200
    ):
        found = real(int(year), int(last.edtf[5:7]), int(mention.edtf[8:]))
        near = found is not None and (len(last.edtf) == 7 or found > date.fromisoformat(last.edtf))
        return DateMention(mention.start, mention.end, found.isoformat(), mention.why) if found and near else mention
    return mention


def _nearest(edtf: str, other: str) -> str:
    """The day or month of `edtf` in the year that brings it nearest to another date."""
    if edtf[5:7] > "12" or other[5:7] > "12":
        return other[:4] + edtf[4:]
    there, here = int(edtf[5:7]), int(other[5:7] or 6)
    shift = -1 if there - here > 7 else 1 if here - there > 7 else 0
    return f"{int(other[:4]) + shift}{edtf[4:]}"


def _days_beside(text: str, found: list[DateMention]) -> Iterator[DateMention]:
    """ "Nov. 3 and 6", "14 and 21 October": the other day shares month and year."""
    starts = {m.start for m in found}
    for mention in found:
        if mention.why not in ("month and day", "day and month"):
            continue
        if mention.why == "month and day":
            at, shift = _AND_DAY.match(text, mention.end), 0
        else:
            shift = max(0, mention.start - 12)
            at = _DAY_AND.search(text[shift : mention.start])
        day = real(int(mention.edtf[:4]), int(mention.edtf[5:7]), int(at["day"])) if at else None
        if at and day and at.start("day") + shift not in starts:
            yield DateMention(at.start("day") + shift, at.end("day") + shift, day.isoformat(), "day beside a date")


def _later(text: str, found: list[DateMention]) -> Iterator[DateMention]:
    """ "a day later", "the following week": reckoned from the date before it, in its paragraph."""
    for pattern in (_LATER, _FOLLOWING):
        for m in pattern.finditer(text):
            before = [d for d in found if d.end <= m.start() and m.start() - d.end < 300]
            if (
                not before
                or any(d.start < m.end() and m.start() < d.end for d in found)
                or "\n" in text[before[-1].end : m.start()]
            ):
                continue
            edtf = _reckon(m, before[-1].edtf) if pattern is _LATER else _weekday_after(m["day"], before[-1].edtf)
            if edtf:
                yield DateMention(m.start(), m.end(), edtf, "reckoned from the date before")


def _reckon(m: re.Match[str], base: str) -> str | None:
    if m["same"]:
        return base if "day" in m["same"] or "weekend" in m["same"] else base[:4]
    unit = (m["unit"] or m["next"]).lower()
    number = 1 if m["next"] else int(m["many"]) if m["many"].isdigit() else NUMBERS.get(m["many"].lower(), 0)
    if (m["way"] or "").lower() in ("earlier", "before") or m["than"]:
        number = -number if not (m["than"] and m["way"].lower() in ("earlier", "before")) else number
    return _shifted(base, unit, number)


def _shifted(base: str, unit: str, number: int) -> str | None:
    """A date some units on: days and weeks need a day, months a month."""
    if unit == "year":
        return f"{int(base[:4]) + number}{base[4:] if len(base) < 10 else ''}"
    if unit == "month" and len(base) >= 7 and base[5:7] <= "12":
        at = int(base[:4]) * 12 + int(base[5:7]) - 1 + number
        return f"{at // 12}-{at % 12 + 1:02}"
    if len(base) != 10:
        return None
    return (date.fromisoformat(base) + timedelta(number * (7 if unit == "week" else 1))).isoformat()


def _weekday_after(name: str, base: str) -> str | None:
    if len(base) != 10:
        return None
    then = date.fromisoformat(base)
    wanted = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun").index(name)
    return (then + timedelta((wanted - then.weekday() - 1) % 7 + 1)).isoformat()
