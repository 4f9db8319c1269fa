"""The standing of what is said: the last word wins, unless others keep to theirs at the same time."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import prod

from bigpicture.weighing.facts import Fact, Saying
from bigpicture.weighing.points import Point

# Seconds within which two words stand against each other: neither had time to hear the other's.
SAME_TIME = 14 * 24 * 3600
_MOST = 0.99
_HEDGED = 0.5  # what a hedged saying counts beside a stated one
_CONTESTED = 0.6  # what is left of the confidence of what is contested


@dataclass(frozen=True, slots=True)
class Contest:
    """Which point of a slot has the last word, and which others are kept to against it."""

    current: Point | None = None  # None: none is stated
    rivals: tuple[Point, ...] = ()

    def open(self, point: Point) -> bool:
        """Whether a point may come to stand otherwise though nobody speaks of it again.

        It may not once the last word of its slot came so long after it that the two cannot stand against each other.
        """
        return not self.current or _at(self.current.stated[-1]) - _at(point.sayings[-1]) <= SAME_TIME


def contest(points: Collection[Point]) -> Contest:
    """The contest among points of one slot."""
    stated = [p for p in points if p.stated]
    if not stated:
        return Contest()
    current = max(stated, key=_last_word)
    return Contest(current, tuple(p for p in stated if p is not current and _against(p, current)))


def standing(point: Point, among: Contest) -> str:
    """How a point stands, one of STANDINGS."""
    current = among.current
    if current is None:
        return _alone(point)
    if point is current:
        return "contested" if among.rivals else _alone(point)
    if point in among.rivals:
        return "contested"
    if point.stated or point.sayings[-1].rank < current.stated[-1].rank:
        return "superseded"
    return _alone(point)


def facts_in(points: Sequence[Point]) -> Iterator[Fact]:
    """The facts of all points of one slot."""
    among = contest(points)
    return (fact(point, standing(point, among), among, points) for point in points)


def fact(point: Point, stands: str, among: Contest, points: Iterable[Point]) -> Fact:
    """The fact that a point of a slot is; `stands` is its standing among the points of the slot."""
    before = _before(point, points) if point is among.current and stands == "agreed" else None
    side = point.denied if stands == "denied" else [*point.stated, *point.rumoured]
    side = side or point.sayings
    sure = _confidence(side) * (_CONTESTED if stands == "contested" else 1.0)
    reasons = tuple(r for r in (_backing(side), _reason(point, stands, among, before)) if r)
    return Fact(point.type, point.key, point.values(), stands, round(sure, 4), reasons, tuple(point.sayings),
                before.values() if before else None)  # fmt: skip


def _before(current: Point, points: Iterable[Point]) -> Point | None:
    """What was the last word before a point was first said."""
    begun = current.sayings[0].rank
    earlier = (p for p in points if p.stated and p is not current and p.sayings[0].rank < begun)
    return max(earlier, key=_last_word, default=None)


def _reason(point: Point, stands: str, among: Contest, before: Point | None) -> str:
    """Why a point stands as it does, in words."""
    current = among.current
    if before:
        return f"{_worded(before)} until then; first said {_when(point.sayings[0])}"
    if current and point is current and among.rivals:
        return f"others say {', '.join(_worded(p) for p in among.rivals)}"
    if current and point in among.rivals:
        return f"others say {_worded(current)}"
    if current and stands == "superseded":
        return f"{_worded(current)} is said since {current.sayings[0].when[:10]}"
    return _path(point, stands)


def _path(point: Point, stands: str) -> str:
    """How a point came to stand as it does by what is said of itself."""
    if stands == "rumoured":
        return "no article states it"
    if stands != "agreed":
        again = stands == "contested" and _word_since(point)
        return f"denied {_when(point.denied[-1])}" + (", said again since" if again else "")
    hedged = point.rumoured and point.rumoured[0].rank < point.stated[0].rank
    return f"rumoured from {point.rumoured[0].when[:10]}" if hedged else ""


def _alone(point: Point) -> str:
    """The standing of a point by its own sayings."""
    if point.denied:
        deniers = {s.origin for s in point.denied}
        if any(s.origin not in deniers for s in _about(point.stated, point.denied[-1])):
            return "contested"
        if not _word_since(point):
            return "denied"
    return "agreed" if point.stated else "rumoured"


def _word_since(point: Point) -> bool:
    """Whether it is said, or hedged, after it was last denied."""
    last = point.denied[-1].rank
    return any(said[-1].rank > last for said in (point.stated, point.rumoured) if said)


def _against(point: Point, current: Point) -> bool:
    """Whether others kept to another word after the current one came out, and said so about when it was last said."""
    begun = current.sayings[0].rank
    return any(s.rank > begun and s.origin not in current.origins for s in _about(point.stated, current.stated[-1]))


def _about(said: Sequence[Saying], other: Saying) -> Iterator[Saying]:
    """Of sayings in their order those said about the time of another."""
    at = _at(other)
    for number in range(bisect_left(said, at - SAME_TIME, key=_at), len(said)):
        if _at(said[number]) > at + SAME_TIME:
            return
        yield said[number]


def _at(saying: Saying) -> float:
    return _seconds(saying.when)


@lru_cache(maxsize=100_000)
def _seconds(when: str) -> float:
    """Seconds since 1970 of a moment, or of the end of a day, month or year (2026-11T24), which is where it is sorted."""
    if len(when) == 20:
        return datetime.fromisoformat(when).timestamp()
    year, month, day = (*map(int, when.partition("T")[0].split("-")), 0, 0)[:3]
    month = month or 12
    return datetime.fromisoformat(f"{year:04}-{month:02}-{day or monthrange(year, month)[1]:02}T23:59:59Z").timestamp()


def _last_word(point: Point) -> tuple[object, ...]:
    return point.stated[-1].rank, point.key


def _confidence(sayings: Iterable[Saying]) -> float:
    """The chance that not all who say it in words of their own were misread or wrong, taken as independent."""
    best: dict[int, float] = {}
    for s in sayings:
        weight = s.confidence * (1.0 if s.status != "rumoured" else _HEDGED)
        best[s.origin] = max(best.get(s.origin, 0.0), weight)
    return min(_MOST, 1 - prod(1 - c for _, c in sorted(best.items())))


def _backing(sayings: Sequence[Saying]) -> str:
    origins, articles = {s.origin for s in sayings}, {s.article for s in sayings}
    outlets = {s.outlet for s in sayings if s.outlet}
    by = f"{len(outlets)} outlets" if len(outlets) > 1 else next(iter(outlets), f"{len(articles)} article(s)")
    copied = len(articles) - len(origins)
    return f"said by {by}" + (f", {copied} of {len(articles)} articles copied" if copied > 0 else "")


def _when(saying: Saying) -> str:
    return f"on {saying.when[:10]}" + (f" by {saying.outlet}" if saying.outlet else "")


def _worded(point: Point) -> str:
    values = point.values()
    return str(values.get("date") or values.get("amount"))
