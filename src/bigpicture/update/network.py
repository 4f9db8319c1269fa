"""Sources on the network: who is asked next, and what becomes of each answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from sqlalchemy import null

from bigpicture.errors import FetchError, InputError
from bigpicture.intake.address import host_of
from bigpicture.intake.web import Reply, Web
from bigpicture.model import Article
from bigpicture.record import Record, articles, items, sources
from bigpicture.record.articles import Filed
from bigpicture.record.items import Item, Offer
from bigpicture.record.sources import Source
from bigpicture.times import after
from bigpicture.update import feeds, schedule
from bigpicture.update.desk import Desk, Raw, teaser
from bigpicture.update.filing import Origin, look_again, names, store, stored_digest
from bigpicture.update.steps import Step, problem

_ASIDE = 64  # articles at the desk at once: what is fetched meanwhile waits in memory
_PAGE_PACE = 6 * 3600  # seconds between two looks at a page that is followed for itself


class Stopped(Exception):  # noqa: N818 - it is no error
    """The run was asked to end before a request was made."""


@dataclass(slots=True)
class _Task:
    """A source under way."""

    source: Source
    open: int = 0  # requests and articles that are not done
    stored: int = 0


@dataclass(frozen=True, slots=True)
class _Job:
    """A request to be made: of a source itself, or of an item's page."""

    task: _Task
    url: str
    item: Item | None = None


