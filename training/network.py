"""The reader's network in torch: a MiniLM encoder that tags mentions, a second branch that relates them.

The branch leaves the encoder at layer BRANCH, is told the labels of the mentions, and runs copies of the remaining
layers; so relations are read with the mentions known, without a second pass over the lower layers.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from bigpicture.reading.pairs import LABELS_COLUMN, PAIR_FEATURES
from bigpicture.reading.scheme import ALL_LABELS, RELATIONS, STATUSES, TAGS, THINGS
from bigpicture.reading.segment import FEATURES

SIZE, HEADS, INNER, LAYERS, BRANCH = 384, 12, 1536, 6, 3
PAIR_SIZE = 192
MENTION_MARKS = 1 + 2 * len(ALL_LABELS)  # none, then begin and inside of each label


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT's."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(SIZE, 3 * SIZE)
        self.out = nn.Linear(SIZE, SIZE)
        self.norm1 = nn.LayerNorm(SIZE, eps=1e-12)
        self.up = nn.Linear(SIZE, INNER)
        self.down = nn.Linear(INNER, SIZE)
        self.norm2 = nn.LayerNorm(SIZE, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        return self.after(x, self.attend(*self.qkv(x).split(SIZE, -1), bias))

    def after(self, x: Tensor, attended: Tensor) -> Tensor:
        """What follows attention."""
        x = self.norm1(x + self.out(attended))
        return self.norm2(x + self.down(F.gelu(self.up(x))))

    @staticmethod
    def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None) -> Tensor:
        """Attention in HEADS heads; `bias` is added to its scores."""
        shape = q.shape
        q, k, v = (a.unflatten(-1, (HEADS, SIZE // HEADS)).transpose(1, 2) for a in (q, k, v))
        mask = None if bias is None else bias.to(q.dtype)
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(shape)


class Tagger(nn.Module):
    """Piece vectors to tag logits, and the vectors at the branch."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tag = nn.Linear(SIZE, len(TAGS))

    def forward(self, x: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        branch = x
        for i, layer in enumerate(self.layers):
            x = layer(x, bias)
            if i + 1 == BRANCH:
                branch = x
        return self.tag(x), branch


class Relater(nn.Module):
    """Vectors at the branch and mention marks to vectors that mentions are compared by."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - BRANCH))

    def forward(self, x: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        x = x + marks
        for layer in self.layers:
            x = layer(x, bias)
        return x


class PairHead(nn.Module):
    """Two mentions and their pair features to logits of relations and status."""

    def __init__(self) -> None:
        super().__init__()
        self.one = nn.Linear(2 * SIZE, PAIR_SIZE)
        self.two = nn.Linear(2 * SIZE, PAIR_SIZE, bias=False)
        self.match_one = nn.Linear(2 * SIZE, PAIR_SIZE, bias=False)
        self.match_two = nn.Linear(2 * SIZE, PAIR_SIZE, bias=False)
        self.features = nn.ModuleList(nn.Embedding(n, PAIR_SIZE) for _, n in PAIR_FEATURES)
        self.logits = nn.Linear(2 * PAIR_SIZE, len(RELATIONS) + len(STATUSES))
        for i, table in enumerate(self.features):  # cues start near nothing: they add to what the other features say
            nn.init.normal_(table.weight, std=0.3 if i <= LABELS_COLUMN else 0.05)
        nn.init.constant_(self.logits.bias[: len(RELATIONS)], -3.0)
        self.drop = nn.Dropout(0.15)

    def forward(self, mentions: Tensor, one: Tensor, two: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.one(mentions)[one] + self.two(mentions)[two]
        for i, table in enumerate(self.features):
            hidden = hidden + table(features[:, i])
        matched = self.match_one(mentions)[one] * self.match_two(mentions)[two]
        out = self.logits(self.drop(torch.cat([F.relu(hidden), matched], dim=-1)))
        return out[:, : len(RELATIONS)], out[:, len(RELATIONS) :]


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, SIZE)
        self.places = nn.Embedding(512, SIZE)
        self.surface = nn.ModuleList(nn.Embedding(n, SIZE) for _, n in FEATURES)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.tagger, self.relater, self.head = Tagger(), Relater(), PairHead()
        self.marks = nn.Embedding(MENTION_MARKS, SIZE)
        self.things = nn.Embedding(1 + THINGS, SIZE)
        for table in (*self.surface, self.marks, self.things):
            nn.init.normal_(table.weight, std=0.02)
        self.words.weight.requires_grad = False

    def embed(self, ids: Tensor, surface: Tensor) -> Tensor:
        x = self.words(ids) + self.places.weight[None, : ids.shape[1]]
        for i, table in enumerate(self.surface):
            x = x + table(surface[..., i])
        return self.norm(x)


def from_minilm(folder: Path) -> Network:
    """A network whose layers start from the MiniLM weights in `folder` (config.json, model.safetensors)."""
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text())
    assert (config["hidden_size"], config["num_hidden_layers"]) == (SIZE, LAYERS), config
    weights = {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in load_file(folder / "model.safetensors").items()}
    net = Network()
    with torch.no_grad():
        net.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        net.places.weight.copy_(
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        net.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        net.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        for i in range(LAYERS):
            copies = [net.tagger.layers[i]] + ([net.relater.layers[i - BRANCH]] if i >= BRANCH else [])
            for layer in copies:
                _fill(layer, weights, f"encoder.layer.{i}.")
    return net


def _fill(layer: nn.Module, weights: dict[str, Tensor], prefix: str) -> None:
    self = f"{prefix}attention.self."
    for kind in ("weight", "bias"):
        getattr(layer.qkv, kind).copy_(torch.cat([weights[f"{self}{n}.{kind}"] for n in ("query", "key", "value")]))
        getattr(layer.out, kind).copy_(weights[f"{prefix}attention.output.dense.{kind}"])
        getattr(layer.norm1, kind).copy_(weights[f"{prefix}attention.output.LayerNorm.{kind}"])
        getattr(layer.up, kind).copy_(weights[f"{prefix}intermediate.dense.{kind}"])
        getattr(layer.down, kind).copy_(weights[f"{prefix}output.dense.{kind}"])
        getattr(layer.norm2, kind).copy_(weights[f"{prefix}output.LayerNorm.{kind}"])
