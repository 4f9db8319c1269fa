"""Checking a draft: each outcome in plain words, on values alone and on a store with its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.checking import NO_FILM, NO_WORK, SEVERAL, Checked, checked
from bigpicture.commands.check import WRONG
from bigpicture.commands.check import check as command
from bigpicture.intake.bytes import clean, decode
from bigpicture.intake.text import from_markdown, from_text
from bigpicture.places import Place, Places, is_text, raw_text
from bigpicture.record import Record, articles
from bigpicture.record.articles import Filed
from bigpicture.sarif import LEVELS, sarif, uri
from bigpicture.weighing import Saying, facts
from bigpicture.weighing.alike import date_within, dates_apart, same_figure
from bigpicture.weighing.check import VERDICTS, Verdict, check
from tests.test_weighing import said

UK = {"territory": "UK", "mode": "theatrical"}


def verdict(kind: str, *press: Saying, status: str = "stated", **values: Any) -> Verdict:
    """What a record of these sayings makes of a draft's claim."""
    return check(kind, values, status, facts(press))  # type: ignore[arg-type]


def outcome(kind: str, *press: Saying, status: str = "stated", **values: Any) -> str:
    made = verdict(kind, *press, status=status, **values)
    assert made.outcome in VERDICTS
    assert made.because
    return made.outcome


def release(date: str, day: str = "01-01", status: str = "stated", **more: Any) -> Saying:
    origin, outlet = more.pop("origin", 0), more.pop("outlet", "")
    return said("release", day, status, origin=origin, outlet=outlet, date=date, **{**UK, **more})


def cast(person: str, character: str | None, day: str = "01-01", status: str = "stated") -> Saying:
    return said("cast", day, status, person=person, character=character)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-11-13", "confirmed"),
        ("2026-11", "confirmed"),
        ("2026-23", "confirmed"),
        ("2026", "confirmed"),
        ("2026-11-14", "contradicted"),
        ("2026-12", "contradicted"),
        ("2026-22", "contradicted"),
        ("2027", "contradicted"),
    ],
)
def test_a_date_is_confirmed_by_one_that_lies_in_it_and_contradicted_by_another(date: str, expected: str) -> None:
    assert outcome("release", release("2026-11-13"), date=date, **UK) == expected


def test_a_day_is_not_confirmed_by_its_month() -> None:
    made = verdict("release", release("2026-11"), date="2026-11-13", **UK)
    assert (made.outcome, made.because) == ("unknown", "the record tells it only roughly")
    assert [g.fact.values["date"] for g in made.grounds] == ["2026-11"]


def test_dates_of_other_places_and_kinds_contradict_nothing() -> None:
    press = release("2026-11-13"), release("2026-12-26", territory="US"), release("2027-02-01", mode="streaming")
    assert outcome("release", *press, date="2026-11-20", territory="France", mode="theatrical") == "unknown"
    assert outcome("release", *press, date="2026-11-20", territory="US", mode="streaming") == "unknown"
    assert outcome("release", *press, date="2026-12-26", **UK) == "contradicted"


def test_a_draft_that_names_no_place_may_mean_any() -> None:
    press = release("2026-11-13"), release("2026-12-26", territory="US")
    assert outcome("release", *press, date="2026-12-26", territory=None, mode=None) == "confirmed"
    assert outcome("release", *press, date="2027-12-26", territory=None, mode=None) == "contradicted"


def test_a_wide_release_is_a_theatrical_one() -> None:
    press = release("2026-12-22", mode="wide")
    assert outcome("release", press, date="2026-12-22", **UK) == "confirmed"
    assert outcome("release", press, date="2026-12-08", **UK) == "contradicted"


def test_a_record_that_names_no_place_confirms_but_for_the_place() -> None:
    made = verdict("release", release("2026-11-13", territory=None), date="2026-11-13", **UK)
    assert (made.outcome, made.because) == ("confirmed", "but for the territory, which the record does not tell")
    assert outcome("release", release("2026-11-13", territory=None), date="2026-11-14", **UK) == "unknown"


