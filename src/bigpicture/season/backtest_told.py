"""The backtest's figures as they are printed: lines for a terminal, a table for the docs, objects for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bigpicture.errors import InputError
from bigpicture.season.backtest import METHODS, MODEL, POOLED, Line
from bigpicture.season.features import CATEGORIES
from bigpicture.season.moments import MOMENTS
from bigpicture.season.scores import Interval

NAMES = {
    MODEL: "the model", "uniform": "everybody alike", "most nominated": "most nominated", "best precursor": "best single precursor",
    "count": "count of precursors",
}  # fmt: skip
TITLES = {
    "nominations": "The morning of the nominations",
    "between": "The mornings after each later precursor",
    "eve": "The eve of the ceremony",
}
HEAD = ("moment", "category", "method", "races", "top-1", "log loss", "Brier", "slope", "model less this")
_START, _END = "<!-- backtest: begin -->", "<!-- backtest: end -->"


def cells(line: Line) -> list[str]:
    """A line of the report as cells of a table."""
    s = line.score
    return [
        line.moment, line.category, line.method, str(s.races), _percent(s.top), _told(s.loss), _told(s.brier),
        _told(s.slope, 2), _told(line.against),
    ]  # fmt: skip


def plain(line: Line) -> dict[str, Any]:
    """A line of the report as an object for programs."""
    s = line.score
    return {
        "moment": line.moment, "category": line.category, "method": line.method, "races": s.races, "top_1": asdict(s.top),
        "log_loss": asdict(s.loss), "brier": asdict(s.brier), "slope": asdict(s.slope) if s.slope else None,
        "model_less_this": asdict(line.against) if line.against else None,
    }  # fmt: skip


def _told(figure: Interval | None, digits: int = 3) -> str:
    return "" if figure is None else f"{figure.value:.{digits}f} [{figure.low:.{digits}f}, {figure.high:.{digits}f}]"


def _percent(figure: Interval) -> str:
    return f"{figure.value:.0%} [{figure.low:.0%}, {figure.high:.0%}]"


def markdown(lines: Sequence[Line], without: Mapping[str, str], digest: str, body: str = "academy") -> str:
    """The report as the docs show it; `without` are the categories that are not forecast, and why.

    That of a body beside the Academy is short: the figures of all categories, and of each only the model's.
    """
    if body != "academy":
        return "\n".join(_short(lines, without, digest)) + "\n"
    at = {(line.moment, line.category, line.method): line for line in lines}
    years = max(line.score.races for line in lines if line.category == "picture")
    out = [f"{years} ceremonies; data `{digest[:12]}`. In brackets: 95% intervals, from drawing ceremonies."]
    for moment in MOMENTS:
        out += ["", f"### {TITLES[moment]}", "", *_pooled(at, moment), "", *_categories(at, moment)]
    out += ["", "### No forecast", ""]
    out += [f"- {category}: {reason}." for category, reason in without.items()]
    return "\n".join(out) + "\n"


_At = Mapping[tuple[str, str, str], Line]


def _short(lines: Sequence[Line], without: Mapping[str, str], digest: str) -> Iterator[str]:
    at = {(line.moment, line.category, line.method): line for line in lines}
    years = max(line.score.races for line in lines if line.category == "picture")
    yield f"{years} ceremonies; data `{digest[:12]}`."
    for moment in MOMENTS:
        yield from ("", f"{TITLES[moment]}:", "", *_pooled(at, moment))
    told = [category for category in CATEGORIES if ("eve", category, MODEL) in at]
    yield from (
        "",
        "| The model | races | nominations: top-1 | log loss | eve: top-1 | log loss | Brier | everybody alike |",
    )
    yield "|---" * 8 + "|"
    for category in told:
        first, last = (at[moment, category, MODEL].score for moment in ("nominations", "eve"))
        alike = at["eve", category, "uniform"].score.loss.value
        yield (
            f"| {category} | {last.races} | {first.top.value:.0%} | {_told(first.loss, 2)} | {last.top.value:.0%} "
            f"| {_told(last.loss, 2)} | {last.brier.value:.3f} | {alike:.3f} |"
        )
    yield ""
    mine = {category: reason for category, reason in without.items() if category in told}
    yield "No forecast:" if mine else "All of these are forecast."
    yield from ["", *(f"- {category}: {reason}." for category, reason in mine.items())] if mine else []


def _pooled(at: _At, moment: str) -> Iterator[str]:
    yield "| All categories | top-1 | log loss | Brier | calibration slope | log loss of the model less this |"
    yield "|---|---|---|---|---|---|"
    for method in METHODS:
        if line := at.get((moment, POOLED, method)):
            _, _, _, _, top, loss, brier, slope, against = cells(line)
            yield f"| {NAMES[method]} | {top} | {loss} | {brier} | {slope or '–'} | {against or '–'} |"


def _categories(at: _At, moment: str) -> Iterator[str]:
    """A row a category: the model's figures, then the log loss of the others."""
    others = [m for m in METHODS if m != MODEL]
    yield f"| The model | races | top-1 | log loss | Brier | slope | {' | '.join(f'log loss: {NAMES[m]}' for m in others)} |"
    yield "|---" * (6 + len(others)) + "|"
    for category in CATEGORIES:
        if line := at.get((moment, category, MODEL)):
            losses = [f"{at[moment, category, m].score.loss.value:.3f}" for m in others]
            s = line.score
            figures = [
                str(s.races),
                f"{s.top.value:.0%}",
                _told(s.loss, 2),
                f"{s.brier.value:.3f}",
                _told(s.slope, 2) or "–",
            ]
            yield f"| {category} | {' | '.join([*figures, *losses])} |"


def placed(page: str, table: str, source: str, body: str = "academy") -> str:
    """A page with a table in place of what stands between its marks. Raises InputError where it has no marks."""
    first, last = (
        mark if body == "academy" else mark.replace("backtest", f"backtest {body}") for mark in (_START, _END)
    )
    before, start, rest = page.partition(first)
    _, end, after = rest.partition(last)
    if not start or not end:
        raise InputError(source, f"it has no {first} and {last}", "add these two lines where the table is to stand")
    return f"{before}{start}\n{table}{end}{after}"
