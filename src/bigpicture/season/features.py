"""What a forecast looks at: a few numbers for each contender, each of which can be told in words.

Prizes count only of bodies that are known, so that a forecast of a morning is made of what was given by then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log, log1p

from bigpicture.season.joining import ACTING, CRAFTS, WRITING, counterparts, films, joined, own
from bigpicture.season.precursors import BODIES, looked_at
from bigpicture.season.races import ACADEMY, Contender, Precursor, Race

FAMILIES: Mapping[str, tuple[str, ...]] = {  # categories that learn from each other the most
    "picture": ("picture",),
    "directing": ("director",),
    "acting": ACTING,
    "writing": WRITING,
    "craft": CRAFTS,
    "film": ("animated", "international", "documentary"),
    "short": ("animated-short", "live-action-short", "documentary-short"),
    "song": ("song",),
}
CATEGORIES = tuple(category for family in FAMILIES.values() for category in family)
FAMILY = {category: family for family, members in FAMILIES.items() for category in members}

# Whose prizes move a category: those that give the same, and the main prizes of producers and directors.
_GIVE: Mapping[str, tuple[str, ...]] = {
    "picture": BODIES,
    "directing": ("bafta", "globes", "dga", "pga", "critics-choice"),
    "acting": ("bafta", "globes", "sag", "critics-choice"),
    "writing": ("bafta", "globes", "dga", "pga", "critics-choice", "wga"),
    "craft": ("bafta", "dga", "pga", "critics-choice"),
    "short": (),
    "song": ("globes", "critics-choice"),
}
_GIVE_ALSO: Mapping[str, tuple[str, ...]] = {
    "score": ("bafta", "globes", "dga", "pga", "critics-choice"),
    "animated": ("bafta", "globes", "pga", "critics-choice"),
    "international": ("bafta", "globes", "critics-choice"),
    "documentary": ("bafta", "pga", "critics-choice"),
}
# The main prize of producers and directors, where it is for the film and not for what the race is about.
_FILM_WON = {"film:pga": ("pga", "picture"), "film:dga": ("dga", "director")}
_FILM_FAMILIES = {"film:pga": ("directing", "writing", "craft"), "film:dga": ("writing", "craft")}
_BESIDE = {"picture": ("director", "editing", "screenplay", "acting")}  # companions that matter; elsewhere only picture
_GUILDS = {
    "pga": ("picture", "film"),
    "dga": ("picture", "directing", "film"),
    "wga": ("writing",),
}  # their prize is one for these
_WRITERS = tuple(("wga", category) for category in WRITING)  # for Best Picture they are other prizes of the film
_LIST = 4  # fewer nominees than these are not all: then nobody is told from those who were left out
_GROUPS = {"screenplay": WRITING, "acting": ACTING}
FEATURES = (
    *(f"won:{body}" for body in BODIES), "won:globes-comedy", "film:pga", "film:dga", "elsewhere", "nominations",
    "up:picture", "up:director", "up:editing", "up:screenplay", "up:acting", *(f"up-for:{body}" for body in (*BODIES, ACADEMY)),
)  # fmt: skip
NAMES = {
    "bafta": "the BAFTA", "globes": "the Golden Globe", "sag": "the SAG Award", "dga": "the DGA", "pga": "the PGA",
    "critics-choice": "the Critics' Choice Award", "wga": "the WGA", "academy": "the Oscar",
}  # fmt: skip


@cache
def relevant(category: str, of: str = ACADEMY) -> tuple[str, ...]:
    """The bodies whose prizes move a category of a body: of others, not its own."""
    bodies = _GIVE_ALSO.get(category) or _GIVE.get(FAMILY.get(category, "short"), ())
    return tuple(b for b in bodies if b in looked_at(of))


@cache
def listed(category: str, of: str) -> tuple[str, ...]:
    """The bodies whose nominees move a category of a body: the Academy too, whose prizes come after those of all others."""
    bodies = relevant(category, of)
    return (*bodies, ACADEMY) if bodies and of != ACADEMY else bodies


@cache
def used(category: str, of: str = ACADEMY) -> tuple[str, ...]:
    """The features of a category of a body, in their order; of no body ("") those of any."""
    family, bodies = FAMILY[category], relevant(category, of)
    if family == "short":
        return ()
    out = {f"won:{b}" for b in bodies if b not in _GUILDS or family in _GUILDS[b]}
    out |= {f"up-for:{name.removeprefix('won:')}" for name in out}
    out |= {f"up-for:{ACADEMY}"} if ACADEMY in listed(category, of) else set()
    out |= {name for name, families in _FILM_FAMILIES.items() if family in families}
    out |= {"won:globes-comedy"} if family in ("picture", "acting") else set()
    out |= {"elsewhere", "nominations", *(f"up:{beside}" for beside in _BESIDE.get(category, ("picture",)))}
    return tuple(feature for feature in FEATURES if feature in out)


@dataclass(slots=True)
class Drawn:
    """What is known of a contender, before it is asked whose prizes count."""

    plain: dict[str, float]  # what needs no prize
    won: dict[str, list[Precursor]] = field(default_factory=dict)  # by feature
    elsewhere: list[Precursor] = field(default_factory=list)  # the film's other prizes


def draw(race: Race, rows: Sequence[Precursor]) -> tuple[Drawn, ...]:
    """What a race's contenders have, from the prizes of its season."""
    out = tuple(Drawn(_plain(contender)) for contender in race.contenders)
    mine = [row for row in rows if row.body in listed(race.category, race.body)]
    for row in mine:
        if row.won:
            _give(race, row, out)
    for body, count in Counter(row.body for row in mine if own(race.category, row.body, row.category)).items():
        if count >= _LIST:
            _name(race, [row for row in mine if row.body == body], out)
    return out


