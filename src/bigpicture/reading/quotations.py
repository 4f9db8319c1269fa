"""Quotations: what stands in quotation marks because somebody said it, and who did.

Marks also stand round titles, nicknames and scare quotes; those are told apart by length, capitals and the verbs beside
them. A quotation that "she said" interrupts is one, and so is one that goes on in the next paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Person = tuple[int, int, str]  # start, end, full name


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; `start` and `end` take in the marks, `parts` the stretches between interruptions."""

    start: int
    end: int
    text: str
    parts: tuple[tuple[int, int], ...]


_VERB = re.compile(
    r"\b(?:sa(?:ys?|id|ying)|t(?:old|ells?|elling)|add(?:s|ed|ing)?|explain(?:s|ed|ing)?|admit(?:s|ted|ting)?|jok(?:es?|ed|ing)|"
    r"recall(?:s|ed|ing)?|continu(?:es?|ed)|wr(?:ote|ites?|iting)|tweet(?:s|ed|ing)|comment(?:s|ed|ing)?|not(?:es?|ed|ing)|"
    r"reveal(?:s|ed|ing)?|confirm(?:s|ed|ing)?|insist(?:s|ed|ing)?|quip(?:s|ped)?|stat(?:es|ed|ing)|remark(?:s|ed)?|according to|"
    r"laugh(?:s|ed)?|repl(?:y|ies|ied)|ask(?:s|ed)?|describ(?:es?|ed|ing)|call(?:s|ed|ing)?|prais(?:es?|ed|ing)|claim(?:s|ed|ing)?|"
    r"post(?:s|ed|ing)|teas(?:es?|ed|ing)|announc(?:es?|ed|ing)|declar(?:es?|ed|ing)|argu(?:es?|ed|ing)|warn(?:s|ed|ing)?|"
    r"shar(?:es?|ed|ing)|went on|goes on|put it|credit(?:s|ed|ing)|thank(?:s|ed|ing)|shrug(?:s|ged)?|sigh(?:s|ed)?|conced(?:es?|ed)|"
    r"respond(?:s|ed)?|promis(?:es?|ed)|suggest(?:s|ed)?|reflect(?:s|ed)?|observ(?:es?|ed)|mus(?:es|ed)|offer(?:s|ed)|conclud(?:es?|ed)|"
    r"denied|dismiss(?:es|ed)|acknowledg(?:es?|ed|ing)|elaborat(?:es?|ed)|enthus(?:es?|ed)|rav(?:es?|ed)|gush(?:es|ed)|statement|interview)\b",
    re.I,
)  # fmt: skip
_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.I)
_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[“\"]([^“”\"]{2,1500})(?:[”\"]|$)")
_SINGLE = re.compile(r"(?<![\w])[‘']((?:[^‘'’“”\"]|(?<=\w)['’](?=\w)|(?<=s)['’](?=\s[a-z])){12,900})['’](?!\w)")
_ROLE = re.compile(r"\b(?:director|actor|actress|star|filmmaker|film-maker|producer|writer|screenwriter|comedian|helmer|\d\d-year-old)\b")


def find_quotations(text: str) -> list[Quotation]:
    """What is quoted as speech, in text order."""
    raw: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        raw += _in_paragraph(text, paragraph.start(), paragraph.end())
    return [q for q in _joined(text, raw) if _speech(text, q)]


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    part = text[start:end]
    spans = [(start + m.start(), start + m.end(), m[1]) for m in _DOUBLE.finditer(part)]
    for m in _SINGLE.finditer(part):
        inside = any(s < start + m.end() and start + m.start() < e for s, e, _ in spans)
        said = _VERB.search(part, max(0, m.start() - 70), m.start()) or _VERB.search(part, m.end(), m.end() + 50)
        if said and not inside:
            spans.append((start + m.start(), start + m.end(), m[1]))
    return [Quotation(s, e, t.strip(), ((s, e),)) for s, e, t in sorted(spans)]


def _joined(text: str, raw: list[Quotation]) -> list[Quotation]:
    out: list[Quotation] = []
    for quotation in raw:
        last = out[-1] if out else None
        if last and _goes_on(text, last, quotation):
            out[-1] = Quotation(last.start, quotation.end, f"{last.text} {quotation.text}", last.parts + quotation.parts)
        else:
            out.append(quotation)
    return out


def _goes_on(text: str, last: Quotation, quotation: Quotation) -> bool:
    """Interrupted by its speech tag, or left open at the end of a paragraph that the next takes up."""
    gap = text[last.end : quotation.start]
    if "\n" in gap:
        return not gap.strip() and text[last.end - 1] not in "”\""
    if len(gap) > 110 or not _VERB.search(gap) or len(last.text.split()) < 2:
        return False
    if last.text[-1:] in ",–—-…" and re.search(r"[,:–—-]\s*$|\bthat\s*$", gap):
        return True
    # "…," she said. "And …": the tag ends its sentence, and nothing else stands between
    return bool(re.fullmatch(r"\s[^.!?:]*[.,]\s*", gap)) and last.text[-1:] in ",.!?…–—"


