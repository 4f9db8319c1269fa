"""Features of pairs of mentions, as index arrays: what a reader sees of two mentions besides their words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bigpicture.reading.cues import FEATURES as CUES
from bigpicture.reading.cues import cues
from bigpicture.reading.scheme import ALL_LABELS, ALLOWED, LABEL_ID, RELATION_ID, RELATIONS
from bigpicture.reading.segment import Words

Ints = NDArray[np.int64]

# One column a feature, with the number of its values: the embedding tables of the pair head follow this order.
PAIR_FEATURES: tuple[tuple[str, int], ...] = (
    ("distance", 19),  # words between, signed and on a log scale
    ("sentences", 9),  # sentences from the first to the second, -4 to 4
    ("works_between", 4),  # mentions of other works between them, 3 = more
    ("like_between", 4),  # mentions of the second's label between them, 3 = more
    ("recency", 8),  # rank of the first's entity among those of its label last named before the second; 7 = only after
    ("nearest", 3),  # 0 no, 1 nearest of its label before the second, 2 nearest after
    ("headline", 4),  # bit 0: the first stands in the headline, bit 1: the second
    ("frequency", 6),  # mentions of the first's entity in the article
    ("main", 3),  # the first's entity: 2 the most often named of its label, 1 the first named, 0 neither
    ("paragraphs", 5),  # paragraphs from the first to the second, -2 to 2
    ("parentheses", 4),  # bit 0: the first stands in parentheses, bit 1: the second
    ("labels", len(ALLOWED)),
    *CUES,
)
LABELS_COLUMN = [name for name, _ in PAIR_FEATURES].index("labels")
_PAIR_TYPES = {pair: i for i, pair in enumerate(ALLOWED)}
_TYPE_OF = np.full((len(ALL_LABELS), len(ALL_LABELS)), -1, dtype=np.int64)
for (_a, _b), _i in _PAIR_TYPES.items():
    _TYPE_OF[LABEL_ID[_a], LABEL_ID[_b]] = _i
# (pair type, relation) -> whether the pair can have it
CAN = np.zeros((len(ALLOWED), len(RELATIONS)), dtype=bool)
for _pair, _relations in ALLOWED.items():
    for _relation in _relations:
        CAN[_PAIR_TYPES[_pair], RELATION_ID[_relation]] = True
WORK = LABEL_ID["WORK"]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Labelled spans of words in text order: parallel arrays. Mentions of one thing share an entity number."""

    first: Ints  # its first word
    last: Ints  # its last word, inclusive
    label: Ints  # position in ALL_LABELS
    entity: Ints  # entities are numbered from 0, each of one label

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of mentions: parallel arrays."""

    one: Ints  # position in Mentions
    two: Ints
    features: Ints  # columns as in PAIR_FEATURES


def _bucket(distance: Ints) -> Ints:
    """0, 1, 2, 3-4, 5-8, … to 9 steps either way, as 0 to 18 with 9 for none."""
    size = np.minimum(9, np.where(distance == 0, 0, 1 + np.ceil(np.log2(np.maximum(1, np.abs(distance))))))
    out: Ints = (9 + np.sign(distance) * size).astype(np.int64)
    return out


def _count_between(positions: Ints, low: Ints, high: Ints) -> Ints:
    """How many of the sorted `positions` lie strictly between `low` and `high`."""
    between: Ints = np.maximum(0, np.searchsorted(positions, high, "left") - np.searchsorted(positions, low, "right"))
    return between


def _recency(mentions: Mentions, label: int) -> tuple[Ints, Ints, Ints]:
    """For each mention and each entity of `label`: its recency rank; and the nearest mention before and after."""
    own = np.flatnonzero(mentions.label == label)
    entities = np.unique(mentions.entity[own])
    column = {int(e): i for i, e in enumerate(entities)}
    rank = np.full((len(mentions), len(entities)), 7, dtype=np.int64)
    before = np.full(len(mentions), -1, dtype=np.int64)
    after = np.full(len(mentions), -1, dtype=np.int64)
    recent: list[int] = []
    at, last = 0, -1
    order = own.tolist()
    for j in range(len(mentions)):
        while at < len(order) and mentions.first[order[at]] < mentions.first[j]:
            last = order[at]
            c = column[int(mentions.entity[last])]
            if c in recent:
                recent.remove(c)
            recent.insert(0, c)
            at += 1
        for r, c in enumerate(recent[:6]):
            rank[j, c] = r
        for c in recent[6:]:
            rank[j, c] = 6
        before[j] = last
        nxt = at
        while nxt < len(order) and order[nxt] == j:
            nxt += 1
        after[j] = order[nxt] if nxt < len(order) else -1
    lookup = np.full(int(mentions.entity.max(initial=-1)) + 1, -1, dtype=np.int64)
    lookup[entities] = np.arange(len(entities))
    return rank[:, lookup.clip(0)] if len(entities) else rank, before, after


def pairs(words: Words, mentions: Mentions) -> Pairs:
    """All pairs of mentions that can have a relation, with their features."""
    kinds = _TYPE_OF[mentions.label[:, None], mentions.label[None, :]]
    one, two = np.nonzero(kinds >= 0)
    columns = np.zeros((len(one), len(PAIR_FEATURES)), dtype=np.int64)
    if not len(one):
        return Pairs(one, two, columns)
    first, entity, label = mentions.first, mentions.entity, mentions.label
    gap = first[two] - first[one]
    columns[:, 0] = _bucket(gap)
    columns[:, 1] = np.clip(words.sentence[first[two]].astype(np.int64) - words.sentence[first[one]], -4, 4) + 4
    low, high = np.minimum(first[one], first[two]), np.maximum(first[one], first[two])
    columns[:, 2] = np.minimum(3, _count_between(first[label == WORK], low, high))
    for value in np.unique(label[two]):
        rows = label[two] == value
        columns[rows, 3] = np.minimum(3, _count_between(first[label == value], low[rows], high[rows]))
    for value in np.unique(label[one]):
        rows = np.flatnonzero(label[one] == value)
        rank, before, after = _recency(mentions, int(value))
        columns[rows, 4] = rank[two[rows], entity[one[rows]]]
        columns[rows, 5] = np.where(before[two[rows]] == one[rows], 1, np.where(after[two[rows]] == one[rows], 2, 0))
        columns[rows, 8] = _main(mentions, int(value))[entity[one[rows]]]
    headline, parenthesis = words.features[first, 3], words.features[first, 4]
    columns[:, 6] = headline[one] + 2 * headline[two]
    columns[:, 7] = np.minimum(6, np.bincount(entity)[entity[one]]) - 1
    columns[:, 9] = np.clip(words.paragraph[first[two]].astype(np.int64) - words.paragraph[first[one]], -2, 2) + 2
    columns[:, 10] = parenthesis[one] + 2 * parenthesis[two]
    columns[:, LABELS_COLUMN] = kinds[one, two]
    columns[:, LABELS_COLUMN + 1 :] = cues(words, first, mentions.last, one, two)
    return Pairs(one, two, columns)


def _main(mentions: Mentions, label: int) -> Ints:
    """By entity: 2 for the most often named of its label, 1 for the first named, 0 for the rest."""
    out = np.zeros(int(mentions.entity.max()) + 1, dtype=np.int64)
    own = mentions.entity[mentions.label == label]
    out[own[0]] = 1
    out[np.bincount(own).argmax()] = 2
    return out
