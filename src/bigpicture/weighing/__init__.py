"""From what articles claim about one film to what is known of it: pure functions, the same in any order of the claims.

    sayings (claims with who and when) | points (what is said) | slots (what excludes each other) | facts

A saying is weighed by who says it in words of their own, how sure the article is, and how long ago. Nothing here knows a
database, a clock or chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bigpicture.times import whole
from bigpicture.weighing.facts import Fact, Saying
from bigpicture.weighing.points import SLOTS, Point, Points, in_order, keyed, slot
from bigpicture.weighing.replay import Change, changes, worth
from bigpicture.weighing.standing import facts_in


def facts(sayings: Iterable[Saying]) -> tuple[Fact, ...]:
    """Every fact about a film, in the order of the vocabulary, the best backed first.

    `sayings` are all claims about it, of one film. The same sayings in any order give the same facts.
    """
    points = Points()
    points.add(in_order(keyed(sayings)))
    slots: dict[tuple[str, ...], list[Point]] = {}
    for point in points.all():
        slots.setdefault(slot(point.key), []).append(point)
    return tuple(sorted((fact for own in slots.values() for fact in facts_in(own)), key=lambda f: f.order))


def as_of(sayings: Sequence[Saying], moment: str) -> list[Saying]:
    """The sayings that were out by a moment (UTC text or a day, which counts whole)."""
    end = whole(moment)
    return [s for s in sayings if s.when <= end]


__all__ = ["SLOTS", "Change", "Fact", "Saying", "as_of", "changes", "facts", "slot", "worth"]
