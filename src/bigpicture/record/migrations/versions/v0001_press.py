"""The press: sources, items, articles, versions, readings, claims, bands of near-duplicates, hosts.

The tables as they were at this revision; schema.py has them as they are now, with what each column means.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy import Text as AnyText

from bigpicture.record import search

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = MetaData()
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
Table(
    "source",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("home", Text),
    Column("outline", JSON, nullable=False),
    Column("completion", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked_at", Text),
    Column("next_at", Text),
    Column("interval", Integer),
    Column("failures", Integer, nullable=False, default=0),
    Column("problem", JSON),
    Column("notes", JSON, nullable=False),
    Column("busy_by", Text),
    Column("busy_until", Text),
)
Table(
    "item",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    Column("key", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("payload", JSON),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Text),
    Column("problem", JSON),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("visits", Integer, nullable=False, default=0),
    Column("article_id", ForeignKey("article.id")),
    UniqueConstraint("source_id", "key"),
    Index("item_due", "state", "next_at"),
)
Table(
    "article",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("source_id", ForeignKey("source.id", ondelete="SET NULL")),
    Column("first_seen_at", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("version_id", Integer),
    Column("signature", LargeBinary),
    Column("origin_id", ForeignKey("article.id")),
    Index("article_when", "when"),
    Index("article_origin", "origin_id"),
)
Table(
    "address",
    _TABLES,
    Column("url", Text, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
)
Table(
    "version",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("cause", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("fetched_at", Text, nullable=False),
    Column("extractor", Text),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", Text),
    Column("published_at", Text),
    Column("modified_at", Text),
    Column("language", Text),
    Column("authors", JSON, nullable=False),
    Column("images", JSON, nullable=False),
    UniqueConstraint("article_id", "number"),
    Index("version_cause", "cause"),
)
Table(
    "reading",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("version.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("films", JSON, nullable=False),
    UniqueConstraint("version_id", "reader"),
    Index("reading_newest", "version_id", "id"),
)
Table(
    "film",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("block", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("directors", JSON, nullable=False),
    Column("years", JSON, nullable=False),
    Column("current", JSON, nullable=False),
    Column("opens", JSON, nullable=False),
    Column("titles", JSON, nullable=False),
    Index("film_block", "block"),
)
Table(
    "mention",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("reading_id", ForeignKey("reading.id"), nullable=False),
    Column("block", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer),
    Column("directors", JSON, nullable=False),
    Column("people", JSON, nullable=False),
    Column("current", Integer),
    Column("opens", Integer),
    Column("film_id", ForeignKey("film.id")),
    UniqueConstraint("article_id", "block"),
    Index("mention_block", "block"),
    Index("mention_film", "film_id"),
)
Table(
    "decision",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("undone_at", Text),
    Column("blocks", JSON, nullable=False),
    Column("payload", JSON, nullable=False),
)
Table(
    "claim",
    _TABLES,
    Column("id", Integer, primary_key=True),
    Column("reading_id", ForeignKey("reading.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("work", Text),
    Column("mention_id", ForeignKey("mention.id")),
    Column("person", Text),
    Column("identity", Text, nullable=False),
    Column("year", Integer),
    Column("values", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", JSON, nullable=False),
    UniqueConstraint("reading_id", "position"),
    Index("claim_mention", "mention_id"),
    Index("claim_person", "person"),
    Index("claim_identity", "identity"),
)
Table(
    "band",
    _TABLES,
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("band", BigInteger, nullable=False),
    Index("band_band", "band"),
    Index("band_article", "article_id"),
)
Table(
    "host",
    _TABLES,
    Column("name", Text, primary_key=True),
    Column("note", JSON, nullable=False),
)


def upgrade() -> None:
    """Make the tables, and the index that search asks."""
    _TABLES.create_all(op.get_bind())
    search.create(op.get_bind())
