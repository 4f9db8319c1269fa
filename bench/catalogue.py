"""What a catalogue costs and how often its links are right: python -m bench.catalogue [NAMES] [FOLDER]

Makes IMDb files with that many names (1,000,000 by default; 10,000,000 is what is promised) of invented people and films in
a temporary folder, as skewed as real ones: few forenames and title words make up most of the names, so that thousands share
one; some films go on from another, with its people. Then the index is built by a process of its own. Printed are its bytes,
the time and the most memory; the time of look-ups with the file in memory (by the clock and on a CPU, which is what an idle
machine's clock shows); for each way to ask, the share that is linked, and rightly; and by confidence, the share that is right,
which depends on the mix of the ways: a quarter of what is asked for is not in the catalogue, and its titles are new ones more
often than in life. In a FOLDER of one's own the index stays, and is asked again the next time.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bigpicture.catalogue import SURE, Catalogue, Match, linked

SEED = 20261201
PEOPLE, ALIASES = 0.7, 0.15  # of all names: those of people, and the further titles of films; the rest are films' own
ROUNDS = 3_000  # look-ups of a kind
_SYLLABLES = "an ar bel bri cor dan del em en fen gar hal ho is jo ka kel la len lor ma mi mor nel no or pe quin ra rin ro sa sel ta ten ti tor ul va ver wen wi yo zan".split()  # fmt: skip
_BATCH = 100_000
_NEW = 50_000  # a part of the world that no file holds
CHOSEN = 4_000  # films, and people, that are asked for in every way
_BINS = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1.01)
SEQUELS = 0.08  # of all films
_ROMAN = "0 I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX".split()
_WORDS = "Zero One Two Three Four Five Six Seven Eight Nine Ten 11 12 13 14 15 16 17 18 19".split()


def vocabulary(count: int, least: int, most: int, rng: random.Random) -> list[str]:
    """Different invented words."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(rng.choices(_SYLLABLES, k=rng.randint(least, most))).capitalize()] = None
    return list(words)


