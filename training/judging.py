"""Fit the weights of bigpicture.reading.judge on drafts of articles that the network did not see.

Ridge-regularised logistic regression by Newton's method: weights shared by all claim types, plus what each type adds to
them, held down more strongly, so that a type with few drafts follows the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bigpicture.vocabulary import CLAIM_TYPES

SHARED, OWN = 1.0, 8.0  # ridge penalties


def fit(rows: np.ndarray, types: Sequence[str], right: np.ndarray) -> dict[str, Any]:
    """The weights, as judge.likelihood takes them."""
    mean, scale = rows.mean(0), np.maximum(rows.std(0), 1e-3)
    own = np.concatenate([(rows - mean) / scale, np.ones((len(rows), 1))], axis=1)
    size = own.shape[1]
    kinds = list(CLAIM_TYPES)
    wide = np.zeros((len(rows), size * (1 + len(kinds))))
    wide[:, :size] = own
    for i, kind in enumerate(types):
        at = size * (1 + kinds.index(kind))
        wide[i, at : at + size] = own[i]
    penalty = np.repeat([SHARED, *[OWN] * len(kinds)], size)
    penalty[size - 1] = 0.01  # the shared constant
    weights = np.zeros(wide.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-wide @ weights))
        gradient = wide.T @ (right - p) - penalty * weights
        hessian = (wide * (p * (1 - p))[:, None]).T @ wide + np.diag(penalty)
        weights += np.linalg.solve(hessian, gradient)
    table = weights.reshape(1 + len(kinds), size)
    return {
        "mean": mean.round(5).tolist(),
        "scale": scale.round(5).tolist(),
        "types": {kind: (table[0] + table[1 + i]).round(5).tolist() for i, kind in enumerate(kinds)},
    }
