"""The web app under load: python -m bench.web [ARTICLES] [STORE] [WORD]

Serves the record of bench.world on one core and asks for one kind of page at a time, 50 requests a second whether or not
the last ones are answered. Prints the median and the 95th percentile of the time from when a request was due until its
last byte was there, so that waiting behind others counts, and what pages weigh, against the targets. Pages keep what they
worked out until the record changes, so each is asked for once before, one after the other: `first ms` is the 95th
percentile of that.
A STORE is kept, and only measured where it has as many articles already. With a WORD, only kinds of pages that have it.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from urllib.parse import quote_plus

from sqlalchemy import Connection, func, select

from bench import world
from bench.record import count, grow, stored
from bigpicture.record import Record, known
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION

RATE, SECONDS = 50, 20  # requests a second, and for how long, of each kind
WEIGHT = 60  # KB of a page with its style and script, as they are sent
_THREADS = 64


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page, addresses of it, and how many milliseconds the 95th percentile may take."""

    name: str
    paths: Sequence[str]
    target: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request got."""

    took: float  # milliseconds since it was due
    status: int
    body: bytes  # as it was sent


def kinds(connection: Connection, chance: Random) -> list[Kind]:
    """Pages to ask for."""
    top = connection.execute(select(func.max(MENTION.c.id))).scalar_one()
    some = MENTION.c.id.in_([chance.randint(1, top) for _ in range(400)])
    meant = list(connection.execute(select(MENTION.c.film_id).where(MENTION.c.film_id.is_not(None))).scalars())
    often = [f"/film/{film}" for film in chance.choices(meant, k=RATE * SECONDS)]
    most = [f"/film/{f.id}" for f in known.films(connection, most=20)]
    titles = connection.execute(
        select(FILM.c.title).join(MENTION, MENTION.c.film_id == FILM.c.id).where(some)
    ).scalars()
    who = (
        select(CLAIM.c.person)
        .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
        .where(some, CLAIM.c.person.is_not(None))
    )
    names = sorted(set(connection.execute(who).scalars()))
    newest = connection.execute(select(func.max(ARTICLE.c.when))).scalar_one()
    months = [f"{newest[:4]}-{month:02}" for month in range(1, 13)]
    return [
        Kind("a film, as often as written about", often, 30),
        Kind("a film, the 20 with most articles", most, 30),
        Kind("home", ["/"], 60),
        Kind("search: a title", [f"/search?q={quote_plus(t)}" for t in list(titles)[:200]], 60),
        Kind("search: a part of a name", [f"/search?q={quote_plus(n.split()[-1])}" for n in names[:200]], 60),
        Kind("calendar", [f"/calendar?month={m}" for m in months], 60),
        Kind("films", ["/films"], 60),
        Kind("a person", [f"/person/{quote_plus(n)}" for n in names[:200]], 60),
    ]


@contextmanager
def served(store: str) -> Iterator[tuple[str, int]]:
    """Host and port of the app over a store, in a process that has one core, the last."""
    core = max(os.sched_getaffinity(0))
    command = [sys.executable, "-m", "bigpicture", "serve", "--db", store, "--port", "0"]
    process = Popen(command, stderr=PIPE, text=True)
    os.sched_setaffinity(process.pid, {core})
    os.sched_setaffinity(0, os.sched_getaffinity(0) - {core} or {core})
    assert process.stderr is not None
    try:
        found = re.search(r"http://([\d.]+):(\d+)", told := process.stderr.readline())
        if not found:
            raise SystemExit(told + process.stderr.read())
        yield found[1], int(found[2])
    finally:
        process.terminate()
        process.wait()


class Asker:
    """Asks over connections that stay open, one a thread."""

    def __init__(self, host: str, port: int) -> None:
        self._at, self._own = (host, port), threading.local()

    def once(self, path: str) -> Answer:
        """Ask over a connection of its own."""
        with closing(HTTPConnection(*self._at, timeout=60)) as line:
            return _asked(line, path, time.perf_counter())

    def _due(self, path: str, due: float) -> Answer:
        if not hasattr(self._own, "line"):
            self._own.line = HTTPConnection(*self._at, timeout=60)
        try:
            return _asked(self._own.line, path, due)
        except (RemoteDisconnected, BrokenPipeError):  # the server lets go of a connection that is not used for a while
            self._own.line = HTTPConnection(*self._at, timeout=60)
            return _asked(self._own.line, path, due)

    def steadily(self, paths: Sequence[str]) -> list[Answer]:
        """Ask for addresses in turn, at the rate."""
        with ThreadPoolExecutor(_THREADS) as threads:
            began, asked = time.perf_counter() + 0.1, []
            for number in range(RATE * SECONDS):
                due = began + number / RATE
                time.sleep(max(0.0, due - time.perf_counter()))
                asked.append(threads.submit(self._due, paths[number % len(paths)], due))
            return [one.result() for one in asked]


def _asked(line: HTTPConnection, path: str, due: float) -> Answer:
    line.request("GET", path, headers={"accept-encoding": "gzip"})
    with line.getresponse() as found:
        body = found.read()
        return Answer((time.perf_counter() - due) * 1000, found.status, body)


def parts(ask: Asker, page: bytes) -> int:
    """Bytes of the style and the script that a page names, as they are sent."""
    named = re.findall(rb'(?:src|href)="(/static/[^"]+)"', gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page)
    return sum(len(ask.once(path.decode()).body) for path in dict.fromkeys(named))


def measure(ask: Asker, kind: Kind) -> None:
    """Print a line of the table."""
    cold = sorted(ask.once(path).took for path in dict.fromkeys(kind.paths))
    first = cold[int(len(cold) * 0.95)]
    found = ask.steadily(kind.paths)
    took = sorted(a.took for a in found)
    wrong = sum(a.status != 200 for a in found)
    heaviest = max((a.body for a in found), key=len)
    weight = (len(heaviest) + parts(ask, heaviest)) / 1000
    p95 = took[int(len(took) * 0.95)]
    met = "met" if p95 <= kind.target and weight <= WEIGHT and not wrong else "NOT MET"
    print(
        f"  {kind.name:36} {first:9.1f} {took[len(took) // 2]:8.1f} {p95:8.1f} {kind.target:8.0f} {len(heaviest) / 1000:9.1f}"
        f" {weight:9.1f}   {met}{f', {wrong} answers were errors' if wrong else ''}",
        flush=True,
    )


def main() -> None:
    """Grow the record where it must, serve it, and print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else world.ARTICLES
    with tempfile.TemporaryDirectory() as folder:
        path = sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "press.db")
        with closing(Record.open(path)) as record:
            if (there := stored(record)) < most:
                grow(record, there, most)
            with record.read() as connection:
                print(count(connection))
                asked = kinds(connection, Random(7))
        print(f"{RATE} requests a second for {SECONDS} s of each kind, the server on one core; gzip")
        print(f"  {'':36} {'first ms':>9} {'median':>8} {'p95 ms':>8} {'target':>8} {'page KB':>9} {'all KB':>9}")
        with served(path) as (host, port):
            ask = Asker(host, port)
            for kind in asked:
                if len(sys.argv) < 4 or sys.argv[3] in kind.name:
                    measure(ask, kind)


if __name__ == "__main__":
    main()