def test_a_moved_date_is_outdated_since_a_day_by_the_outlet_that_said_so_first() -> None:
    press = (
        release("2026-11-03", "01-01"),
        release("2027-03-15", "08-24", outlet="The Daily Reel"),
        release("2027-03-15", "09-24", outlet="Screen Ledger"),
    )
    made = verdict("release", *press, date="2026-11-03", **UK)
    assert made.outcome == "outdated"
    assert made.because == "it was so until 2026-08-24, when something else was first said by The Daily Reel"
    assert [g.fact.values["date"] for g in made.grounds] == ["2027-03-15", "2026-11-03"]
    assert (made.grounds[0].saying.when[:10], made.grounds[0].saying.outlet) == ("2026-08-24", "The Daily Reel")
    assert outcome("release", *press, date="2027-03-15", **UK) == "confirmed"
    assert outcome("release", *press, date="2028-01-01", **UK) == "contradicted"


def test_a_date_that_is_denied_and_has_a_new_one_is_outdated() -> None:
    press = (
        release("2026-11-03", "01-01"),
        release("2026-11-03", "08-24", "denied"),
        release("2027-03-15", "08-24"),
    )
    assert outcome("release", *press, date="2026-11-03", **UK) == "outdated"
    assert outcome("release", *press[:2], date="2026-11-03", **UK) == "contradicted"
    assert outcome("release", *press[:2], date="2026", **UK) == "unknown"  # a day denied denies not its year


def test_a_contested_date_is_shown_with_both_sides() -> None:
    press = [release(d, f"05-{n:02d}") for n, d in enumerate(["2026-11-13", "2026-11-20"] * 2, 1)]
    made = verdict("release", *press, date="2026-11-13", **UK)
    assert made.outcome == "contested"
    assert {g.fact.values["date"] for g in made.grounds} == {"2026-11-13", "2026-11-20"}
    assert outcome("release", *press, date="2026-12-25", **UK) == "contested"


def test_a_contested_denial_is_shown_with_both_sides() -> None:
    press = [
        said("company", f"01-0{n}", status, organization="Neon", role="distributor")
        for n, status in enumerate(["stated", "denied", "stated"], 1)
    ]
    made = verdict("company", *press, organization="Neon", role="distributor")
    assert made.outcome == "contested"
    assert {g.saying.status for g in made.grounds} == {"stated", "denied"}


def test_what_is_only_rumoured_is_a_warning_unless_the_draft_says_so() -> None:
    talks = cast("Ada Quill", None, status="rumoured")
    assert outcome("cast", talks, person="Ada Quill", character=None) == "rumoured"
    assert outcome("cast", talks, person="Ada Quill", character=None, status="rumoured") == "confirmed"
    signed = cast("Ada Quill", "Mara", "02-01")
    assert outcome("cast", talks, signed, person="Ada Quill", character=None, status="rumoured") == "confirmed"


def test_a_part_is_confirmed_by_its_name_or_a_part_of_it_and_contradicted_by_another() -> None:
    known = cast("Ada Quill", "Mara Voss")
    assert outcome("cast", known, person="ADA QUILL", character="Mara") == "confirmed"
    assert outcome("cast", known, person="Ada Quill", character=None) == "confirmed"
    assert outcome("cast", known, person="Ada Quill", character="a pilot") == "unknown"  # a description, not a name
    assert outcome("cast", known, person="Ada Quill", character="Irulan") == "contradicted"
    assert outcome("cast", known, person="Tobias Renn", character="Mara Voss") == "unknown"
    assert outcome("cast", cast("Ada Quill", None), person="Ada Quill", character="Mara") == "confirmed"


