"""The conductor: sources to articles to the record, each stored whole or not at all.

    due sources | poll | items wait in the record | complete from the page | desk | one transaction an article

Every hand-over is in the record, so a run may be killed anywhere and simply started again: what waits is taken up, what is
done is done. Threads only fetch; the caller's thread decides what happens next and is the only one that stores.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from bigpicture import times
from bigpicture.intake.web import Web
from bigpicture.record import Record, forecasts, items, ledger, sources
from bigpicture.record.sources import Source
from bigpicture.update.desk import Desk
from bigpicture.update.local import Local
from bigpicture.update.network import Network
from bigpicture.update.steps import Step, Tally

_THREADS = 16
NETWORK = ("feed", "page")


def update(
    record: Record,
    web: Web,
    *,
    only: Iterable[int] | None = None,
    force: bool = False,
    workers: int = 1,
    stop: Event | None = None,
    now: Callable[[], str] = times.now,
) -> Iterator[Step]:
    """Ask every source that is due and store what is new; one step after the other, as it happens.

    `only` limits it to the sources of some ids, `force` asks those too that are not due. `stop` ends it after the articles
    under way. Raises StoreError where the store cannot be written, ModelError where the reader's model is damaged; what
    was stored until then stays.
    """
    stop, began = stop or Event(), now()
    chosen = _lease(record, only, began, force)
    pool = ThreadPoolExecutor(_THREADS, "fetch")
    try:
        with Desk(workers) as desk:
            net = Network(record, web, desk, pool, _THREADS, now, stop, random.random)
            yield from net.run([s for s in chosen if s.kind in NETWORK], due=lambda s: force or _due(s, began))
            for source in (s for s in chosen if s.kind not in NETWORK):
                if not stop.is_set():
                    yield from Local(record, desk, now, stop, source).run()
        if ledger.catch_up(record, now()):
            forecasts.make(record, now(), since=began)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        with record.write() as connection:
            for source in chosen:
                sources.release(connection, source.id)


def _due(source: Source, now: str) -> bool:
    return source.state == "active" and (source.next_at is None or source.next_at <= now)


def _lease(record: Record, only: Iterable[int] | None, now: str, force: bool) -> list[Source]:
    """The sources of this run, taken for this process: those due, those with items that wait, none that another has."""
    wanted = None if only is None else set(only)
    with record.write() as connection:
        busy = items.sources_with_work(connection, now)
        return [
            source
            for source in sources.every(connection)
            if (wanted is None or source.id in wanted)
            and source.state == "active"
            and (force or _due(source, now) or (source.id in busy and source.kind == "feed"))
            and sources.claim(connection, source.id, now)
        ]


__all__ = ["Step", "Tally", "update"]
