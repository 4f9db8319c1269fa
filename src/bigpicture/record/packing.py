"""Facts as they are stored beside what changed: the columns that are asked about, and the rest as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping

from bigpicture.folding import name
from bigpicture.model import Value
from bigpicture.weighing import Fact, Saying

JOINT = "\x1f"  # between the parts of a key
Key = tuple[str, ...]


def columns(fact: Fact) -> dict[str, Any]:
    """What rows of a fact have as columns of their own."""
    territory = name(fact.values.get("territory")) or None
    return {"standing": fact.standing, "territory": territory, "key": joined(fact.key)}


def packed(fact: Fact, most: int | None = None) -> dict[str, Any]:
    """The rest of a fact; of its sayings the first ones, where there are more than `most`, and the one to show for it."""
    kept = fact.sayings[:most]
    kept = kept if fact.shown in kept else (*kept, fact.shown)
    return {
        "values": dict(fact.values), "confidence": fact.confidence, "reasons": list(fact.reasons), "moved": plain(fact.before),
        "said": [said(s, fact) for s in kept],
    }  # fmt: skip


def unpacked(kind: str, row: RowMapping) -> Fact:
    """A fact of a type, of its row."""
    kept = row["told"]
    values: Mapping[str, Value] = kept["values"]
    sayings = tuple(saying(kind, values, one) for one in kept["said"])
    return Fact(kind, parted(row["key"]), values, row["standing"], kept["confidence"], tuple(kept["reasons"]), sayings,
                kept["moved"])  # fmt: skip


def joined(key: Key) -> str:
    """A key as text."""
    return JOINT.join(key)


def parted(key: str) -> Key:
    """The key that a text is."""
    return tuple(key.split(JOINT))


def plain(values: Mapping[str, Value] | None) -> dict[str, Value] | None:
    """Values as JSON has them."""
    return dict(values) if values is not None else None


def said(one: Saying, fact: Fact) -> list[object]:
    """A saying as a list, with its own values where they are not the fact's."""
    own = [] if one.values == fact.values else [dict(one.values)]
    return [one.id, one.status, one.confidence, one.when, one.article, one.origin, one.outlet, *own]


def saying(kind: str, values: Mapping[str, Value], kept: Sequence[Any]) -> Saying:
    """The saying that a list is; `values` are those of its fact."""
    number, status, confidence, when, article, origin, outlet, *own = kept
    return Saying(number, kind, own[0] if own else values, status, confidence, when, article, origin, outlet)
