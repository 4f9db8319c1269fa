"""What people decided about which films articles mean, as links between mentions. Pure functions.

A newer decision outranks an older one about the same mentions, so that a person can change their mind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word about mentions, given by their keys."""

    kind: str  # merge: `kept` are all of one film; split: `moved` are not of the film of `kept`; pin: `moved` are
    kept: Keys
    moved: Keys = frozenset()


@dataclass(frozen=True, slots=True)
class Links:
    """Mentions that are of one film, and that are not, whatever they tell. Where both are said, they are of one film."""

    together: tuple[Keys, ...] = ()
    apart: tuple[tuple[Keys, Keys], ...] = ()
    taken: Keys = frozenset()  # taken from a film: the people they name do not lead back to it
    mute: Keys = frozenset()  # put to a film: what they tell says nothing of it

    def parted(self, one: Keys, other: Keys) -> bool:
        """Whether two sets of mentions cannot be of one film."""
        return any((one & a and other & b) or (one & b and other & a) for a, b in self.apart)

    def forced(self, keys: Keys) -> bool:
        """Whether a person had a word about any of the mentions."""
        return any(keys & t for t in self.together)


def links(decisions: Sequence[Decision]) -> Links:
    """The links that decisions make, given in the order in which they were taken."""
    together: list[Keys] = []
    apart: list[tuple[Keys, Keys]] = []
    settled: set[str] = set()  # moved by a newer decision
    taken: set[str] = set()
    mute: set[str] = set()
    for decision in reversed(decisions):
        kept, moved = decision.kept - settled, decision.moved - settled
        if decision.kind == "split":
            apart.append((moved, kept))
            together += [kept, moved]
            taken |= moved
        else:
            together.append(kept | moved)
            mute |= moved
        settled |= moved
    return Links(tuple(t for t in together if t), tuple(apart), frozenset(taken), frozenset(mute))
