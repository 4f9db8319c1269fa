"""Search: one box for films, people, quotations and articles, with results as one types where scripts run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture.record import finding, known, latest
from bigpicture.record.finding import KINDS, Hit
from bigpicture.record.known import Words
from bigpicture.web.asked import chosen
from bigpicture.web.kept import kept
from bigpicture.web.render import fragment, page

router = APIRouter(include_in_schema=False)
_LONGEST = 200  # characters of a question
_HEADS = {"film": "Films", "person": "People", "quote": "Quotations", "article": "Articles"}
_EACH, _ALONE = 8, 40  # of each kind: on the page, and where one kind is asked for
_TYPING = 8  # in the list below the box


@dataclass(frozen=True, slots=True)
class Line:
    """Something that answers."""

    kind: str  # finding.KINDS
    name: str
    about: tuple[tuple[str, bool], ...]  # in pieces: words, and whether they are those that were asked for
    href: str | None  # a page of our own
    source: str | None  # the web address of the article
    outlet: str
    when: str  # the day, month or year of the article


Sections = tuple[tuple[str, str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search shows."""

    words: str
    only: str  # the one kind asked for, or ""
    sections: Sections  # kind, heading, lines
    each: int


@router.get("/search")
def show(request: Request, q: str = "", kind: str = "") -> Response:
    """What some words mean; in a list below the box while they are typed, or on the page."""
    words, only = " ".join(q.split())[:_LONGEST], "".join(chosen("kind", [kind], KINDS))
    typing = fragment(request) and request.headers.get("hx-target") == "hits"
    each = _ALONE if only else _EACH
    with request.app.state.record.read() as connection:
        if typing:
            hits = kept(request, connection, ("typed", words), lambda: _sections(_typed(connection, words)))
            return page(request, "hits.html", SearchPage(words, "", hits, _TYPING))
        found = kept(request, connection, ("found", words, only), lambda: _found(connection, words, only, each))
    context = SearchPage(words, only, found, each)
    return page(request, "found.html" if fragment(request) else "search.html", context)


def _found(connection: Connection, words: str, only: str, each: int) -> Sections:
    hits = finding.find(connection, words, (only,) if only else KINDS, each) if _asks(words) else []
    return _sections(_lines(connection, hits))


def _asks(words: str) -> bool:
    """Whether there is a letter or digit to look for."""
    return any(c.isalnum() for c in words)


def _typed(connection: Connection, words: str) -> list[Line]:
    """Films and people: what one looks for while typing."""
    hits = finding.find_as_you_type(connection, words, _TYPING) if len(words) > 1 and _asks(words) else []
    return _lines(connection, hits)


def _sections(lines: Iterable[Line]) -> Sections:
    made = tuple(lines)
    return tuple((k, _HEADS[k], own) for k in KINDS if (own := tuple(one for one in made if one.kind == k)))


def _lines(connection: Connection, hits: Iterable[Hit]) -> list[Line]:
    found = list(hits)
    claims = [int(h.ref) for h in found if h.kind == "quote"]
    said = {w.claim: w for w in known.words(connection, claims)} if claims else {}
    articles = latest.addresses(connection, [int(h.ref) for h in found if h.kind == "article"])
    return [_line(h, said.get(int(h.ref)) if h.kind == "quote" else None, articles) for h in found]


def _line(hit: Hit, said: Words | None, articles: dict[int, str | None]) -> Line:
    about = ((hit.about, False),)
    if hit.kind == "film":
        return Line(hit.kind, hit.name, about, f"/film/{hit.ref.removeprefix('#')}", None, "", "")
    person = f"/person/{quote(hit.name, safe='')}"
    if hit.kind == "person":
        return Line(hit.kind, hit.name, about, person, None, "", "")
    if said:
        return Line(hit.kind, hit.name, about, person, said.url, said.outlet or "", said.when.split("T")[0])
    where, _, words = hit.about.partition(": ")
    outlet, _, when = where.rpartition(", ")
    return Line(hit.kind, hit.name, tuple(_marked(words)), None, articles.get(int(hit.ref)), outlet, when)


def _marked(words: str) -> Iterable[tuple[str, bool]]:
    """Pieces of a snippet, those between « and » being the words that were asked for."""
    for number, piece in enumerate(words.replace("»", "«").split("«")):
        if piece:
            yield piece, bool(number % 2)
