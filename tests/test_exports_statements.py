"""Statements for Wikidata: each command is one that QuickStatements V1 knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bigpicture.errors import InputError
from bigpicture.exports import Entry, read_ids, read_statements
from bigpicture.exports.given import plain
from bigpicture.exports.properties import PROPERTIES, fault, is_item
from bigpicture.exports.statements import KNOWN
from bigpicture.record import Record
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Saying
from tests.exported import IDS, entry, low_water, opened, statements, text


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    yield from opened(tmp_path_factory)


@pytest.fixture(scope="module")
def entries(store: Record) -> tuple[Entry, ...]:
    """Low Water alone."""
    return low_water(store)


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
        "# from a query\nQ1|P57|Q2\nQ1\tP577\t+2026-12-04T00:00:00Z/11\nQ1|P2142|+41500000.0U4917|P585|+2026-03-09T00:00:00Z/11\nQ9|P136|Q6\n"
    )
    made = statements(entries, ids=IDS, against=read_statements(there))
    assert {c[1] for c in made} == {"P161", "P750", "P136", "P144", "P5072", "P166"}


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("Q1|P577|+2026-12-04T00:00:00Z/11", True),
        ("Q1|P577|+2026-12-04T00:00:00Z/11|P291|Q145", True),
        ("Q1|P577|+2026-12-04T00:00:00Z/11|P291|Q30|P291|Q145|P6|Q7", True),
        ("Q1|P577|+2026-12-04T00:00:00Z/11|P291|Q30", False),
        ("Q1|P577|+2026-12-04T00:00:00Z/11|P291|Q145|P437|Q99", False),
        ("Q1|P577|+2026-12-05T00:00:00Z/11", False),
        ("Q1|P577|+2026-12-04T00:00:00Z/10", False),
        ("Q2|P577|+2026-12-04T00:00:00Z/11", False),
    ],
)
def test_a_statement_is_there_where_no_qualifier_says_otherwise(
    line: str, there: bool, entries: tuple[Entry, ...], tmp_path: Path
) -> None:
    path = tmp_path / "there.txt"
    path.write_text(line)
    made = statements(entries, ids=IDS, against=read_statements(path))
    assert ("P577" not in {c[1] for c in made}) == there


@pytest.mark.parametrize(("qualifiers", "there"), [("P1346|Q2", True), ("P585|+2027-03-02T00:00:00Z/11", True), ("P1346|Q8", False),
                                                   ("P585|+2026-01-01T00:00:00Z/9", False)])  # fmt: skip
def test_a_prize_is_told_apart_by_year_and_winner(
    qualifiers: str, there: bool, entries: tuple[Entry, ...], tmp_path: Path
) -> None:
    path = tmp_path / "there.txt"
    path.write_text(f"Q1|P166|Q5|{qualifiers}")
    assert ("P166" not in {c[1] for c in statements(entries, ids=IDS, against=read_statements(path))}) == there


def test_a_batch_that_went_out_leaves_nothing_to_go_out(entries: tuple[Entry, ...], tmp_path: Path) -> None:
    batch = tmp_path / "batch.qs"
    batch.write_text(text("quickstatements", entries, ids=IDS), encoding="utf-8")
    assert statements(entries, ids=IDS, against=read_statements(batch)) == []


@pytest.mark.parametrize(
    ("value", "same"),
    [
        ("+82000000.0U4917", "82000000U4917"),
        ("+2027-01-01T00:00:00Z/9", "+2027-00-00T00:00:00Z/9"),
        ("+2027-03-01T00:00:00Z/10", "+2027-03-00T00:00:00Z/10"),
    ],
)
def test_values_written_otherwise_are_the_same(value: str, same: str) -> None:
    assert plain(value) == plain(same)
    assert plain("+2027-03-01T00:00:00Z/11") != plain("+2027-03-00T00:00:00Z/11")


def test_every_property_in_use_is_in_the_table_and_every_value_is_of_its_kind(entries: tuple[Entry, ...]) -> None:
    assert {number for kind in CLAIM_TYPES.values() for number in kind.properties} <= set(PROPERTIES)
    columns = [c for line in statements(entries, ids=IDS) for c in zip(line[1::2], line[2::2], strict=True)]
    numbers = {key.lstrip("!").replace("S", "P"): value for key, value in columns}
    assert set(numbers) <= set(PROPERTIES)
    assert len(numbers) > 12
    assert [told for key, value in columns if (told := fault(key.lstrip("!").replace("S", "P"), value))] == []
    assert all(is_item(item) for item in KNOWN.values())


def test_two_films_of_one_title_never_share_an_item() -> None:
    said = [Saying(1, "genre", {"genre": "drama"}, "stated", 0.9, "2026-11-01", 1, 1, "Reel")]
    two = [entry("Her", said, number=1), entry("Her", said, number=2)]
    ids = {("film", "her"): "Q10", ("genre", "drama"): "Q6"}
    assert {c[0] for c in statements(two[:1], ids=ids)} == {"Q10"}
    assert "Q10" not in {c[0] for c in statements(two, ids=ids)}


@pytest.mark.parametrize(
    "line",
    ["film\tLow Water", "film\tLow Water\tP1", "film\tLow Water\tQ1\tQ2", "film\tLow Water\tQ²", "film\tLow Water\tQ0"],
)
def test_a_file_of_items_names_the_line_that_is_none(line: str, tmp_path: Path) -> None:
    path = tmp_path / "ids.tsv"
    path.write_text(f"film\tOther\tQ1\n\n{line}\n")
    with pytest.raises(InputError, match="line 3"):
        read_ids(path)
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="UTF-8"):
        read_statements(path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Q1|P57", "2 columns"),
        ("CREATE", "1 columns"),
        ("LAST|P57|Q2", "'LAST' is no item"),
        ("Q1|57|Q2", "'57' is no property"),
        ("Q1|P57|Q2|P585", "4 columns"),
        ("Q1|P57|Q2|X1|Q3", "'X1' is no property"),
        ("Q1|P57|Ines Marlow", "is no value of P57 (director), such as Q42"),
        ("Q1|P577|2026-12-04", "is no value of P577 (publication date)"),
        ("Q1|P2142|a lot", "is no value of P2142 (box office)"),
    ],
)
def test_a_file_of_statements_names_the_line_that_is_none(line: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "there.txt"
    path.write_text(f"Q1|P31|anything at all\nQ1|P57|somevalue\n{line}\n")
    with pytest.raises(InputError, match=f"line 3 is no statement: .*{re.escape(problem)}"):
        read_statements(path)
