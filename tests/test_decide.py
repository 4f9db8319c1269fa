"""A person's word about which films are meant: it outranks what is worked out, in any order, and can be taken back."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from bigpicture.commands import decide
from bigpicture.errors import InputError
from bigpicture.identity import Mention, block, partition
from bigpicture.identity.links import Decision, Links, links
from bigpicture.record import Record, bonds, decisions, known
from bigpicture.record.schema import ARTICLE, DECISION
from tests.test_films import Told, films, keep, random_press
from tests.test_identity import a_mention

NOW = "2026-11-29T09:30:00Z"


def merge(*kept: str) -> Decision:
    return Decision("merge", frozenset(kept))


def split(kept: str, moved: str) -> Decision:
    return Decision("split", frozenset(kept), frozenset(moved))


def pin(kept: str, moved: str) -> Decision:
    return Decision("pin", frozenset(kept), frozenset(moved))


def parted(mentions: list[Mention], *taken: Decision) -> tuple[list[set[str]], set[str]]:
    groups, undecided = partition(mentions, links(taken))
    return sorted((set(g.mentions) for g in groups), key=min), set(undecided)


def m(key: str, director: str = "", people: str = "", year: int | None = None) -> Mention:
    directors = frozenset(filter(None, [director]))
    return Mention(key, "2026-05-01T09:00:00Z", year, directors, directors | frozenset(people.split()))


TWO = [m("a", "marlow"), m("b", "renn"), m("c", people="quill"), m("d", "renn", "quill")]


def test_without_decisions_nothing_is_linked() -> None:
    assert links([]) == Links()
    assert parted(TWO) == ([{"a"}, {"b", "c", "d"}], set())


def test_merged_films_are_one_though_their_directors_differ() -> None:
    assert parted(TWO, merge("a", "b")) == ([{"a", "b", "c", "d"}], set())


def test_what_is_split_off_is_another_film_though_its_people_say_otherwise() -> None:
    assert parted(TWO, split("bd", "c")) == ([{"a"}, {"b", "d"}, {"c"}], set())
    assert parted(TWO, split("b", "d")) == ([{"a"}, {"b"}, {"c", "d"}], set())


def test_what_is_split_off_joins_the_film_whose_people_it_names() -> None:
    mentions = [m("a", "marlow", "quill"), m("b", "renn"), m("c", "renn", "quill")]
    assert parted(mentions) == ([{"a", "b", "c"}], set())
    assert parted(mentions, split("b", "c")) == ([{"a", "c"}, {"b"}], set())


def test_what_is_pinned_is_of_its_film_and_does_not_bring_others_along() -> None:
    assert parted(TWO, pin("a", "d")) == ([{"a", "d"}, {"b"}], {"c"})
    assert parted(TWO, pin("a", "dc")) == ([{"a", "c", "d"}, {"b"}], set())


def test_a_pin_outlives_neither_its_film_nor_its_mention() -> None:
    rest = [TWO[1], m("e", "lind"), m("d", "renn")]
    assert parted(rest, pin("a", "d")) == parted(rest) == ([{"b", "d"}, {"e"}], set())
    assert parted(TWO, pin("a", "z")) == parted(TWO)


def test_the_newer_word_holds() -> None:
    assert parted(TWO, split("bd", "c"), pin("bd", "c")) == ([{"a"}, {"b", "c", "d"}], set())
    assert parted(TWO, pin("bd", "c"), split("bd", "c")) == ([{"a"}, {"b", "d"}, {"c"}], set())
    assert parted(TWO, split("bd", "c"), merge("b", "c", "d")) == ([{"a"}, {"b", "c", "d"}], set())
    assert parted(TWO, merge("a", "b", "c", "d"), split("bcd", "a")) == ([{"a"}, {"b", "c", "d"}], set())


def test_a_merge_with_a_third_film_keeps_what_was_split_off_apart() -> None:
    assert parted(TWO, split("bd", "c"), merge("a", "b", "d")) == ([{"a", "b", "d"}, {"c"}], set())


def test_titles_that_are_decided_together_stay_apart_but_for_what_was_merged() -> None:
    mentions = [
        Mention("a", "2026", None, frozenset(["marlow"]), frozenset(["marlow", "quill"]), block="ferry"),
        Mention("b", "2026", None, frozenset(["marlow"]), frozenset(["marlow", "quill"]), block="water"),
        Mention("c", "2026", None, block="water"),
        Mention("d", "2026", None, frozenset(["renn"]), frozenset(["renn", "quill"]), block="ferry"),
    ]
    assert parted(mentions) == ([{"a", "d"}, {"b", "c"}], set())
    assert parted(mentions, merge("a", "b", "d")) == ([{"a", "b", "c", "d"}], set())


@st.composite
def a_decision(draw: st.DrawFn, keys: list[str]) -> Decision:
    kind = draw(st.sampled_from(["merge", "split", "pin"]))
    kept = draw(st.frozensets(st.sampled_from(keys), min_size=1, max_size=4))
    moved = draw(st.frozensets(st.sampled_from(keys), min_size=1, max_size=3)) - kept
    return Decision(kind, kept, moved if kind != "merge" else frozenset())


@settings(max_examples=60)
@given(st.lists(a_mention(), min_size=2, max_size=10, unique_by=lambda x: x.key), st.data())
def test_any_order_of_mentions_gives_the_same_films_and_every_word_holds(mentions: list[Mention], data: Any) -> None:
    taken = data.draw(st.lists(a_decision([x.key for x in mentions]), max_size=3))
    made = links(taken)
    groups, undecided = partition(mentions, made)
    other = data.draw(st.permutations(mentions))
    again, rest = partition(other, made)
    assert ({g.mentions for g in groups}, undecided) == ({g.mentions for g in again}, rest)
    assert sorted([*undecided, *(k for g in groups for k in g.mentions)]) == sorted(x.key for x in mentions)
    for keys in made.together:
        present = keys & {x.key for x in mentions}
        assert any(present <= g.mentions for g in groups)
    if len(taken) == 1:
        assert not any(g.mentions & a and g.mentions & b for g in groups for a, b in made.apart)


# On a store.

PRESS: list[Told] = [
    ("a", "2026-01-01", "Night Ferry", 2026, "Ines Marlow", "Ada Quill"),
    ("b", "2026-01-02", "Night Ferry", None, "Ines Marlow", ""),
    ("c", "2026-01-03", "Night Ferry", 1950, "Hugo Lind", ""),
    ("d", "2026-01-04", "Low Water", 2026, "Ines Marlow", "Ada Quill"),
    ("e", "2026-01-05", "Low Water", None, "", ""),
]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record.open(str(tmp_path / "press.db"))
    for told in PRESS:
        keep(made, told)
    return made


def members(record: Record) -> list[str]:
    """The articles of each film."""
    return sorted("".join(sorted(row[-1])) for row in films(record)[0])


def number(record: Record, key: str) -> int:
    with record.read() as connection:
        return connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.key == key)).scalar_one()


def film_of(record: Record, title: str, year: int | None = None) -> known.Film:
    with record.read() as connection:
        return known.film(connection, title, year)


def merged(record: Record) -> int:
    with record.write() as connection:
        return decisions.merge(
            connection, known.film(connection, "Night Ferry", 2026), known.film(connection, "Low Water"), NOW
        )


def test_films_of_other_titles_are_merged_found_by_either_and_joined_by_what_comes(record: Record) -> None:
    assert members(record) == ["ab", "c", "de"]
    merged(record)
    assert members(record) == ["abde", "c"]
    assert film_of(record, "Low Water").id == film_of(record, "Night Ferry", 2026).id
    keep(record, ("f", "2026-02-01", "Low Water", None, "", ""))
    keep(record, ("g", "2026-02-02", "Night Ferry", None, "Ines Marlow", ""))
    assert members(record) == ["abdefg", "c"]


def test_an_undone_merge_leaves_no_trace_but_in_the_log(record: Record) -> None:
    before = films(record)
    taken = merged(record)
    with record.write() as connection:
        assert decisions.undo(connection, taken, NOW).kind == "merge"
    assert films(record) == before
    with record.read() as connection:
        (one,) = decisions.log(connection)
    assert (one.undone_at, one.told) == (NOW, "Night Ferry (2026) and Low Water (2026) are one film")


def test_split_and_pin_are_kept_when_an_article_is_edited_or_comes_and_are_undone(record: Record) -> None:
    before = films(record)
    ferry = film_of(record, "Night Ferry", 2026)
    with record.write() as connection:
        apart = decisions.split(connection, ferry, [number(record, "b")], NOW)
    assert members(record) == ["a", "b", "c", "de"]
    keep(record, ("b", "2026-01-02", "Night Ferry", None, "Ines Marlow", "Mina Sato"))  # edited
    assert members(record) == ["a", "b", "c", "de"]
    with record.write() as connection:
        decisions.pin(connection, film_of(record, "Night Ferry", 1950), [number(record, "b")], NOW)
    assert members(record) == ["a", "bc", "de"]
    keep(record, ("h", "2026-03-01", "Night Ferry", 2026, "Ines Marlow", ""))
    assert members(record) == ["ah", "bc", "de"]
    with record.write() as connection:
        for taken in (apart, apart + 1):
            decisions.undo(connection, taken, NOW)
    keep(record, ("h", "2026-03-01", "Winter Post", 2026, "Ines Marlow", ""))
    keep(record, ("b", "2026-01-02", "Night Ferry", None, "Ines Marlow", ""))
    assert {row for row in films(record)[0] if row[0] != "Winter Post"} == before[0]


def test_what_cannot_be_decided_is_refused_in_a_line(record: Record) -> None:
    ferry, water = film_of(record, "Night Ferry", 2026), film_of(record, "Low Water")
    a, b, d = (number(record, key) for key in "abd")
    refused = [
        (lambda c: decisions.merge(c, ferry, ferry, NOW), "one film already"),
        (lambda c: decisions.split(c, ferry, [a, b], NOW), "no article would be left"),
        (lambda c: decisions.split(c, ferry, [d], NOW), "does not speak of"),
        (lambda c: decisions.pin(c, water, [a], NOW), "names nothing that is called Low Water"),
        (lambda c: decisions.undo(c, 7, NOW), "no such decision"),
    ]
    before = films(record)
    for action, words in refused:
        with pytest.raises(InputError, match=words), record.write() as connection:
            action(connection)
    assert films(record) == before
    taken = merged(record)
    with record.write() as connection:
        decisions.undo(connection, taken, NOW)
    with pytest.raises(InputError, match="undone already"), record.write() as connection:
        decisions.undo(connection, taken, NOW)


def test_undecided_mentions_are_listed_with_those_that_may_be_meant(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "a.db"))
    keep(record, ("a", "2026-01-01", "Night Ferry", 2026, "Ines Marlow", ""))
    keep(record, ("b", "2026-01-02", "Night Ferry", 2026, "Hugo Lind", ""))
    keep(record, ("c", "2026-01-03", "The Night Ferry", None, "", ""))
    with record.read() as connection:
        (one,) = decisions.undecided(connection)
    assert (one.article, one.title, len(one.candidates)) == (number(record, "c"), "The Night Ferry", 2)
    with record.write() as connection:
        decisions.pin(connection, one.candidates[1], [one.article], NOW)
        assert decisions.undecided(connection) == []


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_articles_gives_the_same_films_under_decisions(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    press = random_press(chance)
    pairs = [[told[0], block(told[2])] for told, *_ in press]
    chance.shuffle(pairs)
    taken = [("merge", pairs[:4], []), ("split", pairs[4:6], pairs[6:7]), ("pin", pairs[:1], pairs[7:8])]
    found = []
    for n in range(3):
        record = Record.open(str(tmp_path / f"{n}.db"))
        with record.write() as connection:
            for kind, kept, moved in taken:
                blocks = sorted({block for _, block in [*kept, *moved]})
                payload = {"told": kind, "kept": kept, "moved": moved}
                row = insert(DECISION).values(kind=kind, made_at=NOW, blocks=blocks, payload=payload)
                bonds.of_decision(connection, connection.execute(row).inserted_primary_key[0], blocks)  # type: ignore[index]
        for told, also, opens in press:
            keep(record, told, also=also, opens=opens)
        found.append(films(record))
        chance.shuffle(press)
    assert found[0] == found[1] == found[2]


def test_the_commands_decide_show_and_undo(record: Record) -> None:
    def run(name: str, *arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(commands[name], [*arguments, "--db", record.address])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    commands = {c.name: c for c in decide.COMMANDS}
    ferry = film_of(record, "Night Ferry", 2026)
    assert run("decisions") == (0, "nothing is decided by hand; see: bigpicture merge --help\n")
    assert run("undecided") == (0, "every mention has its film\n")
    assert run("merge", f"#{ferry.id}", "Low Water") == (0, "decision 1; take it back with: bigpicture undo 1\n")
    assert members(record) == ["abde", "c"]
    assert run("split", "Low Water", str(number(record, "e")))[0] == 0
    assert members(record) == ["abd", "c", "e"]
    assert run("pin", f"#{ferry.id}", str(number(record, "c")))[0] == 0
    assert members(record) == ["abcd", "e"]
    assert [row["kind"] for row in json.loads(run("decisions", "--format", "json")[1])] == ["pin", "split", "merge"]
    assert "Night Ferry (2026) and Low Water (2026) are one film" in run("decisions")[1]
    assert run("undo", "3")[1].startswith("undone: pin, article")
    assert run("undo", "3")[0] == 1
    assert run("merge", "Night Ferry", "Nobody's Film")[0] == 1
    assert members(record) == ["abd", "c", "e"]
