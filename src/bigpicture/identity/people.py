"""People of one name: whose works they are, as pure functions over the credits that the name has.

One name is one person unless the works say otherwise: a catalogue knows two, or many years lie between works of another kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bigpicture.identity.links import Links

PAUSE = 25  # years without a work after which one who only played and one who only made films are two people
CAREER = 60  # years without a work after which they are two in any case
_MADE = frozenset({"director", "writer", "producer"})
NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Credit:
    """What a name did in one film."""

    film: str  # its number, or any other key
    year: int | None  # of the film
    roles: frozenset[str]  # types of claims: director, writer, producer, cast, …
    entity: str | None = None  # who it is in the catalogue, where that is sure


def partition(credits: Sequence[Credit], links: Links = NO_LINKS) -> tuple[list[frozenset[str]], frozenset[str]]:
    """(the films of each person of the name, the films that may be several persons'). `links` outrank all else."""
    by_film = {c.film: c for c in credits}
    groups = [frozenset(own) for own in _joined(credits, links)]
    dated = sorted((g for g in groups if _years(g, by_film)), key=lambda g: (_years(g, by_film), min(g)))
    people: list[set[str]] = []
    for group in dated:
        fits = [p for p in people if _one(p, group, by_film, links)]
        if fits:
            fits[-1].update(group)  # the one whose works were nearer in time: they are taken in order of years
        else:
            people.append(set(group))
    undecided: set[str] = set()
    for group in sorted((g for g in groups if g not in dated), key=min):
        fits = [p for p in people if _one(p, group, by_film, links)]
        same = [p for p in fits if _roles(p, by_film) & _roles(group, by_film)]
        chosen = fits if len(fits) == 1 else same if len(same) == 1 else []
        if chosen:
            chosen[0].update(group)
        elif fits:
            undecided |= group
        else:
            people.append(set(group))
    return [frozenset(p) for p in people], frozenset(undecided)


def links_between(decisions: Sequence[Sequence[frozenset[str]]]) -> Links:
    """What people decided, oldest first, as (films of one person, films that are not theirs). A newer word outranks an older."""
    together: list[frozenset[str]] = []
    apart: list[tuple[frozenset[str], frozenset[str]]] = []
    for moved, kept in reversed(decisions):
        for one, other in apart:
            if moved & one and moved & other:
                moved -= one
        for pinned in together:
            if moved & pinned:
                kept -= pinned
        together.append(moved)
        apart.append((moved, kept))
    return Links(tuple(together), tuple(apart))


def _joined(credits: Sequence[Credit], links: Links) -> Iterator[set[str]]:
    """Films that are one person's for certain: the catalogue's, or by a person's word."""
    known: dict[str, set[str]] = {}
    for c in credits:
        if c.entity:
            known.setdefault(c.entity, set()).add(c.film)
    own = [{c.film} for c in credits]
    films = {c.film for c in credits}
    for together in (*known.values(), *(set(t) & films for t in links.together)):
        met = [g for g in own if g & together]
        if met:
            own = [g for g in own if not g & together] + [set().union(*met)]
    return iter(own)


def _one(person: set[str], group: frozenset[str], credits: dict[str, Credit], links: Links) -> bool:
    """Whether a group of works may be a person's."""
    if links.parted(frozenset(person), group):
        return False
    mine, theirs = ({credits[f].entity for f in films} - {None} for films in (person, group))
    if mine and theirs and not mine & theirs:
        return False
    return not _too_long_after(_of(person, credits), _of(group, credits))


def _of(films: set[str] | frozenset[str], credits: dict[str, Credit]) -> list[Credit]:
    return [credits[f] for f in sorted(films)]


def _too_long_after(one: list[Credit], other: list[Credit]) -> bool:
    years = [(a.year, b.year) for a in one for b in other if a.year and b.year]
    gap = min((abs(a - b) for a, b in years), default=0)
    kinds = [{r in _MADE for c in own for r in c.roles if r in _MADE or r == "cast"} for own in (one, other)]
    other_kind = all(kinds) and not kinds[0] & kinds[1]
    return gap > CAREER or (gap > PAUSE and other_kind)


def _years(films: frozenset[str], credits: dict[str, Credit]) -> list[int]:
    return sorted(y for f in films if (y := credits[f].year))


def _roles(films: set[str] | frozenset[str], credits: dict[str, Credit]) -> frozenset[str]:
    return frozenset(r for f in films for r in credits[f].roles)
