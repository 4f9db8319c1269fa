"""Public lists to records: every format, packed or plain, and bad input does no harm."""

from __future__ import annotations

import bz2
import gzip
import json
import random
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigpicture.catalogue import build, files, imdb, movies, sources, wikidata
from bigpicture.catalogue.build import MOST_BROKEN
from bigpicture.catalogue.entities import NAME_LIMIT, Record
from bigpicture.errors import InputError
from tests.catalogues import BASICS, FILM_LIST, RUTH, SALT, TITLES, claim, dump, item, save, tsv


@pytest.mark.parametrize(
    ("classes", "more", "kind"),
    [
        ("Q24862", {}, "film"),
        ("Q5398426", {}, "series"),
        ("Q375336", {}, "company"),
        ("Q220505", {}, "festival"),
        ("Q4220917", {}, "award"),
        ("Q5", {"P106": ["Q28389"]}, "person"),
        ("Q5", {"P106": ["Q82955"]}, None),  # a politician
        ("Q7366", {}, None),  # a song
        ("Q7366", {"P57": ["Q21"]}, None),
        ("", {}, None),
    ],
)
def test_what_of_wikidata_is_of_the_film_world(classes: str, more: dict[str, Any], kind: str | None) -> None:
    found = list(wikidata.records("w", [(1, json.dumps(item("Q7", "Low Water", classes, **more)).encode())]))
    assert [record.kind for record in found if isinstance(record, Record)] == ([kind] if kind else [])


def test_everything_takes_people_of_any_trade_and_whatever_has_a_director() -> None:
    rows = [
        item("Q7", "Low Water", "Q7366", P57=["Q21"]),
        item("Q8", "Ida Croft", "Q5", P106=["Q82955"]),
        item("Q9", "Lake", "Q7366"),
    ]
    found = wikidata.records("w", [(n, json.dumps(row).encode()) for n, row in enumerate(rows)], everything=True)
    assert [(record.key, record.kind) for record in found if isinstance(record, Record)] == [
        ("Q7", "film"),
        ("Q8", "person"),
    ]


def test_a_wikidata_film_is_read_whole() -> None:
    film = SALT | {
        "labels": {"fr": {"language": "fr", "value": "La Route du sel"}, "en": {"language": "en", "value": "The Salt Road"}},
        "aliases": {"en": [{"language": "en", "value": "Salt"}], "fr": [{"language": "fr", "value": "Sel"}]},
    }  # fmt: skip
    film["claims"] = SALT["claims"] | {
        "P1476": [claim({"text": "Saltveien", "language": "nb"})],
        "P577": [
            claim("+2025-09-01T00:00:00Z"),
            claim("+2024-05-01T00:00:00Z"),
            claim("+1961-01-01T00:00:00Z", "deprecated"),
        ],
        "P345": [claim("tt0000009"), claim("tt0000001", "preferred"), claim("nm0000001", "preferred")],
    }
    (record,) = wikidata.records("w", [(1, json.dumps(film).encode())])
    assert record == Record(
        "Q11", "film", "The Salt Road", 2024, ("Saltveien", "Salt"), ("tt0000001",), 77, (("Q21", 0), ("Q22", 10))
    )


def test_without_an_english_label_any_will_do() -> None:
    film = item("Q7", "")
    film["labels"] = {
        "nb": {"language": "nb", "value": "Saltveien"},
        "fr": {"language": "fr", "value": "La Route du sel"},
    }
    (record,) = wikidata.records("w", [(1, json.dumps(film).encode())])
    assert isinstance(record, Record)
    assert (record.name, record.names) == ("La Route du sel", ("Saltveien",))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, "zstd"])
def test_files_may_be_packed(tmp_path: Path, pack: Any) -> None:
    if pack == "zstd":
        from backports.zstd import compress as pack
    for data, form in ((TITLES, "imdb"), (dump(SALT), "wikidata"), (dump(SALT, array=False), "wikidata"), (json.dumps(FILM_LIST).encode(), "movies")):  # fmt: skip
        path = save(tmp_path, form, pack(data))
        assert sources.guess(path) == form
        found = list(sources.records(path))
        assert found
        assert all(isinstance(one, Record) for one in found)


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"[]", b"<html>", b"\x00\x01", b"\x1f\x8bno gzip", b'{"name": 1}']
)
def test_a_file_of_another_kind_is_one_error(tmp_path: Path, data: bytes) -> None:
    (found,) = sources.records(save(tmp_path, "x", data))
    assert isinstance(found, InputError)
    assert "\n" not in str(found)


def test_a_broken_line_is_told_with_its_place_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = TITLES.splitlines(keepends=True)
    broken = [
        b"tt0000012\tmovie\n",
        b"x\xff" + lines[1],
        b"nm1\tmovie\tA\tA\t0\t2000\t\\N\t\\N\t\\N\n",
        lines[1].replace(b"2025", b"soon"),
    ]
    found = list(sources.records(save(tmp_path, "t.tsv", b"".join([*lines[:3], *broken, *lines[3:]]))))
    errors = [one for one in found if isinstance(one, InputError)]
    assert [one.source.rsplit(" ", 1)[1] for one in errors] == ["4", "5", "6", "7"]
    assert all(one.source.startswith(f"{tmp_path}/t.tsv: line ") and one.remedy for one in errors)
    assert [one for one in found if isinstance(one, Record)] == list(imdb.records("t", enumerate(lines, 1)))


