"""Where alerts go, with which secrets, and from which commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bigpicture import alerts
from bigpicture.alerts import Outcome, Vault, Wanted
from bigpicture.cli import main
from bigpicture.errors import FetchError, InputError
from bigpicture.intake.web import Web
from bigpicture.record import Record, watches
from tests.server import Answer, Server
from tests.stores import Stores
from tests.watching import NOW, SOON, TODAY, cast, deliver, follow, one, release, tell, told


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
