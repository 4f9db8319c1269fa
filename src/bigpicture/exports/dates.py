"""Dates for formats that know only calendar days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from bigpicture.times import moment

_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # EDTF: spring to winter; the month each begins in, in the north


def span(edtf: str) -> tuple[date, date] | None:
    """The first day that a day, month, season or year means, and the day after its last; None of anything else.

    A winter begins in its year's December, as the trade means it.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf, re.ASCII)
    if match is None:
        return None
    year, part, day = (int(g) if g else None for g in match.groups())
    try:
        if day:
            first = date(year or 0, part or 0, day)
            return first, first + timedelta(days=1)
        begins, months = (1, 12) if part is None else (_SEASONS[part], 3) if part in _SEASONS else (part, 1)
        first = date(year or 0, begins, 1)
        return first, date(first.year + (begins - 1 + months) // 12, (begins - 1 + months) % 12 + 1, 1)
    except (ValueError, OverflowError):
        return None


def is_day(edtf: object) -> bool:
    """Whether a date is one day of the calendar."""
    return isinstance(edtf, str) and edtf.count("-") == 2 and span(edtf) is not None


def is_calendar(edtf: object) -> bool:
    """Whether a date is a year, month or day as ISO 8601 writes them; seasons and quarters are not."""
    return isinstance(edtf, str) and span(edtf) is not None and edtf[5:7] not in {str(s) for s in _SEASONS}


def instant(when: str) -> datetime:
    """The moment at which an article was out: a day, month or year counts from its end, as in the record."""
    if len(when) == 20:
        return moment(when)
    found = span(when.removesuffix("T24"))
    end = found[1] if found else date(1970, 1, 1)
    return datetime(end.year, end.month, end.day, tzinfo=UTC) - timedelta(seconds=1)
