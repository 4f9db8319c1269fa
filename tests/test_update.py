"""An update from end to end: a press on loopback that misbehaves, a real store, the real reader."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bigpicture import times
from bigpicture.intake.web import Web
from bigpicture.record import Record, library, sources
from bigpicture.record.sources import Source
from bigpicture.update import Step, Tally, update
from bigpicture.update.hosts import StoredHosts
from tests import press
from tests.server import Answer, Server
from tests.stores import Stores


class Press:
    """A store, a server and a clock."""

    def __init__(self, store: str, server: Server) -> None:
        self.record, self.server, self.now = Record.open(store), server, "2026-11-29T09:00:00Z"

    def follow(self, address: str, **fields: Any) -> Source:
        kind = fields.pop("kind", "feed")
        with self.record.write() as connection:
            return sources.add(connection, Source(0, kind, address, **fields), self.now)[0]

    def update(self, hours: float = 0, **options: Any) -> list[Step]:
        """An update, so many hours later than the last one."""
        self.now = times.after(self.now, hours * 3600)
        with Web(allow_private=True, delay=0, hosts=StoredHosts(self.record)) as web:
            return list(update(self.record, web, now=lambda: self.now, **options))

    def source(self, of: Source) -> Source:
        with self.record.read() as connection:
            return next(s for s in sources.overview(connection) if s.id == of.id)

    def articles(self, **asked: Any) -> list[library.Listed]:
        with self.record.read() as connection:
            return library.articles(connection, **asked)


@contextmanager
def opened(store: str) -> Iterator[Press]:
    with Server() as server:
        server.routes.update(press.routes(server))
        made = Press(store, server)
        yield made
        made.record.close()


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Press]:
    with opened(str(tmp_path / "press.db")) as made:
        yield made


@pytest.fixture
def anywhere(stores: Stores) -> Iterator[Press]:
    """The same in a store of every kind."""
    with opened(stores.new()) as made:
        yield made


def what(steps: list[Step]) -> dict[str, int]:
    found: dict[str, int] = {}
    for step in steps:
        found[step.what] = found.get(step.what, 0) + 1
    return found


def test_whole_items_are_articles_and_announcements_are_completed_from_their_pages(at: Press) -> None:
    at.follow(at.server.url("/whole.xml"))
    short = at.follow(at.server.url("/short.xml"))
    steps = at.update()
    assert what(steps) == {"asked": 2, "offered": 2, "new": 14, "done": 2}
    assert not at.server.asked("/whole/story/3")
    assert all(len(at.server.asked(f"/story/{n}")) == 1 for n in press.SHORT)
    found = {a.title: a for a in at.articles()}
    assert found["Story 25"].outlet == "The Daily Reel"
    assert not found["Story 25"].teaser
    assert found["Story 27"].teaser  # its page is 404: what the feed says of it is all there is
    assert at.source(short).articles == 8


def test_nothing_new_costs_one_conditional_request(at: Press) -> None:
    at.follow(at.server.url("/whole.xml"))
    at.update()
    at.server.log.clear()
    steps = at.update(hours=27)
    assert what(steps) == {"asked": 1, "done": 1}
    assert [(r.path, r.headers["if-none-match"]) for r in at.server.log] == [("/whole.xml", '"1"')]
    at.server.log.clear()
    assert at.update() == []  # not due
    assert at.server.log == []


def test_only_what_is_new_is_read(at: Press) -> None:
    at.follow(at.server.url("/whole.xml"))
    at.update()
    at.server.routes["/whole.xml"] = press.rss(at.server.url("/whole"), range(2, 8), whole=True)
    assert what(at.update(hours=27)) == {"asked": 1, "offered": 1, "new": 2, "done": 1}


def test_an_edited_item_is_a_new_version(at: Press) -> None:
    at.follow(at.server.url("/whole.xml"))
    at.update()
    at.server.routes["/whole.xml"] = press.rss(at.server.url("/whole"), range(1), whole=True, extra="It was a dream.")
    assert what(at.update(hours=27)) == {"asked": 1, "offered": 1, "changed": 1, "done": 1}
    (edited,) = at.articles(changed=True)
    assert edited.versions == 2


def test_a_stored_page_is_looked_at_again_for_edits(anywhere: Press) -> None:
    at = anywhere
    at.follow(at.server.url("/short.xml"))
    at.update()
    at.server.routes["/story/21"] = Answer(body=press.page(21, "A correction: the pilot lost no letters at all."))
    steps = at.update(hours=27)
    assert [s.title for s in steps if s.what == "changed"] == ["Story 21"]
    assert what(steps)["known"] == 6
    assert what(at.update(hours=27)) == {"asked": 1, "done": 1}
    assert what(at.update(hours=24 * 7))["known"] == 7
    assert "known" not in what(at.update(hours=24 * 30))


def test_a_page_that_is_down_is_tried_again_and_then_its_announcement_stands(at: Press) -> None:
    source = at.follow(at.server.url("/short.xml"))
    at.server.routes["/story/22"] = Answer(500)
    steps = at.update()
    assert what(steps)["later"] == 1
    assert at.source(source).waiting == 1
    at.server.routes["/story/22"] = Answer(body=press.page(22))
    steps = at.update(hours=0.2)
    assert [s.title for s in steps if s.what == "new"] == ["Story 22"]
    assert not next(a for a in at.articles() if a.title == "Story 22").teaser

    at.server.routes["/short.xml"] = press.rss(at.server.url(""), range(60, 61), whole=False)
    at.server.routes["/story/60"] = Answer(503)
    for hours in (27, 1, 4, 13, 25):
        assert what(at.update(hours=hours)).get("later") == 1
    steps = at.update(hours=27)
    assert [s.title for s in steps if s.what == "new"] == ["Story 60"]
    assert next(a for a in at.articles() if a.title == "Story 60").teaser


def test_a_source_that_fails_is_asked_more_and_more_rarely_and_the_others_go_on(anywhere: Press) -> None:
    at = anywhere
    broken = at.follow(at.server.url("/broken.xml"))
    at.follow(at.server.url("/whole.xml"))
    at.server.routes["/broken.xml"] = Answer(500)
    steps = at.update()
    assert what(steps) == {"asked": 2, "broken": 1, "offered": 1, "new": 6, "done": 2}
    waits = []
    for _ in range(7):
        found = at.source(broken)
        assert found.problem
        assert found.next_at
        waits.append((times.moment(found.next_at) - times.moment(at.now)).total_seconds() / 3600)
        at.now = found.next_at
        at.update()
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    at.server.routes["/broken.xml"] = press.rss(at.server.url("/b"), range(100, 101), whole=True)
    assert what(at.update(hours=27))["new"] == 1
    assert (at.source(broken).failures, at.source(broken).problem) == (0, None)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (Answer(404), "missing"),
        (Answer(403), "refused"),
        (Answer(503, headers={"Retry-After": "200000"}), "busy"),
        (Answer(301, headers={"Location": "/broken.xml"}), "limit"),
        (Answer(301, headers={"Location": "file:///etc/passwd"}), "unsafe"),
        (Answer(body="<html><title>Sorry</title><p>Down for now.</p></html>"), "unreadable"),
        (Answer(body=b"\0\0\0"), "unreadable"),
    ],
)
def test_a_failing_source_says_where_why_and_what_to_do(at: Press, answer: Answer, cause: str) -> None:
    source = at.follow(at.server.url("/broken.xml"))
    at.server.routes["/broken.xml"] = answer
    (step,) = [s for s in at.update() if s.what == "broken"]
    found = at.source(source).problem
    assert found == step.problem
    assert found is not None
    assert found["cause"] == cause
    assert at.server.url("/broken.xml") in found["source"]
    assert found["remedy"]
    assert all("\n" not in value for value in found.values())


def test_a_source_that_is_gone_is_asked_no_more(at: Press) -> None:
    source = at.follow(at.server.url("/gone.xml"))
    at.server.routes["/gone.xml"] = Answer(410)
    assert what(at.update())["broken"] == 1
    assert at.source(source).state == "gone"
    at.server.log.clear()
    assert at.update(hours=100) == []
    assert at.server.log == []


def test_a_source_that_moved_for_good_is_asked_at_its_new_address(at: Press) -> None:
    source = at.follow(at.server.url("/old.xml"))
    at.server.routes["/old.xml"] = Answer(301, headers={"Location": "/whole.xml"})
    at.update()
    assert at.source(source).address == at.server.url("/whole.xml")
    at.server.routes["/old2.xml"] = Answer(302, headers={"Location": "/short.xml"})
    other = at.follow(at.server.url("/old2.xml"))
    at.update()
    assert at.source(other).address == at.server.url("/old2.xml")


def test_robots_are_heeded_and_remembered(at: Press) -> None:
    at.follow(at.server.url("/private/feed.xml"))
    (step,) = [s for s in at.update() if s.what == "broken"]
    assert step.problem
    assert step.problem["cause"] == "refused"
    at.update(force=True)
    assert len(at.server.asked("/robots.txt")) == 1


def test_an_article_that_two_feeds_carry_is_fetched_and_stored_once(at: Press) -> None:
    at.follow(at.server.url("/short.xml"))
    at.update()
    at.server.log.clear()
    at.server.routes["/other.xml"] = press.rss(at.server.url(""), range(22, 26), whole=False).replace(
        "</link>", "?utm_source=rss#top</link>"
    )
    at.follow(at.server.url("/other.xml"))
    assert what(at.update())["known"] == 4
    assert [r.path for r in at.server.log] == ["/other.xml"]


def test_no_page_speaks_for_another_site(at: Press) -> None:
    at.follow(at.server.url("/short.xml"))
    at.server.routes["/story/24"] = Answer(
        body=press.page(24).replace("<head>", '<head><link rel=canonical href="https://press.example/famous">')
    )
    at.update()
    assert not any("press.example" in (a.url or "") for a in at.articles())


def test_a_page_is_followed_for_itself(at: Press) -> None:
    source = at.follow(at.server.url("/story/20"), kind="page")
    assert what(at.update()) == {"asked": 1, "new": 1, "done": 1}
    assert what(at.update(hours=27)) == {"asked": 1, "known": 1, "done": 1}
    at.server.routes["/story/20"] = Answer(body=press.page(20, "It opens a week earlier now, on another day."))
    assert what(at.update(hours=27)) == {"asked": 1, "changed": 1, "done": 1}
    at.server.routes["/story/20"] = Answer(500)
    assert what(at.update(hours=27)) == {"asked": 1, "broken": 1, "done": 1}
    assert at.source(source).failures == 1
    assert at.update() == []


def test_files_and_archives_are_read_once_and_again_when_they_change(anywhere: Press, tmp_path: Path) -> None:
    at = anywhere
    folder = tmp_path / "saved"
    press.files(folder)
    at.follow(str(folder), kind="folder")
    archive = at.follow(str(folder) + ".warc.gz", kind="archive")
    assert what(at.update())["new"] == 10 + 8
    assert "records" in at.source(archive).notes[0]
    assert what(at.update(hours=1)) == {"asked": 2, "done": 2}
    (folder / "40.txt").write_text("date 2026-11-20\n" + "\n\n".join([*press.story(40), "One more line."]))
    (folder / "broken.json").write_text("{")
    assert what(at.update(hours=1)) == {"asked": 2, "offered": 1, "changed": 1, "failed": 1, "done": 2}
    assert what(at.update(hours=1)) == {"asked": 2, "done": 2}


def test_several_processes_store_what_one_does(at: Press, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    press.files(folder)
    stores = []
    for workers in (1, 2):
        at.record = Record.open(str(tmp_path / f"{workers}.db"))
        for path in ("/whole.xml", "/short.xml"):
            at.follow(at.server.url(path))
        at.follow(str(folder) + ".warc.gz", kind="archive")
        at.update(workers=workers)
        stores.append(press.contents(at.record))
    assert stores[0] == stores[1]


def test_a_run_that_is_stopped_ends_early_and_the_next_goes_on(at: Press) -> None:
    at.follow(at.server.url("/whole.xml"))
    at.follow(at.server.url("/short.xml"))
    stop, seen = Event(), 0
    with Web(allow_private=True, delay=0) as web:
        for step in update(at.record, web, stop=stop, now=lambda: at.now):
            seen += step.what == "new"
            if seen == 3:
                stop.set()
    assert 3 <= seen < 14
    assert what(at.update())["new"] == 14 - seen


def test_two_updates_at_once_share_the_work(anywhere: Press) -> None:
    at = anywhere
    at.follow(at.server.url("/whole.xml"))
    with Web(allow_private=True, delay=0) as web:
        first = update(at.record, web, now=lambda: at.now)
        next(first)
        with at.record.write() as connection:  # as if the first were another living process
            connection.exec_driver_sql("UPDATE source SET busy_by = 'elsewhere:1'")
        assert at.update() == []
        list(first)
    assert len(at.articles()) == 6


def test_the_figures_of_a_run() -> None:
    source, tally = Source(1, "feed", "https://a.example"), Tally()
    kinds = ["asked", "new", "new", "changed", "failed", "broken", "later", "known", "done"]
    random.Random(7).shuffle(kinds)
    for kind in kinds:
        tally.add(Step(source, kind))
    assert (tally.sources, tally.new, tally.changed, tally.failed, tally.broken, tally.later) == (1, 2, 1, 1, 1, 1)
