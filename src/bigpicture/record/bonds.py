"""Bonds: which blocks of titles have their mentions decided together.

An article that gives a film two titles binds their blocks; so does a film without a title and one that it may be, and a
person's decision. A bond only says what is looked at together: what is one film is decided by bigpicture.identity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from bigpicture.identity import Mention, is_untitled, may_be
from bigpicture.record.schema import ARTICLE, BOND, CLAIM, MENTION

_DIRECTOR = "@"  # begins the name of a director whom a film without a title waits for


Pairs = frozenset[tuple[str, str]]  # of blocks, or a block and @ with a director


def of_mentions(connection: Connection, mentions: Collection[Mention]) -> dict[str, Pairs]:
    """By block of a new mention: what it binds, its titles, and a film without a title to those it may be."""
    waiting = _waiting(connection, {d for m in mentions if _told(m) for d in m.directors})
    made: dict[str, Pairs] = {}
    for mention in mentions:
        pairs = {(mention.block, other) for other in mention.also}
        if is_untitled(mention.block):
            pairs |= {(mention.block, _DIRECTOR + name) for name in mention.directors}
            pairs |= {(mention.block, t.block) for t in _by(connection, mention.directors) if may_be(mention, t)}
        elif waiting and _told(mention):
            pairs |= {(u.block, mention.block) for u in waiting if may_be(u, mention)}
        if pairs:
            made[mention.block] = frozenset(pairs)
    return made


def _told(mention: Mention) -> bool:
    """Whether enough is told of a film with a title for it to be one that had none."""
    return bool(mention.directors) and bool(mention.opens or mention.year) and not is_untitled(mention.block)


def add(connection: Connection, number: int, pairs: Pairs) -> None:
    """Store what a mention binds."""
    _add(connection, pairs, mention=number)


def of_decision(connection: Connection, number: int, blocks: Collection[str]) -> None:
    """Bind the blocks that a decision speaks of; a single one to itself, so that it is decided whole."""
    first = min(blocks)
    _add(connection, {(first, block) for block in blocks}, decision=number)


def _add(connection: Connection, pairs: Collection[tuple[str, str]], **by: int) -> None:
    rows = [{"block": a, "other": b, "mention_id": by.get("mention"), "decision_id": by.get("decision")} for a, b in sorted(pairs)]  # fmt: skip
    if rows:
        connection.execute(insert(BOND), rows)


def drop(connection: Connection, *, mentions: Collection[int] = (), decision: int | None = None) -> None:
    """Forget what mentions, or a decision, bound."""
    which = BOND.c.mention_id.in_(mentions) if mentions else BOND.c.decision_id == decision
    connection.execute(delete(BOND).where(which))


def components(
    connection: Connection, blocks: Iterable[str], pairs: Iterable[tuple[str, str]] = ()
) -> dict[str, frozenset[str]]:
    """Each of some blocks that is bound, with all blocks that are bound to it, directly or through others.

    `pairs` are bonds that are not stored yet.
    """
    links: dict[str, set[str]] = {}
    for block, other in pairs:
        if not other.startswith(_DIRECTOR):
            links.setdefault(block, set()).add(other)
            links.setdefault(other, set()).add(block)
    asked, known = {*blocks, *links}, set[str]()
    while asked:
        known |= asked
        rows = connection.execute(
            select(BOND.c.block, BOND.c.other).where(or_(BOND.c.block.in_(asked), BOND.c.other.in_(asked)))
        ).all()
        for block, other in rows:
            if not other.startswith(_DIRECTOR):
                links.setdefault(block, set()).add(other)
                links.setdefault(other, set()).add(block)
        asked = set(links) - known
    return _joined(links)


def _joined(links: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for block in links:
        if block not in found:
            whole, new = {block}, [block]
            while new:
                fresh = links[new.pop()] - whole
                whole |= fresh
                new += fresh
            found |= dict.fromkeys(whole, frozenset(whole))
    return found


_MENTIONS = select(
    ARTICLE.c.when, MENTION.c.year, MENTION.c.directors, MENTION.c.people, MENTION.c.opens, MENTION.c.block
).join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)


def _waiting(connection: Connection, directors: Collection[str]) -> list[Mention]:
    """Mentions of films without a title by some directors."""
    if not directors:
        return []
    names = [_DIRECTOR + name for name in directors]
    bound = select(BOND.c.mention_id).where(BOND.c.other.in_(names))
    return _mentions(connection, MENTION.c.id.in_(bound))


def _by(connection: Connection, directors: Collection[str]) -> list[Mention]:
    """Mentions of films by some directors."""
    theirs = select(CLAIM.c.mention_id).where(CLAIM.c.bearer.in_(directors), CLAIM.c.type == "director")
    return _mentions(connection, MENTION.c.id.in_(theirs))


def _mentions(connection: Connection, which: ColumnElement[bool]) -> list[Mention]:
    return [
        Mention("", row.when, row.year, frozenset(row.directors), frozenset(row.people), None, row.opens, row.block)
        for row in connection.execute(_MENTIONS.where(which))
    ]
