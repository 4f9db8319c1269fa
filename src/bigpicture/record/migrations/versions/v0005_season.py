"""The season: nominees of past ceremonies, and forecasts, which are kept as they were made."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Index, Integer, MetaData, Table
from sqlalchemy import Text as AnyText

from bigpicture.record import unchanging

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = MetaData()
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
Table(
    "nominee",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("film", Text, nullable=False),
    Column("work", Text, nullable=False),
    Column("people", JSON, nullable=False),
    Column("nominations", Integer, nullable=False),
    Column("companions", JSON, nullable=False),
    Column("won", Integer),
    Column("source", Text, nullable=False),
    Index("nominee_race", "body", "year", "category"),
)
Table(
    "forecast",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("known", JSON, nullable=False),
    Column("odds", JSON, nullable=False),
    Column("inputs", JSON, nullable=False),
    Column("model", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("forecast_race", "body", "year", "category", "id"),
)


def upgrade() -> None:
    """Add the tables, and what keeps forecasts from being changed."""
    _TABLES.create_all(op.get_bind())
    unchanging.create(op.get_bind(), "forecast")
