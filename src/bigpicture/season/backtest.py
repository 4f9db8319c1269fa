"""How the model would have done: each year forecast from earlier years only, beside plain ways to forecast.

Nothing of a year, nor of later ones, reaches its forecasts: not the weights, not what the plain ways learn, not the prizes that
were given after the morning of the forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bigpicture.season import baselines
from bigpicture.season.features import CATEGORIES, given
from bigpicture.season.model import RIDGES, Ridge, Table, arrays, fit, masked, probabilities
from bigpicture.season.moments import MOMENTS, Calendar, Morning, by_season
from bigpicture.season.races import Precursor, Race
from bigpicture.season.scores import Called, Interval, Score, difference, score

if TYPE_CHECKING:
    from bigpicture.season.model import Floats

# The first ceremony that teaches, and by body the first that is forecast. Of earlier ones some prizes are shipped, but of seven bodies two gave
# none and one gave its later: weights learnt there are too sure of the others.
FIRST = 1995
TESTED: Mapping[str, int] = {"academy": 2001, "bafta": 2006}  # of BAFTA's early ceremonies many lists are not whole
MODEL = "model"
METHODS = (MODEL, *baselines.METHODS)
POOLED = "all"
_SAME = 0.005
_ENOUGH = 5  # tested years, before one is chosen or a category judged by them
Calls = Mapping[tuple[str, str], Sequence[Called]]  # by moment and method


@dataclass(frozen=True, slots=True)
class Past:
    """All that there is to learn from."""

    table: Table
    seasons: Mapping[int, Sequence[Precursor]]  # what was given before the ceremony of each year
    calendar: Calendar
    body: str = "academy"  # whose prizes are forecast


def past(races: Iterable[Race], rows: Iterable[Precursor], calendar: Calendar, body: str = "academy") -> Past:
    """Decided races of a body and the prizes before them. Of prizes that were given later only the nominees count, if known."""
    seasons = {year: list(_before(found, year, calendar)) for year, found in by_season(rows).items() if year >= FIRST}
    mine = [r for r in races if r.body == body and r.decided and r.year >= FIRST]
    return Past(arrays(mine, seasons), seasons, calendar, body)


def _before(rows: Iterable[Precursor], year: int, calendar: Calendar) -> Iterator[Precursor]:
    before, listed = calendar.before(year), calendar.listed(year)
    for row in rows:
        if row.body in before:
            yield row
        elif row.body in listed:
            yield replace(row, won=False)


def walk(past: Past, ridges: Mapping[int, Ridge] | None = None) -> Calls:
    """The chances of every race of the tested years, by moment and method; `ridges` are those chosen, where they are known."""
    out: dict[tuple[str, str], list[Called]] = {(moment, method): [] for moment in MOMENTS for method in METHODS}
    ridges = ridges or chosen(past)
    for year in _tested(past):
        mornings = past.calendar.mornings(year)
        learner = Learner(past.table.before(year), ridges[year])
        between = max(1, len([m for m in mornings if m.moment == "between"]))
        for morning in mornings:
            weight = 1 / between if morning.moment == "between" else 1.0
            for method, called in _morning(past, year, morning, learner, METHODS, weight):
                out[morning.moment, method].append(called)
    return out


def chosen(past: Past) -> dict[int, Ridge]:
    """The ridge of each tested year and of the one after: that whose forecasts on the eve were best in the tested years before.

    Until there are five of them it is the usual one.
    """
    years = _tested(past)
    losses = dict.fromkeys(RIDGES, 0.0)
    out = {}
    for count, year in enumerate([*years, max(years, default=TESTED[past.body] - 1) + 1]):
        out[year] = RIDGES[0] if count < _ENOUGH else min(RIDGES, key=losses.__getitem__)
        if year in years:
            eve = past.calendar.mornings(year)[-1]
            for ridge in RIDGES:
                learner = Learner(past.table.before(year), ridge)
                losses[ridge] += sum(called.loss for _, called in _morning(past, year, eve, learner, (MODEL,)))
    return out


def _tested(past: Past) -> list[int]:
    return sorted({race.year for race in past.table.races if race.year >= TESTED[past.body]})


class Learner:
    """What earlier years teach, worked out once for each set of known bodies."""

    def __init__(self, before: Table, ridge: Ridge) -> None:
        self.before, self.ridge = before, ridge
        self._weights: dict[frozenset[str], Floats] = {}

    def weights(self, known: frozenset[str]) -> Floats:
        """The weights where only these bodies' prizes are known."""
        if known not in self._weights:
            self._weights[known] = fit(self.before, known, self.ridge)
        return self._weights[known]


