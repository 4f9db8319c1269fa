"""How a store fares, in a few cheap questions: for whoever watches over it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bigpicture.record import connect
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, SOURCE


@dataclass(frozen=True, slots=True)
class Vitals:
    """What there is, and when it was last kept up."""

    films: int
    articles: int
    claims: int
    sources: int
    failing: int  # sources whose last polls failed
    checked_at: str | None  # when a source was last asked


def vitals(connection: Connection) -> Vitals:
    """The counts. Articles and claims are only ever added, so that their highest number is about how many there are."""
    numbers = select(
        select(func.count(FILM.c.id)).scalar_subquery(),
        select(func.coalesce(func.max(ARTICLE.c.id), 0)).scalar_subquery(),
        select(func.coalesce(func.max(CLAIM.c.id), 0)).scalar_subquery(),
        select(func.count(SOURCE.c.id)).scalar_subquery(),
        select(func.count(SOURCE.c.id)).where(SOURCE.c.failures > 0).scalar_subquery(),
        select(func.max(SOURCE.c.checked_at)).scalar_subquery(),
    )
    return Vitals(*connection.execute(numbers).one())


def revision(connection: Connection) -> str | None:
    """The revision of its schema."""
    return connect.revision(connection)
