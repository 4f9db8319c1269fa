"""The life of a film in the order of its days: what happened when, as the press tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bigpicture.record import known
from bigpicture.record.span import span
from bigpicture.weighing import Change, Fact, Saying, as_of, changes, facts

HAPPENINGS = {
    "announced": "an article speaks of the film for the first time",
    "cast": "somebody is said to play or direct",
    "look": "pictures, a trailer or a poster",
    "screening": "it is shown at a festival",
    "date": "a release date is told or confirmed",
    "moved": "a release date moves",
    "denied": "something is denied",
    "contested": "outlets begin to disagree",
    "release": "it comes out",
    "nomination": "it is nominated",
    "award": "it wins",
    "takings": "what it took",
}
_TYPES = {"director": "cast", "cast": "cast", "material": "look", "screening": "screening", "release": "date",
          "nomination": "nomination", "award": "award", "box_office": "takings"}  # fmt: skip
_TOLD = ("new", "refined", "confirmed", "moved", "restored", "settled")
_YEARS = ("screening", "nomination", "award")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a film."""

    when: str  # EDTF: the day of the event where it is told, else the day it was reported
    kind: str  # HAPPENINGS
    by: Saying  # who said it first
    fact: Fact | None = None  # None: that the film was first written about
    change: Change | None = None  # what brought it, where it is a change
    told: bool = False  # whether `when` is the event's own

    @property
    def order(self) -> tuple[object, ...]:
        """Events by day, those of a day as they were reported; a rough date comes at its end."""
        days = span(self.when)
        return days[1], days[0] != days[1], self.by.rank[:2], _RANK[self.kind], self.fact.order if self.fact else ()


_RANK = {kind: number for number, kind in enumerate(HAPPENINGS)}


def timeline(
    connection: Connection, title: str, year: int | None = None, moment: str | None = None
) -> tuple[known.Film, list[Event]]:
    """(the film of a title, what happened to it), as it was known on a day where one is given.

    Raises InputError where there is no such film, AmbiguousError where there are several.
    """
    film = known.film(connection, title, year)
    said = known.sayings(connection, film.id)
    return film, events(as_of(said, moment) if moment else said)


def events(
    sayings: Sequence[Saying], standing: Sequence[Fact] | None = None, changed: Sequence[Change] | None = None
) -> list[Event]:
    """What happened to a film of which all this is said: the changes that readers follow, and the days it comes out.

    Releases stand at their day as they are known now; when a date was told, moved or denied stands at the day of that
    report. Of a festival or prize articles tell the year: one that was reported in its year happened then, as far as is known.
    `standing` and `changed` are `facts(sayings)` and `changes(sayings)`, from whoever has them at hand.
    """
    if not sayings:
        return []
    first = min(sayings, key=lambda s: s.rank)
    made = [Event(first.when[:10], "announced", first)]
    made += (event for change in (changes(sayings) if changed is None else changed) for event in _changed(change))
    made += (
        Event(str(f.values["date"]), "release", f.first, f, told=True)
        for f in (facts(sayings) if standing is None else standing)
        if f.type == "release" and f.standing in ("agreed", "contested", "rumoured") and f.values.get("date")
    )
    return sorted(made, key=lambda e: e.order)


def _changed(change: Change) -> Iterator[Event]:
    fact, kind = change.fact, _TYPES.get(change.fact.type)
    if kind is None or change.kind not in (*_TOLD, "denied", "contested"):
        return
    if change.kind in ("denied", "contested") or (change.kind == "moved" and fact.type == "release"):
        kind = change.kind
    reported = change.by.when[:10]
    year = fact.values.get("year") if fact.type in _YEARS and kind not in ("denied", "contested") else None
    told = year is not None and str(year) != reported[:4]
    yield Event(str(year) if told else reported, kind, change.by, fact, change, told=told)
