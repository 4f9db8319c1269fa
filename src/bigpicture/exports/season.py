"""A season for other programs: who was up for what and who won, with the claims behind it, and the forecasts that were kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bigpicture.exports import rows
from bigpicture.exports.entries import Source, mentions_of
from bigpicture.exports.strings import link
from bigpicture.record import forecasts
from bigpicture.record import season as view
from bigpicture.record.forecasts import Kept
from bigpicture.record.known import Film
from bigpicture.record.season import Entry, Held, Prize, Season
from bigpicture.record.season.entries import is_of
from bigpicture.season.bodies import Category
from bigpicture.season.forecast import Forecast
from bigpicture.times import whole
from bigpicture.weighing import Fact

OUTCOMES = ("won", "nominated", "denied")
FORECAST = forecasts.BODIES  # whose prizes are forecast
COLUMNS: dict[str, str] = {
    "season": "text", "body": "text", "award": "text", "year": "integer", "category": "text", "category_name": "text",
    "kind": "text", "film_id": "integer", "film": "text", "film_year": "integer", "people": "texts", "standing": "text",
    "confidence": "number", "note": "text", "total": "integer", "probability": "number", "moved_by": "texts",
    "made_at": "text", "moment": "text", "model": "text", "articles": "integer", "first_said": "text",
    "first_outlet": "text", "claims": "integers", "urls": "texts",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is told of an edition: that somebody or something won, was nominated, or was not."""

    held: Held
    category: Category | None  # None: in none that is known
    entry: Entry
    outcome: str  # OUTCOMES

    @property
    def worded(self) -> str:
        """The category as its body calls it now, else as articles word it."""
        return self.category.name if self.category else str(self.entry.fact.values.get("category") or "")


@dataclass(frozen=True, slots=True)
class Told:
    """A season to export."""

    season: Season
    sources: Mapping[int, Source]  # by article
    kept: Sequence[Kept]  # forecasts, in the order in which they were made
    films: frozenset[int] | None  # only these


def lines(season: Season, films: Collection[int] | None = None) -> Iterator[Line]:
    """All that is told of a season, edition by edition, winners first; who won is not listed as nominated too."""
    for held in season.held:
        for line in of_edition(held):
            if films is None or line.entry.film.id in films:
                yield line


def of_edition(held: Held) -> Iterator[Line]:
    """All that is told of an edition, category by category."""
    for prize in held.prizes:
        yield from (Line(held, prize.category, entry, outcome) for entry, outcome in of_prize(prize))
    for entry in held.unplaced:
        won = "won" if entry.fact.type == "award" else "nominated"
        yield Line(held, None, entry, "denied" if entry.fact.standing == "denied" else won)


def of_prize(prize: Prize) -> Iterator[tuple[Entry, str]]:
    """Who won, who else was nominated, and who is said not to have been."""
    won = [e for e in prize.won if e.counts]
    yield from ((entry, "won") for entry in prize.won)
    yield from (
        (entry, "nominated") for entry in prize.nominated if not any(is_of(entry, w, prize.category) for w in won)
    )
    yield from ((entry, "denied") for entry in prize.denied)


def gather_season(
    connection: Connection, films: Sequence[Film] | None = None, moment: str | None = None, *, season: str
) -> Told:
    """A season, of some films or of all, as it was known at a moment. Raises InputError for a label that is none."""
    told = view.season(connection, season, moment=moment)
    chosen = None if films is None else frozenset(f.id for f in films)
    numbers = {e.film.id for e in _facts(told)}
    sources = {
        m["article"]: Source(m["outlet"], m["url"], m["when"].removesuffix("T24"), m["title"])
        for mentions in mentions_of(connection, sorted(numbers)).values()
        for m in mentions
    }
    return Told(told, sources, kept_of(connection, told, moment), chosen)


def _facts(told: Season) -> Iterator[Any]:
    for held in told.held:
        yield from (line.entry for line in of_edition(held))
        yield from held.totals


def kept_of(connection: Connection, told: Season, moment: str | None = None, body: str = "") -> list[Kept]:
    """The forecasts kept of a season, of one body or of all, in the order in which they were made, until a day."""
    held = [h for h in told.held if h.body.id in FORECAST and body in ("", h.body.id)]
    every = [k for h in held for k in forecasts.every(connection, h.edition.year, h.body.id)]
    return [k for k in sorted(every, key=lambda k: k.id) if not moment or k.made_at <= whole(moment)]


@dataclass(frozen=True, slots=True)
class Chances:
    """A category's forecast: one that was kept, or what the record gives now."""

    forecast: Forecast
    kept: Kept | None  # None: worked out, and not kept


