"""Films: which one each mention means, decided anew only among the mentions of the blocks of titles that an article touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from bigpicture import identity
from bigpicture.identity import Group, Mention, node
from bigpicture.model import Claim, Evidence, Film
from bigpicture.naming import bearer
from bigpicture.record import bonds, decided
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, VERSION


def note(
    connection: Connection, version: int, reading: int, claims: Sequence[Claim], films: Iterable[Film]
) -> dict[str, int]:
    """Take up the works of an article's newest reading in place of those of the one before; block to mention.

    `films` tell the other titles of works. The cost is that of the blocks touched: one film each, or the mentions of a title
    that several films share, and of those bound to it.
    """
    article = connection.execute(
        select(ARTICLE.c.id, ARTICLE.c.when, ARTICLE.c.key).join(VERSION, VERSION.c.article_id == ARTICLE.c.id).where(VERSION.c.id == version)
    ).one()  # fmt: skip
    left = _forget(connection, article.id)
    also = _other_titles(films)
    told: dict[str, Mention] = {}
    titles: dict[str, str] = {}
    for block, own in _works(claims).items():
        told[block] = identity.mention(node(article.key, block), article.when, own, also.get(block, frozenset()))
        titles[block] = min(Counter(str(c.work) for c in own).items(), key=lambda kv: (-kv[1], -len(kv[0]), kv[0]))[0]
    pairs = bonds.of_mentions(connection, told.values())
    bound = bonds.components(connection, {*told, *left}, (pair for own in pairs.values() for pair in own))
    clear = {block: mention for block, mention in told.items() if block not in left and block not in bound}
    meant = _settled(connection, clear, titles)
    made = _stored(connection, [
        {"article_id": article.id, "reading_id": reading, "block": block, "title": titles[block], "film_id": meant.get(block),
         **_columns(mention)}
        for block, mention in told.items()
    ])  # fmt: skip
    for block, bond in pairs.items():
        bonds.add(connection, made[block], bond)
    anew = {
        left.get(block, frozenset()) | bound.get(block, frozenset({block}))
        for block in {*told, *left}
        if block not in meant
    }
    for whole in sorted(anew, key=sorted):
        decide(connection, whole)
    return made


def _stored(connection: Connection, rows: list[dict[str, Any]]) -> dict[str, int]:
    """Store the mentions of an article; block to mention."""
    if not rows:
        return {}
    made = connection.execute(insert(MENTION).returning(MENTION.c.block, MENTION.c.id), rows)
    return {row.block: row.id for row in made}


def _settled(connection: Connection, told: Mapping[str, Mention], titles: Mapping[str, str]) -> dict[str, int]:
    """The films of blocks of which nothing else need be looked at: one that joins the block's one film, or its first mention."""
    if not told:
        return {}
    known: dict[str, list[RowMapping]] = {block: [] for block in told}
    for row in connection.execute(select(FILM).where(FILM.c.block.in_(told))).mappings():
        known[row["block"]].append(row)
    meant = {}
    new = []
    for block, mention in told.items():
        own = _alone(mention)
        if not known[block]:
            opens = Counter([mention.opens] if mention.opens else ())
            new.append({"block": block, **_values(own, Counter([titles[block]]), opens)})
        elif len(known[block]) == 1 and _joins(connection, known[block][0], own, mention, titles[block]):
            meant[block] = int(known[block][0]["id"])
    if new:
        made = connection.execute(insert(FILM).returning(FILM.c.block, FILM.c.id), new)
        meant |= {row.block: row.id for row in made}
    return meant


def renew(connection: Connection) -> None:
    """Make all that is derived from claims anew: bearers, mentions, bonds, films. For a store that an older version made.

    A film keeps its number where most of its mentions stay.
    """
    claims: dict[int | None, list[Claim]] = {}
    for row in connection.execute(select(CLAIM).order_by(CLAIM.c.id)).mappings():
        who = str(row["values"].get("person") or row["values"].get("speaker") or "")
        if who:
            connection.execute(update(CLAIM).where(CLAIM.c.id == row["id"]).values(bearer=bearer(who)))
        if row["mention_id"] is not None:
            claims.setdefault(row["mention_id"], []).append(_claim(row))
    blocks: set[str] = set()
    asked = select(MENTION.c.id, MENTION.c.title, MENTION.c.also, ARTICLE.c.key, ARTICLE.c.when)
    for row in connection.execute(asked.join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)).mappings().all():
        block = identity.block(row["title"])
        mention = identity.mention(node(row["key"], block), row["when"], claims.get(row["id"], ()), row["also"])
        connection.execute(update(MENTION).where(MENTION.c.id == row["id"]).values(block=block, **_columns(mention)))
        for own in bonds.of_mentions(connection, [mention]).values():
            bonds.add(connection, row["id"], own)
        blocks.add(block)
    for number, whole in decided.holding(connection):
        bonds.of_decision(connection, number, whole)
    bound = bonds.components(connection, blocks)
    for together in sorted({tuple(sorted(bound.get(b, {b}))) for b in blocks}):
        decide(connection, together)


