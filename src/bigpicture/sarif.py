"""Verdicts as SARIF 2.1.0 (OASIS), the format in which editors and code hosts take findings about a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from bigpicture import __version__
from bigpicture.checking import NO_FILM, Checked
from bigpicture.places import Place
from bigpicture.report import saying
from bigpicture.weighing.check import VERDICTS

LEVELS = {
    "contradicted": "error", "outdated": "warning", "contested": "warning", "rumoured": "warning", "unknown": "note",
}  # fmt: skip
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(source: str, found: Iterable[tuple[Checked, Place | None]]) -> dict[str, Any]:
    """A SARIF log of all that is not confirmed in a draft. Offsets and columns count Unicode code points.

    A film that the record does not know is one result, at the first claim about it.
    """
    rules = [
        {"id": name, "shortDescription": {"text": VERDICTS[name]}, "defaultConfiguration": {"level": level}}
        for name, level in LEVELS.items()
    ]
    driver = {"name": "bigpicture", "version": __version__, "rules": rules}
    results = [_result(source, one, place) for one, place in _worth(found)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _worth(found: Iterable[tuple[Checked, Place | None]]) -> Iterator[tuple[Checked, Place | None]]:
    seen: set[str | None] = set()
    for one, place in found:
        unknown = one.verdict.because == NO_FILM
        if one.verdict.outcome in LEVELS and not (unknown and one.claim.work in seen):
            yield one, place
        if unknown:
            seen.add(one.claim.work)


def _result(source: str, one: Checked, place: Place | None) -> dict[str, Any]:
    outcome = one.verdict.outcome
    location: dict[str, Any] = {"artifactLocation": {"uri": uri(source)}}
    if place:
        location["region"] = region(place)
    made: dict[str, Any] = {
        "ruleId": outcome, "ruleIndex": list(LEVELS).index(outcome), "level": LEVELS[outcome],
        "message": {"text": _message(one)}, "locations": [{"physicalLocation": location}],
    }  # fmt: skip
    related = [
        _related(number, w.url, words(w.text[w.start : w.end], w.outlet, w.when)) for number, w in enumerate(one.words)
    ]
    return made | ({"relatedLocations": related} if related else {})


def _message(one: Checked) -> str:
    if one.verdict.because == NO_FILM:
        return f"{one.claim.work}: {NO_FILM}"
    facts = "; ".join(f"{saying(g.fact.type, g.fact.values)} ({g.fact.standing})" for g in one.verdict.grounds)
    told = f"{one.claim.work or 'no film'}, {one.claim.type}: {saying(one.claim.type, one.claim.values)}"
    return f"{told}: {one.verdict.because}" + (f": {facts}" if facts else "")


def words(text: str, outlet: str | None, when: str) -> str:
    """Exact words with who wrote them and when, in a line."""
    return f"{outlet or 'an article'}, {when[:10]}: “{' '.join(text.split())}”"


def _related(number: int, url: str | None, text: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": number, "message": {"text": text}}
    return made | (
        {"physicalLocation": {"artifactLocation": {"uri": quote(url, safe="/:?#[]@!$&'()*+,;=%")}}} if url else {}
    )


def region(place: Place) -> dict[str, int]:
    """A place as SARIF's region."""
    return {
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column,
        "charOffset": place.offset, "charLength": place.length,
    }  # fmt: skip


def uri(source: str) -> str:
    """The reference to a file: relative as it was given, or absolute."""
    path = PurePath(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
