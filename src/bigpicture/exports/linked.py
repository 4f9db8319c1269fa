"""Films as schema.org linked data (JSON-LD 1.1), with no context to fetch.

What is agreed stands as plain properties. Every fact, whatever its standing, is also a Claim or Quotation about the film
with where it appeared; what is contested, rumoured, denied or no longer so is nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bigpicture.exports.dates import is_calendar
from bigpicture.exports.entries import Entry, Source
from bigpicture.exports.strings import link
from bigpicture.report import saying
from bigpicture.weighing import Fact

Node = dict[str, Any]
_IRI = {"@type": "@id"}
_CONTEXT = {"@vocab": "https://schema.org/", "url": _IRI, "workPresented": _IRI, "about": _IRI}
_PEOPLE = {"director": "director", "writer": "author", "producer": "producer"}
_COMPANIES = {"production": "productionCompany", "distributor": "publisher", "streamer": "provider"}
_PAGES = {"wikidata": "http://www.wikidata.org/entity/", "imdb": "https://www.imdb.com/title/"}
_UNSAFE = re.compile("[<>&\u2028\u2029]")  # so that it may stand inside a script element


def jsonld(entries: Iterable[Entry], now: str) -> Iterator[str]:
    """One document whose @graph holds a Movie a film and a ScreeningEvent a screening."""
    yield f'{{"@context": {_text(_CONTEXT)}, "@graph": ['
    before, told = "\n", set[str]()
    for entry in entries:
        for node in (_movie(entry, now, told), *_screenings(entry)):
            yield before + _text(node)
            before = ",\n"
    yield "\n]}\n"


def _text(node: Node) -> str:
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(node, ensure_ascii=False))


def movie(entry: Entry) -> str:
    """A film with what is agreed of it, for its own page: safe inside a script element."""
    return _text({"@context": _CONTEXT, "@graph": [_agreed(entry), *_screenings(entry)]})


def _movie(entry: Entry, now: str, told: set[str]) -> Node:
    """A film. `told` are the addresses of the articles that the document has described already."""
    said = [_said(entry, fact, told) for fact in entry.facts]
    return {
        **_agreed(entry), **({"subjectOf": said} if said else {}), "sdDatePublished": now,
        "sdPublisher": {"@type": "Organization", "name": "bigpicture"},
    }  # fmt: skip


def _agreed(entry: Entry) -> Node:
    """A film as plain properties tell of it."""
    agreed = [f for f in entry.facts if f.standing == "agreed"]
    made: Node = {"@type": "Movie", "@id": _id(entry), "name": entry.film.title, **_same(entry)}
    for fact in agreed:
        for name, value in _plain(fact):
            made.setdefault(name, []).append(value)
    days = [str(f.values["date"]) for f in agreed if f.type == "release" and is_calendar(f.values["date"])]
    if days:
        made["datePublished"] = min(days, key=lambda d: (-len(d), d))  # the first of the most exact
    return made


def _same(entry: Entry) -> Node:
    """Where the catalogue is sure of the film: its pages elsewhere."""
    known = entry.portrait.links.get("")
    ids = known.ids if known and known.sure else {}
    pages = [_PAGES[scheme] + number for scheme, number in ids.items() if scheme in _PAGES]
    return {"sameAs": sorted(pages)} if pages else {}


def _id(entry: Entry) -> str:
    return entry.stable().urn


def _plain(fact: Fact) -> Iterator[tuple[str, object]]:
    """The properties of a Movie that an agreed fact gives; none where schema.org has no word for it."""
    v = fact.values
    if fact.type in _PEOPLE:
        yield _PEOPLE[fact.type], _named("Person", v["person"])
    elif fact.type == "cast":
        yield "actor", _actor(fact)
    elif fact.type == "company" and v.get("role") in _COMPANIES:
        yield _COMPANIES[str(v["role"])], _named("Organization", v["organization"])
    elif fact.type == "genre":
        yield "genre", v["genre"]
    elif fact.type == "based_on":
        author = {"author": _named("Person", v["author"])} if v.get("author") else {}
        yield "isBasedOn", {"@type": "CreativeWork", **({"name": v["title"]} if v.get("title") else {}), **author}
    elif fact.type == "release" and is_calendar(v["date"]):
        yield "releasedEvent", _release(fact)
    elif fact.type == "award":
        yield "award", saying("award", v)


def _actor(fact: Fact) -> Node:
    person = _named("Person", fact.values["person"])
    if not fact.values.get("character"):
        return person
    return {"@type": "PerformanceRole", "actor": person, "characterName": fact.values["character"]}


def _release(fact: Fact) -> Node:
    place, mode = fact.values.get("territory"), fact.values.get("mode")
    return {
        "@type": "PublicationEvent", "startDate": fact.values["date"], **({"name": f"{mode} release"} if mode else {}),
        **({"location": _named("Place", place)} if place else {}),
    }  # fmt: skip


def _screenings(entry: Entry) -> Iterator[Node]:
    for fact in entry.facts:
        if fact.type == "screening" and fact.standing == "agreed":
            year = {"startDate": str(fact.values["year"])} if fact.values.get("year") else {}
            festival = {**_named("Festival", fact.values["event"]), **year}
            kind = {"description": fact.values["kind"]} if fact.values.get("kind") else {}
            yield {
                "@type": "ScreeningEvent", "name": f"{entry.film.title}, {saying('screening', fact.values)}",
                "workPresented": _id(entry), **year, **kind, "superEvent": festival,
            }  # fmt: skip


def _said(entry: Entry, fact: Fact, told: set[str]) -> Node:
    """A fact as what was said: a Quotation of what is quoted, a Claim of everything else."""
    sources = [_article(s, told) for s in entry.behind(fact)]
    said: Node = {"about": _id(entry), "creativeWorkStatus": fact.standing}
    if fact.type == "quote":
        by = _named("Person", fact.values["speaker"]) if fact.values.get("speaker") else None
        return {"@type": "Quotation", "text": fact.values["text"], **({"creator": by} if by else {}), **said, "citation": sources}  # fmt: skip
    text = f"{fact.type.replace('_', ' ')}: {saying(fact.type, fact.values)}"
    first = [{"@id": s["@id"]} if "@id" in s else s for s in sources[:1]]
    return {"@type": "Claim", "text": text, **said, "appearance": sources, "firstAppearance": first}


def _article(source: Source, told: set[str]) -> Node:
    """An article, described once in a document; after that its address stands for it."""
    address = link(source.url)
    if address in told:
        return {"@id": address}
    if address:
        told.add(address)
    return {
        "@type": "NewsArticle", **({"@id": address, "url": address} if address else {}),
        **({"headline": source.title} if source.title else {}), "datePublished": source.when,
        **({"publisher": _named("Organization", source.outlet)} if source.outlet else {}),
    }  # fmt: skip


def _named(kind: str, name: object) -> Node:
    return {"@type": kind, "name": str(name)}
