"""Watching: what fits, what is told, and never twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bigpicture import alerts, times
from bigpicture.alerts import Outcome, Vault, Wanted
from bigpicture.errors import InputError
from bigpicture.record import Record, known, watches
from bigpicture.record.schema import ALERT
from tests.server import Answer, Raw, Request, Route, Server
from tests.stores import Stores
from tests.watching import CROWD, NOW, SOON, at, cast, deliver, follow, one, release, tell, told


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    tell(made, 1, [cast("Ada Quill"), release("2027-05-01")])
    yield made
    made.close()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "keys")


@pytest.fixture
def hook() -> Iterator[Server]:
    with Server({"/hook": Answer(204)}) as made:
        yield made


# What is told


def test_what_is_new_is_told_once_and_what_was_known_never(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook)
    assert deliver(record, vault) == []
    tell(record, 2, [release("2027-06-05")])
    assert deliver(record, vault, base="https://films.example.org") == [Outcome("All", 1)]
    assert deliver(record, vault) == []
    (request,) = hook.log
    assert (request.method, request.headers["content-type"]) == ("POST", "application/json")
    body = json.loads(request.body)
    (change,) = body["changes"]
    assert (body["watch"], body["test"]) == ("All", False)
    assert change["headline"].startswith("Low Water: release in the UK")
    assert "5 June 2027" in change["headline"]
    assert (change["outlet"], change["article"], change["type"]) == ("Outlet 2", "https://a.example/2", "release")
    assert change["page"] == f"https://films.example.org/film/{change['number']}"
    assert change["words"].startswith("Article 2 of Low Wat")
    watch = one(record, number)
    assert (watch.alerts["sent"], watch.problem) == (1, None)
    with record.read() as connection:  # nothing of what was told is kept but that it was
        assert connection.execute(ALERT.select().where(ALERT.c.state == "sent")).one().payload == {}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), 5),
        (Wanted(person="QUILL, Ada"), 2),
        (Wanted(person="ada quill"), 2),
        (Wanted(event="Cannes"), 1),
        (Wanted(event="Skerry Awards"), 1),
        (Wanted(types=("cast",)), 2),
        (Wanted(types=("cast", "award")), 3),
        (Wanted(certainty="stated"), 4),
        (Wanted(person="Ada Quill", types=("award",)), 1),
        (Wanted(film=-1, title="Night Ferry"), 4),
        (Wanted(film=-1, title="Nothing of That Name"), 0),
    ],
)
def test_a_watch_tells_what_fits_all_that_it_names(
    record: Record, vault: Vault, hook: Server, wanted: Wanted, expected: int
) -> None:
    follow(record, vault, hook, wanted)
    tell(record, 2, [cast("Ada Quill"), ("screening", {"event": "Cannes Film Festival", "year": 2027, "kind": "premiere"}),
                     ("award", {"award": "Skerry Film Awards", "category": "Best Actress", "person": "Ada Quill", "year": 2027,
                                "count": None})], "Night Ferry")  # fmt: skip
    tell(record, 3, [cast("Hugo Lind")], "Night Ferry", status="rumoured")
    tell(record, 4, [("genre", {"genre": "drama"})])
    deliver(record, vault)
    assert len(told(hook)) == expected


def test_a_film_is_found_again_when_films_are_numbered_anew(record: Record, vault: Vault, hook: Server) -> None:
    with record.read() as connection:
        film = known.film(connection, "Low Water")
    follow(record, vault, hook, Wanted(film=film.id + 100, title="Low Water", year=None))
    tell(record, 2, [("genre", {"genre": "drama"})])
    deliver(record, vault)
    assert len(told(hook)) == 1


def test_an_archive_that_is_added_is_no_news(record: Record, vault: Vault, hook: Server) -> None:
    follow(record, vault, hook)
    tell(record, 2, [("genre", {"genre": "drama"})], "Old Harbour", published="2019-05-01")
    assert deliver(record, vault) == []


def test_many_changes_come_in_few_messages(record: Record, vault: Vault, hook: Server) -> None:
    follow(record, vault, hook)
    tell(record, 2, CROWD[:25])
    assert [o.count for o in deliver(record, vault)] == [watches.BATCH, 25 - watches.BATCH]
    assert len(set(told(hook))) == len(told(hook)) == 25


# Never twice


def test_of_many_senders_at_once_one_tells(stores: Stores, vault: Vault, hook: Server) -> None:
    address = stores.new()
    first = Record.open(address)
    tell(first, 1, [cast("Ada Quill")])
    follow(first, vault, hook)
    tell(first, 2, CROWD[:26])
    tell(first, 3, [release("2027-06-05")], "Night Ferry")
    hook.routes["/hook"] = slow = _Slow()
    failures: list[BaseException] = []

    def send() -> None:
        own = Record.open(address)
        try:
            deliver(own, vault)
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    found = [change["id"] for request in hook.log for change in json.loads(request.body)["changes"]]
    assert len(found) == len(set(found)) == 27
    assert slow.asked >= 2
    first.close()


class _Slow:
    """A route that takes its time, so that senders meet."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, request: Request) -> Answer:
        self.asked += 1
        threading.Event().wait(0.1)
        return Answer(200)


