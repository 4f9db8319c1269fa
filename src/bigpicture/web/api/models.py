"""What /v1 answers with, in the terms of the record: the models from which its OpenAPI description is made."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

from bigpicture.web.api.terms import (
    ChangeKind,
    Confidence,
    Happening,
    Kind,
    Model,
    Standing,
    Status,
    Type,
    Values,
    When,
)


class FilmName(Model):
    """A film, as something else names it."""

    id: int
    title: str
    year: int | None


class Film(FilmName):
    """A film of the record."""

    articles: int
    """Articles that speak of it."""
    href: str
    """Where all of it is to be had."""


class Bullet(Model):
    """A sentence of the big picture."""

    text: str
    facts: list[str]
    """Ids of the facts that it rests on."""


class FilmLinks(Model):
    """Where the rest of a film is to be had."""

    facts: str
    timeline: str
    quotes: str
    articles: str
    changes: str
    conflicts: str
    page: str
    """The page for people."""
    jsonld: str
    """The same as schema.org linked data."""


class FilmDetail(Film):
    """A film with its big picture."""

    titles: list[str]
    """Every title that articles use for it, the commonest first."""
    ids: dict[str, str]
    """Its identifiers elsewhere by scheme (wikidata, imdb), where a catalogue is loaded and sure of it."""
    bullets: list[Bullet]
    """The big picture in at most three sentences; none where nothing is known."""
    as_of: str | None
    """The day as of which this was known; null: now."""
    links: FilmLinks


class Saying(Model):
    """A claim of an article."""

    claim: int
    article: int
    outlet: str | None
    when: When
    status: Status


class Fact(Model):
    """Something known, believed or denied about a film: what all articles say of it, weighed."""

    id: str
    """Its name among the facts of its film, the same as long as it is the same fact."""
    type: Type
    says: str
    """The fact in words."""
    values: Values
    standing: Standing
    confidence: Confidence
    reasons: list[str]
    """Why that standing and confidence."""
    before: Values | None
    """What it replaced, such as the date that a release moved from."""
    first: Saying
    """Who said it first."""
    origins: int
    """Articles that say it in words of their own: copies of one text count once."""
    claims: list[int]
    """The claims behind it, in the order they were said."""


class ArticleName(Model):
    """An article, as something else names it."""

    id: int
    title: str | None
    outlet: str | None
    url: str | None
    when: When


class Evidence(Model):
    """The exact words that make a claim, and where they stand."""

    claim: int
    type: Type
    status: Status
    before: str
    """The sentence up to the words."""
    words: str
    after: str
    """The sentence behind the words."""
    start: int
    """Where the words begin, in characters (code points) of the article's text."""
    end: int
    article: ArticleName
    by: str
    """The rule or relation of the reader that made the claim."""
    why: list[str]
    """The chain that led to it."""
    confidence: Confidence
    reader: str
    """The version of the reader."""


class FactDetail(Fact):
    """A fact with the words behind it."""

    film: FilmName
    evidence: list[Evidence]
    """In the order they were said."""


class Event(Model):
    """Something that happened to a film."""

    when: str
    """The day it happened where it is told, else the day it was reported. EDTF."""
    told: bool
    """Whether `when` is the event's own day and not that of the report."""
    kind: Happening
    fact: Fact | None
    """null: that the film was first written about."""
    before: Values | None
    """Of a date that moved, where it stood until then."""
    by: Saying


class Timeline(Model):
    """The life of a film, in the order of its days."""

    film: FilmName
    items: list[Event]


class Change(Model):
    """A fact whose standing an article changed."""

    when: When
    kind: ChangeKind
    film: FilmName
    fact: Fact
    """As it stood after the article; of its claims the first 40."""
    was: Standing | None
    """Its standing before; null: it was not known."""
    before: Values | None
    by: Saying


class Side(Model):
    """One side of a disagreement."""

    fact: Fact
    yes: list[Saying]
    """Who says that it is so."""
    no: list[Saying]
    """Who denies it."""


