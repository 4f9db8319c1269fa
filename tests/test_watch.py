"""Watching: what fits, what is told, to whom, and never twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bigpicture import Article, Claim, Evidence, Reading, alerts, times
from bigpicture.alerts import Outcome, Vault, Wanted
from bigpicture.cli import main
from bigpicture.errors import FetchError, InputError
from bigpicture.intake.web import Limits, Web
from bigpicture.record import Record, articles, known, watches
from bigpicture.record.articles import Filed
from bigpicture.record.schema import ALERT
from bigpicture.record.watches import Watch
from tests.server import Answer, Raw, Request, Route, Server
from tests.stores import Stores

NOW = times.now()
TODAY = NOW[:10]
SOON = Limits(timeout=0.5, total=1.0)


def tell(record: Record, number: int, claims: Sequence[tuple[str, dict[str, Any]]], title: str = "Low Water", *,
         status: Any = "stated", published: str = TODAY) -> None:  # fmt: skip
    """An article that says something of a film."""
    text = f"Article {number} of {title}. " + "Something is said. " * 20
    made = tuple(
        Claim(kind, title, values, status, Evidence(text[:20], 0, 20), 0.9, "test", 2026) for kind, values in claims
    )
    article = Article(
        f"a{number}", text, f"Headline {number}", published, f"Outlet {number}", f"https://a.example/{number}"
    )
    with record.write() as connection:
        filed = Filed(article, articles.digest(article), Reading(article, made, ()), "test", None)
        articles.keep(connection, filed, key=f"a{number}", addresses=(), source=None, now=times.now())


def cast(person: str) -> tuple[str, dict[str, Any]]:
    return "cast", {"person": person, "character": None}


def release(date: str) -> tuple[str, dict[str, Any]]:
    return "release", {"date": date, "territory": "UK", "mode": "theatrical"}


CROWD = [cast(f"{first} {last}") for first in "Nadia Bruno Wilhelmina Oskar Petra Chidi".split()
         for last in "Okafor Lindqvist Moretti Tanaka Dubois".split()]  # fmt: skip


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


def follow(record: Record, vault: Vault, server: Server, wanted: Wanted = Wanted(), name: str = "All") -> int:  # noqa: B008
    return alerts.follow(record, vault, name, wanted, "webhook", server.url("/hook"), NOW)


def deliver(record: Record, vault: Vault, now: str | None = None, **options: Any) -> list[Outcome]:
    with Web(allow_private=True, limits=SOON) as web:
        return list(alerts.deliver(record, vault, web, now=lambda: now or times.now(), **options))


def told(server: Server) -> list[str]:
    """The headlines that arrived, in order."""
    return [change["headline"] for request in server.log for change in json.loads(request.body)["changes"]]


def one(record: Record, number: int) -> Watch:
    with record.read() as connection:
        return watches.one(connection, number)


def at(seconds: float) -> str:
    return times.after(times.now(), seconds)


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
    with Web(allow_private=True) as web:
        sending = alerts.deliver(record, vault, web)
        sending.close()  # before anything
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
        (outcome,) = deliver(record, vault)
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


# Targets


def test_nothing_inside_the_network_is_reached_unless_it_is_allowed(record: Record, vault: Vault, hook: Server) -> None:
    follow(record, vault, hook)
    tell(record, 2, [("genre", {"genre": "drama"})])
    with Web(limits=SOON) as web:
        (outcome,) = alerts.deliver(record, vault, web)
    assert outcome.problem == "127.0.0.1 is this machine itself"
    assert hook.log == []


def test_a_redirect_is_not_followed(hook: Server) -> None:
    hook.routes["/hook"] = Answer(307, headers={"Location": hook.url("/other")})
    with Web(allow_private=True, limits=SOON) as web, pytest.raises(FetchError) as raised:
        web.post(hook.url("/hook?key=very-secret"), b"{}", "application/json")
    assert [r.path for r in hook.log] == ["/hook?key=very-secret"]
    assert "very-secret" not in str(raised.value)


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # apprise's services load it
@pytest.mark.parametrize(
    ("channel", "target"),
    [("webhook", ""), ("webhook", "file:///etc/passwd"), ("webhook", "javascript:alert(1)"), ("webhook", "https://u:pw@a.example/"),
     ("webhook", "https://a.example/" + "x" * 9_000), ("apprise", ""), ("apprise", "nonsense"), ("apprise", "very-secret://x"),
     ("pigeon", "https://a.example/very-secret")],
)  # fmt: skip
def test_what_no_channel_can_send_to_is_refused_without_being_told(
    record: Record, vault: Vault, channel: str, target: str
) -> None:
    with pytest.raises(InputError) as raised:
        alerts.follow(record, vault, "All", Wanted(), channel, target, NOW)
    assert not target or target not in str(raised.value)
    with record.read() as connection:
        assert watches.every(connection) == []


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
def test_a_service_of_apprise_is_told(record: Record, vault: Vault, hook: Server) -> None:
    pytest.importorskip("apprise")
    target = hook.url("/hook").replace("http://", "json://")
    number = alerts.follow(record, vault, "All", Wanted(), "apprise", target, NOW)
    tell(record, 2, [("genre", {"genre": "drama"})])
    assert deliver(record, vault) == [Outcome("All", 1)]
    (request,) = hook.log
    assert b"Low Water: genre drama" in request.body
    assert "“Article 2 of Low Wat" in json.loads(request.body)["message"]
    hook.routes["/hook"] = Answer(500)
    tell(record, 3, [("genre", {"genre": "comedy"})])
    assert deliver(record, vault)[0].problem == "the service did not take it"
    assert one(record, number).alerts == {"seen": 2, "sent": 1, "waiting": 1}


def test_a_test_is_no_alert(record: Record, vault: Vault, hook: Server) -> None:
    number = follow(record, vault, hook, name="Dune")
    with Web(allow_private=True) as web:
        alerts.test(vault, web, one(record, number))
    assert json.loads(hook.log[0].body)["test"] is True
    assert told(hook) == ["A test of the watch “Dune”"]


# The key


def test_the_key_is_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "new")
    sealed = vault.seal({"target": "https://a.example/é"})
    path = tmp_path / "new" / "secret.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret.key"]
    assert Vault(tmp_path / "new").open(sealed) == {"target": "https://a.example/é"}
    assert "a.example" not in sealed
    path.chmod(0o644)
    with pytest.raises(InputError, match="readable by others"):
        vault.open(sealed)
    path.unlink()
    with pytest.raises(InputError, match="the key is missing"):
        vault.open(sealed)
    path.write_bytes(b"no key at all")
    path.chmod(0o600)
    for use in (lambda: vault.open(sealed), lambda: vault.seal({})):
        with pytest.raises(InputError, match="no key"):
            use()


def test_a_secret_of_the_environment_takes_the_place_of_the_file(tmp_path: Path) -> None:
    vault = Vault(tmp_path, "a long secret of the environment")
    sealed = vault.seal({"feed": "x"})
    assert list(tmp_path.iterdir()) == []
    assert Vault(None, "a long secret of the environment").open(sealed) == {"feed": "x"}
    with pytest.raises(InputError, match="not the key that this was encrypted with"):
        Vault(None, "another secret of the environment").open(sealed)
    with pytest.raises(InputError, match="less than 16"):
        Vault(None, "short").seal({})
    with pytest.raises(InputError, match="no folder"):
        Vault(None).seal({})
    assert "a long secret" not in repr(vault)


def test_a_watch_whose_key_is_gone_is_told_and_stops_nothing(record: Record, vault: Vault, hook: Server) -> None:
    follow(record, vault, hook, name="Lost")
    other = Vault(None, "a long secret of the environment")
    follow(record, other, hook)
    tell(record, 2, [("genre", {"genre": "drama"})])
    lost, fine = deliver(record, other)
    assert (lost.count, fine) == (0, Outcome("All", 1))
    assert "not the key" in str(lost.problem)


# Commands


def test_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: Server) -> None:
    monkeypatch.setenv("BIGPICTURE_DB", str(tmp_path / "press.db"))
    monkeypatch.delenv("BIGPICTURE_SECRET", raising=False)
    record = Record.open(str(tmp_path / "press.db"))
    tell(record, 1, [cast("Ada Quill")])
    run = CliRunner().invoke
    assert run(main, ["alert"]).stderr == "nothing to tell\n"
    assert run(main, ["watch", "add", "Feed", "--film", "Low Water", "--kind", "release"]).stdout == "1\n"
    added = run(main, ["watch", "add", "Hook", "--person", "Ada Quill", "--webhook"], input=hook.url("/hook") + "\n")
    assert added.stdout == "2\n"
    assert "no film of that title" in run(main, ["watch", "add", "x", "--film", "Nothing"]).stderr
    tell(record, 2, [cast("Ada Quill"), release("2027-06-05")], "Night Ferry")
    found = run(main, ["alert", "--allow-private"])
    assert (found.exit_code, found.stderr) == (0, "Hook: 1 alert sent\n")
    listed = run(main, ["watch", "list"]).stdout
    assert "Low Water, release" in listed
    assert "127.0.0.1" not in listed
    assert (tmp_path / "secret.key").exists()
    hook.routes["/hook"] = Answer(500)
    tell(record, 3, [cast("Ada Quill")], "Salt Road")
    found = run(main, ["alert", "--allow-private"])
    assert (found.exit_code, found.stderr) == (1, "bigpicture: Hook: 1 alert not sent: its server failed (500)\n")
    assert run(main, ["watch", "remove", "2"]).stdout == "removed 2\n"
    assert run(main, ["watch", "remove", "2"]).exit_code == 1
    record.close()


def test_an_update_tells_at_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hook: Server) -> None:
    monkeypatch.setenv("BIGPICTURE_DB", str(tmp_path / "data" / "press.db"))
    monkeypatch.delenv("BIGPICTURE_SECRET", raising=False)
    (tmp_path / "press").mkdir()
    run = CliRunner().invoke
    assert run(main, ["watch", "add", "All", "--webhook"], input=hook.url("/hook")).exit_code == 0
    (tmp_path / "press" / "a.md").write_text(
        f"---\ndate: {TODAY}\n---\n# Ada Quill joins Low Water\n\nAda Quill will star in Low Water, directed by Mina Sato."
    )
    assert run(main, ["add", str(tmp_path / "press")]).exit_code == 0
    found = run(main, ["update", "--allow-private"])
    assert found.exit_code == 0, found.output
    assert any("Mina Sato" in line for line in told(hook)), found.output
    assert "sent" in found.stderr
