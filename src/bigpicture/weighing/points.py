"""Points: what is said, whoever says it and however it is worded; and the slots in which points exclude each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from bigpicture.folding import name as fold_name
from bigpicture.folding import plain, title
from bigpicture.model import Value
from bigpicture.naming import KEYS
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing.facts import Saying

Key = tuple[str, ...]  # a type, what makes a saying of it the same as another, folded, and whether it tells a total
Said = tuple[Key, Saying]

# One value at a time: what else the slot is named by. Of everything else a film has many.
SLOTS: dict[str, tuple[str, ...]] = {
    "release": ("territory", "mode"),
    "box_office": ("territory", "period", "currency"),
}
_YEARLY = ("screening", "nomination", "award")
_FIELDS = {
    name: (*SLOTS.get(name, ()), *kind.identity, *(("year",) if name in _YEARLY else ()))
    for name, kind in CLAIM_TYPES.items()
}
_ONE = frozenset(
    "trinidad and tobago|bosnia and herzegovina|antigua and barbuda|saint kitts and nevis|sao tome and principe"
    "|turks and caicos islands".split("|")
)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*")


@dataclass(slots=True, eq=False)
class Point:
    """One thing that is said of a film, by one or many. Who says it stands in the order in which it was said."""

    key: Key
    place: int  # among the points of a film: the order in which they were first said
    sayings: list[Saying] = field(default_factory=list)
    stated: list[Saying] = field(default_factory=list)
    rumoured: list[Saying] = field(default_factory=list)
    denied: list[Saying] = field(default_factory=list)
    origins: set[int] = field(default_factory=set)

    def add(self, saying: Saying) -> None:
        """One more saying, the last so far."""
        self.sayings.append(saying)
        self.origins.add(saying.origin)
        own: list[Saying] = getattr(self, saying.status)
        own.append(saying)

    @property
    def type(self) -> str:
        """The claim type."""
        return self.key[0]

    def values(self) -> dict[str, Value]:
        """A value for each field of the type, as most give it."""
        return {f.name: _value(f.name, self.sayings) for f in CLAIM_TYPES[self.type].fields}


class Points:
    """All points of a film, gathered from sayings as they come out.

    What is told roughly (a month, no territory) joins the one finest point that it fits. Where several are, it is a point
    of its own, but for a denial, which joins all of them: it says that none of them is so.
    """

    def __init__(self) -> None:
        self._own: dict[Key, list[Saying]] = {}  # sayings by their own key
        self._rough: dict[Key, list[Key]] = {}  # of a key that is said: every rougher one, said or not
        # of each rougher one, the finest that are said; so what is said and not in here is rougher than nothing
        self._finest: dict[Key, list[Key]] = {}
        self._made: dict[Key, Point] = {}
        self._places: dict[Key, int] = {}

    def add(self, said: Sequence[Said]) -> tuple[dict[Key, Point], list[Key]]:
        """Take up what was said next; (points that were taken apart, as they were; the keys of those that changed).

        The cost is that of the sayings, and of the points that they part anew.
        """
        anew: dict[Key, None] = {}
        for key, saying in said:
            if key not in self._own:
                anew.update(dict.fromkeys(self._enter(key)))
            self._own[key].append(saying)
        apart = {key: self._made.pop(key) for key in anew if key in self._made}
        for key, saying in said:
            for target in self._targets(key, saying):
                if target in self._made:
                    self._made[target].add(saying)
                anew[target] = None
        return apart, list(anew)

    def get(self, key: Key) -> Point | None:
        """The point of a key; None where nothing of it is left, for all of it is told more finely."""
        point = self._made.get(key)
        if point is None and (said := self._gathered(key)):
            point = self._made[key] = Point(key, self._places[key])
            for saying in said:
                point.add(saying)
        return point

    def all(self) -> list[Point]:
        """All points, in the order in which they were first said."""
        return [point for key in self._own if (point := self.get(key))]

    def _enter(self, key: Key) -> list[Key]:
        """Make room for a key that is said for the first time; the keys whose points it parts anew."""
        self._places[key] = len(self._own)
        self._own[key] = []
        rough = self._rough[key] = rougher(key)
        anew = [key]
        if key in self._finest:
            return anew
        behind = {r for r in rough if r in self._own and r not in self._finest}  # they were the finest until now
        for r in rough:
            before = self._finest.setdefault(r, [])
            kept = [k for k in before if k not in behind] if behind else before
            if r in self._own and (len(before) < 2 or not kept):  # else what is said of it stays where it is
                anew += (r, *before)
            self._finest[r] = kept
            kept.append(key)
        return anew

    def _targets(self, key: Key, saying: Saying) -> Sequence[Key]:
        """The keys of the points that a saying belongs to."""
        finest = self._finest.get(key, ())
        return finest if len(finest) == 1 or (finest and saying.status == "denied") else (key,)

    def _gathered(self, key: Key) -> list[Saying]:
        """The sayings of a point, of its own key and of rougher ones, in their order."""
        own = self._own[key]
        if finest := self._finest.get(key):
            return [] if len(finest) == 1 else [s for s in own if s.status != "denied"]
        rough = [
            s
            for r in self._rough[key]
            for s in self._own.get(r, ())
            if len(self._finest[r]) == 1 or s.status == "denied"
        ]
        return sorted((*own, *rough), key=lambda s: s.rank) if rough else own


def keyed(sayings: Iterable[Saying]) -> list[Said]:
    """Sayings with their keys; "in the US and UK" says two things."""
    parts = (part for saying in sayings for part in (_each(saying) if saying.type in SLOTS else (saying,)))
    return [(_key(s), s) for s in parts]


def in_order(said: Iterable[Said]) -> list[Said]:
    """What was said in the order in which it was said."""
    return sorted(said, key=lambda one: one[1].rank)


def slot(key: Key) -> Key:
    """What a point is one of several values for; a point of a type that may have many is a slot of its own."""
    return key[: 1 + len(SLOTS[key[0]])] if key[0] in SLOTS else key


def rougher(key: Key) -> list[Key]:
    """Every key that tells the same less finely: parts are left out, or a date is cut to its month or year."""
    kind, *parts, total = key
    cuts = [_cuts(name, part) for name, part in zip(_FIELDS[kind], parts, strict=True)]
    return [rough for cut in product(*cuts) if any(cut) and (rough := (kind, *cut, total)) != key]


def _cuts(name: str, part: str) -> tuple[str, ...]:
    if not part:
        return (part,)
    pieces = part.split("-") if name == "date" else ()
    return (part, *("-".join(pieces[:n]) for n in range(1, len(pieces))), "")


def _each(saying: Saying) -> Iterator[Saying]:
    """A saying for each territory, in order of letters."""
    territory = str(saying.values.get("territory") or "")
    parts = sorted(p for p in _AND.split(territory) if p)
    if len(parts) < 2 or plain(territory) in _ONE:
        yield saying
        return
    for part in {fold_name(p): p for p in parts}.values():
        yield replace(saying, values={**saying.values, "territory": part})


def _key(saying: Saying) -> Key:
    values = saying.values
    total = bool(values.get("count") and not values.get("category"))
    return _folded_key(saying.type, total, *[values.get(name) for name in _FIELDS[saying.type]])


@lru_cache(maxsize=50_000, typed=True)  # the press says the same things over and over
def _folded_key(kind: str, total: bool, *values: Value) -> Key:
    parts = (_folded(name, value) for name, value in zip(_FIELDS[kind], values, strict=True))
    return (kind, *parts, "total" if total else "one")


def _folded(name: str, value: Value) -> str:
    if value is None:
        return ""
    if name == "date":
        return str(value)
    if name == "amount":
        return f"{float(value):.3g}"  # $162m and $162.4m are one figure, told roughly
    if name in KEYS:
        return KEYS[name](str(value))
    return (title(value) if name == "title" else "") or fold_name(value)


def _value(name: str, sayings: Sequence[Saying]) -> Value:
    """The value most give for a field; of those equally common, the longest, then the first in order of letters."""
    told = [v for s in sayings if (v := s.values.get(name)) is not None]
    if len(told) < 2:
        return told[0] if told else None
    said = Counter(told)
    if name == "date":
        return max(said, key=lambda v: (len(str(v)), said[v], str(v)))
    return min(said, key=lambda v: (-said[v], -len(str(v)), str(v)))
