"""What the tests of exports share: a store of three articles, films without one, and each format read back."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import icalendar
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import strategies as st

from bigpicture import Article, Claim, Evidence, Reading
from bigpicture.commands.export import export
from bigpicture.exports import FORMATS, Entry, Source, gather
from bigpicture.exports.statements import KNOWN, folded
from bigpicture.portrait import Portrait
from bigpicture.record import Record, articles, known
from bigpicture.record.articles import Filed
from bigpicture.record.known import Film
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Saying, facts

NOW = "2026-11-29T09:30:00Z"
SDO = rdflib.Namespace("https://schema.org/")
Told = tuple[str, str, dict[str, Any]]  # type, status, values

REEL: list[Told] = [
    ("director", "stated", {"person": "Ines Marlow"}),
    ("cast", "stated", {"person": "Ada Quill", "character": "Mara"}),
    ("cast", "rumoured", {"person": "Jonah Pryce"}),
    ("company", "stated", {"organization": "Harbour Pictures", "role": "distributor"}),
    ("genre", "stated", {"genre": "drama"}),
    ("based_on", "stated", {"title": "The Tide Table", "author": "Olu Adeyinka"}),
    ("release", "stated", {"date": "2026-11-13", "territory": "UK", "mode": "theatrical"}),
    ("release", "stated", {"date": "2026-11-20", "territory": "US", "mode": "theatrical"}),
    ("release", "rumoured", {"date": "2027-21", "territory": "Japan"}),
    ("release", "stated", {"date": "2026-10-02", "territory": "France", "mode": "theatrical"}),
]
LEDGER: list[Told] = [
    ("director", "stated", {"person": "Ines Marlow"}),
    ("release", "stated", {"date": "2026-12-04", "territory": "UK", "mode": "theatrical"}),
    ("release", "stated", {"date": "2026-11-27", "territory": "US", "mode": "theatrical"}),
    ("release", "denied", {"date": "2026-10-02", "territory": "France", "mode": "theatrical"}),
    ("quote", "stated", {"speaker": "Ines Marlow", "text": "The sea is in every room."}),
    ("nomination", "stated", {"award": "Lantern Awards", "category": "best film", "year": 2027}),
]
WIRE: list[Told] = [
    ("release", "stated", {"date": "2026-11-20", "territory": "US", "mode": "theatrical"}),
    (
        "award",
        "stated",
        {"award": "Lantern Awards", "category": "best director", "person": "Ines Marlow", "year": 2027},
    ),
    ("screening", "stated", {"event": "Skerry Film Festival", "year": 2026, "kind": "premiere"}),
    ("box_office", "stated", {"amount": 41_500_000, "currency": "USD", "territory": "worldwide", "period": "total"}),
    ("material", "stated", {"kind": "trailer"}),
]
PRESS = [("The Daily Reel", "2026-01-10", "A first look at Low Water", REEL), ("Screen Ledger", "2026-03-01", "Low Water | the new dates", LEDGER),
         ("Coast Wire", "2026-03-05", "Prizes for Low Water", WIRE)]  # fmt: skip


def keep(record: Record, outlet: str, day: str, headline: str, told: Sequence[Told], title: str = "Low Water",
         now: str = NOW) -> None:  # fmt: skip
    """An article that says this of a film; each claim has a sentence of its own for evidence."""
    text, claims = "", []
    for kind, status, values in told:
        sentence = f"{outlet} on {title}: {kind} {values}. "
        at = len(text)
        text += sentence
        full = {f.name: values.get(f.name) for f in CLAIM_TYPES[kind].fields}
        why = Evidence(sentence, at, at + len(sentence))
        claims.append(Claim(kind, title, full, status, why, 0.9, "test"))  # type: ignore[arg-type]
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{day}"
    article = Article(url, text, headline, day, outlet, url)
    filed = Filed(article, articles.digest(article), Reading(article, tuple(claims), ()), "test", None)
    with record.write() as connection:
        articles.keep(connection, filed, key=url, addresses=(), source=None, now=now)


def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A store of three articles of our own about one film, and one about another."""
    record = Record.open(str(tmp_path_factory.mktemp("exports") / "press.db"))
    for outlet, day, headline, told in PRESS:
        keep(record, outlet, day, headline, told)
    keep(record, "Coast Wire", "2026-03-06", "Also", [("genre", "stated", {"genre": "comedy"})], title="Paper Kites")
    yield record
    record.close()


