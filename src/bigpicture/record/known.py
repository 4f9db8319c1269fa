"""What is known: films by title, their facts weighed from every article, and the words behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from bigpicture.errors import AmbiguousError, InputError
from bigpicture.identity import block
from bigpicture.record import told
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION, READING, VERSION
from bigpicture.weighing import Fact, Saying, as_of, facts


@dataclass(frozen=True, slots=True)
class Film:
    """A film of the record."""

    id: int
    title: str
    year: int | None
    articles: int  # that mention it


@dataclass(frozen=True, slots=True)
class Words:
    """The exact words behind a claim, and where they stand."""

    claim: int
    text: str  # of the article
    start: int
    end: int
    type: str
    status: str
    by: str
    why: tuple[str, ...]
    confidence: float
    reader: str
    article: int
    title: str | None
    outlet: str | None
    url: str | None
    when: str


_DIGITS = 18  # of a number that every database holds
_LISTED = select(FILM.c.id, FILM.c.title, FILM.c.year, FILM.c.articles)


def films(connection: Connection, *, year: int | None = None, most: int = 50) -> list[Film]:
    """The films most articles mention, of a year where one is asked for."""
    asked = _LISTED if year is None else _LISTED.where(FILM.c.year == year)
    rows = connection.execute(asked.order_by(FILM.c.articles.desc(), FILM.c.title, FILM.c.id).limit(most))
    return [Film(*row) for row in rows]


def film(connection: Connection, title: str, year: int | None = None) -> Film:
    """The film of a title (or of a number, written #12).

    Raises InputError where there is none, AmbiguousError with the candidates where there are several.
    """
    titled = FILM.c.id.in_(select(MENTION.c.film_id).where(MENTION.c.block == block(title)))
    numbered = title[:1] == "#" and title[1:].isdecimal() and len(title) <= _DIGITS
    same = FILM.c.id == int(title[1:]) if numbered else titled
    found = [
        Film(*row) for row in connection.execute(_LISTED.where(same).order_by(FILM.c.year.nulls_first(), FILM.c.id))
    ]
    fitting = [f for f in found if year is None or f.year == year]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AmbiguousError(
            title, [f"#{f.id} {f.title} ({f.year or 'year unknown'}), {f.articles} articles" for f in fitting]
        )
    raise InputError(
        title[:200], "no film of that title" + (f" and year {year}" if year else ""), _near(connection, title)
    )


def _near(connection: Connection, title: str) -> str:
    """A remedy that names titles spelled alike."""
    words = [w for w in block(title).split() if len(w) > 2]
    some = or_(*(FILM.c.block.contains(w, autoescape=True) for w in words)) if words else FILM.c.id.is_(None)
    rows = connection.execute(select(FILM.c.title).where(some).order_by(FILM.c.title).limit(5)).scalars()
    named = ", ".join(rows)
    return f"did you mean: {named}" if named else "see what there is with: bigpicture films"


def titles(connection: Connection, film: int) -> list[str]:
    """The titles that articles use for a film, the commonest first."""
    used: dict[str, int] = connection.execute(select(FILM.c.titles).where(FILM.c.id == film)).scalar() or {}
    return sorted(used, key=lambda t: (-used[t], t))


def sayings(connection: Connection, film: int) -> list[Saying]:
    """Every current claim about a film, with who makes it and when."""
    return told.sayings(connection, MENTION.c.film_id == film).get(film, [])


def facts_of(connection: Connection, film: int, moment: str | None = None) -> tuple[Fact, ...]:
    """Every fact about a film; as it was known on a day, where one is given."""
    said = sayings(connection, film)
    return facts(as_of(said, moment) if moment else said)


def words(connection: Connection, claims: Sequence[int]) -> list[Words]:
    """The words behind claims, in the order in which they were said. Raises InputError where a claim is not stored."""
    rows = connection.execute(
        select(CLAIM, VERSION.c.text, VERSION.c.title, VERSION.c.outlet, VERSION.c.url, READING.c.reader,
               ARTICLE.c.id.label("article"), ARTICLE.c.when)
        .join(READING, READING.c.id == CLAIM.c.reading_id)
        .join(VERSION, VERSION.c.id == READING.c.version_id)
        .join(ARTICLE, ARTICLE.c.id == VERSION.c.article_id)
        .where(CLAIM.c.id.in_(list(claims)))
        .order_by(ARTICLE.c.when, CLAIM.c.id)
    ).mappings().all()  # fmt: skip
    if len(rows) < len(set(claims)):
        raise InputError(
            f"claim {min(set(claims) - {r['id'] for r in rows})}", "not stored", "see: bigpicture film TITLE"
        )
    return [
        Words(r["id"], r["text"], r["start"], r["end"], r["type"], r["status"], r["by"], tuple(r["why"]), r["confidence"],
              r["reader"], r["article"], r["title"], r["outlet"], r["url"], r["when"])
        for r in rows
    ]  # fmt: skip
