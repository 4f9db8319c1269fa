"""From what is said of one film's prizes in a season to entries: nominations and wins, each once, and totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bigpicture.naming import bearer
from bigpicture.record.season.places import Placed, shared
from bigpicture.record.season.types import LIKELY, Entry
from bigpicture.record.told import Named
from bigpicture.season.bodies import Category, Edition
from bigpicture.weighing import Fact, facts


@dataclass(frozen=True, slots=True)
class Found:
    """An entry with where it belongs; or a total, which is no entry of its own."""

    edition: Edition
    category: Category | None
    entry: Entry
    total: bool

    @property
    def won(self) -> bool:
        """Whether it is a win."""
        return self.entry.fact.type == "award"

    @property
    def at(self) -> tuple[str, int]:
        """Its edition: the body and the year."""
        return self.edition.body, self.edition.year


def entries(film: Named, placed: Sequence[Placed]) -> list[Found]:
    """Everything that is told of a film's prizes, weighed: each nomination and win once, however it is worded."""
    placed = _joined(placed)
    by_claim = {p.own.id: p for p in placed}
    found = [
        _found(film, fact, [by_claim[s.id] for s in fact.sayings])
        for fact in facts(p.saying for p in by_claim.values())
    ]
    return _named_once(found)


def _found(film: Named, fact: Fact, behind: Sequence[Placed]) -> Found:
    best = next((p for p in behind if p.category), behind[0])
    total = fact.key[-1] == "total"
    people = _people(behind, fact)
    values = dict(fact.values) | {"person": " and ".join(people) or None}
    told = replace(fact, values=values, sayings=tuple(p.own for p in behind))
    note = next((p.note for p in behind), "") if all(p.note for p in behind) else ""
    if fact.standing == "agreed" and fact.confidence < LIKELY:
        note = "more likely misread than not, so that it does not count until another article says so"
    entry = Entry(film, people, told, any(p.year_told for p in behind), note=note)
    return Found(best.edition, best.category, entry, total)


def _people(behind: Iterable[Placed], fact: Fact) -> tuple[str, ...]:
    """Who is named, each once, as they were first told; of what stands, without those whom only a denial names."""
    said = [p for p in behind if p.own.status != "denied"] if fact.standing != "denied" else list(behind)
    named: dict[str, str] = {}
    for p in said:
        if p.person:
            named.setdefault(bearer(p.person), p.person)
    return tuple(named.values())


def _joined(placed: Sequence[Placed]) -> list[Placed]:
    """Performers who won one prize for one film, as an article tells it, under one name: they share it."""
    groups: dict[tuple[object, ...], list[set[str]]] = {}
    for where, own in _wins_by_article(placed).items():
        if len(own) > 1:
            _unite(groups.setdefault(where[1:], []), own)
    return [_shared(p, groups) for p in placed]


def _wins_by_article(placed: Iterable[Placed]) -> dict[tuple[object, ...], set[str]]:
    found: dict[tuple[object, ...], set[str]] = {}
    for p in placed:
        if p.category and not shared(p.category) and p.own.type == "award" and p.own.status == "stated" and p.person:
            where = (p.own.article, p.edition.body, p.edition.year, p.category.id)
            found.setdefault(where, set()).add(p.person)
    return found


def _unite(groups: list[set[str]], own: set[str]) -> None:
    """Add people who are told of together, and join the groups that they are in."""
    met = [g for g in groups if g & own]
    groups[:] = [g for g in groups if not g & own] + [set().union(own, *met)]


def _shared(one: Placed, groups: dict[tuple[object, ...], list[set[str]]]) -> Placed:
    if not one.category or one.own.type != "award":
        return one
    where = one.edition.body, one.edition.year, one.category.id
    group = next((g for g in groups.get(where, ()) if one.person in g), None)
    if group is None:
        return one
    saying = replace(one.saying, values={**one.saying.values, "person": " and ".join(sorted(group))})
    return replace(one, saying=saying)


def _named_once(found: Sequence[Found]) -> list[Found]:
    """Without a performer's prize that is told without the performer, where those of the film are named."""
    named = {(f.at, f.category.id, f.won) for f in found if f.category and f.entry.people}
    return [f for f in found if not _nameless(f) or (f.at, f.category and f.category.id, f.won) not in named]


def _nameless(one: Found) -> bool:
    return bool(one.category and not shared(one.category) and not one.entry.people)


def with_implied(nominated: Sequence[Entry], won: Sequence[Entry], category: Category) -> list[Entry]:
    """The nominations of a category, with those that only their wins tell of, and people whom only the wins name."""
    made = list(nominated)
    for win in (w for w in won if w.counts):
        same = [e for e in made if is_of(e, win, category)]
        best = next((e for e in same if e.counts), None)
        if best is None:
            made = [e for e in made if e not in same]
            made.append(replace(win, told=False, note=win.note or "its win implies the nomination"))
        elif not set(map(bearer, win.people)) <= set(map(bearer, best.people)):
            made[made.index(best)] = replace(best, people=_both(best.people, win.people))
    return made


def is_of(entry: Entry, win: Entry, category: Category) -> bool:
    """Whether a nomination is the one that a win is of."""
    if entry.film.id != win.film.id:
        return False
    people = set(map(bearer, entry.people))
    return shared(category) or not people or not win.people or bool(people & set(map(bearer, win.people)))


def within_places(nominated: Sequence[Entry], places: int | None, category: Category) -> list[Entry]:
    """The nominations of a category; where those with a performer fill all places, one without is contested."""
    named = sum(e.counts and bool(e.people) for e in nominated)
    if places is None or shared(category) or named < places:
        return list(nominated)
    return [e if e.people or not e.counts else _no_place(e, places) for e in nominated]


def _no_place(entry: Entry, places: int) -> Entry:
    reasons = (*entry.fact.reasons, f"all {places} places are taken by those whom articles name")
    return replace(entry, fact=replace(entry.fact, standing="contested", reasons=reasons))


def _both(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    named: dict[str, str] = {}
    for name in (*one, *other):
        named.setdefault(bearer(name), name)
    return tuple(named.values())
