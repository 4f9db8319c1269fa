"""A film's and a person's way through a season, as dated steps with what they had by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bigpicture.errors import InputError
from bigpicture.naming import bearer
from bigpicture.record import people, told
from bigpicture.record.schema import MENTION
from bigpicture.record.season import checked, season
from bigpicture.record.season.places import edition
from bigpicture.record.season.types import Entry, Held, Prize, Season
from bigpicture.record.span import exact, span
from bigpicture.record.told import Named
from bigpicture.season import bodies
from bigpicture.season.bodies import Body, Edition
from bigpicture.weighing import Fact, as_of, facts

KINDS = {
    "premiere": "it is shown at a festival",
    "prize": "a festival or critics give it a prize",
    "nomination": "nominees are announced",
    "win": "it wins",
    "ceremony": "prizes are given for which it was up, and nobody tells that it won",
}
_ORDER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a film in a season."""

    day: str  # EDTF: of the event, else of the first report of it
    exact: bool  # whether it is a day, and the event's own
    kind: str  # KINDS
    body: Body
    told: str  # in words
    entries: tuple[Entry, ...]
    fact: Fact | None  # a screening, or a total; None: the entries tell it
    nominations: int = 0  # so far, this step too
    wins: int = 0  # so far, of what it could be nominated for
    prizes: int = 0  # so far, of festivals and critics


@dataclass(frozen=True, slots=True)
class Path:
    """A film's season."""

    film: Named
    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Honour:
    """A nomination or win of somebody."""

    held: Held
    prize: Prize
    entry: Entry
    won: bool


@dataclass(frozen=True, slots=True)
class PersonSeason:
    """A person's season: nominations and wins in the order of the editions, each nomination and each win for itself."""

    name: str
    label: str
    honours: tuple[Honour, ...]
    nominations: int
    wins: int
    prizes: int  # of festivals and critics


def path(connection: Connection, film: int, label: str, *, moment: str | None = None) -> Path:
    """A film's way through a season. Raises InputError where there is no such film or season."""
    label = checked(label)
    named = told.names(connection, [film]).get(film)
    if named is None:
        raise InputError(f"#{film}", "no film of that number", "see what there is with: bigpicture films")
    whole = season(connection, label, moment=moment)
    steps = [*_screened(connection, film, label, moment), *steps_of(whole, film)]
    return Path(named, label, _counted(sorted(steps, key=_order)))


def _order(step: Step) -> tuple[object, ...]:
    """Steps by day; a festival that is known by its month shows films before it gives prizes."""
    days = span(step.day)
    return days[0] if step.kind == "premiere" else days[1], _ORDER[step.kind], step.body.id


def steps_of(whole: Season, film: int) -> Iterator[Step]:
    """What a season has of a film's nominations and prizes, without counts so far."""
    for held in whole.held:
        up = tuple(e for p in held.prizes for e in p.nominated if e.film.id == film and e.counts)
        won = tuple(e for p in held.prizes for e in p.won if e.film.id == film and e.counts)
        row = next((r for r in whole.board if r.film.id == film), None)
        tally = row.by_body.get(held.body.id) if row else None
        if tally is None:
            continue
        totals = {t.won: t.fact for t in held.totals if t.film.id == film and t.fact.standing == "agreed"}
        if tally.nominations and held.body.nominates:
            fact = totals.get(False)
            day, own = _day(held.edition.announced, (*up, *won), fact)
            if tally.wins and held.edition.held and exact(held.edition.held) and held.edition.held < day:
                day, own = held.edition.held, False  # reported with the prizes, so announced before
            words = _words(tally.nominations, "nomination", tally.named_nominations)
            yield Step(day, own, "nomination", held.body, words, up, fact, nominations=tally.nominations)
        if tally.wins:
            kind = "win" if held.body.nominates else "prize"
            day, own = _day(held.edition.held, won, totals.get(True))
            words = _words(tally.wins, kind, tally.named_wins)
            counts = {"wins" if held.body.nominates else "prizes": tally.wins}
            yield replace(Step(day, own, kind, held.body, words, won, totals.get(True)), **counts)  # type: ignore[arg-type]
        elif tally.nominations and _decided(held):
            day = held.edition.held or str(held.edition.year)
            yield Step(day, exact(day) and held.edition.known, "ceremony", held.body, "no win told", (), None)


