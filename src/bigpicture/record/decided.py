"""What people decided about films, as it binds the mentions of blocks. Kept in keys of articles, which outlive numbers."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from bigpicture.identity import node
from bigpicture.identity.links import Decision, Links, links
from bigpicture.record.schema import DECISION


def holding(connection: Connection) -> list[tuple[int, list[str]]]:
    """The decisions about films that hold, each with its blocks."""
    holds = DECISION.c.undone_at.is_(None) & (DECISION.c.subject == "film")
    return [(row[0], row[1]) for row in connection.execute(select(DECISION.c.id, DECISION.c.blocks).where(holds))]


def links_of(connection: Connection, blocks: Collection[str]) -> Links:
    """The links that the decisions about blocks make."""
    holds = DECISION.c.undone_at.is_(None) & (DECISION.c.subject == "film")
    asked = select(DECISION.c.kind, DECISION.c.blocks, DECISION.c.payload).where(holds)
    rows = connection.execute(asked.order_by(DECISION.c.id)).all()
    wanted = set(blocks)
    return links([
        Decision(r.kind, *(frozenset(node(*pair) for pair in r.payload[side]) for side in ("kept", "moved")))
        for r in rows if wanted & set(r.blocks)
    ])  # fmt: skip
