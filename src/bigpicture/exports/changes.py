"""What changed, to be exported as feeds: each change with the words that brought it and an identity that stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection, RowMapping, select

from bigpicture.exports.calendar import covered
from bigpicture.exports.dates import instant
from bigpicture.exports.entries import Source, as_named, mentions_of
from bigpicture.folding import name
from bigpicture.naming import KEYS
from bigpicture.record import news, told
from bigpicture.record.known import Film
from bigpicture.record.news import News
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION, READING, VERSION
from bigpicture.times import moment as read
from bigpicture.weighing import Change


@dataclass(frozen=True, slots=True)
class Item:
    """A change of what is known of a film, and the article that brought it."""

    id: UUID  # the same whenever it is exported, from whichever copy of the record
    film: int
    title: str
    change: Change
    words: str  # of the article
    source: Source
    published: datetime  # when the article came out
    updated: datetime  # when it was last seen to be edited


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes, the newest first, and what was asked for: titles, kinds, territories."""

    items: tuple[Item, ...]
    asked: tuple[str, ...] = ()


def gather_changes(
    connection: Connection,
    films: Sequence[Film] | None = None,
    moment: str | None = None,
    *,
    since: str = "",
    most: int = 50,
    kind: Sequence[str] = (),
    territory: Sequence[str] = (),
    only: Callable[[News], bool] | None = None,
) -> Changes:
    """The changes since a moment, the newest first; of some films, kinds (of weighing.replay.KINDS) and territories, and
    only those that a caller picks.

    With a moment (a day, or UTC text) they are those that were known by then.
    """
    found = _recent(connection, since, films, moment)
    places = covered(territory)
    wanted = (
        n for n in found
        if (not kind or n.change.kind in kind)
        and (not places or name(n.change.fact.values.get("territory")) in places)
        and (only is None or only(n))
    )  # fmt: skip
    items = tuple(_items(connection, list(islice(wanted, most)), moment))
    return Changes(items, (*(f.title for f in films or ()), *kind, *territory))


def _recent(connection: Connection, since: str, films: Iterable[Film] | None, moment: str | None) -> list[News]:
    if films is None:
        return news.recent(connection, since, None, moment)
    found = [n for film in dict.fromkeys(films) for n in news.recent(connection, since, film.id, moment)]
    return sorted(found, key=lambda n: n.change.by.rank[:2], reverse=True)


def _items(connection: Connection, found: Sequence[News], moment: str | None) -> Iterator[Item]:
    brought = _brought(connection, {n.change.by.id for n in found})
    titles = {n.film.id: n.film.title for n in found}
    if moment:
        mentions = mentions_of(connection, titles)
        titles |= {film: then.title for film, own in mentions.items() if (then := as_named(film, own, moment))}
    for one in found:
        row = brought[one.change.by.id]
        published = min(instant(row["when"]), read(row["first_seen_at"]))  # no day is over before it was seen
        edited = read(row["fetched_at"]) if row["cause"] == "edited" else published
        yield Item(
            _identity(row, one.change), one.film.id, titles[one.film.id], one.change, row["text"][row["start"] : row["end"]],
            Source(row["outlet"], row["url"], row["when"].removesuffix("T24"), row["title"]), published, max(published, edited),
        )  # fmt: skip


def _identity(row: RowMapping, change: Change) -> UUID:
    """Of an article, the film and people as that article calls them, and what it changed: nothing that another article may move.

    What kind of change it is does not count: that may be seen otherwise once an earlier article comes in. A territory is one
    of those that the article names.
    """
    shown, own = change.by.values, row["values"]
    fields = [f for f in shown if f != "territory" and shown[f] and own.get(f)]
    called = {KEYS.get(f, name)(str(shown[f])): KEYS.get(f, name)(str(own[f])) for f in fields}
    key = (called.get(part, part) for part in change.fact.key)
    return uuid5(NAMESPACE_URL, "\x1f".join(("bigpicture", "change", row["key"], row["block"], *key)))


def _brought(connection: Connection, claims: Iterable[int]) -> dict[int, RowMapping]:
    """The words of claims, and the articles they are from, by the claim's number."""
    asked = (
        select(
            CLAIM.c.id, CLAIM.c["values"], CLAIM.c.start, CLAIM.c.end, MENTION.c.block, ARTICLE.c.key, ARTICLE.c.when, ARTICLE.c.first_seen_at,
            VERSION.c.cause, VERSION.c.fetched_at, VERSION.c.text, VERSION.c.title, VERSION.c.outlet, VERSION.c.url,
        )
        .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
        .join(READING, READING.c.id == CLAIM.c.reading_id)
        .join(VERSION, VERSION.c.id == READING.c.version_id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
    )  # fmt: skip
    parts = (connection.execute(asked.where(CLAIM.c.id.in_(part))) for part in told.parts(sorted(claims)))
    return {row["id"]: row for rows in parts for row in rows.mappings()}
