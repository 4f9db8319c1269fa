"""Search on every kind of store: names however they are typed, articles and quotations by their words, whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bigpicture import Article, Reading
from bigpicture.record import Record, articles, care, decisions, finding, known, search
from bigpicture.record.articles import Filed
from bigpicture.record.finding import find, find_as_you_type
from tests.stores import KINDS, Stores
from tests.stores import stores as opened
from tests.test_questions import FERRY, GLASS, MAIN, NOW, WATER, keep, plays, press, quote


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    """An empty store."""
    made = Record.open(stores.new())
    yield made
    made.close()


@pytest.fixture(scope="module", params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A store of films, people and articles, which tests only ask."""
    with opened(request.param, tmp_path_factory.mktemp("search")) as made:
        record = Record.open(made.new())
        press(record)
        for n, (title, person) in enumerate(CAST):
            keep(record, f"cast-{n}", "2026-02-01", "Reel", f"Cast news {n}", plays(title, person))
        keep(record, "aside", "2026-02-02", "Reel", "Aside", ("director", GLASS, "denied", {"person": "Ines Marlowe"}))
        yield record
        record.close()


CAST = (
    ("Spider-Man: Far Away", "J.K. Simmons"),
    ("The Lantern Road", "Zoë Ågren"),
    ("Lantern Road Blues", "Zoe Agrenius"),
    ("Road to the Lantern", "Samuel L. Jaxton"),
    ("The Lantern", "Petra Voss"),
    ("Her", "Bo-ra Im"),
    ("Кино", "Андрей Рублёв"),
    ("Dune: Part Two", "Timothée Chalamar"),
    ("Dune: Part Two", "Timothee Chalamar"),
    ("Dune: Part Two", "Timothée Chalamar"),
)


def first(record: Record, words: str, *kinds: str, most: int = 10) -> list[str]:
    """The names of what answers, the best first."""
    with record.read() as connection:
        return [h.name for h in find(connection, words, kinds or finding.KINDS, most)]


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("night ferry", "film", FERRY),
        ("nihgt ferri", "film", FERRY),
        ("ferry night", "film", FERRY),
        ("ferry", "film", FERRY),
        ("nightferry", "film", FERRY),
        ("Glas Orchrad", "film", GLASS),
        ("glass orchard movie", "film", GLASS),
        ("spiderman far away", "film", "Spider-Man: Far Away"),
        ("spider man", "film", "Spider-Man: Far Away"),
        ("spiderman", "film", "Spider-Man: Far Away"),
        ("dune 2", "film", "Dune: Part Two"),
        ("her", "film", "Her"),
        ("кино", "film", "Кино"),
        ("the lantern", "film", "The Lantern"),
        ("lantern r", "film", "The Lantern Road"),
        ("Ada Qvill", "person", "Ada Quill"),
        ("quill ada", "person", "Ada Quill"),
        ("marlow", "person", "Ines Marlow"),
        ("jk simmons", "person", "J.K. Simmons"),
        ("J K Simons", "person", "J.K. Simmons"),
        ("j simmons", "person", "J.K. Simmons"),
        ("zoe agren", "person", "Zoë Ågren"),
        ("samuel jaxton", "person", "Samuel L. Jaxton"),
        ("s l jaxton", "person", "Samuel L. Jaxton"),
        ("samuel m jaxton", "person", "Samuel L. Jaxton"),
        ("bora im", "person", "Bo-ra Im"),
        ("rublev", "person", "Андрей Рублёв"),
        ("рублев", "person", "Андрей Рублёв"),
        ("chalamar", "person", "Timothée Chalamar"),
        ("reviews", "quote", "Hugo Lind"),
        ("only the sea", "quote", "Ines Marlow"),
        ("fog", "article", "A ferry in the fog"),
        ("orchard of GLASS", "article", "Orchards of glass"),
        ("December still", "article", "Still in December"),
        ("still submarines", "article", "Still in December"),
        ('"ferry in the fog"', "article", "A ferry in the fog"),
    ],
)
def test_the_first_answer_is_what_is_meant(kept: Record, words: str, kind: str, name: str) -> None:
    assert first(kept, words, kind)[:1] == [name]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("submarine", "film"), ("hrr", "film"), ("night harbour", "film"), ("ada marlow", "person"), ("quyyl", "person"),
        ('"fog the in ferry"', "article"), ('"ferry fog" still', "article"), ('"sea the" only', "quote"), ("", "film"), ("…", "person"),
    ],
)  # fmt: skip
def test_what_is_not_meant_is_no_answer(kept: Record, words: str, kind: str) -> None:
    assert first(kept, words, kind) == []


