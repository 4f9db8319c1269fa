"""A change of what is known, as a headline: "Low Water: release in the UK moved to 4 December 2026, was 13 November 2026"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bigpicture.exports.strings import one_line
from bigpicture.model import Value
from bigpicture.reading.wording import date, money, when
from bigpicture.report import saying
from bigpicture.weighing import Change

Values = Mapping[str, Value]
_LONGEST = 160  # characters; the whole quotation is in the entry's text
_MARKS = {
    "confirmed": "confirmed",
    "refined": "told more exactly",
    "settled": "no longer contested",
    "restored": "said again",
    "denied": "denied",
    "contested": "contested",
    "superseded": "no longer so",
}
_RELEASES = {"limited": "limited release", "wide": "wide release", "streaming": "streaming release", "home": "home release"}  # fmt: skip
_COMPANIES = {"distributor": "distributed by", "production": "made by", "streamer": "streaming on", "sales": "sold by"}
_SCREENINGS = {"premiere": "premiere at", "competition": "in competition at"}
_PERIODS = {"opening": " at its opening", "weekend": " at a weekend", "total": " so far"}
_THE = re.compile(r"(?:UK|US|USA|United .+|Netherlands|Philippines|Czech Republic|Middle East)$", re.I)
_CEREMONY = re.compile(r"(?:Awards?|Festival|Prizes|Oscars|Globes|Baftas|Césars|Goyas)$", re.I)


def headline(title: str, change: Change) -> str:
    """What changed about a film of that title, on one line of at most 160 characters."""
    fact = change.fact
    said = _moved(fact.type, fact.values, change.before) if change.kind == "moved" and change.before else None
    said = said or _PHRASES[fact.type](fact.values)
    mark = "rumoured" if fact.standing == "rumoured" else _MARKS.get(change.kind)
    return _cut(one_line(f"{title}: {said}"), f" ({mark})" if mark else "")


def _cut(text: str, end: str) -> str:
    room = _LONGEST - len(end)
    return (text if len(text) <= room else text[: room - 1].rstrip() + "…") + end


def _moved(kind: str, values: Values, before: Values) -> str | None:
    """From one value to another, of what has one at a time."""
    if kind == "release":
        return f"{_opening(values)} moved to {date(str(values['date']))}, was {date(str(before['date']))}"
    return f"{_takings(values)}, was {_sum(before)}" if kind == "box_office" else None


def _place(values: Values) -> str:
    place = str(values.get("territory") or "")
    if not place or place == "worldwide":
        return f" {place}".rstrip()
    return f" in the {place}" if _THE.match(place) else f" in {place}"


def _opening(values: Values) -> str:
    return _RELEASES.get(str(values.get("mode")), "release") + _place(values)


def _sum(values: Values) -> str:
    return money(float(values.get("amount") or 0), str(values.get("currency")))


def _takings(values: Values) -> str:
    return f"{_sum(values)}{_place(values)}{_PERIODS.get(str(values.get('period')), '')}"


def _cast(values: Values) -> str:
    return saying("cast", values) if values.get("character") else f"{values['person']} in the cast"


def _company(values: Values) -> str:
    return f"{_COMPANIES.get(str(values.get('role')), 'with')} {values['organization']}"


def _screening(values: Values) -> str:
    return f"{_SCREENINGS.get(str(values.get('kind')), 'screening at')} {_the(_year(values, 'event'))}"


def _honour(values: Values, one: str, done: str, of: str) -> str:
    """A prize won or up for, or how many of them."""
    award = _the(_year({**values, "award": values.get("award") or "an unnamed body"}, "award"))
    category = re.sub(r"^Best\b", "best", str(values.get("category") or ""))
    if count := values.get("count"):
        return f"{count} {one}{'' if count == 1 else 's'} at {award}" + (f", {category}" if category else "")
    at = "at " if award.startswith("the ") else of
    what = f"{of}{category} at {award}" if category else f"{at}{award}"
    return " ".join(p for p in (str(values.get("person") or ""), done, what) if p)


def _year(values: Values, name: str) -> str:
    return f"{values[name]} {values['year']}" if values.get("year") else str(values[name])


def _the(event: str) -> str:
    """The name of an event as a sentence has it: "the Skerry Film Festival 2026", but "Cannes 2026"."""
    return f"the {event}" if _CEREMONY.search(re.sub(r" \d{4}$", "", event)) else event


_PHRASES: dict[str, Callable[[Values], str]] = {
    "director": lambda v: f"directed by {v['person']}", "writer": lambda v: f"written by {v['person']}",
    "producer": lambda v: f"produced by {v['person']}", "cast": _cast, "company": _company,
    "genre": lambda v: f"genre {v['genre']}", "based_on": lambda v: f"based on {saying('based_on', v)}",
    "release": lambda v: f"{_opening(v)} {when(str(v['date']))}", "screening": _screening, "nomination": lambda v: _honour(v, "nomination", "nominated", "for "),
    "award": lambda v: _honour(v, "prize", "wins", ""), "box_office": _takings, "material": lambda v: f"new {v['kind']}", "quote": lambda v: saying("quote", v),
}  # fmt: skip