class Conflict(Model):
    """What outlets tell differently: the sides exclude each other, or there is one, and it is denied too."""

    film: FilmName
    sides: list[Side]


class Release(Model):
    """A film that comes out."""

    film: FilmName
    date: str
    """EDTF: 2026-11-13, 2026-11, 2026-23 (autumn), 2026."""
    end: str
    """The last day that it may be."""
    exact: bool
    """Whether a day is told."""
    fact: Fact


class Quote(Model):
    """What somebody is quoted with; once, however many articles print it."""

    claim: int
    """Of the first article that has it."""
    speaker: str
    text: str
    film: FilmName | None
    """null: it is about no one film."""
    when: When
    outlet: str | None
    article: int
    articles: int
    """Articles that print it."""


class Hit(Model):
    """Something that answers to the words."""

    kind: Kind
    name: str
    """Title, name, speaker or headline."""
    about: str
    articles: int
    href: str


class PersonName(Model):
    """A name of somebody who is credited with films."""

    name: str
    films: int
    href: str


class Credit(Model):
    """What somebody did in one film, and what honours it brought."""

    film: FilmName
    facts: list[Fact]


class Person(Model):
    """Somebody as the press tells of them."""

    name: str
    spellings: list[str]
    """Other names, folded, that are taken for the same."""
    ids: dict[str, str]
    """Identifiers elsewhere by scheme, where a catalogue is loaded and sure of it."""
    quotes: int
    """How many different quotations there are."""
    credits: list[Credit]
    """The latest film first."""
    undecided: list[FilmName]
    """Films of the name that may be another person's."""


class Article(ArticleName):
    """An article of the record."""

    source: int | None
    """What gave it first."""
    copy_of: int | None
    """The earliest article whose words these are; null: its own words."""
    versions: int
    """1, and one more for each time that it was found edited."""


class Claim(Model):
    """One thing that an article says about a work."""

    id: int
    type: Type
    work: str | None
    """The title as the article words it."""
    values: Values
    status: Status
    words: str
    """The words that make it."""
    start: int
    end: int
    confidence: Confidence


class ArticleDetail(ArticleName):
    """An article and what was read in it. Its text is not given: it is its publisher's."""

    language: str | None
    authors: list[str]
    same_words: list[int]
    """Other articles that have the same words."""
    claims: list[Claim]
    notes: list[str]
    """Why nothing was read, such as another language."""


class Trouble(Model):
    """Why a source could not be read."""

    cause: str
    problem: str
    remedy: str


class Source(Model):
    """What is followed."""

    id: int
    kind: str
    """feed, page, file, folder, archive"""
    title: str | None
    address: str | None
    """null to all but the owner, who is signed in or shows a token that may write: it may hold a secret."""
    state: str
    """active, paused, gone"""
    added_at: str
    checked_at: str | None
    next_at: str | None
    """When it is asked again; null: at the next update."""
    failures: int
    """In a row."""
    problem: Trouble | None
    """The last failure; null to all but the owner."""
    articles: int
    """That it gave first."""
    waiting: int
    """Its items that are still to be read."""
    failed: int
    """Its items that were given up."""


class Decision(Model):
    """A person's word about which film is meant, or who or what a name means."""

    id: int
    kind: str
    """merge, split, pin"""
    subject: str
    """What it is about: film, person, company, event, award"""
    about: str
    """In words."""
    made_at: str
    undone_at: str | None
    """null: it holds."""


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    candidates: list[str] = Field(default=[], description="Of a name that means several: what it may mean.")


_Item = TypeVar("_Item", bound=Model)


class Page(Model, Generic[_Item]):
    """A page of a list. Follow `next` until it is null; a page with few items, or none, may have a next one."""

    items: list[_Item]
    next: str | None
    """The address of the next page."""

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """The name in the description: FilmPage."""
        return f"{params[0].__name__}Page"
