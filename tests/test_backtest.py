"""The backtest: nothing of later years or mornings reaches a forecast, and the scores are what they should be."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bigpicture.cli import main
from bigpicture.errors import InputError
from bigpicture.season import backtest, backtest_told, baselines, fitting
from bigpicture.season.backtest import METHODS, MODEL, Past
from bigpicture.season.editions import Days
from bigpicture.season.features import CATEGORIES, FEATURES
from bigpicture.season.model import arrays, masked
from bigpicture.season.moments import Calendar
from bigpicture.season.races import Precursor, Race
from bigpicture.season.scores import Called, difference, score, slope
from tests.conftest import ROOT
from tests.races_made import contender, drawn, prize, row, table

YEARS = range(1995, 2013)
WORTH = {"globes": 1.0, "sag": 2.5}


def days(year: int, **held: str) -> dict[str, dict[int, Days]]:
    """A year's days: of prizes by body; "academy" takes the day of its nominees before a slash."""
    out = {}
    for body, told in held.items():
        announced, _, day = told.rpartition("/")
        out[body.replace("_", "-")] = {year: Days(None, announced or None, day, "made")}
    return out


def calendar() -> Calendar:
    """In every year the Globes come before the nominations, the SAG after them."""
    found: dict[str, dict[int, Days]] = {"academy": {}, "globes": {}, "sag": {}}
    for year in YEARS:
        for body, told in days(year, academy=f"{year}-02-01/{year}-03-10", globes=f"{year}-01-15", sag=f"{year}-02-20").items():  # fmt: skip
            found[body] |= told
    return Calendar(found)


def made(change: Callable[[Race], Race] = lambda race: race, *, seed: int = 4) -> tuple[list[Race], list[Precursor]]:
    races, seasons = drawn(YEARS, "actor", WORTH, seed=seed)
    return [change(r) for r in races], [row for rows in seasons.values() for row in rows]


def past(races: Sequence[Race], rows: Sequence[Precursor]) -> Past:
    return backtest.past(races, rows, calendar())


# Mornings


def test_the_mornings_of_a_season() -> None:
    told = days(2024, academy="2024-01-23/2024-03-10", globes="2024-01-07", sag="2024-02-24", pga="2024-02-25", dga="2024-02-10", critics_choice="2024-01-23", bafta="2024-02")  # fmt: skip
    mornings = Calendar(told).mornings(2024)
    known = {"globes"}
    assert (mornings[0].moment, mornings[0].day, mornings[0].given) == ("nominations", date(2024, 1, 23), known)
    assert [(m.day and m.day.day, set(m.given) - known) for m in mornings[1:-1]] == [
        (23, {"critics-choice"}), (10, {"critics-choice", "dga"}), (24, {"critics-choice", "dga", "sag"}),
        (25, {"critics-choice", "dga", "sag", "pga"}),
    ], "a prize of the same day is not known on the morning"  # fmt: skip
    assert mornings[-1].moment == "eve"
    assert mornings[-1].given == {"globes", "critics-choice", "dga", "sag", "pga", "bafta", "wga"}


def test_nominees_that_come_later_are_not_known_before() -> None:
    told = days(2026, academy="2026-01-22/2026-03-15", bafta="2026-01-27/2026-02-22", sag="2026-01-07/2026-03-01", pga="/2026-01-24")  # fmt: skip
    mornings = Calendar(told).mornings(2026)
    assert ["bafta" in m.shown for m in mornings] == [False, False, True, True, True]
    assert all({"sag", "pga", "dga"} <= m.shown for m in mornings)
    up = contender(0, 2026), contender(1, 2026)
    rows = [replace(prize(up[0], 2026, "bafta", "actor", won=False), people=(n, *up[0].people)) for n in "ABCD"]
    table = arrays([Race("academy", 2026, "actor", up)], {2026: rows})
    column = FEATURES.index("up-for:bafta")
    assert [list(masked(table, frozenset(), m.shown)[:, column]) for m in mornings[1:3]] == [[0, 0], [1, 0]]


