"""Films: the list with filters, one with its big picture, its facts with the words behind them, its timeline."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from bigpicture.errors import InputError
from bigpicture.exports.entries import as_named, mentions_of
from bigpicture.portrait import bullets
from bigpicture.record import browse, catalogued, known
from bigpicture.record.filters import Wanted, tests_of
from bigpicture.record.timeline import events
from bigpicture.times import whole
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.web.api import models as m
from bigpicture.web.api import shapes, terms
from bigpicture.web.api.description import LIST, ONE, reading
from bigpicture.web.api.paging import MOST, Number, Paged, PagedThen, Text, Then, page, part, place, single
from bigpicture.web.facts import fact_id
from bigpicture.web.kept import kept
from bigpicture.weighing import Fact, as_of

router = reading("films")
_TYPES = {name: number for number, name in enumerate(CLAIM_TYPES)}
FilmId = Annotated[int, Path(ge=1, le=MOST, description="The number of a film.")]


class FilmsAsked(Paged):
    """Which films: all that is named must fit."""

    title: Text | None = None
    """A title in any wording that articles use: "Dune 2" is Dune: Part Two."""
    year: int | None = Field(None, ge=1, le=9_999)
    person: Text | None = None
    """Who directs, writes, produces or plays."""
    company: Text | None = None
    festival: Text | None = None
    """That shows it."""
    territory: Text | None = None
    """Where it comes out, as articles name it or by its ISO 3166 code: UK, GB, France. Together with `mode`, in one release."""
    mode: terms.Mode | None = None
    standing: terms.Standing | None = None
    """Of the facts that make it fit; by default agreed, contested or rumoured."""


@router.get("/films", response_model=m.Page[m.Film], responses=LIST)
def list_films(request: Request, asked: Annotated[FilmsAsked, Query()]) -> Response:
    """Films in the order of their numbers, which is that in which they came into the record."""
    after = place(asked.cursor, int) or (0,)
    wanted = Wanted(asked.year, asked.territory or "", asked.mode or "", asked.festival or "", asked.company or "",
                    asked.person or "", asked.standing or "")  # fmt: skip
    with request.app.state.record.read() as connection:
        tests = kept(request, connection, ("v1/films", wanted), lambda: tests_of(connection, wanted))
        found, go_on = browse.films(connection, wanted, tests, asked.title, after[0], asked.limit)
    return page(request, [m.Film(**shapes.film(f)) for f in found], None if go_on is None else (go_on,))


@router.get("/films/{film}", response_model=m.FilmDetail, responses=ONE)
def get_film(request: Request, film: FilmId, asked: Annotated[Then, Query()]) -> Response:
    """A film: its titles, its big picture, and where the rest is."""
    with request.app.state.record.read() as connection:
        found = known.film(connection, f"#{film}")
        titles = known.titles(connection, film)
        if asked.moment:
            mentions = [m for m in mentions_of(connection, [film])[film] if m["when"] <= whole(asked.moment)]
            then = as_named(film, mentions, asked.moment)
            if then is None:
                raise InputError(found.title, f"nothing was known of it on {asked.moment}", "ask for a later day")
            found, used = then, {m["called"] for m in mentions}
            titles = [title for title in titles if title in used]
        made = known.facts_of(connection, film, asked.moment)
        link = catalogued.of_films(connection, [film]).get(film, {}).get("")
    told = [
        m.Bullet(text=b.text, facts=list(dict.fromkeys(fact_id(made[i]) for i in b.claims)))
        for b in bullets(found.title, made)
    ]
    return single(
        request,
        m.FilmDetail(**shapes.film(found), titles=titles, ids=shapes.ids(link), bullets=told, as_of=asked.moment,
                     links=shapes.film_links(film)),
    )  # fmt: skip


class FactsAsked(PagedThen):
    """Which facts."""

    type: terms.Type | None = None
    standing: terms.Standing | None = None


@router.get("/films/{film}/facts", response_model=m.Page[m.Fact], responses=LIST)
def list_facts(request: Request, film: FilmId, asked: Annotated[FactsAsked, Query()]) -> Response:
    """The facts of a film, type by type."""
    after = place(asked.cursor, int, str)
    with request.app.state.record.read() as connection:
        known.film(connection, f"#{film}")
        made = known.facts_of(connection, film, asked.moment)
    fitting = [f for f in made if asked.type in (None, f.type) and asked.standing in (None, f.standing)]
    keyed = sorted((_place(f), f) for f in fitting)
    found, go_on = part([f for _, f in keyed], [k for k, _ in keyed], after, asked.limit)
    return page(request, [shapes.fact(f) for f in found], go_on)


def _place(fact: Fact) -> tuple[int, str]:
    return _TYPES[fact.type], "\x1f".join(fact.key)


@router.get("/films/{film}/facts/{fact}", response_model=m.FactDetail, responses=ONE)
def get_fact(
    request: Request,
    film: FilmId,
    fact: Annotated[str, Path(pattern="^[0-9a-f]{12}$", description="The id of a fact.")],
    asked: Annotated[Then, Query()],
) -> Response:
    """Why a fact is believed: the exact words of every article behind it."""
    with request.app.state.record.read() as connection:
        named = known.film(connection, f"#{film}")
        found = next((f for f in known.facts_of(connection, film, asked.moment) if fact_id(f) == fact), None)
        if found is None:
            raise InputError(named.title, "nothing of that kind is known of it", f"see /v1/films/{film}/facts")
        words = known.words(connection, [s.id for s in found.sayings])
    made = m.FactDetail(
        **shapes.fact_fields(found), film=shapes.film_name(named), evidence=[shapes.evidence(w) for w in words]
    )
    return single(request, made)


@router.get("/films/{film}/timeline", response_model=m.Timeline, responses=ONE)
def get_timeline(request: Request, film: FilmId, asked: Annotated[Then, Query()]) -> Response:
    """The life of a film in the order of its days: castings, first looks, festivals, dates and their moves, prizes."""
    with request.app.state.record.read() as connection:
        named = known.film(connection, f"#{film}")
        said = known.sayings(connection, film)
    made = events(as_of(said, asked.moment) if asked.moment else said)
    return single(request, m.Timeline(film=shapes.film_name(named), items=[shapes.event(e) for e in made]))


@router.get("/claims/{claim}", response_model=m.Evidence, responses=ONE, tags=["articles"])
def get_claim(request: Request, claim: Annotated[Number, Path()]) -> Response:
    """The exact words of a claim, who wrote them, and how they were read."""
    with request.app.state.record.read() as connection:
        (words,) = known.words(connection, [claim])
    return single(request, shapes.evidence(words))
