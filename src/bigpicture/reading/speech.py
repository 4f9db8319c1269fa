"""Quotations as claims: the words from the rules, the speaker from rules and network together, the work from links."""

from __future__ import annotations

from collections.abc import Iterator

from bigpicture.reading.drafts import Draft
from bigpicture.reading.mentions import Span
from bigpicture.reading.quotations import attribute, find_quotations
from bigpicture.reading.relate import Link, Links, thing
from bigpicture.reading.segment import Words

ABOUT = 0.5  # of the link to a work, from which the quotation is about it: a wrong work costs the claim, none does not


def quotes(words: Words, spans: list[Span], links: Links) -> Iterator[Draft]:
    """What people said, with who said it."""
    found = find_quotations(words.text)
    people = [(int(words.start[s.first]), int(words.end[s.last]), s.name) for s in spans if s.label == "PERSON"]
    by_start = {s.key: s for s in spans if s.label == "QUOTE"}
    speakers = {thing(k.two): k for k in reversed(links.of("speaker"))}
    works = {thing(k.two): k for k in reversed(links.of("quote", least=ABOUT))}
    for quotation in found:
        span = by_start.get(str(quotation.start))
        if span is None:
            continue
        name, reason = attribute(quotation, found, people, words.text)
        learnt = speakers.get(thing(span))
        speaker, score = _speaker(name, reason, learnt)
        if speaker is None:
            continue
        about = works.get(thing(span))
        why = (
            f"quotation marks: {reason}",
            *([f"relation speaker {learnt.two.name[:20]!r} {learnt.probability:.2f}"] if learnt else []),
        )
        yield Draft("quote", about.one if about else None, {"speaker": speaker, "text": quotation.text}, "stated", score, span,
                    "quotation", why)  # fmt: skip


# Where a name stands beside a verb of saying the rule is right 99 times in 100, if the people are tagged right; a pronoun's or the
# context's person 84 times, less far off (measured on corpus/ with its own people).
_BESIDE_A_VERB = ("the one who", "named after", "named before '")


def _speaker(ruled: str | None, reason: str, learnt: Link | None) -> tuple[str | None, float]:
    """Rule and network agree: sure. One alone: as sure as it is. Against each other: the rule where a verb of saying helps it."""
    if ruled is None:
        return (learnt.one.name, 0.8 * learnt.probability) if learnt else (None, 0.0)
    strong = reason.startswith(_BESIDE_A_VERB)
    if learnt is None:
        return ruled, 0.7 if strong else 0.5
    if learnt.one.name == ruled:
        return ruled, 0.7 + 0.3 * learnt.probability
    if strong:
        return ruled, 0.65
    return (learnt.one.name, 0.7 * learnt.probability) if learnt.probability > 0.7 else (ruled, 0.45)
