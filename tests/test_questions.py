"""What the record answers: changes, conflicts, timeline, quotes, calendar, person, search, on a store of invented films."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.commands import questions
from bigpicture.record import Record, articles, people, timeline
from bigpicture.record.articles import Filed
from bigpicture.record.span import exact, span
from tests.conftest import ROOT

NOW = "2027-06-01T09:30:00Z"
Said = tuple[str, str | None, str, dict[str, Any]]  # type, title, status, values
MAIN = click.Group(commands={c.name: c for c in questions.COMMANDS if c.name})


def claim(said: Said, article: str) -> Claim:
    kind, title, status, values = said
    words = title or str(values.get("text"))
    start = article.index(words)
    return Claim(kind, title, values, status, Evidence(words, start, start + len(words)), 0.9, "test")  # type: ignore[arg-type]


def keep(record: Record, key: str, day: str, outlet: str, words: str, *said: Said) -> int:
    """An article with these claims; its text names every title and quotation."""
    body = " ".join([words, *(str(s[1]) for s in said if s[1]), *(str(s[3]["text"]) for s in said if "text" in s[3])])
    article = Article(key, body, title=words, published=day, outlet=outlet)
    reading = Reading(article, tuple(claim(s, body) for s in said), ())
    with record.write() as connection:
        filed = Filed(article, articles.digest(article), reading, "test", None)
        return articles.keep(connection, filed, key=key, addresses=(), source=None, now=NOW).article


def release(
    title: str, date: str, territory: str | None = "UK", status: str = "stated", mode: str | None = "theatrical"
) -> Said:
    return "release", title, status, {"date": date, "territory": territory, "mode": mode}


def plays(title: str, person: str, character: str | None = None, status: str = "stated") -> Said:
    return "cast", title, status, {"person": person, "character": character}


def quote(title: str | None, speaker: str, words: str) -> Said:
    return "quote", title, "stated", {"speaker": speaker, "text": words}


FERRY, WATER, GLASS = "Night Ferry", "Low Water", "Glass Orchard"


def press(record: Record) -> None:
    """A year of three films."""
    keep(record, "a", "2026-01-05", "The Daily Reel", "A ferry in the fog", plays(FERRY, "Ada Quill", None, "rumoured"),
         ("director", FERRY, "stated", {"person": "Ines Marlow"}), release(FERRY, "2026-11-13"), release(FERRY, "2027", "France"))  # fmt: skip
    keep(record, "b", "2026-02-10", "Screen Ledger", "Quill boards the ferry", plays(FERRY, "Ada Quill", "Mara"),
         quote(FERRY, "Ines Marlow", "The sea is never only the sea"), ("material", FERRY, "stated", {"kind": "trailer"}))  # fmt: skip
    keep(record, "c", "2026-03-01", "The Daily Reel", "Orchards of glass", plays(GLASS, "Tobias Renn", "the gardener"),
         plays(GLASS, "Tobias Ren"), plays(GLASS, "Tobias Falk"), release(GLASS, "2026-12", "North America"), release(GLASS, "2026-12-04", "UK", mode="streaming"))  # fmt: skip
    keep(
        record,
        "d",
        "2026-05-01",
        "Box Office Wire",
        "Low water, high hopes",
        release(WATER, "2026-11-20"),
        plays(WATER, "Ada Quill"),
    )
    keep(record, "e", "2026-05-03", "Screen Ledger", "The tide turns", release(WATER, "2026-12-04"))
    keep(record, "f", "2026-05-05", "The Daily Reel", "Still in November", release(WATER, "2026-11-20"))
    keep(record, "g", "2026-05-06", "Screen Ledger", "Still in December", release(WATER, "2026-12-04"))
    keep(record, "h", "2026-08-24", "Screen Ledger", "The ferry is late", release(FERRY, "2027-03-12"),
         ("screening", FERRY, "stated", {"event": "Harbour Film Festival", "year": 2026, "kind": "premiere"}),
         quote(FERRY, "Ines Marlow", "The sea is never only the sea"), quote(None, "Hugo Lind", "I never read reviews"))  # fmt: skip
    keep(record, "i", "2027-04-01", "Box Office Wire", "Ferry takings", ("box_office", FERRY, "stated",
         {"amount": 4e6, "currency": "GBP", "territory": "UK", "period": "opening"}),
         ("award", FERRY, "stated", {"award": "Harbour Prize", "category": "best film", "person": "Ines Marlow", "year": 2026, "count": None}))  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("questions") / "press.db")
    record = Record.open(where)
    press(record)
    record.close()
    return where


@pytest.fixture
def record(path: str) -> Iterator[Record]:
    opened = Record.open(path)
    yield opened
    opened.close()


@pytest.fixture
def ask(path: str) -> Any:
    def asked(*arguments: str) -> Result:
        return CliRunner().invoke(MAIN, [*arguments, "--db", path], catch_exceptions=False)

    return asked


@pytest.fixture
def rows(ask: Any) -> Any:
    def asked(*arguments: str) -> Any:
        found = ask(*arguments, "--format", "json")
        assert found.exit_code == 0, found.stderr
        return json.loads(found.stdout)

    return asked


def test_changes_are_facts_with_who_said_so_first_the_newest_first(rows: Any) -> None:
    found = rows("changes", "--since", "2026-08-01")
    assert [row["when"] for row in found] == sorted((row["when"] for row in found), reverse=True)
    moved = next(row for row in found if row["kind"] == "moved")
    assert (moved["film"]["title"], moved["values"]["date"], moved["before"]) == (
        FERRY, "2027-03-12", "13 November 2026, UK, theatrical",
    )  # fmt: skip
    assert moved["by"]["outlet"] == "Screen Ledger"
    assert "superseded" not in [row["kind"] for row in found]  # the move tells it


def test_changes_of_a_film_since_so_long_ago_as_known_on_a_day(rows: Any) -> None:
    found = rows("changes", FERRY, "--since", "60d", "--as-of", "2026-02-28")
    assert (found[0]["kind"], found[0]["says"]) == ("confirmed", "Ada Quill as Mara")
    assert {row["kind"] for row in found} == {"new", "confirmed"}
    assert {row["film"]["title"] for row in found} == {FERRY}
    assert rows("changes", FERRY, "--since", "10d", "--as-of", "2026-02-28") == []


def test_no_change_is_no_failure_and_says_how_to_look_further_back(ask: Any) -> None:
    found = ask("changes", "--since", "2031-01-01")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "further back" in found.stderr


@pytest.mark.parametrize("when", ["yesterday", "7", "2026-13", "-1d"])
def test_a_since_that_is_no_time_is_wrong_usage(ask: Any, when: str) -> None:
    assert ask("changes", "--since", when).exit_code == 2


def test_conflicts_show_both_sides_with_their_outlets_and_words(rows: Any) -> None:
    found = rows("conflicts")
    assert {(row["film"]["title"], row["values"]["date"], row["side"]) for row in found} == {
        (WATER, "2026-11-20", "is so"), (WATER, "2026-12-04", "is so"),
    }  # fmt: skip
    said = next(row["said"] for row in found if row["values"]["date"] == "2026-11-20")
    assert [(s["outlet"], s["when"][:10], s["words"]) for s in said] == [
        ("Box Office Wire", "2026-05-01", WATER), ("The Daily Reel", "2026-05-05", WATER),
    ]  # fmt: skip
    assert rows("conflicts", FERRY) == []
    assert rows("conflicts", "--as-of", "2026-05-04") == []


def test_what_somebody_denies_at_the_same_time_is_a_conflict(tmp_path: Path) -> None:
    store = Record.open(str(tmp_path / "a.db"))
    for n, status in enumerate(["stated", "denied", "stated"]):
        keep(store, str(n), f"2026-01-0{n + 1}", f"Outlet {n}", "News", plays(FERRY, "Ada Quill", None, status))
    store.close()
    asked = CliRunner().invoke(MAIN, ["conflicts", "--format", "jsonl", "--db", str(tmp_path / "a.db")])
    found = [json.loads(line) for line in asked.stdout.splitlines()]
    assert [(row["side"], len(row["said"])) for row in found] == [("is so", 2), ("denied", 1)]


def test_a_timeline_is_the_life_of_a_film_in_order(rows: Any) -> None:
    found = [(row["when"], row["kind"], row["told"]) for row in rows("timeline", FERRY)]
    assert found[0] == ("2026-01-05", "announced", False)
    assert [f for f in found if f[1] not in ("cast", "date")][1:] == [
        ("2026-02-10", "look", False),
        ("2026-08-24", "screening", False),
        ("2026-08-24", "moved", False),
        ("2026", "award", True),  # told of in another year than its own, so it stands at its own
        ("2027-03-12", "release", True),
        ("2027-04-01", "takings", False),
        ("2027", "release", True),
    ]
    assert all(row["when"] < "2026-06" for row in rows("timeline", FERRY, "--as-of", "2026-05-30") if not row["told"])


def test_a_timeline_of_nothing_is_empty() -> None:
    assert timeline.events([]) == []


def test_the_calendar_is_in_order_with_rough_dates_at_their_end(rows: Any) -> None:
    found = [
        (row["date"], row["film"]["title"], row["exact"], row["standing"]) for row in rows("calendar", "--no-season")
    ]
    assert found == [
        ("2026-11-20", WATER, True, "contested"),
        ("2026-12-04", GLASS, True, "agreed"),
        ("2026-12-04", WATER, True, "contested"),
        ("2026-12", GLASS, False, "agreed"),
        ("2027-03-12", FERRY, True, "agreed"),
        ("2027", FERRY, False, "agreed"),
    ]


@pytest.mark.parametrize(
    ("options", "dates"),
    [
        (["--territory", "GB"], ["2026-11-20", "2026-12-04", "2026-12-04", "2027-03-12"]),
        (["--territory", "United Kingdom", "--mode", "streaming"], ["2026-12-04"]),
        (["--territory", "US"], ["2026-12"]),  # lies in North America
        (["--from", "2026-12-10"], ["2026-12", "2027-03-12", "2027"]),
        (["--from", "2027-01", "--to", "2027-02"], ["2027"]),
        (["--to", "2026-11"], ["2026-11-20"]),
        (["--territory", "fr"], ["2027"]),
        (["--as-of", "2026-01-31"], ["2026-11-13", "2027"]),
    ],
)
def test_the_calendar_of_a_place_kind_and_time(rows: Any, options: list[str], dates: list[str]) -> None:
    assert [row["date"] for row in rows("calendar", "--no-season", *options)] == dates


def test_a_quotation_that_two_articles_print_is_one(rows: Any) -> None:
    found = rows("quotes")
    assert [(q["speaker"], q["film"] and q["film"]["title"], q["articles"], q["when"][:10]) for q in found] == [
        ("Hugo Lind", None, 1, "2026-08-24"), ("Ines Marlow", FERRY, 2, "2026-02-10"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "speakers"),
    [
        (["--speaker", "ines marlow"], ["Ines Marlow"]),
        (["--speaker", "Lind"], ["Hugo Lind"]),
        (["--film", FERRY], ["Ines Marlow"]),
        (["seas"], ["Ines Marlow"]),  # words are matched by their stems
        (["never"], ["Hugo Lind", "Ines Marlow"]),
        (["--as-of", "2026-03-01"], ["Ines Marlow"]),
        (["nothing", "of", "the", "kind", "--film", GLASS], []),
    ],
)
def test_quotations_by_speaker_film_and_words(rows: Any, options: list[str], speakers: list[str]) -> None:
    assert sorted(q["speaker"] for q in rows("quotes", *options)) == speakers


def test_a_person_has_credits_and_honours_by_film_and_how_sure_they_are(rows: Any) -> None:
    found = rows("person", "ada quill")
    assert [(r["film"]["title"], r["type"], r["values"].get("character"), r["standing"]) for r in found] == [
        (WATER, "cast", None, "agreed"), (FERRY, "cast", "Mara", "agreed"),
    ]  # fmt: skip
    assert all(0 < r["confidence"] < 1 for r in found)
    assert [r["type"] for r in rows("person", "Ines Marlow")] == ["director", "award"]
    assert [r["standing"] for r in rows("person", "Ada Quill", "--as-of", "2026-01-31")] == ["rumoured"]


def test_a_name_with_another_letter_in_the_same_film_is_the_same_person(record: Record) -> None:
    with record.read() as connection:
        one, other = people.person(connection, "Tobias Renn"), people.person(connection, "Tobias Ren")
    assert one == other
    assert (one.name, one.spellings) == ("Tobias Renn", ("tobias ren",))
    assert [f.values["character"] for c in one.credits for f in c.facts] == ["the gardener"]


def test_a_part_of_one_name_is_the_person_and_of_several_names_lists_them(rows: Any, ask: Any) -> None:
    assert {r["person"] for r in rows("person", "Quill")} == {"Ada Quill"}
    found = ask("person", "Tobias")
    assert found.exit_code == 1
    assert "Tobias Renn" in found.stderr
    assert "Tobias Falk" in found.stderr
    assert "give the whole name" in found.stderr


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Inez Marlow", "Ines Marlow"), ("Nobody Atall", "bigpicture search"), ("", "search"), ("…", "search")],
)
def test_an_unknown_name_is_met_with_candidates(ask: Any, name: str, meant: str) -> None:
    found = ask("person", name)
    assert (found.exit_code, found.stdout) == (1, "")
    assert meant in found.stderr
    assert found.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["timeline", "changes", "conflicts"])
def test_an_unknown_title_is_met_with_candidates(ask: Any, command: str) -> None:
    found = ask(command, "Night Fery")
    assert found.exit_code == 1
    assert FERRY in found.stderr


QUESTIONS = [["changes", "--since", "2026-01-01"], ["conflicts"], ["timeline", FERRY], ["quotes"], ["calendar"],
             ["person", "Ada Quill"], ["search", "ferry"]]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[0])
def test_every_format_has_the_same_rows(ask: Any, rows: Any, question: list[str]) -> None:
    made = rows(*question)
    assert made
    lines = [json.loads(line) for line in ask(*question, "--format", "jsonl").stdout.splitlines()]
    assert lines == made
    assert len(list(csv.DictReader(io.StringIO(ask(*question, "--format", "csv").stdout)))) == len(made)
    heading = 2 if question[0] == "person" else 1
    assert len(ask(*question).stdout.splitlines()) == len(made) + heading


def test_what_an_article_says_moves_no_cursor_and_runs_in_no_spreadsheet(tmp_path: Path) -> None:
    store, where = Record.open(str(tmp_path / "a.db")), str(tmp_path / "a.db")
    keep(
        store,
        "a",
        "2026-01-01",
        "=1+1",
        "News\x1b[2J",
        quote("=Night\x1b[2JFerry", "\x9bEve", "\u202eso \x1b[2J it is"),
    )
    store.close()
    for command in (
        ["quotes"],
        ["search", "news"],
        ["changes", "--since", "2025-01-01"],
        ["timeline", "Night 2JFerry"],
    ):
        for how in ("table", "csv"):
            found = CliRunner().invoke(MAIN, [*command, "--format", how, "--db", where])
            assert found.exit_code == 0
            assert not {"\x1b", "\x9b", "\u202e"} & set(found.stdout)
            assert how == "table" or not any(
                cell.startswith("=") for row in csv.reader(io.StringIO(found.stdout)) for cell in row
            )


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2028-02", ("2028-02-01", "2028-02-29")),
        ("2026-11-13", ("2026-11-13", "2026-11-13")),
        ("2026-23", ("2026-09-01", "2026-11-30")),
        ("2026-24", ("2026-12-01", "2026-12-31")),
        ("soon", ("0001-01-01", "9999-12-31")),
        ("2026-77", ("0001-01-01", "9999-12-31")),
    ],
)
def test_a_date_spans_days(date: str, days: tuple[str, str]) -> None:
    assert (span(date), exact(date)) == (days, days[0] == days[1])


@given(st.text())
def test_any_date_spans_days_in_order(date: str) -> None:
    first, last = span(date)
    assert first <= last


def test_the_sample_press_is_answered(tmp_path: Path) -> None:
    """From the files of the sample press to answers, the whole way."""
    from bigpicture.cli import main

    where = ["--db", str(tmp_path / "a.db")]
    for name in ("dune-part-two-trailer", "dune-part-two-march"):
        (file,) = (ROOT / "src" / "bigpicture" / "data" / "press").glob(f"*{name}*")
        assert CliRunner().invoke(main, ["add", str(file), *where]).exit_code == 0
    assert CliRunner().invoke(main, ["update", *where]).exit_code == 0
    asked = CliRunner().invoke(MAIN, ["changes", "Dune 2", "--since", "2023-08-01", "--format", "json", *where])
    assert "denied" in {row["kind"] for row in json.loads(asked.stdout)}
    found = CliRunner().invoke(MAIN, ["search", "chalamett", "--kind", "person", *where])
    assert "Dune: Part Two" in found.stdout
