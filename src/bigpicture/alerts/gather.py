"""Which changes a watch is about, and what is told of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bigpicture.exports.changes import Changes, Item, gather_changes
from bigpicture.exports.headlines import headline
from bigpicture.exports.strings import link, one_line
from bigpicture.naming import award, bearer, event
from bigpicture.record import people, watches
from bigpicture.record.known import Film
from bigpicture.record.watches import Wanted
from bigpicture.times import after, utc
from bigpicture.weighing import Change, Fact

CERTAINTIES = {
    "any": ("everything, rumours too", ("agreed", "contested", "superseded", "rumoured", "denied")),
    "stated": ("what is stated, no rumours", ("agreed", "contested", "superseded", "denied")),
    "agreed": ("what is agreed", ("agreed",)),
}
FRESH = 14 * 86_400  # seconds after an article came out in which it is news: an archive that is added is not
_FEED = (86_400, 7 * 86_400, 30 * 86_400)  # seconds that a feed goes back, until it is full
_MOST, _SHOWN = 10_000, 50  # changes that are told of at once, and that a feed shows
_WORDS = 400  # characters of an article's words in an alert
Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a watch is about, as the record numbers and names it now."""

    wanted: Wanted
    film: int | None  # of all films: None
    people: frozenset[str]  # naming.bearer of every spelling of the person; none: whoever it is
    films: tuple[int, ...] | None  # the only ones that can bring anything; None: any can


def sought(connection: Connection, wanted: Wanted) -> Sought | None:
    """What a watch is about now; None where its film is gone."""
    film = watches.film_of(connection, wanted) if wanted.film is not None else None
    if wanted.film is not None and film is None:
        return None
    keys = people.bearers(connection, wanted.person) if wanted.person else frozenset[str]()
    films = (film,) if film is not None else tuple(watches.films_with(connection, keys)) if keys else None
    return Sought(wanted, film, keys, films)


def fits(one: Sought, film: int, change: Change) -> bool:
    """Whether a watch is about a change of a film."""
    wanted, fact = one.wanted, change.fact
    return (
        (one.film is None or film == one.film)
        and (not one.people or _names(fact, one.people))
        and (not wanted.event or _honours(fact, wanted.event))
        and (not wanted.types or fact.type in wanted.types)
        and fact.standing in CERTAINTIES[wanted.certainty][1]
    )


def _names(fact: Fact, people: Collection[str]) -> bool:
    return any(bearer(str(fact.values[f])) in people for f in ("person", "speaker") if fact.values.get(f))


def _honours(fact: Fact, name: str) -> bool:
    """Whether a fact is of a festival or an awards body: all words of the name stand in its own, "Cannes" in "Cannes Film Festival"."""
    named = str(fact.values.get("event") or fact.values.get("award") or "")
    return bool(named) and any(set(fold(name).split()) <= set(fold(named).split()) for fold in (event, award))


def news(connection: Connection, all_wanted: Mapping[int, Wanted], now: str) -> dict[int, dict[str, Payload]]:
    """By watch: what is news now, by identity, the oldest first."""
    current = {number: one for number, w in all_wanted.items() if (one := sought(connection, w))}
    items = _changes(connection, list(current.values()), after(now, -FRESH), _MOST).items[::-1] if current else ()
    return {
        number: {i.id.urn: payload(i) for i in items if fits(one, i.film, i.change)} for number, one in current.items()
    }


def feed(connection: Connection, wanted: Wanted, name: str, now: str) -> Changes:
    """What a watch's feed shows: the changes of the last month, the newest first, and not more than a reader looks at."""
    one = sought(connection, wanted)
    items: tuple[Item, ...] = ()
    for seconds in _FEED:
        items = _changes(connection, [one] if one else [], after(now, -seconds), _SHOWN).items
        if len(items) == _SHOWN:
            break
    return Changes(items, (name,))


def _changes(connection: Connection, some: Sequence[Sought], since: str, most: int) -> Changes:
    """The changes since a moment that any of some watches is about: only films are looked at that can bring one."""
    films = {film for one in some for film in one.films or ()}
    narrow = all(one.films is not None for one in some)
    return gather_changes(
        connection, [Film(film, "", None, 0) for film in sorted(films)] if narrow else None, since=since, most=most,
        only=lambda n: any(fits(one, n.film.id, n.change) for one in some),
    )  # fmt: skip


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
