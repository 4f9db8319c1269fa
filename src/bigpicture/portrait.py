"""The portrait of a film: its facts and its big picture in three bullets, across all articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bigpicture.model import Claim, Evidence, Status, Takeaway
from bigpicture.record import catalogued, known
from bigpicture.record.catalogued import Link
from bigpicture.record.known import Film
from bigpicture.weighing import Fact

_SPOKEN: dict[str, Status] = {"agreed": "stated", "rumoured": "rumoured"}  # what bullets speak of, and how


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of a film: `bullets` cite facts by their place.

    `links` are what the catalogue has: for the film under "", for those credited with it by naming.bearer.
    """

    film: Film
    bullets: tuple[Takeaway, ...]
    facts: tuple[Fact, ...]
    links: Mapping[str, Link] = field(default_factory=dict)


def portrait(connection: Connection, title: str, year: int | None = None, moment: str | None = None) -> Portrait:
    """The film of a title; as it was known on a day, where one is given.

    Raises InputError where there is no such film, AmbiguousError where there are several.
    """
    film = known.film(connection, title, year)
    facts = known.facts_of(connection, film.id, moment)
    links = catalogued.of_films(connection, [film.id]).get(film.id, {})
    return Portrait(film, bullets(film.title, facts), facts, links)


def bullets(title: str, facts: Sequence[Fact]) -> tuple[Takeaway, ...]:
    """What is new, what it is, where it stands, from what is agreed or rumoured; silent where nothing is known."""
    from bigpicture.reading.takeaways import takeaways

    newest = sorted(range(len(facts)), key=lambda i: facts[i].first.rank, reverse=True)
    place = {i: n for n, i in enumerate(newest)}
    spoken = [(i, _claim(title, f, place[i])) for i, f in enumerate(facts) if f.standing in _SPOKEN]
    return takeaways(title, spoken, None)


def _claim(title: str, fact: Fact, place: int) -> Claim:
    """The fact as a claim, the newest at the head of an article that does not exist."""
    at = place * 2_000
    why = Evidence(title, at, at + len(title))
    return Claim(fact.type, title, fact.values, _SPOKEN[fact.standing], why, fact.confidence, "weighing")
