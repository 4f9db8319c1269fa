"""Forecasts in the store: made from what is agreed, kept as they were made, told with what moved them, scored in public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, isclose, log
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from bigpicture.errors import StoreError
from bigpicture.record import Record, care, nominees
from bigpicture.record.forecasts import Kept, Model, history, latest, make, replay, years
from bigpicture.record.forecasts.inputs import inputs, out, race
from bigpicture.record.forecasts.scored import Score, scored
from bigpicture.record.schema import FORECAST
from bigpicture.season import joining
from bigpicture.season.forecast import Forecast, Odds, Part
from bigpicture.season.races import Contender, Precursor, Race
from tests.seasonpress import Said, tell, won
from tests.stores import Stores

# Ceremonies to come, so that the shipped table has nothing of them: the Academy's of 2031, for films of 2030.
LABEL, YEAR, MORNING, EVE, AFTER = (
    "2030-31",
    2031,
    "2031-01-20T12:00:00Z",
    "2031-02-20T12:00:00Z",
    "2031-04-10T12:00:00Z",
)
FILMS = ("Night Ferry", "The Salt Road", "Paper Kites", "Glass Orchard", "Low Water")
MAKERS = ("Ines Marlow", "Olu Adeyinka", "Petra Voss", "Hugo Lind", "Mina Sato")
DGA = "Directors Guild of America Awards"


def counting(race: Race, rows: Sequence[Precursor]) -> Forecast:
    """A plain model: each prize before is worth one, each nomination of the film a tenth."""
    worth = [c.nominations / 10 for c in race.contenders]
    for row in rows:
        if row.won and race.category in joining.counterparts(row.body, row.category):
            for place in joining.joined(race, row):
                worth[place] += 1
    whole = sum(map(exp, worth))
    odds = (
        Odds(c, exp(w) / whole, (Part("worth", f"{w:.1f}", w),)) for c, w in zip(race.contenders, worth, strict=True)
    )
    ranked = tuple(sorted(odds, key=lambda o: -o.probability))
    return Forecast(
        race.body, race.year, race.category, tuple(sorted({r.body for r in rows})), ranked, model="counting"
    )


@pytest.fixture
def record(stores: Stores) -> Iterator[Record]:
    made = Record.open(stores.new())
    yield made
    made.close()


def announce(record: Record, films: Sequence[str] = FILMS) -> None:
    """The nominees for best director, as articles name them."""
    said = (Said(film, "best director", maker, YEAR) for film, maker in zip(films, MAKERS, strict=False))
    tell(record, *said, on="2031-01-17", now="2031-01-17T10:00:00Z")


def given(record: Record, film: str, maker: str, on: str = "2031-02-09", award: str = DGA, **rest: object) -> None:
    """Another body's prize for directing."""
    tell(record, won(film, "best director", maker, award=award, year=YEAR, **rest), on=on, now=f"{on}T10:00:00Z")


def kept(record: Record) -> list[Kept]:
    with record.read() as connection:
        return [moved.kept for moved in history(connection, YEAR, "director")]


def forecast(record: Record, now: str, model: Model = counting) -> int:
    return make(record, now, model=model)


def test_a_forecast_waits_until_all_nominees_are_agreed(record: Record) -> None:
    announce(record, FILMS[:4])
    with record.read() as connection:
        assert race(inputs(connection, LABEL), "director") == (None, "articles name 4 of 5 nominees")
    assert forecast(record, MORNING) == 0
    tell(record, Said(FILMS[4], "best director", MAKERS[4], YEAR, status="rumoured"), on="2031-01-18")
    assert forecast(record, MORNING) == 0
    tell(record, Said(FILMS[4], "best director", MAKERS[4], YEAR), on="2031-01-19")
    assert forecast(record, MORNING) == 1
    (one,) = kept(record)
    assert {o.contender.film for o in one.forecast.odds} == set(FILMS)
    assert isclose(sum(o.probability for o in one.forecast.odds), 1)


def test_nominees_have_the_films_count_and_companions(record: Record) -> None:
    announce(record)
    tell(record, Said(FILMS[0], count=9, year=YEAR), Said(FILMS[0], "best picture", year=YEAR), on="2031-01-17")
    with record.read() as connection:
        up, why = race(inputs(connection, LABEL), "director")
    assert up is not None
    (first,) = (c for c in up.contenders if c.film == FILMS[0])
    assert (why, first.nominations, first.companions, first.won) == ("", 9, {"picture"}, None)


