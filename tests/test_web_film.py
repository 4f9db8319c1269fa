"""The page of a film, and the evidence of a fact."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bigpicture import Article, Claim, Evidence, Image, Reading
from bigpicture.record import Record, articles, decisions, known, ledger
from bigpicture.record.articles import Filed
from bigpicture.record.schema import CHANGE, FILM
from bigpicture.web.app import POLICY
from tests import webstory
from tests.webapp import App, app, sign_in
from tests.webstory import keep, said

NOW = "2026-11-29T09:30:00Z"
HOSTILE = "<script>alert(1)</script>\"'{{7*7}}\u202egnp"


@pytest.fixture
def shown(sample: str) -> Iterator[App]:
    record = Record.open(sample)
    with record.read() as connection:
        assert known.film(connection, "Dune: Part Two").title == "Dune: Part Two"
    yield app(record)
    record.close()


def number(shown: App, title: str) -> int:
    with shown.record.read() as connection:
        return known.film(connection, title).id


def test_a_film_shows_its_big_picture_facts_timeline_history_and_articles(shown: App) -> None:
    words = shown.words(f"/film/{number(shown, 'Dune: Part Two')}")
    for part in (
        "Dune: Part Two (2024)", "Dune: Part Two comes out on 1 March 2024 in UK (cinemas).", "Timothée Chalamet as Paul Atreides ● agreed",
        "moved from 3 November 2023, UK, theatrical", "Timeline", "The same as a table", "History",
        "was 15 March 2024, theatrical", "Paul rides a sandworm",
    ):  # fmt: skip
        assert part in words, part


def test_every_citation_of_a_bullet_leads_to_a_fact_of_the_page(shown: App) -> None:
    page = shown.get(f"/film/{number(shown, 'Dune: Part Two')}")
    cited = set(re.findall(r'class="cite" href="#(fact-[0-9a-f]+)"', page))
    assert cited
    assert cited <= set(re.findall(r'id="(fact-[0-9a-f]+)"', page))


def test_a_fact_opens_the_words_behind_it(shown: App) -> None:
    film = number(shown, "Dune: Part Two")
    link = re.search(
        rf'/film/{film}/fact/[0-9a-f]+(?="[^>]*>\s*<span class="text"><span class="label">Director)',
        shown.get(f"/film/{film}"),
    )
    assert link
    whole, part = shown.get(link[0]), shown.get(link[0], **{"hx-request": "true"})
    assert "<html" in whole
    assert "<html" not in part
    assert "<mark>" in part
    assert "Denis Villeneuve" in part


def test_outlets_that_disagree_stand_side_by_side(shown: App) -> None:
    words = shown.words(f"/film/{number(shown, 'Poor Things')}")
    assert "Outlets disagree" in words
    assert "19 January 2024, UK, theatrical" in words
    assert "12 January 2024, UK, theatrical" in words


def test_a_film_as_it_was_known_on_a_day(shown: App) -> None:
    film = number(shown, "Dune: Part Two")
    words = shown.words(f"/film/{film}?as_of=2023-07-01")
    assert "as it was known on 1 July 2023" in words
    assert "3 November 2023, UK, theatrical ● agreed" in words
    assert "March 2024" not in words
    assert "no such" not in shown.get(f"/film/{film}?as_of=yesterday", 404)


@pytest.mark.parametrize("path", ["/film/999999", "/film/1/fact/abc", "/film/word", "/nowhere"])
def test_what_is_not_there_is_a_page_that_leads_on(shown: App, path: str) -> None:
    page = shown.get(path, 422 if path == "/film/word" else 404)
    assert "All films" in page


def test_the_same_page_is_not_sent_twice(shown: App) -> None:
    path = f"/film/{number(shown, 'Poor Things')}"
    tag = shown.client.get(path).headers["etag"]
    again = shown.client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.text) == (304, "")


def test_every_answer_has_the_policy_and_no_name_of_another_site(shown: App) -> None:
    for path in (f"/film/{number(shown, 'Poor Things')}", "/nowhere", "/static/style.css"):
        assert shown.client.get(path).headers["content-security-policy"] == POLICY
    assert shown.client.get("/film/1", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("settled", [True, False])
def test_a_page_that_was_kept_tells_what_came_since(tmp_path: Path, settled: bool) -> None:
    record = Record.open(str(tmp_path / "a.db"))

    def keep(*told: Any) -> None:
        webstory.keep(record, *told[1:])
        if settled:
            ledger.catch_up(record, NOW)

    keep(record, "a", "2026-05-01", said("The Long Ferry", "director", person="Ada Quill"))
    made = app(record)
    assert "Ada Quill" in made.words("/film/1")
    keep(record, "b", "2026-05-02", said("The Long Ferry", "cast", person="Ines Marlow", character="Ruth"))
    for _ in range(2):
        assert "Ines Marlow as Ruth" in made.words("/film/1")
    assert "Ines Marlow" not in made.words("/film/1?as_of=2026-05-01")
    record.close()


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The films whose pages are worked out, one after the other."""
    module = sys.modules["bigpicture.web.pages.film"]
    film_page, made = module.film_page, []

    def counting(connection: Connection, number: int, *rest: Any) -> Any:
        made.append(number)
        return film_page(connection, number, *rest)

    monkeypatch.setattr(module, "film_page", counting)
    return made


