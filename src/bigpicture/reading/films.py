"""The works of an article: which it is mainly about, and the claims and bullets of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bigpicture.folding import title as fold
from bigpicture.model import Article, Claim, Film, Reading, Takeaway
from bigpicture.reading.mentions import Span
from bigpicture.reading.retitled import other_titles
from bigpicture.reading.segment import Words
from bigpicture.reading.takeaways import story_sentence, takeaways


def films(article: Article, claims: list[Claim], words: Words, headline: int, spans: list[Span]) -> tuple[Film, ...]:
    """The works that have claims, the main one first: most named, with weight on the headline and the lead."""
    own: dict[str, list[tuple[int, Claim]]] = {}
    for i, claim in enumerate(claims):
        if claim.work:
            own.setdefault(fold(claim.work), []).append((i, claim))
    weight: Counter[str] = Counter()
    for span in spans:
        if span.label == "WORK" and span.key in own:
            start = int(words.start[span.first])
            weight[span.key] += 3 if start < headline else 2 if start < headline + 300 else 1
    for key, found in own.items():
        weight[key] += len(found)
    order = sorted(own, key=lambda key: (-weight[key], own[key][0][0]))
    others = other_titles(words, headline, spans)
    out = []
    for key in order:
        name = str(own[key][0][1].work)
        story = story_sentence(article.text, name) if key == order[0] else None
        year = next((c.year for _, c in own[key] if c.year), None)
        titles = tuple(others.get(key, ()))
        out.append(Film(name, year, takeaways(name, own[key], story), tuple(i for i, _ in own[key]), titles))
    return tuple(out)


def surer(reading: Reading, least: float) -> Reading:
    """The reading with only the claims of at least this confidence; bullets that rest on others go with them."""
    kept = [i for i, c in enumerate(reading.claims) if c.confidence >= least]
    if len(kept) == len(reading.claims):
        return reading
    place = {old: new for new, old in enumerate(kept)}
    films = []
    for film in reading.films:
        own = tuple(place[i] for i in film.claims if i in place)
        bullets = tuple(
            Takeaway(t.text, tuple(place[i] for i in t.claims))
            for t in film.takeaways
            if all(i in place for i in t.claims)
        )
        films += [replace(film, claims=own, takeaways=bullets)] if own else []
    return replace(reading, claims=tuple(reading.claims[i] for i in kept), films=tuple(films))
