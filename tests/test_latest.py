"""The latest news by film, and films by filters, on every kind of store: settled and not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bigpicture.record import Record, calendar, filters, latest, ledger
from bigpicture.record.filters import SORTS
from bigpicture.record.latest import Page, Wanted, Window
from tests.stores import Stores
from tests.webstory import keep, opens, said

DAYS = [f"2026-06-{day:02d}" for day in range(1, 10)]


@pytest.fixture
def store(stores: Stores) -> Iterator[Record]:
    record = Record.open(stores.new())
    yield record
    record.close()


def tell(record: Record) -> None:
    for n, day in enumerate(DAYS):
        keep(record, f"a{n}", day, opens(f"Film {n % 4}", f"2027-0{n % 4 + 1}-1{n % 3}"), said(f"Film {n % 4}", "cast", person=f"Ada Quill {n}", character=None),
             said("Low Water", "award", award="Skerry Awards", category=f"best {n}", person=None, year=2026, count=None))  # fmt: skip


def seen(page: Page) -> list[tuple[str, list[tuple[str, str]], int]]:
    return [(g.film.title, [(c.kind, c.by.when[:10]) for c in g.changes], g.more) for g in page.groups]


def ask(record: Record, *window: Window, **more: object) -> Page:
    with record.read() as connection:
        return latest.latest(connection, *(window or (Window(),)), **more)  # type: ignore[arg-type]


def test_it_is_the_same_before_and_after_it_is_settled(store: Record) -> None:
    tell(store)
    asks: list[Callable[[], Page]] = [
        lambda: ask(store), lambda: ask(store, Window(since=DAYS[5])), lambda: ask(store, wanted=Wanted(("moved",), ("GB",), ("agreed",))),
        lambda: ask(store, each=2), lambda: ask(store, Window(after="2026-06-05T23:59:59Z")),
    ]  # fmt: skip
    before = [seen(one()) for one in asks]
    assert len(before[0]) == 5
    assert all(before)
    ledger.catch_up(store, "2026-06-09T23:59:59Z")
    assert [seen(one()) for one in asks] == before


def test_pages_show_every_film_once_where_its_newest_change_is(store: Record) -> None:
    tell(store)
    ledger.catch_up(store, "2026-06-10T00:00:00Z")
    whole = seen(ask(store))
    found: list[tuple[str, list[tuple[str, str]], int]] = []
    page = ask(store, most=1)
    while True:
        found += seen(page)
        if page.after is None:
            break
        page = ask(store, most=1, after=page.after)
    assert sorted(found) == sorted(whole)
    assert len({title for title, _, _ in found}) == len(found) == 5


def test_what_was_noted_by_a_look_and_what_came_after_part_the_whole(store: Record) -> None:
    for n, day in enumerate(DAYS[:4]):
        keep(store, f"a{n}", day, opens("Low Water", f"2027-05-1{n}"))
        ledger.catch_up(store, f"{day}T23:59:59Z")
    by, after = (seen(ask(store, w)) for w in (Window(by="2026-06-02T23:59:59Z"), Window(after="2026-06-02T23:59:59Z")))
    assert by == [("Low Water", [("moved", "2026-06-02"), ("new", "2026-06-01")], 0)]
    assert after == [("Low Water", [("moved", "2026-06-04"), ("moved", "2026-06-03")], 0)]
    assert ask(store, Window(after="2026-06-04T23:59:59Z")).groups == ()


def test_the_state_changes_with_what_is_known(store: Record) -> None:
    def state() -> tuple[int | None, ...]:
        with store.read() as connection:
            return latest.state(connection)

    first = state()
    assert first == state()
    keep(store, "a", DAYS[0], opens("Low Water", "2027-05-14"))
    assert state() != first


@pytest.mark.parametrize("sort", SORTS)
def test_filters(store: Record, sort: str) -> None:
    keep(store, "a", DAYS[0], opens("Low Water", "2027-05-14"), said("Low Water", "director", person="Ines Marlow"),
         said("Low Water", "company", organization="Lionsgate", role="distributor"),
         said("Night Ferry", "screening", event="Skerry Film Festival", year=2026, kind="premiere"),
         opens("Night Ferry", "2027", "US", None, "rumoured"))  # fmt: skip
    for name, value, title in (
        ("territory", "GB", "Low Water"), ("mode", "theatrical", "Low Water"), ("person", "Ines Marlow", "Low Water"),
        ("company", "lionsgate", "Low Water"), ("festival", "Skerry", "Night Ferry"), ("standing", "rumoured", "Night Ferry"),
    ):  # fmt: skip
        with store.read() as connection:
            found = filters.films(connection, filters.Wanted(**{name: value}), sort=sort)  # type: ignore[arg-type]
        assert [f.title for f in found.films] == [title], name


def test_a_month_of_the_calendar(store: Record) -> None:
    keep(
        store,
        "a",
        DAYS[0],
        opens("Low Water", "2027-05-14"),
        opens("Night Ferry", "2027-05"),
        opens("Far Off", "2027-06-01"),
    )
    with store.read() as connection:
        assert [o.film.title for o in calendar.releases(connection, first="2027-05", last="2027-05")] == [
            "Low Water",
            "Night Ferry",
        ]
        exact = calendar.releases(connection, first="2027-05-01", last="2027-06-20", rough=False)
        assert [o.film.title for o in exact] == ["Low Water", "Far Off"]
