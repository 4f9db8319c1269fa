"""What people decided about names: which are one person's, company's, festival's or award's, and which films one person made.

A decision is kept in names and articles, and applies whenever the record is asked: nothing is stored anew for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from bigpicture.errors import InputError
from bigpicture.naming import KEYS
from bigpicture.record.schema import CLAIM, DECISION, FILM, MENTION

SUBJECTS = {
    "person": ("person", "speaker", "author"),
    "company": ("organization",),
    "event": ("event",),
    "award": ("award",),
}
_TYPES = {"company": ("company",), "event": ("screening",), "award": ("award", "nomination")}
FIELDS = {field: subject for subject, fields in SUBJECTS.items() for field in fields}


@dataclass(frozen=True, slots=True)
class Decided:
    """Names that stand for one thing, as people decided. False where there are none."""

    words: Mapping[tuple[str, str], str] = field(default_factory=dict)  # subject and key to the name that is shown

    def __bool__(self) -> bool:
        return bool(self.words)

    def shown(self, field: str, name: str) -> str:
        """The name to show for one that stands in a field of a claim."""
        return self.words.get((FIELDS[field], KEYS[field](name)), name)

    def keys(self, subject: str, name: str) -> set[str]:
        """The keys of all names that stand for the same as this one."""
        key = KEYS[SUBJECTS[subject][0]]
        shown = self.words.get((subject, key(name)))
        return {key(name)} | {k for (s, k), word in self.words.items() if s == subject and word == shown}


def decided(connection: Connection) -> Decided:
    """The names that people decided to be one, a newer decision over an older one. One short row a decision is read."""
    holds = DECISION.c.undone_at.is_(None) & (DECISION.c.subject != "film") & (DECISION.c.kind == "merge")
    rows = connection.execute(select(DECISION.c.subject, DECISION.c.payload).where(holds).order_by(DECISION.c.id))
    words: dict[tuple[str, str], str] = {}
    for subject, payload in rows:
        key = KEYS[SUBJECTS[subject][0]]
        joined = {words.get((subject, key(n))) for n in payload["names"]} - {None}
        own = {(subject, key(n)) for n in payload["names"]} | {
            k for k, word in words.items() if k[0] == subject and word in joined
        }
        words |= dict.fromkeys(own, payload["names"][0])
    return Decided(words)


def merge(connection: Connection, subject: str, one: str, other: str, now: str) -> int:
    """Two names are one person's, company's, festival's or award's, who is shown by the first; the decision's number.

    Raises InputError where they are taken for one already.
    """
    key = KEYS[SUBJECTS[subject][0]]
    if key(one) == key(other) or key(other) in decided(connection).keys(subject, one):
        raise InputError(other, f"one {subject} with {one} already", "name two")
    _unsettle(connection, subject, {key(one), key(other)})
    return store(connection, subject, "merge", f"{one} and {other} are one {subject}", {"names": [one, other]}, now)


def undone(connection: Connection, subject: str, payload: Mapping[str, Any]) -> None:
    """Let what a decision about names touched be worked out anew."""
    key = KEYS[SUBJECTS[subject][0]]
    _unsettle(connection, subject, {key(name) for name in payload.get("names", ())})


def _unsettle(connection: Connection, subject: str, keys: Collection[str]) -> None:
    """The films of claims that use some names are settled anew."""
    if subject == "person":
        which = CLAIM.c.bearer.in_(keys)
    else:
        (field,) = SUBJECTS[subject]
        worded = CLAIM.c["values"][field].as_string()
        # by its index; not BETWEEN, whose bounds take no collation on PostgreSQL
        typed = or_(*((CLAIM.c.identity >= f"{t}|") & (CLAIM.c.identity < f"{t}}}") for t in _TYPES[subject]))
        used = connection.execute(select(worded).where(typed).distinct()).scalars()
        which = typed & worded.in_([name for name in used if name and KEYS[field](name) in keys])
    films = select(MENTION.c.film_id).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id).where(which)
    connection.execute(update(FILM).where(FILM.c.id.in_(films)).values(settled_at=None))


def store(connection: Connection, subject: str, kind: str, told: str, payload: dict[str, Any], now: str) -> int:
    """Log a decision about names; its number."""
    whole = {"told": told, "kept": [], "moved": [], **payload}
    made = connection.execute(
        insert(DECISION).values(subject=subject, kind=kind, made_at=now, undone_at=None, blocks=[], payload=whole)
    ).inserted_primary_key
    assert made is not None
    return int(made[0])


def about(connection: Connection, subject: str, kinds: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    """The decisions about a subject that hold, oldest first, as kind and payload."""
    holds = DECISION.c.undone_at.is_(None) & (DECISION.c.subject == subject) & DECISION.c.kind.in_(kinds)
    rows = connection.execute(select(DECISION.c.kind, DECISION.c.payload).where(holds).order_by(DECISION.c.id))
    return [(row[0], row[1]) for row in rows]