def _claim(row: RowMapping) -> Claim:
    return Claim(row["type"], row["work"], row["values"], row["status"], Evidence("", 0, 0), row["confidence"], row["by"],
                 row["year"])  # fmt: skip


def _other_titles(films: Iterable[Film]) -> Mapping[str, frozenset[str]]:
    """By block of a work: the blocks of its other titles."""
    found = {identity.block(f.title): frozenset(identity.block(t.title) for t in f.titles) for f in films if f.titles}
    return {block: others - {block} for block, others in found.items()}


def _columns(mention: Mention) -> dict[str, Any]:
    return {
        "year": mention.year, "directors": sorted(mention.directors), "people": sorted(mention.people),
        "also": sorted(mention.also), "current": mention.current, "opens": mention.opens,
    }  # fmt: skip


def _works(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.work and (block := identity.block(claim.work)):
            found.setdefault(block, []).append(claim)
    return found


def _forget(connection: Connection, article: int) -> dict[str, frozenset[str]]:
    """Drop an article's mentions; the blocks they were in, each with those it was bound to."""
    old = connection.execute(select(MENTION.c.id, MENTION.c.block).where(MENTION.c.article_id == article)).all()
    if not old:
        return {}
    bound = bonds.components(connection, {row.block for row in old})
    ids = [row.id for row in old]
    bonds.drop(connection, mentions=ids)
    connection.execute(update(CLAIM).where(CLAIM.c.mention_id.in_(ids)).values(mention_id=None))
    connection.execute(delete(MENTION).where(MENTION.c.id.in_(ids)))
    return {row.block: bound.get(row.block, frozenset({row.block})) for row in old}


def _alone(mention: Mention) -> Group:
    years, current = ([y] if y else [] for y in (mention.year, mention.current))
    return Group(frozenset(), mention.directors, frozenset(years), frozenset(current))


def _joins(connection: Connection, film: RowMapping, own: Group, mention: Mention, title: str) -> bool:
    """Join the one film of a block, where nothing speaks against it: then deciding anew would give the same."""
    known = Group(frozenset(), frozenset(film["directors"]), frozenset(film["years"]), frozenset(film["current"]))
    if own.conflicts(known):
        return False
    titles = Counter(film["titles"])
    opens = Counter({int(year): count for year, count in film["opens"].items()})
    titles[title] += 1
    if mention.opens:
        opens[mention.opens] += 1
    _write(connection, film["id"], known.joined(own), titles, opens)
    return True


def decide(connection: Connection, blocks: Collection[str]) -> None:
    """Part the mentions of blocks into films anew; a film keeps its number where most of its mentions stay.

    `blocks` is one block, or all of those that are bound together.
    """
    asked = select(MENTION, ARTICLE.c.key, ARTICLE.c.when).join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
    found = connection.execute(asked.where(MENTION.c.block.in_(blocks))).mappings()
    rows = {node(row["key"], row["block"]): row for row in found}
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
        row["opens"], row["block"], frozenset(row["also"]),
    )  # fmt: skip


def _assign(connection: Connection, mentions: Sequence[int], film: int | None) -> None:
    if mentions:
        connection.execute(update(MENTION).where(MENTION.c.id.in_(mentions)).values(film_id=film))


def _write(connection: Connection, film: int, group: Group, titles: Counter[str], opens: Counter[int]) -> None:
    connection.execute(update(FILM).where(FILM.c.id == film).values(**_values(group, titles, opens)))


def _values(group: Group, titles: Counter[str], opens: Counter[int]) -> dict[str, Any]:
    """The columns of a film as its mentions tell of it."""
    return {
        "title": min(titles, key=lambda t: (-titles[t], -len(t), t)), "year": group.year or identity.released(opens),
        "directors": sorted(group.directors), "years": sorted(group.years), "current": sorted(group.current),
        "opens": {str(y): opens[y] for y in sorted(opens)}, "titles": dict(sorted(titles.items())), "articles": titles.total(),
        "asked": None, "settled_at": None,
    }  # fmt: skip


def _insert(connection: Connection, table: Any, **values: Any) -> int:
    made = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert made is not None
    return int(made[0])
