"""What is exported: films with their facts, and where each claim behind them was printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection, func, select

from bigpicture.identity import block
from bigpicture.portrait import Portrait, bullets
from bigpicture.record import known
from bigpicture.record.known import Film
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION, READING, VERSION
from bigpicture.weighing import Fact, Saying, as_of, facts

_ALL = 2**31 - 1  # films
_URI = "%/:=&?~#+!$,;'@()*[]"  # RFC 3986: what may stand in an address besides letters, digits, - . _
_JOINERS = "\u200c\u200d"  # part of the spelling of Persian and Indic names


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was printed."""

    outlet: str | None
    url: str | None
    when: str  # UTC to the second, or an EDTF day, month or year
    title: str | None  # the headline


@dataclass(frozen=True, slots=True)
class Entry:
    """A film to export: its portrait, and the source of every claim its facts rest on, by the claim's number."""

    portrait: Portrait
    sources: Mapping[int, Source]

    @property
    def film(self) -> Film:
        """The film itself."""
        return self.portrait.film

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that is known of it."""
        return self.portrait.facts

    def behind(self, fact: Fact, *, stated: bool = False) -> tuple[Source, ...]:
        """The sources of a fact in the order they said it, each once; only of those who state it, if so asked."""
        said = (s for s in fact.sayings if not stated or s.status == "stated")
        return tuple(dict.fromkeys(self.sources[s.id] for s in said if s.id in self.sources))


def gather(connection: Connection, films: Sequence[Film] | None = None, moment: str | None = None) -> tuple[Entry, ...]:
    """Films (all where none are named) by title, with their facts and sources, in two queries.

    With a moment (a day, or UTC text) the record is as it was known then: what nobody had written of is left out.
    """
    chosen = known.films(connection, most=_ALL) if films is None else films
    said, sources = _said(connection, None if films is None else [f.id for f in films])
    entries = []
    for film in sorted(dict.fromkeys(chosen), key=lambda f: (f.title, f.year or 0, f.id)):
        own = as_of(said.get(film.id, []), moment) if moment else said.get(film.id, [])
        if own or not moment:
            made = facts(own)
            portrait = Portrait(film, bullets(film.title, made), made)
            entries.append(Entry(portrait, {s.id: sources[s.id] for s in own}))
    return tuple(entries)


_SAID = (
    select(
        MENTION.c.film_id, CLAIM.c.id, CLAIM.c.type, CLAIM.c["values"], CLAIM.c.status, CLAIM.c.confidence,
        ARTICLE.c.when, ARTICLE.c.id, func.coalesce(ARTICLE.c.origin_id, ARTICLE.c.id), VERSION.c.outlet,
        VERSION.c.url, VERSION.c.title,
    )
    .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
    .join(READING, READING.c.id == CLAIM.c.reading_id)
    .join(VERSION, VERSION.c.id == READING.c.version_id)
    .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
)  # fmt: skip


def _said(connection: Connection, films: Sequence[int] | None) -> tuple[dict[int, list[Saying]], dict[int, Source]]:
    """What is said of each film, and where."""
    asked = _SAID.where(MENTION.c.film_id.is_not(None) if films is None else MENTION.c.film_id.in_(films))
    said: dict[int, list[Saying]] = {}
    sources: dict[int, Source] = {}
    for film, *claim, url, title in connection.execute(asked):
        saying = Saying(*claim)
        said.setdefault(film, []).append(saying)
        sources[saying.id] = Source(saying.outlet, url, saying.when.removesuffix("T24"), title)
    return said, sources


def stable(film: Film, *parts: str) -> UUID:
    """An identity that stays when dates, years and wordings change: of the film's number, its title folded, and `parts`."""
    return uuid5(NAMESPACE_URL, "\x1f".join(("bigpicture", str(film.id), block(film.title), *parts)))


@lru_cache(maxsize=20_000)  # an article stands behind many facts
def link(url: str | None) -> str | None:
    """A web address as a URI (RFC 3986) that no format needs to quote; None where it is no web address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s|\\<>\"^`{}]", parts.netloc):
        return None
    address = quote(url or "", safe=_URI, errors="replace")
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address)


def one_line(text: object) -> str:
    """A text without line breaks, tabs and control characters, its spaces made one."""
    return " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in str(text)).split()).strip(_JOINERS)
