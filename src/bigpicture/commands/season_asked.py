"""What is asked for of a season: which one, which body, which category. Whatever means nothing is an error with names spelled alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from bigpicture.commands.output import listed
from bigpicture.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bigpicture.record.season import Season
    from bigpicture.season.bodies import Body, Category

label = click.argument("label", required=False)
as_of = click.option("--as-of", metavar="DATE", help="As it was known on a day: 2024-01-20.")


def season_of(connection: Connection, label: str | None, day: str | None) -> Season:
    """The season that is named; else that of the day, or the newest before it that articles tell of."""
    from bigpicture.record import season as seasons
    from bigpicture.season import editions

    own = editions.label(editions.film_year(label)) if label else label_of(connection, day)
    return seasons.season(connection, own, moment=day)


def label_of(connection: Connection, day: str | None) -> str:
    """The season of a day; where articles tell nothing of it, the newest before it of which they do."""
    from bigpicture.record import season as seasons
    from bigpicture.season import editions

    own = editions.label_of(today(day))
    return next((one for one in seasons.seasons(connection) if one <= own), own)


def today(day: str | None) -> str:
    """The day that a season is looked at from."""
    from bigpicture.record.span import span
    from bigpicture.times import now

    return span(day)[1] if day else now()[:10]


def body_of(found: Season, name: str) -> Body:
    """The body of a name. Raises InputError where none gives prizes in the season."""
    from bigpicture.season import bodies

    own = [h.body for h in found.held]
    body = next((b for b in own if b.id == name.casefold()), None) or bodies.body(name)
    if body is not None and any(b.id == body.id for b in own):
        return body
    some = near(name, [n for b in own for n in (b.short, b.name)])
    remedy = f"did you mean: {', '.join(some)}" if some else f"one of: {', '.join(b.id for b in own)}"
    raise InputError(name[:80], f"no body of that name gives prizes in {found.label}", remedy)


def category_of(found: Season, body: Body | None, name: str) -> Category:
    """The category of a name, of a body or of any. Raises InputError where there is none."""
    from bigpicture.season import bodies

    held = [h for h in found.held if body is None or h.body.id == body.id]
    given = [p.category for h in held for p in h.prizes]
    for category in given:
        if name.casefold() == category.id:
            return category
    for one in held:
        meant = bodies.category(one.body, name, one.edition.year)
        if meant:
            return meant
    some = near(name, [n for c in given for n in (c.id, c.name)])
    remedy = f"did you mean: {', '.join(some)}" if some else f"one of: {listed((c.id for c in given), 40)}"
    raise InputError(name[:80], f"no such prize in {found.label}" + (f" at the {body.short}" if body else ""), remedy)


def film_of(connection: Connection, found: Season, title: str) -> int:
    """The film of a title; of several, the one that is in the season. Raises InputError, AmbiguousError where there is none."""
    from bigpicture.errors import AmbiguousError
    from bigpicture.identity import block
    from bigpicture.record import known

    try:
        return known.film(connection, title).id
    except AmbiguousError:
        own = {row.film.id for row in found.board if block(row.film.title) == block(title)}
        if len(own) == 1:
            return own.pop()
        raise


def near(asked: str, names: Iterable[str]) -> list[str]:
    """Names that a wrongly spelled one may mean."""
    from difflib import get_close_matches

    from bigpicture.folding import plain

    by = {plain(n): n for n in names}
    word = plain(asked)
    holding = [n for key, n in by.items() if word and word in key]
    return list(dict.fromkeys([*holding, *(by[k] for k in get_close_matches(word, by, 5, 0.5))]))[:5]