def skewed(rng: np.random.Generator, size: int, count: int, power: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Places in a list of `size`, the first ones the most often; the smaller the power, the more even."""
    return (size * rng.random(count) ** power).astype(np.int64)


class Film(NamedTuple):
    """An invented film: numbers of people, and the series that it is a part of."""

    title: str
    year: int
    cast: list[int]
    stem: str  # the title of the first of its series, its own where there are no others
    part: int  # from 1


def sequel(film: Film, words: str, new: int, rng: random.Random) -> Film:
    """The next of a series, titled in one of the ways that films are."""
    part = film.part + 1
    title = rng.choice(
        [
            f"{film.stem} {part}",
            f"{film.stem} {_ROMAN[part % 20]}",
            f"{film.stem}: {words}",
            f"{film.stem}: Part {_WORDS[part % 20]}",
        ]
    )
    return Film(title, film.year + rng.randint(1, 4), [*film.cast[:3], new], film.stem, part)


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
        self._works: dict[int, list[list[int]]] = {}

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
        rng = np.random.default_rng((SEED, 4, part))
        return (1 + skewed(rng, self.people, 4 * count, 2)).reshape(count, 4).tolist()

    def works(self, part: int, count: int) -> list[list[int]]:
        """Two films that each of some people is known for."""
        return (1 + (self.films * np.random.default_rng((SEED, 5, part)).random((count, 2)))).astype(int).tolist()

    def known(self, number: int) -> list[int]:
        """The films that someone is known for."""
        part = (number - 1) // _BATCH
        if part not in self._works:
            self._works[part] = self.works(part, min(_BATCH, self.people - part * _BATCH))
        return self._works[part][(number - 1) % _BATCH]

    def drawn(self, part: int, count: int) -> list[Film]:
        """Films; one in SEQUELS goes on from the one before it, with three of its people, one to four years later."""
        rng = random.Random(f"{SEED}/{part}")
        films: list[Film] = []
        for title, year, cast in zip(
            self.titles(part, count), self.years(part, count), self.cast(part, count), strict=True
        ):
            if films and rng.random() < SEQUELS:
                films.append(sequel(films[-1], title, cast[3], rng))
            else:
                films.append(Film(title, year, cast, title, 1))
        return films


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
            for number, film in enumerate(world.drawn(part, count), first):
                basics.write(f"tt{number:07d}\tmovie\t{film.title}\t{film.title}\t0\t{film.year}\t\\N\t\\N\t\\N\n")
                for at, who in enumerate(film.cast):
                    principals.write(
                        f"tt{number:07d}\t{at + 1}\tnm{who:07d}\t{'actor' if at else 'director'}\t\\N\t\\N\n"
                    )
    with made[1].open("w") as people:
        people.write("nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n")
        for part, first, count in parts(world.people):
            for number, (name, known) in enumerate(
                zip(world.names(part, count), world.works(part, count), strict=True), first
            ):
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
print(f"built in {time.perf_counter() - began:,.0f} s ({time.process_time():,.0f} s on a CPU), with {most:,.0f} MB of memory at most")
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
    clock = f"{statistics.median(times):8.3f}{cuts[94]:8.3f}{cuts[98]:8.3f}"
    print(
        f"{name:44}{clock}{statistics.median(works):10.3f}{own[94]:8.3f}{own[98]:8.3f}   {found / len(asked):.0%} found"
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
    rng, find, who = random.Random(SEED), catalogue.films, catalogue.people
    chosen = {film.title: film for film in rng.sample(_films(world, 0), 2 * ROUNDS) if len(film.title) > 5}
    titles = list(chosen)[:ROUNDS]
    films = {title: (chosen[title].year, _persons(world, chosen[title].cast)) for title in titles}
    misspelled = {typo(rng, title): films[title] for title in titles}
    people = {_person(world, number): _titles(world, number) for number in rng.sample(_numbers(world.people), ROUNDS)}
    print(f"\n{'milliseconds a look-up':44}  median     95%     99%  on a CPU     95%     99%")
    spread("film", find, titles)
    spread("film with year and four people", lambda title: find(title, *films[title]), titles)
    spread("film with four people", lambda title: find(title, None, films[title][1]), titles)
    spread("film, one letter wrong", find, list(misspelled))
    spread("that with year and four people", lambda title: find(title, *misspelled[title]), list(misspelled))
    spread("film, unknown", find, [f"{title} Qvxq" for title in titles])
    spread("person", who, list(people))
    spread("person with two works", lambda name: who(name, people[name]), list(people))
    spread("person, one letter wrong", who, [typo(rng, name) for name in people])
    spread("person, unknown", who, [f"{name}qx" for name in people])


@cache
def _films(world: World, part: int) -> list[Film]:
    return world.drawn(part, min(_BATCH, world.films - part * _BATCH))


def _film(world: World, number: int) -> Film:
    return _films(world, (number - 1) // _BATCH)[(number - 1) % _BATCH]


@cache
def _people(world: World, part: int) -> list[str]:
    return world.names(part, min(_BATCH, world.people - part * _BATCH))


def _person(world: World, number: int) -> str:
    return _people(world, (number - 1) // _BATCH)[(number - 1) % _BATCH]


def _persons(world: World, numbers: list[int]) -> list[str]:
    return [_person(world, number) for number in numbers]


def _titles(world: World, person: int) -> list[str]:
    return [_film(world, number).title for number in world.known(person)]


def _numbers(count: int) -> range:
    """Those of the first part of the world, which is made quickly."""
    return range(1, min(_BATCH, count) + 1)


class Asked(NamedTuple):
    """What was asked for, in words; the identifier that is right, None where the catalogue has none; and the answer."""

    way: str
    right: str | None
    matches: list[Match]


def films_asked(world: World, catalogue: Catalogue) -> Iterator[Asked]:
    """Films as articles name them, and others that the catalogue does not have."""
    rng, find = random.Random(SEED + 1), catalogue.films
    new = [film for film in world.drawn(_NEW, CHOSEN) if len(film.title) > 4]
    for number in rng.sample(_numbers(world.films), CHOSEN):
        title, year, cast, *_ = film = _film(world, number)
        if len(title) < 5:
            continue
        people, others = _persons(world, cast), _persons(world, rng.choice(new).cast)
        right = f"tt{number:07d}"
        yield Asked("title", right, find(title))
        yield Asked("title, year", right, find(title, year))
        yield Asked("title, the year after", right, find(title, year + 1))
        yield Asked("title, one person", right, find(title, None, people[:1]))
        yield Asked("title, two people", right, find(title, None, people[:2]))
        yield Asked("title, year, two people", right, find(title, year, people[:2]))
        yield Asked("title, year, two others", right, find(title, year, others[:2]))
        yield Asked("title, ten years later, two people", right, find(title, year + 10, people[:2]))
        yield Asked("one letter wrong", right, find(typo(rng, title)))
        yield Asked("one letter wrong, year", right, find(typo(rng, title), year))
        yield Asked("one letter wrong, two people", right, find(typo(rng, title), None, people[:2]))
        yield Asked("not in it: title of another, ten years later", None, find(title, year + 10))
        yield Asked("not in it: that, two people", None, find(title, year + 10, others[:2]))
        if film.part > 1:
            yield from _of_series(film, people[:2], right, find)
    for film in new:
        people = _persons(world, film.cast)[:2]
        yield Asked("not in it: title", None, find(film.title))
        yield Asked("not in it: title, year", None, find(film.title, film.year))
        yield Asked("not in it: title, two people", None, find(film.title, None, people))
        yield Asked("not in it: title, year, two people", None, find(film.title, film.year, people))


def _of_series(film: Film, people: list[str], right: str, find: Callable[..., list[Match]]) -> Iterator[Asked]:
    """A film that goes on from another, `people` are in both; and films of its series that the catalogue does not have."""
    yield Asked("sequel, two people", right, find(film.title, None, people))
    yield Asked("sequel, year, two people", right, find(film.title, film.year, people))
    yield Asked("sequel, the year before, two people", right, find(film.title, film.year - 1, people))
    if film.title.startswith((f"{film.stem} ", f"{film.stem}: Part ")):
        numbered = f"{film.stem} Part {film.part}"
        yield Asked("sequel numbered otherwise, year, two people", right, find(numbered, film.year, people))
    yield Asked("not in it: a later sequel, two people", None, find(f"{film.stem} {film.part + 20}", None, people))
    yield Asked(
        "not in it: a later sequel, year, two people",
        None,
        find(f"{film.stem} {film.part + 20}", film.year + 3, people),
    )
    yield Asked("not in it: a titled sequel, two people", None, find(f"{film.stem}: Qvxq", None, people))
    yield Asked("not in it: a titled sequel, year, two people", None, find(f"{film.stem}: Qvxq", film.year + 9, people))


def people_asked(world: World, catalogue: Catalogue) -> Iterator[Asked]:
    """People as articles name them, and others that the catalogue does not have."""
    rng, find = random.Random(SEED + 2), catalogue.people
    new = [(name, film.title) for name, film in zip(world.names(_NEW, CHOSEN), world.drawn(_NEW, CHOSEN), strict=True)]
    for number, (_, work) in zip(rng.sample(_numbers(world.people), CHOSEN), new, strict=True):
        name, works, right = _person(world, number), _titles(world, number), f"nm{number:07d}"
        yield Asked("name", right, find(name))
        yield Asked("name, one work", right, find(name, works[:1]))
        yield Asked("name, two works", right, find(name, works))
        yield Asked("name, a work that is not in it", right, find(name, [work]))
        yield Asked("one letter wrong", right, find(typo(rng, name)))
        yield Asked("one letter wrong, one work", right, find(typo(rng, name), works[:1]))
    for name, work in new:
        known = _film(world, rng.choice(_numbers(world.films))).title
        yield Asked("not in it: name", None, find(name))
        yield Asked("not in it: name, work", None, find(name, [work]))
        yield Asked("not in it: name, a work that is in it", None, find(name, [known]))


def rightness(asked: list[Asked]) -> None:
    """By the way of asking, how many are linked, and how many of the links are right; then by the confidence."""
    print(f"\n{'asked for by':48}   count  linked   right")
    for way in dict.fromkeys(one.way for one in asked):
        some = [one for one in asked if one.way == way]
        links = [match.entity.id == one.right for one in some if (match := linked(one.matches))]
        print(
            f"{way:48}{len(some):8,}{len(links) / len(some):8.1%}"
            + (f"{sum(links) / len(links):8.1%}" if links else "")
        )
    first = [(one.matches[0].confidence, one.matches[0].entity.id == one.right) for one in asked if one.matches]
    print(f"\n{'confidence of the first':48}   count    mean   right")
    for low, high in (*pairwise(_BINS), (SURE, _BINS[-1])):
        some_first = [one for one in first if low <= one[0] < high]
        if some_first:
            confidence, right = (sum(values) / len(some_first) for values in zip(*some_first, strict=True))
            print(f"{f'{low:.2f} to {min(high, 1):.2f}':48}{len(some_first):8,}{confidence:8.3f}{right:8.3f}")


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
            for asked in (films_asked, people_asked):
                rightness(list(asked(world, catalogue)))


if __name__ == "__main__":
    main(
        int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000,
        sys.argv[2] if len(sys.argv) > 2 else None,
    )
