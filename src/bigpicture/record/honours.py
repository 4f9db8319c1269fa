"""Festivals and awards by edition: what was shown, who was nominated and who won, as reported.

An edition is a year of a festival or award; what is told without a year is kept apart, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bigpicture.errors import InputError
from bigpicture.folding import name as fold
from bigpicture.model import Value
from bigpicture.naming import award as award_key
from bigpicture.naming import event as event_key
from bigpicture.record import subjects, told
from bigpicture.record.schema import MENTION
from bigpicture.record.subjects import Subject, Use
from bigpicture.record.told import Named
from bigpicture.weighing import Fact, Saying, facts

MOST = 200  # films of an edition that are looked at
NEWEST = 0  # in place of a year
_PRIZES = ("nomination", "award")


@dataclass(frozen=True, slots=True)
class Year:
    """An edition in a list: its year (None: not told) and how many films articles name with it."""

    year: int | None
    shown: int  # films that are said to be shown, or not to be
    nominated: int
    won: int


@dataclass(frozen=True, slots=True)
class Honour:
    """A film and a fact of an edition about it."""

    film: Named
    fact: Fact


@dataclass(frozen=True, slots=True)
class Category:
    """What is reported of one category; either side may be empty, for nobody reported it."""

    name: str  # as most articles word it
    won: tuple[Honour, ...]
    nominated: tuple[Honour, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """How many nominations or wins of a film are told of, beside those that are named."""

    honour: Honour
    named: int  # in a category or with a name, and not denied


@dataclass(frozen=True, slots=True)
class Edition:
    """One year of an award, or of a festival with its prizes."""

    year: int | None
    shown: tuple[Honour, ...]
    categories: tuple[Category, ...]
    unplaced: tuple[Honour, ...]  # nominations and wins without a category
    totals: tuple[Total, ...]
    left_out: int  # films beyond the most that are looked at


@dataclass(frozen=True, slots=True)
class Award:
    """An award or festival, and its editions, the newest first."""

    name: str
    wordings: tuple[str, ...]
    years: tuple[Year, ...]


def award(connection: Connection, name: str, year: int | None = NEWEST) -> tuple[Award, Edition]:
    """(an award, what is reported of one of its years; None: without a year). Raises UnknownNameError, InputError."""
    return _told(connection, year, _PRIZES, subjects.find(connection, name, subjects.AWARD))


def festival(connection: Connection, name: str, year: int | None = NEWEST) -> tuple[Award, Edition]:
    """(a festival, what is reported of one of its years, its prizes too). Raises UnknownNameError, InputError."""
    found = subjects.find(connection, name, subjects.FESTIVAL, subjects.PRIZES)
    return _told(connection, year, ("screening", *_PRIZES), found)


def _told(connection: Connection, year: int | None, types: Sequence[str], found: Subject) -> tuple[Award, Edition]:
    known = Award(found.name, found.wordings, _years(found.uses))
    years = [y.year for y in known.years]
    chosen = years[0] if year == NEWEST else year
    if chosen not in years:
        raise InputError(
            f"{found.name} {chosen or ''}".strip(), "no article tells of that edition", "see its other years"
        )
    return known, _edition(connection, found, chosen, types)


def _years(uses: Iterable[Use]) -> tuple[Year, ...]:
    films: dict[tuple[int | None, str], set[int]] = {}
    for use in uses:
        films.setdefault((use.year, use.type), set()).add(use.film)
    years = sorted({year for year, _ in films}, key=lambda y: -(y or 0))
    counts = {key: len(own) for key, own in films.items()}
    return tuple(Year(y, *(counts.get((y, kind), 0) for kind in ("screening", "nomination", "award"))) for y in years)


def _edition(connection: Connection, found: Subject, year: int | None, types: Sequence[str]) -> Edition:
    films = sorted({use.film for use in found.uses if use.year == year})
    named = told.names(connection, films[:MOST])
    made = [
        Honour(named[number], fact)
        for part in told.parts(films[:MOST])
        for number, said in told.sayings(connection, told.of_types(*types), MENTION.c.film_id.in_(part)).items()
        for fact in facts(_relevant(found, said))
        if fact.values.get("year") == year and _of_it(found, fact.type, fact.values)
    ]
    made.sort(key=lambda h: (h.film.title, h.film.id, h.fact.order))
    prizes = [h for h in made if h.fact.type in _PRIZES]
    totals = [h for h in prizes if _is_total(h.fact)]
    single = [h for h in prizes if not _is_total(h.fact)]
    return Edition(
        year, tuple(h for h in made if h.fact.type == "screening"), _categories(single),
        tuple(h for h in single if not h.fact.values.get("category")), _totals(totals, single), max(0, len(films) - MOST),
    )  # fmt: skip


def _relevant(found: Subject, said: Sequence[Saying]) -> Sequence[Saying]:
    """Without what is said of others. Where one saying names none, all are needed to tell which it means."""
    if all(s.values.get("event" if s.type == "screening" else "award") for s in said):
        return [s for s in said if _of_it(found, s.type, s.values)]
    return said


def _of_it(found: Subject, kind: str, values: Mapping[str, Value]) -> bool:
    if kind == "screening":
        return found.is_it(values.get("event"), event_key)
    name = values.get("award")
    return found.is_it(name, award_key) or found.is_it(name, event_key)


def _is_total(fact: Fact) -> bool:
    return bool(fact.values.get("count")) and not fact.values.get("category")


def _categories(honours: Collection[Honour]) -> tuple[Category, ...]:
    groups: dict[str, list[Honour]] = {}
    for honour in honours:
        if category := honour.fact.values.get("category"):
            groups.setdefault(fold(category), []).append(honour)
    made = (
        Category(
            _worded(own),
            tuple(h for h in own if h.fact.type == "award"),
            tuple(h for h in own if h.fact.type == "nomination"),
        )
        for own in groups.values()
    )
    return tuple(sorted(made, key=lambda c: (-len(c.won) - len(c.nominated), c.name)))


def _worded(own: Collection[Honour]) -> str:
    said = Counter(str(s.values["category"]) for h in own for s in h.fact.sayings if s.values.get("category"))
    return min(said, key=lambda w: (-said[w], w))


def _totals(totals: Iterable[Honour], single: Iterable[Honour]) -> tuple[Total, ...]:
    named = Counter((h.film.id, h.fact.type) for h in single if h.fact.standing in ("agreed", "contested"))
    made = [Total(h, named[h.film.id, h.fact.type]) for h in totals]
    return tuple(sorted(made, key=lambda t: (t.honour.fact.type, -int(t.honour.fact.values["count"] or 0), t.honour.film.title)))  # fmt: skip
