"""Sums of money in prose to an amount and its ISO 4217 code.

A unit stands before the number ("$23.8m", "Rs 38 crore") or after it ("12.5 billion won"). Dollars, pesos, crowns and
their like belong to the country the article names most; dollars are American unless it writes "US$" for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bigpicture.reading.wordlists import any_of


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as worded: `amount` in units of `currency`, so that "£1.1m" is 1100000 GBP."""

    start: int
    end: int
    amount: float
    currency: str


_BEFORE = {
    "US$": "USD", "USD": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD", "C$": "CAD", "CA$": "CAD", "CAD": "CAD",
    "CDN$": "CAD", "HK$": "HKD", "HKD": "HKD", "NT$": "TWD", "NZ$": "NZD", "NZD": "NZD", "S$": "SGD", "SGD": "SGD", "R$": "BRL",
    "MX$": "MXN", "$": "$", "£": "GBP", "GBP": "GBP", "€": "EUR", "EUR": "EUR", "₹": "INR", "Rs.": "INR", "Rs": "INR", "INR": "INR",
    "¥": "¥", "RMB": "CNY", "CNY": "CNY", "JPY": "JPY", "₩": "KRW", "KRW": "KRW", "₦": "NGN", "NGN": "NGN", "N": "NGN",
    "GH¢": "GHS", "GH₵": "GHS", "GHS": "GHS", "KSh": "KES", "Ksh": "KES", "KES": "KES", "Sh": "shilling", "ZAR": "ZAR", "R": "ZAR",
    "₱": "PHP", "PHP": "PHP", "Php": "PHP", "P": "PHP", "PLN": "PLN", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "CHF": "CHF",
    "AED": "AED", "Dh": "AED", "Dhs": "AED", "SAR": "SAR", "SR": "SAR", "ARS": "ARS", "MXN": "MXN", "RUB": "RUB", "₽": "RUB",
    "TRY": "TRY", "₺": "TRY", "₪": "ILS", "NIS": "ILS", "THB": "THB", "฿": "THB", "RM": "MYR", "Rp": "IDR", "HUF": "HUF",
    "CZK": "CZK", "RON": "RON", "FRF": "FRF", "DM": "DEM", "EGP": "EGP", "LE": "EGP", "PKR": "PKR", "BDT": "BDT", "VND": "VND",
}  # fmt: skip
_AFTER = {
    "euro": "EUR", "EUR": "EUR", "dollar": "$", "US dollar": "USD", "American dollar": "USD", "Australian dollar": "AUD",
    "Canadian dollar": "CAD", "Hong Kong dollar": "HKD", "New Zealand dollar": "NZD", "pound": "GBP", "won": "KRW", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "RMB": "CNY", "rupee": "INR", "Pakistani rupee": "PKR", "peso": "peso", "rand": "ZAR",
    "naira": "NGN", "cedi": "GHS", "shilling": "shilling", "dirham": "AED", "riyal": "SAR", "zloty": "PLN", "złoty": "PLN",
    "kronor": "SEK", "kroner": "krone", "krona": "SEK", "krone": "krone", "Swiss franc": "CHF", "franc": "FRF", "rouble": "RUB",
    "ruble": "RUB", "baht": "THB", "ringgit": "MYR", "lira": "TRY", "lire": "ITL", "real": "BRL", "reais": "BRL", "forint": "HUF",
    "shekel": "ILS", "deutschmark": "DEM", "rupiah": "IDR", "Egyptian pound": "EGP", "USD": "USD", "GBP": "GBP", "INR": "INR",
    "PLN": "PLN", "CAD": "CAD", "AUD": "AUD", "taka": "BDT", "dong": "VND", "peseta": "ESP",
}  # fmt: skip
_SCALES = {
    "k": 1e3, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "m": 1e6, "mn": 1e6, "mil": 1e6, "mln": 1e6,
    "million": 1e6, "crore": 1e7, "crores": 1e7, "cr": 1e7, "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
# Whose the unit is where several countries have one of its name; the first row of a unit is its default.
_LOCAL = (
    ("$", "AUD", r"Australian?"), ("$", "NZD", r"New Zealand|Kiwi"), ("$", "CAD", r"Canad(?:a|ian)|Qu[eé]bec"),
    ("$", "HKD", r"Hong Kong"), ("$", "SGD", r"Singapore"), ("$", "TWD", r"Taiwan"),
    ("peso", "MXN", r"Mexic(?:o|an)"), ("peso", "ARS", r"Argentin[ae]"), ("peso", "PHP", r"Philippine|Filipino|Manila"),
    ("peso", "CLP", r"Chile"), ("peso", "COP", r"Colombia"),
    ("krone", "NOK", r"Norw(?:ay|egian)"), ("krone", "DKK", r"Denmark|Danish"),
    ("shilling", "KES", r"Kenya"), ("shilling", "UGX", r"Uganda"), ("shilling", "TZS", r"Tanzania"),
    ("¥", "JPY", r"Japan"), ("¥", "CNY", r"Chin(?:a|ese)"),
)  # fmt: skip
_CUES = [(unit, code, re.compile(rf"\b(?:{cue})")) for unit, code, cue in _LOCAL]
_WORDS = {
    "half a": 0.5, "half-a": 0.5, "a half": 0.5, "half": 0.5, "a quarter of a": 0.25, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip


_NUMBER = r"\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,3})?|\d{1,15}(?:\.\d{1,3})?"
_SCALE = rf"(?:[ \u00a0-]?(?P<scale>(?i:{any_of(_SCALES)}))(?![^\W_]))?"
_PREFIXED = re.compile(rf"(?<![\w$])(?P<unit>{any_of(_BEFORE)})[ \u00a0]?(?P<number>{_NUMBER})(?![\d,]*\d){_SCALE}")
_SUFFIXED = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER}){_SCALE}[ \u00a0-](?P<unit>{any_of(_AFTER)})(?:s|es)?\b", re.I
)
_WORDED = re.compile(
    rf"\b(?P<number>{any_of(_WORDS)})[ -](?P<scale>million|billion|lakh|crore)s?[ -](?P<unit>{any_of(_AFTER)})s?\b"
    r"|\bthe (?P<half>half[- ])?(?P<bare>billion|million)(?:[- ]dollar)? mark\b", re.I)  # fmt: skip
