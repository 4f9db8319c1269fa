"""Links to the catalogue: what a film, and who a name in its credits, is there, and how sure that is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, delete, insert, or_, select, update

from bigpicture.record.schema import FILM, LINK
from bigpicture.record.told import parts

SURE = 0.8  # of a link that counts; catalogue.SURE


@dataclass(frozen=True, slots=True)
class Link:
    """An entity of the catalogue that a film, or a name in its credits, is taken for."""

    entity: str  # its number: Q19863, tt0000001
    name: str
    ids: Mapping[str, str]
    confidence: float
    why: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether it counts."""
        return self.confidence >= SURE


_LINKS = select(LINK.c.film_id, LINK.c.bearer, LINK.c.entity, LINK.c.name, LINK.c.ids, LINK.c.confidence, LINK.c.why)


def of_films(connection: Connection, films: Collection[int]) -> dict[int, dict[str, Link]]:
    """The links of films by their numbers, those of the people credited with them by naming.bearer, its own under ""."""
    found: dict[int, dict[str, Link]] = {}
    for part in parts(sorted(films)):
        for row in connection.execute(_LINKS.where(LINK.c.film_id.in_(part))).mappings():
            found.setdefault(row["film_id"], {})[row["bearer"]] = _link(row)
    return found


def of_bearers(connection: Connection, bearers: Collection[str]) -> dict[int, Link]:
    """Who a name, given by its bearers, is in the credits of each film, by the film's number."""
    rows = connection.execute(_LINKS.where(LINK.c.bearer.in_(bearers), LINK.c.bearer != "")).mappings()
    return {row["film_id"]: _link(row) for row in rows}


def _link(row: RowMapping) -> Link:
    return Link(row["entity"], row["name"], row["ids"], row["confidence"], tuple(row["why"]))


def surest(links: Mapping[int, Link], films: Iterable[str]) -> Link | None:
    """The surest link among the credits of some films; None where none is sure."""
    found = [link for film in films if (link := links.get(int(film))) and link.sure]
    return max(found, key=lambda link: (link.confidence, link.entity), default=None)


def waiting(connection: Connection, stamp: str, most: int) -> list[int]:
    """Films that changed since the catalogue was asked about them, or that another one than `stamp` was asked about."""
    asked = select(FILM.c.id).where(or_(FILM.c.asked.is_(None), FILM.c.asked < stamp, FILM.c.asked > stamp))
    return list(connection.execute(asked.order_by(FILM.c.id).limit(most)).scalars())


def store(connection: Connection, film: int, links: Mapping[str, Link], stamp: str) -> None:
    """Put a film's links, and those of its credits by bearer, in place of those it had."""
    connection.execute(delete(LINK).where(LINK.c.film_id == film))
    rows = [
        {"film_id": film, "bearer": key, "entity": link.entity, "name": link.name, "ids": dict(link.ids),
         "confidence": link.confidence, "why": list(link.why)}
        for key, link in sorted(links.items())
    ]  # fmt: skip
    if rows:
        connection.execute(insert(LINK), rows)
    connection.execute(update(FILM).where(FILM.c.id == film).values(asked=stamp))
