"""Leave whole kinds of articles out, train on the rest, read what was left out: the figures to trust.

    python -m training.crossval --names FOLDER [--start silver.pt] [--work build/crossval] [--epochs 6]
    python -m training.crossval --settle            # thresholds, calibration and figures from the readings made

Each fold leaves out the kinds of one FOLDS row. Its weights and readings (every draft with its score) are kept under
--work, so a run that was cut off goes on where it stopped; delete fold*.jsonl to read again after the code changed.
--settle chooses a threshold and a calibration curve by claim type, for each fold from the other folds' readings only;
writes training/crossval.jsonl (the claims so made, which the gate scores again), and training/calibration.json (from
all folds) for the shipped model.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bigpicture import evaluate
from bigpicture.evaluate import match, unique
from bigpicture.model import Article
from bigpicture.reading import draft, network
from bigpicture.reading.claims import confidence, settle, work_years
from bigpicture.vocabulary import CLAIM_TYPES
from training.gate import figures_of

FOLDS = (("look", "award"), ("talk", "deal"), ("fest", "fan"), ("wire", "rev"), ("feat", "world"))
LOW = 0.05  # drafts less likely are not kept
Row = dict[str, Any]


def fold_of(name: str) -> int:
    """The fold that leaves an article out, by the kind in its name."""
    return next(i for i, kinds in enumerate(FOLDS) if name.split("-")[0] in kinds)


def read_all(model: Path, articles: Iterable[Row]) -> list[Row]:
    """Every claim of every article that scores above LOW, with its raw score."""
    net = network.load(model)
    card = net.card | {
        "thresholds": dict.fromkeys(CLAIM_TYPES, LOW),
        "calibration": {"all": {"score": [0.0, 1.0], "right": [0.0, 1.0]}},
    }
    out = []
    for row in articles:
        article = Article(row["id"], row["text"], row.get("title"), row.get("published"))
        words, headline, _, drafts, spans = draft(article, net)
        claims = settle(words, drafts, headline, card, work_years(words, spans))
        said = [{"type": c.type, "work": c.work, **dict(c.values), "status": c.status, "score": c.confidence,
                 "evidence": {"text": c.evidence.text, "start": c.evidence.start, "end": c.evidence.end}} for c in claims]  # fmt: skip
        out.append({"id": row["id"], "fold": fold_of(row["id"]), "claims": said})
    return out


def run_fold(number: int, gold: list[Row], opt: argparse.Namespace) -> None:
    """Train without the fold's kinds, export, read its articles; steps already done are not done again."""
    target, weights, model = (opt.work / f"fold{number}{end}" for end in (".jsonl", ".pt", ""))
    if not weights.exists():
        command = [sys.executable, "-m", "training.train", "--out", str(weights), "--epochs", str(opt.epochs)]
        command += ["--corpus", str(opt.corpus), "--unseen", "", "--hold", *FOLDS[number]]
        command += ["--names", str(opt.names)] if opt.names else []
        command += ["--start", str(opt.start)] if opt.start else []
        command += ["--threads", str(opt.threads)]
        subprocess.run(command, check=True)
    if not (model / "card.json").exists():
        subprocess.run([sys.executable, "-m", "training.export", str(weights), "--into", str(model)], check=True)
    if not target.exists():
        rows = read_all(model, [g for g in gold if fold_of(g["id"]) == number])
        target.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))


def judged(gold: dict[str, Row], rows: list[Row]) -> dict[str, list[tuple[float, bool]]]:
    """By claim type: (score, right) of every draft, the likelier ones matched first."""
    out: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in CLAIM_TYPES}
    for row in rows:
        expected = unique(gold[row["id"]]["claims"])
        for claim in sorted(row["claims"], key=lambda c: -c["score"]):
            pairs = match(expected, [claim])
            out[claim["type"]].append((claim["score"], bool(pairs)))
            if pairs:
                expected.pop(pairs[0][0])
    return out


def threshold(scored: list[tuple[float, bool]], total: int, tilt: float) -> float:
    """The score from which claims of a type are made: the best F-measure, tilted to precision by `tilt` < 1."""
    best, at, right = 0.0, 0.5, 0
    ranked = sorted(scored, reverse=True)
    for said, (score, ok) in enumerate(ranked, 1):
        right += ok
        value = (1 + tilt**2) * right / (said + tilt**2 * max(total, 1))
        if value > best and (said == len(ranked) or ranked[said][0] < score):
            best, at = value, score
    return max(LOW, min(at, 0.95))


