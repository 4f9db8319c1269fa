"""Subscriptions from an OPML file to sources, and back with everything that the file said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bigpicture.intake import opml
from bigpicture.record import Record, sources
from bigpicture.record.sources import Source


def take(record: Record, name: str, data: bytes, now: str) -> tuple[int, int, tuple[str, ...]]:
    """(feeds added, feeds that are known already, what was odd about the file), all in one transaction.

    Raises InputError where the file is no OPML, and then adds nothing.
    """
    read = opml.read(name, data)
    feeds = opml.feeds(read)
    with record.write() as connection:
        added = sum(sources.add(connection, _source(feed), now)[1] for feed in feeds)
    return added, len(feeds) - added, read.notes


def _source(feed: opml.Listed) -> Source:
    return Source(0, "feed", feed.url, feed.title, folder=feed.path, attributes=feed.attributes)


def give(followed: Iterable[Source]) -> str:
    """The feeds among some sources as OPML 2.0, in their folders."""
    return opml.write(opml.built("bigpicture", _rows(followed))).decode()


def _rows(followed: Iterable[Source]) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    for source in followed:
        if source.kind == "feed":
            # its address may have moved since, everything else stays as the list had it
            known = {k: v for k, v in source.attributes.items() if k.lower() != "xmlurl"}
            title = {} if "text" in known or source.title is None else {"text": source.title}
            home = {} if "htmlUrl" in known or source.home is None else {"htmlUrl": source.home}
            yield source.folder, {**title, **known, "xmlUrl": source.address, **home}
