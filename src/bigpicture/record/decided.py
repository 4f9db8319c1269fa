"""What people decided about films, as it binds the mentions of blocks. Kept in keys of articles, which outlive numbers."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from bigpicture.identity.links import Decision, Links, links
from bigpicture.record.schema import DECISION


def node(article: str, block: str) -> str:
    """The key of a mention among those of several blocks."""
    return f"{article}\t{block}"


def bound(connection: Connection) -> dict[str, frozenset[str]]:
    """Each block about which something is decided, with all that are bound to it. One short row a decision is read."""
    found: dict[str, frozenset[str]] = {}
    for blocks in connection.execute(select(DECISION.c.blocks).where(DECISION.c.undone_at.is_(None))).scalars():
        whole = frozenset(blocks).union(*(found.get(b, ()) for b in blocks))
        found |= dict.fromkeys(whole, whole)
    return found


def links_of(connection: Connection, blocks: Collection[str]) -> Links:
    """The links that the decisions about blocks make."""
    asked = select(DECISION.c.kind, DECISION.c.blocks, DECISION.c.payload).where(DECISION.c.undone_at.is_(None))
    rows = connection.execute(asked.order_by(DECISION.c.id)).all()
    wanted = set(blocks)
    return links([
        Decision(r.kind, *(frozenset(node(*pair) for pair in r.payload[side]) for side in ("kept", "moved")))
        for r in rows if wanted & set(r.blocks)
    ])  # fmt: skip
