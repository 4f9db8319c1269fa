"""Mentions: one work as one article speaks of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bigpicture.model import Claim
from bigpicture.naming import bearer

_NEWS = frozenset("release screening nomination award box_office material".split())
_CREW = ("director", "writer", "producer", "cast")
CURRENT = 2  # years round its film's own in which the press means that film when it says no more than the title


@dataclass(frozen=True, slots=True)
class Mention:
    """One work as one article speaks of it. People are given by naming.bearer."""

    key: str  # see node: no two mentions that are decided together are equal
    when: str  # when the article came out, UTC
    year: int | None = None  # the work's own, as the article tells it
    directors: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()  # all of its people, the directors too
    current: int | None = None  # the article's year, where it tells news of the film, such as a release or a prize
    opens: int | None = None  # the year of the earliest release that it states
    block: str = ""  # of its title, where mentions of several blocks are decided together
    also: frozenset[str] = frozenset()  # blocks of the other titles that the article gives it

    @property
    def article(self) -> str:
        """The key of its article."""
        return self.key.partition("\t")[0]


def node(article: str, block: str) -> str:
    """The key of a mention: an article's, and the block of a title."""
    return f"{article}\t{block}"


def mention(key: str, when: str, claims: Sequence[Claim], also: Collection[str] = ()) -> Mention:
    """A mention from an article's claims about one work. What is denied tells nothing of who the film's people are."""
    stated = [c for c in claims if c.status == "stated"]
    people = {(c.type, bearer(str(c.get("person")))) for c in stated if c.type in _CREW and c.get("person")}
    years = sorted({c.year for c in stated if c.year})
    return Mention(
        key,
        when,
        years[0] if len(years) == 1 else None,
        frozenset(name for kind, name in people if kind == "director"),
        frozenset(name for _, name in people),
        int(when[:4]) if any(_is_news(c, int(when[:4])) for c in claims) else None,
        min((int(str(c.get("date"))[:4]) for c in stated if c.type == "release"), default=None),
        key.partition("\t")[2],
        frozenset(also),
    )


def _is_news(claim: Claim, year: int) -> bool:
    """Whether a claim tells what happens to a film about the time of its article."""
    told = str(claim.get("date") or claim.get("year") or year)[:4]
    return claim.type in _NEWS and told.isdigit() and abs(int(told) - year) <= CURRENT
