"""Facts as pages show them: in words, with their standing as a word and a shape, and where they lead."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bigpicture.record.known import Words
from bigpicture.report import SECTIONS, saying, sentence
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Fact

# The standing in a word, and a shape that tells it without colour.
STANDINGS = {
    "agreed": ("agreed", "●"), "contested": ("contested", "◐"), "rumoured": ("rumoured", "○"),
    "superseded": ("no longer", "◌"), "denied": ("denied", "✕"),
}  # fmt: skip
_LABELS = {"director": "Director", "writer": "Writer", "producer": "Producer", "genre": "Genre", "based_on": "Based on"}
_PAGES = {"person": "person", "speaker": "person", "organization": "company", "event": "festival"}
UNDATED = "undated"  # in addresses, the edition of what is told without a year


@dataclass(frozen=True, slots=True)
class Row:
    """A fact in a line."""

    id: str  # of its evidence, in addresses
    type: str
    label: str  # "Director", where the words alone do not tell
    text: str
    standing: str  # weighing.STANDINGS
    word: str
    shape: str
    before: str | None  # what it moved from, in words
    outlet: str | None  # who said it first
    when: str
    origins: int  # articles that say it in words of their own
    person: str | None  # whom it names, to lead on to
    reasons: tuple[str, ...]
    confidence: float
    onward: tuple[tuple[str, str], ...]  # names and addresses of the pages of whom and what it names


def row(fact: Fact) -> Row:
    """A fact as a line."""
    word, shape = STANDINGS[fact.standing]
    before = saying(fact.type, fact.before) if fact.before else None
    said = fact.shown if fact.standing == "denied" else fact.first
    who = fact.values.get("person") or fact.values.get("speaker")
    return Row(fact_id(fact), fact.type, _LABELS.get(fact.type, ""), saying(fact.type, fact.values), fact.standing, word, shape,
               before, said.outlet, said.when.removesuffix("T24"), fact.origins, str(who) if who else None, fact.reasons,
               fact.confidence, tuple(_onward(fact)))  # fmt: skip


def _onward(fact: Fact) -> Iterator[tuple[str, str]]:
    """Prizes lead to their edition first, everything else to whom it names."""
    values = fact.values
    if award := values.get("award"):
        year = values.get("year")
        yield f"{award} {year or ''}".strip(), f"/award/{quote(str(award))}/{year or UNDATED}"
    for field, page in _PAGES.items():
        if name := values.get(field):
            yield str(name), f"/{page}/{quote(str(name))}"


def fact_id(fact: Fact) -> str:
    """A short name of a fact among those of its film, the same as long as it is the same fact."""
    return hashlib.blake2b("\x1f".join(fact.key).encode(), digest_size=6).hexdigest()


def sections(facts: Iterable[Fact], without: Sequence[str] = ()) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Facts under their headings, in the order of the vocabulary; headings without any are left out."""
    own: dict[str, list[Row]] = {heading: [] for heading in SECTIONS}
    for fact in facts:
        if fact.type not in without:
            own[CLAIM_TYPES[fact.type].heading].append(row(fact))
    return tuple((heading, tuple(rows)) for heading, rows in own.items() if rows)


@dataclass(frozen=True, slots=True)
class Proof:
    """The words behind a claim, with where they stand."""

    claim: int
    before: str
    words: str
    after: str
    status: str
    outlet: str | None
    when: str
    headline: str | None
    url: str | None
    article: int
    by: str
    confidence: float
    reader: str


def proof(words: Words) -> Proof:
    """A claim's sentence, its words marked off."""
    before, own, after = sentence(words.text, words.start, words.end)
    return Proof(words.claim, before.lstrip(), own, after.rstrip(), words.status, words.outlet, words.when.removesuffix("T24"),
                 words.title, words.url, words.article, words.by, words.confidence, words.reader)  # fmt: skip