def _speech(text: str, quotation: Quotation) -> bool:
    words = re.findall(r"[\w’'-]+", quotation.text)
    if len(words) < 2:
        return False
    beside = _VERB.search(text, max(0, quotation.start - 60), quotation.start) or _VERB.search(text, quotation.end, quotation.end + 45)
    if len(quotation.parts) > 1 or len(words) >= 9:
        return True
    capitals = sum(w[0].isupper() for w in words)
    ends = quotation.text[-1:] in ",.!?…"
    if capitals >= 0.6 * len(words) and not (ends and beside):
        return False
    if len(words) <= 3 and not (ends and beside):
        return False
    return bool(beside) or (ends and len(words) > 4)


def attribute(
    quotation: Quotation, quotations: Sequence[Quotation], people: Sequence[Person], text: str
) -> tuple[str | None, str]:
    """Who said it, and how that is known; None where nobody is named."""
    outside = [p for p in people if not any(s <= p[0] < e for q in quotations for s, e in q.parts)]
    for rule in (_tag_inside, _tag_after, _tag_before):
        found = rule(quotation, outside, text)
        if found:
            return found
    return _carried(quotation, quotations, outside, text)


def _tag_inside(q: Quotation, people: Sequence[Person], text: str) -> tuple[str, str] | None:
    """ "…," said X, "…"."""
    for (_, end), (start, _) in zip(q.parts, q.parts[1:], strict=False):
        named = [p[2] for p in people if end <= p[0] < start]
        if named:
            return named[0], "named in the interruption"
        if _PRONOUN.search(text, end, start) and (name := _subject(people, q.start, text)):
            return name, "pronoun in the interruption, the person named last"
    return None


def _tag_after(q: Quotation, people: Sequence[Person], text: str) -> tuple[str, str] | None:
    """ "…," said X; "…," she said."""
    rest = text[q.end : q.end + 140]
    stop = re.search(r"\n|[“\"]|(?<=[a-z)’'])[.!?](?:\s|$)", rest)
    tag = rest[: stop.start()] if stop else rest
    verb = _VERB.search(tag)
    if not verb or verb.start() > 60 or (q.text[-1:] == "." and not tag.startswith((",", " -", " –", " said", " says"))):
        return None
    near = [p for p in people if q.end <= p[0] < q.end + min(len(tag), verb.end() + 45)]
    if near:
        return near[0][2], "named after it"
    if _PRONOUN.search(tag) or _ROLE.search(tag):
        name = _subject(people, q.start, text)
        return (name, "pronoun after it, the person named last") if name else None
    return None


def _tag_before(q: Quotation, people: Sequence[Person], text: str) -> tuple[str, str] | None:
    """X said: "…"; X told EW, "…"; the lead-in may be the paragraph before, ending in a colon."""
    before = text[max(0, q.start - 260) : q.start]
    lead = before.rstrip()
    sentence = re.split(r"(?<=[a-z)”\"’])[.!?][”\"’']?\s+|\n", lead)[-1]
    if not sentence or not (_VERB.search(sentence) or lead.endswith((":", ","))):
        return None
    low = q.start - (len(before) - len(lead)) - len(sentence)
    named = [p for p in people if low <= p[0] < q.start]
    verbs = list(_VERB.finditer(sentence))
    if named and verbs:
        # the nearest person before the last verb is its subject, else the first in the sentence
        subjects = [p for p in named if p[0] < low + verbs[-1].start()]
        chosen = named[-1] if verbs[-1][0].lower() == "according to" else (subjects or named)[0]
        return chosen[2], "named before it"
    if named:
        return named[-1][2], "named in its sentence"
    if _PRONOUN.search(sentence) or _ROLE.search(sentence):
        name = _subject(people, low, text)
        return (name, "pronoun before it, the person named last") if name else None
    return None


def _subject(people: Sequence[Person], place: int, text: str) -> str | None:
    """Whom a pronoun means: the first person of the last sentence that names one, as its likely subject."""
    before = [p for p in people if p[0] < place]
    if not before:
        return None
    last = before[-1]
    same = [p for p in before if not re.search(r"[.!?][”\"’']?\s|\n", text[p[0] : last[0]])]
    return same[0][2] if same else last[2]


def _carried(
    q: Quotation, quotations: Sequence[Quotation], people: Sequence[Person], text: str
) -> tuple[str | None, str]:
    """No tag of its own: it goes on from the quotation before, or belongs to the person named last."""
    earlier = [o for o in quotations if o.end <= q.start]
    if earlier and not any(earlier[-1].end <= p[0] < q.start for p in people) and q.start - earlier[-1].end < 400:
        name, _ = attribute(earlier[-1], quotations[: len(earlier)], people, text)
        if name:
            return name, "goes on from the quotation before"
    before = [p for p in people if p[0] < q.start]
    return (before[-1][2], "the person named last") if before and len(q.text.split()) >= 6 else (None, "nobody named")
