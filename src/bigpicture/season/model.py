"""The model: a conditional logit over a race's contenders, whose weights categories share as far as they agree.

A weight is a shared part, a family's part and a category's own, each drawn towards zero by a ridge: a category with few races
leans on its family, a family on all. The sum to be made least is convex and its gradient exact, so that a fit has one answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bigpicture.season.features import CATEGORIES, FAMILY, FEATURES, Drawn, draw, used
from bigpicture.season.races import Precursor, Race

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    Floats = NDArray[float64]


@dataclass(frozen=True, slots=True)
class Ridge:
    """How far each part of a weight may be from zero: the variance that it has beforehand. The less, the stronger the ridge."""

    body: float  # what all bodies' prizes have in common, and all their nominations
    kind: float  # what they have in common within a family
    shared: float  # what a feature has in all categories
    family: float
    category: float


# Walk-forward chooses among these; the first is usual.
RIDGES = tuple(Ridge(1.0, 0.1, free, free, free) for free in (0.1, 0.3, 0.03))


PAIRS = tuple(
    (category, name) for category in CATEGORIES for name in used(category, "")
)  # the weights there are, of any body


@dataclass(frozen=True, slots=True)
class Table:
    """Races as arrays, a row a contender, the rows of a race side by side; races in order of their years."""

    races: tuple[Race, ...]
    plain: Floats  # the numbers when everything is known, rows by features
    elsewhere: Floats  # the film's other prizes, rows by bodies
    start: NDArray[int64]  # of each race, the first row
    race: NDArray[int64]  # of each row
    category: NDArray[int64]  # of each row
    share: Floats  # of each row, how much of its race's prize it won

    def before(self, year: int) -> Table:
        """The races of earlier years than one."""
        return self.part([i for i, race in enumerate(self.races) if race.year < year])

    def part(self, races: Sequence[int]) -> Table:
        """Some of the races, by their places, which go up."""
        import numpy as np

        size = np.diff(self.start, append=len(self.race))
        rows = np.flatnonzero(np.isin(self.race, races))
        sizes = size[list(races)]
        return Table(
            tuple(self.races[i] for i in races), self.plain[rows], self.elsewhere[rows], np.cumsum(sizes) - sizes,
            np.repeat(np.arange(len(races)), sizes), self.category[rows], self.share[rows],
        )  # fmt: skip


def arrays(races: Sequence[Race], seasons: Mapping[int, Sequence[Precursor]]) -> Table:
    """Races as arrays, with the prizes of their seasons."""
    import numpy as np

    from bigpicture.season.features import values
    from bigpicture.season.precursors import BODIES

    races = tuple(
        sorted((r for r in races if r.category in FAMILY), key=lambda r: (r.year, CATEGORIES.index(r.category)))
    )
    drawn: list[tuple[int, Race, Drawn, int]] = []
    for place, race in enumerate(races):
        drawn += [(place, race, d, i) for i, d in enumerate(draw(race, seasons.get(race.year, ())))]
    plain, elsewhere = np.zeros((len(drawn), len(FEATURES))), np.zeros((len(drawn), len(BODIES)))
    index = {name: i for i, name in enumerate(FEATURES)}
    for row, (_, race, mine, _) in enumerate(drawn):
        for name, value in values(mine, race.category, BODIES, race.body).items():
            plain[row, index[name]] = value
        for prize in mine.elsewhere:
            elsewhere[row, BODIES.index(prize.body)] += 1
    at = np.array([p for p, *_ in drawn], dtype=np.int64)
    winners = [max(1, sum(bool(c.won) for c in race.contenders)) for race in races]
    share = np.array([bool(race.contenders[i].won) / winners[p] for p, race, _, i in drawn], dtype=np.float64)
    return Table(
        races, plain, elsewhere, np.searchsorted(at, np.arange(len(races))), at,
        np.array([CATEGORIES.index(race.category) for _, race, _, _ in drawn], dtype=np.int64), share,
    )  # fmt: skip


def masked(table: Table, known: frozenset[str], shown: frozenset[str] | None = None) -> Floats:
    """The numbers of all rows where only some bodies' prizes are known, and only some bodies' nominees; by default all of these."""
    import numpy as np

    from bigpicture.season.precursors import BODIES

    out = table.plain.copy()
    for i, name in enumerate(FEATURES):
        kind, _, rest = name.partition(":")
        if kind in ("won", "film") and rest.removesuffix("-comedy") not in known:
            out[:, i] = 0
        if kind == "up-for" and shown is not None and rest not in shown:
            out[:, i] = 0
    counts = table.elsewhere[:, [BODIES.index(body) for body in sorted(known)]].sum(axis=1)
    mine = np.array(["elsewhere" in used(category) for category in CATEGORIES])[table.category]
    out[:, FEATURES.index("elsewhere")] = np.log1p(counts) * mine
    return out


def probabilities(numbers: Floats, weights: Floats, table: Table) -> Floats:
    """Each row's chance within its race; `weights` are categories by features."""
    import numpy as np

    score = np.einsum("ij,ij->i", numbers, weights[table.category])
    score -= np.maximum.reduceat(score, table.start)[table.race]
    likely: Floats = np.exp(score)
    return likely / np.add.reduceat(likely, table.start)[table.race]


