"""What a catalogue costs and how often its links are right: python -m bench.catalogue [NAMES] [FOLDER]

Makes IMDb files with that many names (1,000,000 by default; 10,000,000 is what is promised) of invented people and films in
a temporary folder, as skewed as real ones: few forenames and title words make up most of the names, so that thousands share
one. Then the index is built by a process of its own; printed are its bytes, the time and the most memory, the time of
look-ups with the file in memory (by the clock and on a CPU, which is what an idle machine's clock shows), and for names drawn from the catalogue the share that is linked, and rightly. In a FOLDER of one's own the index stays, and is
asked again the next time.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from bigpicture.catalogue import Catalogue, Match, linked

SEED = 20261201
PEOPLE, ALIASES = 0.7, 0.15  # of all names: those of people, and the further titles of films; the rest are films' own
ROUNDS = 3_000  # look-ups of a kind
_SYLLABLES = "an ar bel bri cor dan del em en fen gar hal ho is jo ka kel la len lor ma mi mor nel no or pe quin ra rin ro sa sel ta ten ti tor ul va ver wen wi yo zan".split()  # fmt: skip
_BATCH = 100_000


def vocabulary(count: int, least: int, most: int, rng: random.Random) -> list[str]:
    """Different invented words."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(rng.choices(_SYLLABLES, k=rng.randint(least, most))).capitalize()] = None
    return list(words)


