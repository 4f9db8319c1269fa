"""What a forecast is made from: who is up, and what other bodies gave before, as far as the record agrees on it.

What is rumoured or contested never counts. The nominees of a past ceremony come from the table that was imported; what other
bodies gave comes from the shipped table and from articles, and only what was out by the moment that is asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Connection

from bigpicture.folding import name, title
from bigpicture.naming import bearer
from bigpicture.record import nominees
from bigpicture.record.season.entries import is_of
from bigpicture.record.season.places import edition, shared
from bigpicture.record.season.recent import recent
from bigpicture.record.season.types import Entry, Held, Prize, Season
from bigpicture.record.span import exact, span
from bigpicture.season import bafta, bodies, editions, features
from bigpicture.season import precursors as table
from bigpicture.season.races import ACADEMY, BAFTA, Contender, Precursor, Race


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a season's forecasts of a body's prizes are made from."""

    label: str
    year: int  # of the ceremony
    moment: str | None  # None: all that is known
    season: Season
    imported: tuple[Race, ...]  # of that ceremony; none: no table has it
    rows: tuple[Precursor, ...]
    body: str = ACADEMY

    @property
    def held(self) -> Held | None:
        """The ceremony whose prizes are forecast."""
        return self.season.of(self.body)


def inputs(
    connection: Connection, label: str, moment: str | None = None, *, now: str | None = None, body: str = ACADEMY
) -> Inputs:
    """What is known for a season's forecasts of a body, by a moment where one is given. Raises InputError for no season.

    Where it is asked `now`, all articles count, and of the shipped tables what was out by now.
    """
    told = recent(connection, label, moment=moment)
    label, year = told.label, ceremony(label)
    races = nominees.load(connection, ACADEMY, year)
    rows = tuple(_in_time(_rows(told, moment or now), told, body))
    if body == BAFTA:
        rows = (*rows, *_academy(told, races, moment or now))
        races = _of_bafta(told, year, moment or now)
    return Inputs(label, year, moment, told, races, rows, body)


def _in_time(rows: Iterable[Precursor], told: Season, body: str) -> Iterator[Precursor]:
    """What was given before the ceremony that is forecast: a win at a later one is a nomination, and later nominees are none."""
    own = told.of(body)
    last = own.edition.held if own and own.edition.held and exact(own.edition.held) else None
    for row in rows:
        held = told.of(row.body)
        if last and held and _not_before(held.edition.held, last):
            if not _not_before(held.edition.announced, last):
                yield replace(row, won=False)
        else:
            yield row


def _not_before(day: str | None, last: str) -> bool:
    """Whether something is not before a day, as far as its own day is known."""
    return day is not None and exact(day) and day >= last


def ceremony(label: str) -> int:
    """The year in which the Academies give their prizes for a season."""
    return editions.film_year(label) + 1


def _of_bafta(told: Season, year: int, moment: str | None) -> tuple[Race, ...]:
    """BAFTA's races of the shipped table, as they were known by a moment: who won is not, until it is given."""
    held = told.of(BAFTA)
    if held is None or not out(held.edition.announced or held.edition.held, moment):
        return ()
    races = tuple(r for r in _bafta() if r.year == year)
    return races if out(held.edition.held, moment) else tuple(map(_open, races))


def _open(race: Race) -> Race:
    """A race of which nobody knows who won."""
    return replace(race, contenders=tuple(replace(c, won=None) for c in race.contenders))


def _academy(told: Season, imported: Iterable[Race], moment: str | None) -> Iterator[Precursor]:
    """Whom the Academy nominated, as far as its nominees were announced by a moment: of the imported table, else of articles."""
    held = told.of(ACADEMY)
    if held is None or not out(held.edition.announced, moment):
        return
    races = tuple(imported)
    yield from bafta.nominated(races)
    for prize in held.prizes if not races else ():
        if prize.category.id in bafta.CATEGORIES:
            yield from (_row(held, prize, e, won=False) for e in prize.nominated if e.counts and e.told)


def categories(known: Inputs) -> tuple[str, ...]:
    """The body's categories of a season by their ids, in its order."""
    return tuple(p.category.id for p in known.held.prizes) if known.held else ()


def race(known: Inputs, category: str) -> tuple[Race | None, str]:
    """(who is up in a category, "") or (None, why that is not known). Nothing in it tells who won."""
    held = known.held
    prize = held.prize(category) if held else None
    if held is None or prize is None:
        return None, f"{'the Academy' if known.body == ACADEMY else 'BAFTA'} has no such category in {known.year}"
    if known.imported and _out(held.edition.announced, known):
        own = next((r for r in known.imported if r.category == category), None)
        if own:
            return _open(own), ""
    if not prize.complete and known.moment and not _out(held.edition.announced, known):
        return None, f"the nominees were announced later, {_on(held.edition.announced)}"
    if prize.missing is None:
        return None, "it is not known how many nominees there are"
    if not prize.complete:
        return None, _why(prize)
    return Race(known.body, known.year, category, tuple(_contenders(known.season, held, prize))), ""


def _on(day: str | None) -> str:
    return f"on {day}" if day and exact(day) else f"in {day}"


