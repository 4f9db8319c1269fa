"""The board of a season: films by prizes, what is still to come, who leads, who was passed over, the likeliest to win."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bigpicture.folding import plain
from bigpicture.record.season import Entry, Held, Row, Season, Tally
from bigpicture.record.season import board as season_board
from bigpicture.record.season.snubs import Snub
from bigpicture.record.told import Named
from bigpicture.web.asked import LONGEST, chosen
from bigpicture.web.lines import Line
from bigpicture.web.pages.season.chances import Likeliest
from bigpicture.web.pages.season.parts import Head, address, coming, days, named, up

ONLY = {"": "any", "wins": "with a win", "nominations": "with a nomination"}
_FILMS, _SNUBS = 30, 8  # shown unless all are asked for
_LEADERS = (("wins", "most wins", "win"), ("nominations", "most nominations", "nomination"), ("prizes", "most prizes of festivals and critics", "prize"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the board is asked for."""

    body: str = ""
    category: str = ""
    name: str = ""  # part of a film's title or of a person's name
    only: str = ""  # ONLY
    sort: str = "wins"
    whole: bool = False

    @property
    def filtered(self) -> bool:
        """Whether something is left out."""
        return bool(self.body or self.category or self.name or self.only)

    def address(self, label: str, as_of: str | None, **other: str) -> str:
        """The address of the board with the same choices, but for some."""
        own = {"body": self.body, "category": self.category, "name": self.name, "only": self.only, "sort": self.sort}
        own = {**own, "all": "true" if self.whole else "", **other}
        return address(label, as_of=as_of, **{k: v for k, v in own.items() if (k, v) != ("sort", "wins")})


@dataclass(frozen=True, slots=True)
class Cell:
    """A film's count at one body."""

    short: str  # the body
    href: str
    wins: int
    nominations: int
    named: str  # how many of them are named, where that is not all; else ""


