"""Films: which one each mention means, decided anew only among the mentions of one block of titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from bigpicture import identity
from bigpicture.identity import Group, Mention
from bigpicture.model import Claim
from bigpicture.record import decided
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, VERSION


def note(connection: Connection, version: int, reading: int, claims: Sequence[Claim]) -> dict[str, int]:
    """Take up the works of an article's newest reading in place of those of the one before; block to mention.

    The cost is that of the blocks touched: one film each, or the mentions of a title that several films share.
    """
    article = connection.execute(
        select(ARTICLE.c.id, ARTICLE.c.when, ARTICLE.c.key).join(VERSION, VERSION.c.article_id == ARTICLE.c.id).where(VERSION.c.id == version)
    ).one()  # fmt: skip
    left = _forget(connection, article.id)
    made: dict[str, int] = {}
    bound = decided.bound(connection)
    for block, own in _works(claims).items():
        mention = identity.mention(article.key, article.when, own)
        title = min(Counter(str(c.work) for c in own).items(), key=lambda kv: (-kv[1], -len(kv[0]), kv[0]))[0]
        made[block] = _insert(
            connection, MENTION, article_id=article.id, reading_id=reading, block=block, title=title, year=mention.year,
            directors=sorted(mention.directors), people=sorted(mention.people), current=mention.current,
            opens=mention.opens,
        )  # fmt: skip
        if block in left or block in bound or not _joins(connection, block, made[block], mention, title):
            decide(connection, bound.get(block, {block}))
    for block in left - set(made):
        decide(connection, bound.get(block, {block}))
    return made


def _works(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.work and (block := identity.block(claim.work)):
            found.setdefault(block, []).append(claim)
    return found


def _forget(connection: Connection, article: int) -> set[str]:
    """Drop an article's mentions; the blocks they were in."""
    old = connection.execute(select(MENTION.c.id, MENTION.c.block).where(MENTION.c.article_id == article)).all()
    if old:
        ids = [row.id for row in old]
        connection.execute(update(CLAIM).where(CLAIM.c.mention_id.in_(ids)).values(mention_id=None))
        connection.execute(delete(MENTION).where(MENTION.c.id.in_(ids)))
    return {row.block for row in old}


def _joins(connection: Connection, block: str, mention: int, new: Mention, title: str) -> bool:
    """Join the one film of a block, where nothing speaks against it: then deciding anew would give the same."""
    films = connection.execute(select(FILM).where(FILM.c.block == block)).mappings().all()
    if len(films) != 1:
        return False
    film = films[0]
    mine = Group(frozenset(), new.directors, frozenset({new.year} if new.year else ()),
                 frozenset({new.current} if new.current else ()))  # fmt: skip
    known = Group(frozenset(), frozenset(film["directors"]), frozenset(film["years"]), frozenset(film["current"]))
    if mine.conflicts(known):
        return False
    titles = Counter(film["titles"])
    opens = Counter({int(year): count for year, count in film["opens"].items()})
    titles[title] += 1
    if new.opens:
        opens[new.opens] += 1
    _write(connection, film["id"], known.joined(mine), titles, opens)
    connection.execute(update(MENTION).where(MENTION.c.id == mention).values(film_id=film["id"]))
    return True


def decide(connection: Connection, blocks: Collection[str]) -> None:
    """Part the mentions of blocks into films anew; a film keeps its number where most of its mentions stay.

    `blocks` is one block, or several that a person's decisions bind.
    """
    asked = select(MENTION, ARTICLE.c.key, ARTICLE.c.when).join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
    found = connection.execute(asked.where(MENTION.c.block.in_(blocks))).mappings()
    rows = {decided.node(row["key"], row["block"]): row for row in found}
    groups, undecided = identity.partition(
        [_mention(key, row) for key, row in rows.items()], decided.links_of(connection, blocks)
    )
    free = set(connection.execute(select(FILM.c.id).where(FILM.c.block.in_(blocks))).scalars())
    for group in sorted(groups, key=lambda g: (-len(g.mentions), min(g.mentions))):
        members = [rows[key] for key in group.mentions]
        before = Counter(row["film_id"] for row in members if row["film_id"] in free)
        film = min(before, key=lambda f: (-before[f], f), default=None)
        named = Counter(row["block"] for row in members)
        block = min(named, key=lambda b: (-named[b], b))
        if film is None:
            film = _insert(
                connection, FILM, block=block, title="", directors=[], years=[], current=[], opens={}, titles={}
            )
        elif len(blocks) > 1:
            connection.execute(update(FILM).where(FILM.c.id == film).values(block=block))
        free.discard(film)
        opens = Counter(row["opens"] for row in members if row["opens"])
        _write(connection, film, group, Counter(row["title"] for row in members), opens)
        _assign(connection, [row["id"] for row in members if row["film_id"] != film], film)
    _assign(connection, [rows[key]["id"] for key in undecided if rows[key]["film_id"] is not None], None)
    if free:
        connection.execute(delete(FILM).where(FILM.c.id.in_(free)))


def _mention(key: str, row: RowMapping) -> Mention:
    return Mention(
        key, row["when"], row["year"], frozenset(row["directors"]), frozenset(row["people"]), row["current"],
        row["opens"], row["block"],
    )  # fmt: skip


def _assign(connection: Connection, mentions: Sequence[int], film: int | None) -> None:
    if mentions:
        connection.execute(update(MENTION).where(MENTION.c.id.in_(mentions)).values(film_id=film))


def _write(connection: Connection, film: int, group: Group, titles: Counter[str], opens: Counter[int]) -> None:
    title = min(titles, key=lambda t: (-titles[t], -len(t), t))
    released = min(opens, key=lambda y: (-opens[y], y), default=None)
    values = {
        "title": title, "year": group.year or released, "directors": sorted(group.directors), "years": sorted(group.years),
        "current": sorted(group.current), "opens": {str(y): opens[y] for y in sorted(opens)}, "titles": dict(sorted(titles.items())),
    }  # fmt: skip
    connection.execute(update(FILM).where(FILM.c.id == film).values(**values))


def _insert(connection: Connection, table: Any, **values: Any) -> int:
    made = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert made is not None
    return int(made[0])