def test_bafta_came_after_the_oscars_until_2000() -> None:
    shipped = Calendar.shipped()
    assert "bafta" not in shipped.before(2000)
    assert "bafta" in shipped.before(2001)
    assert "bafta" not in Calendar({}).before(2000), "even where no day is known"
    for year in range(2001, 2027):
        late = {"wga"} if year == 2024 else set()  # after a strike
        assert shipped.before(year) == {"bafta", "globes", "sag", "dga", "pga", "critics-choice", "wga"} - late, year


def test_prizes_after_the_oscars_teach_nothing() -> None:
    races, rows = made()
    late = [replace(r, body="bafta") for r in rows if r.body == "sag"]
    found = past(races, [*rows, *late])
    assert not any(r.body == "bafta" for year, some in found.seasons.items() if year < 2001 for r in some)


def test_ceremonies_before_1995_teach_nothing() -> None:
    assert backtest.FIRST == 1995
    races, rows = made()
    early, prizes = drawn(range(1985, 1995), "actor", WORTH, seed=5)
    one = past(races, rows)
    other = past([*early, *races], [*(row for some in prizes.values() for row in some), *rows])
    assert other.table.races == one.table.races
    assert other.seasons == one.seasons


# Walk-forward


def test_nothing_of_a_year_or_a_later_one_reaches_its_forecast() -> None:
    """Whoever wins from 2008 on, and whatever was given from 2009 on, the forecasts to 2008 are the same."""
    races, rows = made()
    calls = backtest.walk(past(races, rows))

    def other(race: Race) -> Race:
        if race.year < 2008:
            return race
        return replace(race, contenders=tuple(replace(c, won=n == 0) for n, c in enumerate(race.contenders)))

    changed, _ = made(other)
    moved = [r if r.year < 2009 else prize(changed[r.year - 1995].contenders[0], r.year, r.body, "actor") for r in rows]
    again = backtest.walk(past(changed, moved))
    for key, called in calls.items():
        before = [c.chances for c in called if c.year <= 2008]
        assert before == [c.chances for c in again[key] if c.year <= 2008], key
    assert [c.chances for c in calls["eve", MODEL]] != [c.chances for c in again["eve", MODEL]]


def test_a_later_prize_changes_no_earlier_morning() -> None:
    races, rows = made()
    moved = [
        prize(races[r.year - 1995].contenders[0], r.year, "sag", "actor") if r.body == "sag" and r.year == 2012 else r
        for r in rows
    ]
    one, other = (backtest.walk(past(races, some)) for some in (rows, moved))
    for method in METHODS:
        assert one["nominations", method] == other["nominations", method]
    assert one["eve", MODEL][-1].chances != other["eve", MODEL][-1].chances
    assert one["eve", MODEL][:-1] == other["eve", MODEL][:-1]


def test_the_more_is_known_the_better_and_the_model_beats_chance() -> None:
    calls = backtest.walk(past(*made()))
    loss = {moment: score(calls[moment, MODEL]).loss.value for moment in ("nominations", "between", "eve")}
    assert loss["eve"] == loss["between"] < loss["nominations"] < np.log(5)
    assert backtest.carried(calls, "actor", 2012) == ""
    assert "only 2 past ceremonies" in backtest.carried(calls, "actor", 2002)
    assert "no past ceremony" in backtest.carried(calls, "song", 2012)


def test_a_category_that_nothing_tells_is_not_forecast() -> None:
    races, _ = drawn(range(1995, 2027), "documentary-short", {})
    calls = backtest.walk(backtest.past(races, [], calendar()))
    assert all(c.chances == pytest.approx([0.2] * 5) for c in calls["eve", MODEL])
    assert "did not tell the winner better than chance" in backtest.carried(calls, "documentary-short", 2026)


def test_a_ridge_is_chosen_from_earlier_years() -> None:
    races, rows = made()
    whole, short = (backtest.chosen(past(races[:n], rows)) for n in (len(races), len(races) - 4))
    assert list(whole) == list(range(2001, 2014))
    assert all(whole[year] == ridge for year, ridge in short.items())


