"""What one visitor may ask of the app: how often, and how much at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from bigpicture.record import Record
from bigpicture.web.config import Config
from bigpicture.web.limits import BODY, RATES, UPLOAD, Buckets, Rate, address
from tests.webapp import PASSWORD, App, app, sign_in


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[App]:
    record = Record.open(str(tmp_path / "press.db"))
    yield app(record, Config(hosts=("localhost",), folder=tmp_path))
    record.close()


@given(st.lists(st.floats(0, 100), max_size=60), st.integers(1, 5), st.floats(0.5, 20))
def test_no_more_is_granted_than_the_rate_allows(rests: list[float], burst: int, seconds: float) -> None:
    now = 0.0
    buckets = Buckets(Rate(burst, seconds), lambda: now)
    granted: list[float] = []
    for rest in rests:
        now += rest
        wait = buckets.take("a")
        if not wait:
            granted.append(now)
        else:  # who waits as long as they are told is let in, which does not cost another try now
            before = now
            now += wait + 1e-6
            assert buckets.take("a") == 0
            granted.append(now)
            assert now > before
    for i, first in enumerate(granted):
        for j, last in enumerate(granted[i:], i):
            assert j - i + 1 <= burst + (last - first) / seconds + 1e-6


def test_addresses_do_not_share_and_memory_is_bounded() -> None:
    buckets = Buckets(Rate(1, 60), lambda: 0.0, most=100)
    assert buckets.take("a") == 0
    assert buckets.take("a") == 60
    assert all(buckets.take(str(n)) == 0 for n in range(1_000))
    assert len(buckets) == 100


@pytest.mark.parametrize(
    ("host", "named"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
     ("::ffff:203.0.113.7", "203.0.113.7"), ("testclient", "testclient")],
)  # fmt: skip
def test_whoever_has_a_network_is_one(host: str, named: str) -> None:
    assert address(Request({"type": "http", "client": (host, 1), "headers": []})) == named


def test_passwords_cannot_be_tried_one_after_the_other(shown: App) -> None:
    answers = [shown.client.post("/signin", data={"password": f"guess {n}"}) for n in range(RATES["signin"].burst + 2)]
    assert [a.status_code for a in answers] == [403] * RATES["signin"].burst + [429] * 2
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 30
    assert "Too many requests" in answers[-1].text
    # the right one is not let in either: else the limit would tell which it is
    assert shown.client.post("/signin", data={"password": PASSWORD}).status_code == 429
    assert shown.client.get("/signin").status_code == 200


def test_drafts_cannot_keep_the_machine_busy(shown: App) -> None:
    found = [shown.client.post("/check", data={"text": ""}).status_code for _ in range(RATES["check"].burst + 1)]
    assert found == [422] * RATES["check"].burst + [429]


@pytest.mark.parametrize("path", ["/check", "/signin", "/watch"])
def test_too_much_is_refused_before_it_is_kept(shown: App, path: str) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert shown.client.post(path, content=b"x" * (BODY + 1), headers=form).status_code == 413

    def chunks() -> Iterator[bytes]:  # without a length
        yield b'--b\r\nContent-Disposition: form-data; name="draft"; filename="a.txt"\r\n\r\n'
        for _ in range(2 * BODY // 65_536):
            yield b"x" * 65_536

    parts = {"content-type": "multipart/form-data; boundary=b"}
    assert shown.client.post(path, content=chunks(), headers=parts).status_code == 413
    assert shown.client.post(path, files={"draft": ("a.txt", b"y" * (BODY + 1))}).status_code == 413


def test_the_owner_may_send_more(shown: App) -> None:
    form = sign_in(shown)
    files = {"other": ("subscriptions.opml", b"y" * (BODY + 1))}
    assert shown.client.post("/signout", data={"csrf": "no"}, files=files).status_code == 403  # it was read
    files = {"other": ("subscriptions.opml", b"y" * (UPLOAD + 1))}
    assert shown.client.post("/signout", data={"csrf": form}, files=files).status_code == 413
