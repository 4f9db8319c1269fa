"""The catalogue: public lists become an index, names find their bearers, homonyms stay apart, and bad input does no harm."""

from __future__ import annotations

import bz2
import gzip
import json
import pickle
import random
import sqlite3
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigpicture import folding
from bigpicture.catalogue import (
    KINDS,
    Catalogue,
    Match,
    build,
    files,
    imdb,
    keys,
    linked,
    movies,
    names,
    sources,
    wikidata,
)
from bigpicture.catalogue.build import MOST_BROKEN
from bigpicture.catalogue.entities import NAME_LIMIT, Record
from bigpicture.catalogue.index import Index
from bigpicture.commands import catalogue as commands
from bigpicture.errors import InputError, StoreError

BASICS = "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres".split()
AKAS = "titleId ordering title region language types attributes isOriginalTitle".split()
PEOPLE = "nconst primaryName birthYear deathYear primaryProfession knownForTitles".split()
CREW = "tconst directors writers".split()
PRINCIPALS = "tconst ordering nconst category job characters".split()


def tsv(head: list[str], *rows: str) -> bytes:
    """A file as IMDb lays it out; rows are written with | for the tab, and end in as many nulls as they lack columns."""
    lines = [row.split("|") for row in rows]
    return "".join("\t".join(line + ["\\N"] * (len(head) - len(line))) + "\n" for line in (head, *lines)).encode()


TITLES = tsv(
    BASICS,
    "tt0000001|movie|The Salt Road|The Salt Road|0|2025",
    "tt0000002|movie|The Salt Road|Saltveien|0|1961",
    "tt0000003|tvSeries|Cold Harbour|Cold Harbour|0|2019",
    "tt0000004|tvEpisode|The Salt Road|The Salt Road|0|2020",
    "tt0000005|movie|Rocky Coast II|Rocky Coast II|0|1999",
    "tt0000006|short|Nine Umbrellas: A Prologue|Nueve paraguas|0|2024",
    "tt0000007|movie|Дорога соли|Дорога соли|0|2011",
    "tt0000008|movie|塩の道|塩の道|0|2003",
    "tt0000009|movie|$|$|0|1971",
    "tt0000010|movie|Hedgehog Express|Hedgehog Express|0|2026",
    "tt0000011|movie|Hedgehog Express|Hedgehog Express|0|2014",
)  # fmt: skip
NAMES = tsv(
    PEOPLE,
    "nm0000001|Ruth Adeyemi|1984|\\N|director|tt0000001",
    "nm0000002|Jørgen K. Åsland|1920|1999|director|tt0000002",
    "nm0000003|John Harbour|1950|\\N|actor|tt0000002,tt0000011",
    "nm0000004|John Harbour|1990|\\N|actor|tt0000001",
    "nm0000005|Dwight Tolland|\\N|\\N|actor|\\N",
    "nm0000006|Bo Haneul|1970|\\N|director|tt0000010",
)  # fmt: skip
OTHERS = (
    ("akas.tsv", tsv(AKAS, "tt0000002|1|Salt Way", "tt0000010|1|L'Express Hérisson", "tt0000004|1|Lost Episode")),
    ("crew.tsv", tsv(CREW, "tt0000010|nm0000006|nm0000005", "tt0000011|nm0000002|\\N")),
    ("principals.tsv", tsv(PRINCIPALS, "tt0000010|1|nm0000005|actor", "tt0000010|2|nm0000003|archive_footage")),
)


def item(key: str, label: str, classes: str = "Q11424", **claims: object) -> dict[str, Any]:
    """A Wikidata item; claims are given as P57=["Q2"], and P577 as a time."""
    told = {"P31": classes.split(), **claims}
    return {
        "type": "item",
        "id": key,
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "aliases": [],
        "claims": {name: [claim(value) for value in values] for name, values in told.items()},  # type: ignore[attr-defined]
        "sitelinks": {},
    }


def claim(value: Any, rank: str = "normal") -> dict[str, Any]:
    if isinstance(value, str) and value[:1] == "Q":
        value = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    elif isinstance(value, str) and value[:1] == "+":
        value = {"time": value, "precision": 11, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "type": "statement", "rank": rank}


