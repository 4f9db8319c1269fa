"""For which prizes a film's releases make it eligible, as far as articles tell of them. What is not known stays not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from bigpicture.errors import InputError
from bigpicture.folding import plain
from bigpicture.record import told
from bigpicture.record.calendar import territories
from bigpicture.record.schema import MENTION
from bigpicture.record.season.places import edition
from bigpicture.record.span import span
from bigpicture.season import bodies, editions
from bigpicture.season.bodies import Body, Edition
from bigpicture.weighing import Fact, as_of, facts

_HOME = ("streaming", "home")  # releases that a window of cinemas does not count


@dataclass(frozen=True, slots=True)
class Window:
    """A body's edition, and whether a film falls into its window."""

    body: Body
    edition: Edition
    first: str  # the first and last day of the window
    last: str
    eligible: bool | None  # None: not known
    told: str  # why, in words
    rule: str  # the body's rule in words, with what the window leaves out
    fact: Fact | None  # the release or screening that tells


def eligible(connection: Connection, film: int, *, moment: str | None = None) -> tuple[Window, ...]:
    """For each body with a window: the edition whose window the film's first release there falls into, as far as it is told.

    Where a release is told without a day, a territory or a way, it may fall into the window: then it is not known. A body in
    whose territory no release is known has the edition of the film's other releases, not known either. Raises InputError.
    """
    if film not in told.names(connection, [film]):
        raise InputError(f"#{film}", "no film of that number", "see what there is with: bigpicture films")
    types = told.of_types("release", "screening", "nomination", "award")
    said = told.sayings(connection, types, MENTION.c.film_id == film).get(film, [])
    known = [f for f in facts(as_of(said, moment) if moment else said) if f.standing == "agreed"]
    releases = sorted((f for f in known if f.type == "release" and f.values.get("date")), key=_day)
    shown = [f for f in known if f.type == "screening"]
    up = _up(known)
    ruled = (body for body in bodies.bodies().values() if body.eligible)
    made = (_taken(body, up[body.id]) if body.id in up else _window(body, releases, shown) for body in ruled)
    return tuple(window for window in made if window)


def _up(known: Iterable[Fact]) -> dict[str, Fact]:
    """The first nomination or win at each body by its id: who is up was eligible."""
    found: dict[str, Fact] = {}
    for fact in known:
        if fact.type in ("nomination", "award") and fact.values.get("year"):
            body = bodies.body(str(fact.values.get("award") or ""))
            if body and edition(body, int(fact.values["year"] or 0)):
                found.setdefault(body.id, fact)
    return found


def _taken(body: Body, fact: Fact) -> Window | None:
    year = int(fact.values["year"] or 0)
    held, days = edition(body, year), _days(body, year)
    return _made(body, held, days, fact, "it is up for its prizes", sure=True) if held and days else None


def _day(fact: Fact) -> str:
    return span(str(fact.values["date"]))[0]


def _window(body: Body, releases: Iterable[Fact], shown: Iterable[Fact]) -> Window | None:
    rule = body.eligible
    assert rule is not None  # only such bodies are asked about
    wanted = territories(rule.territory)
    own = [f for f in releases if not wanted or plain(f.values.get("territory")) in wanted]
    counting = [f for f in own if not rule.cinemas or f.values.get("mode") not in _HOME]
    for fact in counting:
        found = next(_around(body, fact), None)
        if found:
            return found
    where = f"in {rule.territory}" if rule.territory else "in cinemas"
    if own:
        return _unknown(body, own[0], f"only a release that is not in cinemas is known {where}")
    other = next(iter(releases), None)
    if other:
        return _unknown(body, other, f"no release {where} is known")
    screened = next(iter(shown), None)
    return _unknown(body, screened, "it was shown at a festival, and no release is known") if screened else None


def _around(body: Body, fact: Fact) -> Iterator[Window]:
    """The editions into whose window a release may fall, the first first."""
    rule = body.eligible
    assert rule is not None  # only such bodies are asked about
    first, last = span(str(fact.values["date"]))
    for year in range(int(first[:4]), int(last[:4]) + 3):
        held, days = edition(body, year), _days(body, year)
        if held and days and first <= days[1] and last >= days[0]:
            inside = days[0] <= first and last <= days[1]
            sure = bool(fact.values.get("mode")) or not rule.cinemas
            early = rule.early and _before_prizes(body, first)
            words = _words(fact, inside=inside, sure=sure, early=early)
            yield _made(body, held, days, fact, words, sure=inside and sure and not early)


def _before_prizes(body: Body, day: str) -> bool:
    """Whether a day is before the prizes of its year are given: they may be for what came out by then, too."""
    held = edition(body, int(day[:4]))
    return held is not None and held.held is not None and day < span(held.held)[1]


def _words(fact: Fact, *, inside: bool, sure: bool, early: bool) -> str:
    told_ = f"out on {fact.values['date']}"
    where = f" in {fact.values['territory']}" if fact.values.get("territory") else ""
    if not inside:
        return f"{told_}{where}, told too roughly to say"
    if early:
        return f"{told_}{where}; so early that it may count for the year before"
    return f"{told_}{where}" + ("" if sure else "; whether in cinemas is not told")


def _unknown(body: Body, fact: Fact, why: str) -> Window | None:
    """That it is not known, with the edition for which the film would be up by what is known."""
    day = _day(fact) if fact.values.get("date") else f"{fact.values.get('year') or fact.first.when[:4]}-12-31"
    for year in range(int(day[:4]), int(day[:4]) + 3):
        held, days = edition(body, year), _days(body, year)
        if held and days and days[0] <= day <= days[1]:
            return _made(body, held, days, fact, why, sure=False)
    return None


def _days(body: Body, year: int) -> tuple[str, str] | None:
    try:
        return editions.eligible(body, year)
    except InputError:
        return None


def _made(body: Body, held: Edition, days: tuple[str, str], fact: Fact, words: str, *, sure: bool) -> Window:
    assert body.eligible is not None  # only such bodies are asked about
    return Window(body, held, *days, True if sure else None, words, body.eligible.told, fact)
