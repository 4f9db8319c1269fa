"""Linking: the films of the record, and the people credited with them, looked up in the catalogue.

    films that changed since | look up | one transaction a batch

Nothing is linked that is not stored, so a run may end anywhere and simply be started again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bigpicture.catalogue import Catalogue, Match
from bigpicture.naming import bearer
from bigpicture.record import Record, catalogued
from bigpicture.record.catalogued import Link
from bigpicture.record.schema import CLAIM, FILM, MENTION

_BATCH = 50  # films looked up between two transactions
_CREDITS = ("director", "writer", "producer", "cast")
_BESIDE = 8  # people who stand with a title when it is looked up, those most articles name


@dataclass(frozen=True, slots=True)
class Asked:
    """What the catalogue is asked about a film."""

    titles: tuple[str, ...]  # the one most articles use first
    year: int | None
    people: tuple[str, ...]  # who are credited, those most claims name first


@dataclass(frozen=True, slots=True)
class Linked:
    """What a batch came to."""

    films: int  # looked up
    links: int  # of films, that are sure
    people: int  # of credits, that are sure


def link(record: Record, catalogue: Catalogue, stamp: str) -> Iterator[Linked]:
    """Look up every film that changed since it was last looked up, or that another catalogue than `stamp` was asked about.

    Raises StoreError where the store cannot be written or the catalogue is damaged.
    """
    while True:
        with record.read() as connection:
            asked = _asked(connection, catalogued.waiting(connection, stamp, _BATCH))
        if not asked:
            return
        found = {film: _links(catalogue, one) for film, one in asked.items()}
        with record.write() as connection:
            same = _asked(connection, list(asked))
            for film, links in found.items():
                if same.get(film) == asked[film]:  # else it changed meanwhile, and comes up again
                    catalogued.store(connection, film, links, stamp)
        sure = [key for links in found.values() for key, one in links.items() if one.sure]
        yield Linked(len(asked), sure.count(""), len(sure) - sure.count(""))


def _asked(connection: Connection, films: list[int]) -> dict[int, Asked]:
    named: dict[int, dict[str, list[str]]] = {film: {} for film in films}
    credits = (
        select(MENTION.c.film_id, CLAIM.c["values"])
        .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
        .where(MENTION.c.film_id.in_(films), CLAIM.c.type.in_(_CREDITS), CLAIM.c.status == "stated")
        .order_by(CLAIM.c.id)
    )
    for film, values in connection.execute(credits):
        if values.get("person"):
            named[film].setdefault(bearer(values["person"]), []).append(values["person"])
    rows = connection.execute(select(FILM.c.id, FILM.c.title, FILM.c.year, FILM.c.titles).where(FILM.c.id.in_(films)))
    return {
        row.id: Asked(
            tuple(dict.fromkeys([row.title, *sorted(row.titles, key=lambda t: (-row.titles[t], t))])),
            row.year,
            tuple(max(names, key=names.count) for names in sorted(named[row.id].values(), key=len, reverse=True)),
        )
        for row in rows
    }


def _links(catalogue: Catalogue, asked: Asked) -> dict[str, Link]:
    """The film under "" and its people by bearer, each with the likeliest of the catalogue."""
    beside = asked.people[:_BESIDE]
    films = [m for title in asked.titles for m in catalogue.films(title, asked.year, beside, limit=1)]
    best = max(films, key=lambda m: m.confidence, default=None)
    links = {"": _link(best)} if best else {}
    for name in asked.people:
        for match in catalogue.people(name, [best.entity.name if best else asked.titles[0], *asked.titles], limit=1):
            links[bearer(name)] = _link(match)
    return links


def _link(match: Match) -> Link:
    entity = match.entity
    return Link(entity.id, entity.name, entity.ids, match.confidence, match.why)
