"""Films in the store: decided as articles come, the same in whatever order they come."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.record import Record, articles
from bigpicture.record.articles import Filed
from bigpicture.record.schema import ARTICLE, FILM, MENTION

NOW = "2026-11-29T09:30:00Z"
Told = tuple[str, str, str, int | None, str, str]  # key, day, title, year, director, a name of the cast


def keep(record: Record, told: Told) -> None:
    """An article that says this much of one film, with a text of its own."""
    key, day, title, year, director, star = told
    text = f"{title} {director} {star} {key}"
    made = [("director", director), ("cast", star), ("genre", "drama")]
    claims = tuple(
        Claim(kind, title, {"person": name, "genre": name}, "stated", Evidence(title, 0, len(title)), 0.9, "test", year)
        for kind, name in made
        if name
    )
    article = Article(key, text, published=day)
    with record.write() as connection:
        filed = Filed(article, articles.digest(article), Reading(article, claims, ()), "test", None)
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


def random_press(chance: random.Random) -> list[Told]:
    people = ["Ines Marlow", "Hugo Lind", "", ""]
    return [
        (str(n), f"{chance.randint(2020, 2027)}-05-{n + 1:02d}", chance.choice(["Night Ferry", "Night Ferry", "The Night Ferry", "Low Water 2", "Low Water: Part Two"]),
         chance.choice([None, None, 1950, 2025, 2026]), chance.choice(people), chance.choice(["Ada Quill", "Mina Sato", "", ""]))
        for n in range(9)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_articles_gives_the_same_films(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    press = random_press(chance)
    found = []
    for n in range(3):
        record = Record.open(str(tmp_path / f"{n}.db"))
        for told in press:
            keep(record, told)
        found.append(films(record))
        chance.shuffle(press)
    assert found[0] == found[1] == found[2]
