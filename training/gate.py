"""The gate: the reader's figures against their pinned floors. CI runs it.

    python -m training.gate                          # score and compare
    python -m training.gate --pin [--allow-lower]    # write the present figures as floors

Two things are scored, both on articles that the model which read them was not trained on:
(a) training/crossval.jsonl, the claims that the fold models made of the kinds of articles they never saw; they are
    scored anew against corpus/, whose digest is pinned, so neither can change unnoticed; over all articles ("crossval"),
    over the first 24 of each kind ("first"), and over these with only the surer claims ("sure");
(b) the shipped model, read now, on the articles numbered UNSEEN, one a kind, which were kept out of its training.
A floor lies a margin under the figure at pinning: onnxruntime's int8 kernels differ between processors, which moves a
claim or two in a thousand; a quick subset moves more.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from bigpicture import evaluate

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "training" / "floors.json"
CROSSVAL = ROOT / "training" / "crossval.jsonl"
CORPUS = ROOT / "corpus"
UNSEEN = "-24"
SURE = 0.55  # the confidence from which claims are scored apart, as `--min-confidence` asks for precision
MARGIN = {"crossval": 0.001, "first": 0.001, "sure": 0.001, "unseen": 0.02}
Row = dict[str, Any]


def digest(folder: Path) -> str:
    """One digest over the names and bytes of a folder's articles."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def figures_of(scores: evaluate.Scores) -> dict[str, float]:
    precision, _, f1 = scores.figures()
    return {
        "f1": round(f1, 4),
        "precision": round(precision, 4),
        "status": round(scores.status[True] / max(1, scores.status.total()), 4),
        "calibration": round(1 - scores.calibration_error(), 4),
        "evidence": round(scores.evidence[True] / max(1, scores.evidence.total()), 4),
    }


def readings(gold: list[Row]) -> dict[str, list[Row]]:
    """The claims that the fold models made, by article. Exits where an article has none."""
    said = {row["id"]: row["claims"] for row in map(json.loads, CROSSVAL.read_text(encoding="utf-8").splitlines())}
    missing = [g["id"] for g in gold if g["id"] not in said]
    if missing:
        sys.exit(f"gate: {CROSSVAL.name} has no reading of {missing[:5]}; run: make crossval")
    return said


def by_kind(gold: list[Row], said: dict[str, list[Row]]) -> dict[str, float]:
    """The figures over all articles, and F1 by kind."""
    kinds = defaultdict(list)
    for article in gold:
        kinds[article["id"].split("-")[0]].append(article)
    out = figures_of(evaluate.score(gold, said))
    for kind, rows in sorted(kinds.items()):
        out[f"f1 {kind}"] = figures_of(evaluate.score(rows, said))["f1"]
    return out


def measure() -> dict[str, Any]:
    """All figures of the gate."""
    gold = evaluate.load_gold(CORPUS)
    said = readings(gold)
    first = [g for g in gold if int(g["id"].split("-")[1]) < 100]
    sure = {name: [c for c in claims if c["confidence"] >= SURE] for name, claims in said.items()}
    return {
        "corpus": digest(CORPUS),
        "crossval": by_kind(gold, said),
        "first": by_kind(first, said),
        "sure": figures_of(evaluate.score(first, sure)),
        "unseen": figures_of(evaluate.evaluate_articles([g for g in gold if g["id"].endswith(UNSEEN)])),
    }


def below(found: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """What falls short of the floors, in words."""
    out = [] if found["corpus"] == floors.get("corpus") else ["the corpus changed: run make crossval, and pin anew"]
    for part, margin in MARGIN.items():
        for name, floor in floors.get(part, {}).items():
            value = found[part].get(name, 0.0)
            if value < floor - margin:
                out.append(f"{part} {name}: {value:.4f}, floor {floor:.4f} (margin {margin})")
    return out


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pin", action="store_true", help="write the present figures as floors")
    args.add_argument("--allow-lower", action="store_true", help="let --pin lower a floor")
    opt = args.parse_args()
    found = measure()
    for part in MARGIN:
        print(f"{part:9}", "  ".join(f"{n} {v:.3f}" for n, v in found[part].items()))
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    short = below(found, floors)
    if opt.pin:
        lower = [line for line in short if "floor" in line]
        if lower and not opt.allow_lower:
            print("gate: pinning would lower floors; if that is meant: --allow-lower", *lower, sep="\n  ")
            return 1
        FLOORS.write_text(json.dumps(found, indent=1) + "\n")
        print(f"pinned to {FLOORS}")
        return 0
    print("gate: below the floors:" if short else "gate: passed", *short, sep="\n  ")
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())
