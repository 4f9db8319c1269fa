"""A film: its big picture, facts with their standing, timeline, gallery, quotations, articles, history, contradictions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from fastapi import APIRouter, Request
from markupsafe import Markup
from sqlalchemy import Connection
from starlette.responses import Response

from bigpicture import times
from bigpicture.errors import InputError
from bigpicture.exports.entries import Entry, anchor
from bigpicture.exports.linked import movie
from bigpicture.portrait import Portrait, bullets
from bigpicture.record import catalogued, coverage, known, latest, ledger, quotes, thumbnails
from bigpicture.record.catalogued import Link
from bigpicture.record.coverage import Covered, Picture
from bigpicture.record.known import Film
from bigpicture.record.quotes import Quote
from bigpicture.record.thumbnails import Kept
from bigpicture.record.timeline import events
from bigpicture.report import saying
from bigpicture.web.facts import Proof, Row, fact_id, proof, row, sections
from bigpicture.web.kept import kept_page
from bigpicture.web.moments import moment
from bigpicture.web.pages.season.glance import of_facts
from bigpicture.web.pages.season.parts import address
from bigpicture.web.render import fragment, html, page
from bigpicture.web.timeline import Chart, chart
from bigpicture.weighing import Change, Fact, Saying, as_of, changes, facts, worth

router = APIRouter(include_in_schema=False)
_QUOTES, _HISTORY, _ARTICLES = 12, 60, 60  # shown on one page
_FACTS, _EVENTS = 30, 100  # of each heading, of the timeline's table: more only where all is asked for


@dataclass(frozen=True, slots=True)
class Bullet:
    """A sentence of the big picture, and the facts it rests on."""

    text: str
    cites: tuple[tuple[int, str], ...]  # number and id of each


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under a heading."""

    heading: str
    rows: tuple[Row, ...]
    more: int  # that are not shown


@dataclass(frozen=True, slots=True)
class Event:
    """A change of a fact."""

    kind: str
    fact: Row
    before: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """What one article changed."""

    when: str
    outlet: str | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class FilmPage:
    """What the page of a film shows."""

    film: Film
    titles: tuple[str, ...]  # others that articles use
    link: Link | None
    bullets: tuple[Bullet, ...]
    sections: tuple[Section, ...]
    contested: tuple[Row, ...]
    timeline: Chart
    more_events: int  # that the timeline's table leaves out, the earliest
    gallery: tuple[tuple[Covered, Picture], ...]
    quotes: tuple[Quote, ...]
    articles: tuple[Covered, ...]
    more_articles: int
    history: tuple[Day, ...]
    as_of: str | None
    jsonld: Markup | None  # the film as linked data; None: as it was once
    seasons: tuple[tuple[str, str], ...] = ()  # of its prizes, and the addresses of the film's way through them
    thumbnails: Mapping[str, Kept] = field(default_factory=dict)  # copies of the gallery's pictures, by their addresses


@router.get("/film/{number}")
def show(request: Request, number: int, as_of: str | None = None, all: bool = False) -> Response:
    """The page of a film, as it was known on a day where one is asked for; with every fact where all are."""
    day = moment(as_of)
    with request.app.state.record.read() as connection:
        link = catalogued.of_films(connection, [number]).get(number, {}).get("")
        pictured = thumbnails.state_of(connection, number) if request.app.state.config.thumbnails else None
        state = latest.state_of(connection, number), pictured, repr(link)

        def made() -> bytes:
            context = film_page(connection, number, day, link, all)
            if pictured and context.gallery:
                urls = [picture.url for _, picture in context.gallery]
                context = replace(context, thumbnails=thumbnails.of(connection, urls))
            return html(request, "film.html", context)

        return kept_page(request, state, ("film", number, day, all), made)


