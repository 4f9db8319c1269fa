"""Articles to put into a store of tests, by the claims that they make, and a clock to set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from bigpicture import Article, Claim, Evidence, Image, Reading, times
from bigpicture.model import Status, Value
from bigpicture.record import Record, articles
from bigpicture.record.articles import Filed

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}\u202egnp"
Said = tuple[str, str, Mapping[str, Value], Status]  # film, type, values, status


def said(film: str, kind: str, status: Status = "stated", /, **values: Value) -> Said:
    """A claim about a film."""
    return film, kind, values, status


def opens(film: str, date: str, territory: str | None = "UK", mode: str | None = "theatrical", status: Status = "stated") -> Said:  # fmt: skip
    """A claim that a film comes out."""
    return said(film, "release", status, date=date, territory=territory, mode=mode)


def keep(
    record: Record, name: str, published: str, *claims: Said, stored: str = "", outlet: str | None = "The Daily Reel",
    url: str | None = None, images: Sequence[Image] = (),
) -> None:  # fmt: skip
    """Store an article of that name, which came out on a day and was stored at a moment (else at the end of that day)."""
    words = "; ".join(f"{film} {kind} {values}" for film, kind, values, _ in claims) or "Nothing."
    made = tuple(
        Claim(kind, film, values, status, Evidence(words, 0, len(words)), 0.9, "test", None)
        for film, kind, values, status in claims
    )
    where = url if url is not None else f"https://reel.example/{name}"
    article = Article(name, words, f"Story {name}", published, outlet, where, tuple(images))
    filed = Filed(article, articles.digest(article), Reading(article, made, ()), "test", None)
    with record.write() as connection:
        articles.keep(connection, filed, key=name, addresses=(), source=None, now=stored or f"{published}T23:59:59Z")


def clock(monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    """Set the clock that pages go by."""
    monkeypatch.setattr(times, "now", lambda: now)
