"""Invented races, prizes and tables of nominees, whose answers are known."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from math import exp

from bigpicture.season.history import COLUMNS
from bigpicture.season.races import Contender, Precursor, Race

HEAD = "\t".join(COLUMNS)


def row(ceremony: int, canonical: str, film: str, people: str, *, won: bool = False, **more: str) -> str:
    """A line of the public table: "tt" and the film's letters are its id."""
    fields = {
        "Ceremony": str(ceremony), "Year": str(1927 + ceremony), "Class": "Title", "CanonicalCategory": canonical,
        "Category": canonical, "Film": film, "FilmId": f"tt{film.replace(' ', '')}" if film else "", "Name": people,
        "Nominees": people, "NomineeIds": "", "Winner": "True" if won else "", **more,
    }  # fmt: skip
    return "\t".join(fields.get(name, "") for name in COLUMNS).rstrip("\t")


def table(*rows: str) -> str:
    """A table of these lines."""
    return "\n".join([HEAD, *rows]) + "\n"


def contender(number: int, year: int, *, won: bool | None = None, nominations: int = 1) -> Contender:
    """One of a year's invented performers, each in a film of their own."""
    return Contender(
        f"Film {year} {number}", (f"Person {_letters(year)} {_letters(number)}",), nominations, frozenset(), won
    )


def prize(of: Contender, year: int, body: str, category: str, *, won: bool = True) -> Precursor:
    """What another body gave a contender."""
    return Precursor(year, body, category, of.film, of.people, won, "made")


def drawn(
    years: Sequence[int], category: str, weights: Mapping[str, float], *, seed: int = 1, size: int = 5
) -> tuple[list[Race], dict[int, list[Precursor]]]:
    """Races in which each body gives its prize to somebody at random, and who won is drawn by known weights of these prizes."""
    chance = random.Random(seed)
    races, seasons = [], {}
    for year in years:
        up = [contender(n, year) for n in range(size)]
        score = [0.0] * size
        seasons[year] = []
        for body, weight in weights.items():
            took = chance.randrange(size)
            score[took] += weight
            seasons[year].append(prize(up[took], year, body, category))
        (first,) = chance.choices(range(size), [exp(s) for s in score])
        up = [Contender(c.film, c.people, c.nominations, c.companions, n == first) for n, c in enumerate(up)]
        races.append(Race("academy", year, category, tuple(up)))
    return races, seasons


def _letters(number: int) -> str:
    """A number as a name: digits alone would be spelled alike."""
    return "".join("bdfgklmnrs"[int(d)] + "aeiou"[int(d) % 5] for d in str(number))