def dump(*items: dict[str, Any], array: bool = True) -> bytes:
    """A dump as Wikidata publishes it, or as JSON lines."""
    rows = [json.dumps(one) for one in items]
    return ("[\n" + ",\n".join(rows) + "\n]\n" if array else "\n".join(rows)).encode()


SALT = item("Q11", "The Salt Road", P57=["Q21"], P161=["Q22"], P577=["+2025-05-01T00:00:00Z"], P345=["tt0000001"], P4947=["77"])  # fmt: skip
RUTH = item("Q21", "Ruth Adeyemi", "Q5", P106=["Q2526255"], P569=["+1984-02-03T00:00:00Z"], P345=["nm0000001"])
MARA = item("Q22", "", "Q5", P106=["Q33999"])
MARA["labels"] = {"mul": {"language": "mul", "value": "Mara Lindqvist"}}
MARA["aliases"] = {"en": [{"language": "en", "value": "Mara L. Lind"}]}
FILM_LIST = [
    {"title": "The Salt Road", "year": 2025, "cast": ["Mara Lindqvist", "Tom Ferris"], "genres": ["Drama"], "href": "The_Salt_Road_(2025_film)"},
    {"title": "Bees of Leith", "year": 2018, "cast": ["Hugh Lavery"], "genres": [], "href": "Bees_of_Leith%27s_End"},
    {"title": "Four Aces", "year": 1931, "cast": [], "genres": [], "href": None},
]  # fmt: skip


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def made(folder: Path, *data: bytes, **options: Any) -> Catalogue:
    """The catalogue of some sources."""
    build(folder / "c.idx", [save(folder, f"source-{n}", one) for n, one in enumerate(data)], **options)
    return Catalogue.open(folder / "c.idx")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with made(tmp_path_factory.mktemp("imdb"), TITLES, NAMES, *(data for _, data in OTHERS)) as catalogue:
        yield catalogue


def ids(matches: list[Match]) -> list[str]:
    return [match.entity.id for match in matches]


def only(matches: list[Match]) -> str | None:
    match = linked(matches)
    return match.entity.id if match else None


# Looking up


def test_a_year_tells_two_films_of_one_title_apart(known: Catalogue) -> None:
    assert only(known.films("The Salt Road", 2025)) == "tt0000001"
    assert only(known.films("Salt Road", 1961)) == "tt0000002"
    assert known.films("The Salt Road", 2025)[0].why == ("the same name", "the same year", "one of 2 candidates")


def test_a_release_a_year_after_the_festival_is_the_same_film(known: Catalogue) -> None:
    assert only(known.films("The Salt Road", 2026)) == "tt0000001"


def test_people_tell_two_films_of_one_title_apart(known: Catalogue) -> None:
    assert only(known.films("The Salt Road", people=["Ruth Adeyemi", "Somebody Else"])) == "tt0000001"
    assert only(known.films("The Salt Road", people=["Jorgen K. Asland"])) == "tt0000002"
    assert "credited with it: Bo Haneul" in known.films("Hedgehog Express", people=["Bo Haneul"])[0].why


def test_without_either_there_are_candidates_and_no_link(known: Catalogue) -> None:
    found = known.films("The Salt Road")
    assert set(ids(found)) == {"tt0000001", "tt0000002"}
    assert linked(found) is None


def test_an_earlier_film_of_the_title_is_not_the_one_of_another_year(known: Catalogue) -> None:
    found = known.films("Cold Harbour", 2026)
    assert linked(found) is None
    assert [match.why for match in found] == [("the same name", "another year: 2019")]


def test_works_tell_two_people_of_one_name_apart(known: Catalogue) -> None:
    assert linked(known.people("John Harbour")) is None
    assert only(known.people("John Harbour", ["Hedgehog Express"])) == "nm0000003"
    assert (
        only(known.people("John Harbour", ["The Salt Road", "Cold Harbour"])) is None
    )  # both were in one of that title


def test_confidence_rises_with_evidence_and_falls_against_it(known: Catalogue) -> None:
    plain, year, both = (known.films("Cold Harbour", *more)[0].confidence for more in ((), (2019,), (2019, ["Nobody"])))
    assert 0 < known.films("Cold Harbour", 2012)[0].confidence < plain < year <= 1
    assert both <= year


