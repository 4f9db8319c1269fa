"""The forecasts of a season scored in public, beside plain ways to guess; those worked out afterwards are kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from bigpicture.folding import plain
from bigpicture.record.forecasts import Kept
from bigpicture.record.forecasts.scored import Score, Scored, score
from bigpicture.record.season import Held
from bigpicture.season.forecast import Odds
from bigpicture.web.pages.season.parts import Head, address, named, percent
from bigpicture.web.pages.season.points import Point


@dataclass(frozen=True, slots=True)
class Line:
    """A category's forecast beside what happened."""

    category: str
    href: str
    winner: str
    chance: str  # that the winner was given
    place: str  # of the winner among all: "the likeliest", "2nd of 5"
    log_loss: str
    brier: str
    even: str  # the log loss of giving everybody the same chance
    day: str  # by which it was made


@dataclass(frozen=True, slots=True)
class Pooled:
    """A way to forecast, over all categories that are counted."""

    name: str
    top: str  # how often the likeliest won
    log_loss: str
    brier: str


@dataclass(frozen=True, slots=True)
class Table:
    """Scores, and all of them together beside the baselines."""

    lines: tuple[Line, ...]
    pooled: tuple[Pooled, ...]


@dataclass(frozen=True, slots=True)
class ScoresPage:
    """What the page of scores shows."""

    head: Head
    bodies: tuple[
        tuple[str, str, bool], ...
    ]  # whose prizes are forecast: what they are called, address, whether it is this one
    edition: str
    edition_href: str
    made: Table  # in time
    afterwards: Table
    open: tuple[tuple[str, str, str], ...]  # categories without a score: name, address, why


def scores_page(head: Head, held: Held, found: Scored, after: Mapping[str, Point], every: Iterable[Held]) -> ScoresPage:
    """The context of the page of scores; `after` are forecasts by category that were worked out afterwards.

    `every` are the editions of all bodies whose prizes are forecast.
    """
    in_time = [s for s in found.scores if s.counts]
    late = [_late(s, after.get(s.category)) for s in found.scores if not s.counts]
    reasons = {p.category.id: named(p.category) for p in held.prizes}
    rest = tuple(
        (reasons.get(s.category, s.category), head.at(held.body.id, s.category), _why(s, after.get(s.category)))
        for s in late if not s.counts
    )  # fmt: skip
    bodies = tuple((own.body.short, scores_of(head, own), own.body is held.body) for own in every)
    return ScoresPage(head, bodies, held.edition.name, head.at(held.body.id), _table(head, held, in_time),
                      _table(head, held, [s for s in late if s.counts]), rest)  # fmt: skip


def scores_of(head: Head, held: Held) -> str:
    """The address of the scores of a body's forecasts."""
    return address(head.label, "scores", as_of=head.as_of, body=held.body.id)


def _late(own: Score, after: Point | None) -> Score:
    """The score that the last forecast worked out afterwards would have, where none was made in time."""
    made = Kept(0, "", after.day, after.forecast, (), "", afterwards=True) if after and after.forecast.odds else None
    kept = own.afterwards or made
    if own.kept or kept is None:
        return own
    return score(own.category, [replace(kept, afterwards=False)], own.won)


def _why(own: Score, after: Point | None) -> str:
    return (after.forecast.reason if after else "") or own.why


def _table(head: Head, held: Held, found: Sequence[Score]) -> Table:
    return Table(tuple(_line(head, held, s) for s in found), tuple(_pooled(found)))


def _odds(own: Score) -> Sequence[Odds]:
    assert own.kept is not None
    return own.kept.forecast.odds


def _line(head: Head, held: Held, own: Score) -> Line:
    assert own.kept is not None
    prize = held.prize(own.category)
    odds = _odds(own)
    better = sum(o.probability > (own.chance or 0) for o in odds)
    place = "the likeliest" if own.top else f"{_ordinal(better + 1)} of {len(odds)}"
    winners = []
    for row in own.won:
        names = " and ".join(row.people)
        person = bool(prize and prize.category.to == "person" and names)
        winners.append(f"{names}, {row.film}" if person else row.film or names)
    return Line(named(prize.category) if prize else own.category, head.at(held.body.id, own.category), "; ".join(dict.fromkeys(winners)),
                percent(own.chance or 0), place, f"{own.log_loss:.2f}", f"{own.brier:.2f}", f"{log(len(odds)):.2f}", own.kept.moment[:10])  # fmt: skip


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _pooled(found: Sequence[Score]) -> Iterable[Pooled]:
    """The forecast, everybody alike, and the most nominated film, which tells no chances."""
    if not found:
        return
    yield Pooled("this forecast", _share(found, lambda s: float(bool(s.top))), _mean([s.log_loss or 0 for s in found]), _mean([s.brier or 0 for s in found]))  # fmt: skip
    sizes = [len(_odds(s)) for s in found]
    yield Pooled("everybody alike", _share(found, lambda s: 1 / len(_odds(s))), _mean([log(n) for n in sizes]), _mean([1 - 1 / n for n in sizes]))  # fmt: skip
    yield Pooled("the most nominated film", _share(found, _most_nominated), "", "")


def _most_nominated(own: Score) -> float:
    """Whether the most nominated film's contender won, shared among those that are nominated alike."""
    odds = _odds(own)
    most = max(o.contender.nominations for o in odds)
    first = [o for o in odds if o.contender.nominations == most]
    won = [o for o in first if any(_same(o, r.film, r.people) for r in own.won)]
    return len(won) / len(first)


def _same(odds: Odds, film: str, people: Sequence[str]) -> bool:
    names = set(map(plain, odds.contender.people))
    return plain(odds.contender.film) == plain(film) and (
        not names or not people or bool(names & set(map(plain, people)))
    )


def _share(found: Sequence[Score], right: Callable[[Score], float]) -> str:
    count = sum(map(right, found))
    return f"{count:.1f} of {len(found)}".replace(".0 of", " of")


def _mean(figures: Sequence[float]) -> str:
    return f"{sum(figures) / len(figures):.2f}"
