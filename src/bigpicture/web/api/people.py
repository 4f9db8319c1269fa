"""People: names in a list, and what each did in which film."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request
from starlette.responses import Response

from bigpicture.record import browse, people
from bigpicture.web.api import models as m
from bigpicture.web.api import shapes
from bigpicture.web.api.description import LIST, ONE, reading
from bigpicture.web.api.paging import Number, Paged, Text, Then, page, place, single

router = reading("people")


@router.get("/people", response_model=m.Page[m.PersonName], responses=LIST)
def list_people(request: Request, asked: Annotated[Paged, Query()]) -> Response:
    """Every name that is credited with a film, in an order of its own; find one with /v1/search?kind=person."""
    after = place(asked.cursor, str) or ("",)
    with request.app.state.record.read() as connection:
        found = browse.people_named(connection, after[0], asked.limit + 1)
    shown = found[: asked.limit]
    rows = [m.PersonName(name=n.name, films=n.films, href=shapes.person_link(n.name)) for n in shown]
    return page(request, rows, (shown[-1].key,) if len(found) > len(shown) else None)


class PersonAsked(Then):
    """Whom."""

    film: Number | None = None
    """Of several people of the name, the one of this film."""


@router.get("/people/{name:path}", response_model=m.Person, responses=ONE)
def get_person(
    request: Request,
    name: Annotated[Text, Path(description="A name, or a part that is in no other.")],
    asked: Annotated[PersonAsked, Query()],
) -> Response:
    """The films of somebody as reported, with roles, characters and honours."""
    with request.app.state.record.read() as connection:
        found = people.person(connection, name, asked.moment, asked.film)
    return single(request, shapes.person(found))