def low_water(store: Record) -> tuple[Entry, ...]:
    """Low Water alone."""
    with store.read() as connection:
        return tuple(gather(connection, [known.film(connection, "Low Water")]))


def text(form: str, entries: Sequence[Entry], **options: Any) -> str:
    return "".join(p if isinstance(p, str) else p.decode() for p in FORMATS[form].write(entries, NOW, **options))


def command(store: Record, *arguments: str) -> Result:
    return CliRunner().invoke(export, [*arguments, "--db", store.address])


def events(made: str) -> dict[str, icalendar.Event]:
    """The events of a calendar by their summary."""
    calendar = icalendar.Calendar.from_ical(made)
    assert not calendar.errors
    assert all(not e.errors for e in calendar.walk())
    return {str(e["summary"]): e for e in calendar.walk("VEVENT")}


def graph(made: str) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)  # rdflib's own parser
        return rdflib.Graph().parse(data=made, format="json-ld")


IDS = KNOWN | {
    (kind, folded(called)): item
    for kind, called, item in (
        ("film", "Low Water (2026)", "Q1"), ("person", "Ines Marlow", "Q2"), ("person", "Ada Quill", "Q3"),
        ("organization", "Harbour Pictures", "Q4"), ("award", "Lantern Awards: best director", "Q5"), ("genre", "Drama", "Q6"),
        ("event", "Skerry Film Festival 2026", "Q7"), ("mode", "theatrical", "Q8"), ("work", "The Tide Table", "Q9"),
    )
}  # fmt: skip
_VALUE = r'(?:Q\d+|"[^\t|]*"|en:"[^\t|]+"|\+\d{4}-\d\d-\d\dT00:00:00Z/(?:9|1[01])|\d+(?:\.\d+)?(?:U\d+)?)'
_STATEMENT = re.compile(rf"(?:LAST|Q\d+)\t(?:L|D)en\t\"[^\t|]+\"|(?:LAST|Q\d+)\tP\d+\t{_VALUE}(?:\tP\d+\t{_VALUE})*(?:\t!?S\d+\t{_VALUE})+|CREATE")  # fmt: skip


def statements(entries: Sequence[Entry], **options: Any) -> list[list[str]]:
    """The commands as columns; each is one that QuickStatements V1 knows."""
    lines = text("quickstatements", entries, **options).split("\n")
    assert lines.pop() == ""
    for line in lines:
        assert _STATEMENT.fullmatch(line), line
    return [line.split("\t") for line in lines]


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40),
    st.text(
        st.sampled_from("\n\r\t|\"'\\/,;:*<>&=+-@{}[] \u2028\u2029\x85\x1b\u202e\u200dé漢Q1"), min_size=1, max_size=30
    ),
    st.sampled_from(
        ["</script><b>", '"||CREATE||"', "END:VEVENT\r\nBEGIN:VEVENT", "=1+1", 'a"\tP31\tQ5\n', "/* x */", "\\n,;"]
    ),
).filter(str.strip)


def entry(title: str, said: Sequence[Saying], number: int = 1, source: Source | None = None) -> Entry:
    """A film of which this is said, without a store."""
    film = Film(number, title, 2027, len(said))
    default = source or Source("Reel", "https://reel.example/a", "2026-11-01", "News")
    return Entry(Portrait(film, (), facts(said)), {s.article: default for s in said}, (str(number), title))


def hostile(words: str) -> Entry:
    """A film whose every text is these words."""
    told: list[tuple[str, dict[str, Any]]] = [
        ("director", {"person": words}),
        ("cast", {"person": "Ada Quill", "character": words}),
        ("release", {"date": "2027-05-01", "territory": "UK", "mode": "theatrical"}),
        ("release", {"date": "2027-05-02", "territory": words}),
        ("award", {"award": words, "category": words, "year": 2027}),
        ("quote", {"speaker": words, "text": words}),
    ]
    said = [
        Saying(
            n,
            kind,
            {f.name: values.get(f.name) for f in CLAIM_TYPES[kind].fields},
            "stated",
            0.9,
            "2026-11-01T24",
            n,
            n,
            words,
        )
        for n, (kind, values) in enumerate(told, 1)
    ]
    return entry(words, said, source=Source(words, f"https://reel.example/{words}", "2026-11-01", words))
