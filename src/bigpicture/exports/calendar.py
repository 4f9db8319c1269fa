"""Releases as a calendar to subscribe to (RFC 5545, RFC 7986): dates move, their events stay the same.

There is one event for a film, territory and mode, whatever its date. SEQUENCE counts the articles that say
otherwise than the one before them; an article that comes in late can only raise it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bigpicture.exports.dates import instant, is_day, span
from bigpicture.exports.entries import Entry, Source
from bigpicture.exports.strings import link, one_line
from bigpicture.folding import name
from bigpicture.model import Value
from bigpicture.reading.wording import date
from bigpicture.record.calendar import territories
from bigpicture.report import saying
from bigpicture.times import moment
from bigpicture.weighing import Fact, Saying

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_STATUS = {"agreed": "CONFIRMED", "contested": "TENTATIVE", "rumoured": "TENTATIVE", "denied": "CANCELLED"}
_SHOWN = tuple(_STATUS)  # what is shown of several, the first that there is; never what is superseded
_MODES = {"theatrical": "cinemas", "limited": "cinemas, limited", "wide": "cinemas, wide", "home": "home media"}
_REFRESH = timedelta(hours=6)
_MOST = 10  # sources listed with an event


def ics(entries: Iterable[Entry], now: str, *, territory: Sequence[str] = (), mode: Sequence[str] = (),
        start: str | None = None, end: str | None = None, imprecise: bool = False,
        address: str | None = None) -> Iterator[bytes]:  # fmt: skip
    """A calendar of releases, those in some territories and modes, from one day, month or year to another.

    Dates that are no day are left out, or tentative spans where `imprecise` ones are asked for. `address` is where it
    will be served, so that its readers come back.
    """
    calendar = begun(", ".join(["Film releases", *map(one_line, (*territory, *mode))]), address)
    for entry, slot in _slots(entries, territory, mode):
        shown = _shown(f for f in slot if is_day(f.values["date"]) or (imprecise and span(str(f.values["date"]))))
        if shown and within(str(shown.values["date"]), start, end):
            calendar.add_component(_event(entry, slot, shown, now))
    yield calendar.to_ical()


def begun(title: str, address: str | None) -> Calendar:
    """A calendar without events. `address` is where it will be served."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//bigpicture//bigpicture//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    if here := link(address):
        calendar.add("source", here, parameters={"VALUE": "URI"})
    return calendar


def _slots(
    entries: Iterable[Entry], territory: Iterable[str], mode: Iterable[str]
) -> Iterator[tuple[Entry, list[Fact]]]:
    """The dates of each film, territory and mode that is wanted."""
    places, modes = covered(territory), set(map(name, mode))
    for entry in entries:
        slots: dict[tuple[str, str], list[Fact]] = {}
        for fact in entry.facts:
            if fact.type == "release":
                slots.setdefault(_slot(fact), []).append(fact)
        for (place, how), facts in sorted(slots.items()):
            if (not places or place in places) and (not modes or how in modes):
                yield entry, facts


def covered(asked: Iterable[str]) -> frozenset[str]:
    """The territories, folded, whose releases count: "GB" is the UK, and what opens worldwide opens there too."""
    return frozenset(place for one in asked for place in (name(one), *territories(one)) if place)


def _slot(fact: Fact) -> tuple[str, str]:
    return name(fact.values.get("territory")), name(fact.values.get("mode"))


def within(edtf: str, start: str | None, end: str | None) -> bool:
    """Whether any day of a date lies between two days, months or years, both included."""
    days = span(edtf)
    if days is None:
        return False
    first, last = str(days[0]), str(days[1] - timedelta(days=1))
    return last >= (start or "") and (end is None or first[: len(end)] <= end)


def _shown(slot: Iterable[Fact]) -> Fact | None:
    """The date that the event stands on; of rivals, the one that was said last."""
    some = [f for f in slot if f.standing in _STATUS]
    return min(some, key=lambda f: (_SHOWN.index(f.standing), -instant(f.sayings[-1].when).timestamp(), f.key), default=None)  # fmt: skip


def _event(entry: Entry, slot: Sequence[Fact], shown: Fact, now: str) -> Event:
    from icalendar import Event

    days = span(str(shown.values["date"]))
    assert days is not None
    exact = is_day(shown.values["date"])
    moves, changed = _moves(slot)
    sources = entry.behind(shown)
    event = Event()
    event.add("uid", f"{entry.stable('release', *_slot(shown))}@bigpicture")
    event.add("dtstamp", moment(now))
    event.add("dtstart", days[0])
    event.add("dtend", days[1])  # exclusive: the day after
    event.add("summary", _summary(entry, shown, exact))
    event.add("description", "\n".join(_description(slot, shown, sources)))
    event.add("status", _STATUS[shown.standing] if exact or shown.standing == "denied" else "TENTATIVE")
    event.add("sequence", moves)
    event.add("last-modified", instant(changed))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [one_line(v) for v in ("release", shown.values.get("territory"), shown.values.get("mode")) if v])  # fmt: skip
    if address := next((a for s in reversed(sources) if (a := link(s.url))), None):
        event.add("url", address)
    return event


def _moves(slot: Sequence[Fact]) -> tuple[int, str]:
    """How often what is said changed from one article to the next, and when it last did."""
    said: dict[int, list[Saying]] = {}
    for one in sorted({s.id: s for fact in slot for s in fact.sayings}.values(), key=lambda s: s.rank):
        said.setdefault(one.article, []).append(one)
    articles = list(said.values())
    changed = [new for old, new in pairwise(articles) if _stance(old) != _stance(new)]
    return len(changed), (changed or articles[:1])[-1][0].when


def _stance(said: Sequence[Saying]) -> frozenset[tuple[Value, str]]:
    """The dates that an article gives; where it gives none, those it denies."""
    dates = {(s.values.get("date"), s.status) for s in said}
    return frozenset({d for d in dates if d[1] != "denied"} or dates)


def _summary(entry: Entry, fact: Fact, exact: bool) -> str:
    """The film and where it opens; with what keeps it from being sure, since few calendars show a status."""
    where = [fact.values.get("territory"), _MODES.get(str(fact.values.get("mode")), fact.values.get("mode"))]
    place = ", ".join(str(v) for v in where if v)
    unsure = [] if exact else [f"expected {date(str(fact.values['date']))}"]
    unsure += [fact.standing] if fact.standing != "agreed" else []
    return one_line(entry.film.title + (f" ({place})" if place else "") + (f": {', '.join(unsure)}" if unsure else ""))


def _description(slot: Sequence[Fact], shown: Fact, sources: Sequence[Source]) -> Iterator[str]:
    """What is said, how it came to it, what else is said, and who says it."""
    yield one_line(f"{saying('release', shown.values)}: {shown.standing}")
    if shown.before:
        yield one_line(f"moved from {saying('release', shown.before)}")
    yield from map(one_line, shown.reasons)
    for other in slot:
        if other is not shown:
            yield one_line(f"also said: {saying('release', other.values)} ({other.standing})")
    for source in sources[-_MOST:]:
        where = ", ".join(p for p in (source.outlet, source.when[:10], source.title) if p)
        yield one_line(f"source: {where} {link(source.url) or ''}")
