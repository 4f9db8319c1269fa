"""All films, by what is known of them: filters, an order, a page at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture.errors import AmbiguousError, InputError
from bigpicture.record import filters, latest
from bigpicture.record.filters import SORTS, Wanted
from bigpicture.record.known import Film
from bigpicture.web.asked import LONGEST, TERRITORIES, chosen
from bigpicture.web.facts import STANDINGS
from bigpicture.web.kept import kept
from bigpicture.web.openings import MODES
from bigpicture.web.render import fragment, page

router = APIRouter(include_in_schema=False)
_MOST = 60  # films a page
_FARTHEST = 10_000_000
_NAMES = {"standing": "certainty"}  # filters that addresses call otherwise


@dataclass(frozen=True, slots=True)
class FilmsPage:
    """What the list of films shows."""

    wanted: Wanted
    sort: str
    films: tuple[tuple[Film, str], ...]  # each with when it was last written about
    passed: int  # films on the pages before
    further: str | None  # the address of the next page
    filtered: bool
    problem: str  # with a name that was asked for
    candidates: tuple[str, ...]  # what it may mean
    sorts: tuple[tuple[str, str], ...]
    modes: tuple[tuple[str, str], ...]
    standings: tuple[tuple[str, str], ...]
    territories: tuple[str, ...]


@router.get("/films")
def show(
    request: Request,
    year: str = "",
    territory: str = "",
    mode: str = "",
    festival: str = "",
    company: str = "",
    person: str = "",
    certainty: str = "",
    sort: str = "articles",
    passed: int = 0,
) -> Response:
    """Films that are as asked for, in an order; those behind some that were passed over."""
    where, shown, made, who = (text.strip()[:LONGEST] for text in (territory, festival, company, person))
    how, sure = ("".join(chosen(n, [v], k)) for n, v, k in (("mode", mode, MODES), ("certainty", certainty, STANDINGS)))
    wanted = Wanted(_year(year), where, how, shown, made, who, sure)
    order = "".join(chosen("sort", [sort], SORTS)) or "articles"
    start = min(max(0, passed), _FARTHEST)
    problem, candidates = "", tuple[str, ...]()
    found, last = filters.Page((), None), dict[int, str]()
    with request.app.state.record.read() as connection:
        try:
            key = ("films", wanted, order, start)
            found, last = kept(request, connection, key, lambda: _found(connection, wanted, order, start))
        except AmbiguousError as error:
            problem, candidates = error.problem, tuple(error.candidates)
        except InputError as error:
            problem = f"{error.problem}; {error.remedy}"
    context = FilmsPage(
        wanted, order, tuple((f, last[f.id].split("T")[0]) for f in found.films), start, _address(wanted, order, found.further) if found.further else None,
        wanted != Wanted(), problem, candidates, tuple(SORTS.items()), tuple(MODES.items()),
        tuple((name, word) for name, (word, _) in STANDINGS.items()), TERRITORIES,
    )  # fmt: skip
    return page(request, "films_found.html" if fragment(request) else "films.html", context)


def _found(connection: Connection, wanted: Wanted, order: str, start: int) -> tuple[filters.Page, dict[int, str]]:
    """Films, and when each was last written about."""
    found = filters.films(connection, wanted, sort=order, most=_MOST, passed=start)
    return found, latest.last_told(connection, [f.id for f in found.films])


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isdecimal() and len(text.strip()) == 4):
        raise InputError("year", f"{text[:40]!r} is no year", "write it as 2024")
    return int(text)


def _address(wanted: Wanted, sort: str, passed: int) -> str:
    asked = {_NAMES.get(name, name): value for name, value in asdict(wanted).items()}
    query = asked | {"sort": "" if sort == "articles" else sort, "passed": passed}
    return f"/films?{urlencode({name: value for name, value in query.items() if value})}"
