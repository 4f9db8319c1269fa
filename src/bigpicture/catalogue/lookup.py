"""A catalogue that is asked: names to candidates, with how far each is believed and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from math import prod
from operator import and_
from pathlib import Path
from typing import NamedTuple, Self

from bigpicture.catalogue import entities, names, weigh
from bigpicture.catalogue.entities import KINDS, PEOPLE, WORKS, Kind, Match
from bigpicture.catalogue.finish import MOST_PEOPLE, MOST_WORKS
from bigpicture.catalogue.index import Index, Numbers, Row, shared
from bigpicture.catalogue.names import Reach
from bigpicture.catalogue.staging import CREDIT, PERSON
from bigpicture.catalogue.weigh import Weight

_CLOSELY = 40  # candidates of one name that are looked at closely; the others count by their years alone
_BESIDE = 24  # entities of one name given beside, of which the latest count
_MOST_BESIDE = 12  # names given beside that count
_SHOWN = 6  # of an entity's context
_LIKELY = 0.4  # the chance that one of that very name is meant, below which others a letter away are looked for
_LEAST_NEAR = 5  # characters of the shortest name for which others a letter away are looked for


class _Reached(NamedTuple):
    """Entities of one kind that a wording led to; None that they are a letter away."""

    reach: Reach | None
    kind: int
    numbers: Numbers


class _Beside(NamedTuple):
    """A name given beside, and the entities that it may be, those of one kind each."""

    name: str
    known: list[Numbers]


class _Asked(NamedTuple):
    """A name that is looked up, with what is known of its bearer."""

    name: str
    folded: str
    human: bool
    kinds: list[int]
    year: int | None
    beside: list[_Beside]

    @property
    def counted(self) -> int:
        """How many are given beside; of works only those that are known: that someone makes a new one is to be expected."""
        return sum(bool(one.known) for one in self.beside) if self.human else len(self.beside)


class _Candidate(NamedTuple):
    row: Row
    weights: list[Weight]
    weight: float  # their product
    schemes: int  # see Row.schemes

    def joined(self, other: _Candidate) -> _Candidate:
        """One of both: this one's entity, and whatever speaks the louder."""
        louder = max(self, other, key=lambda one: one.weight)
        return _Candidate(self.row, louder.weights, louder.weight, self.schemes | other.schemes)


class _Ranking(NamedTuple):
    """The candidates that were looked at, the heaviest first, and the weight of all, of none, and their number."""

    candidates: list[_Candidate]
    known: float
    unknown: float
    number: int

    @property
    def meant(self) -> float:
        """The chance that any of them is meant."""
        return self.known / (self.known + self.unknown)


