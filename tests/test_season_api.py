"""/v1/seasons: boards, editions and categories with the claims behind them, forecasts and how they did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bigpicture.record import Record, forecasts
from bigpicture.record.season import season as seen
from bigpicture.record.season.board import SORTS, board
from tests import awards
from tests.apiclient import Api, api
from tests.stores import Stores

SEASON = "/v1/seasons/2023-24"
PATHS = (
    "/v1/seasons", SEASON, f"{SEASON}?as_of=2024-01-20", f"{SEASON}/board", f"{SEASON}/board?sort=title&body=bafta",
    f"{SEASON}/academy", f"{SEASON}/cannes", f"{SEASON}/goya", f"{SEASON}/academy/picture", f"{SEASON}/academy/director",
    f"{SEASON}/bafta/director", f"{SEASON}/cannes/palme-dor", f"{SEASON}/forecasts", f"{SEASON}/forecasts?as_of=2024-02-01",
    f"{SEASON}/forecasts?body=bafta", f"{SEASON}/scores?body=bafta", f"{SEASON}/scores", "/v1/seasons/2019-20", "/v1/seasons/2019-20/forecasts",
)  # fmt: skip


@pytest.fixture(scope="module")
def press(sample: str) -> Iterator[Api]:
    record = Record.open(sample)
    yield api(record)
    record.close()


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described_and_not_sent_twice(press: Api, path: str) -> None:
    press.ask(path)
    tag = press.app.client.get(path).headers["etag"]
    again = press.app.client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.text, again.headers["etag"]) == (304, "", tag)


@pytest.mark.parametrize(
    "path", ["/v1/seasons", f"{SEASON}/forecasts", *(f"{SEASON}/board?sort={sort}" for sort in SORTS)]
)
@pytest.mark.parametrize("limit", [1, 7])
def test_a_walk_gives_what_one_page_gives(press: Api, path: str, limit: int) -> None:
    glue = "&" if "?" in path else "?"
    whole = press.walk(f"{path}{glue}limit=200")
    assert press.walk(f"{path}{glue}limit={limit}") == whole
    assert whole
    assert len({str(item) for item in whole}) == len(whole)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("narrow", [{}, {"body": "globes"}, {"category": "director"}])
def test_the_board_is_that_of_the_record(press: Api, sort: str, narrow: dict[str, str]) -> None:
    with press.app.record.read() as connection:
        rows = board(seen(connection, "2023-24"), sort=sort, **narrow)
    asked = "".join(f"&{name}={value}" for name, value in narrow.items())
    told = press.walk(f"{SEASON}/board?sort={sort}{asked}")
    assert [(t["film"]["id"], t["nominations"], t["wins"], t["prizes"]) for t in told] == [
        (r.film.id, r.nominations, r.wins, r.prizes) for r in rows
    ]


def entries(edition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for prize in edition["prizes"]:
        yield from (*prize["won"], *prize["nominated"], *prize["denied"])
    yield from edition["unplaced"]
    yield from edition["totals"]


def test_every_entry_leads_to_the_words_that_tell_it(press: Api) -> None:
    whole = press.ask(SEASON)
    assert whole["films"] == len(press.walk(f"{SEASON}/board"))
    told = [press.ask(e["href"]) for e in whole["editions"] if e["told"]]
    assert len(told) > 8
    for edition in told:
        found = list(entries(edition))
        assert found
        for entry in found:
            claims = entry["told"]["claims"]
            assert claims
            assert press.ask(f"/v1/claims/{claims[0]}")["type"] in ("nomination", "award")


def test_gaps_are_gaps(press: Api) -> None:
    edition = press.ask(f"{SEASON}/academy")
    prizes = {p["category"]: p for p in edition["prizes"]}
    assert (prizes["director"]["places"], prizes["director"]["missing"]) == (5, 0)
    assert [d["people"] for d in prizes["director"]["denied"]] == [["Greta Gerwig"]]
    assert (prizes["makeup"]["places"], prizes["makeup"]["missing"], prizes["makeup"]["won"]) == (5, 5, [])
    (barbie,) = [t for t in edition["totals"] if t["film"]["title"] == "Barbie" and t["kind"] == "nominations"]
    assert barbie["total"] > barbie["named"] > 0
    assert press.ask(f"{SEASON}/goya")["told"] is False


def test_as_of_a_day_nothing_later_is_known(press: Api) -> None:
    then = press.ask(f"{SEASON}?as_of=2024-01-20")
    assert then["as_of"] == "2024-01-20"
    told = {e["body"] for e in then["editions"] if e["told"]}
    assert "globes" in told
    assert "academy" not in told
    early = press.ask(f"{SEASON}/bafta?as_of=2024-01-20")
    assert max(e["told"]["first"]["when"] for e in entries(early)) <= "2024-01-20"
    assert not any(p["won"] for p in early["prizes"])


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/v1/seasons/2023-25", 404, "season"), ("/v1/seasons/1890-91", 404, "season"), ("/v1/seasons/9999-00", 404, "season"),
        ("/v1/seasons/2023", 422, ""), (f"{SEASON}/nobody", 404, "gives no prizes"), (f"{SEASON}/academy/best-hat", 404, "no such category"),
        (f"{SEASON}/Academy", 422, ""), (f"{SEASON}/board?sort=odd", 422, ""), (f"{SEASON}/board?body=nobody", 404, "gives no prizes"),
        (f"{SEASON}/board?category=hats", 404, "no such category"), (f"{SEASON}?as_of=soon", 422, ""), (f"{SEASON}/scores?x=1", 422, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem(press: Api, path: str, status: int, told: str) -> None:
    answer = press.ask(path, status)
    assert answer["status"] == status
    assert told in answer["detail"]


def test_chances_are_told_with_what_moves_them_or_why_there_are_none(press: Api) -> None:
    made = press.walk(f"{SEASON}/forecasts?as_of=2024-02-15")
    given = [f for f in made if f["odds"]]
    assert "director" in {f["category"] for f in given}
    for forecast in made:
        assert bool(forecast["odds"]) != bool(forecast["reason"])
        assert forecast["made_at"] is None
    for forecast in given:
        chances = [o["probability"] for o in forecast["odds"]]
        assert sum(chances) == pytest.approx(1)
        assert chances == sorted(chances, reverse=True)
        assert all(p["told"] for o in forecast["odds"] for p in o["parts"])
    assert press.ask(f"{SEASON}/academy/director?as_of=2024-02-15")["forecast"] in given
    assert press.ask(f"{SEASON}/cesar/director")["forecast"] is None


def test_forecasts_of_baftas_prizes(press: Api) -> None:
    made = {f["category"]: f for f in press.walk(f"{SEASON}/forecasts?body=bafta&as_of=2024-02-15")}
    assert {f["body"] for f in made.values()} == {"bafta"}
    assert sum(o["probability"] for o in made["director"]["odds"]) == pytest.approx(1)
    assert "bafta" not in made["director"]["known"]
    assert made["british-film"]["reason"]
    assert press.ask(f"{SEASON}/bafta/director?as_of=2024-02-15")["forecast"] == made["director"]
    assert press.ask(f"{SEASON}/scores?body=bafta")["body"] == "bafta"
    assert press.app.client.get(f"{SEASON}/scores?body=cesar").status_code == 422


def test_forecasts_that_were_kept_are_told_as_they_moved_and_scored(stores: Stores) -> None:
    record = Record.open(stores.new())
    asked = api(record)
    at = f"/v1/seasons/{awards.LABEL}"
    awards.nominations(record)
    forecasts.make(record, "2031-01-22T09:00:00Z")
    tag = asked.app.client.get(f"{at}/academy/director").headers["etag"]
    awards.guild(record)
    forecasts.make(record, "2031-02-10T09:00:00Z")
    found = asked.app.client.get(f"{at}/academy/director", headers={"if-none-match": tag})
    assert found.status_code == 200
    told = asked.ask(f"{at}/academy/director")
    assert [h["forecast"]["made_at"] for h in told["history"]] == ["2031-01-22T09:00:00Z", "2031-02-10T09:00:00Z"]
    assert told["forecast"] == told["history"][-1]["forecast"]
    assert ("dga", True, "Coast Wire") in {(g["body"], g["won"], g["source"]) for g in told["history"][1]["gained"]}
    assert len(asked.ask(f"{at}/academy/director?as_of=2031-02-01")["history"]) == 1
    assert asked.ask(f"{at}/scores")["counted"] == 0
    awards.ceremony(record)
    scores = asked.ask(f"{at}/scores")
    (score,) = [s for s in scores["scores"] if s["log_loss"] is not None]
    assert (scores["counted"], scores["log_loss"]) == (1, score["log_loss"])
    assert [w["people"] for w in score["winners"]] == [["Jonah Pryce"]]
    assert score["forecast"] == told["forecast"]
    record.close()
