"""People: what each did in which film, as reported, with the spellings of one name together and two of one name apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from bigpicture.errors import AmbiguousError, InputError
from bigpicture.folding import plain
from bigpicture.identity import node
from bigpicture.identity.links import Links
from bigpicture.identity.people import Credit as Work
from bigpicture.identity.people import links_between, partition
from bigpicture.identity.spellings import SHORT, one_letter_apart
from bigpicture.naming import bearer
from bigpicture.record import catalogued, names, quotes, search, told
from bigpicture.record.catalogued import Link
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION
from bigpicture.record.told import Named
from bigpicture.weighing import Fact, Saying, as_of, facts

_SHOWN = 8  # candidates that an error names
_NEVER = ("denied", "superseded")


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
    quotes: int  # quotations of the name
    link: Link | None = None  # who it is in the catalogue
    undecided: tuple[Named, ...] = ()  # films of the name that may be another's


def person(connection: Connection, name: str, moment: str | None = None, of: int | None = None) -> Person:
    """The filmography of a name, as it was known on a day where one is given.

    Of several people of one name, the one of the film `of`. Raises InputError where nobody has the name, or nobody of that
    film, AmbiguousError where it is a part of several names or several people have it.
    """
    keys = bearers(connection, resolve(connection, name))
    found = people(connection, keys, moment)
    if of is not None:
        found = [p for p in found if of in {c.film.id for c in p.credits}]
        if not found:
            raise InputError(name[:200], "not known to be of that film", f"see: bigpicture person {name[:40]!r}")
    if len(found) > 1:
        raise AmbiguousError(name[:200], [_told(p) for p in found[:_SHOWN]], "say whom by a film: --of TITLE")
    return found[0]


def _told(person: Person) -> str:
    films = ", ".join(f"{c.film.title} ({c.film.year or 'year unknown'})" for c in person.credits[:3])
    return f"{person.name} of {films}"


def people(connection: Connection, keys: Collection[str], moment: str | None = None) -> list[Person]:
    """Everybody who has a name, given by its bearers, those with most credits first."""
    said = told.sayings(connection, CLAIM.c.bearer.in_(keys), CLAIM.c.type != "quote")
    wording = shown(connection, keys)
    known = {n: facts(_of(wording, as_of(s, moment) if moment else s)) for n, s in said.items()}
    known = {n: own for n, own in known.items() if own}
    named = told.names(connection, known)
    links = catalogued.of_bearers(connection, keys)
    works = [_work(named[n], own, links.get(n)) for n, own in sorted(known.items())]
    groups, undecided = partition(works, _decided(connection, keys, known))
    open_ = tuple(named[int(f)] for f in sorted(undecided, key=int))
    others = tuple(sorted(_spellings(connection, keys) - {plain(wording)}))
    said_so = quotes.count(connection, keys)
    made = [
        Person(
            wording,
            others,
            _credits([int(f) for f in own], named, known),
            said_so,
            catalogued.surest(links, own),
            open_,
        )
        for own in groups or [frozenset()]
    ]
    return sorted(made, key=lambda p: (-len(p.credits), [c.film.id for c in p.credits]))


def _credits(
    films: Sequence[int], named: Mapping[int, Named], known: Mapping[int, tuple[Fact, ...]]
) -> tuple[Credit, ...]:
    made = (Credit(named[n], known[n]) for n in films)
    return tuple(sorted(made, key=lambda c: (-(c.film.year or 9999), c.film.title, c.film.id)))


def _work(film: Named, own: tuple[Fact, ...], link: Link | None) -> Work:
    roles = frozenset(f.type for f in own if f.standing not in _NEVER)
    return Work(str(film.id), film.year, roles, link.entity if link and link.sure else None)


def _decided(connection: Connection, keys: Collection[str], films: Collection[int]) -> Links:
    """What people decided about the name, in terms of the films' numbers."""
    rows = [
        (kind, payload)
        for kind, payload in names.about(connection, "person", ("split", "pin"))
        if bearer(payload["name"]) in keys
    ]
    if not rows:
        return Links()
    asked = select(ARTICLE.c.key, MENTION.c.block, MENTION.c.film_id).join(
        ARTICLE, ARTICLE.c.id == MENTION.c.article_id
    )
    film = {
        node(key, block): str(number)
        for part in told.parts(sorted(films))
        for key, block, number in connection.execute(asked.where(MENTION.c.film_id.in_(part)))
    }
    decisions = [
        [frozenset(film[n] for pair in payload[side] if (n := node(*pair)) in film) for side in ("moved", "kept")]
        for _, payload in rows
    ]
    return links_between(decisions)


