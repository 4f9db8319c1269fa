"""The public contract: a reading as plain JSON values, and the JSON Schema that describes them.

Both are derived from vocabulary.py; `bigpicture schema` prints the schema.
"""

from __future__ import annotations

from typing import Any

from bigpicture.model import Claim, Evidence, Film, Reading, Takeaway
from bigpicture.vocabulary import CLAIM_TYPES, STATUSES, ClaimType, Field

_STRING, _NULLABLE = {"type": "string"}, {"type": ["string", "null"]}
_YEAR = {"type": ["integer", "null"]}
_OFFSET = {"type": "integer", "minimum": 0}


def reading_as_dict(reading: Reading, *, why: bool = False) -> dict[str, Any]:
    """One reading as JSON values; `why` adds to each claim the chain that led to it."""
    article = reading.article
    return {
        "id": article.id, "url": article.url, "outlet": article.outlet, "published": article.published, "title": article.title,
        "claims": [claim_as_dict(c, why=why) for c in reading.claims],
        "takeaways": [_takeaway(t) for t in reading.takeaways],
        "films": [_film(f) for f in reading.films],
        "notes": list(reading.notes),
    }  # fmt: skip


def claim_as_dict(claim: Claim, *, why: bool = False) -> dict[str, Any]:
    """One claim: every field of its type is present, null where the article does not say."""
    fields = [f.name for f in CLAIM_TYPES[claim.type].fields]
    out: dict[str, Any] = {"type": claim.type, "work": claim.work}
    if "year" not in fields:
        out["year"] = claim.year
    out |= {name: claim.get(name) for name in fields}
    out |= {
        "status": claim.status,
        "evidence": _evidence(claim.evidence),
        "confidence": claim.confidence,
        "by": claim.by,
    }
    return out | ({"why": list(claim.why)} if why else {})


def _takeaway(takeaway: Takeaway) -> dict[str, Any]:
    return {"text": takeaway.text, "claims": list(takeaway.claims)}


def _film(film: Film) -> dict[str, Any]:
    bullets = [_takeaway(t) for t in film.takeaways]
    titles = [{"title": t.title, "evidence": _evidence(t.evidence)} for t in film.titles]
    return {"title": film.title, "year": film.year, "takeaways": bullets, "claims": list(film.claims), "titles": titles}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"text": evidence.text, "start": evidence.start, "end": evidence.end}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one reading."""
    takeaway = _object({"text": _STRING, "claims": {"type": "array", "items": {"type": "integer", "minimum": 0}}})
    film = _object({"title": _STRING, "year": _YEAR, "takeaways": {"type": "array", "maxItems": 3, "items": takeaway},
                    "claims": takeaway["properties"]["claims"],
                    "titles": {"type": "array", "items": _object({"title": _STRING, "evidence": _words()})}})  # fmt: skip
    properties = {
        "id": _STRING, "url": _NULLABLE, "outlet": _NULLABLE, "published": _NULLABLE, "title": _NULLABLE,
        "claims": {"type": "array", "items": {"oneOf": [_claim(kind) for kind in CLAIM_TYPES.values()]}},
        "takeaways": {"type": "array", "maxItems": 3, "items": takeaway},
        "films": {"type": "array", "items": film},
        "notes": {"type": "array", "items": _STRING},
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "bigpicture reading",
        **_object(properties),
    }


def _object(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties | (optional or {}),
    }


def _words() -> dict[str, Any]:
    return _object({"text": {"type": "string", "minLength": 1}, "start": _OFFSET, "end": _OFFSET})


def _claim(kind: ClaimType) -> dict[str, Any]:
    properties: dict[str, Any] = {"type": {"const": kind.name}, "work": _NULLABLE if not kind.needs_work else _STRING}
    if "year" not in {f.name for f in kind.fields}:
        properties["year"] = _YEAR
    properties |= {f.name: _field(f) for f in kind.fields}
    properties |= {
        "status": {"enum": list(STATUSES)},
        "evidence": _words(),
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "by": _STRING,
    }
    return _object(properties, {"why": {"type": "array", "items": _STRING}})


def _field(field: Field) -> dict[str, Any]:
    if field.kind == "choice":
        return {"enum": [*field.choices, None]}
    return {"type": [{"integer": "integer", "number": "number"}.get(field.kind, "string"), "null"]}