def film_page(connection: Connection, number: int, day: str | None, link: Link | None, whole: bool = False) -> FilmPage:
    """What is known of a film. Raises InputError where there is none of that number."""
    film = known.film(connection, f"#{number}")
    said = known.sayings(connection, number)
    said = as_of(said, day) if day else said
    made, turned = facts(said), _turned(connection, number, said, day)
    covered = [c for c in coverage.articles(connection, number) if not day or c.when <= times.whole(day)]
    found = quotes.quotes(connection, film=number, moment=day, most=_QUOTES)
    others = known.titles(connection, number)
    drawn, own = chart(events(said, made, turned)), _bullets(film, made)
    shown = drawn.lines if whole else drawn.lines[-_EVENTS:]
    return FilmPage(
        film, tuple(t for t in others if t != film.title), link if link and link.sure else None, own, _sections(made, own, whole),
        tuple(row(f) for f in made if f.standing == "contested"), replace(drawn, lines=shown), len(drawn.lines) - len(shown),
        tuple(coverage.first_looks(covered, film.title, made)), tuple(found), tuple(covered[:_ARTICLES]),
        max(0, len(covered) - _ARTICLES), _history(turned), day, None if day else _linked(connection, film, made, link),
        tuple((label, address(label, "film", number, as_of=day)) for label in of_facts(made)),
    )  # fmt: skip


def _turned(connection: Connection, film: int, said: Sequence[Saying], day: str | None) -> list[Change]:
    """What changed, as the ledger has it; an article changes the same whatever comes later."""
    stored = ledger.of_film(connection, film)
    if stored is None:
        return worth(changes(said))
    return [change for change in stored if not day or change.by.when <= times.whole(day)]


def _sections(made: Sequence[Fact], told: Sequence[Bullet], whole: bool) -> tuple[Section, ...]:
    """What holds, under its headings: the best backed of each, and those that bullets lead to."""
    cited = {name for bullet in told for _, name in bullet.cites}
    found = sections((f for f in made if f.standing not in ("superseded", "denied")), without=("quote",))
    cut = [
        (heading, rows, [r for n, r in enumerate(rows) if whole or n < _FACTS or r.id in cited])
        for heading, rows in found
    ]
    return tuple(Section(heading, tuple(shown), len(rows) - len(shown)) for heading, rows, shown in cut)


def _linked(connection: Connection, film: Film, made: Sequence[Fact], link: Link | None) -> Markup:
    """Markup, since a script element knows no escapes of HTML: `movie` leaves no character that could end it."""
    portrait = Portrait(film, (), tuple(made), {"": link} if link else {})
    return Markup(movie(Entry(portrait, {}, anchor(connection, film.id))))  # noqa: S704


def _bullets(film: Film, made: Sequence[Fact]) -> tuple[Bullet, ...]:
    numbers: dict[str, int] = {}
    out = []
    for bullet in bullets(film.title, made):
        ids = dict.fromkeys(fact_id(made[i]) for i in bullet.claims)
        out.append(Bullet(bullet.text, tuple((numbers.setdefault(one, len(numbers) + 1), one) for one in ids)))
    return tuple(out)


def _history(turned: Sequence[Change]) -> tuple[Day, ...]:
    """The changes article by article, the newest first."""
    groups = groupby(reversed(turned[-_HISTORY:]), key=lambda c: c.by.rank[:2])
    return tuple(_day([*own][::-1]) for _, own in groups)


def _day(made: Sequence[Change]) -> Day:
    by = made[0].by
    return Day(by.when.removesuffix("T24"), by.outlet, tuple(_event(c) for c in made))


def _event(change: Change) -> Event:
    before = saying(change.fact.type, change.before) if change.before else None
    return Event(change.kind, row(change.fact), before)


@dataclass(frozen=True, slots=True)
class FactPage:
    """What the evidence of a fact shows."""

    film: Film
    fact: Row
    proofs: tuple[Proof, ...]
    as_of: str | None


@router.get("/film/{number}/fact/{name}")
def evidence(request: Request, number: int, name: str, as_of: str | None = None) -> Response:
    """The words behind a fact: a page of its own, or a part of the film's where it is opened in place."""
    day = moment(as_of)
    with request.app.state.record.read() as connection:
        film = known.film(connection, f"#{number}")
        fact = next((f for f in known.facts_of(connection, number, day) if fact_id(f) == name), None)
        if fact is None:
            raise InputError(film.title, "nothing of that kind is known of it now", "go back to the film")
        words = known.words(connection, [s.id for s in fact.sayings])
    context = FactPage(film, row(fact), tuple(proof(w) for w in words), day)
    return page(request, "evidence.html" if fragment(request) else "fact.html", context)
