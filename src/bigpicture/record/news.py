"""News about what is known: the facts that changed, and those on which outlets disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bigpicture.record import told
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION
from bigpicture.record.told import Named
from bigpicture.weighing import SLOTS, Change, Fact, Saying, as_of, changes, facts, slot

_WORTH = ("new", "moved", "refined", "confirmed", "settled", "restored", "denied", "contested", "superseded")


@dataclass(frozen=True, slots=True)
class News:
    """What changed about a film."""

    film: Named
    change: Change


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement."""

    fact: Fact
    yes: tuple[Saying, ...]  # that it is so, in the order they were said
    no: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What outlets tell differently: the sides exclude each other, or there is one, and it is denied too."""

    film: Named
    sides: tuple[Side, ...]

    @property
    def last(self) -> str:
        """When it was last spoken of."""
        return max(s.when for side in self.sides for s in (*side.yes, *side.no))


def recent(connection: Connection, since: str, film: int | None = None, moment: str | None = None) -> list[News]:
    """The facts that changed since a moment, the newest change first; of one film, or up to a day, where they are given.

    Only films are looked at of which an article came out since. What a move supersedes is told by the move.
    """
    # articles first: asked for by a join, SQLite walks through all mentions
    articles = select(ARTICLE.c.id).where(ARTICLE.c.when >= since)
    spoken = select(MENTION.c.film_id).where(MENTION.c.article_id.in_(articles))
    asked = spoken if film is None else spoken.where(MENTION.c.film_id == film)
    films = {number for number in connection.execute(asked).scalars() if number is not None}
    named = told.names(connection, films)
    found = [
        News(named[number], change)
        for number, said in told.of_films(connection, films)
        for change in worth(changes(as_of(said, moment) if moment else said, since))
    ]
    found.sort(key=lambda n: (n.film.title, n.film.id, n.change.fact.order))
    return sorted(found, key=lambda n: n.change.by.rank[:2], reverse=True)


def worth(made: Sequence[Change]) -> list[Change]:
    """The changes that a reader is told of."""
    moved = {(c.by.rank[:2], slot(c.key)) for c in made if c.kind == "moved"}
    return [
        c for c in made
        if c.kind in _WORTH and not (c.kind == "superseded" and (c.was is None or (c.by.rank[:2], slot(c.key)) in moved))
    ]  # fmt: skip


def conflicts(connection: Connection, film: int | None = None, moment: str | None = None) -> list[Conflict]:
    """Contested facts with both sides, of one film or all, those last spoken of first; as it stood on a day, where given.

    Only what can be contested is weighed: values that exclude each other, and what somebody denies.
    """
    of_it = () if film is None else (MENTION.c.film_id == film,)
    denied = (
        select(MENTION.c.film_id)
        .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
        .where(CLAIM.c.status == "denied", CLAIM.c.type.not_in(SLOTS))
    )
    said = told.sayings(connection, told.of_types(*SLOTS), *of_it)
    others = told.sayings(connection, CLAIM.c.type.not_in(SLOTS), MENTION.c.film_id.in_(denied), *of_it)
    for number, more in others.items():
        said.setdefault(number, []).extend(more)
    sides = {number: sides_of(as_of(own, moment) if moment else own) for number, own in said.items()}
    named = told.names(connection, [number for number, found in sides.items() if found])
    made = [Conflict(named[number], tuple(own)) for number, found in sides.items() for own in found]
    return sorted(made, key=lambda c: (c.last, c.film.id, c.sides[0].fact.key), reverse=True)


def sides_of(said: Sequence[Saying]) -> list[list[Side]]:
    """What is contested of a film of which all this is said, the sides that exclude each other together."""
    slots: dict[tuple[str, ...], list[Side]] = {}
    for fact in facts(said):
        if fact.standing == "contested":
            yes = tuple(s for s in fact.sayings if s.status != "denied")
            no = tuple(s for s in fact.sayings if s.status == "denied")
            slots.setdefault(slot(fact.key), []).append(Side(fact, yes, no))
    return list(slots.values())
