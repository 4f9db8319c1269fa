"""Exports: what is gathered, golden files, hostile titles, and the command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import icalendar
import pyarrow
import pyarrow.parquet
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from bigpicture.commands.export import _NAMES
from bigpicture.exports import FORMATS, Entry, Source, gather, gather_changes
from bigpicture.exports.statements import KNOWN
from bigpicture.exports.strings import link, one_line
from bigpicture.record import Record, known, told
from tests.conftest import ROOT
from tests.exported import (
    HOSTILE,
    NOW,
    PRESS,
    Told,
    command,
    events,
    graph,
    hostile,
    keep,
    low_water,
    opened,
    statements,
    text,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    yield from opened(tmp_path_factory)


@pytest.fixture(scope="module")
def entries(store: Record) -> tuple[Entry, ...]:
    """Low Water alone."""
    return low_water(store)


def test_all_films_are_gathered_by_title_with_the_sources_of_every_claim(store: Record) -> None:
    with store.read() as connection:
        found = list(gather(connection))
        alone = [known.facts_of(connection, e.film.id) for e in found]
    assert [e.film.title for e in found] == ["Low Water", "Paper Kites"]
    assert [e.facts for e in found] == alone
    for entry in found:
        assert set(entry.sources) == {s.article for f in entry.facts for s in f.sayings}
    director = next(f for f in found[0].facts if f.type == "director")
    first, second = found[0].behind(director)
    assert first == Source(
        "The Daily Reel", "https://the-daily-reel.example/2026-01-10", "2026-01-10", "A first look at Low Water"
    )
    assert second.outlet == "Screen Ledger"


def test_many_films_are_gathered_as_few_are(store: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.read() as connection:
        together = list(gather(connection))
        monkeypatch.setattr(told, "MANY", 1)
        assert list(gather(connection)) == together


def test_what_nobody_had_written_of_is_not_there_on_an_earlier_day(store: Record) -> None:
    with store.read() as connection:
        (then,) = gather(connection, None, "2026-02-01")
        assert not list(gather(connection, None, "2025"))
    uk = [f for f in then.facts if f.values.get("territory") == "UK"]
    assert [(f.values["date"], f.standing) for f in uk] == [("2026-11-13", "agreed")]


def test_a_film_has_the_title_and_year_that_it_had_on_an_earlier_day_and_the_same_identity(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "press.db"))
    opens: list[Told] = [
        ("director", "stated", {"person": "Ines Marlow"}),
        ("release", "stated", {"date": "2027-05-01"}),
    ]
    keep(record, "Reel", "2026-01-10", "A sequel", opens[:1], title="Night Ferry 2")
    keep(record, "Ledger", "2026-02-10", "A date", opens, title="Night Ferry: Part Two")
    keep(record, "Wire", "2026-03-10", "A poster", opens[:1], title="Night Ferry: Part Two")
    with record.read() as connection:
        (now,) = gather(connection)
        (then,) = gather(connection, None, "2026-01")
        assert gather_changes(connection, None, "2026-01").items[0].title == "Night Ferry 2"
    record.close()
    assert (now.film.title, now.film.year, now.film.articles) == ("Night Ferry: Part Two", 2027, 3)
    assert (then.film.title, then.film.year, then.film.articles) == ("Night Ferry 2", None, 1)
    assert then.portrait.bullets[0].text.startswith("Night Ferry 2")
    assert then.stable("release") == now.stable("release")


def test_a_film_keeps_its_identity_in_another_record(store: Record, entries: tuple[Entry, ...], tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "press.db"))
    keep(record, "Reel", "2026-01-01", "Before", [("genre", "stated", {"genre": "noir"})], title="Another Film")
    for outlet, day, headline, told_ in PRESS:
        keep(record, outlet, day, headline, told_)
    (there,) = low_water(record)
    record.close()
    assert there.film.id != entries[0].film.id
    assert there.stable("release", "uk") == entries[0].stable("release", "uk")
    assert len({there.stable(), there.stable("release"), there.stable("release", "uk")}) == 3


@pytest.mark.parametrize("form", ["csv", "ics", "jsonl", "jsonld", "quickstatements"])
def test_golden(form: str, entries: tuple[Entry, ...], golden: Callable[[str, str], None]) -> None:
    made = text(form, entries).replace("\r\n", "\n")
    if form.startswith("json"):  # spread over lines, so that a change is seen
        made = json.dumps(json.loads(made), ensure_ascii=False, indent=1) + "\n"
    golden(f"export{FORMATS[form].suffix}", made)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(HOSTILE)
def test_no_title_breaks_a_text_format(words: str) -> None:
    made = [hostile(words)]
    ids = {("person", "ada quill"): "Q3", **KNOWN}
    created = [line for line in statements(made, ids=ids) if line == ["CREATE"]]
    assert len(created) == bool(one_line(words))  # a film needs a label
    rows = list(csv.DictReader(io.StringIO(text("csv", made), newline="")))
    assert len(rows) == len(made[0].facts)
    assert all(r["film"].removeprefix("'") == words.removeprefix("'") for r in rows)
    assert not any(value.startswith(("=", "+", "-", "@")) for r in rows for value in r.values())
    lines = text("jsonl", made).split("\n")
    assert (json.loads(lines[0])["film"]["title"], lines[1:]) == (words, [""])
    document = text("jsonld", made)
    assert json.loads(document)["@graph"][0]["name"] == words
    assert not set("<>&\u2028\u2029") & set(document)
    found = icalendar.Calendar.from_ical(text("ics", made)).walk("VEVENT")
    assert len(found) == len([f for f in made[0].facts if f.type == "release"])
    assert all(e["dtstart"].dt.year == 2027 and not e.errors for e in found)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=8)
@given(HOSTILE)
def test_no_title_breaks_linked_data_or_parquet(words: str) -> None:
    made = [hostile(words)]
    g = graph(text("jsonld", made))
    assert rdflib.Graph().parse(data=g.serialize(format="nt"), format="nt")
    (parquet,) = FORMATS["parquet"].write(made, NOW)
    assert {r["film"] for r in pyarrow.parquet.read_table(io.BytesIO(parquet)).to_pylist()} == {words}


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b.example/",
        "http://[",
        "/local.md",
    ],
)
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert link(url) is None


def test_a_link_needs_no_quoting_in_any_format() -> None:
    assert link('https://reel.example/a|b"c d?é=1%20&50%') == "https://reel.example/a%7Cb%22c%20d?%C3%A9=1%20&50%25"


def test_the_command_and_the_docs_know_the_formats() -> None:
    assert sorted(FORMATS) == list(_NAMES)
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    for called, form in FORMATS.items():
        assert f"\n$ bigpicture export {called} " in page
        assert f"| `{called}` | {form.help}" in page
        assert f"| `{form.media}` |" in page
        assert form.suffix.startswith(".")


def test_the_command_writes_one_film_or_all(store: Record, tmp_path: Path) -> None:
    assert len(command(store, "jsonl").stdout.splitlines()) == 2
    assert len(command(store, "jsonl", "Low Water", "low water").stdout.splitlines()) == 1
    out = tmp_path / "all.parquet"
    out.write_bytes(b"old")
    done = command(store, "parquet", "--out", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    assert pyarrow.parquet.read_table(out).num_rows > 10
    assert [p.name for p in tmp_path.iterdir()] == ["all.parquet"]


def test_the_command_passes_its_options_on(store: Record, tmp_path: Path) -> None:
    ids = tmp_path / "ids.tsv"
    ids.write_text("film\tLow Water\tQ1\nperson\tInes Marlow\tQ2\n")
    done = command(store, "quickstatements", "--ids", str(ids))
    assert "Q1\tP57\tQ2\t" in done.stdout
    assert "no identifier (1):\tperson\tAda Quill\tQ" in done.stderr
    narrowed = command(store, "ics", "--territory", "UK", "--from", "2026", "--to", "2026-12", "--as-of", "2026-02-01")
    assert [e["dtstart"].dt for e in events(narrowed.stdout_bytes.decode()).values()] == [date(2026, 11, 13)]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["csv", "--territory", "UK"], "--territory says nothing to csv"),
        (["jsonl", "--from", "2027"], "--from says nothing to jsonl"),
        (["ics", "--mode", "cinemas"], "'cinemas' is not one of"),
        (["ics", "--to", "soon"], "'soon' is no date"),
        (["csv", "--as-of", "soon"], "'soon' is no date"),
        (["rss"], "'rss' is not one of"),
        (["atom", "--since", "soon"], "'soon' is no date"),
        (["atom", "--kind", "odd"], "'odd' is not one of"),
        (["jsonfeed", "--mode", "home"], "--mode says nothing to jsonfeed"),
        (["atom", "--base", "films.example"], "'films.example' is no web address"),
        (["ics", "--address", "javascript:alert(1)"], "is no web address"),
        (["csv", "--most", "3"], "--most says nothing to csv"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], problem: str, store: Record) -> None:
    done = command(store, *arguments)
    assert (done.exit_code, problem in done.stderr) == (2, True)


def test_a_film_that_is_not_there_or_a_file_that_cannot_be_written_ends_in_one_line(
    store: Record, tmp_path: Path
) -> None:
    done = command(store, "csv", "Nowhere")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    done = command(store, "csv", "--out", str(tmp_path / "none" / "a.csv"))
    assert (done.exit_code, done.stderr.count("\n"), "cannot be written" in done.stderr) == (1, 1, True)
