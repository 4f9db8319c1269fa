"""What articles report enters the forecast by itself: real articles, read, in an update, with the model that is shipped."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

from bigpicture.intake.web import Web
from bigpicture.record import Record, sources
from bigpicture.record.forecasts import history, latest, years
from bigpicture.record.forecasts.scored import scored
from bigpicture.record.sources import Source
from bigpicture.update import update
from tests.conftest import ROOT

PRESS = ROOT / "src" / "bigpicture" / "data" / "press"
MAIN = "picture director actor actress supporting-actor supporting-actress".split()


def read(record: Record, folder: Path, until: str) -> None:
    """What the press wrote by a day, read in an update on the next morning."""
    for path in sorted(PRESS.glob("*.md")):
        if path.name[:10] <= until:
            copy(path, folder)
    morning = f"{until[:8]}{int(until[8:]) + 1:02d}T08:00:00Z"
    with Web() as web:
        list(update(record, web, now=lambda: morning, force=True))


def test_the_season_in_the_news(tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    record = Record.open(str(tmp_path / "press.db"))
    with record.write() as connection:
        sources.add(connection, Source(0, "folder", str(folder)), "2023-05-01T08:00:00Z")
    read(record, folder, "2024-01-18")
    with record.read() as connection:
        assert years(connection) == ()  # nobody knows the nominees yet
    read(record, folder, "2024-01-23")
    with record.read() as connection:
        first = {kept.forecast.category: kept for kept in latest(connection, 2024)}
    assert set(MAIN) <= set(first)
    read(record, folder, "2024-02-26")  # the guilds' prizes
    with record.read() as connection:
        moved = history(connection, 2024, "actress")
        read_again = {kept.forecast.category: kept for kept in latest(connection, 2024)}
    assert len(moved) == 2
    reported = {(r.body, r.people): r for r in moved[1].gained if r.won}
    assert reported["bafta", ("Emma Stone",)].fact is not None
    assert reported["sag", ("Lily Gladstone",)].source == "Awards Post"
    assert read_again["actor"].forecast.odds[0].contender.people == ("Cillian Murphy",)
    read(record, folder, "2024-03-11")  # the Oscars
    with record.read() as connection:
        found = scored(connection, 2024)
        assert {k.id for k in latest(connection, 2024)} == {k.id for k in read_again.values()}
    by = {s.category: s for s in found.scores}
    assert [by[name].counts for name in MAIN] == [True] * len(MAIN)
    assert by["picture"].top
    assert found.counted >= len(MAIN)
    assert found.log_loss is not None
    assert 0 < found.log_loss < 1
    record.close()
