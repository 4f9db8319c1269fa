"""The record as it grows: python -m bench.record [ARTICLES] [STORE]

Stores the articles of bench.world, a tenth of them and then all, and prints what questions cost at both sizes, in
milliseconds: the median and the 95th percentile, by the clock and of the processor. It is flat where the columns stay what
they are as the record grows.
A STORE is kept, and only measured where it has as many articles already.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import Connection, func, select

from bench import bulk, world
from bigpicture.portrait import portrait
from bigpicture.record import Record, articles, calendar, connect, finding, known, ledger, library, news
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, VERSION
from bigpicture.times import after

WEEK = 7 * 24 * 3600
MORE = 100  # articles stored one by one, to measure that
Question = Callable[[Connection], object]


def milliseconds(runs: Sequence[Callable[[], object]]) -> list[float]:
    """Median and 95th percentile of some runs, then both of the processor's time alone, without waiting for it or the disk."""
    took: list[list[float]] = [[], []]
    for run in runs:
        began = time.perf_counter(), time.process_time()
        run()
        for clock, own, start in zip((time.perf_counter, time.process_time), took, began, strict=True):
            own.append((clock() - start) * 1000)
    return [sorted(own)[at] for own in took for at in (len(own) // 2, min(len(own) - 1, int(len(own) * 0.95)))]


def stored(record: Record) -> int:
    """How many articles there are; the next one's number."""
    with record.read() as connection:
        return connection.execute(select(func.count(ARTICLE.c.id))).scalar_one()


def grow(record: Record, first: int, last: int) -> None:
    """Store articles by their numbers, and print what that cost."""
    began = time.perf_counter()
    with record.write() as connection:
        bulk.keep_all(connection, map(world.article, range(first, last)), world.NOW)
    took, began = time.perf_counter() - began, time.perf_counter()
    films = ledger.catch_up(record, world.NOW)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    settled = f"{films:,} films settled in {time.perf_counter() - began:,.0f} s"
    print(f"\n{last - first:,} articles stored in {took:,.0f} s, {settled}; peak memory {peak:,.0f} MB")


def count(connection: Connection) -> str:
    """How much is stored, in words."""
    films, said, told = (connection.execute(select(func.count(t.c.id))).scalar_one() for t in (FILM, CLAIM, ARTICLE))
    most = known.films(connection, most=1)[0].articles
    return (
        f"{told:,} articles, {films:,} films, {said:,} claims, {connect.size(connection) / 1e6:,.0f} MB; "
        f"{most} articles on the film that has most"
    )


def questions(connection: Connection, chance: Random) -> Iterator[tuple[str, list[Question]]]:
    """The questions to measure by what they are called."""
    rows = select(func.max(MENTION.c.id)).scalar_subquery()
    top = connection.execute(select(rows)).scalar_one()
    asked = connection.execute(
        select(MENTION.c.film_id).where(MENTION.c.id.in_([chance.randint(1, top) for _ in range(300)]))
    ).scalars()
    often = [f for f in asked if f]
    evenly = connection.execute(select(FILM.c.id).order_by(FILM.c.id)).scalars().all()
    most = [f.id for f in known.films(connection, most=20)]
    newest = connection.execute(select(func.max(ARTICLE.c.when))).scalar_one()
    since = after(newest, -WEEK)
    yield "a film, as often as written about", [_portrait(f) for f in often]
    yield "a film, any of them", [_portrait(f) for f in chance.choices(evenly, k=300)]
    yield "a film, the 20 with most articles", [_portrait(f) for f in most]
    yield "changes of a week, the newest 50", [lambda c: news.recent(c, since, most=50)] * 20
    yield "changes of a week, all", [lambda c: news.recent(c, since)] * 5
    yield "changes of a week, one film", [_changes(f, since) for f in often[:100]]
    for name, words in _searches(connection, often, chance).items():
        yield f"search: {name}", [_find(w) for w in words]
    first, last = newest[:10], after(newest, 30 * 24 * 3600)[:10]
    yield "calendar of the month to come", [lambda c: calendar.releases(c, first=first, last=last)] * 3
    yield "conflicts, the newest 50", [lambda c: news.conflicts(c, most=50)] * 3
    yield "list of films", [known.films] * 10
    yield "list of articles", [library.articles] * 10


def _portrait(film: int) -> Question:
    return lambda connection: portrait(connection, f"#{film}")


def _changes(film: int, since: str) -> Question:
    return lambda connection: news.recent(connection, since, film)


def _find(words: str) -> Question:
    return lambda connection: finding.find(connection, words)


def _searches(connection: Connection, films: Sequence[int], chance: Random) -> dict[str, list[str]]:
    """What people type, by kind: whole titles and names, parts of them, with a slip, and words of articles."""
    titles = list(connection.execute(select(FILM.c.title).where(FILM.c.id.in_(films))).scalars())[:60]
    who = select(CLAIM.c.person).join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
    people = [p for p in connection.execute(who.where(MENTION.c.film_id.in_(films[:60])).distinct()).scalars() if p]
    people = chance.sample(people, min(60, len(people)))
    texts = connection.execute(select(VERSION.c.text).where(VERSION.c.id.in_(films[:60]))).scalars()
    return {
        "a title": titles,
        "a title with a slip": [_slipped(t, chance) for t in titles],
        "a name": people,
        "a name with a slip": [_slipped(p, chance) for p in people],
        "a part of a name": [p.split()[-1] for p in people],
        "words of an article": [" ".join(chance.sample(t.split(), 3)) for t in texts],
    }


def _slipped(words: str, chance: Random) -> str:
    """With two letters the other way round."""
    at = chance.randrange(1, max(2, len(words) - 2))
    return words[:at] + words[at + 1 : at + 2] + words[at] + words[at + 2 :]


def _one_more(record: Record, number: int) -> Callable[[], object]:
    filed = world.article(number)

    def run() -> None:
        with record.write() as connection:
            articles.keep(connection, filed, key=filed.article.id, addresses=[filed.article.id], source=None, now=world.NOW)  # fmt: skip

    return run


def measure(record: Record) -> None:
    """Print what each question costs, and what the next articles."""
    ledger.catch_up(record, world.NOW)  # as an update does at its end
    with record.read() as connection:
        print(count(connection))
        asked = list(questions(connection, Random(7)))
    print(f"  {'':36} {'median ms':>10} {'p95':>10} {'of CPU':>10} {'p95':>10}", flush=True)
    for name, own in asked:
        with record.read() as connection:
            _print(name, milliseconds([partial(one, connection) for one in own]))
    there = stored(record)
    _print("one more article", milliseconds([_one_more(record, there + n) for n in range(MORE)]))


def _print(name: str, took: Sequence[float]) -> None:
    print(f"  {name:36}" + "".join(f" {t:10.1f}" for t in took), flush=True)


def main() -> None:
    """Grow the record and print the tables."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else world.ARTICLES
    with tempfile.TemporaryDirectory() as folder:
        path = sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "press.db")
        with closing(Record.open(path)) as record:
            for size in (most // 10, most):
                if (there := stored(record)) < size:
                    grow(record, there, size)
                    measure(record)
            if there >= most:
                measure(record)


if __name__ == "__main__":
    main()
