"""Alembic revisions, run by bigpicture.record.connect when a store is behind."""
