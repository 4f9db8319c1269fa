"""The types that rooms hand to each other: articles in, claims out. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Status = Literal["stated", "rumoured", "denied"]
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a page: its address, and the words that stand with it."""

    url: str
    caption: str | None = None
    credit: str | None = None  # whose picture it is: "A24", "Jo Reeve"
    alt: str | None = None  # the text given in place of the picture


@dataclass(frozen=True, slots=True)
class Article:
    """One article, with the text that all offsets count in."""

    id: str  # given by its source, else derived from the file's name
    text: str  # final: evidence offsets count its characters (Unicode code points)
    title: str | None = None  # the headline, where the source tells it apart from the text
    published: str | None = None  # EDTF day, month or year: 2004-12-01, 2004-12, 2004
    outlet: str | None = None  # who published it: BBC News
    url: str | None = None
    images: tuple[Image, ...] = ()  # the lead image first
    authors: tuple[str, ...] = ()  # as the byline words them, without "By"
    published_at: str | None = None  # UTC to the second, where the source tells the time: 2004-12-01T09:30:00Z
    modified_at: str | None = None  # the same of the last change
    language: str | None = None  # as the source tells it, BCP 47: en-GB
    extractor: str | None = None  # what made the text and its version, so that offsets can be made again: page/1

    @staticmethod
    def from_path(path: str | Path) -> Article:
        """The article in a file of text, Markdown, HTML or JSON.

        Raises InputError where the file is missing, is no article, or holds several.
        """
        from bigpicture.intake import one  # the model knows no reader until it is asked for one

        return one(Path(path))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that make a claim: `text` is the article's text from `start` to `end`."""

    text: str
    start: int  # in characters of Article.text
    end: int  # exclusive


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one article says about one work. `values` holds the fields of its type in vocabulary.py."""

    type: str
    work: str | None  # the title as worded; None for a quotation or prize about no named work
    values: Mapping[str, Value]
    status: Status
    evidence: Evidence
    confidence: float  # 0 to 1, calibrated on articles the model did not see
    by: str  # the rule or relation that made it
    year: int | None = None  # the work's own year, where the article tells it
    why: tuple[str, ...] = field(default=(), compare=False)  # the chain that led here, in words

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __reduce__(self) -> tuple[object, ...]:
        """To another process: a read-only view cannot go there, what it shows can."""
        return Claim, tuple(dict(v) if v is self.values else v for v in (getattr(self, f.name) for f in fields(self)))

    def get(self, name: str) -> Value:
        """A value by its field's name; None where the article does not say."""
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One bullet of the big picture, with the claims it rests on (positions in Reading.claims)."""

    text: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OtherTitle:
    """Another title that an article gives a work: a former, working or original one, or one in another language."""

    title: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Film:
    """A work that an article speaks of: its bullets, the positions of its claims, and its other titles."""

    title: str
    year: int | None
    takeaways: tuple[Takeaway, ...]
    claims: tuple[int, ...]
    titles: tuple[OtherTitle, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: its claims in the order of their evidence, and its works, the main one first."""

    article: Article
    claims: tuple[Claim, ...]
    films: tuple[Film, ...]
    notes: tuple[str, ...] = ()  # why nothing was read, such as another language

    @property
    def takeaways(self) -> tuple[Takeaway, ...]:
        """The big picture: the bullets of the work the article is about."""
        return self.films[0].takeaways if self.films else ()
