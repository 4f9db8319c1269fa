"""What training learns from: places found for gold claims, variants that keep their labels, drafts that are refused."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.conftest import ROOT
from training import gate
from training.annotate import article as annotated
from training.augment import Names, augment, rewrite
from training.crossval import curve, learn, threshold
from training.documents import Document, load
from training.synthetic import documents as synthetic

NAMES = Names(["The Long Road", "Her", "2 Fast", "Amélie"], ["Ann Lee", "José de la Vega", "Cher Noone Jr."])


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return load(ROOT / "corpus")


def test_claims_are_found_in_their_articles(documents: list[Document]) -> None:
    lost = sum((d.lost for d in documents), start=type(documents[0].lost)())
    found = sum(len(r) for d in documents for r in d.relations.values())
    assert lost.total() < 0.08 * found, lost


def test_spans_lie_in_the_text_and_relations_between_spans(documents: list[Document]) -> None:
    for d in documents:
        things = {entity for _, _, entity in d.spans}
        assert all(0 <= s < e <= len(d.text) for s, e, _ in d.spans)
        assert all(a in things and b in things for a, b in d.relations)


def test_variants_keep_their_labels(documents: list[Document]) -> None:
    rng = random.Random(1)
    for d in documents[::20]:
        for _ in range(4):
            made = augment(d, NAMES, rng)
            assert all(0 <= s < e <= len(made.text) for s, e, _ in made.spans)
            for s, e, (label, _) in made.spans:
                if label in ("WORK", "PERSON", "ORG"):
                    assert made.text[s:e] == made.text[s:e].strip()
                    assert not made.text[s - 1 : s].isalnum()


def test_rewriting_moves_the_spans_behind() -> None:
    d = Document("x", "Ada saw Her twice.", 0, None, [(0, 3, ("PERSON", "Ada")), (8, 11, ("WORK", "her"))])
    made = rewrite(d, [(0, 3, "Augusta"), (8, 11, "It")])
    assert made.text == "Augusta saw It twice."
    assert [made.text[s:e] for s, e, _ in made.spans] == ["Augusta", "It"]


def test_synthetic_articles_are_labelled_exactly() -> None:
    for d in synthetic(NAMES, 40, seed=2):
        things = {entity for _, _, entity in d.spans}
        assert all(a in things for a, _ in d.relations)
        for s, e, (label, key) in d.spans:
            if label == "PERSON":
                assert d.text[s:e].split()[-1] in key


def test_a_draft_that_does_not_stand_in_the_text_is_refused() -> None:
    block = "fan\noutlet: X\npublished: 2019-03-04\ntitle: T\n---\nAnn Lee stars in Her.\n---\n"
    assert annotated(block + "cast | Her | person=Ann Lee | stated | Ann Lee stars in Her")[1] == []
    for fault in (
        "cast | Her | person=Bo Lee | stated | Ann Lee stars in Her",
        "cast | Her | person=Ann Lee | stated | Ann Lee is in Her",
        "cast | Her | person=Ann Lee | maybe | Ann Lee stars in Her",
        "song | Her | person=Ann Lee | stated | Ann Lee stars in Her",
        "company | Her | organization=A24 | role=owner | stated | Ann Lee",
    ):
        assert annotated(block + fault)[1], fault


def test_thresholds_and_curves() -> None:
    scored = [(0.9, True)] * 50 + [(0.5, True), (0.5, False)] * 30 + [(0.2, False)] * 50
    assert threshold(scored, 80, 1.0) == 0.5
    assert threshold(scored, 80, 0.2) == 0.9
    found = curve(scored)
    assert found["right"] == sorted(found["right"])
    assert found["score"] == sorted(found["score"])


def test_learning_needs_no_more_than_readings() -> None:
    people = [f"{a} {b}" for a in "ABCDEFGH" for b in "XYZ"]
    claims = [{"type": "cast", "work": "Her", "person": p, "status": "stated"} for p in people]
    gold = {"look-1": {"id": "look-1", "text": "x", "claims": claims[:12]}}
    said = [c | {"score": 0.7315 if i < 12 else 0.2} for i, c in enumerate(claims)]
    learnt = learn(gold, [{"id": "look-1", "fold": 0, "claims": said}], 0.8)
    assert learnt["thresholds"]["cast"] == 0.731
    assert learnt["calibration"]["all"]["right"] == [1.0]


def test_the_gate_tells_what_falls_short(tmp_path: Path) -> None:
    floors = {"corpus": "a", "crossval": {"f1": 0.5, "f1 fan": 0.4}, "unseen": {"f1": 0.6}}
    assert gate.below(floors, floors) == []
    worse = json.loads(json.dumps(floors))
    worse["crossval"]["f1"] = 0.49
    worse["corpus"] = "b"
    assert len(gate.below(worse, floors)) == 2