def chances(connection: Connection, told: Season, moment: str | None = None, body: str = "academy") -> list[Chances]:
    """The forecast of each category of a body: the last that was kept until a moment, else what the record as of then gives."""
    held = told.of(body)
    if held is None or body not in FORECAST:
        return []
    kept = {k.forecast.category: k for k in kept_of(connection, told, moment, body)}
    missing = [p.category.id for p in held.prizes if p.category.id not in kept]
    made = {f.category: f for f in forecasts.replay(connection, told.label, moment, body=body)} if missing else {}
    own = {c: Chances(made[c], None) for c in missing if c in made} | {
        c: Chances(k.forecast, k) for c, k in kept.items()
    }
    return [own[p.category.id] for p in held.prizes if p.category.id in own]


def table(told: Told) -> Iterator[dict[str, Any]]:
    """A nomination, win, total or chance a row, by COLUMNS; None where a column does not apply."""
    empty = dict.fromkeys(COLUMNS) | {"season": told.season.label}
    for line in lines(told.season, told.films):
        yield empty | _placed(line.held, line.category) | _line(line) | _said(line.entry.fact, told.sources)
    for held in told.season.held:
        for total in held.totals:
            if told.films is None or total.film.id in told.films:
                kind = "wins told" if total.won else "nominations told"
                yield empty | _placed(held, None) | {
                    "kind": kind, **_film(total.film), "total": total.told, "standing": total.fact.standing,
                    "confidence": total.fact.confidence, **_said(total.fact, told.sources),
                }  # fmt: skip
    bodies = {held.body.id: held for held in told.season.held}
    for kept in told.kept:
        held = bodies[kept.forecast.body]
        yield from (empty | row for row in _chances(held, kept) if told.films is None or row["film_id"] in told.films)


def _placed(held: Held, category: Category | None) -> dict[str, Any]:
    return {"body": held.body.id, "award": held.body.name, "year": held.edition.year,
            "category": category.id if category else None, "category_name": category.name if category else None}  # fmt: skip


def _film(film: Any) -> dict[str, Any]:
    return {"film_id": film.id, "film": film.title, "film_year": film.year}


def _line(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "kind": line.outcome, **_film(entry.film), "people": list(entry.people), "category_name": line.worded or None,
        "standing": entry.fact.standing, "confidence": entry.fact.confidence, "note": entry.note or None,
    }  # fmt: skip


def _said(fact: Fact, sources: Mapping[int, Source]) -> dict[str, Any]:
    urls = (link(sources[s.article].url) for s in fact.sayings)
    return {
        "articles": len({s.article for s in fact.sayings}), "first_said": fact.first.when.removesuffix("T24"),
        "first_outlet": fact.first.outlet, "claims": [s.id for s in fact.sayings],
        "urls": list(dict.fromkeys(u for u in urls if u)),
    }  # fmt: skip


def _chances(held: Held, kept: Kept) -> Iterator[dict[str, Any]]:
    """The chances of a forecast, a contender a row; one without chances is left out."""
    named = {e.film.title: e.film for prize in held.prizes for e in (*prize.nominated, *prize.won)}
    category = held.body.categories[kept.forecast.category]
    for odds in kept.forecast.odds:
        film = named.get(odds.contender.film)
        yield {
            **_placed(held, category), "kind": "chance", "film_id": film.id if film else None, "film": odds.contender.film,
            "film_year": film.year if film else None, "people": list(odds.contender.people),
            "probability": odds.probability, "moved_by": [moved_by(part.told, part.weight) for part in odds.parts],
            "made_at": kept.made_at, "moment": kept.moment, "model": kept.forecast.model,
            "claims": [part.fact for part in odds.parts if part.fact is not None],
        }  # fmt: skip


def moved_by(told: str, weight: float) -> str:
    """What moved a chance, with its sign: "+ won the PGA"."""
    return f"{'+' if weight >= 0 else '−'} {told.lstrip('+−- ')}"


def csv(told: Told, now: str) -> Iterator[str]:
    """The table as CSV."""
    del now
    yield from rows.csv_of(COLUMNS, ({**row, **_lists(row)} for row in table(told)))


def _lists(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] or [] for name, kind in COLUMNS.items() if kind in ("texts", "integers")}


def parquet(told: Told, now: str) -> Iterator[bytes]:
    """The table as Parquet. Raises InputError where pyarrow is not installed."""
    yield from rows.parquet_of(COLUMNS, ({**row, **_lists(row)} for row in table(told)), now)


def jsonl(told: Told, now: str) -> Iterator[str]:
    """A row of the table a line, without the columns that do not apply."""
    for row in table(told):
        made = {name: value for name, value in row.items() if value not in (None, [])}
        yield json.dumps({**made, "exported_at": now}, ensure_ascii=False) + "\n"
