"""The store: each article once, every version kept, copies under who had it first, sources and their leases."""

from __future__ import annotations

import random
import sqlite3
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from bigpicture import Article, Claim, Evidence, Reading, read, times
from bigpicture.errors import InputError, StoreError
from bigpicture.record import Record, articles, items, library, readings, search, sources
from bigpicture.record.items import Offer
from bigpicture.record.schema import ARTICLE, CLAIM, METADATA, SOURCE, VERSION
from bigpicture.record.sources import Source
from bigpicture.update.desk import Raw, file
from tests.stores import Stores

NOW, LATER = "2026-11-29T09:30:00Z", "2026-11-30T09:30:00Z"
TEXT = (
    "Ruth Adeyemi stars in The Salt Road, the period drama directed by Imogen Hartley. It opens in UK cinemas on "
    "13 November 2026 through Lionsgate. “It is a film about salt,” Hartley told The Daily Reel. The story follows a widow "
    "who smuggles salt across the moors to feed her village, and the exciseman who is sent to stop her before the winter "
    "comes. Shooting began near Whitby in the spring and ended in the autumn of last year, with Callum Frayne as the man."
)


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    yield made
    made.close()


def keep(record: Record, article: Article, key: str | None = None, now: str = NOW, source: int | None = None,
         addresses: tuple[str, ...] = ()) -> articles.Kept:  # fmt: skip
    filed = file(Raw(article.id, article))
    assert isinstance(filed, articles.Filed)
    with record.write() as connection:
        return articles.keep(connection, filed, key=key or article.id, addresses=addresses, source=source, now=now)


def page(text: str = TEXT, **fields: str) -> Article:
    return Article("a", text, "Salt", "2026-11-01", extractor="page/1", **fields)  # type: ignore[arg-type]


def test_an_article_is_stored_with_its_reading(record: Record) -> None:
    kept = keep(record, page())
    assert (kept.kind, kept.number) == ("new", 1)
    with record.read() as connection:
        stored = library.reading(connection, kept.article)
    assert stored.claims == read(page()).claims
    assert stored.films == read(page()).films
    assert stored.article == replace(page(), id=str(kept.article))


def test_the_same_article_again_is_known(record: Record) -> None:
    first = keep(record, page())
    assert keep(record, page()) == replace(first, kind="known")
    spaced = page(TEXT.replace(". ", ".\n\n"))
    assert keep(record, spaced).kind == "known"


def test_an_edited_article_is_a_new_version_and_its_claims_follow(record: Record) -> None:
    first = keep(record, page())
    edited = page(TEXT.replace("13 November 2026", "20 November 2026"))
    assert keep(record, edited, now=LATER) == articles.Kept(first.article, "changed", 2)
    with record.read() as connection:
        old, new = library.versions(connection, first.article)
        assert (old.cause, new.cause, old.text) == ("first", "edited", TEXT)
        dates = {c.get("date") for c in library.reading(connection, first.article).claims if c.type == "release"}
        assert dates == {"2026-11-20"}
        listed = library.articles(connection, changed=True)
        assert [(a.id, a.versions, a.changed_at) for a in listed] == [(first.article, 2, LATER)]
        lines = list(library.difference(old, new))
    assert sum(line.startswith("-") for line in lines[2:]) == sum(line.startswith("+") for line in lines[2:]) == 1


def test_what_a_feed_carries_is_no_edit_of_what_the_page_holds(record: Record) -> None:
    kept = keep(record, page())
    other = replace(page(TEXT[:200]), extractor="feed/1")
    assert keep(record, other) == replace(kept, kind="known")


def test_a_page_completes_an_announcement(record: Record) -> None:
    kept = keep(record, replace(page(TEXT[:120]), extractor="teaser/1"))
    assert keep(record, page()) == articles.Kept(kept.article, "changed", 2)
    with record.read() as connection:
        assert [v.cause for v in library.versions(connection, kept.article)] == ["first", "completed"]
        assert library.articles(connection, changed=True) == []


def test_a_newer_extractor_makes_a_version_that_nobody_edited(record: Record) -> None:
    kept = keep(record, page())
    assert keep(record, replace(page(TEXT[:-1]), extractor="page/2")).number == 2
    with record.read() as connection:
        assert [v.cause for v in library.versions(connection, kept.article)] == ["first", "extractor"]
        assert library.articles(connection, changed=True) == []


def test_one_source_cannot_rewrite_what_another_said(record: Record) -> None:
    with record.write() as connection:
        mine, _ = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        theirs, _ = sources.add(connection, Source(0, "feed", "https://b.example/feed"), NOW)
    kept = keep(record, replace(page(), extractor="feed/1"), source=mine.id)
    forged = replace(page("Nothing of it is true, says a rival."), extractor="feed/1")
    assert keep(record, forged, source=theirs.id) == replace(kept, kind="known")
    assert keep(record, forged, source=mine.id).kind == "changed"


