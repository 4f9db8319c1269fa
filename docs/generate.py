"""Rewrite the generated docs: python -m docs.generate. A test fails where they are not current."""

from __future__ import annotations

import json
from pathlib import Path

from bigpicture.vocabulary import CLAIM_TYPES, STATUSES

ROOT = Path(__file__).parents[1]


def claims_table() -> str:
    """docs/claims.md, from the vocabulary."""
    lines = [
        "# The claim vocabulary",
        "",
        "Generated from `src/bigpicture/vocabulary.py` by `make docs`; do not edit.",
        "",
        "A claim is one thing that one article says about one film (or series, or short), with the words that say it.",
        "",
        "| type | fields besides `work` | same claim when equal | Wikidata | example wording |",
        "|---|---|---|---|---|",
    ]
    for kind in CLAIM_TYPES.values():
        fields = "; ".join(_field(f.name, f.choices, f.note) for f in kind.fields)
        same = ", ".join(f"`{n}`" for n in (*(("work",) if kind.needs_work else ()), *kind.identity))
        lines.append(f"| `{kind.name}` | {fields} | {same} | {', '.join(kind.properties)} | {kind.example} |")
    lines += ["", "Every claim also has a `status`:", ""]
    lines += [f"- `{name}`: {meaning}" for name, meaning in STATUSES.items()]
    return "\n".join(lines) + "\n"


def _field(name: str, choices: tuple[str, ...], note: str) -> str:
    detail = ", ".join(f"`{c}`" for c in choices) or note
    return f"`{name}`" + (f" ({detail})" if detail else "")


_PARTS = {
    "crossval": "On kinds of articles that the model which read them never saw (two kinds left out at a time, five folds): all articles",
    "first": "The same, on the first 24 articles of each kind, which the project began with",
    "sure": "The same 240 articles with `--min-confidence 0.55`",
    "unseen": "The shipped model on ten articles that it did not train on, one of each kind",
}


def scores_table() -> str:
    """docs/scores.md, from the pinned figures of the gate."""
    pinned = json.loads((ROOT / "training" / "floors.json").read_text(encoding="utf-8"))
    lines = [
        "# How right the reader is",
        "",
        "Generated from `training/floors.json` by `make docs`; `make gate` measures them again. `calibration` is one minus the",
        "expected calibration error of `confidence`; `status` and `evidence` are shares of right claims and of all claims.",
    ]
    for part, what in _PARTS.items():
        lines += ["", f"{what}:", "", "| figure | value |", "|---|---|"]
        lines += [f"| {name} | {value:.3f} |" for name, value in pinned[part].items()]
    return "\n".join(lines) + "\n"


GENERATED = {"claims.md": claims_table, "scores.md": scores_table}


def main() -> None:
    for name, make in GENERATED.items():
        (ROOT / "docs" / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
