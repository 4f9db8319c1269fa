"""Which film of the record a text means that is no part of it, such as a draft."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select
from sqlalchemy.engine import RowMapping

from bigpicture import identity
from bigpicture.identity import CURRENT, NEAR, Mention
from bigpicture.model import Claim
from bigpicture.record import known
from bigpicture.record.known import Film
from bigpicture.record.schema import FILM, MENTION


def meant(connection: Connection, title: str, claims: Sequence[Claim], when: str) -> tuple[Film, ...]:
    """The films that claims about one work may mean: one where it is clear, none where the record knows none.

    Of several that share a title, the one of the year that is told, whose people are named, or that is written about
    when the text is (`when`, UTC); a title that only one film has means that one unless another year is told.
    """
    told = identity.mention("", when, claims)
    titled = select(MENTION.c.film_id).where(MENTION.c.block == identity.block(title))
    rows = connection.execute(select(FILM).where(FILM.c.id.in_(titled)).order_by(FILM.c.id)).mappings().all()
    found = [r for r in rows if told.year is None or all(abs(told.year - y) <= NEAR for y in r["years"])]
    for fits in (_shares, _current):
        if len(found) > 1:
            found = [r for r in found if fits(connection, r, told)] or found
    return tuple(known.film(connection, f"#{r['id']}") for r in found)


def _shares(connection: Connection, film: RowMapping, told: Mention) -> bool:
    """Whether the text names someone who is known to work on the film."""
    named = connection.execute(select(MENTION.c.people).where(MENTION.c.film_id == film["id"])).scalars()
    return any(told.people & set(people) for people in named)


def _current(_: Connection, film: RowMapping, told: Mention) -> bool:
    return any(abs(year - int(told.when[:4])) <= CURRENT for year in {*film["years"], *film["current"]})