def _decided(held: Held) -> bool:
    """Whether articles tell of any win there: then prizes were given."""
    return any(e.counts for p in held.prizes for e in p.won) or any(t.won for t in held.totals)


def _day(of_edition: str | None, entries: Sequence[Entry], fact: Fact | None) -> tuple[str, bool]:
    """(the day, whether it is the event's own): that of the edition, else that of the first report."""
    if of_edition and exact(of_edition):
        return of_edition, True
    said = [*(e.fact.first.when[:10] for e in entries), *([fact.first.when[:10]] if fact else [])]
    return min(said, default=of_edition or ""), False


def _words(count: int, noun: str, named: int) -> str:
    many = f"{count} {noun}{'' if count == 1 else 's'}"
    return many if named >= count else f"{many}, {named or 'none'} of them named"


def _screened(connection: Connection, film: int, label: str, moment: str | None) -> Iterator[Step]:
    """The festivals of the season that show the film."""
    said = told.sayings(connection, told.of_types("screening"), MENTION.c.film_id == film).get(film, [])
    for fact in facts(as_of(said, moment) if moment else said):
        body = bodies.body(str(fact.values.get("event") or ""))
        shown = _shown_at(body, fact, label) if body else None
        if body and shown and fact.standing == "agreed":
            kind = str(fact.values.get("kind") or "screening")
            words = {"premiere": "premiere", "competition": "in competition"}.get(kind, "screening")
            yield Step(_month(shown), exact=False, kind="premiere", body=body, told=words, entries=(), fact=fact)


def _shown_at(body: Body, fact: Fact, label: str) -> Edition | None:
    """The season's edition at which it is shown: of the year that is told, else of that of the first report."""
    year = fact.values.get("year") or fact.first.when[:4]
    meant = edition(body, int(year)) if str(year).isdigit() else None
    return meant if meant and meant.season == label else None


def _month(of: Edition) -> str:
    """When a festival is held, as far as its prizes tell: a film is shown before they are given."""
    return of.held[:7] if of.held else str(of.year)


def _counted(steps: Sequence[Step]) -> tuple[Step, ...]:
    made, up, wins, prizes = [], 0, 0, 0
    for step in steps:
        up, wins, prizes = up + step.nominations, wins + step.wins, prizes + step.prizes
        made.append(replace(step, nominations=up, wins=wins, prizes=prizes))
    return tuple(made)


def person_season(connection: Connection, name: str, label: str, *, moment: str | None = None) -> PersonSeason:
    """What somebody is up for and has won in a season. Raises InputError, AmbiguousError for whom the name means."""
    label = checked(label)
    keys = people.bearers(connection, people.resolve(connection, name))
    whole = season(connection, label, moment=moment)
    return of_person(whole, keys, people.shown(connection, keys))


def of_person(whole: Season, keys: frozenset[str], name: str) -> PersonSeason:
    """What a season has of somebody, by the keys of the name (naming.bearer)."""
    found = tuple(
        Honour(held, prize, entry, won)
        for held in whole.held
        for prize in held.prizes
        for won, entries in ((False, prize.nominated), (True, prize.won))
        for entry in entries
        if keys & set(map(bearer, entry.people))
    )
    sure = [h for h in found if h.entry.counts]
    up = sum(not h.won for h in sure)
    wins = sum(h.won and h.held.body.nominates for h in sure)
    return PersonSeason(name, whole.label, found, up, wins, sum(h.won for h in sure) - wins)