def test_the_words_shown_are_those_that_tell_the_part() -> None:
    made = verdict("cast", cast("Ada Quill", "Mara", "01-01"), cast("Ada Quill", None, "09-01"), person="Ada Quill",
                   character="Irulan")  # fmt: skip
    assert [g.saying.values["character"] for g in made.grounds] == ["Mara"]


def test_a_part_that_was_left_is_contradicted() -> None:
    press = cast("Ada Quill", "Mara"), cast("Ada Quill", None, "06-01", "denied")
    made = verdict("cast", *press, person="Ada Quill", character="Mara")
    assert (made.outcome, made.because) == ("contradicted", "it is denied")
    assert made.grounds[0].saying.status == "denied"


def test_another_director_is_contradicted_where_several_agree() -> None:
    once = said("director", "01-01", person="Ines Marlow", origin=1)
    again = said("director", "01-02", person="Ines Marlow", origin=2)
    assert outcome("director", once, again, person="Ines Marlow") == "confirmed"
    assert outcome("director", once, person="Hugo Lind") == "unknown"
    assert outcome("director", once, again, person="Hugo Lind") == "contradicted"
    assert outcome("director", once, again, said("director", "01-03", person="Hugo Lind"), person="Hugo Lind") == (
        "confirmed"
    )


OPENED = {"currency": "USD", "territory": "North America", "period": "opening"}


@pytest.mark.parametrize(
    ("amount", "expected"), [(82e6, "confirmed"), (82.5e6, "confirmed"), (95e6, "contradicted"), (80e6, "contradicted")]
)
def test_figures_are_one_within_rounding(amount: float, expected: str) -> None:
    assert (
        outcome("box_office", said("box_office", "01-01", amount=82e6, **OPENED), amount=amount, **OPENED) == expected
    )


def test_other_takings_contradict_nothing_and_a_total_may_have_grown() -> None:
    total = said("box_office", "01-01", amount=250e6, **{**OPENED, "period": "total"})
    earlier = said("box_office", "01-01", amount=180e6, **{**OPENED, "period": "total"}, origin=9)
    later = said("box_office", "03-01", amount=250e6, **{**OPENED, "period": "total"}, origin=9)
    asked = {**OPENED, "period": "total"}
    assert outcome("box_office", total, amount=95e6, **OPENED) == "unknown"
    assert outcome("box_office", total, amount=95e6, **{**asked, "territory": "UK"}) == "unknown"
    assert outcome("box_office", total, amount=300e6, **asked) == "unknown"
    assert outcome("box_office", total, amount=95e6, **asked) == "contradicted"
    assert outcome("box_office", earlier, later, amount=180e6, **asked) == "outdated"


def test_a_prize_is_held_against_its_body_category_and_number() -> None:
    prize = said("award", "01-01", award="the Palme d'Or", category=None, person=None, year=2026, count=None)
    assert outcome("award", prize, award="Palme d'Or", category=None, person=None, year=None, count=None) == "confirmed"
    assert outcome("award", prize, award="Palme d'Or", category="best film", person=None, year=None, count=None) == (
        "unknown"
    )
    seven = said("award", "01-01", award="Oscars", category=None, person=None, year=2026, count=7)
    asked = {"award": "Oscars", "category": None, "person": None, "year": 2026}
    assert outcome("award", seven, **asked, count=7) == "confirmed"
    assert outcome("award", seven, **asked, count=6) == "contradicted"


def test_one_category_denied_is_not_the_body_denied() -> None:
    asked = {"award": "Oscars", "person": None, "year": 2026, "count": None}
    no = said("nomination", "01-01", "denied", **asked, category="best director")
    assert outcome("nomination", no, **asked, category="best director") == "contradicted"
    assert outcome("nomination", no, **asked, category=None) == "unknown"


