"""Step lines as a drawing: chances from moment to moment, and what a film has won so far. A table is the twin of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, LEFT, TOP, FOOT = 960, 46, 14, 40  # units of the drawing
_HIGH, _APART = 210, 15  # of the plot; of the words beside the lines
KINDS = 6  # lines that look different from each other: the style has as many


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a line, and what it says."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Step:
    """A line: where it goes, its marks, and its name at its end."""

    kind: int  # how it is dashed, from 1
    path: str
    marks: tuple[Mark, ...]
    name: str
    at: tuple[float, float]  # of the name


@dataclass(frozen=True, slots=True)
class Steps:
    """The drawing; without lines where there are fewer than two moments."""

    lines: tuple[Step, ...]
    grid: tuple[tuple[float, str], ...]  # heights and what they stand for
    ticks: tuple[tuple[float, str], ...]  # places and what is said below them
    height: int
    right: float  # where lines end
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Values:
    """What a line tells: its values at each moment; None where it has none yet."""

    name: str
    own: tuple[float | None, ...]
    titles: tuple[str, ...]  # of each value, in words


def steps(
    values: Sequence[Values], places: Sequence[float], ticks: Sequence[tuple[float, str]], grid: Sequence[tuple[float, str]], room: int
) -> Steps:  # fmt: skip
    """A drawing of some lines: `places` and ticks from 0 to 1, values up to the last of the grid; `room` is for names."""
    if len(places) < 2 or not values:
        return Steps((), (), (), 0, 0)
    right = WIDTH - room
    top = max(grid[-1][0], 1e-9)

    def x(place: float) -> float:
        return round(LEFT + (right - LEFT) * place, 1)

    def y(value: float) -> float:
        return round(TOP + _HIGH * (1 - value / top), 1)

    shown = [v for v in values if any(o is not None for o in v.own)][:KINDS]
    ends = _apart([y(next(o for o in reversed(v.own) if o is not None)) for v in shown])
    lines = tuple(
        _line(number, v, [(x(p), y(o), t) for p, o, t in zip(places, v.own, v.titles, strict=True) if o is not None], right, end)
        for number, (v, end) in enumerate(zip(shown, ends, strict=True), 1)
    )  # fmt: skip
    return Steps(lines, tuple((y(v), words) for v, words in grid), tuple((x(p), words) for p, words in ticks), TOP + _HIGH + FOOT, right)  # fmt: skip


def _line(kind: int, values: Values, points: Sequence[tuple[float, float, str]], right: float, end: float) -> Step:
    """A value holds until the next one: a line of steps."""
    path = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for (_, before, _), (at, now, _) in pairwise(points):
        path.append(f"H{at:g}" + (f"V{now:g}" if now != before else ""))
    if points[-1][0] < right:
        path.append(f"H{right:g}")
    return Step(kind, "".join(path), tuple(Mark(*p) for p in points), values.name, (right + 10, round(end + 4, 1)))


def _apart(heights: Sequence[float]) -> list[float]:
    """Heights of words beside lines, moved down where they would stand on each other, and up from the foot."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + _APART)
    for below, above in pairwise(reversed(order)):
        limit = min(placed[below], float(TOP + _HIGH)) if below == order[-1] else placed[below]
        placed[below] = limit
        placed[above] = min(placed[above], limit - _APART)
    return placed
