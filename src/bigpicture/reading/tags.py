"""From tag probabilities to the likeliest runs of words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bigpicture.reading.edges import Row
from bigpicture.reading.scheme import TAGS

Floats = NDArray[np.float32]
# B-X to 2k+1, I-X to 2k+2: an inside tag may follow its own begin or inside tag only
_MAY_FOLLOW = np.array([[b[0] != "I" or (a != "O" and a[2:] == b[2:]) for b in TAGS] for a in TAGS], dtype=bool)
SURE = 9.0  # lead of "no mention" in log-probability from which a word is none, whatever its neighbours


def viterbi(scores: Floats) -> NDArray[np.int64]:
    """The best sequence of tags in which no inside tag stands alone; `scores` are log-probabilities by word.

    Words that are surely no mention part the text: only a stretch whose likeliest tags may not follow each other is searched.
    """
    out: NDArray[np.int64] = scores.argmax(1)
    if not len(scores):
        return out
    sure = scores[:, 0] > scores[:, 1:].max(1) + SURE
    before = np.concatenate([[0], out[:-1]])
    for at in np.flatnonzero(~_MAY_FOLLOW[before, out]):
        parted = np.flatnonzero(sure[:at])
        first = int(parted[-1]) + 1 if len(parted) else 0
        after = np.flatnonzero(sure[at:])
        last = at + int(after[0]) if len(after) else len(scores)
        out[first:last] = search(scores[first:last])
    return out


def search(scores: Floats) -> NDArray[np.int64]:
    """The best allowed sequence after a word that is no mention."""
    penalty = np.where(_MAY_FOLLOW, 0.0, -1e4).astype(np.float32)
    best = scores[0] + penalty[0]
    back = np.zeros((len(scores), len(TAGS)), dtype=np.int64)
    for i in range(1, len(scores)):
        total = best[:, None] + penalty
        back[i] = total.argmax(0)
        best = total[back[i], np.arange(len(TAGS))] + scores[i]
    out = np.zeros(len(scores), dtype=np.int64)
    out[-1] = best.argmax()
    for i in range(len(scores) - 1, 0, -1):
        out[i - 1] = back[i, out[i]]
    return out


def runs(tags: NDArray[np.int64]) -> list[Row]:
    """The mentions that a sequence of tags spells."""
    out: list[Row] = []
    for i, tag in enumerate(tags.tolist()):
        name = TAGS[tag]
        if name[0] == "B":
            out.append((i, i, name[2:]))
        elif name[0] == "I":
            first, _, label = out[-1]
            out[-1] = (first, i, label)
    return out
