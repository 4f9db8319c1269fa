"""An index on disk, read: numbers by the hash of a name, kinds and years by numbers, rows by numbers."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from struct import unpack
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from bigpicture.catalogue import keys
from bigpicture.catalogue.entities import KINDS, YEARS, Entity
from bigpicture.catalogue.finish import APPLICATION, FORMAT
from bigpicture.errors import StoreError

Numbers: TypeAlias = (
    "array[int]"  # of entities, in their order: most lists are short, and numpy would cost more than it saves
)

_MAPPED = 1 << 31  # bytes of the file that may be mapped into memory
_REMEDY = "load the catalogue anew: bigpicture catalogue load"
_AT_ONCE = 256  # rows asked for in one statement
_STEP = 8  # their number is rounded up to a multiple of it, so that few statements have to be kept compiled
LAST_YEAR = YEARS.stop
_MANY = 256  # numbers from which on a search by numpy is faster than a set of them


class Row(NamedTuple):
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
        """For each folded name the numbers of the entities that are filed under it."""
        asked = [keys.hash_of(one) for one in folded]
        found = dict(self._some("hash, numbers", "name", "hash", asked)) if asked else {}
        return [self._numbers(found.get(one)) for one in asked]

    def nearly(self, folded: str) -> Numbers:
        """The numbers of the entities whose folded name is one letter away."""
        near = keys.neighbours(folded)
        asked = list(set(near[keys.held(self._words(), near)].tolist()))
        found = {number for (blob,) in self._some("numbers", "name", "hash", asked) for number in self._numbers(blob)}
        return array("I", sorted(found))

    def _some(self, columns: str, table: str, key: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
        found = []
        for at in range(0, len(values), _AT_ONCE):
            some = tuple(values[at : at + _AT_ONCE])
            some += some[-1:] * (-len(some) % _STEP)
            marks = ",".join("?" * len(some))
            found += self._rows(f"SELECT {columns} FROM {table} WHERE {key} IN ({marks})", some)  # noqa: S608
        return found

    def _words(self) -> NDArray[np.uint64]:
        if self._filter is None:
            blob = self._rows("SELECT words FROM filter")
            if not blob or not isinstance(blob[0][0], bytes) or len(blob[0][0]) != 8 * keys.words_for(self.names):
                raise self._damaged(ValueError("its filter is incomplete"))
            self._filter = np.frombuffer(blob[0][0], "<u8").astype(np.uint64, copy=False)
        return self._filter

    def _numbers(self, blob: object) -> Numbers:
        numbers = array("I")
        if blob is not None:
            if type(blob) is not bytes or len(blob) % numbers.itemsize:
                raise self._damaged(ValueError("a list of numbers is incomplete"))
            numbers.frombytes(blob)
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def within(self, numbers: Numbers, kind: int, first: int = 0, last: int = LAST_YEAR) -> Numbers:
        """Those of the numbers that are of a kind and of years from the first to the last; 0 is an unknown year."""
        begin = bisect_left(numbers, self._first(kind, first))
        return numbers[begin : bisect_left(numbers, self._first(kind, last + 1), begin)]

    def _first(self, kind: int, year: int) -> int:
        """The first number of a kind and year, or of what comes behind it."""
        return self._firsts[bisect_left(self._spans, (kind, year))]

    def year(self, number: int) -> int | None:
        """The year of an entity."""
        return self._spans[bisect_right(self._firsts, number) - 1][1] or None

    def kind(self, number: int) -> int:
        """The place of an entity's kind in KINDS; behind them all for someone known by name alone."""
        return self._spans[bisect_right(self._firsts, number) - 1][0]

    def rows(self, numbers: Iterable[int]) -> dict[int, Row]:
        """The rows of entities, by their numbers."""
        columns = "number, name, wikidata, imdb, tmdb, wikipedia, links"
        return {values[0]: self._row(values) for values in self._some(columns, "entity", "number", list(numbers))}

    def _row(self, values: tuple[Any, ...]) -> Row:
        number, name, wikidata, imdb, tmdb, wikipedia, links = values
        whole = type(name) is str and (wikipedia is None or type(wikipedia) is str)
        for identifier in (wikidata, imdb, tmdb):
            whole = whole and (identifier is None or type(identifier) is int)
        if not whole:
            raise self._damaged(ValueError("a row is incomplete"))
        return Row(number, name, wikidata, imdb, tmdb, wikipedia, self._links(links))

    def _links(self, blob: object) -> tuple[int, ...]:
        if blob is None:
            return ()
        if type(blob) is not bytes or len(blob) % 4:
            raise self._damaged(ValueError("a list of links is incomplete"))
        return unpack(f"<{len(blob) // 4}I", blob)

    def names_of(self, numbers: Iterable[int]) -> dict[int, str]:
        """The names of entities, by their numbers."""
        return {number: name for number, name in self._some("number, name", "entity", "number", list(numbers)) if type(name) is str}  # fmt: skip

    def linked(self, numbers: Sequence[int]) -> set[int]:
        """The entities that any of some is linked with."""
        return {link for (blob,) in self._some("links", "entity", "number", numbers) for link in self._links(blob)}

    def entity(self, row: Row, context: tuple[str, ...]) -> Entity:
        """A row as an entity."""
        year = self.year(row.number)
        pairs = (("wikidata", row.wikidata and f"Q{row.wikidata}"), ("imdb", row.imdb and keys.text(row.imdb)),
                 ("tmdb", row.tmdb and str(row.tmdb)), ("wikipedia", row.wikipedia))  # fmt: skip
        ids = {scheme: str(value) for scheme, value in pairs if value}
        plain = f"wikipedia:{row.wikipedia}" if row.wikipedia else f"title:{row.name}/{year or ''}"
        key = ids.get("wikidata") or ids.get("imdb") or plain
        return Entity(key, KINDS[self.kind(row.number)], row.name, year, context, ids)


def shared(some: set[int], numbers: Numbers) -> set[int]:
    """Those that are among the numbers."""
    if len(numbers) < _MANY or not some:
        return some.intersection(numbers)
    known, asked = np.frombuffer(numbers, np.uint32), np.fromiter(some, np.uint32, len(some))
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return set(asked[known[at] == asked].tolist())
