"""Identity: which film an article means, decided by what all articles say, in any order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture import Claim, Evidence
from bigpicture.identity import Mention, block, mention, partition


def m(key: str, when: str = "2026-05-01", year: int | None = None, director: str = "", people: str = "") -> Mention:
    directors = frozenset(filter(None, [director]))
    return Mention(key, f"{when}T09:00:00Z", year, directors, directors | frozenset(people.split()))


def films(*mentions: Mention) -> tuple[list[set[str]], set[str]]:
    results = [partition(order) for order in list(permutations(mentions))[:60]]
    shown = [(sorted(sorted(g.mentions) for g in groups), sorted(rest)) for groups, rest in results]
    assert all(one == shown[0] for one in shown)
    return [set(g) for g in shown[0][0]], set(shown[0][1])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dune: Part Two", "dune 2"),
        ("Dune 2", "dune 2"),
        ("Dune Part II", "dune 2"),
        ("The Salt Road", "salt road"),
        ("Gladiator II", "gladiator 2"),
        ("A Part of You", "part of you"),
        ("V", "v"),
        ("Seven", "seven"),
        ("Malcolm X", "malcolm 10"),
        ("Kill Bill: Volume 1", "kill bill 1"),
    ],
)
def test_wordings_of_one_title_are_one_block(title: str, expected: str) -> None:
    assert block(title) == expected


def test_one_title_is_one_film_while_nothing_speaks_against_it() -> None:
    assert films(m("a", director="marlow"), m("b", people="quill"), m("c"), m("d", year=2026)) == (
        [{"a", "b", "c", "d"}],
        set(),
    )


def test_other_directors_are_other_films() -> None:
    assert films(m("a", director="marlow"), m("b", director="renn")) == ([{"a"}, {"b"}], set())


def test_years_too_far_apart_are_other_films() -> None:
    assert films(m("a", year=1927), m("b", year=2023), m("c", year=2024)) == ([{"a"}, {"b", "c"}], set())


def test_a_shared_person_outweighs_a_year() -> None:
    one = m("a", year=1927, director="marlow", people="quill")
    assert films(one, m("b", year=2023, people="quill"), m("c", year=2023, people="quill")) == (
        [{"a", "b", "c"}],
        set(),
    )


def test_two_films_of_one_title_and_year_stay_apart_by_their_people() -> None:
    mentions = (
        m("a", year=2026, director="marlow"),
        m("b", year=2026, director="renn", people="voss"),
        m("c", people="voss"),
    )
    assert films(*mentions) == ([{"a"}, {"b", "c"}], set())


def test_what_may_be_either_is_undecided() -> None:
    mentions = (m("a", year=2026, director="marlow"), m("b", year=2026, director="renn"), m("c"), m("d", people="lind"))
    assert films(*mentions) == ([{"a"}, {"b"}], {"c", "d"})


def test_a_bare_title_means_the_film_of_its_time() -> None:
    old, new = m("a", year=1927, director="gance"), m("b", year=2023, director="scott")
    assert films(old, new, m("c", when="2023-11-20")) == ([{"a"}, {"b", "c"}], set())
    assert films(old, new, m("c", when="1995-11-20")) == ([{"a"}, {"b"}], {"c"})


def test_a_film_of_long_ago_is_not_the_one_in_the_news() -> None:
    old, new = (
        m("a", year=1980),
        Mention("b", "2023-07-21T09:00:00Z", None, frozenset(["nolan"]), frozenset(["nolan"]), 2023),
    )
    assert films(old, new, m("c", when="2023-07-30")) == ([{"a"}, {"b", "c"}], set())


def test_a_mention_is_made_of_what_is_stated() -> None:
    def claim(kind: str, status: str, year: int | None = None, **values: Any) -> Claim:
        return Claim(kind, "T", values, status, Evidence("x", 0, 1), 0.9, "test", year)  # type: ignore[arg-type]

    made = mention("a", "2026-05-01T09:00:00Z", [
        claim("director", "stated", 2026, person="Zoë Lind"), claim("director", "denied", 1990, person="Ada Quill"),
        claim("cast", "stated", 2026, person="Tobias Renn"), claim("quote", "stated", speaker="Ada Quill"),
    ])  # fmt: skip
    assert (made.year, made.directors, made.people) == (2026, {"zoe lind"}, {"zoe lind", "tobias renn"})


_names = st.sampled_from(["marlow", "renn", "voss", "lind"])


@st.composite
def a_mention(draw: st.DrawFn) -> Mention:
    director = draw(st.frozensets(_names, max_size=1))
    people = draw(st.frozensets(st.sampled_from(["quill", "sato", "pryce"]), max_size=2)) | director
    key = str(draw(st.integers(0, 10_000)))
    when = f"{draw(st.integers(2020, 2027))}-05-01T09:00:00Z"
    return Mention(key, when, draw(st.sampled_from([None, None, 1927, 2024, 2025, 2026])), director, people)


@given(st.lists(a_mention(), max_size=12, unique_by=lambda x: x.key), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_films_and_loses_no_mention(mentions: list[Mention], chance: Any) -> None:
    groups, undecided = partition(mentions)
    other = list(mentions)
    chance.shuffle(other)
    again, rest = partition(other)
    assert ({g.mentions for g in groups}, undecided) == ({g.mentions for g in again}, rest)
    assert sorted([*undecided, *(k for g in groups for k in g.mentions)]) == sorted(x.key for x in mentions)
    assert not any(a.conflicts(b) is False and a.directors & b.directors for a in groups for b in groups if a is not b)
