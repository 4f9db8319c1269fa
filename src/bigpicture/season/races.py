"""Races: who was or is up for a prize, and what others gave before. What history and the record both come down to."""

from __future__ import annotations

from dataclasses import dataclass

ACADEMY, BAFTA = "academy", "bafta"
ACADEMIES = (ACADEMY, BAFTA)  # the bodies whose prizes are forecast


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody or something that is up for a prize. A film's other nominations tell how much it is liked."""

    film: str  # its title; "" where the table names none
    people: tuple[str, ...]
    nominations: int  # of the film at this ceremony, all categories
    companions: frozenset[str]  # the other categories in which the film is up at this ceremony, by id
    won: bool | None = None  # None: not known yet
    work: str = ""  # what the film is up with where it may be up more than once: the song


@dataclass(frozen=True, slots=True)
class Race:
    """One category of one ceremony."""

    body: str  # "academy"
    year: int  # of the ceremony
    category: str  # Category.id
    contenders: tuple[Contender, ...]

    @property
    def decided(self) -> bool:
        """Whether who won is known."""
        return any(c.won for c in self.contenders)


@dataclass(frozen=True, slots=True)
class Precursor:
    """A prize or nomination that somebody gave before: a row of the shipped table, or a fact of the record."""

    year: int  # of the ceremony
    body: str
    category: str  # Category.id of that body
    film: str
    people: tuple[str, ...]
    won: bool
    source: str = ""  # that confirmed the row, or who reported it; "": nobody did
    fact: int | None = None  # the record's first claim of it
