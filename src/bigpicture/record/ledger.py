"""The ledger: what articles changed about films, stored, so that a week's news of all films is read and not worked out.

A film whose mentions change is unsettled until its rows are made anew, as an update does at its end. Until then whoever asks
works them out, so that the answer is the same. A row that is made again keeps the moment at which it was first found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from bigpicture.record import Record, openings, packing, told
from bigpicture.record.schema import CHANGE, FILM, MENTION
from bigpicture.weighing import Change, Fact, changes, facts, worth
from bigpicture.weighing.facts import STANDINGS

_BATCH = 100  # films settled in one transaction
_SAYINGS = 40  # of a fact that are kept with a change, the first ones
JOINT = packing.JOINT
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
        noted = old.get((row["film_id"], row["key"], row["article_id"], row["kind"]))
        row["noted_at"] = noted.noted_at if noted else now
    if old:
        connection.execute(delete(CHANGE).where(CHANGE.c.film_id.in_(films)))
    if rows:
        connection.execute(insert(CHANGE), rows)
    years = {
        row.id: row.years for row in connection.execute(select(FILM.c.id, FILM.c.years).where(FILM.c.id.in_(films)))
    }
    known = {film: facts(said.get(film, ())) for film in films}
    openings.renew(connection, known.items(), films)
    for film, made in known.items():
        stands = Counter(fact.standing for fact in made)
        values: dict[str, Any] = {"settled_at": now, "pictured_at": None, **{name: stands[name] for name in STANDINGS}}
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


def of_film(connection: Connection, film: int) -> list[Change] | None:
    """Everything that changed about a film, in the order it came out; None where it is not settled."""
    if unsettled(connection, FILM.c.id == film):
        return None
    found = [change for _, change in stored(connection, CHANGE.c.film_id == film)]
    return sorted(found, key=lambda c: (c.by.rank[:2], c.fact.order, c.by.id))


def _row(film: int, change: Change) -> dict[str, Any]:
    fact, by = change.fact, change.by
    return {
        "film_id": film, "at": by.when, "article_id": by.article, "kind": change.kind, "type": fact.type, **packing.columns(fact),
        "told": packing.packed(fact, _SAYINGS) | {
            "was": change.was, "before": packing.plain(change.before), "gone": [packing.joined(key) for key in change.gone],
            "by": packing.said(by, fact),
        },
    }  # fmt: skip


def _change(row: RowMapping) -> Change:
    kept, fact = row["told"], packing.unpacked(row["type"], row)
    gone = tuple(packing.parted(key) for key in kept["gone"])
    by = packing.saying(fact.type, fact.values, kept["by"])
    return Change(row["kind"], fact, by, kept["was"], kept["before"], gone)
