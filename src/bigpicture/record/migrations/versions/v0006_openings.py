"""Openings and standings stored with the changes; small copies of pictures; looks through the token of a feed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table
from sqlalchemy import Text as AnyText

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = MetaData()
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
Table("film", _TABLES, Column("id", Integer, primary_key=True))
_MADE = [
    Table(
        "opening",
        _TABLES,
        Column("id", Integer, primary_key=True),
        Column("film_id", ForeignKey("film.id", ondelete="CASCADE"), nullable=False),
        Column("exact", Integer, nullable=False),
        Column("begins", Text, nullable=False),
        Column("ends", Text, nullable=False),
        Column("territory", Text),
        Column("mode", Text),
        Column("standing", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("told", JSON, nullable=False),
        Index("opening_film", "film_id"),
        Index("opening_ends", "exact", "ends"),
    ),
    Table(
        "picture",
        _TABLES,
        Column("digest", Text, primary_key=True),
        Column("width", Integer, nullable=False),
        Column("height", Integer, nullable=False),
        Column("data", LargeBinary, nullable=False),
    ),
    Table(
        "thumbnail",
        _TABLES,
        Column("url", Text, primary_key=True),
        Column("digest", ForeignKey("picture.digest")),
        Column("tried_at", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("next_at", Text),
        Column("problem", JSON),
        Index("thumbnail_digest", "digest"),
        Index("thumbnail_due", "next_at"),
    ),
]


def upgrade() -> None:
    """Add them. Every film is settled anew by the next update, which makes its openings and counts its standings."""
    for name in ("rumoured", "denied"):
        op.add_column("film", Column(name, Integer, nullable=False, server_default="0"))
        op.create_index(f"film_{name}", "film", [name])
    op.add_column("film", Column("pictured_at", Text))
    for name in ("looked_at", "before_at"):
        op.add_column("watch", Column(name, Text))
    _TABLES.create_all(op.get_bind(), tables=_MADE)
    op.execute("UPDATE film SET settled_at = NULL")
