"""The forecast: what it looks at, what it learns, what it says. On invented races whose answers are known."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from bigpicture.errors import InputError
from bigpicture.season import fitting, joining, precursors
from bigpicture.season.features import CATEGORIES, FEATURES, draw, given, moves, relevant, used, values
from bigpicture.season.forecast import SHIPPED, Coefficients, Forecast, coefficients, forecast
from bigpicture.season.model import PAIRS, RIDGES, Fit, Ridge, arrays, fit, masked, precision, probabilities
from bigpicture.season.precursors import BODIES
from bigpicture.season.races import Contender, Precursor, Race
from tests.races_made import contender, drawn, prize

ALL = frozenset(BODIES)
ACTOR = {"sag": 2.0, "bafta": 1.0, "globes": 0.5, "critics-choice": 0.0}


def race(category: str, *up: Contender, year: int = 2024) -> Race:
    return Race("academy", year, category, up)


def film(title: str, *people: str, nominations: int = 1, companions: str = "", work: str = "") -> Contender:
    return Contender(title, people, nominations, frozenset(companions.split()), None, work)


def gave(body: str, category: str, title: str, *people: str, won: bool = True, fact: int | None = None) -> Precursor:
    return Precursor(2024, body, category, title, people, won, "made", fact)


# Joining


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Birdman", "Birdman or (The Unexpected Virtue of Ignorance)", True),
        ("Precious", "Precious: Based on the Novel 'Push' by Sapphire", True),
        ("F1", "F1: The Movie", True),
        ("Amélie", "Amelie", True),
        ("Pride & Prejudice", "Pride and Prejudice", True),
        ("The Father", "Father", True),
        ("Up", "Up in the Air", False),
        ("Frozen", "Frozen II", False),
        ("", "", False),
    ],
)
def test_titles_of_one_film(one: str, other: str, same: bool) -> None:
    assert joining.same_film(one, other) is same
    assert joining.same_film(other, one) is same


def test_a_performance_is_joined_by_person_and_film() -> None:
    up = race("actress", film("The Lamp", "Ada Quill"), film("Salt", "Bo Marsh"))
    assert joining.joined(up, gave("sag", "supporting-actress", "The Lamp", "Quill, Ada")) == (0,)
    assert joining.joined(up, gave("globes", "actress-drama", "Kites", "Ada Quill")) == ()
    assert joining.joined(up, gave("globes", "actress-drama", "", "Ada Quill")) == (0,)
    assert joining.joined(up, gave("sag", "actress", "The Lamp", "Somebody Else")) == ()


def test_a_song_is_joined_to_the_nominee_of_its_writers() -> None:
    up = race(
        "song", film("Salt", "Mo Vane", work="Rain"), film("Salt", "Ed Lund", work="Sun"), film("Kites", "Gus Hale")
    )
    assert joining.joined(up, gave("globes", "song", "Salt", "Ed Lund")) == (1,)
    assert joining.joined(up, gave("globes", "song", "Salt")) == (0, 1), "nothing tells which"


@pytest.mark.parametrize(
    ("body", "category", "to"),
    [
        ("globes", "picture-comedy", ("picture",)),
        ("critics-choice", "picture-comedy", ()),
        ("sag", "cast", ("picture",)),
        ("dga", "director", ("director", "picture")),
        ("bafta", "director", ("director",)),
        ("globes", "screenplay", ("original-screenplay", "adapted-screenplay")),
        ("bafta", "sound", ("sound", "sound-editing")),
        ("bafta", "british-film", ("british-film",)),
    ],
)
def test_counterparts(body: str, category: str, to: tuple[str, ...]) -> None:
    assert joining.counterparts(body, category) == to


# Features


def test_what_is_known_of_a_contender() -> None:
    up = race("picture", film("Salt", nominations=8, companions="director editing actor"), film("Kites", nominations=2))
    rows = [
        gave("pga", "picture", "Salt"), gave("dga", "director", "Kites", "Gus Hale"), gave("globes", "picture-comedy", "Salt"),
        gave("bafta", "actor", "Salt", "Ada Quill"), gave("bafta", "picture", "Elsewhere"),
    ]  # fmt: skip
    salt, kites = (values(d, "picture", ALL) for d in draw(up, rows))
    assert {name for name, value in salt.items() if value} == {
        "won:pga", "won:globes", "won:globes-comedy", "elsewhere", "nominations", "up:director", "up:editing", "up:acting",
    }  # fmt: skip
    assert {name for name, value in kites.items() if value} == {"won:dga", "nominations"}
    assert salt["nominations"] == pytest.approx(np.log(8))
    assert given("picture", rows) == {"pga", "dga", "globes", "bafta"}
    assert [moves(up, row) for row in rows] == [True, True, True, True, False]


def test_prizes_of_bodies_that_are_not_known_count_for_nothing() -> None:
    up = race("picture", film("Salt"), film("Kites"))
    rows = [gave("pga", "picture", "Salt"), gave("bafta", "actor", "Salt", "A")]
    one = draw(up, rows)[0]
    assert values(one, "picture", {"dga"}) == values(draw(up, [])[0], "picture", {"dga"})


def test_nominees_count_where_the_list_is_whole() -> None:
    up = race("actor", film("Salt", "Ada Quill"), film("Kites", "Bo Marsh"))
    names = ["Ada Quill", "Cy Ferro", "Di Okoro", "Ed Lund"]
    rows = [gave("sag", "actor", "Salt" if n == names[0] else "Other", n, won=False) for n in names]
    assert [values(d, "actor", ())["up-for:sag"] for d in draw(up, rows)] == [1, 0]
    assert [values(d, "actor", ())["up-for:sag"] for d in draw(up, rows[:3])] == [0, 0], "others may be nominated too"


def test_every_feature_of_a_category_is_listed() -> None:
    assert {name for _, name in PAIRS} == set(FEATURES)
    assert used("animated-short") == ()
    for category in CATEGORIES:
        bodies = [body for body in relevant(category) if (body, category) != ("wga", "picture")]  # among other prizes
        assert all(f"won:{body}" in used(category) or f"film:{body}" in used(category) for body in bodies)


def test_the_writers_guilds_prize_is_one_for_writing_and_another_of_the_film_for_best_picture() -> None:
    rows = [gave("wga", "adapted-screenplay", "Salt", "Ada Quill")]
    picture, writing, acting = (
        race(c, film("Salt", "Ada Quill"), film("Kites")) for c in ("picture", "original-screenplay", "actor")
    )
    numbers = [values(draw(one, rows)[0], one.category, ALL) for one in (picture, writing)]
    assert (numbers[0]["elsewhere"], "won:wga" in numbers[0]) == (np.log(2), False)
    assert (numbers[1]["elsewhere"], numbers[1]["won:wga"]) == (0, 1), (
        "guild and Academy may not agree on what is adapted"
    )
    assert [given(one.category, rows) for one in (picture, writing, acting)] == [{"wga"}, set(), set()]
    assert given("adapted-screenplay", rows) == {"wga"}
    assert [moves(one, rows[0]) for one in (picture, writing, acting)] == [True, True, False]


# The fit


def test_the_gradient_is_that_of_the_loss() -> None:
    races, seasons = drawn(range(1995, 2010), "actor", ACTOR)
    more, others = drawn(range(1995, 2010), "picture", {"pga": 1.0, "dga": 1.0}, seed=2)
    table = arrays([*races, *more], {year: seasons[year] + others[year] for year in seasons})
    what = Fit(table, masked(table, ALL), RIDGES[0])
    chance = np.random.default_rng(3)
    at, way = chance.normal(size=len(PAIRS)), chance.normal(size=len(PAIRS))
    gradient, bend = what.slopes(at)
    step = 1e-5
    assert (what.loss(at + step * way) - what.loss(at - step * way)) / (2 * step) == pytest.approx(float(gradient @ way), rel=1e-6)  # fmt: skip
    change = (what.slopes(at + step * way)[0] - what.slopes(at - step * way)[0]) / (2 * step)
    assert np.allclose(change, bend @ way, rtol=1e-5, atol=1e-5)
    assert np.abs(what.slopes(what.best())[0]).max() < 1e-7, "at the best weights nothing pulls"


def test_known_weights_are_found_again() -> None:
    races, seasons = drawn(range(1000, 3000), "actor", ACTOR)
    weights = fit(arrays(races, seasons), ALL, Ridge(10, 10, 10, 10, 10))[CATEGORIES.index("actor")]
    for body, weight in ACTOR.items():
        assert weights[FEATURES.index(f"won:{body}")] == pytest.approx(weight, abs=0.2), body


def test_a_category_with_few_races_leans_on_its_family() -> None:
    races, seasons = drawn(range(1000, 1200), "actor", {"sag": 3.0})
    weights = fit(arrays(races, seasons), ALL, RIDGES[0])
    sag = weights[:, FEATURES.index("won:sag")]
    assert sag[CATEGORIES.index("actress")] == pytest.approx(sag[CATEGORIES.index("actor")], abs=0.5)
    assert sag[CATEGORIES.index("actress")] > 1
    assert weights[CATEGORIES.index("director"), FEATURES.index("won:sag")] == 0, "it gives no prize for directing"


def test_a_ridge_is_what_weights_may_be_beforehand() -> None:
    inverse = precision(RIDGES[0])
    assert np.allclose(inverse, inverse.T)
    assert np.linalg.eigvalsh(inverse).min() > 0
    races, seasons = drawn(range(1995, 2020), "actor", ACTOR)
    table = arrays(races, seasons)
    loose, tight = (fit(table, ALL, Ridge(*[v] * 5)) for v in (10.0, 0.001))
    assert np.abs(tight).max() < 0.2 < np.abs(loose).max()


def test_chances_sum_to_one_and_do_not_depend_on_the_order() -> None:
    races, seasons = drawn(range(1995, 2005), "actor", ACTOR)
    turned = [replace(r, contenders=r.contenders[::-1]) for r in races]
    one, other = (arrays(some, seasons) for some in (races, turned))
    weights = fit(one, ALL, RIDGES[0])
    assert np.allclose(weights, fit(other, ALL, RIDGES[0]), atol=1e-8)
    chances = probabilities(masked(one, ALL), weights, one)
    assert np.allclose(np.add.reduceat(chances, one.start), 1)


def test_two_winners_share_a_prize() -> None:
    up = tuple(replace(contender(n, 2000), won=n < 2) for n in range(4))
    assert list(arrays([Race("academy", 2000, "actor", up)], {}).share) == [0.5, 0.5, 0, 0]


# The forecast


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Coefficients:
    """Coefficients of an invented past in which the SAG's prize tells the most."""
    weights = {c: {" ".join(b for b in BODIES if b in known): _weights(c) for known in fitting.sets(c)} for c in ("actor", "picture")}  # fmt: skip
    model = {"ridge": {}, "without": {c: "made so" for c in CATEGORIES if c not in weights}, "weights": weights}
    told = {
        "format": 2,
        "body": "academy",
        "made": "2026-01-02",
        "data": "",
        "features": {c: used(c) for c in CATEGORIES},
    }
    path = tmp_path_factory.mktemp("fit") / "coefficients.json"
    path.write_text(fitting.render({**told, "models": {"2023": model}}), encoding="utf-8")
    return coefficients(path)


