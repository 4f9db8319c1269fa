"""What pages worked out, kept as long as the record stays what it is: many look at the same page between two updates.

The page of a film is kept whole, until something changes about that film: so an update leaves the others as they are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from fastapi import Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture.record import latest
from bigpicture.web.access import viewer
from bigpicture.web.render import HTML, Packed, answer, packed, unpacked

T = TypeVar("T")
_ROOM = 64_000_000  # bytes of whole pages, some 20 KB each
_MOST = 200  # answers, those asked for longest ago are dropped


class _Kept:
    """Answers to questions, all of one state of the record."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: Hashable = None
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def find(self, state: Hashable, key: Hashable) -> Any:
        """The answer to a question; None where it is not kept, or the record changed since."""
        with self._lock:
            if state != self._state or key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key]

    def keep(self, state: Hashable, key: Hashable, answer: Any) -> None:
        """Keep an answer, and none of another state."""
        with self._lock:
            if state != self._state:
                self._state = state
                self._answers.clear()
            self._answers[key] = answer
            if len(self._answers) > _MOST:
                self._answers.popitem(last=False)


class _Pages:
    """Whole pages, each of its own state; those asked for longest ago are dropped."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[Hashable, tuple[Hashable, Packed]] = OrderedDict()
        self._size = 0

    def find(self, state: Hashable, key: Hashable) -> Packed | None:
        """The page of an address, as it is in a state."""
        with self._lock:
            found = self._pages.get(key)
            if found is None or found[0] != state:
                return None
            self._pages.move_to_end(key)
            return found[1]

    def keep(self, state: Hashable, key: Hashable, page: Packed) -> None:
        """Keep a page in place of the one of another state."""
        with self._lock:
            if before := self._pages.pop(key, None):
                self._size -= len(before[1].data)
            self._pages[key] = state, page
            self._size += len(page.data)
            while self._size > _ROOM:
                self._size -= len(self._pages.popitem(last=False)[1][1].data)


def kept_page(request: Request, state: Hashable, key: Hashable, make: Callable[[], bytes]) -> Response:
    """The page that `make` makes, or made for the same key in the same state. The owner's own is made each time."""
    if viewer(request).signed_in:
        return answer(request, make(), HTML)
    pages: _Pages = getattr(request.app.state, "pages", None) or _Pages()
    request.app.state.pages = pages
    found = pages.find(state, key)
    if found is None:
        found = packed(make())
        pages.keep(state, key, found)
    return unpacked(request, found)


def kept(request: Request, connection: Connection, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` makes, or what it made for the same key while the record was the same. It must not be None."""
    state = request.app.state
    answers: _Kept = getattr(state, "kept", None) or _Kept()
    state.kept = answers
    now = latest.state(connection)
    found = answers.find(now, key)
    if found is None:
        found = make()
        answers.keep(now, key, found)
    return cast(T, found)
