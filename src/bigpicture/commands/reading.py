"""Reading files at once, without the store: read, evaluate, schema."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bigpicture.commands import NOTHING, SOME
from bigpicture.errors import BigpictureError, InputError

if TYPE_CHECKING:
    from bigpicture.model import Reading


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="How to print; text by default.",
)
@click.option("--evidence", is_flag=True, help="Show the sentence of each claim, its words marked.")
@click.option("--why", is_flag=True, help="Show the chain that led to each claim.")
@click.option("--published", metavar="DATE", help="The articles' date: 2023-11-22, 2023-11 or 2023.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out claims less sure than this."
)
@click.option("--no-color", is_flag=True, help="No terminal styles (as with NO_COLOR).")
def read(
    paths: tuple[str, ...],
    form: str,
    evidence: bool,
    why: bool,
    published: str | None,
    min_confidence: float,
    no_color: bool,
) -> None:
    """Read articles and print what they say about films.

    PATH is a file, a folder, a pattern, or - for standard input: plain text (a first line "date 2023-11-22" tells when
    it was published), Markdown, a saved HTML page, or article JSON and JSONL.
    """
    from bigpicture.report import Look

    plain = no_color or "NO_COLOR" in os.environ or not sys.stdout.isatty()
    look = Look(max(50, min(100, shutil.get_terminal_size((88, 24)).columns)), evidence, why, not plain)
    done, failed = 0, 0
    for number, item in enumerate(_readings(paths, published, min_confidence), 1):
        _progress(number, item)
        if isinstance(item, InputError):
            click.echo(f"bigpicture: {item}", err=True)
            failed += 1
            continue
        _print(item, form, look, first=done == 0)
        done += 1
    _progress_end()
    if failed:
        sys.exit(SOME if done else NOTHING)


def _readings(paths: tuple[str, ...], published: str | None, least: float) -> Iterator[Reading | InputError]:
    """Each article's reading, or why there is none. A date or model that is no good ends the run at once."""
    from bigpicture import read as read_article
    from bigpicture.intake import articles
    from bigpicture.reading.films import surer

    try:
        for item in articles(paths, sys.stdin.buffer, published):
            yield item if isinstance(item, InputError) else surer(read_article(item), least)
    except InputError as error:
        raise click.UsageError(str(error)) from None
    except BigpictureError as error:
        click.echo(f"bigpicture: {error}", err=True)
        sys.exit(NOTHING)


def _print(reading: Reading, form: str, look: object, *, first: bool) -> None:
    from bigpicture.contract import reading_as_dict
    from bigpicture.report import Look, report

    assert isinstance(look, Look)
    if form == "text":
        click.echo(("" if first else "\n") + report(reading, look), nl=False, color=look.colour)
    else:
        row = reading_as_dict(reading, why=look.why)
        click.echo(json.dumps(row, ensure_ascii=False, indent=2 if form == "json" else None))


def _progress(number: int, item: object) -> None:
    """A counter on a terminal's stderr, over its own line."""
    if sys.stderr.isatty() and number > 1:
        name = item.source if isinstance(item, InputError) else getattr(item, "article").id  # noqa: B009
        click.echo(f"\r\x1b[K{number} read, {name[:60]}", err=True, nl=False)


def _progress_end() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


@click.command()
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--misses", metavar="TYPE", help="List what was missed and what was wrong, of a type or 'all'.")
@click.option("--by-article", is_flag=True, help="One line an article as well.")
def evaluate(gold_dir: Path, misses: str | None, by_article: bool) -> None:
    """Read the annotated articles of GOLD_DIR and score what was read."""
    from bigpicture import evaluate as scorer
    from bigpicture.vocabulary import CLAIM_TYPES

    if misses and misses != "all" and misses not in CLAIM_TYPES:
        raise click.UsageError(f"--misses: no claim type {misses!r}; one of: {', '.join(CLAIM_TYPES)}, all")
    try:
        scores = scorer.evaluate(gold_dir, misses=misses, by_article=by_article)
    except BigpictureError as error:
        click.echo(f"bigpicture: {error}", err=True)
        sys.exit(NOTHING)
    click.echo(scorer.render(scores))
    click.echo(f"calibration error of confidence {scores.calibration_error():.3f}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of what `read --format json` prints."""
    from bigpicture.contract import json_schema

    click.echo(json.dumps(json_schema(), indent=1))


COMMANDS = (read, evaluate, schema)