def test_an_article_is_found_under_every_address_it_was_met_at(record: Record) -> None:
    kept = keep(record, page(), key="https://a.example/salt", addresses=("https://a.example/?p=1",))
    for name in ("https://a.example/salt", "https://a.example/?p=1"):
        with record.read() as connection:
            found = articles.standing(connection, [name])
        assert found is not None
        assert found.article == kept.article
    assert keep(record, page(), key="https://a.example/?p=1") == replace(kept, kind="known")


def test_evidence_that_is_not_the_texts_words_is_refused(record: Record) -> None:
    claim = Claim("genre", "The Salt Road", {"genre": "drama"}, "stated", Evidence("drama", 0, 5), 0.9, "test")
    with pytest.raises(ValueError, match="evidence of genre"), record.write() as connection:
        readings.add(connection, 1, Reading(page(), (claim,), ()), "test", NOW)


COPIES = (
    Article("first", TEXT, "Salt opens", published_at="2026-11-01T08:00:00Z"),
    Article("second", f"LONDON (Newswire) - {TEXT}", "Salt to open", published_at="2026-11-01T09:00:00Z"),
    Article("third", TEXT.replace("spring", "early spring"), "Opening", published_at="2026-11-01T10:00:00Z"),
    Article("other", " ".join(reversed(TEXT.split())), "Another", published_at="2026-11-01T07:00:00Z"),
)


@pytest.mark.parametrize("order", list(permutations(COPIES)))
def test_copies_stand_under_who_had_it_first_in_any_order(record: Record, order: tuple[Article, ...]) -> None:
    kept = {a.id: keep(record, a, now=LATER).article for a in order}
    with record.read() as connection:
        found = {row.key: row.origin_id for row in connection.execute(select(ARTICLE.c.key, ARTICLE.c.origin_id))}
        assert found == {"first": None, "second": kept["first"], "third": kept["first"], "other": None}
        assert library.siblings(connection, kept["second"]) == (kept["first"], sorted((kept["first"], kept["third"])))


def test_a_copy_counts_once_as_support(record: Record) -> None:
    for article in COPIES[:3]:
        keep(record, article, now=LATER)
    own = Article("own", "Lionsgate will release The Salt Road, directed by Imogen Hartley, on 13 November 2026.")
    keep(record, own, now=LATER)
    with record.read() as connection:
        (director,) = [s for s in library.support(connection, "the salt road") if s.type == "director"]
    assert (director.articles, director.origins, director.values) == (4, 2, {"person": "Imogen Hartley"})


def test_an_edit_that_makes_a_copy_its_own_text_parts_it(record: Record) -> None:
    first, second = (keep(record, a, now=LATER).article for a in COPIES[:2])
    changed = replace(COPIES[0], text=" ".join(reversed(TEXT.split())))
    assert keep(record, changed, now=LATER).kind == "changed"
    with record.read() as connection:
        assert library.siblings(connection, first) == (first, [])
        assert library.siblings(connection, second) == (second, [])


def test_items_wait_until_they_are_done(record: Record) -> None:
    with record.write() as connection:
        source, new = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        assert new
        assert items.offer(connection, source.id, [Offer("1", "x", {"n": 1}), Offer("2", "x", {"n": 2})]) == 2
        assert items.offer(connection, source.id, [Offer("1", "x", {"n": 1}), Offer("2", "y", {"n": 3})]) == 1
        first, second = items.due(connection, source.id, NOW)
        assert second.payload == {"n": 3}
        items.done(connection, first.id, None)
        items.postpone(connection, second, {"problem": "busy"}, LATER)
        assert items.due(connection, source.id, NOW) == []
        assert [i.id for i in items.due(connection, source.id, LATER)] == [second.id]
        assert items.sources_with_work(connection, LATER) == {source.id}
        items.postpone(connection, second, {"problem": "gone"}, None)
        (listed,) = sources.overview(connection)
        assert (listed.waiting, listed.failed) == (0, 1)


def test_a_source_is_leased_to_one_process_at_a_time(record: Record) -> None:
    with record.write() as connection:
        source, _ = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        assert sources.claim(connection, source.id, NOW)
        assert sources.claim(connection, source.id, NOW)
    code = (
        "import sys; from bigpicture.record import Record, sources\n"
        f"with Record.open(sys.argv[1]).write() as c: print(sources.claim(c, {source.id}, sys.argv[2]))"
    )

    def elsewhere(now: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, record.address, now], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    assert elsewhere(NOW) == "False"
    assert elsewhere(LATER) == "True"  # no sign of life for a day
    with record.write() as connection:
        assert sources.claim(connection, source.id, LATER)  # the process that had it is dead
        sources.release(connection, source.id)
    assert elsewhere(NOW) == "True"


def test_a_live_update_on_another_host_keeps_its_lease_until_it_ends(record: Record) -> None:
    with record.write() as connection:
        source, _ = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        sources.change(connection, source.id, busy_by="elsewhere.example:1", busy_until=times.after(NOW, sources.LEASE))
        assert sources.busy(connection, NOW) == ["elsewhere.example:1"]
        assert not sources.claim(connection, source.id, NOW)
        sources.release(connection, source.id)  # only one's own
        assert not sources.claim(connection, source.id, times.after(NOW, sources.LEASE - 1))
        assert sources.claim(connection, source.id, times.after(NOW, sources.LEASE))


