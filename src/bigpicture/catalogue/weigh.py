"""How far a candidate is believed: by the wording of its name, its year, and who or what is named beside it.

Each figure is how many times likelier what is seen is if the candidate is meant than if it is not. A candidate's confidence
is its product's share of the sum over all candidates and of UNKNOWN, the chance that none of them is meant. The figures
were set by judgement, not fitted: no annotated links exist yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bigpicture.catalogue import names
from bigpicture.catalogue.entities import Match
from bigpicture.catalogue.names import Reach

SURE = 0.8  # a link needs so much confidence: no other candidate can then have a quarter of it

SAME, OTHER, SHORT, ORDER = 1.0, 0.6, 0.2, 0.3
NEAR = ((12, 0.3), (8, 0.1), (0, 0.03))  # one letter away, by the length of the name: few long ones are so close
# By years apart. Of the films of one title one in some sixty is of a given year; festival and release are often a year apart.
YEARS = (50.0, 3.5, 0.6)
OTHER_YEAR = 0.02
NAMED = (1000.0, 20.0)  # the first that is named beside it and belongs to it, and each further one
NONE_NAMED = 0.4  # none of those named is one that the catalogue has: its lists are not complete
UNKNOWN = (1.0, 0.5, 0.25, 0.12)  # that none is meant, by the number of words of a title
UNKNOWN_PERSON = (1.0, 0.2, 0.12, 0.12)


@dataclass(frozen=True, slots=True)
class Weight:
    """A factor, and the words for it."""

    factor: float
    why: str


def wording(asked: str, known: str, reach: Reach | None, *, human: bool) -> Weight:
    """By the name: `reach` tells which wording led to the candidate, None that it was one a letter away."""
    folded = names.fold(asked, human=human)
    if reach is None:
        factor = next(factor for length, factor in NEAR if len(folded) >= length)
        return Weight(factor, f"its name differs in one letter: {known}")
    if reach == "order":
        return Weight(ORDER, f"the same words in another order: {known}")
    if names.fold(known, human=human) == folded:
        return Weight(SAME, "the same name")
    if reach == "short" or names.shortened(known, human=human) == folded:
        return Weight(SHORT, f"the same without {'initials' if human else 'its subtitle'}: {known}")
    return Weight(OTHER, f"another name of it: {known}")


def years(asked: int | None, known: int | None) -> Weight | None:
    """By the year; None where either is not known."""
    if asked is None or known is None:
        return None
    apart = abs(asked - known)
    if apart >= len(YEARS):
        return Weight(OTHER_YEAR, f"another year: {known}")
    why = ("the same year", f"a year apart: {known}", f"two years apart: {known}")
    return Weight(YEARS[apart], why[apart])


def guesses(asked: int | None, known: NDArray[np.int64]) -> NDArray[np.float64]:
    """The factors of many years at once, 1 where either is not known (0 in `known`)."""
    if asked is None:
        return np.ones(len(known))
    factors = np.array([*YEARS, OTHER_YEAR])[np.minimum(np.abs(known - asked), len(YEARS))]
    return np.where(known == 0, 1.0, factors)


def beside(found: Sequence[str], asked: int, known: int, *, human: bool) -> Weight | None:
    """By those named beside it: those found among its own, how many were asked for, and how many of its own are known."""
    if found:
        why = f"{'known for' if human else 'credited with it:'} {', '.join(found)}"
        return Weight(NAMED[0] * NAMED[1] ** min(len(found) - 1, 3), why)
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
