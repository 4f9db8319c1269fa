"""How a claim compares with a fact: whether the fact says it too, and whether both cannot be so. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor, log10

from bigpicture.folding import plain, title
from bigpicture.model import Value
from bigpicture.vocabulary import CLAIM_TYPES

Values = Mapping[str, Value]
_TITLES = ("title", "award", "event")
_WIDER = {  # a value that another says more finely: what is wide is theatrical, a premiere is a screening
    "theatrical": ("wide", "limited"),
    "screening": ("premiere", "competition"),
}
# Months of the seasons of EDTF, level 1; winter is told of both ends of a year.
_SEASONS = {"21": (3, 4, 5), "22": (6, 7, 8), "23": (9, 10, 11), "24": (1, 2, 12, 13, 14)}
_DIGITS = 2  # a figure is taken to be told to two digits at least: $80 million is not $82.5 million


def says(kind: str, claim: Values, fact: Values) -> bool:
    """Whether a fact says what a claim says. What the claim leaves out fits any; the fact may be finer, never rougher.

    Of the fields that only add to a claim (a character, a territory) the fact may leave out what the claim tells.
    """
    fields = CLAIM_TYPES[kind]
    extra = set(fields.details)
    return all(
        _within(f.name, claim.get(f.name), fact.get(f.name)) or (f.name in extra and fact.get(f.name) is None)
        for f in fields.fields
    )


def silent(kind: str, claim: Values, fact: Values) -> tuple[str, ...]:
    """What the claim tells and the fact that says it does not."""
    return tuple(n for n in CLAIM_TYPES[kind].details if claim.get(n) is not None and fact.get(n) is None)


def rougher(kind: str, claim: Values, fact: Values) -> bool:
    """Whether the fact tells the same as the claim, only less finely: a month for a day."""
    return says(kind, fact, claim)


def excludes(kind: str, claim: Values, fact: Values) -> bool:
    """Whether a claim and a fact cannot both be so, of the types in which one thing rules out another."""
    rule = _EXCLUDES.get(kind)
    return rule is not None and rule(claim, fact)


def _within(name: str, rough: Value, fine: Value) -> bool:
    if rough is None:
        return True
    if fine is None:
        return False
    if name == "date":
        return date_within(str(rough), str(fine))
    if name == "amount":
        return same_figure(float(rough), float(fine))
    if isinstance(rough, int | float):
        return rough == fine
    if fine in _WIDER.get(str(rough), ()):
        return True
    fold = title if name in _TITLES else plain
    return _words_within(name, fold(rough), fold(fine))


def _words_within(name: str, rough: str, fine: str) -> bool:
    if name == "genre":  # "science fiction" of a "science fiction epic"
        return set(rough.split()) <= set(fine.split())
    if name == "character":
        return _one_character(rough, fine)
    if name == "organization":  # "Warner Bros", "Warner Bros Pictures"
        return f"{fine} ".startswith(f"{rough} ") or f"{rough} ".startswith(f"{fine} ")
    if name == "text":  # a quotation may be cut
        return rough in fine or fine in rough
    return rough == fine


def _one_character(one: str, other: str) -> bool:
    """Whether two tellings may mean one character: "Paul" and "Paul Atreides"."""
    a, b = set(title(one).split()), set(title(other).split())
    return a <= b or b <= a


def date_within(rough: str, fine: str) -> bool:
    """Whether an EDTF date lies in another: 2026-11-13 in 2026-11, in 2026-23 (autumn) and in 2026."""
    return rough == fine or (rough.count("-") < 2 and bool(_months(fine)) and _months(fine) <= _months(rough))


def dates_apart(one: str, other: str) -> bool:
    """Whether two EDTF dates have no day in common. Dates of unknown form are not apart."""
    a, b = _months(one), _months(other)
    if not a or not b:
        return False
    return not a & b or (one.count("-") == other.count("-") == 2 and one != other)


def _months(edtf: str) -> frozenset[int]:
    """The months of a date, counted from year 0; none of an unknown form."""
    parts = edtf.split("-")
    if len(parts) > 3 or not all(p.isdigit() for p in parts):
        return frozenset()
    numbers = range(1, 13) if len(parts) == 1 else _SEASONS.get(parts[1], (int(parts[1]),))
    return frozenset(int(parts[0]) * 12 + n for n in numbers)


def same_figure(one: float, other: float) -> bool:
    """Whether two sums are one, told more or less roughly: 82 and 82.5 million, not 80 and 82.5."""
    return abs(one - other) <= max(_half(one), _half(other)) * (1 + 1e-9)


def _half(amount: float) -> float:
    """Half a unit of the last digit that is told."""
    if amount <= 0:
        return 0.0
    most = floor(log10(amount)) - _DIGITS + 1
    power = next((p for p in range(most, -3, -1) if abs(amount / 10.0**p - round(amount / 10.0**p)) < 1e-6), -2)
    return 0.5 * 10.0**power


def _meets(name: str, claim: Values, fact: Values) -> bool:
    """Whether a field of both is the same, where the claim leaves it out any will do; one the fact leaves out will not."""
    mine, known = claim.get(name), fact.get(name)
    return mine is None or (known is not None and plain(mine) == plain(known)) or known in _WIDER.get(str(mine), ())


def _other_date(claim: Values, fact: Values) -> bool:
    return (
        all(_meets(name, claim, fact) for name in ("territory", "mode"))
        and fact.get("territory") is not None
        and dates_apart(str(claim.get("date")), str(fact.get("date")))
    )


def _other_figure(claim: Values, fact: Values) -> bool:
    """Another figure for the same takings. A total grows, so that only less than is known is another."""
    if claim.get("currency") != fact.get("currency") or not _meets("territory", claim, fact):
        return False
    period, mine, known = fact.get("period"), float(claim.get("amount") or 0), float(fact.get("amount") or 0)
    if claim.get("period") != period or same_figure(mine, known):
        return False
    return period == "opening" or (period == "total" and mine < known)


def _other_character(claim: Values, fact: Values) -> bool:
    """Another character of the same person. A description, in small letters, is no name that another could rule out."""
    mine, known = str(claim.get("character") or ""), str(fact.get("character") or "")
    named = not mine.islower() and not known.islower()
    return (
        bool(mine and known)
        and named
        and plain(claim.get("person")) == plain(fact.get("person"))
        and not _one_character(mine, known)
    )


def _other_director(claim: Values, fact: Values) -> bool:
    return plain(claim.get("person")) != plain(fact.get("person"))


def _other_count(claim: Values, fact: Values) -> bool:
    """Another number of prizes, or of nominations, of the same body."""
    totals = claim.get("count") and fact.get("count") and not claim.get("category") and not fact.get("category")
    same = title(claim.get("award")) == title(fact.get("award")) and _meets("year", claim, fact)
    return bool(totals) and same and claim.get("count") != fact.get("count")


_EXCLUDES: dict[str, Callable[[Values, Values], bool]] = {
    "release": _other_date, "box_office": _other_figure, "cast": _other_character, "director": _other_director,
    "award": _other_count, "nomination": _other_count,
}  # fmt: skip
