"""Forecasts of a season by moment: those that were stored; of a season without any, what they would have been."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from bigpicture.errors import InputError
from bigpicture.record import forecasts
from bigpicture.record.forecasts import Kept, Moved
from bigpicture.record.season import Held, Season
from bigpicture.record.span import exact
from bigpicture.season import bodies
from bigpicture.season.forecast import Forecast
from bigpicture.season.precursors import BODIES
from bigpicture.season.races import Precursor


@dataclass(frozen=True, slots=True)
class Point:
    """A forecast of a category, and what had become known."""

    day: str  # what was told by the end of it counts
    made: str  # when it was worked out and stored; "": it is worked out now and not stored
    afterwards: bool
    forecast: Forecast
    gained: tuple[str, ...] = ()  # in words
    lost: tuple[str, ...] = ()
    digest: str = ""


def stored(connection: Connection, held: Held, category: str, day: str | None) -> list[Point]:
    """The stored forecasts of a category, up to a day where one is given."""
    found = forecasts.history(connection, held.edition.year, category, held.body.id)
    return [_of_moved(m) for m in found if not day or m.kept.moment[:10] <= day]


def _of_moved(moved: Moved) -> Point:
    kept = moved.kept
    return Point(kept.moment[:10], kept.made_at, kept.afterwards, kept.forecast, _told(moved.gained), _told(moved.lost), kept.digest)  # fmt: skip


def of_kept(kept: Kept) -> Point:
    """A stored forecast on its own."""
    return Point(kept.moment[:10], kept.made_at, kept.afterwards, kept.forecast, digest=kept.digest)


def afterwards(connection: Connection, season: Season, when: str, body: str = "academy") -> dict[str, Point]:
    """By category, what the forecasts of a body of a season that is over would have been on a day of `moments`.

    Where coefficients or the table of prizes cannot be read, that is the reason why there is none: all else can still be shown.
    """
    own = season.of(body)
    try:
        made = forecasts.replay(connection, season.label, when, body=body)
    except InputError as error:
        ids = [p.category.id for p in (own.prizes if own else ())]
        made = tuple(Forecast(body, int(when[:4]), one, (), (), error.problem) for one in ids)
    return {one.category: Point(when, "", afterwards=True, forecast=one) for one in made}


def in_order(points: Iterable[Point]) -> list[Point]:
    """Forecasts worked out afterwards, each with the prizes that had become known since the one before."""
    made: list[Point] = []
    for point in points:
        before = made[-1].forecast.known if made else point.forecast.known
        gained = tuple(f"the {_short(body)} prize" for body in point.forecast.known if body not in before)
        made.append(replace(point, gained=gained))
    return made


def moments(season: Season, today: str, body: str = "academy") -> tuple[str, ...]:
    """The days by which things became known: the nominations, the day after each later precursor, the eve.

    Only of a ceremony that is over by `today` and whose days are known.
    """
    own = season.of(body)
    announced, held = (own.edition.announced, own.edition.held) if own else (None, None)
    if not announced or not held or not exact(announced) or not exact(held) or held >= today:
        return ()
    eve = _after(held, -1)
    between = (_after(day, 1) for h in season.held if (day := _given(h)) and announced <= day < eve)
    return tuple(sorted({announced, *(min(day, eve) for day in between), eve}))


def _given(held: Held) -> str | None:
    day = held.edition.held
    return day if held.body.id in BODIES and day and exact(day) else None


def _after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _short(body: str) -> str:
    one = bodies.bodies().get(body)
    return one.short if one else body


def _told(rows: Sequence[Precursor]) -> tuple[str, ...]:
    return tuple(_words(rows))


def _words(rows: Sequence[Precursor]) -> Iterator[str]:
    """Prizes that became known, in words; a nomination of somebody who also won is not told twice."""
    won = {(r.body, r.category, r.film, r.people) for r in rows if r.won}
    for one in rows:
        if not one.won and (one.body, one.category, one.film, one.people) in won:
            continue
        names = " and ".join(one.people)
        what = f"{names} ({one.film})" if names and one.film else names or one.film
        body = bodies.bodies().get(one.body)
        category = body.categories.get(one.category) if body else None
        place = f"{_short(one.body)}, {category.name if category else one.category}"
        yield f"{what} {'won' if one.won else 'is up for'} {place}"
