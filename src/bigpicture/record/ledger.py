"""The ledger: what articles changed about films, stored, so that a week's news of all films is read and not worked out.

A film whose mentions change is unsettled until its rows are made anew, as an update does at its end. Until then whoever asks
works them out, so that the answer is the same. A row that is made again keeps the moment at which it was first found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from bigpicture.folding import name
from bigpicture.model import Value
from bigpicture.record import Record, told
from bigpicture.record.schema import CHANGE, FILM, MENTION
from bigpicture.weighing import Change, Fact, Saying, changes, facts, worth

_BATCH = 100  # films settled in one transaction
_SAYINGS = 40  # of a fact that are kept with a change, the first ones
JOINT = "\x1f"
_ORDER = (CHANGE.c.at, CHANGE.c.article_id, CHANGE.c.film_id, CHANGE.c.id)


def catch_up(record: Record, now: str) -> int:
    """Settle every film that is not, a part of them in a transaction; how many there were. Raises StoreError."""
    count = 0
    while True:
        with record.write() as connection:
            done = settle(connection, now, _BATCH)
        count += done
        if done < _BATCH:
            return count


def settle(connection: Connection, now: str, most: int) -> int:
    """Settle some films that are not; how many."""
    films = list(connection.execute(select(FILM.c.id).where(FILM.c.settled_at.is_(None)).limit(most)).scalars())
    said = told.sayings(connection, MENTION.c.film_id.in_(films))
    before = select(CHANGE.c.id, CHANGE.c.film_id, CHANGE.c.key, CHANGE.c.article_id, CHANGE.c.kind, CHANGE.c.noted_at)
    old = {tuple(row)[1:5]: row for row in connection.execute(before.where(CHANGE.c.film_id.in_(films)))}
    rows = [_row(film, change) for film in films for change in worth(changes(said.get(film, ())))]
    for row in rows:
        known = old.get((row["film_id"], row["key"], row["article_id"], row["kind"]))
        row["noted_at"] = known.noted_at if known else now
    if old:
        connection.execute(delete(CHANGE).where(CHANGE.c.film_id.in_(films)))
    if rows:
        connection.execute(insert(CHANGE), rows)
    years = {
        row.id: row.years for row in connection.execute(select(FILM.c.id, FILM.c.years).where(FILM.c.id.in_(films)))
    }
    for film in films:
        made = facts(said.get(film, ()))
        values: dict[str, Any] = {"settled_at": now, "pictured_at": None, "contested": sum(f.standing == "contested" for f in made)}
        if not years[film] and (year := _released(made)):
            values["year"] = year
        connection.execute(update(FILM).where(FILM.c.id == film).values(**values))
    return len(films)


def _released(known: Sequence[Fact]) -> int | None:
    """The year of the first release that stands, wherever it is: dates that moved no longer count."""
    dates = (str(f.values["date"]) for f in known if f.type == "release" and f.standing in ("agreed", "contested"))
    return min((int(date[:4]) for date in dates if date[:4].isdigit()), default=None)


def unsettled(connection: Connection, *which: ColumnElement[bool]) -> list[int]:
    """The films whose rows are not made yet, of those for which conditions on table film hold."""
    return list(connection.execute(select(FILM.c.id).where(FILM.c.settled_at.is_(None), *which)).scalars())


def stored(
    connection: Connection,
    *which: ColumnElement[bool],
    most: int | None = None,
    order: Sequence[ColumnElement[Any]] = _ORDER,
) -> Iterator[tuple[int, Change]]:
    """Changes of settled films with the films' numbers, the last first in an order. Conditions are on tables change and film."""
    asked = select(CHANGE).join(FILM, FILM.c.id == CHANGE.c.film_id).where(FILM.c.settled_at.is_not(None), *which)
    newest = asked.order_by(*(column.desc() for column in order)).limit(most)
    for row in connection.execute(newest).mappings():
        yield row["film_id"], _change(row)


def worked_out(connection: Connection, films: Collection[int], since: str = "") -> Iterator[tuple[int, Change]]:
    """The same of films that are not settled."""
    for film, said in told.of_films(connection, films):
        yield from ((film, change) for change in worth(changes(said, since)))


def _row(film: int, change: Change) -> dict[str, Any]:
    fact, by = change.fact, change.by
    return {
        "film_id": film, "at": by.when, "article_id": by.article, "kind": change.kind, "type": fact.type,
        "standing": fact.standing, "territory": name(fact.values.get("territory")) or None, "key": JOINT.join(fact.key),
        "told": {
            "values": dict(fact.values), "confidence": fact.confidence, "reasons": list(fact.reasons), "was": change.was,
            "moved": _plain(fact.before), "before": _plain(change.before), "gone": [JOINT.join(key) for key in change.gone],
            "by": _said(by, fact), "said": [_said(s, fact) for s in fact.sayings[:_SAYINGS]],
        },
    }  # fmt: skip


def _plain(values: Mapping[str, Value] | None) -> dict[str, Value] | None:
    return dict(values) if values is not None else None


def _said(saying: Saying, fact: Fact) -> list[object]:
    """A saying as a list, with its own values where they are not the fact's."""
    own = [] if saying.values == fact.values else [dict(saying.values)]
    return [
        saying.id,
        saying.status,
        saying.confidence,
        saying.when,
        saying.article,
        saying.origin,
        saying.outlet,
        *own,
    ]


def _change(row: RowMapping) -> Change:
    kept = row["told"]
    values: Mapping[str, Value] = kept["values"]
    said = tuple(_saying(row["type"], values, one) for one in kept["said"])
    fact = Fact(row["type"], tuple(row["key"].split(JOINT)), values, row["standing"], kept["confidence"], tuple(kept["reasons"]),
                said, kept["moved"])  # fmt: skip
    gone = tuple(tuple(key.split(JOINT)) for key in kept["gone"])
    return Change(row["kind"], fact, _saying(row["type"], values, kept["by"]), kept["was"], kept["before"], gone)


def _saying(kind: str, values: Mapping[str, Value], kept: Sequence[Any]) -> Saying:
    number, status, confidence, when, article, origin, outlet, *own = kept
    return Saying(number, kind, own[0] if own else values, status, confidence, when, article, origin, outlet)
