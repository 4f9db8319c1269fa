"""The days of a season: when nominees are announced and prizes given; in a list, and as a calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from bigpicture.exports.calendar import begun, within
from bigpicture.exports.dates import is_day, span
from bigpicture.exports.season import Told, of_edition
from bigpicture.exports.strings import one_line
from bigpicture.reading.wording import date
from bigpicture.record import span as spans
from bigpicture.record.season import Held
from bigpicture.season import bodies, editions
from bigpicture.season.bodies import Body, Edition
from bigpicture.times import moment

if TYPE_CHECKING:
    from icalendar import Event

_MOST = 30  # winners listed with an event


@dataclass(frozen=True, slots=True)
class Day:
    """A day of an edition; where only the habit is known, its month."""

    body: Body
    edition: Edition
    kind: str  # announced: who is nominated; held: who wins
    date: str  # EDTF

    @property
    def told(self) -> str:
        """What happens then, in words."""
        if self.kind == "announced":
            return "nominees announced"
        return "prizes given" if self.body.categories else "the festival ends"

    @property
    def exact(self) -> bool:
        """Whether it is a day."""
        return is_day(self.date)

    @property
    def known(self) -> bool:
        """Whether it was published; else it is the habit."""
        return self.exact and self.edition.known

    @property
    def end(self) -> str:
        """The last day that it may be."""
        return spans.span(self.date)[1]

    @property
    def order(self) -> tuple[object, ...]:
        """By day; what is told roughly stands at its end."""
        return self.end, not self.exact, self.kind, self.edition.name


def days(held: Iterable[tuple[Body, Edition]], first: str | None = None, last: str | None = None) -> list[Day]:
    """The days of editions in their order, from one day, month or year to another, both included."""
    found = [
        Day(body, edition, kind, told)
        for body, edition in held
        for kind, told in (("announced", edition.announced), ("held", edition.held))
        if told
    ]
    return sorted((d for d in found if within(d.date, first, last)), key=lambda d: d.order)


def between(labels: Iterable[str], first: str, last: str) -> list[Day]:
    """The days of all bodies in some seasons, from one day, month or year to another, whatever articles tell."""
    every = (edition for label in labels for edition in editions.season(label))
    return days(((bodies.bodies()[edition.body], edition) for edition in every), first, last)


def season_ics(told: Told, now: str, *, start: str | None = None, end: str | None = None, imprecise: bool = False,
               address: str | None = None) -> Iterator[bytes]:  # fmt: skip
    """A calendar of a season's announcements and ceremonies, from one day, month or year to another.

    An event stays the same when its day moves. What is known by habit only is no day: it is left out, or a tentative
    span where `imprecise` ones are asked for.
    """
    calendar = begun(f"Awards season {told.season.label}", address)
    held = {h.edition: h for h in told.season.held}
    for day in days(((h.body, h.edition) for h in told.season.held), start, end):
        if day.exact or imprecise:
            calendar.add_component(_event(day, held[day.edition], now))
    yield calendar.to_ical()


def _event(day: Day, held: Held, now: str) -> Event:
    from icalendar import Event

    days_ = span(day.date)
    assert days_ is not None
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, _identity(day))}@bigpicture")
    event.add("dtstamp", moment(now))
    event.add("dtstart", days_[0])
    event.add("dtend", days_[1])  # exclusive: the day after
    unsure = "" if day.known else f", expected {date(day.date)}"
    event.add("summary", one_line(f"{day.edition.name}: {day.told}{unsure}"))
    event.add("description", "\n".join(_description(day, held)))
    event.add("status", "CONFIRMED" if day.known else "TENTATIVE")
    event.add("sequence", int(day.known))  # a day that was published takes the place of the habit
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["season", one_line(day.body.short), day.kind])
    return event


def _identity(day: Day) -> str:
    return "\x1f".join(("bigpicture", "edition", day.body.id, str(day.edition.year), day.kind))


def _description(day: Day, held: Held) -> Iterator[str]:
    """Whether the day is sure, and what articles tell of it."""
    yield "the day was published" if day.known else "by habit: the day was not published yet"
    wanted = "won" if day.kind == "held" else "nominated"
    found = [line for line in of_edition(held) if line.outcome == wanted and line.entry.counts]
    for line in found[:_MOST]:
        who = ", ".join([*line.entry.people, line.entry.film.title])
        yield one_line(f"{line.worded or wanted}: {who}")
    if len(found) > _MOST:
        yield f"and {len(found) - _MOST} more"
