"""Plain ways to forecast, which the model has to beat. They too learn from earlier years only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bigpicture.season.features import CATEGORIES, FEATURES

if TYPE_CHECKING:
    from bigpicture.season.model import Floats, Table

METHODS = ("uniform", "most nominated", "best precursor", "count")
_NOMINATIONS = FEATURES.index("nominations")


def uniform(now: Table) -> Floats:
    """Everybody alike."""
    import numpy as np

    return np.asarray(1 / _sizes(now)[now.race])


def most_nominated(before: Table, now: Table) -> Floats:
    """The most nominated film, as often as it won its category in earlier years."""
    return _follow(
        _leading(before, before.plain[:, _NOMINATIONS]), before, _leading(now, now.plain[:, _NOMINATIONS]), now
    )


def best_precursor(before: Table, now: Table, known: frozenset[str]) -> Floats:
    """The winner of the one known prize whose winners won most often in earlier years, category by category.

    Where that prize's winner is not nominated, the next best prize.
    """
    import numpy as np

    out, open_ = uniform(now), np.ones(len(now.races), dtype=bool)
    rates = {}
    for body in sorted(known):
        hits, tries = _record(_prize(before, body), before)
        rates[body] = np.where(tries > 0, (hits + 1) / (tries + 2), 0)
    for race in range(len(now.races)):
        rows = np.flatnonzero(now.race == race)
        category = now.category[rows[0]]
        for body in sorted(rates, key=lambda b: -rates[b][category]):
            mine = _prize(now, body)[rows]
            if rates[body][category] > 0 and 0 < mine.sum() < len(rows) and open_[race]:
                rate = float(rates[body][category])
                out[rows] = np.where(mine > 0, rate / mine.sum(), (1 - rate) / (len(rows) - mine.sum()))
                open_[race] = False
    return out


def count(before: Table, now: Table, known: frozenset[str]) -> Floats:
    """The more prizes, the likelier: one scale for all categories, from earlier years."""
    import numpy as np

    past, scale = sum((_prize(before, b) for b in sorted(known)), np.zeros(len(before.race))), 0.0
    for _ in range(50 if len(before.races) else 0):
        likely = _softmax(scale * past, before)
        mean = np.add.reduceat(likely * past, before.start)
        spread = float((np.add.reduceat(likely * past**2, before.start) - mean**2).sum())
        step = (float((before.share - likely) @ past) - 0.01 * scale) / (spread + 0.01)
        scale += max(-1.0, min(1.0, step))
        if abs(step) < 1e-9:
            break
    return _softmax(scale * sum((_prize(now, b) for b in sorted(known)), np.zeros(len(now.race))), now)


def _prize(table: Table, body: str) -> Floats:
    """Of each row, whether it won a body's prize for the same thing."""
    return table.plain[:, FEATURES.index(f"won:{body}")]


def _leading(table: Table, value: Floats) -> Floats:
    """Of each row, its share of the first place in its race; none where all are alike."""
    import numpy as np

    if not len(table.races):
        return np.zeros(0)
    most = np.maximum.reduceat(value, table.start)[table.race]
    first = (value >= most - 1e-9).astype(float)
    tied = np.add.reduceat(first, table.start)[table.race]
    return np.asarray(np.where(tied < _sizes(table)[table.race], first / tied, 0))


def _record(leads: Floats, table: Table) -> tuple[Floats, Floats]:
    """Of each category, how often who leads won, and how often somebody led."""
    import numpy as np

    size = len(CATEGORIES)
    total = np.zeros(len(table.races))
    np.add.at(total, table.race, leads)
    part = np.divide(leads, total[table.race], out=np.zeros(len(leads)), where=total[table.race] > 0)
    hits = np.bincount(table.category, part * (table.share > 0), minlength=size).astype(float)
    return hits, np.bincount(table.category, part, minlength=size).astype(float)


def _follow(past: Floats, before: Table, leads: Floats, now: Table) -> Floats:
    """Who leads, as likely as that was right in earlier years; the rest alike."""
    import numpy as np

    hits, tries = _record(past, before)
    rate = ((hits + 1) / (tries + 2))[now.category]
    led = np.bincount(now.race, leads, minlength=len(now.races))[now.race]
    others = np.bincount(now.race, leads <= 0, minlength=len(now.races))[now.race]
    follows = np.where(leads > 0, rate * leads, (1 - rate) / np.maximum(others, 1))
    return np.asarray(np.where((led > 0) & (others > 0), follows, uniform(now)))


def _softmax(value: Floats, table: Table) -> Floats:
    import numpy as np

    likely = np.exp(value - value.max(initial=0.0))
    return np.asarray(likely / np.add.reduceat(likely, table.start)[table.race])


def _sizes(table: Table) -> Floats:
    import numpy as np

    return np.bincount(table.race, minlength=len(table.races)).astype(float)
