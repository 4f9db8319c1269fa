"""People: what each did in which film, as reported, with wordings of one name together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from bigpicture.errors import AmbiguousError, InputError
from bigpicture.folding import plain
from bigpicture.record import quotes, search, told
from bigpicture.record.schema import CLAIM, MENTION
from bigpicture.record.spelling import distance
from bigpicture.record.told import Named
from bigpicture.weighing import Fact, Saying, as_of, facts

_SHORT = 8  # letters below which two names that differ in one are two names
_SHOWN = 8  # candidates that an error names


@dataclass(frozen=True, slots=True)
class Credit:
    """What somebody did in one film, and what honours it brought."""

    film: Named
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the press tells of them."""

    name: str  # as most articles word it
    spellings: tuple[str, ...]  # other names, folded, that are taken for the same
    credits: tuple[Credit, ...]  # the latest film first
    quotes: int  # quotations of them


def person(connection: Connection, name: str, moment: str | None = None) -> Person:
    """The filmography of a name, as it was known on a day where one is given.

    Names that differ in one letter are one person's where articles on one film use both. Two people of one name are not told
    apart. Raises InputError where nobody has the name, AmbiguousError where it is a part of several names.
    """
    own = resolve(connection, name)
    spelled = spellings(connection, own)
    said = told.sayings(connection, CLAIM.c.person.in_(spelled), CLAIM.c.type != "quote")
    wording = shown(connection, spelled)
    known = {n: facts(_of(wording, as_of(s, moment) if moment else s)) for n, s in said.items()}
    named = told.names(connection, known)
    credits = (Credit(named[number], found) for number, found in known.items() if found)
    latest = sorted(credits, key=lambda c: (-(c.film.year or 9999), c.film.title, c.film.id))
    others = tuple(sorted(set(spelled) - {plain(wording)}))
    return Person(wording, others, tuple(latest), quotes.count(connection, spelled))


def resolve(connection: Connection, name: str) -> str:
    """The folded name that is meant: the same, or the one name it is a part of. Raises InputError, AmbiguousError."""
    folded = plain(name)
    if connection.execute(select(CLAIM.c.id).where(CLAIM.c.person == folded).limit(1)).scalar() and folded:
        return folded
    near = search.names(connection, "person", name, most=50)
    parts = [n.name for n in near if {*folded.split()} <= {*n.name.split()}]
    if len(parts) == 1:
        return parts[0]
    if parts:
        raise AmbiguousError(name[:200], [shown(connection, [p]) for p in parts[:_SHOWN]], "give the whole name")
    named = ", ".join(shown(connection, [n.name]) for n in near[:_SHOWN])
    remedy = f"did you mean: {named}" if named else f"search with: bigpicture search {name[:40]!r}"
    raise InputError(name[:200], "nobody of that name", remedy)


def spellings(connection: Connection, name: str) -> list[str]:
    """The name, and those a letter away that articles on the same films use."""
    if len(name) < _SHORT:
        return [name]
    films = (
        select(MENTION.c.film_id)
        .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
        .where(CLAIM.c.person == name, MENTION.c.film_id.is_not(None))
    )
    beside = (
        select(CLAIM.c.person)
        .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
        .where(MENTION.c.film_id.in_(films), CLAIM.c.person.is_not(None), func.length(CLAIM.c.person).between(len(name) - 1, len(name) + 1))
        .distinct()
    )  # fmt: skip
    found = {other for other in connection.execute(beside).scalars() if other and distance(name, other, 1) <= 1}
    return sorted(found | {name})


def shown(connection: Connection, spelled: Sequence[str]) -> str:
    """The wording that most claims use; of equally common ones the longest, then the first in order of letters."""
    rows = connection.execute(select(CLAIM.c["values"]).where(CLAIM.c.person.in_(spelled))).scalars()
    worded = Counter(str(v.get("person") or v.get("speaker")) for v in rows)
    return min(worded, key=lambda w: (-worded[w], -len(w), w))


def _of(name: str, said: Sequence[Saying]) -> list[Saying]:
    """The sayings with one wording of the name, so that wordings of it are one."""
    return [replace(s, values={**s.values, "person": name}) for s in said]
