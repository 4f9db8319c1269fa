"""The season and its forecasts: python -m bench.season [OSCARS.CSV] [STORE]

Prints how long it takes to read the coefficients that bigpicture ships, to show the season of the sample press, and to forecast all
its categories, against the 100 milliseconds that a season's forecasts may take. With OSCARS.CSV (of DLu/oscar_data), also to take
that in, to forecast a whole season from it, to fit the coefficients and to test them on past ceremonies, against two minutes.
With a STORE, such as bench.record makes, how long its season takes. Milliseconds of one processor.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bigpicture import times
from bigpicture.cli import main as bigpicture
from bigpicture.record import Record, forecasts
from bigpicture.record.season import season
from bigpicture.season import bodies
from bigpicture.season import forecast as forecasting

PRESS = Path(__file__).parents[1] / "src" / "bigpicture" / "data" / "press"
SEASON, EVE = "2023-24", "2024-03-09"
FORECAST, LEARN = 100, 120_000  # milliseconds that a season's forecasts, and a fit or backtest, may take


def main(given: list[str]) -> None:
    """Measure, and print."""
    for library in ("OPENBLAS", "OMP", "MKL"):  # before numpy is loaded
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    table = next((a for a in given if a.endswith(".csv")), None)
    store = next((a for a in given if a != table), None)
    print(f"{'':44}{'ms':>9}{'target':>9}")
    said("coefficients read", forecasting.coefficients)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "press.db")
        run("add", "--db", path, str(PRESS))
        run("update", "--db", path)
        asked(path)
        if table:
            learnt(path, table)
    if store:
        record = Record.open(store)
        with record.read() as connection:
            label = bodies.label_of(times.now()[:10])
            said(f"season {label} of {store}", lambda: season(connection, label))
        record.close()


def asked(path: str, told: str = "the sample press") -> None:
    """The season of a store and its forecasts, the first time and again."""
    record = Record.open(path)
    with record.read() as connection:
        said(f"season {SEASON} of {told}", lambda: season(connection, SEASON))
        made = said("its forecasts, the first time", lambda: forecasts.replay(connection, SEASON, EVE))
        said(f"again, {sum(bool(f.odds) for f in made)} categories", lambda: forecasts.replay(connection, SEASON, EVE), FORECAST)  # fmt: skip
    record.close()


def learnt(path: str, table: str) -> None:
    """The Academy's history taken in, a season forecast from it, fitted and tested."""
    said("oscars.csv taken in", lambda: run("season", "import", "--db", path, table))
    asked(path, "both")
    said("fit", lambda: run("season", "fit", "--db", path, "--out", f"{path}.json"), LEARN)
    said("backtest", lambda: run("season", "backtest", "--db", path, "--category", "all"), LEARN)


def said(what: str, do: Callable[[], Any], target: int | None = None) -> Any:
    """Do something once, and print how long it took."""
    before = time.process_time()
    made = do()
    took = 1000 * (time.process_time() - before)
    verdict = "" if target is None else f"{target:>9,}  {'met' if took <= target else 'NOT MET'}"
    print(f"{what:44}{took:>9,.0f}{verdict}")
    return made


def run(*words: str) -> None:
    """A command of bigpicture, which must succeed."""
    done = CliRunner().invoke(bigpicture, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output


if __name__ == "__main__":
    main(sys.argv[1:])
