"""The season in the terminal: what is shown of the sample press, gaps as gaps, forecasts of a season of our own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from bigpicture.cli import main
from bigpicture.record import Record, known
from bigpicture.record.season import season as seen
from tests import awards
from tests.seasonpress import Said, tell

Golden = Callable[[str, str], None]


def run(store: str, *args: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(main, ["season", *args, "--db", store], env={"COLUMNS": "80"}, catch_exceptions=False)
    return found.exit_code, found.stdout, found.stderr


def rows(store: str, *args: str) -> list[Any]:
    code, out, _ = run(store, *args, "--format", "json")
    assert code == 0
    return list(json.loads(out))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("board", []),
        ("board-then", ["2023-24", "--as-of", "2024-01-20"]),
        ("globes", ["--body", "golden globes"]),
        ("director", ["--category", "best director", "--body", "baftas"]),
        ("film", ["2023-24", "--film", "Poor Things"]),
        ("person", ["--person", "Emma Stone"]),
        ("snubs", ["snubs"]),
    ],
)
def test_the_season_of_the_sample_press(sample: str, golden: Golden, name: str, args: list[str]) -> None:
    code, out, err = run(sample, *args)
    assert (code, err) == (0, "")
    golden(f"season-{name}.txt", out)
    assert max(map(len, out.splitlines())) <= 80


def test_the_board_is_that_of_the_record(sample: str) -> None:
    record = Record.open(sample)
    with record.read() as connection:
        board = seen(connection, "2023-24").board
    record.close()
    told = rows(sample, "2023-24")
    assert [(r["film"]["id"], r["nominations"], r["wins"], r["prizes"]) for r in told] == [
        (r.film.id, r.nominations, r.wins, r.prizes) for r in board
    ]
    assert run(sample, "--most", "3")[1].count("Oppenheimer") == 1
    assert f"{len(board) - 3} more with: --most {len(board)}" in run(sample, "--most", "3")[1]


def test_every_row_leads_to_the_words_that_tell_it(sample: str) -> None:
    told = rows(sample, "--body", "oscars")
    assert len(told) > 20
    record = Record.open(sample)
    with record.read() as connection:
        words = {w.claim: w for w in known.words(connection, sorted({c for r in told for c in r["claims"]}))}
    record.close()
    for row in told:
        assert row["claims"]
        assert row["by"]["claim"] in row["claims"]
        assert words[row["by"]["claim"]].outlet == row["by"]["outlet"]


def test_gaps_are_told(sample: str) -> None:
    _, out, _ = run(sample, "--body", "oscars")
    assert "Best Director (all 5 nominees told)" in out
    assert "Best Cinematography (1 of 5 nominees told)" in out
    assert "not nominated" in out
    assert "4 wins, 3 named" in out
    assert "No article tells of: Best Makeup and Hairstyling" in out


def test_who_won_is_not_listed_as_nominated_too(sample: str) -> None:
    told = rows(sample, "--body", "academy", "--category", "director")
    assert [r["outcome"] for r in told if r["people"] == ["Christopher Nolan"]] == ["won"]
    assert [r["people"] for r in told if r["outcome"] == "denied"] == [["Greta Gerwig"]]


def test_on_an_earlier_day_no_later_word_counts(sample: str) -> None:
    assert {r["body"] for r in rows(sample, "2023-24", "--category", "director", "--as-of", "2024-01-12")} == {
        "venice", "bifa", "globes", "dga",
    }  # fmt: skip
    assert all(
        r["by"]["when"] <= "2024-01-12" for r in rows(sample, "--film", "Barbie", "--as-of", "2024-01-12") if r["by"]
    )
    assert "Still to come" in run(sample, "--as-of", "2024-01-12")[1]
    assert "Still to come" not in run(sample, "2023-24")[1]


def test_a_path_counts_as_it_goes(sample: str) -> None:
    steps = rows(sample, "2023-24", "--film", "Oppenheimer")
    counts = [(s["nominations"], s["wins"]) for s in steps]
    assert counts == sorted(counts)
    (board,) = [r for r in rows(sample, "2023-24") if r["film"]["title"] == "Oppenheimer"]
    assert counts[-1] == (board["nominations"], board["wins"])
    assert {s["body"] for s in rows(sample, "2023-24", "--film", "Oppenheimer", "--body", "bafta")} == {"bafta"}


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["2023-25"], 1, 'did you mean "2023-24"?'),
        (["1890-91"], 1, "is no season"),
        (["--body", "Bafa"], 1, "did you mean: Baftas"),
        (["--body", "bafta", "--category", "pictre"], 1, "did you mean: picture"),
        (["--body", "zzzz"], 1, "one of: sundance, "),
        (["--film", "Poor Thngs"], 1, "no film of that title"),
        (["--person", "Nobody Known"], 1, "nobody of that name"),
        (["forcast"], 2, "did you mean forecast"),
        (["xyz"], 2, "there are backtest, dates, "),
        (["--as-of", "soon"], 2, "--as-of"),
        (["--boddy", "bafta"], 2, "--body"),
    ],
)
def test_what_means_nothing_is_an_error_that_helps(sample: str, args: list[str], code: int, told: str) -> None:
    found, out, err = run(sample, *args)
    assert (found, out) == (code, "")
    assert told in err


def test_a_season_of_which_nothing_is_told_says_so(sample: str) -> None:
    assert run(sample, "2019-20") == (
        0, "", "no article tells of the season 2019-20; see its days with: bigpicture season dates 2019-20\n"
    )  # fmt: skip
    code, out, err = run(sample, "--body", "goya")
    assert (code, "No article tells of: " in out) == (0, True)
    assert err.startswith("no article tells of goya")
    days = rows(sample, "dates", "2019-20")
    assert {"body": "academy", "date": "2020-02-09", "kind": "held"}.items() <= next(
        d for d in days if d["body"] == "academy" and d["kind"] == "held"
    ).items()


def test_days_are_in_order_and_habits_say_so(sample: str) -> None:
    days = rows(sample, "dates", "2023-24", "--from", "2024")
    assert [d["end"] for d in days] == sorted(d["end"] for d in days)
    assert all(d["end"] >= "2024" for d in days)
    _, out, _ = run(sample, "dates", "2080-81")
    assert "by habit" in out


def test_rows_are_printed_for_spreadsheets_and_pipes(sample: str) -> None:
    _, out, _ = run(sample, "--body", "bafta", "--format", "csv")
    told = list(csv.DictReader(io.StringIO(out)))
    assert {"category", "outcome", "film.title", "people", "standing", "by.outlet"} <= told[0].keys()
    _, out, _ = run(sample, "--body", "bafta", "--format", "jsonl")
    assert [json.loads(line)["outcome"] for line in out.splitlines()] == [r["outcome"] for r in told]


# A season of our own, forecast as it goes


@pytest.fixture
def own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Record, Callable[[str], None]]]:
    """(a store, what sets the clock)."""
    record = Record.open(str(tmp_path_factory.mktemp("season") / "own.db"))
    yield record, lambda now: monkeypatch.setattr("bigpicture.times.now", lambda: now)
    record.close()


def test_a_forecast_is_made_kept_moved_and_scored(own: tuple[Record, Callable[[str], None]]) -> None:
    record, clock = own
    awards.nominations(record)
    clock("2031-01-22T09:00:00Z")
    code, first, _ = run(record.address, "forecast", "--category", "best director")
    assert code == 0
    assert first.startswith("Best Director\nForecast of 2031-01-22")
    assert first.count("%") >= 5
    awards.guild(record)
    clock("2031-02-10T09:00:00Z")
    _, second, _ = run(record.address, "forecast", "--category", "director")
    assert "Jonah Pryce, Paper Kites" in second.splitlines()[2]
    assert "+ won the DGA" in second
    assert "How it moved" in second
    assert "(Coast Wire)" in second
    made = rows(record.address, "forecast", "--category", "director")
    assert sum(r["probability"] for r in made) == pytest.approx(1)
    assert [r["made_at"] for r in made] == ["2031-02-10T09:00:00Z"] * 5
    assert any(p["claim"] and p["source"] == "Coast Wire" for r in made for p in r["parts"])
    code, shown, _ = run(record.address, "--body", "oscars", "--category", "director")
    assert "nominated  Jonah Pryce, Paper Kites (" in shown
    assert shown.index("Best Director (all 5 nominees told)") < shown.index("Forecast of 2031-02-10")
    assert run(record.address, "scores", awards.LABEL)[1].count("it is not known who won") == 1
    awards.ceremony(record)
    clock("2031-04-01T09:00:00Z")
    code, scores, _ = run(record.address, "scores", awards.LABEL)
    assert "1 scored: the likeliest won 100%" in scores
    (scored,) = [r for r in rows(record.address, "scores", awards.LABEL) if r["log_loss"] is not None]
    assert scored["winners"] == [{"film": "Paper Kites", "people": ["Jonah Pryce"]}]
    (given,) = [r["probability"] for r in made if r["film"] == "Paper Kites"]
    assert scored["chance"] == pytest.approx(given)


def test_a_rumoured_win_moves_nothing(own: tuple[Record, Callable[[str], None]]) -> None:
    record, clock = own
    awards.nominations(record)
    clock("2031-01-22T09:00:00Z")
    before = rows(record.address, "forecast", "--category", "director")
    awards.rumour(record)
    clock("2031-02-02T09:00:00Z")
    assert rows(record.address, "forecast", "--category", "director") == before


def test_what_cannot_be_forecast_says_why(own: tuple[Record, Callable[[str], None]]) -> None:
    record, clock = own
    awards.nominations(record)
    clock("2031-01-22T09:00:00Z")
    _, out, _ = run(record.address, "--body", "oscars", "--category", "picture")
    assert "no forecast: articles name 2 of 10 nominees" in out
    _, out, _ = run(record.address, "forecast")
    assert "no forecast: articles name none of 5 nominees: " in out
    empty = [r for r in rows(record.address, "forecast") if r["category"] == "picture"]
    assert [(r["probability"], r["reason"]) for r in empty] == [(None, "articles name 2 of 10 nominees")]


def test_a_forecast_of_an_earlier_day_is_worked_out_and_not_kept(own: tuple[Record, Callable[[str], None]]) -> None:
    record, clock = own
    awards.nominations(record)
    awards.guild(record)
    clock("2031-02-20T09:00:00Z")
    then = rows(record.address, "forecast", "2030-31", "--category", "director", "--as-of", "2031-01-25")
    assert {r["made_at"] for r in then} == {None}
    assert all("dga" not in r["known"] for r in then)
    assert {r["made_at"] for r in rows(record.address, "forecast", "--category", "director")} == {
        "2031-02-20T09:00:00Z"
    }


def test_forecasts_of_both_academies_are_kept_and_scored(own: tuple[Record, Callable[[str], None]]) -> None:
    record, clock = own
    up = [Said(film, "best film", year=awards.YEAR, award="BAFTA Film Awards") for film in awards.DIRECTORS]
    tell(record, *up, on="2031-01-17", now="2031-01-17T10:00:00Z")
    awards.nominations(record)
    clock("2031-01-22T09:00:00Z")
    code, out, _ = run(record.address, "forecast", "--body", "bafta")
    assert code == 0
    assert out.splitlines()[1].startswith("Best Film: ")
    assert "Best Director: " in run(record.address, "forecast")[1]
    (picture,) = {r["made_at"] for r in rows(record.address, "forecast", "--body", "bafta", "--category", "picture")}
    assert picture == "2031-01-22T09:00:00Z"
    shown = run(record.address, "--body", "bafta", "--category", "picture")[1]
    assert "Forecast of 2031-01-22" in shown
    code, out, _ = run(record.address, "scores", awards.LABEL)
    assert [line for line in out.splitlines() if line in ("Oscars", "Baftas")] == ["Oscars", "Baftas"]
    told = rows(record.address, "scores", awards.LABEL)
    kept = {(r["body"], r["category"]) for r in told if r["made_at"]}
    assert kept == {("academy", "director"), ("bafta", "picture")}
    assert run(record.address, "forecast", "--body", "cesar")[0] == 2
