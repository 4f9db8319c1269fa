"""The shipped facts of the precursors: rows that are unique, known, complete and told with their source."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from importlib.resources import files
from typing import NamedTuple

import pytest

BODIES = ("sag", "dga", "critics-choice", "globes", "pga", "bafta", "wga")
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
# Craft prizes tell people where they are known.
CRAFTS = {
    "cinematography",
    "editing",
    "production-design",
    "costume",
    "makeup",
    "visual-effects",
    "sound",
    "score",
    "song",
    "casting",
}
ACTING = {"actor", "actress", "supporting-actor", "supporting-actress"}
CATEGORIES = {
    "sag": {"cast", "actor", "actress", "supporting-actor", "supporting-actress"},
    "dga": {"director"},
    "critics-choice": ACTING
    | CRAFTS
    | {"picture", "director", "cast", "animated", "international", "documentary"}
    | {"screenplay", "original-screenplay", "adapted-screenplay"},
    "globes": {"picture-drama", "picture-comedy", "actor-drama", "actor-comedy", "actress-drama", "actress-comedy"}
    | {
        "director",
        "supporting-actor",
        "supporting-actress",
        "screenplay",
        "animated",
        "international",
        "score",
        "song",
    },
    "pga": {"picture", "animated", "documentary"},
    "bafta": ACTING
    | (CRAFTS - {"song"})
    | {"picture", "british-film", "director", "animated", "international", "documentary"}
    | {"original-screenplay", "adapted-screenplay"},
    "wga": {"original-screenplay", "adapted-screenplay", "documentary"},
}
# Categories that a body has not given in every year of its table: when it first did, where it always has since.
# None: it came and went. The Critics' Choice writers' prize was at times one and at times two.
SINCE: dict[str, dict[str, int | None]] = {
    "critics-choice": {
        **dict.fromkeys(CRAFTS - {"score", "song", "sound", "casting"}),
        **dict.fromkeys(("screenplay", "cast", "animated", "documentary", "sound")),
        "original-screenplay": None,
        "adapted-screenplay": None,
        "score": 1999,
        "song": 1999,
        "casting": 2026,
    },
    "globes": {"animated": 2007},
    "pga": {"animated": 2006, "documentary": 2008},
    "bafta": {"animated": 2007, "documentary": 2012, "casting": 2020},
    "wga": {"documentary": 2005},
}
# Two winners of one prize, each a row: a tie. Joint winners of one film stand in one row.
TIES = {
    ("sag", 1998, "supporting-actress"),
    ("critics-choice", 1996, "supporting-actor"),
    ("critics-choice", 1999, "supporting-actress"),
    ("critics-choice", 1999, "animated"),
    ("critics-choice", 2002, "director"),
    ("critics-choice", 2002, "song"),
    ("critics-choice", 2003, "actor"),
    ("critics-choice", 2006, "supporting-actress"),
    ("critics-choice", 2009, "actress"),
    ("critics-choice", 2010, "actress"),
    ("critics-choice", 2012, "cinematography"),
    ("critics-choice", 2017, "original-screenplay"),
    ("critics-choice", 2018, "editing"),
    ("critics-choice", 2019, "actress"),
    ("critics-choice", 2020, "director"),
    ("critics-choice", 2020, "song"),
    ("critics-choice", 2021, "editing"),
    ("pga", 2014, "picture"),
    ("globes", 1984, "actor-drama"),
    ("globes", 1989, "actress-drama"),
    ("globes", 1989, "song"),
}
# One winner, given the prize for several films at once: a row for each film.
SEVERAL = {
    ("critics-choice", 1999, "actor"),
    ("critics-choice", 1999, "supporting-actor"),
    ("critics-choice", 2001, "director"),
    ("critics-choice", 2001, "score"),
    ("critics-choice", 2001, "supporting-actor"),
    ("critics-choice", 2001, "supporting-actress"),
    ("critics-choice", 2003, "director"),
    ("critics-choice", 2003, "score"),
    ("critics-choice", 2003, "screenplay"),
}
# Those that gave their prizes before the Oscars at that time are told from earlier on. The Globes had no prize for a score in 1982.
EARLIEST = {"globes": 1981, "dga": 1981, "pga": 1990}
GAPS = {("globes", "score"): {1982}}
FIRST, LAST = 1995, 2026


class Row(NamedTuple):
    """A line of a body's table, as it stands in the file."""

    year: str
    category: str
    film: str
    people: str
    won: str
    checked: str


def _held(body: str) -> dict[int, date]:
    """The day on which the body gave its prizes, by year."""
    return {int(year): date.fromisoformat(held) for year, _, _, held, _ in _table(f"editions/{body}.csv")[1:] if held}


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
        assert EARLIEST.get(body, FIRST) <= int(row.year) <= LAST, row
        assert row.category in CATEGORIES[body], row
        assert row.won in {"0", "1"}, row
        assert row.film, row
        assert bool(row.people) or row.category in FILM_PRIZES | CRAFTS, row
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
    assert {(body, *key) for key, n in winners.items() if n > 1} == {tie for tie in TIES | SEVERAL if tie[0] == body}
    for _, year, category in (one for one in SEVERAL if one[0] == body):
        won = [row for row in _rows(body) if (row.year, row.category, row.won) == (str(year), category, "1")]
        assert len({row.people for row in won}) == 1, won


