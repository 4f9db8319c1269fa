"""How answers are printed: a table for people, JSON for programs, a line a row for pipes, CSV for spreadsheets."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from bigpicture.commands import table

FORMATS = ("table", "json", "jsonl", "csv")
form = click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to print.")
Row = dict[str, Any]


def show(
    rows: Sequence[Row],
    how: str,
    cells: Callable[[Row], list[object]],
    head: list[str],
    widths: dict[str, int],
    none: str,
) -> None:
    """Print rows. `cells` gives the table's line of one, `widths` where to cut it; `none` is said where there is no row."""
    if how == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif how == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif how == "csv":
        _csv(rows)
    elif rows:
        for line in table([cells(row) for row in rows], head, widths):
            click.echo(line)
    if not rows:
        click.echo(none, err=True)


def _csv(rows: Sequence[Row]) -> None:
    """A column a field, those of a nested value named as in values.date; lists as JSON."""
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    if names:
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)


def _flat(row: Row, under: str = "") -> Row:
    out: Row = {}
    for name, value in row.items():
        if isinstance(value, dict):
            out |= _flat(value, f"{under}{name}.")
        else:
            out[f"{under}{name}"] = _cell(value)
    return out


def _cell(value: Any) -> Any:
    from bigpicture.report import safe

    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):  # a spreadsheet runs a cell that begins like a formula
        return safe(f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") else value)
    return value


def listed(names: Iterable[str], most: int = 3) -> str:
    """Names in a cell, the first ones."""
    every = list(dict.fromkeys(names))
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
