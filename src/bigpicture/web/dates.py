"""Months and days of addresses, and the months of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from bigpicture.errors import InputError
from bigpicture.intake.dates import published_date

_FIRST, _LAST = 1880, 2200  # years that the calendar shows


def month(text: str, today: str) -> tuple[int, int]:
    """(year, month) of an address that names a month or day, else of today. Raises InputError where it names none."""
    found = published_date("month", text or today)
    if not _FIRST <= int(found[:4]) <= _LAST:
        raise InputError("month", f"{found[:7]} is out of the calendar", f"stay between {_FIRST} and {_LAST}")
    return int(found[:4]), int(found[5:7] or 1)


def moved(year: int, number: int, months: int) -> tuple[int, int]:
    """A month some months later, or earlier where they are negative."""
    whole = year * 12 + number - 1 + months
    return whole // 12, whole % 12 + 1


def written(pair: tuple[int, int]) -> str:
    """A month as addresses write it: 2024-03."""
    return f"{pair[0]:04}-{pair[1]:02}"


def weeks(year: int, number: int) -> list[list[date | None]]:
    """The days of a month by weeks from Monday on; None stands for the days of the months beside it."""
    day = date(year, number, 1)
    days: list[date | None] = [None] * day.weekday()
    while day.month == number:
        days.append(day)
        day += timedelta(days=1)
    days += [None] * (-len(days) % 7)
    return [days[i : i + 7] for i in range(0, len(days), 7)]


def asked_span(first: str, last: str) -> tuple[str | None, str | None]:
    """The first and last day, month or year that an address names, if any. Raises InputError where one is none."""
    return (
        published_date("from", first) if first else None,
        published_date("to", last) if last else None,
    )
