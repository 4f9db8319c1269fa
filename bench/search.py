"""Search as the record grows: python -m bench.search [FILMS …] [STORE] [cpu]

Makes records of 10,000 and of 100,000 films: as many articles of some 120 words, 20 claims each, three people to a film, and
words, names and films shared with the skew of the press (Zipf). Asks each of them questions of every kind, and prints by
kind how long an answer takes, median and 95th percentile in milliseconds, and how often what was meant is the first of the
answers, and among them. It is flat where the columns stay what they are. STORE is the address of an empty PostgreSQL
database, or of a store that was made by it.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select

from bigpicture.folding import plain
from bigpicture.identity import block
from bigpicture.naming import bearer
from bigpicture.record import Record, connect, finding, search
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, READING, VERSION

ASKED = 300  # questions of a kind
# With the word "cpu" the processor's time is counted: of a file, on a machine that others use too.
CLOCK = time.process_time if "cpu" in sys.argv else time.perf_counter
_WHEN = "2026-11-29T09:30:00Z"
_SYLLABLES = "an ar bel bri cor dan del em en fen gar hal ho is jo ka kel la len lor ma mi mor nel no or pe quin ra rin ro sa sel ta ten ti tor ul va ver wen wi yo zan".split()  # fmt: skip
_COMMON = (
    "the film says that it of in to a and new director studio cinema release festival star with on for audience".split()
)
Question = tuple[str, str]  # what is asked, and the title or name that is meant


class World:
    """Invented films, people and words; the same for the same number of films."""

    def __init__(self, films: int) -> None:
        self.films, self.chance = films, random.Random(films)
        self.first = self._words(3_000, 1, 3)
        self.last = self._words(40_000, 2, 4)
        self.words = [*_COMMON, *self._words(20_000, 1, 4)]
        self.people = [self._person() for _ in range(3 * films)]
        self.titles = [" ".join(self.drawn(self.words)).title() for _ in range(films)]

    def _words(self, count: int, least: int, most: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(least, most)))] = None
        return list(made)

    def drawn(self, words: list[str]) -> list[str]:
        return [words[self.skewed(len(words))] for _ in range(self.chance.choice((1, 2, 2, 3, 3, 4)))]

    def skewed(self, count: int) -> int:
        """A rank, drawn with the skew of the press (Zipf, exponent 1)."""
        return min(count - 1, int(count ** self.chance.random()) - 1)

    def _person(self) -> str:
        middle = f"{self.chance.choice('ABCDEJLMRST')}. " if self.chance.random() < 0.1 else ""
        return f"{self.first[self.skewed(3_000)]} {middle}{self.last[int(40_000 * self.chance.random() ** 2)]}".title()

    def cast(self, film: int) -> list[str]:
        """Three people of its own, and six that other films have too."""
        chance = random.Random(film)
        return [
            *self.people[3 * film : 3 * film + 3],
            *(self.people[int(len(self.people) * chance.random() ** 3)] for _ in range(6)),
        ]


def row(table: Table, **values: Any) -> dict[str, Any]:
    """A row with every column of a table, in their order."""
    empty: dict[str, Any] = {
        c.name: None if c.nullable else [] if c.server_default is not None else "" for c in table.c
    }
    return empty | values


def rows(world: World) -> Iterator[tuple[Table, dict[str, Any]]]:
    """An article for each film, which tells of that film and of one that is often told of."""
    counts = [1] * world.films
    numbers = iter(range(1, 10**9))
    for n in range(world.films):
        also = world.skewed(world.films)
        told = [n] if block(world.titles[n]) == block(world.titles[also]) else [n, also]
        counts[also] += len(told) - 1
        titles = [world.titles[f] for f in told]
        body = " ".join(world.words[world.skewed(len(world.words))] for _ in range(120))
        headline = " ".join([*(world.words[world.skewed(len(world.words))] for _ in range(5)), titles[0]])
        yield ARTICLE, row(ARTICLE, id=n + 1, key=f"a{n}", first_seen_at=_WHEN, when=_WHEN, version_id=n + 1)
        yield VERSION, row(VERSION, id=n + 1, article_id=n + 1, number=1, cause="first", fetched_at=_WHEN, title=headline,
                           text=f"{' and '.join(titles)} {body}.", outlet=f"Outlet {n % 40}", authors=[], images=[])  # fmt: skip
        yield READING, row(READING, id=n + 1, version_id=n + 1, reader="bench", read_at=_WHEN, notes=[], films=[])
        for i, film in enumerate(told):
            title, mention = world.titles[film], 2 * n + i + 1
            yield MENTION, row(MENTION, id=mention, article_id=n + 1, reading_id=n + 1, block=f"{block(title)}", title=title,
                               directors=[], people=[], film_id=film + 1)  # fmt: skip
            for position, (kind, values) in enumerate(_claims(world, film, n), 20 * i):
                who = str(values.get("person") or values.get("speaker") or "")
                yield CLAIM, row(CLAIM, id=next(numbers), reading_id=n + 1, position=position, type=kind, work=title, mention_id=mention,
                                 person=plain(who) or None, bearer=bearer(who) if who else None, identity=f"{kind}|{title}",
                                 values=values, status="stated", start=0, end=5, confidence=0.9, by="bench", why=[])  # fmt: skip
    for film, count in enumerate(counts):
        title = world.titles[film]
        yield FILM, row(FILM, id=film + 1, block=block(title), title=title, year=1990 + film % 40, directors=[], years=[],
                        current=[], opens={}, titles={title: count})  # fmt: skip


def _claims(world: World, film: int, n: int) -> Iterator[tuple[str, dict[str, Any]]]:
    people = world.cast(film)
    for person in people[:8]:
        yield "cast", {"person": person, "character": None}
    yield "director", {"person": people[8]}
    words = " ".join(world.words[world.skewed(len(world.words))] for _ in range(12))
    yield "quote", {"speaker": people[n % 9], "text": words}


def store(record: Record, world: World) -> None:
    """Store a world, tables in the order in which they refer to each other."""
    held: dict[Table, list[dict[str, Any]]] = {t: [] for t in (FILM, ARTICLE, VERSION, READING, MENTION, CLAIM)}
    made = rows(world)
    with record.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for part in iter(lambda: list(islice(made, 200_000)), []):
            for table, one in part:
                held[table].append(one)
            for table, own in held.items():
                if own and table not in (FILM, MENTION, CLAIM):
                    connect.fill(connection, table, own)
                    own.clear()
        for table in (FILM, MENTION, CLAIM):
            for first in range(0, len(held[table]), 20_000):
                connect.fill(connection, table, held[table][first : first + 20_000])
        began = time.perf_counter()
        search.fill(connection)
        connect.filled(connection)
        print(f"index of names made in {time.perf_counter() - began:.0f} s", flush=True)


# Questions


def slip(word: str, chance: random.Random) -> str:
    """A letter swapped, left out, doubled or changed, as typists do."""
    i = chance.randrange(len(word) - 1)
    return chance.choice([
        word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        word[:i] + word[i + 1 :],
        word[: i + 1] + word[i:],
        word[:i] + chance.choice("aeionrst") + word[i + 1 :],
    ])  # fmt: skip


def slips(name: str, times: int, chance: random.Random) -> str:
    """A name with slips in its longest word."""
    words = name.split()
    for _ in range(times):
        place = max(range(len(words)), key=lambda i: len(words[i]))
        words[place] = slip(words[place], chance)
    return " ".join(words)


def shuffled(name: str, chance: random.Random) -> str:
    words = name.split()
    chance.shuffle(words)
    return " ".join(words)


def shorter(name: str, chance: random.Random) -> str:
    words = name.split()
    del words[chance.randrange(len(words))]
    return " ".join(words) or name


def of_names(world: World, kind: str) -> dict[str, Callable[[], Question]]:
    """Questions about titles or people: half of them about what the press speaks of most."""
    chance = random.Random(5)

    def one(least: int = 1) -> str:
        while True:
            film = world.skewed(world.films) if chance.random() < 0.5 else chance.randrange(world.films)
            found = world.titles[film] if kind == "film" else chance.choice(world.cast(film)[:8])
            if len(found.split()) >= least and len(found) > 5:
                return found

    def asked(change: Callable[[str], str], least: int = 1) -> Callable[[], Question]:
        def question() -> Question:
            found = one(least)
            return change(found), found

        return question

    return {
        "the very name": asked(lambda n: n),
        "one slip": asked(lambda n: slips(n, 1, chance)),
        "two slips": asked(lambda n: slips(n, 2, chance)),
        "another order": asked(lambda n: shuffled(n, chance), 2),
        "a word missing": asked(lambda n: shorter(n, chance), 2),
        "two words joined": asked(lambda n: n.replace(" ", "", 1), 2),
        "initials" if kind == "person" else "common words": asked(lambda n: f"{n[0]} {n.split()[-1]}", 2) if kind == "person"
        else lambda: (" ".join(chance.choices(_COMMON, k=2)), ""),
        "one word": asked(lambda n: chance.choice(n.split())),
    }  # fmt: skip


def of_texts(world: World) -> dict[str, Callable[[], Question]]:
    """Questions about articles or quotations."""
    chance = random.Random(6)
    rare = lambda k: " ".join(world.words[chance.randrange(len(world.words))] for _ in range(k))  # noqa: E731
    return {
        "a common word": lambda: (chance.choice(_COMMON), ""),
        "two common words": lambda: (" ".join(chance.sample(_COMMON, 2)), ""),
        "a common phrase": lambda: (f'"{" ".join(chance.sample(_COMMON, 2))}"', ""),
        "words of any kind": lambda: (" ".join(world.drawn(world.words)), ""),
        "rare words, none has all": lambda: (rare(3), ""),
        "a title": lambda: (world.titles[world.skewed(world.films)], ""),
    }


def ask(
    record: Record, name: str, kinds: tuple[str, ...], questions: Callable[[], Question], change: Any = None
) -> None:
    """Ask questions of one kind and print what it took."""
    took, first, among = [], 0, 0
    for _ in range(ASKED):
        words, meant = questions()
        with record.read() as connection:
            began = CLOCK()
            found = change(connection, words) if change else finding.find(connection, words, kinds)
            took.append((CLOCK() - began) * 1000)
        names = [plain(h.name) for h in found]
        first += names[:1] == [plain(meant)]
        among += plain(meant) in names
    took.sort()
    right = f"{first / ASKED:6.0%} {among / ASKED:6.0%}" if meant else ""
    print(f"  {name:44} {took[ASKED // 2]:8.1f} {took[int(ASKED * 0.95)]:8.1f}  {right}", flush=True)


def begun(questions: Callable[[], Question], chance: random.Random) -> Callable[[], Question]:
    """The beginning of a name, of one letter to all but one."""

    def question() -> Question:
        asked, meant = questions()
        return asked[: chance.randint(1, max(1, len(asked) - 1))], meant

    return question


def main() -> None:
    """Make the records and print the table."""
    sizes = [int(a) for a in sys.argv[1:] if a.isdigit()] or [10_000, 100_000]
    address = next((a for a in sys.argv[1:] if a != "cpu" and not a.isdigit()), None)
    for films in sizes:
        world = World(films)
        with tempfile.TemporaryDirectory() as name:
            record = Record.open(address or str(Path(name) / "press.db"))
            with record.read() as connection:
                there = connection.execute(select(func.count()).select_from(FILM)).scalar()
            if not there:
                store(record, world)
            report(record, world, films)
            record.close()


def report(record: Record, world: World, films: int) -> None:
    """Ask everything of one record."""
    with record.read() as connection:
        claims = connection.execute(select(func.count()).select_from(CLAIM)).scalar()
        size = connect.size(connection) / 1e6
    print(
        f"{films} films, {len(world.people)} people, {claims} claims, {size:.0f} MB: p50, p95 in ms; first, among the ten"
    )
    for kind in ("film", "person"):
        for name, questions in of_names(world, kind).items():
            ask(record, f"{kind}: {name}", (kind,), questions)
    for kind in ("article", "quote"):
        for name, questions in of_texts(world).items():
            ask(record, f"{kind}: {name}", (kind,), questions)
    for kind in ("film", "person"):
        ask(record, f"all kinds: a {kind} with a slip", finding.KINDS, of_names(world, kind)["one slip"])
    ask(record, "all kinds: a common word", finding.KINDS, of_texts(world)["a common word"])
    for kind in ("film", "person"):
        questions = begun(of_names(world, kind)["the very name"], random.Random(8))
        ask(record, f"as you type: the beginning of a {kind}", (), questions, finding.find_as_you_type)


if __name__ == "__main__":
    main()
