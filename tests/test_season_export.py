"""Seasons exported: a table and lines of who was up for what, a calendar of the days, and the calendar in the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import icalendar
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from bigpicture.cli import main
from bigpicture.exports import OF_SEASON, gather
from bigpicture.exports.season import COLUMNS, OUTCOMES
from bigpicture.record import Record, forecasts, known
from bigpicture.record.season import season as seen
from bigpicture.season import editions
from tests import awards
from tests.exported import NOW, events

LABEL = "2023-24"


@pytest.fixture(scope="module")
def press(sample: str) -> Iterator[Record]:
    record = Record.open(sample)
    yield record
    record.close()


def made(record: Record, form: str, label: str = LABEL, moment: str | None = None, **options: Any) -> bytes:
    with record.read() as connection:
        told = OF_SEASON[form].gather(connection, None, moment, season=label)
        pieces = OF_SEASON[form].write(told, NOW, **options)
        return b"".join(p if isinstance(p, bytes) else p.encode() for p in pieces)


def table(record: Record, label: str = LABEL, moment: str | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made(record, "csv", label, moment).decode(), newline="")))


def command(record: Record, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--db", record.address])


def test_the_table_has_what_the_season_has_each_with_its_claims(press: Record) -> None:
    rows = table(press)
    assert list(rows[0]) == list(COLUMNS)
    with press.read() as connection:
        whole = seen(connection, LABEL)
        sources = {n: s for entry in gather(connection) for n, s in entry.sources.items()}
    won = [e for h in whole.held for p in h.prizes for e in p.won]
    assert len([r for r in rows if r["kind"] == "won" and r["category"]]) == len(won)
    totals = [r for r in rows if r["total"]]
    assert len(totals) == sum(len(h.totals) for h in whole.held)
    (director,) = [r for r in rows if (r["body"], r["category"], r["kind"]) == ("academy", "director", "won")]
    assert (director["film"], director["people"], director["standing"]) == (
        "Oppenheimer",
        "Christopher Nolan",
        "agreed",
    )
    (snub,) = [r for r in rows if (r["body"], r["category"], r["kind"]) == ("academy", "director", "denied")]
    assert snub["people"] == "Greta Gerwig"
    urls = {s.url for s in sources.values()}
    for row in rows:
        assert row["kind"] in (*OUTCOMES, "wins told", "nominations told")
        assert row["claims"]
        assert set(row["urls"].split()) <= urls


def test_every_format_tells_the_same(press: Record) -> None:
    rows = table(press)
    parquet = pyarrow.parquet.read_table(io.BytesIO(made(press, "parquet")))
    assert parquet.column_names == list(COLUMNS)
    lines = [json.loads(line) for line in made(press, "jsonl").decode().splitlines()]
    assert [r["film"] for r in rows] == [r["film"] for r in parquet.to_pylist()] == [r["film"] for r in lines]
    assert [r["claims"] for r in parquet.to_pylist()] == [r["claims"] for r in lines]
    assert all(line["exported_at"] == NOW for line in lines)


def test_a_film_and_a_day_narrow_it(press: Record) -> None:
    done = command(press, "export", "csv", "Barbie", "--season", LABEL)
    assert done.exit_code == 0
    assert {r["film"] for r in csv.DictReader(io.StringIO(done.stdout))} == {"Barbie"}
    early = table(press, moment="2024-01-20")
    assert max(r["first_said"] for r in early) <= "2024-01-20"
    assert "academy" not in {r["body"] for r in early}


def test_the_days_are_a_calendar_whose_events_stay_the_same(press: Record) -> None:
    found = events(made(press, "ics").decode())
    night = found["96th Academy Awards: prizes given"]
    assert (night["dtstart"].dt, night["dtend"].dt) == (date(2024, 3, 10), date(2024, 3, 11))
    assert (night["status"], night["transp"]) == ("CONFIRMED", "TRANSPARENT")
    assert "Best Director: Christopher Nolan, Oppenheimer" in night["description"]
    morning = found["96th Academy Awards: nominees announced"]
    assert morning["dtstart"].dt == date(2024, 1, 23)
    assert len({e["uid"] for e in found.values()}) == len(found)
    early = events(made(press, "ics", moment="2024-02-01").decode())
    assert {s: e["uid"] for s, e in early.items()} == {s: e["uid"] for s, e in found.items()}
    assert "Christopher Nolan" not in early["96th Academy Awards: prizes given"]["description"]
    days = [e["dtstart"].dt for e in icalendar.Calendar.from_ical(made(press, "ics")).walk("VEVENT")]
    assert days == sorted(days)


def test_days_that_are_only_a_habit_are_left_out_or_tentative(press: Record) -> None:
    assert events(made(press, "ics", "2080-81").decode()) == {}
    found = events(made(press, "ics", "2080-81", imprecise=True).decode())
    night = next(e for s, e in found.items() if s.startswith("153rd Academy Awards: prizes given, expected March 2081"))
    assert (night["dtstart"].dt, night["dtend"].dt, night["status"]) == (
        date(2081, 3, 1),
        date(2081, 4, 1),
        "TENTATIVE",
    )


def test_the_calendar_is_narrowed_by_time(press: Record) -> None:
    found = events(made(press, "ics", start="2024-03-01", end="2024-03").decode())
    assert "96th Academy Awards: prizes given" in found
    assert all(date(2024, 3, 1) <= e["dtstart"].dt <= date(2024, 3, 31) for e in found.values())


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["atom", "--season", LABEL], 2, "--season says nothing to atom"),
        (["ics", "--season", LABEL, "--territory", "UK"], 2, "--territory says nothing to ics"),
        (["csv", "--season", "2023-25"], 1, "is no season"),
        (["csv", "--season", LABEL, "No Such Film"], 1, "no film of that title"),
    ],
)
def test_what_cannot_be_exported_is_an_error(press: Record, arguments: list[str], code: int, told: str) -> None:
    done = command(press, "export", *arguments)
    assert (done.exit_code, done.stdout, told in done.stderr) == (code, "", True)


def test_the_terminals_calendar_has_the_days_between_the_releases(press: Record) -> None:
    done = command(press, "calendar", "--from", "2023-12-01", "--to", "2024-03-31", "--most", "200", "--format", "json")
    rows = json.loads(done.stdout)
    assert {r["kind"] for r in rows} == {"release", "announced", "held"}
    assert [r["end"] for r in rows] == sorted(r["end"] for r in rows)
    assert [r["date"] for r in rows if r.get("edition") == "96th Academy Awards"] == ["2024-01-23", "2024-03-10"]
    assert all(r["exact"] for r in rows if r["kind"] != "release")
    for leave_out in (["--no-season"], ["--territory", "UK"], ["--mode", "theatrical"]):
        only = json.loads(command(press, "calendar", "--from", "2023-12", "--format", "json", *leave_out).stdout)
        assert {r["kind"] for r in only} == {"release"}
    shown = command(press, "calendar", "--from", "2024-03", "--to", "2024-03").stdout
    assert "96th Academy Awards" in shown
    assert "prizes given" in shown


def test_forecasts_that_were_kept_are_exported_and_lead_to_their_film(tmp_path: Any) -> None:
    record = Record.open(str(tmp_path / "own.db"))
    awards.nominations(record)
    forecasts.make(record, "2031-01-22T09:00:00Z")
    awards.guild(record)
    forecasts.make(record, "2031-02-10T09:00:00Z")
    rows = [r for r in table(record, awards.LABEL) if r["kind"] == "chance"]
    assert {r["made_at"] for r in rows} == {"2031-01-22T09:00:00Z", "2031-02-10T09:00:00Z"}
    with record.read() as connection:
        ids = {f.title: str(f.id) for f in known.films(connection)}
    for moment in ("2031-01-22T09:00:00Z", "2031-02-10T09:00:00Z"):
        own = [r for r in rows if r["made_at"] == moment]
        assert sum(float(r["probability"]) for r in own) == pytest.approx(1)
        assert {r["film"]: r["film_id"] for r in own} == {film: ids[film] for film in awards.DIRECTORS}
    assert any("won" in r["moved_by"] for r in rows)
    assert {r["made_at"] for r in table(record, awards.LABEL, "2031-02-01") if r["kind"] == "chance"} == {
        "2031-01-22T09:00:00Z"
    }
    assert editions.film_year(awards.LABEL) + 1 == awards.YEAR
    record.close()