def _weights(category: str) -> list[float]:
    worth = {"won:sag": 2.0, "won:bafta": 1.0, "nominations": 0.5}
    return [worth.get(name, 0) for name in used(category)]


UP = (film("Salt", "Ada Quill", nominations=3), film("Kites", "Bo Marsh"), film("Reef", "Cy Ferro", nominations=3))
ROWS = (gave("sag", "actor", "Kites", "Bo Marsh"), gave("bafta", "actor", "Salt", "Ada Quill", fact=7))


def test_a_forecast_says_how_likely_and_why(made: Coefficients) -> None:
    found = forecast(race("actor", *UP), ROWS, made)
    assert (found.known, found.model, found.reason) == (("bafta", "sag"), "to 2023, 2026-01-02", "")
    score = {"Kites": 2, "Salt": 1 + 0.5 * np.log(3), "Reef": 0.5 * np.log(3)}
    total = sum(np.exp(s) for s in score.values())
    assert {o.contender.film: o.probability for o in found.odds} == pytest.approx({f: np.exp(s) / total for f, s in score.items()})  # fmt: skip
    first = found.odds[0]
    assert first.contender.film == "Kites"
    assert [(p.told, round(p.weight, 2)) for p in first.parts] == [
        ("won the SAG Award", 1.33), ("1 nomination", -0.37), ("did not win the BAFTA", -0.33),
    ]  # fmt: skip
    assert (first.parts[0].source, first.parts[0].fact) == ("", None), "the shipped table is no report"
    salt = next(o for o in found.odds if o.contender.film == "Salt")
    bafta = next(p for p in salt.parts if p.feature == "won:bafta")
    assert (bafta.told, bafta.source, bafta.fact) == ("won the BAFTA", "made", 7)
    assert any(p.told == "3 nominations, the most of all" for p in salt.parts)