def decide(connection: Connection, kind: str, name: str, films: Collection[int], now: str) -> int:
    """Films of a name are of another person of that name (split), or of one and the same (pin); the decision's number.

    Raises InputError where the name has no credit in one of the films, or a split would leave none.
    """
    keys = bearers(connection, resolve(connection, name))
    wording = shown(connection, keys)
    groups = [{c.film.id for c in p.credits} for p in people(connection, keys)]
    titles = told.names(connection, films)
    for film in films:
        if not any(film in group for group in groups):
            raise InputError(titles[film].title, f"no article credits {wording}", f"see: bigpicture person {wording!r}")
    kept = set().union(*groups) - {*films} if kind == "split" else set()
    if kind == "split" and not kept:
        raise InputError(wording, "has no other film", "leave one out; see: bigpicture decisions")
    listed = ", ".join(titles[f].title for f in films)
    said = f"{wording} of {listed}: {'another person of the name' if kind == 'split' else 'one person'}"
    payload = {"name": wording, "kept": _nodes(connection, kept), "moved": _nodes(connection, films)}
    return names.store(connection, "person", kind, said, payload, now)


def _nodes(connection: Connection, films: Collection[int]) -> list[list[str]]:
    """The mentions of films, which outlive their numbers."""
    asked = select(ARTICLE.c.key, MENTION.c.block).join(MENTION, MENTION.c.article_id == ARTICLE.c.id)
    rows = (
        row
        for part in told.parts(sorted(films))
        for row in connection.execute(asked.where(MENTION.c.film_id.in_(part)))
    )
    return sorted([row.key, row.block] for row in rows)


def resolve(connection: Connection, name: str) -> str:
    """The name that is meant: the same, or the one name it is a part of. Raises InputError, AmbiguousError."""
    if connection.execute(select(CLAIM.c.id).where(CLAIM.c.bearer == bearer(name)).limit(1)).scalar() and name.strip():
        return name
    near = search.names(connection, "person", name, most=50)
    parts = {bearer(n.name): n.name for n in near if {*plain(name).split()} <= {*n.name.split()}}
    if len(parts) == 1:
        return next(iter(parts.values()))
    if parts:
        raise AmbiguousError(name[:200], [shown(connection, [p]) for p in list(parts)[:_SHOWN]], "give the whole name")
    named = ", ".join(dict.fromkeys(shown(connection, [bearer(n.name)]) for n in near[:_SHOWN]))
    remedy = f"did you mean: {named}" if named else f"search with: bigpicture search {name[:40]!r}"
    raise InputError(name[:200], "nobody of that name", remedy)


def bearers(connection: Connection, name: str) -> frozenset[str]:
    """The keys (naming.bearer) of a name: its own, those that people decided to be the same, and those of slips of it.

    A slip is a name a letter away that articles on the same films use, none of which uses both.
    """
    keys = names.decided(connection).keys("person", name)
    folded = plain(name)
    if len(folded) < SHORT:
        return frozenset(keys)
    films = select(MENTION.c.film_id).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
    asked = select(CLAIM.c.bearer, CLAIM.c.person, MENTION.c.article_id).join(
        MENTION, MENTION.c.id == CLAIM.c.mention_id
    )
    beside = asked.where(
        MENTION.c.film_id.in_(films.where(CLAIM.c.bearer.in_(keys), MENTION.c.film_id.is_not(None))),
        func.length(CLAIM.c.person).between(len(folded) - 1, len(folded) + 1),
    ).distinct()  # fmt: skip
    articles: dict[str, set[int]] = {}
    near = set()
    for key, other, article in connection.execute(beside):
        articles.setdefault(key, set()).add(article)
        if key not in keys and one_letter_apart(folded, other):
            near.add(key)
    own = set().union(*(articles.get(k, set()) for k in keys))
    return frozenset(keys | {key for key in near if not articles[key] & own})


def _spellings(connection: Connection, keys: Collection[str]) -> set[str]:
    return set(connection.execute(select(CLAIM.c.person).where(CLAIM.c.bearer.in_(keys)).distinct()).scalars())


def shown(connection: Connection, keys: Collection[str]) -> str:
    """The wording that most claims use; of equally common ones the longest, then the first in order of letters."""
    rows = connection.execute(select(CLAIM.c["values"]).where(CLAIM.c.bearer.in_(keys))).scalars()
    worded = Counter(str(v.get("person") or v.get("speaker")) for v in rows)
    return min(worded, key=lambda w: (-worded[w], -len(w), w))


def _of(name: str, said: Sequence[Saying]) -> list[Saying]:
    """The sayings with one wording of the name, so that wordings of it are one."""
    return [replace(s, values={**s.values, "person": name}) for s in said]
