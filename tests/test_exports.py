"""Exports: each format read back by a library of its own kind, whatever the titles hold."""

from __future__ import annotations

import builtins
import csv
import io
import json
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import pyarrow
import pyarrow.parquet
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.commands.export import _NAMES, export
from bigpicture.errors import InputError
from bigpicture.exports import FORMATS, Entry, Source, gather, read_ids, read_statements
from bigpicture.exports.dates import instant, is_calendar, span
from bigpicture.exports.entries import link, one_line
from bigpicture.exports.rows import COLUMNS
from bigpicture.exports.statements import KNOWN, name
from bigpicture.portrait import Portrait
from bigpicture.record import Record, articles, known
from bigpicture.record.articles import Filed
from bigpicture.record.known import Film
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Saying, facts
from bigpicture.weighing.facts import STANDINGS
from tests.conftest import ROOT

NOW = "2026-11-29T09:30:00Z"
SDO = rdflib.Namespace("https://schema.org/")
Told = tuple[str, str, dict[str, Any]]  # type, status, values

REEL: list[Told] = [
    ("director", "stated", {"person": "Ines Marlow"}),
    ("cast", "stated", {"person": "Ada Quill", "character": "Mara"}),
    ("cast", "rumoured", {"person": "Jonah Pryce"}),
    ("company", "stated", {"organization": "Harbour Pictures", "role": "distributor"}),
    ("genre", "stated", {"genre": "drama"}),
    ("based_on", "stated", {"title": "The Tide Table", "author": "Olu Adeyinka"}),
    ("release", "stated", {"date": "2026-11-13", "territory": "UK", "mode": "theatrical"}),
    ("release", "stated", {"date": "2026-11-20", "territory": "US", "mode": "theatrical"}),
    ("release", "rumoured", {"date": "2027-21", "territory": "Japan"}),
    ("release", "stated", {"date": "2026-10-02", "territory": "France", "mode": "theatrical"}),
]
LEDGER: list[Told] = [
    ("director", "stated", {"person": "Ines Marlow"}),
    ("release", "stated", {"date": "2026-12-04", "territory": "UK", "mode": "theatrical"}),
    ("release", "stated", {"date": "2026-11-27", "territory": "US", "mode": "theatrical"}),
    ("release", "denied", {"date": "2026-10-02", "territory": "France", "mode": "theatrical"}),
    ("quote", "stated", {"speaker": "Ines Marlow", "text": "The sea is in every room."}),
    ("nomination", "stated", {"award": "Lantern Awards", "category": "best film", "year": 2027}),
]
WIRE: list[Told] = [
    ("release", "stated", {"date": "2026-11-20", "territory": "US", "mode": "theatrical"}),
    (
        "award",
        "stated",
        {"award": "Lantern Awards", "category": "best director", "person": "Ines Marlow", "year": 2027},
    ),
    ("screening", "stated", {"event": "Skerry Film Festival", "year": 2026, "kind": "premiere"}),
    ("box_office", "stated", {"amount": 41_500_000, "currency": "USD", "territory": "worldwide", "period": "total"}),
    ("material", "stated", {"kind": "trailer"}),
]
PRESS = [("The Daily Reel", "2026-01-10", "A first look at Low Water", REEL), ("Screen Ledger", "2026-03-01", "Low Water | the new dates", LEDGER),
         ("Coast Wire", "2026-03-05", "Prizes for Low Water", WIRE)]  # fmt: skip


