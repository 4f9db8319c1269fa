"""The ledger: changes stored, articles counted by film; the search index made anew; indexes that lead from names to films."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy import Text as AnyText

from bigpicture.record import search

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = MetaData()
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
Table("film", _TABLES, Column("id", Integer, primary_key=True))
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
    """Add what the ledger needs. Its rows are made by the next update; until then they are worked out when asked for."""
    op.add_column("film", Column("articles", Integer, nullable=False, server_default="0"))
    op.add_column("film", Column("settled_at", Text))
    op.add_column("film", Column("contested", Integer, nullable=False, server_default="0"))
    for name, column in (("articles", "articles"), ("settled", "settled_at"), ("contested", "contested")):
        op.create_index(f"film_{name}", "film", [column])
    op.execute("UPDATE film SET articles = (SELECT count(*) FROM mention WHERE mention.film_id = film.id)")
    _TABLES.create_all(op.get_bind(), tables=[CHANGE])
    for table, name, columns in (
        ("claim", "bearer", ["bearer", "mention_id"]),
        ("mention", "block", ["block", "film_id"]),
    ):
        op.drop_index(f"{table}_{name}", table)
        op.create_index(f"{table}_{name}", table, columns)
    op.create_index("article_version", "article", ["version_id"])
    op.create_index("version_outlet", "version", ["outlet", "article_id"])
    search.create(op.get_bind())
