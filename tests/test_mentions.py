"""Where mentions begin and end, and what stands for what, without the network: rules of form only."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.reading.edges import whole
from bigpicture.reading.mentions import Span, find
from bigpicture.reading.names import shortens, subtitle
from bigpicture.reading.scheme import TAGS
from bigpicture.reading.segment import Words, segment
from bigpicture.reading.tags import search, viterbi
from bigpicture.reading.untitled import find_again, find_called, find_untitled


def tagged(words: Words, *mentions: tuple[str, str]) -> np.ndarray:
    """Log-probabilities that are sure of these (string, label) mentions, wherever the strings stand, and of nothing else."""
    likely = np.full((len(words), len(TAGS)), np.log(1e-6), dtype=np.float32)
    likely[:, 0] = np.log(0.999)
    strings = words.strings()
    for string, label in mentions:
        parts = segment(string, headline=0).strings()
        for i in range(len(strings) - len(parts) + 1):
            if strings[i : i + len(parts)] == parts and (likely[i : i + len(parts), 0] > np.log(0.9)).all():
                for at in range(i, i + len(parts)):
                    likely[at, 0] = np.log(1e-6)
                    likely[at, TAGS.index(f"{'B' if at == i else 'I'}-{label}")] = np.log(0.999)
    return likely


def spans(text: str, *mentions: tuple[str, str]) -> list[Span]:
    words = segment(text, headline=0)
    return find(words, tagged(words, *mentions), None)


def named(text: str, label: str, *mentions: tuple[str, str]) -> list[str]:
    return [s.name for s in spans(text, *mentions) if s.label == label]


@pytest.mark.parametrize(
    ("text", "seen", "names"),
    [
        ("It stars Ryu Gyo-won as a spy.", ["Ryu Gyo"], ["Ryu Gyo-won"]),
        ("A Winslet-led drama with Ann Lee.", ["Winslet", "Ann Lee"], ["Winslet", "Ann Lee"]),
        ("By director Odile Van den Broucke.", ["Odile Van den"], ["Odile Van den Broucke"]),
        ("Nick and Andy Fairchild direct.", ["Nick", "Andy Fairchild"], ["Nick Fairchild", "Andy Fairchild"]),
        ("Ann Lee plays a spy. Lee is 40.", ["Ann Lee"], ["Ann Lee", "Ann Lee"]),
    ],
)
def test_people(text: str, seen: list[str], names: list[str]) -> None:
    assert named(text, "PERSON", *((s, "PERSON") for s in seen)) == names


def test_parts_of_an_event_are_one() -> None:
    words = segment("It won at the Tromso Polar Film Gala.", headline=0)
    assert whole(words, [(4, 4, "EVENT"), (5, 7, "EVENT")]) == [(4, 7, "EVENT")]
    words = segment("He came to the gala of 15th street", headline=0)
    assert whole(words, [(3, 3, "EVENT"), (6, 6, "EVENT")]) == []


def test_a_title_ends_in_no_loose_word() -> None:
    assert named("They saw Our Man in Hove in Britain.", "WORK", ("Our Man in Hove in", "WORK")) == ["Our Man in Hove"]


def test_lists_of_titles_are_parted_but_not_within_marks() -> None:
    words = segment("He made Low Tide and High Street.", headline=0)
    likely = tagged(words, ("Low Tide and High Street", "WORK"))
    likely[words.strings().index("and"), 0] = np.log(0.4)
    assert [s.name for s in find(words, likely, None) if s.label == "WORK"] == ["Low Tide", "High Street"]
    words = segment('He made "Low Tide, High Street" there.', headline=0)
    likely = tagged(words, ("Low Tide, High Street", "WORK"))
    likely[words.strings().index(","), 0] = np.log(0.4)
    assert [s.name for s in find(words, likely, None) if s.label == "WORK"] == ["Low Tide, High Street"]


def test_short_titles_take_the_whole_title() -> None:
    text = "Vantablack: Nadir opens in May. Then Nadir goes to Japan."
    assert named(text, "WORK", ("Vantablack: Nadir", "WORK"), ("Nadir", "WORK")) == ["Vantablack: Nadir"] * 2
    assert subtitle("Vantablack: Nadir") == "Nadir"
    assert subtitle("Nadir") is None
    assert shortens("Paper Tigers", "Paper Tigers, Real Fire")
    assert not shortens("Ironjay", "Ironjay 3")


def test_works_without_a_title() -> None:
    text = "She joins the untitled Marnie Gale biopic at Fox. The sequel is untitled, and the film is not."
    assert [text[s:e] for s, e in find_untitled(text)] == ["untitled Marnie Gale biopic"]
    assert named("He left the Cellar Door remake in May.", "WORK", ("Cellar Door", "WORK")) == ["Cellar Door remake"]
    assert named("A Disney remake is planned.", "WORK", ("Disney", "ORG")) == []
    text = "He wrote a Viper spin-off."
    assert [(text[a:b], text[a:c]) for a, b, c in find_again(text)] == [("Viper", "Viper spin-off")]


def test_works_called_by_their_kind() -> None:
    text = "Known for the ITV drama Estuary, he made the film Friday morning, and a comedy with Ann."
    assert [text[s:e] for s, e in find_called(text)] == ["Estuary"]
    assert named(text, "WORK") == ["Estuary"]


@given(st.integers(1, 60), st.integers(0, 10_000))
def test_searching_only_the_doubtful_stretches_finds_the_same_tags(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(size, len(TAGS))) * 4
    scores[:, 0] += rng.choice([0, 10, 20], size=size)
    scores = (scores - np.log(np.exp(scores).sum(1, keepdims=True))).astype(np.float32)
    assert (viterbi(scores) == search(scores)).all()


def test_a_lone_name_is_one_thing() -> None:
    text = "Adam meets Adam. Then Adam leaves, says Ann Lee, and Lee agrees."
    words = segment(text, headline=0)
    likely = tagged(words, ("Ann Lee", "PERSON"), ("Lee", "CHARACTER"))
    for i, (label, sure) in {0: ("CHARACTER", 0.9), 2: ("CHARACTER", 0.9), 5: ("PERSON", 0.7)}.items():
        likely[i] = np.log(1e-6)
        likely[i, TAGS.index(f"B-{label}")] = np.log(sure)
    found = find(words, likely, None)
    assert [s.label for s in found if s.name == "Adam"] == ["CHARACTER"] * 3
    assert [s.name for s in found if s.label == "PERSON"] == ["Ann Lee"]


def test_names_in_a_list_of_titles_are_titles() -> None:
    text = "He is loved for titles such as Sherlock and Fleabag."
    assert named(text, "WORK", ("Sherlock", "CHARACTER"), ("Fleabag", "WORK")) == ["Sherlock", "Fleabag"]
    assert named("Titles such as Sherlock are loved.", "WORK", ("Sherlock", "CHARACTER")) == []
