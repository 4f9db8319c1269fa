"""Home: what changed since the last look, what comes out soon, and the season at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture import times
from bigpicture.record import calendar, latest
from bigpicture.record.calendar import Opening
from bigpicture.record.latest import KINDS, Page, Window
from bigpicture.record.told import Named
from bigpicture.report import saying
from bigpicture.web import looks
from bigpicture.web.asked import ALL, TERRITORIES, Asked, asked, begin
from bigpicture.web.facts import STANDINGS, Row, fact_id, row
from bigpicture.web.kept import kept
from bigpicture.web.openings import Opens, by_film
from bigpicture.web.pages.season.glance import Glance, glance
from bigpicture.web.pages.season.parts import kept_here
from bigpicture.web.render import fragment, page
from bigpicture.weighing import Change

router = APIRouter(include_in_schema=False)
_FILMS, _EARLIER, _EACH = 12, 6, 6  # films a page, films of before the last look, changes shown of a film
_SOON, _SOON_MOST = (2, 7, 28), 14  # days ahead, films of them
_SPANS = (("", "your last look"), ("1d", "a day ago"), ("7d", "a week ago"), ("30d", "a month ago"), ("1y", "a year ago"),
          (ALL, "the beginning"))  # fmt: skip
_DAY = 86_400
_WHAT = {
    "nomination": "Nominated", "award": "Won", "release": "Release", "screening": "Festival", "company": "Company",
    "box_office": "Took", "material": "First look", "cast": "Cast", "quote": "Said",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A change of a fact."""

    kind: str
    what: str  # the type of the fact, in a word
    fact: Row
    before: str | None  # in words
    href: str | None  # its evidence; None: it is no fact of its own any more


@dataclass(frozen=True, slots=True)
class Told:
    """What one article changed."""

    outlet: str | None
    when: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A film and what changed about it, the newest first."""

    film: Named
    told: tuple[Told, ...]
    more: int  # changes that are not shown


@dataclass(frozen=True, slots=True)
class Part:
    """Cards, and where they go on."""

    cards: tuple[Card, ...]
    further: str | None  # the address of the next page


@dataclass(frozen=True, slots=True)
class Soon:
    """A day on which films come out."""

    day: str
    films: tuple[Opens, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    asked: Asked
    spans: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str, bool], ...]  # name, what it means, whether it is chosen
    standings: tuple[tuple[str, str, bool], ...]  # name, word, whether it is chosen
    territories: tuple[str, ...]
    look: str | None  # the last look, where that is what counts
    since: str  # the moment or day asked for, else ""
    part: Part
    earlier: Part | None  # from before the last look
    soon: tuple[Soon, ...]
    season: Glance | None  # None: no nomination or prize is known
    articles: int
    feeds: tuple[str, str]  # the addresses of the same as Atom and as JSON Feed
    token: str = ""  # of the feed whose last look counts


@router.get("/")
def home(
    request: Request,
    since: str = "",
    kind: Annotated[list[str], Query()] = [],  # noqa: B006 - FastAPI copies it
    territory: str = "",
    certainty: Annotated[list[str], Query()] = [],  # noqa: B006
    after: int | None = None,
    feed: str = "",
) -> Response:
    """What changed since the last look of this browser, or of a feed's token, or since the moment asked for; the page behind an article."""
    wanted = asked(since, kind, territory, certainty)
    with request.app.state.record.read() as connection:
        looked = looks.of_feed(connection, feed) if feed else looks.of_browser(request)
        look = None if wanted.since else looked.last
        ask = _Asking(request, connection, wanted, feed)
        if fragment(request):
            return page(request, "changes.html", ask.part(_window(wanted, look), after))
        shown = page(request, "home.html", _home(ask, look, after))
    return shown if after else looks.remembered(request, shown, looked)