@dataclass(slots=True)
class Network:
    """One run over sources on the network. One request at a time a host, so that no host holds up another."""

    record: Record
    web: Web
    desk: Desk
    pool: ThreadPoolExecutor
    threads: int
    now: Callable[[], str]
    stop: Event
    jitter: Callable[[], float]  # from 0 to 1: sources that are due at once are spread a little
    queues: dict[str, deque[_Job]] = field(default_factory=dict)  # by host
    asking: dict[Future[Reply], _Job] = field(default_factory=dict)
    filing: dict[Future[Filed | InputError], tuple[_Task, Origin]] = field(default_factory=dict)

    def run(self, chosen: Iterable[Source], *, due: Callable[[Source], bool]) -> Iterator[Step]:
        """Every step of a run over sources that this process has leased; `due` tells which are asked again."""
        for source in chosen:
            yield from self._begin(_Task(source), asked=due(source))
        while self.queues or self.asking or self.filing:
            if self.stop.is_set():
                self.queues.clear()
            self._launch()
            pending: list[Future[Any]] = [*self.asking, *self.filing]
            done = wait(pending, return_when=FIRST_COMPLETED).done
            for future in (f for f in pending if f in done):  # in the order in which they were begun
                if future in self.filing:
                    yield from self._filed(*self.filing.pop(future), future.result())
                else:
                    yield from self._answered(self.asking.pop(future), future)

    def _begin(self, task: _Task, *, asked: bool) -> Iterator[Step]:
        source = task.source
        if source.kind == "page":
            with self.record.write() as connection:
                items.offer(connection, source.id, [Offer(source.address, "page", {"url": source.address})])
                item = items.known(connection, source.id, source.address)
            yield Step(source, "asked")
            self._queue(_Job(task, source.address, item))
        elif asked:
            yield Step(source, "asked")
            self._queue(_Job(task, source.address))
        else:
            yield from self._work(task)

    # Requests

    def _queue(self, job: _Job) -> None:
        job.task.open += 1
        self.queues.setdefault(_host(job.url), deque()).append(job)

    def _launch(self) -> None:
        """Hand requests to idle threads, one a host; none while the desk is full."""
        busy = {_host(job.url) for job in self.asking.values()}
        for host in [h for h in self.queues if h not in busy]:
            if len(self.asking) >= self.threads or len(self.filing) >= _ASIDE:
                return
            job = self.queues[host].popleft()
            if not self.queues[host]:
                del self.queues[host]
            self.asking[self.pool.submit(self._get, job)] = job

    def _get(self, job: _Job) -> Reply:
        holder = job.item or job.task.source
        if self.stop.is_set():
            raise Stopped
        return self.web.get(job.url, etag=holder.etag, last_modified=holder.last_modified)

    def _answered(self, job: _Job, future: Future[Reply]) -> Iterator[Step]:
        try:
            reply: Reply | InputError = future.result()
        except InputError as error:
            reply = error
        except Stopped:  # nothing happened: the next run asks
            yield from self._close(job.task)
            return
        if job.item:
            yield from self._page(job.task, job.item, reply)
        elif isinstance(reply, InputError):
            yield from self._broken(job.task.source, reply)
            yield from self._work(job.task)
        else:
            yield from self._polled(job.task.source, reply)
            yield from self._work(job.task)
        yield from self._close(job.task)

    # Sources

    def _polled(self, source: Source, reply: Reply) -> Iterator[Step]:
        now = self.now()
        if reply.status == 304:
            self._fared_well(source, source.interval or schedule.UNKNOWN, reply)
            return
        from bigpicture.intake.feed import parse

        try:
            feed = parse(reply.final, reply.body, content_type=reply.content_type, charset=reply.charset)
        except InputError as error:
            yield from self._broken(source, error)
            return
        pace = schedule.pace([i.published_at for i in feed.items if i.published_at], now)
        wait_for = schedule.next_poll(pace, feed.ttl, reply.fresh_for, self.jitter())
        with self.record.write() as connection:
            # the validators belong to these items: both are stored, or neither
            items.offer(connection, source.id, feeds.offers(feed))
            sources.change(
                connection, source.id, checked_at=now, next_at=after(now, wait_for), interval=max(pace, feed.ttl or 0),
                failures=0, problem=null(), notes=list(feed.notes), title=source.title or feed.title, home=feed.url, etag=reply.etag,
                last_modified=reply.last_modified,
            )  # fmt: skip
            sources.move(connection, source, reply.moved or feed.moved)

    def _fared_well(self, source: Source, pace: int, reply: Reply) -> None:
        now = self.now()
        wait_for = schedule.next_poll(pace, None, reply.fresh_for, self.jitter())
        with self.record.write() as connection:
            sources.change(
                connection, source.id, checked_at=now, next_at=after(now, wait_for), failures=0, problem=null()
            )

    def _broken(self, source: Source, error: InputError) -> Iterator[Step]:
        now = self.now()
        failures = source.failures + 1
        asked = error.retry_after if isinstance(error, FetchError) else None
        wait_for = schedule.after_failure(failures, source.interval, asked)
        gone = isinstance(error, FetchError) and error.cause == "gone"
        with self.record.write() as connection:
            sources.change(connection, source.id, checked_at=now, next_at=after(now, wait_for), failures=failures,
                           problem=problem(error), state="gone" if gone else source.state)  # fmt: skip
        yield Step(source, "broken", name=error.source, problem=problem(error))

    def _work(self, task: _Task) -> Iterator[Step]:
        """Take up the items of a source that wait."""
        with self.record.read() as connection:
            due = items.due(connection, task.source.id, self.now())
        if due:
            yield Step(task.source, "offered", count=len(due))
        task.open += 1  # not closed before every item is under way
        for item in due:
            yield from self._item(task, item)
        yield from self._close(task)

    def _close(self, task: _Task) -> Iterator[Step]:
        """One of a source's requests or articles is done; after the last one, so is the source."""
        task.open -= 1
        if task.open == 0:
            with self.record.write() as connection:
                sources.release(connection, task.source.id)
            yield Step(task.source, "done", count=task.stored)

    # Items

    def _item(self, task: _Task, item: Item) -> Iterator[Step]:
        assert item.payload is not None
        url = feeds.page_of(item.payload, task.source)
        if url is None:
            yield from self._settle_for(task, item, None)
        elif item.article is None and (stored := self._stored(url)):
            with self.record.write() as connection:
                items.done(connection, item.id, stored)
            yield Step(task.source, "known", article=stored, name=url)
        else:
            self._queue(_Job(task, url, item))

    def _stored(self, url: str) -> int | None:
        """The article whose page another source completed already: it is not fetched twice."""
        with self.record.read() as connection:
            found = articles.standing(connection, names([url]))
        return found.article if found and found.extractor.startswith("page/") else None

    def _page(self, task: _Task, item: Item, reply: Reply | InputError) -> Iterator[Step]:
        if task.source.kind == "page":  # its page's answer is the source's own
            if isinstance(reply, InputError):
                yield from self._broken(task.source, reply)
                return
            self._fared_well(task.source, _PAGE_PACE, reply)
        if isinstance(reply, InputError):
            yield from self._missed(task, item, reply)
        elif reply.status == 304:
            with self.record.write() as connection:
                again = look_again(task.source, item.visits + 1, self.now())
                items.done(connection, item.id, item.article, etag=item.etag, last_modified=item.last_modified,
                           next_at=again, visits=item.visits + 1)  # fmt: skip
            yield Step(task.source, "known", article=item.article, name=reply.url)
        else:
            met = tuple(dict.fromkeys((reply.final, reply.moved or reply.final, reply.url)))
            origin = Origin(task.source, item, met, reply.etag, reply.last_modified, page=True)
            self._to_desk(task, origin, Raw(reply.final, self._own_words(task, item), reply.body, reply.final, reply.charset,
                                            stored_digest(self.record, met)))  # fmt: skip

    def _own_words(self, task: _Task, item: Item) -> Article | None:
        """What a feed says of an item; a page that is followed for itself is not announced."""
        return feeds.own_words(item.payload) if task.source.kind == "feed" and item.payload else None

    def _missed(self, task: _Task, item: Item, error: InputError) -> Iterator[Step]:
        """A page that could not be had: later, or never, and then its announcement is the article."""
        passing = isinstance(error, FetchError) and error.passing
        wait_for = schedule.retry(item.attempts + 1, getattr(error, "retry_after", None)) if passing else None
        if wait_for is None and item.state != "done":
            yield from self._settle_for(task, item, error)
            return
        with self.record.write() as connection:
            items.postpone(connection, item, problem(error), after(self.now(), wait_for) if wait_for else None)
        yield Step(task.source, "later", name=error.source, problem=problem(error))

    def _settle_for(self, task: _Task, item: Item, error: InputError | None) -> Iterator[Step]:
        """The item's own words as the article: its whole text, or (where its page is an error) its announcement."""
        own = self._own_words(task, item)
        if own is not None:
            raw = Raw(own.url or own.id, teaser(own) if error else own)
            self._to_desk(task, Origin(task.source, item, (own.url,) if own.url else ()), raw)
            return
        fault = error or InputError(item.key, "an item without text or address", "nothing to be done")
        yield from self._give_up(task, item, fault)

    def _give_up(self, task: _Task, item: Item, error: InputError) -> Iterator[Step]:
        with self.record.write() as connection:
            items.postpone(connection, item, problem(error), None)
        yield Step(task.source, "failed", name=error.source, problem=problem(error))

    # The desk

    def _to_desk(self, task: _Task, origin: Origin, raw: Raw) -> None:
        task.open += 1
        self.filing[self.desk.submit(raw)] = (task, origin)

    def _filed(self, task: _Task, origin: Origin, filed: Filed | InputError) -> Iterator[Step]:
        assert origin.item
        if isinstance(filed, InputError):
            yield from self._give_up(task, origin.item, filed)
        else:
            step = store(self.record, filed, origin, self.now())
            task.stored += step.what in ("new", "changed")
            yield step
        yield from self._close(task)


def _host(url: str) -> str:
    """Whose turn a request is; what is no address is refused when it is asked for."""
    try:
        return host_of(url)
    except InputError:
        return ""
