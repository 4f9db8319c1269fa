"""Chances as pages show them: bars with numbers, what moves each in words, how they went from moment to moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bigpicture.folding import plain
from bigpicture.reading.wording import date
from bigpicture.record.season import Held, Prize
from bigpicture.record.told import Named
from bigpicture.season.bodies import Category
from bigpicture.season.forecast import Odds, Part
from bigpicture.season.races import Contender
from bigpicture.web.pages.season.parts import Head, named, percent
from bigpicture.web.pages.season.points import Point
from bigpicture.web.steps import Steps, Values, steps

MAIN = ("picture", "director", "actor", "actress", "supporting-actor", "supporting-actress", "original-screenplay", "adapted-screenplay")  # fmt: skip
NONE = "none was made"
_PARTS, _LEAST = 4, 0.05  # what moves a chance: so many of the weightiest, none lighter
_ROOM = 240  # for names beside the lines
_NAME = 22  # letters of a name there


@dataclass(frozen=True, slots=True)
class Move:
    """What moved a chance."""

    sign: str  # + or −
    told: str
    weight: str
    href: str | None  # the words of the report
    source: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A contender's chance."""

    who: str
    film: str  # beside a person
    href: str | None  # the film's season
    percent: str
    width: float  # of 100
    won: bool
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A forecast that was stored."""

    day: str  # up to which articles counted
    made: str
    afterwards: bool
    gained: tuple[str, ...]  # what had become known, in words
    lost: tuple[str, ...]
    chances: tuple[str, ...]  # of the contenders, in the order of the table
    model: str
    digest: str


@dataclass(frozen=True, slots=True)
class Chances:
    """The forecast of a category, or why there is none."""

    bars: tuple[Bar, ...]
    reason: str  # why there is none
    last: Moment | None
    names: tuple[str, ...]  # heads of the table of moments
    moments: tuple[Moment, ...]
    drawn: Steps


@dataclass(frozen=True, slots=True)
class Likeliest:
    """The headline of a category: who is the likeliest to win, or who won and how likely that had been."""

    category: str
    href: str
    who: str = ""
    film: str = ""
    percent: str = ""
    width: float = 0
    won: bool = False
    reason: str = ""  # why there is no forecast


def chances(head: Head, prize: Prize, found: Sequence[Point]) -> Chances:
    """What the category page shows of forecasts, which are in order of time."""
    kept = [p for p in found if p.forecast.odds]
    if not kept:
        told = found[-1].forecast.reason if found else ""
        return Chances((), told or NONE, None, (), (), steps((), (), (), (), 0))
    last = kept[-1].forecast
    order = [o.contender for o in last.odds]
    moments = tuple(_moment(p, order) for p in kept)
    bars = tuple(_bar(head, prize, o) for o in last.odds)
    names = tuple(who(prize.category, c)[0] for c in order)
    return Chances(bars, "", moments[-1], names, moments, _drawn(kept, order, names))


def _moment(point: Point, order: Sequence[Contender]) -> Moment:
    by = _by(point)
    own = tuple(percent(by[_key(c)]) if _key(c) in by else "" for c in order)
    return Moment(
        point.day, point.made, point.afterwards, point.gained, point.lost, own, point.forecast.model, point.digest
    )


def _by(point: Point) -> dict[tuple[str, tuple[str, ...]], float]:
    return {_key(o.contender): o.probability for o in point.forecast.odds}


def _key(one: Contender) -> tuple[str, tuple[str, ...]]:
    return plain(one.film), tuple(sorted(map(plain, one.people)))


def who(category: Category, one: Contender) -> tuple[str, str]:
    """(who is named first, the film beside a person) of a contender."""
    names = " and ".join(one.people)
    return (names, one.film) if category.to == "person" and names else (one.film or names, "")


def _bar(head: Head, prize: Prize, odds: Odds) -> Bar:
    first, beside = who(prize.category, odds.contender)
    film = film_of(prize, odds.contender)
    parts = [p for p in odds.parts if abs(p.weight) >= _LEAST][:_PARTS]
    return Bar(first, beside, head.at("film", film.id) if film else None, percent(odds.probability), _width(odds.probability),
               won(prize, odds.contender), tuple(_move(p) for p in parts))  # fmt: skip


def _width(chance: float) -> float:
    return round(100 * chance, 1)


def _move(part: Part) -> Move:
    sign = "+" if part.weight > 0 else "−"
    return Move(sign, part.told, f"{abs(part.weight):.1f}", f"/claim/{part.fact}" if part.fact else None, part.source if part.fact else "")  # fmt: skip


def film_of(prize: Prize, one: Contender) -> Named | None:
    """The film of a contender, among those that articles tell of for the prize."""
    entries = (*prize.nominated, *prize.won)
    return next((e.film for e in entries if one.film and plain(e.film.title) == plain(one.film)), None)


def won(prize: Prize, one: Contender) -> bool:
    """Whether a contender is told to have won."""
    names = set(map(plain, one.people))
    return any(
        e.counts and plain(e.film.title) == plain(one.film) and (not e.people or not names or names & set(map(plain, e.people)))
        for e in prize.won
    )  # fmt: skip


def _drawn(kept: Sequence[Point], order: Sequence[Contender], names: Sequence[str]) -> Steps:
    """The likeliest from moment to moment, as far apart as the moments are many and not as the days are."""
    count = len(kept)
    values = []
    for contender, name in zip(order, names, strict=True):
        own = [_by(p).get(_key(contender)) for p in kept]
        titles = tuple(f"{name}: {percent(v)} by {date(p.day)}" if v is not None else "" for v, p in zip(own, kept, strict=True))  # fmt: skip
        short = name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"
        values.append(Values(f"{short} {percent(own[-1] or 0)}", tuple(own), titles))
    most = max((o for v in values for o in v.own if o is not None), default=1.0)
    top = 100 if most > 0.75 else 75 if most > 0.5 else 50
    grid = [(n / 100, f"{n}%") for n in range(0, top + 1, 25)]
    places = [n / count for n in range(count)]
    return steps(values, places, [(at, _short(p.day)) for at, p in zip(places, kept, strict=True)], grid, _ROOM)


def _short(day: str) -> str:
    """A day below the drawing: "26 Feb"."""
    number, month = date(day).split(" ")[:2]
    return f"{number} {month[:3]}"


def likeliest(head: Head, held: Held | None, latest: Iterable[Point]) -> tuple[Likeliest, ...]:
    """The headlines of the main categories, by the last forecast of each."""
    by = {p.forecast.category: p for p in latest}
    prizes = [p for p in (held.prizes if held else ()) if p.category.id in MAIN]
    return tuple(_headline(head, held, p, by.get(p.category.id)) for p in prizes if held)


def _headline(head: Head, held: Held, prize: Prize, last: Point | None) -> Likeliest:
    made = Likeliest(named(prize.category), head.at(held.body.id, prize.category.id))
    odds = last.forecast.odds if last else ()
    best = next((o for o in odds if won(prize, o.contender)), odds[0] if odds else None)
    winner = next((e for e in prize.won if e.counts), None)
    if best is None or (winner and not won(prize, best.contender)):
        reason = (last.forecast.reason if last else "") or NONE
        if winner is None:
            return replace(made, reason=reason)
        names = " and ".join(winner.people)
        first, beside = (
            (names, winner.film.title) if names and prize.category.to == "person" else (winner.film.title, "")
        )
        return replace(made, who=first, film=beside, won=True, reason=reason)
    first, beside = who(prize.category, best.contender)
    return replace(made, who=first, film=beside, percent=percent(best.probability), width=_width(best.probability),
                   won=won(prize, best.contender))  # fmt: skip
