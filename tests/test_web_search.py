"""Search: one box for films, people, quotations and articles; as a page, and in parts while one types."""

from __future__ import annotations

import html
import re

import pytest

from tests.webapp import App
from tests.webstory import HOSTILE, keep, said


def results(page: str) -> str:
    return page.split('id="results"')[1] if 'id="results"' in page else page


def sections(page: str) -> list[str]:
    return re.findall(r'<h2 id="(\w+)-head">', results(page))


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("dune part two", r"/film/\d+\">Dune: Part Two<"),
        ("Poor Thngs", r"/film/\d+\">Poor Things<"),
        ("emma stone", r"/person/Emma%20Stone\">Emma Stone<"),
        ("Timothee Chalamett", r"/person/Timoth%C3%A9e%20Chalamet\">Timothée Chalamet<"),
    ],
)
def test_films_and_people_are_found_though_misspelled(shown: App, words: str, link: str) -> None:
    assert re.search(link, results(shown.get(f"/search?q={words}")))


def test_articles_lead_to_where_they_stand_with_the_words_marked(shown: App) -> None:
    page = results(shown.get("/search?q=sandworm"))
    assert "<mark>sandworm</mark>" in page
    assert re.search(r'<a href="https?://[^"]+" rel="noreferrer external">Paul rides a sandworm', page)


def test_one_kind_alone_may_be_asked_for(shown: App) -> None:
    assert set(sections(shown.get("/search?q=dune"))) > {"film"}
    assert sections(shown.get("/search?q=dune&kind=film")) == ["film"]
    assert '<option value="film" selected>' in shown.get("/search?q=dune&kind=film")
    assert "choose one of" in shown.words("/search?q=dune&kind=boat", 404)


def test_quotations_have_speaker_and_source(small: App) -> None:
    keep(
        small.record,
        "a",
        "2026-06-01",
        said("Low Water", "quote", speaker="Ada Quill", text="We wanted the sea in every room"),
    )
    page = results(small.get("/search?q=sea in every room"))
    assert "“We wanted the sea in every room”" in page
    assert '<a href="/person/Ada%20Quill">Ada Quill</a>' in page
    assert '<a href="https://reel.example/a" rel="noreferrer external">The Daily Reel</a>, 1 June 2026' in page


def test_while_one_types_only_parts_are_sent(shown: App) -> None:
    def part(path: str, target: str) -> str:
        return shown.client.get(path, headers={"hx-request": "true", "hx-target": target}).text

    hits = part("/search?q=dune", "hits")
    assert "<html" not in hits
    assert re.search(r'<a href="/film/\d+">Dune', hits)
    assert 'href="/search?q=dune"' in hits
    assert part("/search?q=d", "hits").strip() == ""
    whole = part("/search?q=dune", "results")
    assert "<html" not in whole
    assert sections(whole) == sections(shown.get("/search?q=dune"))


def test_without_scripts_every_form_goes_to_the_page(shown: App) -> None:
    for path in ("/", "/search"):
        forms = re.findall(r"<form[^>]*>.*?</form>", shown.get(path), re.DOTALL)
        asking = [f for f in forms if 'name="q"' in f]
        assert asking
        for form in asking:
            assert 'action="/search"' in form
            box = re.search(r'<input id="(\w+)"[^>]*name="q"', form)
            assert box
            assert f'<label for="{box[1]}"' in form or f'<label class="sr" for="{box[1]}"' in form


@pytest.mark.parametrize("words", ["", "   ", "zzxxqqy", "\"'()*", "a" * 5000, "NEAR(", "dune AND", "\u202e", "%00"])
def test_anything_may_be_asked(shown: App, words: str) -> None:
    page = shown.client.get("/search", params={"q": words})
    assert page.status_code == 200
    assert "Search" in page.text


def test_nothing_found_says_what_may_help(shown: App) -> None:
    assert "Nothing answers to “zzxxqqy”" in shown.words("/search?q=zzxxqqy")


def test_hostile_words_are_shown_and_do_nothing(small: App) -> None:
    keep(small.record, "a", "2026-06-01", said(HOSTILE, "director", person=f"Quill {HOSTILE}"),
         said(HOSTILE, "quote", speaker=HOSTILE, text=f"harbour {HOSTILE}"), outlet=HOSTILE, url="javascript:alert(1)")  # fmt: skip
    for words in (HOSTILE, "script alert", "quill script", "harbour"):
        for headers in ({}, {"hx-request": "true", "hx-target": "hits"}):
            page = small.client.get("/search", params={"q": words}, headers=headers).text
            assert "<script>alert" not in page
            assert "javascript:" not in page
            assert "49" not in html.unescape(re.sub(r"[0-9a-f]{10,}|%\w\w", "", page))


def test_the_same_answer_is_not_sent_twice(shown: App) -> None:
    tag = shown.client.get("/search?q=dune").headers["etag"]
    assert shown.client.get("/search?q=dune", headers={"if-none-match": tag}).status_code == 304
