"""A season as the press tells it: editions in order, and in each who is up for what and who won, cited. A view, nothing stored.

    places, load (sayings under bodies and categories) | entries (weighed, each prize once) | here (editions) | board

Award and category wordings are brought under the bodies and categories of bigpicture.season.bodies before they are weighed, so
that "best supporting performance" and "supporting actor" are one fact where they are one prize.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, and_, or_, select

from bigpicture.record import known, told
from bigpicture.record.schema import CLAIM
from bigpicture.record.season.board import rows
from bigpicture.record.season.entries import Found, entries, with_implied, within_places
from bigpicture.record.season.load import placed
from bigpicture.record.season.places import PRIZES, edition
from bigpicture.record.season.types import Entry, Held, Prize, Row, Season, Tally, Total
from bigpicture.season import bodies, editions
from bigpicture.season.bodies import Body, Category, Edition

_TIE = re.compile(r"\b(?:tie[ds]?|tying|shar(?:e[ds]?|ing)|joint(?:ly)?|ex[ -](?:a|æ)equo|dead heat)\b", re.IGNORECASE)
_NEAR = 160  # characters round the words of a win in which an article would tell of a tie


def season(connection: Connection, label: str, *, moment: str | None = None) -> Season:
    """The season of a label ("2023-24"), as it was known on a day where one is given. Raises InputError for no label.

    A season of which nothing is told has its editions, empty.
    """
    label = checked(label)
    said = placed(connection, label, moment)
    films = told.names(connection, said)
    found = [one for film, own in said.items() for one in entries(films[film], own)]
    by: dict[tuple[str, int], list[Found]] = {}
    for one in found:
        by.setdefault(one.at, []).append(one)
    held = tuple(_held(connection, e, by.get((e.body, e.year), ())) for e in editions.season(label))
    return Season(label, held, rows(held))


def checked(label: str) -> str:
    """A season's label, however it is written: "2023/24" is "2023-24". Raises InputError where it is none."""
    return editions.label(editions.film_year(label))


def seasons(connection: Connection) -> tuple[str, ...]:
    """The seasons of whose prizes articles tell, the newest first."""
    typed = or_(*(and_(CLAIM.c.identity >= f"{t}|", CLAIM.c.identity < f"{t}}}") for t in PRIZES))
    award, year = (
        CLAIM.c["values"]["award"].as_string().label("award"),
        CLAIM.c["values"]["year"].as_integer().label("year"),
    )
    said = select(award, year).where(typed, CLAIM.c.mention_id.is_not(None)).distinct()
    known_bodies: dict[str, Body | None] = {}
    found = set()
    for name, ceremony in connection.execute(said):
        if name and ceremony:
            if name not in known_bodies:
                known_bodies[name] = bodies.body(name)
            body = known_bodies[name]
            if body and (told_of := edition(body, ceremony)):
                found.add(told_of.season)
    return tuple(sorted(found, reverse=True))


def _held(connection: Connection, of: Edition, found: Sequence[Found]) -> Held:
    body = bodies.named(of.body)
    given = [c for c in body.categories.values() if c.given_in(of.year)]
    prizes = tuple(
        _prize(connection, body, of.year, c, [f for f in found if f.category and f.category.id == c.id]) for c in given
    )
    unplaced = [f for f in found if not f.total and (f.category is None or _no_nomination(body, f))]
    totals = [f for f in found if f.total and not f.entry.people and (f.won or body.nominates)]
    return Held(body, of, prizes, tuple(_total(f, prizes, unplaced) for f in _in_order(totals)),
                tuple(f.entry for f in _in_order(unplaced)))  # fmt: skip


def _no_nomination(body: Body, found: Found) -> bool:
    """Whether it is told as a nomination where nobody is nominated: in competition at a festival."""
    return not (found.won or body.nominates)


def _in_order(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda f: (f.entry.fact.type, f.entry.film.title, f.entry.film.id, f.entry.fact.order))


def _prize(connection: Connection, body: Body, year: int, category: Category, found: Sequence[Found]) -> Prize:
    denied = [f.entry for f in found if f.entry.fact.standing == "denied"]
    up = [f.entry for f in found if not f.won and f.entry.fact.standing != "denied"]
    won, tie = _winners(connection, category, [f.entry for f in found if f.won and f.entry.fact.standing != "denied"])
    places = category.nominees_in(year)
    nominated = within_places(with_implied(up, won, category), places, category) if body.nominates else []
    missing = None if places is None or not body.nominates else places - sum(e.counts for e in nominated)
    return Prize(category, _listed(nominated), _listed(won), _listed(denied), missing, tie)


def _listed(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in order: those that count first, by the film's title."""
    return tuple(sorted(found, key=lambda e: (not e.counts, e.film.title, e.film.id, e.people)))


def _winners(connection: Connection, category: Category, won: list[Entry]) -> tuple[list[Entry], bool]:
    """(the winners, whether a tie is told). More than can be, and no tie told: then all of them are contested."""
    sure = [w for w in won if w.counts]
    if not 0 < category.winners < len(sure):
        return won, False
    if _tie_told(connection, sure):
        return won, True
    return [_disputed(w, sure) if w in sure else w for w in won], False


def _tie_told(connection: Connection, won: Sequence[Entry]) -> bool:
    """Whether an article that names several of the winners tells of a tie beside one of them."""
    named: dict[int, set[int]] = {}
    for number, entry in enumerate(won):
        for saying in entry.fact.sayings:
            named.setdefault(saying.article, set()).add(number)
    claims = [s.id for entry in won for s in entry.fact.sayings if len(named[s.article]) > 1]
    words = known.words(connection, claims) if claims else []
    return any(_TIE.search(w.text[max(0, w.start - _NEAR) : w.end + _NEAR]) for w in words)


def _disputed(entry: Entry, sure: Sequence[Entry]) -> Entry:
    others = " and ".join(o.film.title if not o.people else f"{' and '.join(o.people)} for {o.film.title}" for o in sure if o is not entry)  # fmt: skip
    reasons = (*entry.fact.reasons, f"others tell that {others} won, and nobody tells of a tie")
    return replace(entry, fact=replace(entry.fact, standing="contested", reasons=reasons))


def _total(found: Found, prizes: Iterable[Prize], unplaced: Iterable[Found]) -> Total:
    entry, fact = found.entry, found.entry.fact
    count = int(fact.values["count"] or 0)
    own = [e for p in prizes for e in (p.won if found.won else p.nominated) if e.film.id == entry.film.id and e.counts]
    # a prize whose category has a wording that nobody knows is named too, but may be one that is named already
    rest = [f for f in unplaced if f.won == found.won and f.entry.film.id == entry.film.id and f.entry.counts]
    worded = sum(bool(f.entry.fact.values.get("category")) for f in rest)
    named = len(own) + min(worded, max(0, count - len(own)))
    said = {int(s.values["count"] or 0) for s in fact.sayings if s.status != "denied" and s.values.get("count")}
    return Total(entry.film, fact, found.won, count, named, tuple(sorted(said - {count})))


__all__ = ["Entry", "Held", "Prize", "Row", "Season", "Tally", "Total", "checked", "season", "seasons"]
