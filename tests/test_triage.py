"""Triage: film journalism goes on whatever page it stands on, other subjects do not, and any bytes are judged quickly."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.stories import OTHER
from bench.triage import SHELLS
from bigpicture.intake.triage import DROPPED, KEEP, KEPT, Verdict, film_journalism, film_words, words_of
from tests.conftest import ROOT

URL = "https://tide.example/news/a-story"
CORPUS = sorted((ROOT / "corpus").glob("*.json"))
# Of the corpus these tell of films in few words or in none: an obituary of a singer, a chart in jargon, seats of cinemas, monsters.
HARD = {"fan-301", "fan-330", "fan-351", "look-12", "talk-13", "talk-323"}
FILM = (
    "Ruth Adeyemi boards 'The Salt Road'",
    "Ruth Adeyemi will star in The Salt Road, a drama that Mara Lindqvist is to direct from a screenplay by Tove Aune.\n\n"
    "The film, which Harbour Pictures will release in British cinemas next November, follows two sisters who keep a lighthouse. "
    "Shooting starts in May. Adeyemi was nominated for a Bafta last year for her role in Low Water.",
)


def page(body: str, head: str = "") -> bytes:
    return f"<html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def story(title: str, text: str, shell: str = "general") -> bytes:
    return SHELLS[shell](title, text.split("\n\n"), 3).encode()


@pytest.mark.parametrize("kind", SHELLS)
def test_the_corpus_goes_on_in_pages_of_every_kind(kind: str) -> None:
    """A third of the articles, each in a page that names all subjects; python -m bench.triage takes all."""
    lost = set()
    for path in CORPUS[::3]:
        row = json.loads(path.read_text(encoding="utf-8"))
        if not film_journalism(URL, story(row["title"] or "", row["text"], kind)).keep:
            lost.add(row["id"])
    assert lost <= HARD


@pytest.mark.parametrize("kind", ["general", "blocks", "linked"])
@pytest.mark.parametrize("subject", sorted(OTHER.keys() - {"games"}))  # a sequel by a studio is near enough to be kept
def test_other_subjects_are_dropped_although_menus_and_teasers_name_films(subject: str, kind: str) -> None:
    assert not film_journalism(URL, story(*OTHER[subject], kind)).keep


def test_an_article_in_few_words_is_kept_by_its_section() -> None:
    text = "<p>The studio has not said who will take the part, or when.</p>"
    assert film_journalism("https://tide.example/news/a-part", page(text)).why == "few film words"
    assert film_journalism("https://tide.example/film/a-part", page(text)).why == "film section"
    assert film_journalism("https://tide.example/movie-news/2026/a-part", page(text)).keep
    assert film_journalism(
        "https://tide.example/x/1", page(text, "<meta property='article:section' content='Film Reviews'>")
    ).keep
    assert not film_journalism("https://tide.example/film/the-council", page("<p>The council met on Monday.</p>")).keep


def test_the_words_of_title_description_and_address_count() -> None:
    body = "<p>It was a long day, and there will be more of them before the spring, she said.</p>"
    assert not film_journalism(URL, page(body)).keep
    assert film_journalism(URL, page(body, "<title>The Salt Road: first trailer for the film</title>")).keep
    assert film_journalism(URL, page(body, '<meta name="description" content="The director on her new film">')).keep
    assert film_journalism("https://tide.example/a/salt-road-film-trailer-premieres", page(body)).keep


@pytest.mark.parametrize("url", ["https://tide.example", "https://tide.example/", "https://tide.example//#top"])
def test_a_front_page_is_no_article(url: str) -> None:
    assert film_journalism(url, story(*FILM)).why == "a front page"
    assert film_journalism("https://tide.example/?p=12", story(*FILM)).keep


FRENCH = (
    "Le film de la réalisatrice sort au cinéma le mois prochain avec une actrice connue et un scénario de Tove Aune. "
    * 4
)
RUSSIAN = "Новый фильм режиссёра выходит в прокат в ноябре, сообщила студия Harbour Pictures в понедельник. " * 4


@pytest.mark.parametrize("lang", ["fr", "en", ""])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN])
def test_pages_in_another_language_are_dropped_whatever_they_state(text: str, lang: str) -> None:
    body = f"<html lang='{lang}'><title>Film</title><p>{text}</p></html>"
    assert film_journalism(URL, body.encode()).why == "another language"


def test_english_under_a_template_of_another_language_is_kept() -> None:
    assert film_journalism(URL, story(*FILM).replace(b"lang='en-GB'", b"lang='de'")).keep


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le"])
def test_pages_in_any_encoding_are_judged_alike(encoding: str) -> None:
    html = story(FILM[0], FILM[1].replace("'", "’")).decode()
    assert film_journalism(URL, html.encode(encoding), encoding) == film_journalism(URL, html.encode())


def test_scripts_styles_and_menus_are_not_read() -> None:
    noise = "<script>var film='film movie cinema director'</script><style>.film{}</style>" * 50
    menu = "".join(f"<li><a href='/film'>Film reviews and the movies of {i}</a></li>" for i in range(50))
    assert (
        film_words(
            words_of(
                URL, page(noise + menu + "<div>The council met on Monday and rose at nine in the evening.</div>")
            ).words
        )
        == {}
    )


def test_a_phrase_takes_back_what_its_word_gained() -> None:
    assert film_words(b"a cast iron pan of the managing director".split()).total() == 0
    assert film_words(b"the cast of her feature debut".split())["feature debut"] == 3


def test_a_word_repeated_is_no_subject() -> None:
    assert film_words([b"film"] * 500) == {"film": 12}


MADE = {
    "paragraphs": b"<p>", "ends": b"</p>", "links": b"<a href=x>", "tags": b"<", "openings": b"<a ", "scripts": b"<script>", "metas": b"<meta content=",
    "titles": b"<title", "data": b'"articleBody":"\\"', "entities": b"&amp", "hyphens": b"a-", "rows": b"<div>a row of nine words that goes on and on",
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_pages_made_to_take_long_are_judged(name: str) -> None:
    """Five megabytes of one token: any quadratic step would hang here."""
    verdict = film_journalism(URL, MADE[name] * (5_000_000 // len(MADE[name])))
    assert verdict.why in DROPPED


@given(st.text(max_size=60), st.binary(max_size=1500), st.sampled_from([None, "", "utf-8", "utf-16", "nonsense"]))
def test_any_bytes_at_any_address_get_a_verdict(url: str, data: bytes, charset: str | None) -> None:
    for place in (url, f"https://tide.example/{url}"):
        check(film_journalism(place, data, charset))
        check(film_journalism(place, b"<html><p>" + data + b"</p><div>" + data, charset))


TOKENS = ["<p>", "</p>", "<P", ">", "<div>", "<a href='x'>", "</a>", "<script>", "</script>", "<meta property=og:title content=", '"', "'", "film ", "the ",
          "director ", "<title>", "</", "&nbsp;", "<html lang=", '"articleBody":"', "\\", "é", "\n"]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=80))
def test_any_markup_gets_a_verdict(tokens: list[str]) -> None:
    check(film_journalism(URL, "".join(tokens).encode()))


def check(verdict: Verdict) -> None:
    assert verdict.why in KEPT + DROPPED
    assert verdict.keep == (verdict.score >= KEEP)
