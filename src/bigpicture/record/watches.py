"""What the owner watches, and what each watch has told: no change is told twice.

An alert is claimed in one transaction and settled in another, and those who claim take turns. So of two senders one has it;
and one that dies between the two leaves it as `sending`, which nobody takes up: it may have arrived.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from bigpicture.errors import InputError
from bigpicture.record import known
from bigpicture.record.schema import ALERT, CLAIM, FILM, MENTION, WATCH
from bigpicture.times import after

CHANNELS = {"feed": "a feed only", "webhook": "a webhook", "apprise": "a service of apprise"}
STATES = (
    "seen",  # it was known when the watch began
    "waiting",  # to be sent, now or at next_at
    "sending",  # claimed by a sender
    "sent",
    "unclear",  # handed over without an answer: it may have arrived, so it is not sent again
    "failed",  # given up
)
RETRIES = (300, 1_800, 7_200, 28_800)  # seconds to the next try after each failure; then it is given up
BATCH = 20  # alerts that are told at once
_KEPT = 120 * 86_400  # seconds that is remembered what was told: far longer than changes count as news


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes a watch is about: those that fit everything that is given."""

    film: int | None = None
    title: str | None = None  # of that film, by which it is found again when films are numbered anew
    year: int | None = None
    person: str | None = None
    event: str | None = None  # a festival or an awards body
    types: tuple[str, ...] = ()  # of claims; none: all
    certainty: str = "any"  # alerts.CERTAINTIES


@dataclass(frozen=True, slots=True)
class Watch:
    """Something that is watched, and how its alerts fare."""

    id: int
    name: str
    wanted: Wanted
    channel: str  # CHANNELS
    sealed: str  # encrypted: {"feed": token, "target": address}
    made_at: str
    alerts: Mapping[str, int]  # state to how many
    sent_at: str | None = None  # when it last told something
    problem: str | None = None  # of the last alert that could not be sent


@dataclass(frozen=True, slots=True)
class Alert:
    """A change to be told."""

    id: int
    change: str
    payload: Mapping[str, Any]
    attempts: int  # this one among them


def add(connection: Connection, name: str, wanted: Wanted, channel: str, sealed: str, digest: str, now: str) -> int:
    """Begin to watch; the watch's number. `digest` is that of its feed's token."""
    made = connection.execute(
        WATCH.insert().values(
            name=name, wanted=asdict(wanted), channel=channel, sealed=sealed, digest=digest, made_at=now
        )
    )
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def every(connection: Connection) -> list[Watch]:
    """All watches, the oldest first."""
    return _watches(connection, connection.execute(select(WATCH).order_by(WATCH.c.id)).all())


def sending(connection: Connection) -> bool:
    """Whether anything is watched that sends alerts."""
    return connection.execute(select(WATCH.c.id).where(WATCH.c.channel != "feed").limit(1)).first() is not None


def one(connection: Connection, number: int) -> Watch:
    """The watch of a number. Raises InputError where there is none."""
    rows = connection.execute(select(WATCH).where(WATCH.c.id == number)).all()
    if not rows:
        raise InputError(f"watch {number}", "no such watch", "see them with: bigpicture watch list")
    return _watches(connection, rows)[0]


def by_digest(connection: Connection, digest: str) -> Watch | None:
    """The watch whose feed has the token of a digest."""
    rows = connection.execute(select(WATCH).where(WATCH.c.digest == digest)).all()
    return _watches(connection, rows)[0] if rows else None


def looks(connection: Connection, digest: str) -> tuple[int, str, str] | None:
    """(the watch whose feed has the token of a digest, the last look of the visit before, the last one in it); "": none."""
    asked = select(WATCH.c.id, WATCH.c.before_at, WATCH.c.looked_at).where(WATCH.c.digest == digest)
    row = connection.execute(asked).first()
    return (row.id, row.before_at or "", row.looked_at or "") if row else None


def looked(connection: Connection, number: int, before: str, now: str) -> None:
    """Set down a look through the token of a watch's feed, and the last one of the visit before."""
    connection.execute(WATCH.update().where(WATCH.c.id == number).values(before_at=before or None, looked_at=now))


def remove(connection: Connection, number: int) -> None:
    """Watch it no more, and forget what it told. Raises InputError where there is none."""
    watch = one(connection, number)
    connection.execute(ALERT.delete().where(ALERT.c.watch_id == watch.id))
    connection.execute(WATCH.delete().where(WATCH.c.id == watch.id))