def test_an_agreed_win_moves_the_forecast_and_a_rumoured_or_contested_one_does_not(record: Record) -> None:
    announce(record)
    assert forecast(record, MORNING) == 1
    given(record, FILMS[1], MAKERS[1], on="2031-02-08", status="rumoured")
    assert forecast(record, "2031-02-08T12:00:00Z") == 0
    given(record, FILMS[2], MAKERS[2])
    assert forecast(record, "2031-02-09T12:00:00Z") == 1
    assert forecast(record, "2031-02-09T13:00:00Z") == 0  # nothing new
    first, second = kept(record)
    assert first.rows == ()
    assert [(r.film, r.won, r.source) for r in second.rows] == [(FILMS[2], True, "The Reel")]
    assert second.forecast.odds[0].contender.film == FILMS[2]
    given(record, FILMS[3], MAKERS[3], on="2031-02-10")  # another winner: now it is contested
    assert forecast(record, "2031-02-10T12:00:00Z") == 1
    with record.read() as connection:
        moved = history(connection, YEAR, "director")
    assert [([r.film for r in m.gained], [r.film for r in m.lost]) for m in moved] == [
        ([], []), ([FILMS[2]], []), ([], [FILMS[2]]),
    ]  # fmt: skip
    assert moved[1].gained[0].fact is not None


def test_the_same_report_again_is_nothing_new(record: Record) -> None:
    announce(record)
    given(record, FILMS[2], MAKERS[2])
    assert forecast(record, "2031-02-09T12:00:00Z") == 1
    again = won(FILMS[2], "best director", MAKERS[2], award=DGA, year=YEAR)
    tell(record, again, on="2031-02-10", outlet="The Post")
    assert forecast(record, "2031-02-10T12:00:00Z") == 0


def test_an_update_that_brought_nothing_about_prizes_forecasts_nothing(record: Record) -> None:
    announce(record)
    assert make(record, MORNING, since="2031-01-17T11:00:00Z", model=counting) == 0
    assert make(record, MORNING, since="2031-01-17T09:00:00Z", model=counting) == 1


def test_a_forecast_is_never_changed(record: Record) -> None:
    announce(record)
    forecast(record, MORNING)
    before = kept(record)
    with pytest.raises(StoreError), record.write() as connection:
        connection.execute(update(FORECAST).values(model="a better one"))
    if record.engine.dialect.name == "sqlite":
        with pytest.raises(StoreError), record.write() as connection:
            connection.execute(delete(FORECAST))
    assert kept(record) == before


def test_no_code_changes_or_drops_a_forecast() -> None:
    root = Path(care.__file__).parents[1]
    for path in root.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "update(FORECAST" not in text, path
        assert "delete(FORECAST" not in text, path


def test_forecasts_survive_a_copy_that_is_put_back(record: Record, stores: Stores, tmp_path: Path) -> None:
    announce(record)
    forecast(record, MORNING)
    with record.write() as connection:
        nominees.store(
            connection, [Race("academy", 2000, "song", (Contender("Low Water", (), 1, frozenset(), won=True),))]
        )
    care.backup(record, tmp_path / "copy.db")
    other = stores.new()
    care.restore(other, tmp_path / "copy.db", AFTER)
    care.restore(other, tmp_path / "copy.db", AFTER, force=True)  # over forecasts that are there
    back = Record.open(other)
    assert kept(back) == kept(record) != []
    with back.read() as connection:
        assert nominees.years(connection) == (2000,)
        assert years(connection) == (YEAR,)
    back.close()


def director(record: Record) -> Score:
    with record.read() as connection:
        (found,) = (s for s in scored(connection, YEAR).scores if s.category == "director")
    return found


def test_a_ceremony_in_the_record_is_scored(record: Record) -> None:
    announce(record)
    forecast(record, MORNING)
    given(record, FILMS[2], MAKERS[2])
    forecast(record, EVE)
    assert (director(record).why, director(record).counts) == ("it is not known who won", False)
    given(record, FILMS[2], MAKERS[2], on="2031-04-01", award="Academy Awards")
    found = director(record)
    assert found.kept is not None
    assert found.kept.made_at == EVE
    chance = found.kept.forecast.odds[0].probability
    assert (found.top, found.chance, found.log_loss) == (True, chance, -log(chance))
    rest = sum(o.probability**2 for o in found.kept.forecast.odds[1:])
    assert found.brier is not None
    assert isclose(found.brier, (1 - chance) ** 2 + rest)
    with record.read() as connection:
        whole = scored(connection, YEAR)
    assert (whole.counted, whole.top, whole.log_loss) == (1, 1.0, found.log_loss)
    assert forecast(record, "2031-02-21T12:00:00Z") == 0  # it is decided


def test_what_is_worked_out_afterwards_is_shown_and_never_counted(record: Record) -> None:
    announce(record)
    assert make(record, MORNING, model=counting) == 1
    late = make_late(record)
    given(record, FILMS[2], MAKERS[2], on="2031-04-01", award="Academy Awards")
    found = director(record)
    assert found.kept is not None
    assert found.afterwards is not None
    assert (found.kept.made_at, found.afterwards.made_at, found.afterwards.afterwards) == (MORNING, late, True)
    assert found.counts


