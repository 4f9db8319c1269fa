"""Which changes a watch is about, and what is told of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bigpicture.exports.changes import Changes, Item, gather_changes
from bigpicture.exports.headlines import headline
from bigpicture.exports.strings import link, one_line
from bigpicture.naming import award, bearer, event
from bigpicture.record import known, watches
from bigpicture.record.news import News
from bigpicture.record.watches import Wanted
from bigpicture.times import after, utc
from bigpicture.weighing import Change, Fact

CERTAINTIES = {
    "any": ("everything, rumours too", ("agreed", "contested", "superseded", "rumoured", "denied")),
    "stated": ("what is stated, no rumours", ("agreed", "contested", "superseded", "denied")),
    "agreed": ("what is agreed", ("agreed",)),
}
FRESH = 14 * 86_400  # seconds after an article came out in which it is news: an archive that is added is not
_FEED = 60 * 86_400  # seconds of changes that a watch's feed shows
_MOST, _SHOWN = 10_000, 50  # changes that are told of at once, and that a feed shows
_WORDS = 400  # characters of an article's words in an alert
Payload = dict[str, Any]


def fits(wanted: Wanted, film: int, change: Change) -> bool:
    """Whether a watch is about a change of a film."""
    fact = change.fact
    return (
        (wanted.film is None or film == wanted.film)
        and (not wanted.person or _names(fact, wanted.person))
        and (not wanted.event or _honours(fact, wanted.event))
        and (not wanted.types or fact.type in wanted.types)
        and fact.standing in CERTAINTIES[wanted.certainty][1]
    )


def _names(fact: Fact, person: str) -> bool:
    return any(bearer(str(fact.values[f])) == bearer(person) for f in ("person", "speaker") if fact.values.get(f))


def _honours(fact: Fact, name: str) -> bool:
    """Whether a fact is of a festival or an awards body: all words of the name stand in the other's, "Cannes" in "Cannes Film Festival"."""
    named = str(fact.values.get("event") or fact.values.get("award") or "")
    return bool(named) and any(set(fold(name).split()) <= set(fold(named).split()) for fold in (event, award))


def news(connection: Connection, all_wanted: Mapping[int, Wanted], now: str) -> dict[int, dict[str, Payload]]:
    """By watch: what is news now, by identity, the oldest first."""
    current = {number: current_film(connection, wanted) for number, wanted in all_wanted.items()}
    open_ = [wanted for wanted in current.values() if wanted]
    if not open_:
        return {number: {} for number in current}

    def wanted_by_any(one: News) -> bool:
        return any(fits(wanted, one.film.id, one.change) for wanted in open_)

    items = gather_changes(connection, since=after(now, -FRESH), most=_MOST, only=wanted_by_any).items[::-1]
    return {
        number: {i.id.urn: payload(i) for i in items if wanted and fits(wanted, i.film, i.change)}
        for number, wanted in current.items()
    }


def current_film(connection: Connection, wanted: Wanted) -> Wanted | None:
    """A watch with the number that its film has now; None where the film is gone."""
    if wanted.film is None:
        return wanted
    number = watches.film_of(connection, wanted)
    return None if number is None else replace(wanted, film=number)


def feed(connection: Connection, wanted: Wanted, name: str, now: str) -> Changes:
    """What a watch's feed shows: the changes of the last two months, the newest first."""
    found = current_film(connection, wanted)
    if found is None:
        return Changes((), (name,))
    films = None if found.film is None else [known.film(connection, f"#{found.film}")]
    made = gather_changes(
        connection, films, since=after(now, -_FEED), most=_SHOWN, only=lambda n: fits(found, n.film.id, n.change)
    )
    return Changes(made.items, (name,))


def payload(item: Item) -> Payload:
    """What is told of a change, as a webhook gets it."""
    change, fact = item.change, item.change.fact
    return {
        "id": item.id.urn, "headline": headline(item.title, change), "film": one_line(item.title), "number": item.film,
        "change": change.kind, "type": fact.type, "values": dict(fact.values),
        "before": dict(change.before) if change.before else None, "standing": fact.standing,
        "words": _cut(one_line(item.words)), "outlet": item.source.outlet, "published": utc(item.published),
        "article": link(item.source.url),
    }  # fmt: skip


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"


def text(payloads: Iterable[Payload]) -> str:
    """What is told of changes, in plain words."""
    return "\n\n".join(_entry(p) for p in payloads)


def _entry(told: Payload) -> str:
    cited = ", ".join(p for p in (told["outlet"] and one_line(told["outlet"]), told["published"][:10]) if p)
    lines = (told["headline"], f"“{told['words']}”", cited, told.get("page") or told["article"])
    return "\n".join(line for line in lines if line)