@pytest.mark.parametrize("body", BODIES)
def test_every_year_is_told(body: str) -> None:
    """From the first year of a category to the last there is no gap."""
    first = EARLIEST.get(body, FIRST)
    for category in {row.category for row in _rows(body)}:
        years = {int(row.year) for row in _rows(body) if row.category == category}
        since = SINCE.get(body, {}).get(
            category, min(years) if body not in EARLIEST and min(years) <= first + 1 else first
        )
        if since is not None:
            assert years == set(range(since, LAST + 1)) - GAPS.get((body, category), set()), category


@pytest.mark.parametrize("body", BODIES)
def test_most_winners_are_confirmed_by_a_second_source(body: str) -> None:
    """The fit leaves unconfirmed rows out, so a table of mostly unconfirmed winners would be of no use."""
    winners = [row for row in _rows(body) if row.won == "1"]
    assert sum(bool(row.checked) for row in winners) >= 0.9 * len(winners)


def test_the_second_critics_choice_of_2016_is_told_under_its_season() -> None:
    """Films of 2016 were honoured on 11 December 2016: they stand under 2017, so that the year before is the film year."""
    held = {int(year): day for year, _, _, day, _ in _table("editions/critics-choice.csv")[1:]}
    assert (held[2016], held[2017], held[2018]) == ("2016-01-17", "2016-12-11", "2018-01-11")
    best = {(row.year, row.film) for row in _rows("critics-choice") if row.category == "picture" and row.won == "1"}
    assert {("2016", "Spotlight"), ("2017", "La La Land")} <= best


@pytest.mark.parametrize("body", ["critics-choice", "globes", "pga"])
def test_editions_follow_each_other(body: str) -> None:
    """Every year has its number, the nominees come before the prizes, and the days are those of a calendar."""
    editions = _table(f"editions/{body}.csv")[1:]
    assert [int(year) for year, *_ in editions] == list(range(int(editions[0][0]), LAST + 1))
    assert len({int(number) - int(year) for year, number, *_ in editions}) == 1
    days = [day for _, _, announced, held, _ in editions for day in (announced, held) if day]
    assert days == sorted(date.fromisoformat(day).isoformat() for day in days)


def test_the_baftas_follow_each_other_and_came_before_the_academy_only_from_2001() -> None:
    """What a Bafta tells about an Oscar hangs on which came first, so the days of the two must be in the right order."""
    editions = _table("editions/bafta.csv")[1:]
    assert {int(year) - int(number) for year, number, *_ in editions} == {1947}
    assert all(announced < held for _, _, announced, held, _ in editions if announced and held)
    bafta, academy = _held("bafta"), _held("academy")
    years = sorted(bafta.keys() & academy.keys())
    assert len(years) >= 20
    assert {year: bafta[year] < academy[year] for year in years} == {year: year >= 2001 for year in years}
    assert all(day.year == year for year, day in bafta.items())


def test_what_is_told_of_the_years_before_1995_came_before_the_oscars_but_for_the_first_producers_prize() -> None:
    """The producers' first dinner was two days after the Oscars of 1990, so its prize foretold nothing."""
    academy = _held("academy")
    early = [(body, year) for body, first in EARLIEST.items() for year in range(first, FIRST)]
    assert [(body, year) for body, year in early if _held(body)[year] > academy[year]] == [("pga", 1990)]


def test_the_writers_came_before_the_academy_in_every_year_but_that_after_their_strike() -> None:
    """In 2024 the writers gave their prizes a month after the Oscars, so these foretold nothing."""
    editions = _table("editions/wga.csv")[1:]
    assert {int(year) - int(number) for year, number, *_ in editions} == {1948}
    assert all(announced < held for _, _, announced, held, _ in editions if announced and held)
    writers, academy = _held("wga"), _held("academy")
    assert set(range(FIRST, LAST + 1)) <= writers.keys() & academy.keys()
    assert [year for year, day in sorted(writers.items()) if day > academy[year]] == [2024]
    assert all(day.year == year for year, day in writers.items())


def test_all_writers_of_a_documentary_are_told() -> None:
    """The Writers Guild gives its prize for a documentary to persons, other than the bodies that give theirs to the film."""
    assert all(row.people for row in _rows("wga"))


def test_the_writers_name_five_for_each_screenplay() -> None:
    """The lists of nominees are whole: five for an original and five for an adapted screenplay, every year."""
    counts = Counter((row.year, row.category) for row in _rows("wga") if row.category != "documentary")
    assert set(counts.values()) == {5}
