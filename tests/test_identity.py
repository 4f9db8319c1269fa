"""Identity: which film an article means, decided by what all articles say, in any order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture import Claim, Evidence
from bigpicture.identity import Mention, block, mention, node, partition, released
from bigpicture.naming import bearer


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
    assert (made.year, made.directors, made.people) == (
        2026,
        {bearer("Zoë Lind")},
        {bearer("Zoe Lind"), bearer("Tobias Renn")},
    )


def titled(
    key: str, title: str, when: str = "2026-05-01", director: str = "", people: str = "", also: str = "", **told: Any
) -> Mention:
    directors = frozenset(filter(None, [director]))
    people_ = directors | frozenset(people.split())
    return Mention(
        node(key, block(title)), f"{when}T09:00:00Z", told.get("year"), directors, people_, told.get("current"),
        told.get("opens"), block(title), frozenset(map(block, filter(None, [also]))),
    )  # fmt: skip


def named(*mentions: Mention) -> tuple[list[str], str]:
    """The films as the keys of their articles, and of those undecided."""
    groups, rest = films(*mentions)
    return sorted("".join(sorted(k.partition("\t")[0] for k in g)) for g in groups), "".join(sorted(rest))


def test_a_film_that_got_another_title_is_one() -> None:
    told = titled("a", "Salt Road", also="Departures")
    assert named(told, titled("b", "Departures", director="marlow"), titled("c", "The Salt Road", people="quill")) == (
        ["abc"],
        "",
    )


def test_an_older_film_of_the_former_title_stays_apart() -> None:
    told = titled("a", "Salt Road", director="marlow", also="Departures", current=2026)
    old = titled("b", "Departures", director="takita", year=2008)
    assert named(told, old, titled("c", "Departures", director="marlow")) == (["ac", "b"], "")


def test_titles_are_not_one_unless_an_article_says_so() -> None:
    assert named(titled("a", "Salt Road", director="marlow"), titled("b", "Departures", director="marlow")) == (
        ["a", "b"],
        "",
    )


def test_an_untitled_film_gets_its_title() -> None:
    project = titled("a", "untitled Marlow project", "2025-02-01", director="marlow", people="quill")
    film = titled("b", "Salt Road", director="marlow", people="quill sato", opens=2026)
    assert named(project, film) == (["ab"], "")
    again = titled("c", "untitled Marlow project", "2025-06-01", people="quill")
    assert named(project, again, film) == (["abc"], "")


@pytest.mark.parametrize(
    "film",
    [
        titled("b", "Salt Road", director="marlow", opens=2026),  # one person alone: any film of the director's
        titled("b", "Salt Road", director="marlow", people="quill", opens=2019),  # out before
        titled("b", "Salt Road", director="marlow", people="quill"),  # nobody says when it opens
        titled("b", "Salt Road", director="renn", people="quill sato", opens=2026),
        titled("a", "Salt Road", director="marlow", people="quill", opens=2026),  # the same article: another film
    ],
)
def test_an_untitled_film_stays_what_it_is_where_little_is_told(film: Mention) -> None:
    project = titled("a", "untitled Marlow project", "2025-02-01", director="marlow", people="quill sato")
    assert len(named(project, film)[0]) == 2


def test_of_two_titles_an_untitled_film_gets_none() -> None:
    project = titled("a", "untitled Marlow project", "2025-02-01", director="marlow", people="quill")
    two = (titled(k, t, director="marlow", people="quill", opens=2027) for k, t in (("b", "Salt"), ("c", "Road")))
    assert named(project, *two) == (["a", "b", "c"], "")


def test_one_description_may_serve_two_films() -> None:
    def project(key: str, when: str) -> Mention:
        return titled(key, "untitled Marlow project", when, director="marlow", people="quill")

    first = titled("c", "Salt Road", director="marlow", people="quill", opens=2016)
    second = titled("d", "Night Ferry", director="marlow", people="quill", opens=2026)
    assert named(project("a", "2015-01-01"), project("b", "2025-01-01"), first, second) == (["ac", "bd"], "")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Bong Joon-ho", "Joon Ho Bong", "Bong Jun-ho", "봉준호"),
        ("J.K. Simmons", "JK Simmons", "J. K. Simmons"),
        ("Andrey Zvyagintsev", "Andrei Zvyagintsev", "Андрей Звягинцев"),
        ("Małgorzata Szumowska", "Malgorzata Szumowska"),
        ("Wong Kar-wai", "Kar-Wai Wong", "Wong Karwai"),
    ],
)
def test_spellings_of_a_name_are_one_bearer(spellings: tuple[str, ...]) -> None:
    assert len(set(map(bearer, spellings))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Joel Coen", "Ethan Coen"), ("Robert Downey", "Robert Downey Jr."), ("Ang Lee", "Bruce Lee"), ("Mark", "Marc")],
)
def test_names_of_several_are_several(one: str, other: str) -> None:
    assert bearer(one) != bearer(other)


_names = st.sampled_from(["marlow", "renn", "voss", "lind"])


@st.composite
def a_mention(draw: st.DrawFn) -> Mention:
    director = draw(st.frozensets(_names, max_size=1))
    people = draw(st.frozensets(st.sampled_from(["quill", "sato", "pryce"]), max_size=2)) | director
    key = str(draw(st.integers(0, 10_000)))
    when = f"{draw(st.integers(2020, 2027))}-05-01T09:00:00Z"
    title = draw(st.sampled_from(["salt road", "departures", "untitled marlow project"]))
    also = draw(st.frozensets(st.sampled_from(["salt road", "departures"]), max_size=1)) - {title}
    year, opens = draw(st.sampled_from([None, None, 1927, 2024, 2025, 2026])), draw(st.sampled_from([None, 2025, 2026]))
    return Mention(
        node(key, title), when, year, director, people, None, opens, title, also if key[-1] == "7" else frozenset()
    )


@given(st.lists(a_mention(), max_size=12, unique_by=lambda x: x.key), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_films_and_loses_no_mention(mentions: list[Mention], chance: Any) -> None:
    groups, undecided = partition(mentions)
    other = list(mentions)
    chance.shuffle(other)
    again, rest = partition(other)
    assert ({g.mentions for g in groups}, undecided) == ({g.mentions for g in again}, rest)
    assert sorted([*undecided, *(k for g in groups for k in g.mentions)]) == sorted(x.key for x in mentions)


@given(st.lists(a_mention(), max_size=12, unique_by=lambda x: x.key))
def test_films_of_one_title_do_not_share_their_director(mentions: list[Mention]) -> None:
    own = [m for m in mentions if m.block == "departures" and not m.also]
    groups, _ = partition(own)
    assert not any(a.conflicts(b) is False and a.directors & b.directors for a in groups for b in groups if a is not b)


@pytest.mark.parametrize(
    ("opens", "year"), [({}, None), ({2023: 2, 2024: 3}, 2024), ({2013: 1, 2023: 3}, 2023), ({2023: 1, 2024: 1}, 2023)]
)
def test_a_film_is_of_the_year_that_most_give_for_its_release(opens: dict[int, int], year: int | None) -> None:
    assert released(opens) == year
