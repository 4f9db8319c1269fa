"""Filing: the transaction that stores an article and marks its item as done."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from bigpicture.errors import InputError
from bigpicture.intake.address import canonical, host_of
from bigpicture.model import Article
from bigpicture.record import Record, articles, items, sources
from bigpicture.record.articles import Filed
from bigpicture.record.items import Item
from bigpicture.record.sources import Source
from bigpicture.times import after
from bigpicture.update import schedule
from bigpicture.update.steps import Step


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article at the desk comes from."""

    source: Source
    item: Item | None = None  # None: from a file that is read at once
    addresses: tuple[str, ...] = ()  # under which its page was met, the last one it was found at first
    etag: str | None = None  # of its page
    last_modified: str | None = None
    page: bool = False  # whether it comes from its page, which may be looked at again
    checkpoint: tuple[str, str, int] | None = None  # item key, digest and offset of an archive once this is stored


def known_by(article: Article, origin: Origin) -> tuple[str, Article]:
    """(what an article is known by, the article with an address that is its own).

    A page's own word on its address is taken where it is on the site that it was found at: no site speaks for another.
    """
    met = names(origin.addresses)
    said = next(iter(names([article.url or ""])), None)
    if said and (not met or any(_same_site(said, a) for a in met)):
        return said, article
    if met:
        return met[0], replace(article, url=origin.addresses[0])
    return f"{origin.source.address}#{article.id}", replace(article, url=None)


def names(addresses: Iterable[str]) -> list[str]:
    """Addresses as articles are known by them; what is no address is left out."""
    found = []
    for address in addresses:
        with suppress(InputError):
            found.append(canonical(address))
    return found


def _same_site(a: str, b: str) -> bool:
    """Whether two addresses are of one site: film.press.example and press.example."""
    one, two = host_of(a), host_of(b)
    return one == two or one.endswith(f".{two}") or two.endswith(f".{one}")


def store(record: Record, filed: Filed, origin: Origin, now: str) -> Step:
    """Keep the article and mark its item as done, in one transaction. Raises StoreError."""
    source, item = origin.source, origin.item
    key, article = known_by(filed.article, origin)
    filed, met = replace(filed, article=article), names([article.url or "", *origin.addresses])
    with record.write() as connection:
        kept = articles.keep(connection, filed, key=key, addresses=met, source=source.id, now=now)
        if item:
            visits = item.visits + 1 if item.state == "done" else 0
            items.done(connection, item.id, kept.article, etag=origin.etag, last_modified=origin.last_modified,
                       next_at=look_again(source, visits, now) if origin.page else None, visits=visits)  # fmt: skip
        if origin.checkpoint:
            items.checkpoint(connection, source.id, *origin.checkpoint)
        sources.claim(connection, source.id, now)
    return Step(source, kept.kind, article=kept.article, title=article.title, name=article.url or article.id,
                copy_of=kept.copy_of)  # fmt: skip


def stored_digest(record: Record, addresses: Iterable[str]) -> str | None:
    """The digest of the text that is stored under one of some addresses."""
    with record.read() as connection:
        found = articles.standing(connection, names(addresses))
    return found.digest if found else None


def look_again(source: Source, visits: int, now: str) -> str | None:
    """When the page of an item is looked at again for edits; a page that is a source of its own is polled instead."""
    wait = schedule.revisit(visits) if source.kind == "feed" else None
    return after(now, wait) if wait else None
