"""Editions: which number, name and days one year of a body has, which season it belongs to, and which films are eligible.

A season is named after the year of its films: "2023-24" has the festivals of 2023 and the prizes for films of 2023.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from bigpicture.errors import InputError
from bigpicture.season.awards import Body, Edition, bodies, named

FIRST, LAST = 1927, 2098  # film years that a season may have
_LABEL = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{2}|\d{4}))?")


@dataclass(frozen=True, slots=True)
class Days:
    """A row of the table of known days; empty where it is not known."""

    number: int | None
    announced: str | None
    held: str | None
    checked: str  # the source that confirmed it


def edition(body: Body | str, year: int) -> Edition:
    """One year of a body, with the days that were published or else the months that are usual."""
    one = named(body)
    _must_exist(one, year)
    known = days(one.id).get(year, Days(None, None, None, ""))
    announced, held = _habit(one, year)
    number = known.number or _number(one, year)
    return Edition(
        body=one.id,
        year=year,
        number=number,
        name=f"{_ordinal(number) if number else year} {_called(one, year)}",
        season=season_of(one, year),
        announced=known.announced or announced,
        held=known.held or held,
        known=known.held is not None,
    )


def exists(body: Body | str, year: int) -> bool:
    """Whether there is an edition of a year: Cannes was not held in 2020."""
    one = named(body)
    return one.habit.names[0][0] <= year <= LAST + 1 and year not in one.habit.skipped | one.habit.void


def season_of(body: Body | str, year: int) -> str:
    """The season that one year of a body belongs to: that of its films."""
    one = named(body)
    return label(year - _offset(one, year))


def season(of: str) -> tuple[Edition, ...]:
    """The editions of a season in the order in which prizes are given; a month counts as its middle."""
    year = film_year(of)
    found = []
    for one in bodies().values():
        for ceremony in (year, year + 1):
            if ceremony - _offset(one, ceremony) == year and exists(one, ceremony):
                found.append(edition(one, ceremony))
    return tuple(sorted(found, key=lambda e: (f"{e.held}-15"[:10], e.body)))


def label(year: int) -> str:
    """The name of the season of films of a year: "2023-24"."""
    return f"{year}-{(year + 1) % 100:02d}"


def film_year(of: str) -> int:
    """The year of a season's films. A season may be named "2023-24", "2023/24", "2023-2024" or by that year alone."""
    found = _LABEL.fullmatch(of.strip())
    if not found:
        raise InputError(of, "is no season", 'name it by the year of its films, such as "2023-24"')
    year = int(found[1])
    then = found[2]
    if then and int(then) != (year + 1 if len(then) == 4 else (year + 1) % 100):
        raise InputError(
            of, "is no season: its second year does not follow its first", f'did you mean "{label(year)}"?'
        )
    if not FIRST <= year <= LAST:
        raise InputError(of, f"is no season: the first is {label(FIRST)}", f'use one from "{label(FIRST)}" on')
    return year


def label_of(day: str | date) -> str:
    """The season that a day falls in for a reader: from the day after one Academy ceremony to the next ceremony.

    So January's Sundance is read about while last year's films collect their prizes, though it opens the next season.
    """
    when = day if isinstance(day, date) else date.fromisoformat(day[:10])
    held = edition("academy", when.year).held if exists("academy", when.year) else None
    last = f"{held or f'{when.year}-03'}-31"[:10]  # where only the month is known, its end
    return label(when.year - (when.isoformat() <= last))


def eligible(body: Body | str, year: int) -> tuple[str, str] | None:
    """The first and last day on which a film had to be shown for the edition of a year; None where there is no such rule."""
    one = named(body)
    _must_exist(one, year)
    rule = one.eligible
    if rule is None:
        return None
    if year in rule.windows:
        return rule.windows[year]
    first = year - rule.years_before
    return f"{first}-{rule.first}", f"{first + (rule.last < rule.first)}-{rule.last}"


@cache
def days(body: str) -> Mapping[int, Days]:
    """The days of a body's editions that are known, by year."""
    path = files("bigpicture") / "data" / "season" / "editions" / f"{body}.csv"
    if not path.is_file():
        return {}
    return {
        int(row["year"]): Days(
            int(row["number"]) if row["number"] else None, row["announced"] or None, row["held"] or None, row["checked"]
        )
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    }


def _must_exist(one: Body, year: int) -> None:
    first = one.habit.names[0][0]
    subject = f"{one.name} {year}"
    if year < first:
        raise InputError(subject, f"is before the first edition, {first}", f"name a year from {first} on")
    if year > LAST + 1:
        raise InputError(subject, "is too far ahead", f"name a year up to {LAST + 1}")
    if not exists(one, year):
        raise InputError(subject, "was not held", f"name another year, such as {year + 1} or {year - 1}")


def _number(one: Body, year: int) -> int | None:
    start = next(((y, n) for y, n in reversed(one.habit.numbers) if y <= year), None)
    if start is None:
        return None
    return start[1] + year - start[0] - sum(start[0] < s <= year for s in one.habit.skipped)


def _called(one: Body, year: int) -> str:
    return next(name for since, name in reversed(one.habit.names) if since <= year)


def _offset(one: Body, year: int) -> int:
    return next((n for since, n in reversed(one.habit.offset) if since <= year), one.habit.offset[0][1])


def _habit(one: Body, year: int) -> tuple[str | None, str | None]:
    """The usual months of nominees and prizes. What is later in the year than the prizes is in the year before."""
    months = one.habit.months
    _, nominees, prizes = next((m for m in reversed(months) if m[0] <= year), months[0])
    announced = f"{year - (nominees > prizes)}-{nominees:02d}" if nominees else None
    return announced, f"{year}-{prizes:02d}"


def _ordinal(number: int) -> str:
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"
