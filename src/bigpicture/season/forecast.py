"""Forecasts: how likely each contender is to win, and why."""

from __future__ import annotations

from dataclasses import dataclass

from bigpicture.season.races import Contender


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
    known: tuple[str, ...]  # precursor bodies whose prize in the counterpart category is known
    odds: tuple[Odds, ...]  # they sum to 1; empty: no forecast
    reason: str = ""  # why there is none
    model: str = ""  # which coefficients: "to 2023, 2026-11-29"