def test_a_page_is_worked_out_again_when_its_film_changed_and_no_other_did(
    tmp_path: Path, worked_out: list[int]
) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, "a", "2026-05-01", said("The Long Ferry", "director", person="Ada Quill"))
    keep(record, "b", "2026-05-01", said("Salt Road", "director", person="Ines Marlow"))
    ledger.catch_up(record, NOW)
    made = app(record)
    for _ in range(2):
        made.get("/film/1")
        made.get("/film/2")
    assert worked_out == [1, 2]
    keep(record, "c", "2026-05-02", said("Salt Road", "cast", person="Mina Sato", character=None))
    made.get("/film/1")
    made.get("/film/2")
    ledger.catch_up(record, NOW)
    made.get("/film/1")
    assert "Mina Sato" in made.get("/film/2")
    assert worked_out == [1, 2, 2, 2]
    with record.write() as connection:
        decisions.merge(connection, known.film(connection, "#1"), known.film(connection, "#2"), NOW)
    ledger.catch_up(record, NOW)
    with record.read() as connection:
        (film,) = known.films(connection)
    assert {"Ada Quill", "Mina Sato"} <= set(re.findall("Ada Quill|Mina Sato", made.get(f"/film/{film.id}")))
    assert len(worked_out) == 5
    record.close()


def test_a_page_that_is_kept_is_sent_as_any_is(shown: App, worked_out: list[int]) -> None:
    path = f"/film/{number(shown, 'Poor Things')}"
    sent = [
        shown.client.get(path, headers={"accept-encoding": how}) for how in ("gzip", "gzip", "identity", "identity")
    ]
    assert {page.text for page in sent} == {sent[0].text}
    assert [page.headers.get("content-encoding") for page in sent] == ["gzip", "gzip", None, None]
    assert {page.headers["etag"] for page in sent} == {sent[0].headers["etag"]}
    for page in sent:
        assert {"accept-encoding", "cookie"} <= {part.strip().lower() for part in page.headers["vary"].split(",")}
    again = shown.client.get(path, headers={"if-none-match": sent[0].headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert len(worked_out) == 1


def test_the_owners_page_is_shown_to_nobody_else(copied: App) -> None:
    path = f"/film/{number(copied, 'Poor Things')}"
    form = sign_in(copied)
    for _ in range(2):
        assert form in copied.get(path)
    copied.client.cookies.clear()
    assert "csrf" not in copied.get(path)
    copied.client.cookies.clear()
    sign_in(copied)
    assert "Sign out" in copied.get(path)


def test_a_page_is_the_same_before_and_after_its_film_is_settled(copied: App) -> None:
    paths = [f"/film/{n}{how}" for n in range(1, 12) for how in ("", "?as_of=2023-12-01", "?all=true")]
    with copied.record.read() as connection:
        assert not ledger.unsettled(connection)
    settled = [copied.client.get(path).text for path in paths]
    with copied.record.write() as connection:
        connection.execute(FILM.update().values(settled_at=None))
        connection.execute(CHANGE.delete())
    assert [copied.client.get(path).text for path in paths] == settled


def test_a_long_film_is_cut_and_shown_whole_where_all_is_asked_for(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    syllables = ("ba", "ke", "li", "mo", "nu", "ra")
    people = [f"{one}{other}n {other}{one}r".title() for one in syllables for other in syllables][:35]
    keep(record, "a", "2026-05-01", *(said("The Long Ferry", "cast", person=name, character=None) for name in people))
    made = app(record)
    page, whole = made.get("/film/1"), made.get("/film/1?all=true")
    assert 'href="?all=true#facts">and 5 more' in page
    assert "and 5 more" not in whole
    assert whole.count('<details class="fact"') == page.count('<details class="fact"') + 5
    record.close()


def test_hostile_words_are_shown_and_do_nothing(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    claims = tuple(
        Claim(kind, HOSTILE, values, "stated", Evidence(HOSTILE, 0, len(HOSTILE)), 0.9, HOSTILE, 2026)
        for kind, values in (
            ("director", {"person": HOSTILE}), ("cast", {"person": "Ada Quill", "character": HOSTILE}),
            ("quote", {"speaker": HOSTILE, "text": HOSTILE}), ("release", {"date": "2027-05-01", "territory": HOSTILE, "mode": None}),
        )
    )  # fmt: skip
    picture = Image("javascript:alert(1)", f"Ada Quill {HOSTILE}", HOSTILE, HOSTILE)
    article = Article("a", HOSTILE, HOSTILE, "2026-05-01", HOSTILE, "javascript:alert(1)", (picture,))
    with record.write() as connection:
        filed = Filed(article, articles.digest(article), Reading(article, claims, ()), "test", None)
        articles.keep(connection, filed, key="a", addresses=(), source=None, now=NOW)
    made = app(record)
    page = made.get("/film/1")
    facts = [made.get(link) for link in set(re.findall(r"/film/1/fact/[0-9a-f]+", page))]
    for text in (page, *facts):
        assert "<script>alert" not in text
        assert "javascript:" not in text
        assert "49" not in re.sub(r"[0-9a-f]{10,}", "", text)
        assert "&lt;script&gt;alert(1)" in text