def skewed(rng: np.random.Generator, size: int, count: int, power: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Places in a list of `size`, the first ones the most often; the smaller the power, the more even."""
    return (size * rng.random(count) ** power).astype(np.int64)


class World:
    """Invented people and films: names by their number, the same for the same seed."""

    def __init__(self, names: int) -> None:
        rng = random.Random(SEED)
        self.people = int(names * PEOPLE)
        self.films = names - self.people - int(names * ALIASES)
        self.aliases = int(names * ALIASES)
        self.forenames = vocabulary(30_000, 1, 3, rng)
        self.surnames = vocabulary(max(2_000, names // 16), 2, 5, rng)
        self.words = vocabulary(40_000, 1, 4, rng)

    def names(self, part: int, count: int) -> list[str]:
        rng = np.random.default_rng((SEED, 1, part))
        first, last = skewed(rng, len(self.forenames), count, 4), skewed(rng, len(self.surnames), count, 2)
        middle = rng.random(count) < 0.06
        return [
            f"{self.forenames[a]} {self.words[b % 40_000][0] + '. ' if m else ''}{self.surnames[b]}"
            for a, b, m in zip(first.tolist(), last.tolist(), middle.tolist(), strict=True)
        ]

    def titles(self, part: int, count: int) -> list[str]:
        rng = np.random.default_rng((SEED, 2, part))
        sizes = rng.choice(6, count, p=(0.0, 0.22, 0.32, 0.24, 0.14, 0.08)).tolist()
        words = iter([self.words[at] for at in skewed(rng, len(self.words), 5 * count, 3).tolist()])
        article = (rng.random(count) < 0.3).tolist()
        return [
            ("The " if the else "") + " ".join(islice(words, size)) for size, the in zip(sizes, article, strict=True)
        ]

    def years(self, part: int, count: int) -> list[int]:
        rng = np.random.default_rng((SEED, 3, part))
        return (2026 - (110 * rng.random(count) ** 2)).astype(int).tolist()

    def cast(self, part: int, count: int) -> list[list[int]]:
        """Four people of each film, some of them in very many."""
        return (
            (1 + skewed(np.random.default_rng((SEED, 4, part)), self.people, 4 * count, 2)).reshape(count, 4).tolist()
        )


def parts(total: int) -> Iterator[tuple[int, int, int]]:
    for part, first in enumerate(range(0, total, _BATCH)):
        yield part, first + 1, min(_BATCH, total - first)


def write(world: World, folder: Path) -> list[Path]:
    """The four files, with rows in no order that helps."""
    made = [folder / f"{name}.tsv" for name in ("title.basics", "name.basics", "title.akas", "title.principals")]
    with made[0].open("w") as basics, made[3].open("w") as principals:
        basics.write(
            "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
        )
        principals.write("tconst\tordering\tnconst\tcategory\tjob\tcharacters\n")
        for part, first, count in parts(world.films):
            rows = zip(world.titles(part, count), world.years(part, count), world.cast(part, count), strict=True)
            for number, (title, year, cast) in enumerate(rows, first):
                basics.write(f"tt{number:07d}\tmovie\t{title}\t{title}\t0\t{year}\t\\N\t\\N\t\\N\n")
                for at, who in enumerate(cast):
                    principals.write(
                        f"tt{number:07d}\t{at + 1}\tnm{who:07d}\t{'actor' if at else 'director'}\t\\N\t\\N\n"
                    )
    with made[1].open("w") as people:
        people.write("nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n")
        for part, first, count in parts(world.people):
            rng = np.random.default_rng((SEED, 5, part))
            works = (1 + (world.films * rng.random((count, 2)))).astype(int).tolist()
            for number, (name, known) in enumerate(zip(world.names(part, count), works, strict=True), first):
                people.write(
                    f"nm{number:07d}\t{name}\t\\N\t\\N\tactor\t{','.join(f'tt{work:07d}' for work in known)}\n"
                )
    with made[2].open("w") as akas:
        akas.write("titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n")
        for part, _, count in parts(world.aliases):
            whose = np.random.default_rng((SEED, 6, part)).integers(1, world.films + 1, count).tolist()
            for number, title in zip(whose, world.titles(10_000 + part, count), strict=True):
                akas.write(f"tt{number:07d}\t1\t{title}\t\\N\t\\N\t\\N\t\\N\t0\n")
    return made


_BUILD = """
import resource, sys, time
from pathlib import Path
from bigpicture.catalogue import build
began = time.perf_counter()
told = build(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{told.records:,} records, {sum(told.entities.values()):,} entities under {told.names:,} different names, {told.broken} broken lines")
print(f"on disk: {told.size / 1e6:,.0f} MB")
print(f"built in {time.perf_counter() - began:,.0f} s, with {most:,.0f} MB of memory at most")
"""


def spread(name: str, call: Callable[[str], list[Match]], asked: list[str]) -> None:
    """The time of look-ups, after a few that bring the file into memory."""
    for one in asked[:200]:
        call(one)
    times, works, found = [], [], 0
    for one in asked:
        began, worked = time.perf_counter(), time.thread_time()
        found += bool(call(one))
        works.append(1000 * (time.thread_time() - worked))
        times.append(1000 * (time.perf_counter() - began))
    cuts, own = statistics.quantiles(times, n=100), statistics.quantiles(works, n=100)
    print(
        f"{name:44}{statistics.median(times):8.3f}{cuts[94]:8.3f}{cuts[98]:8.3f}{statistics.median(works):10.3f}{own[94]:8.3f}{own[98]:8.3f}   {found / len(asked):.0%} found"
    )


def typo(rng: random.Random, name: str) -> str:
    """A letter changed, left out, doubled, or swapped with the next; never the first of the name."""
    at = rng.randrange(1, len(name) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return name[:at] + rng.choice("aeinrst") + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    return name[:at] + (name[at] * 2 if kind == 2 else name[at + 1] + name[at]) + name[at + (1 if kind == 2 else 2) :]


def speed(world: World, catalogue: Catalogue) -> None:
    rng = random.Random(SEED)
    size = min(_BATCH, world.films)
    casts, years, titles = world.cast(0, size), world.years(0, size), world.titles(0, size)
    people, films = rng.sample(names_of_part(world, 0), ROUNDS), rng.sample(titles, ROUNDS)
    print(f"\n{'milliseconds a look-up':44}  median     95%     99%  on a CPU     95%     99%")
    spread("people, known", catalogue.people, people)
    spread("films, known", catalogue.films, films)
    beside = {titles[n]: (years[n], names_of(world, casts[n])) for n in range(2_000)}
    spread("films with year and four people", lambda title: catalogue.films(title, *beside[title]), list(beside))
    spread("people, unknown", catalogue.people, [f"{name}qx" for name in people])
    spread("films, unknown", catalogue.films, [f"{name} Qvxq" for name in films])
    spread("people, one letter wrong", catalogue.people, [typo(rng, name) for name in people])
    spread("films, one letter wrong", catalogue.films, [typo(rng, name) for name in films if len(name) > 5])


def names_of(world: World, numbers: list[int]) -> list[str]:
    """The names of people by their numbers."""
    return [names_of_part(world, (number - 1) // _BATCH)[(number - 1) % _BATCH] for number in numbers]


_PARTS: dict[int, list[str]] = {}


def names_of_part(world: World, part: int) -> list[str]:
    if part not in _PARTS:
        _PARTS[part] = world.names(part, min(_BATCH, world.people - part * _BATCH))
    return _PARTS[part]


def rightness(world: World, catalogue: Catalogue, count: int = 2_000) -> None:
    """Films asked for as an article would: what share is linked, and what share of the links is right."""
    rng = random.Random(SEED + 1)
    size = min(_BATCH, world.films)
    titles, years, casts = world.titles(0, size), world.years(0, size), world.cast(0, size)
    chosen = [n for n in rng.sample(range(size), count) if len(titles[n]) > 4]
    ways: dict[str, Callable[[int], list[Match]]] = {
        "title alone": lambda n: catalogue.films(titles[n]),
        "title and year": lambda n: catalogue.films(titles[n], years[n]),
        "title and the year after": lambda n: catalogue.films(titles[n], years[n] + 1),
        "title and a person": lambda n: catalogue.films(titles[n], None, names_of(world, casts[n][:1])),
        "title, year and two people": lambda n: catalogue.films(titles[n], years[n], names_of(world, casts[n][:2])),
        "one letter wrong, and two people": lambda n: catalogue.films(
            typo(rng, titles[n]), None, names_of(world, casts[n][:2])
        ),
        "not in it: a film ten years later": lambda n: catalogue.films(titles[n], years[n] + 10),
        "not in it: that, and people of another": lambda n: catalogue.films(
            titles[n], years[n] + 10, names_of(world, casts[n - 1][:2])
        ),
    }
    print(f"\n{'films asked for by':44}  linked   right")
    for name, way in ways.items():
        links = [(n, match) for n in chosen if (match := linked(way(n)))]
        right = sum(match.entity.id == f"tt{n + 1:07d}" for n, match in links)
        print(f"{name:44}{len(links) / len(chosen):8.1%}{right / max(1, len(links)):8.1%}")


def main(names: int, where: str | None) -> None:
    world = World(names)
    with tempfile.TemporaryDirectory(dir=where) as folder:
        index = Path(where or folder) / f"catalogue-{names}.idx"
        if not index.exists():
            began = time.perf_counter()
            files = write(world, Path(folder))
            size = sum(file.stat().st_size for file in files)
            print(
                f"{names:,} names in {size / 1e6:,.0f} MB of files, made in {time.perf_counter() - began:.0f} s",
                flush=True,
            )
            subprocess.run([sys.executable, "-c", _BUILD, str(index), *map(str, files)], check=True)
        with Catalogue.open(index) as catalogue:
            speed(world, catalogue)
            rightness(world, catalogue)


if __name__ == "__main__":
    main(
        int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000,
        sys.argv[2] if len(sys.argv) > 2 else None,
    )
