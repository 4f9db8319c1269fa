"""Territories: the name first, its wordings below."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.reading.places import find_territories

MEANT = {
    "US": ["opens in the US", "U.S. theaters", "in the United States", "American cinemas", "in the States"],
    "UK": ["in UK cinemas", "across Britain", "the U.K. box office", "British cinemas"],
    "North America": [
        "in North America",
        "the domestic box office",
        "its domestic cume",
        "North American theaters",
        "made $3m domestically",
    ],
    "worldwide": ["$3 million worldwide", "globally", "the global box office", "around the world"],
    "international": [
        "$4.1 million overseas",
        "($4.1 million international)",
        "61 overseas territories",
        "sold internationally",
    ],
    "South Korea": ["in Korean theaters", "in South Korea on Nov. 3"],
    "China": ["its China total", "the mainland China box office", "China ($112.3M)"],
    "Ireland": ["Irish cinemas"],
    "UK and Ireland": ["in the UK and Ireland", "UK & Ireland"],
    "UK, Ireland and Germany": ["in the UK, Ireland, and Germany"],
    "New York and Los Angeles": ["opens in New York and Los Angeles Dec. 15", "in New York and L.A."],
    "Tamil Nadu": ["in Tamil Nadu on August 19"],
}
NO_TERRITORY = [
    "the New York Film Festival",
    "The London Times",
    "a French drama",
    "an international cast",
    "Toronto’s Midnight Madness",
    "Italy’s Ornella Brancati",
    "$5 in US$",
    "a domestic thriller",
    "tell us more",
    "Air Canada flew them",
    "Paris Hilton",
]


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in MEANT.items() for text in texts])
def test_meaning(name: str, text: str) -> None:
    assert name in [found for _, _, found in find_territories(text)]


@pytest.mark.parametrize("text", NO_TERRITORY)
def test_no_territory(text: str) -> None:
    assert find_territories(text) == []


_BITS = st.sampled_from(
    [
        "the UK",
        " and ",
        ", ",
        "Ireland",
        "New York",
        "in ",
        "domestic",
        " box office",
        "’s ",
        "US",
        "U.S.",
        "\n",
        "($3m international)",
    ]
)


@given(st.one_of(st.text(), st.lists(_BITS).map("".join)))
def test_offsets_are_valid(text: str) -> None:
    found = find_territories(text)
    assert all(0 <= s < e <= len(text) and name for s, e, name in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
