"""Sameness: a wire story is known again at every subscriber, other articles stay apart, and groups do not creep."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.sameness import (
    NEAR,
    SHORTEST,
    SLOTS,
    Standing,
    bands,
    contained,
    same,
    settle,
    signature,
    similarity,
    standing,
)
from tests.conftest import ROOT

STORY = """Drama The Salt Road has taken the top prize at the Harbour Film Festival, where its director Ruth Adeyemi dedicated the award to the village that let her shoot there for two winters.

The jury, led by the Norwegian actor Henrik Solvang, called the film "a work of rare patience" and said that its choice had been unanimous. Adeyemi, 41, is the first woman to win the Golden Anchor since 1998.

"I was told that nobody would come to see a film about salt," she told reporters after the ceremony on Saturday. "I am glad that nobody told the audience here."

The film follows a widow, played by Mara Lindqvist, who walks 300 miles to sell the last of her family's harvest. It cost $4m to make and has been sold to 22 countries, according to its producer Tom Ferris of Low Water Pictures.

The runner-up prize went to the Chilean comedy Nine Umbrellas. Sven Aalto was named best actor for the thriller Cold Harbour, and the audience award went to the documentary Bees of Leith.

The Salt Road opens in British cinemas on 13 November."""

OWN_WORDS = """Ruth Adeyemi's The Salt Road beat 17 other films to win the Golden Anchor in a rainy Harbour on Saturday night, ending a festival that had few clear favourites.

Henrik Solvang and his fellow jurors needed less than an hour to agree on the story of a widow's long walk to market, which stars Mara Lindqvist and was filmed over two winters on a budget of $4m.

No woman had taken the Golden Anchor home in more than 20 years. Adeyemi, 41, thanked the villagers who lent her their houses and joked that financiers had warned her off the subject of salt.

Low Water Pictures, which produced it with Tom Ferris, says that deals have been done for 22 countries. British audiences can see the picture from 13 November.

Elsewhere, Nine Umbrellas from Chile came second, Bees of Leith pleased the public most, and Cold Harbour earned Sven Aalto the prize for best actor."""

NOVEMBER = """Animated adventure Hedgehog Express held on to the top of the North American box office for a second weekend, taking $31.4m (£24.1m), according to studio estimates.

The film, which features the voices of Dwight Tolland and Rosie Kemp, has now made $98m since its release. In second place was the new arrival Sandbag, a military drama starring Walter Kincaid, which opened with $19.9m.

The thriller Full Service fell to third with $8.2m in its fourth week, ahead of the romantic comedy Four Aces with $6.6m. The horror film Gas Man completed the top five with $4.1m.

The top 12 films took $98m between them, down 4% on the same weekend last year. Next week sees the release of Alaska Standard Time, a comedy directed by Randall Frye."""

DECEMBER = """Space thriller Perigee held on to the top of the North American box office for a third weekend, taking $22.7m (£17.9m), according to studio estimates.

The film, which features the debut of Oyinda Marsh and Ravi Bell, has now made $141m since its release. In second place was the new arrival Twelve Bridesmaids, a wedding comedy starring Lauren Pike, which opened with $15.3m.

The adventure Hedgehog Express fell to third with $7.5m in its sixth week, ahead of the period drama The Lamplighter with $5.2m. The documentary Bees of Leith completed the top five with $2.8m.

