"""Prizes that articles tell of somebody without naming the film: they go to the film for which that person is up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Text, cast, func, or_, select

from bigpicture.naming import bearer
from bigpicture.record.schema import ARTICLE, CLAIM, READING, VERSION
from bigpicture.record.season.places import PRIZES, Placed
from bigpicture.weighing import Saying

_NEWEST = (
    select(func.max(READING.c.id)).where(READING.c.version_id == VERSION.c.id).correlate(VERSION).scalar_subquery()
)
_SAID = (
    select(
        CLAIM.c.id, CLAIM.c.type, cast(CLAIM.c["values"], Text), CLAIM.c.status, CLAIM.c.confidence, ARTICLE.c.when, ARTICLE.c.id,
        func.coalesce(ARTICLE.c.origin_id, ARTICLE.c.id), VERSION.c.outlet,
    )
    .join(READING, READING.c.id == CLAIM.c.reading_id)
    .join(VERSION, VERSION.c.id == READING.c.version_id)
    .join(ARTICLE, ARTICLE.c.version_id == VERSION.c.id)
    .where(READING.c.id == _NEWEST)
)  # fmt: skip


def sayings(connection: Connection, *which: ColumnElement[bool]) -> list[Saying]:
    """What current articles say of somebody's prizes without naming a film. Conditions are on the tables claim and article.

    What identifies such a claim has nothing between its type and the award: few claims are looked at.
    """
    nameless = or_(*((CLAIM.c.identity >= f"{t}||") & (CLAIM.c.identity < f"{t}|}}") for t in PRIZES))
    asked = _SAID.where(nameless, CLAIM.c.work.is_(None), CLAIM.c.person.is_not(None), *which)
    found = (Saying(row[0], row[1], json.loads(row[2]), *row[3:]) for row in connection.execute(asked))
    return [s for s in found if s.values.get("person")]


def attached(found: Mapping[int, Sequence[Placed]], alone: Iterable[Placed]) -> dict[int, list[Placed]]:
    """What is said of each film, with what is said of people in it alone; what fits several films or none is left out.

    First the film for which somebody is up for the same prize, else the only one for which the person is up at all.
    """
    made = {film: list(own) for film, own in found.items()}
    same: dict[tuple[object, ...], set[int]] = {}
    for film, own in found.items():
        for p in own:
            if p.person:
                who = bearer(p.person)
                same.setdefault((who,), set()).add(film)
                same.setdefault((who, *_prize(p)), set()).add(film)
    for p in alone:
        who = bearer(p.person)
        films = same.get((who, *_prize(p))) or same.get((who,), set())
        if len(films) == 1:
            (film,) = films
            made[film].append(replace(p, note=f"the film is not told: the one for which {p.person} is up"))
    return made


def _prize(placed: Placed) -> tuple[object, ...]:
    category = placed.category.id if placed.category else None
    return placed.edition.body, placed.edition.year, category
