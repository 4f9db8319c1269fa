"""Releases as pages list them: a film a line, with where and how it comes out, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bigpicture.reading.wording import date
from bigpicture.record.calendar import Opening
from bigpicture.record.told import Named
from bigpicture.web.facts import STANDINGS, fact_id

MODES = {
    "theatrical": "cinemas", "limited": "cinemas, limited", "wide": "cinemas, wide", "streaming": "streaming",
    "home": "home media",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a film comes out."""

    text: str
    fact: str  # of its evidence, in addresses
    standing: str
    word: str
    shape: str
    before: str | None  # the date that it moved from, in words


@dataclass(frozen=True, slots=True)
class Opens:
    """A film that comes out, in the places that one list is about."""

    film: Named
    places: tuple[Place, ...]


def by_film(found: Iterable[Opening]) -> tuple[Opens, ...]:
    """Releases of each film together, in the order in which the films come first."""
    films: dict[Named, list[Place]] = {}
    for one in found:
        films.setdefault(one.film, []).append(_place(one))
    return tuple(Opens(film, tuple(places)) for film, places in films.items())


def _place(one: Opening) -> Place:
    values = one.fact.values
    parts = [str(p) for p in (values.get("territory"), MODES.get(str(values.get("mode")))) if p]
    before = date(str(one.fact.before["date"])) if one.fact.before else None
    return Place(", ".join(parts), fact_id(one.fact), one.fact.standing, *STANDINGS[one.fact.standing], before)
