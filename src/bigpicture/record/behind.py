"""What stands behind a claim: its film, and the fact that it speaks for."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bigpicture.errors import InputError
from bigpicture.record import known
from bigpicture.record.schema import CLAIM, MENTION
from bigpicture.weighing import Fact

_LARGEST = 2**63 - 1  # number of a row in SQLite


def fact_of(connection: Connection, claim: int, moment: str | None = None) -> tuple[int, Fact]:
    """(the number of a claim's film, the fact that it speaks for); as it was known on a day, where one is given.

    Raises InputError where there is no such claim, or it is of no film, or by a reading that another one replaced.
    """
    asked = select(MENTION.c.film_id).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id).where(CLAIM.c.id == claim)
    film = connection.execute(asked).scalar() if 0 < claim <= _LARGEST else None
    if film is not None:
        for fact in known.facts_of(connection, film, moment):
            if any(s.id == claim for s in fact.sayings):
                return film, fact
    raise InputError(f"claim {claim}", "no fact of a film rests on it now", "go back to the film")
