"""Articles and what was read in them, and the sources that gave them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query, Request
from starlette.responses import Response

from bigpicture.model import Reading
from bigpicture.record import browse, library, sources
from bigpicture.web.access import viewer
from bigpicture.web.api import models as m
from bigpicture.web.api import shapes
from bigpicture.web.api.description import LIST, ONE, reading
from bigpicture.web.api.paging import MOST, Number, Paged, page, place, single
from bigpicture.web.render import web

router = reading("articles")


class ArticlesAsked(Paged):
    """Which articles."""

    film: Number | None = None
    source: Number | None = None
    since: date | None = None
    """That came out from this day on."""


@router.get("/articles", response_model=m.Page[m.Article], responses=LIST)
def list_articles(request: Request, asked: Annotated[ArticlesAsked, Query()]) -> Response:
    """Articles, the newest first."""
    before = place(asked.cursor, str, int)
    with request.app.state.record.read() as connection:
        found = browse.articles(
            connection, before, asked.limit + 1, film=asked.film, source=asked.source,
            since=asked.since.isoformat() if asked.since else None,
        )  # fmt: skip
    shown = found[: asked.limit]
    go_on = (shown[-1].when, shown[-1].id) if len(found) > len(shown) else None
    return page(request, [shapes.article(a) for a in shown], go_on)


@router.get("/articles/{article}", response_model=m.ArticleDetail, responses=ONE)
def get_article(
    request: Request, article: Annotated[int, Path(ge=1, le=MOST, description="The number of an article.")]
) -> Response:
    """An article, every claim that was read in it with its words, and who else has the same text."""
    with request.app.state.record.read() as connection:
        version, read = library.current(connection, article)
        when, ids = browse.when(connection, article), browse.claims(connection, version)
        _, others = library.siblings(connection, article)
    own = read.article
    return single(
        request,
        m.ArticleDetail(id=article, title=own.title, outlet=own.outlet, url=web(own.url), when=shapes.when(when),
                        language=own.language, authors=list(own.authors), same_words=others, claims=_claims(read, ids),
                        notes=list(read.notes)),
    )  # fmt: skip


def _claims(read: Reading, ids: list[int]) -> list[m.Claim]:
    return [
        m.Claim(id=number, type=c.type, work=c.work, values=shapes.values(c.type, c.values), status=c.status,
                words=c.evidence.text, start=c.evidence.start, end=c.evidence.end, confidence=c.confidence)
        for number, c in zip(ids, read.claims, strict=True)
    ]  # fmt: skip


@router.get("/sources", response_model=m.Page[m.Source], responses=ONE, tags=["sources"])
def list_sources(request: Request) -> Response:
    """What is followed, and how it fares; all of it on one page."""
    with request.app.state.record.read() as connection:
        found = sources.overview(connection)
    return page(request, [shapes.source(s, known=_known(request)) for s in found], None)


@router.get("/sources/{source}", response_model=m.Source, responses=ONE, tags=["sources"])
def get_source(
    request: Request, source: Annotated[int, Path(ge=1, le=MOST, description="The number of a source.")]
) -> Response:
    """One source, and how it fares."""
    with request.app.state.record.read() as connection:
        wanted = sources.find(connection, str(source)).id
        found = next(s for s in sources.overview(connection) if s.id == wanted)
    return single(request, shapes.source(found, known=_known(request)))


def _known(request: Request) -> bool:
    """Whether the owner asks: an address may hold a secret, and what went wrong there may tell it."""
    asking = viewer(request)
    return asking.signed_in or asking.scope == "write"
