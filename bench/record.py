"""The record as it grows: python -m bench.record [ARTICLES]

Generates articles about films whose share of the press falls as one over their rank, 20 claims each, and stores them as an
update does. At every tenfold it prints what one more article costs, a film's record, and the list of films: medians and the
95th percentile, in milliseconds. It is flat where the columns stay what they are as the record grows.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.record import Record, articles, known, library
from bigpicture.record.articles import Filed

CLAIMS = 20
_PLACES = ("US", "UK", "France", "Germany", None)


def article(n: int, films: int, chance: random.Random) -> Filed:
    """An article about one of `films` films, whose rank is drawn with the skew of the press (Zipf, exponent 1)."""
    film = min(films - 1, int(films ** chance.random()) - 1)
    title, day = f"Film {film} of the long road", f"20{20 + n % 7}-{n % 12 + 1:02d}-{n % 27 + 1:02d}"
    text = f"{title}. Article {n}."
    claims = tuple(_claim(kind, title, film, n, i, chance) for i, kind in enumerate(_KINDS))
    made = Article(f"a{n}", text, published=day, outlet=f"Outlet {n % 40}")
    return Filed(made, articles.digest(made), Reading(made, claims, ()), "bench", None)


_KINDS = ("director", *["cast"] * 8, "genre", "release", "release", "company", "screening", "nomination", "award",
          "box_office", "material", "quote", "writer")  # fmt: skip


def _claim(kind: str, title: str, film: int, n: int, i: int, chance: random.Random) -> Claim:
    values = {
        "person": f"Person {film}-{i}", "character": None, "genre": "drama", "organization": f"Company {film % 300}", "role": "distributor",
        "date": f"2027-{film % 12 + 1:02d}-{(film + n % 2) % 27 + 1:02d}", "territory": chance.choice(_PLACES), "mode": "theatrical",
        "event": f"Festival {film % 50}", "year": 2026, "award": f"Award {film % 30}", "category": "best film", "amount": 1e6 * (n % 90),
        "currency": "USD", "period": "total", "kind": "trailer", "speaker": f"Person {film}-0", "text": f"Words {n}",
    }  # fmt: skip
    from bigpicture.vocabulary import CLAIM_TYPES

    own = {f.name: values.get(f.name) for f in CLAIM_TYPES[kind].fields}
    if kind == "screening":
        own["kind"] = "premiere"
    return Claim(kind, title, own, "stated", Evidence(title, 0, len(title)), 0.8, "bench")


def _facts(chosen: Iterator[int], connection: Connection) -> object:
    return known.facts_of(connection, next(chosen))


def milliseconds(run: Callable[[], object], times: int) -> tuple[float, float]:
    """(median, 95th percentile) of so many runs."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.95)]


def main() -> None:
    """Grow the record and print the table."""
    most, chance = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, random.Random(7)
    films = max(100, most // 20)
    print(
        f"{'articles':>9} {'claims':>9} {'films':>7} {'MB':>6} | {'one more article':>18} {'a film':>16} {'list of films':>16} {'articles':>14}"
    )
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "press.db"
        record, done = Record.open(str(path)), 0
        numbers = iter(range(1, 10**9))

        def add(count: int) -> None:
            for _ in range(count):
                filed = article(next(numbers), films, chance)
                with record.write() as connection:
                    articles.keep(
                        connection, filed, key=filed.article.id, addresses=(), source=None, now="2026-11-29T09:30:00Z"
                    )

        def ask(question: Callable[..., object]) -> Callable[[], object]:
            def run() -> object:
                with record.read() as connection:
                    return question(connection)

            return run

        step = max(100, most // 100)
        while done < most:
            add(step - done)
            done = step
            one = milliseconds(lambda: add(1), 100)
            done += 100
            with record.read() as connection:
                found = [f.id for f in known.films(connection, most=200)]
            film = milliseconds(ask(partial(_facts, iter(found))), len(found))
            listed, recent = milliseconds(ask(known.films), 20), milliseconds(ask(library.articles), 20)
            cells = [f"{a:7.1f} / {b:6.1f}" for a, b in (one, film, listed, recent)]
            size = path.stat().st_size / 1e6
            print(
                f"{done:9} {done * CLAIMS:9} {films:7} {size:6.0f} | {cells[0]:>18} {cells[1]:>16} {cells[2]:>16} {cells[3]:>14}",
                flush=True,
            )
            step *= 10
        record.close()


if __name__ == "__main__":
    main()
