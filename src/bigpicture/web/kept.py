"""What pages worked out, kept as long as the record stays what it is: many look at the same page between two updates."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from fastapi import Request
from sqlalchemy import Connection

from bigpicture.record import latest

T = TypeVar("T")
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