def test_confidences_of_candidates_never_add_up_to_more_than_one(known: Catalogue) -> None:
    for title in ("The Salt Road", "Hedgehog Express", "Hedgehog Expres"):
        assert sum(match.confidence for match in known.films(title)) <= 1.001


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Saltveien", "tt0000002"),  # the original title
        ("Salt Way", "tt0000002"),  # another title
        ("Rocky Coast 2", "tt0000005"),
        ("L’Express Herisson", "tt0000010"),
        ("Nine Umbrellas", "tt0000006"),  # without its subtitle
        ("Дорога Соли", "tt0000007"),
        ("塩の道", "tt0000008"),
        ("$", "tt0000009"),
        ("“Cold Harbour”", "tt0000003"),
    ],
)
def test_other_wordings_of_a_title_find_it(known: Catalogue, asked: str, found: str) -> None:
    assert ids(known.films(asked))[:1] == [found]


@pytest.mark.parametrize("asked", ["Jørgen K. Åsland", "Jorgen K Asland", "Jorgen Asland", "Åsland, Jørgen K.", "Jorgen K. Aslund"])  # fmt: skip
def test_other_wordings_of_a_name_find_it(known: Catalogue, asked: str) -> None:
    assert ids(known.people(asked)) == ["nm0000002"]


def test_family_names_may_stand_first_or_last(known: Catalogue) -> None:
    assert ids(known.people("Haneul Bo")) == ["nm0000006"]


@pytest.mark.parametrize("asked", ["Hedgehog Expres", "Hedgehog Exprress", "Hedgehog Ekpress", "Hedgehog Exrpess", "Hedge hog Express"])  # fmt: skip
def test_one_wrong_letter_gives_a_candidate_and_with_its_year_a_link(known: Catalogue, asked: str) -> None:
    assert set(ids(known.films(asked))) == {"tt0000010", "tt0000011"}
    assert linked(known.films(asked)) is None
    assert only(known.films(asked, 2026)) == "tt0000010"


def test_another_number_is_another_film(known: Catalogue) -> None:
    assert known.films("Rocky Coast 3") == known.films("Rocky Coast 22") == []


def test_a_name_that_is_not_known_finds_nothing(known: Catalogue) -> None:
    assert known.films("Perigee") == known.people("Walter Kincaid") == known.films("") == known.films("  ") == []
    assert known.films("Lost Episode") == []  # a name of a subject that no line introduces


def test_a_name_is_looked_up_among_its_own_kind(known: Catalogue) -> None:
    assert known.people("The Salt Road") == known.films("Ruth Adeyemi") == []
    assert ids(known.find("Ruth Adeyemi")) == ["nm0000001"]


def test_an_entity_tells_its_context_and_identifiers(known: Catalogue) -> None:
    film = known.films("Hedgehog Express", 2026)[0].entity
    assert (film.kind, film.year, dict(film.ids)) == ("film", 2026, {"imdb": "tt0000010"})
    assert film.context == ("Bo Haneul", "Dwight Tolland")
    assert pickle.loads(pickle.dumps(film)) == film
    assert len({film, known.films("Hedgehog Express", 2026)[0].entity}) == 1
    assert known.people("Dwight Tolland")[0].entity.context == ("Hedgehog Express",)
    assert known.films("Cold Harbour")[0].entity.kind == "series"


def test_a_name_that_hundreds_share_is_told_apart_all_the_same(tmp_path: Path) -> None:
    rows = [f"tt{n:07d}|movie|Home|Home|0|{1900 + n % 120}" for n in range(1, 900)]
    people = [f"nm{n:07d}|Ada Quill|\\N|\\N|actor|tt{n:07d}" for n in range(1, 900)]
    with made(
        tmp_path, tsv(BASICS, *rows), tsv(PEOPLE, *people, "nm0009999|Rosie Kemp|\\N|\\N|actor|tt0000017")
    ) as catalogue:
        assert only(catalogue.films("Home", 1917, ["Rosie Kemp"])) == "tt0000017"
        assert only(catalogue.films("Home", people=["Rosie Kemp"])) == "tt0000017"
        assert len(catalogue.films("Home", 1917)) == 5
        assert linked(catalogue.films("Home", 1917)) is None
        assert linked(catalogue.films("Home")) is None
        assert only(catalogue.people("Rosie Kemp", ["Home"])) == "nm0009999"