def make_late(record: Record) -> str:
    """A row like the last, written after the ceremony: what a restored store or a wrong clock would leave."""
    with record.write() as connection:
        row = dict(connection.execute(select(FORECAST)).mappings().one())
        row |= {"id": row["id"] + 1, "made_at": AFTER, "digest": "other"}
        connection.execute(FORECAST.insert().values(**row))
    return AFTER


def test_a_tie_is_shared(record: Record) -> None:
    announce(record)
    forecast(record, MORNING)
    both = (
        won(f, "best director", m, year=YEAR, words="They tied: ") for f, m in zip(FILMS[:2], MAKERS[:2], strict=True)
    )
    tell(record, *both, on="2031-04-01")
    found = director(record)
    assert found.log_loss is not None
    assert isclose(found.log_loss, log(5))
    assert isclose(found.chance or 0, 0.4)


def test_a_past_season_is_replayed_and_nothing_is_stored(record: Record) -> None:
    announce(record)
    given(record, FILMS[2], MAKERS[2])
    given(record, FILMS[0], MAKERS[0], on="2031-04-01", award="Academy Awards")
    with record.read() as connection:
        found = {moment: _director(replay(connection, LABEL, moment, model=counting)) for moment in ("2031-01-10", "2031-01-20", "2031-02-20", None)}  # fmt: skip
        assert latest(connection, YEAR) == ()
    assert found["2031-01-10"].reason == "the nominees were announced later, in 2031-01"
    assert found["2031-01-20"].known == ()
    assert found["2031-02-20"].odds[0].contender.film == FILMS[2]
    assert found[None].odds[0].contender.film == FILMS[2]  # who won is not looked at
    assert all(o.contender.won is None for f in found.values() for o in f.odds)


def _director(made: tuple[Forecast, ...]) -> Forecast:
    return next(f for f in made if f.category == "director")


def test_an_imported_ceremony_gives_nominees_and_winner(record: Record) -> None:
    up = tuple(
        Contender(f, (m,), 3, frozenset({"picture"}), won=f == FILMS[4]) for f, m in zip(FILMS, MAKERS, strict=True)
    )
    with record.write() as connection:
        nominees.store(connection, [Race("academy", YEAR, "director", up)])
        known = inputs(connection, LABEL)
        found, why = race(known, "director")
    assert (why, found is not None and {c.won for c in found.contenders}) == ("", {None})
    assert forecast(record, MORNING) == 0  # it is decided there
    with record.read() as connection:
        assert _director(replay(connection, LABEL, None, model=counting)).odds
        assert [s.won[0].film for s in scored(connection, YEAR).scores if s.category == "director"] == [FILMS[4]]


def test_the_shipped_table_counts_as_far_as_it_was_known(record: Record) -> None:
    with record.read() as connection:
        january, march = inputs(connection, "2022-23", "2023-01-25"), inputs(connection, "2022-23")
    dga = [r for r in march.rows if r.body == "dga" and r.category == "director" and r.won]
    assert [r.people for r in dga] == [("Daniel Kwan", "Daniel Scheinert")]
    assert not [r for r in january.rows if r.body == "dga" and r.category == "director" and r.won]


@pytest.mark.parametrize(
    ("day", "moment", "known"),
    [("2024-02-10", None, True), ("2024-02-10", "2024-02-10", True), ("2024-02-10", "2024-02-09", False), ("2024-02", "2024-02-10", False),
     ("2024-02-10", "2024-02-10T23:00:00Z", False), ("2024-02-10", "2024-02-11T01:00:00Z", True), (None, "2024-02-10", False)],
)  # fmt: skip
def test_what_was_out_by_a_moment(day: str | None, moment: str | None, known: bool) -> None:
    assert out(day, moment) is known


def test_nothing_is_stored_twice_by_updates_at_once(record: Record) -> None:
    announce(record)
    assert [forecast(record, MORNING), forecast(record, MORNING)] == [1, 0]
    with record.read() as connection:
        assert connection.execute(select(func.count()).select_from(FORECAST)).scalar_one() == 1


def test_a_guilds_prize_for_the_film_moves_its_crafts_with_the_model_that_is_shipped(record: Record) -> None:
    tell(record, *(Said(film, "best cinematography", year=YEAR) for film in FILMS), on="2031-01-17")
    assert make(record, MORNING) == 1
    tell(record, won(FILMS[3], year=YEAR, award="Producers Guild of America Awards"), on="2031-02-10")
    assert make(record, "2031-02-11T09:00:00Z") == 1
    with record.read() as connection:
        first, second = history(connection, YEAR, "cinematography")
    assert [(r.body, r.film) for r in second.gained] == [("pga", FILMS[3])]
    before, after = (
        next(o for o in moved.kept.forecast.odds if o.contender.film == FILMS[3]) for moved in (first, second)
    )
    assert after.probability > before.probability
    (part,) = (p for p in after.parts if p.feature == "film:pga")
    assert (part.source, part.fact) == ("The Reel", second.gained[0].fact)
    assert isclose(sum(o.probability for o in second.kept.forecast.odds), 1)
