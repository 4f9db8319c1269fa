"""Who is let in: passwords, sessions, tokens, forms of other sites, addresses that lead away."""

from __future__ import annotations

import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from click.testing import CliRunner
from fastapi import Depends
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bigpicture import credentials, times
from bigpicture.cli import main
from bigpicture.record import Record, accounts
from bigpicture.record.schema import ACCOUNT, SESSION, TOKEN
from bigpicture.web import access
from bigpicture.web.app import create
from bigpicture.web.config import Config
from tests.stores import Stores
from tests.webapp import BASE, PASSWORD, App, app, csrf, set_password, sign_in

HOSTS = ("localhost", "testserver")
WRONG = "incorrect horse battery staple"


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[App]:
    record = Record.open(str(tmp_path / "press.db"))
    made = app(record, Config(hosts=HOSTS, folder=tmp_path))
    set_password(record)
    yield made
    record.close()


def enter(shown: App, password: str = PASSWORD, **data: str) -> tuple[int, str]:
    found = shown.client.post("/signin", data={"password": password, **data}, follow_redirects=False)
    return found.status_code, found.headers.get("location", "")


# Passwords


def test_a_password_is_set_by_command_and_opens_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGPICTURE_DB", str(tmp_path / "press.db"))
    run = CliRunner().invoke
    assert run(main, ["password"], input=f"{PASSWORD}\nanother\n{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    record = Record.open(str(tmp_path / "press.db"))
    made = app(record)
    assert enter(made) == (303, "/")
    assert enter(made, "another") == (403, "")
    found = run(main, ["password", "--stdin"], input=f"{WRONG}\n")
    assert (found.exit_code, PASSWORD in found.output, WRONG in found.output) == (0, False, False)
    made.get("/watch", 303)  # whoever was signed in is no more
    assert enter(made, WRONG) == (303, "/")
    assert enter(made) == (403, "")
    found = run(main, ["password", "--stdin"], input="too short\n")
    assert (found.exit_code, "12 to 1000 characters" in found.stderr) == (1, True)
    record.close()


def test_a_wrong_password_and_none_set_are_answered_alike(shown: App) -> None:
    one = shown.client.post("/signin", data={"password": WRONG})
    with shown.record.write() as connection:
        connection.execute(ACCOUNT.delete())
    other = shown.client.post("/signin", data={"password": WRONG})
    assert (one.status_code, one.text) == (other.status_code, other.text)
    assert "set-cookie" not in one.headers
    assert shown.client.post("/signin", data={"password": ""}).text == one.text


@given(st.text(max_size=40))
def test_no_text_is_the_password_of_no_hash_or_a_broken_one(text: str) -> None:
    assert not credentials.fits("x" * 2_000, None)
    assert not credentials.fits(text, "$argon2id$broken")


def test_one_keyboards_accents_are_anothers() -> None:
    assert credentials.fits("cafe\u0301 cafe\u0301 cafe\u0301", credentials.hashed("café café café"))


# Sessions


def test_signing_in_goes_on_to_where_one_was_and_out_again(shown: App) -> None:
    assert (
        shown.client.get("/watch?film=1", follow_redirects=False).headers["location"]
        == "/signin?next=%2Fwatch%3Ffilm%3D1"
    )
    assert 'value="/watch?film=1"' in shown.get("/signin?next=/watch?film=1")
    assert enter(shown, next="/watch?film=1") == (303, "/watch?film=1")
    page = shown.get("/watch?film=1")
    assert shown.client.get("/signin?next=/watch", follow_redirects=False).headers["location"] == "/watch"
    secret = shown.client.cookies["bigpicture"]
    assert shown.client.post("/signout", data={"csrf": csrf(page)}, follow_redirects=False).status_code == 303
    assert "bigpicture" not in shown.client.cookies
    shown.get("/watch", 303, cookie=f"bigpicture={secret}")  # a copy of the cookie is worth nothing


def test_the_cookie_is_kept_from_scripts_and_other_sites(shown: App) -> None:
    sent = shown.client.post("/signin", data={"password": PASSWORD}, follow_redirects=False).headers["set-cookie"]
    assert re.fullmatch(r"bigpicture=[\w-]{43}; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax", sent)
    made = app(shown.record, Config("https://films.example.org", hosts=HOSTS))
    sent = made.client.post("/signin", data={"password": PASSWORD}, follow_redirects=False).headers["set-cookie"]
    assert sent.startswith("__Host-bigpicture=")
    assert sent.endswith("; HttpOnly; SameSite=Lax; Secure")
    assert "Domain" not in sent


def test_a_cookie_from_before_signing_in_is_never_taken_over(shown: App) -> None:
    """Session fixation: whoever planted a cookie is not signed in with it."""
    planted = "p" * 43
    shown.client.cookies.set("bigpicture", planted, domain="localhost.local")
    enter(shown)
    fresh = TestClient(shown.client.app, base_url=BASE)
    assert fresh.get("/watch", headers={"cookie": f"bigpicture={planted}"}, follow_redirects=False).status_code == 303
    first = sessions(shown)
    enter(shown)  # signing in once more ends the session before
    assert len(first) == len(sessions(shown)) == 1
    assert first != sessions(shown)


def sessions(shown: App) -> list[str]:
    with shown.record.read() as connection:
        return list(connection.execute(SESSION.select().with_only_columns(SESSION.c.digest)).scalars())


def put(shown: App, **values: str) -> None:
    with shown.record.write() as connection:
        connection.execute(SESSION.update().values(**values))


def test_a_session_ends_when_it_is_not_used_and_is_renewed_when_it_is(shown: App) -> None:
    enter(shown)
    now = times.now()
    assert "set-cookie" not in shown.client.get("/watch").headers  # fresh: nothing to renew
    put(shown, expires_at=times.after(now, 86_400))
    assert "Max-Age=1209600" in shown.client.get("/watch").headers["set-cookie"]
    with shown.record.read() as connection:
        assert connection.execute(SESSION.select()).one().expires_at >= times.after(now, accounts.IDLE)
    put(shown, made_at=times.after(now, -accounts.LONGEST + 60), expires_at=times.after(now, 30))
    assert shown.client.get("/watch").status_code == 200
    with shown.record.read() as connection:  # however much it is used, not longer than that
        assert connection.execute(SESSION.select()).one().expires_at == times.after(now, 60)
    put(shown, expires_at=now)
    assert "location" in shown.client.get("/watch", follow_redirects=False).headers
    enter(shown)
    assert len(sessions(shown)) == 1  # the old one was swept out


def test_hostile_cookies_are_nobody(shown: App) -> None:
    for cookie in (
        "bigpicture=",
        "bigpicture=" + "x" * 9_000,
        "bigpicture=%00'\"; bigpicture",
        "=;=;",
        'bigpicture="\\u0000',
    ):
        shown.get("/watch", 303, cookie=cookie)


def test_a_password_that_was_changed_meanwhile_begins_no_session(stores: Stores) -> None:
    record = Record.open(stores.new())
    set_password(record)
    with record.write() as connection:
        assert not accounts.begin(connection, "digest", "another hash", times.now())
        assert accounts.begin(connection, "digest", str(accounts.password(connection)), times.now())
        accounts.set_password(connection, "hash", times.now())
        assert accounts.session(connection, "digest", times.now()) is None
    record.close()


# Forms of other sites


def test_a_form_of_another_site_changes_nothing(shown: App) -> None:
    mine = sign_in(shown)
    other = App(shown.record, TestClient(shown.client.app, base_url=BASE))
    enter(other)
    theirs = csrf(other.get("/watch"))
    assert mine != theirs
    for data, files in (
        ({}, {}),
        ({"csrf": ""}, {}),
        ({"csrf": theirs}, {}),
        ({"csrf": mine[:-1] + "é"}, {}),
        ({}, {"csrf": (mine, b"x")}),
    ):
        assert shown.client.post("/signout", data=data, files=files, follow_redirects=False).status_code == 403
    for site in ("cross-site", "same-site"):
        sent = {"sec-fetch-site": site}
        assert shown.client.post("/signout", data={"csrf": mine}, headers=sent).status_code == 403
        assert shown.client.post("/signin", data={"password": PASSWORD}, headers=sent).status_code == 403
        assert shown.client.post("/check", data={"text": "Ada Quill stars in Her."}, headers=sent).status_code == 403
    assert len(sessions(shown)) == 2
    assert shown.client.post("/signout", data={"csrf": mine}, headers={"sec-fetch-site": "same-origin"}, follow_redirects=False).status_code == 303  # fmt: skip


def test_no_page_is_changed_by_looking_at_it(shown: App) -> None:
    sign_in(shown)
    assert shown.client.get("/signout").status_code == 405
    assert len(sessions(shown)) == 1


# Addresses that lead away


AWAY = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example",
    "\t//evil.example", " //evil.example", "///evil.example", "/\n/evil.example", "http:evil.example", "", "evil", "@evil.example",
    "/ok\r\nset-cookie: a=b", "/x" * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("target", AWAY)
def test_signing_in_leads_to_our_own_pages_only(shown: App, target: str) -> None:
    assert enter(shown, next=target) == (303, "/")


@given(st.text(st.sampled_from("/\\:.@?#%\t\n\r evil"), max_size=12))
@example("/.//evil")
def test_whatever_browsers_make_of_an_address_it_stays_here(text: str) -> None:
    target = access.own_path(text)
    as_read = re.sub(r"[\t\r\n]", "", target).strip().replace("\\", "/")  # as the URL standard has it
    assert urlsplit(urljoin("http://localhost/signin", as_read)).netloc == "localhost"


# Tokens


def of_v1(record: Record, *, public: bool = True) -> TestClient:
    """An app with two addresses as /v1 will have them."""
    made = create(record, Config(hosts=HOSTS, public=public))
    made.add_api_route("/v1/test", lambda: {"done": True}, dependencies=[Depends(access.scope("read"))])
    made.add_api_route(
        "/v1/test", lambda: {"done": True}, methods=["POST"], dependencies=[Depends(access.scope("write"))]
    )
    return TestClient(made, base_url=BASE)


def made_token(shown: App, scope: str) -> str:
    secret = credentials.token("bp_")
    with shown.record.write() as connection:
        accounts.add_token(connection, f"{scope} {secret[:8]}", credentials.digest(secret), scope, times.now())
    return secret


def test_a_token_does_what_its_scope_lets_it(shown: App) -> None:
    client, reads, writes = of_v1(shown.record), made_token(shown, "read"), made_token(shown, "write")
    assert client.get("/v1/test").status_code == 200
    refused = client.post("/v1/test")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="bigpicture"')
    assert refused.headers["content-type"] == "application/problem+json"
    for shape, found in ((f"Bearer {writes}", 200), (f"bearer {writes}", 200), (f"Bearer {reads}", 403), ("Bearer nonsense", 401),
                         (f"Bearer {writes}x", 401), ("Bearer", 401), (writes, 401), ("Basic !!!", 401)):  # fmt: skip
        assert client.post("/v1/test", headers={"authorization": shape}).status_code == found, shape
    assert client.get("/v1/test", headers={"authorization": f"Bearer {reads}"}).status_code == 200
    assert client.get("/v1/test", headers={"authorization": "Bearer nonsense"}).status_code == 401  # no mere visitor


def test_a_cookie_alone_writes_nothing_at_v1(shown: App) -> None:
    client = of_v1(shown.record)
    client.post("/signin", data={"password": PASSWORD})
    assert client.get("/watch").status_code == 200
    assert client.post("/v1/test").status_code == 401


def test_tokens_by_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIGPICTURE_DB", str(tmp_path / "press.db"))
    run = CliRunner().invoke
    secret = run(main, ["token", "add", "desk", "--scope", "write"]).stdout.strip()
    assert re.fullmatch(r"bp_[\w-]{43}", secret)
    assert "there is a token of that name" in run(main, ["token", "add", "desk"]).stderr
    listed = run(main, ["token", "list"]).stdout
    assert re.search(r"desk +write +\d{4}-", listed)
    assert secret not in listed
    record = Record.open(str(tmp_path / "press.db"))
    client = of_v1(record)
    assert client.post("/v1/test", headers={"authorization": f"Bearer {secret}"}).status_code == 200
    assert run(main, ["token", "remove", "desk"]).exit_code == 0
    assert client.post("/v1/test", headers={"authorization": f"Bearer {secret}"}).status_code == 401
    assert "no token of that name" in run(main, ["token", "remove", "desk"]).stderr
    record.close()


# An app that is not public


def test_a_private_app_shows_nothing_but_the_way_in(shown: App) -> None:
    client = of_v1(shown.record, public=False)
    for path in ("/", "/film/1", "/check", "/nowhere", "/v1/test", "/changes.atom"):
        found = client.get(path, follow_redirects=False)
        assert found.status_code in (303, 401), path
        assert "Changes" not in found.text or found.status_code == 401
    assert client.get("/film/1", follow_redirects=False).headers["location"] == "/signin?next=%2Ffilm%2F1"
    assert client.get("/changes.atom").headers["www-authenticate"] == 'Basic realm="bigpicture"'
    assert client.get("/static/style.css").status_code == 200
    assert "What is here is not public" in client.get("/signin").text
    secret = made_token(shown, "read")
    assert client.get("/v1/test", headers={"authorization": f"Bearer {secret}"}).status_code == 200
    basic = b64encode(f"any:{secret}".encode()).decode()
    assert client.get("/check", headers={"authorization": f"Basic {basic}"}).status_code == 200
    assert client.get("/check", headers={"authorization": "Bearer no"}, follow_redirects=False).status_code == 401
    client.post("/signin", data={"password": PASSWORD})
    assert client.get("/check").status_code == 200
    assert client.get("/v1/test").status_code == 200


# Nothing secret is kept or told


def test_no_secret_is_in_the_store_pages_or_logs(shown: App, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    form = sign_in(shown)
    cookie, token = shown.client.cookies["bigpicture"], made_token(shown, "write")
    target = "https://hooks.example.org/services/very-secret-path"
    added = shown.client.post("/watch", data={"csrf": form, "channel": "webhook", "target": target, "name": "all"})
    assert added.status_code == 200
    page = shown.get("/watch")
    feed = re.search(r"/watch/([\w-]+)\.atom", page)
    assert feed
    shown.get(f"/watch/{feed[1]}.atom")
    secrets = {"password": PASSWORD, "cookie": cookie, "token": token, "target": "very-secret-path", "csrf": form}
    logged = " ".join(r.getMessage() for r in caplog.records if r.name != "httpx2")  # which asks, for this test
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for name, secret in {**secrets, "feed": feed[1]}.items():
        assert secret.encode() not in kept, name
        assert secret not in logged, name
    for name in ("password", "cookie", "token", "target"):
        assert secrets[name] not in page, name
    assert b"$argon2id$" in kept
    for value in (access.viewer, shown.client.app):  # nor in what an error would print of them
        assert form not in repr(value)
    assert form not in repr(access.Viewer(signed_in=True, csrf=form))
    assert "s3cret" not in repr(Config(secret="s3cret"))


def test_only_hashes_are_looked_up(stores: Stores) -> None:
    record = Record.open(stores.new())
    with record.write() as connection:
        accounts.add_token(connection, "desk", credentials.digest("bp_x"), "read", times.now())
        (stored,) = connection.execute(TOKEN.select()).all()
        assert accounts.tokens(connection) == [accounts.Token("desk", "read", stored.made_at)]
    client = of_v1(record)
    for shown, found in (("bp_x", 200), (stored.digest, 401), ("desk", 401)):  # what is stored opens nothing
        assert client.get("/v1/test", headers={"authorization": f"Bearer {shown}"}).status_code == found
    record.close()


def test_a_store_that_cannot_be_read_is_one_clear_page(shown: App, tmp_path: Path) -> None:
    broken = replace(shown.record, engine=Record.open(str(tmp_path / "other.db")).engine)
    client = TestClient(create(broken, Config(hosts=HOSTS)), base_url=BASE)
    with broken.write() as connection:
        connection.exec_driver_sql("DROP TABLE session")
    found = client.get("/check", headers={"cookie": "bigpicture=x"})
    assert (found.status_code, "Not available" in found.text) == (503, True)
