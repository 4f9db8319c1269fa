"""Dates told roughly: the days that a year, a season, a month or a day spans."""

from __future__ import annotations

from calendar import monthrange

# EDTF level 1 seasons to first and last month: of the northern year, which the press means where it says no more
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def span(edtf: str) -> tuple[str, str]:
    """(first day, last day) of a date; one that is in no known form spans all days. Winter ends with its year."""
    parts = edtf.split("-")
    if not all(p.isdigit() for p in parts) or len(parts[0]) != 4 or len(parts) > 3 or parts[0] == "0000":
        return "0001-01-01", "9999-12-31"
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if len(parts) == 3:
        return edtf, edtf
    first, last = _SEASONS.get(month, (month, month)) if month else (1, 12)
    if not 1 <= first <= 12:
        return "0001-01-01", "9999-12-31"
    return f"{parts[0]}-{first:02d}-01", f"{parts[0]}-{last:02d}-{monthrange(year, last)[1]}"


def exact(edtf: str) -> bool:
    """Whether it is a day."""
    return span(edtf)[0] == span(edtf)[1]
