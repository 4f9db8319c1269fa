"""People: spellings of one name, and two people of one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.identity.people import Credit, partition
from bigpicture.identity.spellings import Use, one_letter_apart, spellings


def shown(*uses: tuple[str, int]) -> dict[str, str]:
    return spellings([Use(*use) for use in uses])


def test_spellings_of_one_bearer_take_the_commonest() -> None:
    made = shown(("Bong Joon Ho", 1), ("Bong Joon-ho", 2), ("Bong Joon-ho", 3), ("Mina Sato", 1))
    assert made == {"Bong Joon Ho": "Bong Joon-ho", "Bong Joon-ho": "Bong Joon-ho", "Mina Sato": "Mina Sato"}


def test_a_slip_is_the_name_that_others_use() -> None:
    made = shown(("Timothée Chalamet", 1), ("Timothée Chalamet", 2), ("Timothy Chalamet", 3), ("Timothée Chalmet", 4))
    assert made["Timothée Chalmet"] == "Timothée Chalamet"
    assert made["Timothy Chalamet"] == "Timothy Chalamet"  # more than one letter: another name


def test_names_that_one_article_tells_apart_stay_apart() -> None:
    assert shown(("Anna Marlowe", 1), ("Anne Marlowe", 1), ("Anna Marlowe", 2))["Anne Marlowe"] == "Anne Marlowe"
    assert shown(("Ann Li", 1), ("Ann Lo", 2))["Ann Lo"] == "Ann Lo"  # too short to be a slip


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("abc", "abd", True), ("abc", "ab", True), ("abc", "acb", True), ("abc", "abc", True), ("abcd", "acbd", True),
     ("abc", "cba", False), ("abc", "a", False), ("", "a", True), ("ab", "ba", True), ("abcd", "badc", False)],
)  # fmt: skip
def test_one_letter_apart(one: str, other: str, near: bool) -> None:
    assert one_letter_apart(one, other) is one_letter_apart(other, one) is near


_uses = st.lists(
    st.builds(Use, st.sampled_from(["Ada Quilliam", "Ada Quiliam", "Ada Quilliem", "Adah Quilliam", "Tobias Renn", "Renn Tobias"]), st.integers(0, 6))
)  # fmt: skip


@given(_uses, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(uses: list[Use], chance: object) -> None:
    other = list(uses)
    chance.shuffle(other)  # type: ignore[attr-defined]
    made = spellings(uses)
    assert made == spellings(other)
    assert all(made[shown] == shown for shown in made.values())


_credits = st.lists(
    st.builds(
        Credit,
        st.integers(0, 30).map(str),
        st.sampled_from([None, 1950, 1960, 1995, 2010, 2020]),
        st.frozensets(st.sampled_from(["cast", "director", "nomination"])),
        st.sampled_from([None, None, "nm1", "nm2"]),
    ),
    unique_by=lambda c: c.film,
    max_size=9,
)


@given(_credits, st.randoms(use_true_random=False))
def test_people_of_one_name_do_not_depend_on_the_order_of_their_works(credits: list[Credit], chance: object) -> None:
    people, undecided = partition(credits)
    other = list(credits)
    chance.shuffle(other)  # type: ignore[attr-defined]
    again, rest = partition(other)
    assert (set(people), undecided) == (set(again), rest)
    assert sorted([*undecided, *(f for p in people for f in p)]) == sorted(c.film for c in credits)
    known = {c.film: c.entity for c in credits}
    assert all(len({known[f] for f in p} - {None}) < 2 for p in people)


def test_one_name_is_one_person_unless_the_works_say_otherwise() -> None:
    def of(*credits: tuple[int | None, str]) -> list[set[str]]:
        made = [Credit(str(n), year, frozenset([role])) for n, (year, role) in enumerate(credits)]
        people, undecided = partition(made)
        return [set(p) for p in people] + ([set("?")] if undecided else [])

    assert of((1990, "cast"), (2020, "cast"), (2021, "director")) == [{"0", "1", "2"}]
    assert of((1968, "cast"), (2008, "director"), (2013, "director")) == [{"0"}, {"1", "2"}]
    assert of((1930, "cast"), (2013, "cast")) == [{"0"}, {"1"}]
    assert of((1968, "cast"), (2008, "director"), (None, "director")) == [{"0"}, {"1", "2"}]
    assert of((1968, "cast"), (2008, "director"), (None, "nomination")) == [{"0"}, {"1"}, {"?"}]
