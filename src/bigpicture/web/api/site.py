"""The site for machines: each film as linked data, the map of all pages, what crawlers may fetch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from xml.sax.saxutils import escape

from fastapi import APIRouter, HTTPException, Path, Request
from starlette.responses import Response

from bigpicture.exports.entries import gather
from bigpicture.exports.linked import jsonld
from bigpicture.record import browse, known
from bigpicture.web.api.paging import MOST
from bigpicture.web.render import answer

router = APIRouter(include_in_schema=False)
_FILMS = 1_000  # on one map
_PAGES = ("/", "/films", "/calendar")
_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_CLOSED = (
    "/v1/",
    "/check",
    "/review",
    "/search",
    "/signin",
    "/sources",
    "/watch",
)  # endless, or of no use to a crawler
Number = Annotated[int, Path(ge=1, le=MOST)]


@router.get("/film/{number}.jsonld")
def linked(request: Request, number: Number) -> Response:
    """A film and everything said of it as schema.org linked data, dated by its newest article."""
    with request.app.state.record.read() as connection:
        entries = list(gather(connection, [known.film(connection, f"#{number}")]))
    newest = max(source.when for entry in entries for source in entry.sources.values()) if entries[0].sources else ""
    return answer(request, "".join(jsonld(entries, newest)).encode(), "application/ld+json")


@router.get("/sitemap.xml")
def maps(request: Request) -> Response:
    """The list of maps: one of the pages there always are, and one for some thousand films each."""
    with request.app.state.record.read() as connection:
        count = -(-browse.last_film(connection) // _FILMS)
    base = _base(request)
    rows = "".join(f"<sitemap><loc>{base}/sitemap-{n}.xml</loc></sitemap>" for n in range(count + 1))
    return _xml(request, f"<sitemapindex {_NS}>{rows}</sitemapindex>")


@router.get("/sitemap-{number}.xml")
def sitemap(request: Request, number: Annotated[int, Path(ge=0, le=MOST // _FILMS)]) -> Response:
    """One map, with when each film was last written about."""
    base = _base(request)
    if number == 0:
        return _xml(request, _urls(f"<url><loc>{base}{path}</loc></url>" for path in _PAGES))
    with request.app.state.record.read() as connection:
        found = browse.last_written(connection, (number - 1) * _FILMS + 1, number * _FILMS)
    if not found:
        raise HTTPException(404, "there is no such map")
    return _xml(
        request,
        _urls(f"<url><loc>{base}/film/{film}</loc><lastmod>{when[:10]}</lastmod></url>" for film, when in found),
    )


def _urls(rows: Iterable[str]) -> str:
    return f"<urlset {_NS}>{''.join(rows)}</urlset>"


def _xml(request: Request, body: str) -> Response:
    return answer(request, f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode(), "application/xml")


def _base(request: Request) -> str:
    """The address under which others reach the app; its own hosts are checked, so no other site's name stands here."""
    return escape(request.app.state.config.base or str(request.base_url).rstrip("/"))


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    """What crawlers may fetch: pages, and not the searches that never end."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), f"Sitemap: {_base(request)}/sitemap.xml"]
    return answer(request, "\n".join([*lines, ""]).encode(), "text/plain; charset=utf-8")