def test_a_draft_that_denies_is_contradicted_by_what_is_agreed_and_confirmed_by_a_denial() -> None:
    press = release("2026-11-03", "01-01"), release("2027-03-15", "08-24")
    assert outcome("release", *press, date="2027-03-15", **UK, status="denied") == "contradicted"
    assert outcome("release", *press, date="2026-11-03", **UK, status="denied") == "confirmed"
    assert outcome("release", *press, date="2028-01-01", **UK, status="denied") == "confirmed"
    left = cast("Ada Quill", None, status="denied")
    assert outcome("cast", left, person="Ada Quill", character="Mara", status="denied") == "confirmed"
    assert outcome("cast", left, person="Tobias Renn", character=None, status="denied") == "unknown"


def test_a_genre_a_company_a_source_and_a_quotation_are_held_against_their_names() -> None:
    press = (
        said("genre", "01-01", genre="science fiction epic"),
        said("company", "01-01", organization="Warner Bros. Pictures", role="distributor"),
        said("based_on", "01-01", title="The Salt Road", author="Mina Sato"),
        said("quote", "01-01", speaker="Ada Quill", text="We wanted the sea to be in every room"),
    )
    assert outcome("genre", *press, genre="science fiction") == "confirmed"
    assert outcome("genre", *press, genre="comedy") == "unknown"
    assert outcome("company", *press, organization="Warner Bros", role=None) == "confirmed"
    assert outcome("company", *press, organization="Warner Bros", role="sales") == "unknown"
    assert outcome("based_on", *press, title="Salt Road", author=None) == "confirmed"
    assert outcome("quote", *press, speaker="Ada Quill", text="the sea to be in every room") == "confirmed"


@given(st.dates(), st.sampled_from([4, 7, 10]), st.dates(), st.sampled_from([4, 7, 10]))
def test_of_two_dates_one_lies_in_the_other_or_they_are_apart_or_neither(one: Any, n: int, other: Any, m: int) -> None:
    a, b = f"{one:%Y-%m-%d}".zfill(10)[:n], f"{other:%Y-%m-%d}".zfill(10)[:m]
    assert date_within(a, b) == b.startswith(a)
    assert dates_apart(a, b) == (not a.startswith(b) and not b.startswith(a))


@given(st.integers(1, 10**10), st.integers(1, 10**10))
def test_one_figure_is_symmetrical_and_rounding_gives_the_same_figure(one: int, other: int) -> None:
    assert same_figure(one, other) == same_figure(other, one)
    assert same_figure(one, float(f"{one:.2g}"))
    assert not same_figure(one, one * 1.2 + 1)


# The draft's place in its file.

FILES = [
    b"date 2026-11-01\n\n  Ada Quill stars in Night Ferry.\n\nIt opens.\n",
    b"\xef\xbb\xbfAda Quill\r\nstars in Night Ferry.\r\n\r\nIt opens.\r\n",
    "Été: Ada Quill\rstars in Night Ferry.\r\rIt opens.".encode("utf-16"),
    b"\x93Caf\xe9\x94 by Ada Quill, Night Ferry and It opens. " + b"plain words " * 9,
]


def place_of(data: bytes, name: str, words: str, number: int = 0) -> tuple[Place | None, str]:
    """The place of the words of a file's article, and the characters that stand there in the file."""
    text = decode(name, data)
    (article,) = (from_markdown if name.endswith(".md") else from_text)(name, text)
    raw = raw_text(data, clean, text)
    assert raw is not None
    start = -1
    for _ in range(number + 1):
        start = article.text.index(words, start + 1)
    place = Places(raw).place(article, start, start + len(words))
    return place, raw[place.offset : place.offset + place.length] if place else ""


@pytest.mark.parametrize("data", FILES)
@pytest.mark.parametrize("words", ["Ada Quill", "Night Ferry", "It opens."])
def test_words_of_plain_text_stand_exactly_where_they_stand(data: bytes, words: str) -> None:
    place, found = place_of(data, "a.txt", words)
    assert (found, place is not None) == (words, True)