class Catalogue:
    """Known works and people by their names; for one thread. Its methods raise StoreError where the file is damaged."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @staticmethod
    def open(path: str | Path) -> Catalogue:
        """The catalogue in a file. Raises StoreError where there is none, or one that is damaged or of another version."""
        return Catalogue(Index(Path(path)))

    def close(self) -> None:
        """Let go of the file."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def films(self, title: str, year: int | None = None, people: Iterable[str] = (), limit: int = 5) -> list[Match]:
        """The works that a title may mean, the likeliest first; `people` are names that stand with it."""
        return self.find(title, WORKS, year=year, beside=people, limit=limit)

    def people(self, name: str, works: Iterable[str] = (), limit: int = 5) -> list[Match]:
        """The people that a name may mean, the likeliest first; `works` are titles that stand with it."""
        return self.find(name, PEOPLE, beside=works, limit=limit)

    def find(
        self,
        name: str,
        kinds: Sequence[Kind] = KINDS,
        *,
        year: int | None = None,
        beside: Iterable[str] = (),
        limit: int = 5,
    ) -> list[Match]:
        """What a name may mean among certain kinds; `beside` are titles for people, and names of people for works."""
        given = [one for one in dict.fromkeys(map(entities.name, beside)) if one][:_MOST_BESIDE]
        asked, when = entities.name(name), entities.year(year)
        found: list[Match] = []
        for human in (False, True) if asked else ():
            chosen = [at for at, kind in enumerate(KINDS) if kind in kinds and (kind in PEOPLE) == human]
            if asked and chosen:
                folded, known = names.fold(asked, human=human), self._beside(given, human=human)
                found += self._found(_Asked(asked, folded, human, chosen, None if human else when, known), limit)
        return sorted(found, key=lambda match: -match.confidence)[:limit]

    def _beside(self, given: Sequence[str], *, human: bool) -> list[_Beside]:
        """Who or what the names given beside may be: works for a person, else people, those known by name alone too."""
        filed = self._index.named([names.fold(name, human=not human) for name in given])
        kinds = [KINDS.index(kind) for kind in WORKS] if human else [PERSON, CREDIT]
        return [
            _Beside(name, [some for kind in kinds if (some := self._index.within(numbers, kind))])
            for name, numbers in zip(given, filed, strict=True)
        ]

    def _found(self, asked: _Asked, limit: int) -> list[Match]:
        """The candidates of the same name; where none of them is likely, those a letter away too."""
        wordings = names.wordings(asked.name, human=asked.human)
        filed = self._index.named([wording.folded for wording in wordings])
        reached: list[_Reached] = []
        for wording, numbers in zip(wordings, filed, strict=True):
            reached += self._of(asked, wording.reach, numbers)
        ranking = self._ranked(asked, reached)
        if ranking.meant < _LIKELY and len(asked.folded) >= _LEAST_NEAR:
            near = list(self._of(asked, None, self._index.nearly(asked.folded)))
            ranking = self._ranked(asked, [*reached, *near]) if near else ranking
        return self._matches(ranking, limit)

    def _of(self, asked: _Asked, reach: Reach | None, numbers: Numbers) -> Iterator[_Reached]:
        """Entities by the kinds that are asked for, those that there are."""
        for kind in asked.kinds if numbers else ():
            if found := self._index.within(numbers, kind):
                yield _Reached(reach, kind, found)

    def _ranked(self, asked: _Asked, reached: Sequence[_Reached]) -> _Ranking:
        """Candidates weighed, with the chance in mind that none is meant."""
        crowded = sum(len(one.numbers) for one in reached) > _CLOSELY
        linked = self._linked(asked, reached) if crowded else {}
        near, further, count = self._near(asked, reached, linked) if crowded else (_all(reached), 0.0, 0)
        rows = self._index.rows(near)
        most = MOST_WORKS if asked.human else MOST_PEOPLE
        if not crowded and any(len(row.links) >= most for row in rows.values()):
            linked = self._linked(asked, reached)  # what a list that is cut off lacks may stand in those of the others
        candidates = self._weighed(asked, [(rows[n], reach) for n, reach in near.items() if n in rows], linked)
        further *= weigh.OTHER * (weigh.NONE_NAMED if asked.counted else 1.0)
        known = sum(one.weight for one in candidates) + further
        unknown = weigh.unknown(asked.folded, human=asked.human)
        return _Ranking(candidates, known, unknown, len(candidates) + count)

    def _near(
        self, asked: _Asked, reached: Sequence[_Reached], linked: Iterable[int]
    ) -> tuple[dict[int, Reach | None], float, int]:
        """The candidates to look at closely: those linked, then by year; and the weight by years, and number, of the others."""
        ways = {number: one.reach for one in reversed(reached) for number in shared(set(linked), one.numbers)}
        near = dict(list(ways.items())[:_CLOSELY])
        further, count = 0.0, sum(len(one.numbers) for one in reached)
        for factor, first, last in weigh.spans(asked.year):
            for one in reached:
                found = self._index.within(one.numbers, one.kind, first, last)
                further += factor * len(found)
                for number in reversed(found[-_CLOSELY:]):
                    if len(near) == _CLOSELY:
                        break
                    near.setdefault(number, one.reach)
        own = (weigh.years(asked.year, self._index.year(number)) for number in near)
        return near, max(0.0, further - sum(one.factor if one else 1.0 for one in own)), count - len(near)

    def _linked(self, asked: _Asked, reached: Sequence[_Reached]) -> dict[int, list[str]]:
        """Which candidates stand among the links of which names given beside."""
        found: dict[int, list[str]] = {}
        for name, known in asked.beside:
            links = self._index.linked([number for numbers in known for number in numbers[-_BESIDE:]])
            for number in {number for one in reached for number in shared(links, one.numbers)}:
                found.setdefault(number, []).append(name)
        return found

    def _weighed(
        self, asked: _Asked, near: Sequence[tuple[Row, Reach | None]], linked: dict[int, list[str]]
    ) -> list[_Candidate]:
        """The candidates, the heaviest first."""
        links = {link for row, _ in near for link in row.links} if asked.beside else set()
        beside = [(name, set().union(*(shared(links, numbers) for numbers in known))) for name, known in asked.beside]
        candidates = []
        for row, reach in near:
            told = linked.get(row.number, ())
            there = [name for name, found in beside if name in told or not found.isdisjoint(row.links)]
            candidates.append(self._candidate(asked, row, reach, there))
        if len(candidates) > 1 and not reduce(and_, [one.schemes for one in candidates]):
            candidates = self._distinct(candidates, human=asked.human)
        return sorted(candidates, key=lambda one: (-one.weight, -one.row.number))

    def _candidate(self, asked: _Asked, row: Row, reach: Reach | None, there: Sequence[str]) -> _Candidate:
        wording = weigh.wording(asked.name, asked.folded, row.name, reach, human=asked.human)
        year = None if asked.year is None else weigh.years(asked.year, self._index.year(row.number))
        most = weigh.most_beside(wording, year)
        beside = weigh.beside(there, asked.counted, len(row.links), most, human=asked.human)
        weights = [weight for weight in (wording, year, beside) if weight]
        return _Candidate(row, weights, prod([weight.factor for weight in weights]), row.schemes)

    def _distinct(self, candidates: Iterable[_Candidate], *, human: bool) -> list[_Candidate]:
        """Candidates of one name and year that no identifier tells apart, such as a film that two sources have, made one."""
        groups: dict[tuple[str, int | None], list[_Candidate]] = {}
        for one in sorted(candidates, key=lambda one: one.schemes, reverse=True):
            year = self._index.year(one.row.number)
            group = groups.setdefault((names.fold(one.row.name, human=human), year), [])
            at = next((at for at, other in enumerate(group) if year and not one.schemes & other.schemes), None)
            if at is None:
                group.append(one)
            else:
                group[at] = group[at].joined(one)
        return [one for group in groups.values() for one in group]

    def _matches(self, ranking: _Ranking, limit: int) -> list[Match]:
        best, total = ranking.candidates[:limit], ranking.known + ranking.unknown
        links = [one.row.links[: _SHOWN + 2] for one in best]  # two sources may name one person twice
        known = self._index.names_of({number for some in links for number in some})
        further = (f"one of {ranking.number} candidates",) if ranking.number > 1 else ()
        matches = []
        for one, some in zip(best, links, strict=True):
            context: dict[str, str] = {}
            for number in some:
                if number in known:
                    context.setdefault(known[number].casefold(), known[number])
            entity = self._index.entity(one.row, tuple(context.values())[:_SHOWN])
            why = tuple([weight.why for weight in one.weights])
            matches.append(Match(entity, round(one.weight / total, 3), (*why, *further)))
        return matches


def _all(reached: Sequence[_Reached]) -> dict[int, Reach | None]:
    """The candidates, and the first of the wordings that led to each."""
    return {number: one.reach for one in reversed(reached) for number in one.numbers}