@dataclass(frozen=True, slots=True)
class Film:
    """A row of the board."""

    film: Named
    href: str
    wins: int
    nominations: int
    prizes: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Leader:
    """The films with the most of something."""

    what: str
    count: int
    noun: str
    films: tuple[tuple[Named, str], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """Something that is still to come."""

    when: str
    what: str
    name: str
    href: str
    published: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition in the list of all of a season."""

    name: str
    href: str
    days: tuple[tuple[str, str, bool], ...]
    told: str  # how much is told of it, in words; "": nothing


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody who was passed over."""

    film: Named
    href: str
    people: tuple[str, ...]
    category: str
    before: tuple[tuple[str, str], ...]  # what they had before, in words, and where that is told
    denied: Line | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What the board shows."""

    head: Head
    asked: Asked
    bodies: tuple[tuple[str, str], ...]  # of the filter: ids and names
    categories: tuple[tuple[str, str], ...]
    only: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]  # short names and addresses
    sorts: tuple[tuple[str, str, str], ...]  # order, its words, its address
    films: tuple[Film, ...]
    more: int
    all: str  # the address with every film
    plain: str  # the address with none of the choices
    leaders: tuple[Leader, ...]
    coming: tuple[Day, ...]
    editions: tuple[Edition, ...]
    passed: tuple[Passed, ...]
    likeliest: tuple[Likeliest, ...]
    scores: str


def asked(body: str, category: str, name: str, only: str, sort: str, whole: bool) -> Asked:
    """What an address asks for. Raises InputError for an order or choice that there is not."""
    return Asked(body.strip()[:LONGEST], category.strip()[:LONGEST], name.strip()[:LONGEST],
                 "".join(chosen("only", [only], ONLY)), "".join(chosen("sort", [sort], season_board.SORTS)) or "wins", whole)  # fmt: skip


def board_page(
    head: Head, season: Season, wanted: Asked, passed: Sequence[Snub], likeliest: Sequence[Likeliest], today: str
) -> BoardPage:
    """The context of the board. Raises InputError for a body or category that gives nothing in the season."""
    rows = [
        r
        for r in season_board.board(season, body=wanted.body, category=wanted.category, sort=wanted.sort)
        if _wanted(season, r, wanted)
    ]
    shown = rows if wanted.whole else rows[:_FILMS]
    used = {b for r in shown for b in r.by_body}
    columns = [h for h in reversed(season.held) if h.body.id in used]  # the last, which the others lead up to, first
    there = [h for h in season.held if h.prizes]
    categories = {p.category.id: named(p.category) for h in there for p in h.prizes if wanted.body in ("", h.body.id)}
    return BoardPage(
        head, wanted, tuple((h.body.id, h.body.short) for h in there), tuple(sorted(categories.items(), key=lambda c: c[1])),
        tuple(ONLY.items()), tuple((h.body.short, head.at(h.body.id)) for h in columns),
        tuple((s, words, wanted.address(head.label, head.as_of, sort=s)) for s, words in season_board.SORTS.items()),
        tuple(_film(head, r, columns) for r in shown), len(rows) - len(shown), wanted.address(head.label, head.as_of, all="true"),
        head.at(), () if wanted.filtered else _leaders(head, season), tuple(_coming(head, season.held, today)),
        tuple(_edition(head, h) for h in there), tuple(_passed(head, s) for s in passed[:_SNUBS]), tuple(likeliest),
        head.at("scores"),
    )  # fmt: skip


def _wanted(season: Season, row: Row, wanted: Asked) -> bool:
    if (wanted.only == "wins" and not row.wins + row.prizes) or (wanted.only == "nominations" and not row.nominations):
        return False
    name = plain(wanted.name)
    return name in plain(row.film.title) or any(name in plain(p) for e in _of_film(season, row) for p in e.people)


def _of_film(season: Season, row: Row) -> Iterable[Entry]:
    return (
        entry for h in season.held if h.body.id in row.by_body for p in h.prizes for entry in (*p.nominated, *p.won)
        if entry.film.id == row.film.id
    )  # fmt: skip


def _film(head: Head, row: Row, columns: Iterable[Held]) -> Film:
    cells = tuple(_cell(head, h, row.by_body) for h in columns)
    return Film(row.film, head.at("film", row.film.id), row.wins, row.nominations, row.prizes, cells)


def _cell(head: Head, held: Held, tallies: Mapping[str, Tally]) -> Cell | None:
    tally = tallies.get(held.body.id)
    if tally is None:
        return None
    nominations = (
        tally.nominations if held.body.nominates and tally.nominations > tally.wins else 0
    )  # a win tells of its own
    counts = [(tally.named_wins, tally.wins, "win"), (tally.named_nominations, nominations, "nomination")]
    gaps = [f"{own} of {told} {noun}s named" for own, told, noun in counts if own < told]
    return Cell(held.body.short, head.at(held.body.id), tally.wins, nominations, "; ".join(gaps))


def _leaders(head: Head, season: Season) -> tuple[Leader, ...]:
    out = []
    for sort, what, noun in _LEADERS:
        first = season_board.leaders(season, sort=sort, most=len(season.board))
        most = max((getattr(r, sort) for r in first), default=0)
        own = [r.film for r in first if getattr(r, sort) == most]
        if most:
            out.append(Leader(what, most, noun, tuple((f, head.at("film", f.id)) for f in own[:3])))
    return tuple(out)


def _coming(head: Head, held: Sequence[Held], today: str) -> Iterable[Day]:
    for when, what, one, published in coming([h for h in held if h.prizes], today):
        yield Day(when, what, one.edition.name, head.at(one.body.id), published)


def _edition(head: Head, held: Held) -> Edition:
    """What is told of an edition: gaps are told as gaps."""
    own = [p for p in held.prizes if not p.nothing]
    winners = sum(any(e.counts for e in p.won) for p in held.prizes)
    told = "" if held.nothing else f"{winners} of {len(held.prizes)} winners told" if own else "only totals told"
    return Edition(held.edition.name, head.at(held.body.id), days(held.edition), told)


def _passed(head: Head, snub: Snub) -> Passed:
    before = tuple((f"{'won' if b.won else 'up for'} {b.body.short}, {b.category.name}", head.at(b.body.id, b.category.id)) for b in snub.before)  # fmt: skip
    denied = up(snub.denied, head.label, head.as_of).line if snub.denied else None
    return Passed(snub.film, head.at("film", snub.film.id), snub.people, named(snub.category), before, denied)
