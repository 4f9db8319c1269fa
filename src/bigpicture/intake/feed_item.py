"""What a feed gives: its items, made plain and bounded, whatever its format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from html import escape
from itertools import islice
from typing import Any

from bigpicture.intake.bytes import clean
from bigpicture.intake.feed_times import utc_of
from bigpicture.intake.pictures import key_of, merged
from bigpicture.intake.plain import line_of, web_address
from bigpicture.model import Image

MOST_ITEMS = 2_000  # of a feed; the largest of the press have some 300
LONGEST_BODY = 5_000_000  # characters of an item's content: as many as an article's file may have
_LONGEST_KEY = 500  # characters; a longer one is known by its digest
_MOST_AUTHORS = 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_MAIL = re.compile(r"(?<![^\s<>()])[^\s<>()@]+@[^\s<>()]+")
_ROLE = re.compile(r"^(?:written\s+)?by:?\s+", re.I)
_AND = re.compile(r"\s*(?:;|,?\s+(?:and|&)\s)\s*")
_QUERY = re.compile(r"\?[^\s\"'<>]*")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed. `url` is absolute (http, https) or None; times are UTC to the second."""

    key: str  # its identity inside the feed: its id, else its address, else a digest of title and date
    url: str | None
    title: str | None  # plain text
    content: str | None  # HTML; begins with a <base> where the feed tells another base for its addresses
    summary: str | None  # HTML, where it differs from the content
    published_at: str | None
    modified_at: str | None
    authors: tuple[str, ...]
    language: str | None  # BCP 47; the feed's, where the item tells none
    outlet: str | None  # who published it, where the item tells
    images: tuple[Image, ...]  # those that the feed names; those within the content are in `article`
    digest: str  # of what an editor can change: another one means that the item changed

    def to_dict(self) -> dict[str, Any]:
        """The item as a JSON object."""
        return asdict(self)

    @staticmethod
    def from_dict(row: Mapping[str, Any]) -> Item:
        """The item that `to_dict` gave."""
        known = {**row, "authors": tuple(row["authors"]), "images": tuple(Image(**i) for i in row["images"])}
        return Item(**known)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and its items in its own order."""

    title: str | None
    url: str | None  # its home page
    language: str | None
    ttl: int | None  # seconds for which it asks not to be asked again
    items: tuple[Item, ...]
    moved: str | None  # its new address, where it names one
    notes: tuple[str, ...]  # what is broken and what was done about it, in words for a user
    format: str  # RSS 2.0, Atom 1.0, JSON Feed 1.1


@dataclass(slots=True)
class Draft:
    """An item as the feed words it, before it is checked: markup, entities, relative addresses and all."""

    base: str = ""  # what its addresses are relative to
    content_base: str = ""  # what those within the content are relative to, where the feed tells it
    key: str = ""
    link: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    published: str = ""
    modified: str = ""
    authors: Sequence[str] = ()
    language: str = ""
    outlet: str = ""
    images: Sequence[Image] = ()


@dataclass(slots=True)
class About:
    """The feed's own words about itself, before they are checked."""

    format: str
    base: str
    title: str = ""
    link: str = ""
    language: str = ""
    ttl: int | None = None
    moved: str = ""
    authors: Sequence[str] = ()


def feed_of(source: str, about: About, drafts: Iterable[Draft], notes: Iterable[str]) -> Feed:
    """The feed, with what was left out or found odd said in its notes. Of more than 2,000 drafts the first are read."""
    said = list(notes)
    language = language_of(about.language)
    items = [_item(draft, about, language) for draft in islice(drafts, MOST_ITEMS + 1)]
    kept = [item for item in items if isinstance(item, Item)]
    for reason, count in Counter(item for item in items if isinstance(item, str)).items():
        said.append(f"{_items(count)} left out: {reason}")
    if len(kept) > MOST_ITEMS:
        said.append(f"more than {MOST_ITEMS:,} items: only the first {MOST_ITEMS:,} were read")
    if not kept:
        said.append("no items")
    distinct, repeated = _distinct(_without_build_time(kept[:MOST_ITEMS]))
    said += repeated
    moved = web_address(source, about.moved)
    return Feed(
        line_of(about.title) or None,
        web_address(about.base, about.link),
        language,
        about.ttl,
        tuple(distinct),
        moved if moved != source else None,
        tuple(line_of(note) for note in said),
        about.format,
    )


def _items(count: int) -> str:
    return "an item was" if count == 1 else f"{count:,} items were"


