"""What all tables share: where they are listed, and the type of their texts."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy import Text as AnyText

METADATA = MetaData()
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")  # sorted by code point, as SQLite does
