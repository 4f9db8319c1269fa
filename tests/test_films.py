"""Films in the store: decided as articles come, the same in whatever order they come."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, create_engine, insert, select, update

import bigpicture.record
from bigpicture import Article, Claim, Evidence, Film, Reading
from bigpicture.model import OtherTitle
from bigpicture.record import Record, articles
from bigpicture.record.articles import Filed
from bigpicture.record.schema import ARTICLE, FILM, MENTION, METADATA

NOW = "2026-11-29T09:30:00Z"
Told = tuple[str, str, str, int | None, str, str]  # key, day, title, year, director, a name of the cast


def keep(record: Record, told: Told, *, also: str = "", opens: str = "") -> None:
    """An article that says this much of one film, with a text of its own; `also` is another title, `opens` a date."""
    key, day, title, year, director, star = told
    text = f"{title} {director} {star} {key} {also} {opens}"
    made = [("director", director), ("cast", star), ("genre", "drama"), ("release", opens)]
    claims = tuple(
        Claim(
            kind,
            title,
            {"person": name, "genre": name, "date": name},
            "stated",
            Evidence(title, 0, len(title)),
            0.9,
            "test",
            year,
        )
        for kind, name in made
        if name
    )
    article = Article(key, text, published=day, url=f"https://press.example/{key}")
    with record.write() as connection:
        titles = (OtherTitle(also, Evidence(title, 0, len(title))),) if also else ()
        reading = Reading(article, claims, (Film(title, year, (), (), titles),))
        filed = Filed(article, articles.digest(article), reading, "test", None)
        articles.keep(connection, filed, key=key, addresses=(), source=None, now=NOW)


def films(record: Record) -> tuple[set[tuple[Any, ...]], set[str]]:
    """(each film with its articles, the articles whose film is undecided), without numbers."""
    with record.read() as connection:
        rows = connection.execute(
            select(ARTICLE.c.key, MENTION.c.film_id).join(MENTION, MENTION.c.article_id == ARTICLE.c.id)
        ).all()
        made = {f["id"]: f for f in connection.execute(select(FILM)).mappings()}
    members: dict[int, set[str]] = {number: set() for number in made}
    for key, film in rows:
        if film is not None:
            members[film].add(key)
    shown = {
        (
            f["title"],
            f["year"],
            tuple(f["directors"]),
            tuple(f["years"]),
            tuple(sorted(f["titles"].items())),
            frozenset(members[n]),
        )
        for n, f in made.items()
    }
    return shown, {key for key, film in rows if film is None}


def the_year_of(shown: set[tuple[Any, ...]]) -> dict[frozenset[str], int | None]:
    return {row[-1]: row[1] for row in shown}


def test_one_film_under_two_wordings(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "Dune: Part Two", 2026, "Ines Marlow", ""))
    keep(record, ("b", "2026-01-02", "Dune: Part Two", None, "", "Ada Quill"))
    keep(record, ("c", "2026-01-03", "Dune 2", None, "", ""))
    (film,), undecided = films(record)
    assert (film[0], film[1], film[-1], undecided) == ("Dune: Part Two", 2026, {"a", "b", "c"}, set())


def test_a_remake_is_a_film_of_its_own_and_an_edit_moves_a_mention(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "Night Ferry", 2026, "Ines Marlow", ""))
    keep(record, ("b", "2026-01-02", "Night Ferry", 1950, "Hugo Lind", ""))
    keep(record, ("c", "2026-01-03", "Night Ferry", None, "", ""))
    shown, undecided = films(record)
    assert the_year_of(shown) == {frozenset("ac"): 2026, frozenset("b"): 1950}
    assert not undecided
    keep(record, ("a", "2026-01-01", "Night Ferries", 2026, "Ines Marlow", ""))  # its title was a slip
    shown, undecided = films(record)
    assert the_year_of(shown) == {frozenset("a"): 2026, frozenset("bc"): 1950}


def test_a_new_title_joins_what_was_known_under_the_old_one(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "Departures", None, "Ines Marlow", "Ada Quill"))
    keep(record, ("b", "2026-01-02", "Salt Road", None, "Ines Marlow", ""))
    assert len(films(record)[0]) == 2
    keep(record, ("c", "2026-01-03", "Salt Road", None, "", ""), also="Departures")
    assert the_year_of(films(record)[0]) == {frozenset("abc"): None}
    keep(record, ("d", "2026-01-04", "Departures", None, "Hugo Lind", ""))
    assert set(the_year_of(films(record)[0])) == {frozenset("abc"), frozenset("d")}
    keep(record, ("c", "2026-01-03", "Salt Road", None, "", ""))  # corrected: it no longer says so
    assert set(the_year_of(films(record)[0])) == {frozenset("a"), frozenset("bc"), frozenset("d")}


def test_a_film_without_a_title_gets_it_whichever_comes_first(tmp_path: Path) -> None:
    project = ("a", "2026-01-01", "untitled Ines Marlow project", None, "Ines Marlow", "Ada Quill")
    film = ("b", "2026-06-01", "Salt Road", None, "Ines Marlow", "Ada Quill")
    for name, press in (("one", (project, film)), ("two", (film, project))):
        record = Record.open(str(tmp_path / name))
        for told in press:
            keep(record, told, opens="2027-05-01" if told is film else "")
        assert {row[-1] for row in films(record)[0]} == {frozenset("ab")}


def test_spellings_of_a_director_are_one(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "Night Ferry", None, "Bong Joon-ho", ""))
    keep(record, ("b", "2026-01-02", "Night Ferry", None, "Joon Ho Bong", ""))
    keep(record, ("c", "2026-01-03", "Night Ferry", None, "Hugo Lind", ""))
    assert {row[-1] for row in films(record)[0]} == {frozenset("ab"), frozenset("c")}


Press = tuple[Told, str, str]


def random_press(chance: random.Random) -> list[Press]:
    """Articles, each with another title of its film and the day it opens, or neither."""
    people = ["Ines Marlow", "Hugo Lind", "", ""]
    titles = [
        "Night Ferry",
        "Night Ferry",
        "The Night Ferry",
        "Low Water 2",
        "Low Water: Part Two",
        "untitled Ines Marlow film",
    ]
    return [
        ((str(n), f"{chance.randint(2023, 2026)}-05-{n + 1:02d}", chance.choice(titles), chance.choice([None, None, 1950, 2025, 2026]),
          chance.choice(people), chance.choice(["Ada Quill", "Mina Sato", "", ""])),
         chance.choice(["", "", "", "", "", "Low Water 2", "Night Ferry"]), chance.choice(["", "", "2026-05-01"]))
        for n in range(10)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(24))
def test_any_order_of_articles_gives_the_same_films(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    press = random_press(chance)
    found = []
    for n in range(3):
        record = Record.open(str(tmp_path / f"{n}.db"))
        for told, *_ in press[: 2 * n]:  # what they said before they were edited leaves no trace
            keep(record, (*told[:2], "Night Ferry", None, "Hugo Lind", "Mina Sato"), also="Low Water 2")
        for told, also, opens in press:
            keep(record, told, also=also, opens=opens)
        found.append(films(record))
        chance.shuffle(press)
    assert found[0] == found[1] == found[2]


def test_a_store_of_an_older_version_is_taken_over(tmp_path: Path) -> None:
    new = Record.open(str(tmp_path / "new.db"))
    for told, _, opens in random_press(random.Random(3)):  # readings of its day told no other titles
        keep(new, told, opens=opens)
    old = older(tmp_path / "old.db", new)
    assert films(Record.open(str(old))) == films(new)


def older(path: Path, new: Record) -> Path:
    """A store as revision 0001 made it, with what another one holds."""
    config = Config()
    config.set_main_option("script_location", str(Path(bigpicture.record.__file__).parent / "migrations"))
    made = create_engine(f"sqlite:///{path}")
    with made.begin() as connection, new.read() as source:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection, only=["article", "version", "reading", "film", "mention", "claim"])
        for table in tables.sorted_tables:
            rows = source.execute(select(METADATA.tables[table.name])).mappings().all()
            kept = [{c.name: row[c.name] for c in table.columns} for row in rows]
            if kept:
                connection.execute(insert(table), kept)
        connection.execute(update(tables.tables["mention"]).values(directors=[], people=[], film_id=None))
    made.dispose()
    return path