_NEXT = re.compile(rf"(?:, and |, | and | or | to |[-–—]| / )(?P<number>{_NUMBER})[ -]?(?P<scale>m|mn|million|bn|billion|crore|lakh)(?![^\W_])"
                   r"(?! (?:people|admissions|tickets|viewers|views|copies|households|subscribers|times|fans|followers))", re.I)  # fmt: skip
_RANGE = re.compile(r" ?[-–—] ?| and | to | or ")
_SCALE_AT_END = re.compile(r"(?P<scale>[A-Za-z]+)$")


def _value(number: str, scale: str | None) -> float:
    return round(float(number.replace(",", "")) * _SCALES.get((scale or "").lower(), 1.0), 2)


_CODES = {k.lower(): v for k, v in (*_AFTER.items(), *_BEFORE.items())}


def _prefixed(text: str) -> Iterator[Money]:
    for m in _PREFIXED.finditer(text):
        unit = m["unit"]
        if len(unit) < 3 and unit.isalpha() and (unit not in _BEFORE or (m[0][len(unit)].isspace() and unit != "Rs")):
            continue  # "R1.9m" and "P98 million" are sums; "R 1" and "p98" are not
        if unit.isalpha() and unit not in _BEFORE:
            continue
        yield Money(m.start(), m.end(), _value(m["number"], m["scale"]), _CODES[unit.lower()])


def _suffixed(text: str) -> Iterator[Money]:
    """A unit in words needs a large number: nobody "won" 12 of them, and 20 pounds are a weight."""
    for m in _SUFFIXED.finditer(text):
        amount, currency = _value(m["number"], m["scale"]), _CODES.get(m["unit"].lower())
        if amount >= 1000 and currency:  # None of "ſhilling": ignoring case lets more letters in than lower() knows
            yield Money(m.start(), m.end(), amount, currency)


def _worded(text: str) -> Iterator[Money]:
    if "illion" not in text and "crore" not in text and "lakh" not in text:
        return
    for m in _WORDED.finditer(text):
        scale = _SCALES.get((m["bare"] or m["scale"]).lower(), 0.0)
        number = (0.5 if m["half"] else 1) if m["bare"] else _WORDS.get(m["number"].lower(), 0)
        currency = "USD" if m["bare"] else _CODES.get(m["unit"].lower())
        if scale and number and currency:
            yield Money(m.start(), m.end(), number * scale, currency)


def _free(found: list[Money]) -> Iterator[Money]:
    """The found sums in text order; of two that overlap, the earlier and longer."""
    end = -1
    for money in sorted(found, key=lambda m: (m.start, -m.end)):
        if money.start >= end:
            end = money.end
            yield money


def _coordinated(text: str, found: list[Money]) -> Iterator[Money]:
    """ "$18m and 12m", "$12-15 million": the later number shares the unit, and the earlier one the scale."""
    starts = {m.start: m for m in found}
    for money in found:
        last = money
        while (follow := _NEXT.match(text, last.end)) and follow.start("number") not in starts:
            last = Money(
                follow.start("number"), follow.end(), _value(follow["number"], follow["scale"]), money.currency
            )
            yield last
        join = _RANGE.match(text, money.end)
        yield _scaled(money, last if last is not money else starts.get(join.end()) if join else None, text)


def _scaled(money: Money, other: Money | None, text: str) -> Money:
    """ "$12 to $15 million": a small round sum before a large one of its kind is of its size."""
    if other is None or money.amount >= 1000 or other.currency != money.currency or other.amount < 1e5:
        return money
    scale = _SCALE_AT_END.search(text, other.start, other.end)
    return (
        Money(money.start, money.end, _value(f"{money.amount:.3f}", scale["scale"]), money.currency) if scale else money
    )


def _locals(text: str) -> dict[str, str]:
    """What an ambiguous unit means in this article: that of the country it names first."""
    out = {"$": "USD", "peso": "MXN", "krone": "NOK", "shilling": "KES", "¥": "JPY"}
    firsts: dict[str, int] = {}
    for unit, code, cue in _CUES:
        at = (_home(text, cue) if unit == "$" else cue).search(text)
        if at and at.start() < firsts.get(unit, len(text)):
            firsts[unit], out[unit] = at.start(), code
    return out


def _home(text: str, cue: re.Pattern[str]) -> re.Pattern[str]:
    """Dollars are a country's own where it sets "US$" apart, or sums are told of that country's cinemas."""
    return (
        cue
        if "US$" in text
        else re.compile(rf"(?:{cue.pattern})(?:['’]s)? (?:box[- ]office|cinemas?|theat|gross|screens)")
    )


def find_money(text: str) -> list[Money]:
    """Every sum in the text, in order."""
    found = list(_free([*_prefixed(text), *_suffixed(text), *_worded(text)]))
    if not found:
        return []
    found = list(_free([*_coordinated(text, found)]))
    known = _locals(text)
    return [Money(m.start, m.end, m.amount, known.get(m.currency, m.currency)) for m in found]
