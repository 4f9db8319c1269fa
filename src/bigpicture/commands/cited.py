"""Films, facts and who says them, as the rows of answers have them and as a table shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bigpicture.commands.output import Row
    from bigpicture.record.told import Named
    from bigpicture.weighing import Fact, Saying


def named(film: Named | None) -> Row | None:
    """A film."""
    return {"id": film.id, "title": film.title, "year": film.year} if film else None


def title(film: Row | None) -> str:
    """A film in a cell."""
    return "" if film is None else f"{film['title']} ({film['year']})" if film["year"] else str(film["title"])


def when(text: str) -> str:
    """When an article came out: a moment, or the day where no more is known."""
    return text.removesuffix("T24")


def by(saying: Saying) -> Row:
    """Who says something."""
    return {"when": when(saying.when), "outlet": saying.outlet, "article": saying.article, "claim": saying.id}


def who(by: Row) -> str:
    """Who says something, in a cell."""
    return f"{by['outlet'] or 'no outlet'} [{by['article']}]"


def fact(fact: Fact) -> Row:
    """A fact with the claims behind it."""
    from bigpicture.report import saying

    return {"type": fact.type, "says": saying(fact.type, fact.values), "values": dict(fact.values), "standing": fact.standing,
            "confidence": fact.confidence, "claims": [s.id for s in fact.sayings]}  # fmt: skip