def keep(record: Record, outlet: str, day: str, headline: str, told: Sequence[Told], title: str = "Low Water") -> None:
    """An article that says this of a film; each claim has a sentence of its own for evidence."""
    text, claims = "", []
    for kind, status, values in told:
        sentence = f"{outlet} on {title}: {kind} {values}. "
        at = len(text)
        text += sentence
        full = {f.name: values.get(f.name) for f in CLAIM_TYPES[kind].fields}
        why = Evidence(sentence, at, at + len(sentence))
        claims.append(Claim(kind, title, full, status, why, 0.9, "test"))  # type: ignore[arg-type]
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{day}"
    article = Article(url, text, headline, day, outlet, url)
    filed = Filed(article, articles.digest(article), Reading(article, tuple(claims), ()), "test", None)
    with record.write() as connection:
        articles.keep(connection, filed, key=url, addresses=(), source=None, now=NOW)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Three articles of our own about one film, and one about another."""
    record = Record.open(str(tmp_path_factory.mktemp("exports") / "press.db"))
    for outlet, day, headline, told in PRESS:
        keep(record, outlet, day, headline, told)
    keep(record, "Coast Wire", "2026-03-06", "Also", [("genre", "stated", {"genre": "comedy"})], title="Paper Kites")
    yield record
    record.close()


@pytest.fixture(scope="module")
def entries(store: Record) -> tuple[Entry, ...]:
    """Low Water alone."""
    with store.read() as connection:
        return gather(connection, [known.film(connection, "Low Water")])


def text(form: str, entries: Sequence[Entry], **options: Any) -> str:
    return "".join(p if isinstance(p, str) else p.decode() for p in FORMATS[form].write(entries, NOW, **options))


def command(store: Record, *arguments: str) -> Result:
    return CliRunner().invoke(export, [*arguments, "--db", store.address])


def events(made: str) -> dict[str, icalendar.Event]:
    """The events of a calendar by their summary."""
    calendar = icalendar.Calendar.from_ical(made)
    assert not calendar.errors
    assert all(not e.errors for e in calendar.walk())
    return {str(e["summary"]): e for e in calendar.walk("VEVENT")}


# --- what is gathered


def test_all_films_are_gathered_by_title_with_the_sources_of_every_claim(store: Record) -> None:
    with store.read() as connection:
        found = gather(connection)
        alone = [known.facts_of(connection, e.film.id) for e in found]
    assert [e.film.title for e in found] == ["Low Water", "Paper Kites"]
    assert [e.facts for e in found] == alone
    for entry in found:
        assert set(entry.sources) == {s.id for f in entry.facts for s in f.sayings}
    director = next(f for f in found[0].facts if f.type == "director")
    first, second = found[0].behind(director)
    assert first == Source(
        "The Daily Reel", "https://the-daily-reel.example/2026-01-10", "2026-01-10", "A first look at Low Water"
    )
    assert second.outlet == "Screen Ledger"


def test_what_nobody_had_written_of_is_not_there_on_an_earlier_day(store: Record) -> None:
    with store.read() as connection:
        (then,) = gather(connection, None, "2026-02-01")
        assert not gather(connection, None, "2025")
    uk = [f for f in then.facts if f.values.get("territory") == "UK"]
    assert [(f.values["date"], f.standing) for f in uk] == [("2026-11-13", "agreed")]


# --- golden files


@pytest.mark.parametrize("form", ["csv", "ics", "jsonl", "jsonld", "quickstatements"])
def test_golden(form: str, entries: tuple[Entry, ...], golden: Callable[[str, str], None]) -> None:
    made = text(form, entries).replace("\r\n", "\n")
    if form.startswith("json"):  # spread over lines, so that a change is seen
        made = json.dumps(json.loads(made), ensure_ascii=False, indent=1) + "\n"
    golden(f"export{FORMATS[form].suffix}", made)


# --- linked data


def graph(made: str) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)  # rdflib's own parser
        return rdflib.Graph().parse(data=made, format="json-ld")


def test_linked_data_says_what_is_agreed_as_properties_of_the_film(entries: tuple[Entry, ...]) -> None:
    g = graph(text("jsonld", entries))
    (film,) = g.subjects(rdflib.RDF.type, SDO.Movie)
    assert [str(o) for o in g.objects(film, SDO.name)] == ["Low Water"]
    assert [str(o) for o in g.objects(film, SDO.director / SDO.name)] == ["Ines Marlow"]
    assert [str(o) for o in g.objects(film, SDO.actor / SDO.actor / SDO.name)] == ["Ada Quill"]
    assert [str(o) for o in g.objects(film, SDO.actor / SDO.characterName)] == ["Mara"]
    assert [str(o) for o in g.objects(film, SDO.publisher / SDO.name)] == ["Harbour Pictures"]
    assert [str(o) for o in g.objects(film, SDO.isBasedOn / SDO.author / SDO.name)] == ["Olu Adeyinka"]
    assert [str(o) for o in g.objects(film, SDO.releasedEvent / SDO.startDate)] == ["2026-12-04"]
    assert [str(o) for o in g.objects(film, SDO.datePublished)] == ["2026-12-04"]
    assert [str(o) for o in g.objects(film, SDO.award)] == ["Lantern Awards 2027, best director, Ines Marlow"]
    (showing,) = g.subjects(SDO.workPresented, film)
    assert (showing, rdflib.RDF.type, SDO.ScreeningEvent) in g


def test_linked_data_says_the_rest_as_claims_with_where_they_appeared(entries: tuple[Entry, ...]) -> None:
    g = graph(text("jsonld", entries))
    (film,) = g.subjects(rdflib.RDF.type, SDO.Movie)
    said = list(g.objects(film, SDO.subjectOf))
    assert len(said) == len(entries[0].facts)
    standing = {str(g.value(c, SDO.text)): str(g.value(c, SDO.creativeWorkStatus)) for c in said}
    assert standing["cast: Jonah Pryce"] == "rumoured"
    assert standing["release: 2 October 2026, France, theatrical"] == "denied"
    assert standing["The sea is in every room."] == "agreed"
    plain = {str(o) for o in g.objects(film) if isinstance(o, rdflib.Literal)} | {
        str(o) for o in g.objects(film, SDO.actor / SDO.name)
    }
    assert not any("Pryce" in p for p in plain)
    for claim in said:
        assert list(g.objects(claim, (SDO.appearance | SDO.citation) / SDO.url))
        assert g.value(claim, SDO.about) == film


def test_linked_data_uses_only_words_of_schema_org(entries: tuple[Entry, ...]) -> None:
    """rdflib carries the vocabulary."""
    g = graph(text("jsonld", entries))
    words = {*g.predicates(), *g.objects(None, rdflib.RDF.type)} - {rdflib.RDF.type}
    assert len(words) > 20
    assert all(word in rdflib.SDO for word in words)


# --- the calendar


def test_the_calendar_has_one_event_a_territory_and_mode(entries: tuple[Entry, ...]) -> None:
    made = text("ics", entries)
    found = events(made)
    assert set(found) == {"Low Water (UK, cinemas)", "Low Water (US, cinemas)", "Low Water (France, cinemas)"}
    uk = found["Low Water (UK, cinemas)"]
    assert (uk["dtstart"].dt, uk["dtend"].dt) == (date(2026, 12, 4), date(2026, 12, 5))
    assert (uk["status"], uk["sequence"], uk["transp"]) == ("CONFIRMED", 1, "TRANSPARENT")
    assert uk["last-modified"].dt == datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert "moved from 13 November 2026" in uk["description"]
    assert uk["url"] == "https://screen-ledger.example/2026-03-01"
    assert uk["categories"].cats == ["release", "UK", "theatrical"]
    assert {n: str(e["status"]) for n, e in found.items() if e is not uk} == {
        "Low Water (US, cinemas)": "TENTATIVE",
        "Low Water (France, cinemas)": "CANCELLED",
    }
    calendar = icalendar.Calendar.from_ical(made)
    assert (calendar["name"], calendar["x-wr-calname"]) == ("Film releases", "Film releases")
    assert calendar["refresh-interval"].dt == timedelta(hours=6)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))


def test_an_event_keeps_its_identity_while_its_date_moves(store: Record, entries: tuple[Entry, ...]) -> None:
    with store.read() as connection:
        then = gather(connection, [entries[0].film], "2026-02-01")
    before, after = events(text("ics", then)), events(text("ics", entries))
    for summary, event in before.items():
        assert event["uid"] == after[summary]["uid"]
        assert event["sequence"] < after[summary]["sequence"]
    assert len({e["uid"] for e in after.values()}) == len(after)


def test_the_calendar_is_narrowed_by_territory_mode_and_time(entries: tuple[Entry, ...]) -> None:
    def shown(**options: Any) -> set[str]:
        return {s.removeprefix("Low Water ") for s in events(text("ics", entries, **options))}

    assert shown(territory=["uk", "France"]) == {"(UK, cinemas)", "(France, cinemas)"}
    assert shown(mode=["streaming"]) == set()
    assert shown(start="2026-11") == {"(UK, cinemas)", "(US, cinemas)"}
    assert shown(end="2026-11") == {"(US, cinemas)", "(France, cinemas)"}
    assert shown(start="2026-12-04", end="2026-12-04") == {"(UK, cinemas)"}
    assert shown(start="2026-11-25") == {"(UK, cinemas)"}  # the other date said of the US does not stand in for its own
    assert "(Japan): expected spring 2027" in shown(imprecise=True)


def test_what_is_imprecise_is_a_tentative_span(entries: tuple[Entry, ...]) -> None:
    event = events(text("ics", entries, imprecise=True))["Low Water (Japan): expected spring 2027"]
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
        ("2027-24", ("2027-12-01", "2028-03-01")),
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


# --- statements


IDS = KNOWN | {
    (kind, name(called)): item
    for kind, called, item in (
        ("film", "Low Water (2026)", "Q1"), ("person", "Ines Marlow", "Q2"), ("person", "Ada Quill", "Q3"),
        ("organization", "Harbour Pictures", "Q4"), ("award", "Lantern Awards: best director", "Q5"), ("genre", "Drama", "Q6"),
        ("event", "Skerry Film Festival 2026", "Q7"), ("mode", "theatrical", "Q8"), ("work", "The Tide Table", "Q9"),
    )
}  # fmt: skip
_VALUE = r'(?:Q\d+|"[^\t|]*"|en:"[^\t|]+"|\+\d{4}-\d\d-\d\dT00:00:00Z/(?:9|1[01])|\d+(?:\.\d+)?(?:U\d+)?)'
_STATEMENT = re.compile(rf"(?:LAST|Q\d+)\t(?:L|D)en\t\"[^\t|]+\"|(?:LAST|Q\d+)\tP\d+\t{_VALUE}(?:\tP\d+\t{_VALUE})*(?:\t!?S\d+\t{_VALUE})+|CREATE")  # fmt: skip


def statements(entries: Sequence[Entry], **options: Any) -> list[list[str]]:
    """The commands as columns; each is one that QuickStatements V1 knows."""
    lines = text("quickstatements", entries, **options).split("\n")
    assert lines.pop() == ""
    for line in lines:
        assert _STATEMENT.fullmatch(line), line
    return [line.split("\t") for line in lines]


def test_with_items_every_agreed_fact_is_a_statement_with_references(entries: tuple[Entry, ...]) -> None:
    made = statements(entries, ids=IDS)
    assert {tuple(c[:3]) for c in made} == {
        ("Q1", "P57", "Q2"), ("Q1", "P161", "Q3"), ("Q1", "P750", "Q4"), ("Q1", "P136", "Q6"), ("Q1", "P144", "Q9"),
        ("Q1", "P577", "+2026-12-04T00:00:00Z/11"), ("Q1", "P5072", "Q7"), ("Q1", "P166", "Q5"), ("Q1", "P2142", "41500000U4917"),
    }  # fmt: skip
    by = {c[1]: c for c in made}
    assert by["P161"][3:5] == ["P4633", '"Mara"']
    assert by["P577"][3:7] == ["P291", "Q145", "P437", "Q8"]
    assert by["P166"][3:7] == ["P1346", "Q2", "P585", "+2027-00-00T00:00:00Z/9"]
    assert by["P57"][3:] == [
        "S854", '"https://the-daily-reel.example/2026-01-10"', "S1476", 'en:"A first look at Low Water"',
        "S577", "+2026-01-10T00:00:00Z/11", "S813", "+2026-11-29T00:00:00Z/11",
        "!S854", '"https://screen-ledger.example/2026-03-01"', "S1476", 'en:"Low Water / the new dates"',
        "S577", "+2026-03-01T00:00:00Z/11", "S813", "+2026-11-29T00:00:00Z/11",
    ]  # fmt: skip


def test_a_film_without_item_is_created_with_what_needs_none_and_the_rest_is_listed(entries: tuple[Entry, ...]) -> None:
    notes: list[str] = []
    made = statements(entries, notes=notes)
    assert made[:3] == [
        ["CREATE"],
        ["LAST", "Len", '"Low Water"'],
        ["LAST", "Den", '"2026 film directed by Ines Marlow"'],
    ]
    assert [c[:2] for c in made[3:]] == [["LAST", "P577"], ["LAST", "P2142"]]
    assert "no identifier (1):\tperson\tAda Quill\tQ" in notes
    assert "no identifier (1):\tfilm\tLow Water (2026)\tQ" in notes
    assert "left out: 2 facts: is contested" in notes


def test_only_what_is_missing_goes_out(entries: tuple[Entry, ...], tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_text(
        "# from a query\nQ1|P57|Q2\nQ1\tP577\t+2026-12-04T00:00:00Z/11\nQ1|P2142|+41500000.0U4917|P585|x\nQ9|P136|Q6\n"
    )
    made = statements(entries, ids=IDS, against=read_statements(there))
    assert {c[1] for c in made} == {"P161", "P750", "P136", "P144", "P5072", "P166"}


def test_two_films_of_one_title_never_share_an_item() -> None:
    said = [Saying(1, "genre", {"genre": "drama"}, "stated", 0.9, "2026-11-01", 1, 1, "Reel")]
    two = [entry("Her", said, number=1), entry("Her", said, number=2)]
    ids = {("film", "her"): "Q10", ("genre", "drama"): "Q6"}
    assert {c[0] for c in statements(two[:1], ids=ids)} == {"Q10"}
    assert "Q10" not in {c[0] for c in statements(two, ids=ids)}


@pytest.mark.parametrize(
    "line", ["film\tLow Water", "film\tLow Water\tP1", "film\tLow Water\tQ1\tQ2", "film\tLow Water\tQ²"]
)
def test_a_file_of_items_names_the_line_that_is_none(line: str, tmp_path: Path) -> None:
    path = tmp_path / "ids.tsv"
    path.write_text(f"film\tOther\tQ1\n\n{line}\n")
    with pytest.raises(InputError, match="line 3"):
        read_ids(path)
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="UTF-8"):
        read_statements(path)


# --- tables and lines


def test_csv_has_a_row_a_fact(entries: tuple[Entry, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(text("csv", entries), newline="")))
    assert len(rows) == len(entries[0].facts)
    assert list(rows[0]) == list(COLUMNS)
    uk = next(r for r in rows if r["says"] == "4 December 2026, UK, theatrical")
    assert (uk["film"], uk["standing"], uk["date"], uk["before"]) == ("Low Water", "agreed", "2026-12-04", "13 November 2026, UK, theatrical")  # fmt: skip
    assert uk["urls"] == "https://screen-ledger.example/2026-03-01"


def test_parquet_holds_what_csv_does_with_types(entries: tuple[Entry, ...]) -> None:
    (made,) = FORMATS["parquet"].write(entries, NOW)
    table = pyarrow.parquet.read_table(io.BytesIO(made))
    assert table.column_names == list(COLUMNS)
    assert table.schema.field("amount").type == pyarrow.float64()
    assert table.schema.field("claims").type == pyarrow.list_(pyarrow.int64())
    rows = table.to_pylist()
    assert [r["says"] for r in rows] == [r["says"] for r in csv.DictReader(io.StringIO(text("csv", entries)))]
    assert [r["amount"] for r in rows if r["amount"]] == [41_500_000.0]


@pytest.mark.parametrize("form", ["csv", "jsonl", "jsonld", "ics", "parquet", "quickstatements"])
def test_nothing_known_is_still_a_whole_document(form: str) -> None:
    made = b"".join(p if isinstance(p, bytes) else p.encode() for p in FORMATS[form].write([], NOW))
    if form == "csv":
        assert made.decode() == ",".join(COLUMNS) + "\r\n"
    elif form == "jsonld":
        assert json.loads(made)["@graph"] == []
    elif form == "ics":
        assert events(made.decode()) == {}
    elif form == "parquet":
        assert pyarrow.parquet.read_table(io.BytesIO(made)).num_rows == 0
    else:
        assert made == b""


_STRING, _NULLABLE = {"type": "string"}, {"type": ["string", "null"]}


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "additionalProperties": False, "properties": properties}


LINE = _closed(
    film=_closed(id={"type": "integer"}, title=_STRING, year={"type": ["integer", "null"]}, articles={"type": "integer"}),
    bullets={"type": "array", "maxItems": 3, "items": _closed(text=_STRING, facts={"type": "array", "items": {"type": "integer"}})},
    facts={"type": "array", "items": _closed(
        type={"enum": list(CLAIM_TYPES)}, values={"type": "object"}, standing={"enum": list(STANDINGS)},
        confidence={"type": "number", "minimum": 0, "maximum": 1}, reasons={"type": "array", "items": _STRING},
        before={"type": ["object", "null"]},
        said={"type": "array", "minItems": 1, "items": _closed(
            claim={"type": "integer"}, article={"type": "integer"}, status={"enum": ["stated", "rumoured", "denied"]},
            when=_STRING, outlet=_NULLABLE, url=_NULLABLE, title=_NULLABLE)})},
    exported_at=_STRING,
)  # fmt: skip


def test_lines_hold_a_film_each_whose_bullets_cite_its_facts(store: Record) -> None:
    with store.read() as connection:
        lines = text("jsonl", gather(connection)).splitlines()
    assert len(lines) == 2
    for line in lines:
        film = json.loads(line)
        jsonschema.validate(film, LINE)
        assert all(n < len(film["facts"]) for b in film["bullets"] for n in b["facts"])


def test_without_pyarrow_the_remedy_is_told(store: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    done = command(store, "parquet", "--out", "x.parquet")
    assert (done.exit_code, "pip install pyarrow" in done.stderr) == (1, True)
    assert not Path("x.parquet").exists()


# --- whatever the titles hold


_HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40),
    st.text(
        st.sampled_from("\n\r\t|\"'\\/,;:*<>&=+-@{}[] \u2028\u2029\x85\x1b\u202e\u200dé漢Q1"), min_size=1, max_size=30
    ),
    st.sampled_from(
        ["</script><b>", '"||CREATE||"', "END:VEVENT\r\nBEGIN:VEVENT", "=1+1", 'a"\tP31\tQ5\n', "/* x */", "\\n,;"]
    ),
).filter(str.strip)


def entry(title: str, said: Sequence[Saying], number: int = 1, source: Source | None = None) -> Entry:
    """A film of which this is said, without a store."""
    film = Film(number, title, 2027, len(said))
    default = source or Source("Reel", "https://reel.example/a", "2026-11-01", "News")
    return Entry(Portrait(film, (), facts(said)), {s.id: default for s in said})


def hostile(words: str) -> Entry:
    """A film whose every text is these words."""
    told: list[tuple[str, dict[str, Any]]] = [
        ("director", {"person": words}),
        ("cast", {"person": "Ada Quill", "character": words}),
        ("release", {"date": "2027-05-01", "territory": "UK", "mode": "theatrical"}),
        ("release", {"date": "2027-05-02", "territory": words}),
        ("award", {"award": words, "category": words, "year": 2027}),
        ("quote", {"speaker": words, "text": words}),
    ]
    said = [
        Saying(
            n,
            kind,
            {f.name: values.get(f.name) for f in CLAIM_TYPES[kind].fields},
            "stated",
            0.9,
            "2026-11-01T24",
            n,
            n,
            words,
        )
        for n, (kind, values) in enumerate(told, 1)
    ]
    return entry(words, said, source=Source(words, f"https://reel.example/{words}", "2026-11-01", words))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(_HOSTILE)
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
@given(_HOSTILE)
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


# --- the command


def test_the_command_and_the_docs_know_the_formats() -> None:
    assert sorted(FORMATS) == list(_NAMES)
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert all(f"`{form}`" in page for form in FORMATS)
    for form in FORMATS.values():
        assert form.suffix.startswith(".")
        assert "/" in form.media


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
        (["atom"], "'atom' is not one of"),
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
