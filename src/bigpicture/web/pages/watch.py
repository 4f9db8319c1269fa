"""What the owner watches: made, tested, ended; and each watch's feed, at an address that only the owner is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from bigpicture import alerts, times
from bigpicture.alerts import CERTAINTIES, Vault, Wanted, gather, targets
from bigpicture.credentials import digest
from bigpicture.errors import InputError
from bigpicture.exports.feeds import atom
from bigpicture.intake.web import Limits, Web
from bigpicture.record import Record, known, watches
from bigpicture.record.watches import Watch
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.web import access
from bigpicture.web.limits import limited
from bigpicture.web.render import answer, page

router = APIRouter(include_in_schema=False)
_TYPES = tuple((name, name.replace("_", " ").capitalize()) for name in CLAIM_TYPES)
_QUICK = Limits(timeout=8.0, total=12.0, redirects=0)  # of a test: somebody waits for it


@dataclass(frozen=True, slots=True)
class Line:
    """A watch as the page shows it."""

    watch: Watch
    told: tuple[str, ...]  # what it is about, in words
    feed: str  # its address
    home: str  # the address of home since this feed's token last looked
    to: str  # where alerts go, without what is secret in it
    problem: str  # why its secrets cannot be read


@dataclass(frozen=True, slots=True)
class Asked:
    """The form, as it was filled in; without the address of the target, which is not sent back."""

    name: str = ""
    film: str = ""
    person: str = ""
    event: str = ""
    types: tuple[str, ...] = ()
    certainty: str = "any"
    channel: str = "feed"


@dataclass(frozen=True, slots=True)
class WatchPage:
    """What the page shows."""

    lines: tuple[Line, ...]
    asked: Asked
    types: tuple[tuple[str, str], ...] = _TYPES
    certainties: tuple[tuple[str, str], ...] = tuple((name, told) for name, (told, _) in CERTAINTIES.items())
    channels: tuple[tuple[str, str], ...] = (
        ("feed", "Only its feed"), ("webhook", "Webhook (JSON)"), ("apprise", "Service of apprise"),
    )  # fmt: skip
    problem: str = ""
    candidates: tuple[str, ...] = ()
    done: str = ""  # what was just done


@router.get("/watch", dependencies=[Depends(access.signed_in)])
def show(request: Request, film: str = "", person: str = "", event: str = "") -> Response:
    """All watches, and the form for another one; other pages fill in what it is to be about."""
    return _page(request, Asked("", film[:300], person[:300], event[:300]))


@router.post("/watch", dependencies=[Depends(access.changing)])
def add(
    request: Request,
    name: Annotated[str, Form()] = "",
    film: Annotated[str, Form()] = "",
    person: Annotated[str, Form()] = "",
    event: Annotated[str, Form()] = "",
    types: Annotated[list[str] | None, Form()] = None,
    certainty: Annotated[str, Form()] = "any",
    channel: Annotated[str, Form()] = "feed",
    target: Annotated[str, Form()] = "",
) -> Response:
    """Begin to watch."""
    asked = Asked(name, film.strip(), person.strip(), event.strip(), tuple(types or ()), certainty, channel)
    record: Record = request.app.state.record
    try:
        with record.read() as connection:
            wanted = _wanted(connection, asked)
        alerts.follow(record, _vault(request), name or _name(wanted), wanted, channel, target.strip(), times.now())
    except InputError as error:
        problem, more = f"{error.source}: {error.problem}; {error.remedy}", tuple(getattr(error, "candidates", ()))
        return _page(request, asked, problem=problem, candidates=more, status=422)
    return RedirectResponse("/watch", 303)


@router.post("/watch/{number}/test", dependencies=[Depends(access.changing), Depends(limited("test"))])
def test(request: Request, number: int) -> Response:
    """Send a word that is no alert, and say whether it arrived."""
    with request.app.state.record.read() as connection:
        watch = watches.one(connection, number)
    config = request.app.state.config
    try:
        with Web(allow_private=config.allow_private, limits=_QUICK) as web:
            alerts.test(_vault(request), web, watch)
    except InputError as error:
        return _page(request, Asked(), problem=f"The test of {watch.name} failed: {error.problem}; {error.remedy}")
    return _page(request, Asked(), done=f"The test of {watch.name} was sent.")


@router.post("/watch/{number}/remove", dependencies=[Depends(access.changing)])
def remove(request: Request, number: int) -> Response:
    """Watch it no more."""
    with request.app.state.record.write() as connection:
        watches.remove(connection, number)
    return RedirectResponse("/watch", 303)


@router.get("/watch/{token}.atom")
def feed(request: Request, token: str) -> Response:
    """The feed of a watch, for whoever has its address."""
    record: Record = request.app.state.record
    with record.read() as connection:
        watch = watches.by_digest(connection, digest(token)) if len(token) < 100 else None
        if watch is None:
            raise InputError("feed", "There is no feed at this address", "copy it from the page of watches")
        changes = gather.feed(connection, watch.wanted, watch.name, times.now())
    # the time of a feed without entries is the watch's own, so that it stays the same
    body = b"".join(atom(changes, watch.made_at, address=_feed(request, token), base=_base(request)))
    return answer(request, body, "application/atom+xml; charset=utf-8")


def _page(
    request: Request,
    asked: Asked,
    *,
    problem: str = "",
    candidates: tuple[str, ...] = (),
    done: str = "",
    status: int = 200,
) -> Response:
    with request.app.state.record.read() as connection:
        found = watches.every(connection)
    vault = _vault(request)
    lines = tuple(_line(request, vault, watch) for watch in found)
    context = WatchPage(lines, asked, problem=problem, candidates=candidates, done=done)
    return page(request, "watch.html", context, status)


def _line(request: Request, vault: Vault, watch: Watch) -> Line:
    try:
        secrets = vault.open(watch.sealed)
        to = targets.named(watch.channel, secrets["target"])
    except InputError as error:
        return Line(watch, _told(watch.wanted), "", "", "", f"{error.problem}; {error.remedy}")
    own = secrets["feed"]
    return Line(watch, _told(watch.wanted), _feed(request, own), f"/?{urlencode({'feed': own})}", to, "")


def _told(wanted: Wanted) -> tuple[str, ...]:
    film = f"the film {wanted.title}" + (f" ({wanted.year})" if wanted.year else "") if wanted.title else ""
    types = ", ".join(t.replace("_", " ") for t in wanted.types)
    return tuple(t for t in (film, wanted.person, wanted.event, types, CERTAINTIES[wanted.certainty][0]) if t)


def _wanted(connection: Connection, asked: Asked) -> Wanted:
    """Raises InputError where there is no such film, or nothing to go by is given."""
    wanted = Wanted(None, None, None, asked.person or None, asked.event or None, asked.types, asked.certainty)
    if any(len(text) > 300 for text in (asked.person, asked.event, asked.film)):
        raise InputError("watch", "a name of more than 300 characters", "shorten it")
    if not asked.film:
        return wanted
    film = known.film(connection, asked.film)
    return replace(wanted, film=film.id, title=film.title, year=film.year)


def _name(wanted: Wanted) -> str:
    """A name for a watch that was given none."""
    said = ", ".join(t for t in (wanted.title, wanted.person, wanted.event) if t)
    return " ".join((said or ", ".join(t.replace("_", " ") for t in wanted.types) or "Everything").split())[:120]


def _vault(request: Request) -> Vault:
    found: Vault = request.app.state.vault
    return found


def _base(request: Request) -> str:
    return str(request.app.state.config.base or request.base_url).rstrip("/")


def _feed(request: Request, token: str) -> str:
    return f"{_base(request)}/watch/{token}.atom"