# Names and their numbers


def test_scripts_other_than_latin_keep_their_letters() -> None:
    told = ["Дорога соли", "塩の道", "がか", "かか", "한강", "नमक", "दो", "طريق الملح", "דרך המלח", "Ёлки"]
    assert folding.plain("Дорога соли") == ""  # why the catalogue folds for itself
    assert len({names.title(one) for one in told} | {""}) == len(told) + 1
    assert names.title("ЁЛКИ") == names.title("елки")


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=40))
def test_plain_names_fold_as_elsewhere_but_for_initials_and_ampersands(text: str) -> None:
    text = text.replace("&", "").replace("`", "")
    assert names.person(text).replace(" ", "") == folding.plain(text).replace(" ", "") or not folding.plain(text)


@given(st.text(max_size=60))
def test_a_folded_name_is_empty_only_for_nothing_and_folds_to_itself(text: str) -> None:
    folded = names.person(text)
    assert bool(folded) == bool(text.strip())
    assert len(folded) <= names.LONGEST
    assert names.person(folded) == folded or len(text) != len(text.encode())


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=8))
@settings(max_examples=50)
def test_hashes_do_not_depend_on_what_stands_beside(told: list[str]) -> None:
    together = keys.hashes(told)
    assert together.tolist() == [keys.hashes([one])[0] for one in told]
    assert len(set(together.tolist())) == len(set(told))
    assert all(0 <= value < 1 << 56 for value in together.tolist())


@given(st.text(alphabet="abz é1я", min_size=1, max_size=12))
@settings(max_examples=50)
def test_neighbours_are_all_names_one_letter_away(name: str) -> None:
    letters = "abz "
    edits = {
        name[:i] + c + name[i:] for i in range(len(name) + 1) for c in letters if any("a" <= x <= "z" for x in name)
    }
    for i, old in enumerate(name):
        if not old.isdigit():
            edits |= {name[:i] + name[i + 1 :]} | {
                name[:i] + c + name[i + 1 :] for c in letters if any("a" <= x <= "z" for x in name)
            }
        if i and not old.isdigit() and not name[i - 1].isdigit():
            edits.add(name[: i - 1] + old + name[i - 1] + name[i + 1 :])
    found = set(keys.neighbours(name).tolist())
    assert all(int(keys.hashes([edit])[0]) in found for edit in edits - {name, ""})


def test_a_filter_misses_nothing_and_lets_little_else_through() -> None:
    told = keys.hashes([f"name {n}" for n in range(20_000)])
    words = np.zeros(keys.words_for(len(told)), np.uint64)
    keys.fill(words, told)
    assert keys.held(words, told).all()
    assert keys.held(words, keys.hashes([f"other {n}" for n in range(20_000)])).mean() < 0.02


@given(st.sampled_from(["Q", "tt", "nm", "co", "ev"]), st.integers(1, 10**9))
def test_identifiers_survive_as_numbers(prefix: str, value: int) -> None:
    key = f"{prefix}{value}" if prefix == "Q" else f"{prefix}{value:07d}"
    code = keys.number(key)
    assert code is not None
    assert keys.text(code) == key


@given(st.text(max_size=30))
def test_what_is_no_key_has_no_number(text: str) -> None:
    assert keys.number(text) is None or text[:2] in ("tt", "nm", "co", "ev") or text[:1] == "Q" or ":" in text


# Sources


def test_sources_are_joined_by_their_identifiers(tmp_path: Path) -> None:
    salt = SALT | {"sitelinks": {"enwiki": {"site": "enwiki", "title": "The Salt Road (2025 film)"}}}
    with made(tmp_path, TITLES, NAMES, dump(salt, RUTH, MARA), json.dumps(FILM_LIST, indent=1).encode()) as catalogue:
        found = catalogue.films("The Salt Road", 2025)
        assert ids(found) == ["Q11", "tt0000002"]
        told = {"wikidata": "Q11", "imdb": "tt0000001", "tmdb": "77", "wikipedia": "The Salt Road (2025 film)"}
        assert dict(found[0].entity.ids) == told
        assert {"Ruth Adeyemi", "Mara Lindqvist", "Tom Ferris"} <= set(found[0].entity.context)
        assert ids(catalogue.people("Mara L. Lind")) == ["Q22"]
        assert dict(catalogue.people("Ruth Adeyemi")[0].entity.ids) == {"wikidata": "Q21", "imdb": "nm0000001"}


