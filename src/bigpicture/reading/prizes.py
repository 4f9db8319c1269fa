"""Prizes as frames: outcome, category or count, work, people and ceremony, put together from their links.

A frame hangs on an anchor: the category as worded, else the count of a total ("seven nominations"), else the ceremony.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bigpicture.model import Value
from bigpicture.reading import details
from bigpicture.reading.drafts import Draft, count_of
from bigpicture.reading.honours import event_year, find_honours
from bigpicture.reading.mentions import Span
from bigpicture.reading.relate import Link, Links, thing
from bigpicture.reading.scheme import PRIZE_ANCHORS
from bigpicture.reading.segment import Words

LIKELY = 0.3  # of a link from which it takes part in a frame
MAIN_LEAD = 0.3  # in probability, of the main ceremony over others
SENTENCE_LEAD = 0.25  # of a body named in the sentence of the prize
KNOWN = 0.7  # how much a film that only credits tie to the nominee is trusted
STRANGER = 0.5  # likelihood of any tie to a film up to which a nominee's own film goes before it
OUTCOMES = ("nomination", "award")


@dataclass(frozen=True, slots=True)
class _Frame:
    anchor: Span
    works: list[Link]  # one a work, its likelier outcome
    people: list[Link]
    body: str | None  # its common name


def prizes(words: Words, spans: list[Span], links: Links, published: str | None) -> Iterator[Draft]:
    """Nominations and awards; and the screenings, which name events too."""
    frames = _frames(words, spans, links)
    made: list[Draft] = []
    for frame in frames:
        made += _claims(words, frame, links, published)
    named = {
        (d.type, thing(d.work), d.values["award"])
        for d in made
        if d.work and (d.values["category"] or d.values["count"])
    }
    for draft in made:
        plain_one = draft.values["category"] is None and draft.values["count"] is None
        if not (plain_one and draft.work and (draft.type, thing(draft.work), draft.values["award"]) in named):
            yield draft
    yield from _screenings(words, links, published)


def _frames(words: Words, spans: list[Span], links: Links) -> list[_Frame]:
    out = []
    anchors = {thing(s): s for s in reversed(spans) if s.label in PRIZE_ANCHORS}
    main = _main_body(words, spans, links)
    for key, anchor in sorted(anchors.items(), key=lambda item: item[1].first):
        works: dict[tuple[str, str], Link] = {}
        for link in links.of(*OUTCOMES, least=LIKELY / 3):
            if thing(link.two) == key and (
                thing(link.one) not in works or works[thing(link.one)].probability < link.probability
            ):
                works[thing(link.one)] = link
        people = [k for k in links.of("prize_person", least=LIKELY) if thing(k.two) == key]
        if not works and not people:
            continue
        body = _body(words, spans, anchor, main, links)
        out.append(_Frame(anchor, list(works.values()), people, body))
    return out


def _body(words: Words, spans: list[Span], anchor: Span, main: Span | None, links: Links) -> str | None:
    """Who gives the prize: its own name may tell ("Golden Lion"), else the likeliest body.

    The ceremony that the article is about has a lead, and so has one named in the same sentence.
    """
    if anchor.label == "EVENT":
        return anchor.name
    own = find_honours(anchor.name)
    if own:
        return own[0].name
    chance = {thing(k.one): k.probability for k in reversed(links.of("body")) if thing(k.two) == thing(anchor)}
    rated: dict[str, float] = {}
    for span in spans:
        if span.label == "EVENT":
            beside = words.sentence[span.first] == words.sentence[anchor.first]
            lead = MAIN_LEAD * (main is not None and thing(span) == thing(main)) + SENTENCE_LEAD * bool(beside)
            rated[span.name] = max(rated.get(span.name, 0.0), chance.get(thing(span), 0.0) + lead)
    return max(rated, key=lambda name: rated[name]) if rated else None


def _main_body(words: Words, spans: list[Span], links: Links) -> Span | None:
    """The ceremony that the article is about: most of its categories belong to it, and the headline names it."""
    weight: dict[tuple[str, str], float] = {}
    first: dict[tuple[str, str], Span] = {}
    for span in spans:
        if span.label == "EVENT":
            first.setdefault(thing(span), span)
            headline = bool(words.features[span.first, 3])
            weight[thing(span)] = weight.get(thing(span), 0.0) + (2.0 if headline else 0.5)
    for link in links.of("body"):
        weight[thing(link.one)] = weight.get(thing(link.one), 0.0) + link.probability
    return first[max(weight, key=lambda k: weight[k])] if weight else None


def _claims(words: Words, frame: _Frame, links: Links, published: str | None) -> Iterator[Draft]:
    """One claim a person with the work that fits best, and one for each work that no person takes."""
    taken: set[tuple[str, str]] = set()
    outcome = max(frame.works, key=lambda k: k.probability, default=None)
    for person in frame.people:
        best = max(frame.works, key=lambda w: _fit(w, person, links), default=None)
        known = _known_work(person, links) if outcome else None
        if (
            best is not None
            and _fit(best, person, links) > 0.15
            and (known is None or _together(best, person, links) > STRANGER)
        ):
            taken.add(thing(best.one))
            yield _draft(words, frame, best, person, published, max(best.probability, 0.8 * person.probability))
        elif outcome and known:
            work = replace(known, relation=outcome.relation, status=person.status)
            yield _draft(words, frame, work, person, published, KNOWN * person.probability * known.probability)
        elif outcome is None or not frame.works:
            kind = "award" if frame.anchor.label == "EVENT" else "nomination"
            yield _draft_without_work(words, frame, person, kind, published)
    for work in frame.works:
        if thing(work.one) not in taken:
            yield _draft(words, frame, work, None, published, work.probability)


def _known_work(person: Link, links: Links) -> Link | None:
    """The film that the article ties a nominee to elsewhere: "Lachapelle, Wolchuk and Mann are up for best director"."""
    own = [
        k for k in links.of("prize_with", "director", "cast", "writer", least=0.5) if thing(k.two) == thing(person.one)
    ]
    return max(own, key=lambda k: k.probability, default=None)


def _fit(work: Link, person: Link, links: Links) -> float:
    """How well a work and a person go together in one prize."""
    return work.probability * (0.1 + _together(work, person, links))


def _together(work: Link, person: Link, links: Links) -> float:
    """How likely a nominee has any part in a film."""
    return max(links.probability(r, work.one, person.one) for r in ("prize_with", "cast", "director", "writer"))


def _values(words: Words, frame: _Frame, person: str | None, published: str | None) -> dict[str, Value]:
    anchor, body = frame.anchor, frame.body
    return {
        "award": body,
        "category": anchor.name if anchor.label == "CATEGORY" else None,
        "person": person,
        "year": event_year(body, _beside(words, anchor), published) if body else None,
        "count": count_of(anchor) if anchor.label == "COUNT" else None,
    }


def _draft(words: Words, frame: _Frame, work: Link, person: Link | None, published: str | None, score: float) -> Draft:
    name = person.one.name if person else None
    why = [f"{s.name!r}: {s.by}" for s in (work.one, frame.anchor, *([person.one] if person else []))]
    why.append(f"relation {work.relation} {work.probability:.2f}")
    if person:
        why.append(f"relation prize_person {person.probability:.2f}")
    return Draft(work.relation, work.one, _values(words, frame, name, published), work.status, score, frame.anchor,
                 f"frame {work.relation}", tuple(why))  # fmt: skip


def _draft_without_work(words: Words, frame: _Frame, person: Link, kind: str, published: str | None) -> Draft:
    why = (f"{person.one.name!r}: {person.one.by}", f"relation prize_person {person.probability:.2f}", "no work named")
    return Draft(kind, None, _values(words, frame, person.one.name, published), person.status, 0.5 * person.probability, frame.anchor,
                 f"frame {kind}", why)  # fmt: skip


def _beside(words: Words, span: Span) -> str:
    """The words close round a mention: what says which edition is meant, not what another clause speaks of."""
    start, end = int(words.start[span.first]), int(words.end[span.last])
    low, high = details.clause(words.text, start, end, reach=45)
    return words.text[low:high]


def _screenings(words: Words, links: Links, published: str | None) -> Iterator[Draft]:
    for link in links.of("screening"):
        start, end = int(words.start[link.two.first]), int(words.end[link.two.last])
        values: dict[str, Value] = {
            "event": link.two.name,
            "year": event_year(link.two.name, _beside(words, link.two), published),
            "kind": details.screening_kind(words.text, start, end),
        }
        why = (
            f"{link.one.name!r}: {link.one.by}",
            f"{link.two.name!r}: {link.two.by}",
            f"relation screening {link.probability:.2f}",
        )
        yield Draft("screening", link.one, values, link.status, link.probability, link.two, "relation screening", why)
