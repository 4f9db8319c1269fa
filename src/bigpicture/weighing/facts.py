"""What weighing takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bigpicture.model import Status, Value
from bigpicture.vocabulary import CLAIM_TYPES

STANDINGS = {
    "agreed": "it is said, and nobody says otherwise",
    "contested": "outlets disagree, and neither word is the last",
    "superseded": "it was said, and something else is said since",
    "rumoured": "it is only hedged: reportedly, in talks, could",
    "denied": "the last word is that it is not so",
}
_ORDER = {name: number for number, name in enumerate(CLAIM_TYPES)}
_BILLED = ("director", "writer", "producer", "cast")
_RANK = {name: number for number, name in enumerate(STANDINGS)}


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim of one article, with who says it and when."""

    id: int  # of the claim, to show its words
    type: str
    values: Mapping[str, Value]
    status: Status
    confidence: float
    when: str  # when the article came out, UTC
    article: int
    origin: int  # the article whose words these are: copies share it
    outlet: str | None = None

    @property
    def rank(self) -> tuple[str, int, int]:
        """The order in which things were said."""
        return self.when, self.article, self.id


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known, believed or denied about a film."""

    type: str
    key: tuple[str, ...]  # what it is about, folded: the same for the same thing whoever says it
    values: Mapping[str, Value]
    standing: str  # STANDINGS
    confidence: float  # 0 to 1
    reasons: tuple[str, ...]  # why that standing and confidence, in words
    sayings: tuple[Saying, ...] = field(repr=False)  # those behind it, in the order they were said
    before: Mapping[str, Value] | None = None  # what it replaced: a date that moved

    @property
    def first(self) -> Saying:
        """Who said it first."""
        return self.sayings[0]

    @property
    def shown(self) -> Saying:
        """The saying to show for it: the denial that stands of what is denied, else the first that says all of it."""
        if self.standing == "denied":
            denials = [s for s in self.sayings if s.status == "denied"]
            last = max((s.rank for s in self.sayings if s.status == "stated"), default=denials[0].rank)
            return next((s for s in denials if s.rank > last), denials[-1])
        stated = [s for s in self.sayings if s.status == "stated"] or list(self.sayings)
        return max(stated, key=lambda s: sum(v is not None for v in s.values.values()))

    @property
    def order(self) -> tuple[object, ...]:
        """Facts by type, then standing, then how well they are backed; people as they were first billed."""
        billed = self.first.rank if self.type in _BILLED else ()
        return _ORDER[self.type], _RANK[self.standing], -self.origins, -self.confidence, billed, self.key

    @property
    def origins(self) -> int:
        """How many articles speak of it in words of their own."""
        return len({s.origin for s in self.sayings})