def test_a_film_that_two_sources_have_is_one_candidate(tmp_path: Path) -> None:
    """The dump does not say that its film is IMDb's, and the movie data names a page that was moved."""
    bare = item("Q11", "The Salt Road", P577=["+2025-05-01T00:00:00Z"])
    with made(tmp_path, TITLES, NAMES, dump(bare), json.dumps(FILM_LIST).encode()) as catalogue:
        assert ids(catalogue.films("The Salt Road", 2025)) == ["Q11", "tt0000002"]
        assert only(catalogue.films("The Salt Road", 2025)) == "Q11"
        assert only(catalogue.films("The Salt Road", people=["Tom Ferris"])) == "Q11"


def test_two_films_of_one_title_and_year_stay_two(tmp_path: Path) -> None:
    with made(
        tmp_path, tsv(BASICS, "tt0000001|movie|Home|Home|0|2025", "tt0000002|movie|Home|Home|0|2025")
    ) as catalogue:
        assert len(catalogue.films("Home", 2025)) == 2
        assert linked(catalogue.films("Home", 2025)) is None


def test_the_movie_data_gives_works_and_people_known_by_name_alone(tmp_path: Path) -> None:
    with made(tmp_path, json.dumps(FILM_LIST, separators=(",", ":")).encode()) as catalogue:
        assert catalogue.films("Bees of Leith")[0].entity.id == "wikipedia:Bees of Leith's End"
        assert catalogue.films("Four Aces")[0].entity.id == "title:Four Aces/1931"
        assert only(catalogue.films("The Salt Road", people=["Tom Ferris"])) == "wikipedia:The Salt Road (2025 film)"
        assert catalogue.people("Tom Ferris") == []  # a name without an identifier links nobody


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


# The index


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


# Commands


def invoked(*words: str) -> Any:
    return CliRunner().invoke(commands.COMMANDS[0], list(words), env={"COLUMNS": "160"})


def test_a_catalogue_is_loaded_and_asked_from_the_command_line(tmp_path: Path) -> None:
    where = ["--catalogue", str(tmp_path / "c.idx")]
    told = [str(save(tmp_path, "t.tsv", TITLES)), str(save(tmp_path, "n.tsv", NAMES))]
    loaded = invoked("load", *told, *where)
    assert (loaded.exit_code, "9 films" in loaded.output, "6 people" in loaded.output) == (0, True, True)
    found = invoked("find", "The Salt Road", "--year", "2025", *where)
    assert found.exit_code == 0
    assert found.stdout.splitlines()[1].startswith("tt0000001")
    rows = json.loads(
        invoked("find", "The Salt Road", "--with", "Ruth Adeyemi", "--kind", "film", "--format", "json", *where).stdout
    )
    assert (rows[0]["id"], rows[0]["ids"], rows[0]["linked"], rows[1]["linked"]) == (
        "tt0000001",
        {"imdb": "tt0000001"},
        True,
        False,
    )


def test_the_command_line_tells_what_went_wrong(tmp_path: Path) -> None:
    where = ["--catalogue", str(tmp_path / "c.idx")]
    assert invoked("find", "The Salt Road", *where).exit_code == 1
    some = invoked("load", str(save(tmp_path, "t.tsv", TITLES + b"rubbish\n")), *where)
    assert (some.exit_code, "line 13" in some.stderr) == (4, True)
    assert invoked("load", str(save(tmp_path, "x", b"rubbish")), *where).exit_code == 1
    none = invoked("find", "Perigee", *where)
    assert (none.exit_code, none.stdout) == (0, "")


def test_the_catalogue_lies_beside_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGPICTURE_DB", str(tmp_path / "press.db"))
    assert commands.place(None) == tmp_path / "catalogue.idx"
    assert commands.place("other.idx") == Path("other.idx")


def test_asking_for_help_loads_no_numpy() -> None:
    import subprocess

    code = "import sys, bigpicture.commands.catalogue; print([m for m in ('numpy', 'sqlite3', 'rich') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