def test_a_forecast_does_not_depend_on_order_or_on_who_won(made: Coefficients) -> None:
    def chances(found: Forecast) -> dict[str, float]:
        return {o.contender.film: o.probability for o in found.odds}

    plain = forecast(race("actor", *UP), ROWS, made)
    assert [o.probability for o in plain.odds] == sorted((o.probability for o in plain.odds), reverse=True)
    assert sum(chances(plain).values()) == pytest.approx(1)
    for up in (UP[::-1], tuple(replace(c, won=c.film == "Reef") for c in UP)):
        assert chances(forecast(race("actor", *up), ROWS[::-1], made)) == pytest.approx(chances(plain))


def test_only_prizes_of_the_season_count(made: Coefficients) -> None:
    late = [replace(row, year=2025) for row in ROWS]
    assert forecast(race("actor", *UP), late, made) == forecast(race("actor", *UP), [], made)


def test_why_there_is_no_forecast(made: Coefficients) -> None:
    up = race("actor", *UP)
    cases = {
        "3 of 5 nominees are known": forecast(up, ROWS, made, nominees=5),
        "made so": forecast(race("song", *UP), ROWS, made),
        "fewer than two": forecast(race("actor", UP[0]), ROWS, made),
        "does not know this category": forecast(race("hats", *UP), ROWS, made),
        "no history of nominees": forecast(replace(up, body="bafta"), ROWS, made),
        "before 2023": forecast(replace(up, year=2023), ROWS, made),
    }
    for told, found in cases.items():
        assert told in found.reason
        assert not found.odds


