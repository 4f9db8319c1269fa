"""Small copies of first looks from a real server to the page of a film: what is fetched, when, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result

from bigpicture import Image
from bigpicture.cli import main
from bigpicture.intake.web import Web
from bigpicture.record import Record, known, ledger, thumbnails
from bigpicture.record.checks import checks
from bigpicture.record.schema import PICTURE, THUMBNAIL
from bigpicture.update import pictures
from bigpicture.web.config import Config
from tests.pictures import HOSTILE, picture
from tests.server import Answer, Server
from tests.stores import Stores
from tests.webapp import App, app
from tests.webstory import keep, said

NOW = "2026-11-29T09:30:00Z"
SHOWN = Config(hosts=("localhost", "testserver"), thumbnails=True)
FILM, CAPTION = "Low Water", 'Ada Quill in "Low Water" <b>'
JPEG = {"Content-Type": "image/jpeg"}


@dataclass
class Gallery:
    """A film whose articles show pictures of a server."""

    record: Record
    server: Server
    now: str = NOW

    def show(self, name: str, sent: bytes | Answer, caption: str | None = CAPTION) -> str:
        """An article with a picture; the picture's address."""
        self.server.routes[f"/{name}"] = sent if isinstance(sent, Answer) else Answer(body=sent, headers=JPEG)
        url = self.server.url(f"/{name}")
        looks = [Image(url, caption, "Jo Reeve", None)]
        keep(self.record, f"story-{name}", "2026-11-02", said(FILM, "director", person="Ines Marlow"), images=looks)
        return url

    def update(self, **how: object) -> dict[str, str | None]:
        """What becomes of each picture, as at the end of an update."""
        ledger.catch_up(self.record, self.now)
        options = {"allow_private": True, "delay": 0.0} | how
        with Web(**options) as web:  # type: ignore[arg-type]
            return {o.url: o.problem for o in pictures.fetch(self.record, web, now=lambda: self.now)}

    @property
    def film(self) -> int:
        with self.record.read() as connection:
            return known.film(connection, FILM).id

    def asked(self) -> list[str]:
        """The pictures that the server was asked for."""
        return [request.path for request in self.server.log if request.path != "/robots.txt"]


@pytest.fixture
def gallery(stores: Stores) -> Iterator[Gallery]:
    record = Record.open(stores.new())
    with Server() as server:
        yield Gallery(record, server)
    record.close()


def page(gallery: Gallery, config: Config = SHOWN) -> str:
    return app(gallery.record, config).get(f"/film/{gallery.film}")


