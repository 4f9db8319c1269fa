"""Small copies of first looks, where they are asked for: fetched after an update, never when somebody opens a page.

    films that changed | pictures never tried | fetched through the guard | made small and ours | stored

A picture is fetched as any page is: only from public addresses, as far as robots.txt lets, one request at a time a host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice
from threading import Event

from bigpicture import times
from bigpicture.errors import FetchError, InputError
from bigpicture.intake.thumbnails import ACCEPT, available, thumbnail
from bigpicture.intake.web import Web
from bigpicture.record import Record, thumbnails
from bigpicture.record.thumbnails import Kept, Sought
from bigpicture.update import schedule
from bigpicture.update.network import Stopped
from bigpicture.update.steps import problem

MOST = 400  # pictures of one run: the first one of a large store goes on with the next
_THREADS, _PART = 4, 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a picture."""

    url: str
    problem: str | None = None  # None: a copy is kept


def check() -> None:
    """Raise InputError where the library that copies pictures is missing."""
    if not available():
        raise InputError("thumbnails", "Pillow, which copies pictures, is not installed", "pip install 'bigpicture[pictures]'")  # fmt: skip


def fetch(
    record: Record, web: Web, *, stop: Event | None = None, now: Callable[[], str] = times.now, most: int = MOST
) -> Iterator[Outcome]:
    """Make a copy of every first look that has none, at most so many; one outcome after the other. Raises StoreError."""
    stop = stop or Event()
    with record.read() as connection:
        waiting = thumbnails.again(connection, now(), most)
    yield from _copied(record, web, waiting, stop, now)
    left = most - len(waiting)
    while left > 0 and not stop.is_set():
        with record.read() as connection:
            fresh, films = thumbnails.wanted(connection)
        yield from _copied(record, web, fresh[:left], stop, now)
        if stop.is_set() or not films or len(fresh) > left:
            return
        with record.write() as connection:
            thumbnails.gone_over(connection, films, now())
        left -= len(fresh)


def _copied(record: Record, web: Web, wanted: list[Sought], stop: Event, now: Callable[[], str]) -> Iterator[Outcome]:
    """Threads fetch, a few pictures in memory at a time; they are decoded and stored in this one."""
    rest = iter(wanted)
    with ThreadPoolExecutor(_THREADS, "picture") as pool:
        while part := list(islice(rest, _PART)):
            asked = {pool.submit(_get, web, one, stop): one for one in part}
            for done in as_completed(asked):
                if outcome := _stored(record, asked[done], done, now()):
                    yield outcome


def _get(web: Web, sought: Sought, stop: Event) -> bytes:
    if stop.is_set():
        raise Stopped
    return web.get(sought.url, accept=ACCEPT).body


def _stored(record: Record, sought: Sought, fetched: Future[bytes], now: str) -> Outcome | None:
    """What became of a picture; None where it was not asked for, since the run is to end."""
    try:
        made = thumbnail(sought.url, fetched.result())
    except Stopped:
        return None
    except InputError as error:
        passing = isinstance(error, FetchError) and error.passing
        wait = schedule.retry(sought.attempts + 1, getattr(error, "retry_after", None)) if passing else None
        with record.write() as connection:
            thumbnails.refuse(connection, sought, problem(error), now, times.after(now, wait) if wait else None)
        return Outcome(sought.url, error.problem)
    with record.write() as connection:
        thumbnails.keep(connection, sought, Kept(made.digest, made.width, made.height), made.data, now)
    return Outcome(sought.url)
