"""The terms that the answers of /v1 are told in: kinds, standings, values, with what each means."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, RootModel, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bigpicture.model import Value
from bigpicture.record.finding import KINDS as FOUND
from bigpicture.record.latest import KINDS as CHANGED
from bigpicture.record.timeline import HAPPENINGS
from bigpicture.vocabulary import CLAIM_TYPES, STATUSES
from bigpicture.vocabulary import Field as Told
from bigpicture.weighing.facts import STANDINGS

_JSON = {"integer": "integer", "number": "number"}
MODES = next(f.choices for f in CLAIM_TYPES["release"].fields if f.name == "mode")


def choice(names: tuple[str, ...], what: str) -> Any:
    """One of some words, which the description lists."""

    def known(word: str) -> str:
        if word not in names:
            raise ValueError(f"one of {', '.join(names)}")
        return word

    return AfterValidator(known), WithJsonSchema({"type": "string", "enum": list(names), "description": what})


def _told(meanings: dict[str, str]) -> str:
    return "; ".join(f"{name}: {meaning}" for name, meaning in meanings.items())


_type, _type_schema = choice(tuple(CLAIM_TYPES), "What kind of fact it is.")
_standing, _standing_schema = choice(tuple(STANDINGS), f"How it stands. {_told(STANDINGS)}.")
_status, _status_schema = choice(tuple(STATUSES), f"How an article says it. {_told(STATUSES)}.")
_change, _change_schema = choice(tuple(CHANGED), f"What happened to the fact. {_told(CHANGED)}.")
_happening, _happening_schema = choice(tuple(HAPPENINGS), f"What happened. {_told(HAPPENINGS)}.")
_found, _found_schema = choice(FOUND, "What was found.")
_mode, _mode_schema = choice(MODES, "How it comes out.")

Type = Annotated[str, _type, _type_schema]
Standing = Annotated[str, _standing, _standing_schema]
Status = Annotated[str, _status, _status_schema]
ChangeKind = Annotated[str, _change, _change_schema]
Happening = Annotated[str, _happening, _happening_schema]
Kind = Annotated[str, _found, _found_schema]
Mode = Annotated[str, _mode, _mode_schema]


def _field(field: Told) -> dict[str, Any]:
    note = {"description": field.note} if field.note else {}
    if field.kind == "choice":
        return {"enum": [*field.choices, None], **note}
    return {"type": [_JSON.get(field.kind, "string"), "null"], **note}


_VALUES = [
    {
        "type": "object",
        "title": f"{kind.name} values",
        "properties": {f.name: _field(f) for f in kind.fields},
        "required": [f.name for f in kind.fields],
        "additionalProperties": False,
    }
    for kind in CLAIM_TYPES.values()
]
Confidence = Annotated[float, Field(ge=0, le=1)]
When = Annotated[
    str, Field(description="When the article came out: UTC to the second, or a day where no more is known.")
]


class Model(BaseModel):
    """The base of all: every field is always there, null where nothing is known."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Values(RootModel[dict[str, Value]]):
    """What is told, by the fields of its type; null where it is not told.

    Dates are EDTF: 2026-11-13, 2026-11, 2026-23 (autumn), 2026.
    """

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(core)
        handler.resolve_ref_schema(made).update({"anyOf": _VALUES})
        return made
