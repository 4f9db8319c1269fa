"""The calendar: when films come out, as far as the press tells, in the order of the days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from bigpicture.folding import plain
from bigpicture.record import told
from bigpicture.record.schema import CLAIM, MENTION
from bigpicture.record.span import exact, span
from bigpicture.record.told import Named
from bigpicture.weighing import Fact, as_of, facts

_STANDINGS = ("agreed", "contested", "rumoured")
# ISO 3166 codes and longer names of the territories that claims call by a short one
_CALLED = {
    "gb": "uk", "united kingdom": "uk", "great britain": "uk", "britain": "uk", "usa": "us", "united states": "us", "ca": "canada",
    "ie": "ireland", "au": "australia", "nz": "new zealand", "fr": "france", "de": "germany", "es": "spain", "it": "italy",
    "jp": "japan", "kr": "south korea", "korea": "south korea", "cn": "china", "in": "india", "br": "brazil", "mx": "mexico",
}  # fmt: skip
_WITHIN = {"us": ("north america",), "canada": ("north america",)}  # territories that lie in wider ones


@dataclass(frozen=True, slots=True)
class Opening:
    """A film that comes out. `exact` is whether a day is told; else it stands at the `end` of what is told."""

    film: Named
    date: str  # EDTF: 2026-11-13, 2026-11, 2026-23 (autumn), 2026
    end: str  # the last day that it may be
    exact: bool
    fact: Fact


def releases(
    connection: Connection,
    *,
    territory: str | None = None,
    mode: str | None = None,
    first: str | None = None,
    last: str | None = None,
    moment: str | None = None,
) -> list[Opening]:
    """Agreed, contested and rumoured releases by day; of a territory, mode or range of days where they are given.

    A territory is named as in claims or by its ISO 3166 code. What comes out worldwide comes out in it too; what is told
    without a territory is not known to. A date told roughly belongs to a range that it may fall into.
    """
    said = told.sayings(connection, told.of_types("release"), *(_from(first[:4]) if first else ()))
    known = {number: facts(as_of(own, moment) if moment else own) for number, own in said.items()}
    named = told.names(connection, known)
    wanted = _territories(territory)
    found = (_opening(named[n], fact) for n, own in known.items() for fact in own if _asked(fact, wanted, mode))
    days = span(first)[0] if first else "", span(last)[1] if last else "9999-12-31"
    kept = [o for o in found if o.end >= days[0] and span(o.date)[0] <= days[1]]
    return sorted(kept, key=lambda o: (o.end, not o.exact, o.film.title, o.film.id, o.fact.key))


def _from(year: str) -> tuple[ColumnElement[bool]]:
    """The condition that somebody tells a date of the film in a year or later: the others need not be weighed."""
    dated = (
        select(MENTION.c.film_id)
        .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
        .where(told.of_types("release"), CLAIM.c["values"]["date"].as_string() >= year)
    )
    return (MENTION.c.film_id.in_(dated),)


def _opening(film: Named, fact: Fact) -> Opening:
    date = str(fact.values["date"])
    return Opening(film, date, span(date)[1], exact(date), fact)


def _asked(fact: Fact, wanted: set[str], mode: str | None) -> bool:
    if fact.standing not in _STANDINGS or not fact.values.get("date"):
        return False
    return (not wanted or plain(fact.values.get("territory")) in wanted) and mode in (None, fact.values.get("mode"))


def _territories(asked: str | None) -> set[str]:
    """The territories, folded, whose releases are releases in the one that is asked for."""
    if not asked:
        return set()
    name = _CALLED.get(plain(asked), plain(asked))
    return {name, *_WITHIN.get(name, ()), "worldwide"}
