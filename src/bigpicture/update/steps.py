"""What happens during an update, as values that a caller shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bigpicture.errors import FetchError, InputError
from bigpicture.record.sources import Source


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a source or an article."""

    source: Source
    what: str  # asked, offered, new, changed, known, later, failed, done, broken (the source itself)
    count: int = 0  # offered: how many articles are to be had; done: how many were
    article: int | None = None
    title: str | None = None
    name: str | None = None  # the address or file it is about
    copy_of: int | None = None
    problem: Mapping[str, str] | None = None  # cause, problem, remedy

    def as_dict(self) -> dict[str, Any]:
        """The step as a JSON object, without what it does not say."""
        row = {"source": self.source.id, "address": self.source.address, "what": self.what, "count": self.count,
               "article": self.article, "title": self.title, "name": self.name, "copy_of": self.copy_of,
               "problem": dict(self.problem) if self.problem else None}  # fmt: skip
        return {
            k: v
            for k, v in row.items()
            if v is not None and not (k == "count" and self.what not in ("offered", "done"))
        }


@dataclass(slots=True)
class Tally:
    """The figures of a run."""

    sources: int = 0
    new: int = 0
    changed: int = 0
    later: int = 0
    failed: int = 0  # articles
    broken: int = 0  # sources
    seen: set[int] = field(default_factory=set)

    def add(self, step: Step) -> None:
        """Count a step."""
        if step.what in ("new", "changed", "later", "failed", "broken"):
            setattr(self, step.what, getattr(self, step.what) + 1)
        self.seen.add(step.source.id)
        self.sources = len(self.seen)


def problem(error: InputError) -> dict[str, str]:
    """An error as it is stored."""
    cause = error.cause if isinstance(error, FetchError) else "unreadable"
    return {"cause": cause, "source": error.source, "problem": error.problem, "remedy": error.remedy}
