"""The calendar: month, agenda, dates told roughly, subscriptions."""

from __future__ import annotations

import html
import re

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.record import Record, calendar
from bigpicture.record.span import span
from bigpicture.web.config import Config
from bigpicture.web.dates import moved, weeks
from tests.webapp import App, app
from tests.webstory import HOSTILE, clock, keep, opens


def cells(page: str) -> dict[str, str]:
    """The words of each day of the month view."""
    found = re.findall(r'<td[^>]*><time datetime="([^"]*)"[^>]*>.*?</time>(.*?)</td>', page, re.DOTALL)
    return {day: " ".join(html.unescape(re.sub(r"<[^>]+>", " ", own)).split()) for day, own in found}


def test_a_month_is_a_table_of_its_weeks(shown: App) -> None:
    page = shown.get("/calendar?month=2024-02")
    assert list(cells(page)) == [f"2024-02-{day:02d}" for day in range(1, 30)]
    assert cells(page)["2024-02-02"] == "American Fiction (2023) UK, cinemas The Zone of Interest (2023) UK, cinemas"
    assert len(re.findall(r'<th scope="col">', page)) == 7
    assert '<abbr title="Monday">' in page
    assert "<caption" in page
    for row in re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[1], re.DOTALL):
        assert row.count("<td") == 7


def test_a_territory_and_a_mode_leave_out_the_rest(shown: App) -> None:
    assert "Maestro" in cells(shown.get("/calendar?month=2023-12&mode=streaming"))["2023-12-20"]
    in_uk = " ".join(cells(shown.get("/calendar?month=2023-12&territory=GB&mode=theatrical")).values())
    assert "Ferrari" in in_uk
    assert "US" not in in_uk
    assert "Maestro" not in in_uk
    assert "choose one of" in shown.words("/calendar?mode=boat", 404)


def test_what_is_not_agreed_says_so_and_leads_to_its_words(shown: App) -> None:
    page = shown.get("/calendar?month=2024-01&territory=UK")
    assert "◐ contested" in cells(page)["2024-01-12"]
    assert "◐ contested" in cells(page)["2024-01-19"]
    link = re.search(r'href="(/film/\d+/fact/[0-9a-f]+)"', page)
    assert link
    assert "<mark>" in shown.get(link[1])
    assert "moved from 3 November 2023" in cells(shown.get("/calendar?month=2024-03"))["2024-03-01"]


def test_dates_told_roughly_have_a_lane_of_their_own(small: App) -> None:
    keep(small.record, "a", "2026-06-01", opens("Low Water", "2027-05"), opens("Night Ferry", "2027-21"), opens("Some Day", "2027"),
         opens("On a Day", "2027-05-14"))  # fmt: skip
    for view in ("month", "agenda"):
        words = small.words(f"/calendar?month=2027-05&view={view}")
        lane = words.split("No day yet")[1]
        assert re.search(r"May 2027 Low Water.*spring 2027 Night Ferry.*2027 Some Day", lane)
        assert "On a Day" not in lane
    assert "Some Day" in small.words("/calendar?month=2027-11").split("No day yet")[1]
    assert "Night Ferry" not in small.words("/calendar?month=2027-11")


def test_an_agenda_lists_the_days_of_three_months(shown: App) -> None:
    page = shown.get("/calendar?month=2023-12&view=agenda")
    days = re.findall(r'<li><p><time datetime="([^"]*)"', page)
    assert days == sorted(days)
    assert (days[0][:7], days[-1][:7]) == ("2023-12", "2024-02")
    assert "Releases, December 2023 to February 2024" in shown.words("/calendar?month=2023-12&view=agenda")


@pytest.mark.parametrize(("view", "months"), [("month", 1), ("agenda", 3)])
def test_earlier_and_later_keep_what_is_asked_for(shown: App, view: str, months: int) -> None:
    page = shown.get(f"/calendar?month=2024-01&view={view}&territory=UK&mode=theatrical")
    links = {rel: html.unescape(href) for href, rel in re.findall(r'<a href="([^"]*)" rel="(prev|next)"', page)}
    for rel, month in (("prev", moved(2024, 1, -months)), ("next", moved(2024, 1, months))):
        assert f"month={month[0]}-{month[1]:02d}" in links[rel]
        assert "territory=UK&mode=theatrical" in links[rel]
        assert f"view={view}" in links[rel]
        assert shown.client.get(links[rel]).status_code == 200


def test_a_month_without_any_leads_to_the_nearest(shown: App, monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, "2026-11-29T10:00:00Z")
    page, words = shown.get("/calendar"), shown.words("/calendar")
    assert "No article tells of a release in November 2026." in words
    link = re.search(r'The nearest months with any: <a href="([^"]*)"', page)
    assert link
    assert any(cells(shown.get(html.unescape(link[1]))).values())
    assert 'aria-current="date"' in page


def test_a_day_with_many_films_leads_to_all_of_them(small: App) -> None:
    keep(small.record, "a", "2026-06-01", *(opens(f"Low Water {n}", "2027-05-14") for n in range(9)))
    page = small.get("/calendar?month=2027-05")
    assert "4 more on 14 May 2027" in cells(page)["2027-05-14"]
    whole = small.words("/calendar?on=2027-05-14")
    assert all(f"Low Water {n} " in whole for n in range(9))


