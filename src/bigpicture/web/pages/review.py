"""Review, for the owner: what is undecided or contested, and merge, split, pin and undo. Every decision is kept in a log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from bigpicture import times
from bigpicture.errors import InputError
from bigpicture.record import Record, coverage, decisions, doubles, known, ledger, names, people, review
from bigpicture.record.coverage import Covered
from bigpicture.record.decisions import Logged
from bigpicture.record.doubles import Double
from bigpicture.record.known import Film
from bigpicture.record.news import Conflict, Side
from bigpicture.record.review import Open
from bigpicture.record.told import Named
from bigpicture.web.access import changing, signed_in
from bigpicture.web.lines import Line, line
from bigpicture.web.render import page
from bigpicture.weighing import Saying

router = APIRouter(include_in_schema=False)
_UNDECIDED, _DOUBLES, _CONTESTED, _LOG, _ARTICLES, _SAYINGS = 30, 30, 30, 50, 200, 5  # shown on one page
_QUICK = 5_000  # films among which doubles are looked for unasked: it takes seconds among a hundred thousand
_LATEST = 300  # articles of whose films it is told what is contested
Text = Annotated[str, Form(max_length=300)]
Number = Annotated[int, Form(ge=1, le=2**31 - 1)]
Numbers = Annotated[list[int], Form()]


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something, and when."""

    claim: int
    outlet: str | None
    when: str


@dataclass(frozen=True, slots=True)
class Stand:
    """One side of a disagreement."""

    line: Line
    yes: tuple[Said, ...]
    no: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What outlets tell differently about a film."""

    film: Named
    sides: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the page shows."""

    done: Logged | None  # the decision that was just taken
    problem: str | None  # why none was
    looked: bool  # whether doubles were looked for
    doubles: tuple[Double, ...]
    more_doubles: int
    undecided: tuple[Open, ...]
    more_undecided: int
    disputes: tuple[Dispute, ...]
    more_disputes: int
    latest: int
    log: tuple[Logged, ...]
    more_log: int


@dataclass(frozen=True, slots=True)
class ApartPage:
    """What the page shows on which the articles of a film are told apart."""

    film: Film
    articles: tuple[Covered, ...]
    more: int


@router.get("/review", dependencies=[Depends(signed_in)])
def show(request: Request, done: int | None = None, every: bool = False) -> Response:
    """What waits for a decision, and the log of those taken; `every` looks for doubles however long it takes."""
    return _show(request, done, every=every)


def _show(
    request: Request, done: int | None = None, *, every: bool = False, problem: str | None = None, status: int = 200
) -> Response:
    with request.app.state.record.read() as connection:
        looked = every or review.films(connection) <= _QUICK
        context = _page(connection, done, doubles.doubles(connection) if looked else None, problem)
    return page(request, "review.html", context, status)


def _page(connection: Connection, done: int | None, found: Sequence[Double] | None, problem: str | None) -> ReviewPage:
    pairs = found or ()
    waiting, all_waiting = review.undecided(connection, _UNDECIDED)
    disputes = review.contested(connection, _LATEST)
    log = decisions.log(connection)
    return ReviewPage(
        next((one for one in log if one.number == done), None), problem, found is not None, tuple(pairs[:_DOUBLES]),
        max(0, len(pairs) - _DOUBLES),
        tuple(waiting), all_waiting - len(waiting), tuple(_dispute(c) for c in disputes[:_CONTESTED]),
        max(0, len(disputes) - _CONTESTED), _LATEST, tuple(log[:_LOG]), max(0, len(log) - _LOG),
    )  # fmt: skip


def _dispute(conflict: Conflict) -> Dispute:
    return Dispute(conflict.film, tuple(_stand(conflict.film, side) for side in conflict.sides))


def _stand(film: Named, side: Side) -> Stand:
    return Stand(line(film, side.fact), *(tuple(_said(s) for s in own[:_SAYINGS]) for own in (side.yes, side.no)))


