"""A film's and a person's season: the way as steps with a table twin, eligibility, what they are up for and have won."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bigpicture.record.season import Held, Season
from bigpicture.record.season.eligible import Window
from bigpicture.record.season.path import Path, PersonSeason
from bigpicture.record.season.path import Step as Event
from bigpicture.record.span import span
from bigpicture.record.told import Named
from bigpicture.web.lines import Line, line
from bigpicture.web.pages.season.parts import Head, Up, merged, named, up
from bigpicture.web.render import plural
from bigpicture.web.steps import Steps, Values, steps

_ROOM = 150  # for the words beside the lines


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, as the table tells it."""

    day: str  # EDTF
    exact: bool
    body: str
    href: str
    told: str
    nominations: int  # so far
    wins: int
    prizes: int


@dataclass(frozen=True, slots=True)
class Place:
    """A body at which a film is eligible, as far as is known."""

    body: str
    href: str
    word: str  # eligible, not eligible, not known
    shape: str
    told: str
    rule: str
    line: Line | None  # the release that it rests on


@dataclass(frozen=True, slots=True)
class Share:
    """What is told of one edition."""

    name: str
    href: str
    ups: tuple[tuple[str, str, Up], ...]  # category, its address, who


@dataclass(frozen=True, slots=True)
class FilmSeason:
    """What the page of a film's season shows."""

    head: Head
    film: Named
    counts: tuple[int, int, int]  # nominations, wins, prizes
    drawn: Steps
    steps: tuple[Step, ...]
    places: tuple[Place, ...]
    shares: tuple[Share, ...]
    gaps: tuple[str, ...]  # totals of which not all are named


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of a person's season shows."""

    head: Head
    name: str
    counts: tuple[int, int, int]
    shares: tuple[Share, ...]


_ELIGIBLE = {True: ("eligible", "●"), False: ("not eligible", "✕"), None: ("not known", "○")}


def film_page(head: Head, season: Season, path: Path, windows: Iterable[Window]) -> FilmSeason:
    """The context of the page of a film's season."""
    film = path.film
    row = next((r for r in season.board if r.film.id == film.id), None)
    counts = (row.nominations, row.wins, row.prizes) if row else (0, 0, 0)
    shares = [(h, _of_film(head, h, film)) for h in season.held]
    gaps = tuple(
        f"{h.body.short}: {t.told} {'win' if t.won else 'nomination'}{'' if t.told == 1 else 's'} told, {t.named} of them named"
        for h in season.held for t in h.totals if t.film.id == film.id and t.short > 0
    )  # fmt: skip
    return FilmSeason(
        head, film, counts, _drawn(path.steps), tuple(_step(head, s) for s in path.steps), tuple(_place(head, film, w) for w in windows),
        tuple(Share(h.edition.name, head.at(h.body.id), own) for h, own in shares if own), gaps,
    )  # fmt: skip


def _of_film(head: Head, held: Held, film: Named) -> tuple[tuple[str, str, Up], ...]:
    found: list[tuple[str, str, Up]] = []
    for prize in held.prizes:
        own = merged((e for e in prize.nominated if e.told), prize.won)
        entries = [(e, won) for e, won in own if e.film.id == film.id]
        entries += [(e, e.fact.type == "award") for e in prize.denied if e.film.id == film.id]
        at = head.at(held.body.id, prize.category.id)
        found += [(named(prize.category), at, up(e, head.label, head.as_of, won=won)) for e, won in entries]
    found += [("category not told", head.at(held.body.id), up(e, head.label, head.as_of)) for e in held.unplaced if e.film.id == film.id]  # fmt: skip
    return tuple(found)


def _step(head: Head, event: Event) -> Step:
    return Step(event.day, event.exact, event.body.short, head.at(event.body.id), event.told,
                event.nominations, event.wins, event.prizes)  # fmt: skip


def _place(head: Head, film: Named, window: Window) -> Place:
    word, shape = _ELIGIBLE[window.eligible]
    shown = line(film, window.fact) if window.fact else None
    return Place(window.edition.name, head.at(window.body.id), word, shape, window.told, window.rule, shown)


def _drawn(events: Sequence[Event]) -> Steps:
    """Nominations and wins so far, by day."""
    if not events:
        return steps((), (), (), (), 0)
    at = [date.fromisoformat(span(e.day)[1]) for e in events]
    first, last = min(at) - timedelta(days=10), max(at) + timedelta(days=10)
    places = [(d - first).days / (last - first).days for d in at]
    rows = (("nomination", [e.nominations for e in events]), ("win", [e.wins for e in events]), ("prize", [e.prizes for e in events]))  # fmt: skip
    titles = tuple(f"{e.day}: {e.told}, {e.body.short}" for e in events)
    values = [Values(plural(own[-1], name), tuple(map(float, own)), titles) for name, own in rows if own[-1]]
    most = max((v.own[-1] or 0 for v in values), default=0)
    each = next((n for n in (1, 2, 5, 10, 20, 50) if most <= 5 * n), 100)
    grid = [(float(n), str(n)) for n in range(0, int(most) + each, each)]
    return steps(values, places, list(_months(first, last)), grid, _ROOM)


def _months(first: date, last: date) -> Iterable[tuple[float, str]]:
    """The starts of months, every other one of a long season; January with its year."""
    month = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    number, gap = 0, 2 if (last - first).days > 270 else 1
    while month <= last:
        if number % gap == 0:
            words = f"{month:%b %Y}" if month.month == 1 or not number else f"{month:%b}"
            yield (month - first).days / (last - first).days, words
        month, number = date(month.year + month.month // 12, month.month % 12 + 1, 1), number + 1


def person_page(head: Head, found: PersonSeason) -> PersonPage:
    """The context of the page of a person's season: of a prize won, the win and not its nomination too."""
    by: dict[str, tuple[Held, list[tuple[str, str, Up]]]] = {}
    wins = {(h.held.body.id, h.prize.category.id, h.entry.film.id) for h in found.honours if h.won and h.entry.counts}
    for one in found.honours:
        at = one.held.body.id, one.prize.category.id, one.entry.film.id
        if not one.won and at in wins:
            continue
        own = by.setdefault(one.held.body.id, (one.held, []))[1]
        own.append((named(one.prize.category), head.at(*at[:2]), up(one.entry, head.label, head.as_of, won=one.won)))
    shares = tuple(Share(h.edition.name, head.at(h.body.id), tuple(own)) for h, own in by.values())
    return PersonPage(head, found.name, (found.nominations, found.wins, found.prizes), shares)