def test_lines_and_columns_count_from_one() -> None:
    place, _ = place_of(FILES[0], "a.txt", "Night Ferry.\n\nIt")
    assert place == Place(38, 16, 3, 22, 5, 3)
    assert place_of(FILES[1], "a.txt", "Night")[0] == Place(20, 5, 2, 10, 2, 15)


def test_newlines_of_two_characters_count_as_the_file_has_them() -> None:
    place = Places("a * b\r\nc *\r\n").place(Article("a", "a * b\nc *"), 8, 9)
    assert place == Place(9, 1, 2, 3, 2, 4)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), st.data())
def test_any_part_of_any_text_is_found_again(text: str, data: st.DataObject) -> None:
    bytes_ = text.encode()
    cleaned = clean(text)
    if not cleaned.strip() or "\0" in text or text.startswith("\ufeff"):
        return
    article = Article("a", cleaned.strip())
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    raw = raw_text(bytes_, clean, cleaned)
    assert raw is not None
    place = Places(raw).place(article, start, end)
    assert place is not None
    assert clean(raw[place.offset : place.offset + place.length]) == article.text[start:end]


MARKDOWN = b"""---
title: Night Ferry
---
# Night Ferry sails

**Ada Quill** stars in *Night Ferry*, says [The Daily
Reel](https://reel.example/Night%20Ferry) & others.

> Hugo Lind
> directs Night Ferry &amp; more.

Ada Quill loves __Night__ Ferry.
"""


@pytest.mark.parametrize(
    ("words", "number", "expected", "line"),
    [
        ("Ada Quill stars in Night Ferry", 0, "Ada Quill** stars in *Night Ferry", 6),
        ("The Daily Reel", 0, "The Daily\nReel", 6),
        ("Night Ferry", 0, "Night Ferry", 6),
        ("Night Ferry", 1, "Night Ferry", 10),
        ("Night Ferry", 2, "Night__ Ferry", 12),
        ("Hugo Lind directs", 0, "Hugo Lind\n> directs", 9),
        ("Ferry & more", 0, "Ferry &amp; more", 10),
    ],
)
def test_words_of_markdown_are_found_in_the_source(words: str, number: int, expected: str, line: int) -> None:
    place, found = place_of(MARKDOWN, "a.md", words, number)
    assert place is not None
    assert (found, place.line) == (expected, line)


