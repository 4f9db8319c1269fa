"""What articles say of a season's prizes, brought under bodies, categories and editions before it is weighed.

Articles word one prize in many ways. Here each saying gets the body's name, the category's name and the year of the edition, so
that what is one prize is weighed as one, and keeps its own words beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, or_

from bigpicture.errors import InputError
from bigpicture.model import Value
from bigpicture.record import told
from bigpicture.record.schema import ARTICLE, CLAIM
from bigpicture.record.span import span
from bigpicture.season import bodies, editions
from bigpicture.season.bodies import Body, Category, Edition
from bigpicture.weighing import Saying, as_of

PRIZES = ("nomination", "award")
# What the ids of prizes have that go to one performer each; all other prizes for people are shared by the makers of a film.
_EACH = frozenset("actor actress lead supporting star young breakthrough performer newcomer donostia".split())
_TEAM = frozenset("director producer joint".split())
# The prize that is meant where an article says only that a film or its director won the guild's.
_MAIN = {"dga": "director", "pga": "picture"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A saying under the edition and category that it means."""

    own: Saying  # as the article words it
    saying: Saying  # as it is weighed
    edition: Edition
    category: Category | None  # None: not told, or not known
    year_told: bool
    note: str = ""

    @property
    def total(self) -> bool:
        """Whether it tells how many, and not which."""
        return bool(self.own.values.get("count")) and not self.own.values.get("category")

    @property
    def person(self) -> str:
        """Whom it names, if anybody."""
        return str(self.own.values.get("person") or "")


def shared(category: Category) -> bool:
    """Whether people who are up in a category for one film share one nomination."""
    parts = set(category.id.split("-"))
    return category.to == "film" or not parts & _EACH or bool(parts & _TEAM)


def placed(connection: Connection, label: str, moment: str | None = None) -> dict[int, list[Placed]]:
    """What is said of a season's prizes by the film's number, each under its edition; what is about no known body is left out."""
    places = _Places(label)
    found = {}
    for film, said in told.sayings(connection, _may_be_of(label)).items():
        own = [p for s in (as_of(said, moment) if moment else said) for p in places.of(s)]
        if own:
            found[film] = _settled(own, places)
    return found


def _may_be_of(label: str) -> ColumnElement[bool]:
    """The condition that a claim may be about a prize of a season: by its year, or where it tells none by its article's date.

    What identifies a claim has its type in front and is indexed: only claims of prizes are looked at.
    """
    year = editions.film_year(label)
    typed = or_(*(and_(CLAIM.c.identity >= f"{t}|", CLAIM.c.identity < f"{t}}}") for t in PRIZES))
    ceremony = CLAIM.c["values"]["year"].as_integer()
    then = and_(ceremony.is_(None), ARTICLE.c.when >= f"{year}", ARTICLE.c.when < f"{year + 1}-12")
    return and_(typed, or_(ceremony.in_((year, year + 1)), then))


class _Places:
    """Finds the body, category and edition that sayings mean; each wording is looked up once."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._years = (int(label[:4]), int(label[:4]) + 1)
        self._bodies: dict[str, Body | None] = {}
        self._categories: dict[tuple[str, str, int], Category | None] = {}
        self._editions: dict[str, tuple[Edition, ...]] = {}

    def of(self, saying: Saying) -> Iterator[Placed]:
        """The saying in its place, if it is one of the season's prizes."""
        body = self.body(str(saying.values.get("award") or ""))
        meant = self._edition(body, saying) if body else None
        if body is None or meant is None:
            return
        wording = str(saying.values.get("category") or "")
        category = self._category(body, wording, meant.year) if wording else None
        yield place(saying, body, meant, category, year_told=saying.values.get("year") is not None)

    def body(self, name: str) -> Body | None:
        """Who gives a prize that is worded like this."""
        if name not in self._bodies:
            self._bodies[name] = bodies.body(name) if name else None
        return self._bodies[name]

    def _category(self, body: Body, wording: str, year: int) -> Category | None:
        key = body.id, wording, year
        if key not in self._categories:
            self._categories[key] = bodies.category(body, wording, year) if body.categories else None
        return self._categories[key]

    def _edition(self, body: Body, saying: Saying) -> Edition | None:
        """The season's edition that is meant; None where another one is."""
        if body.id not in self._editions:
            around = (edition(body, y) for y in (*self._years, self._years[1] + 1))
            self._editions[body.id] = tuple(e for e in around if e)
        known_ones, year = self._editions[body.id], saying.values.get("year")
        own = [e for e in known_ones if e.season == self._label]
        if year is not None:
            return next((e for e in own if e.year == year), None)
        meant = worked_out(known_ones, saying.type, saying.when[:10])
        return meant if meant in own else None


def edition(body: Body, year: int) -> Edition | None:
    """The edition of a year; None where there was none."""
    try:
        return editions.edition(body, year)
    except InputError:
        return None


def worked_out(known: Sequence[Edition], kind: str, day: str) -> Edition | None:
    """The edition that an article of a day means where it tells no year: the last that had its nominees, or its prizes.

    An edition whose day is known only as a month counts from the first of it.
    """
    found = None
    for one in known:
        begun = (one.announced or one.held) if kind == "nomination" else (one.held or one.announced)
        if span(begun or str(one.year))[0] <= day:
            found = one
    return found or next(iter(known), None)


def place(
    saying: Saying, body: Body, edition: Edition, category: Category | None, *, year_told: bool, note: str = ""
) -> Placed:
    """A saying under a body's edition and category, worded as these are called."""
    values: dict[str, Value] = {**saying.values, "award": body.name, "year": edition.year}
    if category:
        values |= {"category": category.name, "count": None}
        if shared(category):
            values["person"] = None
    return Placed(saying, replace(saying, values=values), edition, category, year_told, note)


def _settled(own: Iterable[Placed], places: _Places) -> list[Placed]:
    """What is said of one film, with the category found where it is not told, and without what an article takes back."""
    own = list(own)
    named = {c for p in own if (c := _of_person(p))}
    return _consistent([_sorted_in(p, own, named, places) for p in own])


def _of_person(one: Placed) -> tuple[str, int, str, Category] | None:
    return (one.edition.body, one.edition.year, one.person, one.category) if one.category and one.person else None


def _sorted_in(
    one: Placed, own: Sequence[Placed], named: Iterable[tuple[str, int, str, Category]], places: _Places
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
    main = body.categories.get(_MAIN.get(body.id, ""))
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
