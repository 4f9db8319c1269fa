"""The scorer: what right means, shown on single claims, and its printed figures pinned by golden files.

The golden files were first written by the scorer that this one replaces, on the same perturbed predictions, so they
prove that both print the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bigpicture import evaluate
from bigpicture.errors import GoldError
from tests.conftest import ROOT

CORPUS = ROOT / "corpus"


def perturbed(gold: list[dict[str, Any]], seed: int) -> dict[str, list[dict[str, Any]]]:
    """Gold claims, some dropped, some with a value cut short, each with offsets."""
    rng = random.Random(seed)
    out = {}
    for article in gold:
        rows = []
        for claim in article["claims"]:
            if rng.random() < 0.2:
                continue
            start = article["text"].find(claim["evidence"])
            row = dict(claim) | {
                "evidence": {"text": claim["evidence"], "start": start, "end": start + len(claim["evidence"])}
            }
            if rng.random() < 0.2:
                name = rng.choice(sorted(row))
                row[name] = row[name][:-3] if isinstance(row[name], str) and name != "type" else row[name]
            rows.append(row)
        out[article["id"]] = rows
    return out


@pytest.mark.parametrize("seed", [3, 8])
def test_prints_the_same_figures_as_the_scorer_it_replaces(seed: int, golden: Callable[[str, str], None]) -> None:
    gold = [
        g for g in evaluate.load_gold(CORPUS) if g["id"][-2:] in ("01", "11", "21") and len(g["id"].split("-")[1]) == 2
    ]
    scores = evaluate.score(gold, perturbed(gold, seed), misses="award", by_article=True)
    golden(f"scores-{seed}.txt", evaluate.render(scores) + "\n")


def claim(kind: str, **values: Any) -> dict[str, Any]:
    return {"type": kind, "work": "Aftersun", "status": "stated"} | values


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        (claim("cast", person="Paul Mescal"), claim("cast", person="paul mescal"), True),
        (claim("cast", person="Paul Mescal"), claim("cast", person="Mescal"), False),
        (claim("cast", person="A B", work="The Her"), claim("cast", person="A B", work="Her"), True),
        (
            claim("cast", person="A B", work="untitled Steve Jobs biopic"),
            claim("cast", person="A B", work="Steve Jobs film"),
            True,
        ),
        (
            claim("award", award="Oscars", category="best actor"),
            claim("award", award="Academy Awards", category=None),
            True,
        ),
        (
            claim("award", award="Academy Awards", category="best actor"),
            claim("award", award="Oscars", category="best actress"),
            False,
        ),
        (claim("box_office", amount=12_400_000), claim("box_office", amount=12_350_000), True),
        (claim("box_office", amount=12_400_000), claim("box_office", amount="a lot"), False),
        (
            claim("quote", speaker="A B", text="one two three four five six"),
            claim("quote", speaker="A B", text="one two three four five", work=None),
            True,
        ),
        (claim("based_on", title="T", author="A"), claim("based_on", title=None, author="A"), True),
        (claim("based_on", title="T", author=None), claim("based_on", title=None, author="A"), False),
        (claim("genre", genre="black comedy"), claim("genre", genre="comedy"), True),
    ],
)
def test_the_same_claim(gold: dict[str, Any], said: dict[str, Any], same: bool) -> None:
    assert evaluate.same_claim(gold, said) is same


def test_a_prize_implies_the_credit() -> None:
    rows = evaluate.unique(
        [claim("award", award="Oscars", category="best actress", person="A B"), claim("cast", person="A B")]
    )
    assert [r["type"] for r in rows] == ["award", "cast"]


def test_perfect_and_empty() -> None:
    gold = evaluate.load_gold(CORPUS)[:5]
    said = {g["id"]: [dict(c) | {"evidence": None} for c in g["claims"]] for g in gold}
    assert evaluate.score(gold, said).figures() == (1.0, 1.0, 1.0)
    assert evaluate.score(gold, {}).figures() == (0.0, 0.0, 0.0)


def test_calibration_error() -> None:
    scores = evaluate.Scores(judged=[(0.75, True)] * 3 + [(0.75, False)])
    assert scores.calibration_error() == pytest.approx(0.0)
    assert evaluate.Scores(judged=[(0.9, False)]).calibration_error() == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("content", "fault"),
    [("{", "not an annotated article"), ("{}", "'claims'"), ('{"claims": []}', "'id' and 'text'"),
     ('{"id": "a", "text": "b", "claims": [{"type": "song"}]}', "claim 0 has no type")],
)  # fmt: skip
def test_faulty_gold_is_named(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(GoldError, match=fault):
        evaluate.load_gold(tmp_path)


def test_no_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no annotated articles"):
        evaluate.load_gold(tmp_path)


def test_the_corpus_keeps_the_vocabulary() -> None:
    for article in evaluate.load_gold(CORPUS):
        text = (article.get("title") or "") + "\n" + article["text"]
        for row in article["claims"]:
            assert row["status"] in ("stated", "rumoured", "denied"), article["id"]
            assert json.dumps(row)
            assert row["evidence"].split()[0].strip("“\"'") in text, (article["id"], row)
