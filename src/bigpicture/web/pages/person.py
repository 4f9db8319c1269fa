"""A person: what they did in which film and how each is known, honours, quotations, spellings, the catalogue's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture.errors import AmbiguousError, InputError
from bigpicture.naming import bearer
from bigpicture.record import latest, people, quotes, search
from bigpicture.record.people import Person
from bigpicture.record.quotes import Quote
from bigpicture.record.subjects import LONGEST
from bigpicture.record.told import Named
from bigpicture.web.kept import kept, kept_page
from bigpicture.web.lines import Elsewhere, Line, elsewhere, prize, worded
from bigpicture.web.moments import moment
from bigpicture.web.pages.season.glance import of_facts
from bigpicture.web.pages.season.parts import address
from bigpicture.web.pages.unknown import unknown
from bigpicture.web.render import html
from bigpicture.weighing import Fact

router = APIRouter(include_in_schema=False)
_FILMS, _HONOURED, _QUOTES, _NEAR = 80, 80, 12, 8  # shown on one page
_HONOURS = ("nomination", "award")
_LABELS = {"director": "Director", "writer": "Writer", "producer": "Producer", "cast": "Cast"}


@dataclass(frozen=True, slots=True)
class Credit:
    """A film, and what somebody did in it."""

    film: Named
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of a person shows."""

    name: str
    of: int | None  # the film that tells who of the name it is
    spellings: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    credits: tuple[Credit, ...]
    honours: tuple[Line, ...]
    more_honours: int
    quotes: tuple[Quote, ...]
    more_quotes: int
    undecided: tuple[Named, ...]
    others: tuple[tuple[str, int], ...]  # other people of the name, by their films, with a film of each
    films: tuple[Named, ...]  # of all credits, to tell people apart by hand
    more_films: int  # older ones, that are not shown
    as_of: str | None
    seasons: tuple[tuple[str, str], ...]  # of their prizes, and the addresses of their way through them


@dataclass(frozen=True, slots=True)
class NamesakesPage:
    """What the page of a name shows that several people have."""

    name: str
    people: tuple[tuple[str, int, int], ...]  # films in words, how many, the number of one
    undecided: tuple[Named, ...]


@router.get("/person/{name:path}")
def show(request: Request, name: str, of: int | None = None, as_of: str | None = None) -> Response:
    """The page of a person; of a name that several have, all of them, until `of` names a film of one."""
    day = moment(as_of)
    with request.app.state.record.read() as connection:
        try:
            keys = kept(request, connection, ("bearers", name[:LONGEST]), lambda: _keys(connection, name))
        except AmbiguousError as error:
            return unknown(
                request, name[:LONGEST], "several people have this in their name", "person", error.candidates
            )
        except InputError as error:
            return unknown(request, name[:LONGEST], error.problem, "person", _near(connection, name))
        key = (request.url.path, keys, of, day)
        return kept_page(request, latest.state(connection), key, lambda: _made(request, connection, keys, of, day))


def _made(request: Request, connection: Connection, keys: frozenset[str], of: int | None, day: str | None) -> bytes:
    """The page of a person, or of all who have the name."""
    found, own = _known(connection, keys, day)
    chosen = found if of is None else [p for p in found if of in {c.film.id for c in p.credits}]
    if not chosen:
        raise InputError(found[0].name, "not known to be of that film", "see the name without a film")
    if len(chosen) > 1:
        those = tuple((_films(p), len(p.credits), p.credits[0].film.id) for p in chosen)
        return html(request, "namesakes.html", NamesakesPage(chosen[0].name, those, chosen[0].undecided))
    others = [p for p in found if p is not chosen[0]]
    return html(request, "person.html", _page(chosen[0], others, own, of, day))


def _known(connection: Connection, keys: frozenset[str], day: str | None) -> tuple[list[Person], list[Quote]]:
    """Everybody of a name, and what they are quoted with."""
    said = quotes.quotes(connection, speakers=keys, moment=day, most=_QUOTES)
    return people.people(connection, keys, day), said


def _keys(connection: Connection, name: str) -> frozenset[str]:
    """The keys of whoever is asked for. Raises InputError, AmbiguousError."""
    if not name.strip() or len(name) > LONGEST:
        raise InputError(name[:LONGEST], "nobody of that name", "search for them")
    return people.bearers(connection, people.resolve(connection, name))


def _near(connection: Connection, name: str) -> list[str]:
    found = search.names(connection, "person", name, most=_NEAR)
    return list(dict.fromkeys(people.shown(connection, [bearer(n.name)]) for n in found))


def _films(person: Person) -> str:
    return ", ".join(f"{c.film.title} ({c.film.year or 'year unknown'})" for c in person.credits[:4])


def _page(
    person: Person, others: Sequence[Person], own: Sequence[Quote], of: int | None, day: str | None
) -> PersonPage:
    honours = [(c.film, f) for c in person.credits for f in c.facts if f.type in _HONOURS]
    honours.sort(
        key=lambda h: (-int(h[1].values.get("year") or 0), h[1].type, str(h[1].values.get("award")), h[1].order)
    )
    credits = (
        Credit(c.film, tuple(_credited(c.film, f) for f in c.facts if f.type in _LABELS))
        for c in person.credits[:_FILMS]
    )
    return PersonPage(
        person.name, of, person.spellings, elsewhere(person.link), tuple(c for c in credits if c.lines), tuple(prize(*h) for h in honours[:_HONOURED]), max(0, len(honours) - _HONOURED), tuple(own),
        max(0, person.quotes - len(own)), person.undecided,
        tuple((_films(p), p.credits[0].film.id) for p in others if p.credits), tuple(c.film for c in person.credits[:_FILMS]), max(0, len(person.credits) - _FILMS), day,
        tuple((label, address(label, "person", person.name, as_of=day)) for label in of_facts(f for _, f in honours)),
    )  # fmt: skip


def _credited(film: Named, fact: Fact) -> Line:
    """What they are credited with, without the name."""
    character = fact.values.get("character")
    return worded(film, fact, f"as {character}" if character else _LABELS[fact.type])
