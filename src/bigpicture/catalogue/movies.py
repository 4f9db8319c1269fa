"""The Wikipedia movie data (github.com/prust/wikipedia-movie-data) to records: a JSON list of films with year and cast.

The list may be laid out in any way, and may be a list of lines; it is read in pieces, an object at a time.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any
from urllib.parse import unquote

from bigpicture.catalogue import entities
from bigpicture.catalogue.entities import Record
from bigpicture.catalogue.files import too_long
from bigpicture.errors import InputError

OBJECT_LIMIT = 256_000  # characters of one film; the largest have some 3,000
_CAST, _MOST = 10, 40  # where the rank of the cast begins, and how many of them count
_BETWEEN = re.compile(r"[\s,\[\]]*")
_NEXT = re.compile(r"(?:\}[ \t]*,\s*|\n[ \t]*)(?=\{)")  # where the next object may begin after a broken one
_REMEDY = "it is left out; give a list of objects with title, year, cast and href"

Item = tuple[int, Any]  # the line it begins in, from 1, and the object


def records(source: str, pieces: Iterable[bytes | InputError]) -> Iterator[Record | InputError]:
    """The films of a list; an object that is none is an InputError of its own."""
    for item in _objects(source, pieces):
        if isinstance(item, InputError):
            yield item
            continue
        line, value = item
        try:
            yield _record(value)
        except ValueError as error:
            yield InputError(f"{source}: line {line}", str(error), _REMEDY)


def _objects(source: str, pieces: Iterable[bytes | InputError]) -> Iterator[Item | InputError]:
    """The objects of a list. The buffer always holds the whole of the object that is read, if it is within the limit."""
    feed, decoder = _Feed(pieces), JSONDecoder()
    while True:
        feed.pass_to(_BETWEEN.match(feed.text, feed.at))
        if feed.refill():
            continue
        if feed.at == len(feed.text):
            break
        try:
            value, end = decoder.raw_decode(feed.text, feed.at)
            yield feed.line, value
            feed.pass_over(end)
        except (ValueError, RecursionError) as error:
            yield _problem(f"{source}: line {feed.line}", feed, error)
            feed.pass_to(_NEXT.search(feed.text, feed.at + 1))
    if feed.problem:
        yield feed.problem


def _problem(place: str, feed: _Feed, error: Exception) -> InputError:
    if feed.more and len(feed.text) - feed.at >= OBJECT_LIMIT and _runs_out(feed, error):
        return too_long(place, OBJECT_LIMIT)
    where = f" ({error.msg})" if isinstance(error, JSONDecodeError) else ""
    return InputError(place, f"not JSON{where}", _REMEDY)


def _runs_out(feed: _Feed, error: Exception) -> bool:
    return isinstance(error, JSONDecodeError) and (error.pos >= len(feed.text) or error.msg.startswith("Unterminated"))


class _Feed:
    """Text that comes in pieces: what is held of it, how far it is read, and the line that is read."""

    def __init__(self, pieces: Iterable[bytes | InputError]) -> None:
        self.pieces, self.decoder = iter(pieces), getincrementaldecoder("utf-8-sig")("replace")
        self.text, self.at, self.line, self.more = "", 0, 1, True
        self.problem: InputError | None = None

    def refill(self) -> bool:
        """Read on until a whole object must be held; False where nothing came."""
        if not self.more or len(self.text) - self.at >= OBJECT_LIMIT:
            return False
        kept = [self.text[self.at :]]
        size = len(kept[0])
        while self.more and size < 2 * OBJECT_LIMIT:
            piece = next(self.pieces, b"")
            if isinstance(piece, InputError):
                self.problem, piece = piece, b""
            self.more = bool(piece)
            kept.append(self.decoder.decode(piece, final=not piece))
            size += len(kept[-1])
        self.text, self.at = "".join(kept), 0
        return True

    def pass_over(self, end: int) -> None:
        """Go on behind what is read."""
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def pass_to(self, found: re.Match[str] | None) -> None:
        """Go on behind what was found, or behind all that is held."""
        self.pass_over(found.end() if found else len(self.text))


def _record(value: Any) -> Record:
    """Raises ValueError naming what is wrong."""
    title = entities.name(value.get("title")) if isinstance(value, dict) else None
    if not title:
        raise ValueError("a film without a title")
    year = value.get("year")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise ValueError("a year that is no whole number")
    year, cast = entities.year(year), value.get("cast")
    names = [entities.name(one) for one in (cast[:_MOST] if isinstance(cast, list) else ())]
    people = tuple((f"name:{one}", _CAST + at) for at, one in enumerate(names) if one)
    page = _page(value.get("href"))
    return Record(f"wikipedia:{page}" if page else f"title:{title}/{year or ''}", "film", title, year, people=people)


def _page(href: Any) -> str | None:
    """The title of a page; its name in an address is percent-encoded, and may point to a section, which is no film's own."""
    return entities.name(unquote(href)) if isinstance(href, str) and "#" not in href else None


__all__ = ["records"]
