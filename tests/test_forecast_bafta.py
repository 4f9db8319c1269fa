"""BAFTA's forecasts: races of the shipped table, the Academy's nominees as a sign, and forecasts kept beside the Academy's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bigpicture.record import Record
from bigpicture.record.forecasts import every, history, latest, make, replay
from bigpicture.record.forecasts.inputs import inputs, race, winners
from bigpicture.record.forecasts.scored import scored
from bigpicture.season import backtest, bafta, fitting, precursors
from bigpicture.season.editions import Days
from bigpicture.season.features import draw, given, moves, used, values
from bigpicture.season.forecast import coefficients, forecast, shipped
from bigpicture.season.moments import Calendar
from bigpicture.season.races import Contender, Precursor, Race
from tests.conftest import ROOT
from tests.seasonpress import Said, tell, won
from tests.stores import Stores

LABEL, YEAR = "2030-31", 2031
FILMS = ("Night Ferry", "The Salt Road", "Paper Kites", "Glass Orchard", "Low Water")
NAMES = ("Ada Quill", "Bo Marsh", "Cy Ferro", "Di Okoro", "Ed Lund")


def up(category: str, *, unconfirmed: int = 0, of: int = 5, year: int = 2010) -> list[Precursor]:
    """A race as rows of the table; the first won, and the last are unconfirmed."""
    pairs = zip(FILMS[:of], NAMES, strict=False)
    return [
        Precursor(year, "bafta", category, film, (name,), n == 0, "" if n >= of - unconfirmed else "made")
        for n, (film, name) in enumerate(pairs)
    ]


# History


def test_a_race_has_its_nominees_their_films_nominations_and_who_won() -> None:
    found = bafta.history([*up("director"), *up("actor")[:4], *up("score")]).races
    assert [(r.body, r.year, r.category, len(r.contenders)) for r in found] == [
        ("bafta", 2010, "director", 5), ("bafta", 2010, "actor", 4),
    ]  # fmt: skip
    first, *_, last = found[0].contenders
    assert (first.film, first.people, first.nominations, first.companions, first.won) == (
        FILMS[0], (NAMES[0],), 2, frozenset({"actor"}), True,
    )  # fmt: skip
    assert (last.nominations, last.companions, last.won) == (1, frozenset(), False)


def test_a_race_whose_list_is_not_confirmed_is_left_out() -> None:
    nobody = [replace(row, source="") if row.won else row for row in up("picture")]
    found = bafta.history(
        [*nobody, *up("director", unconfirmed=2), *up("actor", unconfirmed=1), *up("actress", of=4, unconfirmed=1)]
    )
    assert [r.category for r in found.races] == ["actor"]
    assert len(found.races[0].contenders) == 5, "one whom nobody confirmed stands in it"
    assert [category for _, category in found.left] == ["picture", "director", "actress"]


def test_the_shipped_history_of_bafta_is_whole_from_2001_on_but_for_seven_writing_races() -> None:
    found = bafta.history(precursors.load())
    assert {r.year for r in found.races} == set(range(1995, 2027))
    assert all(sum(bool(c.won) for c in r.contenders) == 1 for r in found.races)
    late = {(year, category) for year, category in found.left if year > 2000}
    assert late == {
        (2002, "original-screenplay"), (2004, "adapted-screenplay"), (2005, "adapted-screenplay"), (2008, "original-screenplay"),
        (2018, "adapted-screenplay"), (2021, "original-screenplay"), (2023, "adapted-screenplay"),
    }  # fmt: skip
    assert all(4 <= len(r.contenders) <= 6 for r in found.races)


# What its forecasts look at


def test_its_own_prize_tells_nothing_and_the_academys_nominees_tell_something() -> None:
    found = Race(
        "bafta", 2024, "actor", tuple(Contender(f, (n,), 1, frozenset()) for f, n in zip(FILMS, NAMES, strict=True))
    )
    own = Precursor(2024, "bafta", "actor", FILMS[0], (NAMES[0],), won=True, source="made")
    sag = replace(own, body="sag")
    academy = [
        replace(own, body="academy", film=f, people=(n,), won=False) for f, n in zip(FILMS[:4], NAMES[:4], strict=True)
    ]
    assert [moves(found, row) for row in (own, sag, academy[0])] == [False, True, True]
    assert given("actor", [own, sag], "bafta") == {"sag"}
    numbers = [values(d, "actor", {"sag", "bafta"}, "bafta") for d in draw(found, [own, sag, *academy])]
    assert [n["up-for:academy"] for n in numbers] == [1, 1, 1, 1, 0]
    assert "won:bafta" not in numbers[0]
    assert "up-for:academy" not in used("actor")
    oscar = replace(found, body="academy")
    assert [moves(oscar, row) for row in (own, sag, academy[0])] == [True, True, False]


def test_days_of_a_season_before_bafta() -> None:
    told = {"academy": ("2026-01-22", "2026-03-15"), "bafta": ("2026-01-27", "2026-02-22"), "sag": ("2026-01-07", "2026-03-01"),
            "globes": ("2025-12-08", "2026-01-11"), "dga": ("2026-01-08", "2026-02-07")}  # fmt: skip
    days = {body: {2026: Days(None, *both, "made")} for body, both in told.items()}
    calendar = Calendar(days, "bafta")
    first, *_, eve = mornings = calendar.mornings(2026)
    assert (str(first.day), str(eve.day)) == ("2026-01-27", "2026-02-22")
    assert first.given == {"globes"}
    assert {"globes", "dga"} <= eve.given
    assert not {"sag", "bafta"} & eve.given
    assert [str(m.day) for m in mornings[1:-1]] == ["2026-02-07"]
    assert {"academy", "sag"} <= first.shown
    assert "sag" in calendar.listed(2026), "its nominees are known, its prize is not"
    rows = [Precursor(2026, "sag", "actor", FILMS[0], (NAMES[0],), won=True, source="made")]
    assert [r.won for r in backtest.past([], rows, calendar, "bafta").seasons[2026]] == [False]


def test_whose_prizes_and_nominees_are_known_before_bafta() -> None:
    calendar = Calendar.shipped("bafta")
    for year in range(2001, 2027):
        assert "academy" in calendar.listed(year), year
        assert "globes" in calendar.before(year), year
    assert "sag" not in calendar.before(2024)
    assert "sag" in calendar.before(2020)


# What is shipped


@pytest.mark.parametrize("body", ["academy", "bafta"])
def test_the_shipped_coefficients_are_fitted_to_the_shipped_prizes(body: str) -> None:
    told = json.loads(shipped(body).read_text("utf-8"))
    rows = precursors.load()
    races = bafta.history(rows).races if body == "bafta" else ()
    past = backtest.past(races, precursors.confirmed(rows), Calendar.shipped(body), body)
    last = max(map(int, told["models"]))
    assert told["body"] == body
    assert fitting.prizes(past, last) == told["prizes"], (
        f"the table of prizes or its days changed; run: bigpicture season fit --body {body}, "
        f"and: bigpicture season backtest --body {body} --into docs/forecast.md"
    )


def test_the_docs_tell_of_the_coefficients_of_bafta() -> None:
    told = json.loads(shipped("bafta").read_text("utf-8"))
    page = (ROOT / "docs" / "forecast.md").read_text("utf-8")
    assert f"data `{told['data'][:12]}`" in page, "run: bigpicture season backtest --body bafta --into docs/forecast.md"
    for category in set(told["models"][max(told["models"])]["without"]) & {*bafta.CATEGORIES}:
        assert f"- {category}: " in page.partition("backtest bafta: begin")[2]


def test_a_prize_never_counts_against_its_winner() -> None:
    known = coefficients(shipped("bafta"))
    for category in ("picture", "director", *bafta.ACTING):
        found = Race(
            "bafta",
            2024,
            category,
            tuple(Contender(f, (n,), 2, frozenset()) for f, n in zip(FILMS, NAMES, strict=True)),
        )
        rows = [Precursor(2024, "critics-choice", category, FILMS[2], (NAMES[2],), won=True, source="made")]
        rows.append(
            replace(
                rows[0],
                body="globes",
                category=f"{category}-drama" if "supp" not in category and category != "director" else category,
            )
        )
        first = forecast(found, rows, known).odds[0]
        assert (first.contender.film, first.probability > 0.3) == (FILMS[2], True), category


def test_coefficients_of_one_body_are_not_used_for_another() -> None:
    found = Race("bafta", 2024, "picture", tuple(Contender(f, (), 1, frozenset()) for f in FILMS))
    assert "no history of nominees of the BAFTA" in forecast(found, [], coefficients()).reason
    assert "of the Oscar" in forecast(replace(found, body="academy"), [], coefficients(shipped("bafta"))).reason


# Kept beside the Academy's


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    yield made
    made.close()


BAFTA = "BAFTA Film Awards"


def test_forecasts_of_baftas_prizes_are_made_kept_moved_and_scored(record: Record) -> None:
    said = [Said(film, "best film", year=YEAR, award=BAFTA) for film in FILMS]
    tell(record, *said, on="2031-01-17", now="2031-01-17T10:00:00Z")
    assert make(record, "2031-01-20T12:00:00Z") == 1
    tell(
        record,
        won(FILMS[3], year=YEAR, award="Producers Guild of America Awards"),
        on="2031-01-27",
        now="2031-01-27T10:00:00Z",
    )
    assert make(record, "2031-01-28T12:00:00Z") == 1
    assert make(record, "2031-01-28T13:00:00Z") == 0
    with record.read() as connection:
        first, second = history(connection, YEAR, "picture", "bafta")
        assert every(connection, YEAR) == ()
        assert [k.id for k in latest(connection, YEAR, "bafta")] == [second.kept.id]
        assert all(f.body == "bafta" for f in replay(connection, LABEL, "2031-01-25", body="bafta"))
    assert [(r.body, r.film) for r in second.gained] == [("pga", FILMS[3])]
    assert second.kept.forecast.odds[0].contender.film == FILMS[3]
    before = next(o for o in first.kept.forecast.odds if o.contender.film == FILMS[3])
    assert second.kept.forecast.odds[0].probability > before.probability
    tell(record, won(FILMS[3], "best film", year=YEAR, award=BAFTA), on="2031-02-24", now="2031-02-24T10:00:00Z")
    assert make(record, "2031-02-25T12:00:00Z") == 0  # it is decided
    with record.read() as connection:
        (score,) = (s for s in scored(connection, YEAR, "bafta").scores if s.category == "picture")
    assert score.counts
    assert (score.top, score.chance) == (True, second.kept.forecast.odds[0].probability)


def test_a_nominee_of_the_academy_counts_once_it_is_announced(record: Record) -> None:
    tell(
        record,
        *(Said(f, "best director", n, YEAR, award=BAFTA) for f, n in zip(FILMS, NAMES, strict=True)),
        on="2031-01-17",
    )
    tell(record, *(Said(f, "best director", n, YEAR) for f, n in zip(FILMS, NAMES, strict=True)), on="2031-01-24")
    with record.read() as connection:
        early, late = (inputs(connection, LABEL, day, body="bafta") for day in ("2031-01-20", None))
        oscars = inputs(connection, LABEL)
    assert not [r for r in early.rows if r.body == "academy"]
    assert {(r.film, r.won) for r in late.rows if r.body == "academy"} == {(f, False) for f in FILMS}
    assert not [r for r in oscars.rows if r.body == "academy"]


def test_a_past_ceremony_is_that_of_the_shipped_table(record: Record) -> None:
    with record.read() as connection:
        known, january = (
            inputs(connection, "2023-24", body="bafta"),
            inputs(connection, "2023-24", now="2024-01-25T08:00:00Z", body="bafta"),
        )
        found, why = race(known, "actor")
        made = {f.category: f for f in replay(connection, "2023-24", "2024-02-15", body="bafta")}
    assert why == ""
    assert found is not None
    assert {c.won for c in found.contenders} == {None}
    assert "Cillian Murphy" in {name for c in found.contenders for name in c.people}
    assert [row.people for row in winners(known, "actor")] == [("Cillian Murphy",)]
    assert winners(january, "actor") == (), "the prizes were given later"
    assert made["actor"].odds[0].probability > 0.3
    assert made["adapted-screenplay"].reason.startswith("over ")
    assert "the nominees were announced later" in race_of_january(record)


def test_what_others_gave_after_the_ceremony_never_counts(record: Record) -> None:
    with record.read() as connection:
        rows = {body: inputs(connection, "2023-24", body=body).rows for body in ("academy", "bafta")}
    won = {body: {r.body for r in some if r.won} for body, some in rows.items()}
    assert {"sag", "pga", "bafta"} <= won["academy"]
    assert "wga" not in won["academy"], "its prizes of 2024 were given in April"
    assert {"globes", "dga", "critics-choice"} <= won["bafta"]
    assert not {"sag", "pga", "wga"} & won["bafta"]
    assert [r.won for r in rows["bafta"] if r.body == "pga" and r.film == "Oppenheimer"] == [False]


def race_of_january(record: Record) -> str:
    with record.read() as connection:
        return race(inputs(connection, "2023-24", "2024-01-10", body="bafta"), "actor")[1]
