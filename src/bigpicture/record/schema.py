"""The tables, one schema for SQLite and PostgreSQL.

Times are UTC text to the second (2026-11-29T09:30:00Z), so that they sort and read the same everywhere.
Articles, versions, readings and claims are only ever added. What may change is where a source stands and which version
of an article is the current one.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from bigpicture.record.schema_base import METADATA as METADATA
from bigpicture.record.schema_base import Text as Text
from bigpicture.record.schema_served import ACCOUNT as ACCOUNT
from bigpicture.record.schema_served import ALERT as ALERT
from bigpicture.record.schema_served import PICTURE as PICTURE
from bigpicture.record.schema_served import SESSION as SESSION
from bigpicture.record.schema_served import THUMBNAIL as THUMBNAIL
from bigpicture.record.schema_served import TOKEN as TOKEN
from bigpicture.record.schema_served import WATCH as WATCH

HEAD = "0007"  # the revision in migrations/versions that makes these tables

# What is followed: a feed, a page, a file, a folder or an archive.
SOURCE = Table(
    "source",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # feed, page, file, folder, archive
    Column("address", Text, nullable=False, unique=True),  # its URL, or the path of a file or folder
    Column("title", Text),
    Column("home", Text),  # the page that a feed belongs to
    Column("outline", JSON, nullable=False),  # {"folder": [...], "attributes": {...}} as its OPML had it
    Column("completion", Text, nullable=False),  # whether items are completed from their pages: full, teaser-only, auto
    Column("state", Text, nullable=False),  # active, paused, gone
    Column("added_at", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked_at", Text),  # when it was last asked, with whatever outcome
    Column("next_at", Text),  # not to be asked before; None: now
    Column("interval", Integer),  # seconds between two polls, as its own pace asks
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("problem", JSON),  # the last failure: {"cause", "problem", "remedy"}
    Column("notes", JSON, nullable=False),  # what is broken about it though it could be read
    Column("busy_by", Text),  # the update at work on it: host:pid
    Column("busy_until", Text),  # when another may take it to be dead
)

# What a source offers. An item waits until its article is stored, so that no run that ends early loses it.
ITEM = Table(
    "item",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    Column("key", Text, nullable=False),  # its identity inside the source
    Column("digest", Text, nullable=False),  # tells whether it changed
    Column("state", Text, nullable=False),  # waiting, done, failed
    Column("payload", JSON),  # the item itself while it waits
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Text),  # waiting: not before; done: when its page is looked at again
    Column("problem", JSON),
    Column("etag", Text),  # of its page
    Column("last_modified", Text),
    Column("visits", Integer, nullable=False, default=0),  # how often the stored page was looked at again
    Column("article_id", ForeignKey("article.id")),
    UniqueConstraint("source_id", "key"),
    Index("item_due", "state", "next_at"),
)

# One article, whatever its versions.
ARTICLE = Table(
    "article",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # its canonical address, else an identity of its source
    Column("source_id", ForeignKey("source.id", ondelete="SET NULL")),  # what gave it first
    Column("first_seen_at", Text, nullable=False),
    Column("when", Text, nullable=False),  # the first part of sameness.standing: published, else first seen
    Column("version_id", Integer),  # the current one
    Column("signature", LargeBinary),  # of the current text, for near-duplicates
    Column("origin_id", ForeignKey("article.id")),  # the earliest article that it is a copy of; None: its own words
    Index("article_when", "when"),
    Index("article_origin", "origin_id"),
    Index("article_version", "version_id"),
)

# Every address under which an article was met.
ADDRESS = Table(
    "address",
    METADATA,
    Column("url", Text, primary_key=True),  # canonical
    Column("article_id", ForeignKey("article.id"), nullable=False),
)

# An article's frozen text. Evidence counts its characters.
VERSION = Table(
    "version",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),  # 1, 2, …
    Column("cause", Text, nullable=False),  # first, edited, extractor (the same page, read by a newer extractor)
    Column("digest", Text, nullable=False),  # SHA-256 of headline and text, spaces made one
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
    Index("version_outlet", "outlet", "article_id"),
)

# What one reader made of one version.
READING = Table(
    "reading",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("version.id"), nullable=False),
    Column("reader", Text, nullable=False),  # the reader's version
    Column("read_at", Text, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("films", JSON, nullable=False),  # works with their bullets, as in the public contract
    UniqueConstraint("version_id", "reader"),
    Index("reading_newest", "version_id", "id"),
)

# A film, as the mentions of one block of titles tell of it. It exists as long as it is mentioned.
FILM = Table(
    "film",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("block", Text, nullable=False),  # identity.block of its titles
    Column("title", Text, nullable=False),  # the wording most articles use
    Column("year", Integer),  # as told, else of its release
    Column("directors", JSON, nullable=False),  # as naming.bearer
    Column("years", JSON, nullable=False),  # all that are told
    Column("current", JSON, nullable=False),  # years in which it was news
    Column("opens", JSON, nullable=False),  # year of release to how many mentions state it
    Column("titles", JSON, nullable=False),  # wording to how many mentions use it
    Column("articles", Integer, nullable=False, server_default="0"),  # that mention it
    Column("asked", Text),  # which catalogue was last asked about it; None: it changed since
    Column(
        "settled_at", Text
    ),  # when its rows of tables change and opening, and the counts that follow, were last made; None: it changed since
    Column("agreed", Integer, nullable=False, server_default="0"),  # facts that nobody says otherwise
    Column("superseded", Integer, nullable=False, server_default="0"),  # facts of which something else is said since
    Column("contested", Integer, nullable=False, server_default="0"),  # facts on which outlets disagree
    Column("rumoured", Integer, nullable=False, server_default="0"),  # facts that are only hedged
    Column("denied", Integer, nullable=False, server_default="0"),  # facts that are no longer said to be so
    Column("pictured_at", Text),  # when copies of its first looks were made; None: it was settled since
    Index("film_block", "block"),
    Index("film_asked", "asked"),
    Index("film_settled", "settled_at"),
    Index("film_articles", "articles"),
    Index("film_agreed", "agreed"),
    Index("film_superseded", "superseded"),
    Index("film_contested", "contested"),
    Index("film_rumoured", "rumoured"),
    Index("film_denied", "denied"),
)

# A work as one article's newest reading speaks of it, and the film that is meant.
MENTION = Table(
    "mention",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("reading_id", ForeignKey("reading.id"), nullable=False),
    Column("block", Text, nullable=False),
    Column("title", Text, nullable=False),  # as the article words it
    Column("year", Integer),
    Column("directors", JSON, nullable=False),  # as naming.bearer
    Column("people", JSON, nullable=False),
    Column("also", JSON, nullable=False, server_default="[]"),  # blocks of other titles that the article gives it
    Column("current", Integer),  # the article's year, where it tells news of the film
    Column("opens", Integer),  # the year of the earliest release that it states
    Column("film_id", ForeignKey("film.id")),  # None: undecided
    UniqueConstraint("article_id", "block"),
    Index("mention_block", "block", "film_id"),
    Index("mention_film", "film_id"),
)

# Two blocks whose mentions are decided together, and a block to whose director a film without a title may belong.
BOND = Table(
    "bond",
    METADATA,
    Column("block", Text, nullable=False),
    Column("other", Text, nullable=False),  # a block, or @ and a director as naming.bearer
    Column("mention_id", ForeignKey("mention.id")),  # what binds them: an article's word
    Column("decision_id", ForeignKey("decision.id")),  # or a person's
    Index("bond_block", "block"),
    Index("bond_other", "other"),
    Index("bond_mention", "mention_id"),
)

# What articles changed about films, as weighing.changes tells it: made anew for each film that is written about.
CHANGE = Table(
    "change",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("film_id", ForeignKey("film.id", ondelete="CASCADE"), nullable=False),
    Column("at", Text, nullable=False),  # when the article came out that made it: ARTICLE.when
    Column("article_id", Integer, nullable=False),  # that article
    Column("noted_at", Text, nullable=False),  # when it was first found
    Column("kind", Text, nullable=False),  # weighing.replay.KINDS
    Column("type", Text, nullable=False),  # of the fact
    Column("standing", Text, nullable=False),  # of the fact, after it
    Column("territory", Text),  # of the fact, folded
    Column("key", Text, nullable=False),  # of the fact, its parts joined by unit separators
    Column("told", JSON, nullable=False),  # the rest, as record.ledger writes and reads it
    UniqueConstraint("film_id", "key", "article_id", "kind"),
    Index("change_at", "at", "article_id"),
    Index("change_noted", "noted_at"),
)

# When and where a film comes out, as weighing tells it: made anew with its changes. For the calendar, which is of all films.
OPENING = Table(
    "opening",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("film_id", ForeignKey("film.id", ondelete="CASCADE"), nullable=False),
    Column("exact", Integer, nullable=False),  # 1: a day is told
    Column("begins", Text, nullable=False),  # the first day that it may be
    Column("ends", Text, nullable=False),  # the last one
    Column("territory", Text),  # folded
    Column("mode", Text),
    Column("standing", Text, nullable=False),
    Column("key", Text, nullable=False),  # of the fact, as in table change
    Column("told", JSON, nullable=False),  # the rest, as record.packing writes and reads it
    Index("opening_film", "film_id"),
    Index("opening_ends", "exact", "ends"),
)

# A person's word about which film mentions mean, or whom names mean. It is never dropped, only undone.
DECISION = Table(
    "decision",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("subject", Text, nullable=False, server_default="film"),  # film, person, company, event, award
    Column("kind", Text, nullable=False),  # merge, split, pin
    Column("made_at", Text, nullable=False),
    Column("undone_at", Text),  # None: it holds
    Column("blocks", JSON, nullable=False),  # of the mentions, to be decided together
    # {"told": in words, "kept": [[article's key, block], …], "moved": […]}; of names also "name" and "names", as worded
    Column("payload", JSON, nullable=False),
)

# What the catalogue has for a film, or for somebody who is credited with one.
LINK = Table(
    "link",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("film_id", ForeignKey("film.id", ondelete="CASCADE"), nullable=False),
    Column("bearer", Text, nullable=False),  # of a credit, as naming.bearer; "": the film itself
    Column("entity", Text, nullable=False),  # its number in the catalogue's list: Q19863
    Column("name", Text, nullable=False),  # as the catalogue words it
    Column("ids", JSON, nullable=False),  # scheme to number: {"imdb": "tt0000001"}
    Column("confidence", Float, nullable=False),
    Column("why", JSON, nullable=False),
    UniqueConstraint("film_id", "bearer"),
    Index("link_bearer", "bearer"),
    Index("link_entity", "entity"),
)

CLAIM = Table(
    "claim",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reading_id", ForeignKey("reading.id"), nullable=False),
    Column("position", Integer, nullable=False),  # in Reading.claims
    Column("type", Text, nullable=False),
    Column("work", Text),
    Column("mention_id", ForeignKey("mention.id")),  # of its newest reading; None: about no one work, or superseded
    Column("person", Text),  # folded: who plays, makes, speaks or is honoured
    Column("bearer", Text),  # the same as naming.bearer: what spellings of one person share
    Column("identity", Text, nullable=False),  # what makes it the same claim elsewhere: type, work, identifying values
    Column("year", Integer),
    Column("values", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("start", Integer, nullable=False),  # evidence, in characters of version.text
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", JSON, nullable=False),
    UniqueConstraint("reading_id", "position"),
    Index("claim_mention", "mention_id"),
    Index("claim_bearer", "bearer", "mention_id"),
    Index("claim_identity", "identity"),
)

# Band hashes of signatures: two articles that share one may be copies.
BAND = Table(
    "band",
    METADATA,
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("band", BigInteger, nullable=False),
    Index("band_band", "band"),
    Index("band_article", "article_id"),
)

# What is remembered of a host between runs, so that politeness outlives a process.
HOST = Table(
    "host",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("note", JSON, nullable=False),
)

# Who was up for a prize at past ceremonies, as a table that was imported has it; all rows are replaced at once.
NOMINEE = Table(
    "nominee",
    METADATA,
    Column("id", Integer, primary_key=True),  # in the order of the table
    Column("body", Text, nullable=False),  # season.bodies.Body.id
    Column("year", Integer, nullable=False),  # of the ceremony
    Column("category", Text, nullable=False),  # season.bodies.Category.id
    Column("film", Text, nullable=False),  # its title; "": the table names none
    Column("work", Text, nullable=False),  # what the film is up with, where it may be up more than once: a song
    Column("people", JSON, nullable=False),
    Column("nominations", Integer, nullable=False),  # of the film at this ceremony
    Column("companions", JSON, nullable=False),  # other categories in which the film is up
    Column("won", Integer),  # 1, 0; None: not known
    Column("source", Text, nullable=False),  # the file that was imported
    Index("nominee_race", "body", "year", "category"),
)

# Forecasts as they were made. A row is never changed or dropped: see record.unchanging.
FORECAST = Table(
    "forecast",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("moment", Text, nullable=False),  # up to when articles counted
    Column("known", JSON, nullable=False),  # bodies whose prize in the counterpart category was known
    Column("odds", JSON, nullable=False),  # forecast.Odds, the likeliest first
    Column("inputs", JSON, nullable=False),  # the precursors that it was made from
    Column("model", Text, nullable=False),
    Column("digest", Text, nullable=False),  # of all that it was made from: the same digest, the same forecast
    Index("forecast_race", "body", "year", "category", "id"),
)
