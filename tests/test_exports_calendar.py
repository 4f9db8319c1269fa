"""The calendar of releases, read back by icalendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.exports import Entry, gather
from bigpicture.exports.dates import instant, is_calendar, span
from bigpicture.record import Record
from bigpicture.weighing import Saying
from tests.exported import (
    entry,
    events,
    low_water,
    opened,
    text,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    yield from opened(tmp_path_factory)


@pytest.fixture(scope="module")
def entries(store: Record) -> tuple[Entry, ...]:
    """Low Water alone."""
    return low_water(store)


def test_the_calendar_has_one_event_a_territory_and_mode(entries: tuple[Entry, ...]) -> None:
    made = text("ics", entries)
    found = events(made)
    assert set(found) == {
        "Low Water (UK, cinemas)",
        "Low Water (US, cinemas): contested",
        "Low Water (France, cinemas): denied",
    }
    uk = found["Low Water (UK, cinemas)"]
    assert (uk["dtstart"].dt, uk["dtend"].dt) == (date(2026, 12, 4), date(2026, 12, 5))
    assert (uk["status"], uk["sequence"], uk["transp"]) == ("CONFIRMED", 1, "TRANSPARENT")
    assert uk["last-modified"].dt == datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert "moved from 13 November 2026" in uk["description"]
    assert uk["url"] == "https://screen-ledger.example/2026-03-01"
    assert uk["categories"].cats == ["release", "UK", "theatrical"]
    assert {n: str(e["status"]) for n, e in found.items() if e is not uk} == {
        "Low Water (US, cinemas): contested": "TENTATIVE",
        "Low Water (France, cinemas): denied": "CANCELLED",
    }
    calendar = icalendar.Calendar.from_ical(made)
    assert (calendar["name"], calendar["x-wr-calname"]) == ("Film releases", "Film releases")
    assert calendar["refresh-interval"].dt == timedelta(hours=6)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))


def test_an_event_keeps_its_identity_while_its_date_moves(store: Record, entries: tuple[Entry, ...]) -> None:
    with store.read() as connection:
        then = tuple(gather(connection, [entries[0].film], "2026-02-01"))
    before, after = events(text("ics", then)), events(text("ics", entries))
    assert len(before) == 3
    for summary, event in before.items():
        (same,) = (e for s, e in after.items() if s.partition(":")[0] == summary)
        assert event["uid"] == same["uid"]
        assert event["sequence"] < same["sequence"]
    assert len({e["uid"] for e in after.values()}) == len(after)


def test_the_calendar_is_narrowed_by_territory_mode_and_time(entries: tuple[Entry, ...]) -> None:
    def shown(**options: Any) -> set[str]:
        return {
            s.removeprefix("Low Water ").removesuffix(": contested").removesuffix(": denied")
            for s in events(text("ics", entries, **options))
        }

    assert shown(territory=["uk", "France"]) == {"(UK, cinemas)", "(France, cinemas)"}
    assert shown(territory=["GB"]) == shown(territory=["United Kingdom"]) == {"(UK, cinemas)"}
    assert shown(mode=["streaming"]) == set()
    assert shown(start="2026-11") == {"(UK, cinemas)", "(US, cinemas)"}
    assert shown(end="2026-11") == {"(US, cinemas)", "(France, cinemas)"}
    assert shown(start="2026-12-04", end="2026-12-04") == {"(UK, cinemas)"}
    assert shown(start="2026-11-25") == {"(UK, cinemas)"}  # the other date said of the US does not stand in for its own
    assert "(Japan): expected spring 2027, rumoured" in shown(imprecise=True)


def test_what_is_imprecise_is_a_tentative_span(entries: tuple[Entry, ...]) -> None:
    event = events(text("ics", entries, imprecise=True))["Low Water (Japan): expected spring 2027, rumoured"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 3, 1), date(2027, 6, 1))
    assert event["status"] == "TENTATIVE"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["stated", "rumoured", "denied"]), st.integers(1, 3)), min_size=1, max_size=7),
       st.integers(0, 6))  # fmt: skip
def test_an_article_that_comes_in_late_never_lowers_the_sequence(said: list[tuple[int, str, int]], which: int) -> None:
    def sequence(rows: Sequence[tuple[int, tuple[int, str, int]]]) -> int | None:
        found = events(text("ics", [entry("Her", [
            Saying(n, "release", {"date": f"2027-05-0{to}", "territory": "UK", "mode": None}, status, 0.9,  # type: ignore[arg-type]
                   f"2026-11-{day:02d}T09:00:00Z", n, n, "Reel") for n, (day, status, to) in rows])]))  # fmt: skip
        return next((int(e["sequence"]) for e in found.values()), None)

    rows = list(enumerate(said, 1))
    fewer = [r for r in rows if r[0] != which + 1]
    if fewer and len(fewer) < len(rows):
        before, after = sequence(fewer), sequence(rows)
        assert before is None or after is None or before <= after


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2026-12-31", ("2026-12-31", "2027-01-01")),
        ("2026-12", ("2026-12-01", "2027-01-01")),
        ("2027-24", ("2027-12-01", "2028-01-01")),
        ("2028", ("2028-01-01", "2029-01-01")),
    ],
)
def test_a_date_spans_its_days(edtf: str, days: tuple[str, str]) -> None:
    found = span(edtf)
    assert found
    assert tuple(map(str, found)) == days


@pytest.mark.parametrize(
    "edtf", ["", "2027-02-30", "2027-13", "2027-33", "2027-03~", "9999-12-31", "0000", "2027-21-01", "٢٠٢٧"]
)
def test_what_is_no_date_spans_nothing(edtf: str) -> None:
    assert span(edtf) is None
    assert not is_calendar(edtf)


def test_a_season_is_no_calendar_date_and_a_day_counts_from_its_end() -> None:
    assert not is_calendar("2027-21")
    assert instant("2026-12T24") == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert instant("2026-12-01T08:00:00Z") == datetime(2026, 12, 1, 8, tzinfo=UTC)
