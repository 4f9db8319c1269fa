"""The board of a season: films by what they are up for and have won."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bigpicture.errors import InputError
from bigpicture.folding import plain
from bigpicture.record.season.types import Held, Row, Season, Tally
from bigpicture.record.told import Named

SORTS: Mapping[str, str] = {
    "wins": "most wins", "nominations": "most nominations", "prizes": "most festival and critics' prizes", "title": "title",
}  # fmt: skip
_NONE = Tally(0, 0, 0, 0)


def rows(held: Iterable[Held], category: str = "") -> tuple[Row, ...]:
    """A row for each film that is up for something or has won something, the most wins first.

    Of one category, where one is named by its id: then totals do not count, since they do not tell of which.
    """
    films: dict[int, Named] = {}
    counts: dict[int, dict[str, Tally]] = {}
    kinds: dict[str, bool] = {}
    for edition in held:
        kinds[edition.body.id] = edition.body.nominates
        for film, tally in _tallies(edition, category, films).items():
            counts.setdefault(film, {})[edition.body.id] = tally
    made = [_row(films[film], own, kinds) for film, own in counts.items()]
    return tuple(sorted(made, key=_ORDERS["wins"]))


def _tallies(held: Held, category: str, films: dict[int, Named]) -> dict[int, Tally]:
    """Each film's count at an edition. What is rumoured, contested or denied does not count."""
    named: dict[int, list[int]] = {}
    for prize in held.prizes:
        if category in ("", prize.category.id):
            for won, entries in enumerate((prize.nominated, prize.won)):
                for entry in (e for e in entries if e.counts):
                    films[entry.film.id] = entry.film
                    named.setdefault(entry.film.id, [0, 0])[won] += 1
    told: dict[int, list[int]] = {}
    for total in held.totals if not category else ():
        if total.fact.standing == "agreed":
            films[total.film.id] = total.film
            told.setdefault(total.film.id, [0, 0])[total.won] = total.told
    both = {film: (told.get(film, (0, 0)), named.get(film, (0, 0))) for film in {**named, **told}}
    return {film: _tally(t, n, nominates=held.body.nominates) for film, (t, n) in both.items()}


def _tally(told: Sequence[int], named: Sequence[int], *, nominates: bool) -> Tally:
    """What is told or named, whichever is more; who has so many wins was up at least as often."""
    wins = max(told[1], named[1])
    return Tally(max(told[0], named[0], wins if nominates else 0), wins, named[0], named[1])


def _row(film: Named, own: Mapping[str, Tally], nominates: Mapping[str, bool]) -> Row:
    up = [tally for body, tally in own.items() if nominates[body]]
    prizes = sum(tally.wins for body, tally in own.items() if not nominates[body])
    return Row(film, own, sum(t.nominations for t in up), sum(t.wins for t in up), prizes)


_ORDERS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "wins": lambda r: (-r.wins, -r.nominations, -r.prizes, r.film.title, r.film.id),
    "nominations": lambda r: (-r.nominations, -r.wins, -r.prizes, r.film.title, r.film.id),
    "prizes": lambda r: (-r.prizes, -r.wins, -r.nominations, r.film.title, r.film.id),
    "title": lambda r: (r.film.title, r.film.id),
}


def board(season: Season, *, body: str = "", category: str = "", film: str = "", sort: str = "wins") -> tuple[Row, ...]:
    """The rows of a season, of one body or category (by its id) and films whose title has some words, in an order of SORTS.

    Raises InputError for a body, category or order that is not known.
    """
    if sort not in SORTS:
        raise InputError(sort, "no such order", f"one of: {', '.join(SORTS)}")
    held = [h for h in season.held if body in ("", h.body.id)]
    if not held and season.held:
        raise InputError(
            body, f"gives no prizes in {season.label}", f"one of: {', '.join(h.body.id for h in season.held)}"
        )
    known = {p.category.id for h in held for p in h.prizes}
    if category and category not in known:
        raise InputError(category, "no such category there", f"one of: {', '.join(sorted(known))}")
    made = rows(held, category) if body or category else season.board
    asked = plain(film)
    return tuple(sorted((r for r in made if asked in plain(r.film.title)), key=_ORDERS[sort]))


def leaders(season: Season, *, sort: str = "wins", body: str = "", most: int = 10) -> tuple[Row, ...]:
    """The films with the highest counts, none without any. Raises InputError for a body or order that is not known."""
    counted: Mapping[str, Callable[[Row], int]] = {
        "wins": lambda r: r.wins, "nominations": lambda r: r.nominations, "prizes": lambda r: r.prizes,
    }  # fmt: skip
    if sort not in counted:
        raise InputError(sort, "no such count", f"one of: {', '.join(counted)}")
    return tuple(r for r in board(season, body=body, sort=sort) if counted[sort](r) > 0)[:most]


__all__ = ["SORTS", "board", "leaders", "rows"]