def _item(draft: Draft, about: About, language: str | None) -> Item | str:
    """The item; or in words, why it is left out."""
    if max(len(draft.content), len(draft.summary)) > LONGEST_BODY:
        return f"longer than {LONGEST_BODY // 1_000_000} MB, so no article"
    url = web_address(draft.base, draft.link)
    title = line_of(draft.title) or None
    content = _body(draft, draft.content)
    summary = _body(draft, draft.summary)
    if not (url or title or content or summary):
        return "without an address and without words"
    published = utc_of(draft.published) if draft.published else None
    modified = utc_of(draft.modified) if draft.modified else None
    summary = summary if summary != content else None
    authors = authors_of(draft.authors or (() if draft.outlet else about.authors))  # what is taken over has others
    outlet = line_of(draft.outlet) or None if draft.outlet else None
    images = merged(draft.images) if len(draft.images) > 1 else tuple(draft.images)
    key = _key(draft.key, url, title, published or draft.published, content or summary)
    digest = _digest(url, title, content, summary, published, modified, authors, outlet, images)
    return Item(key, url, title, content, summary, published, modified, authors, (language_of(draft.language) if draft.language else None) or language,
                outlet, images, digest)  # fmt: skip


def _body(draft: Draft, markup: str) -> str | None:
    markup = markup.strip()
    if not markup:
        return None
    if draft.content_base and "<img" in markup:
        return f'<base href="{escape(draft.content_base)}">{markup}'
    return markup


def _key(told: str, url: str | None, title: str | None, date: str, words: str | None) -> str:
    key = (told if told.isprintable() and " " not in told else " ".join(clean(told).split())) or url
    if key is None:
        return _hash(title or "", date, "" if title else words or "")
    return key if len(key) <= _LONGEST_KEY else _hash(key)


def _digest(url: str | None, title: str | None, content: str | None, summary: str | None, published: str | None,
            modified: str | None, authors: tuple[str, ...], outlet: str | None, images: tuple[Image, ...]) -> str:  # fmt: skip
    """Of all but the addresses' queries, which often hold a token that is new each time."""
    pictures = (f"{key_of(i.url)} {i.caption} {i.credit}" for i in images)
    bodies = (_QUERY.sub("", body) if "?" in body else body for body in (content, summary) if body)
    return _hash(*(part or "" for part in (url, title, published, modified, outlet, *authors, *pictures, *bodies)))


def _hash(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _without_build_time(items: list[Item]) -> list[Item]:
    """A last change that all items share is when the feed was made, and no edit."""
    times = {item.modified_at for item in items}
    if len(items) < 3 or len(times) > 1 or times == {None}:
        return items
    return [replace(item, modified_at=None, digest=_redigest(item)) for item in items]


def _redigest(item: Item) -> str:
    return _digest(item.url, item.title, item.content, item.summary, item.published_at, None, item.authors, item.outlet,
                   item.images)  # fmt: skip


def _distinct(items: list[Item]) -> tuple[list[Item], list[str]]:
    """Each item once; those that share an id although they are not the same are told apart by their address."""
    kept: dict[tuple[str, str | None, str], Item] = {}
    for item in items:
        kept.setdefault((item.key, item.url, "" if item.url else item.digest), item)
    shared = {key for key, count in Counter(item.key for item in kept.values()).items() if count > 1}
    notes = []
    if len(kept) < len(items):
        notes.append(f"{_items(len(items) - len(kept))} given twice")
    if shared:
        notes.append(f"items that share an id ({min(shared)[:60]!r}): told apart by their address")
    apart: dict[str, Item] = {}
    for item in kept.values():
        key = _hash(item.key, item.url or item.title or item.digest) if item.key in shared else item.key
        apart.setdefault(key, item if key == item.key else replace(item, key=key))
    return list(apart.values()), notes


def language_of(told: str) -> str | None:
    """A language tag in its usual spelling, en-GB; None where it is none (BCP 47)."""
    tag = told.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return None
    first, *rest = tag.split("-")
    return "-".join(
        [first.lower(), *(p.upper() if len(p) == 2 else p.title() if len(p) == 4 else p.lower() for p in rest)]
    )


def authors_of(bylines: Sequence[str]) -> tuple[str, ...]:
    """The names in bylines, each once, without "By" and without addresses of mail: "jo@reel.example (Jo Reeve)" is Jo Reeve."""
    names = dict.fromkeys(name for byline in bylines[:_MOST_AUTHORS] for name in _names(line_of(byline)))
    return tuple(names)[:_MOST_AUTHORS]


def _names(byline: str) -> list[str]:
    if "@" in byline:
        byline = _MAIL.sub("", byline).strip(" <>()")
    byline = _ROLE.sub("", byline).strip(" ,;")
    parts = _AND.split(byline) if " and " in byline or "&" in byline or ";" in byline else []
    if len(parts) > 1:
        parts = [name for part in parts for name in re.split(r",\s*", part)]
    # only names with a forename are several: "Quill, Ada", "Reel and Stage" and "Ada Quill, Critic" are one
    if len(parts) > 1 and all(len(part.split()) in (2, 3, 4) for part in parts):
        return parts
    return [byline] if byline else []