# Plain ways to forecast


def test_plain_ways() -> None:
    races, seasons = drawn(range(1995, 2011), "actor", {"sag": 50.0, "globes": 0.0})
    whole = arrays(races, seasons)
    before, now = whole.before(2010), whole.part([15])
    assert list(baselines.uniform(now)) == [0.2] * 5
    took = [any(r.film == c.film for r in seasons[2010] if r.body == "sag") for c in races[15].contenders]
    best = baselines.best_precursor(before, now, frozenset({"sag", "globes"}))
    assert best[took] == pytest.approx([16 / 17]), "it was right in 15 of 15 years"
    assert best.sum() == pytest.approx(1)
    assert list(baselines.best_precursor(before, now, frozenset())) == [0.2] * 5
    count = baselines.count(before, now, frozenset({"sag"}))
    assert count[took] > 0.9
    assert count.sum() == pytest.approx(1)


def test_the_most_nominated_is_as_likely_as_it_was_before() -> None:
    races, _ = drawn(range(1995, 2005), "actor", {})
    most = [replace(r, contenders=tuple(replace(c, nominations=9 if n == 1 else 2, won=n == (1 if r.year < 2000 else 0)) for n, c in enumerate(r.contenders))) for r in races]  # fmt: skip
    whole = arrays(most, {})
    found = baselines.most_nominated(whole.before(2004), whole.part([9]))
    assert list(found) == pytest.approx([(5 / 11) / 4, 6 / 11, *[(5 / 11) / 4] * 3]), (
        "5 of 9 years, with one more each way"
    )


# Scores


def test_scores_are_what_they_should_be() -> None:
    calls = [Called(year, "actor", (0.5, 0.3, 0.2), (1.0, 0.0, 0.0) if year % 2 else (0.0, 1.0, 0.0)) for year in range(2001, 2011)]  # fmt: skip
    found = score(calls)
    assert found.races == 10
    assert found.top.value == 0.5
    assert found.loss.value == pytest.approx(-(np.log(0.5) + np.log(0.3)) / 2)
    assert found.brier.value == pytest.approx(((0.25 + 0.09 + 0.04) + (0.25 + 0.49 + 0.04)) / 2)
    assert found.loss.low < found.loss.value < found.loss.high
    same = difference(calls, calls)
    assert (same.value, same.low, same.high) == (0, 0, 0)


def test_ties() -> None:
    both = Called(2026, "song", (0.6, 0.3, 0.1), (0.5, 0.5, 0.0))
    assert both.top == 1
    assert both.loss == pytest.approx(-(np.log(0.6) + np.log(0.3)) / 2)
    alike = Called(2026, "song", (0.4, 0.4, 0.2), (1.0, 0.0, 0.0))
    assert alike.top == 0.5, "two were first, one of them won"


def test_the_slope_tells_too_sure_from_too_unsure() -> None:
    chance = random.Random(7)
    right, sure, unsure = [], [], []
    for n in range(800):
        odds = [chance.gauss(0, 1.5) for _ in range(4)]
        ways = [[np.exp(k * o) for o in odds] for k in (1, 2, 0.5)]
        (won,) = chance.choices(range(4), ways[0])
        for calls, way in zip((right, sure, unsure), ways, strict=True):
            calls.append(Called(2001 + n % 20, "actor", tuple(w / sum(way) for w in way), tuple(float(i == won) for i in range(4))))  # fmt: skip
    found = [slope(calls) for calls in (right, sure, unsure)]
    assert [f.value for f in found if f] == pytest.approx([1.0, 0.5, 2.0], rel=0.12)
    assert found[0]
    assert found[0].low < 1 < found[0].high
    assert slope([replace(c, chances=(0.25,) * 4) for c in right]) is None


def test_a_race_called_on_several_mornings_counts_once() -> None:
    one = [Called(y, "actor", (0.5, 0.5), (1.0, 0.0)) for y in (2001, 2002)]
    two = [replace(one[0], weight=0.5), replace(one[0], weight=0.5), one[1]]
    assert score(two).loss == score(one).loss
    assert score(two).races == 2


