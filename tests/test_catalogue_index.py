"""The index: built in any order of sources, whole or not at all, and damage is told."""

from __future__ import annotations

import json
import random
import sqlite3
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.catalogue import KINDS, Catalogue, build, movies
from bigpicture.catalogue.index import Index, shared
from bigpicture.errors import InputError, StoreError
from tests.catalogues import AKAS, FILM_LIST, MARA, NAMES, OTHERS, RUTH, SALT, TITLES, dump, ids, item, made, save, tsv


def content(path: Path) -> dict[str, list[Any]]:
    """All that an index holds."""
    db = sqlite3.connect(path)
    rows = {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2" if table != "filter" else "SELECT * FROM filter").fetchall() for table in ("entity", "name", "span", "filter")}  # fmt: skip
    db.close()
    return rows


def test_the_order_of_files_and_lines_does_not_matter(tmp_path: Path) -> None:
    told: list[tuple[bytes, bytes]] = [
        (head + b"\n", rest)
        for head, rest in (data.split(b"\n", 1) for data in (TITLES, NAMES, *(data for _, data in OTHERS)))
    ]
    films = json.dumps(FILM_LIST)
    seen = []
    for seed in range(4):
        rng = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        items, listed = [SALT, RUTH, MARA, item("Q12", "Salt", P345=["tt0000001"])], json.loads(films)
        data = [(head, rest.splitlines(keepends=True)) for head, rest in told]
        for rows in (items, listed, *(rows for _, rows in data)):
            rng.shuffle(rows)
        sources_ = [dump(*items), json.dumps(listed).encode(), *(head + b"".join(rows) for head, rows in data)]
        rng.shuffle(sources_)
        made(folder, *sources_).close()
        seen.append(content(folder / "c.idx"))
    assert seen[0]["entity"]
    assert all(one == seen[0] for one in seen)


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    made(one, TITLES, NAMES).close()
    made(two, TITLES, NAMES, TITLES, NAMES).close()
    assert content(one / "c.idx") == content(two / "c.idx")


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.text(min_size=1, max_size=12), st.integers(1900, 2030)),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=25, deadline=None)
def test_every_name_that_is_loaded_finds_its_bearer(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    films = [{"title": title, "year": year, "href": f"Film_{number}"} for number, title, year in rows]
    told = [
        film
        for film in films
        if not isinstance(next(iter(movies.records("m", iter([json.dumps([film]).encode()])))), InputError)
    ]
    if not told:
        return
    with made(folder, json.dumps(films).encode(), form="movies") as catalogue:
        for film in told:
            page = f"wikipedia:Film {film['href'][5:]}"
            assert page in ids(catalogue.films(film["title"], limit=50))


def test_a_build_tells_what_it_did(tmp_path: Path) -> None:
    steps: list[tuple[str, int]] = []
    path = save(tmp_path, "t.tsv", TITLES + b"rubbish\n")
    summary = build(tmp_path / "new" / "c.idx", [path], progress=lambda what, count: steps.append((what, count)))
    assert (summary.records, summary.broken, len(summary.problems)) == (10, 1, 1)
    assert (summary.entities["film"], summary.entities["series"]) == (9, 1)
    assert summary.size == (tmp_path / "new" / "c.idx").stat().st_size
    assert ("t.tsv", 10) in steps


def test_a_build_of_nothing_leaves_the_old_index(tmp_path: Path) -> None:
    made(tmp_path, TITLES).close()
    before = (tmp_path / "c.idx").read_bytes()
    for data in (b"rubbish", tsv(AKAS, "tt0000001|1|Salt Way"), dump(item("Q7", "Low Water", "Q7366"))):
        with pytest.raises(InputError):
            build(tmp_path / "c.idx", [save(tmp_path, "x", data)])
    assert (tmp_path / "c.idx").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.idx", "source-0", "x"]


def test_an_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        build(tmp_path / "file" / "c.idx", [save(tmp_path, "t", TITLES)])


def test_a_missing_damaged_or_foreign_index_is_told(tmp_path: Path) -> None:
    made(tmp_path, TITLES).close()
    path = tmp_path / "c.idx"
    whole = path.read_bytes()
    later, foreign = bytearray(whole), bytearray(whole)
    later[60:64] = (9).to_bytes(4, "big")  # user_version
    foreign[68:72] = b"none"  # application_id
    for data, problem in ((whole[:-4096], "damaged"), (b"not an index at all" * 99, "damaged"), (b"", "not a catalogue"), (bytes(later), "later version"), (bytes(foreign), "not a catalogue")):  # fmt: skip
        path.write_bytes(data)
        with pytest.raises(StoreError, match=problem):
            Catalogue.open(path)
    with pytest.raises(StoreError, match="there is no catalogue"):
        Catalogue.open(tmp_path / "none.idx")


def test_damage_within_gives_an_error_or_an_answer(tmp_path: Path) -> None:
    made(tmp_path, TITLES, NAMES).close()
    whole = (tmp_path / "c.idx").read_bytes()
    rng, told = random.Random(3), 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(30):
            data[rng.randrange(100, len(data))] = rng.randrange(256)
        (tmp_path / "d.idx").write_bytes(data)
        try:
            with Catalogue.open(tmp_path / "d.idx") as catalogue:
                catalogue.films("The Salt Road", 2025, ["Ruth Adeyemi"])
                catalogue.people("Ruth Adeyemy", ["The Salt Road"])
        except StoreError as error:
            told += "\n" not in str(error)
    assert told > 10


def test_an_index_numbers_kinds_and_years_in_order(tmp_path: Path) -> None:
    made(tmp_path, TITLES, NAMES).close()
    index = Index(tmp_path / "c.idx")
    rows = index.rows(range(1, 100))
    places = [(index.kind(number), index.year(number) or 0) for number in sorted(rows)]
    assert places == sorted(places)
    assert {KINDS[kind] for kind, _ in places} == {"film", "series", "person"}
    index.close()


@given(st.sets(st.integers(0, 2000), max_size=40), st.sets(st.integers(0, 2000), max_size=900))
def test_what_two_lists_share_does_not_depend_on_their_length(some: set[int], numbers: set[int]) -> None:
    assert shared(some, array("I", sorted(numbers))) == some & numbers
