"""An index on disk, read: numbers by the hash of a name, kinds and years by numbers, rows by numbers."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from bigpicture.catalogue import keys
from bigpicture.catalogue.entities import KINDS, Entity, Kind
from bigpicture.catalogue.finish import APPLICATION, FORMAT, NUMBER
from bigpicture.errors import StoreError

Numbers = NDArray[np.uint32]

_MAPPED = 1 << 31  # bytes of the file that may be mapped into memory
_REMEDY = "load the catalogue anew: bigpicture catalogue load"
_AT_ONCE = 500  # rows asked for in one statement


@dataclass(frozen=True, slots=True)
class Row:
    """An entity as it lies in the index."""

    number: int
    name: str
    wikidata: int | None
    imdb: int | None
    tmdb: int | None
    wikipedia: str | None
    links: tuple[int, ...]

    @property
    def schemes(self) -> int:
        """Which sources name it, a bit each, the best the highest."""
        return 4 * (self.wikidata is not None) + 2 * (self.imdb is not None) + (self.wikipedia is not None)


class Index:
    """An open index, for one thread. Its methods raise StoreError where the file turns out to be damaged."""

    def __init__(self, path: Path) -> None:
        """Raises StoreError where there is no index, or one that is damaged or of another format."""
        self.path = path
        if not path.is_file():
            raise StoreError(str(path), "there is no catalogue", "make one: bigpicture catalogue load FILE…")
        try:
            address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
            self._db = sqlite3.connect(address, uri=True, isolation_level=None)
            self._check(path.stat().st_size)
            self._db.execute(f"PRAGMA mmap_size={_MAPPED}")
            spans = self._rows("SELECT kind, year, first FROM span ORDER BY first, kind, year")
            self.names = int(self._rows("SELECT names FROM about")[0][0])
        except (sqlite3.Error, IndexError, OSError) as error:
            raise self._damaged(error) from None
        whole = all(isinstance(value, int) for span in spans for value in span)
        self._spans: list[tuple[int, int]] = [(kind, year) for kind, year, _ in spans] if whole else []
        self._firsts: list[int] = [first for *_, first in spans] if whole else []
        if sorted(self._spans) != self._spans or not self._spans or self._spans[-1][0] <= len(KINDS):
            raise self._damaged(ValueError("its list of years is incomplete"))
        self._starts, self._years = np.array(self._firsts), np.array([year for _, year in self._spans])
        self._filter: NDArray[np.uint64] | None = None

    def _check(self, size: int) -> None:
        application, version, pages, page = (int(self._rows(f"PRAGMA {name}")[0][0]) for name in ("application_id", "user_version", "page_count", "page_size"))  # fmt: skip
        if application != APPLICATION:
            raise StoreError(str(self.path), "not a catalogue", _REMEDY)
        if version != FORMAT:
            whose, remedy = (
                ("a later", f"update bigpicture, or {_REMEDY}") if version > FORMAT else ("an earlier", _REMEDY)
            )
            problem = f"made by {whose} version of bigpicture (format {version}; this one reads {FORMAT})"
            raise StoreError(str(self.path), problem, remedy)
        if pages * page != size:
            raise StoreError(str(self.path), f"damaged: {size:,} bytes instead of {pages * page:,}", _REMEDY)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _rows(self, query: str, values: tuple[int, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where a message cites damaged text
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> StoreError:
        reason = " ".join(ascii(str(error))[1:-1].split())[:100]
        return StoreError(str(self.path), f"damaged ({reason})", _REMEDY)

    def named(self, folded: Sequence[str]) -> list[Numbers]:
        """For each folded name the numbers of the entities that are filed under it, in their order."""
        asked = keys.hashes(folded).tolist()
        found = dict(self._some("hash, numbers", "name", "hash", asked)) if asked else {}
        return [self._numbers(found.get(one)) for one in asked]

    def nearly(self, folded: str) -> Numbers:
        """The numbers of the entities whose folded name is one letter away."""
        near = keys.neighbours(folded)
        asked = np.unique(near[keys.held(self._words(), near)]).tolist()
        found = [self._numbers(blob) for at in range(0, len(asked), _AT_ONCE) for (blob,) in self._some("numbers", "name", "hash", asked[at : at + _AT_ONCE])]  # fmt: skip
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint32)

    def _some(self, columns: str, table: str, key: str, values: list[int]) -> list[tuple[Any, ...]]:
        marks = ", ".join("?" * len(values))
        return self._rows(f"SELECT {columns} FROM {table} WHERE {key} IN ({marks})", tuple(values))  # noqa: S608

    def _words(self) -> NDArray[np.uint64]:
        if self._filter is None:
            blob = self._rows("SELECT words FROM filter")
            if not blob or not isinstance(blob[0][0], bytes) or len(blob[0][0]) != 8 * keys.words_for(self.names):
                raise self._damaged(ValueError("its filter is incomplete"))
            self._filter = np.frombuffer(blob[0][0], "<u8").astype(np.uint64, copy=False)
        return self._filter

    def _numbers(self, blob: object) -> Numbers:
        if blob is None:
            return np.zeros(0, np.uint32)
        if not isinstance(blob, bytes) or len(blob) % NUMBER.itemsize:
            raise self._damaged(ValueError("a list of numbers is incomplete"))
        return np.frombuffer(blob, NUMBER).astype(np.uint32, copy=False)

    def of_kinds(self, numbers: Numbers, kinds: Iterable[Kind]) -> Numbers:
        """Those of the numbers that are of certain kinds."""
        kept = [numbers[slice(*np.searchsorted(numbers, self._range(KINDS.index(kind))))] for kind in kinds]
        return np.concatenate(kept) if kept else numbers[:0]

    def credited(self, numbers: Numbers) -> Numbers:
        """Those of the numbers that are of people, also of those known by name alone."""
        bounds = (self._range(KINDS.index("person")), self._range(len(KINDS)))
        return np.concatenate([numbers[slice(*np.searchsorted(numbers, each))] for each in bounds])

    def _range(self, kind: int) -> tuple[int, int]:
        """The first number of a kind, and the first behind it."""
        at = bisect_right(self._spans, (kind, -1))
        behind = bisect_right(self._spans, (kind + 1, -1))
        return self._firsts[at], self._firsts[behind]

    def years(self, numbers: Numbers) -> NDArray[np.int64]:
        """The years of entities, 0 where none is known."""
        return self._years[np.searchsorted(self._starts, numbers, "right") - 1]

    def year(self, number: int) -> int | None:
        """The year of an entity."""
        return self._spans[bisect_right(self._firsts, number) - 1][1] or None

    def kind(self, number: int) -> int:
        """The place of an entity's kind in KINDS; behind them all for someone known by name alone."""
        return self._spans[bisect_right(self._firsts, number) - 1][0]

    def rows(self, numbers: Iterable[int]) -> dict[int, Row]:
        """The rows of entities, by their numbers."""
        asked = [int(number) for number in numbers]
        columns = "number, name, wikidata, imdb, tmdb, wikipedia, links"
        found = [row for at in range(0, len(asked), _AT_ONCE) for row in self._some(columns, "entity", "number", asked[at : at + _AT_ONCE])]  # fmt: skip
        return {row.number: row for row in map(self._row, found)}

    def _row(self, values: tuple[Any, ...]) -> Row:
        number, name, wikidata, imdb, tmdb, wikipedia, links = values
        whole = isinstance(number, int) and isinstance(name, str) and (wikipedia is None or isinstance(wikipedia, str))
        if not whole or not all(value is None or isinstance(value, int) for value in (wikidata, imdb, tmdb)):
            raise self._damaged(ValueError("a row is incomplete"))
        return Row(number, name, wikidata, imdb, tmdb, wikipedia, tuple(self._numbers(links).tolist()) if links else ())

    def entity(self, row: Row, context: tuple[str, ...]) -> Entity:
        """A row as an entity."""
        year = self.year(row.number)
        pairs = (("wikidata", row.wikidata and f"Q{row.wikidata}"), ("imdb", row.imdb and keys.text(row.imdb)),
                 ("tmdb", row.tmdb and str(row.tmdb)), ("wikipedia", row.wikipedia))  # fmt: skip
        ids = {scheme: str(value) for scheme, value in pairs if value}
        plain = f"wikipedia:{row.wikipedia}" if row.wikipedia else f"title:{row.name}/{year or ''}"
        key = ids.get("wikidata") or ids.get("imdb") or plain
        return Entity(key, KINDS[self.kind(row.number)], row.name, year, context, ids)
