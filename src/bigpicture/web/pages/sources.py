"""Sources: what is followed and how it fares; for the owner also adding, pausing, resuming, removing, and OPML lists.

Others see neither addresses nor what went wrong: an address may hold a secret, and a folder's path tells of this machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, File, Form, Path, Request, UploadFile
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from bigpicture import times
from bigpicture.errors import InputError
from bigpicture.intake.web import Web
from bigpicture.record import sources
from bigpicture.record.sources import Source
from bigpicture.settings import load
from bigpicture.update import subscribe, subscriptions
from bigpicture.update.hosts import StoredHosts
from bigpicture.web.access import changing, signed_in, viewer
from bigpicture.web.render import answer, page

router = APIRouter(include_in_schema=False)
_LARGEST = 5_000_000  # bytes of a list of subscriptions
_LONGEST = 2_000  # characters of an address
# State to word, shape and standing whose colour it has.
_HEALTH = {
    "fine": ("fine", "●", "agreed"), "failing": ("failing", "◐", "contested"), "new": ("not asked yet", "○", "rumoured"),
    "paused": ("paused", "◌", "superseded"), "gone": ("gone", "✕", "denied"),
}  # fmt: skip
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares, in the words and shapes of a standing."""

    word: str
    shape: str
    standing: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A source in the list."""

    id: int
    kind: str
    name: str
    address: str | None  # for the owner
    folder: tuple[str, ...]
    health: Health
    remarks: tuple[str, ...]  # for the owner: what went wrong, and what to do
    paused: bool  # not asked until it is resumed
    checked: str | None
    next: str | None
    pace: str  # in words; "" where it has shown none
    articles: int
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What a form did, or why it did not."""

    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """What the page of sources shows."""

    sources: tuple[Followed, ...]
    notice: Notice | None
    address: str  # what was asked to be added in vain


@router.get("/sources")
def show(request: Request) -> Response:
    """The list of sources."""
    return _show(request)


def _show(request: Request, notice: Notice | None = None, address: str = "", status: int = 200) -> Response:
    owner = viewer(request).signed_in
    with request.app.state.record.read() as connection:
        found = tuple(_followed(s, owner) for s in sources.overview(connection))
    return page(request, "sources.html", SourcesPage(found, notice, address), status)


def _followed(source: Source, owner: bool) -> Followed:
    state = source.state
    if state == "active":
        state = "failing" if source.failures else "fine" if source.checked_at else "new"
    return Followed(
        source.id, source.kind, source.name if owner else _public_name(source), source.address if owner else None,
        source.folder if owner else (), Health(*_HEALTH[state]), tuple(_remarks(source)) if owner else (),
        source.state != "active" or bool(source.failures), source.checked_at, source.next_at, _pace(source.interval), source.articles,
        source.waiting, source.failed,
    )  # fmt: skip


def _public_name(source: Source) -> str:
    if source.title:
        return source.title
    return urlsplit(source.address).hostname or PurePath(source.address).name or source.kind


def _remarks(source: Source) -> Iterator[str]:
    if source.problem:
        times_ = f", {source.failures} times in a row" if source.failures > 1 else ""
        yield f"{source.problem['problem']}{times_}; {source.problem['remedy']}"
    yield from source.notes


def _pace(seconds: int | None) -> str:
    if not seconds:
        return ""  # it has shown none yet
    for size, unit in _UNITS:
        if seconds >= size:
            count = round(seconds / size)
            return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    return "every minute"


def fetching(request: Request) -> Iterator[Web]:
    """A dependency: who fetches, behind the same guard as the command's: nothing inside this network."""
    with Web(contact=load().contact, hosts=StoredHosts(request.app.state.record)) as web:
        yield web


@router.post("/sources", dependencies=[Depends(changing)])
def add(
    request: Request,
    web: Annotated[Web, Depends(fetching)],
    address: Annotated[str, Form(max_length=_LONGEST)] = "",
    itself: Annotated[bool, Form()] = False,
) -> Response:
    """Follow a feed, or a page whose feed is found; with `itself` the page and not its feed."""
    try:
        found = subscribe.find(web, _of_the_web(address), page=itself)
        with request.app.state.record.write() as connection:
            made, new = sources.add(connection, found.source, times.now())
    except InputError as error:
        return _show(request, Notice(f"Not added. {error.source}: {error.problem}; {error.remedy}."), address, 422)
    done = "Followed from now on" if new else "Followed already"
    more = (*(f"Also there: {other}" for other in found.others), *found.notes)
    return _show(request, Notice(f"{done}: {made.name}. Its articles come with the next update.", more))


def _of_the_web(given: str) -> str:
    """An address with its scheme. Raises InputError for what is none of the web: paths are for the command only."""
    address = given.strip()
    if "://" not in address and address and not address.startswith((".", "/", "~", "\\")):
        address = f"https://{address}"
    if not address.lower().startswith(("http://", "https://")):
        raise InputError(
            address[:200] or "nothing", "no address of the web", "follow folders and files with: bigpicture add PATH"
        )
    return address


@router.post("/sources/import", dependencies=[Depends(changing)])
def take(request: Request, file: Annotated[UploadFile, File()]) -> Response:
    """Follow every feed of an OPML file."""
    name = file.filename or "the file"
    data = file.file.read(_LARGEST + 1)
    try:
        if len(data) > _LARGEST:
            raise InputError(name, f"larger than {_LARGEST // 1_000_000} MB", "split it")
        new, known, notes = subscriptions.take(request.app.state.record, name, data, times.now())
    except InputError as error:
        return _show(request, Notice(f"Not imported. {error.source}: {error.problem}; {error.remedy}."), "", 422)
    told = f"{new} feed{'' if new == 1 else 's'} added" + (f", {known} followed already" if known else "")
    return _show(request, Notice(f"{told}.", notes))


@router.get("/sources.opml", dependencies=[Depends(signed_in)])
def give(request: Request) -> Response:
    """The feeds as OPML, for another program."""
    with request.app.state.record.read() as connection:
        data = subscriptions.give(sources.every(connection)).encode()
    headers = {"content-disposition": 'attachment; filename="bigpicture.opml"'}
    return answer(request, data, "text/x-opml; charset=utf-8", headers=headers)


@router.post("/sources/{number}/{what}", dependencies=[Depends(changing)])
def change(
    request: Request,
    number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    what: Literal["pause", "resume", "remove"],
) -> Response:
    """Pause, resume or remove a source."""
    with request.app.state.record.write() as connection:
        source = sources.find(connection, str(number))
        _change(connection, source.id, what)
    return RedirectResponse("/sources" if what == "remove" else f"/sources#source-{source.id}", 303)


def _change(connection: Connection, source: int, what: str) -> None:
    if what == "remove":
        sources.remove(connection, source)
    elif what == "pause":
        sources.change(connection, source, state="paused")
    else:
        sources.change(connection, source, state="active", failures=0, next_at=None)
