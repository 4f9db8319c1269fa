"""A draft held against the record: each of its claims with what the record makes of it, in whose words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bigpicture.identity import block
from bigpicture.model import Claim, Reading
from bigpicture.record import known
from bigpicture.record.known import Film, Words
from bigpicture.record.meaning import meant
from bigpicture.weighing import Fact
from bigpicture.weighing.check import Verdict, check

NO_WORK = "the draft names no film for it"
NO_FILM = "the record does not know this film"
SEVERAL = "several films have this title"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of a draft, the films it may mean, and the verdict; `words` are those of its grounds, in their order."""

    claim: Claim
    films: tuple[Film, ...]  # one where it is clear, none where the record knows none
    verdict: Verdict
    words: tuple[Words, ...] = ()


def checked(connection: Connection, reading: Reading, now: str) -> tuple[Checked, ...]:
    """Every claim of a draft in its order; `now` (UTC) is when it was written, unless it tells its own date."""
    when = reading.article.published_at or reading.article.published or now
    verdicts: dict[int, Checked] = {}
    for places in _works(reading.claims):
        own = [reading.claims[i] for i in places]
        verdicts |= zip(places, _of_work(connection, own, when), strict=True)
    return tuple(verdicts[i] for i in sorted(verdicts))


def _works(claims: Sequence[Claim]) -> list[list[int]]:
    """The places of the claims about each work."""
    found: dict[str, list[int]] = {}
    for i, claim in enumerate(claims):
        found.setdefault(block(claim.work or ""), []).append(i)
    return list(found.values())


def _of_work(connection: Connection, claims: Sequence[Claim], when: str) -> Iterator[Checked]:
    title = claims[0].work
    films = meant(connection, title, claims, when) if title else ()
    if len(films) != 1:
        because = SEVERAL if films else NO_FILM if title else NO_WORK
        yield from (Checked(c, films, Verdict("unknown", because)) for c in claims)
        return
    facts = known.facts_of(connection, films[0].id)
    for claim in claims:
        yield _one(connection, claim, films, facts)


def _one(connection: Connection, claim: Claim, films: tuple[Film, ...], facts: Sequence[Fact]) -> Checked:
    verdict = check(claim.type, claim.values, claim.status, facts)
    ids = [g.saying.id for g in verdict.grounds]
    words = {w.claim: w for w in known.words(connection, sorted(set(ids)))} if ids else {}
    return Checked(claim, films, verdict, tuple(words[i] for i in ids))
