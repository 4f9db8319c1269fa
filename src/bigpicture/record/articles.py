"""Articles: each kept once, with every version of its text, what was read in it, and whose words it copies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bigpicture import sameness
from bigpicture.model import Article, Reading
from bigpicture.record import copies, readings
from bigpicture.record.connect import indexed
from bigpicture.record.schema import ADDRESS, ARTICLE, VERSION

TEASER = "teaser"  # the extractor of a text that only announces its article


@dataclass(frozen=True, slots=True)
class Filed:
    """An article ready to be stored: its text, what was read in it, and what tells it from others."""

    article: Article
    digest: str  # of headline and text
    reading: Reading | None  # None where the text is one that is stored and read already
    reader: str  # the reader's version
    signature: bytes | None  # None: too short to be compared
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article: new, changed, or known."""

    article: int
    kind: str  # new, changed, known
    number: int  # of its current version
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The current version of a stored article, as far as a newcomer is compared with it."""

    article: int
    version: int
    number: int
    digest: str
    extractor: str
    source: int | None


def digest(article: Article) -> str:
    """SHA-256 of headline and text, in which spaces are made one: what tells whether an article changed."""
    words = " ".join(f"{article.title or ''}\n{article.text}".split())
    return hashlib.sha256(words.encode()).hexdigest()


def standing(connection: Connection, names: Iterable[str]) -> Standing | None:
    """What is stored under any of an article's names: its key, or addresses it was met at."""
    asked = [indexed(name) for name in names]
    by_key = select(ARTICLE.c.id).where(ARTICLE.c.key.in_(asked))
    found = by_key.union(select(ADDRESS.c.article_id).where(ADDRESS.c.url.in_(asked)))
    row = connection.execute(
        select(ARTICLE.c.id, VERSION.c.id, VERSION.c.number, VERSION.c.digest, VERSION.c.extractor, ARTICLE.c.source_id)
        .join(VERSION, VERSION.c.id == ARTICLE.c.version_id)
        .where(ARTICLE.c.id.in_(found))
        .order_by(ARTICLE.c.id)
    ).first()
    return Standing(row[0], row[1], row[2], row[3], row[4] or "", row[5]) if row else None


def keep(
    connection: Connection,
    filed: Filed,
    *,
    key: str,
    addresses: Iterable[str],
    source: int | None,
    now: str,
) -> Kept:
    """Store an article: as a new one, as a new version of one that changed, or not at all where it is known.

    `key` is what it is known by, `addresses` are others under which it was met. A text is compared with the stored one only
    where both were made alike: what a feed carries and what its page holds differ without anyone having edited them.
    """
    names = [key, *addresses]
    stored = standing(connection, names)
    if stored is None:
        kept = _new(connection, filed, key, source, now)
    else:
        cause = _cause(stored, filed, source)
        kept = (
            _changed(connection, filed, stored, cause, now) if cause else Kept(stored.article, "known", stored.number)
        )
    _remember(connection, kept.article, addresses)
    if kept.kind == "known":
        return kept
    origin = copies.settle(connection, kept.article, filed.bands)
    return Kept(kept.article, kept.kind, kept.number, origin)


def _cause(stored: Standing, filed: Filed, source: int | None) -> str | None:
    """Why the newcomer is a new version, or None where it is none."""
    if stored.digest == filed.digest or filed.reading is None:
        return None
    old, new = stored.extractor.partition("/")[0], (filed.article.extractor or "").partition("/")[0]
    if old != new:
        return "completed" if old == TEASER else None
    if new != "page" and source != stored.source:
        return None  # a page speaks for itself; the words of a feed or file are changed by the one that gave them only
    return "edited" if stored.extractor == (filed.article.extractor or "") else "extractor"


def _new(connection: Connection, filed: Filed, key: str, source: int | None, now: str) -> Kept:
    when, *_ = sameness.standing(filed.article.published_at or filed.article.published, now, key)
    made = connection.execute(
        insert(ARTICLE).values(key=indexed(key), source_id=source, first_seen_at=now, when=when)
    ).inserted_primary_key
    assert made is not None
    _version(connection, filed, made[0], 1, "first", now)
    return Kept(made[0], "new", 1)


def _changed(connection: Connection, filed: Filed, stored: Standing, cause: str, now: str) -> Kept:
    number = stored.number + 1
    _version(connection, filed, stored.article, number, cause, now)
    return Kept(stored.article, "changed", number)


def _version(connection: Connection, filed: Filed, article: int, number: int, cause: str, now: str) -> None:
    a = filed.article
    assert filed.reading is not None
    made = connection.execute(
        insert(VERSION).values(
            article_id=article, number=number, cause=cause, digest=filed.digest, fetched_at=now, extractor=a.extractor,
            title=a.title, text=a.text, outlet=a.outlet, url=a.url, published=a.published, published_at=a.published_at,
            modified_at=a.modified_at, language=a.language, authors=list(a.authors), images=[asdict(i) for i in a.images],
        )
    ).inserted_primary_key  # fmt: skip
    assert made is not None
    values: dict[str, Any] = {"version_id": made[0], "signature": filed.signature}
    connection.execute(update(ARTICLE).where(ARTICLE.c.id == article).values(**values))
    readings.add(connection, made[0], filed.reading, filed.reader, now)


def _remember(connection: Connection, article: int, addresses: Iterable[str]) -> None:
    asked = dict.fromkeys(map(indexed, addresses))
    known: set[Row[Any] | str] = set(
        connection.execute(select(ADDRESS.c.url).where(ADDRESS.c.url.in_(list(asked)))).scalars()
    )
    fresh = [{"url": url, "article_id": article} for url in asked if url not in known]
    if fresh:
        connection.execute(insert(ADDRESS), fresh)
