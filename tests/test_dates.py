"""Dates: the meaning first, its wordings below; the article is of Wednesday, 22 November 2023."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.reading.dates import find_dates

TODAY = "2023-11-22"

MEANT = {
    "2023-12-22": [
        "opens December 22",
        "opens on 22 December",
        "is out on the 22nd of December",
        "due Dec. 22, 2023",
        "12/22/2023",
        "22/12/2023",
        "2023-12-22",
        "DECEMBER 22, 2023",
        "hits theaters Friday, Dec. 22",
    ],
    "2024-05-22": ["will open on 22 May", "on May 22nd next year", "due May 22, 2024"],
    "2023-05-05": ["It opened on 5 May.", "On May 5 the film opened in Leeds.", "has been in cinemas since May 5"],
    "2023-11-24": ["opens on Friday", "is out this Friday", "Opens Fri"],
    "2023-12-01": ["opens on Friday week", "will screen on 1st Dec"],
    "2023-11-17": ["was released last Friday", "opened on Friday"],
    "2023-12-25": ["in cinemas from Christmas Day"],
    "2023-12-26": ["will be shown on Boxing Day"],
    "2023-11-23": ["opens tomorrow", "is out for Thanksgiving"],
    "2023-11-21": ["It premiered last night", "was shown yesterday"],
    "2024-02-14": ["is dated for Valentine's Day", "Valentine’s Day 2024", "due out on Valentine's Day next year"],
    "2024-10-31": ["will land on Halloween next year"],
    "2023-12-31": ["New Year's Eve"],
    "2024-04-01": ["will be shown on Easter Monday"],
    "2024-05-27": ["to open on Memorial Day"],
    "2024-03": ["out in March", "arrives next March", "March 2024", "March of next year", "a March release is planned"],
    "2023-03": ["which opened in March", "released last March", "March of this year"],
    "2023-12": ["arrives next month", "is planning a December run"],
    "2023-10": ["came out last month"],
    "2024-21": ["next spring", "will be released in the spring", "in spring 2024", "due in the spring of next year"],
    "2021-22": ["summer 2021", "in the summer of 2021"],
    "2023": ["later this year", "out in 2023", "earlier this year"],
    "2024": ["next year", "early next year", "due early in 2024", "in the new year", "(2024)"],
    "2022": ["last year's hit"],
    "2008": ["(2008)", "in 2008", "the 2008 drama"],
    "1998-11-22": ["A quarter of a century ago today it opened"],
}
SEVERAL = {
    ("2024-07-14", "2024-07-21"): "will play on 14 and 21 July",
    ("2024-07-03", "2024-07-06"): "On July 3 and 6 it will be back",
    ("2024-10-25", "2024-11-08"): "due in the UK on October 25, 2024 and in the US on November 8",
    ("2025-06-02", "2025-03-10"): "moves from June 2, 2025 to March 10 of that year",
    ("2024-05-22", "2024-05-23"): "will open on 22 May, the US following a day later",
    ("2024-07-06", "2024-06-29"): "will open on July 6, a week later than planned",
}
NO_DATE = [
    "It may open.",
    "They march on.",
    "a fall from grace",
    "falls in love",
    "2,000 people in 1,450 theaters",
    "$2008",
    "the 20th century",
    "the 5th annual gala",
    "room 1408A",
    "the second half",
    "Catch-22",
]


@pytest.mark.parametrize(("edtf", "text"), [(edtf, text) for edtf, texts in MEANT.items() for text in texts])
def test_meaning(edtf: str, text: str) -> None:
    assert edtf in [d.edtf for d in find_dates(text, TODAY)]


@pytest.mark.parametrize(("edtf", "text"), SEVERAL.items())
def test_dates_that_lean_on_others(edtf: tuple[str, ...], text: str) -> None:
    assert set(edtf) <= {d.edtf for d in find_dates(text, TODAY)}


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date(text: str) -> None:
    assert find_dates(text, TODAY) == []


def test_a_dropped_date_lies_near_the_article() -> None:
    assert [d.edtf for d in find_dates("It had been set for July 5.", "2023-07-22")] == ["2023-07-05"]
    assert [d.edtf for d in find_dates("It was originally scheduled for July.", "2020-11-13")] == ["2020-07"]


@pytest.mark.parametrize("published", [None, "", "soon", "2023-13-45", "0000", "9999-12-31"])
def test_without_the_articles_date_only_what_is_told_is_resolved(published: str | None) -> None:
    found = find_dates("opens Friday, next month, on May 5, in the spring, or on June 6, 2024", published)
    assert [d.edtf for d in found if d.edtf[:4] == "2024"] == ["2024-06-06"]


def test_an_article_dated_by_year_knows_no_weekday() -> None:
    assert [d.edtf for d in find_dates("opens on Friday, or next year", "2023")] == ["2024"]


@given(st.text(), st.sampled_from([None, "2024-02-29", "2023-01", "1999", "x"]))
def test_offsets_are_valid(text: str, published: str | None) -> None:
    _check(text, published)


@given(st.lists(st.sampled_from([
    "on", "Friday", "May", "31", "February", "30", ",", "2024", "the", "next", "last", "year", "spring", "opened", "will", "open", "\n",
    "that year", "a week later", "31st", "12/31/99", "and", "St. Patrick’s Day", "ſpring", "fıve years ago", "Thanksgiving", ". ",
])))  # fmt: skip
def test_any_words_give_real_dates(words: list[str]) -> None:
    _check(" ".join(words), "2024-02-29")


def _check(text: str, published: str | None) -> None:
    found = find_dates(text, published)
    assert all(0 <= d.start < d.end <= len(text) and d.why for d in found)
    assert all(len(d.edtf) in (4, 7, 10) and d.edtf.replace("-", "").isdigit() for d in found)
    assert found == sorted(found, key=lambda d: (d.start, d.end))
