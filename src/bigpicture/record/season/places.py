"""Where a saying about a prize belongs: the body, category and edition that it means, however it is worded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bigpicture.errors import InputError
from bigpicture.model import Value
from bigpicture.record.span import span
from bigpicture.season import bodies, editions
from bigpicture.season.bodies import Body, Category, Edition
from bigpicture.weighing import Saying

PRIZES = ("nomination", "award")
# What the ids of prizes have that go to one performer each; all other prizes for people are shared by the makers of a film.
_EACH = frozenset("actor actress lead supporting star young breakthrough performer newcomer donostia".split())
_TEAM = frozenset("director producer joint".split())


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


class Places:
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
