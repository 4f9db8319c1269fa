"""Counting right: totals beside what is named, both ways; joint, implied and shared prizes counted once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigpicture.record import Record
from bigpicture.record.season import Total
from bigpicture.record.season.entries import entries
from bigpicture.record.season.places import Placed, place, shared
from bigpicture.record.told import Named
from bigpicture.season import bodies, editions
from bigpicture.weighing import Saying
from tests.seasonpress import Said, seen, tell, won
from tests.stores import Stores

FERRY, SALT = "Night Ferry", "The Salt Road"
NAMED = ("best picture", "best director", "best film editing", "best sound", "best cinematography")


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    yield made
    made.close()


def totals(record: Record, body: str = "academy") -> list[Total]:
    held = seen(record).of(body)
    assert held is not None
    return list(held.totals)


def test_seven_told_five_named(record: Record) -> None:
    tell(record, Said(FERRY, count=7), *(Said(FERRY, name) for name in NAMED))
    (total,) = totals(record)
    assert (total.told, total.named, total.short, total.won) == (7, 5, 2, False)
    (row,) = seen(record).board
    assert (row.nominations, row.by_body["academy"].named_nominations) == (7, 5)


def test_three_told_four_named_is_a_contradiction_in_sight(record: Record) -> None:
    tell(record, Said(FERRY, count=3), *(Said(FERRY, name) for name in NAMED[:4]))
    (total,) = totals(record)
    assert (total.told, total.named, total.short) == (3, 4, -1)
    assert seen(record).board[0].nominations == 4


def test_wins_are_named_as_nominations_once(record: Record) -> None:
    tell(record, Said(FERRY, count=4), Said(FERRY, "best picture"), Said(FERRY, "best sound"), on="2024-01-24")
    tell(
        record,
        won(FERRY, "best picture"),
        won(FERRY, "best director", "Ines Marlow"),
        won(FERRY, count=3),
        on="2024-03-11",
    )
    up, wins = totals(record)[::-1]
    assert (up.told, up.named) == (4, 3)  # two told, one implied by its win
    assert (wins.won, wins.told, wins.named) == (True, 3, 2)
    (row,) = seen(record).board
    assert (row.nominations, row.wins, row.by_body["academy"].named_nominations) == (4, 3, 3)


def test_who_won_so_often_was_up_so_often(record: Record) -> None:
    tell(record, won(FERRY, count=6, award="British Independent Film Awards", year=2023), on="2023-12-05")
    (row,) = seen(record).board
    assert (row.nominations, row.wins) == (6, 6)


def test_totals_that_differ_are_shown(record: Record) -> None:
    for day, count in (("2024-01-24", 8), ("2024-01-25", 8), ("2024-01-26", 9)):
        tell(record, Said(FERRY, count=count), on=day, outlet=f"The {day}")
    (total,) = totals(record)
    assert (total.told, total.others) == (8, (9,))


def test_a_total_that_is_only_rumoured_does_not_count(record: Record) -> None:
    tell(record, Said(FERRY, count=11, status="rumoured"), Said(FERRY, "best picture"))
    (row,) = seen(record).board
    assert row.nominations == 1


def test_a_category_that_nobody_knows_fills_a_gap_and_no_more(record: Record) -> None:
    tell(record, Said(FERRY, count=2), Said(FERRY, "best picture"), Said(FERRY, "best use of fog"))
    assert [(t.told, t.named) for t in totals(record)] == [(2, 2)]
    tell(record, Said(SALT, count=1), Said(SALT, "best picture"), Said(SALT, "best use of fog"))
    assert [(t.told, t.named) for t in totals(record) if t.film.title == SALT] == [(1, 1)]


def test_a_persons_total_is_not_the_films(record: Record) -> None:
    tell(record, Said(FERRY, person="Ines Marlow", count=3), Said(FERRY, "best picture"))
    assert totals(record) == []
    assert seen(record).board[0].nominations == 1


_ACADEMY = bodies.named("academy")
_EDITION = editions.edition("academy", 2024)
_claims = st.lists(
    st.tuples(
        st.sampled_from(["nomination", "award"]), st.sampled_from(["director", "actor", "picture", "song"]),
        st.sampled_from([None, "Ada Quill", "Mina Sato"]), st.sampled_from(["stated", "stated", "rumoured", "denied"]),
        st.integers(1, 6), st.sampled_from(["2024-01-24T09:00:00Z", "2024-02-20T09:00:00Z", "2024-03-11T09:00:00Z"]),
    ),
    max_size=12,
)  # fmt: skip


def _placed(rows: list[tuple[str, str, str | None, str, int, str]]) -> list[Placed]:
    made = []
    for number, (kind, category, person, status, article, when) in enumerate(rows):
        values = {"award": "Academy Awards", "category": category, "person": person, "year": 2024, "count": None}
        saying = Saying(number, kind, values, status, 0.9, when, article, article)  # type: ignore[arg-type]
        made.append(place(saying, _ACADEMY, _EDITION, _ACADEMY.categories[category], year_told=True))
    return made


@given(_claims, st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_entries_do_not_depend_on_the_order_and_name_each_prize_once(
    rows: list[tuple[str, str, str | None, str, int, str]], chance: object
) -> None:
    film = Named(1, FERRY, None)
    placed = _placed(rows)
    mixed = list(placed)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    made, again = entries(film, placed), entries(film, mixed)
    key = [(f.won, f.category, set(f.entry.people), f.entry.fact.standing) for f in made]
    assert all(one in key for one in [(f.won, f.category, set(f.entry.people), f.entry.fact.standing) for f in again])
    assert len(made) == len(again)
    for f in made:
        same = [g for g in made if g.won == f.won and g.category == f.category]
        assert f.category is not None
        if shared(f.category):
            assert len(same) == 1
        else:
            people = [p for g in same for p in g.entry.people]
            assert len(people) == len(set(people))
        assert {s.id for s in f.entry.fact.sayings} <= set(range(len(rows)))
