"""The record of a film as people see it: from the sample press, end to end, to the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bigpicture.cli import main
from bigpicture.record import Record, known

Golden = Callable[[str, str], None]


@pytest.fixture
def store(sample: str) -> str:
    """The whole sample press, read."""
    return sample


def run(store: str, *args: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(main, [*args, "--db", store], env={"COLUMNS": "88"}, catch_exceptions=False)
    return found.exit_code, found.stdout, found.stderr


@pytest.mark.parametrize("title", ["Dune: Part Two", "Poor Things", "The Color Purple"])
def test_the_record_of_a_film(store: str, golden: Golden, title: str) -> None:
    args = ["--year", "2023"] if title == "The Color Purple" else []
    code, out, err = run(store, "film", title, "--evidence", *args)
    assert (code, err) == (0, "")
    golden(f"film-{title.lower().replace(' ', '-').replace(':', '')}.txt", out)


def test_the_films_of_the_press(store: str, golden: Golden) -> None:
    golden("films.txt", run(store, "films")[1])


def facts(store: str, title: str, *args: str) -> dict[str, dict[str, object]]:
    made = json.loads(run(store, "film", title, "--format", "json", *args)[1])
    return {" ".join(str(v) for v in f["values"].values() if v): f for f in made["facts"]}


def test_as_of_a_day_the_old_date_still_stands(store: str) -> None:
    then = facts(store, "Dune 2", "--as-of", "2023-07-01")
    assert then["2023-11-03 UK theatrical"]["standing"] == "agreed"
    now = facts(store, "Dune 2")
    assert now["2023-11-03 UK theatrical"]["standing"] == "superseded"
    moved = now["2024-03-01 UK theatrical"]
    assert moved["before"] == {"date": "2023-11-03", "territory": "UK", "mode": "theatrical"}


def test_every_claim_of_a_fact_leads_to_its_words(store: str) -> None:
    made = json.loads(run(store, "film", "Poor Things", "--format", "json")[1])
    claims = [str(c) for f in made["facts"] for c in f["claims"]]
    words = json.loads(run(store, "why", *claims, "--format", "json")[1])
    assert len(words) == len(set(claims))
    assert all(w["text"] and w["outlet"] and w["url"] for w in words)
    code, out, _ = run(store, "why", claims[0])
    assert code == 0
    assert "  │ " in out
    assert "∵ made by" in out


def test_bullets_cite_facts_that_stand(store: str) -> None:
    made = json.loads(run(store, "film", "Oppenheimer", "--year", "2023", "--format", "json")[1])
    assert len(made["bullets"]) == 3
    for bullet in made["bullets"]:
        assert bullet["claims"]
        assert all(made["facts"][i]["standing"] in ("agreed", "rumoured") for i in bullet["claims"])


def test_titles_that_mean_none_or_several(store: str) -> None:
    code, _, err = run(store, "film", "Napoleon")
    assert code == 1
    assert "means 2: " in err
    assert "(1927)" in err
    number = err.split("#")[1].split(" ")[0]
    assert run(store, "film", f"#{number}")[0] == 0
    code, _, err = run(store, "film", "The Colour Purpel")
    assert code == 1
    assert "no film of that title" in err
    assert run(store, "film", "Zone of Disinterest")[2].endswith("did you mean: The Zone of Interest\n")
    assert run(store, "film", "Barbie", "--as-of", "soon")[0] == 2
    assert run(store, "why", "999999")[0] == 1


def test_the_number_of_every_film_leads_back_to_it(store: str) -> None:
    record = Record.open(store)
    with record.read() as connection:
        for film in known.films(connection, most=500):
            assert known.film(connection, f"#{film.id}") == film
            facts = known.facts_of(connection, film.id)
            assert facts or film.articles
    record.close()


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    code, out, err = run(str(tmp_path / "new.db"), "films")
    assert (code, out) == (0, "")
    assert "bigpicture add" in err


def test_the_list_and_the_search_as_of_a_day_know_no_more_than_was_written_then(store: str) -> None:
    then = json.loads(run(store, "films", "--as-of", "2023-05-03", "--format", "json")[1])
    assert ("Dune: Part Two", 1) in [(f["title"], f["articles"]) for f in then]
    assert "Poor Things" not in {f["title"] for f in then}
    shown = json.loads(run(store, "films", "--festival", "Venice", "--as-of", "2023-09-05", "--format", "json")[1])
    assert "Poor Things" in {f["title"] for f in shown}
    assert run(store, "films", "--festival", "Venice", "--as-of", "2023-06-01")[1] == ""
    assert run(store, "search", "emma stone", "--as-of", "2023-05-30")[1] == ""
    hits = json.loads(run(store, "search", "dune", "--as-of", "2023-05-30", "--format", "json")[1])
    assert [(h["kind"], h["name"], h["articles"]) for h in hits if h["kind"] != "article"] == [
        ("film", "Dune: Part Two", 1)
    ]
    assert all(h["ref"] in ("1", "2") for h in hits if h["kind"] == "article")
    people = json.loads(
        run(store, "search", "villeneuve", "--kind", "person", "--as-of", "2023-07-30", "--format", "json")[1]
    )
    assert [(h["name"], h["articles"]) for h in people] == [("Denis Villeneuve", 2)]
