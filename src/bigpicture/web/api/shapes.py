"""From what the record gives to what /v1 answers with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bigpicture.model import Value
from bigpicture.record import decisions, known, news, quotes, sources, timeline, told
from bigpicture.record.browse import Found
from bigpicture.record.calendar import Opening
from bigpicture.record.catalogued import Link
from bigpicture.record.finding import Hit
from bigpicture.record.people import Person
from bigpicture.report import saying, sentence
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.web.api import models as m
from bigpicture.web.api.terms import Values
from bigpicture.web.facts import fact_id
from bigpicture.web.render import web
from bigpicture.weighing import Fact, Saying


def when(text: str) -> str:
    """A moment, or the day where no more is known."""
    return text.removesuffix("T24")


def values(kind: str, own: Mapping[str, Value]) -> Values:
    """Every field of a type."""
    return Values({f.name: own.get(f.name) for f in CLAIM_TYPES[kind].fields})


def film_name(film: told.Named | known.Film) -> m.FilmName:
    """A film by its name."""
    return m.FilmName(id=film.id, title=film.title, year=film.year)


def film(one: known.Film) -> dict[str, Any]:
    """The fields of a film in a list."""
    return {"id": one.id, "title": one.title, "year": one.year, "articles": one.articles, "href": f"/v1/films/{one.id}"}


def film_links(film: int) -> m.FilmLinks:
    """Where the rest of a film is."""
    own = {name: f"/v1/{name}?film={film}" for name in ("quotes", "articles", "changes", "conflicts")}
    return m.FilmLinks(facts=f"/v1/films/{film}/facts", timeline=f"/v1/films/{film}/timeline", page=f"/film/{film}",
                       jsonld=f"/film/{film}.jsonld", **own)  # fmt: skip


def ids(link: Link | None) -> dict[str, str]:
    """Identifiers of which the catalogue is sure."""
    return dict(link.ids) if link and link.sure else {}


def said(one: Saying) -> m.Saying:
    """A claim behind a fact."""
    return m.Saying(claim=one.id, article=one.article, outlet=one.outlet, when=when(one.when), status=one.status)


def fact_fields(one: Fact) -> dict[str, Any]:
    """The fields of a fact."""
    return {
        "id": fact_id(one), "type": one.type, "says": saying(one.type, one.values), "values": values(one.type, one.values),
        "standing": one.standing, "confidence": one.confidence, "reasons": list(one.reasons),
        "before": values(one.type, one.before) if one.before else None, "first": said(one.first), "origins": one.origins,
        "claims": [s.id for s in one.sayings],
    }  # fmt: skip


def fact(one: Fact) -> m.Fact:
    """A fact."""
    return m.Fact(**fact_fields(one))


def evidence(words: known.Words) -> m.Evidence:
    """A claim's words."""
    before, own, after = sentence(words.text, words.start, words.end)
    article = m.ArticleName(
        id=words.article, title=words.title, outlet=words.outlet, url=web(words.url), when=when(words.when)
    )
    return m.Evidence(
        claim=words.claim, type=words.type, status=words.status, before=before.lstrip(), words=own, after=after.rstrip(),
        start=words.start, end=words.end, article=article, by=words.by, why=list(words.why), confidence=words.confidence,
        reader=words.reader,
    )  # fmt: skip


def event(one: timeline.Event) -> m.Event:
    """Something that happened."""
    moved = one.change.before if one.change and one.kind == "moved" else None
    return m.Event(when=one.when, told=one.told, kind=one.kind, fact=fact(one.fact) if one.fact else None,
                   before=values("release", moved) if moved else None, by=said(one.by))  # fmt: skip


def change(one: news.News) -> m.Change:
    """A change."""
    made = one.change
    return m.Change(when=when(made.by.when), kind=made.kind, film=film_name(one.film), fact=fact(made.fact), was=made.was,
                    before=values(made.fact.type, made.before) if made.before else None, by=said(made.by))  # fmt: skip


def conflict(one: news.Conflict) -> m.Conflict:
    """A disagreement."""
    sides = [m.Side(fact=fact(s.fact), yes=[said(y) for y in s.yes], no=[said(n) for n in s.no]) for s in one.sides]
    return m.Conflict(film=film_name(one.film), sides=sides)


def release(one: Opening) -> m.Release:
    """A release."""
    return m.Release(film=film_name(one.film), date=one.date, end=one.end, exact=one.exact, fact=fact(one.fact))


def quotation(one: quotes.Quote) -> m.Quote:
    """A quotation."""
    return m.Quote(claim=one.claim, speaker=one.speaker, text=one.text, film=film_name(one.film) if one.film else None,
                   when=when(one.when), outlet=one.outlet, article=one.article, articles=one.articles)  # fmt: skip


def hit(one: Hit) -> m.Hit:
    """Something found."""
    at = {"film": f"films/{one.ref[1:]}", "person": f"people/{quote(one.ref, safe='')}", "quote": f"claims/{one.ref}",
          "article": f"articles/{one.ref}"}  # fmt: skip
    return m.Hit(kind=one.kind, name=one.name, about=one.about, articles=one.articles, href=f"/v1/{at[one.kind]}")


def person_link(name: str) -> str:
    """Where somebody is to be had."""
    return f"/v1/people/{quote(name, safe='')}"


def person(one: Person) -> m.Person:
    """Somebody."""
    credits = [m.Credit(film=film_name(c.film), facts=[fact(f) for f in c.facts]) for c in one.credits]
    return m.Person(name=one.name, spellings=list(one.spellings), ids=ids(one.link), quotes=one.quotes, credits=credits,
                    undecided=[film_name(f) for f in one.undecided])  # fmt: skip


def article(one: Found) -> m.Article:
    """An article of a list."""
    return m.Article(id=one.id, title=one.title, outlet=one.outlet, url=web(one.url), when=when(one.when), source=one.source,
                     copy_of=one.copy_of, versions=one.versions)  # fmt: skip


def source(one: sources.Source, *, known: bool) -> m.Source:
    """What is followed; its address only for who is known here."""
    trouble = m.Trouble(**one.problem) if one.problem else None
    return m.Source(
        id=one.id, kind=one.kind, title=one.title, address=one.address if known else None, state=one.state, added_at=one.added_at,
        checked_at=one.checked_at, next_at=one.next_at, failures=one.failures, problem=trouble if known else None,
        articles=one.articles, waiting=one.waiting, failed=one.failed,
    )  # fmt: skip


def decision(one: decisions.Logged) -> m.Decision:
    """A decision."""
    return m.Decision(
        id=one.number, kind=one.kind, subject=one.subject, about=one.told, made_at=one.made_at, undone_at=one.undone_at
    )
