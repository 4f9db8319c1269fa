"""The same article with other names and other typography: what it claims stays, its strings do not."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from training.documents import Document, surname
from training.patterns import FOREIGN


@dataclass(frozen=True, slots=True)
class Names:
    """Real titles and names to put in place of an article's own."""

    titles: list[str]
    people: list[str]

    def title(self, rng: random.Random) -> str:
        """Any title; one in fifteen in another language, of which such lists hold few."""
        return rng.choice(FOREIGN if rng.random() < 1 / 15 else self.titles)


def augment(d: Document, names: Names, rng: random.Random) -> Document:
    """A variant of a document; its relations are unchanged."""
    edits: list[tuple[int, int, str]] = []
    titles = _titles(d, names, rng)
    people = _people(d, names, rng)
    bare = rng.random() < 0.5
    for s, e, (label, key) in d.spans:
        old = d.text[s:e]
        if label == "WORK" and key in titles:
            edits.append((s, e, titles[key].get(old, old)))
            if bare and s and e < len(d.text) and d.text[s - 1] in "'\"‘“" and d.text[e] in "'\"’”":
                edits += [(s - 1, s, ""), (e, e + 1, "")]
        elif label == "PERSON" and key in people:
            new = people[key]
            edits.append((s, e, new if len(old.split()) > 1 or old == key else surname(new) or new))
    d = rewrite(d, edits)
    if rng.random() < 0.6:
        d = _paragraphs(d, rng)
    if d.headline and rng.random() < 0.3:
        d = crop(d, d.headline, len(d.text), 0)
    if rng.random() < 0.4:
        d = straight(d)
    return d


def _titles(d: Document, names: Names, rng: random.Random) -> dict[str, dict[str, str]]:
    """By work: each wording of its title in the article to its new wording; works that share words keep theirs."""
    out: dict[str, dict[str, str]] = {}
    keys = {k for _, _, (label, k) in d.spans if label == "WORK"}
    shouted = rng.random() < 0.1  # "the cast of NIGHTJAR": some outlets set titles in capitals
    related = {k for k in keys for other in keys if k != other and (k in other or other in k)}
    for key in sorted(keys - related):
        wordings = {d.text[s:e] for s, e, entity in d.spans if entity == ("WORK", key)}
        if rng.random() < 0.6 and not any(w[0].islower() for w in wordings):
            new = names.title(rng)
            out[key] = {w: new.upper() if w.isupper() and len(w) > 3 else new for w in wordings}
        else:
            out[key] = {w: w for w in wordings}
    if shouted:
        out = {key: {w: new.upper() for w, new in wordings.items()} for key, wordings in out.items()}
    return out


def _people(d: Document, names: Names, rng: random.Random) -> dict[str, str]:
    keys = sorted({k for _, _, (label, k) in d.spans if label == "PERSON"})
    return {k: rng.choice(names.people) for k in keys if rng.random() < 0.6 and " " in k}


def rewrite(d: Document, edits: list[tuple[int, int, str]]) -> Document:
    """The document with pieces of its text replaced; spans follow."""
    edits = sorted({(s, e): (s, e, new) for s, e, new in edits}.values())
    out, at = [], 0
    shifts: list[tuple[int, int, int, int]] = []  # old start, old end, new start, new end
    length = 0
    for s, e, new in edits:
        if s < at:
            continue
        out += [d.text[at:s], new]
        length += s - at
        shifts.append((s, e, length, length + len(new)))
        length += len(new)
        at = e
    out.append(d.text[at:])

    def move(place: int, *, end: bool) -> int:
        delta = 0
        for s, e, ns, ne in shifts:
            if place <= s:
                break
            if place < e or (place == e and end):
                return ne if end else ns
            delta = ne - e
        return place + delta

    spans = [(move(s, end=False), move(e, end=True), entity) for s, e, entity in d.spans]
    masked = [(move(s, end=False), move(e, end=True)) for s, e in d.masked]
    return Document(d.id, "".join(out), move(d.headline, end=False), d.published, spans, masked, d.relations)


def crop(d: Document, start: int, end: int, headline: int) -> Document:
    """The document's text from start to end; relations of what is cut off go by themselves, having no mention."""
    spans = [(s - start, e - start, entity) for s, e, entity in d.spans if s >= start and e <= end]
    masked = [(s - start, e - start) for s, e in d.masked if s >= start and e <= end]
    return Document(d.id, d.text[start:end], headline, d.published, spans, masked, d.relations)


def _paragraphs(d: Document, rng: random.Random) -> Document:
    """Breaks taken out, as archives and feeds lose them, of lists too; or the article cut after some paragraphs."""
    breaks = [m.span() for m in re.finditer(r"\n\s*", d.text) if m.start() > d.headline]
    if not breaks:
        return d
    if rng.random() < 0.75:
        share = rng.choice((0.5, 0.75, 0.9, 1.0))
        return rewrite(d, [(s, e, " ") for s, e in breaks if rng.random() < share])
    if len(breaks) > 3:
        return crop(d, 0, rng.choice(breaks[len(breaks) // 3 :])[0], d.headline)
    return d


def straight(d: Document) -> Document:
    """Straight quotation marks for curly ones."""
    text = d.text.translate(str.maketrans("“”‘’", "\"\"''"))
    return Document(d.id, text, d.headline, d.published, d.spans, d.masked, d.relations)
