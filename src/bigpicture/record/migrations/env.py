"""Alembic's way in: the connection is handed over by bigpicture.record.connect."""

from __future__ import annotations

from alembic import context

from bigpicture.record.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
