"""Names: titles that are bound, spellings of one person, decisions about names, links to the catalogue."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy import Text as AnyText

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = MetaData()
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
for _name in ("mention", "decision", "film"):
    Table(_name, _TABLES, Column("id", Integer, primary_key=True))
BOND = Table(
    "bond",
    _TABLES,
    Column("block", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("mention_id", ForeignKey("mention.id")),
    Column("decision_id", ForeignKey("decision.id")),
    Index("bond_block", "block"),
    Index("bond_other", "other"),
    Index("bond_mention", "mention_id"),
)
LINK = Table(
    "link",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("film_id", ForeignKey("film.id", ondelete="CASCADE"), nullable=False),
    Column("bearer", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("ids", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", JSON, nullable=False),
    UniqueConstraint("film_id", "bearer"),
    Index("link_bearer", "bearer"),
    Index("link_entity", "entity"),
)


def upgrade() -> None:
    """Add the columns and tables. What is derived is made anew by bigpicture.record.connect once they are there."""
    op.add_column("mention", Column("also", JSON, nullable=False, server_default="[]"))
    op.add_column("decision", Column("subject", Text, nullable=False, server_default="film"))
    op.add_column("film", Column("asked", Text))
    op.add_column("claim", Column("bearer", Text))
    op.drop_index("claim_person", "claim")
    op.create_index("claim_bearer", "claim", ["bearer"])
    op.create_index("film_asked", "film", ["asked"])
    _TABLES.create_all(op.get_bind(), tables=[BOND, LINK])
