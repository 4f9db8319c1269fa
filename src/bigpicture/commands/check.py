"""Holding a draft against the record: check."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from bigpicture.commands import db, fail, opened
from bigpicture.errors import InputError

if TYPE_CHECKING:
    from bigpicture.checking import Checked
    from bigpicture.model import Reading
    from bigpicture.places import Place, Places

    Found: TypeAlias = tuple[Reading, Checked, Place | None]

WRONG = 3  # the draft says what the record contradicts
_ORDER = ("contradicted", "outdated", "contested", "rumoured", "unknown", "confirmed")


@click.command()
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="How to print; text by default.",
)
@click.option("--strict", is_flag=True, help="Exit with 3 for what the record does not tell, too.")
@click.option("--published", metavar="DATE", help="The draft's date: 2023-11-22, 2023-11 or 2023; today by default.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out claims less sure than this."
)
@db
def check(draft: str, form: str, strict: bool, published: str | None, min_confidence: float, db: str | None) -> None:
    """Hold every claim of a draft against the record: is it confirmed, contradicted, outdated, contested, rumoured only, or
    unknown?

    DRAFT is a file that `bigpicture read` takes, or - for standard input. Exits with 3 where anything is contradicted.
    """
    data = sys.stdin.buffer.read() if draft == "-" else None
    readings = _readings(draft, data, published, min_confidence)
    places = _places(draft, data)
    found = [one for reading in readings for one in _checked(reading, places, db)]
    _print(draft, found, readings, form)
    bad = ("contradicted", "unknown") if strict else ("contradicted",)
    if any(one.verdict.outcome in bad for _, one, _ in found):
        sys.exit(WRONG)


def _readings(draft: str, data: bytes | None, published: str | None, least: float) -> list[Reading]:
    """What the draft says; its articles, where it holds several. One that cannot be read ends the run."""
    from bigpicture import read
    from bigpicture.errors import BigpictureError
    from bigpicture.intake import articles
    from bigpicture.reading.films import surer

    try:
        items = list(articles([draft], BytesIO(data or b""), published))
    except InputError as error:
        raise click.UsageError(str(error)) from None
    if data is not None and not data.strip():
        fail(InputError("standard input", "an empty draft", "give it some text"))
    try:
        for item in items:
            if isinstance(item, InputError):
                raise item
        return [surer(read(item), least) for item in items if not isinstance(item, InputError)]
    except BigpictureError as error:
        fail(error)


def _places(draft: str, data: bytes | None) -> Places | None:
    """The draft as the file it is; None where it is no plain text and no Markdown."""
    from bigpicture.intake.bytes import clean, decode
    from bigpicture.places import Places, is_text, raw_text

    if data is None:
        path = Path(draft)
        if not path.is_file() or not is_text(draft):
            return None
        data = path.read_bytes()
    text = decode(draft, data)
    if draft == "-" and text.lstrip()[:1] in ("{", "[", "<"):
        return None
    raw = raw_text(data, clean, text)
    return None if raw is None else Places(raw)


def _checked(reading: Reading, places: Places | None, db: str | None) -> Iterator[Found]:
    from bigpicture.checking import checked
    from bigpicture.times import now

    with opened(db) as record, record.read() as connection:
        found = checked(connection, reading, now())
    for one in found:
        e = one.claim.evidence
        yield reading, one, places.place(reading.article, e.start, e.end) if places else None


def _print(draft: str, found: Sequence[Found], readings: Sequence[Reading], form: str) -> None:
    if form == "sarif":
        from bigpicture.sarif import sarif

        log = sarif("standard-input" if draft == "-" else draft, [(one, place) for _, one, place in found])
        click.echo(json.dumps(log, ensure_ascii=False, indent=1))
    elif form == "json":
        click.echo(json.dumps([_as_dict(one, place) for _, one, place in found], ensure_ascii=False, indent=1))
    else:
        for line in _text(found, [note for r in readings for note in r.notes]):
            click.echo(line)


def _as_dict(one: Checked, place: Place | None) -> dict[str, Any]:
    claim, verdict = one.claim, one.verdict
    return {
        "verdict": verdict.outcome, "because": verdict.because, "type": claim.type, "work": claim.work,
        "values": dict(claim.values), "status": claim.status, "confidence": claim.confidence,
        "evidence": asdict(claim.evidence), "place": asdict(place) if place else None,
        "films": [asdict(f) for f in one.films],
        "grounds": [
            {"standing": g.fact.standing, "values": dict(g.fact.values), "claim": w.claim, "article": w.article,
             "outlet": w.outlet, "url": w.url, "when": w.when, "text": w.text[w.start : w.end]}
            for g, w in zip(verdict.grounds, one.words, strict=True)
        ],
    }  # fmt: skip


def _text(found: Sequence[Found], notes: Sequence[str]) -> Iterator[str]:
    from bigpicture.checking import NO_FILM

    yield from notes
    told: set[str | None] = set()
    for reading, one, place in found:
        if one.verdict.because != NO_FILM:
            yield from _claim(reading, one, place)
        elif one.claim.work not in told:
            told.add(one.claim.work)
            yield from _no_film(found, one, place)
    yield _sum(found)


def _no_film(found: Sequence[Found], one: Checked, place: Place | None) -> Iterator[str]:
    from bigpicture.checking import NO_FILM
    from bigpicture.report import safe

    count = sum(other.claim.work == one.claim.work for _, other, _ in found)
    yield f"{_at(place)}unknown       {safe(str(one.claim.work))}: {NO_FILM} ({count} claim{'' if count == 1 else 's'})"
    yield ""


def _claim(reading: Reading, one: Checked, place: Place | None) -> Iterator[str]:
    """A claim with its verdict, the draft's sentence, and the words behind the verdict."""
    from bigpicture.report import Look, marked, safe, saying, wrap

    width = max(50, min(100, shutil.get_terminal_size((88, 24)).columns))
    claim, verdict, look = one.claim, one.verdict, Look(width)
    hedge = "" if claim.status == "stated" else f" ({claim.status})"
    told = f"{safe(claim.work or 'no film')}, {claim.type.replace('_', ' ')}: {saying(claim.type, claim.values)}{hedge}"
    yield from wrap(f"{_at(place)}{verdict.outcome:<13} {told}", width, "", "    ")
    yield from wrap(
        marked(reading.article.text, claim.evidence.start, claim.evidence.end, look), width, "    │ ", "    │ "
    )
    yield from wrap(safe(verdict.because), width, "    ∵ ", "      ")
    for film in one.films if len(one.films) > 1 else ():
        yield f"      #{film.id} {safe(film.title)} ({film.year or 'year unknown'}), {film.articles} articles"
    for ground, w in zip(verdict.grounds, one.words, strict=True):
        fact = f"{saying(ground.fact.type, ground.fact.values)} ({ground.fact.standing})"
        yield from wrap(
            f"{fact}: {safe(w.outlet or f'article {w.article}')}, {w.when[:10]}", width, "      ", "        "
        )
        yield from wrap(marked(w.text, w.start, w.end, look), width, "      │ ", "      │ ")
    yield ""


def _at(place: Place | None) -> str:
    return f"{place.line}:{place.column} " if place else ""


def _sum(found: Sequence[Found]) -> str:
    counts = {name: sum(one.verdict.outcome == name for _, one, _ in found) for name in _ORDER}
    told = ", ".join(f"{n} {name}" for name, n in counts.items() if n)
    return f"{len(found)} claim{'' if len(found) == 1 else 's'}: {told}" if found else "no claim about a film"


COMMANDS = (check,)
