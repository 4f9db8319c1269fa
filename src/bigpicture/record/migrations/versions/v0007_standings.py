"""Every standing counted: what is agreed on and what was superseded too."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns. Every film is settled anew by the next update, which counts them."""
    for name in ("agreed", "superseded"):
        op.add_column("film", Column(name, Integer, nullable=False, server_default="0"))
        op.create_index(f"film_{name}", "film", [name])
    op.execute("UPDATE film SET settled_at = NULL")
