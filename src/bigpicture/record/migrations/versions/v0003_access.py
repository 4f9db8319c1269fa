"""Who may change things, and what the owner watches: accounts, sessions, tokens, watches, alerts."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy import Text as AnyText

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = MetaData()
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
# Who may change things: one, so far.
ACCOUNT = Table(
    "account",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)

SESSION = Table(
    "session",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
)

TOKEN = Table(
    "token",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

WATCH = Table(
    "watch",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("wanted", JSON, nullable=False),
    Column("channel", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
)

ALERT = Table(
    "alert",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("watch_id", ForeignKey("watch.id", ondelete="CASCADE"), nullable=False),
    Column("change", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Text),
    Column("found_at", Text, nullable=False),
    Column("sent_at", Text),
    Column("problem", Text),
    UniqueConstraint("watch_id", "change"),
    Index("alert_due", "watch_id", "state", "next_at"),
)


def upgrade() -> None:
    """Add the tables."""
    _TABLES.create_all(op.get_bind())
