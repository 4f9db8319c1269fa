"""Feeds of changes: headlines in plain words, Atom read back by feedparser, JSON Feed held against a schema of its specification."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import feedparser
import jsonschema
import lxml.etree
import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings

from bigpicture.commands.export import _KINDS
from bigpicture.exports import FORMATS, Changes, Item, Source, gather_changes
from bigpicture.exports.changes import _identity
from bigpicture.exports.headlines import _PHRASES, headline
from bigpicture.exports.strings import one_line
from bigpicture.record import Record, care, known
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Change, Saying, changes
from bigpicture.weighing.replay import KINDS
from tests.exported import HOSTILE, NOW, PRESS, Told, command, keep, opened

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    yield from opened(tmp_path_factory)


def all_of(record: Record, **asked: Any) -> Changes:
    with record.read() as connection:
        return gather_changes(connection, **{"most": 1_000, **asked})


def parsed(found: Changes, **options: Any) -> Any:
    """An Atom feed as feedparser reads it; nothing in it may be odd."""
    feed = feedparser.parse(b"".join(FORMATS["atom"].write(found, NOW, **options)))
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def loaded(found: Changes, **options: Any) -> dict[str, Any]:
    """A JSON Feed, which is one."""
    feed: dict[str, Any] = json.loads("".join(FORMATS["jsonfeed"].write(found, NOW, **options)))
    jsonschema.validate(feed, JSON_FEED, format_checker=jsonschema.FormatChecker())
    return feed


# JSON Feed 1.1 as its specification words it: what must be there, what kind each value is. No more is written than this.
_TEXT, _URL = {"type": "string", "minLength": 1}, {"type": "string", "pattern": "^https?://"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_AUTHORS = {"type": "array", "items": {
    "type": "object", "minProperties": 1, "additionalProperties": False,
    "properties": {"name": _TEXT, "url": _URL, "avatar": _URL}}}  # fmt: skip
JSON_FEED: dict[str, Any] = {
    "type": "object", "required": ["version", "title", "items"], "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"}, "title": _TEXT, "home_page_url": _URL, "feed_url": _URL,
        "description": _TEXT, "authors": _AUTHORS, "language": _TEXT,
        "items": {"type": "array", "items": {
            "type": "object", "required": ["id"], "additionalProperties": False,
            "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
            "properties": {
                "id": _TEXT, "url": _URL, "external_url": _URL, "title": _TEXT, "content_html": _TEXT, "content_text": _TEXT,
                "summary": _TEXT, "date_published": _TIME, "date_modified": _TIME, "authors": _AUTHORS,
                "tags": {"type": "array", "items": _TEXT}, "language": _TEXT}}}},
}  # fmt: skip


# --- headlines


def say(n: int, kind: str, status: str = "stated", /, **values: Any) -> Saying:
    """What the nth article says, in the nth month: long enough after the one before not to stand against it."""
    full = {f.name: values.get(f.name) for f in CLAIM_TYPES[kind].fields}
    return Saying(n, kind, full, status, 0.9, f"2026-{n:02d}-10T09:00:00Z", n, n, f"Outlet {n}")  # type: ignore[arg-type]


def last(*said: Saying) -> Change:
    """The last change that these bring; what a move supersedes is told by the move."""
    return [c for c in changes(said) if c.kind != "superseded"][-1]


UK: dict[str, Any] = {"territory": "UK", "mode": "theatrical"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (last(say(1, "release", date="2023-11-03", **UK), say(2, "release", date="2024-03-01", **UK)),
         "release in the UK moved to 1 March 2024, was 3 November 2023"),
        (last(say(1, "release", date="2027-21", territory="Japan")), "release in Japan in spring 2027"),
        (last(say(1, "release", "rumoured", date="2027", territory="worldwide", mode="streaming")),
         "streaming release worldwide in 2027 (rumoured)"),
        (last(say(1, "release", date="2027-05-01"), say(2, "release", "denied", date="2027-05-01")),
         "release on 1 May 2027 (denied)"),
        (last(say(1, "cast", person="Ada Quill", character="Mara")), "Ada Quill as Mara"),
        (last(say(1, "cast", "rumoured", person="Ada Quill"), say(2, "cast", person="Ada Quill")), "Ada Quill in the cast (confirmed)"),
        (last(say(1, "box_office", amount=41_500_000, currency="USD", territory="worldwide", period="total")),
         "$41.5 million worldwide so far"),
        (last(say(1, "box_office", amount=41_500_000, currency="USD", territory="US", period="total"),
              say(2, "box_office", amount=52_000_000, currency="USD", territory="US", period="total")),
         "$52 million in the US so far, was $41.5 million"),
        (last(say(1, "award", award="Lantern Awards", category="Best director", person="Ines Marlow", year=2027)),
         "Ines Marlow wins best director at the Lantern Awards 2027"),
        (last(say(1, "award", award="Palme d'Or", year=2027)), "wins Palme d'Or 2027"),
        (last(say(1, "award", award="Lantern Awards", count=3)), "3 prizes at the Lantern Awards"),
        (last(say(1, "nomination", award="Lantern Awards", count=1, year=2027)), "1 nomination at the Lantern Awards 2027"),
        (last(say(1, "nomination", category="best film")), "nominated for best film at an unnamed body"),
        (last(say(1, "screening", event="Skerry Film Festival", year=2026, kind="premiere")), "premiere at the Skerry Film Festival 2026"),
        (last(say(1, "company", organization="Harbour", role="distributor")), "distributed by Harbour"),
        (last(say(1, "based_on", title="The Tide Table", author="Olu Adeyinka")), "based on The Tide Table by Olu Adeyinka"),
        (last(say(1, "material", kind="trailer")), "new trailer"),
        (last(say(1, "quote", speaker="Ines Marlow", text="It is done.")), "Ines Marlow: “It is done.”"),
    ],
)  # fmt: skip
def test_a_headline_says_what_changed(change: Change, words: str) -> None:
    assert headline("Low Water", change) == f"Low Water: {words}"


def test_every_type_of_claim_has_a_phrase_and_every_kind_of_change_can_be_asked_for() -> None:
    assert set(_PHRASES) == set(CLAIM_TYPES)
    assert set(_KINDS) == set(KINDS) - {"unsettled"}
    assert set(_KINDS) < set(KINDS)


def test_a_headline_is_one_line_of_bounded_length_that_keeps_its_mark() -> None:
    change = last(
        say(1, "quote", speaker="Ada", text="word\n" * 100),
        say(2, "quote", "denied", speaker="Ada", text="word\n" * 100),
    )
    made = headline("Low\nWater", change)
    assert made.startswith("Low Water: Ada: “word word")
    assert made.endswith("… (denied)")
    assert len(made) == 160


# --- what is in a feed


def test_each_change_is_an_entry_with_its_words_and_article_the_newest_first(store: Record) -> None:
    found = all_of(store)
    feed = parsed(found)
    titles = [e.title for e in feed.entries]
    assert titles.index("Low Water: release in the UK moved to 4 December 2026, was 13 November 2026") > 0
    assert [e.published for e in feed.entries] == sorted((e.published for e in feed.entries), reverse=True)
    moved = next(e for e in feed.entries if "moved" in e.title)
    assert [t.term for t in moved.tags] == ["moved", "release"]
    assert (moved.author, moved.published) == ("Screen Ledger", "2026-03-01T23:59:59Z")
    address = "https://screen-ledger.example/2026-03-01"
    assert {(x.rel, x.href) for x in moved.links} == {("alternate", address), ("via", address)}
    assert "Screen Ledger on Low Water: release {" in moved.content[0].value
    assert "Until then: 13 November 2026, UK, theatrical" in moved.content[0].value
    assert f'<a href="{address}">Low Water | the new dates</a>' in moved.content[0].value
    assert feed.feed.updated == max(e.updated for e in feed.entries)


@pytest.mark.parametrize("form", ["atom", "jsonfeed"])
def test_golden(form: str, store: Record, golden: Callable[[str, str], None]) -> None:
    pieces = FORMATS[form].write(all_of(store), NOW)
    golden(f"export{FORMATS[form].suffix}", "".join(p if isinstance(p, str) else p.decode() for p in pieces))


def test_both_feeds_tell_the_same(store: Record) -> None:
    found = all_of(store)
    atom, items = parsed(found).entries, loaded(found)["items"]
    assert len(items) > 15
    assert [i["id"] for i in items] == [e.id for e in atom]
    assert [i["title"] for i in items] == [e.title for e in atom]
    assert [i["external_url"] for i in items] == [e.link for e in atom]
    assert [i["tags"] for i in items] == [[t.term for t in e.tags] for e in atom]
    assert [i["authors"][0]["name"] for i in items] == [e.author for e in atom]


def test_a_record_with_an_address_leads_to_its_own_pages_and_keeps_the_identities(store: Record) -> None:
    found = all_of(store)
    here = {"base": "https://films.example/", "address": "https://films.example/changes.atom"}
    feed = parsed(found, **here)
    assert {(x.rel, x.href) for x in feed.feed.links} == {("alternate", here["base"]), ("self", here["address"])}
    first = feed.entries[0]
    assert first.link == f"https://films.example/film/{found.items[0].film}"
    assert next(x.href for x in first.links if x.rel == "via") == found.items[0].source.url
    assert [e.id for e in feed.entries] == [e.id for e in parsed(found).entries]
    made = loaded(found, **here)
    assert (made["home_page_url"], made["feed_url"]) == (here["base"], here["address"])
    assert (made["items"][0]["url"], made["items"][0]["external_url"]) == (first.link, found.items[0].source.url)


def test_an_article_without_address_or_outlet_is_still_an_entry(store: Record) -> None:
    found = all_of(store)
    bare = replace(found, items=(replace(found.items[0], source=Source(None, "file:///home/a.md", "2026", None)),))
    (entry,) = parsed(bare).entries
    assert "author" not in entry
    assert "links" not in entry
    assert entry.content[0].value.endswith("<p>2026: an article without a headline</p>")
    (item,) = loaded(bare)["items"]
    assert not {"url", "external_url", "authors"} & set(item)


def test_atom_has_what_rfc_4287_asks_for(store: Record) -> None:
    root = lxml.etree.fromstring(b"".join(FORMATS["atom"].write(all_of(store), NOW)))
    for node in (root, *root.iter(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{tag}")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [node.text for node in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(text and text.startswith("urn:uuid:") and UUID(text) for text in ids)


def test_a_feed_of_nothing_is_a_feed(store: Record) -> None:
    none = all_of(store, since="2030")
    assert none.items == ()
    assert (parsed(none).feed.updated, parsed(none).entries) == (NOW, [])
    assert loaded(none)["items"] == []


# --- identities and times


def ids(found: Changes) -> dict[UUID, str]:
    made = {i.id: f"{i.film} {headline(i.title, i.change)}" for i in found.items}
    assert len(made) == len(found.items)
    return made


def test_an_entry_keeps_its_identity_in_a_copy_that_was_put_back(store: Record, tmp_path: Path) -> None:
    care.backup(store, tmp_path / "copy.db")
    care.restore(str(tmp_path / "new.db"), tmp_path / "copy.db", NOW)
    again = Record.open(str(tmp_path / "new.db"))
    assert ids(all_of(again)) == ids(all_of(store))
    again.close()


def test_an_entry_keeps_its_identity_when_articles_come_and_in_whichever_order(store: Record, tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "press.db"))
    keep(record, "Wire", "2026-03-09", "Another", [("genre", "stated", {"genre": "noir"})], title="Another Film")
    before: set[UUID] = set()
    for outlet, day, headline_, told in PRESS:
        keep(record, outlet, day, headline_, told)
        now = set(ids(all_of(record)))
        assert before < now
        before = now
    record.close()
    record = Record.open(str(tmp_path / "reversed.db"))
    for outlet, day, headline_, told in reversed(PRESS):
        keep(record, outlet, day, headline_, told)
    with store.read() as connection:
        own = gather_changes(connection, [known.film(connection, "Low Water")], most=1_000)
    assert set(ids(all_of(record))) == set(ids(own))
    record.close()


def test_what_kind_of_change_it_is_does_not_touch_an_identity(tmp_path: Path) -> None:
    """An earlier article that comes in late can turn what was new into what was confirmed."""
    record = Record.open(str(tmp_path / "press.db"))
    keep(record, "Ledger", "2026-02-10", "Cast", [("cast", "stated", {"person": "Ada Quill"})])
    (new,) = all_of(record).items
    keep(record, "Reel", "2026-01-10", "In talks", [("cast", "rumoured", {"person": "Ada Quill"})])
    confirmed, rumour = all_of(record).items
    assert [i.change.kind for i in (new, confirmed, rumour)] == ["new", "confirmed", "new"]
    assert new.id == confirmed.id != rumour.id
    record.close()


def test_how_the_record_spells_a_person_does_not_touch_an_identity() -> None:
    row: Any = {
        "key": "https://reel.example/a",
        "block": "her",
        "values": {"person": "Robert Downey", "character": None},
    }
    short, whole = (last(say(1, "cast", person=called)) for called in ("Robert Downey", "Robert Downey Jr."))
    assert _identity(row, short) == _identity(row, whole)
    assert _identity(row, short) != _identity({**row, "block": "him"}, short)
    row = {**row, "values": {"date": "2027-05-01", "territory": "US and UK"}}
    us, uk = (last(say(1, "release", date="2027-05-01", territory=place)) for place in ("US", "UK"))
    assert _identity(row, us) != _identity(row, uk)


def test_an_edited_article_updates_its_entries(tmp_path: Path) -> None:
    record = Record.open(str(tmp_path / "press.db"))
    told: list[Told] = [("genre", "stated", {"genre": "drama"})]
    keep(record, "Reel", "2026-11-29", "First", told, now="2026-11-29T09:30:00Z")
    (first,) = all_of(record).items
    assert (
        first.published == first.updated == datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
    )  # not the end of a day that is not over
    keep(record, "Reel", "2026-11-29", "Mended", told, now="2026-11-30T10:00:00Z")
    (edited,) = all_of(record).items
    assert (edited.id, edited.published, edited.source.title) == (first.id, first.published, "Mended")
    assert edited.updated == datetime(2026, 11, 30, 10, tzinfo=UTC)
    record.close()


# --- what is asked for


def test_changes_are_narrowed(store: Record) -> None:
    everything = all_of(store).items
    assert len(all_of(store, most=3).items) == 3
    assert all_of(store, most=3).items == everything[:3]
    assert {i.change.kind for i in all_of(store, kind=["moved", "denied"]).items} == {"moved", "denied"}
    uk = all_of(store, territory=["GB"])
    assert {i.change.fact.values["territory"] for i in uk.items} == {"UK", "worldwide"}
    assert {i.title for i in all_of(store, since="2026-03-06").items} == {"Paper Kites"}
    assert all_of(store, moment="2026-02").items == everything[-len(all_of(store, moment="2026-02").items) :]
    with store.read() as connection:
        two = [known.film(connection, "Paper Kites"), known.film(connection, "Low Water")]
        assert {i.id for i in gather_changes(connection, [*two, *two], most=1_000).items} == {i.id for i in everything}
        one = gather_changes(connection, two[:1], kind=["new"])
    assert (one.asked, parsed(one).feed.title) == (("Paper Kites", "new"), "Film news, Paper Kites, new")


def test_the_command_tells_where_there_is_nothing_and_a_title_is_told_whole(store: Record) -> None:
    done = command(store, "atom")
    assert (done.exit_code, "nothing changed since" in done.stderr) == (0, True)
    assert feedparser.parse(done.stdout_bytes).entries == []
    assert len(feedparser.parse(command(store, "atom", "Low Water").stdout_bytes).entries) > 10
    some = command(
        store, "jsonfeed", "--since", "2026-03", "--kind", "moved", "--territory", "UK", "--base", "https://a.example"
    )
    (item,) = json.loads(some.stdout)["items"]
    assert (item["url"][:23], item["tags"]) == ("https://a.example/film/", ["moved", "release"])
    assert some.stderr == ""


# --- whatever the words hold


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(HOSTILE)
def test_no_words_break_a_feed(words: str) -> None:
    change = last(say(1, "cast", person=words, character=words))
    when = datetime(2026, 11, 1, tzinfo=UTC)
    source = Source(words, f"https://reel.example/{words}", "2026-11-01", words)
    found = Changes((Item(UUID(int=1), 1, words, change, words, source, when, when),), (words,))
    shown = one_line(words)
    root = lxml.etree.fromstring(b"".join(FORMATS["atom"].write(found, NOW)))
    (item,) = loaded(found)["items"]
    assert root.findtext(f"{ATOM}title") == ", ".join(filter(None, ("Film news", shown)))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == item["title"] == headline(words, change)
    assert root.findtext(f"{ATOM}entry/{ATOM}content") == item["content_html"]
    page = lxml.html.fragment_fromstring(item["content_html"], create_parent="div")
    assert {e.tag for e in page.iter()} == {"div", "p", "br", "blockquote", "a"}
    assert all(set(e.attrib) <= ({"href"} if e.tag == "a" else set()) for e in page.iter())
    assert page.find("blockquote").text_content().strip() == shown
    assert page.find(".//a").get("href") == item["external_url"]
    assert feedparser.parse(b"".join(FORMATS["atom"].write(found, NOW))).version == "atom10"
