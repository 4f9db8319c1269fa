"""The standing of what is said: the last word wins, unless others keep to theirs at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

from bigpicture.times import moment
from bigpicture.weighing.facts import Fact, Saying
from bigpicture.weighing.points import Point

SAME_TIME = (
    14 * 24 * 3600
)  # seconds within which two words stand against each other: neither had time to hear the other's
_MOST = 0.99
_HEDGED = 0.5  # what a hedged saying counts beside a stated one
_CONTESTED = 0.6  # what is left of the confidence of what is contested


def weigh_slot(slot: Sequence[Point]) -> list[Fact]:
    """The facts of points that exclude each other; a point alone in its slot is weighed by itself."""
    if len(slot) == 1 or slot[0].slot == slot[0].key:
        return [_alone(point) for point in slot]
    stated = [p for p in slot if _by(p, "stated")]
    if not stated:
        return [_alone(point) for point in slot]
    current = max(stated, key=lambda p: (_by(p, "stated")[-1].rank, p.key))
    rivals = [p for p in stated if p is not current and _against(p, current)]
    return [_placed(point, current, rivals, stated) for point in slot]


def _placed(point: Point, current: Point, rivals: Sequence[Point], stated: Sequence[Point]) -> Fact:
    if point is current:
        if rivals:
            others = ", ".join(_worded(p) for p in rivals)
            return _fact(point, "contested", f"others say {others}")
        earlier = [p for p in stated if p is not current and p.sayings[0].rank < current.sayings[0].rank]
        before = max(earlier, key=lambda p: (_by(p, "stated")[-1].rank, p.key), default=None)
        fact = _alone(point)
        if before is None or fact.standing != "agreed":
            return fact
        told = f"{_worded(before)} until then; first said on {point.sayings[0].when[:10]}{_outlet(point.sayings[0])}"
        return _fact(point, "agreed", told, before=before)
    if point in rivals:
        return _fact(point, "contested", f"others say {_worded(current)}")
    if point in stated or point.sayings[-1].rank < _by(current, "stated")[-1].rank:
        return _fact(point, "superseded", f"{_worded(current)} is said since {current.sayings[0].when[:10]}")
    return _alone(point)


def _against(point: Point, current: Point) -> bool:
    """Whether others kept to another word after the current one came out, and said so about when it was last said."""
    begun, last = current.sayings[0], _by(current, "stated")[-1]
    mine = {s.origin for s in current.sayings}
    return any(s.rank > begun.rank and s.origin not in mine and _near(s, last) for s in _by(point, "stated"))


def _near(one: Saying, other: Saying) -> bool:
    return abs((moment(_whole(one.when)) - moment(_whole(other.when))).total_seconds()) <= SAME_TIME


def _whole(when: str) -> str:
    """A moment of a text that may be a day, or a day's end."""
    return when if len(when) == 20 else f"{(when[:10] + '-01-01')[:10]}T12:00:00Z"


def _by(point: Point, status: str) -> list[Saying]:
    return [s for s in point.sayings if s.status == status]


def _alone(point: Point) -> Fact:
    """The standing of a point by its own sayings."""
    stated, rumoured, denied = (_by(point, status) for status in ("stated", "rumoured", "denied"))
    if denied:
        word = [s for s in (*stated, *rumoured) if s.rank > denied[-1].rank]
        against = [s for s in stated if _near(s, denied[-1]) and s.origin not in {d.origin for d in denied}]
        if not word:
            if against:
                return _fact(point, "contested", f"denied on {denied[-1].when[:10]}{_outlet(denied[-1])}")
            return _fact(point, "denied", f"denied on {denied[-1].when[:10]}{_outlet(denied[-1])}")
        if against:
            return _fact(point, "contested", f"denied on {denied[-1].when[:10]}{_outlet(denied[-1])}, said again since")
    if stated:
        path = f"rumoured from {rumoured[0].when[:10]}" if rumoured and rumoured[0].rank < stated[0].rank else ""
        return _fact(point, "agreed", path)
    return _fact(point, "rumoured", "no article states it")


def _fact(point: Point, standing: str, because: str, before: Point | None = None) -> Fact:
    side = _by(point, "denied") if standing == "denied" else [s for s in point.sayings if s.status != "denied"]
    sure = _confidence(side or point.sayings) * (_CONTESTED if standing == "contested" else 1.0)
    reasons = tuple(r for r in (_backing(side or point.sayings), because) if r)
    return Fact(point.type, point.key, point.values, standing, round(sure, 4), reasons, point.sayings,
                before.values if before else None)  # fmt: skip


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


def _outlet(saying: Saying) -> str:
    return f" by {saying.outlet}" if saying.outlet else ""


def _worded(point: Point) -> str:
    value = point.values.get("date") or point.values.get("amount")
    return str(value)