def test_what_was_claimed_by_a_sender_that_died_is_not_told_again(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook)
    tell(record, 2, [("genre", {"genre": "drama"})])
    assert len(deliver(record, vault)) == 1
    tell(record, 3, [("genre", {"genre": "comedy"})])
    with record.write() as connection:
        watches.found(connection, number, {"change": {"headline": "x"}}, "waiting", NOW)
        assert [a.change for a in watches.claim(connection, number, NOW)] == ["change"]
    deliver(record, vault, at(7 * 86_400))
    assert len(told(hook)) == 2  # the two genres
    assert one(record, number).alerts["sending"] == 1


def test_what_may_have_arrived_is_not_sent_again(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook)
    broken: dict[str, Route] = {"no answer": Raw([3.0]), "broken off": Raw([b"HTTP/1.1 200 OK\r\nContent-Le"])}
    for n, (name, route) in enumerate(broken.items(), 2):
        hook.routes["/hook"] = route
        tell(record, n, [("genre", {"genre": name})])
        (outcome,) = deliver(record, vault, limits=SOON)
        assert outcome.problem
    hook.routes["/hook"] = Answer(200)
    assert deliver(record, vault, at(86_400)) == []
    assert one(record, number).alerts["unclear"] == 2


def test_what_did_not_arrive_is_tried_again_and_given_up_in_the_end(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook)
    tell(record, 2, [("genre", {"genre": "drama"})])
    hook.routes["/hook"] = Answer(500)
    assert deliver(record, vault)[0].problem == "its server failed (500)"
    assert deliver(record, vault) == []  # not at once
    later = 0.0
    for wait in watches.RETRIES:
        later += wait + 60
        assert len(deliver(record, vault, at(later))) == 1
    assert len(hook.log) == 1 + len(watches.RETRIES)
    assert deliver(record, vault, at(later + 10 * 86_400)) == []
    watch = one(record, number)
    assert (watch.alerts["failed"], watch.problem) == (1, "its server failed (500)")


def test_a_target_that_recovers_gets_what_waited(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook)
    tell(record, 2, [("genre", {"genre": "drama"})])
    hook.routes["/hook"] = Answer(429, headers={"Retry-After": "7200"})
    deliver(record, vault)
    hook.routes["/hook"] = Answer(202)
    assert deliver(record, vault, at(3_600)) == []  # it asked for two hours
    assert deliver(record, vault, at(7_300)) == [Outcome("All", 1)]
    assert one(record, number).problem is None


def test_a_watch_that_fails_holds_up_no_other(record: Record, vault: Vault, hook: Server) -> None:
    alerts.follow(record, vault, "Broken", Wanted(), "webhook", hook.url("/nowhere"), NOW)
    follow(record, vault, hook)
    tell(record, 2, [("genre", {"genre": "drama"})])
    assert [(o.watch, o.problem) for o in deliver(record, vault)] == [("Broken", "no such page (404)"), ("All", None)]


def test_a_watch_that_was_removed_is_told_nothing(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook)
    tell(record, 2, [("genre", {"genre": "drama"})])
    with record.write() as connection:
        watches.remove(connection, number)
        assert watches.found(connection, number, {"change": {}}, "waiting", NOW) == 0
        assert connection.execute(ALERT.select()).all() == []
    assert deliver(record, vault) == []
    with pytest.raises(InputError, match="no such watch"), record.write() as connection:
        watches.remove(connection, number)


def test_what_was_told_long_ago_is_forgotten(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook)
    assert one(record, number).alerts["seen"] == 2
    with record.write() as connection:
        watches.forget(connection, times.after(NOW, 60 * 86_400))
        assert watches.one(connection, number).alerts["seen"] == 2
        watches.forget(connection, times.after(NOW, 200 * 86_400))
        assert "seen" not in watches.one(connection, number).alerts
