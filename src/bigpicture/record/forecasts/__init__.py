"""Forecasts: made from what is known, stored with their date, never changed afterwards; and what moved them.

    inputs (what is known) | season.forecast (the chances) | here (made, kept, told) | scored (how good they were)

A forecast is stored when what it is made from is not what the last one was made from. A row is never changed or dropped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from bigpicture.record import Record
from bigpicture.record.forecasts.inputs import Inputs, categories, day_of, inputs, race, relevant, winners
from bigpicture.record.schema import CHANGE, FORECAST
from bigpicture.season import editions
from bigpicture.season.forecast import Forecast, Odds, Part
from bigpicture.season.races import ACADEMIES, ACADEMY, Contender, Precursor, Race

BODIES = ACADEMIES
Model = Callable[[Race, Sequence[Precursor]], Forecast]


@dataclass(frozen=True, slots=True)
class Kept:
    """A forecast that was stored."""

    id: int
    made_at: str
    moment: str  # what articles told by then counts
    forecast: Forecast
    rows: tuple[Precursor, ...]  # what other bodies gave the contenders before
    digest: str
    afterwards: bool  # made on the day of the ceremony or later: worked out afterwards, no forecast


@dataclass(frozen=True, slots=True)
class Moved:
    """A stored forecast, and what is known in it that was not in the one before, or no longer."""

    kept: Kept
    gained: tuple[Precursor, ...]  # their source and fact name the report
    lost: tuple[Precursor, ...]


def make(record: Record, now: str, *, since: str | None = None, model: Model | None = None) -> int:
    """Forecast the open categories of the season's bodies, and store each that is made from something new; how many were stored.

    Where `since` is given, only if articles have changed something about prizes since then. Raises StoreError, and InputError
    where the coefficients that are shipped are damaged.
    """
    label = editions.label_of(now[:10])
    with record.read() as connection:
        if since and not _changed(connection, since):
            return 0
        known = [inputs(connection, label, now=now, body=body) for body in BODIES]
        made = [own for one in known for own in _open(one, model)]
    if not made:
        return 0
    with record.write() as connection:
        kept = (k for one in known for k in latest(connection, one.year, one.body))
        last = {(k.forecast.body, k.forecast.category): k for k in kept}
        fresh = [(f, rows, digest) for f, rows, digest in made if not _same(last.get((f.body, f.category)), digest)]
        if fresh:
            connection.execute(insert(FORECAST), [_stored(f, rows, digest, now) for f, rows, digest in fresh])
    return len(fresh)


def _changed(connection: Connection, since: str) -> bool:
    """Whether anything about prizes was found since a moment."""
    asked = select(CHANGE.c.id).where(CHANGE.c.noted_at >= since, CHANGE.c.type.in_(("nomination", "award"))).limit(1)
    return connection.execute(asked).scalar() is not None


def _same(last: Kept | None, digest: str) -> bool:
    return last is not None and last.digest == digest


def shipped() -> Model:
    """The model with the coefficients that bigpicture ships, those of the body whose race it is."""
    from bigpicture.season import forecast as forecasting

    return lambda race, rows: forecasting.forecast(race, rows, forecasting.coefficients(forecasting.shipped(race.body)))


def _open(known: Inputs, model: Model | None) -> Iterator[tuple[Forecast, tuple[Precursor, ...], str]]:
    """A forecast of each category whose nominees are known and whose winner is not, with what it is made from."""
    for category in categories(known):
        up, _ = race(known, category)
        if up is None or winners(known, category):
            continue
        model = model or shipped()
        made = model(up, known.rows)
        if made.odds:
            rows = relevant(up, known.rows)
            yield made, rows, _digest(up, rows, made)


def replay(
    connection: Connection, label: str, moment: str | None, *, model: Model | None = None, body: str = ACADEMY
) -> tuple[Forecast, ...]:
    """A season's forecasts of a body's prizes as of a moment, worked out now and not stored; those that there are none of say why.

    Who won is not looked at: a season that is over is forecast as if it were not. Raises InputError for no season.
    """
    known = inputs(connection, label, moment, body=body)
    use = model or shipped()
    made = []
    for category in categories(known):
        up, why = race(known, category)
        made.append(use(up, known.rows) if up else Forecast(body, known.year, category, (), (), why))
    return tuple(made)


def latest(connection: Connection, year: int, body: str = ACADEMY) -> tuple[Kept, ...]:
    """The last stored forecast of each category of a ceremony, in the order in which they were made."""
    last = (
        select(func.max(FORECAST.c.id))
        .where(FORECAST.c.body == body, FORECAST.c.year == year)
        .group_by(FORECAST.c.category)
    )
    return tuple(_read(connection, FORECAST.c.id.in_(last)))


def every(connection: Connection, year: int, body: str = ACADEMY) -> tuple[Kept, ...]:
    """All stored forecasts of a ceremony, in the order in which they were made."""
    return tuple(_read(connection, (FORECAST.c.body == body) & (FORECAST.c.year == year)))


def history(connection: Connection, year: int, category: str, body: str = ACADEMY) -> tuple[Moved, ...]:
    """The stored forecasts of a category in the order in which they were made, each with what moved it."""
    which = (FORECAST.c.body == body) & (FORECAST.c.year == year) & (FORECAST.c.category == category)
    made: list[Moved] = []
    before: dict[tuple[object, ...], Precursor] = {}
    for kept in _read(connection, which):
        rows = {_key(row): row for row in kept.rows}
        gained = tuple(row for key, row in rows.items() if key not in before)
        made.append(Moved(kept, gained, tuple(row for key, row in before.items() if key not in rows)))
        before = rows
    return tuple(made)


def years(connection: Connection, body: str = ACADEMY) -> tuple[int, ...]:
    """The ceremonies of a body of which forecasts are stored, the newest first."""
    asked = select(FORECAST.c.year).where(FORECAST.c.body == body).distinct().order_by(FORECAST.c.year.desc())
    return tuple(connection.execute(asked).scalars())


def _key(row: Precursor) -> tuple[object, ...]:
    return row.body, row.year, row.category, row.film, row.people, row.won


def _digest(up: Race, rows: Iterable[Precursor], made: Forecast) -> str:
    """What tells whether two forecasts are made from the same: who reported it makes no difference."""
    contenders = sorted([c.film, c.work, list(c.people), c.nominations, sorted(c.companions)] for c in up.contenders)
    # what moves the chances and is not among the rows shows in the chances
    chances = sorted(
        [o.contender.film, o.contender.work, list(o.contender.people), round(o.probability, 6)] for o in made.odds
    )
    told = [made.model, list(made.known), contenders, chances, sorted(json.dumps(_key(row)) for row in rows)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _stored(made: Forecast, rows: Iterable[Precursor], digest: str, now: str) -> dict[str, Any]:
    return {
        "body": made.body, "year": made.year, "category": made.category, "made_at": now, "moment": now,
        "known": list(made.known), "odds": [_odds(o) for o in made.odds], "inputs": [_row(row) for row in rows],
        "model": made.model, "digest": digest,
    }  # fmt: skip


def _odds(odds: Odds) -> dict[str, Any]:
    c = odds.contender
    return {
        "film": c.film, "work": c.work, "people": list(c.people), "nominations": c.nominations,
        "companions": sorted(c.companions), "probability": odds.probability,
        "parts": [[p.feature, p.told, p.weight, p.source, p.fact] for p in odds.parts],
    }  # fmt: skip


def _row(row: Precursor) -> list[Any]:
    return [row.year, row.body, row.category, row.film, list(row.people), row.won, row.source, row.fact]


def _read(connection: Connection, which: Any) -> Iterator[Kept]:
    for row in connection.execute(select(FORECAST).where(which).order_by(FORECAST.c.id)).mappings():
        yield _kept(row)


def _kept(row: RowMapping) -> Kept:
    odds = tuple(_read_odds(o) for o in row["odds"])
    made = Forecast(row["body"], row["year"], row["category"], tuple(row["known"]), odds, model=row["model"])
    rows = tuple(Precursor(y, b, c, f, tuple(p), won, s, n) for y, b, c, f, p, won, s, n in row["inputs"])
    held = day_of(editions.label(row["year"] - 1), row["body"])
    late = held is not None and row["made_at"][:10] >= held
    return Kept(row["id"], row["made_at"], row["moment"], made, rows, row["digest"], late)


def _read_odds(kept: dict[str, Any]) -> Odds:
    contender = Contender(
        kept["film"], tuple(kept["people"]), kept["nominations"], frozenset(kept["companions"]), None, kept["work"]
    )
    return Odds(contender, kept["probability"], tuple(Part(*part) for part in kept["parts"]))
