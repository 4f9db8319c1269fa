"""How good the forecasts of a ceremony were: the last one of each category that was made before its day, once it is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from sqlalchemy import Connection

from bigpicture.record.forecasts import Kept, every
from bigpicture.record.forecasts.inputs import categories, inputs, winners
from bigpicture.season import editions, joining
from bigpicture.season.races import Precursor, Race

_LEAST = 1e-12  # a chance that is none counts as this: the log loss stays finite


@dataclass(frozen=True, slots=True)
class Score:
    """A category's forecast beside what happened."""

    category: str
    kept: Kept | None  # the last made before the day of the ceremony; None: there is none that counts
    afterwards: Kept | None  # the last that was worked out afterwards: shown, never counted
    won: tuple[Precursor, ...]  # who won; none: not known yet
    chance: float | None = None  # that the winner was given; of several, together
    top: bool | None = None  # whether the likeliest won
    log_loss: float | None = None
    brier: float | None = None
    why: str = ""  # why it has no figures

    @property
    def counts(self) -> bool:
        """Whether it is a forecast that came to be decided."""
        return self.log_loss is not None


@dataclass(frozen=True, slots=True)
class Scored:
    """The forecasts of a ceremony and how good they were, all together."""

    year: int
    scores: tuple[Score, ...]  # in the body's order
    counted: int
    top: float | None  # share of categories in which the likeliest won; None: none counts
    log_loss: float | None  # mean
    brier: float | None


def scored(connection: Connection, year: int, body: str = "academy") -> Scored:
    """The forecasts of a body's prizes of a year, scored as far as it is known who won. Raises InputError for no year of one."""
    known = inputs(connection, editions.season_of(body, year), body=body)
    kept = every(connection, year, body)
    names = dict.fromkeys([*categories(known), *(k.forecast.category for k in kept)])
    scores = tuple(
        score(name, [k for k in kept if k.forecast.category == name], winners(known, name)) for name in names
    )
    sure = [s for s in scores if s.counts]
    return Scored(
        year, scores, len(sure), _mean([float(bool(s.top)) for s in sure]), _mean([s.log_loss or 0.0 for s in sure]),
        _mean([s.brier or 0.0 for s in sure]),
    )  # fmt: skip


def score(category: str, kept: Sequence[Kept], won: tuple[Precursor, ...]) -> Score:
    """How good the last of a category's forecasts was that was made in time."""
    last = next((k for k in reversed(kept) if not k.afterwards), None)
    late = next((k for k in reversed(kept) if k.afterwards), None)
    if last is None:
        return Score(category, None, late, won, why="worked out afterwards" if late else "no forecast was made")
    if not won:
        return Score(category, last, late, won, why="it is not known who won")
    odds = last.forecast.odds
    up = Race(last.forecast.body, last.forecast.year, category, tuple(o.contender for o in odds))
    places = {place for row in won for place in joining.joined(up, row)}
    if len(places) != len(won):
        return Score(category, last, late, won, why="the winner is not among those who were forecast")
    share = 1 / len(places)
    chances = [o.probability for o in odds]
    return Score(
        category, last, late, won, sum(chances[p] for p in places),
        top=max(range(len(odds)), key=lambda i: chances[i]) in places,
        log_loss=-sum(share * log(max(chances[p], _LEAST)) for p in places),
        brier=sum((chance - (share if i in places else 0.0)) ** 2 for i, chance in enumerate(chances)),
    )  # fmt: skip


def _mean(figures: Sequence[float]) -> float | None:
    return sum(figures) / len(figures) if figures else None
