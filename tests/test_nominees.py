"""The imported history of the Academy in the store: replaced as a whole, given back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bigpicture.record import Record, nominees
from bigpicture.record.schema import NOMINEE
from bigpicture.season.races import Contender, Race
from tests.stores import Stores

_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
_contenders = st.builds(
    Contender, _words, st.lists(_words, max_size=3).map(tuple), st.integers(0, 14),
    st.frozensets(st.sampled_from(["picture", "director", "actor"])), st.sampled_from([True, False, None]), _words,
)  # fmt: skip
_races = st.lists(
    st.builds(
        Race, st.just("academy"), st.integers(1928, 2026), st.sampled_from(["picture", "song", "sound"]),
        st.lists(_contenders, min_size=1, max_size=4).map(tuple),
    ),
    max_size=6, unique_by=lambda race: (race.year, race.category),
)  # fmt: skip


def test_any_history_comes_back_as_it_was(stores: Stores) -> None:
    record = Record.open(stores.new())

    @given(_races)
    @settings(max_examples=25, deadline=None)
    def check(races: list[Race]) -> None:
        with record.write() as connection:
            counts = nominees.store(connection, races, "oscars.csv")
        with record.read() as connection:
            assert nominees.load(connection) == tuple(races)
            assert nominees.years(connection) == tuple(sorted({race.year for race in races}))
            for race in races[:1]:
                assert nominees.load(connection, year=race.year, category=race.category) == (race,)
            stored = connection.execute(select(func.count()).select_from(NOMINEE)).scalar_one()
        assert (
            (counts.races, counts.nominees)
            == (len(races), stored)
            == (len(races), sum(len(r.contenders) for r in races))
        )

    check()
    record.close()


def test_an_import_that_fails_changes_nothing(stores: Stores) -> None:
    record = Record.open(stores.new())
    old = Race(
        "academy", 2024, "picture", (Contender("Low Water", ("Ada Quill",), 3, frozenset({"director"}), won=True),)
    )
    with record.write() as connection:
        nominees.store(connection, [old])

    def broken() -> object:
        yield Race("academy", 2025, "picture", (Contender("Night Ferry", (), 1, frozenset()),))
        raise ValueError("the rest cannot be read")

    with pytest.raises(ValueError, match="the rest"), record.write() as connection:
        nominees.store(connection, broken())  # type: ignore[arg-type]
    with record.read() as connection:
        assert nominees.load(connection) == (old,)
        assert nominees.load(connection, "bafta") == ()
    record.close()