def curve(scored: list[tuple[float, bool]], least: int = 40) -> dict[str, list[float]]:
    """Score to share of right claims: bins of equal number, made monotone by pooling neighbours that fall."""
    ranked = sorted(scored)
    size = max(least, len(ranked) // 12)
    bins = [ranked[i : i + size] for i in range(0, len(ranked), size)]
    if len(bins) > 1 and len(bins[-1]) < least:
        bins[-2:] = [bins[-2] + bins[-1]]
    pooled: list[list[float]] = []
    for part in bins:
        pooled.append([sum(s for s, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)])
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            a, b = pooled[-2:]
            n = a[2] + b[2]
            pooled[-2:] = [[(a[0] * a[2] + b[0] * b[2]) / n, (a[1] * a[2] + b[1] * b[2]) / n, n]]
    return {"score": [round(p[0], 4) for p in pooled], "right": [round(p[1], 4) for p in pooled]}


def learn(gold: dict[str, Row], rows: list[Row], tilt: float) -> Row:
    """Thresholds and calibration from readings."""
    scored = judged(gold, rows)
    totals = dict.fromkeys(CLAIM_TYPES, 0)
    for row in rows:
        for claim in unique(gold[row["id"]]["claims"]):
            totals[claim["type"]] += not claim.get("implied")
    thresholds = {kind: math.floor(1000 * threshold(scored[kind], totals[kind], tilt)) / 1000 for kind in CLAIM_TYPES}
    kept = {kind: [(s, r) for s, r in scored[kind] if s >= thresholds[kind]] for kind in CLAIM_TYPES}
    curves = {kind: curve(kept[kind]) for kind in CLAIM_TYPES if len(kept[kind]) >= 80}
    curves["all"] = curve([x for found in kept.values() for x in found])
    return {"thresholds": thresholds, "calibration": curves}


def apply(learnt: Row, row: Row) -> Row:
    """A reading as the product would give it with these thresholds."""
    claims = []
    for claim in row["claims"]:
        if claim["score"] >= learnt["thresholds"][claim["type"]]:
            sure = round(confidence(claim["type"], claim["score"], learnt), 3)
            claims.append({k: v for k, v in claim.items() if k != "score"} | {"confidence": sure})
    return {"id": row["id"], "fold": row["fold"], "claims": claims}


def settle_all(gold: dict[str, Row], opt: argparse.Namespace) -> None:
    rows = [json.loads(line) for path in sorted(opt.work.glob("fold*.jsonl")) for line in path.read_text().splitlines()]
    made = []
    for number in range(len(FOLDS)):
        learnt = learn(gold, [r for r in rows if r["fold"] != number], opt.tilt)
        made += [apply(learnt, r) for r in rows if r["fold"] == number]
    made.sort(key=lambda r: r["id"])
    opt.out.write_text("".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in made))
    figures = figures_of(evaluate.score(list(gold.values()), {r["id"]: r["claims"] for r in made}))
    learnt = learn(gold, rows, opt.tilt) | {"scores": figures}
    Path("training/calibration.json").write_text(json.dumps(learnt, indent=1) + "\n")
    print(f"{len(made)} articles, {sum(len(r['claims']) for r in made)} claims to {opt.out}: {figures}")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--corpus", type=Path, default=Path("corpus"))
    args.add_argument("--work", type=Path, default=Path("build/crossval"))
    args.add_argument("--names", type=Path)
    args.add_argument("--start", type=Path)
    args.add_argument("--epochs", type=int, default=12)
    args.add_argument(
        "--threads", type=int, default=2, help="for training; 1 where two runs share the machine, by --folds"
    )
    args.add_argument("--folds", type=int, nargs="*", default=list(range(len(FOLDS))))
    args.add_argument("--tilt", type=float, default=0.8, help="below 1: precision counts more than recall")
    args.add_argument("--out", type=Path, default=Path("training/crossval.jsonl"))
    args.add_argument("--settle", action="store_true")
    opt = args.parse_args()
    opt.work.mkdir(parents=True, exist_ok=True)
    gold = {g["id"]: g for g in (json.loads(p.read_text()) for p in sorted(opt.corpus.glob("*.json")))}
    if not opt.settle:
        for number in opt.folds:
            run_fold(number, list(gold.values()), opt)
    missing = [n for n in range(len(FOLDS)) if not (opt.work / f"fold{n}.jsonl").exists()]
    if missing:
        print(f"crossval: nothing settled yet, no readings of folds {missing}")
    else:
        settle_all(gold, opt)


if __name__ == "__main__":
    main()
