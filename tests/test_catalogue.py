"""Asking the catalogue: names find their bearers, homonyms stay apart, and films of one series too."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.catalogue import Catalogue, linked, weigh
from tests.catalogues import (
    BASICS,
    FILM_LIST,
    MARA,
    NAMES,
    OTHERS,
    PEOPLE,
    PRINCIPALS,
    RUTH,
    SALT,
    TITLES,
    dump,
    ids,
    item,
    made,
    only,
    tsv,
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with made(tmp_path_factory.mktemp("imdb"), TITLES, NAMES, *(data for _, data in OTHERS)) as catalogue:
        yield catalogue


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


# Films of one series, which share their people and most of their title


def series(folder: Path, *films: tuple[str, int], names: int = 2) -> Catalogue:
    """A catalogue of some films with the same people."""
    people = [f"nm{n:07d}|{name}|\\N|\\N|actor|\\N" for n, name in enumerate(("Ruth Adeyemi", "Tom Ferris"), 1)]
    told = [f"tt{n:07d}|movie|{title}|{title}|0|{year}" for n, (title, year) in enumerate(films, 1)]
    cast = [f"tt{n:07d}|{who}|nm{who:07d}|actor" for n in range(1, len(films) + 1) for who in range(1, names + 1)]
    return made(folder, tsv(BASICS, *told), tsv(PEOPLE, *people), tsv(PRINCIPALS, *cast))


HUNGER = (("The Salt Games", 2012), ("The Salt Games: Sparks", 2013), ("The Salt Games: Heron - Part 1", 2014), ("The Salt Games: Heron - Part 2", 2015))  # fmt: skip
COAST = (("Rocky Coast", 1976), ("Rocky Coast II", 1979), ("Rocky Coast: Chapter 3 - Undertow", 1982), ("Rocky Coast V", 1990))  # fmt: skip
CAST = ("Ruth Adeyemi", "Tom Ferris")


@pytest.mark.parametrize("year", [0, 1, -1, None])
def test_a_film_of_a_series_is_linked_by_its_whole_title(tmp_path: Path, year: int | None) -> None:
    """Also where its year is off by one, so that it is the year of the next or the last one."""
    for films in (HUNGER, COAST):
        with series(tmp_path, *films) as catalogue:
            for n, (title, own) in enumerate(films, 1):
                assert only(catalogue.films(title, None if year is None else own + year, CAST)) == f"tt{n:07d}"


@pytest.mark.parametrize(
    ("asked", "year", "found"),
    [
        ("The Salt Games: Heron, Part Two", 2015, 4),
        ("Salt Games – Heron Part II", 2015, 4),
        ("The Salt Games: Heron", 2014, 3),  # without its number, which the year tells
        ("The Salt Games 5", 2017, None),  # not in it yet
        ("The Salt Games: Heron - Part 3", 2016, None),
        ("The Salt Games: Sunrise", 2026, None),
        ("The Salt Games: Sunrise", None, None),
        ("The Salt Games: Part One", 2012, 1),
        ("Rocky Coast 2", 1979, 2),
        ("Rocky Coast: Part Two", 1979, 2),
        ("Rocky Coast 3", 1982, 3),
        ("Rocky Coast: Undertow", 1982, 3),
        ("Rocky Coast Five", 1990, 4),
        ("Rocky Coast: Part Four", 1990, None),
        ("Rocky Coast IV", 1985, None),
        ("Rocky Coasts", 1986, None),  # one letter away, and another year: a sequel
    ],
)
def test_parts_of_a_series_are_told_apart_though_they_share_their_people(
    tmp_path: Path, asked: str, year: int | None, found: int | None
) -> None:
    with series(tmp_path, *(HUNGER if "Salt" in asked else COAST)) as catalogue:
        assert only(catalogue.films(asked, year, CAST)) == (f"tt{found:07d}" if found else None)


def test_another_initial_is_another_person(tmp_path: Path) -> None:
    with made(tmp_path, tsv(PEOPLE, "nm0000001|Ada M. Quill|\\N|\\N|actor|\\N")) as catalogue:
        near, other = catalogue.people("Ada Quill")[0], catalogue.people("Ada K. Quill")[0]
        assert linked([other]) is None
        assert near.confidence > other.confidence
        assert other.why == ("another initial: Ada M. Quill",)


def test_a_work_that_the_catalogue_does_not_have_speaks_against_nobody(known: Catalogue) -> None:
    plain = known.people("Bo Haneul")[0].confidence
    assert known.people("Bo Haneul", ["A Film to Come"])[0].confidence == plain
    assert known.people("Bo Haneul", ["The Salt Road"])[0].confidence < plain


def test_someone_beyond_the_people_that_are_kept_of_a_film_speaks_for_it_all_the_same(tmp_path: Path) -> None:
    crowd = [f"tt0000002|{n}|nm{n:07d}|actor" for n in range(2, 40)]
    people = [f"nm{n:07d}|Extra Number{n}|\\N|\\N|actor|\\N" for n in range(2, 40)]
    basics = tsv(BASICS, "tt0000001|movie|Home|Home|0|2020", "tt0000002|movie|Home|Home|0|2020")
    last = "nm0000001|Rosie Kemp|\\N|\\N|actor|tt0000002"
    with made(tmp_path, basics, tsv(PRINCIPALS, *crowd), tsv(PEOPLE, last, *people)) as catalogue:
        assert only(catalogue.films("Home", 2020, ["Rosie Kemp"])) == "tt0000002"


@pytest.mark.parametrize("year", [-1, 0, 1, 999, 2200, 10**30])
def test_a_year_that_no_film_has_is_as_none(known: Catalogue, year: int) -> None:
    assert known.films("The Salt Road", year) == known.films("The Salt Road")


@given(st.none() | st.integers(1000, 2199), st.integers(0, 2200))
def test_every_year_has_one_factor(asked: int | None, known: int) -> None:
    factors = [factor for factor, first, last in weigh.spans(asked) if first <= known <= last]
    told = weigh.years(asked, known or None)
    assert factors == [told.factor if told else 1.0]
