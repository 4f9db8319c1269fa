"""Near-duplicates in the store: which articles are copies of which. The rule itself is sameness.settle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bigpicture import sameness
from bigpicture.record.schema import ARTICLE, BAND, FILM, MENTION, VERSION
from bigpicture.sameness import Standing

_MOST = 2_000  # candidates looked at: beyond that a band is boilerplate
_COMPARED = 50  # of these, the most similar are compared word for word
_ORIGIN = ARTICLE.alias("origin")
_SELECT = (
    select(
        ARTICLE.c.id, ARTICLE.c.when, ARTICLE.c.first_seen_at, ARTICLE.c.key, ARTICLE.c.signature,
        _ORIGIN.c.when, _ORIGIN.c.first_seen_at, _ORIGIN.c.key,
    ).outerjoin(_ORIGIN, _ORIGIN.c.id == ARTICLE.c.origin_id)
)  # fmt: skip


@dataclass(slots=True)
class _Shelf:
    """The part of the store that one decision looks at, loaded as it is asked for."""

    connection: Connection
    ids: dict[Standing, int] = field(default_factory=dict)
    signatures: dict[Standing, bytes | None] = field(default_factory=dict)
    origins: dict[Standing, Standing] = field(default_factory=dict)
    texts: dict[Standing, str] = field(default_factory=dict)

    def take(self, row: tuple[Any, ...]) -> Standing:
        """Know an article of _SELECT by where it stands."""
        article, when, seen, key, signature, *origin = row
        standing: Standing = (when, seen, key)
        self.ids[standing], self.signatures[standing] = article, signature
        self.origins[standing] = (origin[0], origin[1], origin[2]) if origin[0] is not None else standing
        return standing

    def load(self, articles: Iterable[int]) -> list[Standing]:
        """The articles of some ids."""
        return [
            self.take(tuple(row)) for row in self.connection.execute(_SELECT.where(ARTICLE.c.id.in_(list(articles))))
        ]

    def copies(self, article: Standing) -> list[Standing]:
        """Every stored article that is a copy of it or that it is a copy of."""
        mine = self.signatures[article]
        if mine is None:
            return []
        found = []
        for other in self._candidates(article):
            theirs = self.signatures[other]
            alike = sameness.similarity(mine, theirs) if theirs else 0.0
            if alike >= sameness.NEAR:
                found.append((alike, other))
        nearest = sorted(found, reverse=True)[:_COMPARED]
        return [other for _, other in nearest if sameness.same(self._text(article), self._text(other))]

    def _candidates(self, article: Standing) -> list[Standing]:
        me = self.ids[article]
        mine = select(BAND.c.band).where(BAND.c.article_id == me)
        near = (
            select(BAND.c.article_id)
            .where(BAND.c.band.in_(mine), BAND.c.article_id != me)
            .distinct()
            .order_by(BAND.c.article_id)
            .limit(_MOST)
        )
        return self.load(self.connection.execute(near).scalars())

    def _text(self, article: Standing) -> str:
        if article not in self.texts:
            asked = select(VERSION.c.text).join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id)
            self.texts[article] = self.connection.execute(asked.where(ARTICLE.c.id == self.ids[article])).scalar_one()
        return self.texts[article]


def settle(connection: Connection, article: int, bands: Iterable[int]) -> int | None:
    """Store the bands of an article's new text, and who is a copy of whom from now on; the article's origin, if any."""
    connection.execute(delete(BAND).where(BAND.c.article_id == article))
    rows = [{"article_id": article, "band": band} for band in dict.fromkeys(bands)]
    if rows:
        connection.execute(insert(BAND), rows)
    shelf = _Shelf(connection)
    (here,) = shelf.load([article])
    followers = shelf.load(connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.origin_id == article)).scalars())
    if not rows and not followers and shelf.origins[here] == here:
        return None
    # its edge to each of these is new, or its old text's is gone
    touched = [here, *followers, *(c for c in shelf.copies(here) if c > here)]
    for copy, origin in sameness.settle(touched, shelf.origins, shelf.copies).items():
        value = None if copy == origin else shelf.ids[origin]
        connection.execute(update(ARTICLE).where(ARTICLE.c.id == shelf.ids[copy]).values(origin_id=value))
        spoken = select(MENTION.c.film_id).where(
            MENTION.c.article_id == shelf.ids[copy]
        )  # whose words back them is another
        connection.execute(update(FILM).where(FILM.c.id.in_(spoken)).values(settled_at=None))
    found: int | None = connection.execute(select(ARTICLE.c.origin_id).where(ARTICLE.c.id == article)).scalar()
    return found