class Fit:
    """What a fit makes least: the log loss of the races, and how unlikely the weights are beforehand.

    Weights are those that are used, category by category. That they are sums of a shared, a family's and an own part with a ridge
    on each is the same as a normal distribution beforehand, in which weights of one feature go together.
    """

    def __init__(self, table: Table, numbers: Floats, ridge: Ridge) -> None:
        import numpy as np

        self.table, self.numbers = table, numbers
        self._precision = precision(ridge)
        self._blocks = []
        place = 0
        for k, category in enumerate(CATEGORIES):
            columns = np.array([FEATURES.index(name) for name in used(category, "")], dtype=np.int64)
            rows = np.flatnonzero(table.category == k)
            if len(columns) and len(rows):
                starts = np.flatnonzero(np.diff(table.race[rows], prepend=-1))
                self._blocks.append((slice(place, place + len(columns)), rows, numbers[np.ix_(rows, columns)], starts))
            place += len(columns)

    def loss(self, weights: Floats) -> float:
        """The sum for some weights."""
        import numpy as np

        likely = probabilities(self.numbers, spread(weights), self.table)
        won = self.table.share > 0
        return float(-self.table.share[won] @ np.log(likely[won]) + weights @ self._precision @ weights / 2)

    def slopes(self, weights: Floats) -> tuple[Floats, Floats]:
        """The gradient of the sum and its second derivatives."""
        import numpy as np

        likely = probabilities(self.numbers, spread(weights), self.table)
        off = likely - self.table.share
        gradient, bend = self._precision @ weights, self._precision.copy()
        for where, rows, x, starts in self._blocks:
            gradient[where] += off[rows] @ x
            weighted = likely[rows][:, None] * x
            mean = np.add.reduceat(weighted, starts, axis=0)
            bend[where, where] += x.T @ weighted - mean.T @ mean
        return gradient, bend

    def best(self) -> Floats:
        """The weights that make it least: Newton's steps, halved while they lead up. It is convex, so there is one answer."""
        import numpy as np

        weights = np.zeros(len(PAIRS))
        before = self.loss(weights)
        for _ in range(100):
            gradient, bend = self.slopes(weights)
            step: Floats = np.asarray(np.linalg.solve(bend, gradient))
            while (now := self.loss(weights - step)) > before + 1e-9 and np.abs(step).max() > 1e-12:
                step = step / 2
            weights, before = weights - step, now
            if np.abs(step).max() < 1e-9:
                break
        return weights


@lru_cache(maxsize=32)
def precision(ridge: Ridge) -> Floats:
    """The inverse of how weights vary and go together beforehand."""
    import numpy as np

    rows = [(name, FAMILY[category], category) for category, name in PAIRS]
    covariance = np.zeros((len(rows), len(rows)))
    for i, (name, family, category) in enumerate(rows):
        for j, (other, its_family, its_category) in enumerate(rows):
            if _kind(name) and _kind(name) == _kind(other):
                covariance[i, j] = ridge.body + ridge.kind * (family == its_family)
            if name == other:
                covariance[i, j] += ridge.shared + ridge.family * (family == its_family) + ridge.category * (category == its_category)  # fmt: skip
    inverse: Floats = np.asarray(np.linalg.inv(covariance), dtype=np.float64)
    return inverse


def _kind(name: str) -> str:
    """Prizes of all bodies are of a kind, and so are nominations; that a Globe was for a comedy only corrects another."""
    kind = name.partition(":")[0]
    return kind if kind in ("won", "up-for") and not name.endswith("-comedy") else ""


def spread(weights: Floats) -> Floats:
    """Weights as a matrix, categories by features; what is not used is 0."""
    import numpy as np

    out = np.zeros((len(CATEGORIES), len(FEATURES)))
    out[[CATEGORIES.index(c) for c, _ in PAIRS], [FEATURES.index(f) for _, f in PAIRS]] = weights
    return out


def fit(table: Table, known: frozenset[str], ridge: Ridge) -> Floats:
    """The weights, categories by features, that races teach where only some bodies' prizes are known."""
    return spread(Fit(table, masked(table, known), ridge).best())
