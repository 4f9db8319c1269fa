"""Weighing: from what articles say of a film to what is known, in any order of the articles."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Fact, Saying, as_of, facts
from bigpicture.weighing.facts import STANDINGS
from tests import plainly

_number = iter(range(1, 1_000_000))


def said(
    of: str, day: str, status: str = "stated", /, outlet: str = "", origin: int = 0, sure: float = 0.8, **values: Any
) -> Saying:
    n = next(_number)
    return Saying(n, of, values, status, sure, f"2026-{day}T12:00:00Z", n, origin or n, outlet or f"Outlet {n}")  # type: ignore[arg-type]


def found(*sayings: Saying) -> dict[str, Fact]:
    """The facts by their main value, the same in every order of the sayings."""
    results = [facts(order) for order in list(permutations(sayings))[:24]]
    assert all(r == results[0] for r in results)
    return {" ".join(str(v) for v in f.values.values() if v is not None): f for f in results[0]}


def standings(*sayings: Saying) -> dict[str, str]:
    return {name: fact.standing for name, fact in found(*sayings).items()}


def test_a_cast_has_many() -> None:
    assert standings(
        said("cast", "01-01", person="Ada Quill", character="Mara"), said("cast", "01-02", person="Tobias Renn")
    ) == {"Ada Quill Mara": "agreed", "Tobias Renn": "agreed"}


def test_what_many_say_in_words_of_their_own_is_surer_than_what_many_copy() -> None:
    once = found(said("director", "01-01", person="Ines Marlow"))["Ines Marlow"].confidence
    own = found(*(said("director", "01-01", person="Ines Marlow") for _ in range(3)))["Ines Marlow"].confidence
    copied = found(*(said("director", "01-01", person="Ines Marlow", origin=7) for _ in range(3)))["Ines Marlow"]
    assert once == copied.confidence < own
    assert copied.reasons == ("said by 3 outlets, 2 of 3 articles copied",)


def test_a_date_that_moves_is_one_fact_with_a_before() -> None:
    known = found(
        said("release", "01-01", date="2026-11-03", territory="US", mode="theatrical"),
        said("release", "02-01", date="2026-11-03", territory="US", mode="theatrical"),
        said("release", "08-24", date="2027-03-15", territory="US", mode="theatrical", outlet="The Daily Reel"),
    )
    new, old = known["2027-03-15 US theatrical"], known["2026-11-03 US theatrical"]
    assert (new.standing, old.standing) == ("agreed", "superseded")
    assert new.before is not None
    assert new.before["date"] == "2026-11-03"
    assert "first said on 2026-08-24 by The Daily Reel" in new.reasons[1]


def test_dates_of_other_places_and_kinds_do_not_meet() -> None:
    assert set(
        standings(
            said("release", "01-01", date="2026-11-03", territory="US", mode="theatrical"),
            said("release", "02-01", date="2026-12-26", territory="UK", mode="theatrical"),
            said("release", "03-01", date="2027-01-05", territory="US", mode="streaming"),
        ).values()
    ) == {"agreed"}


def test_a_month_is_what_the_day_says_less_finely() -> None:
    known = found(
        said("release", "01-01", date="2026-11", territory="US", mode="theatrical"),
        said("release", "02-01", date="2026-11-13", territory="US", mode=None),
        said("release", "03-01", date="2026-11-13", territory="US", mode="theatrical"),
    )
    assert list(known) == ["2026-11-13 US theatrical"]
    assert len(known["2026-11-13 US theatrical"].sayings) == 3


def test_a_rough_date_that_fits_two_is_left_alone() -> None:
    known = found(
        said("release", "01-01", date="2026-11", territory=None, mode=None),
        said("release", "02-01", date="2026-11-13", territory="US", mode=None),
        said("release", "03-01", date="2026-11-20", territory="UK", mode=None),
    )
    assert set(known) == {"2026-11", "2026-11-13 US", "2026-11-20 UK"}


def test_a_date_that_is_denied_is_denied_everywhere() -> None:
    assert standings(
        said("release", "01-01", date="2026-11-13", territory="US", mode="theatrical"),
        said("release", "02-01", date="2026-11-13", territory="UK", mode="theatrical"),
        said("release", "06-01", "denied", date="2026-11-13", territory=None, mode=None),
    ) == {"2026-11-13 US theatrical": "denied", "2026-11-13 UK theatrical": "denied"}


def test_outlets_that_keep_to_their_dates_contest_them() -> None:
    known = standings(
        said("release", "05-01", date="2026-11-13", territory="UK", mode="theatrical"),
        said("release", "05-02", date="2026-11-20", territory="UK", mode="theatrical"),
        said("release", "05-03", date="2026-11-13", territory="UK", mode="theatrical"),
        said("release", "05-04", date="2026-11-20", territory="UK", mode="theatrical"),
    )
    assert known == {"2026-11-13 UK theatrical": "contested", "2026-11-20 UK theatrical": "contested"}


def test_one_outlet_repeating_itself_contests_nothing() -> None:
    assert standings(
        said("release", "05-01", date="2026-11-13", territory="UK", mode="theatrical", origin=1),
        said("release", "05-02", date="2026-11-20", territory="UK", mode="theatrical", origin=2),
        said("release", "05-09", date="2026-11-20", territory="UK", mode="theatrical", origin=3),
    ) == {"2026-11-13 UK theatrical": "superseded", "2026-11-20 UK theatrical": "agreed"}


def test_the_path_of_a_rumour() -> None:
    talks = said("cast", "01-01", "rumoured", person="Ada Quill", character=None)
    assert standings(talks) == {"Ada Quill": "rumoured"}
    signed = said("cast", "02-01", person="Ada Quill", character="Mara")
    confirmed = found(talks, signed)["Ada Quill Mara"]
    assert confirmed.standing == "agreed"
    assert "rumoured from 2026-01-01" in confirmed.reasons
    left = said("cast", "06-01", "denied", person="Ada Quill", character=None)
    assert standings(talks, signed, left) == {"Ada Quill Mara": "denied"}
    back = said("cast", "09-01", person="Ada Quill", character="Mara")
    assert standings(talks, signed, left, back) == {"Ada Quill Mara": "agreed"}


def test_a_denial_that_others_do_not_share_is_contested() -> None:
    assert standings(
        said("company", "01-01", organization="Neon", role="distributor"),
        said("company", "01-03", "denied", organization="Neon", role="distributor"),
        said("company", "01-05", organization="Neon", role="distributor"),
    ) == {"Neon distributor": "contested"}


def test_a_total_that_grows_supersedes_the_one_before() -> None:
    known = standings(
        said("box_office", "07-01", amount=82e6, currency="USD", territory="US", period="total"),
        said("box_office", "08-20", amount=250e6, currency="USD", territory="US", period="total"),
    )
    assert sorted(known.values()) == ["agreed", "superseded"]


def test_wordings_of_one_name_are_one() -> None:
    known = found(
        said("screening", "09-01", event="Telluride Film Festival", year=2026, kind=None),
        said("screening", "09-02", event="the Telluride Film Festival", year=2026, kind="premiere"),
    )
    assert list(known) == ["Telluride Film Festival 2026 premiere"] or len(known) == 1


def test_as_of_a_day_knows_what_was_out_on_it() -> None:
    moved = [
        said("release", "01-01", date="2026-11-03", territory="US", mode="theatrical"),
        said("release", "08-24", date="2027-03-15", territory="US", mode="theatrical"),
    ]
    assert [f.values["date"] for f in facts(as_of(moved, "2026-08-23"))] == ["2026-11-03"]
    assert len(facts(as_of(moved, "2026-08-24"))) == 2


_VALUES = {
    "person": st.sampled_from(["Ada Quill", "Tobias Renn", None]),
    "character": st.sampled_from(["Mara", None]),
    "date": st.sampled_from(["2026", "2026-11", "2026-11-13", "2026-11-20", "2027-03"]),
    "territory": st.sampled_from(["US", "UK", None]),
    "mode": st.sampled_from(["theatrical", None]),
    "amount": st.sampled_from([1e6, 2e6]),
    "year": st.sampled_from([2026, 2027, None]),
}


@st.composite
def sayings(draw: st.DrawFn) -> Saying:
    kind = CLAIM_TYPES[draw(st.sampled_from(["cast", "release", "award", "box_office"]))]
    values: dict[str, Any] = {f.name: draw(_VALUES.get(f.name, st.sampled_from(["one", None]))) for f in kind.fields}
    day = draw(st.integers(1, 60))
    return said(kind.name, f"{1 + day // 28:02d}-{day % 28 + 1:02d}", draw(st.sampled_from(["stated", "rumoured", "denied"])),
                origin=draw(st.integers(1, 4)), **values)  # fmt: skip


@given(st.lists(sayings(), max_size=9), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_facts_and_every_saying_is_behind_one(given_: list[Saying], chance: Any) -> None:
    known = facts(given_)
    other = list(given_)
    chance.shuffle(other)
    assert facts(other) == known
    assert {s.id for f in known for s in f.sayings} == {s.id for s in given_}
    assert all(f.standing in STANDINGS and 0 <= f.confidence <= 1 and f.reasons for f in known)


@settings(deadline=None)  # weighing plainly is slow
@given(st.lists(sayings(), max_size=30))
def test_facts_are_those_of_weighing_plainly(given_: list[Saying]) -> None:
    assert facts(given_) == plainly.facts(given_)


@pytest.mark.parametrize(
    ("published", "sooner"),
    [
        ("2026-11-13T24", "2026-11-13T23:00:00Z"),
        ("2026-11T24", "2026-11-30T23:00:00Z"),
        ("2026T24", "2026-12-31T12:00:00Z"),
    ],
)
def test_an_article_of_a_day_month_or_year_counts_from_its_end(published: str, sooner: str) -> None:
    stated, denied, again = (
        said("company", "01-01", status, organization="Neon", role="distributor")
        for status in ("stated", "denied", "stated")
    )
    three = [replace(stated, when=sooner), replace(denied, when=published), replace(again, when="2027-06-01T12:00:00Z")]
    assert [f.standing for f in facts(three[:2])] == ["contested"]
    assert [f.standing for f in facts(three[1:])] == ["agreed"]


def test_a_territory_told_twice_is_told_once() -> None:
    (fact,) = facts([said("release", "01-01", date="2026-11-13", territory="US and US", mode="theatrical")])
    assert (fact.values["territory"], len(fact.sayings)) == ("US", 1)


@pytest.mark.parametrize("name", STANDINGS)
def test_every_standing_is_explained(name: str) -> None:
    assert STANDINGS[name]
