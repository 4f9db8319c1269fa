"""Snubs: who was up before, or had won, and is not up at the Academy; and whom articles name as passed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bigpicture.naming import bearer
from bigpicture.record.season.places import shared
from bigpicture.record.season.types import Entry, Season
from bigpicture.record.told import Named
from bigpicture.season import joining
from bigpicture.season.bodies import Body, Category
from bigpicture.season.precursors import BODIES
from bigpicture.season.races import Race

# Categories in which one performance, or one screenplay, may be put up instead: bodies do not agree on which it is.
_BESIDE = (
    frozenset({"actor", "supporting-actor"}), frozenset({"actress", "supporting-actress"}),
    frozenset({"original-screenplay", "adapted-screenplay"}),
)  # fmt: skip
_ENOUGH = 2  # bodies that must have put somebody up before the Academy did not


@dataclass(frozen=True, slots=True)
class Before:
    """What another body gave for the same thing."""

    body: Body
    category: Category
    entry: Entry
    won: bool


@dataclass(frozen=True, slots=True)
class Snub:
    """A film, or somebody in it, that is not up in a category of the Academy."""

    film: Named
    people: tuple[str, ...]
    category: Category  # of the Academy
    denied: Entry | None  # an article's word that it is not; None: all the nominees are known, and it is not among them
    before: tuple[Before, ...]  # the wins first


@dataclass(slots=True)
class _Candidate:
    film: Named
    people: tuple[str, ...]
    before: list[Before] = field(default_factory=list)


def snubs(season: Season, races: Sequence[Race] = ()) -> tuple[Snub, ...]:
    """Who was passed over, those with the most before them first.

    Only of a category whose nominees are all known, from articles or from `races` (the Academy's of that year, where the table
    of past ceremonies has them), or where an article says so.
    """
    academy = season.of("academy")
    if academy is None:
        return ()
    up = _nominees(season, races)
    made = []
    for prize in academy.prizes:
        named = {_key(prize.category, e.film, e.people): e for e in prize.denied if e.fact.type == "nomination"}
        before = _before(season, prize.category)
        known = {**{key: _Candidate(e.film, e.people) for key, e in named.items()}, **before}
        for key, one in known.items():
            denied = named.get(key) or named.get(_key(prize.category, one.film, ()))
            passed = _passed(prize.category, one, up)
            if denied or (passed and len({b.body.id for b in one.before}) >= _ENOUGH):
                own = tuple(sorted(one.before, key=lambda b: (not b.won, b.body.id, b.category.id)))
                made.append(Snub(one.film, one.people, prize.category, denied, own))
    order = [p.category.id for p in academy.prizes]
    return tuple(sorted(made, key=lambda s: (-len(s.before), order.index(s.category.id), s.film.title, s.people)))


def _key(category: Category, film: Named, people: Iterable[str]) -> tuple[int, str]:
    """What makes two entries of a category one nomination."""
    return film.id, "" if shared(category) else next(iter(sorted(map(bearer, people))), "")


def _before(season: Season, category: Category) -> dict[tuple[int, str], _Candidate]:
    """What the precursor bodies gave for the same thing; each nomination once, as a win where it won."""
    found: dict[tuple[int, str], _Candidate] = {}
    for held in (h for h in season.held if h.body.id in BODIES):
        for prize in held.prizes:
            if not joining.own(category.id, held.body.id, prize.category.id):
                continue
            won = {_key(category, e.film, e.people) for e in prize.won if e.counts}
            for entry in (e for e in prize.nominated if e.counts and (e.people or shared(category))):
                key = _key(category, entry.film, entry.people)
                one = found.setdefault(key, _Candidate(entry.film, entry.people))
                one.people = one.people or entry.people
                one.before.append(Before(held.body, prize.category, entry, key in won))
    return found


def _nominees(season: Season, races: Sequence[Race]) -> Mapping[str, list[tuple[str, tuple[str, ...]]]]:
    """Film and people of all nominees by category of the Academy, of those categories of which all are known."""
    academy = season.of("academy")
    assert academy is not None  # it was asked before
    known = {
        p.category.id: [(e.film.title, e.people) for e in p.nominated if e.counts] for p in academy.prizes if p.complete
    }
    for race in races:
        if race.year == academy.edition.year:
            known[race.category] = [(c.film, c.people) for c in race.contenders]
    return known


def _passed(category: Category, one: _Candidate, up: Mapping[str, list[tuple[str, tuple[str, ...]]]]) -> bool:
    """Whether somebody is up neither in the category nor in another for the same work; the nominees of all must be known."""
    beside = next((group for group in _BESIDE if category.id in group), frozenset())
    ids = {category.id} | beside
    if not ids <= up.keys():
        return False
    keys = set(map(bearer, one.people))
    for film, people in (nominee for c in ids for nominee in up[c]):
        met = not people or not keys or bool(keys & set(map(bearer, people)))
        if (not film or joining.same_film(film, one.film.title)) and (shared(category) or met):
            return False
    return True
