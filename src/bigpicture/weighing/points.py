"""Points: what is said, whoever says it and however it is worded; and the slots in which points exclude each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bigpicture.folding import name as fold_name
from bigpicture.folding import plain, title
from bigpicture.model import Value
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing.facts import Saying

# One value at a time: what else the slot is named by. Of everything else a film has many.
_SLOTS: dict[str, tuple[str, ...]] = {
    "release": ("territory", "mode"),
    "box_office": ("territory", "period", "currency"),
}

_ONE = frozenset(
    "trinidad and tobago|bosnia and herzegovina|antigua and barbuda|saint kitts and nevis|sao tome and principe"
    "|turks and caicos islands".split("|")
)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*/\s*")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is said of a film, by one or many."""

    type: str
    key: tuple[str, ...]
    slot: tuple[str, ...]  # points of one slot exclude each other; of a type without slots, the key itself
    values: Mapping[str, Value]
    sayings: tuple[Saying, ...]  # in the order they were said


def points(sayings: Iterable[Saying]) -> list[Point]:
    """The sayings gathered by what they say. Rougher wordings join the one finer wording that they fit."""
    groups: dict[tuple[str, ...], list[Saying]] = {}
    # "US and UK" is two sayings of one rank
    for saying in sorted(
        (one for s in sayings for one in _each(s)), key=lambda s: (s.rank, str(s.values.get("territory")))
    ):
        groups.setdefault((saying.type, *_key(saying)), []).append(saying)
    _refine(groups)
    return [_point(key, group) for key, group in groups.items()]


def _each(saying: Saying) -> Iterator[Saying]:
    """A saying for each territory: "in the US and UK" says two things."""
    territory = str(saying.values.get("territory") or "")
    parts = [p for p in _AND.split(territory) if p]
    if len(parts) < 2 or saying.type not in _SLOTS or plain(territory) in _ONE:
        yield saying
        return
    for part in parts:
        yield replace(saying, values={**saying.values, "territory": part})


def _key(saying: Saying) -> tuple[str, ...]:
    fields = (*_SLOTS.get(saying.type, ()), *CLAIM_TYPES[saying.type].identity)
    if saying.type in ("screening", "nomination", "award"):
        fields = (*fields, "year")
    total = saying.values.get("count") and not saying.values.get("category")
    return (*(_folded(name, saying.values.get(name)) for name in fields), "total" if total else "one")


def _folded(name: str, value: Value) -> str:
    if value is None:
        return ""
    if name == "date":
        return str(value)
    if name == "amount":
        return f"{float(value):.3g}"  # $162m and $162.4m are one figure, told roughly
    return (title(value) if name in ("title", "award", "event") else "") or fold_name(value)


def _refine(groups: dict[tuple[str, ...], list[Saying]]) -> None:
    """Join what is told roughly (a month, no territory) to what is told finely: a denial to all that it fits, for it says
    that none of them is so; anything else where only one finer point fits.

    The roughest go first and the order is that of the keys, so that the order of the sayings does not matter.
    """
    for key in sorted(groups, key=lambda k: (sum(map(len, k[1:])), k)):
        finer = [other for other in groups if other != key and other[0] == key[0] and _fits(key, other)]
        finest = [f for f in finer if not any(o != f and _fits(f, o) for o in finer)]
        denied = [s for s in groups[key] if s.status == "denied"]
        for point in finest:
            groups[point] = _merged(groups[point], groups[key] if len(finest) == 1 else denied)
        left = [] if len(finest) == 1 else [s for s in groups[key] if s.status != "denied"]
        if finest:
            groups[key] = left
            if not left:
                del groups[key]


def _merged(one: Iterable[Saying], other: Iterable[Saying]) -> list[Saying]:
    return sorted({s.id: s for s in (*one, *other)}.values(), key=lambda s: s.rank)


def _fits(rough: tuple[str, ...], fine: tuple[str, ...]) -> bool:
    """Whether one key says the same as another, less finely: each part is equal, missing, or its date's beginning."""
    return all(
        a == b or not a or (b.startswith(f"{a}-") and rough[0] == "release") for a, b in zip(rough, fine, strict=True)
    ) and any(a for a in rough[1:-1])


def _point(key: tuple[str, ...], sayings: Sequence[Saying]) -> Point:
    kind = key[0]
    slots = _SLOTS.get(kind)
    slot = key[: 1 + len(slots)] if slots else key
    names = [field.name for field in CLAIM_TYPES[kind].fields]
    values = {name: _value(name, sayings) for name in names}
    return Point(kind, key, slot, values, tuple(sayings))


def _value(name: str, sayings: Sequence[Saying]) -> Value:
    """The value most give for a field; of those equally common, the longest, then the first in order of letters."""
    said = Counter(v for s in sayings if (v := s.values.get(name)) is not None)
    if not said:
        return None
    if name == "date":
        return max(said, key=lambda v: (len(str(v)), said[v], str(v)))
    return min(said, key=lambda v: (-said[v], -len(str(v)), str(v)))
