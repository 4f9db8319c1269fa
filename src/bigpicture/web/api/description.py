"""How /v1 is described: names of operations, answers that all have, and the OpenAPI document."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from bigpicture.web.access import scope
from bigpicture.web.api.models import Problem
from bigpicture.web.render import answer

_ABOUT = """What the film press says of every film: facts with their standing, who said so first, and the words that say it.

Reading takes no token unless the app is served privately; changing anything takes one that may write
(`Authorization: Bearer …`, made with `bigpicture token`). Every answer has an ETag: send it as If-None-Match, and what has
not changed is answered 304. Lists come in pages; follow `next`. Errors are problem details (RFC 9457)."""
_TAG = {"ETag": {"description": "Send it as If-None-Match.", "schema": {"type": "string"}}}
_LINK = {"Link": {"description": "The next page, as rel=next, where there is one.", "schema": {"type": "string"}}}


def problem(what: str) -> dict[str, Any]:
    """An error answer."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": what, "content": {"application/problem+json": {"schema": schema}}}


_ERRORS: dict[int | str, dict[str, Any]] = {
    401: problem("A token is needed, or this one is not known."),
    404: problem("There is none; of a name that means several, `candidates` lists them."),
    422: problem("A parameter is not understood."),
    503: problem("The record cannot be read now."),
}
_READ: dict[int | str, dict[str, Any]] = {304: {"description": "Not changed since that ETag."}, **_ERRORS}
ONE: dict[int | str, dict[str, Any]] = {200: {"headers": _TAG}}
LIST: dict[int | str, dict[str, Any]] = {200: {"headers": _TAG | _LINK}}
_WRITE: dict[int | str, dict[str, Any]] = {
    **_ERRORS,
    400: problem("What was sent is no JSON."),
    403: problem("This token may only read."),
    413: problem("Too much was sent."),
}


def _operation(route: APIRoute) -> str:
    first, *rest = route.name.split("_")
    return first + "".join(word.title() for word in rest)


def reading(tag: str) -> APIRouter:
    """A router of what everybody may read."""
    return APIRouter(
        prefix="/v1", tags=[tag], dependencies=[Depends(scope("read"))], responses=_READ, generate_unique_id_function=_operation
    )  # fmt: skip


def writing(tag: str) -> APIRouter:
    """A router of what changes something."""
    return APIRouter(
        prefix="/v1", tags=[tag], dependencies=[Depends(scope("write"))], responses=_WRITE, generate_unique_id_function=_operation
    )  # fmt: skip


router = APIRouter(include_in_schema=False)


@router.get("/v1/openapi.json", dependencies=[Depends(scope("read"))])
def description(request: Request) -> Response:
    """The OpenAPI document."""
    import json

    body = json.dumps(request.app.openapi(), ensure_ascii=False, separators=(",", ":"))
    return answer(request, body.encode(), "application/json")


def _given(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that may be left out, but cannot be null."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "title", "description")}
    return {**rest, **kinds[0]} if kinds else rest


def describe(app: FastAPI) -> None:
    """Complete the OpenAPI document of an app: what its errors look like, and who may do what."""

    def made() -> dict[str, Any]:
        if app.openapi_schema:
            return app.openapi_schema
        schema = FastAPI.openapi(app)
        schema["info"]["description"] = _ABOUT
        parts = schema.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        for path in schema["paths"].values():
            for method, operation in path.items():
                for parameter in operation.get("parameters", ()):
                    parameter["schema"] = _given(parameter["schema"])
                operation["security"] = [{}, {"token": []}] if method == "get" else [{"token": []}]
        return schema

    app.openapi = made  # type: ignore[method-assign]
