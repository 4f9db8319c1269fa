"""Films by what is known of them: the filters of the record, and of the command that lists films."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection

from bigpicture.cli import main
from bigpicture.commands import record as commands
from bigpicture.errors import AmbiguousError, InputError
from bigpicture.record import Record, filters, known
from bigpicture.record.filters import SORTS, Wanted
from bigpicture.record.known import Film
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing.facts import STANDINGS


@pytest.fixture
def asked(sample: str) -> Iterator[Connection]:
    record = Record.open(sample)
    with record.read() as connection:
        yield connection
    record.close()


def titles(connection: Connection, **wanted: object) -> set[str]:
    return {f.title for f in filters.films(connection, Wanted(**wanted), most=500).films}  # type: ignore[arg-type]


def test_without_a_filter_they_are_all_films(asked: Connection) -> None:
    assert list(filters.films(asked, most=500).films) == known.films(asked, most=500)


def test_a_territory_and_a_mode_are_of_one_release(asked: Connection) -> None:
    in_uk = titles(asked, territory="UK", mode="theatrical")
    assert "Dune: Part Two" in in_uk
    assert in_uk == titles(asked, territory="GB", mode="theatrical")
    assert "Maestro" in titles(asked, mode="streaming")
    assert "Maestro" not in titles(asked, territory="UK", mode="streaming")
    for title in in_uk:
        known_of = [f for film in filters.films(asked, most=500).films if film.title == title for f in known.facts_of(asked, film.id)]  # fmt: skip
        assert any(f.type == "release" and f.values["mode"] == "theatrical" for f in known_of)


def test_a_person_is_found_by_what_they_do(asked: Connection) -> None:
    assert titles(asked, person="Emma Stone") == {"Poor Things"}
    assert {"Killers of the Flower Moon"} <= titles(asked, person="Martin Scorsese")
    with pytest.raises(InputError, match="nobody of that name"):
        titles(asked, person="Nobody Atall")
    with pytest.raises(AmbiguousError):
        titles(asked, person="Christopher")


def test_a_festival_goes_by_a_part_of_its_name(asked: Connection) -> None:
    assert titles(asked, festival="Cannes") == titles(asked, festival="76th Cannes Film Festival") != set()
    assert titles(asked, festival="Nowhere") == set()


def test_certainty_is_that_of_what_is_asked_for(asked: Connection) -> None:
    assert "Challengers" in titles(asked, festival="Venice", standing="denied")
    assert "Challengers" not in titles(asked, festival="Venice")
    assert "Poor Things" in titles(asked, standing="contested")
    for film in filters.films(asked, Wanted(standing="rumoured"), most=500).films:
        assert any(f.standing == "rumoured" for f in known.facts_of(asked, film.id))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("wanted", [Wanted(), Wanted(territory="UK"), Wanted(standing="agreed")])
def test_pages_in_any_order_show_every_film_once(asked: Connection, sort: str, wanted: Wanted) -> None:
    whole = filters.films(asked, wanted, sort=sort, most=500)
    assert whole.further is None
    made: list[Film] = []
    passed: int | None = 0
    while passed is not None:
        page = filters.films(asked, wanted, sort=sort, most=7, passed=passed)
        assert len(page.films) <= 7
        made += page.films
        passed = page.further
    assert made == list(whole.films)
    assert len(set(made)) == len(made)


def test_the_command_asks_the_same(sample: str) -> None:
    def run(*options: str) -> tuple[int, str, str]:
        found = CliRunner().invoke(main, ["films", "--db", sample, *options])
        return found.exit_code, found.stdout, found.stderr

    rows = json.loads(run("--territory", "GB", "--mode", "theatrical", "--format", "json")[1])
    assert "Dune: Part Two" in {row["title"] for row in rows}
    assert len(run("--sort", "title", "--most", "3")[1].splitlines()) == 4
    assert run("--festival", "Nowhere")[:2] == (0, "")
    assert "no film that is known fits" in run("--festival", "Nowhere")[2]
    assert run("--person", "Nobody Atall")[0] == 1
    assert run("--certainty", "maybe")[0] == 2


def test_the_command_offers_what_there_is() -> None:
    assert tuple(STANDINGS) == commands._STANDINGS
    assert tuple(SORTS) == commands._SORTS
    assert next(f for f in CLAIM_TYPES["release"].fields if f.name == "mode").choices == commands._MODES
