"""What articles say of a season's prizes, brought under bodies, categories and editions before it is weighed.

Articles word one prize in many ways. Here each saying gets the body's name, the category's name and the year of the edition, so
that what is one prize is weighed as one, and keeps its own words beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_

from bigpicture.record import told
from bigpicture.record.schema import ARTICLE, CLAIM
from bigpicture.record.season import alone as season_alone
from bigpicture.record.season.places import PRIZES, Placed, Places, place
from bigpicture.season import editions
from bigpicture.season.bodies import Category
from bigpicture.weighing import Saying, as_of


def placed(connection: Connection, label: str, moment: str | None = None) -> dict[int, list[Placed]]:
    """What is said of a season's prizes by the film's number, each under its edition; what is about no known body is left out."""
    places, may_be = Places(label), _may_be_of(label)
    said = told.sayings(connection, _typed(), may_be)
    found = {film: own for film, its in said.items() if (own := _in_place(its, places, moment))}
    alone = _in_place(season_alone.sayings(connection, may_be), places, moment) if found else []
    return {film: _settled(own, places) for film, own in season_alone.attached(found, alone).items()}


def _in_place(said: Sequence[Saying], places: Places, moment: str | None) -> list[Placed]:
    return [p for s in (as_of(said, moment) if moment else said) for p in places.of(s)]


def _typed() -> ColumnElement[bool]:
    """The condition that a claim is about a prize: what identifies it has its type in front and is indexed."""
    return or_(*(and_(CLAIM.c.identity >= f"{t}|", CLAIM.c.identity < f"{t}}}") for t in PRIZES))


def _may_be_of(label: str) -> ColumnElement[bool]:
    """The condition that a prize may be of a season: by its year, or where none is told by the date of the article."""
    year = editions.film_year(label)
    ceremony = CLAIM.c["values"]["year"].as_integer()
    told_then, untold = ceremony.in_((year, year + 1)), ceremony.is_(None)
    then = and_(untold, ARTICLE.c.when >= f"{year}", ARTICLE.c.when < f"{year + 1}-12")
    return and_(or_(told_then, untold), or_(told_then, then))  # the first part spares looking up most articles


def _settled(own: Iterable[Placed], places: Places) -> list[Placed]:
    """What is said of one film, with the category found where it is not told, and without what an article takes back."""
    own = list(own)
    named = {c for p in own if (c := _of_person(p))}
    return _consistent([_sorted_in(p, own, named, places) for p in own])


def _of_person(one: Placed) -> tuple[str, int, str, Category] | None:
    return (one.edition.body, one.edition.year, one.person, one.category) if one.category and one.person else None


def _sorted_in(
    one: Placed, own: Sequence[Placed], named: Iterable[tuple[str, int, str, Category]], places: Places
) -> Placed:
    """A prize whose category is not told, in the one it can only be."""
    if one.category or one.total or one.own.values.get("category"):
        return one
    body = places.body(str(one.own.values["award"]))
    assert body is not None  # it was found before
    at = one.edition.body, one.edition.year
    found = {c.id: c for (*where, person, c) in named if (*where,) == at and person == one.person}
    if len(found) == 1:
        note = f"the category is not told: the one in which {one.person} is up"
        return place(one.own, body, one.edition, *found.values(), year_told=one.year_told, note=note)
    main = body.categories.get(body.main)
    others = any(p.category not in (None, main) for p in own if (p.edition.body, p.edition.year) == at)
    if main and one.own.type == "award" and not others and not (one.person and main.to == "film"):
        note = "the category is not told: the guild's main prize"
        return place(one.own, body, one.edition, main, year_told=one.year_told, note=note)
    return one


def _consistent(own: Sequence[Placed]) -> list[Placed]:
    """Without what an article says and denies of one prize at once: the surer word of it counts.

    A sentence about who was passed over is easily taken for one about the film that was not.
    """
    by: dict[tuple[object, ...], list[Placed]] = {}
    for p in own:
        if p.category:
            by.setdefault((p.own.article, p.own.type, p.edition.body, p.edition.year, p.category.id), []).append(p)
    dropped = {one.own.id for group in by.values() for one in group if any(_outweighs(other, one) for other in group)}
    return [p for p in own if p.own.id not in dropped]


def _outweighs(other: Placed, one: Placed) -> bool:
    if (other.own.status == "denied") is (one.own.status == "denied"):
        return False
    same = other.saying.values.get("person") == one.saying.values.get("person")
    meets = same or None in (other.saying.values.get("person"), one.saying.values.get("person"))
    return meets and (other.own.confidence, other.own.id) > (one.own.confidence, one.own.id)
