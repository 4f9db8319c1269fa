"""Names: titles that are bound, spellings of one person, decisions about names, links to the catalogue, changes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy import Text as AnyText

from bigpicture.record import search

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
CHANGE = Table(
    "change",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("film_id", ForeignKey("film.id", ondelete="CASCADE"), nullable=False),
    Column("at", Text, nullable=False),
    Column("article_id", Integer, nullable=False),
    Column("noted_at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("territory", Text),
    Column("key", Text, nullable=False),
    Column("told", JSON, nullable=False),
    UniqueConstraint("film_id", "key", "article_id", "kind"),
    Index("change_at", "at", "article_id"),
    Index("change_noted", "noted_at"),
)


def upgrade() -> None:
    """Add the columns and tables. What is derived is made anew by bigpicture.record.connect once they are there."""
    op.add_column("mention", Column("also", JSON, nullable=False, server_default="[]"))
    op.add_column("decision", Column("subject", Text, nullable=False, server_default="film"))
    op.add_column("film", Column("articles", Integer, nullable=False, server_default="0"))
    op.add_column("film", Column("asked", Text))
    op.add_column("film", Column("settled_at", Text))
    op.add_column("film", Column("contested", Integer, nullable=False, server_default="0"))
    op.add_column("claim", Column("bearer", Text))
    op.drop_index("claim_person", "claim")
    op.create_index("claim_bearer", "claim", ["bearer"])
    for column in ("articles", "asked", "contested"):
        op.create_index(f"film_{column}", "film", [column])
    op.create_index("film_settled", "film", ["settled_at"])
    _TABLES.create_all(op.get_bind(), tables=[BOND, LINK, CHANGE])
    getattr(search, "upgrade", lambda _: None)(op.get_bind())
