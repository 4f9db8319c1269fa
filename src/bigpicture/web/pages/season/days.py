"""The days of awards on the calendar and in its subscription: when nominees are announced and prizes given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from bigpicture.exports import season_dates
from bigpicture.exports.season import Told
from bigpicture.record import season as seasons
from bigpicture.record.season.recent import recent
from bigpicture.record.span import span
from bigpicture.season import bodies, editions
from bigpicture.web.pages.season.parts import address

_BEGIN, _END = b"BEGIN:VEVENT", b"END:VCALENDAR"


@dataclass(frozen=True, slots=True)
class Award:
    """Something that happens on a day of the awards season."""

    name: str
    what: str  # nominees announced, prizes given
    href: str
    published: bool  # else the day is expected


def labels(first: str, last: str) -> tuple[str, ...]:
    """The seasons that may have a day between two days, months or years."""
    begin, end = int(span(first)[0][:4]) - 1, int(span(last)[1][:4])
    return tuple(bodies.label(year) for year in range(max(begin, editions.FIRST), min(end, editions.LAST) + 1))


def awards(first: str, last: str) -> dict[str, tuple[Award, ...]]:
    """What happens by day, between two days, months or years; what is known by its month only has no day."""
    found: dict[str, list[Award]] = {}
    for one in season_dates.between(labels(first, last), first, last):
        if one.exact:
            href = address(one.edition.season, one.edition.body)
            found.setdefault(one.date, []).append(Award(one.edition.name, one.told, href, one.edition.known))
    return {day: tuple(own) for day, own in found.items()}


def with_awards(
    calendar: bytes, connection: Connection, now: str, start: str, end: str | None, *, imprecise: bool
) -> bytes:
    """A calendar of releases with the days of the awards of the seasons that articles tell of."""
    events = b"".join(_events(connection, now, start, end, imprecise=imprecise))
    at = calendar.rindex(_END)
    return calendar[:at] + events + calendar[at:]


def _events(connection: Connection, now: str, start: str, end: str | None, *, imprecise: bool) -> Iterator[bytes]:
    told = seasons.seasons(connection)
    within = set(labels(start, end or f"{editions.LAST}"))
    for label in sorted(within & {*told, *(_next(one) for one in told[:1])}):
        season = Told(recent(connection, label), {}, (), None)  # neither sources nor chances are told of a day
        own = b"".join(season_dates.season_ics(season, now, start=start, end=end, imprecise=imprecise))
        if _BEGIN in own:
            yield own[own.index(_BEGIN) : own.rindex(_END)]


def _next(label: str) -> str:
    return bodies.label(editions.film_year(label) + 1)