def test_a_first_look_is_shown_from_a_copy_of_our_own(gallery: Gallery) -> None:
    url = gallery.show("still.jpg", picture())
    assert gallery.update() == {url: None}
    shown = app(gallery.record, SHOWN)
    html = shown.get(f"/film/{gallery.film}")
    found = re.search(
        r'<a href="([^"]+)" rel="noreferrer external"><img src="(/thumbnail/[0-9a-f]{64})" ([^>]*)></a>', html
    )
    assert found
    assert found[1] == url
    assert 'width="480" height="270"' in found[3]
    assert 'alt="Ada Quill in &#34;Low Water&#34; &lt;b&gt;"' in found[3]
    assert 'loading="lazy"' in found[3]
    sent = shown.client.get(found[2])
    assert sent.content[:3] == b"\xff\xd8\xff"
    assert sent.headers["content-type"] == "image/jpeg"
    assert sent.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert "img-src 'self'" in sent.headers["content-security-policy"]
    again = shown.client.get(found[2], headers={"if-none-match": sent.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_fetch_nothing_and_show_nothing_that_was_not_asked_for(gallery: Gallery) -> None:
    url = gallery.show("still.jpg", picture())
    ledger.catch_up(gallery.record, NOW)
    for config in (SHOWN, replace(SHOWN, thumbnails=False)):
        html = page(gallery, config)
        assert "<img" not in html
        assert url in html
    assert gallery.server.log == []
    gallery.update()
    assert "<img" not in page(gallery, replace(SHOWN, thumbnails=False))
    with gallery.record.read() as connection:
        digest = thumbnails.of(connection, [url])[url].digest
    app(gallery.record, replace(SHOWN, thumbnails=False)).get(f"/thumbnail/{digest}", 404)
    app(gallery.record, SHOWN).get(f"/thumbnail/{digest}")
    assert gallery.asked() == ["/still.jpg"]


@pytest.mark.parametrize("name", ["0" * 64, "x", "0" * 63, "..%2f..%2fetc%2fpasswd", "A" * 64])
def test_what_is_no_copy_is_not_there(gallery: Gallery, name: str) -> None:
    app(gallery.record, SHOWN).get(f"/thumbnail/{name}", 404)


def test_a_copy_of_a_private_app_is_private(gallery: Gallery) -> None:
    gallery.show("still.jpg", picture())
    gallery.update()
    with gallery.record.read() as connection:
        digest = connection.execute(PICTURE.select()).one().digest
    private: App = app(gallery.record, replace(SHOWN, public=False))
    private.get(f"/thumbnail/{digest}", 303)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_picture_is_refused_once_and_for_all(gallery: Gallery, name: str) -> None:
    data, told = HOSTILE[name]
    url = gallery.show("still.png", Answer(body=data, headers={"Content-Type": "image/png"}))
    good = gallery.show("good.jpg", picture())
    found = gallery.update()
    assert told in str(found[url])
    assert found[good] is None
    assert page(gallery).count("<img") == 1
    gallery.now = "2027-11-29T09:30:00Z"
    assert gallery.update() == {}
    assert gallery.asked().count("/still.png") == 1


def test_a_picture_of_more_bytes_than_are_taken_is_refused(gallery: Gallery) -> None:
    url = gallery.show("large.jpg", picture() + bytes(5_000_001))
    assert "5,0" in (found := str(gallery.update()[url])) or "bytes large" in found
    assert gallery.asked() == ["/large.jpg"]


def test_nothing_inside_this_network_is_asked_for(gallery: Gallery) -> None:
    url = gallery.show("still.jpg", picture())
    gallery.show("moved.jpg", Answer(302, headers={"Location": "http://169.254.169.254/latest/meta-data"}))
    assert "this machine itself" in str(gallery.update(allow_private=False)[url])
    assert gallery.server.log == []


def test_robots_have_a_say(gallery: Gallery) -> None:
    gallery.server.routes["/robots.txt"] = "User-agent: *\nDisallow: /still"
    url = gallery.show("still.jpg", picture())
    assert "robots.txt forbids it" in str(gallery.update()[url])
    assert gallery.asked() == []


def test_what_fails_for_a_passing_reason_is_tried_again(gallery: Gallery) -> None:
    url = gallery.show("still.jpg", Answer(500))
    assert "failed (500)" in str(gallery.update()[url])
    gallery.server.routes["/still.jpg"] = Answer(body=picture(), headers=JPEG)
    assert gallery.update() == {}  # too soon
    gallery.now = "2026-11-29T09:36:00Z"
    assert gallery.update() == {url: None}
    with gallery.record.read() as connection:
        row = connection.execute(THUMBNAIL.select()).one()
    assert (row.attempts, row.next_at, row.problem) == (2, None, None)


def test_only_pictures_of_the_film_are_fetched_each_once_and_the_same_one_kept_once(gallery: Gallery) -> None:
    still = picture()
    first, second = gallery.show("one.jpg", still), gallery.show("two.jpg", still)
    gallery.show("advert.jpg", still, "Sofas at half the price")
    assert gallery.update() == {first: None, second: None}
    assert gallery.update() == {}
    third = gallery.show("three.jpg", picture((900, 900)))
    assert gallery.update() == {third: None}
    assert sorted(gallery.asked()) == ["/one.jpg", "/three.jpg", "/two.jpg"]
    with gallery.record.read() as connection:
        assert thumbnails.count(connection) == 2


def test_a_run_copies_so_many_and_the_next_one_goes_on(gallery: Gallery) -> None:
    urls = {gallery.show(f"{n}.jpg", picture((100 + n, 100))) for n in range(5)}
    ledger.catch_up(gallery.record, NOW)
    with Web(allow_private=True, delay=0) as web:
        runs = [[o.url for o in pictures.fetch(gallery.record, web, now=lambda: NOW, most=2)] for _ in range(4)]
    assert [len(run) for run in runs] == [2, 2, 1, 0]
    assert {url for run in runs for url in run} == urls


def test_a_run_that_is_to_end_asks_for_nothing_more(gallery: Gallery) -> None:
    url, stop = gallery.show("still.jpg", picture()), Event()
    ledger.catch_up(gallery.record, NOW)
    stop.set()
    with Web(allow_private=True, delay=0) as web:
        assert list(pictures.fetch(gallery.record, web, stop=stop)) == []
    assert gallery.server.log == []
    assert gallery.update() == {url: None}


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


def test_update_copies_where_it_is_told_to_and_care_knows_of_it(gallery: Gallery, tmp_path: Path) -> None:
    gallery.show("still.jpg", picture())
    gallery.show("page.png", HOSTILE["html"][0])
    at = ("--db", gallery.record.address)
    assert run("update", "--allow-private", *at).exit_code == 0
    assert gallery.server.log == []
    assert run("thumbnails", *at).stdout == "0 copies kept\n"
    done = run("update", "--allow-private", "--thumbnails", *at)
    assert (done.exit_code, done.stderr) == (0, "1 picture copied, 1 could not be\n")
    assert "1 copy of first looks, as made" in run("doctor", *at).stdout
    copy = str(tmp_path / "copy.db")
    assert run("backup", copy, *at).exit_code == 0
    assert run("thumbnails", "--db", copy).stdout == "1 copy kept\n"
    assert run("thumbnails", "--forget", *at).stdout == "1 copy deleted\n"
    assert run("thumbnails", *at).stdout == "0 copies kept\n"
    assert run("update", "--allow-private", "--thumbnails", *at).stderr == "1 picture copied, 1 could not be\n"


def test_a_copy_that_was_changed_is_found(gallery: Gallery) -> None:
    gallery.show("still.jpg", picture())
    gallery.update()
    with gallery.record.write() as connection:
        connection.execute(PICTURE.update().values(data=b"another"))
    found = {c.name: c for c in checks(gallery.record)}["pictures"]
    assert not found.ok
    assert "1 of 1" in found.found


def test_without_the_library_it_says_what_to_install(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "available", lambda: False)
    done = run("update", "--thumbnails", "--db", gallery.record.address)
    assert done.exit_code == 1
    assert "pip install 'bigpicture[pictures]'" in done.stderr
