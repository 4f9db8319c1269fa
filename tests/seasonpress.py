"""A press about prizes, to test the season with: articles from plain lines, real claims in a real store."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Literal

from bigpicture import Article, Claim, Evidence, Film, Reading
from bigpicture.model import Status
from bigpicture.record import Record, articles, ledger
from bigpicture.record.articles import Filed
from bigpicture.record.season import Season, season
from bigpicture.record.season.types import Entry, Prize

NOW = "2024-06-01T09:30:00Z"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of an article about a prize."""

    film: str  # "": the article names none
    category: str | None = None
    person: str | None = None
    year: int | None = 2024
    award: str = "Academy Awards"
    kind: Literal["nomination", "award"] = "nomination"
    status: Status = "stated"
    count: int | None = None
    sure: float = 0.9
    words: str = ""  # what the article has before the title


def won(film: str, category: str | None = None, person: str | None = None, **rest: object) -> Said:
    """A win."""
    return Said(film, category, person, kind="award", **rest)  # type: ignore[arg-type]


def tell(
    record: Record, *said: Said, on: str = "2024-01-24", key: str = "", outlet: str = "The Reel", now: str = NOW
) -> None:
    """Store an article of a day that says all this, each in a sentence of its own; the films are settled as an update does."""
    key = key or f"story-{next(_numbers)}"
    text, made = f"{key}. ", []
    for one in said:
        text += one.words
        start = len(text)
        text += f"{one.film} {one.category} {one.person}"
        values = {
            "award": one.award,
            "category": one.category,
            "person": one.person,
            "year": one.year,
            "count": one.count,
        }
        evidence = Evidence(text[start:], start, len(text))
        made.append(Claim(one.kind, one.film or None, values, one.status, evidence, one.sure, "test"))
        text += ". "
    article = Article(key, text, published=on, outlet=outlet, url=f"https://press.example/{key}")
    films = tuple(Film(title, None, (), ()) for title in dict.fromkeys(one.film for one in said if one.film))
    filed = Filed(article, articles.digest(article), Reading(article, tuple(made), films), "test", None)
    with record.write() as connection:
        articles.keep(connection, filed, key=key, addresses=(), source=None, now=now)
    ledger.catch_up(record, now)


def seen(record: Record, label: str = "2023-24", moment: str | None = None) -> Season:
    """The season as it is told."""
    with record.read() as connection:
        return season(connection, label, moment=moment)


def prize(record: Record, category: str, body: str = "academy", moment: str | None = None) -> Prize:
    """One category of the season."""
    held = seen(record, moment=moment).of(body)
    assert held is not None
    found = held.prize(category)
    assert found is not None
    return found


def shown(entries: tuple[Entry, ...]) -> list[tuple[str, tuple[str, ...], str]]:
    """Entries as film, people and standing."""
    return [(e.film.title, e.people, e.fact.standing) for e in entries]
