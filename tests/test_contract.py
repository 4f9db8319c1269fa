"""The JSON contract: derived from the vocabulary, shipped as a schema, kept by every reading."""

from __future__ import annotations

import json

import jsonschema
import pytest

from bigpicture import read
from bigpicture.contract import claim_as_dict, json_schema, reading_as_dict
from bigpicture.intake import one
from bigpicture.model import Claim, Evidence
from bigpicture.vocabulary import CLAIM_TYPES
from tests.conftest import ROOT

SHIPPED = ROOT / "src" / "bigpicture" / "data" / "claims.schema.json"


def test_the_shipped_schema_is_the_vocabularys(request: pytest.FixtureRequest) -> None:
    text = json.dumps(json_schema(), indent=1) + "\n"
    if request.config.getoption("--regold"):
        SHIPPED.write_text(text)
    assert SHIPPED.read_text() == text
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", ["first-look.txt", "casting.html", "box-office.json"])
def test_readings_keep_the_contract(name: str) -> None:
    reading = read(one(ROOT / "src" / "bigpicture" / "data" / "sample" / name))
    row = json.loads(json.dumps(reading_as_dict(reading, why=True)))
    jsonschema.validate(row, json_schema())
    assert row["claims"]
    for claim in row["claims"]:
        e = claim["evidence"]
        assert reading.article.text[e["start"] : e["end"]] == e["text"]
    cited = [i for film in row["films"] for bullet in film["takeaways"] for i in bullet["claims"]]
    assert all(0 <= i < len(row["claims"]) for i in cited)


@pytest.mark.parametrize("kind", CLAIM_TYPES)
def test_every_field_is_present_even_unsaid(kind: str) -> None:
    row = claim_as_dict(Claim(kind, "X", {}, "stated", Evidence("x", 0, 1), 0.5, "test"))
    names = {f.name for f in CLAIM_TYPES[kind].fields}
    assert names <= row.keys()
    assert "year" in row
    reading = {
        "id": "a",
        "url": None,
        "outlet": None,
        "published": None,
        "title": None,
        "claims": [row],
        "takeaways": [],
        "films": [],
        "notes": [],
    }
    jsonschema.validate(reading, json_schema())


def test_the_schema_refuses_what_is_not_in_the_vocabulary() -> None:
    row = claim_as_dict(Claim("cast", "X", {"person": "Y"}, "stated", Evidence("x", 0, 1), 0.5, "test"))
    reading = {
        "id": "a",
        "url": None,
        "outlet": None,
        "published": None,
        "title": None,
        "takeaways": [],
        "films": [],
        "notes": [],
    }
    for fault in ({"status": "maybe"}, {"type": "composer"}, {"confidence": 2}, {"extra": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(reading | {"claims": [row | fault]}, json_schema())
