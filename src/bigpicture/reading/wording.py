"""Values in words: dates, sums and lists as a reader would say them."""

from __future__ import annotations

from collections.abc import Sequence

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SYMBOLS = {
    "USD": "$",
    "GBP": "£",
    "EUR": "€",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "AUD": "A$",
    "CAD": "C$",
    "NGN": "₦",
}


def date(edtf: str) -> str:
    """An EDTF date in words: "22 December 2023", "spring 2024", "March 2005"; unknown forms stay as they are."""
    parts = edtf.split("-")
    if not all(p.isdigit() for p in parts):
        return edtf
    if len(parts) == 3 and 1 <= int(parts[1]) <= 12:
        return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and parts[1] in _SEASONS:
        return f"{_SEASONS[parts[1]]} {parts[0]}"
    if len(parts) == 2 and 1 <= int(parts[1]) <= 12:
        return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return edtf


def when(edtf: str) -> str:
    """A date with its preposition: "on 22 December 2023", "in spring 2024"."""
    return ("on " if edtf.count("-") == 2 else "in ") + date(edtf)


def money(amount: float, currency: str) -> str:
    """A sum as papers set it: "$23.8 million", "₹38 crore" is "₹380 million"."""
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if amount >= size:
            return f"{symbol}{amount / size:.4g} {word}"
    return f"{symbol}{amount:,.0f}"


def listed(names: Sequence[str]) -> str:
    """A list in prose: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def title_case(sentence: str) -> str:
    """A sentence with its first letter raised; the rest stays as it is."""
    return sentence[:1].upper() + sentence[1:]
