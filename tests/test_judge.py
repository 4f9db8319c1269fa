"""The judge: what it sees of a draft, and what a card makes of it."""

from __future__ import annotations

import numpy as np
import pytest

from bigpicture.reading.drafts import Draft
from bigpicture.reading.judge import FEATURES, features, judged
from bigpicture.reading.mentions import Span
from bigpicture.reading.segment import segment
from bigpicture.vocabulary import CLAIM_TYPES

WORDS = segment("Her stars Ann Lee. Ann Lee liked Her, and Moss.", headline=0)
HER, AGAIN = Span(0, 0, "WORK", "her", "Her", "", 0.9), Span(8, 8, "WORK", "her", "Her", "", 0.7)
MOSS = Span(11, 11, "WORK", "moss", "Moss", "", 0.6)
LEE, LATER = Span(2, 3, "PERSON", "ann lee", "Ann Lee", "", 0.99), Span(5, 6, "PERSON", "ann lee", "Ann Lee", "", 0.99)
SPANS = [HER, LEE, LATER, AGAIN, MOSS]


def cast(work: Span, anchor: Span, score: float) -> Draft:
    return Draft("cast", work, {"person": "Ann Lee", "character": None}, "stated", score, anchor, "")


def shown(drafts: list[Draft]) -> list[dict[str, float]]:
    return [dict(zip(FEATURES, row.tolist(), strict=True)) for row in features(WORDS, SPANS, drafts)]


def test_what_it_sees() -> None:
    her, moss = shown([cast(HER, LEE, 0.8), cast(MOSS, LATER, 0.3)])
    assert her["work sure"] == pytest.approx(np.log(0.8 / 0.2), abs=1e-4)
    assert (her["work named"], moss["work named"]) == (pytest.approx(np.log(2)), 0)
    assert (her["work named most"], her["work named first"], moss["work named most"]) == (1, 1, 0)
    assert (her["same sentence"], her["distance"]) == (1, pytest.approx(np.log1p(2)))
    assert (her["rival work"], moss["rival work"]) == (pytest.approx(0.3), pytest.approx(0.8))
    assert (her["rival value"], her["work drafts"], her["works"]) == (0, 0, pytest.approx(np.log(3)))


def test_a_draft_without_a_work() -> None:
    (row,) = shown([Draft("quote", None, {"speaker": "Ann Lee", "text": "x"}, "stated", 0.5, LEE, "")])
    assert (row["no work"], row["work named"], row["same sentence"]) == (1, 0, 0)


def test_a_card_decides() -> None:
    drafts = [cast(HER, LEE, 0.8), cast(MOSS, LATER, 0.3)]
    assert judged(WORDS, SPANS, drafts, {}) == drafts
    row = [0.0] * len(FEATURES) + [-1.0]
    row[FEATURES.index("work named most")] = 3.0
    weights = {"mean": [0.0] * len(FEATURES), "scale": [1.0] * len(FEATURES), "types": dict.fromkeys(CLAIM_TYPES, row)}
    her, moss = judged(WORDS, SPANS, drafts, {"judge": weights})
    assert her.score == pytest.approx(1 / (1 + np.exp(-2)), abs=1e-5)
    assert moss.score == pytest.approx(1 / (1 + np.exp(1)), abs=1e-5)
