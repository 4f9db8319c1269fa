"""The pages of a season: board, editions, categories with chances, a film's and a person's way, scores, calendar, home."""

from __future__ import annotations

import html
import re
from pathlib import Path

import icalendar
import pytest

from bigpicture.record import Record, forecasts, known
from bigpicture.season.forecast import coefficients
from tests import awards as story
from tests.seasonpress import Said, tell, won
from tests.webapp import App
from tests.webstory import HOSTILE, clock

SEASON = "/season/2023-24"
PAGES = (SEASON, f"{SEASON}/academy", f"{SEASON}/academy/picture", f"{SEASON}/academy/sound", f"{SEASON}/venice", f"{SEASON}/scores",
         f"{SEASON}/person/Emma Stone", f"{SEASON}?as_of=2024-01-25")  # fmt: skip


def number(record: Record, title: str) -> int:
    with record.read() as connection:
        return known.film(connection, title).id


def board(page: str) -> dict[str, list[str]]:
    """The words of each cell by film, in the order of the board."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page.split('<table class="board">')[1].split("</table>")[0], re.DOTALL):
        if head := re.search(r'<th scope="row"><a[^>]*>([^<]*)</a>', row):
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            found[html.unescape(head[1])] = [words(c) for c in cells]
    return found


def words(part: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split())


def chances(page: str) -> list[tuple[str, str]]:
    """Who has which chance, as the bars tell."""
    part = page.split('<ol class="plain odds">')[1].split("</ol>")[0]
    return re.findall(r'class="who">(?:<a[^>]*>)?([^<]*)<.*?class="num">([^<]*)<', part, re.DOTALL)


def test_the_season_leads_to_the_last_one_that_is_told_of(shown: App, small: App) -> None:
    assert shown.client.get("/season", follow_redirects=False).headers["location"] == SEASON
    assert 'href="/season"' in shown.get("/")
    assert "No article tells of a nomination or prize in the season" in small.words(
        small.client.get("/season", follow_redirects=False).headers["location"]
    )


def test_the_season_under_way_comes_first(small: App, monkeypatch: pytest.MonkeyPatch) -> None:
    story.nominations(small.record)
    clock(monkeypatch, "2031-02-01T00:00:00Z")
    assert small.client.get("/season", follow_redirects=False).headers["location"] == f"/season/{story.LABEL}"
    assert "Still to come" in (told := small.words(f"/season/{story.LABEL}"))
    assert "usually in March 2031" in told


def test_the_board_counts_films_by_awards(shown: App) -> None:
    found = board(shown.get(SEASON))
    assert list(found)[:3] == ["Oppenheimer", "Poor Things", "Barbie"]
    first = " | ".join(found["Oppenheimer"])
    for part in ("31 wins", "47 nominations", "Oscars 7 won of 13", "Baftas 7 won of 13", "Critics' Choice 8 won"):
        assert part in first
    assert "9 of 13 nominations named" in first  # the rest is a gap
    assert found["Anatomy of a Fall"][2] == "1 prize"  # the Palme d'Or is no nomination
    assert found["Maestro"][0] == ""


@pytest.mark.parametrize(
    ("asked", "films"),
    [
        ("sort=nominations", ["Oppenheimer", "Barbie", "Poor Things"]),
        ("sort=title", ["20 Days in Mariupol", "About Dry Grasses", "All of Us Strangers"]),
        ("body=venice", ["Evil Does Not Exist", "Io Capitano", "Memory", "Poor Things", "Priscilla"]),
        ("category=animated", ["The Boy and the Heron"]),
        ("name=gladstone", ["Killers of the Flower Moon"]),
        ("name=color", ["The Color Purple"]),
        ("body=academy&only=wins&sort=title", ["20 Days in Mariupol", "American Fiction", "Anatomy of a Fall"]),
    ],
)  # fmt: skip
def test_the_board_is_sorted_and_filtered_by_address(shown: App, asked: str, films: list[str]) -> None:
    found = list(board(shown.get(f"{SEASON}?{asked}")))
    assert found[: len(films)] == films
    if "sort" not in asked:
        assert found == films


def test_the_form_keeps_what_is_asked(shown: App) -> None:
    page = shown.get(f"{SEASON}?body=bafta&category=director&name=nolan&sort=title&as_of=2024-02-20")
    for part in ('<option value="bafta" selected>', '<option value="director" selected>', 'value="nolan"',
                 '<input type="hidden" name="sort" value="title">', '<input type="hidden" name="as_of" value="2024-02-20">'):  # fmt: skip
        assert part in page
    assert "<form" in page
    assert 'method="get"' in page


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/season/2023-25", "its second year does not follow its first"), ("/season/soon", "is no season"),
        (f"{SEASON}/nobody", "gives no prizes in 2023-24"), (f"{SEASON}/academy/nothing", "no category of 96th Academy Awards"),
        (f"{SEASON}?sort=luck", "choose one of"), (f"{SEASON}?only=luck", "choose one of"), (f"{SEASON}?body=nobody", "gives no prizes"),
        (f"{SEASON}?category=nothing", "no such category"), (f"{SEASON}/film/999", "no film"), (f"{SEASON}/person/Nobody", "nobody"),
        (f"{SEASON}?as_of=never", "never"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_told(shown: App, path: str, problem: str) -> None:
    assert problem in shown.words(path, 404)


def test_an_edition_tells_winners_in_words_and_gaps_as_gaps(shown: App) -> None:
    page, told = shown.get(f"{SEASON}/academy"), shown.words(f"{SEASON}/academy")
    for part in ("96th Academy Awards", "nominees on 23 January 2024", "prizes on 10 March 2024", "★ won Oppenheimer", "☆ nominated Maestro",
                 "✕ not nominated Greta Gerwig , Barbie", "4 of 5 nominees are not told", "Animated Short", "4 not named"):  # fmt: skip
        assert part in told, part
    assert re.search(r"13 nominations\s+9\s+◌ 4 not named", told)
    href = re.search(r'href="(/claim/\d+)"', page)
    assert href
    assert shown.client.get(href[1], follow_redirects=False).headers["location"].startswith("/film/")


def test_award_pages_and_editions_lead_to_each_other(shown: App) -> None:
    assert f'href="{SEASON}/academy"' in shown.get("/award/Academy Awards/2024")
    assert f'href="{SEASON}/venice"' in shown.get("/festival/Venice Film Festival/2023")
    assert 'href="/award/Academy%20Awards/2024"' in shown.get(f"{SEASON}/academy")
    assert shown.get("/award/Academy%20Awards/2024")
    assert shown.get(re.findall(r'href="(/festival/[^"]*)"', shown.get(f"{SEASON}/venice"))[0])


def test_a_category_shows_chances_as_numbers_and_what_moves_them(shown: App) -> None:
    page = shown.get(f"{SEASON}/academy/picture")
    found = chances(page)
    assert len(found) == 10
    assert found[0][0] == "Oppenheimer"
    assert "won" in words(page.split('<ol class="plain odds">')[1].split("</li>")[0])
    assert page.count('<svg class="bar') == 10
    reports = re.findall(r'<span class="sign".*?<a href="/claim/(\d+)">([^<]*)</a>', page, re.DOTALL)
    assert any("won" in told for _, told in reports)
    assert "won the SAG Award (Awards Post)" in words(page)
    assert shown.client.get(f"/claim/{reports[0][0]}", follow_redirects=False).status_code == 302


def test_how_chances_moved_is_drawn_and_told_as_a_table(shown: App) -> None:
    page = shown.get(f"{SEASON}/academy/picture")
    table = page.split('<table class="moments">')[1].split("</table>")[0]
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)<', table)
    assert heads[0] == "By"
    assert len(heads) == len(set(heads)) == 7
    assert (heads[1], heads[-1]) == ("23 January 2024", "9 March 2024")
    assert len(re.findall(r'<th scope="row">', table)) == 10
    drawn = page.split('<svg class="chart steps"')[1].split("</svg>")[0]
    assert "<title" in drawn
    assert 2 <= drawn.count('class="line kind-') <= 6
    marks = [words(m) for m in re.findall(r"<circle[^>]*><title>(.*?)</title>", drawn)]
    assert any(m.startswith("Oppenheimer: ") and m.endswith("by 9 March 2024") for m in marks)
    assert "No forecast was stored before this ceremony" in words(page)


def test_no_forecast_says_why(shown: App) -> None:
    assert "No forecast: articles name none of 5 nominees." in shown.words(f"{SEASON}/academy/sound")
    told = shown.words(f"{SEASON}/bafta/adapted-screenplay")
    assert "No forecast: over 16 past ceremonies, what is known before cannot be shown to tell the winner" in told
    assert "How likely" not in shown.words(f"{SEASON}/cesar/director")  # of that body none is made


def test_a_category_of_bafta_shows_what_its_forecasts_would_have_been(shown: App) -> None:
    page = shown.get(f"{SEASON}/bafta/picture")
    found = chances(page)
    assert len(found) == 5
    assert found[0][0] == "Oppenheimer"
    days = re.findall(r'<th scope="col"[^>]*>([^<]*)<', page.split('<table class="moments">')[1].split("</table>")[0])
    assert (days[1], days[-1]) == ("18 January 2024", "17 February 2024")
    assert "won the BAFTA" not in words(page)
    assert "won the DGA" in words(page) or "the film won" in words(page)


def test_without_coefficients_all_else_is_shown(shown: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    monkeypatch.setattr(forecasts, "shipped", lambda: coefficients(missing))
    assert "★ won Oppenheimer" in (told := shown.words(f"{SEASON}/academy/picture"))
    assert "No forecast: it holds no coefficients" in told
    assert "31 wins" in shown.words(SEASON)


def test_a_day_is_shown_as_it_was(shown: App) -> None:
    early = shown.get(f"{SEASON}/academy/picture?as_of=2024-02-12")
    assert "known by 11 February 2024" in words(early)
    assert "★ won" not in words(early)
    assert "No forecast" in shown.words(f"{SEASON}/academy/picture?as_of=2024-01-10")
    assert "7 won" not in " ".join(board(shown.get(f"{SEASON}?as_of=2024-01-25"))["Oppenheimer"])
    assert f'href="{SEASON}/film/' in (page := shown.get(f"{SEASON}?as_of=2024-01-25"))
    assert "as_of=2024-01-25" in page


def test_a_films_season_is_a_way_with_a_table(shown: App) -> None:
    film = number(shown.record, "Poor Things")
    page, told = shown.get(f"{SEASON}/film/{film}"), shown.words(f"{SEASON}/film/{film}")
    assert f'href="{SEASON}/film/{film}"' in shown.get(f"/film/{film}")
    assert page.count('<svg class="chart steps"') == 1
    rows = re.findall(r"<tr>(.*?)</tr>", page.split('<table class="way">')[1].split("</table>")[0], re.DOTALL)[1:]
    assert "Venice" in words(rows[0])
    assert "4 wins" in words(rows[-1])
    assert words(rows[-1]).endswith("32 nominations, 12 wins, 1 prize")
    for part in (
        "What it is eligible for",
        "eligible",
        "Up for, and won",
        "★ won Best Actress , Emma Stone",
        "11 nominations told",
    ):
        assert part in told, part


def test_a_persons_season_names_what_they_won_once(shown: App) -> None:
    told = shown.words(f"{SEASON}/person/Emma Stone")
    assert f'href="{SEASON}/person/Emma%20Stone"' in shown.get("/person/Emma Stone")
    assert told.count("96th Academy Awards") == 1
    assert "★ won Best Actress , Poor Things" in told
    assert "No article tells of a nomination or prize of Denis Villeneuve" in shown.words(f"{SEASON}/person/Denis Villeneuve")  # fmt: skip


def test_scores_keep_apart_what_was_worked_out_afterwards(shown: App) -> None:
    told = shown.words(f"{SEASON}/scores")
    assert told.index("Made in time") < told.index("Worked out afterwards") < told.index("Best Picture")
    assert "No forecast of this season that was stored before the ceremony can be scored" in told
    assert re.search(
        r"this forecast \d(?:\.\d)? of 8 \d\.\d\d \d\.\d\d everybody alike 1\.5 of 8 1\.70 0\.81 the most nominated film",
        told,
    )
    assert "articles name none of 5 nominees" in told


def test_forecasts_that_were_stored_are_shown_with_what_moved_them_and_scored(small: App) -> None:
    record = small.record
    story.nominations(record)
    forecasts.make(record, "2031-01-22T09:00:00Z")
    story.rumour(record)
    assert forecasts.make(record, "2031-02-02T09:00:00Z") == 0  # a rumour moves nothing
    story.guild(record)
    forecasts.make(record, "2031-02-10T09:00:00Z")
    path = f"/season/{story.LABEL}/academy/director"
    page, told = small.get(path), small.words(path)
    assert chances(page)[0][0] == "Jonah Pryce"
    assert "became known: " in told
    assert "Jonah Pryce (Paper Kites) won DGA" in told
    assert "Hugo Lind (Skerry) won" not in told
    assert "stored on 10 February 2031, 09:00 UTC" in told
    assert "The stored forecasts (2)" in told
    assert re.findall(r'<th scope="col" class="nowrap">([^<]*)<', page) == ["22 January 2031", "10 February 2031"]  # fmt: skip
    story.ceremony(record)
    assert "★ won" in small.words(path)
    scores = small.words(f"/season/{story.LABEL}/scores")
    assert "Worked out afterwards" not in scores
    assert re.search(r"Made in time .*Best Director Jonah Pryce, Paper Kites \d+% , the likeliest", scores)


def test_a_tie_a_denial_and_joint_winners(small: App) -> None:
    tie = "There was a tie: the prize was shared. "
    tell(small.record, won("Low Water", "Best Live Action Short Film", None, words=tie), won("Skerry", "Best Live Action Short Film", None), on="2024-03-11")  # fmt: skip
    tell(small.record, Said("Paper Kites", "Best Director", "Jonah Pryce", status="denied"), on="2024-01-24")
    told = small.words(f"{SEASON}/academy")
    assert "a tie" in told
    assert told.count("★ won") == 2
    assert "✕ not nominated Jonah Pryce , Paper Kites" in told


def test_hostile_names_do_nothing(small: App) -> None:
    tell(small.record, won(HOSTILE, "Best Director", HOSTILE), Said(HOSTILE, HOSTILE, HOSTILE), on="2024-03-11")
    film = number(small.record, HOSTILE)
    for path in (
        SEASON,
        f"{SEASON}/academy",
        f"{SEASON}/academy/director",
        f"{SEASON}/film/{film}",
        f"{SEASON}/scores",
    ):
        page = small.get(path)
        assert "<script>alert" not in page
        assert "{{7*7}}" in html.unescape(page) or "scores" in path
    small.get(f"{SEASON}/person/{HOSTILE}")
    assert "<script>alert" not in small.get(f"{SEASON}?name={HOSTILE}")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_small_and_hold_neither_script_nor_style(shown: App, path: str) -> None:
    page = shown.get(path)
    assert len(page.encode()) < 60_000
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)", page)


def test_home_has_the_season_at_a_glance(shown: App, small: App, monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown.words("/")
    assert "31 wins of 47 nominations" in told
    assert f'href="{SEASON}"' in shown.get("/")
    clock(monkeypatch, "2031-01-23T00:00:00Z")
    story.nominations(small.record)
    forecasts.make(small.record, "2031-01-22T09:00:00Z")
    told = small.words("/")
    assert "The season at a glance" in told
    assert re.search(r"usually in (?:January|February) 2031 .*: (?:nominees announced|prizes given)", told)
    assert "The whole season 2030-31" in told


def test_the_calendar_marks_days_of_awards_in_words(shown: App) -> None:
    for path in ("/calendar?month=2024-03", "/calendar?month=2024-03&view=agenda", "/calendar?on=2024-03-10"):
        assert "★ awards 96th Academy Awards : prizes given" in shown.words(path), path
    assert "awards 96th" not in shown.words("/calendar?month=2024-03&territory=UK")
    assert f'href="{SEASON}/academy"' in shown.get("/calendar?month=2024-03")


def test_the_subscription_has_the_days_of_awards(shown: App) -> None:
    events = icalendar.Calendar.from_ical(shown.get("/calendar.ics?from=2024-01&to=2024-03")).walk("VEVENT")
    told = {str(e["summary"]): e["dtstart"].dt.isoformat() for e in events}
    assert told["96th Academy Awards: prizes given"] == "2024-03-10"
    assert told["96th Academy Awards: nominees announced"] == "2024-01-23"
    assert any("Dune: Part Two" in one for one in told)
    assert len({str(e["uid"]) for e in events}) == len(events)
    assert "Academy" not in shown.get("/calendar.ics?territory=UK")