def test_words_that_the_file_does_not_hold_have_no_place() -> None:
    assert Places("other words").place(Article("a", "Ada Quill"), 0, 9) is None
    assert [is_text(name) for name in ("a.txt", "a.md", "notes", "a.html", "a.json", "a.jsonl", "a.eml")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


# A draft and a store.

NOW = "2026-11-29T09:30:00Z"


def keep(
    record: Record, key: str, day: str, title: str, *told: tuple[str, dict[str, Any]], year: int | None = None
) -> None:
    """An article of The Daily Reel that makes these claims about one film."""
    text = f"{title} as told by {key}"
    claims = tuple(
        Claim(kind, title, values, "stated", Evidence(title, 0, len(title)), 0.9, "test", year) for kind, values in told
    )
    article = Article(key, text, published=day, outlet="The Daily Reel", url=f"https://reel.example/{key}")
    with record.write() as connection:
        filed = Filed(article, articles.digest(article), Reading(article, claims, ()), "test", None)
        articles.keep(connection, filed, key=key, addresses=(), source=None, now=NOW)


def person(kind: str, name: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return kind, {"person": name, **more}


def opens(date: str) -> tuple[str, dict[str, Any]]:
    return "release", {"date": date, **UK}


@pytest.fixture
def store(tmp_path: Path) -> str:
    address = str(tmp_path / "press.db")
    record = Record.open(address)
    director = person("director", "Ines Marlow")
    keep(record, "a", "2026-10-01", "Night Ferry", director, opens("2027-05-03"), person("cast", "Ada Quill", character="Mara"), year=2027)  # fmt: skip
    keep(record, "b", "2026-10-02", "Night Ferry", director, opens("2027-05-03"))
    keep(record, "c", "2026-10-03", "Night Ferry", person("director", "Hugo Lind"), opens("1950-01-05"), year=1950)
    keep(record, "d", "2026-10-04", "Low Water", opens("2027-06-01"), year=2027)
    record.close()
    return address


def held(address: str, *claims: Claim) -> tuple[Checked, ...]:
    text = " ".join(c.evidence.text for c in claims)
    record = Record.open(address)
    with record.read() as connection:
        found = checked(connection, Reading(Article("draft", text), claims, ()), NOW)
    record.close()
    return found


def drafted(kind: str, work: str | None, values: dict[str, Any], year: int | None = None) -> Claim:
    return Claim(kind, work, values, "stated", Evidence("x", 0, 1), 0.9, "test", year)


def test_the_film_meant_is_the_one_that_is_current_or_of_that_year_or_of_those_people(store: str) -> None:
    release_ = opens("2027-05-03")
    assert held(store, drafted(*release_[:1], "The Night Ferry", release_[1]))[0].films[0].year == 2027
    assert held(store, drafted("release", "Night Ferry", release_[1], 1950))[0].films[0].year == 1950
    assert [f.year for f in held(store, drafted("director", "Night Ferry", {"person": "Hugo Lind"}))[0].films] == [1950]
    alone = held(store, drafted("director", "Low Water", {"person": "Nobody Known"}))[0]
    assert [f.title for f in alone.films] == ["Low Water"]


def test_words_are_those_of_the_outlet_that_speaks_against_the_draft(store: str) -> None:
    (one,) = held(store, drafted("release", "Night Ferry", {"date": "2027-05-04", **UK}, 2027))
    assert one.verdict.outcome == "contradicted"
    assert [(w.outlet, w.when[:10], w.text[w.start : w.end]) for w in one.words] == [
        ("The Daily Reel", "2026-10-02", "Night Ferry")
    ]


def test_a_film_that_nobody_knows_and_a_claim_about_none_are_unknown(store: str) -> None:
    nobody, none = held(store, drafted("genre", "Winter Post", {"genre": "drama"}), drafted("quote", None, {"speaker": "A", "text": "b"}))  # fmt: skip
    assert (nobody.verdict.outcome, nobody.verdict.because) == ("unknown", NO_FILM)
    assert (none.verdict.outcome, none.verdict.because) == ("unknown", NO_WORK)


def test_a_title_that_stays_ambiguous_is_unknown_with_its_candidates(tmp_path: Path) -> None:
    address = str(tmp_path / "two.db")
    record = Record.open(address)
    for key, name in (("a", "Ines Marlow"), ("b", "Hugo Lind")):
        keep(record, key, "2026-10-01", "Night Ferry", person("director", name), opens("2027-05-03"))
    record.close()
    (one,) = held(address, drafted("genre", "Night Ferry", {"genre": "drama"}))
    assert (one.verdict.because, len(one.films)) == (SEVERAL, 2)


# The smallest schema of SARIF 2.1.0 that still tells a wrong log: what OASIS requires of the parts that are used.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_WHERE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "pattern": r"^[!-~]+$"}}},
        "region": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **{k: {"type": "integer", "minimum": 1} for k in ("startLine", "startColumn", "endLine", "endColumn")},
                **{k: {"type": "integer", "minimum": 0} for k in ("charOffset", "charLength")},
            },
        },
    },
}  # fmt: skip
_LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"id": {"type": "integer", "minimum": 0}, "physicalLocation": _WHERE, "message": _TEXT},
}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "shortDescription": _TEXT, "defaultConfiguration": {"properties": {"level": _LEVEL}}},
}  # fmt: skip
_RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["message", "ruleId", "level", "locations"],
    "properties": {
        "ruleId": {"enum": list(LEVELS)},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": {"type": "array", "items": _LOCATION},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": _LOCATION},
    },
}
_DRIVER = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "rules": {"type": "array", "uniqueItems": True, "items": _RULE}}}  # fmt: skip
SARIF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool"],
                "properties": {
                    "tool": {"type": "object", "required": ["driver"], "properties": {"driver": _DRIVER}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": _RESULT},
                },
            },
        },
    },
}

