"""How far a candidate is believed: by the wording of its name, its year, and who or what is named beside it.

Each figure is how many times likelier what is seen is if the candidate is meant than if it is not. A candidate's confidence
is its product's share of the sum over all candidates and of UNKNOWN, the chance that none of them is meant. The figures
were set by judgement and checked in an invented world (bench/catalogue.py); no annotated links exist yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from bigpicture.catalogue import names
from bigpicture.catalogue.entities import YEARS as ALL_YEARS
from bigpicture.catalogue.entities import Match
from bigpicture.catalogue.names import Reach

SURE = 0.8  # a link needs so much confidence: no other candidate can then have a quarter of it

SAME, OTHER, SHORT, ORDER = 1.0, 0.6, 0.2, 0.3
LONGER = 0.02  # what is asked for has more words: a later film of a series is announced before it is known
SIBLING = 0.01  # another subtitle or another initial
PART = 0.001  # another number
NEAR = ((12, 0.3), (8, 0.1), (0, 0.03))  # one letter away, by the length of the name: few long ones are so close
# By years apart. Of the films of one title one in some sixty is of a given year; festival and release are often a year apart.
YEARS = (50.0, 3.5, 0.6)
OTHER_YEAR = 0.02
NAMED = (1000.0, 20.0)  # the first that is named beside it and belongs to it, and each further one
SERIES = 20.0  # all of them, where it may be another film of the series: those share their people
NONE_NAMED = 0.4  # none of those named belongs to it: the catalogue's lists are not complete
UNKNOWN = (1.0, 0.5, 0.25, 0.12)  # that none is meant, by the number of words of a title
UNKNOWN_PERSON = (1.0, 0.2, 0.12, 0.12)


class Weight(NamedTuple):
    """A factor, and the words for it."""

    factor: float
    why: str
    most: float = inf  # of a wording: the most that those named beside it count


def wording(asked: str, folded: str, known: str, reach: Reach | None, *, human: bool) -> Weight:
    """By the name: `folded` is what is asked for; `reach` tells which wording led there, None that it was a letter away."""
    if reach is None:
        factor = next(factor for length, factor in NEAR if len(folded) >= length)
        return Weight(factor, f"its name differs in one letter: {known}")
    if reach == "order":
        return Weight(ORDER, f"the same words in another order: {known}")
    if known == asked or (other := names.fold(known, human=human)) == folded:
        return Weight(SAME, "the same name")
    if reach == "short" or names.shortened(known, human=human) == folded:
        return _initials(folded, other, known) if human else _series(folded, other, known)
    return Weight(OTHER, f"another name of it: {known}")


def _initials(asked: str, other: str, known: str) -> Weight:
    """Of two folded names of people that are the same without initials."""
    mine, own = set(asked.split(" ")), set(other.split(" "))
    if mine <= own or own <= mine:
        return Weight(SHORT, f"the same without initials: {known}")
    return Weight(SIBLING, f"another initial: {known}")


def _series(asked: str, other: str, known: str) -> Weight:
    """Of two folded titles that are the same without subtitles or parts: which film of a series each is of."""
    mine, own = ({word for word in one.split(" ") if word not in names.PARTS} for one in (asked, other))
    parts, known_parts = ({word for word in one if word.isdigit()} for one in (mine, own))
    if not (parts <= known_parts or known_parts <= parts) or (own < mine and parts - known_parts - {"1"}):
        return Weight(PART, f"another part of the series: {known}", 1.0)
    if mine <= own or mine - own == {"1"}:  # the first of a series is called so once there is a second
        return Weight(SHORT, f"the same without its subtitle: {known}", SERIES)
    if own < mine:
        return Weight(LONGER, f"the same without the subtitle: {known}", SERIES)
    return Weight(SIBLING, f"another subtitle: {known}", SERIES)


def years(asked: int | None, known: int | None) -> Weight | None:
    """By the year; None where either is not known."""
    if asked is None or known is None:
        return None
    apart = abs(asked - known)
    if apart >= len(YEARS):
        return Weight(OTHER_YEAR, f"another year: {known}")
    why = ("the same year", f"a year apart: {known}", f"two years apart: {known}")
    return Weight(YEARS[apart], why[apart])


def spans(asked: int | None) -> Iterator[tuple[float, int, int]]:
    """The factors of all years, the highest first: each with the first year and the last; 0 is an unknown year."""
    last = ALL_YEARS.stop
    if asked is None:
        yield 1.0, 0, last
        return
    known = [(YEARS[0], asked, asked)]
    known += [(YEARS[n], year, year) for n in range(1, len(YEARS)) for year in (asked + n, asked - n)]
    known += [(1.0, 0, 0), (OTHER_YEAR, asked + len(YEARS), last), (OTHER_YEAR, 1, asked - len(YEARS))]
    yield from sorted(known, key=lambda span: -span[0])


def most_beside(wording: Weight, year: Weight | None) -> float:
    """The most that those named beside it count: little where neither name nor year is its own, as for a film of a series."""
    another = wording.factor < OTHER and year is not None and year.factor == OTHER_YEAR
    return min(wording.most, SERIES) if another else wording.most


def beside(found: Sequence[str], asked: int, known: int, most: float, *, human: bool) -> Weight | None:
    """By those named beside it: those found among its own, how many were asked for, how many of its own are known, at most."""
    if found:
        why = f"{'known for' if human else 'credited with it:'} {', '.join(found)}"
        return Weight(min(most, NAMED[0] * NAMED[1] ** min(len(found) - 1, 3)), why)
    if asked and known:
        return Weight(
            NONE_NAMED, f"not known {'for any work' if human else 'to have any of the people'} named beside it"
        )
    return None


def unknown(folded: str, *, human: bool) -> float:
    """That no candidate is meant: short names are shared by much that no catalogue has."""
    figures = UNKNOWN_PERSON if human else UNKNOWN
    return figures[min(len(folded.split()), len(figures)) - 1]


def linked(matches: Sequence[Match]) -> Match | None:
    """The match that a link may be made to: the first, where it is SURE; else None, and there are candidates only."""
    return matches[0] if matches and matches[0].confidence >= SURE else None