def _why(prize: Prize) -> str:
    up = sum(e.counts for e in prize.nominated)
    places = up + (prize.missing or 0)
    if up > places:
        return f"articles tell of {up} nominees, and there are {places} places"
    return f"articles name {up or 'none'} of {places} nominees"


def _contenders(told: Season, held: Held, prize: Prize) -> Iterator[Contender]:
    body = held.body.id
    counts = {row.film.id: row.by_body[body].nominations for row in told.board if body in row.by_body}
    if body == BAFTA:  # its history is of eight categories only
        up = [p for p in held.prizes if p.category.id in bafta.CATEGORIES]
        counts = Counter(e.film.id for p in up for e in p.nominated if e.counts)
    for entry in (e for e in prize.nominated if e.counts):
        others = (p for p in held.prizes if p is not prize and (body != BAFTA or p.category.id in bafta.CATEGORIES))
        companions = frozenset(p.category.id for p in others if _up(p, entry.film.id))
        yield Contender(entry.film.title, entry.people, counts.get(entry.film.id, 1), companions)


def _up(prize: Prize, film: int) -> bool:
    return any(e.film.id == film and e.counts for e in prize.nominated)


def winners(known: Inputs, category: str) -> tuple[Precursor, ...]:
    """Who won a category: of the imported or shipped table, else those on whom the record agrees; none: nobody yet."""
    source = "the imported table" if known.body == ACADEMY else "the shipped table"
    for own in (r for r in known.imported if r.category == category and r.decided):
        return tuple(
            Precursor(known.year, known.body, category, c.film, c.people, won=True, source=source)
            for c in own.contenders
            if c.won
        )
    held = known.held
    prize = held.prize(category) if held else None
    return tuple(_row(held, prize, e, won=True) for e in prize.won if e.counts) if held and prize else ()


def _rows(told: Season, moment: str | None) -> tuple[Precursor, ...]:
    """What other bodies gave: of the shipped table, and what articles add. Where they disagree, the table was checked."""
    found: dict[tuple[object, ...], Precursor] = {}
    for row in _shipped():
        held = told.of(row.body)
        if held and held.edition.year == row.year and (known := _by(row, held, moment)):
            found.setdefault(_key(held, known), known)
    for row in _reported(told):
        held = told.of(row.body)
        assert held is not None  # it is where it was reported
        key = _key(held, row)
        shipped = found.setdefault(key, row)
        if shipped.won == row.won:  # both say so: who reported it is shown
            found[key] = replace(shipped, source=row.source, fact=row.fact)
    return tuple(found.values())


@lru_cache(maxsize=1)
def _shipped() -> tuple[Precursor, ...]:
    return table.confirmed(table.load())


@lru_cache(maxsize=1)
def _bafta() -> tuple[Race, ...]:
    return bafta.history(table.load()).races


def _by(row: Precursor, held: Held, moment: str | None) -> Precursor | None:
    """A row as it was known by a moment: a win is a nomination until it is given, and nothing before it is announced."""
    if not row.won or out(held.edition.held, moment):
        return row if row.won or out(held.edition.announced or held.edition.held, moment) else None
    return replace(row, won=False) if out(held.edition.announced or held.edition.held, moment) else None


def _out(day: str | None, known: Inputs) -> bool:
    return out(day, known.moment)


def out(day: str | None, moment: str | None) -> bool:
    """Whether what happens on a day (EDTF) was known by a moment. A day counts whole; by a time of a day what was before it."""
    if moment is None:
        return True
    last = span(day)[1] if day else "9999-12-31"
    return last < moment[:10] if len(moment) > len("2024-03-10") else last <= span(moment)[1]


def _reported(told: Season) -> Iterator[Precursor]:
    """What articles agree on that the precursor bodies gave; each nomination once, as a win where it won."""
    for held in (h for h in told.held if h.body.id in table.BODIES):
        for prize in held.prizes:
            won = [e for e in prize.won if e.counts]
            yield from (_row(held, prize, e, won=True) for e in won)
            rest = (
                e for e in prize.nominated if e.counts and e.told and not any(is_of(e, w, prize.category) for w in won)
            )
            yield from (_row(held, prize, e, won=False) for e in rest)


def _row(held: Held, prize: Prize, entry: Entry, *, won: bool) -> Precursor:
    shown = entry.fact.shown
    by = shown.outlet or f"article {shown.article}"
    return Precursor(
        held.edition.year, held.body.id, prize.category.id, entry.film.title, entry.people, won, by, shown.id
    )


def _key(held: Held, row: Precursor) -> tuple[object, ...]:
    """What makes two rows one: the film, and of a prize for one performer the performer."""
    category = held.body.categories.get(row.category)
    each = category is not None and not shared(category) and row.people
    who: object = frozenset(map(bearer, row.people)) if each else title(row.film) or name(row.film)
    return row.body, row.year, row.category, who


def relevant(race: Race, rows: Iterable[Precursor]) -> tuple[Precursor, ...]:
    """The prizes and nominations before that can move the chances in a race: contenders' own, and prizes that their films won."""
    return tuple(row for row in rows if features.moves(race, row))


def day_of(label: str, body: str = ACADEMY) -> str | None:
    """The day of a body's prizes of a season, or the first on which they may be given; None: there were none."""
    found = edition(bodies.named(body), ceremony(label))
    return span(found.held)[0] if found and found.held else None
