"""From mentions to links: which two things have which relation, how surely, and where the article says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bigpicture.reading.mentions import Span, as_arrays, marks, things
from bigpicture.reading.network import Floats, Network, log_softmax
from bigpicture.reading.pairs import CAN, LABELS_COLUMN, pairs
from bigpicture.reading.pieces import Pieces, Window
from bigpicture.reading.scheme import RELATIONS, STATUSES
from bigpicture.reading.segment import Words

LEAST = 0.05  # links less likely are not looked at again


@dataclass(frozen=True, slots=True)
class Link:
    """One relation between two things, at the two mentions that say it best."""

    relation: str
    one: Span
    two: Span
    probability: float  # the network's own, not calibrated
    status: str
    status_probability: float


class Links:
    """All links of an article, looked up by relation and thing."""

    def __init__(self, links: list[Link]) -> None:
        self._by_relation: dict[str, list[Link]] = {}
        for link in sorted(links, key=lambda k: -k.probability):
            self._by_relation.setdefault(link.relation, []).append(link)

    def add(self, links: Iterable[Link]) -> Links:
        """With further links; of two that say the same, the likelier counts."""
        return Links([*(k for own in self._by_relation.values() for k in own), *links])

    def of(self, *relations: str, least: float = LEAST) -> list[Link]:
        """The links of some relations, the likeliest first within each."""
        return [k for r in relations for k in self._by_relation.get(r, ()) if k.probability >= least]

    def probability(self, relation: str, one: Span, two: Span) -> float:
        """How likely two things have a relation; 0 where the network says no."""
        for link in self._by_relation.get(relation, ()):
            if thing(link.one) == thing(one) and thing(link.two) == thing(two):
                return link.probability
        return 0.0


def thing(span: Span) -> tuple[str, str]:
    """What a mention names: mentions of one thing have it in common."""
    return span.label, span.key


def relate(
    network: Network, words: Words, pieces: Pieces, windows: list[Window], branch: list[Floats], spans: list[Span]
) -> Links:
    """Score every pair of mentions and pool them by thing: one pair that says it is enough."""
    mentions = as_arrays(spans)
    candidates = pairs(words, mentions)
    if not len(candidates.one):
        return Links([])
    size = len(words)
    first, last = pieces.first[mentions.first], pieces.first[mentions.last]
    wanted = np.unique(np.concatenate([first, last]))
    hidden = network.relate(branch, marks(spans, size)[pieces.word], things(spans, size)[pieces.word], windows, wanted)
    vectors = np.concatenate([hidden[np.searchsorted(wanted, first)], hidden[np.searchsorted(wanted, last)]], axis=1)
    logits = network.score(vectors, candidates.one, candidates.two, candidates.features)
    relation, status = logits[:, : len(RELATIONS)], logits[:, len(RELATIONS) :]
    relation[~CAN[candidates.features[:, LABELS_COLUMN]]] = -1e4
    n = int(mentions.entity.max()) + 1
    codes = mentions.entity[candidates.one] * n + mentions.entity[candidates.two]
    headline = words.features[mentions.first, 3][candidates.two]
    return Links(list(_pool(spans, codes, candidates.one, candidates.two, relation, status, headline)))


def _pool(
    spans: list[Span], codes: NDArray[np.int64], one: NDArray[np.int64], two: NDArray[np.int64],
    relation: Floats, status: Floats, headline: NDArray[np.int32],
) -> list[Link]:  # fmt: skip
    groups, where = np.unique(codes, return_inverse=True)
    top = np.full((len(groups), relation.shape[1]), -1e4, dtype=np.float32)
    np.maximum.at(top, where, relation)
    total = np.zeros_like(top)
    np.add.at(total, where, np.exp(relation - top[where]))
    probability = 1 / (1 + np.exp(np.minimum(80, -(top + np.log(total)))))
    out = []
    stance = np.exp(log_softmax(status))
    order = np.argsort(where, kind="stable")
    bounds = np.searchsorted(where[order], np.arange(len(groups) + 1))
    for group, kind in zip(*np.nonzero(probability > LEAST), strict=True):
        rows = order[bounds[group] : bounds[group + 1]]
        # evidence must stand in the text: a pair whose value is in the headline comes last
        best = rows[np.argmax(relation[rows, kind] - 20 * headline[rows])]
        how = int(stance[best].argmax())
        out.append(Link(RELATIONS[kind], spans[one[best]], spans[two[best]], float(probability[group, kind]),
                        STATUSES[how], float(stance[best, how])))  # fmt: skip
    return out