@pytest.mark.parametrize(
    "query", ["month=soon", "month=2024-13", "month=0001-01", "month=9999-12", "view=year", "on=2024-02-30"]
)
def test_what_is_not_understood_is_said(shown: App, query: str) -> None:
    assert shown.get(f"/calendar?{query}", 404)


def test_the_calendar_can_be_subscribed_to(shown: App) -> None:
    page = shown.get("/calendar?month=2024-01&territory=UK&mode=theatrical")
    webcal, web = (html.unescape(a) for a in re.findall(r'href="((?:webcal|http)://[^"]*calendar.ics[^"]*)"', page))
    assert webcal == "webcal" + web.removeprefix("http")
    found = icalendar.Calendar.from_ical(shown.get(web.removeprefix("http://localhost")))
    names = [str(event["summary"]) for event in found.walk("VEVENT")]
    assert any("Dune: Part Two" in name for name in names)
    assert all("UK" in name for name in names)
    assert str(found["source"]) == web


def test_a_calendar_of_one_month_is_what_the_month_shows(shown: App) -> None:
    page = shown.get("/calendar?month=2023-12")
    link = re.search(r'href="(/calendar.ics[^"]*)">calendar file', page)
    assert link
    found = icalendar.Calendar.from_ical(shown.get(html.unescape(link[1])))
    events = {(str(e["dtstart"].dt), str(e["summary"])) for e in found.walk("VEVENT")}
    shown_days = {day: words for day, words in cells(page).items() if words}
    assert {day for day, _ in events} == set(shown_days)
    for day, summary in events:
        title = re.split(r" \(|: (?=UK|US)|, (?=UK|US)", summary)[0]
        assert title.split(":")[0] in shown_days[day]


def test_a_calendar_is_sent_again_only_when_the_record_changes(small: App, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(small.record, "a", "2026-06-01", opens("Low Water", "2027-05-14"))
    tag = small.client.get("/calendar.ics").headers["etag"]
    clock(monkeypatch, "2028-01-01T00:00:00Z")
    assert small.client.get("/calendar.ics", headers={"if-none-match": tag}).status_code == 304
    keep(small.record, "b", "2026-06-02", opens("Low Water", "2027-06-04"))
    assert small.client.get("/calendar.ics", headers={"if-none-match": tag}).status_code == 200
    assert small.client.get("/calendar.ics?from=soon").status_code == 404


def test_behind_a_proxy_links_have_its_address(sample: str) -> None:
    record = Record.open(sample)
    page = app(record, Config(base="https://films.example.org", hosts=("localhost",))).get("/calendar?territory=UK")
    assert "webcal://films.example.org/calendar.ics?territory=UK" in page
    assert "https://films.example.org/calendar.ics?territory=UK" in page
    record.close()


def test_an_empty_store_has_a_calendar(small: App) -> None:
    assert "No article tells of a release" in small.words("/calendar?territory=UK")
    assert small.client.get("/calendar.ics").status_code == 200


def test_hostile_words_are_shown_and_do_nothing(small: App) -> None:
    keep(
        small.record,
        "a",
        "2026-06-01",
        opens(HOSTILE, "2027-05-14", HOSTILE, HOSTILE),
        opens("B", "2027-99"),
        opens(HOSTILE, "2027-05"),
    )
    for query in ("month=2027-05", "month=2027-05&view=agenda", "on=2027-05-14", f"month=2027-05&territory={HOSTILE}"):
        page = small.get(f"/calendar?{query}")
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "49" not in re.sub(r"[0-9a-f]{10,}", "", page)
    assert not re.search(r'\sstyle="|\son\w+="', small.get("/calendar?month=2027-05"))


@given(st.integers(1880, 2200), st.integers(1, 12), st.integers(-500, 500))
def test_months_follow_each_other(year: int, month: int, far: int) -> None:
    assert moved(*moved(year, month, far), -far) == (year, month)
    days = [day for week in weeks(year, month) for day in week]
    assert len(days) % 7 == 0
    told = [day for day in days if day]
    assert [day.day for day in told] == list(range(1, len(told) + 1))
    assert all(day is None or day.weekday() == place % 7 for place, day in enumerate(days))


def test_a_range_has_what_the_whole_has_in_it(sample: str) -> None:
    record = Record.open(sample)
    with record.read() as connection:
        every = calendar.releases(connection)
        assert len(every) > 20
        for first, last in (("2023-12", "2023-12"), ("2023-12-08", "2023-12-08"), ("2024", "2024"), ("2023-12-20", "2024-01-12"),
                            ("2024-03", "2024-02"), ("1990", "2030")):  # fmt: skip
            begin, end = span(first)[0], span(last)[1]
            inside = [o for o in every if o.end >= begin and span(o.date)[0] <= end]
            assert calendar.releases(connection, first=first, last=last) == inside
            exact = [o for o in inside if o.exact]
            assert calendar.releases(connection, first=first, last=last, rough=False) == exact
    record.close()
