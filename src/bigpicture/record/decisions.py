"""Deciding which films are meant: merge, split and pin, their log, and how they are undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select, update

from bigpicture.errors import InputError
from bigpicture.record import bonds, films, names
from bigpicture.record.known import Film
from bigpicture.record.schema import ARTICLE, DECISION, FILM, MENTION

Pair = tuple[str, str]  # an article's key, a block


@dataclass(frozen=True, slots=True)
class Logged:
    """A decision of the log."""

    number: int
    kind: str
    made_at: str
    undone_at: str | None
    told: str
    subject: str  # what it is about: film, person, company, event, award


@dataclass(frozen=True, slots=True)
class Undecided:
    """A mention that may mean several films, or none that is known."""

    article: int
    when: str
    title: str
    candidates: tuple[Film, ...]


def merge(connection: Connection, one: Film, other: Film, now: str) -> int:
    """Two films are one, whatever they are called; the decision's number. Raises InputError where they are one already."""
    if one.id == other.id:
        raise InputError(f"#{one.id}", "one film already", "name two; see: bigpicture films")
    kept = [*_members(connection, one.id), *_members(connection, other.id)]
    return _add(connection, "merge", f"{_named(one)} and {_named(other)} are one film", kept, [], now)


def split(connection: Connection, film: Film, articles: Sequence[int], now: str) -> int:
    """What these articles tell of a film is of another one; the decision's number.

    Raises InputError where an article does not mean the film, or no article would be left.
    """
    asked = (MENTION.c.film_id == film.id) & MENTION.c.article_id.in_(list(articles))
    moved = _pairs(connection, asked, articles, f"does not speak of {_named(film)}")
    kept = [p for p in _members(connection, film.id) if p not in set(moved)]
    if not kept:
        raise InputError(_named(film), "no article would be left", "leave one out, or see: bigpicture merge --help")
    return _add(connection, "split", f"{_listed(articles)}: not {_named(film)}", kept, moved, now)


def pin(connection: Connection, film: Film, articles: Sequence[int], now: str) -> int:
    """These articles mean this film by its title; the decision's number.

    Raises InputError where an article names no film of that title.
    """
    kept = _members(connection, film.id)
    asked = MENTION.c.block.in_({block for _, block in kept}) & MENTION.c.article_id.in_(list(articles))
    moved = _pairs(connection, asked, articles, f"names nothing that is called {film.title}")
    rest = [p for p in kept if p not in set(moved)]
    if not rest:
        raise InputError(_named(film), "only these articles speak of it", "pin to a film that others speak of too")
    return _add(connection, "pin", f"{_listed(articles)}: {_named(film)}", rest, moved, now)


def undo(connection: Connection, number: int, now: str) -> Logged:
    """Take a decision back: all is decided as if it had never been taken. Raises InputError where it does not hold."""
    found = next((one for one in log(connection) if one.number == number), None)
    if found is None or found.undone_at:
        problem = "undone already" if found else "no such decision"
        raise InputError(f"decision {number}", problem, "see: bigpicture decisions")
    row = connection.execute(select(DECISION).where(DECISION.c.id == number)).one()
    if row.subject != "film":
        names.undone(connection, row.subject, row.payload)
    blocks = row.blocks
    whole = set(blocks).union(*bonds.components(connection, blocks).values())
    connection.execute(update(DECISION).where(DECISION.c.id == number).values(undone_at=now))
    bonds.drop(connection, decision=number)
    _decide(connection, whole)
    return found


def log(connection: Connection) -> list[Logged]:
    """Every decision, the newest first."""
    rows = connection.execute(select(DECISION).order_by(DECISION.c.id.desc())).mappings()
    return [Logged(r["id"], r["kind"], r["made_at"], r["undone_at"], r["payload"]["told"], r["subject"]) for r in rows]


def undecided(connection: Connection) -> list[Undecided]:
    """The mentions whose film is undecided, with those that it may be, in the order of their articles."""
    rows = connection.execute(
        select(MENTION.c.article_id, ARTICLE.c.when, MENTION.c.title, MENTION.c.block)
        .join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
        .where(MENTION.c.film_id.is_(None))
        .order_by(ARTICLE.c.when, MENTION.c.article_id, MENTION.c.block)
    ).all()
    candidates = {block: _candidates(connection, block) for block in {r.block for r in rows}}
    return [Undecided(r.article_id, r.when, r.title, candidates[r.block]) for r in rows]


def _candidates(connection: Connection, block: str) -> tuple[Film, ...]:
    from bigpicture.record import known

    ids = select(MENTION.c.film_id).where(MENTION.c.block == block, MENTION.c.film_id.is_not(None)).distinct()
    found = connection.execute(
        select(FILM.c.id).where(FILM.c.id.in_(ids)).order_by(FILM.c.year.nulls_first(), FILM.c.id)
    ).scalars()
    return tuple(known.film(connection, f"#{number}") for number in found)


def _members(connection: Connection, film: int) -> list[Pair]:
    asked = select(ARTICLE.c.key, MENTION.c.block).join(MENTION, MENTION.c.article_id == ARTICLE.c.id)
    rows = connection.execute(asked.where(MENTION.c.film_id == film).order_by(ARTICLE.c.key, MENTION.c.block))
    return [(r.key, r.block) for r in rows]


def _pairs(connection: Connection, asked: ColumnElement[bool], articles: Sequence[int], problem: str) -> list[Pair]:
    """The mentions that fit in the articles. Raises InputError where an article has none."""
    select_ = select(ARTICLE.c.key, MENTION.c.block, ARTICLE.c.id).join(MENTION, MENTION.c.article_id == ARTICLE.c.id)
    rows = connection.execute(select_.where(asked).order_by(ARTICLE.c.key)).all()
    missing = sorted(set(articles) - {r.id for r in rows})
    if missing:
        raise InputError(f"article {missing[0]}", problem, "see: bigpicture articles")
    return [(r.key, r.block) for r in rows]


def _add(connection: Connection, kind: str, told: str, kept: list[Pair], moved: list[Pair], now: str) -> int:
    blocks = sorted({block for _, block in (*kept, *moved)})
    made = connection.execute(
        insert(DECISION).values(
            kind=kind, made_at=now, undone_at=None, blocks=blocks,
            payload={"told": told, "kept": [list(p) for p in kept], "moved": [list(p) for p in moved]},
        )
    ).inserted_primary_key  # fmt: skip
    assert made is not None
    bonds.of_decision(connection, made[0], blocks)
    _decide(connection, blocks)
    return int(made[0])


def _decide(connection: Connection, blocks: Collection[str]) -> None:
    """Decide blocks anew, those that are bound together at once."""
    bound = bonds.components(connection, blocks)
    for whole in sorted({tuple(sorted(bound.get(b, {b}))) for b in blocks}):
        films.decide(connection, whole)


def _named(film: Film) -> str:
    return film.title + (f" ({film.year})" if film.year else "")


def _listed(articles: Sequence[int]) -> str:
    return f"article{'' if len(articles) == 1 else 's'} {', '.join(map(str, articles))}"
