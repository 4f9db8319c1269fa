"""Alerts: what the owner watches, told once.

    changes of the record | those that fit a watch | noted | claimed | sent | settled

Every hand-over is a transaction of its own, and what was claimed is nobody else's: however many senders run, and wherever
one is killed, no change is told twice. See bigpicture.record.watches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from bigpicture import times
from bigpicture.alerts import gather, targets
from bigpicture.alerts.gather import CERTAINTIES, Payload
from bigpicture.alerts.vault import Vault
from bigpicture.credentials import digest, token
from bigpicture.errors import FetchError, InputError
from bigpicture.intake.web import Web
from bigpicture.record import Record, watches
from bigpicture.record.watches import Alert, Wanted, Watch
from bigpicture.vocabulary import CLAIM_TYPES

_NAME = 120  # characters


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch of alerts."""

    watch: str
    count: int
    problem: str | None = None  # None: they were sent


def follow(record: Record, vault: Vault, name: str, wanted: Wanted, channel: str, target: str, now: str) -> int:
    """Begin to watch; the watch's number. What is known already is not told: only its feed shows it.

    Raises InputError where nothing of the kind can be watched, or the channel cannot send to the target.
    """
    _check(name, wanted, channel)
    targets.check(channel, target)
    secret = token()
    sealed = vault.seal({"feed": secret, "target": target})
    with record.read() as connection:
        known = {} if channel == "feed" else gather.news(connection, {0: wanted}, now).get(0, {})
    with record.write() as connection:
        number = watches.add(connection, name.strip(), wanted, channel, sealed, digest(secret), now)
        watches.found(connection, number, {change: {} for change in known}, "seen", now)
    return number


def _check(name: str, wanted: Wanted, channel: str) -> None:
    if not name.strip() or len(name) > _NAME or not name.isprintable():
        raise InputError("watch", f"its name is not of 1 to {_NAME} plain characters", "name it after what it is about")
    choices: list[tuple[str, Collection[str]]] = [(wanted.certainty, CERTAINTIES), (channel, watches.CHANNELS)]
    for word, known in [*choices, *((t, CLAIM_TYPES) for t in wanted.types)]:
        if word not in known:
            raise InputError(word[:40], "no such choice", f"one of: {', '.join(known)}")


def deliver(
    record: Record, vault: Vault, web: Web, *, base: str = "", now: Callable[[], str] = times.now
) -> Iterator[Outcome]:
    """Note what is new for every watch, and send what is due. `base` is the app's address, for links to its pages.

    Raises StoreError; what was sent until then stays sent.
    """
    with record.read() as connection:
        active = {w.id: w for w in watches.every(connection) if w.channel != "feed"}
        found = gather.news(connection, {number: w.wanted for number, w in active.items()}, now())
    if not active:
        return
    with record.write() as connection:
        for number, told in found.items():
            watches.found(connection, number, told, "waiting", now())
        watches.forget(connection, now())
    for watch in active.values():
        yield from _send(record, vault, web, watch, base, now)


def _send(record: Record, vault: Vault, web: Web, watch: Watch, base: str, now: Callable[[], str]) -> Iterator[Outcome]:
    """Everything that is due for a watch, a batch at a time, up to the first one that fails."""
    try:
        target = vault.open(watch.sealed)["target"]
    except InputError as error:
        yield Outcome(watch.name, 0, str(error))
        return
    while True:
        with record.write() as connection:
            batch = watches.claim(connection, watch.id, now())
        if not batch:
            return
        outcome = _told(record, web, watch, target, batch, base, now)
        yield outcome
        if outcome.problem:
            return


def _told(
    record: Record, web: Web, watch: Watch, target: str, batch: Sequence[Alert], base: str, now: Callable[[], str]
) -> Outcome:
    told = [{**a.payload, "page": f"{base}/film/{a.payload['number']}" if base else None} for a in batch]
    try:
        targets.send(web, watch.channel, target, watch.name, told)
    except InputError as error:
        with record.write() as connection:
            if isinstance(error, FetchError) and error.cause == "timeout":
                watches.unclear(connection, batch, error.problem)
            else:
                watches.postpone(connection, batch, error.problem, now(), getattr(error, "retry_after", None))
        return Outcome(watch.name, len(batch), error.problem)
    with record.write() as connection:
        watches.sent(connection, batch, now())
    return Outcome(watch.name, len(batch))


def test(vault: Vault, web: Web, watch: Watch) -> None:
    """Send a word to a watch's target that is no alert. Raises InputError where it did not arrive."""
    told: Payload = {
        "id": None, "headline": f"A test of the watch “{watch.name}”", "film": None, "number": None, "change": None,
        "type": None, "values": {}, "before": None, "standing": None, "words": "Alerts will arrive here.", "outlet": None,
        "published": times.now(), "article": None,
    }  # fmt: skip
    targets.send(web, watch.channel, vault.open(watch.sealed)["target"], watch.name, [told], test=True)


__all__ = ["CERTAINTIES", "Outcome", "Vault", "Wanted", "deliver", "follow", "test"]
