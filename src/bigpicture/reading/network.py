"""The trained network at run time: onnxruntime and numpy only.

Word embeddings are kept as int8 with one scale a row; the two transformer stacks are ONNX graphs with int8 weights;
the pair head is a dense layer over few mentions and runs in numpy.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bigpicture.errors import ModelError
from bigpicture.reading.pieces import CLS, SEP, Pieces, Window
from bigpicture.reading.scheme import ALL_LABELS, RELATIONS, TAGS
from bigpicture.reading.segment import FEATURES, Words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
FOLDER = Path(__file__).parents[1] / "data" / "model"
BLOCK = 256  # pairs scored at a time: their vectors then stay in the processor's cache
_REMEDY = "install bigpicture again, or train a model with: make train"


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded model: what it needs to turn pieces into tags, and mentions into relations."""

    tokenizer: Tokenizer
    tagger: InferenceSession
    relater: InferenceSession
    arrays: dict[str, NDArray[Any]]
    card: dict[str, Any]

    def tag(self, words: Words, pieces: Pieces, windows: list[Window]) -> tuple[Floats, list[Floats]]:
        """(tag log-probabilities by word, vectors at the branch, one array a window)."""
        logits, branch = [], []
        for window in windows:
            tags, vectors = self.tagger.run(
                None, {"x": self._embed(words, pieces, window), "rows": window.rows(pieces.first)}
            )
            logits.append(tags[0])
            branch.append(vectors[0])
        return log_softmax(np.concatenate(logits)), branch

    def relate(
        self,
        branch: list[Floats],
        marks: NDArray[np.int64],
        things: NDArray[np.int64],
        windows: list[Window],
        wanted: NDArray[np.int64],
    ) -> Floats:
        """Vectors of the `wanted` pieces (in rising order), with the mentions known.

        `marks` tells by piece the labels of mentions, `things` which of them name the same.
        """
        out = []
        for vectors, window in zip(branch, windows, strict=True):
            rows = window.rows(wanted)
            if not len(rows):
                continue
            own = slice(window.start, window.end)
            x = vectors.copy()
            x[1:-1] += self.arrays["marks"][marks[own]] + self.arrays["things"][things[own]]
            x[[0, -1]] += self.arrays["marks"][0] + self.arrays["things"][0]
            out.append(self.relater.run(None, {"x": x[None], "rows": rows})[0][0])
        return np.concatenate(out)

    def score(
        self, mentions: Floats, one: NDArray[np.int64], two: NDArray[np.int64], features: NDArray[np.int64]
    ) -> Floats:
        """Logits of relations, then of status, by pair. `mentions` holds first and last piece's vectors side by side."""
        a = self.arrays
        first, second = mentions @ a["one"] + a["one_bias"], mentions @ a["two"]
        match_first, match_second = mentions @ a["match_one"], mentions @ a["match_two"]
        rows = features + np.array(self.card["pair_feature_rows"])
        scores = np.empty((len(one), a["logits"].shape[1]), dtype=np.float32)
        for at in range(0, len(one), BLOCK):
            block = slice(at, at + BLOCK)
            i, j = one[block], two[block]
            hidden = first[i] + second[j]
            for column in rows[block].T:
                hidden += a["pair_features"][column]
            np.maximum(hidden, 0, out=hidden)
            scores[block] = np.concatenate([hidden, match_first[i] * match_second[j]], axis=1) @ a["logits"]
        scores += a["logits_bias"]
        return scores

    def _embed(self, words: Words, pieces: Pieces, window: Window) -> Floats:
        a = self.arrays
        ids = np.concatenate(([CLS], pieces.ids[window.start : window.end], [SEP]))
        rows = a["rows"][ids]
        x = a["words"][rows].astype(np.float32) * a["word_scales"][rows, None]
        x += a["places"][: len(ids)]
        surface = np.zeros((len(ids), len(FEATURES)), dtype=np.int64)
        surface[1:-1] = words.features[pieces.word[window.start : window.end]]
        for column, start in enumerate(self.card["surface_rows"]):
            x += a["surface"][start + surface[:, column]]
        x -= x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        normed: Floats = (x * a["norm"] + a["norm_bias"]).astype(np.float32)
        return normed[None]


def log_softmax(x: Floats) -> Floats:
    """Along the last axis."""
    x = x - x.max(-1, keepdims=True)
    out: Floats = x - np.log(np.exp(x).sum(-1, keepdims=True))
    return out


@cache
def load(folder: Path = FOLDER) -> Network:
    """The model in a folder, its files checked against the digests of its card. Raises ModelError."""
    card = _card(folder)
    for name, digest in card["files"].items():
        _check(folder / name, digest)
    from onnxruntime import InferenceSession, SessionOptions, set_default_logger_severity
    from tokenizers import Tokenizer

    set_default_logger_severity(3)  # errors only: it warns of graphics cards that are not there
    options = SessionOptions()
    options.intra_op_num_threads = 1  # articles are short: a second thread costs more than it gives
    options.inter_op_num_threads = 1
    # without it processors that lack VNNI add up int8 products with overflow, and read some sentences otherwise than the rest
    options.add_session_config_entry("session.x64quantprecision", "1")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tagger, relater = (
        InferenceSession(str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])
        for name in ("tagger", "relater")
    )
    with np.load(folder / "arrays.npz") as arrays:
        whole = {k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in arrays.items()}
    return Network(tokenizer, tagger, relater, whole, card)


def _card(folder: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / 'card.json'}: no model card to be read ({error}); {_REMEDY}") from None
    ours = {"labels": list(ALL_LABELS), "tags": list(TAGS), "relations": list(RELATIONS)}
    for name, value in ours.items():
        if card.get(name) != value:
            raise ModelError(f"{folder / 'card.json'}: the model's {name} are not this version's; {_REMEDY}")
    return card


def _check(path: Path, digest: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: model file missing ({error.strerror}); {_REMEDY}") from None
    if found != digest:
        raise ModelError(f"{path}: model file damaged (its digest is not the card's); {_REMEDY}")
