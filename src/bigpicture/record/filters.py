"""Films by what is known of them: of a year, somewhere in some way, at a festival, of a company or person, by certainty.

The tables narrow the films down; what is left is weighed, in the order asked for, until a page is full.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, true

from bigpicture.folding import plain
from bigpicture.naming import KEYS, bearer
from bigpicture.record import names, openings, people, told
from bigpicture.record.calendar import territories
from bigpicture.record.known import Film
from bigpicture.record.schema import ARTICLE, CLAIM, FILM, MENTION
from bigpicture.times import whole
from bigpicture.weighing import Fact, as_of, facts

CREDITS = ("director", "writer", "producer", "cast")
HOLDING = ("agreed", "contested", "rumoured")  # the standings of what may be so
SORTS = {
    "articles": "most written about",
    "latest": "last written about",
    "title": "title",
    "year": "newest year",
}
_PART, _PARTS = 200, 10  # films weighed in one go, and goes for one page: what is rare may leave a page short
_WHOLE = 40  # the same where all that is said of each counts
_SAID_AS = {"rumoured": "rumoured", "denied": "denied"}  # standings that no fact has without such a claim
Fits = Callable[[Fact], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which films: all that is named must fit, a territory and a mode in one release."""

    year: int | None = None
    territory: str = ""  # as claims name it, or its ISO 3166 code
    mode: str = ""
    festival: str = ""  # that shows it; a part of its name will do
    company: str = ""
    person: str = ""  # who directs, writes, produces or plays
    standing: str = ""  # of the facts that make it fit, or of any fact; "": what may be so
    moment: str | None = None  # as it was known on a day; titles and years are those of today


@dataclass(frozen=True, slots=True)
class Page:
    """Films, and how many to pass over for the next page; None: this is the last."""

    films: tuple[Film, ...]
    further: int | None


@dataclass(frozen=True, slots=True)
class Test:
    """One thing asked for: of which types of facts, what such a fact must be, and which films claims of it are about."""

    types: tuple[str, ...]
    fits: Fits
    films: Select[Any] | None
    counted: ColumnElement[bool] | None = None  # of settled films: whether they fit, so that they need not be weighed


def films(
    connection: Connection,
    wanted: Wanted = Wanted(),
    *,
    sort: str = "articles",
    most: int = 50,
    passed: int = 0,
) -> Page:
    """A page of films that are as wanted, in the order of SORTS. Raises InputError, AmbiguousError for whom a name means."""
    tests = tests_of(connection, wanted)
    listed = _sorted(sort, wanted.moment)
    if wanted.year is not None:
        listed = listed.where(FILM.c.year == wanted.year)
    for test in tests:
        if test.films is not None:
            listed = listed.where(FILM.c.id.in_(test.films))
    if not tests:
        rows = [Film(*row) for row in connection.execute(listed.offset(passed).limit(most + 1))]
        return Page(tuple(rows[:most]), passed + most if len(rows) > most else None)
    found: list[Film] = []
    size = _PART if any(test.types for test in tests) else _WHOLE
    for _ in range(_PARTS):
        part = [Film(*row) for row in connection.execute(listed.offset(passed).limit(size))]
        fitting = that_fit(connection, [f.id for f in part], tests, wanted)
        for film in part:
            passed += 1
            if film.id in fitting:
                found.append(film)
            if len(found) == most:
                return Page(tuple(found), passed)
        if len(part) < size:
            return Page(tuple(found), None)
    return Page(tuple(found), passed)


def numbered(connection: Connection, numbers: Collection[int]) -> list[Film]:
    """Films by their numbers, by title."""
    asked = _sorted("title")
    rows = (row for part in told.parts(numbers) for row in connection.execute(asked.where(FILM.c.id.in_(part))))
    return [Film(*row) for row in rows]


def _sorted(sort: str, moment: str | None = None) -> Select[Any]:
    """All films in an order; those that were written about by a day, counted as they were then, where one is given."""
    when = ARTICLE.c.when <= whole(moment) if moment else true()
    then = (
        select(MENTION.c.film_id, func.max(ARTICLE.c.when).label("when"), func.count().label("articles"))
        .join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
        .where(when)
        .group_by(MENTION.c.film_id)
        .subquery()
    )
    articles = then.c.articles if moment else FILM.c.articles
    first = {
        "articles": articles.desc(),
        "title": FILM.c.title,
        "year": FILM.c.year.desc().nulls_last(),
        "latest": then.c.when.desc(),
    }
    asked = select(FILM.c.id, FILM.c.title, FILM.c.year, articles.label("articles"))
    if moment or sort == "latest":
        asked = asked.join(then, then.c.film_id == FILM.c.id)
    return asked.order_by(first[sort], FILM.c.title, FILM.c.id)