# Told


def test_a_table_takes_the_place_between_its_marks() -> None:
    page = "# Page\n<!-- backtest: begin -->\nold\n<!-- backtest: end -->\nafter\n"
    told = backtest_told.placed(page, "new\n", "page.md")
    assert told == "# Page\n<!-- backtest: begin -->\nnew\n<!-- backtest: end -->\nafter\n"
    with pytest.raises(InputError, match=r"page.md: it has no"):
        backtest_told.placed("# Page\n", "new\n", "page.md")


def test_the_docs_are_of_the_shipped_coefficients() -> None:
    told = json.loads((ROOT / "src" / "bigpicture" / "data" / "season" / "coefficients.json").read_text("utf-8"))
    page = (ROOT / "docs" / "forecast.md").read_text("utf-8")
    assert f"data `{told['data'][:12]}`" in page, "run: bigpicture season backtest --into docs/forecast.md"
    for category in told["models"][max(told["models"])]["without"]:
        assert f"- {category}: " in page


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a few ceremonies of invented films."""
    folder = tmp_path_factory.mktemp("history")
    rows = [
        row(ceremony, category, f"Film {ceremony} {n}", f"Person {n}", won=n == ceremony % 3)
        for ceremony in range(70, 76)
        for category in ("BEST PICTURE", "FILM EDITING")
        for n in range(4)
    ]
    (folder / "oscars.csv").write_text(table(*rows), encoding="utf-8")
    db = str(folder / "s.db")
    assert CliRunner().invoke(main, ["season", "import", "--db", db, str(folder / "oscars.csv")]).exit_code == 0
    return db


def test_a_fit_is_the_same_byte_for_byte(store: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    done = CliRunner().invoke(main, ["season", "fit", "--db", store, "--out", str(one)])
    assert done.exit_code == 0, done.stderr
    told = json.loads(one.read_text("utf-8"))
    other.write_text(fitting.render({**told, "made": "2001-01-01"}), "utf-8")
    assert CliRunner().invoke(main, ["season", "fit", "--db", store, "--out", str(other)]).exit_code == 0
    again = json.loads(other.read_text("utf-8"))
    assert again["made"] == "2001-01-01", "the date stays while nothing changes"
    assert one.read_text("utf-8") == fitting.render({**again, "made": told["made"]})
    assert set(told["models"]["2003"]["without"]) == set(CATEGORIES), "so few ceremonies carry nothing"


def test_the_backtest_prints(store: str, tmp_path: Path) -> None:
    printed = CliRunner().invoke(main, ["season", "backtest", "--db", store])
    assert printed.exit_code == 0, printed.stderr
    assert printed.stdout.splitlines()[0].split() == [*" ".join(backtest_told.HEAD).split()]
    lines = json.loads(CliRunner().invoke(main, ["season", "backtest", "--db", store, "--format", "json", "--category", "picture"]).stdout)  # fmt: skip
    assert {line["method"] for line in lines} == set(METHODS)
    assert {line["races"] for line in lines} == {3}
    page = tmp_path / "page.md"
    page.write_text("<!-- backtest: begin -->\n<!-- backtest: end -->\n", "utf-8")
    assert CliRunner().invoke(main, ["season", "backtest", "--db", store, "--into", str(page)]).exit_code == 0
    assert "| the model |" in page.read_text("utf-8")
    wrong = CliRunner().invoke(main, ["season", "backtest", "--db", store, "--category", "hats"])
    assert wrong.exit_code == 1
    assert "no race of such a category" in wrong.stderr


def test_without_a_history_there_is_nothing_to_fit(tmp_path: Path) -> None:
    for command in ("fit", "backtest"):
        found = CliRunner().invoke(main, ["season", command, "--db", str(tmp_path / "s.db")])
        assert found.exit_code == 1
        assert "bigpicture season import oscars.csv" in found.stderr
