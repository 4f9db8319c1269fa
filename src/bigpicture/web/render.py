"""Contexts to answers: templates, ETags, and errors in the shape that is asked for."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import JSONResponse, Response

from bigpicture.reading.wording import date
from bigpicture.web.access import viewer

HTML = "text/html; charset=utf-8"
_SAFE = ("http://", "https://")
_TITLES = {
    401: "Sign in first", 403: "Not allowed", 404: "Not found", 413: "Too large", 422: "Not understood", 429: "Too many requests", 503: "Not available",
}  # fmt: skip


@lru_cache(maxsize=1)
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("bigpicture.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "plural": plural, "web": web}
    made.globals |= {"asset": asset}
    return made


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    from importlib import resources

    data = (resources.files("bigpicture.web") / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(data).hexdigest()[:10]}"


def day(edtf: str | None) -> str:
    """A date in words, of a moment its day; nothing where none is known."""
    return date(edtf.split("T")[0]) if edtf else ""


def plural(count: int, noun: str) -> str:
    """A count and its noun: "1 article", "3 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def web(address: str | None) -> str | None:
    """An address that may be linked to: one of the web, and no script."""
    return address if address and address.lower().startswith(_SAFE) else None


def page(request: Request, name: str, context: object, status: int = 200) -> Response:
    """A page of a template and a context, a dataclass whose fields the template sees by name."""
    return answer(request, html(request, name, context), HTML, status)


def html(request: Request, name: str, context: object) -> bytes:
    """The same as bytes."""
    own = {f.name: getattr(context, f.name) for f in fields(context)}  # type: ignore[arg-type]
    return _templates().get_template(name).render(**own, viewer=viewer(request), path=request.url.path).encode()


def fragment(request: Request) -> bool:
    """Whether a part of a page is asked for, to be put into one that is open."""
    return request.headers.get("hx-request") == "true"


def answer(
    request: Request, body: bytes, media_type: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Bytes with their ETag; 304 without them where the asker has the same already."""
    more = {"cache-control": "private, no-cache", "vary": "HX-Request, Cookie, Accept", **(headers or {})}
    tag = more.get("etag") or tagged(body)
    more["etag"] = tag
    if status == 200 and request.method in ("GET", "HEAD") and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=more)
    return Response(body, status, more, media_type)


@dataclass(frozen=True, slots=True)
class Packed:
    """A page that is kept, as it is sent."""

    data: bytes  # gzip
    tag: str


def packed(body: bytes) -> Packed:
    """A page, packed as it would be on its way."""
    return Packed(gzip.compress(body, 5, mtime=0), tagged(body))


def unpacked(request: Request, kept: Packed) -> Response:
    """The answer that `answer` gives of the page; it goes out as it is kept where the asker takes that."""
    more = {"vary": "HX-Request, Cookie, Accept, Accept-Encoding", "etag": kept.tag}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return answer(request, kept.data, HTML, headers={**more, "content-encoding": "gzip"})
    return answer(request, gzip.decompress(kept.data), HTML, headers=more)


def tagged(body: bytes) -> str:
    """The ETag of a page."""
    return f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def failed(
    request: Request,
    status: int,
    problem: str,
    remedy: str,
    candidates: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error: problem details (RFC 9457) for machines, a page for people."""
    title = _TITLES.get(status, "Something is wrong")
    if request.url.path.startswith("/v1"):
        told: dict[str, Any] = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": f"{problem}; {remedy}".rstrip("; "),
        }
        more = {"candidates": list(candidates)} if candidates else {}
        return JSONResponse(told | more, status, headers, "application/problem+json")
    text = _templates().get_template("error.html").render(
        title=title, status=status, problem=problem, remedy=remedy, candidates=candidates, viewer=viewer(request),
        path=request.url.path,
    )  # fmt: skip
    return Response(text, status, headers, "text/html; charset=utf-8")
