"""Whose precursor is whose: prizes of other bodies joined to the contenders of a race.

A prize is a race's counterpart where it is given for the same thing. Films are joined by their titles, people by their names and,
where both sides name one, by the film too: a nominee's prize for another film is not for this performance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bigpicture.folding import name, title
from bigpicture.naming import bearer
from bigpicture.season.races import Contender, Precursor, Race

ACTING = ("actor", "actress", "supporting-actor", "supporting-actress")
WRITING = ("original-screenplay", "adapted-screenplay")
CRAFTS = (
    "cinematography", "editing", "production-design", "costume", "makeup", "sound", "sound-editing", "visual-effects", "casting",
    "score",
)  # fmt: skip
_MEN, _WOMEN = ("actor", "supporting-actor"), ("actress", "supporting-actress")
# Of a category of another body: the Academy's categories that it is a counterpart of. A performance is one whether a body takes
# it for a leading or a supporting one.
_COUNTERPARTS: Mapping[str, tuple[str, ...]] = {
    "picture-drama": ("picture",),
    "picture-comedy": ("picture",),
    "actor-drama": _MEN,
    "actor-comedy": _MEN,
    "actor": _MEN,
    "supporting-actor": _MEN,
    "actress-drama": _WOMEN,
    "actress-comedy": _WOMEN,
    "actress": _WOMEN,
    "supporting-actress": _WOMEN,
    "lead": ("actor", "actress", "supporting-actor", "supporting-actress"),
    "supporting": ("actor", "actress", "supporting-actor", "supporting-actress"),
    "screenplay": WRITING,
    "original-screenplay": WRITING,  # bodies do not agree on what is adapted
    "adapted-screenplay": WRITING,
    "sound": ("sound", "sound-editing"),
}
_BY_PERSON = ("director", *ACTING)
_ASIDE = re.compile(r"\s*[(\[:–—]|\s-\s|\sor\s", re.IGNORECASE)


def counterparts(body: str, category: str) -> tuple[str, ...]:
    """The Academy's categories for which a body's prize is given too."""
    if body == "sag" and category == "cast":
        return ("picture",)
    if body == "dga" and category == "director":
        return ("director", "picture")  # for its film too: two in three of them win Best Picture
    if category.endswith(("-drama", "-comedy")) and body != "globes":
        return ()  # a prize beside the main one
    return _COUNTERPARTS.get(category, (category,))


def own(race: str, body: str, category: str) -> bool:
    """Whether a prize is given for just what the race is: not for a leading performance where it is for a supporting one."""
    if race not in counterparts(body, category) or (body, race) == ("dga", "picture"):
        return False
    if race in ACTING:
        return category in (race, f"{race}-drama", f"{race}-comedy", "supporting" if "supporting" in race else "lead")
    return race not in WRITING or category in (race, "screenplay")


def joined(race: Race, row: Precursor) -> tuple[int, ...]:
    """The contenders whose prize or nomination a row is, by their places; none where it went to somebody else.

    The row must be a counterpart of the race. Two where a film is up twice and nothing tells for which.
    """
    up = race.contenders
    if race.category in _BY_PERSON and row.people:
        keys = _keys(row.people)
        found = tuple(i for i, c in enumerate(up) if keys & _keys(c.people))
        if not row.film:
            return found
        return tuple(i for i in found if not up[i].film or same_film(up[i].film, row.film))
    found = films(up, row.film)
    if len(found) > 1 and row.people:
        keys = _keys(row.people)
        return tuple(i for i in found if keys & _keys(up[i].people)) or found
    return found


def films(up: Sequence[Contender], film: str) -> tuple[int, ...]:
    """The places of a film's contenders: those of just that title, else those of a title with or without a second part."""
    key = _title(film)
    exact = tuple(i for i, c in enumerate(up) if _title(c.film) == key)
    return exact or tuple(i for i, c in enumerate(up) if same_film(c.film, film))


def same_film(one: str, other: str) -> bool:
    """Whether titles of one year's films mean one: "Birdman" is "Birdman or (The Unexpected Virtue of Ignorance)"."""
    mine, theirs = _title(one), _title(other)
    return bool(mine) and bool(theirs) and (mine == theirs or _main(one) == theirs or mine == _main(other))


@lru_cache(maxsize=20_000)
def _title(film: str) -> str:
    return title(film.replace("&", " and ")) or name(film)


@lru_cache(maxsize=20_000)
def _main(film: str) -> str:
    return _title(_ASIDE.split(film, maxsplit=1)[0])


@lru_cache(maxsize=20_000)
def _keys(people: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(bearer, people))


def strays(races: Iterable[Race], seasons: Mapping[int, Sequence[Precursor]]) -> list[Precursor]:
    """The wins that join no contender of their counterpart: the winner was not nominated, or is spelled otherwise."""
    at = {(race.year, race.category): race for race in races}
    out = []
    for year, rows in seasons.items():
        for row in rows:
            up = [at[year, c] for c in counterparts(row.body, row.category) if (year, c) in at]
            if row.won and up and not any(joined(race, row) for race in up):
                out.append(row)
    return out
