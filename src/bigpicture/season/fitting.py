"""What is fitted and shipped: weights by the last ceremony that taught them, category, and which bodies' prizes are known.

A season that is replayed is forecast with what was known before it, so several last ceremonies are shipped. The same history,
prizes and days give the same file, byte for byte; its date stays while they do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from bigpicture.season import backtest
from bigpicture.season.backtest import Past
from bigpicture.season.features import CATEGORIES, FEATURES, relevant, used
from bigpicture.season.model import Ridge
from bigpicture.season.precursors import BODIES

SHIPPED = 6  # last ceremonies
_DIGITS = 4


def build(past: Past, today: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The coefficients that the past teaches; `before` are those of an earlier fit, whose date is kept where nothing changed."""
    years = sorted({race.year for race in past.table.races if race.year >= backtest.TESTED[past.body]})
    ridges = backtest.chosen(past)
    calls = backtest.walk(past, ridges)
    models = {}
    for last in years[-SHIPPED:]:
        ridge = ridges[last + 1]
        learner = backtest.Learner(past.table.before(last + 1), ridge)
        why = backtest.without(calls, last)
        models[str(last)] = {
            "ridge": _told(ridge),
            "without": why,
            "weights": {c: dict(_weights(learner, c, past.body)) for c in CATEGORIES if c not in why},
        }
    out = {
        "format": 2,
        "body": past.body,
        "made": today,
        "data": digest(past),
        "prizes": prizes(past, years[-1]),
        "features": {category: used(category, past.body) for category in CATEGORIES},
        "models": models,
    }
    told: dict[str, Any] = json.loads(render(out))
    if before and {**before, "made": ""} == {**told, "made": ""}:
        told["made"] = before["made"]
    return told


def _told(ridge: Ridge) -> dict[str, float]:
    return {
        "body": ridge.body,
        "kind": ridge.kind,
        "shared": ridge.shared,
        "family": ridge.family,
        "category": ridge.category,
    }


def _weights(learner: backtest.Learner, category: str, of: str) -> Iterator[tuple[str, list[float]]]:
    """The weights of a category's features, for each set of bodies whose prizes may be known."""
    columns = [FEATURES.index(name) for name in used(category, of)]
    row = CATEGORIES.index(category)
    for known in sets(category, of):
        weights = learner.weights(known)
        yield key(known), [_short(float(weights[row, i])) if counts(FEATURES[i], known) else 0 for i in columns]


def counts(feature: str, known: frozenset[str]) -> bool:
    """Whether a feature can be other than 0 where only some bodies' prizes are known."""
    kind, _, rest = feature.partition(":")
    if feature == "elsewhere":
        return bool(known)
    return kind not in ("won", "film") or rest.removesuffix("-comedy") in known


def sets(category: str, of: str = "academy") -> Iterator[frozenset[str]]:
    """The sets of bodies whose prizes may be known before a body gives its own, the smallest first."""
    bodies = relevant(category, of)
    for size in range(len(bodies) + 1):
        yield from map(frozenset, combinations(bodies, size))


def key(known: frozenset[str]) -> str:
    """A set of bodies as the file names it."""
    return " ".join(body for body in BODIES if body in known)


def _short(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def digest(past: Past) -> str:
    """What tells the data of one fit from that of another."""
    return _digest([*_races(past), *_seasons(past, max(past.seasons, default=0), ())])


def prizes(past: Past, last: int) -> str:
    """What tells the shipped prizes and days to a year apart from others; of the Academy's nominees it tells nothing."""
    own = [] if past.body == "academy" else _races(past)
    return _digest([*own, *_seasons(past, last, ("academy",))])


def _digest(told: list[Any]) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _races(past: Past) -> list[Any]:
    return [
        [race.year, race.category, [[c.film, c.work, *c.people, c.nominations, sorted(c.companions), c.won] for c in race.contenders]]
        for race in past.table.races
    ]  # fmt: skip


def _seasons(past: Past, last: int, without: tuple[str, ...]) -> Iterator[Any]:
    """The prizes and days of the years to one, without those of some bodies."""
    for year, rows in sorted(past.seasons.items()):
        if year <= last:
            mine = [row for row in rows if row.body not in without]
            yield from sorted([year, row.body, row.category, row.film, *row.people, str(row.won)] for row in mine)
            yield from ([m.moment, str(m.day), sorted(m.given), sorted(m.shown)] for m in past.calendar.mornings(year))


def render(coefficients: Mapping[str, Any]) -> str:
    """The file's text: a line a category, so that a change can be read."""
    head = {name: value for name, value in coefficients.items() if name != "models"}
    lines = [f" {json.dumps(name)}: {_compact(value)}," for name, value in head.items() if name != "features"]
    lines += [
        ' "features": {',
        ",\n".join(f"  {json.dumps(c)}: {_compact(f)}" for c, f in head["features"].items()),
        " },",
    ]
    models = []
    for last, model in coefficients["models"].items():
        rest = [f"   {json.dumps(name)}: {_compact(model[name])}," for name in ("ridge", "without")]
        weights = ",\n".join(f"    {json.dumps(c)}: {_compact(w)}" for c, w in model["weights"].items())
        models.append("\n".join([f"  {json.dumps(last)}: {{", *rest, '   "weights": {', weights, "   }", "  }"]))
    return "\n".join(["{", *lines, ' "models": {', ",\n".join(models), " }", "}"]) + "\n"


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
