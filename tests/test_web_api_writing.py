"""/v1 changes something for a token that may write: decisions, and what is followed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from bigpicture.intake.web import Web
from bigpicture.record import Record
from bigpicture.web.pages.sources import fetching
from tests.apiclient import Api, api, token
from tests.server import Answer, Server

FEED = "<rss version='2.0'><channel><title>The Daily Reel</title><link>https://reel.example</link></channel></rss>"


@pytest.fixture
def press(sample: str, tmp_path: Path) -> Iterator[Api]:
    record = Record.open(str(shutil.copy(sample, tmp_path / "press.db")))
    yield api(record)
    record.close()


@pytest.fixture
def secret(press: Api) -> str:
    return token(press.app.record, "write")


WRITES = [
    ("POST", "/v1/decisions", {"kind": "merge", "films": [3, 34]}),
    ("DELETE", "/v1/decisions/1", None),
    ("POST", "/v1/sources", {"address": "https://reel.example/feed"}),
    ("PATCH", "/v1/sources/1", {"state": "paused"}),
    ("DELETE", "/v1/sources/1", None),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_nothing_changes_without_a_token_that_may_write(press: Api, method: str, path: str, body: object) -> None:
    before = press.app.get("/v1/sources")
    press.ask(path, 401, method, json=body)
    press.ask(path, 401, method, token="of-nobody", json=body)
    press.ask(path, 403, method, token=token(press.app.record, "read"), json=body)
    assert press.ask("/v1/decisions")["items"] == []
    assert press.app.get("/v1/sources") == before


def titled(press: Api, title: str) -> list[int]:
    return [f["id"] for f in press.walk(f"/v1/films?title={title}")]


def test_films_are_merged_and_parted_again(press: Api, secret: str) -> None:
    both = titled(press, "oppenheimer")
    assert len(both) == 2
    made = press.ask("/v1/decisions", 201, "POST", secret, json={"kind": "merge", "films": both})
    assert (made["kind"], made["undone_at"]) == ("merge", None)
    assert press.ask(f"/v1/decisions/{made['id']}") == made
    assert len(titled(press, "oppenheimer")) == 1
    undone = press.ask(f"/v1/decisions/{made['id']}", 200, "DELETE", secret)
    assert undone["undone_at"]
    assert len(titled(press, "oppenheimer")) == 2
    assert press.ask("/v1/decisions")["items"] == [undone]
    press.ask(f"/v1/decisions/{made['id']}", 409, "DELETE", secret)


def test_an_article_is_moved_to_another_film_and_pinned_back(press: Api, secret: str) -> None:
    (number,) = titled(press, "dune+2")
    article = press.ask(f"/v1/articles?film={number}")["items"][0]["id"]
    body = {"kind": "split", "film": number, "articles": [article]}
    press.ask("/v1/decisions", 201, "POST", secret, json=body)
    assert len(titled(press, "dune+2")) == 2
    assert article not in [a["id"] for a in press.walk(f"/v1/articles?film={number}")]
    press.ask("/v1/decisions", 201, "POST", secret, json={**body, "kind": "pin"})
    assert article in [a["id"] for a in press.walk(f"/v1/articles?film={number}")]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "merge", "films": [2, 2]}, 409), ({"kind": "merge", "films": [2, 99_999]}, 404), ({"kind": "merge", "films": [2]}, 422),
        ({"kind": "split", "film": 2, "articles": [1]}, 409), ({"kind": "split", "film": 2, "articles": []}, 422),
        ({"kind": "bless", "film": 2, "articles": [1]}, 422), ({"kind": "merge", "films": [2, 3], "why": "so"}, 422), ([], 422),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_changes_nothing(press: Api, secret: str, body: object, status: int) -> None:
    press.ask("/v1/decisions", status, "POST", secret, json=body)
    assert press.ask("/v1/decisions")["items"] == []


def test_the_log_comes_in_pages(press: Api, secret: str) -> None:
    for _ in range(3):
        made = press.ask(
            "/v1/decisions", 201, "POST", secret, json={"kind": "merge", "films": titled(press, "oppenheimer")}
        )
        press.ask(f"/v1/decisions/{made['id']}", 200, "DELETE", secret)
    assert [d["id"] for d in press.walk("/v1/decisions?limit=1")] == [3, 2, 1]


def test_a_feed_is_followed_paused_resumed_and_removed(press: Api, secret: str) -> None:
    with Server({"/feed": Answer(200, FEED, {"Content-Type": "application/rss+xml"})}) as server:
        inside(press, allow=True)
        body = {"address": server.url("/feed")}
        made = press.ask("/v1/sources", 201, "POST", secret, json=body)
        again = press.ask("/v1/sources", 200, "POST", secret, json=body)
    assert (made["kind"], made["title"], made["address"]) == ("feed", "The Daily Reel", body["address"])
    assert again["id"] == made["id"]
    address = f"/v1/sources/{made['id']}"
    assert press.ask(address, 200, "PATCH", secret, json={"state": "paused"})["state"] == "paused"
    assert press.ask(address)["state"] == "paused"
    assert press.ask(address, 200, "PATCH", secret, json={"state": "active"})["state"] == "active"
    press.ask(address, 204, "DELETE", secret)
    press.ask(address, 404)


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "file:///etc/passwd", "press.example/film", "https://a b", "https://"]
)
def test_only_addresses_of_the_web_are_followed(press: Api, secret: str, address: str) -> None:
    press.ask("/v1/sources", 422, "POST", secret, json={"address": address})


def test_nothing_inside_this_network_is_fetched(press: Api, secret: str) -> None:
    with Server({"/feed": FEED}) as server:
        press.ask("/v1/sources", 422, "POST", secret, json={"address": server.url("/feed")})
        assert server.log == []


def test_the_owner_is_told_where_sources_lie(press: Api, secret: str) -> None:
    address = press.ask("/v1/sources/1", 200, "GET", secret)["address"]
    assert address.endswith("press")
    assert press.ask("/v1/sources/1", 200, "GET", token(press.app.record, "read"))["address"] is None


def inside(press: Api, *, allow: bool) -> None:
    """Let the app fetch from this machine."""

    def web() -> Iterator[Web]:
        with Web(allow_private=allow) as made:
            yield made

    app = press.app.client.app
    assert isinstance(app, FastAPI)
    app.dependency_overrides[fetching] = web


def test_two_names_are_one_person_until_it_is_taken_back(press: Api, secret: str) -> None:
    body = {"kind": "merge", "subject": "person", "names": ["Emma Stone", "Yorgos Lanthimos"]}
    made = press.ask("/v1/decisions", 201, "POST", secret, json=body)
    assert (made["kind"], made["subject"]) == ("merge", "person")
    assert made["about"] == "Emma Stone and Yorgos Lanthimos are one person"
    (film,) = titled(press, "poor+things")
    assert "Yorgos" not in str(press.walk(f"/v1/films/{film}/facts?type=director"))
    press.ask("/v1/decisions", 409, "POST", secret, json=body)
    press.ask(f"/v1/decisions/{made['id']}", 200, "DELETE", secret)
    assert "Yorgos Lanthimos" in str(press.walk(f"/v1/films/{film}/facts?type=director"))


@pytest.mark.parametrize(
    ("subject", "names"),
    [("company", ["Warner Bros.", "Universal"]), ("event", ["Venice Film Festival", "Mostra"]), ("award", ["Academy Awards", "The Statuettes"])],
)  # fmt: skip
def test_names_of_companies_festivals_and_awards_are_merged(
    press: Api, secret: str, subject: str, names: list[str]
) -> None:
    body = {"kind": "merge", "subject": subject, "names": names}
    made = press.ask("/v1/decisions", 201, "POST", secret, json=body)
    assert (made["subject"], made["about"]) == (subject, f"{names[0]} and {names[1]} are one {subject}")
    assert press.ask("/v1/decisions")["items"] == [made]


def test_films_of_a_name_are_parted_and_joined(press: Api, secret: str) -> None:
    films = [credit["film"]["id"] for credit in press.ask("/v1/people/Christopher Nolan")["credits"]]
    body = {"kind": "pin", "person": "Christopher Nolan", "films": films[:1]}
    made = press.ask("/v1/decisions", 201, "POST", secret, json=body)
    assert (made["kind"], made["subject"]) == ("pin", "person")
    press.ask("/v1/decisions", 409, "POST", secret, json={**body, "kind": "split", "films": films})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "merge", "subject": "person", "names": ["Nobody Atall", "Emma Stone"]}, 404),
        ({"kind": "merge", "subject": "film", "names": ["Dune", "Barbie"]}, 422),
        ({"kind": "merge", "subject": "person", "names": ["Emma Stone"]}, 422),
        ({"kind": "merge", "subject": "person", "names": ["Emma Stone", ""]}, 422),
        ({"kind": "merge", "names": ["Emma Stone", "Greta Gerwig"]}, 422),
        ({"kind": "merge", "subject": "person", "names": ["Emma Stone", "Emma Stone"]}, 409),
        ({"kind": "merge", "subject": "person", "names": ["Emma Stone", "Greta Gerwig"], "films": [1, 2]}, 422),
        ({"kind": "split", "person": "Emma Stone", "films": []}, 422),
        ({"kind": "split", "person": "Nobody Atall", "films": [1]}, 404),
        ({"kind": "split", "person": "Emma Stone", "films": [99_999]}, 404),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_of_names_changes_nothing(press: Api, secret: str, body: object, status: int) -> None:
    press.ask("/v1/decisions", status, "POST", secret, json=body)
    assert press.ask("/v1/decisions")["items"] == []
