"""A name that nothing has: a page with the names that may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from starlette.responses import Response

from bigpicture.web.render import page


@dataclass(frozen=True, slots=True)
class UnknownPage:
    """What the page shows."""

    title: str
    problem: str
    near: tuple[tuple[str, str], ...]  # names and their addresses


def unknown(request: Request, title: str, problem: str, kind: str, names: Sequence[str]) -> Response:
    """The page, with status 404; `kind` is the first part of the addresses of the names."""
    near = tuple((name, f"/{kind}/{quote(name)}") for name in names)
    return page(request, "unknown.html", UnknownPage(title, problem, near), 404)
