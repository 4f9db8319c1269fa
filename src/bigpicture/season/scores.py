"""How good forecasts were: top-1 rate, log loss, Brier score, calibration slope, each with an interval.

Intervals come from drawing ceremonies, not races, again and again: races of one ceremony go together. The draws are the same in
every run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]

DRAWS = 1000
_SEED = 20260315
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Called:
    """A race with the chances that it was given: of each contender, and how much of the prize it won."""

    year: int
    category: str
    chances: tuple[float, ...]
    won: tuple[float, ...]  # they sum to 1; two winners have a half each
    weight: float = 1.0  # less than 1 where a race is called on several mornings

    @property
    def top(self) -> float:
        """Whether the likeliest won; where several are, how many of them did."""
        best = max(self.chances)
        first = [w > 0 for p, w in zip(self.chances, self.won, strict=True) if p > best - 1e-9]
        return sum(first) / len(first)

    @property
    def loss(self) -> float:
        """The log loss."""
        from math import log

        return -sum(w * log(max(p, _LEAST)) for p, w in zip(self.chances, self.won, strict=True) if w)

    @property
    def brier(self) -> float:
        """The Brier score, summed over the contenders."""
        return sum((p - w) ** 2 for p, w in zip(self.chances, self.won, strict=True))


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """How good a way to forecast was over some races."""

    races: int
    top: Interval
    loss: Interval
    brier: Interval
    slope: Interval | None  # None: the chances hardly differ, so that no slope can be told


def score(called: Sequence[Called]) -> Score:
    """The figures of races called in one way."""
    sums = _per_year(called, [[c.top, c.loss, c.brier] for c in called])
    drawn = _drawn(len(sums)) @ sums
    means, whole = drawn[:, 1:] / drawn[:, :1], sums.sum(axis=0)
    top, loss, brier = (_interval(float(whole[i] / whole[0]), means[:, i - 1]) for i in (1, 2, 3))
    return Score(len({(c.year, c.category) for c in called}), top, loss, brier, slope(called))


def difference(one: Sequence[Called], other: Sequence[Called], figure: str = "loss") -> Interval:
    """A figure of one way, log loss or brier, less that of another over the same races: below zero, the one is better."""
    assert [(c.year, c.category) for c in one] == [(c.year, c.category) for c in other]
    sums = _per_year(one, [[getattr(a, figure) - getattr(b, figure)] for a, b in zip(one, other, strict=True)])
    drawn, whole = _drawn(len(sums)) @ sums, sums.sum(axis=0)
    return _interval(float(whole[1] / whole[0]), drawn[:, 1] / drawn[:, 0])


def slope(called: Sequence[Called]) -> Interval | None:
    """How much the odds of winning rise with the odds given: 1 is right, less means too sure, more too unsure."""
    import numpy as np

    chance = np.clip(np.array([p for c in called for p in c.chances]), 1e-6, 1 - 1e-6)
    odds = np.log(chance / (1 - chance))
    won = np.array([w > 0 for c in called for w in c.won], dtype=float)
    weight = np.array([c.weight for c in called for _ in c.won])
    years = sorted({c.year for c in called})
    year = np.array([years.index(c.year) for c in called for _ in c.won])
    if odds.std() < 0.3 or not 0 < won.mean() < 1 or len(years) < 5:
        return None
    start = _logistic(odds, won, weight[None], np.zeros((1, 2)), 30)
    many = _logistic(odds, won, _drawn(len(years))[:, year] * weight, np.repeat(start, DRAWS, axis=0), 4)
    return _interval(float(start[0, 1]), many[:, 1])


def _logistic(odds: Floats, won: Floats, weights: Floats, start: Floats, steps: int) -> Floats:
    """Intercept and slope of a logistic regression for each row of weights, by Newton's steps; a light ridge keeps them finite."""
    import numpy as np

    found = start.copy()
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-np.clip(found[:, :1] + found[:, 1:] * odds, -30, 30)))
        off, bend = weights * (won - likely), weights * likely * (1 - likely)
        g0, g1 = off.sum(axis=1), off @ odds - 1e-3 * (found[:, 1] - 1)
        h00, h01, h11 = bend.sum(axis=1) + 1e-9, bend @ odds, bend @ odds**2 + 1e-3
        det = h00 * h11 - h01**2
        found += np.clip(np.stack([(h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det], axis=1), -2, 2)
    return found


def _per_year(called: Sequence[Called], figures: Sequence[Sequence[float]]) -> Floats:
    """The weighted sums of figures by year, after the sum of the weights."""
    import numpy as np

    years = sorted({c.year for c in called})
    out = np.zeros((len(years), 1 + len(figures[0])))
    for c, row in zip(called, figures, strict=True):
        out[years.index(c.year)] += c.weight * np.array([1.0, *row])
    return out


def _drawn(years: int) -> Floats:
    """How often each year is drawn, a row a draw."""
    import numpy as np

    picks = np.random.default_rng(_SEED).integers(0, years, size=(DRAWS, years))
    return np.stack([np.bincount(row, minlength=years) for row in picks]).astype(float)


def _interval(value: float, drawn: Floats) -> Interval:
    import numpy as np

    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(value, float(low), float(high))