def _watches(connection: Connection, rows: Sequence[Row[Any]]) -> list[Watch]:
    ids = [row.id for row in rows]
    mine = ALERT.c.watch_id.in_(ids)
    counts: dict[int, dict[str, int]] = {}
    grouped = select(ALERT.c.watch_id, ALERT.c.state, func.count()).where(mine)
    for watch, state, count in connection.execute(grouped.group_by(ALERT.c.watch_id, ALERT.c.state)):
        counts.setdefault(watch, {})[state] = count
    last = select(ALERT.c.watch_id, func.max(ALERT.c.sent_at)).where(mine, ALERT.c.state == "sent")
    sent = dict(map(tuple, connection.execute(last.group_by(ALERT.c.watch_id))))
    failed = select(ALERT.c.watch_id, ALERT.c.problem).where(
        mine, ALERT.c.problem.is_not(None), ALERT.c.state != "sent"
    )
    problems = dict(map(tuple, connection.execute(failed.order_by(ALERT.c.id))))
    return [
        Watch(row.id, row.name, Wanted(**{**row.wanted, "types": tuple(row.wanted["types"])}), row.channel, row.sealed,
              row.made_at, counts.get(row.id, {}), sent.get(row.id), problems.get(row.id))
        for row in rows
    ]  # fmt: skip


def film_of(connection: Connection, wanted: Wanted) -> int | None:
    """The number that a watch's film has now; None where it is not known any more, or no longer clear."""
    if wanted.film is None or wanted.title is None:
        return None
    asked = select(FILM.c.id).where(FILM.c.id == wanted.film, FILM.c.title == wanted.title)
    if connection.execute(asked).scalar() is not None:
        return wanted.film
    try:
        return known.film(connection, wanted.title, wanted.year).id
    except InputError:
        return None


def films_with(connection: Connection, people: Collection[str]) -> list[int]:
    """The films of which an article says something about people, given by naming.bearer."""
    asked = select(MENTION.c.film_id).join(CLAIM, CLAIM.c.mention_id == MENTION.c.id)
    named = asked.where(CLAIM.c.bearer.in_(people), MENTION.c.film_id.is_not(None)).distinct()
    return [film for film in connection.execute(named).scalars() if film is not None]


# What was told


def found(connection: Connection, watch: int, changes: Mapping[str, Mapping[str, Any]], state: str, now: str) -> int:
    """Note changes (identity to what is told) that a watch has not met yet; how many those are."""
    of_it = select(ALERT.c.change).where(ALERT.c.watch_id == watch)
    if connection.execute(select(WATCH.c.id).where(WATCH.c.id == watch)).scalar() is None:
        return 0  # it was removed meanwhile
    met = set(connection.execute(of_it).scalars())
    rows = [
        {"watch_id": watch, "change": change, "state": state, "payload": dict(payload), "attempts": 0, "found_at": now}
        for change, payload in changes.items()
        if change not in met
    ]
    if rows:
        connection.execute(ALERT.insert(), rows)
    return len(rows)


def claim(connection: Connection, watch: int, now: str) -> list[Alert]:
    """Take the next alerts of a watch that are due: no other sender gets them."""
    due = (ALERT.c.next_at.is_(None)) | (ALERT.c.next_at <= now)
    asked = select(ALERT).where(ALERT.c.watch_id == watch, ALERT.c.state == "waiting", due).order_by(ALERT.c.id)
    rows = connection.execute(asked.limit(BATCH)).all()
    _set(connection, [row.id for row in rows], state="sending", sent_at=now, attempts=ALERT.c.attempts + 1)
    return [Alert(row.id, row.change, row.payload, row.attempts + 1) for row in rows]


def sent(connection: Connection, alerts: Collection[Alert], now: str) -> None:
    """They were handed over."""
    _set(connection, [a.id for a in alerts], state="sent", sent_at=now, payload={}, problem=None, next_at=None)


def unclear(connection: Connection, alerts: Collection[Alert], problem: str) -> None:
    """They may have arrived."""
    _set(connection, [a.id for a in alerts], state="unclear", problem=problem, next_at=None)


def postpone(
    connection: Connection, alerts: Collection[Alert], problem: str, now: str, wait: float | None = None
) -> None:
    """They did not arrive: each is tried again later, or given up after the last try. `wait` is what its server asks for."""
    for alert in alerts:
        if alert.attempts > len(RETRIES):
            _set(connection, [alert.id], state="failed", problem=problem, next_at=None)
        else:
            pause = max(RETRIES[alert.attempts - 1], wait or 0)
            _set(connection, [alert.id], state="waiting", problem=problem, next_at=after(now, pause))


def forget(connection: Connection, now: str) -> None:
    """Drop what was told so long ago that it cannot come up again."""
    done = ALERT.c.state.in_(("seen", "sent", "unclear", "failed"))
    connection.execute(ALERT.delete().where(done, ALERT.c.found_at < after(now, -_KEPT)))


def _set(connection: Connection, ids: Collection[int], **values: Any) -> None:
    if ids:
        connection.execute(ALERT.update().where(ALERT.c.id.in_(ids)).values(**values))
