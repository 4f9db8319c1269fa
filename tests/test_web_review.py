"""The page of review: what is undecided and contested, decisions by form, their log, and nobody but the owner."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bigpicture.record import Record, decisions, known, news, people, review
from bigpicture.record.decisions import Logged
from tests.stores import Stores
from tests.webapp import App, app, sign_in
from tests.webstory import HOSTILE, keep, opens, said


@pytest.fixture
def shown(stores: Stores) -> Iterator[App]:
    """Two films of one title and an article that may mean either; one film under two titles; a contested date."""
    record = Record.open(stores.new())
    for number, who in enumerate(("Ada Marlow", "Rena Renn", None)):
        claims = (
            [said("Glass Harbour", "director", person=who)] if who else [said("Glass Harbour", "genre", genre="drama")]
        )
        keep(record, f"glass{number}", f"2026-05-0{number + 1}", *claims)
    crew = [("director", "Mina Sato"), ("cast", "Ben Ott"), ("cast", "Cy Lund"), ("cast", "Di Marsh")]
    for title, day in (("Salt Road", "2026-05-05"), ("La Route du Sel", "2026-05-06")):
        keep(record, title, day, *(said(title, kind, person=who) for kind, who in crew), opens(title, "2026-09-01"))
    keep(record, "one", "2026-05-10", opens("Tin Moon", "2026-09-01"), outlet="Early")
    keep(record, "two", "2026-05-11", opens("Tin Moon", "2026-10-01"), outlet="Late")
    keep(record, "three", "2026-05-12", opens("Tin Moon", "2026-09-01"), outlet="Early")
    yield app(record)
    record.close()


def log(shown: App) -> list[Logged]:
    with shown.record.read() as connection:
        return decisions.log(connection)


def number(shown: App, title: str) -> int:
    with shown.record.read() as connection:
        return known.film(connection, title).id


def form(page: str, action: str, *values: str) -> dict[str, str]:
    """The hidden fields of the first form with that action which holds the values."""
    for found in re.findall(rf'<form action="{action}" method="post">(.*?)</form>', page, re.DOTALL):
        fields = {
            k: html.unescape(v) for k, v in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', found)
        }
        if all(value in html.unescape(found) for value in values):
            return fields
    raise AssertionError(f"no form {action} with {values}")


def test_the_owner_sees_what_is_undecided_and_contested_side_by_side(shown: App) -> None:
    sign_in(shown)
    words = shown.words("/review")
    for part in (
        "Salt Road (2026) and La Route du Sel (2026) one director, 4 people and one year in both", "Glass Harbour in Story glass2",
        "It is Glass Harbour by Ada Marlow", "It is Glass Harbour by Rena Renn",
        "1 September 2026, UK, theatrical ◐ contested said by Early, 10 May 2026 ; Early, 12 May 2026", "said by Late, 11 May 2026",
    ):  # fmt: skip
        assert part in words, part


def test_what_is_contested_is_what_the_record_says_is(shown: App) -> None:
    with shown.record.read() as connection:
        assert review.contested(connection) == news.conflicts(connection)
        assert review.undecided(connection, 0) == ([], 1)


def test_nothing_to_decide_is_said(tmp_path: Path) -> None:
    made = app(Record.open(str(tmp_path / "empty.db")))
    sign_in(made)
    words = made.words("/review")
    for part in (
        "No two films look like one.",
        "Every mention has its film.",
        "They tell the same.",
        "None was taken yet.",
    ):
        assert part in words, part


def test_a_mention_is_pinned_to_its_film_and_that_is_taken_back(shown: App) -> None:
    sign_in(shown)
    fields = form(shown.get("/review"), "/review/film", "Rena Renn")
    done = shown.client.post("/review/film", data=fields)
    assert "Decided: pin, article 3: Glass Harbour" in html.unescape(re.sub(r"<[^>]+>|\s+", " ", done.text))
    with shown.record.read() as connection:
        assert review.undecided(connection) == ([], 0)
    undone = shown.client.post("/review/undo", data=form(done.text, "/review/undo"))
    assert "Taken back: pin" in undone.text
    with shown.record.read() as connection:
        assert review.undecided(connection)[1] == 1


def test_films_that_may_be_one_are_merged(shown: App) -> None:
    sign_in(shown)
    found = shown.client.post("/review/merge", data=form(shown.get("/review"), "/review/merge", "Salt Road"))
    assert found.status_code == 200
    assert number(shown, "Salt Road") == number(shown, "La Route du Sel")
    assert "No two films look like one." in found.text


@pytest.mark.parametrize("kind", ["company", "event", "award", "person"])
def test_names_are_merged_by_hand(shown: App, kind: str) -> None:
    token = sign_in(shown)
    found = shown.client.post(
        "/review/merge", data={"csrf": token, "kind": kind, "one": "Ada Marlow", "other": "A. Marlowe"}
    )
    assert f"Ada Marlow and A. Marlowe are one {kind}" in html.unescape(found.text)
    again = shown.client.post(
        "/review/merge", data={"csrf": token, "kind": kind, "one": "Ada Marlow", "other": "A. Marlowe"}
    )
    assert again.status_code == 422
    assert "Nothing was decided." in again.text


def test_articles_of_a_film_are_told_apart(shown: App) -> None:
    token = sign_in(shown)
    page = shown.get("/review/film?film=Tin Moon")
    articles = re.findall(r'name="article" value="(\d+)"', page)
    assert len(articles) == 3
    film = number(shown, "Tin Moon")
    data = {"csrf": token, "kind": "split", "film": str(film), "article": articles[:1]}
    assert "Decided: split" in shown.client.post("/review/film", data=data).text
    with shown.record.read() as connection:
        assert known.film(connection, f"#{film}").articles == 2
    assert f'href="/review/film?film=%23{film}"' in shown.get(f"/film/{film}")


def test_people_of_a_name_are_told_apart_on_their_page(shown: App) -> None:
    token = sign_in(shown)
    page = shown.get("/person/Ben Ott")
    films = re.findall(r'name="film" value="(\d+)"', page)
    assert len(films) == 2
    data = {"csrf": token, "kind": "split", "name": "Ben Ott", "film": films[:1]}
    assert "another person of the name" in shown.client.post("/review/person", data=data).text
    assert "Several people have this name" in shown.get("/person/Ben Ott")
    with shown.record.read() as connection:
        assert len(people.people(connection, people.bearers(connection, "Ben Ott"))) == 2
    one = shown.get(f"/person/Ben Ott?of={films[0]}")
    assert 'value="pin"' not in one  # one film is nothing to tell apart


WRONG: list[tuple[str, dict[str, object]]] = [
    ("/review/merge", {"kind": "film", "one": "Glass Harbour", "other": "Salt Road"}),  # means two
    ("/review/merge", {"kind": "film", "one": "Nowhere", "other": "Salt Road"}),
    ("/review/merge", {"kind": "film", "one": "Salt Road", "other": "salt road"}),
    ("/review/merge", {"kind": "film", "one": "#99999999999999999999", "other": "Salt Road"}),
    ("/review/merge", {"kind": "person", "one": " ", "other": "Ada"}),
    ("/review/merge", {"kind": "film", "one": HOSTILE, "other": "Salt Road"}),
    ("/review/merge", {"kind": "planet", "one": "a", "other": "b"}),
    ("/review/film", {"kind": "split", "film": "1"}),
    ("/review/film", {"kind": "split", "film": "1", "article": "1"}),  # none would be left
    ("/review/film", {"kind": "split", "film": "1", "article": "999"}),
    ("/review/film", {"kind": "pin", "film": "1", "article": str(10**30)}),
    ("/review/film", {"kind": "pin", "film": "999", "article": "1"}),
    ("/review/film", {"kind": "burn", "film": "1", "article": "1"}),
    ("/review/person", {"kind": "split", "name": "Ben Ott"}),
    ("/review/person", {"kind": "split", "name": "Ben Ott", "film": "999"}),
    ("/review/person", {"kind": "pin", "name": HOSTILE, "film": "1"}),
    ("/review/undo", {"number": "7"}),
    ("/review/undo", {"number": "x"}),
]


@pytest.mark.parametrize(("path", "data"), WRONG)
def test_what_cannot_be_decided_is_said_and_changes_nothing(shown: App, path: str, data: dict[str, object]) -> None:
    token = sign_in(shown)
    found = shown.client.post(path, data=data | {"csrf": token}, follow_redirects=False)
    assert found.status_code == 422
    assert "<script>alert" not in found.text
    assert "Nothing was decided." in found.text or "Not understood" in found.text
    assert log(shown) == []


@pytest.mark.parametrize("path", ["/review", "/review?done=1", "/review/film?film=Tin Moon"])
def test_only_the_owner_sees_it(shown: App, path: str) -> None:
    found = shown.client.get(path, follow_redirects=False)
    assert (found.status_code, found.headers["location"][:13]) == (303, "/signin?next=")
    assert "Review" not in shown.get("/sources")


@pytest.mark.parametrize(
    ("path", "data"),
    [("/review/merge", {"kind": "film", "one": "Salt Road", "other": "La Route du Sel"}), ("/review/film", {"kind": "pin", "film": "1", "article": "3"}),
     ("/review/person", {"kind": "split", "name": "Ben Ott", "film": "3"}), ("/review/undo", {"number": "1"})],
)  # fmt: skip
def test_nobody_else_decides(shown: App, path: str, data: dict[str, str]) -> None:
    found = shown.client.post(path, data=data, follow_redirects=False)
    assert (found.status_code, found.headers["location"][:7]) == (303, "/signin")
    token = sign_in(shown)
    for wrong in ({}, {"csrf": ""}, {"csrf": "guessed"}):
        assert shown.client.post(path, data=data | wrong).status_code == 403
    assert (
        shown.client.post(path, data=data | {"csrf": token}, headers={"sec-fetch-site": "cross-site"}).status_code
        == 403
    )
    assert log(shown) == []


def test_a_hostile_decision_is_shown_and_does_nothing(shown: App) -> None:
    token = sign_in(shown)
    found = shown.client.post("/review/merge", data={"csrf": token, "kind": "person", "one": HOSTILE, "other": "Ada"})
    assert "<script>alert" not in found.text
    assert "&lt;script&gt;alert(1)" in found.text