def test_the_very_name_comes_first_then_what_begins_so_then_the_rest_by_likeness_and_by_what_the_press_speaks_of(
    record: Record,
) -> None:
    for n, title in enumerate(
        ["Long Lantern"] * 4 + ["Lantern Road"] * 3 + ["Lantern Bay"] * 2 + ["Lantern", "Lanterm", "Old Lantern"]
    ):
        keep(record, f"a{n}", "2026-01-01", "Reel", f"News {n}", plays(title, "Ada Quill"))
    found = ["Lantern", "Lantern Road", "Lantern Bay", "Lanterm", "Long Lantern", "Old Lantern"]
    assert first(record, "lantern", "film") == found
    assert first(record, "lantern", "film", most=2) == found[:2]


def test_a_person_is_one_however_worded_with_films_and_articles(kept: Record) -> None:
    with kept.read() as connection:
        (hit,) = find(connection, "Timothee Chalamar", ("person",))
    assert (hit.name, hit.ref, hit.about, hit.articles) == (
        "Timothée Chalamar",
        "Timothée Chalamar",
        "Dune: Part Two",
        3,
    )


def test_people_of_many_films_are_shown_with_some(record: Record) -> None:
    for n in range(6):
        keep(record, f"a{n}", "2026-01-01", "Reel", f"News {n}", plays(f"Film of {chr(97 + n)}", "Ada Quill"))
    with record.read() as connection:
        (hit,) = find(connection, "ada quill", ("person",))
    assert (hit.about, hit.articles) == ("Film of a, Film of b, Film of c, Film of d and 2 more", 6)


def test_a_film_of_several_titles_is_found_by_each_and_shown_with_its_main_one(record: Record) -> None:
    for n, title in enumerate([FERRY, FERRY, WATER]):
        keep(record, f"a{n}", "2026-01-01", "Reel", f"News {n}", plays(title, f"Person {chr(97 + n)}"))
    with record.write() as connection:
        decisions.merge(connection, known.film(connection, FERRY), known.film(connection, WATER), NOW)
    for words in ("night ferry", "low water", "low watre"):
        with record.read() as connection:
            assert [(h.name, h.articles) for h in find(connection, words, ("film",))] == [(FERRY, 3)]


def test_films_of_one_title_are_all_found(record: Record) -> None:
    for n, year in enumerate([1984, 2021, 2021]):
        said = ("director", "Dune", "stated", {"person": f"Maker {year}"})
        keep(record, f"a{n}", f"{year}-01-01", "Reel", f"Dune {n}", said)
    with record.read() as connection:
        found = find(connection, "dune", ("film",))
    assert [h.articles for h in found] == [2, 1]
    assert len({h.ref for h in found}) == 2


@pytest.mark.parametrize("name", [FERRY, "J.K. Simmons", "Spider-Man: Far Away", "Zoë Ågren", "Андрей Рублёв"])
def test_every_beginning_of_a_name_finds_it_as_it_is_typed(kept: Record, name: str) -> None:
    with kept.read() as connection:
        for end in range(1, len(name) + 1):
            assert name in [h.name for h in find_as_you_type(connection, name[:end])]
            last = name.split()[-1]
            assert name in [h.name for h in find_as_you_type(connection, last[: max(3, end)])]


SLIPS = {
    "swapped": lambda w, i, c: w[:i] + w[i + 1 : i + 2] + w[i : i + 1] + w[i + 2 :],
    "left out": lambda w, i, c: w[:i] + w[i + 1 :],
    "doubled": lambda w, i, c: w[: i + 1] + w[i:],
    "added": lambda w, i, c: w[:i] + c + w[i:],
    "changed": lambda w, i, c: w[:i] + c + w[i + 1 :],
}


@settings(deadline=None)
@given(
    st.sampled_from(sorted(SLIPS)),
    st.integers(0, 8),
    st.sampled_from("aqz"),
    st.sampled_from([FERRY, GLASS, "Chalamar", "Simmons"]),
)
def test_any_one_slip_in_a_name_is_forgiven(kept: Record, slip: str, at: int, letter: str, name: str) -> None:
    word, *rest = reversed(name.lower().split())
    asked = " ".join([*rest, SLIPS[slip](word, at % len(word), letter)])
    assert any(name in found for found in first(kept, asked, "film", "person"))


