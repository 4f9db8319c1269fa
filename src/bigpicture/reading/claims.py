"""Drafts to claims: exact words, calibrated confidence, one claim for one thing said."""

from __future__ import annotations

import bisect
import re
from typing import Any

import numpy as np

from bigpicture.folding import plain, title
from bigpicture.model import Claim, Evidence, Status
from bigpicture.reading.drafts import Draft
from bigpicture.reading.mentions import Span
from bigpicture.reading.segment import Words
from bigpicture.vocabulary import CLAIM_TYPES

LONGEST = 320  # characters of evidence: beyond it the words round the value must do


def settle(
    words: Words, drafts: list[Draft], headline: int, card: dict[str, Any], years: dict[str, int]
) -> list[Claim]:
    """The claims likely enough for their type, in the order of their evidence, each thing said once."""
    made: dict[tuple[object, ...], Claim] = {}
    for draft in sorted(drafts, key=lambda d: -d.score):
        if draft.score < card["thresholds"][draft.type]:
            continue
        evidence = _evidence(words, draft, headline)
        if evidence is None:
            continue
        work = draft.work.name if draft.work else None
        claim = Claim(
            draft.type, work, draft.values, _status(draft.status), evidence,
            round(confidence(draft.type, draft.score, card), 3), draft.by,
            years.get(draft.work.key) if draft.work else None, draft.why,
        )  # fmt: skip
        made.setdefault(_identity(claim), claim)
    return sorted(made.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.type, str(c.work)))


def _status(status: str) -> Status:
    return "rumoured" if status == "rumoured" else "denied" if status == "denied" else "stated"


def _identity(claim: Claim) -> tuple[object, ...]:
    fields = CLAIM_TYPES[claim.type].identity
    return (claim.type, title(claim.work), *(plain(claim.get(f)) for f in fields))


def confidence(kind: str, score: float, card: dict[str, Any]) -> float:
    """The share of claims of this type and score that were right on articles the model had not seen."""
    curve = card["calibration"].get(kind) or card["calibration"]["all"]
    xs, ys = curve["score"], curve["right"]
    at = bisect.bisect_left(xs, score)
    if at == 0 or at == len(xs):
        return float(ys[min(at, len(xs) - 1)])
    share = (score - xs[at - 1]) / max(xs[at] - xs[at - 1], 1e-9)
    return float(ys[at - 1] + share * (ys[at] - ys[at - 1]))


def _evidence(words: Words, draft: Draft, headline: int) -> Evidence | None:
    """The words from the work to the value where one sentence holds both, else the value's clause.

    None where only the headline says it: offsets count the text, which is then silent.
    """
    anchor = draft.anchor
    start, end = int(words.start[anchor.first]), int(words.end[anchor.last])
    if start < headline:
        return None
    work = draft.work
    if work and words.sentence[work.first] == words.sentence[anchor.first] and words.start[work.first] >= headline:
        start, end = min(start, int(words.start[work.first])), max(end, int(words.end[work.last]))
    else:
        start, end = _sentence(words, anchor, start, end)
    if end - start > LONGEST:
        start, end = int(words.start[anchor.first]), int(words.end[anchor.last])
    return Evidence(words.text[start:end], start - headline, end - headline)


def _sentence(words: Words, anchor: Span, start: int, end: int) -> tuple[int, int]:
    """The sentences that the mention stands in (a quotation may hold several)."""
    own = np.flatnonzero(
        (words.sentence >= words.sentence[anchor.first]) & (words.sentence <= words.sentence[anchor.last])
    )
    return min(start, int(words.start[own[0]])), max(end, int(words.end[own[-1]]))


_YEAR = re.compile(r"\s*[\"'”’]?\s*\((?:[^()]{0,30}[,;]\s*)?(1[89]\d\d|20\d\d)\)")
_LED = re.compile(r"\b(1[89]\d\d|20\d\d)(?:[’']s)?(?:\s+[\w-]+){0,3}\s+[\"'“‘]?$")


def work_years(words: Words, spans: list[Span]) -> dict[str, int]:
    """By key of a work: its own year, where the article tells it: "Aftersun (2022)", "2022's Aftersun"."""
    out: dict[str, int] = {}
    for span in spans:
        if span.label != "WORK":
            continue
        after = _YEAR.match(words.text, int(words.end[span.last]))
        start = int(words.start[span.first])
        before = _LED.search(words.text[max(0, start - 45) : start])
        found = after or before
        if found:
            out.setdefault(span.key, int(found[1]))
    for span in spans:
        _last_year(words, spans, span, out)
    return out


def _last_year(words: Words, spans: list[Span], date: Span, out: dict[str, int]) -> None:
    """ "last year's Aftersun", and "Aftersun, last year's intense drama"."""
    if date.label != "DATE" or not re.fullmatch(r"\d{4}", date.key):
        return
    after = words.text[int(words.end[date.last]) : int(words.end[date.last]) + 2]
    if after not in ("'s", "’s") and not words.text[: int(words.end[date.last])].endswith(("'s", "’s")):
        return
    for span in spans:
        gap = span.first - date.last if span.first > date.first else date.first - span.last
        if span.label == "WORK" and 0 < gap <= 4 and words.sentence[span.first] == words.sentence[date.first]:
            out.setdefault(span.key, int(date.key))
