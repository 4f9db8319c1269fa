"""The desk: what the processor does for an article, in this process or in several.

page bytes or article | text and metadata | digest | reading | signature
"""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from types import TracebackType

from bigpicture.errors import InputError
from bigpicture.model import Article
from bigpicture.record.articles import TEASER, Filed, digest

_WARM_UP = 8  # articles before other processes are started: each costs a second


@dataclass(frozen=True, slots=True)
class Raw:
    """What an article is made from: itself, or a page with its teaser to fall back on."""

    name: str  # what errors call it
    article: Article | None = None  # an article as it is, or the teaser
    page: bytes | None = None
    address: str | None = None  # where the page was found
    charset: str | None = None
    known: str | None = None  # the digest of the stored text: the same text is not read again


def file(raw: Raw) -> Filed | InputError:
    """The article, read. Its page's text where there is a page with text, else what its source said of it."""
    article = _article(raw)
    if isinstance(article, InputError):
        return article
    mark = digest(article)
    if mark == raw.known:
        return Filed(article, mark, None, "", None)
    from bigpicture import sameness
    from bigpicture.reading import read, version

    signature = sameness.signature(article.text)
    bands = sameness.bands(signature) if signature else ()
    return Filed(article, mark, read(article), version(), signature, bands)


def _article(raw: Raw) -> Article | InputError:
    if raw.page is None:
        assert raw.article is not None
        return raw.article
    from bigpicture.intake.page import page_article

    try:
        made = page_article(raw.name, raw.page, address=raw.address, charset=raw.charset)
    except InputError as error:
        return error if raw.article is None else teaser(raw.article)
    return _completed(made, raw.article) if raw.article else made


def teaser(article: Article) -> Article:
    """An article of which only the announcement could be had."""
    return replace(article, extractor=f"{TEASER}/1")


def _completed(page: Article, item: Article) -> Article:
    """A page's article; what the page does not tell is taken from the feed's item."""
    if len(page.text) < len(item.text) and len(page.text) < 400:
        return teaser(item)  # a wall or a player: the announcement says more
    kept = ("title", "outlet", "published", "published_at", "modified_at", "language")
    return replace(
        page,
        id=item.id,
        authors=page.authors or item.authors,
        images=page.images or item.images,
        **{name: getattr(page, name) or getattr(item, name) for name in kept},
    )


class Desk:
    """Files articles: with `workers` processes where there are more than one and enough to do, else at once."""

    def __init__(self, workers: int = 1) -> None:
        self.workers, self._given = workers, 0
        self._pool: Executor | None = None

    def submit(self, raw: Raw) -> Future[Filed | InputError]:
        """The article as a future."""
        self._given += 1
        if self.workers > 1 and self._given > _WARM_UP:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.workers, get_context("spawn"), _look_after, (os.getpid(),))
            return self._pool.submit(file, raw)
        future: Future[Filed | InputError] = Future()
        future.set_result(file(raw))
        return future

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _look_after(parent: int) -> None:
    """In a worker: end with the parent, even where it is killed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


__all__ = ["Desk", "Raw", "file", "teaser"]
