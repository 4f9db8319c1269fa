"""What changed: facts before and after each article, the same in any order of the articles."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Change, Saying, changes, facts
from bigpicture.weighing.replay import KINDS
from tests import plainly

_number = count(1)


def said(of: str, day: str, status: str = "stated", /, *, article: int = 0, origin: int = 0, **values: Any) -> Saying:
    n = next(_number)
    own = article or n
    return Saying(n, of, values, status, 0.8, f"2026-{day}T12:00:00Z", own, origin or own, f"Outlet {own}")  # type: ignore[arg-type]


def told(*sayings: Saying, since: str = "") -> list[tuple[str, str, str]]:
    """(day, kind, main value) of every change."""
    return [(c.by.when[5:10], c.kind, _main(c)) for c in changes(reversed(sayings), since)]


def _main(change: Change) -> str:
    return " ".join(str(v) for v in change.fact.values.values() if v is not None)


def uk(day: str, date: str, status: str = "stated", **more: Any) -> Saying:
    return said("release", day, status, date=date, territory="UK", mode="theatrical", **more)


def test_a_fact_is_new_once() -> None:
    first = said("director", "01-01", person="Ines Marlow")
    again = [said("director", f"01-{n:02d}", person="Ines Marlow") for n in range(2, 9)]
    (change,) = changes([*again, first])
    assert (change.kind, change.by, change.was, change.fact.sayings) == ("new", first, None, (first,))


def test_a_rumour_is_new_then_confirmed_then_denied_then_restored() -> None:
    assert told(
        said("cast", "01-01", "rumoured", person="Ada Quill", character=None),
        said("cast", "02-01", person="Ada Quill", character="Mara"),
        said("cast", "06-01", "denied", person="Ada Quill", character=None),
        said("cast", "09-01", person="Ada Quill", character="Mara"),
    ) == [
        ("01-01", "new", "Ada Quill"),
        ("02-01", "confirmed", "Ada Quill Mara"),
        ("06-01", "denied", "Ada Quill Mara"),
        ("09-01", "restored", "Ada Quill Mara"),
    ]


def test_a_date_moves_and_tells_from_where() -> None:
    new, moved, old = changes([uk("01-01", "2026-11-03"), uk("08-24", "2027-03-15"), uk("08-25", "2027-03-15")])
    assert (new.kind, moved.kind, old.kind) == ("new", "moved", "superseded")
    assert moved.before is not None
    assert (moved.before["date"], moved.fact.values["date"]) == ("2026-11-03", "2027-03-15")
    assert (moved.by.when, old.fact.values["date"]) == ("2026-08-24T12:00:00Z", "2026-11-03")


def test_a_month_that_becomes_a_day_is_refined() -> None:
    _, refined = changes([uk("01-01", "2026-11"), uk("02-01", "2026-11-13")])
    assert (refined.kind, refined.was, (refined.before or {})["date"]) == ("refined", "agreed", "2026-11")
    assert refined.gone == (("release", "uk", "theatrical", "2026-11", "one"),)


def test_a_rumoured_month_that_becomes_a_stated_day_is_confirmed() -> None:
    assert told(uk("01-01", "2026-11", "rumoured"), uk("02-01", "2026-11-13"))[1][1] == "confirmed"


def test_outlets_that_keep_to_their_dates_contest_them_until_one_gives_in() -> None:
    kinds = [kind for _, kind, _ in told(
        uk("05-01", "2026-11-13"), uk("05-02", "2026-11-20"), uk("05-03", "2026-11-13"), uk("05-04", "2026-11-20"),
        uk("08-01", "2026-11-20"),
    )]  # fmt: skip
    assert kinds.count("contested") == 2
    assert kinds[-2:] == ["settled", "superseded"]


def test_only_what_came_since_is_told_and_what_was_before_is_known() -> None:
    both = [uk("01-01", "2026-11-03"), said("director", "01-01", person="Ines Marlow"), uk("08-24", "2027-03-15"),
            said("director", "08-24", person="Ines Marlow")]  # fmt: skip
    assert told(*both, since="2026-08-24") == [
        ("08-24", "moved", "2027-03-15 UK theatrical"),
        ("08-24", "superseded", "2026-11-03 UK theatrical"),
    ]
    assert told(*both, since="2026-08-25") == []


def test_a_rough_date_that_comes_to_fit_two_is_unsettled_not_news() -> None:
    said_so = [
        said("release", "01-01", date="2026-11", territory=None, mode=None),
        said("release", "02-01", date="2026-11-13", territory="US", mode=None),
        said("release", "03-01", date="2026-11-20", territory="UK", mode=None),
    ]
    assert [(kind, value) for _, kind, value in told(*said_so)] == [
        ("new", "2026-11"), ("refined", "2026-11-13 US"), ("unsettled", "2026-11"), ("new", "2026-11-20 UK"),
    ]  # fmt: skip


_VALUES = {
    "person": st.sampled_from(["Ada Quill", "Tobias Renn", None]),
    "character": st.sampled_from(["Mara", None]),
    "date": st.sampled_from(["2026", "2026-11", "2026-11-13", "2026-11-20", "2027-03"]),
    "territory": st.sampled_from(["US", "UK", "US and UK", None]),
    "mode": st.sampled_from(["theatrical", None]),
    "amount": st.sampled_from([1e6, 2e6]),
    "year": st.sampled_from([2026, 2027, None]),
    "count": st.sampled_from([3, None]),
}


@st.composite
def sayings(draw: st.DrawFn) -> Saying:
    kind = CLAIM_TYPES[draw(st.sampled_from(["cast", "release", "release", "award", "box_office"]))]
    values = {f.name: draw(_VALUES.get(f.name, st.sampled_from(["one", None]))) for f in kind.fields}
    article = draw(st.integers(1, 6))
    status = draw(st.sampled_from(["stated", "stated", "rumoured", "denied"]))
    return said(kind.name, f"{article:02d}-{article * 4:02d}", status, article=article, origin=max(1, article - 1), **values)  # fmt: skip


@given(st.lists(sayings(), max_size=12), st.randoms(use_true_random=False))
def test_any_order_of_sayings_gives_the_same_changes(given_: list[Saying], chance: Any) -> None:
    other = list(given_)
    chance.shuffle(other)
    assert changes(other) == changes(given_)
    assert all(c.kind in KINDS for c in changes(given_))


@settings(deadline=None)  # weighing plainly is slow
@given(st.lists(sayings(), max_size=30))
def test_changes_are_those_of_comparing_all_facts_at_every_article(given_: list[Saying]) -> None:
    assert changes(given_) == plainly.changes(given_)


@given(st.lists(sayings(), max_size=12))
def test_all_changes_replayed_end_at_what_is_known(given_: list[Saying]) -> None:
    state: dict[Any, str] = {}
    for change in changes(given_):
        for key in change.gone:
            state.pop(key, None)
        state[change.key] = change.fact.standing
    assert state == {f.key: f.standing for f in facts(given_)}


@given(st.lists(sayings(), max_size=12), st.integers(1, 7))
def test_changes_since_a_day_are_the_last_of_all_changes(given_: list[Saying], month: int) -> None:
    since = f"2026-{month:02d}-01"
    assert changes(given_, since) == tuple(c for c in changes(given_) if c.by.when >= since)


@given(st.lists(sayings(), max_size=8))
def test_every_change_has_an_article_behind_it_and_changes_something(given_: list[Saying]) -> None:
    for change in changes(given_):
        assert change.by in given_ or any(change.by.id == s.id for s in given_)
        assert change.was != change.fact.standing or change.gone


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_explained(name: str) -> None:
    assert KINDS[name]
