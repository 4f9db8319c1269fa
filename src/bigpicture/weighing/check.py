"""A claim held against what is known: a pure function from a claim and a film's facts to a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bigpicture.model import Status, Value
from bigpicture.weighing.alike import excludes, rougher, says, silent
from bigpicture.weighing.facts import STANDINGS, Fact, Saying

VERDICTS = {
    "contradicted": "the record says otherwise",
    "outdated": "it was said, and something else is said since",
    "contested": "outlets disagree about it",
    "rumoured": "the record has it only as a rumour",
    "unknown": "the record does not tell",
    "confirmed": "the record says the same",
}
_SEVERAL = 2  # articles in words of their own that must agree on a director before another is ruled out
_SHOWN = 3  # grounds of a verdict that are given


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact that a verdict rests on, and whose words show it."""

    fact: Fact
    saying: Saying


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record makes of a claim: one of VERDICTS, why in words, and what that rests on, the weightiest first."""

    outcome: str
    because: str
    grounds: tuple[Ground, ...] = ()


def check(kind: str, values: Mapping[str, Value], status: Status, facts: Sequence[Fact]) -> Verdict:
    """The verdict on a claim of a type, values and status about the film whose facts are given."""
    own = [f for f in facts if f.type == kind]
    same = {s: [f for f in own if f.standing == s and says(kind, values, f.values)] for s in STANDINGS}
    against = [f for f in own if f.standing in ("agreed", "contested") and _ruled_out(kind, values, f)]
    # a day that is denied says nothing of its year, nor one category of a body's other prizes: the fact must be no finer
    same["denied"] = [f for f in own if f.standing == "denied" and rougher(kind, values, f.values)]
    if status == "denied":
        return _of_denial(same, against)
    return _of_statement(kind, values, status, same, against) or _unknown(kind, values, own)


def _ruled_out(kind: str, values: Mapping[str, Value], fact: Fact) -> bool:
    if kind == "director" and (fact.standing != "agreed" or fact.origins < _SEVERAL):
        return False
    return excludes(kind, values, fact.values)


def _of_statement(
    kind: str, values: Mapping[str, Value], status: Status, same: Mapping[str, list[Fact]], against: list[Fact]
) -> Verdict | None:
    agreed = [f for f in against if f.standing == "agreed"]
    if same["agreed"]:
        return _confirmed(kind, values, same["agreed"])
    if same["contested"]:
        return Verdict("contested", "outlets disagree", _both(same["contested"], against))
    if same["superseded"] or (same["denied"] and agreed and kind == "release"):
        return _outdated([*same["superseded"], *same["denied"]], agreed)
    if same["denied"]:
        return Verdict("contradicted", "it is denied", _grounds(same["denied"]))
    if agreed:
        return Verdict("contradicted", "the record says otherwise", _grounds(agreed))
    if same["rumoured"]:
        outcome = "confirmed" if status == "rumoured" else "rumoured"
        return Verdict(outcome, "no article states it", _grounds(same["rumoured"]))
    if against:
        return Verdict("contested", "outlets disagree, and none of them says this", _grounds(against))
    return None


def _of_denial(same: Mapping[str, list[Fact]], against: list[Fact]) -> Verdict:
    """The verdict on a claim that something is not so."""
    if same["agreed"]:
        return Verdict("contradicted", "the record says that it is so", _grounds(same["agreed"]))
    if same["contested"]:
        return Verdict("contested", "outlets disagree", _both(same["contested"], ()))
    agreed = [f for f in against if f.standing == "agreed"]
    if same["denied"] or same["superseded"] or agreed:
        return Verdict("confirmed", "the record says so too", _grounds([*same["denied"], *agreed, *same["superseded"]]))
    return Verdict("unknown", "no article denies it", _grounds(same["rumoured"]))


def _confirmed(kind: str, values: Mapping[str, Value], facts: list[Fact]) -> Verdict:
    best = min(facts, key=lambda f: (len(silent(kind, values, f.values)), f.order))
    missing = " and ".join(silent(kind, values, best.values))
    because = f"but for the {missing}, which the record does not tell" if missing else VERDICTS["confirmed"]
    return Verdict("confirmed", because, _grounds([best]))


def _outdated(old: list[Fact], current: list[Fact]) -> Verdict:
    """It was so until the first who said what is said now."""
    if not current:
        return Verdict("outdated", VERDICTS["outdated"], _grounds(old))
    now = min(current, key=lambda f: (f.first.rank, f.key))
    by = f" by {now.first.outlet}" if now.first.outlet else ""
    because = f"it was so until {now.first.when[:10]}, when something else was first said{by}"
    return Verdict("outdated", because, (Ground(now, now.first), *_grounds(old))[:_SHOWN])


def _unknown(kind: str, values: Mapping[str, Value], facts: list[Fact]) -> Verdict:
    rough = [f for f in facts if f.standing == "agreed" and rougher(kind, values, f.values)]
    return Verdict("unknown", "the record tells it only roughly" if rough else VERDICTS["unknown"], _grounds(rough))


def _both(same: Sequence[Fact], against: Sequence[Fact]) -> tuple[Ground, ...]:
    """Both sides of what is contested: of a fact that some deny, those who say it and those who do not."""
    sides = list(_grounds(same))
    denials = [Ground(f, s) for f in same for s in f.sayings[::-1] if s.status == "denied"]
    return (*sides[:1], *_grounds([f for f in against if f not in same]), *denials, *sides[1:])[:_SHOWN]


def _grounds(facts: Iterable[Fact]) -> tuple[Ground, ...]:
    """The facts, each with the last who said it, or denied what is denied."""
    return tuple(Ground(f, _spoken(f)) for f in sorted(facts, key=lambda f: f.order))[:_SHOWN]


def _spoken(fact: Fact) -> Saying:
    """Who says all of a fact, by the firmest of its sayings; of several the last."""
    wanted = {"denied": ("denied",), "rumoured": ("rumoured",)}.get(fact.standing, ("stated", "rumoured"))
    own = next((found for status in wanted if (found := [s for s in fact.sayings if s.status == status])), fact.sayings)
    return max(own, key=lambda s: (_told(s, fact), s.rank))


def _told(saying: Saying, fact: Fact) -> int:
    """How many of a fact's values a saying tells as the fact does."""
    return sum(v is not None and saying.values.get(name) == v for name, v in fact.values.items())
