"""The calendar: releases by month or as an agenda, by territory and mode, dates told roughly in a lane of their own; days of awards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture import times
from bigpicture.reading.wording import date as in_words
from bigpicture.record import calendar
from bigpicture.record.calendar import Opening
from bigpicture.web.asked import LONGEST, TERRITORIES, chosen
from bigpicture.web.dates import month as asked_month
from bigpicture.web.dates import moved, weeks, written
from bigpicture.web.kept import kept
from bigpicture.web.openings import MODES, Opens, by_film
from bigpicture.web.pages.season.days import Award, awards
from bigpicture.web.render import page

router = APIRouter(include_in_schema=False)
_VIEWS = {"month": 1, "agenda": 3}  # months on a page
_CELL, _LIST = 5, 150  # films shown of a day in the month, and of a day or rough date elsewhere
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Shown:
    """Which releases: of a territory and mode where they are named."""

    territory: str = ""
    mode: str = ""

    def address(self, path: str, **more: object) -> str:
        """An address that asks for the same, and more."""
        named = [("territory", self.territory), ("mode", self.mode), *more.items()]
        query = urlencode([(name, value) for name, value in named if value not in ("", None)])
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month, season or year with the films that come out then."""

    date: str  # EDTF
    number: int  # of a day, in its month
    today: bool
    films: tuple[Opens, ...]
    more: int  # films that are not shown
    all: str  # the address of all of them
    awards: tuple[Award, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What the calendar shows."""

    shown: Shown
    view: str
    month: str  # the first, as in addresses
    months: str  # in words
    previous: str
    next: str
    today: str
    month_view: str
    agenda_view: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day | None, ...], ...]  # of the month view
    days: tuple[Day, ...]  # with films or awards, in order
    empty: bool  # no film comes out
    rough: tuple[Day, ...]  # dates that are no day
    near: tuple[tuple[str, str], ...]  # months with films around an empty page: in words, and their addresses
    subscribe: tuple[str, str]  # webcal and web address
    only: str  # the address of a calendar of exactly these months
    modes: tuple[tuple[str, str], ...]
    territories: tuple[str, ...]
    on: str  # the one day that is shown, or ""


def shown(territory: str, mode: str) -> Shown:
    """What an address asks for. Raises InputError where it names a mode that there is not."""
    return Shown(territory.strip()[:LONGEST], "".join(chosen("mode", [mode], MODES)))


@router.get("/calendar")
def show(
    request: Request, month: str = "", view: str = "month", territory: str = "", mode: str = "", on: str = ""
) -> Response:
    """The releases of a month or, as an agenda, of three; or all of one day (`on`)."""
    what, today = shown(territory, mode), times.now()[:10]
    how = "".join(chosen("view", [view], _VIEWS)) or "month"
    first = asked_month(on or month, today)
    with request.app.state.record.read() as connection:
        key = ("calendar", what, "agenda" if on else how, first, today, on)
        context = kept(
            request, connection, key, lambda: _page(connection, what, "agenda" if on else how, first, today, on)
        )
    base = str(request.app.state.config.base or request.base_url).rstrip("/")
    return page(request, "calendar.html", _subscribed(context, base))


def _page(connection: Connection, what: Shown, view: str, first: tuple[int, int], today: str, on: str) -> CalendarPage:
    count = 1 if on else _VIEWS[view]
    last = moved(*first, count - 1)
    found = _releases(connection, what, on or written(first), on or written(last))
    exact = {day: tuple(own) for day, own in groupby((o for o in found if o.exact), key=lambda o: o.date)}
    given = {} if what.territory or what.mode else awards(on or written(first), on or written(last))
    each = _LIST if on else max(2, _LIST // max(1, len(exact)))
    days = tuple(_day(what, d, exact.get(d, ()), today, each, given.get(d, ())) for d in sorted({*exact, *given}))
    grid = weeks(*first) if view == "month" else []
    cells = tuple(tuple(_cell(what, d, exact, given, today) if d else None for d in week) for week in grid)

    def there(pair: tuple[int, int], view: str = view) -> str:
        return what.address("/calendar", month=written(pair), view=view)

    return CalendarPage(
        what, view, written(first), _words(first, last), there(moved(*first, -count)), there(moved(*first, count)),
        what.address("/calendar", view=view), there(first, "month"), there(first, "agenda"), _WEEKDAYS, cells, days, not found,
        () if on else _rough(what, found, today), () if found else _near(connection, what, first, view), ("", ""),
        what.address("/calendar.ics", **{"from": on or written(first), "to": on or written(last), "imprecise": "1"}),
        tuple(MODES.items()), TERRITORIES, on,
    )  # fmt: skip


def _subscribed(made: CalendarPage, base: str) -> CalendarPage:
    address = base + made.shown.address("/calendar.ics")
    return replace(made, subscribe=(f"webcal:{address.removeprefix(urlsplit(base).scheme + ':')}", address))


def _releases(connection: Connection, what: Shown, first: str | None, last: str | None) -> list[Opening]:
    return calendar.releases(
        connection, territory=what.territory or None, mode=what.mode or None, first=first, last=last
    )


def _cell(
    what: Shown, day: date, exact: dict[str, tuple[Opening, ...]], given: dict[str, tuple[Award, ...]], today: str
) -> Day:
    own = day.isoformat()
    return _day(what, own, exact.get(own, ()), today, _CELL, given.get(own, ()))


def _day(what: Shown, day: str, found: Iterable[Opening], today: str, most: int, given: tuple[Award, ...] = ()) -> Day:
    films = by_film(found)
    number = int(day[8:]) if len(day) == 10 else 0
    return Day(
        day, number, day == today, films[:most], max(0, len(films) - most), what.address("/calendar", on=day), given
    )


def _rough(what: Shown, found: Sequence[Opening], today: str) -> tuple[Day, ...]:
    """Dates that are no day, the narrowest first."""
    dates = sorted({o.date for o in found if not o.exact}, key=lambda d: (-len(d), d[5:] > "20", d))
    return tuple(_day(what, d, (o for o in found if o.date == d), today, _LIST // 5) for d in dates)


def _near(connection: Connection, what: Shown, first: tuple[int, int], view: str) -> tuple[tuple[str, str], ...]:
    """The months with releases before and after one without: looked for only when a page is empty."""
    months = sorted({o.date[:7] for o in _releases(connection, what, None, None) if o.exact})
    here = written(first)
    before, behind = [m for m in months if m < here][-1:], [m for m in months if m > here][:1]
    return tuple((m, what.address("/calendar", month=m, view=view)) for m in (*before, *behind))


def _words(first: tuple[int, int], last: tuple[int, int]) -> str:
    return in_words(written(first)) if first == last else f"{in_words(written(first))} to {in_words(written(last))}"
