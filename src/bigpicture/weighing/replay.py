"""What changed: a film's sayings replayed article by article, and each standing compared before and after.

Points that cannot touch each other are replayed apart, and an article weighs anew only the slots that it speaks of, of
these only what may still come to stand otherwise: the cost is about that of the sayings, however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from bigpicture.model import Value
from bigpicture.weighing.facts import Fact, Saying
from bigpicture.weighing.points import Key, Point, Points, Said, in_order, keyed, rougher, slot
from bigpicture.weighing.standing import Contest, contest, fact, standing

KINDS = {
    "new": "it is said for the first time",
    "moved": "another value stood in its place until then",
    "refined": "what was told roughly is told finely",
    "confirmed": "it was only hedged, and is stated now",
    "settled": "outlets disagreed, and no longer do",
    "restored": "it is said again after it was denied or superseded",
    "denied": "the last word is that it is not so",
    "contested": "outlets begin to disagree",
    "superseded": "something else is said since",
    "unsettled": "what was told roughly fits several finer tellings now, so that it speaks for none of them",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A fact whose standing an article changed."""

    kind: str  # KINDS
    fact: Fact  # as it stood after the article
    by: Saying  # the article's first word on it
    was: str | None  # its standing before; None: it was not known
    before: Mapping[str, Value] | None  # the values that it moved from, or that were told more roughly
    gone: tuple[Key, ...] = ()  # the rougher facts that are one with it now: type and key

    @property
    def key(self) -> Key:
        """The same for the same fact in all changes."""
        return self.fact.key


def worth(made: Sequence[Change]) -> list[Change]:
    """The changes that a reader is told of."""
    moved = {(c.by.rank[:2], slot(c.key)) for c in made if c.kind == "moved"}
    return [
        c for c in made
        if c.kind != "unsettled" and not (c.kind == "superseded" and (c.was is None or (c.by.rank[:2], slot(c.key)) in moved))
    ]  # fmt: skip


def changes(sayings: Iterable[Saying], since: str = "") -> tuple[Change, ...]:
    """Every change that articles brought since a moment (UTC text or a day), in the order they came out.

    `sayings` are all claims about one film, the earlier ones too. The same sayings in any order give the same changes, and
    all changes from the beginning end at `facts(sayings)`.
    """
    made = [change for part in _apart(sayings) for change in _replayed(part, since)]
    return tuple(sorted(made, key=lambda c: (c.by.rank[:2], c.fact.order, c.by.id)))


def _apart(sayings: Iterable[Saying]) -> Collection[list[Said]]:
    """The sayings in parts that have no bearing on each other: no key of one fits, or shares a slot with, one of another."""
    said = keyed(sayings)
    up = {key: key for key, _ in said}

    def root(key: Key) -> Key:
        while up[key] != key:
            up[key] = up[up[key]]
            key = up[key]
        return key

    slots: dict[Key, Key] = {}
    for key in up:
        up[root(key)] = root(slots.setdefault(slot(key), key))
        for rough in rougher(key):
            if rough in up:
                up[root(rough)] = root(key)
    parts: dict[Key, list[Said]] = {}
    for one in said:
        parts.setdefault(root(one[0]), []).append(one)
    return parts.values()


def _replayed(part: Sequence[Said], since: str) -> Iterator[Change]:
    seen = sum(saying.when < since for _, saying in part)
    if seen == len(part):
        return
    plain = len({key for key, _ in part}) == 1 and all(saying.status == "stated" for _, saying in part)
    if plain and seen:
        return  # what is only repeated does not change again, however often
    part = in_order(part)
    if plain:
        part = list(takewhile(lambda one: _article(one) == _article(part[0]), part))
    known = _Known()
    known.take(part[:seen])
    for _, article in groupby(part[seen:], key=_article):
        yield from known.changes(list(article))


def _article(one: Said) -> tuple[str, int]:
    return one[1].when, one[1].article


@dataclass(frozen=True, slots=True)
class _Turn:
    """A point that came to stand otherwise."""

    was: str | None  # its standing before
    point: Point
    stands: str
    among: Contest
    slot: Mapping[Key, Point]  # all points of its slot


class _Known:
    """What is known of one part of a film: its points, and how each of them stands."""

    def __init__(self) -> None:
        self._points = Points()
        self._slots: dict[Key, dict[Key, Point]] = {}
        self._open: dict[Key, list[Point]] = {}  # of each slot, those that may come to stand otherwise
        self._standings: dict[Key, str] = {}

    def take(self, said: Sequence[Said]) -> tuple[list[_Turn], dict[Key, tuple[str, Point]]]:
        """Take up what was said next; (what turned, what is no more: with the standing it had)."""
        apart, changed = self._points.add(said)
        gone = {k: (self._standings.pop(k), apart[k]) for k in sorted(apart) if not self._points.get(k)}
        slots: dict[Key, list[Key]] = {}
        for key in changed:
            slots.setdefault(slot(key), []).append(key)
        return [turn for name, keys in slots.items() for turn in self._weigh(name, keys, apart)], gone

    def _weigh(self, name: Key, changed: Sequence[Key], apart: Collection[Key]) -> Iterator[_Turn]:
        """Weigh a slot of which some points changed: all of it where any was taken apart, else what is open."""
        points = self._slots.setdefault(name, {})
        spoken: dict[Key, Point] = {}
        for key in changed:
            points.pop(key, None)
            if point := self._points.get(key):
                points[key] = spoken[key] = point
        if any(key in apart for key in changed):
            weighed = points
        else:
            weighed = {p.key: p for p in self._open.get(name, ())} | spoken
        ordered = sorted(weighed.values(), key=lambda p: p.place)
        among = contest(ordered)
        self._open[name] = [p for p in ordered if among.open(p)]
        for point in ordered:
            was, stands = self._standings.get(point.key), standing(point, among)
            if was != stands:
                self._standings[point.key] = stands
                yield _Turn(was, point, stands, among, points)

    def changes(self, article: Sequence[Said]) -> Iterator[Change]:
        """Take up an article's sayings, and tell what they changed."""
        turns, gone = self.take(article)
        said = {saying.id: saying for _, saying in article}
        for turn in turns:
            made = fact(turn.point, turn.stands, turn.among, turn.slot.values())
            rough = [key for key in rougher(made.key) if key in gone] if gone else []
            rough.sort()
            spoken = next((s for s in made.sayings if s.id in said), None)
            kind = _kind(turn.was, made, [gone[key][0] for key in rough], spoken is not None)
            was = turn.was or (gone[rough[0]][0] if rough else None)
            before = gone[rough[0]][1].values() if kind == "refined" else made.before
            yield Change(kind, made, spoken or article[0][1], was, before, tuple(rough))


def _kind(old: str | None, fact: Fact, rough: Sequence[str], spoken: bool) -> str:
    """The kind of a change: `old` is the fact's standing before, `rough` those of what is one with it now."""
    if fact.standing in ("denied", "contested", "superseded"):
        return fact.standing
    was = {*rough, *([old] if old else [])}
    if not was:
        return ("moved" if fact.before else "new") if spoken else "unsettled"
    if fact.standing in was:
        return "moved" if fact.before else "refined"
    if fact.standing == "rumoured":
        return "restored" if was == {"denied"} else "unsettled"
    return _stated_since(was, fact.before is not None)


def _stated_since(was: set[str], moved: bool) -> str:
    if "contested" in was:
        return "settled"
    if moved:
        return "moved"
    return "confirmed" if "rumoured" in was else "restored"