def test_a_reader_sees_one_moment(record: Record) -> None:
    with record.read() as reader:
        assert sources.every(reader) == []
        with record.write() as connection:
            sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        assert sources.every(reader) == []
    with record.read() as reader:
        assert len(sources.every(reader)) == 1


def test_what_is_known_by_a_name_of_any_length_is_stored_once(record: Record) -> None:
    """PostgreSQL indexes no more than some 2,700 bytes, and compresses what it can: this cannot be."""
    name = "".join(random.Random(1).choices(string.ascii_letters, k=6_000))
    first = keep(record, page(), key=name)
    assert keep(record, page(), key=name) == replace(first, kind="known")
    assert keep(record, page(), key=name + "x").kind == "new"
    said = Claim("quote", None, {"speaker": "Imogen Hartley", "text": name}, "stated", Evidence(TEXT[:9], 0, 9), 0.9, "test")  # fmt: skip
    with record.write() as connection:
        readings.add(connection, 1, Reading(page(), (said,), ()), "test", NOW)


def test_names_sort_alike_in_every_store(record: Record) -> None:
    given = ["https://b.example", "https://B.example", "https://a.example", "https://é.example", "https://a-b.example"]
    with record.write() as connection:
        for address in given:
            sources.add(connection, Source(0, "feed", address), NOW)
    with record.read() as connection:
        found = connection.execute(select(SOURCE.c.address).order_by(SOURCE.c.address)).scalars().all()
    assert found == sorted(given)


def test_a_source_that_moves_keeps_its_items_unless_the_address_is_taken(record: Record) -> None:
    with record.write() as connection:
        one, _ = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        two, _ = sources.add(connection, Source(0, "feed", "https://b.example/feed"), NOW)
        sources.move(connection, one, "https://c.example/feed")
        assert sources.find(connection, str(one.id)).address == "https://c.example/feed"
        sources.move(connection, two, "https://c.example/feed")
        found = sources.find(connection, str(two.id))
    assert found.address == "https://b.example/feed"
    assert "followed as a source of its own" in found.notes[0]


def test_removing_a_source_keeps_its_articles(record: Record) -> None:
    with record.write() as connection:
        source, _ = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
    kept = keep(record, page(), source=source.id)
    with record.write() as connection:
        sources.remove(connection, source.id)
        assert sources.overview(connection) == []
        assert library.reading(connection, kept.article).claims


def test_migrations_make_the_schema(record: Record) -> None:
    with record.read() as connection:
        theirs = {"include_name": lambda name, kind, _: kind != "table" or not search.is_own(name)}
        assert compare_metadata(MigrationContext.configure(connection, opts=theirs), METADATA) == []


def half(record: Record) -> None:
    filed = file(Raw("a", page()))
    assert isinstance(filed, articles.Filed)
    with record.write() as connection:
        articles.keep(connection, filed, key="a", addresses=(), source=None, now=NOW)
        raise RuntimeError


def test_nothing_is_stored_of_a_transaction_that_fails(record: Record) -> None:
    with pytest.raises(RuntimeError):
        half(record)
    with record.read() as connection:
        assert connection.execute(select(VERSION)).all() == connection.execute(select(CLAIM)).all() == []


@pytest.mark.parametrize("damage", ["not a database", "newer", "folder", "url"])
def test_a_store_that_cannot_be_used_says_why(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "press.db"
    if damage == "not a database":
        path.write_text("This is a text, and a long one. " * 100)
    elif damage == "folder":
        path.mkdir()
    elif damage == "newer":
        Record.open(str(path)).close()
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
    with pytest.raises(StoreError) as found:
        Record.open("nosuch://user:secret@host/db" if damage == "url" else str(path))
    assert found.value.remedy
    assert "secret" not in str(found.value)
    assert "\n" not in str(found.value)


def test_a_store_that_may_not_be_written_says_so() -> None:
    code = (
        "import sys, os\nfrom bigpicture.record import Record, sources\nfrom bigpicture.errors import StoreError\n"
        "import sqlalchemy.dialects.sqlite, sqlite3\n"
        "os.setuid(65534) if os.getuid() == 0 else None\n"  # root may write anything
        "try:\n with Record.open(sys.argv[1]).write() as c: pass\nexcept StoreError as e: print(e)"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "press.db"
        Record.open(str(path)).close()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
        path.parent.chmod(0o755)
    assert "make it writable" in done.stdout, done.stdout + done.stderr


def test_several_that_open_a_new_store_at_once_all_get_it(stores: Stores) -> None:
    code = "import sys; from bigpicture.record import Record; Record.open(sys.argv[1]).close(); print('open')"
    command = [sys.executable, "-c", code, stores.new()]
    several = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [p.communicate()[0].strip() for p in several] == ["open"] * 3


def test_a_title_that_nobody_wrote_about_has_no_claims(record: Record) -> None:
    with record.read() as connection:
        assert library.support(connection, "Low Water") == []
        with pytest.raises(InputError, match="not stored"):
            library.reading(connection, 7)