def test_search_shows_where_to_look_further(stores: Stores) -> None:
    where = stores.new()
    record = Record.open(where)
    press(record)
    record.close()

    def rows(*arguments: str) -> Any:
        found = CliRunner().invoke(
            MAIN, ["search", *arguments, "--format", "json", "--db", where], catch_exceptions=False
        )
        return json.loads(found.stdout)

    film = rows(FERRY, "--kind", "film")[0]
    assert CliRunner().invoke(MAIN, ["timeline", film["ref"], "--db", where]).exit_code == 0
    passage = rows("fog", "--kind", "article")[0]["about"]
    assert passage.startswith("The Daily Reel, 2026-01-05: ")
    assert "«fog»" in passage
    assert {row["kind"] for row in rows("ferry")} == {"film", "article"}


@pytest.mark.parametrize(
    "words",
    ['"', '""', '"a', 'a" "b', "AND OR NOT", "ferry* -fog", "a:b & !c | (d", "NEAR(a b)", "%", "_", "\\", "'; DROP TABLE film",
     "\x00", "\ud800", "x" * 5_000, "a b " * 100, "ﬁ", "١٢", "a" * 39 + " ", "- . /"],
)  # fmt: skip
def test_any_words_may_be_asked(kept: Record, words: str) -> None:
    assert first(kept, words) == first(kept, words)
    with kept.read() as connection:
        find_as_you_type(connection, words)
        assert find(connection, FERRY, ("film",))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_question_is_an_error(kept: Record, words: str) -> None:
    first(kept, words)


def test_a_text_that_changed_is_found_by_its_new_words_only(record: Record) -> None:
    keep(record, "a", "2026-01-01", "Reel", "Old words", quote(FERRY, "Ines Marlow", "Fog is a colour"))
    assert first(record, "marlow", "person") == ["Ines Marlow"]
    keep(record, "a", "2026-01-01", "Reel", "Fresh words", plays(WATER, "Ada Quill"))
    assert first(record, "old colour") == []
    assert first(record, FERRY, "film") == first(record, "marlow", "person") == []
    assert first(record, "fresh") == ["Fresh words"]
    assert first(record, WATER, "film") == [WATER]


def contents(record: Record) -> list[set[tuple[object, ...]]]:
    """What the index of names holds, without the numbers of its rows."""
    asked = (
        "SELECT kind, key, wording, name, articles, level FROM search_name WHERE articles > 0",
        "SELECT w.kind, w.word, n.key, n.wording, u.level FROM search_use u JOIN search_word w ON w.id = u.word_id "
        "JOIN search_name n ON n.id = u.name_id WHERE n.articles > 0",
        "SELECT w.kind, w.word, k.key FROM search_key k JOIN search_word w ON w.id = k.word_id "
        "WHERE w.id IN (SELECT word_id FROM search_use WHERE level > 0)",
    )
    with record.read() as connection:
        return [{tuple(row) for row in connection.execute(text(one))} for one in asked]


