"""What a person points at, as a source: a feed, a page and the feed it names, a file, a folder, an archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bigpicture.errors import InputError
from bigpicture.intake import ARCHIVES
from bigpicture.intake.web import Reply, Web
from bigpicture.record.sources import Source


@dataclass(frozen=True, slots=True)
class Found:
    """A source, and what else was there."""

    source: Source  # its id is 0: it is not stored yet
    others: tuple[str, ...] = ()  # addresses of further feeds that its page names
    notes: tuple[str, ...] = ()  # what is broken about it


def find(web: Web, given: str, *, page: bool = False) -> Found:
    """The source that an address or path means; with `page`, a page is followed itself, whatever feed it names.

    Raises InputError (FetchError) where it is none.
    """
    if "://" not in given and (Path(given).exists() or not _like_a_host(given)):
        return Found(_local(Path(given)))
    address = given if "://" in given else f"https://{given}"
    reply = web.get(address)
    where = reply.moved or address
    from bigpicture.intake.feed import parse

    try:
        feed = parse(reply.final, reply.body, content_type=reply.content_type, charset=reply.charset)
    except InputError as error:
        if not _is_page(reply):
            raise
        return _of_page(web, reply, where, page, error)
    return Found(Source(0, "feed", where, feed.title, feed.url), (), feed.notes)


def _like_a_host(given: str) -> bool:
    """Whether a word without a scheme is an address typed short: press.example/film."""
    host = given.split("/")[0]
    return "." in host and not given.startswith((".", "/", "~")) and Path(host).suffix.lower() not in _KINDS


_KINDS = (
    ".txt",
    ".md",
    ".html",
    ".htm",
    ".json",
    ".jsonl",
    ".ndjson",
    ".eml",
    ".mbox",
    ".warc",
    ".gz",
    ".xml",
    ".opml",
)


def _local(path: Path) -> Source:
    if not path.exists():
        raise InputError(str(path), "no such file or folder", "check the path, or give an address with https://")
    full = str(path.resolve())
    if path.is_dir():
        return Source(0, "folder", full)
    if path.suffix.lower() == ".opml":
        raise InputError(str(path), "a list of subscriptions", f"use: bigpicture import {path}")
    return Source(0, "archive" if path.name.lower().endswith(ARCHIVES) else "file", full)


def _is_page(reply: Reply) -> bool:
    return "html" in reply.content_type or reply.body.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))


def _of_page(web: Web, reply: Reply, where: str, page: bool, no_feed: InputError) -> Found:
    """The feed that a page names, or the page itself where it is an article."""
    from bigpicture.intake.discover import feeds_of

    links = () if page else feeds_of(reply.final, reply.body.decode(reply.charset or "utf-8", "replace"))
    for i, link in enumerate(links):
        try:
            found = find(web, link.url, page=False) if link.url != where else None
        except InputError:
            continue
        if found and found.source.kind == "feed":
            return Found(found.source, tuple(other.url for other in links[i + 1 :]), found.notes)
    from bigpicture.intake.page import page_article

    try:
        article = page_article(reply.final, reply.body, address=reply.final, charset=reply.charset)
    except InputError:
        raise InputError(
            where, "a page that names no feed and holds no article", "give the address of a feed or of an article"
        ) from no_feed
    return Found(Source(0, "page", where, article.title))
