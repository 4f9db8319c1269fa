"""Dates for formats that know only calendar days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from bigpicture.record.span import span as days
from bigpicture.times import moment

_SEASONS = ("21", "22", "23", "24")  # EDTF: spring to winter


def span(edtf: str) -> tuple[date, date] | None:
    """The first day that a day, month, season or year means, and the day after its last; None of anything else."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf, re.ASCII):
        return None
    try:
        first, last = map(date.fromisoformat, days(edtf))
        return first, last + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def is_day(edtf: object) -> bool:
    """Whether a date is one day of the calendar."""
    return isinstance(edtf, str) and edtf.count("-") == 2 and span(edtf) is not None


def is_calendar(edtf: object) -> bool:
    """Whether a date is a year, month or day as ISO 8601 writes them; seasons and quarters are not."""
    return isinstance(edtf, str) and span(edtf) is not None and edtf[5:7] not in _SEASONS


def instant(when: str) -> datetime:
    """The moment at which an article was out: a day, month or year counts from its end, as in the record."""
    if len(when) == 20:
        return moment(when)
    found = span(when.removesuffix("T24"))
    end = found[1] if found else date(1970, 1, 1)
    return datetime(end.year, end.month, end.day, tzinfo=UTC) - timedelta(seconds=1)
