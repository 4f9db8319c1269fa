"""A catalogue that is asked: names to candidates, with how far each is believed and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Self

import numpy as np

from bigpicture.catalogue import entities, names, weigh
from bigpicture.catalogue.entities import KINDS, PEOPLE, WORKS, Kind, Match
from bigpicture.catalogue.index import Index, Numbers, Row
from bigpicture.catalogue.names import Reach
from bigpicture.catalogue.weigh import Weight

_CLOSELY = 40  # candidates of one name that are looked at closely; the others count by their years alone
_BESIDE = 24  # entities of one name given beside, of which the latest count
_MOST_BESIDE = 12  # names given beside that count
_SHOWN = 6  # of an entity's context
_LIKELY = 0.4  # the chance that one of that very name is meant, below which others a letter away are looked for
_LEAST_NEAR = 5  # characters of the shortest name for which others a letter away are looked for


_Reached = tuple[Reach | None, Numbers]  # entities, and the wording that led to them; None that they are a letter away


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name that is looked up, with what is known of its bearer."""

    name: str
    human: bool
    kinds: tuple[Kind, ...]
    year: int | None
    beside: tuple[tuple[str, frozenset[int]], ...]  # names given beside it, and the entities that they may be


@dataclass(frozen=True, slots=True)
class _Candidate:
    row: Row
    weights: tuple[Weight, ...]
    schemes: int  # see Row.schemes

    @property
    def weight(self) -> float:
        return prod([weight.factor for weight in self.weights])

    def joined(self, other: _Candidate) -> _Candidate:
        """One of both: this one's entity, and whatever speaks the louder."""
        return _Candidate(self.row, max(self, other, key=lambda one: one.weight).weights, self.schemes | other.schemes)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The candidates that were looked at, the heaviest first, and the weight of all, of none, and their number."""

    candidates: list[_Candidate]
    known: float
    unknown: float
    count: int

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
        asked = entities.name(name)
        found: list[Match] = []
        for human in (False, True) if asked else ():
            chosen = tuple(kind for kind in kinds if (kind in PEOPLE) == human)
            if asked and chosen:
                found += self._found(_Asked(asked, human, chosen, year, tuple(self._beside(given, human=human))), limit)
        return sorted(found, key=lambda match: -match.confidence)[:limit]

    def _beside(self, given: Sequence[str], *, human: bool) -> Iterator[tuple[str, frozenset[int]]]:
        """Who or what the names given beside may be: works for a person, else people, those known by name alone too."""
        filed = self._index.named([names.fold(name, human=not human) for name in given])
        for name, found in zip(given, filed, strict=True):
            kept = self._index.of_kinds(found, WORKS) if human else self._index.credited(found)
            yield name, frozenset(kept.tolist())

    def _found(self, asked: _Asked, limit: int) -> list[Match]:
        """The candidates of the same name; where none of them is likely, those a letter away too."""
        wordings = names.wordings(asked.name, human=asked.human)
        filed = self._index.named([wording.folded for wording in wordings])
        reached: list[_Reached] = [
            (wording.reach, self._index.of_kinds(found, asked.kinds))
            for wording, found in zip(wordings, filed, strict=True)
        ]
        ranking = self._ranked(asked, reached)
        if ranking.meant < _LIKELY and len(wordings[0].folded) >= _LEAST_NEAR:
            near = self._index.of_kinds(self._index.nearly(wordings[0].folded), asked.kinds)
            ranking = self._ranked(asked, [*reached, (None, near)])
        return self._matches(ranking, limit)

    def _ranked(self, asked: _Asked, reached: list[_Reached]) -> _Ranking:
        """Candidates weighed, with the chance in mind that none is meant."""
        numbers, at = np.unique(np.concatenate([found for _, found in reached]), return_index=True)
        ways = np.repeat(np.arange(len(reached)), [len(found) for _, found in reached])[at]
        linked = self._linked(asked, numbers)
        guesses = weigh.guesses(None if asked.human else asked.year, self._index.years(numbers))
        order = np.lexsort((-numbers.astype(np.int64), ways, -guesses, ~np.isin(numbers, list(linked))))
        near = [(int(numbers[n]), reached[ways[n]][0]) for n in order[:_CLOSELY]]
        rows = self._index.rows([number for number, _ in near])
        candidates = [self._candidate(asked, rows[n], reach, linked.get(n, ())) for n, reach in near if n in rows]
        candidates = sorted(
            self._distinct(candidates, human=asked.human), key=lambda one: (-one.weight, -one.row.number)
        )
        further = weigh.OTHER * (weigh.NONE_NAMED if asked.beside else 1.0)
        known = sum(one.weight for one in candidates) + further * float(guesses[order[_CLOSELY:]].sum())
        unknown = weigh.unknown(names.fold(asked.name, human=asked.human), human=asked.human)
        return _Ranking(candidates, known, unknown, len(candidates) + len(order[_CLOSELY:]))

    def _distinct(self, candidates: Iterable[_Candidate], *, human: bool) -> Iterator[_Candidate]:
        """Candidates of one name and year that no identifier tells apart, such as a film that two sources have, made one."""
        groups: dict[tuple[str, int | None], list[_Candidate]] = {}
        for one in sorted(candidates, key=lambda one: one.row.schemes, reverse=True):
            year = self._index.year(one.row.number)
            group = groups.setdefault((names.fold(one.row.name, human=human), year), [])
            at = next((at for at, other in enumerate(group) if year and not one.schemes & other.schemes), None)
            if at is None:
                group.append(one)
            else:
                group[at] = group[at].joined(one)
        for group in groups.values():
            yield from group

    def _linked(self, asked: _Asked, numbers: Numbers) -> dict[int, list[str]]:
        """Which candidates stand among the links of which names given beside."""
        found: dict[int, list[str]] = {}
        if not asked.beside or not len(numbers):
            return found
        latest = {name: sorted(known)[-_BESIDE:] for name, known in asked.beside}
        rows = self._index.rows({number for known in latest.values() for number in known})
        for name, known in latest.items():
            links = [link for number in known if number in rows for link in rows[number].links]
            for number in np.intersect1d(np.array(links, np.uint32), numbers).tolist():
                found.setdefault(number, []).append(name)
        return found

    def _candidate(self, asked: _Asked, row: Row, reach: Reach | None, linked: Iterable[str]) -> _Candidate:
        own = set(row.links)
        there = [name for name, numbers in asked.beside if name in linked or not own.isdisjoint(numbers)]
        weights = (
            weigh.wording(asked.name, row.name, reach, human=asked.human),
            None if asked.human else weigh.years(asked.year, self._index.year(row.number)),
            weigh.beside(there, len(asked.beside), len(own), human=asked.human),
        )
        return _Candidate(row, tuple(weight for weight in weights if weight), row.schemes)

    def _matches(self, ranking: _Ranking, limit: int) -> list[Match]:
        best, total = ranking.candidates[:limit], ranking.known + ranking.unknown
        links = [one.row.links[: 2 * _SHOWN] for one in best]
        rows = self._index.rows({number for some in links for number in some})
        further = (f"one of {ranking.count} candidates",) if ranking.count > 1 else ()
        matches = []
        for one, some in zip(best, links, strict=True):
            known = {rows[n].name.casefold(): rows[n].name for n in reversed(some) if n in rows}
            entity = self._index.entity(one.row, tuple(reversed(known.values()))[:_SHOWN])
            why = tuple(weight.why for weight in one.weights)
            matches.append(Match(entity, round(one.weight / total, 3), (*why, *further)))
        return matches
