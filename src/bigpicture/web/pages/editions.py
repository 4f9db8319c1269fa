"""What festivals and awards show alike: a list of editions, and an edition with its films and prizes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from bigpicture.record.honours import NEWEST, Award, Edition, Honour, Total, Year
from bigpicture.web.facts import UNDATED
from bigpicture.web.lines import Line, line, worded
from bigpicture.web.pages.season.glance import of_prize

_WORDS = {"award": "won", "nomination": "nominated"}  # where nobody is named
_EDITION = re.compile(rf"(.+)/([12][0-9]{{3}}|{UNDATED})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Group:
    """A category, those who won and those who were nominated."""

    name: str
    won: tuple[Line, ...]
    nominated: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A total that articles tell, beside what is named of it."""

    line: Line
    won: bool
    told: int
    named: int


@dataclass(frozen=True, slots=True)
class EditionPage:
    """What the page of an edition shows."""

    kind: str  # festival, award: the first part of addresses
    name: str
    wordings: tuple[str, ...]
    years: tuple[tuple[str, Year], ...]  # the editions and their addresses
    year: int | None  # None: what is told without one
    shown: tuple[Line, ...]
    groups: tuple[Group, ...]
    unplaced: Group  # without a category
    counts: tuple[Count, ...]
    left_out: int
    season: tuple[str, str] | None  # to which it belongs, and the edition's address there


def named(path: str) -> tuple[str, int | None]:
    """(the name, the year) of an address: "Golden Globe Awards/2024". Without one it is the newest edition."""
    found = _EDITION.fullmatch(path)
    if not found:
        return path, NEWEST
    return found[1], None if found[2] == UNDATED else int(found[2])


def edition_page(kind: str, award: Award, edition: Edition) -> EditionPage:
    """The context of the page of an edition."""
    years = tuple((f"/{kind}/{quote(award.name)}/{y.year or UNDATED}", y) for y in award.years)
    rest = edition.unplaced
    unplaced = Group(
        "", _lines(h for h in rest if h.fact.type == "award"), _lines(h for h in rest if h.fact.type != "award")
    )
    return EditionPage(
        kind, award.name, award.wordings, years, edition.year, tuple(_screening(h) for h in edition.shown),
        tuple(Group(c.name[:1].upper() + c.name[1:], _lines(c.won), _lines(c.nominated)) for c in edition.categories), unplaced,
        tuple(_count(t) for t in edition.totals), edition.left_out, of_prize(award.name, edition.year),
    )  # fmt: skip


def _count(total: Total) -> Count:
    fact = total.honour.fact
    return Count(line(total.honour.film, fact), fact.type == "award", int(fact.values["count"] or 0), total.named)


def _lines(honours: Iterable[Honour]) -> tuple[Line, ...]:
    """Each with the person as its text, for the page tells the rest."""
    return tuple(worded(h.film, h.fact, str(h.fact.values.get("person") or _WORDS[h.fact.type])) for h in honours)


def _screening(honour: Honour) -> Line:
    return worded(honour.film, honour.fact, str(honour.fact.values.get("kind") or "shown"))
