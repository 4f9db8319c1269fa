"""Films and people of the record in the catalogue, and what follows: identifiers, people of one name apart, doubles."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bigpicture.catalogue import SURE, build
from bigpicture.cli import main
from bigpicture.naming import bearer
from bigpicture.record import Record, catalogued, known, people
from tests.test_films import keep

_BASICS = """tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres
tt0000001\tmovie\tThe Salt Road\tLa Route du sel\t0\t2026\t\\N\t100\tDrama
tt0000002\tmovie\tIron Bridge\tIron Bridge\t0\t2019\t\\N\t100\tDrama
tt0000003\tmovie\tLow Water\tLow Water\t0\t2024\t\\N\t100\tDrama
"""
_NAMES = """nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles
nm0000001\tInes Marlow\t1970\t\\N\tdirector\ttt0000001
nm0000002\tJohn Harbour\t1960\t\\N\tactor\ttt0000002
nm0000003\tJohn Harbour\t1990\t\\N\tactor\ttt0000003
nm0000004\tAda Quill\t1985\t\\N\tactress\ttt0000001
"""


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "The Salt Road", 2026, "Ines Marlow", "Ada Quill"))
    keep(record, ("b", "2026-01-02", "Iron Bridge", 2019, "", "John Harbour"))
    keep(record, ("c", "2026-01-03", "Low Water", 2024, "", "John Harbour"))
    keep(record, ("d", "2026-01-04", "La Route du sel", 2026, "Ines Marlow", "Ada Quill"))
    return record


@pytest.fixture
def lists(tmp_path: Path) -> list[Path]:
    (tmp_path / "title.basics.tsv").write_text(_BASICS)
    (tmp_path / "name.basics.tsv").write_text(_NAMES)
    return [tmp_path / "title.basics.tsv", tmp_path / "name.basics.tsv"]


@pytest.fixture
def ask(record: Record) -> Callable[..., Result]:
    def asked(*arguments: str) -> Result:
        done = CliRunner().invoke(main, [*arguments, "--db", record.address])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return asked


def load(record: Record, lists: list[Path]) -> Path:
    path = Path(record.address).parent / "catalogue.idx"
    build(path, lists)
    return path


def test_films_and_people_get_their_identifiers(record: Record, lists: list[Path], ask: Callable[..., Result]) -> None:
    assert "catalogue load" in ask("catalogue", "link").stderr  # there is none yet
    load(record, lists)
    assert ask("catalogue", "link").stdout.startswith("4 films looked up: 4 found in the catalogue")
    assert ask("catalogue", "link").stdout.startswith("0 films looked up")
    shown = json.loads(ask("film", "The Salt Road", "--format", "json").stdout)
    assert {link["of"]: link["ids"].get("imdb") for link in shown["links"] if link["sure"]} == {
        None: "tt0000001", "Ines Marlow": "nm0000001", "Ada Quill": "nm0000004",
    }  # fmt: skip
    assert "imdb tt0000001" in ask("film", "The Salt Road").stdout


def test_what_is_new_is_looked_up_and_another_catalogue_is_asked_about_all(
    record: Record, lists: list[Path], ask: Callable[..., Result]
) -> None:
    path = load(record, lists)
    ask("catalogue", "link")
    keep(record, ("e", "2026-02-01", "Iron Bridge", 2019, "", "Ada Quill"))
    assert ask("catalogue", "link").stdout.startswith("1 film looked up")
    build(path, lists)
    os.utime(path, ns=(1, 1))
    assert ask("catalogue", "link").stdout.startswith("4 films looked up")


def test_two_people_of_one_name_are_told_apart_by_the_catalogue(
    record: Record, lists: list[Path], ask: Callable[..., Result]
) -> None:
    load(record, lists)
    assert "2 films" in ask("person", "John Harbour").stdout
    ask("catalogue", "link")
    found = ask("person", "John Harbour")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "John Harbour of Iron Bridge (2019)" in found.stderr
    assert "--of TITLE" in found.stderr
    assert "nm0000003" in ask("person", "John Harbour", "--of", "Low Water").stdout


def test_a_film_under_two_titles_is_shown_for_a_person_to_decide(
    record: Record, lists: list[Path], ask: Callable[..., Result]
) -> None:
    assert ask("undecided").stdout == ""
    load(record, lists)
    ask("catalogue", "link")
    (pair,) = json.loads(ask("undecided", "--format", "json").stdout)["films"]
    assert {pair["one"]["title"], pair["other"]["title"]} == {"La Route du sel", "The Salt Road"}
    assert "tt0000001" in pair["because"]
    ask("merge", "La Route du sel", "The Salt Road")
    assert ask("undecided").stdout == ""


def test_films_that_share_their_people_may_be_one(record: Record, ask: Callable[..., Result]) -> None:
    for key, title in (("f", "The Porch"), ("g", "Thinnai")):
        for n, star in enumerate(("Mina Sato", "Hugo Lind", "Tobias Renn")):
            keep(record, (f"{key}{n}", "2026-01-01", title, 2026, "Zoë Lind", star))
    (pair,) = json.loads(ask("undecided", "--format", "json").stdout)["films"]
    assert (pair["one"]["title"], pair["other"]["title"]) == ("The Porch", "Thinnai")
    keep(record, ("h", "2026-02-01", "The Porch", 2026, "", ""))
    assert ask("undecided").stdout.count("\n") == 2


def test_a_person_parts_and_joins_people_of_one_name(record: Record, ask: Callable[..., Result]) -> None:
    keep(record, ("e", "2026-02-01", "Night Ferry", 2025, "", "John Harbour"))
    assert "not known" in ask("person", "John Harbour", "--of", "The Salt Road").stderr
    assert "no article credits John Harbour" in ask("split", "John Harbour", "The Salt Road", "--person").stderr
    assert ask("split", "John Harbour", "Iron Bridge", "--person").stdout.startswith("decision 1")
    assert films_of(record, "John Harbour") == [["Iron Bridge"], ["Low Water", "Night Ferry"]]
    ask("split", "John Harbour", "Night Ferry", "--person")
    assert films_of(record, "John Harbour") == [["Iron Bridge"], ["Low Water"], ["Night Ferry"]]
    ask("pin", "John Harbour", "Iron Bridge", "Night Ferry", "--person")
    assert films_of(record, "John Harbour") == [["Iron Bridge", "Night Ferry"], ["Low Water"]]
    for number in ("3", "2", "1"):
        ask("undo", number)
    assert films_of(record, "John Harbour") == [["Iron Bridge", "Low Water", "Night Ferry"]]


def films_of(record: Record, name: str) -> list[list[str]]:
    with record.read() as connection:
        found = people.people(connection, people.bearers(connection, name))
    return sorted(sorted(c.film.title for c in p.credits) for p in found)


@pytest.mark.parametrize("kind", ["person", "company"])
def test_a_person_says_that_two_names_are_one(record: Record, ask: Callable[..., Result], kind: str) -> None:
    keep(record, ("e", "2026-02-01", "Iron Bridge", 2019, "", "Jack Harbour"))
    assert ask("merge", "John Harbour", "Jack Harbour", "--kind", kind).exit_code == 0
    assert ask("merge", "Jack Harbour", "John Harbour", "--kind", kind).exit_code == 1
    with record.read() as connection:
        facts = known.facts_of(connection, known.film(connection, "Iron Bridge").id)
    played = [(f.values["person"], f.origins) for f in facts if f.type == "cast"]
    assert sorted(played) == ([("John Harbour", 2)] if kind == "person" else [("Jack Harbour", 1), ("John Harbour", 1)])
    ask("undo", "1")
    assert "one person" not in str(films_of(record, "Jack Harbour"))
    assert films_of(record, "Jack Harbour") == [["Iron Bridge"]]


def test_an_actor_and_a_director_of_later_days_are_two(record: Record) -> None:
    keep(record, ("e", "2026-02-01", "Old Road", 1968, "", "Stephen Macqueen"))
    keep(record, ("f", "2026-02-01", "Older Road", 1960, "", "Stephen Macqueen"))
    keep(record, ("g", "2026-02-01", "New Road", 2013, "Stephen Macqueen", ""))
    assert films_of(record, "Stephen Macqueen") == [["New Road"], ["Old Road", "Older Road"]]


def test_a_film_that_goes_takes_its_links_along(record: Record, lists: list[Path], ask: Callable[..., Result]) -> None:
    load(record, lists)
    ask("catalogue", "link")
    keep(record, ("c", "2026-01-03", "Iron Bridge", 2019, "", "John Harbour"))  # corrected: no such film
    with record.read() as connection:
        left: Any = catalogued.of_films(connection, range(100))
    assert len(left) == 3


def test_exports_name_what_the_catalogue_is_sure_of(
    record: Record, lists: list[Path], ask: Callable[..., Result]
) -> None:
    load(record, lists)
    ask("catalogue", "link")
    graph = json.loads(ask("export", "jsonld").stdout)["@graph"]
    assert {"https://www.imdb.com/title/tt0000001"} <= {page for node in graph for page in node.get("sameAs", ())}
    with record.write() as connection:  # as a catalogue made of Wikidata would have it
        film = known.film(connection, "The Salt Road").id
        links = catalogued.of_films(connection, [film])[film]
        numbers = {"": "Q1", bearer("Ines Marlow"): "Q2"}
        told = {key: replace(link, ids={"wikidata": numbers[key]}) for key, link in links.items() if key in numbers}
        catalogued.store(connection, film, told, "x")
    assert "Q1\tP57\tQ2\tS854" in ask("export", "quickstatements", "The Salt Road").stdout


def test_a_link_counts_from_the_same_confidence_everywhere() -> None:
    assert catalogued.SURE == SURE  # told twice, so that the record loads no catalogue
