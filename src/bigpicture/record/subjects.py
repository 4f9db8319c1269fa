"""Companies, festivals and awards by name: the films of which articles name one, however they word it.

Names compare as bigpicture.naming has it, and as people decided. Claims are found by their identity, which begins with their
type and holds the name: its index is read for one type, not the claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, null, or_, select

from bigpicture.errors import InputError
from bigpicture.folding import plain
from bigpicture.naming import KEYS
from bigpicture.record import names
from bigpicture.record.schema import CLAIM, MENTION
from bigpicture.record.spelling import likeness

LONGEST = 200  # characters of a name that is asked for
_NEAR = 8  # names that an error proposes
_MANY = 6  # words of a name that are looked for
_LOOKED_AT = 4_000  # wordings that are compared for them
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked about: the types of claims that name it, and in which field."""

    word: str  # in messages
    subject: str  # as decisions call it, names.SUBJECTS
    field: str
    types: tuple[str, ...]
    yearly: bool = False


COMPANY = Kind("company", "company", "organization", ("company",))
FESTIVAL = Kind("festival", "event", "event", ("screening",), yearly=True)
AWARD = Kind("award", "award", "award", ("award", "nomination"), yearly=True)
# A festival's own prizes: awards that bear its name.
PRIZES = Kind("festival", "event", "award", ("award", "nomination"), yearly=True)


@dataclass(frozen=True, slots=True)
class Use:
    """That articles name something when they speak of a film."""

    film: int
    type: str
    name: str  # as worded
    year: int | None
    claims: int


class UnknownNameError(InputError):
    """A name that nothing has. `near` are names spelled alike."""

    def __init__(self, name: str, word: str, near: Collection[str]) -> None:
        self.near = tuple(near)
        remedy = f"did you mean: {', '.join(near)}" if near else "check how it is spelled"
        super().__init__(name[:LONGEST], f"no {word} of that name", remedy)


@dataclass(frozen=True, slots=True)
class Subject:
    """A company, festival or award, and the films of which it is named."""

    name: str  # as most claims word it, or as people decided
    wordings: tuple[str, ...]  # others, the commonest first
    keys: frozenset[str]
    uses: tuple[Use, ...]

    def is_it(self, name: object, key: Callable[[str], str]) -> bool:
        """Whether a name in a claim means it; `key` folds names of its kind."""
        return bool(name) and key(str(name)) in self.keys


def find(connection: Connection, name: str, *kinds: Kind) -> Subject:
    """What a name means, among the fields of some kinds. Raises UnknownNameError where no article has it."""
    if not name.strip() or len(name) > LONGEST:
        raise UnknownNameError(name, kinds[0].word, ())
    decided = names.decided(connection)
    keys = frozenset(decided.keys(kinds[0].subject, name))
    found = tuple(use for kind in kinds for use in _uses(connection, kind, keys, name, KEYS[kinds[0].field]))
    if not found:
        raise UnknownNameError(name, kinds[0].word, _near(connection, kinds[0], name))
    worded: Counter[str] = Counter()
    for use in found:
        worded[use.name] += use.claims
    order = sorted(worded, key=lambda w: (-worded[w], -len(w), w))
    shown = decided.shown(kinds[0].field, order[0])
    return Subject(shown, tuple(w for w in order if w != shown), keys, found)


def _uses(connection: Connection, kind: Kind, keys: Collection[str], name: str, key: Callable[[str], str]) -> list[Use]:
    worded = CLAIM.c["values"][kind.field].as_string().label("worded")
    year = CLAIM.c["values"]["year"].as_integer().label("year") if kind.yearly else null().label("year")
    said = (
        select(MENTION.c.film_id, CLAIM.c.type, worded, year)
        .join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
        .where(_named(kind, _words(keys, plain(name))), MENTION.c.film_id.is_not(None))
        .subquery()
    )
    counted = select(*said.c, func.count()).group_by(*said.c)  # named, since PostgreSQL groups by no parameter
    rows = [tuple(row) for row in connection.execute(counted)]
    return [Use(*row) for row in rows if row[2] and key(row[2]) in keys]


def _words(keys: Collection[str], name: str) -> set[tuple[str, ...]]:
    """The words to look for: those of each key, and of the name itself where it is folded otherwise.

    "Ø" is no letter of what is looked at, and a plus, which a key spells out, no word.
    """
    found = {tuple(w for w in _WORD.findall(key) if w != "plus")[:_MANY] for key in keys}
    return found if any(all(w in name for w in words) for words in found) else found | {tuple(name.split()[:_MANY])}


def _named(kind: Kind, names_: Collection[tuple[str, ...]]) -> ColumnElement[bool]:
    """The condition that a claim may name it: of its types, with all words of one of some names in its identity."""
    own = or_(*(and_(CLAIM.c.identity >= f"{t}|", CLAIM.c.identity < f"{t}}}") for t in kind.types))
    return and_(own, or_(*(_spelled(words) for words in sorted(names_))))


def _spelled(words: tuple[str, ...]) -> ColumnElement[bool]:
    """That all words are in the identity; a name in other letters, which it leaves out, has left a gap there."""
    if words:
        return and_(*(CLAIM.c.identity.like(f"%{w}%") for w in words))
    return or_(CLAIM.c.identity.like("%||%"), CLAIM.c.identity.like("%|"))


def _near(connection: Connection, kind: Kind, name: str) -> list[str]:
    """Names in use that a wrongly spelled one may mean: they share the beginning of a word with it."""
    asked = plain(name).split()[:_MANY]
    if not asked:
        return []
    worded = CLAIM.c["values"][kind.field].as_string()
    some = _named(kind, {(word[:3],) for word in asked})
    rows = connection.execute(select(worded, CLAIM.c.identity).where(some).limit(_LOOKED_AT)).all()
    found = Counter(row[0] for row in rows if row[0])
    best = {w: max(likeness(asked, own), likeness(own, asked)) for w in found if (own := plain(w).split())}
    order = sorted((w for w in best if best[w] > 0), key=lambda w: (-best[w], -found[w], w))
    one_each = {KEYS[kind.field](w): w for w in reversed(order)}
    return [w for w in order if w in one_each.values()][:_NEAR]