def test_coefficients_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "coefficients.json"
    with pytest.raises(InputError, match="season fit"):
        coefficients(path)
    for text in ("{", "[]", "{}", '{"format": 2, "body": "academy", "features": {}, "models": {}, "made": ""}'):
        path.write_text(text, encoding="utf-8")
        coefficients.cache_clear()
        with pytest.raises(InputError, match="season fit"):
            coefficients(path)


# What is shipped


def test_shipped_coefficients_are_whole_and_small() -> None:
    assert SHIPPED.stat().st_size < 400_000
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert fitting.render(told) == SHIPPED.read_text(encoding="utf-8")
    assert {"2023", "2024", "2025", "2026"} <= set(told["models"])
    for model in told["models"].values():
        assert set(model["weights"]) | set(model["without"]) == set(CATEGORIES)
        for category, weights in model["weights"].items():
            assert list(weights) == [fitting.key(known) for known in fitting.sets(category)]
            assert {len(w) for w in weights.values()} == {len(used(category))}


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_shipped_prize_never_counts_against_its_winner(category: str) -> None:
    """Where everything is known, who won all prizes for the same thing is the likeliest."""
    names = ["Ada Quill", "Bo Marsh", "Cy Ferro", "Di Okoro", "Ed Lund"]
    up = race(category, *(film(f"Film of {n}", n, nominations=3) for n in names))
    same = {"picture": "cast", "documentary": "documentary"}.get(category, category)
    rows = [
        gave(b, same if b == "sag" else category, up.contenders[2].film, names[2])
        for b in ("bafta", "sag", "critics-choice")
    ]
    found = forecast(up, rows, coefficients())
    if found.odds:
        assert found.odds[0].contender == up.contenders[2]
        assert found.odds[0].probability > 0.4
    else:
        assert found.reason


