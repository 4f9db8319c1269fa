"""Awards bodies and festivals: their names through the years, categories, editions and dates. One data file, many readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A prize of a body, the same through all renames. Prizes of several bodies for the same thing share an id."""

    id: str  # "picture", "supporting-actor"
    name: str  # as its body calls it now: "Best Picture"
    wordings: tuple[str, ...]  # how else it is or was worded
    to: str  # film, person: who is named first when it is told
    nominees: int | None  # how many there are; None: it varies, or nobody is nominated
    winners: int = 1  # the most that are possible without a tie; 0: any number
    since: int | None = None  # the first year of an edition that gave it; None: from the beginning
    until: int | None = None  # the last; None: it is still given


@dataclass(frozen=True, slots=True)
class Eligible:
    """What makes a film eligible: a release in a territory within a window; days as month and day, "01-01"."""

    territory: str | None
    first: str
    last: str
    years_before: int  # how many years before that of the ceremony the window begins
    told: str  # in words, with what the window leaves out


@dataclass(frozen=True, slots=True)
class Edition:
    """One year of a body. `year` is that of the ceremony, as claims have it."""

    body: str
    year: int
    number: int | None  # the 96th
    name: str  # as it was called then: "96th Academy Awards"
    season: str  # "2023-24"
    announced: str | None  # when nominees were or will be: a day or, where only the habit is known, a month, EDTF
    held: str | None  # when the prizes were or will be given: likewise
    known: bool  # whether the days were published; else they are the habit


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody who gives prizes."""

    id: str  # "academy"
    name: str  # as claims name it: "Academy Awards"
    short: str  # as people call it: "Oscars"
    kind: str  # academy, guild, critics, press, festival
    nominates: bool  # a festival's prize is not a nomination for anything
    categories: Mapping[str, Category]
    eligible: Eligible | None
