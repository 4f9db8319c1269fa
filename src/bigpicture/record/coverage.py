"""Coverage: the articles that speak of a film, and the pictures that came with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bigpicture.folding import plain
from bigpicture.record.schema import ARTICLE, MENTION, VERSION
from bigpicture.weighing import Fact

NAMED = ("director", "cast")  # facts that tell whose pictures are of a film
LOOKS = 24  # pictures of one film


@dataclass(frozen=True, slots=True)
class Covered:
    """An article that speaks of a film."""

    article: int
    title: str | None
    outlet: str | None
    url: str | None
    when: str
    origin: int  # the article whose words these are: its own number, or that of what it copies
    images: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as an article shows it."""

    url: str
    caption: str | None
    credit: str | None
    alt: str | None


def articles(connection: Connection, film: int) -> list[Covered]:
    """The articles that speak of a film in their current text, the newest first."""
    rows = connection.execute(
        select(ARTICLE.c.id, VERSION.c.title, VERSION.c.outlet, VERSION.c.url, ARTICLE.c.when,
               func.coalesce(ARTICLE.c.origin_id, ARTICLE.c.id).label("origin"), VERSION.c.images)
        .join(MENTION, MENTION.c.article_id == ARTICLE.c.id)
        .join(VERSION, VERSION.c.id == ARTICLE.c.version_id)
        .where(MENTION.c.film_id == film)
        .order_by(ARTICLE.c.when.desc(), ARTICLE.c.id.desc())
    )  # fmt: skip
    made = (
        Covered(*row[:6], tuple(Picture(i["url"], i["caption"], i["credit"], i["alt"]) for i in row[6])) for row in rows
    )
    return list({one.article: one for one in made}.values())


def first_looks(found: Collection[Covered], title: str, known: Iterable[Fact]) -> list[tuple[Covered, Picture]]:
    """The pictures of a film that its page shows; `known` are its facts, those of NAMED among them."""
    people = (str(f.values["person"]) for f in known if f.type in NAMED and f.standing != "denied")
    return pictures(found, [title, *people])[:LOOKS]


def pictures(found: Collection[Covered], names: Collection[str]) -> list[tuple[Covered, Picture]]:
    """Pictures whose words name the film or somebody of it, each address once, as the earliest article showed it.

    `names` are its title and people. A picture without words counts where its headline names one of them.
    """
    folded = [f" {plain(name)} " for name in names if plain(name)]
    made: dict[str, tuple[Covered, Picture]] = {}
    for article in sorted(found, key=lambda a: (a.when, a.article)):
        for picture in article.images:
            words = picture.caption or picture.alt or article.title or ""
            if picture.url not in made and any(name in f" {plain(words)} " for name in folded):
                made[picture.url] = article, picture
    return list(made.values())