def _morning(
    past: Past, year: int, morning: Morning, learner: Learner, methods: Sequence[str], weight: float = 1.0
) -> Iterator[tuple[str, Called]]:
    """All races of a year as a morning sees them, by some methods."""
    rows = [row for row in past.seasons.get(year, ()) if row.body in morning.given]
    alike: dict[frozenset[str], list[int]] = {}
    for place, race in enumerate(past.table.races):
        if race.year == year:
            alike.setdefault(given(race.category, rows, race.body), []).append(place)
    for known, places in alike.items():
        now = past.table.part(places)
        for method in methods:
            chances = _chances(method, learner, now, known, morning.shown)
            for place, race in enumerate(now.races):
                mine = now.race == place
                share = tuple(map(float, now.share[mine]))
                yield method, Called(year, race.category, tuple(map(float, chances[mine])), share, weight)


def _chances(method: str, learner: Learner, now: Table, known: frozenset[str], shown: frozenset[str]) -> Floats:
    if method == MODEL:
        return probabilities(masked(now, known, shown), learner.weights(known), now)
    if method == "uniform":
        return baselines.uniform(now)
    if method == "most nominated":
        return baselines.most_nominated(learner.before, now)
    way = baselines.best_precursor if method == "best precursor" else baselines.count
    return way(learner.before, now, known)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the backtest's table."""

    moment: str
    category: str  # or "all"
    method: str
    score: Score
    against: Interval | None  # the model's log loss less this method's; None for the model itself


def report(calls: Calls) -> list[Line]:
    """The figures of all moments, categories and methods."""
    out = []
    for moment in MOMENTS:
        for group in (POOLED, *CATEGORIES):
            mine = {m: ordered(calls[moment, m], group) for m in METHODS}
            if mine[MODEL]:
                for method, called in mine.items():
                    against = None if method == MODEL else difference(mine[MODEL], called)
                    out.append(Line(moment, group, method, score(called), against))
    return out


def ordered(called: Iterable[Called], group: str) -> list[Called]:
    """The calls of a category, or of all, in an order that does not depend on the method."""
    return [c for c in called if group in (POOLED, c.category)]


def carried(calls: Calls, category: str, until: int) -> str:
    """Why a category cannot be forecast, from its forecasts on the eve in tested years up to one; "" where it can.

    It can where its Brier score is surely better than that of chance, and its log loss better. The log loss alone would not do:
    it is not bounded, and one surprise in 26 years makes its interval wide.
    """
    model, plain = (
        [c for c in calls["eve", m] if c.category == category and c.year <= until] for m in (MODEL, "uniform")
    )
    if len(model) < _ENOUGH:
        past = f"only {len(model)} past ceremon{'y' if len(model) == 1 else 'ies'}" if model else "no past ceremony"
        return f"there is {past} to judge it by" if len(model) < 2 else f"there are {past} to judge it by"
    gain = difference(model, plain, "brier")
    if gain.high < 0 and difference(model, plain).value < 0:
        return ""
    better = "did not tell" if gain.value > -_SAME else "cannot be shown to tell"
    return f"over {len(model)} past ceremonies, what is known before {better} the winner better than chance"


def without(calls: Calls, until: int) -> dict[str, str]:
    """The categories that cannot be forecast, and why."""
    return {category: reason for category in CATEGORIES if (reason := carried(calls, category, until))}