def test_a_whole_season_is_forecast_in_a_tenth_of_a_second() -> None:
    chance = random.Random(5)
    ups = [race(c, *(film(f"Film {n}", f"Person {chr(97 + n)}{c}", nominations=n + 1) for n in range(10))) for c in CATEGORIES[:24]]  # fmt: skip
    rows = [replace(row, year=2024) for row in precursors.load() if row.year == 2024]
    rows += [gave(b, r.category, r.contenders[chance.randrange(10)].film) for r in ups for b in BODIES]
    coefficients.cache_clear()
    spent = []
    for _ in range(5):
        start = perf_counter()
        assert all(f.odds or f.reason for f in (forecast(up, rows, coefficients()) for up in ups))
        spent.append(perf_counter() - start)
    assert min(spent) < 0.1


def test_the_shipped_table_of_prizes_is_sound() -> None:
    rows = precursors.load()
    assert {row.body for row in rows} == set(BODIES)
    assert len(precursors.confirmed(rows)) > 0.95 * len(rows)
    first = {body: min(r.year for r in rows if r.body == body and r.won) for body in BODIES}
    assert max(first.values()) <= 1996
    years = {(r.body, r.category, r.year) for r in rows if r.won}
    for body, category in (("pga", "picture"), ("dga", "director"), ("sag", "actor"), ("bafta", "picture"), ("globes", "picture-drama"), ("critics-choice", "picture")):  # fmt: skip
        assert {y for b, c, y in years if (b, c) == (body, category)} >= set(range(1996, 2027)), body


FAULTS = [
    ("yaer,category,film,people,won,checked\n", "line 1: its head"),
    ("2024,picture,Salt,,1\n", "line 2: it has 5 fields"),
    ("24,picture,Salt,,1,made\n", "line 2: the year '24'"),
    ("2024,,Salt,,1,made\n", "line 2: it has no category"),
    ("2024,picture,Salt,,yes,made\n", "line 2: it has no category, or won"),
    ("2024,picture,,,1,made\n", "line 2: it names neither"),
    ("2024,picture,Salt,,1,nobody\n", "line 2: the source 'nobody' is not in sources.csv"),
    ("2024,picture,Salt,,1,made\n2024,picture,Salt,,0,made\n", "line 3: the row of line 2 stands here again"),
    ('2024,picture,"Salt,,1,made\n', "it is no CSV"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_malformed_table_of_prizes_is_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "precursors").mkdir()
    (tmp_path / "sources.csv").write_text("label,what,where\nmade,made up,here\n", encoding="utf-8")
    head = "" if text.startswith("yaer") else "year,category,film,people,won,checked\n"
    (tmp_path / "precursors" / "pga.csv").write_text(head + text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        precursors.load(tmp_path)
    assert told in str(caught.value)


def test_a_row_that_nobody_confirmed_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "precursors").mkdir()
    (tmp_path / "sources.csv").write_text("label,what,where\nmade,made up,here\n", encoding="utf-8")
    rows = "year,category,film,people,won,checked\n2024,picture,Salt,A|B,1,made\n2025,picture,Kites,,1,\n"
    (tmp_path / "precursors" / "pga.csv").write_text(rows, encoding="utf-8")
    every = precursors.load(tmp_path)
    assert [(r.film, r.people, r.source) for r in every] == [("Salt", ("A", "B"), "made"), ("Kites", (), "")]
    assert precursors.confirmed(every) == every[:1]


def test_prizes_of_an_invented_past_are_joined() -> None:
    races, seasons = drawn(range(1995, 2000), "actor", ACTOR)
    stray = prize(contender(9, 1995), 1995, "sag", "actor")
    assert joining.strays(races, seasons) == []
    assert joining.strays(races, {1995: [stray]}) == [stray]
