"""What machines ask of the site: linked data, the site's map, its health and its metrics."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from starlette.testclient import TestClient

from bigpicture.record import Record, known
from bigpicture.web.config import Config
from tests.apiclient import token
from tests.exported import graph
from tests.webapp import App, app

BEHIND = Config(base="https://films.example.org", hosts=("films.example.org", "localhost"))
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def shown(sample: str) -> Iterator[App]:
    record = Record.open(sample)
    yield app(record)
    record.close()


@pytest.fixture
def own(sample: str, tmp_path: Path) -> Iterator[Record]:
    record = Record.open(str(shutil.copy(sample, tmp_path / "press.db")))
    yield record
    record.close()


def dune(shown: App) -> int:
    with shown.record.read() as connection:
        return known.film(connection, "Dune: Part Two").id


def test_a_films_page_has_it_as_linked_data(shown: App) -> None:
    number = dune(shown)
    page = shown.get(f"/film/{number}")
    (inside,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    whole = shown.get(f"/film/{number}.jsonld")
    assert f'<link rel="alternate" type="application/ld+json" href="/film/{number}.jsonld">' in page
    (movie,) = [n for n in json.loads(inside)["@graph"] if n["@type"] == "Movie"]
    assert movie["director"] == [{"@type": "Person", "name": "Denis Villeneuve"}]
    assert set(graph(inside)) & set(graph(whole))
    assert json.loads(whole)["@graph"][0]["@id"] == movie["@id"]
    assert (
        "application/ld+json"
        not in shown.get(f"/film/{number}?as_of=2023-07-01").split("</head>")[0].split("<script")[1]
    )


def test_linked_data_is_not_sent_twice(shown: App) -> None:
    path = f"/film/{dune(shown)}.jsonld"
    first = shown.client.get(path)
    assert first.headers["content-type"] == "application/ld+json"
    assert shown.client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    shown.get("/film/99999.jsonld", 404)


def located(document: str) -> list[str]:
    return [str(e.text) for e in etree.fromstring(document.encode()).iterfind(".//s:loc", NS)]


def test_the_map_names_every_film_and_only_what_is_there(shown: App) -> None:
    maps = located(shown.get("/sitemap.xml"))
    pages = [page for one in maps for page in located(shown.get(one.removeprefix("http://localhost")))]
    with shown.record.read() as connection:
        films = known.films(connection, most=1_000)
    assert {f"http://localhost/film/{f.id}" for f in films} == {p for p in pages if "/film/" in p}
    for page in {p for p in pages if "/film/" not in p} | {pages[-1]}:
        shown.get(page.removeprefix("http://localhost"))
    shown.get(f"/sitemap-{len(maps)}.xml", 404)


def test_the_map_has_the_address_under_which_others_reach_the_app(sample: str) -> None:
    record = Record.open(sample)
    made = app(record, BEHIND)
    assert all(one.startswith("https://films.example.org/") for one in located(made.get("/sitemap.xml")))
    robots = made.get("/robots.txt")
    assert "Sitemap: https://films.example.org/sitemap.xml\n" in robots
    assert "Disallow: /v1/\n" in robots
    assert "Disallow: /film" not in robots
    record.close()


def test_health_tells_that_the_store_can_be_read_and_no_more(own: Record) -> None:
    made = app(own)
    found = made.client.get("/healthz")
    assert found.headers["cache-control"] == "no-store"
    assert found.json().keys() == {"status", "schema", "version"}
    assert found.json()["status"] == "ok"
    assert made.client.head("/healthz").status_code == 200
    with own.write() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    Path(own.address).write_bytes(b"this is no database " * 400)
    own.close()
    failing = made.client.get("/healthz")
    assert (failing.status_code, failing.json()["status"]) == (503, "failing")
    assert own.address not in failing.text


def beside(made: App, **more: Any) -> TestClient:
    """A program on the same machine."""
    return TestClient(made.client.app, base_url="http://localhost:8765", client=("127.0.0.1", 5_000), **more)


def test_metrics_count_what_is_stored_and_what_is_asked(own: Record) -> None:
    made = app(own)
    asking = beside(made)
    for path in ("/film/2", "/film/3", "/film/99999", "/nowhere/at/all", "/nothing"):
        asking.get(path)
    found = asking.get("/metrics").text
    told = {
        (s.name, s.labels.get("route"), s.labels.get("status")): s.value
        for family in text_string_to_metric_families(found)
        for s in family.samples
        if not s.name.endswith("_bucket")
    }
    assert told["bigpicture_requests_total", "/film/{number}", "200"] == 2
    assert told["bigpicture_requests_total", "/film/{number}", "404"] == 1
    assert told["bigpicture_requests_total", "none", "404"] == 2
    assert told["bigpicture_request_seconds_count", "/film/{number}", None] == 3
    assert told["bigpicture_articles", None, None] == 39
    assert told["bigpicture_films", None, None] >= 40
    assert told["bigpicture_claims", None, None] > 600
    assert told["bigpicture_store_up", None, None] == 1
    assert told["bigpicture_last_update_timestamp_seconds", None, None] > 1_700_000_000


def test_metrics_are_for_this_machine_or_a_token(own: Record) -> None:
    made = app(own)
    secret = {"authorization": f"Bearer {token(own, 'read')}"}
    here, proxied = beside(made), beside(app(own, BEHIND))
    assert made.client.get("/metrics").status_code == 401
    assert made.client.get("/metrics", headers=secret).status_code == 200
    assert here.get("/metrics").status_code == 200
    for header in ("x-forwarded-for", "forwarded", "via"):
        assert here.get("/metrics", headers={header: "203.0.113.9"}).status_code == 401
    assert proxied.get("/metrics").status_code == 401
    assert proxied.get("/metrics", headers=secret).status_code == 200


def test_a_private_app_tells_its_health_and_nothing_else(own: Record) -> None:
    made = app(own, Config(hosts=("localhost",), public=False))
    secret = {"authorization": f"Bearer {token(own, 'read')}"}
    made.get("/healthz")
    for path in ("/v1/films", "/v1/openapi.json", "/sitemap.xml", "/film/2.jsonld", "/metrics"):
        assert made.client.get(path, follow_redirects=False).status_code in (303, 401), path
        assert made.client.get(path, headers=secret).status_code == 200, path
