"""What a catalogue knows: entities with their identifiers, the records that they are made from, and matches.

A key names a subject in one source: Q12 (Wikidata), tt0000012, nm…, co… and ev… (IMDb), "wikipedia:The Salt Road (film)",
"title:The Salt Road/2025" (a work that has no identifier) and "name:Ruth Adeyemi" (someone known by name alone).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

Kind = Literal["film", "series", "person", "company", "festival", "award"]
KINDS: tuple[Kind, ...] = ("film", "series", "person", "company", "festival", "award")
WORKS: tuple[Kind, ...] = ("film", "series")
PEOPLE: tuple[Kind, ...] = ("person",)
NAME_LIMIT = 300  # characters; the longest film title in use has some 230
NAMES_LIMIT = 60  # other names of one record
YEARS = range(1000, 2200)  # playwrights are credited too


@dataclass(frozen=True, slots=True)
class Entity:
    """One known work, person, company, festival or award."""

    id: str  # its key in the most telling source: Q12, else tt0000012, else wikipedia:…
    kind: Kind
    name: str
    year: int | None  # a work's first showing, a person's birth
    context: tuple[str, ...]  # the first people of a work, the first works of a person
    ids: Mapping[str, str] = field(hash=False)  # of wikidata, imdb, tmdb and wikipedia, those that are known

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", MappingProxyType(dict(self.ids)))

    def __reduce__(self) -> tuple[object, ...]:
        """To another process: a read-only view cannot go there, what it shows can."""
        return Entity, (self.id, self.kind, self.name, self.year, self.context, dict(self.ids))


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate for a name. `confidence` is the share of belief it has among all candidates and none of them."""

    entity: Entity
    confidence: float  # 0 to 1
    why: tuple[str, ...]  # what speaks for it and against it, in words


class Record(NamedTuple):
    """What one line of a source says of one subject. Without a kind it only adds to a subject that another line names."""

    key: str
    kind: Kind | None = None
    name: str | None = None
    year: int | None = None
    names: tuple[str, ...] = ()  # other names
    same: tuple[str, ...] = ()  # keys of the same subject in other sources
    tmdb: int | None = None
    people: tuple[tuple[str, int], ...] = ()  # of a work: keys and how telling each is, 0 the most
    works: tuple[str, ...] = ()  # of a person: keys, the best known first


def name(value: object) -> str | None:
    """A name in one line, free of what no text holds; None where it is none, or too long to be one."""
    if not isinstance(value, str) or len(value) > 4 * NAME_LIMIT:
        return None
    text = value if value.isascii() and value.isprintable() else _printable(value)
    text = " ".join(text.split())
    return text if 0 < len(text) <= NAME_LIMIT else None


def _printable(value: str) -> str:
    """Without control characters, marks that turn text round, lone surrogates and the sign for a lost character."""
    return "".join(" " if c.isspace() else c for c in value if c.isspace() or (unicodedata.category(c) not in _ODD and c != "\ufffd"))  # fmt: skip


_ODD = ("Cc", "Cf", "Cs", "Co", "Cn")


def year(value: object) -> int | None:
    """A year that a film or a birth can have; None for anything else."""
    return value if isinstance(value, int) and value in YEARS else None
