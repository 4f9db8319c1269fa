"""Care for the store: copies of one moment that can be put back anywhere, faults that are found, texts read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bigpicture import Article, reading
from bigpicture.cli import main
from bigpicture.errors import InputError, StoreError
from bigpicture.record import Record, articles, care, checks, connect, items, library, search, sources
from bigpicture.record.items import Offer
from bigpicture.record.schema import ARTICLE, READING
from bigpicture.record.sources import Source
from bigpicture.update.desk import Raw, file
from bigpicture.update.reread import outdated, reread
from tests import press
from tests.stores import KINDS, Stores
from tests.stores import stores as opened

NOW, LATER = "2026-11-29T09:30:00Z", "2026-11-30T09:30:00Z"
TEXTS = ["\n\n".join(press.story(n)) for n in range(3)]
PRESS = (
    Article("a", TEXTS[0], "Story 0", "2026-11-01", extractor="feed/1"),
    Article("b", f"LONDON (Newswire) - {TEXTS[0]}", "Copied", "2026-11-02", extractor="feed/1"),
    Article("c", TEXTS[1], "Story 1", "2026-11-03", authors=("Ada Quill",), extractor="feed/1"),
)
EDITED = replace(PRESS[2], text=TEXTS[1].replace("drama", "comedy"))

Run = Callable[..., tuple[int, str, str]]


@lru_cache
def filed(article: Article, reader: str) -> articles.Filed:
    made = file(Raw(article.id, article))
    assert isinstance(made, articles.Filed)
    return replace(made, reader=reader)


def fill(record: Record, reader: str = "old") -> None:
    """A feed with three articles, one of them a copy and one of them edited, read by an old reader; another item waits."""
    with record.write() as connection:
        source, _ = sources.add(connection, Source(0, "feed", "https://a.example/feed"), NOW)
        items.offer(connection, source.id, [Offer(a.id, "x", {"n": 1}) for a in PRESS])
        due = items.due(connection, source.id, NOW)
        for item, article in zip(due, PRESS, strict=True):
            kept = articles.keep(connection, filed(article, reader), key=f"https://a.example/{article.id}", addresses=(), source=source.id, now=NOW)  # fmt: skip
            items.done(connection, item.id, kept.article)
        articles.keep(connection, filed(EDITED, reader), key="https://a.example/c", addresses=(), source=source.id, now=LATER)  # fmt: skip
        items.offer(connection, source.id, [Offer("d", "x", {"n": 2})])


def contents(address: str) -> object:
    record = Record.open(address)
    try:
        with record.read() as connection:
            found = search.articles(connection, "letters island")
        return press.contents(record), {passage.id for passage in found}
    finally:
        record.close()


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    fill(made)
    yield made
    made.close()


@pytest.fixture
def run(record: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("BIGPICTURE_DB", record.address)
    monkeypatch.setenv("BIGPICTURE_CONFIG", str(tmp_path / "config.toml"))
    record.engine.dispose()

    def call(*args: str) -> tuple[int, str, str]:
        found = CliRunner().invoke(main, list(args), catch_exceptions=False)
        return found.exit_code, found.stdout, found.stderr

    return call


# Backup


def test_a_copy_holds_what_the_store_held_at_one_moment_while_others_write(record: Record, tmp_path: Path) -> None:
    before, copy = contents(record.address), tmp_path / "copies" / "monday.db"
    with record.write() as connection:
        sources.add(connection, Source(0, "feed", "https://b.example/feed"), NOW)
        made = care.backup(record, copy)
        sources.add(connection, Source(0, "feed", "https://c.example/feed"), NOW)
    assert (made.articles, made.size) == (3, copy.stat().st_size)
    assert [p.name for p in copy.parent.iterdir()] == ["monday.db"]
    assert contents(str(copy)) == before
    with sqlite3.connect(copy) as raw:
        assert raw.execute("SELECT count(*) FROM source").fetchone() == (1,)
        assert raw.execute("SELECT count(*) FROM item WHERE payload IS NOT NULL").fetchone() == (1,)
    raw.close()


def test_a_copy_replaces_no_file_unless_told_to(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "monday.db"
    copy.write_text("something dear")
    code, _, err = run("backup", str(copy))
    assert (code, err) == (1, f"bigpicture: {copy}: exists already; choose another name, or replace it with --force\n")
    assert copy.read_text() == "something dear"
    code, out, _ = run("backup", "--force", str(copy))
    assert code == 0
    assert out.startswith("copied 3 articles (0.")
    assert run("articles", "--db", str(copy))[1].count("\n") == 4


def test_a_copy_has_nothing_of_the_one_it_replaces(record: Record, tmp_path: Path) -> None:
    """SQLite would take a log that lies beside a file for its own."""
    copy, before = tmp_path / "copies" / "monday.db", contents(record.address)
    care.backup(record, copy)
    older = Record.open(str(copy))
    with older.write() as connection:
        sources.add(connection, Source(0, "feed", "https://b.example/feed"), NOW)
    assert copy.with_name("monday.db-wal").exists()
    care.backup(record, copy, force=True)
    older.close()
    assert contents(str(copy)) == before
    record.engine.dispose()
    assert care.restore(record.address, copy, NOW, force=True).articles == 3
    assert [*copy.parent.glob("*-wal"), *copy.parent.glob("*-shm")] == []


def test_a_copy_that_cannot_be_made_leaves_the_older_one(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copies" / "monday.db"
    care.backup(record, copy)
    before = copy.read_bytes()
    monkeypatch.setattr(connect, "damage", lambda _: ["page 7 is torn"])
    with pytest.raises(StoreError, match="page 7 is torn"):
        care.backup(record, copy, force=True)
    assert copy.read_bytes() == before
    assert [p.name for p in copy.parent.iterdir()] == ["monday.db"]
    monkeypatch.undo()
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputError, match="cannot be written"):
        care.backup(record, tmp_path / "file" / "monday.db")
    with pytest.raises(InputError, match="cannot be written"):
        care.backup(record, tmp_path, force=True)


def test_a_store_is_not_copied_over_itself(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    record = Record.open(str(path))
    with pytest.raises(InputError, match="is the store itself"):
        care.backup(record, path, force=True)
    record.close()
    with pytest.raises(InputError, match="is the store itself"):
        care.restore(str(path), path, NOW, force=True)


# Restore


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_is_put_back_into_any_kind_of_store(record: Record, tmp_path: Path, kind: str) -> None:
    copy, before = tmp_path / "monday.db", contents(record.address)
    care.backup(record, copy)
    with opened(kind, tmp_path / "other") as others:
        address = others.new()
        assert care.restore(address, copy, NOW).articles == 3
        assert contents(address) == before
        other = Record.open(address)
        with other.write() as connection:
            new, _ = sources.add(connection, Source(0, "feed", "https://b.example/feed"), NOW)
            kept = articles.keep(connection, filed(replace(PRESS[0], id="e", text=TEXTS[2]), "old"), key="e", addresses=(), source=new.id, now=NOW)  # fmt: skip
        assert (new.id, kept.article) == (2, 4)
        assert [c.name for c in checks.checks(other) if not c.ok] == []
        other.close()


def test_what_is_replaced_is_kept(run: Run, record: Record, tmp_path: Path) -> None:
    copy = tmp_path / "monday.db"
    assert run("backup", str(copy))[0] == 0
    with record.write() as connection:
        sources.add(connection, Source(0, "feed", "https://b.example/feed"), NOW)
    record.engine.dispose()
    code, out, err = run("restore", str(copy))
    assert (code, out) == (1, "")
    assert err.endswith("holds 3 articles; replace it with --force; what it holds is kept as a file\n")
    code, out, _ = run("restore", "--force", str(copy))
    assert code == 0
    assert out.startswith("restored 3 articles")
    kept = out.splitlines()[1].removeprefix("what was there is kept in ")
    assert len(json.loads(run("sources", "--format", "json")[1])) == 1
    assert len(json.loads(run("sources", "--format", "json", "--db", kept)[1])) == 2
    assert run("restore", "--force", str(copy))[1].splitlines()[1] != out.splitlines()[1]  # kept beside each other
    assert run("doctor")[0] == 0


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("missing", "no such file"),
        ("text", "no copy of a store"),
        ("empty", "no copy of a store"),
        ("newer", "written by a newer bigpicture"),
        ("torn", "damaged"),
    ],
)
def test_what_is_no_whole_copy_is_not_put_back(record: Record, tmp_path: Path, damage: str, fault: str) -> None:
    copy, before = tmp_path / "monday.db", contents(record.address)
    care.backup(record, copy)
    if damage == "missing":
        copy.unlink()
    elif damage in ("text", "empty"):
        copy.write_text("This is a text. " * 100 if damage == "text" else "")
    elif damage == "newer":
        with sqlite3.connect(copy) as raw:
            raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.close()
    else:
        tear(copy)
    with pytest.raises((InputError, StoreError), match=fault) as found:
        care.restore(record.address, copy, NOW, force=True)
    assert ".part" not in str(found.value)
    assert "\n" not in str(found.value)
    assert contents(record.address) == before


def tear(path: Path) -> None:
    """Overwrite a page within a file of SQLite."""
    data = bytearray(path.read_bytes())
    with sqlite3.connect(path) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claim'").fetchone()
    raw.close()
    data[(page - 1) * 4096 : page * 4096] = b"\x55" * 4096
    path.write_bytes(data)


def test_a_damaged_store_is_replaced_when_told_to_and_kept(tmp_path: Path) -> None:
    good, path, copy = Record.open(str(tmp_path / "good.db")), tmp_path / "press.db", tmp_path / "monday.db"
    fill(good)
    care.backup(good, copy)
    good.close()
    path.write_text("This was a store. " * 500)
    was = path.read_bytes()
    with pytest.raises(InputError, match="cannot be read"):
        care.restore(str(path), copy, NOW)
    made = care.restore(str(path), copy, NOW, force=True)
    assert made.kept
    assert made.kept.read_bytes() == was
    assert contents(str(path)) == contents(str(copy))


def test_a_store_at_work_is_not_replaced(record: Record, tmp_path: Path) -> None:
    copy, before = tmp_path / "monday.db", contents(record.address)
    care.backup(record, copy)
    with record.write() as connection:
        assert sources.claim(connection, 1, NOW)
    with pytest.raises(InputError, match=r"another program has it open|an update is at work"):
        care.restore(record.address, copy, NOW, force=True)
    with record.write() as connection:
        sources.release(connection, 1)
    record.engine.dispose()
    assert care.restore(record.address, copy, NOW, force=True).articles == 3
    assert contents(record.address) == before


# Doctor


def test_a_sound_store_is_found_sound(run: Run) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == ["ok"] * 10
    assert "3 articles, 4 versions, 4 readings" in out
    code, out, _ = run("doctor", "--format", "json")
    assert code == 0
    assert all(row["ok"] and row["remedy"] is None for row in json.loads(out))


_SOME = "id = (SELECT min(id) FROM claim WHERE reading_id = 3)"
FAULTS = (
    {
        "UPDATE article SET version_id = 99 WHERE id = 1": {"links": "1 of article.version_id", "readings": "article 1;"},
        "UPDATE version SET text = replace(text, 'stars', 'shines') WHERE article_id < 3": {"texts": "articles 1, 2;"},
        f'UPDATE claim SET "end" = 100000 WHERE {_SOME}': {"evidence": "article 3;"},
        "UPDATE article SET origin_id = 3 - id WHERE id < 3": {"origins": "articles 1, 2"},
        "UPDATE item SET article_id = NULL WHERE id = 2": {"items": "source 1;"},
    },
    {
        "UPDATE article SET version_id = NULL WHERE id = 1": {"links": "1 article without text;", "readings": "article 1;"},
        f'UPDATE claim SET "end" = start WHERE {_SOME}': {"evidence": "article 3;"},
        "UPDATE article SET origin_id = id WHERE id = 3": {"origins": "article 3;"},
        "UPDATE item SET payload = NULL WHERE id = 4": {"items": "source 1;"},
    },
    {f"UPDATE claim SET start = -1 WHERE {_SOME}": {"evidence": "article 3;"}},
)  # fmt: skip


@pytest.mark.parametrize("faults", FAULTS)
def test_faults_are_found_and_have_a_remedy(run: Run, record: Record, faults: dict[str, dict[str, str]]) -> None:
    with record.write() as connection:
        for change in faults:
            connection.exec_driver_sql(change)
    code, out, _ = run("doctor")
    assert code == 1
    found = {line.split()[1]: line for line in out.splitlines() if line.startswith("FAULT ")}
    expected = {name: words for each in faults.values() for name, words in each.items()}
    assert set(found) == set(expected)
    for name, words in expected.items():
        assert words in found[name]


def test_a_text_that_nobody_read_is_found_and_read(run: Run, record: Record) -> None:
    with record.write() as connection:
        for table, column in (("claim", "reading_id"), ("mention", "reading_id"), ("reading", "id")):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = 1")
    code, out, _ = run("doctor")
    assert code == 1
    assert "FAULT readings  not read: article 1; read them with: bigpicture reread\n" in out
    assert run("reread")[0] == 0
    assert run("doctor")[0] == 0


def test_a_torn_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    record = Record.open(str(path))
    fill(record)
    record.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    raw.close()
    tear(path)
    found = CliRunner().invoke(main, ["doctor", "--db", str(path)], catch_exceptions=False)
    assert found.exit_code == 1
    lines = {line.split()[1]: line for line in found.stdout.splitlines()}
    assert lines["pages"].startswith("FAULT ")
    assert lines["evidence"].startswith("FAULT ")
    assert lines["texts"].startswith("ok ")


# Reading again


def test_what_another_version_read_is_read_again_and_the_newest_reading_counts(run: Run, record: Record) -> None:
    before = json.loads(run("articles", "--format", "json")[1])
    backed = json.loads(run("claims", "Low Water 0", "--format", "json")[1])
    code, out, err = run("reread")
    assert (code, out, err) == (0, "3 articles read again\n", "")
    with record.read() as connection:
        readers = connection.execute(select(READING.c.reader).order_by(READING.c.id)).scalars().all()
    assert readers == ["old"] * 4 + [reading.version()] * 3
    assert json.loads(run("articles", "--format", "json")[1]) == before
    assert json.loads(run("claims", "Low Water 0", "--format", "json")[1]) == backed
    assert run("reread")[1] == "nothing to do: every article was read by this version\n"
    assert run("doctor")[0] == 0


def test_other_claims_than_before_are_told(run: Run, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    read = reading.read

    def careful(article: Article) -> reading.Reading:
        made = read(article)
        return made if "comedy" in article.text else replace(made, claims=made.claims[1:], films=())

    monkeypatch.setattr(reading, "read", careful)
    counts = {row["id"]: row["claims"] for row in json.loads(run("articles", "--format", "json")[1])}
    code, out, _ = run("reread")
    assert code == 0
    assert out == "changed 1: Story 0\nchanged 2: Copied\n3 articles read again, 2 with other claims than before\n"
    after = {row["id"]: row["claims"] for row in json.loads(run("articles", "--format", "json")[1])}
    assert after == {1: counts[1] - 1, 2: counts[2] - 1, 3: counts[3]}


def test_reading_again_goes_on_where_it_was_ended(record: Record) -> None:
    steps = reread(record, outdated(record), now=lambda: LATER)
    assert next(steps).article == 1
    steps.close()
    assert outdated(record) == [2, 3]
    assert [step.article for step in reread(record, outdated(record))] == [2, 3]
    assert outdated(record) == []


def test_a_text_that_changes_meanwhile_is_passed_over(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    read = reading.read

    def slow(article: Article) -> reading.Reading:
        with record.write() as connection:
            again = replace(EDITED, text=EDITED.text + " It was a dream.")
            articles.keep(connection, filed(again, "new"), key="https://a.example/c", addresses=(), source=1, now=LATER)
        return read(article)

    filed(replace(EDITED, text=EDITED.text + " It was a dream."), "new")
    monkeypatch.setattr(reading, "read", slow)
    assert list(reread(record, [3])) == []
    with record.read() as connection:
        assert library.versions(connection, 3)[-1].number == 3
        current = connection.execute(select(ARTICLE.c.version_id).where(ARTICLE.c.id == 3)).scalar()
        assert connection.execute(select(READING.c.reader).where(READING.c.version_id == current)).scalars().all() == ["new"]  # fmt: skip


def test_a_reader_that_is_put_back_reads_again(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("one", "two", "one"):
        monkeypatch.setattr(reading, "version", lambda version=version: version)
        assert len(list(reread(record, outdated(record), now=lambda: NOW))) == 3
        assert outdated(record) == []


def test_several_processes_read_again(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "press.db"))
    with record.write() as connection:
        for n in range(10):  # the first eight are read before other processes are started
            article = replace(PRESS[0], id=str(n), text=TEXTS[n % 2])
            articles.keep(connection, filed(article, "old"), key=article.id, addresses=(), source=None, now=NOW)
    steps = list(reread(record, outdated(record), workers=2))
    assert [(step.article, step.changed) for step in steps] == [(n, False) for n in range(1, 11)]
    assert outdated(record) == []
    record.close()
