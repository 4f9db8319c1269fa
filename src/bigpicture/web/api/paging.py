"""Lists a page at a time: what all of them are asked with, cursors, and how a page is answered."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from bigpicture.web.api.terms import Model
from bigpicture.web.render import answer

MOST = 2_147_483_647  # the highest number of a film, article, claim or source
_VARY = {"vary": "Authorization, Cookie"}
Number = Annotated[int, Field(ge=1, le=MOST)]
Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
AsOf = Annotated[date | None, Field(description="As it was known at the end of a day: 2023-11-22.")]


class Asked(BaseModel):
    """What is asked for in an address. A parameter that there is not is an error, so that a slip is not a wider answer."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Then(Asked):
    """A question that can be put to the record of a day."""

    as_of: AsOf = None

    @property
    def moment(self) -> str | None:
        """The day, as the record takes it."""
        return self.as_of.isoformat() if self.as_of else None


class Paged(Asked):
    """A list."""

    limit: int = Field(50, ge=1, le=200)
    """How many at most."""
    cursor: str | None = Field(None, min_length=1, max_length=2_000, pattern="^[A-Za-z0-9_-]+$")
    """Where to go on: as the last page's `next` has it, never made by hand."""


class PagedThen(Then, Paged):
    """A list that can be asked for as of a day."""


def place(cursor: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The place in a list that a cursor names, whose parts are of some types; None without one. Raises 422."""
    if cursor is None:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        parts = None
    if not isinstance(parts, list) or len(parts) != len(kinds) or not all(map(_fits, parts, kinds)):
        raise HTTPException(422, "The cursor is none of this list; begin again without it")
    return tuple(parts)


def _fits(part: Any, kind: type) -> bool:
    """Whether a part of a cursor is of its kind, and a database takes it. A date is one as text."""
    if kind is int:
        return type(part) is int and abs(part) <= MOST
    if not isinstance(part, str) or "\x00" in part or any("\ud800" <= c <= "\udfff" for c in part):
        return False
    return kind is str or (bool(re.fullmatch(r"\d{4}-\d\d-\d\d", part, re.ASCII)) and _is_date(part))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def cursor_of(parts: Sequence[Any]) -> str:
    """The cursor that names a place."""
    data = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def page(request: Request, items: Sequence[Model], go_on: Sequence[Any] | None) -> Response:
    """A page, and the address of the next one where there is a place to go on."""
    following = None
    if go_on is not None:
        asked = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
        following = f"{request.url.path}?{urlencode([*asked, ('cursor', cursor_of(go_on))])}"
    body = json.dumps(
        {"items": [i.model_dump(mode="json") for i in items], "next": following},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    link = {"link": f'<{following}>; rel="next"'} if following else {}
    return answer(request, body.encode(), "application/json", headers=_VARY | link)


def part(
    items: Sequence[Any], keys: Sequence[Sequence[Any]], after: Sequence[Any] | None, limit: int
) -> tuple[list[Any], Any]:
    """(the items behind a place, where to go on) of a whole list that is in the order of its keys."""
    rest = [(k, i) for k, i in zip(keys, items, strict=True) if after is None or tuple(k) > tuple(after)]
    return [i for _, i in rest[:limit]], rest[limit - 1][0] if len(rest) > limit else None


def single(request: Request, item: Model, status: int = 200) -> Response:
    """One thing."""
    return answer(request, item.model_dump_json().encode(), "application/json", status, _VARY)
