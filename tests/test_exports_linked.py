"""Linked data, read back by rdflib, which carries the vocabulary of schema.org."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import rdflib

from bigpicture.exports import Entry, gather
from bigpicture.record import Record
from tests.exported import (
    SDO,
    graph,
    low_water,
    opened,
    text,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    yield from opened(tmp_path_factory)


@pytest.fixture(scope="module")
def entries(store: Record) -> tuple[Entry, ...]:
    """Low Water alone."""
    return low_water(store)


def test_linked_data_says_what_is_agreed_as_properties_of_the_film(entries: tuple[Entry, ...]) -> None:
    g = graph(text("jsonld", entries))
    (film,) = g.subjects(rdflib.RDF.type, SDO.Movie)
    assert [str(o) for o in g.objects(film, SDO.name)] == ["Low Water"]
    assert [str(o) for o in g.objects(film, SDO.director / SDO.name)] == ["Ines Marlow"]
    assert [str(o) for o in g.objects(film, SDO.actor / SDO.actor / SDO.name)] == ["Ada Quill"]
    assert [str(o) for o in g.objects(film, SDO.actor / SDO.characterName)] == ["Mara"]
    assert [str(o) for o in g.objects(film, SDO.publisher / SDO.name)] == ["Harbour Pictures"]
    assert [str(o) for o in g.objects(film, SDO.isBasedOn / SDO.author / SDO.name)] == ["Olu Adeyinka"]
    assert [str(o) for o in g.objects(film, SDO.releasedEvent / SDO.startDate)] == ["2026-12-04"]
    assert [str(o) for o in g.objects(film, SDO.datePublished)] == ["2026-12-04"]
    assert [str(o) for o in g.objects(film, SDO.award)] == ["Lantern Awards 2027, best director, Ines Marlow"]
    (showing,) = g.subjects(SDO.workPresented, film)
    assert (showing, rdflib.RDF.type, SDO.ScreeningEvent) in g


def test_linked_data_says_the_rest_as_claims_with_where_they_appeared(entries: tuple[Entry, ...]) -> None:
    g = graph(text("jsonld", entries))
    (film,) = g.subjects(rdflib.RDF.type, SDO.Movie)
    said = list(g.objects(film, SDO.subjectOf))
    assert len(said) == len(entries[0].facts)
    standing = {str(g.value(c, SDO.text)): str(g.value(c, SDO.creativeWorkStatus)) for c in said}
    assert standing["cast: Jonah Pryce"] == "rumoured"
    assert standing["release: 2 October 2026, France, theatrical"] == "denied"
    assert standing["The sea is in every room."] == "agreed"
    plain = {str(o) for o in g.objects(film) if isinstance(o, rdflib.Literal)} | {
        str(o) for o in g.objects(film, SDO.actor / SDO.name)
    }
    assert not any("Pryce" in p for p in plain)
    for claim in said:
        assert list(g.objects(claim, (SDO.appearance | SDO.citation) / SDO.url))
        assert g.value(claim, SDO.about) == film


def test_linked_data_uses_only_words_of_schema_org(entries: tuple[Entry, ...]) -> None:
    """rdflib carries the vocabulary."""
    g = graph(text("jsonld", entries))
    words = {*g.predicates(), *g.objects(None, rdflib.RDF.type)} - {rdflib.RDF.type}
    assert len(words) > 20
    assert all(word in rdflib.SDO for word in words)


def test_an_article_is_described_once(store: Record) -> None:
    with store.read() as connection:
        made = text("jsonld", gather(connection))
    g = graph(made)
    articles = set(g.subjects(rdflib.RDF.type, SDO.NewsArticle))
    assert len(articles) == 4
    for article in articles:
        assert (str(g.value(article, SDO.url)), made.count(f'"url": "{article}"')) == (str(article), 1)
        assert len(list(g.objects(article, SDO.publisher))) == len(list(g.objects(article, SDO.headline))) == 1
    for claim in g.subjects(rdflib.RDF.type, SDO.Claim):
        assert set(g.objects(claim, SDO.firstAppearance)) <= set(g.objects(claim, SDO.appearance))
