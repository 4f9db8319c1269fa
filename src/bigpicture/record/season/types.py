"""What a season is made of: editions, categories, entries, totals and the rows of the board. Types only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bigpicture.record.told import Named
from bigpicture.season.bodies import Body, Category, Edition
from bigpicture.weighing import Fact

LIKELY = 0.5  # confidence from which words are more likely understood than misread


@dataclass(frozen=True, slots=True)
class Entry:
    """A nomination or a win that is told of, with everything that tells it."""

    film: Named
    people: tuple[str, ...]  # joint winners of one prize stand together where one article tells them so
    fact: Fact  # its type: nomination or award; its standing: agreed, contested, rumoured, denied …
    year_told: bool  # else the edition was worked out from the article's date
    told: bool = True  # False: a nomination that only its win tells of; its fact is that win
    note: str = ""  # what was worked out and not told, in words

    @property
    def counts(self) -> bool:
        """Whether it is believed: agreed, and more likely so than misread. What is rumoured, contested or denied never is."""
        return self.fact.standing == "agreed" and self.fact.confidence >= LIKELY


@dataclass(frozen=True, slots=True)
class Prize:
    """One category of an edition."""

    category: Category
    nominated: tuple[Entry, ...]
    won: tuple[Entry, ...]
    denied: tuple[Entry, ...]  # nominations and wins that are denied: snubs that articles name, withdrawals
    missing: (
        int | None
    )  # nominees that nobody told of yet; None: not known how many there are; below zero: too many are told
    tie: bool = False  # an article tells of a tie, so that several winners are no contradiction

    @property
    def tied(self) -> bool:
        """Whether more won than can without a tie."""
        return 0 < self.category.winners < len([w for w in self.won if w.counts])

    @property
    def complete(self) -> bool:
        """Whether as many nominees are agreed on as there are places."""
        return self.missing == 0

    @property
    def nothing(self) -> bool:
        """Whether no article tells of it."""
        return not (self.nominated or self.won or self.denied)


@dataclass(frozen=True, slots=True)
class Total:
    """How many nominations or wins of a film at an edition an article tells of, beside those that are named."""

    film: Named
    fact: Fact
    won: bool
    told: int
    named: int
    others: tuple[int, ...] = ()  # other totals that articles tell of the same

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

    @property
    def nothing(self) -> bool:
        """Whether no article tells of it."""
        return not (self.totals or self.unplaced) and all(p.nothing for p in self.prizes)

    def prize(self, category: str) -> Prize | None:
        """One of its categories by its id."""
        return next((p for p in self.prizes if p.category.id == category), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """A film's count at one body: what an article gives as a total, or what is named where that is more."""

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

    def of(self, body: str) -> Held | None:
        """The edition of a body by its id."""
        return next((h for h in self.held if h.body.id == body), None)
