"""What /v1/seasons answers with: boards, editions, categories with their nominees, forecasts and how they did."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bigpicture.web.api.models import FilmName, Saying
from bigpicture.web.api.terms import Confidence, Model, Standing

Probability = Annotated[float, Field(ge=0, le=1)]


class SeasonName(Model):
    """An awards season, by the year of its films and the next."""

    label: str
    """2023-24"""
    href: str
    page: str
    """The page for people."""


class Tally(Model):
    """A film's count at one body: what an article gives as a total, or what is named where that is more."""

    nominations: int
    wins: int
    named_nominations: int
    named_wins: int


class Ranked(Model):
    """A film on the board."""

    film: FilmName
    nominations: int
    wins: int
    prizes: int
    """Of festivals and critics, which nominate nobody."""
    bodies: dict[str, Tally]
    """By the id of the body."""


class EditionName(Model):
    """A year of an awards body or festival."""

    body: str
    """The id of who gives the prizes: academy, bafta, cannes."""
    award: str
    """As claims name it: Academy Awards."""
    short: str
    year: int
    """Of the ceremony."""
    number: int | None
    name: str
    """As it was called then: 96th Academy Awards."""
    nominates: bool
    """Whether there are nominees; a festival's prize is not a nomination for anything."""
    announced: str | None
    """When nominees were or will be announced: a day, or a month where only the habit is known. EDTF."""
    held: str | None
    """When the prizes were or will be given, likewise."""
    known: bool
    """Whether the days were published; else they are the habit."""
    told: bool
    """Whether any article tells of it."""
    href: str


class SeasonLinks(Model):
    """Where the rest of a season is to be had."""

    board: str
    forecasts: str
    scores: str


class SeasonDetail(SeasonName):
    """A season: its editions in the order in which prizes are given, and the head of its board."""

    as_of: str | None
    """The day as of which this was known; null: now."""
    films: int
    """On the board."""
    board: list[Ranked]
    """The first 20 films, the most wins first; all of them under `links.board`."""
    editions: list[EditionName]
    links: SeasonLinks


class Told(Model):
    """What all articles say of one nomination, win or total, weighed."""

    says: str
    standing: Standing
    confidence: Confidence
    reasons: list[str]
    first: Saying
    claims: list[int]
    """The claims behind it, in the order they were said; their words are under /v1/claims."""


class Entry(Model):
    """A nomination or a win."""

    film: FilmName
    people: list[str]
    """Who is named; joint winners stand together."""
    told: Told
    year_told: bool
    """Whether an article tells the year; else it was worked out from the article's date."""
    note: str | None
    """What was worked out and not told, in words."""


class Prize(Model):
    """A category of an edition."""

    category: str
    """An id: bodies that give the same prize share it."""
    name: str
    places: int | None
    """How many nominees there are; null: it varies, or nobody is nominated."""
    missing: int | None
    """Nominees that nobody told of yet; null: how many there are is not known."""
    tied: bool
    won: list[Entry]
    nominated: list[Entry]
    """The winners too."""
    denied: list[Entry]
    """Nominations and wins that are denied."""
    href: str


class Total(Model):
    """How many nominations or wins of a film an article tells of, beside those that are named."""

    film: FilmName
    kind: Annotated[str, Field(json_schema_extra={"enum": ["nominations", "wins"]})]
    total: int
    named: int
    others: list[int]
    """Other totals that articles tell of the same."""
    told: Told


class Edition(EditionName):
    """An edition with what is told of it; a category without an entry is one of which nothing is told."""

    season: str
    as_of: str | None
    prizes: list[Prize]
    totals: list[Total]
    unplaced: list[Entry]
    """In a category that is not known, or in none."""


class Part(Model):
    """What moved a chance."""

    told: str
    """In words: won the PGA."""
    weight: float
    """In log odds, against the mean of the nominees."""
    source: str | None
    """Who reported it, of what comes from the record."""
    claim: int | None


class Chance(Model):
    """How likely somebody is to win."""

    film: str
    people: list[str]
    probability: Probability
    parts: list[Part]
    """The weightiest first."""


class Forecast(Model):
    """How likely each nominee of a category is to win, the likeliest first, or why there is no forecast."""

    body: str
    year: int
    category: str
    known: list[str]
    """Bodies whose earlier prize for the same is known."""
    odds: list[Chance]
    reason: str | None
    """Why there is none."""
    model: str | None
    made_at: str | None
    """When it was made and kept, never to be changed; null: it is what the record gives, and was not kept."""
    moment: str | None
    """Which point of the season it was made for."""
    afterwards: bool | None
    """Whether it was made after the ceremony: then it is not scored."""


class Precursor(Model):
    """An earlier prize or nomination that entered a forecast."""

    year: int
    body: str
    category: str
    film: str
    people: list[str]
    won: bool
    source: str | None
    claim: int | None


class Move(Model):
    """A forecast that was kept, and what came in or fell away since the one before."""

    forecast: Forecast
    gained: list[Precursor]
    lost: list[Precursor]


class CategoryDetail(Prize):
    """A category of an edition, with its forecast and how that moved."""

    season: str
    body: str
    year: int
    as_of: str | None
    forecast: Forecast | None
    """null: prizes of this body are not forecast."""
    history: list[Move]
    """The forecasts that were kept, in the order in which they were made."""


class Score(Model):
    """How a category's forecast did."""

    category: str
    winners: list[Precursor]
    """None: it is not known who won."""
    forecast: Forecast | None
    """The last that was made before the day of the ceremony, which is scored; null: there is none."""
    afterwards: Forecast | None
    """The last that was worked out afterwards: shown, never scored."""
    chance: Probability | None
    """That the winner was given; of several, together. Null, as the figures below: it is not scored."""
    top: bool | None
    """Whether the likeliest won."""
    log_loss: float | None
    brier: float | None
    why: str | None
    """Why it is not scored."""


class Scores(Model):
    """How the forecasts of a season did, against what the record tells of the ceremony."""

    season: str
    body: str
    year: int
    counted: int
    top: float | None
    """The share of scored categories whose likeliest nominee won; null, as the means: none is scored."""
    log_loss: float | None
    brier: float | None
    scores: list[Score]
