"""Weighing done plainly, to compare with: every key is held against every other, and all is weighed anew at every article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bigpicture.weighing import Change, Fact, Saying, slot
from bigpicture.weighing.points import Key, Point, Said, in_order, keyed
from bigpicture.weighing.replay import _kind
from bigpicture.weighing.standing import _CONTESTED, _at, _backing, _confidence, _when, _worded

_TWO_WEEKS = 14 * 24 * 3600


def facts(sayings: Iterable[Saying]) -> tuple[Fact, ...]:
    """What bigpicture.weighing.facts gives."""
    return tuple(sorted(_known(in_order(keyed(sayings))).values(), key=lambda f: f.order))


def changes(sayings: Iterable[Saying]) -> tuple[Change, ...]:
    """What bigpicture.weighing.changes gives, from the beginning."""
    made = [change for part in _parts(in_order(keyed(sayings))) for change in _replayed(part)]
    return tuple(sorted(made, key=lambda c: (c.by.rank[:2], c.fact.order, c.by.id)))


def points(said: Iterable[Said]) -> list[Point]:
    """The sayings gathered by what they say. Rougher wordings join the one finest wording that they fit."""
    groups: dict[Key, list[Saying]] = {}
    for key, saying in said:
        groups.setdefault(key, []).append(saying)
    for key in sorted(groups, key=lambda k: (sum(map(len, k[1:])), k)):
        finer = [other for other in groups if _fits(key, other)]
        finest = [f for f in finer if not any(_fits(f, o) for o in finer)]
        denied = [s for s in groups[key] if s.status == "denied"]
        for point in finest:
            more = groups[key] if len(finest) == 1 else denied
            groups[point] = sorted((*groups[point], *more), key=lambda s: s.rank)
        if finest:
            groups[key] = [] if len(finest) == 1 else [s for s in groups[key] if s.status != "denied"]
    made: list[Point] = []
    for key, group in groups.items():
        made.append(Point(key, len(made)))
        for saying in group:
            made[-1].add(saying)
    return [point for point in made if point.sayings]


def _fits(rough: Key, fine: Key) -> bool:
    """Whether a key says the same as another, less finely: each part is equal, missing, or its date's beginning."""
    return (
        rough != fine
        and rough[0] == fine[0]
        and any(rough[1:-1])
        and all(
            a == b or not a or (rough[0] == "release" and b.startswith(f"{a}-"))
            for a, b in zip(rough, fine, strict=True)
        )
    )


def _parts(said: Sequence[Said]) -> list[list[Said]]:
    parts: list[set[Key]] = []
    for key in {key for key, _ in said}:
        near = [p for p in parts if any(slot(k) == slot(key) or _fits(k, key) or _fits(key, k) for k in p)]
        parts = [p for p in parts if p not in near] + [{key}.union(*near)]
    return [[one for one in said if one[0] in part] for part in parts]


def _replayed(part: Sequence[Said]) -> Iterable[Change]:
    seen, before = 0, dict[Key, Fact]()
    for _, article in groupby(part, key=lambda one: one[1].rank[:2]):
        own = [saying for _, saying in article]
        seen += len(own)
        after = _known(part[:seen])
        yield from _compared(before, after, own)
        before = after


def _compared(before: dict[Key, Fact], after: dict[Key, Fact], own: Sequence[Saying]) -> Iterable[Change]:
    for key, fact in after.items():
        old = before.get(key)
        if old is not None and old.standing == fact.standing:
            continue
        rough = [before[k] for k in sorted(before) if k not in after and _fits(k, key)]
        spoken = next((s for s in fact.sayings if s.id in {o.id for o in own}), None)
        kind = _kind(old.standing if old else None, fact, [f.standing for f in rough], spoken is not None)
        was = old.standing if old else rough[0].standing if rough else None
        told = rough[0].values if kind == "refined" else fact.before
        yield Change(kind, fact, spoken or own[0], was, told, tuple(f.key for f in rough))


def _known(said: Iterable[Said]) -> dict[Key, Fact]:
    slots: dict[Key, list[Point]] = {}
    for point in points(said):
        slots.setdefault(slot(point.key), []).append(point)
    return {fact.key: fact for own in slots.values() for fact in _weighed(own)}


def _weighed(own: Sequence[Point]) -> list[Fact]:
    stated = [p for p in own if p.stated]
    if not stated:
        return [_alone(point) for point in own]
    current = max(stated, key=lambda p: (p.stated[-1].rank, p.key))
    rivals = [p for p in stated if p is not current and _against(p, current)]
    return [_placed(point, current, rivals, stated) for point in own]


def _placed(point: Point, current: Point, rivals: Sequence[Point], stated: Sequence[Point]) -> Fact:
    if point is current and rivals:
        return _fact(point, "contested", f"others say {', '.join(_worded(p) for p in rivals)}")
    if point is current:
        earlier = [p for p in stated if p.sayings[0].rank < current.sayings[0].rank]
        before = max(earlier, key=lambda p: (p.stated[-1].rank, p.key), default=None)
        fact = _alone(point)
        if before is None or fact.standing != "agreed":
            return fact
        told = f"{_worded(before)} until then; first said {_when(point.sayings[0])}"
        return _fact(point, "agreed", told, before)
    if point in rivals:
        return _fact(point, "contested", f"others say {_worded(current)}")
    if point in stated or point.sayings[-1].rank < current.stated[-1].rank:
        return _fact(point, "superseded", f"{_worded(current)} is said since {current.sayings[0].when[:10]}")
    return _alone(point)


def _against(point: Point, current: Point) -> bool:
    mine = {s.origin for s in current.sayings}
    return any(
        s.rank > current.sayings[0].rank and s.origin not in mine and _near(s, current.stated[-1]) for s in point.stated
    )


def _near(one: Saying, other: Saying) -> bool:
    return abs(_at(one) - _at(other)) <= _TWO_WEEKS


def _alone(point: Point) -> Fact:
    if point.denied:
        last = point.denied[-1]
        word = [s for s in (*point.stated, *point.rumoured) if s.rank > last.rank]
        against = [s for s in point.stated if _near(s, last) and s.origin not in {d.origin for d in point.denied}]
        if against:
            return _fact(point, "contested", f"denied {_when(last)}" + (", said again since" if word else ""))
        if not word:
            return _fact(point, "denied", f"denied {_when(last)}")
    if point.stated:
        hedged = point.rumoured and point.rumoured[0].rank < point.stated[0].rank
        return _fact(point, "agreed", f"rumoured from {point.rumoured[0].when[:10]}" if hedged else "")
    return _fact(point, "rumoured", "no article states it")


def _fact(point: Point, standing: str, because: str, before: Point | None = None) -> Fact:
    side = [s for s in point.sayings if (s.status == "denied") == (standing == "denied")] or point.sayings
    sure = _confidence(side) * (_CONTESTED if standing == "contested" else 1.0)
    reasons = tuple(r for r in (_backing(side), because) if r)
    return Fact(point.type, point.key, point.values(), standing, round(sure, 4), reasons, tuple(point.sayings),
                before.values() if before else None)  # fmt: skip