DRAFT = (
    "# Night Ferry sails\n\n**Night Ferry** is directed by [Ines Marlow](https://reel.example/im).\n\n"
    "*Night Ferry* opens in UK cinemas on 4 May 2027.\n\nWinter Post, a drama directed by Petra Voss, opens on 1 June 2027.\n"
)


def run(store: str, *arguments: str, given_: bytes | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(command, [*arguments, "--db", store], input=given_)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_a_draft_is_checked_in_text_json_and_sarif(store: str, tmp_path: Path) -> None:
    path = tmp_path / "my draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    code, text = run(store, str(path))
    assert code == WRONG
    assert "5:2 contradicted  Night Ferry, release: 4 May 2027" in text
    assert "3 May 2027, UK, theatrical (agreed): The Daily Reel, 2026-10-02" in text
    assert text.count(NO_FILM) == 1
    assert "contradicted" in text.splitlines()[-1]
    code, text = run(store, str(path), "--format", "json")
    rows = json.loads(text)
    assert code == WRONG
    (wrong,) = (r for r in rows if r["verdict"] == "contradicted")
    assert wrong["grounds"][0]["outlet"] == "The Daily Reel"
    assert DRAFT[wrong["place"]["offset"] :].startswith("Night Ferry* opens")
    code, text = run(store, str(path), "--format", "sarif")
    log = json.loads(text)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    results = log["runs"][0]["results"]
    assert code == WRONG
    assert [(r["ruleId"], r["level"]) for r in results if r["ruleId"] == "contradicted"] == [("contradicted", "error")]
    region = next(r for r in results if r["ruleId"] == "contradicted")["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["charOffset"]) == (
        5,
        2,
        DRAFT.index("Night Ferry* opens"),
    )
    assert sum(NO_FILM in r["message"]["text"] for r in results) == 1
    assert all(
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("my%20draft.md") for r in results
    )


def test_standard_input_is_a_draft_too_and_strict_counts_what_is_unknown(store: str) -> None:
    good = b"date 2026-11-01\nNight Ferry is directed by Ines Marlow."
    assert run(store, "-", given_=good)[0] == 0
    assert "2:1 confirmed" in run(store, "-", given_=good)[1]
    silent = b"Winter Post is directed by Petra Voss."
    assert run(store, "-", given_=silent)[0] == 0
    assert run(store, "-", "--strict", given_=silent)[0] == WRONG
    assert run(store, "-", given_=b"Nothing here is about a picture at all.")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code"), [(["missing.md"], 1), (["-", "--published", "soon"], 2), (["-", "--format", "xml"], 2)]
)
def test_a_draft_that_cannot_be_read_and_wrong_usage_end_in_one_line(
    store: str, arguments: list[str], code: int
) -> None:
    assert run(store, *arguments, given_=b"Words.")[0] == code


def test_drafts_of_other_kinds_are_checked_without_a_place(store: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_text(json.dumps({"text": "Night Ferry opens in UK cinemas on 4 May 2027."}), encoding="utf-8")
    code, text = run(store, str(path), "--format", "sarif")
    jsonschema.Draft202012Validator(SARIF).validate(json.loads(text))
    assert code == WRONG
    assert "region" not in text


def test_every_verdict_has_a_level_or_is_confirmed() -> None:
    assert {*LEVELS, "confirmed"} == set(VERDICTS)
    assert sarif("a.md", [])["runs"][0]["results"] == []
    assert (uri("a/my draft.md"), uri("/tmp/a b.md")) == ("a/my%20draft.md", "file:///tmp/a%20b.md")
