"""Reading again: what is stored was read by the reader of its day, and a new one reads more.

    articles of another reader | desk | one transaction an article

What was read again is no longer of another reader, so a run may end anywhere and simply be started again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from bigpicture import times
from bigpicture.errors import InputError
from bigpicture.model import Reading
from bigpicture.record import Record, library, readings
from bigpicture.record.articles import Filed
from bigpicture.update.desk import Desk, Raw

_ASIDE = 16  # articles at the desk at once


@dataclass(frozen=True, slots=True)
class Reread:
    """An article that was read again."""

    article: int
    title: str | None
    changed: bool  # whether other claims were found


def outdated(record: Record) -> list[int]:
    """The articles whose current text was last read by another reader than this one. Raises StoreError."""
    from bigpicture.reading import version

    with record.read() as connection:
        return readings.outdated(connection, version())


def reread(
    record: Record, articles: Iterable[int], *, workers: int = 1, now: Callable[[], str] = times.now
) -> Iterator[Reread]:
    """Read the current text of some articles again, each stored as it is done; one after the other, as it happens.

    An article whose text changed meanwhile is passed over: the new text was read when it was stored. Raises StoreError,
    and ModelError where the reader's model is damaged.
    """
    waiting: deque[_Open] = deque()
    with Desk(workers) as desk:
        for article in articles:
            with record.read() as connection:
                version, old = library.current(connection, article)
            future = desk.submit(Raw(f"article {article}", old.article))
            waiting.append(_Open(article, version, old, future))
            yield from _drain(record, waiting, _ASIDE if workers > 1 else 0, now)
        yield from _drain(record, waiting, 0, now)


@dataclass(frozen=True, slots=True)
class _Open:
    """An article at the desk."""

    article: int
    version: int
    old: Reading
    future: Future[Filed | InputError]


def _drain(record: Record, waiting: deque[_Open], most: int, now: Callable[[], str]) -> Iterator[Reread]:
    while len(waiting) > most:
        if done := _store(record, waiting.popleft(), now()):
            yield done


def _store(record: Record, open_: _Open, now: str) -> Reread | None:
    filed = open_.future.result()
    assert isinstance(filed, Filed)
    assert filed.reading is not None  # the desk had no page to fail on, and no digest to know
    with record.write() as connection:
        if library.current(connection, open_.article)[0] != open_.version:
            return None
        readings.renew(connection, open_.version, filed.reading, filed.reader, now)
    return Reread(open_.article, open_.old.article.title, filed.reading.claims != open_.old.claims)
