"""Good manners towards hosts: one request at a time, a rest between two, and no request while one asks to be left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Protocol

from bigpicture.errors import FetchError

_ROOM = 64_000_000  # characters of robots.txt files that are kept in memory


@dataclass(frozen=True, slots=True)
class HostNote:
    """What is to be remembered from one run to the next; times are seconds since 1970, 0 where there is none."""

    not_before: float = 0.0  # of a host (press.example): ask nothing of it until then
    robots: str | None = None  # of an origin (https://press.example): its robots.txt, "" where it has none
    robots_at: float = 0.0  # when that was read


class Hosts(Protocol):
    """A store of notes that outlives the run. It is called from any thread, from one at a time."""

    def get(self, name: str) -> HostNote | None:
        """The note of a host or an origin."""

    def put(self, name: str, note: HostNote) -> None:
        """Remember a note, in place of the one before."""


class Notes:
    """The notes of this run, backed by a store where there is one; the oldest go first when they fill the memory."""

    def __init__(self, store: Hosts | None = None) -> None:
        self._store, self._known, self._size, self._lock = store, dict[str, HostNote](), 0, Lock()

    def get(self, name: str) -> HostNote:
        """The note of a host or an origin, an empty one where nothing is known."""
        with self._lock:
            if name not in self._known:
                self._keep(name, (None if self._store is None else self._store.get(name)) or HostNote())
            return self._known[name]

    def put(self, name: str, note: HostNote) -> None:
        """Remember a note, in this run and in the store."""
        with self._lock:
            self._keep(name, note)
            if self._store is not None:
                self._store.put(name, note)

    def _keep(self, name: str, note: HostNote) -> None:
        self._size += _size(note) - (_size(self._known.pop(name)) if name in self._known else 0)
        self._known[name] = note
        while self._size > _ROOM and len(self._known) > 1:
            self._size -= _size(self._known.pop(next(iter(self._known))))


def _size(note: HostNote) -> int:
    return 200 + len(note.robots or "")


@dataclass(slots=True)
class _Line:
    """The requests that wait for one host."""

    lock: Lock = field(default_factory=Lock)
    due: float = 0.0  # the next request may go out then
    rest: float = 0.0  # the seconds that were set for it: a clock put back cannot make it longer


class Turns:
    """Whose turn it is to ask a host. `clock` gives seconds since 1970, `jitter` a number from 0 to 1."""

    def __init__(
        self, notes: Notes, clock: Callable[[], float], sleep: Callable[[float], None], jitter: Callable[[], float]
    ) -> None:
        self._notes, self._clock, self._sleep, self._jitter = notes, clock, sleep, jitter
        self._lines: dict[str, _Line] = {}

    @contextmanager
    def turn(self, source: str, host: str, delay: float) -> Iterator[None]:
        """Wait for the host's turn and hold it; the next one comes `delay` to 1.5 `delay` seconds after the end.

        Raises FetchError (busy) where the host asked to be left alone until later.
        """
        self.check(source, host)
        line = self._lines.setdefault(host, _Line())
        with line.lock:
            wait = min(line.due - self._clock(), line.rest)
            if wait > 0:
                self._sleep(wait)
            self.check(source, host)  # the request before this one may have been told to stop
            try:
                yield
            finally:
                line.rest = delay * (1 + self._jitter() / 2)
                line.due = self._clock() + line.rest

    def check(self, source: str, host: str) -> None:
        """Raise FetchError (busy), with the seconds that are left, where the host asked to be left alone until later."""
        left = self._notes.get(host).not_before - self._clock()
        if left > 0:
            raise FetchError(source, "not asked, since its server is busy", f"wait {left:.0f} seconds", "busy", left)

    def hold(self, host: str, seconds: float) -> None:
        """Ask nothing of the host for some seconds, in this run or a later one."""
        self._notes.put(host, replace(self._notes.get(host), not_before=self._clock() + seconds))
