"""The shipped facts of the precursors: rows that are unique, known, complete and told with their source."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files
from typing import NamedTuple

import pytest

BODIES = ("sag", "dga")
# For these prizes the film alone is given; all others name people.
FILM_PRIZES = {
    "cast",
    "picture",
    "picture-drama",
    "picture-comedy",
    "british-film",
    "animated",
    "international",
    "documentary",
}
CATEGORIES = {
    "sag": {"cast", "actor", "actress", "supporting-actor", "supporting-actress"},
    "dga": {"director"},
}
# Two winners of one prize, each a row: a tie. Joint winners of one film stand in one row.
TIES = {("sag", 1998, "supporting-actress")}
FIRST, LAST = 1995, 2026


class Row(NamedTuple):
    """A line of a body's table, as it stands in the file."""

    year: str
    category: str
    film: str
    people: str
    won: str
    checked: str


def _table(name: str) -> list[list[str]]:
    text = files("bigpicture").joinpath("data", "season", *name.split("/")).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), strict=True))


def _rows(body: str) -> list[Row]:
    header, *lines = _table(f"precursors/{body}.csv")
    assert tuple(header) == Row._fields
    return [Row(*line) for line in lines]


@pytest.mark.parametrize("body", BODIES)
def test_every_row_is_whole_and_known(body: str) -> None:
    """Years, categories and marks are possible ones, people are told where a person is given the prize, no field has loose spaces."""
    labels = {label for label, *_ in _table("sources.csv")[1:]}
    for row in _rows(body):
        assert FIRST <= int(row.year) <= LAST, row
        assert row.category in CATEGORIES[body], row
        assert row.won in {"0", "1"}, row
        assert row.film, row
        assert bool(row.people) or row.category in FILM_PRIZES, row
        assert all(row.people.split("|")) or not row.people, row
        assert row.checked in labels | {""}, row
        assert all(field == field.strip() and "  " not in field for field in row), row


@pytest.mark.parametrize("body", BODIES)
def test_no_row_stands_twice(body: str) -> None:
    """A nominee is one row, and the winner is not told again among those who lost."""
    counts = Counter((row.year, row.category, row.film, row.people) for row in _rows(body))
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("body", BODIES)
def test_each_prize_of_each_year_has_one_winner_unless_a_tie(body: str) -> None:
    """No year and category is without its winner, and only the known ties have two."""
    winners = Counter((int(row.year), row.category) for row in _rows(body) if row.won == "1")
    told = {(int(row.year), row.category) for row in _rows(body)}
    assert told == set(winners)
    assert {(body, *key) for key, n in winners.items() if n > 1} == {tie for tie in TIES if tie[0] == body}


@pytest.mark.parametrize("body", BODIES)
def test_every_year_is_told(body: str) -> None:
    """From the first year of a category to the last there is no gap."""
    for category in {row.category for row in _rows(body)}:
        years = {int(row.year) for row in _rows(body) if row.category == category}
        assert years == set(range(min(years), LAST + 1)), category
        assert min(years) <= FIRST + 1, category


@pytest.mark.parametrize("body", BODIES)
def test_most_winners_are_confirmed_by_a_second_source(body: str) -> None:
    """The fit leaves unconfirmed rows out, so a table of mostly unconfirmed winners would be of no use."""
    winners = [row for row in _rows(body) if row.won == "1"]
    assert sum(bool(row.checked) for row in winners) >= 0.9 * len(winners)