def moves(race: Race, row: Precursor) -> bool:
    """Whether a prize or nomination can move the chances in a race: a contender's own, or a prize that its film won."""
    if row.body not in listed(race.category, race.body):
        return False
    if race.category in counterparts(row.body, row.category):
        return bool(joined(race, row))
    return row.won and bool(row.film) and bool(films(race.contenders, row.film))


def _name(race: Race, rows: Sequence[Precursor], out: tuple[Drawn, ...]) -> None:
    """Note whom a body nominated, or gave its prize."""
    for row in rows:
        if race.category in counterparts(row.body, row.category):
            for place in joined(race, row):
                out[place].plain[f"up-for:{row.body}"] = 1.0


def _plain(contender: Contender) -> dict[str, float]:
    values = {f"up-for:{body}": 0.0 for body in (*BODIES, ACADEMY)}
    values["nominations"] = log(max(1, contender.nominations))
    for beside in ("picture", "director", "editing", "screenplay", "acting"):
        members = _GROUPS.get(beside, (beside,))
        values[f"up:{beside}"] = float(bool(contender.companions & {*members}))
    return values


def _give(race: Race, row: Precursor, out: tuple[Drawn, ...]) -> None:
    """Note a prize with whoever it belongs to."""
    features = used(race.category)
    mine = race.category in counterparts(row.body, row.category)
    for place in joined(race, row) if mine else ():
        out[place].won.setdefault(f"won:{row.body}", []).append(row)
        if row.category.endswith("-comedy"):
            out[place].won.setdefault("won:globes-comedy", []).append(row)
    for name, (body, category) in _FILM_WON.items():
        if name in features and (row.body, row.category) == (body, category):
            for place in films(race.contenders, row.film):
                out[place].won.setdefault(name, []).append(row)
            return
    if not mine:
        for place in films(race.contenders, row.film) if row.film else ():
            out[place].elsewhere.append(row)


def values(drawn: Drawn, category: str, known: Iterable[str], of: str = ACADEMY) -> dict[str, float]:
    """A contender's numbers where only some bodies' prizes are known; `of` is the body whose race it is."""
    bodies = frozenset(known)
    out = {}
    for name in used(category, of):
        if name == "elsewhere":
            out[name] = log1p(sum(row.body in bodies for row in drawn.elsewhere))
        elif name in drawn.plain:
            out[name] = drawn.plain[name]
        else:
            out[name] = float(any(row.body in bodies for row in drawn.won.get(name, ())))
    return out


def causes(drawn: Drawn, name: str, known: Iterable[str]) -> list[Precursor]:
    """The prizes that a number counts."""
    bodies = frozenset(known)
    rows = drawn.elsewhere if name == "elsewhere" else drawn.won.get(name, [])
    return [row for row in rows if row.body in bodies]


def given(category: str, rows: Iterable[Precursor], of: str = ACADEMY) -> frozenset[str]:
    """The bodies whose prize that moves a category of a body is among the rows."""
    features = used(category)
    film = {pair for name, pair in _FILM_WON.items() if name in features or category == "picture"}
    film |= {*_WRITERS} if category == "picture" else set()
    return frozenset(
        row.body
        for row in rows
        if row.won
        and row.body in relevant(category, of)
        and (own(category, row.body, row.category) or (row.body, row.category) in film)
    )


def told(name: str, drawn: Drawn, contender: Contender, race: Race, known: Iterable[str]) -> str:
    """A feature of a contender in words, as it is or as it is not."""
    rows = causes(drawn, name, known)
    kind, _, rest = name.partition(":")
    if kind == "won":
        if rest.endswith("-comedy"):
            return "that Globe was for a comedy or musical" if rows else "won no Globe for a comedy or musical"
        return f"won {NAMES[rest]}" if rows else f"did not win {NAMES[rest]}"
    if kind == "up-for":
        return f"{'was' if drawn.plain[name] else 'was not'} nominated for {NAMES[rest]}"
    if kind == "film":
        return f"the film won {NAMES[rest]}" if rows else f"the film did not win {NAMES[rest]}"
    if kind == "up":
        words = {
            "picture": "Best Picture",
            "director": "directing",
            "editing": "editing",
            "screenplay": "its screenplay",
        }
        verb = "also" if drawn.plain[name] else "not"
        return f"the film is {verb} nominated for {words.get(rest, 'acting')}"
    if kind == "elsewhere":
        return f"the film won {len(rows) or 'no'} other {'prize' if len(rows) == 1 else 'prizes'} before"
    count, most = contender.nominations, max(c.nominations for c in race.contenders)
    first = ", the most of all" if count == most > 1 else ""
    return f"{count} nomination{'s' * (count != 1)}{first}"
