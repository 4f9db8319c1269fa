"""Following the press from the command line: what is printed, what exit codes say, what other programs get."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bigpicture.cli import main
from tests import press
from tests.server import Answer, Server

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        made.routes.update(press.routes(made))
        made.routes["/"] = Answer(
            body="<html><head><link rel=alternate type=application/rss+xml title=Comments href=/comments.xml>"
            "<link rel=alternate type=application/rss+xml title=News href=whole.xml></head><body>Hello</body></html>",
            headers={"Content-Type": "text/html"},
        )
        yield made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BIGPICTURE_DB", str(tmp_path / "data" / "press.db"))
    monkeypatch.setenv("BIGPICTURE_CONFIG", str(tmp_path / "config.toml"))

    def call(*args: str) -> tuple[int, str, str]:
        found = CliRunner().invoke(main, list(args), catch_exceptions=False)
        return found.exit_code, found.stdout, found.stderr

    return call


def test_from_a_page_to_its_claims(run: Run, server: Server) -> None:
    assert run("add", "--allow-private", server.url("/"))[:2] == (
        0,
        f"added feed 1: The Daily Reel <{server.url('/whole.xml')}>\n  also there: {server.url('/comments.xml')}\n",
    )
    code, out, err = run("update", "--allow-private")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 7
    assert lines[0] == "new 1: Story 0"
    assert lines[-1] == "6 new articles from 1 source"
    code, out, _ = run("articles", "--most", "3")
    assert code == 0
    assert [line.split()[-2:] for line in out.splitlines()] == [["of", "outlet", "headline"][1:], ["Story", "5"], ["Story", "4"], ["Story", "3"]]  # fmt: skip
    code, out, _ = run("article", "3", "--evidence")
    assert code == 0
    assert "Night Ferry" in out or "Harbour" in out
    code, out, _ = run("claims", "Low Water 0", "--format", "json")
    (director,) = [row for row in json.loads(out) if row["type"] == "director"]
    assert (director["articles"], director["origins"]) == (1, 1)
    assert run("update", "--allow-private")[1] == "nothing is due; --force asks all the same\n"


def test_adding_the_same_source_again_changes_nothing(run: Run, server: Server) -> None:
    run("add", "--allow-private", server.url("/whole.xml"))
    assert run("add", "--allow-private", server.url("/whole.xml"))[1].startswith("known feed 1: ")
    assert len(json.loads(run("sources", "--format", "json")[1])) == 1


def test_how_a_source_is_completed_may_be_changed(run: Run, server: Server) -> None:
    def stored() -> str:
        (row,) = json.loads(run("sources", "--format", "json")[1])
        return str(row["completion"])

    run("add", "--allow-private", server.url("/whole.xml"))
    assert stored() == "auto"
    run("add", "--allow-private", "--completion", "teaser-only", server.url("/whole.xml"))
    assert stored() == "teaser-only"
    run("add", "--allow-private", server.url("/whole.xml"))
    assert stored() == "teaser-only"


def test_bars_on_a_terminal(tmp_path: Path, server: Server) -> None:
    """On a terminal there is a bar for each source, which is gone at the end; the figures stay."""
    pty = pytest.importorskip("pty")
    store, out = str(tmp_path / "press.db"), b""
    CliRunner().invoke(main, ["add", "--db", store, "--allow-private", server.url("/whole.xml")])
    command = [sys.executable, "-m", "bigpicture", "update", "--db", store, "--allow-private"]
    parent, child = pty.openpty()
    with subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, env=os.environ | {"TERM": "xterm"}
    ) as process:
        os.close(child)
        with contextlib.suppress(OSError):  # how Linux says that the other end is closed
            while part := os.read(parent, 4096):
                out += part
        os.close(parent)
        assert process.wait() == 0
    shown = out.decode()
    assert "The Daily Reel" in shown
    assert "/6" in shown
    assert shown.rstrip().endswith("6 new articles from 1 source")


def test_what_cannot_be_followed_says_why(run: Run, server: Server, tmp_path: Path) -> None:
    server.routes["/empty"] = Answer(
        body="<html><body><a href=/x>x</a></body></html>", headers={"Content-Type": "text/html"}
    )
    (tmp_path / "list.opml").write_text("<opml/>")
    for given, fault in (
        (server.url("/404"), "no such page (404)"),
        (server.url("/empty"), "a page that names no feed and holds no article"),
        (server.url("/private/x"), "robots.txt forbids"),
        ("ftp://press.example/feed", "not of the web"),
        (str(tmp_path / "nothing.txt"), "no such file or folder"),
        (str(tmp_path / "list.opml"), "a list of subscriptions"),
    ):
        code, out, err = run("add", "--allow-private", given)
        assert (code, out) == (1, ""), given
        assert fault in err
        assert err.count("\n") == 1
    code, out, _ = run("add", "--allow-private", server.url("/404"), server.url("/whole.xml"))
    assert (code, out.split(":")[0]) == (4, "added feed 1")


def test_no_stranger_is_led_inside_the_network(run: Run, server: Server) -> None:
    code, _, err = run("add", server.url("/whole.xml"))
    assert code == 1
    assert "inside" in err or "private" in err or "loopback" in err
    assert server.log == []


def test_failures_have_a_code_and_a_line_and_stand_in_the_list(run: Run, server: Server) -> None:
    server.routes["/b.xml"] = press.rss(server.url("/b"), range(1), whole=True)
    run("add", "--allow-private", server.url("/whole.xml"), server.url("/b.xml"))
    server.routes["/b.xml"] = Answer(500)
    code, out, err = run("update", "--allow-private")
    assert code == 4
    assert out.endswith("6 new articles from 2 sources, 1 source failed; see: bigpicture sources\n")
    assert err == f"broken: {server.url('/b.xml')}: its server failed (500); try again later\n"
    _, listed, _ = run("sources")
    assert "failing" in listed
    assert "    its server failed (500); try again later\n" in listed
    server.routes["/whole.xml"] = Answer(500)
    assert run("update", "--allow-private", "--force")[0] == 1


def test_steps_as_lines_of_json(run: Run, server: Server) -> None:
    run("add", "--allow-private", server.url("/whole.xml"))
    code, out, _ = run("update", "--allow-private", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [row["what"] for row in rows[:2]] == ["asked", "offered"]
    assert rows[-1] == {"what": "end", "sources": 1, "new": 6, "changed": 0, "later": 0, "failed": 0, "broken": 0}
    assert {row["article"] for row in rows if row["what"] == "new"} == set(range(1, 7))


def test_edits_are_listed_and_shown(run: Run, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date 2026-11-01\n" + "\n\n".join(press.story(1)))
    assert run("add", str(path))[1] == f"added file 1: {path}\n"
    run("update")
    assert run("articles", "--changed")[1:] == ("", "no article was edited\n")
    assert run("diff", "1")[1:] == ("", "article 1 has not changed since it was stored\n")
    path.write_text("date 2026-11-01\n" + "\n\n".join(press.story(1)).replace("drama", "comedy"))
    assert run("update", "--force")[1].startswith("changed 1: ")
    assert run("articles", "--changed")[1].count("\n") == 2
    lines = run("diff", "1")[1].splitlines()
    assert [line[:40] for line in lines if "the comedy" in line] == [f"+{press.story(1)[0][:39]}"]
    assert [line[0] for line in lines[2:]] == ["@", "-", "+", " "]
    assert run("diff", "1", "--to", "7")[0] == 2
    assert run("diff", "9")[0] == 1


def test_sources_are_paused_resumed_and_removed(run: Run, server: Server) -> None:
    run("add", "--allow-private", server.url("/whole.xml"))
    assert run("pause", "1")[1] == "paused 1: The Daily Reel\n"
    assert run("update", "--allow-private", "--force")[1].startswith("nothing is due")
    assert run("resume", server.url("/whole.xml"))[1] == "resumed 1: The Daily Reel\n"
    assert run("update", "--allow-private")[1].endswith("6 new articles from 1 source\n")
    assert run("remove", "1")[1] == "removed 1: The Daily Reel\n"
    assert run("sources")[2].startswith("nothing is followed yet")
    assert run("articles")[1].count("\n") == 7
    code, _, err = run("pause", "7")
    assert code == 1
    assert "no such source" in err


def test_subscriptions_come_and_go_as_opml(run: Run, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.opml"
    path.write_text(
        '<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="Trades">'
        f'<outline text="Reel" type="rss" xmlUrl="{server.url("/whole.xml")}" xmlns:x="urn:x" x:colour="red" note="keep"/>'
        f'</outline><outline text="Short" type="rss" xmlUrl="{server.url("/short.xml")}"/></body></opml>'
    )
    assert run("import", str(path))[1] == "2 feeds added\n"
    assert run("import", str(path))[1] == "0 feeds added, 2 known already\n"
    rows = json.loads(run("sources", "--format", "json")[1])
    assert [(r["title"], r["folder"]) for r in rows] == [("Reel", ["Trades"]), ("Short", [])]
    out = run("sources", "--format", "opml")[1]
    for kept in ('text="Trades"', 'note="keep"', "red", f'xmlUrl="{server.url("/short.xml")}"'):
        assert kept in out
    path.write_text("<opml><body><outline text='x'")
    code, _, err = run("import", str(path))
    assert code == 1
    assert err.startswith(f"bigpicture: {path}: ")


def test_settings_come_from_the_file_the_environment_and_flags(
    run: Run, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text('contact = "editor@press.example"\n')
    run("add", "--allow-private", server.url("/whole.xml"))
    assert "contact: editor@press.example" in server.log[-1].headers["user-agent"]
    monkeypatch.setenv("BIGPICTURE_CONTACT", "desk@press.example")
    run("add", "--allow-private", server.url("/whole.xml"))
    assert "contact: desk@press.example" in server.log[-1].headers["user-agent"]
    run("add", "--allow-private", "--contact", "me", server.url("/whole.xml"))
    assert "contact: me" in server.log[-1].headers["user-agent"]
    (tmp_path / "config.toml").write_text("colour = 1\n")
    code, _, err = run("sources")
    assert code == 1
    assert "no such setting: colour" in err


@pytest.mark.parametrize("every", ["0m", "m", "5", "5w", "-1h"])
def test_a_pace_that_is_none_is_wrong_usage(run: Run, every: str) -> None:
    assert run("update", "--every", every)[0] == 2


def test_hostile_words_do_not_reach_the_terminal(run: Run, server: Server) -> None:
    title = "Quiet\x1b[2J \u202eOdd"
    server.routes["/odd.xml"] = press.rss(server.url("/odd"), range(1), whole=True).replace(
        "Story 0", title.replace("\x1b", "&#27;")
    )
    run("add", "--allow-private", server.url("/odd.xml"))
    out = run("update", "--allow-private")[1] + run("articles")[1] + run("article", "1")[1]
    assert "Odd" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
