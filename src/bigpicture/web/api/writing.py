"""What a token that may write can change: decisions about which film or name is meant, and what is followed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import Body, Depends, HTTPException, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture import times
from bigpicture.errors import InputError
from bigpicture.intake.web import Web
from bigpicture.record import decisions, known, ledger, names, people, sources
from bigpicture.record.decisions import Logged
from bigpicture.record.known import Film
from bigpicture.update import subscribe
from bigpicture.web.api import models as m
from bigpicture.web.api import shapes
from bigpicture.web.api.description import LIST, ONE, problem, reading, writing
from bigpicture.web.api.paging import MOST, Number, Paged, Text, page, place, single
from bigpicture.web.pages.sources import fetching

deciding, following, log = writing("decisions"), writing("sources"), reading("decisions")
DecisionId = Annotated[int, Path(ge=1, le=MOST, description="The number of a decision.")]
SourceId = Annotated[int, Path(ge=1, le=MOST, description="The number of a source.")]
_MADE = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
_CONFLICT: dict[int | str, dict[str, Any]] = {409: problem("It does not fit what is known or decided already.")}


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Merge(_Given):
    """Two films are one, whatever they are called."""

    kind: Literal["merge"]
    films: list[Number] = Field(min_length=2, max_length=2)


class Part(_Given):
    """What some articles tell of a film is of another one (split), or of this one whatever they tell of it (pin)."""

    kind: Literal["split", "pin"]
    film: Number
    articles: list[Number] = Field(min_length=1, max_length=200)


class MergeNames(_Given):
    """Two names are of one person, company, event (a festival) or award, which is shown by the first."""

    kind: Literal["merge"]
    subject: Literal["person", "company", "event", "award"]
    names: list[Text] = Field(min_length=2, max_length=2)


class PartPerson(_Given):
    """Films that credit a name are of another person of that name (split), or of one and the same (pin)."""

    kind: Literal["split", "pin"]
    person: Text
    films: list[Number] = Field(min_length=1, max_length=200)


def _which(given: Any) -> str:
    """The kind of decision that a body is meant to be."""
    if not isinstance(given, dict):
        return type(given).__name__
    if given.get("kind") == "merge":
        return "MergeNames" if {"subject", "names"} & given.keys() else "Merge"
    return "PartPerson" if "person" in given else "Part"


Given = Annotated[
    Annotated[Merge, Tag("Merge")] | Annotated[Part, Tag("Part")] | Annotated[MergeNames, Tag("MergeNames")]
    | Annotated[PartPerson, Tag("PartPerson")],
    Discriminator(_which),
]  # fmt: skip


@contextmanager
def _fitting() -> Iterator[None]:
    """409 for what is well asked and cannot be."""
    try:
        yield
    except InputError as error:
        raise HTTPException(409, f"{error.source}: {error.problem}") from None


@deciding.post(
    "/decisions", status_code=201, response_model=m.Decision, responses={201: {"headers": _MADE}, **_CONFLICT}
)
def decide(request: Request, given: Annotated[Given, Body(description="What is decided.")]) -> Response:
    """Decide which film, or whom or what a name, means. Automatic work never overrules it; it can be taken back."""
    with request.app.state.record.write() as connection:
        number = _taken(connection, given)
        made = next(one for one in decisions.log(connection) if one.number == number)
    ledger.catch_up(request.app.state.record, times.now())
    answered = single(request, shapes.decision(made), 201)
    answered.headers["location"] = f"/v1/decisions/{number}"
    return answered


def _taken(connection: Connection, given: Merge | Part | MergeNames | PartPerson) -> int:
    """The number of a decision that is taken."""
    if isinstance(given, Merge):
        return _merge(connection, given)
    if isinstance(given, Part):
        return _part(connection, given)
    return _names(connection, given) if isinstance(given, MergeNames) else _person(connection, given)


def _names(connection: Connection, given: MergeNames) -> int:
    one, other = given.names
    if given.subject == "person":
        for name in given.names:
            people.resolve(connection, name)
    with _fitting():
        return names.merge(connection, given.subject, one, other, times.now())


def _person(connection: Connection, given: PartPerson) -> int:
    people.resolve(connection, given.person)
    films = [_film(connection, number).id for number in dict.fromkeys(given.films)]
    with _fitting():
        return people.decide(connection, given.kind, given.person, films, times.now())


def _merge(connection: Connection, given: Merge) -> int:
    one, other = (_film(connection, number) for number in given.films)
    with _fitting():
        return decisions.merge(connection, one, other, times.now())


def _part(connection: Connection, given: Part) -> int:
    film = _film(connection, given.film)
    take = decisions.split if given.kind == "split" else decisions.pin
    with _fitting():
        return take(connection, film, list(dict.fromkeys(given.articles)), times.now())


def _film(connection: Connection, number: int) -> Film:
    return known.film(connection, f"#{number}")


@log.get("/decisions", response_model=m.Page[m.Decision], responses=LIST)
def list_decisions(request: Request, asked: Annotated[Paged, Query()]) -> Response:
    """Every decision, the newest first, those taken back too."""
    before = place(asked.cursor, int) or (MOST + 1,)
    with request.app.state.record.read() as connection:
        found = [one for one in decisions.log(connection) if one.number < before[0]]
    go_on = (found[asked.limit - 1].number,) if len(found) > asked.limit else None
    return page(request, [shapes.decision(one) for one in found[: asked.limit]], go_on)


@log.get("/decisions/{decision}", response_model=m.Decision, responses=ONE)
def get_decision(request: Request, decision: DecisionId) -> Response:
    """One decision."""
    with request.app.state.record.read() as connection:
        return single(request, shapes.decision(_logged(connection, decision)))


@deciding.delete("/decisions/{decision}", response_model=m.Decision, responses=_CONFLICT)
def undo_decision(request: Request, decision: DecisionId) -> Response:
    """Take a decision back: all is decided as if it had never been taken. It stays in the log."""
    with request.app.state.record.write() as connection:
        _logged(connection, decision)
        now = times.now()
        with _fitting():
            undone = decisions.undo(connection, decision, now)
    ledger.catch_up(request.app.state.record, now)
    return single(request, shapes.decision(replace(undone, undone_at=now)))


def _logged(connection: Connection, number: int) -> Logged:
    found = next((one for one in decisions.log(connection) if one.number == number), None)
    if found is None:
        raise InputError(f"decision {number}", "no such decision", "see /v1/decisions")
    return found


class Follow(_Given):
    """What to follow."""

    address: str = Field(max_length=2_000, pattern=r"^https?://[^\s]+$")
    """Of a feed, or of a page that names one."""


@following.post(
    "/sources", status_code=201, response_model=m.Source,
    responses={200: {"model": m.Source, "description": "It is followed already."}, 201: {"headers": _MADE}},
)  # fmt: skip
def add_source(request: Request, given: Follow, web: Annotated[Web, Depends(fetching)]) -> Response:
    """Follow a feed, or a page whose feed is found. It is fetched at once to see what it is; 422 where there is none."""
    try:
        found = subscribe.find(web, given.address)
    except InputError as error:
        raise HTTPException(422, f"{error.source}: {error.problem}; {error.remedy}") from None
    with request.app.state.record.write() as connection:
        made, new = sources.add(connection, found.source, times.now())
    answered = single(request, shapes.source(made, known=True), 201 if new else 200)
    answered.headers["location"] = f"/v1/sources/{made.id}"
    return answered


class Turn(_Given):
    """Whether a source is asked."""

    state: Literal["active", "paused"]


@following.patch("/sources/{source}", response_model=m.Source)
def change_source(request: Request, source: SourceId, given: Turn) -> Response:
    """Pause a source, or resume it."""
    more = {"failures": 0, "next_at": None} if given.state == "active" else {}
    with request.app.state.record.write() as connection:
        found = sources.find(connection, str(source))
        sources.change(connection, found.id, state=given.state, **more)
        changed = next(s for s in sources.overview(connection) if s.id == found.id)
    return single(request, shapes.source(changed, known=True))


@following.delete("/sources/{source}", status_code=204)
def remove_source(request: Request, source: SourceId) -> Response:
    """Follow a source no more; its articles stay."""
    with request.app.state.record.write() as connection:
        sources.remove(connection, sources.find(connection, str(source)).id)
    return Response(status_code=204)
