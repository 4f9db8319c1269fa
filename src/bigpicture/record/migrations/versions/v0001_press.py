"""The press: sources, items, articles, versions, readings, claims, bands of near-duplicates, hosts."""

from __future__ import annotations

from alembic import op

from bigpicture.record.schema import METADATA

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    METADATA.create_all(op.get_bind())
