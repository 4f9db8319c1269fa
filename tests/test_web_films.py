"""The list of films: filters, order, paging."""

from __future__ import annotations

import html
import re

import pytest

from tests.webapp import App
from tests.webstory import HOSTILE, keep, opens, said


def films(page: str) -> list[str]:
    return [html.unescape(title) for title in re.findall(r'<th scope="row"><a href="/film/\d+">([^<]*)</a>', page)]


@pytest.mark.parametrize(
    ("query", "there", "elsewhere"),
    [
        ("person=Emma+Stone", "Poor Things", "Barbie"),
        ("company=Searchlight", "Poor Things", "Oppenheimer"),
        ("festival=Cannes", "The Zone of Interest", "Wonka"),
        ("territory=GB&mode=theatrical", "Dune: Part Two", "Maestro"),
        ("mode=streaming", "Maestro", "Dune: Part Two"),
        ("year=1927", "Napoleon", "Barbie"),
        ("festival=Venice&certainty=denied", "Challengers", "Poor Things"),
        ("certainty=contested", "Poor Things", "Wonka"),
    ],
)
def test_filters_leave_out_the_rest(shown: App, query: str, there: str, elsewhere: str) -> None:
    page = shown.get(f"/films?{query}")
    assert there in films(page)
    assert elsewhere not in films(page)
    for name, value in (pair.split("=") for pair in query.split("&")):
        field = rf'name="{name}"[^>]*value="{re.escape(value.replace("+", " "))}"|<option value="{value}" selected>'
        assert re.search(field, page), name


def test_in_any_order_they_are_the_same_films(shown: App) -> None:
    orders = [films(shown.get(f"/films?sort={sort}")) for sort in ("articles", "title", "year", "latest")]
    assert orders[0][0] == "Poor Things"
    assert orders[1] == sorted(orders[1])
    assert all(sorted(order) == sorted(orders[0]) for order in orders)
    assert len({*map(tuple, orders)}) == 4


def test_a_name_of_several_people_asks_whom(shown: App) -> None:
    words = shown.words("/films?person=Christopher")
    assert "Christopher Nolan" in words
    assert not films(shown.get("/films?person=Christopher"))
    assert "nobody of that name" in shown.words("/films?person=Nobody+Atall")


@pytest.mark.parametrize("query", ["year=soon", "year=20244", "mode=boat", "certainty=maybe", "sort=colour"])
def test_what_is_not_understood_says_what_would_be(shown: App, query: str) -> None:
    assert re.search(r"choose one of|write it as", shown.words(f"/films?{query}", 404))


def test_nothing_that_fits_leads_back(shown: App) -> None:
    assert "No film is known that fits all of this." in shown.words("/films?festival=Nowhere&year=2023")


def test_an_empty_store_says_how_to_begin(small: App) -> None:
    assert "No film is known yet." in small.words("/films")


def test_pages_lead_through_all_films_once(small: App) -> None:
    for n in range(130):
        keep(small.record, str(n), "2026-06-01", opens(f"Low Water {n}", "2027-05-14"))
    for query in ("sort=title", "sort=title&territory=UK"):
        found: list[str] = []
        path = f"/films?{query}"
        pages = 0
        while path:
            pages += 1
            page = small.get(path)
            part = small.client.get(path, headers={"hx-request": "true"}).text
            assert "<html" not in part
            assert films(part) == films(page)
            found += films(page)
            link = re.search(r'<a class="button quiet" href="([^"]*passed=[^"]*)"', page)
            path = html.unescape(link[1]) if link else ""
        assert pages == 3
        assert len(found) == len(set(found)) == 130
    assert small.client.get("/films?passed=-5").status_code == 200
    assert small.client.get("/films?passed=999999999999999999999").status_code == 200


def test_hostile_words_are_shown_and_do_nothing(small: App) -> None:
    keep(small.record, "a", "2026-06-01", said(HOSTILE, "director", person="Ada Quill"))
    for path in (
        "/films",
        f"/films?person={HOSTILE}",
        f"/films?festival={HOSTILE}&company={HOSTILE}&territory={HOSTILE}",
    ):
        page = small.get(path)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "49" not in re.sub(r"[0-9a-f]{10,}", "", page)


def test_a_page_that_did_not_change_is_not_sent_again(shown: App) -> None:
    tag = shown.client.get("/films?sort=title").headers["etag"]
    assert shown.client.get("/films?sort=title", headers={"if-none-match": tag}).status_code == 304
    assert shown.client.get("/films?sort=year", headers={"if-none-match": tag}).status_code == 200