def _window(wanted: Asked, look: str | None) -> Window:
    return Window(since=begin(wanted.since)) if wanted.since or not look else Window(after=look)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks for what: answers are kept while the record stays the same."""

    request: Request
    connection: Connection
    wanted: Asked
    feed: str = ""  # the token through which it is asked; it is secret, and kept nowhere

    def part(self, window: Window, after: int | None, most: int = _FILMS) -> Part:
        """Cards of films that changed."""
        made = kept(
            self.request,
            self.connection,
            ("part", window, self.wanted, after, most),
            lambda: self._part(window, after, most),
        )
        if not (self.feed and made.further):
            return made
        return replace(made, further=f"{made.further}&{urlencode({'feed': self.feed})}")

    def _part(self, window: Window, after: int | None, most: int) -> Part:
        found: Page = latest.latest(self.connection, window, self.wanted.wanted, after, most, _EACH)
        further = self.wanted.address("/", after=found.after) if found.after else None
        return Part(tuple(map(_card, found.groups)), further)

    def beside(self) -> tuple[tuple[Soon, ...], Glance | None, int]:
        """What comes out soon, the season, and how many articles there are."""
        day = times.now()[:10]
        return kept(
            self.request, self.connection, ("beside", day, kept_here(self.connection)), lambda: self._beside(day)
        )

    def _beside(self, day: str) -> tuple[tuple[Soon, ...], Glance | None, int]:
        season = glance(self.connection, day)
        return _soon(_openings(self.connection, day)), season, latest.counted(self.connection)


def _home(ask: _Asking, look: str | None, after: int | None) -> HomePage:
    wanted = ask.wanted
    part, earlier = ask.part(_window(wanted, look), after), None
    if look and not part.further and len(part.cards) < _EARLIER:
        before = Window(by=look) if latest.fresh(ask.connection, look) else Window()
        earlier = replace(ask.part(before, None, _EARLIER), further=replace(wanted, since=ALL).address("/"))
    soon, season, articles = ask.beside()
    return HomePage(
        wanted, _SPANS, tuple((k, what, k in wanted.kinds) for k, what in KINDS.items()),
        tuple((s, word, s in wanted.standings) for s, (word, _) in STANDINGS.items()), TERRITORIES, look, begin(wanted.since), part,
        earlier, soon, season, articles, (wanted.address("/changes.atom"), wanted.address("/changes.json")), ask.feed,
    )  # fmt: skip


def _card(group: latest.Group) -> Card:
    articles = groupby(group.changes, key=lambda c: c.by.rank[:2])
    return Card(group.film, tuple(_told(group, [*own]) for _, own in articles), group.more)


def _told(group: latest.Group, made: Sequence[Change]) -> Told:
    by = made[0].by
    lines = tuple(_line(group.film, c, known=c.key not in group.gone) for c in made)
    return Told(by.outlet, by.when.removesuffix("T24"), lines)


def _line(film: Named, change: Change, *, known: bool) -> Line:
    before = saying(change.fact.type, change.before) if change.before else None
    href = f"/film/{film.id}/fact/{fact_id(change.fact)}" if known else None
    fact = row(change.fact)
    return Line(change.kind, fact.label or _WHAT[fact.type], fact, before, href)


def _openings(connection: Connection, day: str) -> list[Opening]:
    """The releases of the next days, of as few days as give enough films."""
    found: list[Opening] = []
    for ahead in _SOON:
        last = times.after(f"{day}T00:00:00Z", ahead * _DAY)[:10]
        found = calendar.releases(connection, first=day, last=last, rough=False)
        if len({o.film for o in found}) >= _SOON_MOST:
            break
    return found


def _soon(found: Sequence[Opening]) -> tuple[Soon, ...]:
    """The first films by day."""
    first = {(o.date, o.film): None for o in found}
    kept = set(list(first)[:_SOON_MOST])
    days = groupby((o for o in found if (o.date, o.film) in kept), key=lambda o: o.date)
    return tuple(Soon(day, by_film(own)) for day, own in days)
