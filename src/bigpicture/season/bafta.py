"""The history of BAFTA's prizes: its races, from the table of prizes that is shipped; and what the Academy nominated before them.

Of eight categories the table has every nominee; of the others it has winners only, of which no race can be made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bigpicture.season.joining import ACTING, WRITING
from bigpicture.season.races import ACADEMY, BAFTA, Contender, Precursor, Race

CATEGORIES = ("picture", "director", *ACTING, *WRITING)
_LIST = 4  # confirmed nominees, from which on a list counts as whole: as for the nominees of other bodies


@dataclass(frozen=True, slots=True)
class History:
    """What the table gives."""

    races: tuple[Race, ...]  # by year, then in the order of categories
    left: tuple[tuple[int, str], ...]  # races that are left out: year and category


def history(rows: Iterable[Precursor]) -> History:
    """BAFTA's races of a table that has unconfirmed rows too.

    A race counts where its winner and at least four of its nominees are confirmed; a nominee whom nobody confirmed then stands
    in it: without them the others would be likelier than they were. Who won is not told where nobody is known to have won.
    """
    mine = [row for row in rows if row.body == BAFTA and row.category in CATEGORIES]
    up: defaultdict[tuple[int, str], list[Precursor]] = defaultdict(list)
    for row in mine:
        up[row.year, row.category].append(row)
    counted = Counter((row.year, row.film) for row in mine)
    beside: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for row in mine:
        beside[row.year, row.film].add(row.category)
    races, left = [], []
    for (year, category), own in sorted(up.items(), key=lambda one: (one[0][0], CATEGORIES.index(one[0][1]))):
        decided = any(row.won for row in own)
        if sum(bool(row.source) for row in own) < _LIST or any(row.won and not row.source for row in own):
            left.append((year, category))
            continue
        contenders = tuple(
            Contender(
                row.film, row.people, counted[year, row.film], frozenset(beside[year, row.film] - {category}),
                row.won if decided else None,
            )
            for row in own
        )  # fmt: skip
        races.append(Race(BAFTA, year, category, contenders))
    return History(tuple(races), tuple(left))


def nominated(races: Iterable[Race]) -> Iterator[Precursor]:
    """Whom the Academy nominated, as BAFTA's forecasts see it: who won comes later."""
    for race in races:
        if race.body == ACADEMY and race.category in CATEGORIES:
            for c in race.contenders:
                yield Precursor(
                    race.year, ACADEMY, race.category, c.film, c.people, won=False, source="the imported table"
                )
