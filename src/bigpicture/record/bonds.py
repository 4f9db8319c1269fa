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


def of_mention(connection: Connection, number: int, mention: Mention) -> None:
    """Store what a new mention binds: its titles, and a film without a title to those it may be."""
    pairs = {(mention.block, other) for other in mention.also}
    if is_untitled(mention.block):
        pairs |= {(mention.block, _DIRECTOR + name) for name in mention.directors}
        pairs |= {(mention.block, t.block) for t in _by(connection, mention.directors) if may_be(mention, t)}
    elif mention.directors and (mention.opens or mention.year):
        pairs |= {(u.block, mention.block) for u in _waiting(connection, mention.directors) if may_be(u, mention)}
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


def components(connection: Connection, blocks: Iterable[str]) -> dict[str, frozenset[str]]:
    """Each of some blocks that is bound, with all blocks that are bound to it, directly or through others."""
    links: dict[str, set[str]] = {}
    asked, known = set(blocks), set[str]()
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
