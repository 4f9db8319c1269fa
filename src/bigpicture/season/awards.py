"""The data file of awards bodies, read: what a body, a category, an edition is. Its readers use bigpicture.season.bodies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from bigpicture.errors import InputError
from bigpicture.season import wording

Counts = tuple[tuple[int, int | None], ...]


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
    loosely: tuple[str, ...] = ()  # wordings that mean it only where no other category of that year claims them
    counts: Counts = ()  # (since which year, how many nominees), where it changed

    def nominees_in(self, year: int) -> int | None:
        """How many nominees there are in a year; None: it varied, or nobody was nominated."""
        if not self.counts:
            return self.nominees
        return next((n for since, n in reversed(self.counts) if since <= year), None)

    def given_in(self, year: int) -> bool:
        """Whether the body gave this prize in a year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Eligible:
    """What makes a film eligible: a release in a territory within a window; days as month and day, "01-01"."""

    territory: str | None
    first: str
    last: str
    years_before: int  # how many years before that of the ceremony the window begins
    told: str  # in words, with what the window leaves out
    windows: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # years that differ: first and last day
    cinemas: bool = False  # only a release in cinemas counts
    early: bool = False  # so may one in the ceremony's own year, to a day that is set anew each time


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
    known: bool  # whether the day on which prizes are given was published; else both are the habit


@dataclass(frozen=True, slots=True)
class Habit:
    """How a body's editions follow each other."""

    names: tuple[tuple[int, str], ...] = ()  # (since which year, what its editions are called); the first is the oldest
    numbers: tuple[tuple[int, int], ...] = ()  # (year, number), counted on from each; empty: they have no numbers
    skipped: frozenset[int] = frozenset()  # years without an edition and without a number
    void: frozenset[int] = frozenset()  # years whose edition has a number but was not held
    offset: tuple[tuple[int, int], ...] = ((0, 0),)  # (since which year, years from the films to the ceremony)
    months: tuple[tuple[int, int, int], ...] = ()  # (since which year, month of the nominees or 0, month of the prizes)


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
    also: tuple[str, ...] = ()  # further wordings of its name
    habit: Habit = Habit()
    main: str = ""  # the category that is meant where only the body is named


@cache
def bodies() -> Mapping[str, Body]:
    """All bodies by id, in the order of the data file."""
    text = (files("bigpicture") / "data" / "season" / "awards.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    shared = data.pop("shared")
    return {key: _body(key, row, shared) for key, row in data.items()}


def body(name: str) -> Body | None:
    """The body of a name, however it is worded: "Oscars", "the 96th Academy Awards", "academy"."""
    found = _by_name().get(wording.event(name))
    return bodies()[found] if found else None


def named(one: Body | str) -> Body:
    """A body that must be known."""
    found = one if isinstance(one, Body) else bodies().get(one) or body(one)
    if found is None:
        raise InputError(str(one), "is no awards body or festival known here", f"use one of {', '.join(bodies())}")
    return found


def wordings(of: Body) -> tuple[str, ...]:
    """Every wording of a body's name that is written down."""
    return (of.id, of.name, of.short, *(name for _, name in of.habit.names), *of.also)


@cache
def _by_name() -> Mapping[str, str]:
    """Folded wordings of names to ids. One that is written down goes before one that follows from another name."""
    out: dict[str, str] = {}
    for derive in (lambda w: (w,), wording.derived):
        for one in bodies().values():
            for written in wordings(one):
                for worded in derive(written):
                    out.setdefault(wording.event(worded), one.id)
    return out


def _body(key: str, row: dict[str, Any], shared: dict[str, Any]) -> Body:
    given = [{"id": c} if isinstance(c, str) else c for c in row["categories"]]
    nominates = row.get("nominates", True)
    usual = row.get("nominees", 0) if nominates else 0
    return Body(
        id=key,
        name=row["name"],
        short=row["short"],
        kind=row["kind"],
        nominates=nominates,
        categories={c["id"]: _category(c, shared.get(c["id"], {}), usual) for c in given},
        eligible=_eligible(row.get("eligible"), row.get("windows", {})),
        also=tuple(row.get("also", ())),
        main=row.get("main", ""),
        habit=Habit(
            names=_rows(row["names"]),
            numbers=_rows(row.get("numbers", ())),
            skipped=frozenset(row.get("skipped", ())),
            void=frozenset(row.get("void", ())),
            offset=_since(row["offset"]),
            months=_rows(row["months"]) if isinstance(row["months"][0], list) else ((0, *row["months"]),),
        ),
    )


def _category(row: dict[str, Any], shared: dict[str, Any], usual: int | list[list[int]]) -> Category:
    counts = tuple((since, n or None) for since, n in _since(row.get("nominees", usual)))
    name: str = row["name"] if "name" in row else shared["name"]
    return Category(
        id=row["id"],
        name=name,
        wordings=tuple(dict.fromkeys((shared.get("name", name), *shared.get("also", ()), *row.get("also", ())))),
        to=row.get("to", shared.get("to", "film")),
        nominees=counts[-1][1],
        winners=row.get("winners", 1),
        since=row.get("since"),
        until=row.get("until"),
        loosely=tuple(row.get("loosely", ())),
        counts=counts if len(counts) > 1 else (),
    )


def _eligible(row: dict[str, Any] | None, windows: dict[str, list[str]]) -> Eligible | None:
    return Eligible(**row, windows={int(y): (first, last) for y, (first, last) in windows.items()}) if row else None


def _since(value: int | list[list[int]]) -> tuple[tuple[int, int], ...]:
    """A figure that always held, or that changed in some years."""
    return ((0, value),) if isinstance(value, int) else _rows(value)


def _rows(rows: Iterable[list[Any]]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in rows)