TOLD = st.lists(
    st.tuples(st.sampled_from("abc"), st.lists(st.tuples(st.sampled_from([FERRY, WATER]), st.sampled_from(["Zoë Orr", "Zoe Orr", "Bo Lind"])), max_size=3)),
    max_size=6,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(TOLD)
def test_an_index_that_grew_is_as_one_that_is_made_at_once(tmp_path_factory: pytest.TempPathFactory, told: Any) -> None:
    record = Record.open(str(tmp_path_factory.mktemp("grown") / "a.db"))
    for n, (key, casts) in enumerate(told):
        keep(
            record,
            key,
            "2026-01-01",
            "Reel",
            f"Words {n}",
            *(plays(title, who, f"Role {i}") for i, (title, who) in enumerate(casts)),
        )
    grown = contents(record)
    with record.write() as connection:
        search.fill(connection)
    assert contents(record) == grown
    record.close()


def test_a_store_of_the_first_kind_gets_this_index(record: Record) -> None:
    press(record)
    asked = ["night ferri", "Ada Qvill", "reviews", "fog"]
    found = [first(record, words) for words in asked]
    with record.write() as connection:
        if connection.dialect.name == "sqlite":
            for statement in OLD:
                connection.exec_driver_sql(statement)
        search.create(connection)
    assert [first(record, words) for words in asked] == found
    keep(record, "new", "2026-01-01", "Reel", "Fresh words", plays("Paper Kites", "Mina Sato"))
    assert first(record, "fresh") == ["Fresh words"]
    assert first(record, "mina") == ["Mina Sato"]


OLD = (
    "CREATE TABLE film_or_person (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, padded TEXT NOT NULL, UNIQUE (kind, name))",
    "CREATE VIRTUAL TABLE article_words USING fts5(title, text, content='version', content_rowid='id')",
    "CREATE VIRTUAL TABLE name_grams USING fts5(padded, content='film_or_person', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER version_words AFTER INSERT ON version BEGIN INSERT INTO article_words (rowid, title, text) VALUES (new.id, new.title, new.text); END",
    """CREATE TRIGGER claim_name AFTER INSERT ON claim WHEN new.person <> '' BEGIN
    INSERT OR IGNORE INTO film_or_person (kind, name, padded) VALUES ('person', new.person, ' ' || new.person || ' '); END""",
    """CREATE TRIGGER name_of AFTER INSERT ON film_or_person BEGIN
    INSERT INTO name_grams (rowid, padded) VALUES (new.id, new.padded); END""",
)  # the index that revision 0001 made, as far as it could disturb this one


def test_a_copy_that_is_put_back_can_be_searched(record: Record, stores: Stores, tmp_path: Path) -> None:
    press(record)
    asked = ["night ferri", "Ada Qvill", "reviews", "fog"]
    found = [first(record, words) for words in asked]
    care.backup(record, tmp_path / "copy.db")
    where = stores.new()
    care.restore(where, tmp_path / "copy.db", NOW)
    care.restore(where, tmp_path / "copy.db", NOW, force=True)
    restored = Record.open(where)
    assert [first(restored, words) for words in asked] == found
    assert contents(restored) == contents(record)
    restored.close()


def test_without_fts5_the_same_is_found_more_slowly(tmp_path: Path) -> None:
    """A SQLite may be made without it."""
    store = Record.open(str(tmp_path / "a.db"))
    press(store)
    asked = ["night ferry", "Glas Orchard", "marlow", "reviews", "fog", '"in the fog"']
    quick = [first(store, words)[:1] for words in asked]
    with store.write() as connection:
        for name in ("search_article", "search_quote"):
            connection.execute(text(f"DROP TABLE {name}"))
    assert [first(store, words)[:1] for words in asked] == quick
    store.close()


def test_the_index_is_as_old_as_the_transaction(record: Record) -> None:
    article = Article("a", "Night Ferry sails", title="Ferry")
    filed = Filed(article, articles.digest(article), Reading(article, (), ()), "test", None)

    def broken_off() -> None:
        with record.write() as connection:
            articles.keep(connection, filed, key="a", addresses=(), source=None, now=NOW)
            assert search.articles(connection, "sails")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        broken_off()
    with record.read() as connection:
        assert search.articles(connection, "sails") == []


def test_a_text_of_any_size_is_stored_and_found(record: Record) -> None:
    words = " ".join(f"w{n}ord-{n}.example" for n in range(60_000))
    keep(
        record,
        "a",
        "2026-01-01",
        "Reel",
        "Very long",
        quote(None, "Ada Quill", "Zest"),
        plays(f"Zebra {words}"[:400], "Ada " + "q" * 3_000),
    )
    with record.write() as connection:
        article = Article("b", f"Zebras {words}", title="Longer still")
        filed = Filed(article, articles.digest(article), Reading(article, (), ()), "test", None)
        articles.keep(connection, filed, key="b", addresses=(), source=None, now=NOW)
    assert set(first(record, "zebra", "article")) == {"Longer still", "Very long"}


def test_of_very_many_texts_with_the_words_the_newest_answer(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from bigpicture.record import text_postgres, text_sqlite

    for module in (text_sqlite, text_postgres):
        monkeypatch.setattr(module, "NEWEST", 5)
    for n in range(12):
        keep(record, f"a{n}", "2026-01-01", "Reel", f"Fog {n}", quote(None, "Ada Quill", f"Fog, they said {n}"))
    assert first(record, "fog", "article") == [f"Fog {n}" for n in range(11, 6, -1)]
    assert len(first(record, "fog", "quote")) == 5
