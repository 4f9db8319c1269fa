"""Companies: the films that each makes, releases, streams or sells, as reported."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from bigpicture.naming import company as key
from bigpicture.record import subjects, told
from bigpicture.record.schema import MENTION
from bigpicture.record.told import Named
from bigpicture.weighing import Fact, facts

ROLES = ("production", "distributor", "streamer", "sales")


@dataclass(frozen=True, slots=True)
class Share:
    """A film, and what is known of a company's part in it."""

    film: Named
    fact: Fact


@dataclass(frozen=True, slots=True)
class Company:
    """A company as the press tells of it, with a part of its films, the latest first."""

    name: str
    wordings: tuple[str, ...]
    films: int  # all of them
    shares: tuple[Share, ...]


def company(connection: Connection, name: str, *, begin: int = 0, most: int = 60) -> Company:
    """The films of a company, `most` of them from the one numbered `begin`. Raises UnknownNameError."""
    found = subjects.find(connection, name, subjects.COMPANY)
    order = sorted(told.names(connection, {u.film for u in found.uses}).values(), key=_latest)
    named = {film.id: film for film in order[begin : begin + most]}
    if not named:
        return Company(found.name, found.wordings, len(order), ())
    said = told.sayings(connection, told.of_types("company"), MENTION.c.film_id.in_(list(named)))
    shares = (
        Share(film, fact)
        for number, film in named.items()
        for fact in facts(said.get(number, ()))
        if found.is_it(fact.values.get("organization"), key)
    )
    return Company(found.name, found.wordings, len(order), tuple(shares))


def _latest(film: Named) -> tuple[int, str, int]:
    return -(film.year or 9999), film.title, film.id