def test_a_broken_entity_is_told_with_its_line(tmp_path: Path) -> None:
    data = dump(SALT, RUTH).replace(b"},\n", b'},\n{"id": "Q1", \n[1]\n{"type": "Q11424"},\n', 1)
    found = list(sources.records(save(tmp_path, "w.json", data)))
    assert [one.source.rsplit(" ", 1)[1] for one in found if isinstance(one, InputError)] == ["3", "4", "5"]
    assert [one.key for one in found if isinstance(one, Record)] == ["Q11", "Q21"]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_broken_film_is_told_with_its_line(tmp_path: Path, indent: int | None) -> None:
    data = json.dumps(FILM_LIST, indent=indent).replace('"year": 2018', '"year": 20x18').encode()
    found = list(sources.records(save(tmp_path, "m.json", data), "movies"))
    (error,) = (one for one in found if isinstance(one, InputError))
    assert error.source.endswith("line 14" if indent else "line 1")
    assert [one.name for one in found if isinstance(one, Record)] == ["The Salt Road", "Four Aces"]


def test_a_line_without_end_is_left_out(tmp_path: Path) -> None:
    rows = [json.dumps(SALT).encode(), b'{"id": "' + b"x" * (files.LINE_LIMIT + 5) + b'"}', json.dumps(RUTH).encode()]
    found = list(sources.records(save(tmp_path, "w.json.gz", gzip.compress(b"\n".join(rows), 1))))
    assert isinstance(found[1], InputError)
    assert "longer than 8,000,000 bytes" in str(found[1])
    assert [one.key for one in found if isinstance(one, Record)] == ["Q11", "Q21"]


def test_a_film_without_end_is_left_out() -> None:
    data = (
        json.dumps(FILM_LIST[:1])[:-1]
        + ', {"title": "'
        + "x" * 3 * movies.OBJECT_LIMIT
        + '"},\n'
        + json.dumps(FILM_LIST[1:])[1:]
    )
    found = list(movies.records("m", iter([data.encode()[at : at + 1000] for at in range(0, len(data), 1000)])))
    assert "longer than" in str(found[1])
    assert [one.name for one in found if isinstance(one, Record)] == ["The Salt Road", "Bees of Leith", "Four Aces"]


@pytest.mark.parametrize("pack", [gzip.compress, partial(bz2.compress, compresslevel=1)])
def test_a_file_cut_off_keeps_what_came(tmp_path: Path, pack: Any) -> None:
    rng = random.Random(7)
    rows = [f"tt{n:07d}|movie|{rng.random()}|x|0|2000" for n in range(1, 6_000)]
    whole = pack(tsv(BASICS, *rows))
    found = list(sources.records(save(tmp_path, "cut", whole[: len(whole) * 9 // 10])))
    assert isinstance(found[-1], InputError)
    assert sum(isinstance(one, Record) for one in found) > 100


def test_a_file_that_is_rubbish_is_given_up(tmp_path: Path) -> None:
    path = save(tmp_path, "t.tsv", TITLES + b"rubbish\n" * 5 * MOST_BROKEN)
    summary = build(tmp_path / "c.idx", [path])
    assert summary.broken == MOST_BROKEN + 2
    assert len(summary.problems) == 100


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), lambda s: st.lists(s, max_size=3) | st.dictionaries(st.sampled_from("value id time text rank mainsnak datavalue precision numeric-id en enwiki title".split()), s, max_size=4), max_leaves=12)  # fmt: skip


@given(st.binary(max_size=400), st.integers(0, 3))
def test_any_bytes_give_records_or_errors(data: bytes, at: int) -> None:
    starts = (b"", TITLES[:120], dump(SALT)[:700], json.dumps(FILM_LIST).encode()[:300])
    lines = list(enumerate((starts[at] + data).splitlines(keepends=True), 1))
    for found in (
        wikidata.records("w", lines),
        imdb.records("i", lines),
        movies.records("m", iter([starts[at] + data])),
    ):
        for one in found:
            assert isinstance(one, (Record, InputError))
            assert isinstance(one, Record) or "\n" not in str(one)


@given(st.dictionaries(st.sampled_from("P31 P106 P57 P161 P577 P569 P345 P4947 P1476 labels aliases sitelinks claims id".split()), JSON))  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_entities_of_any_shape_give_records_or_errors(parts: dict[str, Any]) -> None:
    claims = SALT["claims"] | {name: value for name, value in parts.items() if name[0] == "P"}
    entity = SALT | {"claims": claims} | {name: value for name, value in parts.items() if name[0] != "P"}
    for one in wikidata.records("w", [(1, json.dumps(entity).encode())], everything=True):
        assert isinstance(one, (Record, InputError))
        for name in (one.name, *one.names) if isinstance(one, Record) else ():
            assert name
            assert name.isprintable()
            assert len(name) <= NAME_LIMIT


@given(JSON, JSON, JSON, JSON)
@settings(max_examples=60)
def test_films_of_any_shape_give_records_or_errors(title: Any, year: Any, cast: Any, href: Any) -> None:
    data = json.dumps([{"title": title, "year": year, "cast": cast, "href": href}, *FILM_LIST]).encode()
    assert all(isinstance(one, (Record, InputError)) for one in movies.records("m", iter([data])))
