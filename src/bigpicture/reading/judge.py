"""How likely a draft is right, by what the whole article shows of it: a logistic model over a few plain numbers.

The network judges a value beside its film. Here the rest has its say: how surely and how often the film is named, what else
hangs on it, which rivals there are. The weights, one row a claim type, stand in the model's card; training.judging fits them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bigpicture.reading.drafts import Draft
from bigpicture.reading.mentions import Span
from bigpicture.reading.relate import thing
from bigpicture.reading.scheme import RULED
from bigpicture.reading.segment import Words
from bigpicture.vocabulary import CLAIM_TYPES

Floats = NDArray[np.float32]
FEATURES = (
    "score",  # of the draft, in log-odds
    "work sure",  # mean certainty of the tagger over the mentions of the work, in log-odds
    "value sure",  # of the tagger at the value, in log-odds; 0 of what rules find
    "work named",  # mentions of the work, logarithm
    "work named most",
    "work named first",
    "work in headline",
    "work marked",  # in quotation marks somewhere
    "work words",  # of its title, logarithm
    "work drafts",  # other drafts on it, logarithm
    "work drafts' score",  # their mean
    "same sentence",
    "distance",  # words between, logarithm
    "value named",  # mentions of the value, logarithm
    "rival work",  # score of the best other work for the value
    "rival value",  # score of the best other value for the work
    "works",  # in the article, logarithm
    "words",  # of the article, logarithm
    "no work",
    "not stated",
)


def _log_odds(p: float) -> float:
    p = min(max(p, 0.0025), 0.9975)
    return float(np.log(p / (1 - p)))


class _Works:
    """What the article shows of each work, by thing."""

    def __init__(self, words: Words, spans: Sequence[Span], drafts: Sequence[Draft]) -> None:
        own: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for span in spans:
            own[thing(span)].append(span)
        self.named = {key: len(found) for key, found in own.items()}
        works = {key: found for key, found in own.items() if key[0] == "WORK"}
        self.most = max(works, key=lambda k: len(works[k]), default=None)
        self.first = min(works, key=lambda k: works[k][0].first, default=None)
        self.total = len(works)
        self.sure = {key: sum(s.sure for s in found) / len(found) for key, found in works.items()}
        self.headline = {key for key, found in works.items() if any(words.features[s.first, 3] for s in found)}
        self.marked = {key for key, found in works.items() if any(words.features[s.first, 1] for s in found)}
        self.scores: dict[tuple[str, str], list[float]] = defaultdict(list)
        for draft in drafts:
            if draft.work:
                self.scores[thing(draft.work)].append(draft.score)


def _best_two(drafts: Sequence[Draft], keys: Sequence[tuple[object, ...]]) -> dict[tuple[object, ...], list[float]]:
    best: dict[tuple[object, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for draft, key in zip(drafts, keys, strict=True):
        best[key] = sorted([*best[key], draft.score], reverse=True)[:2]
    return best


def features(words: Words, spans: Sequence[Span], drafts: Sequence[Draft]) -> Floats:
    """(drafts, len(FEATURES))."""
    works = _Works(words, spans, drafts)
    values = [(d.type, *(str(d.values.get(n)) for n in CLAIM_TYPES[d.type].identity)) for d in drafts]
    owners = [(d.type, thing(d.work) if d.work else None) for d in drafts]
    by_value, by_owner = _best_two(drafts, values), _best_two(drafts, owners)
    out = np.zeros((len(drafts), len(FEATURES)), dtype=np.float32)
    for row, d, value, owner in zip(out, drafts, values, owners, strict=True):
        rivals = [best[1] if d.score >= best[0] else best[0] for best in (by_value[value], by_owner[owner])]
        row[0] = _log_odds(d.score)
        row[2] = 0.0 if d.anchor.label in RULED else _log_odds(d.anchor.sure)
        row[13] = np.log(works.named.get(thing(d.anchor), 1))
        row[14:18] = (*rivals, np.log1p(works.total), np.log(len(words)))
        row[18:20] = d.work is None, d.status != "stated"
        if d.work:
            _of_work(row, d, d.work, works, words)
    return out


def _of_work(row: Floats, d: Draft, work: Span, works: _Works, words: Words) -> None:
    key = thing(work)
    others = len(works.scores[key]) - 1
    row[1] = _log_odds(works.sure.get(key, 0.5))
    row[3] = np.log(works.named.get(key, 1))
    row[4:8] = key == works.most, key == works.first, key in works.headline, key in works.marked
    row[8] = np.log(1 + work.last - work.first)
    row[9] = np.log1p(others)
    row[10] = (sum(works.scores[key]) - d.score) / max(1, others)
    row[11] = words.sentence[work.first] == words.sentence[d.anchor.first]
    row[12] = np.log1p(max(0, d.anchor.first - work.last, work.first - d.anchor.last))


def judged(words: Words, spans: Sequence[Span], drafts: list[Draft], card: dict[str, Any]) -> list[Draft]:
    """The drafts with the likelihood of being right as their score. A card without weights leaves them as they are."""
    weights = card.get("judge")
    if not weights or not drafts:
        return drafts
    scores = likelihood(features(words, spans, drafts), [d.type for d in drafts], weights)
    return [replace(d, score=float(s)) for d, s in zip(drafts, scores, strict=True)]


def likelihood(rows: Floats, types: Sequence[str], weights: dict[str, Any]) -> Floats:
    """The model itself: `weights` holds the features' `mean` and `scale`, and a row of weights a type, the constant last."""
    scaled = (rows - np.array(weights["mean"])) / np.array(weights["scale"])
    own = np.array([weights["types"][t] for t in types])
    out: Floats = 1 / (1 + np.exp(-((scaled * own[:, :-1]).sum(1) + own[:, -1])))
    return out
