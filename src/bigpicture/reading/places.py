"""Territories in prose, named as claims name them: "U.K. cinemas" is UK, "domestically" is North America.

The names stand in data/territories.txt. A country counts wherever it stands alone, an adjective only before a word of
the trade ("Irish cinemas"), a city only where a film can open in it. Two joined by "and" are one territory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bigpicture.reading.wordlists import any_of

Territory = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Table:
    names: dict[str, str]  # lower-case wording -> name
    adjectives: dict[str, str]
    cities: frozenset[str]  # names of those that are cities
    words: re.Pattern[str]


_TRADE = (
    r"box[- ]office|cinemas?|theat(?:er|re)s?|theatrical|screens?|multiplex(?:es)?|release|distribut\w+|rights|audiences?|"
    r"territor(?:y|ies)|markets?|haul|gross(?:es)?|total|cume|tally|take|takings|earnings|receipts|opening|debut|bow|launch|run|"
    r"moviegoers|filmgoers|cinemagoers|weekend|chart|viewers|subscribers|exhibitors|figures?|ticket|TV|television|homes?|sites?|dates?|rollout|expansion"
)
_BEFORE_TRADE = re.compile(rf"[ -](?:[\w-]{{1,14}} )?(?:{_TRADE})\b", re.I)
_LOWER = frozenset(
    [
        "worldwide",
        "world-wide",
        "globally",
        "overseas",
        "abroad",
        "internationally",
        "stateside",
        "global",
        "domestic",
        "international",
        "foreign",
        "nationwide",
    ]
)
_ADJECTIVES_ONLY = frozenset(("international",))  # "internationally" is a place, "an international cast" none
_DOMESTIC = re.compile(r"\bdomestically\b")
_SUM = re.compile(r"(?:million|billion|crore|[mMkb]n?|\d) (?:in )?$")
# What a capitalised word after a place makes of it: "London Film Festival", "Japan Times"; but a month may follow.
_NAME_GOES_ON = re.compile(
    r" (?!(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Christmas|Thanksgiving|Netflix|VOD|IMAX|DVD|I)\b"
    r"|(?:January|February|March|April|August|September|October|November|December|\w+day)\b)[A-Z][\w.]"
)
_OWNS = re.compile(rf"['’]s? (?!(?:[\w-]{{1,14}} )?(?:{_TRADE})\b)", re.I)  # "Italy's Ornella Brancati"
_NAME_BEFORE = re.compile(
    r"(?:^|[\s(“\"‘'])(?!(?:In|Across|From|The|And|For|To|At|Throughout|Both|Outside|While|But|Only|South|Since)\b)(?:[A-Z][a-z’'.-]+|[A-Z]+) $"
)
_IN = re.compile(
    r"(?:\b(?:in|at|across|for|and|to|into|from|outside|playing|only|downtown)|,|/|&|\() ?(?:the )?$", re.I
)
_JOINED = re.compile(r"(?:,? and |,? & | ?/ ?|, )(?:the )?")


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£]){any_of(words)}(?![\w$-]|['’.]\w{{2}})")


@cache
def _table() -> _Table:
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    cities = []
    for line in (files("bigpicture") / "data" / "territories.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, wordings, adjective = (part.strip() for part in line.split("|"))
        if name.startswith("city: "):
            name = name[6:]
            cities.append(name)
        names |= {w: name for w in (name, *_split(wordings)) if w not in _ADJECTIVES_ONLY}
        adjectives |= dict.fromkeys(_split(adjective), name)
    return _Table(names, adjectives, frozenset(cities), _pattern([*names, *adjectives]))


def _split(cell: str) -> list[str]:
    return [w.strip() for w in cell.split(";") if w.strip()]


def _single(text: str) -> Iterator[Territory]:
    table = _table()
    for m in table.words.finditer(text):
        word, start, end = m[0], m.start(), m.end()
        name = table.adjectives.get(word)
        if name and (
            _BEFORE_TRADE.match(text, end) or (word in _LOWER and _SUM.search(text[max(0, start - 12) : start]))
        ):
            yield start, end, name
            continue
        name = table.names.get(word)
        if (
            name
            and (word in _LOWER or _alone(text, start, end))
            and (name not in table.cities or _IN.search(text[max(0, start - 12) : start]))
        ):
            yield start, end, name
    yield from ((m.start(), m.end(), "North America") for m in _DOMESTIC.finditer(text))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a place is no part of a longer name."""
    if _OWNS.match(text, end) or (_NAME_GOES_ON.match(text, end) and not _BEFORE_TRADE.match(text, end)):
        return False
    return not _NAME_BEFORE.search(text[max(0, start - 24) : start])


def _merged(text: str, found: list[Territory], cities: frozenset[str]) -> Iterator[Territory]:
    """Places in a row that end with "and" are one territory: "the UK, Ireland and Germany"."""
    run: list[Territory] = []
    for place in [*found, (len(text) + 9, len(text) + 9, "")]:
        if run:
            join = _JOINED.fullmatch(text, run[-1][1], place[0]) if place[2] else None
            if join and (place[2] in cities) == (run[-1][2] in cities):
                run.append(place)
                continue
            yield from _row(text, run)
        run = [place] if place[2] else []


def _row(text: str, run: list[Territory]) -> Iterator[Territory]:
    names = [name for _, _, name in run]
    last = text[run[-2][1] : run[-1][0]] if len(run) > 1 else ""
    if len(run) > 1 and len(set(names)) == len(names) and ("and" in last or "&" in last or "/" in last):
        yield run[0][0], run[-1][1], f"{', '.join(names[:-1])} and {names[-1]}"
    else:
        yield from run


def find_territories(text: str) -> list[Territory]:
    """(start, end, name) of every territory that the text names, in order."""
    found = sorted(_single(text))
    return list(_merged(text, found, _table().cities))
