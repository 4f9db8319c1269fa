"""Pages of people, companies, outlets, festivals and awards, and how everything leads on to everything."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigpicture.record import Record, companies, honours, outlets, subjects
from bigpicture.record.catalogued import Link, store
from bigpicture.record.known import film as known_film
from bigpicture.web.lines import elsewhere
from bigpicture.web.pages.editions import named
from tests.stores import Stores
from tests.webapp import App, app
from tests.webstory import HOSTILE, Said, keep, opens, said

LEADS = re.compile(r'href="(/(?:person|company|festival|award|outlets?|claim|film)\b[^"#]*)"')


@pytest.fixture
def small(stores: Stores) -> Iterator[App]:
    record = Record.open(stores.new())
    yield app(record)
    record.close()


def screening(film: str, event: str) -> Said:
    """A claim that a film is shown at a festival."""
    return film, "screening", {"event": event, "year": 2026, "kind": "premiere"}, "stated"


def leads(page: str) -> set[str]:
    """Where a page leads on to."""
    return {html.unescape(link) for link in LEADS.findall(page)}


def test_everything_that_a_page_leads_on_to_is_there(shown: App) -> None:
    seen: set[str] = set()
    open_ = ["/film/2", "/film/3", "/outlets"]
    while open_:
        path = open_.pop()
        found = shown.client.get(path)  # claims redirect to their facts
        assert found.status_code == 200, path
        new = {p for p in leads(found.text) if "/fact/" not in p} - seen
        seen |= new
        open_ += new
    kinds = [path.split("/")[1] for path in seen]
    assert all(kinds.count(kind) >= least for kind, least in (("person", 30), ("company", 8), ("festival", 5), ("award", 5), ("outlet", 5)))  # fmt: skip


# People


def test_a_person_has_films_characters_standing_and_who_said_it_first(shown: App) -> None:
    words = shown.words("/person/Paul%20Mescal")
    assert "as Lucius" in words
    assert "Gladiator" in words
    words = shown.words("/person/Christopher Nolan")
    for part in ("Oppenheimer (2023)", "Director ● agreed The Daily Reel, 3 May 2023 · 10 articles", "Nominations and wins", "won Academy Awards 2024, Best director"):  # fmt: skip
        assert part in words, part


def test_what_a_person_is_known_for_opens_the_words_of_that_fact(shown: App) -> None:
    page = shown.get("/person/Emma Stone")
    claims = set(re.findall(r'hx-get="(/claim/\d+)"', page))
    assert len(claims) >= 4
    for link in claims:
        found = shown.client.get(link)
        assert re.search(r"/film/\d+/fact/[0-9a-f]+$", str(found.url))
        assert "Emma Stone" in found.text
        part = shown.client.get(link, headers={"hx-request": "true"})
        assert "<mark>" in part.text
        assert "<html" not in part.text


def test_a_part_of_a_name_means_whoever_has_it_alone(shown: App) -> None:
    assert "<h1>Emma Stone</h1>" in shown.get("/person/stone")


def test_nobody_of_a_name_is_told_with_those_who_may_be_meant(shown: App) -> None:
    page = shown.get("/person/Emma Stoned", 404)
    assert '<a href="/person/Emma%20Stone">Emma Stone</a>' in page
    several = shown.get("/person/Christopher", 404)
    assert '<a href="/person/Christopher%20Nolan">' in several
    assert '<a href="/person/Christopher%20Walken">' in several


@pytest.mark.parametrize(
    "path", ["/person/", "/person/%20", "/company/", "/festival/", "/award/", "/outlet/", "/claim/0"]
)
def test_no_name_is_no_page(shown: App, path: str) -> None:
    shown.get(path, 404)


@pytest.mark.parametrize("kind", ["person", "company", "festival", "award", "outlet"])
@pytest.mark.parametrize(
    "name", [HOSTILE, "../../etc", "a" * 5_000, "%", "_", "'; DROP TABLE claim; --", "\x00", "日本", "/", "//evil.example", "x/2024"]
)  # fmt: skip
def test_hostile_names_are_not_found_and_do_nothing(shown: App, kind: str, name: str) -> None:
    page = shown.get(f"/{kind}/{quote(name, safe='')}", 404)
    assert "<script>alert" not in page
    assert '="//' not in page


def test_names_as_articles_word_them_reach_their_pages_however_hostile(small: App) -> None:
    names = ["AC/DC & Sons?", 'Ada "<b>" Quill', "Ø#1 100%", "Студия"]
    for number, name in enumerate(names):
        keep(
            small.record, f"a{number}", "2026-05-01",
            said("Glass Harbour", "cast", person=name), said("Glass Harbour", "company", organization=name, role="sales"),
            screening("Glass Harbour", name),
            said("Glass Harbour", "nomination", award=name, category="Best “<i>” film", person=None, year=2026, count=None),
            outlet=name,
        )  # fmt: skip
    page = small.get("/film/1") + small.get("/outlets")
    for kind in ("person", "company", "festival", "award", "outlet"):
        links = {link for link in leads(page) if link.startswith(f"/{kind}/")}
        assert len(links) == len(names), (kind, links)
        for path in links:
            text = small.get(path)
            assert "<b>" not in text
            assert "<i>" not in text
            assert "Glass Harbour" in text


def test_people_of_one_name_are_listed_and_each_has_a_page(small: App) -> None:
    keep(
        small.record, "old", "1950-05-01", said("Old Harbour", "cast", person="Ada Quill"), opens("Old Harbour", "1950")
    )
    keep(
        small.record, "new", "2026-05-01", said("New Harbour", "cast", person="Ada Quill"), opens("New Harbour", "2026")
    )
    page = small.get("/person/Ada Quill")
    assert "Several people have this name" in page
    links = [html.unescape(x) for x in re.findall(r'href="(/person/Ada%20Quill\?of=\d+)"', page)]
    assert len(links) == 2
    for link, own, other in zip(links, ("Old Harbour", "New Harbour"), ("New Harbour", "Old Harbour"), strict=True):
        films = re.findall(r'<h3><a href="/film/\d+">([^<]+)', small.get(link))
        assert films == [f"{own} ({1950 if own == 'Old Harbour' else 2026})"]
        assert f"Ada Quill of {other}" in small.words(link)
    small.get("/person/Ada Quill?of=99", 404)


def test_a_person_as_known_on_a_day(shown: App) -> None:
    words = shown.words("/person/Christopher Nolan?as_of=2023-06-01")
    assert "Director" in words
    assert "Academy Awards" not in words
    page = shown.get("/person/Christopher Nolan?as_of=2023-06-01")
    claim = re.search(r'hx-get="(/claim/\d+\?as_of=2023-06-01)"', page)
    assert claim
    assert "as_of=2023-06-01" in str(shown.client.get(html.unescape(claim[1])).url)


def test_the_catalogue_is_linked_where_it_is_sure(small: App) -> None:
    keep(small.record, "a", "2026-05-01", said("Glass Harbour", "director", person="Ada Quill"))
    ids = {"imdb": "nm0000001", "wikidata": 'Q1" onclick="x', "tmdb": "7"}
    link = Link("Q1", "Ada Quill", ids, 0.95, ())
    from bigpicture.naming import bearer

    with small.record.write() as connection:
        store(connection, 1, {bearer("Ada Quill"): link}, "test")
    page = small.get("/person/Ada Quill")
    assert 'href="https://www.imdb.com/name/nm0000001/" rel="noreferrer external"' in page
    assert "tmdb 7" in page
    assert [one.address for one in elsewhere(link)] == ["https://www.imdb.com/name/nm0000001/", None, None]
    assert elsewhere(Link("Q1", "Ada Quill", ids, 0.5, ())) == ()


# Companies


def test_a_company_has_its_films_by_its_part(shown: App) -> None:
    words = shown.words("/company/Warner Bros. Pictures")
    assert "Distributes Dune: Part Two (2024)" in words
    assert "Barbie (2023)" in words
    assert '<a href="/company/Paramount%20Pictures">' in shown.get("/company/Paramont", 404)


def test_a_company_with_many_films_is_told_page_by_page(small: App) -> None:
    for number in range(70):
        keep(small.record, f"a{number}", "2026-05-01", said(f"Film {number:02}", "company", organization="Quill Films", role="production"))  # fmt: skip
    first, rest = small.get("/company/quill film"), small.get("/company/Quill Films?begin=60")
    titles = [re.findall(r'<h3><a href="/film/\d+">([^<]+)', page) for page in (first, rest)]
    assert [len(own) for own in titles] == [60, 10]
    assert len({*titles[0], *titles[1]}) == 70
    assert 'href="/company/Quill%20Films?begin=60"' in first
    small.get("/company/Quill Films?begin=-1", 422)
    assert "see the first one" in small.get("/company/Quill Films?begin=700")


# Festivals and awards


def test_a_festival_shows_films_and_prizes_of_an_edition(shown: App) -> None:
    words = shown.words("/festival/Venice Film Festival")
    for part in (
        "Venice Film Festival 2023",
        "Films shown",
        "Poor Things (2023)",
        "premiere ● agreed",
        "Golden Lion Won Poor Things",
    ):
        assert part in words, part
    assert "Challengers (2024) ▸ screening ✕ denied".replace("▸ ", "") in words
    assert words == shown.words("/festival/the 80th Venice festival/2023")
    shown.get("/festival/Venice Film Festival/1999", 404)


def test_an_edition_of_an_award_shows_wins_nominations_and_gaps(shown: App) -> None:
    words = shown.words("/award/BAFTA Film Awards/2024")
    for part in (
        "Best director Won Oppenheimer (2023) Christopher Nolan ● agreed", "Nominated All of Us Strangers (2023) Andrew Haigh",
        "No nominee is reported.", "Oppenheimer (2023) 13 nominations 1 ● agreed Screen Ledger, 18 January 2024",
    ):  # fmt: skip
        assert part in words, part


def test_what_is_told_without_a_year_or_category_is_kept_apart(small: App) -> None:
    prize: dict[str, Any] = {"person": None, "count": None}
    keep(
        small.record, "a", "2026-05-01",
        said("Glass Harbour", "award", award="Reel Awards", category="best film", year=2026, **prize),
        said("Salt Road", "nomination", award="The Reel Awards", category="best film", year=None, **prize),
        said("Salt Road", "nomination", award="Reel Awards", category=None, year=2026, person="Ada Quill", count=None),
        said("Salt Road", "nomination", award="Reel Awards", category=None, year=2026, person=None, count=4),
        said("Tin Moon", "nomination", award="Reel Awards", category="best score", year=2026, **prize),
    )  # fmt: skip
    words = small.words("/award/Reel Awards")
    assert "Best score Won No winner is reported. Nominated Tin Moon" in words
    assert "Category not told Nominated Salt Road Ada Quill" in words
    assert "Salt Road 4 nominations 1 ● agreed" in words
    assert "Year not told" in words
    undated = small.words("/award/Reel Awards/undated")
    assert "Reel Awards without a year" in undated
    assert "Salt Road nominated ● agreed" in undated
    assert "Glass Harbour" not in undated


@given(st.text(max_size=30), st.one_of(st.integers(1000, 2999), st.none()))
def test_the_address_of_an_edition_tells_its_name_and_year(name: str, year: int | None) -> None:
    assert named(f"{name or 'x'}/{year or 'undated'}") == (name or "x", year)


# Outlets


def test_outlets_are_listed_by_how_much_they_write(shown: App) -> None:
    words = shown.words("/outlets")
    assert words.index("The Daily Reel") < words.index("Screen Ledger") < words.index("Box Office Wire")


def test_an_outlet_tells_how_often_it_was_first_and_how_often_that_did_not_last(small: App) -> None:
    def told(name: str, day: str, outlet: str | None, *claims: tuple[str, dict[str, str], str]) -> None:
        made = [said("Glass Harbour", kind, status, **values) for kind, values, status in claims]  # type: ignore[arg-type]
        keep(small.record, name, day, *made, outlet=outlet)

    date = {"territory": "UK", "mode": "theatrical"}
    told("a", "2026-01-01", "Early", ("director", {"person": "Ada Quill"}, "stated"), ("release", {"date": "2026-06-01", **date}, "stated"),
         ("cast", {"person": "Tom Renn"}, "stated"), ("cast", {"person": "Mina Sato"}, "rumoured"))  # fmt: skip
    told(
        "b",
        "2026-02-01",
        "Late",
        ("director", {"person": "Ada Quill"}, "stated"),
        ("writer", {"person": "Ben Ott"}, "stated"),
    )
    told("c", "2026-03-01", "Late", ("release", {"date": "2026-09-01", **date}, "stated"), ("cast", {"person": "Tom Renn"}, "denied"),
         ("cast", {"person": "Mina Sato"}, "denied"))  # fmt: skip
    with small.record.read() as connection:
        early, late = (outlets.outlet(connection, name) for name in ("Early", "Late"))
    assert (early.articles, early.films, early.told, len(early.scoops)) == (1, 1, 4, 4)
    assert {s.fact.values.get("person") or "date" for s in early.scoops if s.corrected} == {"Tom Renn", "date"}
    assert [s.fact.values["person"] for s in early.scoops if s.followed] == ["Ada Quill"]
    assert {s.fact.type for s in late.scoops} == {"writer", "release"}
    assert not any(s.corrected for s in late.scoops)
    words = small.words("/outlet/Early")
    assert "corrected later 2" in words or "2 of these, corrected later" in words
    assert "1 where something else is said since" in words
    assert "1 where the last word is that it is not so" in words
    assert "out 1 June 2026, UK, theatrical, said 1 January 2026" in words
    assert '<a href="/outlet/Early">' in small.get("/outlet/Earley", 404)


def test_what_one_article_both_says_and_denies_was_not_corrected_later(small: App) -> None:
    claims = (said("Glass Harbour", "cast", status, person="Ada Quill") for status in ("stated", "denied"))
    keep(small.record, "a", "2026-05-01", *claims, outlet="Early")
    with small.record.read() as connection:
        (scoop,) = outlets.outlet(connection, "Early").scoops
    assert scoop.fact.standing == "denied"
    assert not scoop.corrected


def test_a_copy_is_not_first(shown: App) -> None:
    with shown.record.read() as connection:
        found = outlets.outlet(connection, "The Daily Reel")
        copied = {w.article for w in found.latest if w.copied}
        assert copied
        assert not copied & {s.fact.first.article for s in found.scoops}


# What is asked of the record


def test_names_that_people_took_for_one_are_one(small: App) -> None:
    from bigpicture.record import names

    keep(small.record, "a", "2026-05-01", said("Glass Harbour", "company", organization="Quill Films", role=None))
    keep(small.record, "b", "2026-05-01", said("Salt Road", "company", organization="QF International", role="sales"))
    with small.record.write() as connection:
        names.merge(connection, "company", "Quill Films", "QF International", "2026-05-02T00:00:00Z")
    with small.record.read() as connection:
        found = companies.company(connection, "QF International")
        assert (found.name, found.films, found.wordings) == ("Quill Films", 2, ("QF International",))


def test_what_a_newer_reading_replaced_counts_no_more(small: App) -> None:
    keep(small.record, "a", "2026-05-01", screening("Glass Harbour", "Reel Festival"))
    keep(small.record, "a", "2026-05-01", said("Glass Harbour", "director", person="Ada Quill"))
    with small.record.read() as connection:
        assert known_film(connection, "Glass Harbour").articles == 1
        with pytest.raises(subjects.UnknownNameError):
            honours.festival(connection, "Reel Festival")
