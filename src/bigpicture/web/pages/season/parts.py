"""What the pages of a season share: where one is in it, its days in words, nominations and wins as lines that open their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi import Request
from sqlalchemy import Connection, func, select

from bigpicture.record import season as seasons
from bigpicture.record.schema import FORECAST, NOMINEE
from bigpicture.record.season import Entry, Held, Season
from bigpicture.record.season.recent import recent
from bigpicture.record.span import span
from bigpicture.record.told import Named
from bigpicture.season.bodies import Category, Edition
from bigpicture.web.kept import kept
from bigpicture.web.lines import Line, worded
from bigpicture.web.render import day as in_words

WON, UP = ("won", "★"), ("nominated", "☆")
_DENIED = ("not nominated", "✕")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a page is: its season, what else there is of it, the day as of which it is shown."""

    label: str
    seasons: tuple[tuple[str, str, bool], ...]  # label, address, whether it is this one
    editions: tuple[tuple[str, str, bool], ...]  # short name of the body, address, whether anything is told of it
    as_of: str | None
    now: str  # the same page as it is known now

    def at(self, *parts: object) -> str:
        """The address of another page of the season, as of the same day."""
        return address(self.label, *parts, as_of=self.as_of)


@dataclass(frozen=True, slots=True)
class Up:
    """Somebody or something that is up for a prize or won it."""

    film: Named
    people: tuple[tuple[str, str], ...]  # name, and the address of their season
    href: str  # the film's season
    word: str  # won, nominated, not nominated
    shape: str
    counts: bool
    line: Line
    note: str


def address(label: str, *parts: object, as_of: str | None = None, **asked: str) -> str:
    """The address of a page of a season."""
    path = "/".join(["/season", label, *(quote(str(p), safe="") for p in parts)])
    query = urlencode([(k, v) for k, v in [*asked.items(), ("as_of", as_of or "")] if v])
    return f"{path}?{query}" if query else path


def shown(connection: Connection, label: str, day: str | None) -> Season:
    """A season, worked out once as long as the record stays the same. Raises InputError for a label that is none."""
    return recent(connection, label, moment=day)


def kept_here(connection: Connection) -> tuple[int | None, ...]:
    """Numbers that change when a forecast is stored or nominees are imported, which do not change what is known of films."""
    newest = (func.max(FORECAST.c.id), func.max(NOMINEE.c.id), func.count(NOMINEE.c.id))
    return tuple(connection.execute(select(select(one).scalar_subquery())).scalar() for one in newest)


def head(request: Request, connection: Connection, season: Season, day: str | None) -> Head:
    """Where a page of a season is."""
    known = kept(request, connection, ("seasons",), lambda: (*seasons.seasons(connection),))
    labels = sorted({*known, season.label}, reverse=True)
    editions = tuple(
        (h.body.short, address(season.label, h.body.id, as_of=day), not h.nothing)
        for h in season.held
        if any(p.category for p in h.prizes)
    )
    return Head(season.label, tuple((one, address(one), one == season.label) for one in labels), editions, day, request.url.path)  # fmt: skip


def up(entry: Entry, label: str, as_of: str | None, *, won: bool | None = None, text: str = "") -> Up:
    """An entry as pages show it: its line opens the words that say it."""
    is_won = entry.fact.type == "award" and entry.told if won is None else won
    word, shape = _DENIED if entry.fact.standing == "denied" else WON if is_won else UP
    if entry.fact.standing == "denied" and is_won:
        word = "did not win"
    people = tuple((name, address(label, "person", name, as_of=as_of)) for name in entry.people)
    return Up(entry.film, people, address(label, "film", entry.film.id, as_of=as_of), word, shape, entry.counts,
              worded(entry.film, entry.fact, text or word), entry.note)  # fmt: skip


def merged(nominated: Iterable[Entry], won: Iterable[Entry]) -> tuple[tuple[Entry, bool], ...]:
    """Everybody who is up for a prize, with whether they won it: the winners first, each once."""
    winners = list(won)
    names = {_who(e) for e in winners if e.counts}
    rest = [(e, False) for e in nominated if _who(e) not in names]
    return (*((e, True) for e in winners), *rest)


def _who(entry: Entry) -> tuple[int, tuple[str, ...]]:
    return entry.film.id, entry.people


def days(edition: Edition) -> tuple[tuple[str, str, bool], ...]:
    """(what, when in words, whether the day was published) of an edition: nominees announced, prizes given."""
    told = (("nominees", edition.announced), ("prizes", edition.held))
    return tuple((what, in_words(when), edition.known and len(when) == 10) for what, when in told if when)


def coming(held: Sequence[Held], today: str) -> list[tuple[str, str, Held, bool]]:
    """(day, what, edition, whether the day is published) of all that is still to come, in order."""
    found = []
    for one in held:
        told = (("nominees announced", one.edition.announced), ("prizes given", one.edition.held))
        found += [(when, what, one, one.edition.known) for what, when in told if when and span(when)[1] >= today]
    return sorted(found, key=lambda f: (span(f[0])[0], f[2].body.id))


def named(category: Category) -> str:
    """A category's name as a heading."""
    return category.name[:1].upper() + category.name[1:]


def percent(chance: float) -> str:
    """A chance in words that do not say more than is known: "62%", "under 1%"."""
    if chance < 0.01:
        return "under 1%"
    return "over 99%" if chance > 0.99 else f"{100 * chance:.0f}%"
