"""An edition of an award or festival in its season, and one of its categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bigpicture.record.season import Held, Prize, Total
from bigpicture.season.bodies import Body
from bigpicture.web.lines import Line, line
from bigpicture.web.pages.season.chances import Chances, chances
from bigpicture.web.pages.season.parts import Head, Up, days, merged, named, up
from bigpicture.web.pages.season.points import Point
from bigpicture.web.pages.season.scores import scores_of


@dataclass(frozen=True, slots=True)
class Group:
    """A category with who is up and who won, and what is missing of it in words."""

    name: str
    href: str
    to_person: bool  # people are named before films
    ups: tuple[Up, ...]
    denied: tuple[Up, ...]
    gaps: tuple[str, ...]
    tied: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A total that articles tell, beside what is named of it."""

    line: Line
    href: str  # the film's season
    won: bool
    told: int
    named: int
    gap: str  # in words
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """What the page of an edition shows."""

    head: Head
    name: str
    body: str  # as people call it
    days: tuple[tuple[str, str, bool], ...]
    nominates: bool
    groups: tuple[Group, ...]
    untold: tuple[tuple[str, str], ...]  # categories of which no article tells: names and addresses
    totals: tuple[Count, ...]
    unplaced: tuple[Up, ...]
    record: str  # the page of the award or festival through the years
    neighbours: tuple[tuple[str, str], ...]  # the seasons before and after: what they are called and addresses


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """What the page of a category shows."""

    head: Head
    name: str
    edition: str
    edition_href: str
    days: tuple[tuple[str, str, bool], ...]
    nominates: bool
    group: Group
    forecast: Chances | None  # None: of this body none is made
    others: tuple[tuple[str, str, bool], ...]  # the edition's categories: name, address, whether it is this one
    scores: str


def edition_page(head: Head, held: Held, neighbours: Sequence[tuple[str, str]] = ()) -> EditionPage:
    """The context of the page of an edition."""
    told = [p for p in held.prizes if not p.nothing]
    untold = tuple((named(p.category), head.at(held.body.id, p.category.id)) for p in held.prizes if p.nothing)
    return EditionPage(
        head, held.edition.name, held.body.short, days(held.edition), held.body.nominates,
        tuple(group(head, held, p) for p in told), untold, tuple(_count(head, t) for t in held.totals),
        tuple(up(e, head.label, head.as_of) for e in held.unplaced), record_page(held.body, held.edition.year), tuple(neighbours),
    )  # fmt: skip


def record_page(body: Body, year: int) -> str:
    """The address of the page that has the award or festival through the years."""
    return f"/{'festival' if body.kind == 'festival' else 'award'}/{quote(body.name)}/{year}"


def category_page(head: Head, held: Held, prize: Prize, found: Sequence[Point] | None) -> CategoryPage:
    """The context of the page of a category, with its forecasts; None of a body whose prizes are not forecast."""
    others = tuple((named(p.category), head.at(held.body.id, p.category.id), p is prize) for p in held.prizes)
    forecast = None if found is None else chances(head, prize, found)
    return CategoryPage(head, named(prize.category), held.edition.name, head.at(held.body.id), days(held.edition),
                        held.body.nominates, group(head, held, prize), forecast, others, scores_of(head, held))  # fmt: skip


def group(head: Head, held: Held, prize: Prize) -> Group:
    """A category as its card shows it: the winners first."""
    ups = tuple(
        up(e, head.label, head.as_of, won=won) for e, won in merged(prize.nominated, prize.won) if e.told or won
    )
    denied = tuple(up(e, head.label, head.as_of) for e in prize.denied)
    to_person = prize.category.to == "person"
    return Group(named(prize.category), head.at(held.body.id, prize.category.id), to_person, ups, denied, tuple(_gaps(held, prize)), prize.tied and prize.tie)  # fmt: skip


def _gaps(held: Held, prize: Prize) -> list[str]:
    """What nobody told of, in words."""
    gaps, places = [], prize.category.nominees_in(held.edition.year)
    if not any(e.counts for e in prize.won):
        gaps.append("No winner is told.")
    if held.body.nominates and prize.missing is not None and prize.missing > 0:
        gaps.append(f"{prize.missing} of {places} nominees are not told.")
    elif held.body.nominates and prize.missing is not None and prize.missing < 0:
        gaps.append(f"More nominees are told than the {places} that there can be.")
    elif held.body.nominates and prize.missing is None and not prize.nominated:
        gaps.append("No nominee is told.")
    return gaps


def _count(head: Head, total: Total) -> Count:
    gap = f"{total.short} not named" if total.short > 0 else f"{-total.short} more named than told"
    gap = gap if total.short else "all named"
    return Count(line(total.film, total.fact), head.at("film", total.film.id), total.won, total.told, total.named, gap, total.others)  # fmt: skip