def that_fit(connection: Connection, numbers: Sequence[int], tests: Sequence[Test], wanted: Wanted) -> set[int]:
    """Of some films, by their numbers, those that are as wanted."""
    sure = _counted(connection, numbers, tests, wanted)
    numbers = [number for number in numbers if number not in sure]
    types = {kind for test in tests for kind in test.types}
    of_them = (MENTION.c.film_id.in_(numbers), *((told.of_types(*types),) if types else ()))
    standings = (wanted.standing,) if wanted.standing else HOLDING
    made = {film for film, fits in sure.items() if fits}
    for film, said in told.sayings(connection, *of_them).items():
        known = [f for f in facts(as_of(said, wanted.moment) if wanted.moment else said) if f.standing in standings]
        if all(any(test.fits(f) for f in known if not test.types or f.type in test.types) for test in tests):
            made.add(film)
    return made


def _counted(connection: Connection, numbers: Sequence[int], tests: Sequence[Test], wanted: Wanted) -> dict[int, bool]:
    """Whether films fit, of those that are settled, where that is counted for all that is asked."""
    fits = [test.counted for test in tests if test.counted is not None]
    if wanted.moment or len(fits) < len(tests):
        return {}
    asked = select(FILM.c.id, case((and_(*fits), 1), else_=0)).where(FILM.c.settled_at.is_not(None))
    return {film: bool(fit) for film, fit in connection.execute(asked.where(FILM.c.id.in_(numbers)))}


def tests_of(connection: Connection, wanted: Wanted) -> list[Test]:
    """What is wanted, one by one. Raises InputError, AmbiguousError for whom a name means."""
    made: list[Test] = []
    if wanted.person:
        keys = people.bearers(connection, people.resolve(connection, wanted.person))
        credited = _about(CLAIM.c.bearer.in_(keys), CLAIM.c.type.in_(CREDITS))
        made.append(Test(CREDITS, lambda f: bearer(str(f.values.get("person") or "")) in keys, credited))
    if wanted.company:
        made.append(_named(connection, "company", "organization", "company", wanted.company))
    if wanted.festival:
        made.append(_named(connection, "screening", "event", "event", wanted.festival))
    if wanted.territory or wanted.mode:
        made.append(_released(connection, wanted))
    if wanted.standing and not made:
        made.append(_standing(connection, wanted))
    return made


def _standing(connection: Connection, wanted: Wanted) -> Test:
    """A standing alone: counted where films are settled, else weighed, as what was known on a day is."""
    said_as = _SAID_AS.get(wanted.standing)
    said = _about(CLAIM.c.status == said_as) if said_as else None
    if wanted.moment:
        return Test((), lambda _: True, said)
    there = FILM.c[wanted.standing] > 0
    waiting: ColumnElement[bool] = FILM.c.settled_at.is_(None)
    many = len(openings.unsettled(connection, openings.FEW + 1)) > openings.FEW
    if many and said is not None:  # to look for claims of a status costs more than to weigh some films
        waiting = and_(waiting, FILM.c.id.in_(said))
    return Test((), lambda _: True, select(FILM.c.id).where(or_(there, waiting)), there)


def _named(connection: Connection, kind: str, field: str, subject: str, asked: str) -> Test:
    """What has a name: the same, one that people decided to be the same, or one that has all words of what is asked for."""
    keys, words = names.decided(connection).keys(subject, asked), {*plain(asked).split()}

    def is_it(worded: object) -> bool:
        name = str(worded or "")
        return KEYS[field](name) in keys or (bool(words) and words <= {*plain(name).split()})

    return Test((kind,), lambda f: is_it(f.values.get(field)), _worded(connection, kind, field, is_it))


def _released(connection: Connection, wanted: Wanted) -> Test:
    places = territories(wanted.territory)

    def there(worded: object) -> bool:
        return not places or plain(worded) in places

    mode = wanted.mode or None
    some = () if mode is None else (CLAIM.c["values"]["mode"].as_string() == mode,)
    return Test(
        ("release",),
        lambda f: there(f.values.get("territory")) and mode in (None, f.values.get("mode")),
        _worded(connection, "release", "territory", there, *some) if places else _about(_of_type("release"), *some),
    )


def _worded(
    connection: Connection, kind: str, field: str, is_it: Callable[[object], bool], *some: ColumnElement[bool]
) -> Select[tuple[int | None]]:
    """The films of claims of a type whose field is worded in a way that means what is asked for."""
    worded = CLAIM.c["values"][field].as_string()
    used = connection.execute(select(worded).where(_of_type(kind)).distinct()).scalars()
    return _about(_of_type(kind), worded.in_([one for one in used if is_it(one)]), *some)


def _of_type(kind: str) -> ColumnElement[bool]:
    """Claims of a type, by the index on what identifies them, which begins with it."""
    return (CLAIM.c.identity >= f"{kind}|") & (CLAIM.c.identity < f"{kind}}}")


def _about(*which: ColumnElement[bool]) -> Select[tuple[int | None]]:
    return select(MENTION.c.film_id).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id).where(*which)
