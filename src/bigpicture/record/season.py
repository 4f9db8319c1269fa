"""A season as the press tells it: editions in order, and in each who is up for what and who won, cited. A view, nothing stored.

Award and category wordings are brought under the bodies and categories of bigpicture.season.bodies before they are weighed, so
that "best supporting performance" and "supporting actor" are one fact where they are one prize.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bigpicture.record.told import Named
from bigpicture.season.bodies import Body, Category, Edition
from bigpicture.weighing import Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """A nomination or a win that is told of, with everything that tells it."""

    film: Named
    people: tuple[str, ...]  # joint winners of one prize stand together where one article tells them so
    fact: Fact  # its type: nomination or award; its standing: agreed, contested, rumoured, denied …
    year_told: bool  # else the edition was worked out from the article's date

    @property
    def counts(self) -> bool:
        """Whether it is believed: agreed, not denied, not only rumoured."""
        return self.fact.standing == "agreed"


@dataclass(frozen=True, slots=True)
class Prize:
    """One category of an edition."""

    category: Category
    nominated: tuple[Entry, ...]
    won: tuple[Entry, ...]
    denied: tuple[Entry, ...]  # nominations and wins that are denied: snubs that articles name, withdrawals
    missing: int | None  # nominees that nobody told of yet; None: how many there are is not known

    @property
    def tied(self) -> bool:
        """Whether more won than can without a tie."""
        return 0 < self.category.winners < len([w for w in self.won if w.counts])


@dataclass(frozen=True, slots=True)
class Total:
    """How many nominations or wins of a film at an edition an article tells of, beside those that are named."""

    film: Named
    fact: Fact
    won: bool
    told: int
    named: int

    @property
    def short(self) -> int:
        """How many are told of but not named; below zero: more are named than were told."""
        return self.told - self.named


@dataclass(frozen=True, slots=True)
class Held:
    """An edition with what is told of it."""

    body: Body
    edition: Edition
    prizes: tuple[Prize, ...]  # in the body's order; those of which nothing is told too
    totals: tuple[Total, ...]
    unplaced: tuple[Entry, ...]  # in a category that is not known, or in none


@dataclass(frozen=True, slots=True)
class Tally:
    """A film's count at one body: told where an article gives a total, else what is named."""

    nominations: int
    wins: int
    named_nominations: int
    named_wins: int


@dataclass(frozen=True, slots=True)
class Row:
    """A film on the board."""

    film: Named
    by_body: Mapping[str, Tally]  # Body.id to counts
    nominations: int
    wins: int
    prizes: int  # of festivals and critics, which nominate nobody


@dataclass(frozen=True, slots=True)
class Season:
    """A season: its editions in the order in which prizes are given."""

    label: str  # "2023-24"
    held: tuple[Held, ...]
    board: tuple[Row, ...]  # the most wins first, then nominations
