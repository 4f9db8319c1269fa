"""Many readers and a writer at once: python -m bench.crowd [SECONDS] [STORE]

Eight processes ask for films, changes, conflicts and words, while another stores one article after the other. Nobody may
meet an error, no reader may see the record shrink or half an article, and all that was stored must be there in the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

from sqlalchemy import Connection, func, select

from bench import world
from bigpicture.portrait import portrait
from bigpicture.record import Record, articles, finding, known, news
from bigpicture.record.schema import ARTICLE, CLAIM, READING

READERS = 8
_ROOT = Path(__file__).parent.parent
_COMMAND = [sys.executable, "-m", "bench.crowd", "--reader"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a crowd did in its time."""

    stored: int  # articles
    lost: int  # of these, not there in the end with all of their claims
    asked: tuple[int, ...]  # questions answered, by reader
    problems: tuple[str, ...]  # what went wrong, in words


def crowd(address: str, seconds: float, readers: int = READERS) -> Outcome:
    """Let readers ask while this process writes, for so many seconds from when all readers are ready."""
    first = _fill(address)
    running = [
        subprocess.Popen([*_COMMAND, address, str(seconds), str(n)], cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for n in range(readers)
    ]  # fmt: skip
    for reader in running:
        assert reader.stdout
        reader.stdout.readline()
    stored = _write(address, first, seconds)
    asked, problems = list[int](), list[str]()
    for reader in running:
        out, err = reader.communicate()
        if reader.returncode or err:
            problems.append(err[-2_000:] or f"a reader ended with {reader.returncode}")
        else:
            last = json.loads(out)
            asked.append(last["asked"])
            problems += last["problems"]
    return Outcome(stored, _lost(address, first, stored), tuple(asked), tuple(problems))


def _fill(address: str) -> int:
    """Some articles to ask about, where there are none; the number of the first one to write."""
    with closing(Record.open(address)) as record:
        with record.read() as connection:
            first = connection.execute(select(func.count(ARTICLE.c.id))).scalar_one()
        for number in range(first, 20):
            _keep(record, number)
    return max(first, 20)


def _keep(record: Record, number: int) -> None:
    filed = world.article(number)
    with record.write() as connection:
        kept = articles.keep(connection, filed, key=filed.article.id, addresses=(), source=None, now=world.NOW)
    assert kept.kind == "new", kept


def _write(address: str, first: int, seconds: float) -> int:
    """Store articles one after the other; how many."""
    end = time.monotonic() + seconds
    with closing(Record.open(address)) as record:
        for number in count(first):
            if time.monotonic() > end:
                return number - first
            _keep(record, number)
    return 0


def _lost(address: str, first: int, stored: int) -> int:
    """How many of the articles that were stored are not there, or not with all of their claims."""
    with closing(Record.open(address)) as record, record.read() as connection:
        claims = select(func.count(CLAIM.c.id)).where(CLAIM.c.reading_id == READING.c.id).scalar_subquery()
        asked = (
            select(ARTICLE.c.key, claims)
            .join(READING, READING.c.version_id == ARTICLE.c.version_id)
            .where(ARTICLE.c.id > first)
        )
        found = {key: number for key, number in connection.execute(asked)}  # noqa: C416 - rows, not pairs
    expected = [world.article(first + n) for n in range(stored)]
    return sum(found.get(a.article.id) != len(a.reading.claims) for a in expected if a.reading)


def _read(address: str, seconds: float, number: int) -> dict[str, object]:
    """Ask one question after the other; how many, and what went wrong."""
    asked, seen, problems = 0, 0, list[str]()
    with closing(Record.open(address)) as record:
        print("ready", flush=True)
        end = time.monotonic() + seconds
        for kind in cycle(range(number, number + 5)):
            if time.monotonic() > end:
                break
            with record.read() as connection:
                before, half = _state(connection)
                _ask(connection, kind % 5, asked)
                after, _ = _state(connection)
            asked += 1
            if half or before != after or before < seen:
                problems.append(f"{seen} articles, then {before} and {after} in one view, {half} half stored")
            seen = after
    return {"asked": asked, "problems": problems}


def _state(connection: Connection) -> tuple[int, int]:
    """(articles, those of which no reading is stored)."""
    count_ = select(func.count(ARTICLE.c.id))
    half = count_.where(ARTICLE.c.version_id.not_in(select(READING.c.version_id)))
    return connection.execute(count_).scalar_one(), connection.execute(half).scalar_one()


def _ask(connection: Connection, kind: int, number: int) -> None:
    films = known.films(connection, most=20)
    film = films[number % len(films)]
    if kind == 0:
        assert portrait(connection, f"#{film.id}").facts
    elif kind == 1:
        assert news.recent(connection, "2000-01-01", film.id)
    elif kind == 2:
        assert any(hit.ref == f"#{film.id}" for hit in finding.find(connection, film.title, ("film",), most=50))
    elif kind == 3:
        news.conflicts(connection, film.id)
    else:
        assert finding.find(connection, film.title.split()[-1])


def main() -> None:
    """Run a crowd and print what it did."""
    if sys.argv[1:2] == ["--reader"]:
        print(json.dumps(_read(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))))
        return
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as folder:
        done = crowd(sys.argv[2] if len(sys.argv) > 2 else str(Path(folder) / "press.db"), seconds)
    print(f"{seconds:.0f} s, {READERS} readers and a writer: {len(done.problems)} errors, {done.lost} lost writes")
    print(f"stored {done.stored} articles ({done.stored / seconds:.1f} a second), answered {sum(done.asked)} questions")
    print(f"({sum(done.asked) / seconds:.1f} a second, {min(done.asked)} to {max(done.asked)} a reader)")
    for problem in done.problems[:5]:
        print(problem)
    sys.exit(bool(done.problems or done.lost))


if __name__ == "__main__":
    main()