The top 12 films took $71m between them, up 9% on the same weekend last year. Next week sees the release of The Bishop, a drama directed by Hugh Lavery."""

NOTICE = """We and our 214 partners use cookies and similar technologies to keep information on your device, to measure how our pages are read and to show you advertising that fits you. With your consent we may use precise location data. You can change your choice at any time in the privacy settings. See our cookie policy and our privacy policy for how long cookies are kept and who receives your data. Accept all cookies, or manage your preferences below."""  # fmt: skip

CATEGORIES = "film director actress actor screenplay cinematography editing score costume sound".split()
LINES = STORY.split("\n\n")


def ballot(mark: str) -> str:
    """A list of nominees; or that of the winners, which marks the first of each."""
    rng = random.Random(7)
    names = "Alder Bryn Corvo Delft Esk Fenn Garrow Hale Ibsen Joss".split()
    rows = ([f"{rng.choice(names)} {rng.choice(names)}" for _ in range(4)] for _ in CATEGORIES)
    return "\n".join(
        "\n".join([f"Best {category}", mark + first, *rest])
        for category, (first, *rest) in zip(CATEGORIES, rows, strict=True)
    )


def british_to_american(text: str) -> str:
    for old, new in {
        '"': "”",
        "'": "’",
        "cinemas": "theaters",
        "$4m": "$4 million",
        "named": "judged",
        "film ": "movie ",
    }.items():
        text = text.replace(old, new)
    return text


COPIES: dict[str, Callable[[], str]] = {
    "as it is": lambda: STORY,
    "another headline and a byline": lambda: "Adeyemi's salt epic sweeps Harbour\nBy Jo Reeve\n" + STORY,
    "an agency's dateline": lambda: "HARBOUR (Reel News) — " + STORY,
    "the first half": lambda: "\n\n".join(LINES[:3]),
    "the last paragraphs cut": lambda: "\n\n".join(LINES[:4]),
    "another first paragraph": lambda: "\n\n".join(["There was joy in Harbour last night.", *LINES[1:]]),
    "the desk's own end": lambda: STORY + "\n\nReporting by Jo Reeve; editing by Sam Hollis. This story was updated with further reaction.",
    "as much of the desk's own": lambda: STORY + "\n\n" + NOVEMBER,
    "another house's style": lambda: british_to_american(STORY),
    "capitals and no punctuation": lambda: "".join(c for c in STORY.upper() if c.isalnum() or c.isspace()),
    "cut, styled, headed and added to": lambda: "Salt wins\n\n" + british_to_american("\n\n".join(LINES[:5])) + "\n\nSee our gallery.",
}  # fmt: skip

OTHERS: dict[str, Callable[[], tuple[str, str]]] = {
    "another report of the event": lambda: (STORY, OWN_WORDS),
    "next month's column": lambda: (NOVEMBER, DECEMBER),
    "two sentences in common": lambda: (STORY, NOVEMBER + "\n\n" + LINES[2]),
    "a brief with two sentences in common": lambda: (STORY, " ".join(NOVEMBER.split()[:50]) + "\n\n" + LINES[2]),
    "an item within a round-up": lambda: (
        "\n\n".join(LINES[:2]),
        "\n\n".join([NOVEMBER, *LINES[:2], OWN_WORDS]),
    ),
    "nominees, and winners among them": lambda: (ballot(""), ballot("WINNER: ")),
    "paragraphs too short to tell": lambda: (LINES[2], LINES[2]),
}


@pytest.mark.parametrize("kind", COPIES)
def test_copies_are_offered_and_held_to_be_the_same(kind: str) -> None:
    copy = COPIES[kind]()
    one, two = signature(STORY), signature(copy)
    assert one
    assert two
    assert set(bands(one)) & set(bands(two))
    assert similarity(one, two) >= NEAR
    assert same(STORY, copy)
    assert same(copy, STORY)


@pytest.mark.parametrize("kind", OTHERS)
def test_other_articles_stay_apart(kind: str) -> None:
    one, two = OTHERS[kind]()
    assert not same(one, two)
    assert not same(two, one)


def test_what_cannot_be_compared_has_no_signature() -> None:
    words = STORY.split()
    assert signature("") is None
    assert signature(" ".join(words[: SHORTEST - 5])) is None
    assert signature(NOTICE) is None
    assert signature(STORY + "\n\n" + " ".join(NOTICE.split()[:30]))  # an article with a banner is an article


def test_a_signature_is_the_same_on_every_machine_and_in_every_version() -> None:
    """Stored signatures are compared with new ones: where this fails, VERSION must go up."""
    made = signature(STORY)
    assert made
    assert len(made) == 4 * SLOTS
    assert made[:16].hex() == "badc400a53ac4e2b8368be191e3c8916"
    assert bands(made)[:3] == (5340630625501949314, 6606568517709870251, 5685657396043818840)
    code = "import sys; from bigpicture.sameness import signature; print(signature(sys.stdin.read()).hex())"
    for seed in ("0", "1"):
        env = os.environ | {"PYTHONHASHSEED": seed}
        out = subprocess.run(
            [sys.executable, "-c", code], input=STORY, capture_output=True, text=True, check=True, env=env
        )
        assert out.stdout.strip() == made.hex()


def test_bands_fit_a_database_s_integers() -> None:
    made = signature(STORY)
    assert made
    found = bands(made)
    assert len(found) == len(set(found)) == 42
    assert all(-(2**63) <= band < 2**63 for band in found)
    assert any(band < 0 for band in found)


def test_the_estimate_is_near_the_share_of_shingles_in_common() -> None:
    """Texts that share a known part: three standard errors of 128 slots are 0.13 at most."""
    rng = random.Random(3)
    words = [f"w{i}" for i in range(2_000)]
    for part in (0.0, 0.2, 0.5, 0.8, 1.0):
        a, b = rng.sample(words, 400), rng.sample(words, 400)
        size = int(400 * part)
        b = a[:size] + b[size:]
        one, two = signature(" ".join(a)), signature(" ".join(b))
        assert one
        assert two
        exact = (size - 2) / (2 * 398 - (size - 2)) if size else 0
        assert abs(similarity(one, two) - exact) < 0.13


def test_case_accents_quotation_marks_and_space_make_no_difference() -> None:
    plain = "Amelie's cafe sold 40 films - she said \"no\" - in the don't-ask season. " * 8
    styled = "Amélie’s café  sold 40 films — she said “no” — in the don’t-ask season.\n\n" * 8
    assert signature(plain) == signature(styled)


def test_texts_in_other_alphabets_are_compared_too() -> None:
    rng = random.Random(5)
    one, two = (" ".join("".join(rng.choice("абвгдежзик") for _ in range(6)) for _ in range(80)) for _ in range(2))
    assert same(one, one)
    assert not same(one, two)
    assert signature(one) != signature(two)


def test_containment_is_of_the_shorter_in_the_longer() -> None:
    assert contained(STORY, "\n\n".join(LINES[:3])) == contained("\n\n".join(LINES[:3]), STORY) == 1
    assert contained(STORY, NOVEMBER) < 0.05
    assert contained("", STORY) == contained("", "") == 0


def test_no_two_articles_of_the_corpus_are_offered() -> None:
    import json

    texts = [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted((ROOT / "corpus").glob("*.json"))]
    made = [s for s in map(signature, texts) if s]
    assert len(made) >= len(texts) - 3
    found = [band for s in made for band in bands(s)]
    assert len(found) == len(set(found))


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_compared_both_ways_alike(a: str, b: str) -> None:
    assert same(a, b) == same(b, a)
    assert contained(a, b) == contained(b, a)
    assert signature(a) is None or len(signature(a) or b"") == 4 * SLOTS


def test_a_text_without_end_is_compared_by_its_beginning() -> None:
    for text in ("a" * 3_000_000, "A1 " * 80_000, "Aa. " * 80_000, "\ufdfa" * 20_000):
        signature(text)
        assert same(text, text) or len(text.split()) == 1


SEEN = "2026-11-29T09:30:00Z"


def test_the_earliest_published_stands_first() -> None:
    times = [
        "2004-11-30T08:00:00Z",
        "2004-12-01T07:00:00Z",
        "2004-12-01T23:00:00Z",
        "2004-12-01",
        "2004-12-02T00:00:00Z",
        "2004-12",
        "2004",
        None,
    ]
    found = [standing(time, SEEN, "a") for time in times]
    assert found == sorted(found)
    assert len(set(found)) == len(times)


def test_an_article_cannot_be_published_after_it_was_seen() -> None:
    assert standing("2031-01-01T00:00:00Z", SEEN, "a") == standing(None, SEEN, "a")
    assert standing("2026-11-29", SEEN, "a") == standing(None, SEEN, "a")
    assert standing(None, SEEN, "a") < standing(None, SEEN, "b")


def settled(near: dict[Standing, set[Standing]], order: list[Standing]) -> dict[Standing, Standing]:
    """The origins after the articles came one by one: nothing is known of one that has not come."""
    origins: dict[Standing, Standing] = {}
    for at, article in enumerate(order):
        come = set(order[: at + 1])
        origins |= settle([article], origins, lambda a, come=come: near[a] & come)
    return origins


def net(count: int, edges: list[tuple[int, int]]) -> dict[Standing, set[Standing]]:
    names = [standing(None, f"2026-11-{n + 1:02}T00:00:00Z", "x") for n in range(count)]
    near: dict[Standing, set[Standing]] = {name: set() for name in names}
    for a, b in edges:
        if a != b:
            near[names[a]].add(names[b])
            near[names[b]].add(names[a])
    return near


def test_groups_do_not_creep_along_a_chain() -> None:
    """Of A, B, C and D, each a copy of the one before only, C is no copy of A: it is an origin, and D its copy."""
    near = net(4, [(0, 1), (1, 2), (2, 3)])
    a, b, c, d = near
    assert settled(near, [a, b, c, d]) == {a: a, b: a, c: c, d: c}


def test_an_original_that_comes_late_takes_its_place() -> None:
    near = net(3, list(combinations(range(3), 2)))
    a, b, c = near
    assert settled(near, [c, b, a]) == {a: a, b: a, c: a}


def test_an_article_taken_away_leaves_its_copies_settled() -> None:
    near = net(4, [(0, 1), (0, 2), (1, 2), (2, 3)])
    a, b, c, d = near
    origins = settled(near, [a, b, c, d])
    assert origins == {a: a, b: a, c: a, d: d}
    del origins[a]
    origins |= settle([b, c], origins, lambda article: near[article] - {a})
    assert origins == {b: b, c: b, d: d}


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=24), st.permutations(range(9)))
def test_origins_hang_on_the_articles_not_on_the_order_they_came_in(
    edges: list[tuple[int, int]], order: list[int]
) -> None:
    near = net(9, edges)
    names = list(near)
    origins = settled(near, [names[at] for at in order])
    expected: dict[Standing, Standing] = {}
    for article in names:  # the rule, from the earliest on
        expected[article] = min((n for n in near[article] if n < article and expected[n] == n), default=article)
    assert origins == expected
    for article, origin in origins.items():
        assert origin == article or origin in near[article]
    assert not any(b in near[a] for a, b in pairwise(sorted(a for a in names if origins[a] == a)))
