"""What changed: a film's sayings replayed article by article, and the facts compared before and after each.

Facts that cannot touch each other are replayed apart: an article costs the weighing of what it speaks of, not of all that
is known of the film.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bigpicture.model import Value
from bigpicture.weighing.facts import Fact, Saying
from bigpicture.weighing.points import _SLOTS, Point, _each, _fits, _key, points
from bigpicture.weighing.standing import weigh_slot

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
_Key = tuple[str, ...]
_Facts = dict[_Key, Fact]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact whose standing an article changed."""

    kind: str  # KINDS
    fact: Fact  # as it stood after the article
    by: Saying  # the article's first word on it
    was: str | None  # its standing before; None: it was not known
    before: Mapping[str, Value] | None  # the values that it moved from, or that were told more roughly
    gone: tuple[_Key, ...] = ()  # the rougher facts that are one with it now: type and key

    @property
    def key(self) -> _Key:
        """The same for the same fact in all changes."""
        return self.fact.key


def changes(sayings: Iterable[Saying], since: str = "") -> tuple[Change, ...]:
    """Every change that articles brought since a moment (UTC text or a day), in the order they came out.

    `sayings` are all claims about one film, the earlier ones too. The same sayings in any order give the same changes, and
    all changes from the beginning end at `facts(sayings)`.
    """
    made = [change for part in _apart(sayings) for change in _replayed(part, since)]
    return tuple(sorted(made, key=lambda c: (c.by.rank[:2], c.fact.order, c.by.id)))


def _apart(sayings: Iterable[Saying]) -> list[list[Saying]]:
    """The sayings in parts that have no bearing on each other: no key of one fits, or shares a slot with, one of another."""
    groups: dict[_Key, list[Saying]] = {}
    for saying in (one for s in sayings for one in _each(s)):
        groups.setdefault((saying.type, *_key(saying)), []).append(saying)
    up = {key: key for key in groups}

    def root(key: _Key) -> _Key:
        while up[key] != key:
            up[key] = up[up[key]]
            key = up[key]
        return key

    slots: dict[_Key, _Key] = {}
    for key in groups:
        slot = key[: 1 + len(_SLOTS[key[0]])] if key[0] in _SLOTS else key
        up[root(key)] = root(slots.setdefault(slot, key))
    for one, other in _fitting(groups):
        up[root(one)] = root(other)
    parts: dict[_Key, list[Saying]] = {}
    for key, group in groups.items():
        parts.setdefault(root(key), []).extend(group)
    return list(parts.values())


def _fitting(keys: Iterable[_Key]) -> Iterator[tuple[_Key, _Key]]:
    """Each rougher key with each of its kind that it fits; a whole key fits none."""
    kinds: dict[str, list[_Key]] = {}
    for key in keys:
        kinds.setdefault(key[0], []).append(key)
    for kind, own in kinds.items():
        for rough in own:
            if kind == "release" or not all(rough):
                yield from ((rough, fine) for fine in own if fine is not rough and _fits(rough, fine))


def _replayed(part: Sequence[Saying], since: str) -> Iterator[Change]:
    ordered = sorted(part, key=lambda s: (s.rank, str(s.values.get("territory"))))  # "US and UK" is two of one rank
    seen = sum(s.when < since for s in ordered)
    if seen == len(ordered):
        return
    if _plain(ordered):  # what is only repeated does not change again, however often
        if seen:
            return
        ordered = [s for s in ordered if s.rank[:2] == ordered[0].rank[:2]]
    known = _known(ordered[:seen])
    for _, article in groupby(ordered[seen:], key=lambda s: s.rank[:2]):
        own = list(article)
        seen += len(own)
        after = _known(ordered[:seen])
        yield from _compared(known, after, own)
        known = after


def _plain(sayings: Sequence[Saying]) -> bool:
    """Whether all of them state one and the same thing."""
    return all(s.status == "stated" for s in sayings) and len({_key(s) for s in sayings}) == 1


def _known(sayings: Sequence[Saying]) -> _Facts:
    slots: dict[_Key, list[Point]] = {}
    for point in points(sayings):
        slots.setdefault(point.slot, []).append(point)
    return {fact.key: fact for slot in slots.values() for fact in weigh_slot(slot)}


def _compared(before: _Facts, after: _Facts, own: Sequence[Saying]) -> Iterator[Change]:
    ids = {s.id for s in own}
    gone = [before[key] for key in sorted(before) if key not in after]
    for key, fact in after.items():
        old = before.get(key)
        if old is not None and old.standing == fact.standing:
            continue
        rough = [f for f in gone if _fits(f.key, key)]
        spoken = next((s for s in fact.sayings if s.id in ids), None)
        kind = _kind(old, fact, rough, spoken is not None)
        was = old.standing if old else rough[0].standing if rough else None
        told = rough[0].values if kind == "refined" else fact.before
        yield Change(kind, fact, spoken or own[0], was, told, tuple(f.key for f in rough))


def _kind(old: Fact | None, fact: Fact, rough: Sequence[Fact], spoken: bool) -> str:
    if fact.standing in ("denied", "contested", "superseded"):
        return fact.standing
    was = {f.standing for f in (*rough, *([old] if old else []))}
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