def _said(saying: Saying) -> Said:
    return Said(saying.id, saying.outlet, saying.when.removesuffix("T24"))


@router.get("/review/film", dependencies=[Depends(signed_in)])
def apart(request: Request, film: str) -> Response:
    """The articles of a film, named by its title or number (#12), to say which of them mean another."""
    try:
        with request.app.state.record.read() as connection:
            found = _film(connection, film)
            covered = coverage.articles(connection, found.id)
    except InputError as error:
        return _show(request, problem=_told(error), status=422)
    context = ApartPage(found, tuple(covered[:_ARTICLES]), max(0, len(covered) - _ARTICLES))
    return page(request, "apart.html", context)


@router.post("/review/film", dependencies=[Depends(changing)])
def part(
    request: Request, kind: Annotated[Literal["split", "pin"], Form()], film: Number, article: Numbers = []  # noqa: B006
) -> Response:  # fmt: skip
    """Articles mean another film than this (split), or this one whatever they tell (pin)."""
    decide = {"split": decisions.split, "pin": decisions.pin}[kind]
    return _take(request, lambda c: decide(c, known.film(c, f"#{film}"), _chosen(article, "article"), times.now()))


@router.post("/review/person", dependencies=[Depends(changing)])
def person(
    request: Request, kind: Annotated[Literal["split", "pin"], Form()], name: Text, film: Numbers = []  # noqa: B006
) -> Response:  # fmt: skip
    """Films are another's of a name (split), or of one and the same person (pin)."""

    def take(connection: Connection) -> int:
        those = [known.film(connection, f"#{number}").id for number in _chosen(film, "film")]
        return people.decide(connection, kind, name, those, times.now())

    return _take(request, take)


@router.post("/review/merge", dependencies=[Depends(changing)])
def merge(
    request: Request,
    kind: Annotated[Literal["film", "person", "company", "event", "award"], Form()],
    one: Text = "",
    other: Text = "",
) -> Response:
    """Two films, by title or number, or two names are one."""

    def take(connection: Connection) -> int:
        if not one.strip() or not other.strip():
            raise InputError("merge", "one of the two is missing", "name both")
        if kind == "film":
            return decisions.merge(connection, _film(connection, one), _film(connection, other), times.now())
        return names.merge(connection, kind, one.strip(), other.strip(), times.now())

    return _take(request, take)


@router.post("/review/undo", dependencies=[Depends(changing)])
def undo(request: Request, number: Number) -> Response:
    """Take a decision back."""
    return _take(request, lambda connection: decisions.undo(connection, number, times.now()).number)


def _take(request: Request, decide: Callable[[Connection], int]) -> Response:
    """Take a decision and show it; or say why it cannot be taken, with nothing changed."""
    record: Record = request.app.state.record
    try:
        with record.write() as connection:
            number = decide(connection)
    except InputError as error:
        return _show(request, problem=_told(error), status=422)
    ledger.catch_up(record, times.now())
    return RedirectResponse(f"/review?done={number}", 303)


def _told(error: InputError) -> str:
    return f"{error.source}: {error.problem}; {error.remedy}."


def _chosen(numbers: list[int], what: str) -> list[int]:
    """Raises InputError where none is chosen, or one is no number of a row."""
    if not numbers:
        raise InputError(f"no {what}", "none is chosen", "choose one or more")
    if any(not 0 < n < 2**31 for n in numbers):
        raise InputError(f"{what} {min(numbers)}", "no such number", "choose from the list")
    return list(dict.fromkeys(numbers))


def _film(connection: Connection, text: str) -> Film:
    """A film by its title or number. Raises InputError, AmbiguousError."""
    title = text.strip()
    if title.startswith("#") and title[1:].isdecimal() and len(title) > 10:
        raise InputError(title[:40], "no film of that number", "see: films")
    return known.film(connection, title)
