"""Names folded in every script, and the numbers that stand for names and subjects."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture import folding
from bigpicture.catalogue import keys, names


def test_scripts_other_than_latin_keep_their_letters() -> None:
    told = ["Дорога соли", "塩の道", "がか", "かか", "한강", "नमक", "दो", "طريق الملح", "דרך המלח", "Ёлки"]
    assert folding.plain("Дорога соли") == ""  # why the catalogue folds for itself
    assert len({names.title(one) for one in told} | {""}) == len(told) + 1
    assert names.title("ЁЛКИ") == names.title("елки")


@pytest.mark.parametrize(
    ("title", "filed"),
    [
        ("Low Tide: Part Two", {"low tide part 2", "low tide 2", "low tide"}),
        ("Low Tide Part II", {"low tide part 2", "low tide 2"}),
        ("Low Tide: Volume 2", {"low tide vol 2", "low tide 2", "low tide"}),
        ("Low Tide: Chapter 3 - Ebb", {"low tide chapter 3 ebb", "low tide 3", "low tide"}),
        ("Low Tide: Episode V - Ebb", {"low tide episode 5 ebb", "low tide 5", "low tide"}),
        ("Low Tide V", {"low tide 5"}),
        ("Low Tide v High Water", {"low tide v high water"}),
        ("Five Low Tides", {"five low tides"}),  # a first word is no number of a part
        ("Part II", {"part 2"}),
        ("Volume I", {"volume 1"}),
    ],
)
def test_parts_are_numbered_in_one_way(title: str, filed: set[str]) -> None:
    assert names.indexed(title, human=False) == filed


@given(st.text(max_size=60) | st.lists(st.sampled_from("The Low Tide: Part Two II V i vol volume one - 2".split()), max_size=30).map(" ".join))  # fmt: skip
def test_a_folded_title_folds_to_itself_and_is_no_longer_than_what_counts(text: str) -> None:
    for folded in names.indexed(text, human=False):
        assert 0 < len(folded) <= names.LONGEST
        assert (
            names.title(folded) == folded or folded.split()[0] in ("the", "a", "an") or len(text) != len(text.encode())
        )


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=40))
def test_plain_names_fold_as_elsewhere_but_for_initials_and_ampersands(text: str) -> None:
    text = text.replace("&", "").replace("`", "")
    assert names.person(text).replace(" ", "") == folding.plain(text).replace(" ", "") or not folding.plain(text)


@given(st.text(max_size=60))
def test_a_folded_name_is_empty_only_for_nothing_and_folds_to_itself(text: str) -> None:
    folded = names.person(text)
    assert bool(folded) == bool(text.strip())
    assert len(folded) <= names.LONGEST
    assert names.person(folded) == folded or len(text) != len(text.encode())


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=8))
@settings(max_examples=50)
def test_hashes_do_not_depend_on_what_stands_beside(told: list[str]) -> None:
    together = keys.hashes(told)
    assert together.tolist() == [keys.hashes([one])[0] for one in told]
    assert len(set(together.tolist())) == len(set(told))
    assert all(0 <= value < 1 << 56 for value in together.tolist())


@given(st.text(min_size=1, max_size=200))
def test_one_name_hashes_as_many_do(name: str) -> None:
    assert keys.hash_of(name) == keys.hashes([name])[0]


@given(st.text(alphabet="abz é1я", min_size=1, max_size=12))
@settings(max_examples=50)
def test_neighbours_are_all_names_one_letter_away(name: str) -> None:
    letters = "abz "
    edits = {
        name[:i] + c + name[i:] for i in range(len(name) + 1) for c in letters if any("a" <= x <= "z" for x in name)
    }
    for i, old in enumerate(name):
        if not old.isdigit():
            edits |= {name[:i] + name[i + 1 :]} | {
                name[:i] + c + name[i + 1 :] for c in letters if any("a" <= x <= "z" for x in name)
            }
        if i and not old.isdigit() and not name[i - 1].isdigit():
            edits.add(name[: i - 1] + old + name[i - 1] + name[i + 1 :])
    found = set(keys.neighbours(name).tolist())
    assert all(int(keys.hashes([edit])[0]) in found for edit in edits - {name, ""})


def test_a_filter_misses_nothing_and_lets_little_else_through() -> None:
    told = keys.hashes([f"name {n}" for n in range(20_000)])
    words = np.zeros(keys.words_for(len(told)), np.uint64)
    keys.fill(words, told)
    assert keys.held(words, told).all()
    assert keys.held(words, keys.hashes([f"other {n}" for n in range(20_000)])).mean() < 0.02


@given(st.sampled_from(["Q", "tt", "nm", "co", "ev"]), st.integers(1, 10**9))
def test_identifiers_survive_as_numbers(prefix: str, value: int) -> None:
    key = f"{prefix}{value}" if prefix == "Q" else f"{prefix}{value:07d}"
    code = keys.number(key)
    assert code is not None
    assert keys.text(code) == key


@given(st.text(max_size=30))
def test_what_is_no_key_has_no_number(text: str) -> None:
    assert keys.number(text) is None or text[:2] in ("tt", "nm", "co", "ev") or text[:1] == "Q" or ":" in text
