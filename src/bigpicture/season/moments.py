"""When what is known: the days of a season on which nominees are announced and prizes given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bigpicture.season.editions import Days, days
from bigpicture.season.precursors import BODIES, looked_at
from bigpicture.season.races import ACADEMY, BAFTA, Precursor

MOMENTS = ("nominations", "between", "eve")
# BAFTA gave its prizes after the Oscars until 2000. Other days that are not known are taken for days before the Oscars.
_BAFTA_BEFORE = 2001


@dataclass(frozen=True, slots=True)
class Morning:
    """A day's morning on which there may be a new forecast, and whose prizes are known by then."""

    moment: str  # nominations; between: the morning after a later precursor; eve
    day: date | None
    given: frozenset[str]  # bodies
    shown: frozenset[str] = frozenset(BODIES)  # those whose nominees are known


class Calendar:
    """The days of all years, by body: when nominees were announced, and when the prizes were given; for whose forecasts."""

    def __init__(self, days: Mapping[str, Mapping[int, Days]], of: str = ACADEMY) -> None:
        self._days, self._of = days, of
        self._others = looked_at(of)

    @classmethod
    def shipped(cls, of: str = ACADEMY) -> Calendar:
        """The days that bigpicture ships."""
        return cls({body: days(body) for body in (ACADEMY, *BODIES)}, of)

    def before(self, year: int) -> frozenset[str]:
        """The bodies that give their prizes before those of a year that are forecast."""
        last = self._held(self._of, year)
        out = set()
        for body in self._others:
            held = self._held(body, year)
            if (held < last) if held and last else (body != BAFTA or year >= _BAFTA_BEFORE):
                out.add(body)
        return frozenset(out)

    def listed(self, year: int) -> frozenset[str]:
        """The bodies that give their prizes later, but whose nominees are known before; of old Oscars, none teaches."""
        last = self._held(self._of, year)
        if last is None or (self._of == ACADEMY and year < _BAFTA_BEFORE):
            return frozenset()
        announced = {body: self._day(body, year, "announced") for body in self._named}
        return frozenset(body for body, day in announced.items() if day and day < last) - self.before(year)

    @property
    def _named(self) -> tuple[str, ...]:
        """The bodies whose nominees are looked at."""
        return self._others if self._of == ACADEMY else (*self._others, ACADEMY)

    def mornings(self, year: int) -> tuple[Morning, ...]:
        """A season's mornings, in order: that of the nominations, each after a later precursor, the eve.

        What is of the same day as the nominations is not known yet. A body whose day is not known counts from the eve on; its
        nominees, from the first morning on.
        """
        announced, last = (self._day(self._of, year, which) for which in ("announced", "held"))
        before = self.before(year)
        given = {body: held for body in before if (held := self._held(body, year))}
        known = frozenset(b for b, held in given.items() if announced and held < announced)
        shown = {body: self._day(body, year, "announced") for body in self._named}
        early = frozenset(b for b, day in shown.items() if not day or not announced or day < announced)
        out = [Morning("nominations", announced, known, early)]
        for day in sorted({held for b, held in given.items() if b not in known}):
            known |= {b for b, held in given.items() if held == day}
            told = early | {b for b, its in shown.items() if its and its <= day}
            out.append(Morning("between", day, known, told))
        told = frozenset(b for b, day in shown.items() if not day or not last or day < last)
        return (*out, Morning("eve", last, before, told))

    def _held(self, body: str, year: int) -> date | None:
        return self._day(body, year, "held")

    def _day(self, body: str, year: int, which: str) -> date | None:
        """A day that is known to the day; a month is none."""
        told = getattr(self._days.get(body, {}).get(year), which, None)
        return date.fromisoformat(told) if told and len(told) == len("2024-03-10") else None


def by_season(rows: Iterable[Precursor]) -> dict[int, list[Precursor]]:
    """Prizes by year: every body's year is that of its season's Oscars and Baftas."""
    out: dict[int, list[Precursor]] = {}
    for row in rows:
        out.setdefault(row.year, []).append(row)
    return out
