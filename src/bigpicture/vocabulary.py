"""The claim vocabulary: one row a type, from which the reader, the scorer, the schema and the docs are derived.

It follows Wikidata's film properties, so that a claim can leave as a cited statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "edtf", "integer", "number", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a claim besides its work."""

    name: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimType:
    """One type of claim.

    `identity` names the fields that make two claims of a work the same claim; `details` those scored apart;
    `properties` the Wikidata properties it leaves as.
    """

    name: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...]
    details: tuple[str, ...]
    properties: tuple[str, ...]
    heading: str  # the section it is shown under
    example: str
    needs_work: bool = True  # False where the article may name no work, or only imply it


def _choice(name: str, *choices: str) -> Field:
    return Field(name, "choice", choices)


_PRIZE = (Field("award", note="the body or ceremony"), Field("category"), Field("person"),
          Field("year", "integer", note="of the ceremony"), Field("count", "integer", note="of a total"))  # fmt: skip

CLAIM_TYPES: dict[str, ClaimType] = {
    row.name: row
    for row in (
        ClaimType("director", (Field("person"),), ("person",), (), ("P57",), "People",
                  "directed by X; X's new film; filmmaker X's drama"),
        ClaimType("writer", (Field("person"),), ("person",), (), ("P58",), "People",
                  "written by X; from a screenplay by X; co-written with Y"),
        ClaimType("producer", (Field("person", note="executive producers too"),), ("person",), (), ("P162",), "People",
                  "produced by X and Y"),
        ClaimType("cast", (Field("person"), Field("character", note="a name, or a description where there is none")),
                  ("person",), ("character",), ("P161", "P4633"), "Cast",
                  "X stars; X will portray Y; Y (X); X as Y"),
        ClaimType("company", (Field("organization"), _choice("role", "distributor", "production", "streamer", "sales")),
                  ("organization",), ("role",), ("P750", "P272"), "Companies",
                  "Searchlight Pictures releases; A24's; produced by Plan B; on Netflix"),
        ClaimType("genre", (Field("genre", note="lower case, as worded"),), ("genre",), (), ("P136",), "What it is",
                  "the upcoming drama"),
        ClaimType("based_on", (Field("title"), Field("author")), ("title", "author"), (), ("P144",), "What it is",
                  "adapted from A's 1987 novel T"),
        ClaimType("release", (Field("date", "edtf"), Field("territory"),
                              _choice("mode", "theatrical", "limited", "wide", "streaming", "home")),
                  ("date",), ("territory", "mode"), ("P577",), "Release",
                  "opens December 22; hits US theaters on …; is out in the UK on …"),
        ClaimType("screening", (Field("event"), Field("year", "integer", note="of the event"),
                                _choice("kind", "premiere", "screening", "competition")),
                  ("event",), ("year", "kind"), ("P5072",), "Festivals",
                  "premiered at Telluride; will play the New York Film Festival"),
        ClaimType("nomination", _PRIZE, ("award", "category", "person"), ("year",), ("P1411",), "Nominations",
                  "was nominated for three Baftas; up for best actor", needs_work=False),
        ClaimType("award", _PRIZE, ("award", "category", "person"), ("year",), ("P166",), "Awards",
                  "won the Palme d'Or; took best director", needs_work=False),
        ClaimType("box_office", (Field("amount", "number", note="in units of the currency"),
                                 Field("currency", note="ISO 4217"), Field("territory"),
                                 _choice("period", "opening", "weekend", "total")),
                  ("amount",), ("territory", "period"), ("P2142",), "Box office",
                  "opened to $12.4 million in North America"),
        ClaimType("material", (_choice("kind", "images", "trailer", "teaser", "poster", "clip", "synopsis"),),
                  ("kind",), (), (), "First looks",
                  "new images from F have been released"),
        ClaimType("quote", (Field("speaker"), Field("text")), ("speaker", "text"), (), (), "Said",
                  "telling EW: “…”", needs_work=False),
    )
}  # fmt: skip

STATUSES: dict[str, str] = {
    "stated": "the article says it (an announced future date is stated)",
    "rumoured": "the article itself hedges: in talks, reportedly, eyed, may, could, is expected to",
    "denied": "the article says that it is not so, or no longer so: a date dropped, a role left",
}
