"""News about what is known: the facts that changed, and those on which outlets disagree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from bigpicture.record import ledger, told
from bigpicture.record.schema import CHANGE, CLAIM, FILM, MENTION
from bigpicture.record.told import Named
from bigpicture.times import whole
from bigpicture.weighing import SLOTS, Change, Fact, Saying, as_of, facts, slot


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


def recent(
    connection: Connection, since: str, film: int | None = None, moment: str | None = None, most: int | None = None
) -> list[News]:
    """The facts that changed since a moment, the newest change first; of one film, or up to a day, where they are given.

    An article changes the same whatever comes later, so what was known on a day is what articles had changed by then.
    """
    of_it = () if film is None else (FILM.c.id == film,)
    until = (CHANGE.c.at <= whole(moment),) if moment else ()
    found = [*ledger.stored(connection, CHANGE.c.at >= since, *until, *of_it, most=most)]
    fresh = ledger.worked_out(connection, ledger.unsettled(connection, *of_it), since)
    found += [(number, c) for number, c in fresh if not moment or c.by.when <= whole(moment)]
    named = told.names(connection, {number for number, _ in found})
    made = sorted(
        (News(named[number], c) for number, c in found), key=lambda n: (n.film.title, n.film.id, n.change.fact.order)
    )
    return sorted(made, key=lambda n: n.change.by.rank[:2], reverse=True)[:most]


def conflicts(
    connection: Connection, film: int | None = None, moment: str | None = None, most: int | None = None
) -> list[Conflict]:
    """Contested facts with both sides, of one film or all, those last spoken of first; as it stood on a day, where given.

    Only what can be contested is weighed: values that exclude each other, and what somebody denies. With `most`, of all
    films, those that became contested last.
    """
    said = _ever_disputable(connection, film) if moment else disputable(connection, _disputed(connection, film, most))
    sides = {number: sides_of(as_of(own, moment) if moment else own) for number, own in said.items()}
    named = told.names(connection, [number for number, found in sides.items() if found])
    made = [Conflict(named[number], tuple(own)) for number, found in sides.items() for own in found]
    return sorted(made, key=lambda c: (c.last, c.film.id, c.sides[0].fact.key), reverse=True)[:most]


def _ever_disputable(connection: Connection, film: int | None) -> dict[int, list[Saying]]:
    """What can be contested of one film or all, whether it is now or not."""
    of_it: tuple[ColumnElement[bool], ...] = () if film is None else (MENTION.c.film_id == film,)
    denied = (
        select(MENTION.c.film_id)
        .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
        .where(CLAIM.c.status == "denied", CLAIM.c.type.not_in(SLOTS))
    )
    said = told.sayings(connection, told.of_types(*SLOTS), *of_it)
    others = told.sayings(connection, CLAIM.c.type.not_in(SLOTS), MENTION.c.film_id.in_(denied), *of_it)
    for number, more in others.items():
        said.setdefault(number, []).extend(more)
    return said


def disputable(connection: Connection, films: Collection[int]) -> dict[int, list[Saying]]:
    """What has a bearing on what is contested of films: all claims of the types in which something is, or may be."""
    made: dict[int, list[Saying]] = {}
    for part in told.parts(sorted(films)):
        waiting = ledger.unsettled(connection, FILM.c.id.in_(part))
        contested = select(CHANGE.c.type, CHANGE.c.film_id).where(CHANGE.c.standing == "contested")
        groups: dict[str, list[int]] = {}
        for kind, film in connection.execute(contested.where(CHANGE.c.film_id.in_(part)).distinct()):
            if film not in waiting:
                groups.setdefault(kind, []).append(film)
        some = [and_(told.of_types(kind), MENTION.c.film_id.in_(own)) for kind, own in groups.items()]
        if waiting:
            some.append(and_(possibly(connection, waiting), MENTION.c.film_id.in_(waiting)))
        if some:
            made |= told.sayings(connection, MENTION.c.film_id.in_(part), or_(*some))
    return made


def possibly(connection: Connection, films: Collection[int]) -> ColumnElement[bool]:
    """Claims that can be contested: values that exclude each other, and all of a type of which something is denied."""
    denied = select(CLAIM.c.type).join(MENTION, MENTION.c.id == CLAIM.c.mention_id).where(CLAIM.c.status == "denied")
    types = connection.execute(denied.where(MENTION.c.film_id.in_(films)).distinct()).scalars()
    return told.of_types(*SLOTS, *types)


def _disputed(connection: Connection, film: int | None, most: int | None) -> list[int]:
    """The films of which something is contested, at most so many, and those that are not settled; of one film, that one."""
    if film is not None:
        return [film]
    began = select(FILM.c.id).outerjoin(CHANGE, (CHANGE.c.film_id == FILM.c.id) & (CHANGE.c.kind == "contested"))
    last = began.where(FILM.c.contested > 0, FILM.c.settled_at.is_not(None)).group_by(FILM.c.id)
    newest = last.order_by(func.max(CHANGE.c.at).desc().nulls_last(), FILM.c.id).limit(most)
    return [*connection.execute(newest).scalars(), *ledger.unsettled(connection)]


def sides_of(said: Sequence[Saying]) -> list[list[Side]]:
    """What is contested of a film of which all this is said, the sides that exclude each other together."""
    slots: dict[tuple[str, ...], list[Side]] = {}
    for fact in facts(said):
        if fact.standing == "contested":
            yes = tuple(s for s in fact.sayings if s.status != "denied")
            no = tuple(s for s in fact.sayings if s.status == "denied")
            slots.setdefault(slot(fact.key), []).append(Side(fact, yes, no))
    return list(slots.values())
