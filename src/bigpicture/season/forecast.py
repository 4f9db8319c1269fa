"""Forecasts: how likely each contender is to win, and why. From coefficients that are shipped; nothing is fitted here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

from bigpicture.errors import InputError
from bigpicture.season.features import CATEGORIES, NAMES, causes, draw, given, told, used, values
from bigpicture.season.precursors import BODIES, DATA
from bigpicture.season.races import Contender, Precursor, Race

SHIPPED = DATA / "coefficients.json"  # of the Academy
_FORMAT = 2
_LEAST = 0.005  # a part that moves less is not told


@dataclass(frozen=True, slots=True)
class Part:
    """What moved a contender's chance: a feature in words, and its weight in log odds against the race's mean."""

    feature: str
    told: str  # "won the PGA"
    weight: float
    source: str = ""  # who reported it, for what comes from the record
    fact: int | None = None


@dataclass(frozen=True, slots=True)
class Odds:
    """A contender's chance."""

    contender: Contender
    probability: float
    parts: tuple[Part, ...]  # the weightiest first


@dataclass(frozen=True, slots=True)
class Forecast:
    """A race's chances, the likeliest first, or why there are none."""

    body: str
    year: int
    category: str
    known: tuple[str, ...]  # precursor bodies whose prizes that count here are known
    odds: tuple[Odds, ...]  # they sum to 1; empty: no forecast
    reason: str = ""  # why there is none
    model: str = ""  # which coefficients: "to 2023, 2026-11-29"


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What was fitted, as the file has it."""

    made: str
    models: Mapping[int, Mapping[str, Any]]  # by the last ceremony that taught them
    body: str = "academy"  # whose ceremonies

    def of(self, year: int) -> tuple[int, Mapping[str, Any]] | None:
        """The newest that were taught by ceremonies before a year, and the last of these; None: there are none so old."""
        last = max((y for y in self.models if y < year), default=None)
        return None if last is None else (last, self.models[last])


def shipped(body: str) -> Path:
    """Where the coefficients are that bigpicture ships for a body."""
    return SHIPPED if body == "academy" else DATA / f"coefficients-{body}.json"


@lru_cache(maxsize=4)
def coefficients(path: Path = SHIPPED) -> Coefficients:
    """The coefficients of a file, by default those that are shipped. Raises InputError where they are missing or damaged."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        body = read.get("body", "")
        fits = read["format"] == _FORMAT and read["features"] == {c: list(used(c, body)) for c in CATEGORIES}
        found = Coefficients(read["made"], {int(last): model for last, model in read["models"].items()}, body)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(str(path), f"it holds no coefficients ({error})", "fit them: bigpicture season fit") from error
    if not fits:
        raise InputError(str(path), "it is of another bigpicture", "fit again: bigpicture season fit")
    return found


def forecast(
    race: Race, precursors: Sequence[Precursor], coefficients: Coefficients, *, nominees: int | None = None
) -> Forecast:
    """The chances in a race, from the prizes of its season that are known; who won it is not looked at.

    `nominees` is how many there are, where the race may have fewer: then there is no forecast. Rows of other years are left out.
    """
    rows = [row for row in precursors if row.year == race.year]
    found = coefficients.of(race.year)
    if reason := _without(race, nominees, found, coefficients.body):
        return Forecast(race.body, race.year, race.category, (), (), reason)
    assert found is not None
    last, model = found
    known = given(race.category, rows, race.body)
    bodies = tuple(body for body in BODIES if body in known)
    weights = dict(zip(used(race.category, race.body), model["weights"][race.category][" ".join(bodies)], strict=True))
    drawn = draw(race, rows)
    numbers = [values(one, race.category, known, race.body) for one in drawn]
    mean = {name: sum(n[name] for n in numbers) / len(numbers) for name in weights}
    moved = [{name: w * (n[name] - mean[name]) for name, w in weights.items()} for n in numbers]
    scores = [sum(m.values()) for m in moved]
    likely = [exp(s - max(scores)) for s in scores]
    odds = []
    for contender, one, chance, parts in zip(race.contenders, drawn, likely, moved, strict=True):
        in_words = [
            Part(name, told(name, one, contender, race, known), weight, *_reported(causes(one, name, known)))
            for name, weight in parts.items()
            if abs(weight) >= _LEAST
        ]
        in_words.sort(key=lambda part: -abs(part.weight))
        odds.append(Odds(contender, chance / sum(likely), tuple(in_words)))
    odds.sort(key=lambda o: (-o.probability, o.contender.film, o.contender.people, o.contender.work))
    return Forecast(race.body, race.year, race.category, bodies, tuple(odds), "", f"to {last}, {coefficients.made}")


def _reported(rows: Sequence[Precursor]) -> tuple[str, int | None]:
    """Who reported what moved a chance, and the fact; nobody where it is from the shipped table."""
    return next(((row.source, row.fact) for row in rows if row.fact is not None), ("", None))


def _without(race: Race, nominees: int | None, found: tuple[int, Mapping[str, Any]] | None, body: str) -> str:
    """Why there is no forecast; "" where there is one."""
    if race.body != body:
        return f"no history of nominees of {NAMES.get(race.body, race.body)} is known to learn from"
    if race.category not in CATEGORIES:
        return "the model does not know this category"
    if nominees is not None and len(race.contenders) < nominees:
        return f"{len(race.contenders)} of {nominees} nominees are known"
    if len(race.contenders) < 2:
        return "there are fewer than two nominees"
    if found is None:
        return f"no coefficients are shipped that know only ceremonies before {race.year}"
    reason: str = found[1]["without"].get(race.category, "")
    return reason
