"""Annotated articles as documents: text, labelled spans and relations, which augmentation can rewrite.

An annotated claim gives strings, not places; this module finds where in the text they stand. What it cannot find is
dropped and counted (`python training/documents.py corpus` prints the losses).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bigpicture.evaluate import closure, tokens
from bigpicture.folding import plain
from bigpicture.reading.candidates import COUNT_WORDS, ruled
from bigpicture.reading.names import short_forms, subtitle
from bigpicture.reading.scheme import COMPANY_ROLES

Entity = tuple[str, str]  # label and a key that tells it from others of its label
COMMON_TITLES = frozenset(
    "it her him she he them us we i you this that what who when where why how yes no up go home the a an".split()
)


@dataclass(slots=True)
class Document:
    """One article to learn from. `text` begins with `headline` characters of headline (its line break included)."""

    id: str
    text: str
    headline: int
    published: str | None
    spans: list[tuple[int, int, Entity]] = field(default_factory=list)
    masked: list[tuple[int, int]] = field(default_factory=list)  # spans whose tags are not to be learnt
    relations: dict[tuple[Entity, Entity], dict[str, str]] = field(default_factory=dict)  # relation -> status
    lost: Counter[str] = field(default_factory=Counter)


def pattern(string: str) -> str:
    """A pattern for a string as it may stand in the text: quotation marks and white space of any kind."""
    out = re.escape(string.strip())
    out = re.sub(r"(\\\s|\s)+", r"\\s+", out)
    out = re.sub(r"['’‘]", "['’‘]", out)
    return re.sub(r'["“”]', '["“”]', out)


def occurrences(text: str, string: str, *, fold: bool = False) -> list[tuple[int, int]]:
    if not string or not string.strip():
        return []
    return [m.span() for m in re.finditer(rf"(?<!\w){pattern(string)}(?!\w)", text, re.I if fold else 0)]


def surname(name: str) -> str | None:
    """The longest part of a name that stands for it later; None of a single name."""
    forms = short_forms(name)
    return forms[-1] if forms else None


class _Locator:
    """Finds the spans of one article's claims. Spans taken earlier are not given again, so longer names go first."""

    def __init__(self, document: Document) -> None:
        self.d = document
        self.taken = [False] * len(document.text)
        self.places: dict[Entity, list[tuple[int, int]]] = {}

    def free(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(s, e) for s, e in spans if not any(self.taken[s:e])]

    def add(self, entity: Entity, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        spans = self.free(spans)
        for s, e in spans:
            self.taken[s:e] = [True] * (e - s)
            self.d.spans.append((s, e, entity))
        self.places.setdefault(entity, []).extend(spans)
        return spans

    def evidence(self, claim: dict) -> list[tuple[int, int]]:
        return occurrences(self.d.text, claim.get("evidence") or "", fold=True)

    def within(self, spans: list[tuple[int, int]], claim: dict) -> list[tuple[int, int]]:
        zones = self.evidence(claim)
        return [(s, e) for s, e in spans if any(a <= s and e <= b for a, b in zones)]


def _works(loc: _Locator, claims: list[dict]) -> dict[str, Entity]:
    titles = {c["work"]: ("WORK", plain(c["work"])) for c in claims if c.get("work")}
    text = loc.d.text
    for title, entity in sorted(titles.items(), key=lambda item: -len(item[0])):
        spans = occurrences(text, title)
        if title.casefold() in COMMON_TITLES or (" " not in title and len(title) < 6 and title.islower()):
            own = [c for c in claims if c.get("work") == title]
            spans = [s for s in spans if any(loc.within([s], c) for c in own)] or spans[:1]
        if not spans:
            spans = occurrences(text, title, fold=True) or occurrences(
                text, re.sub(r"^(the|a|an) ", "", title, flags=re.I), fold=True
            )
        if not loc.add(entity, spans) and not loc.places.get(entity):
            loc.d.lost["WORK"] += 1
    for title, entity in titles.items():  # "Nadir" after "Vantablack: Nadir"
        short = subtitle(title)
        if short and ("WORK", plain(short)) not in titles.values():
            loc.add(entity, occurrences(text, short))
    return titles


def _people(loc: _Locator, claims: list[dict]) -> None:
    names = {c.get(f) for c in claims for f in ("person", "speaker", "author")} - {None, ""}
    for name in sorted(names, key=lambda n: -len(n)):
        spans = occurrences(loc.d.text, name) or occurrences(loc.d.text, name, fold=True) or _sibling(loc.d.text, name)
        if not loc.add(("PERSON", name), spans):
            loc.d.lost["PERSON"] += 1
    shorts: dict[str, list[str]] = {}
    for name in sorted(names):
        short = surname(name)
        if short:
            shorts.setdefault(short, []).append(name)
            if " " in short:
                shorts.setdefault(short.split()[-1], []).append(name)
    for short, owners in shorts.items():
        for span in loc.free(occurrences(loc.d.text, short)):
            if re.match(r"\s+[A-Z][a-z]+", loc.d.text[span[1] :]) is None:  # else it begins another name
                before = [(e, n) for n in owners for s, e in loc.places.get(("PERSON", n), ()) if e <= span[0]]
                loc.add(("PERSON", max(before)[1] if before else owners[0]), [span])


def _sibling(text: str, name: str) -> list[tuple[int, int]]:
    """The first name in "Nick and Andy Fairchild"."""
    first, _, last = name.rpartition(" ")
    return (
        [m.span(1) for m in re.finditer(rf"(?<!\w)({pattern(first)}) and [A-Z][\w-]+ {pattern(last)}(?!\w)", text)]
        if first
        else []
    )


def _honour_spans(text: str, name: str) -> list[tuple[int, int]]:
    """The capitalised runs of words that can only mean the body or event of that name."""
    want = tokens(name)
    initials = "".join(w[0] for w in re.findall(r"[A-Z]\w*", name))
    out: list[tuple[int, int]] = []
    words = [m.span() for m in re.finditer(r"[\w’'&-]+", text)]
    for i in range(len(words)):
        first = text[words[i][0] : words[i][1]]
        if not (first[0].isupper() or first[0].isdigit()):
            continue
        best = None
        for j in range(i, min(i + 8, len(words))):
            s, e = words[i][0], words[j][1]
            if re.search(r"[.!?;:,()\n\"“”]", text[s:e]):
                break
            last = text[words[j][0] : words[j][1]]
            have = tokens(re.sub(r"[’']s?$", "", text[s:e]))
            if not (last[0].isupper() or (last[0].islower() and last in ("festival", "awards", "award", "prize"))):
                continue
            if have and have <= want and (len(have) == len(want) or len(have) >= 1):
                best = (s, e)
        if (
            best is None
            and len(initials) > 2
            and first.rstrip("s") in (initials, initials.removesuffix("A"), initials.removesuffix("AW"))
        ):
            best = words[i]
        if best:
            while text[best[1] - 2 : best[1]] in ("’s", "'s"):
                best = (best[0], best[1] - 2)
            out.append(best)
    return out


def _meant_spans(loc: _Locator, name: str, claims: list[dict]) -> list[tuple[int, int]]:
    """Where a body or event is named: in full, or shortened where a claim rests on it ("Toronto" is a city elsewhere)."""
    text = loc.d.text
    zones = [z for c in claims if name in (c.get("award"), c.get("event")) for z in loc.evidence(c)]
    spans = _honour_spans(text, name)
    sure = [
        (s, e)
        for s, e in spans
        if len(tokens(text[s:e])) >= len(tokens(name)) or any(a <= s and e <= b for a, b in zones)
    ]
    return sure or spans


def _category(loc: _Locator, claim: dict) -> list[tuple[int, int]]:
    """Where a prize category stands: as worded, else its longest telling part, inside the evidence if it can be."""
    text, words = loc.d.text, claim["category"].split()
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            part = " ".join(words[at : at + length])
            if tokens(part) or length == len(words):
                spans = occurrences(text, part, fold=True)
                inside = loc.within(spans, claim)
                if inside or (spans and length * 2 >= len(words)):
                    return inside or spans
    return []


def _count(loc: _Locator, claim: dict) -> list[tuple[int, int]]:
    n = int(claim["count"])
    forms = [str(n)] + [w for w, value in COUNT_WORDS.items() if value == n]
    spans = [s for form in forms for s in occurrences(loc.d.text, form, fold=True)]
    return loc.within(spans, claim) or spans[:1]


def document(article: dict) -> Document:
    """An annotated article as a document."""
    headline = (article.get("title") or "").strip()
    head = headline + "\n\n" if headline else ""
    d = Document(article.get("id", ""), head + article["text"], len(head), article.get("published"))
    claims = [c for c in closure(article["claims"]) if c.get("type")]
    loc = _Locator(d)
    for s, e, label, key in ruled(d.text, d.published):
        if label == "QUOTE":
            d.spans.append((s, e, (label, key)))
            loc.places.setdefault((label, key), []).append((s, e))
    works = _works(loc, claims)
    for c in claims:
        if c["type"] == "based_on" and c.get("title") and ("WORK", plain(c["title"])) not in loc.places:
            loc.add(
                ("SOURCE", plain(c["title"])),
                occurrences(d.text, c["title"]) or occurrences(d.text, c["title"], fold=True),
            )
    _people(loc, claims)
    for c in claims:
        name = c.get("award") or c.get("event")
        if name and ("EVENT", name) not in loc.places and not loc.add(("EVENT", name), _meant_spans(loc, name, claims)):
            d.lost["EVENT"] += 1
    for c in sorted(claims, key=lambda c: -len(c.get("organization") or "")):
        organization = ("ORG", plain(c.get("organization")))
        if (
            c.get("organization")
            and organization not in loc.places
            and not loc.add(organization, occurrences(d.text, c["organization"]))
        ):
            d.lost["ORG"] += 1
    for c in sorted(claims, key=lambda c: -len(c.get("character") or "")):
        character = c.get("character")
        if character and ("CHARACTER", plain(character)) not in loc.places:
            spans = occurrences(d.text, character, fold=True)
            if not loc.add(("CHARACTER", plain(character)), spans if character[0].isupper() else loc.within(spans, c)):
                d.lost["CHARACTER"] += 1
    for c in sorted(claims, key=lambda c: -len(c.get("category") or "")):
        if c.get("category"):
            for span in _category(loc, c):
                loc.add(("CATEGORY", f"{span[0]}"), [span])
    for c in claims:
        if c.get("count"):
            for span in _count(loc, c):
                loc.add(("COUNT", f"{span[0]}"), [span])
    for c in sorted(claims, key=lambda c: -len(c.get("genre") or "")):
        genre = ("GENRE", plain(c.get("genre")))
        if (
            c.get("genre")
            and genre not in loc.places
            and not loc.add(genre, occurrences(d.text, c["genre"], fold=True))
        ):
            d.lost["GENRE"] += 1
    for s, e, label, key in ruled(d.text, d.published):
        if label == "EVENT":
            loc.add((label, key), [(s, e)])
        elif label != "QUOTE":
            d.spans.append((s, e, (label, key)))
            loc.places.setdefault((label, key), []).append((s, e))
    for c in claims:
        _relate(loc, c, works)
    d.spans.sort(key=lambda span: (span[0], span[1]))
    return d


def _link(d: Document, places: dict, one: Entity | None, two: Entity | None, relation: str, status: str) -> None:
    if one and two and places.get(one) and places.get(two):
        d.relations.setdefault((one, two), {}).setdefault(relation, status)
    else:
        d.lost[relation] += 1


def _values(loc: _Locator, c: dict) -> Iterator[tuple[str, Entity | None]]:
    """The relations between a claim's work and its values."""
    kind = c["type"]
    if kind in ("director", "writer", "producer", "cast"):
        yield kind, ("PERSON", c["person"])
    elif kind == "company":
        role = c.get("role") or "company"
        yield role if role in COMPANY_ROLES else "company", ("ORG", plain(c["organization"]))
    elif kind == "genre":
        yield kind, ("GENRE", plain(c["genre"]))
    elif kind == "release":
        yield kind, ("DATE", str(c["date"]))
    elif kind == "screening":
        yield kind, ("EVENT", c["event"])
    elif kind == "box_office":
        near = [
            k
            for k in loc.places
            if k[0] == "MONEY" and abs(float(k[1].split()[0]) - float(c["amount"])) <= 0.005 * float(c["amount"])
        ]
        yield kind, near[0] if near else None
    elif kind == "material":
        yield kind, ("MATERIAL", c["kind"])
    elif kind == "based_on":
        if c.get("title"):
            yield "source", ("SOURCE", plain(c["title"]))
        if c.get("author"):
            yield "author", ("PERSON", c["author"])
    elif kind == "quote":
        yield kind, _quotation(loc, c)


def _quotation(loc: _Locator, c: dict) -> Entity | None:
    want = plain(c["text"])
    for s, e, entity in loc.d.spans:
        if entity[0] == "QUOTE":
            have = plain(loc.d.text[s:e])
            if want and have and (" ".join(want.split()[:5]) in have or " ".join(have.split()[:5]) in want):
                return entity
    return None


def _relate(loc: _Locator, c: dict, works: dict[str, Entity]) -> None:
    d, places = loc.d, loc.places
    status = c.get("status") or "stated"
    work = works.get(c["work"]) if c.get("work") else None
    if work:
        for relation, value in _values(loc, c):
            _link(d, places, work, value, relation, status)
    person = ("PERSON", c["person"]) if c.get("person") else None
    if c["type"] == "cast" and c.get("character"):
        _link(d, places, person, ("CHARACTER", plain(c["character"])), "plays", status)
    if c["type"] == "quote":
        _link(d, places, ("PERSON", c["speaker"]), _quotation(loc, c), "speaker", status)
    if c["type"] in ("nomination", "award") and not c.get("implied"):
        _prize(loc, c, work, person, status)


def _prize(loc: _Locator, c: dict, work: Entity | None, person: Entity | None, status: str) -> None:
    """A prize hangs on an anchor: its category where one is worded, else its count, else the body itself."""
    d, places = loc.d, loc.places
    event = ("EVENT", c["award"]) if c.get("award") else None
    spans = _category(loc, c) if c.get("category") else _count(loc, c) if c.get("count") else []
    label = "CATEGORY" if c.get("category") else "COUNT"
    anchors = [(label, f"{s}") for s, _ in spans if (label, f"{s}") in places]
    if len(anchors) > 1:  # of several places, the one nearest to what it is claimed of
        near = [p[0] for x in (person, work) if x for p in places.get(x, ())]
        zone = [a for a in anchors if loc.within([(int(a[1]), int(a[1]) + 1)], c)] or anchors
        anchors = [min(zone, key=lambda a: min((abs(int(a[1]) - p) for p in near), default=0))]
    for anchor in anchors or ([event] if event else []):
        if work:
            _link(d, places, work, anchor, c["type"], status)
        if person:
            _link(d, places, person, anchor, "prize_person", status)
        if event and anchor is not event:
            _link(d, places, event, anchor, "body", status)
    if work and person:
        _link(d, places, work, person, "prize_with", status)


def load(folder: Path) -> list[Document]:
    """All annotated articles of a folder, by name."""
    return [document(json.loads(path.read_text())) for path in sorted(folder.glob("*.json"))]


if __name__ == "__main__":
    documents = load(Path(sys.argv[1]))
    total = sum((d.lost for d in documents), Counter())
    found = Counter(r for d in documents for pair in d.relations.values() for r in pair)
    print("spans", Counter(e[0] for d in documents for _, _, e in d.spans))
    print("found", found)
    print("lost ", total)
