"""Quotations: who said what about which film, each once however many articles print it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy.engine import RowMapping

from bigpicture.folding import plain
from bigpicture.record import search, told
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION, READING, VERSION
from bigpicture.record.told import Named
from bigpicture.times import whole

_FOUND = 1_000  # quotations by their words that are looked at: later ones answer worse


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody is quoted with."""

    speaker: str
    text: str
    film: Named | None  # None: it is about no one film
    claim: int  # of the first article that has it
    when: str
    outlet: str | None
    article: int
    articles: int  # that print it


def quotes(
    connection: Connection,
    *,
    speakers: Collection[str] = (),
    film: int | None = None,
    words: str = "",
    moment: str | None = None,
    most: int = 50,
) -> list[Quote]:
    """Quotations of current texts: the newest first, or those that have the words asked for best.

    `speakers` are one person's names, each as naming.bearer; `moment` leaves out what came out after a day.
    """
    asked = current(CLAIM.c.type == "quote")
    if speakers:
        asked = asked.where(CLAIM.c.bearer.in_(speakers))
    if film is not None:
        asked = asked.where(MENTION.c.film_id == film)
    if moment:
        asked = asked.where(ARTICLE.c.when <= whole(moment))
    if not words:
        rows: Iterable[RowMapping] = connection.execute(
            asked.order_by(ARTICLE.c.when.desc(), CLAIM.c.id.desc()).limit(most * 20)
        ).mappings()
        return once(connection, list(rows))[:most]
    made: list[Quote] = []
    seen: list[RowMapping] = []
    order = iter(search.quotes(connection, words, _FOUND))
    # the best answers are among the first
    while len(made) < most and (part := [p.id for p in islice(order, 5 * most)]):
        found = {row["id"]: row for row in connection.execute(asked.where(CLAIM.c.id.in_(part))).mappings()}
        seen += (found[n] for n in part if n in found)
        made = once(connection, seen)
    return made[:most]


def count(connection: Connection, speakers: Collection[str]) -> int:
    """How many different quotations there are of one person."""
    rows = connection.execute(current(CLAIM.c.type == "quote", CLAIM.c.bearer.in_(speakers))).mappings()
    return len({same(row) for row in rows})


def current(*which: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    """Claims of the newest reading of each article's current text."""
    other = READING.alias("newer")
    newest = select(func.max(other.c.id)).where(other.c.version_id == READING.c.version_id).scalar_subquery()
    return (
        select(CLAIM.c.id, CLAIM.c.bearer, CLAIM.c["values"], ARTICLE.c.id.label("article"), ARTICLE.c.when, VERSION.c.outlet,
               MENTION.c.film_id)
        .join(READING, READING.c.id == CLAIM.c.reading_id)
        .join(VERSION, VERSION.c.id == READING.c.version_id)
        .join(ARTICLE, (ARTICLE.c.id == VERSION.c.article_id) & (ARTICLE.c.version_id == VERSION.c.id))  # by its key
        .outerjoin(MENTION, MENTION.c.id == CLAIM.c.mention_id)
        .where(READING.c.id == newest, *which)
    )  # fmt: skip


def same(row: RowMapping) -> tuple[str, str]:
    """What makes two quotations one: the speaker and the words, folded."""
    return row["bearer"] or "", plain(row["values"].get("text"))


def once(connection: Connection, rows: Sequence[RowMapping]) -> list[Quote]:
    """Quotations in the order in which their rows come first."""
    groups: dict[tuple[str, str], list[RowMapping]] = {}
    for row in rows:
        groups.setdefault(same(row), []).append(row)
    named = told.names(connection, {row["film_id"] for row in rows if row["film_id"] is not None})
    return [_quote(group, named) for group in groups.values()]


def _quote(rows: Sequence[RowMapping], named: dict[int, Named]) -> Quote:
    first = min(rows, key=lambda r: (r["when"], r["article"], r["id"]))
    film = next((named[r["film_id"]] for r in rows if r["film_id"] in named), None)
    values = first["values"]
    return Quote(str(values.get("speaker") or ""), str(values.get("text") or ""), film, first["id"], first["when"],
                 first["outlet"], first["article"], len({r["article"] for r in rows}))  # fmt: skip
