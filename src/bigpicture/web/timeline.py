"""The life of a film as a drawing: a line of time with a mark for each event, lane by lane; its table is the twin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bigpicture.record.span import span
from bigpicture.record.timeline import Event
from bigpicture.report import saying

LANES = (
    ("People", ("announced", "cast")),
    ("Looks", ("look",)),
    ("Festivals", ("screening",)),
    ("Release", ("date", "moved", "release", "takings")),
    ("Awards", ("nomination", "award")),
    ("Disputes", ("denied", "contested")),
)
WIDTH, LANE, LEFT, TOP = 960, 34, 92, 14  # units of the drawing
_LANE_OF = {kind: number for number, (_, kinds) in enumerate(LANES) for kind in kinds}
_CLOSE = 9  # units: marks nearer than this are one, with a count


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: where it stands, what it says."""

    x: float
    y: float
    count: int
    title: str
    big: bool  # an award or an opening


@dataclass(frozen=True, slots=True)
class Line:
    """An event as the table tells it."""

    when: str
    kind: str
    text: str
    outlet: str | None
    article: int
    reported: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, and its twin."""

    marks: tuple[Mark, ...]
    lanes: tuple[tuple[str, float], ...]  # name and height
    years: tuple[tuple[float, str], ...]
    height: int
    lines: tuple[Line, ...]


def chart(events: Sequence[Event]) -> Chart:
    """A drawing of events in their order; without marks where there are fewer than two days."""
    lines = tuple(_line(e) for e in events)
    days = [date.fromisoformat(span(e.when)[1]) for e in events]
    if len(set(days)) < 2:
        return Chart((), (), (), 0, lines)
    used = sorted({_LANE_OF[e.kind] for e in events})
    height = {lane: TOP + LANE * n + LANE / 2 for n, lane in enumerate(used)}
    first, last = min(days) - timedelta(days=14), max(days) + timedelta(days=14)

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - 16) * (day - first).days / (last - first).days, 1)

    groups: list[tuple[float, int, list[Event]]] = []
    for event, day in sorted(zip(events, days, strict=True), key=lambda p: (_LANE_OF[p[0].kind], p[1])):
        lane, at = _LANE_OF[event.kind], x(day)
        if groups and groups[-1][1] == lane and at - groups[-1][0] < _CLOSE:
            groups[-1][2].append(event)
        else:
            groups.append((at, lane, [event]))
    marks = tuple(
        Mark(at, height[lane], len(own), "; ".join(f"{e.when}: {_text(e)}" for e in own[:4]) + (" …" if len(own) > 4 else ""),
             any(e.kind in ("award", "release") for e in own))
        for at, lane, own in groups
    )  # fmt: skip
    starts = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in _months(first, last)]
    ticks = tuple((x(d), str(d.year) if d.month == 1 else d.strftime("%b")) for d in starts if first <= d <= last)
    return Chart(
        marks, tuple((LANES[lane][0], height[lane]) for lane in used), ticks, TOP + LANE * len(used) + 22, lines
    )


def _months(first: date, last: date) -> range:
    """The months that get a tick: every third one of a short life, of a long one only January."""
    return range(1, 13, 3) if (last - first).days < 3 * 366 else range(1, 2)


def _line(event: Event) -> Line:
    return Line(
        event.when, event.kind, _text(event), event.by.outlet, event.by.article, event.by.when.removesuffix("T24")
    )


def _text(event: Event) -> str:
    if event.fact is None:
        return "first written about"
    before = event.change.before if event.change and event.kind == "moved" else None
    moved = f", was {saying(event.fact.type, before)}" if before else ""
    return saying(event.fact.type, event.fact.values) + moved
