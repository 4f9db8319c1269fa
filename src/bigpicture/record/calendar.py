"""The calendar: when films come out, as far as the press tells, in the order of the days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from bigpicture.folding import plain
from bigpicture.record import openings, told
from bigpicture.record.schema import CLAIM, FILM, MENTION
from bigpicture.record.span import exact, span
from bigpicture.record.told import Named
from bigpicture.weighing import Fact, Saying, as_of, facts

# ISO 3166 codes and longer names of the territories that claims call by a short one
_CALLED = {
    "gb": "uk", "united kingdom": "uk", "great britain": "uk", "britain": "uk", "usa": "us", "united states": "us", "ca": "canada",
    "ie": "ireland", "au": "australia", "nz": "new zealand", "fr": "france", "de": "germany", "es": "spain", "it": "italy",
    "jp": "japan", "kr": "south korea", "korea": "south korea", "cn": "china", "in": "india", "br": "brazil", "mx": "mexico",
}  # fmt: skip
_LISTED = 36  # months of a range whose dates are listed one by one
_WITHIN = {"us": ("north america",), "canada": ("north america",)}  # territories that lie in wider ones


@dataclass(frozen=True, slots=True)
class Opening:
    """A film that comes out. `exact` is whether a day is told; else it stands at the `end` of what is told."""

    film: Named
    date: str  # EDTF: 2026-11-13, 2026-11, 2026-23 (autumn), 2026
    end: str  # the last day that it may be
    exact: bool
    fact: Fact


def releases(
    connection: Connection,
    *,
    territory: str | None = None,
    mode: str | None = None,
    first: str | None = None,
    last: str | None = None,
    moment: str | None = None,
    rough: bool = True,
) -> list[Opening]:
    """Agreed, contested and rumoured releases by day; of a territory, mode or range of days where they are given.

    A territory is named as in claims or by its ISO 3166 code. What comes out worldwide comes out in it too; what is told
    without a territory is not known to. A date told roughly belongs to a range that it may fall into, unless not `rough`.
    """
    begin, end = span(first)[0] if first else "0001-01-01", span(last)[1] if last else "9999-12-31"
    wanted = territories(territory)
    found: list[tuple[int, Fact]] = []
    if moment is None:  # what is settled is read, the rest is worked out
        found += openings.stored(connection, begin, end, wanted, mode, rough=rough)
        said = _unsettled(connection, first, last, rough=rough)
    else:
        said = _said(connection, first, last, rough=rough)
    for number, own in said.items():
        found += ((number, fact) for fact in facts(as_of(own, moment) if moment else own) if openings.counts(fact))
    named = told.names(connection, {number for number, _ in found})
    made = (_opening(named[n], fact) for n, fact in found if _asked(fact, wanted, mode))
    kept = [o for o in made if o.end >= begin and span(o.date)[0] <= end and (rough or o.exact)]
    return sorted(kept, key=lambda o: (o.end, not o.exact, o.film.title, o.film.id, o.fact.key))


def _unsettled(connection: Connection, first: str | None, last: str | None, *, rough: bool) -> dict[int, list[Saying]]:
    """The same of films whose openings are not stored yet."""
    films = openings.unsettled(connection, openings.FEW + 1)
    if len(films) <= openings.FEW:
        made: dict[int, list[Saying]] = {}
        for part in told.parts(films):
            made |= told.sayings(connection, told.of_types("release"), MENTION.c.film_id.in_(part))
        return made
    only = MENTION.c.film_id.in_(select(FILM.c.id).where(FILM.c.settled_at.is_(None)))
    return _said(connection, first, last, only, rough=rough)


def _said(
    connection: Connection, first: str | None, last: str | None, *only: ColumnElement[bool], rough: bool
) -> dict[int, list[Saying]]:
    """What is said of the releases of the films of which somebody tells a date in a range: the others need not be weighed.

    `only` are conditions on the table mention: other films are left out.
    """
    release = told.of_types("release")
    if first is None:
        return told.sayings(connection, release, *only)
    dates = _dates(span(first)[0], span(last)[1], rough=rough) if last else []
    if not dates:
        later = CLAIM.c["values"]["date"].as_string() >= first[:4]
        dated = select(MENTION.c.film_id).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id).where(release, later)
        return told.sayings(connection, release, MENTION.c.film_id.in_(dated), *only)
    # what identifies a claim has its type in front and its date at the end, and is indexed: few claims are looked up
    release_told = (CLAIM.c.identity >= "release|") & (CLAIM.c.identity < "release}")
    told_then = release_told & or_(*(CLAIM.c.identity.like(f"%|{d}") for d in dates))
    asked = select(MENTION.c.film_id).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id).where(told_then, *only).distinct()
    films = [int(film) for film in connection.execute(asked).scalars() if film is not None]
    made: dict[int, list[Saying]] = {}
    for part in told.parts(films):
        made |= told.sayings(connection, release, MENTION.c.film_id.in_(part))
    return made


def _dates(first: str, last: str, *, rough: bool) -> list[str]:
    """Patterns of the dates, folded, that may fall between two days; none where the range is too long to list them."""
    begin, end = int(first[:4]) * 12 + int(first[5:7]) - 1, int(last[:4]) * 12 + int(last[5:7]) - 1
    if end - begin > _LISTED:
        return []
    months = [divmod(month, 12) for month in range(begin, end + 1)]
    if first[:7] == last[:7]:
        days = [f"{first[:4]} {first[5:7]} {day:02d}" for day in range(int(first[8:]), int(last[8:]) + 1)]
    else:
        days = [f"{year:04d} {month + 1:02d} __" for year, month in months]
    if not rough:
        return days
    years = [f"{year:04d}" for year in dict.fromkeys(year for year, _ in months)]
    return [*days, *(f"{y:04d} {m + 1:02d}" for y, m in months), *(f"{y} 2_" for y in years), *years]


def _opening(film: Named, fact: Fact) -> Opening:
    date = str(fact.values["date"])
    return Opening(film, date, span(date)[1], exact(date), fact)


def _asked(fact: Fact, wanted: set[str], mode: str | None) -> bool:
    return (not wanted or plain(fact.values.get("territory")) in wanted) and mode in (None, fact.values.get("mode"))


def territories(asked: str | None) -> set[str]:
    """The territories, folded, whose releases are releases in the one that is asked for."""
    if not asked:
        return set()
    name = _CALLED.get(plain(asked), plain(asked))
    return {name, *_WITHIN.get(name, ()), "worldwide"}
