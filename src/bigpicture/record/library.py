"""What is stored, looked at: lists of articles, one article whole, what changed in it, who backs a claim."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select
from sqlalchemy.engine import RowMapping

from bigpicture.errors import InputError
from bigpicture.identity import block
from bigpicture.model import Reading
from bigpicture.record import readings
from bigpicture.record.schema import ARTICLE, CLAIM, MENTION, READING, SOURCE, VERSION
from bigpicture.vocabulary import CLAIM_TYPES


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a list shows it."""

    id: int
    when: str
    title: str | None
    outlet: str | None
    url: str | None
    source: str | None  # title or address of what gave it first
    versions: int
    changed_at: str | None  # when the current version came, where it is not the first
    claims: int
    copy_of: int | None
    teaser: bool  # whether only an announcement of it could be had


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article's text."""

    number: int
    cause: str  # first, edited, completed (a teaser whose page came), extractor
    fetched_at: str
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Support:
    """A claim and who makes it."""

    type: str
    work: str | None
    values: dict[str, object]
    status: str
    articles: int  # that say so
    origins: int  # of these, how many in words of their own: copies of one text count once
    first: str  # when it was first said


def articles(
    connection: Connection,
    *,
    changed: bool = False,
    source: int | None = None,
    since: str | None = None,
    most: int = 50,
) -> list[Listed]:
    """Articles, the newest first: at most `most` of them, of one source, since a moment, or only those that were edited."""
    of_it = VERSION.alias()
    versions = select(func.count()).where(of_it.c.article_id == ARTICLE.c.id).scalar_subquery()
    claims = (
        select(func.count())
        .select_from(CLAIM)
        .join(READING, READING.c.id == CLAIM.c.reading_id)
        .where(READING.c.id == _newest(VERSION.c.id))
        .scalar_subquery()
    )
    asked = (
        select(ARTICLE, VERSION.c.title, VERSION.c.outlet, VERSION.c.url, VERSION.c.fetched_at, VERSION.c.extractor,
               SOURCE.c.title.label("source_title"), SOURCE.c.address, versions.label("versions"), claims.label("claims"))
        .join(VERSION, VERSION.c.id == ARTICLE.c.version_id)
        .outerjoin(SOURCE, SOURCE.c.id == ARTICLE.c.source_id)
        .order_by((VERSION.c.fetched_at if changed else ARTICLE.c.when).desc(), ARTICLE.c.id.desc())
        .limit(most)
    )  # fmt: skip
    if changed:
        asked = asked.where(ARTICLE.c.id.in_(select(VERSION.c.article_id).where(VERSION.c.cause == "edited")))
    if source is not None:
        asked = asked.where(ARTICLE.c.source_id == source)
    if since is not None:
        asked = asked.where((VERSION.c.fetched_at if changed else ARTICLE.c.when) >= since)
    return [_listed(row) for row in connection.execute(asked).mappings()]


def _newest(version: ColumnElement[Any]) -> ScalarSelect[int]:
    """The newest reading of a version: those before it are superseded."""
    of_it = READING.alias()
    return select(func.max(of_it.c.id)).where(of_it.c.version_id == version).correlate_except(of_it).scalar_subquery()


def _listed(row: RowMapping) -> Listed:
    changed_at = row["fetched_at"] if row["versions"] > 1 else None
    teaser = (row["extractor"] or "").startswith("teaser")
    return Listed(row["id"], row["when"], row["title"], row["outlet"], row["url"], row["source_title"] or row["address"],
                  row["versions"], changed_at, row["claims"], row["origin_id"], teaser)  # fmt: skip


def _current(connection: Connection, article: int) -> RowMapping:
    row = connection.execute(
        select(VERSION).join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id).where(ARTICLE.c.id == article)
    ).mappings().first()  # fmt: skip
    if row is None:
        raise InputError(f"article {article}", "not stored", "see what is with: bigpicture articles")
    return row


def current(connection: Connection, article: int) -> tuple[int, Reading]:
    """(an article's current version, its text and what was read in it). Raises InputError where there is no such article."""
    row = _current(connection, article)
    return row["id"], readings.of_version(connection, row)


def reading(connection: Connection, article: int) -> Reading:
    """An article's current text and what was read in it. Raises InputError where there is no such article."""
    return current(connection, article)[1]


def versions(connection: Connection, article: int) -> list[Version]:
    """Every version of an article's text, the first one first. Raises InputError where there is no such article."""
    rows = connection.execute(
        select(VERSION.c.number, VERSION.c.cause, VERSION.c.fetched_at, VERSION.c.title, VERSION.c.text)
        .where(VERSION.c.article_id == article)
        .order_by(VERSION.c.number)
    ).all()
    if not rows:
        _current(connection, article)
    return [Version(*row) for row in rows]


def siblings(connection: Connection, article: int) -> tuple[int, list[int]]:
    """(the article whose words it has, every other article that has them too)."""
    origin = connection.execute(select(ARTICLE.c.origin_id).where(ARTICLE.c.id == article)).scalar() or article
    group = connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.origin_id == origin)).scalars()
    return origin, sorted({origin, *group} - {article})


def difference(old: Version, new: Version) -> Iterator[str]:
    """The paragraphs that changed, as a unified diff's lines with one paragraph of context."""
    before, after = _paragraphs(old), _paragraphs(new)
    names = (f"version {old.number}, {old.fetched_at}", f"version {new.number}, {new.fetched_at}")
    yield from difflib.unified_diff(before, after, *names, n=1, lineterm="")


def _paragraphs(version: Version) -> list[str]:
    return [" ".join(p.split()) for p in (version.title or "", *version.text.split("\n\n")) if p.strip()]


def support(connection: Connection, title: str) -> list[Support]:
    """Every claim about works of a title in current texts, with the articles behind it; of each type the best backed first."""
    rows = connection.execute(
        select(
            CLAIM,
            ARTICLE.c.id.label("article"),
            func.coalesce(ARTICLE.c.origin_id, ARTICLE.c.id).label("origin"),
            ARTICLE.c.when,
        )
        .join(READING, READING.c.id == CLAIM.c.reading_id)
        .join(ARTICLE, ARTICLE.c.version_id == READING.c.version_id)
        .join(MENTION, MENTION.c.id == CLAIM.c.mention_id)
        .where(MENTION.c.block == block(title))
        .order_by(ARTICLE.c.when, ARTICLE.c.id, CLAIM.c.position)
    ).mappings()
    groups: dict[tuple[str, str], list[RowMapping]] = {}
    for row in rows:
        groups.setdefault((row["identity"], row["status"]), []).append(row)
    made = [_support(group) for group in groups.values()]
    order = list(CLAIM_TYPES)
    return sorted(made, key=lambda s: (order.index(s.type), -s.origins))


def _support(group: list[RowMapping]) -> Support:
    first = group[0]
    return Support(first["type"], first["work"], dict(first["values"]), first["status"],
                   len({row["article"] for row in group}), len({row["origin"] for row in group}), first["when"])  # fmt: skip
