"""The tables of what is served: who may change things, what the owner watches, small copies of pictures."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from bigpicture.record.schema_base import METADATA, Text

# Who may change things: one, so far.
ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),  # its Argon2id hash, with salt and parameters
    Column("changed_at", Text, nullable=False),
)

# A browser that is signed in.
SESSION = Table(
    "session",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("digest", Text, nullable=False, unique=True),  # of the secret in its cookie
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),  # put off while it is used
)

# What a program shows to be let in.
TOKEN = Table(
    "token",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),  # read, write
    Column("made_at", Text, nullable=False),
)

# What the owner wants to hear of, and where.
WATCH = Table(
    "watch",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("wanted", JSON, nullable=False),  # watches.Wanted
    Column("channel", Text, nullable=False),  # feed, webhook, apprise
    Column("sealed", Text, nullable=False),  # encrypted: the token of its feed, the address of its target
    Column("digest", Text, nullable=False, unique=True),  # of the token of its feed
    Column("made_at", Text, nullable=False),
    Column("looked_at", Text),  # when home was last looked at through the token of its feed: web.looks
    Column("before_at", Text),  # and the last look of the visit before
)

# A change that a watch told of, is to tell of, or knew from the beginning.
ALERT = Table(
    "alert",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("watch_id", ForeignKey("watch.id", ondelete="CASCADE"), nullable=False),
    Column("change", Text, nullable=False),  # its identity, as in feeds of changes
    Column("state", Text, nullable=False),  # watches.STATES
    Column("payload", JSON, nullable=False),  # what is told; {} once it was
    Column("attempts", Integer, nullable=False),
    Column("next_at", Text),  # waiting: not before
    Column("found_at", Text, nullable=False),
    Column("sent_at", Text),  # when it was last handed over
    Column("problem", Text),  # why that failed
    UniqueConstraint("watch_id", "change"),
    Index("alert_due", "watch_id", "state", "next_at"),
)

# A small copy of a picture, made by us, for those who ask for such copies.
PICTURE = Table(
    "picture",
    METADATA,
    Column("digest", Text, primary_key=True),  # SHA-256 of its bytes
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),  # a JPEG file
)

# A picture that an article shows, and the copy that was made of it.
THUMBNAIL = Table(
    "thumbnail",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("digest", ForeignKey("picture.digest")),  # None: none could be made
    Column("tried_at", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Text),  # when it is tried again; None: not any more
    Column("problem", JSON),  # of the last try
    Index("thumbnail_digest", "digest"),
    Index("thumbnail_due", "next_at"),
)
