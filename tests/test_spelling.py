"""Spellings: slips between words, the keys by which misspelled words are found, how well a name answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bigpicture.record.spelling import distance, keys, likeness, slips, splits

WORDS = st.text("abcd", max_size=11)


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7), st.integers(0, 3))
def test_slips_between_words_are_counted_alike_both_ways(a: str, b: str, most: int) -> None:
    assert distance(a, b, most) == distance(b, a, most) <= most + 1
    assert (distance(a, b, most) == 0) == (a == b)
    assert distance(a, b, most) == min(distance(a, b, 99), most + 1)


@given(WORDS, WORDS)
def test_words_that_may_be_meant_for_each_other_share_a_key(a: str, b: str) -> None:
    most = min(slips(a), slips(b))
    if distance(a, b, most) <= most:
        assert keys(a) & keys(b)


@given(WORDS)
def test_a_word_cut_in_two_is_the_word(word: str) -> None:
    assert all(a + b == word and a and b for a, b in splits(word))


def test_a_swap_is_one_slip() -> None:
    assert (distance("nihgt", "night", 2), distance("night", "knights", 2), distance("night", "day", 2)) == (1, 2, 3)


def test_likeness() -> None:
    same = likeness(["night", "ferry"], ["night", "ferry"])
    assert same == likeness(["ferry", "night"], ["night", "ferry"]) == 1
    assert same > likeness(["nihgt", "ferry"], ["night", "ferry"]) > 0
    assert same > likeness(["night"], ["night", "ferry"]) > likeness(["night"], ["night", "ferry", "boat"]) > 0
    assert same > likeness(["night", "fer"], ["night", "ferry"]) > 0, "the last word may be unfinished"
    assert likeness(["fer", "night"], ["night", "ferry"]) == 0, "any other may not"
    assert likeness(["n", "ferry"], ["night", "ferry"]) > likeness(["x", "ferry"], ["night", "ferry"]) > 0
    assert likeness(["night", "night"], ["night", "ferry"]) == 0, "each word of a name is met once"
    assert likeness(["her"], ["hrr"]) == 0, "so short a word is another one"
    assert likeness(["day"], ["night"], {"day": {"night": 0}}) == 1, "what a word may mean may be known"
