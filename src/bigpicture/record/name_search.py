"""Asking the index of names: who or what is meant by some words, which may be misspelled, joined, parted or left out.

    words | the words of names that they may mean | names that have the rarest of these | likeness | the best

Each step looks at a bounded number of rows, those that the press speaks of most first, however many names there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, select, text

from bigpicture.record.name_index import KEY, NAME, WORD, Kind, folded, words_of
from bigpicture.record.spelling import distance, keys, likeness, slips, splits

_ASKED = 200  # characters of a question
_WORDS = 8  # of a question
_MEANT = 12  # words that one may mean
_COMPLETED = 30  # words that one that is not typed to its end may become
_POSTED = 4_000  # names looked through for one word
_COMPARED = 300  # names compared word by word
_LEVELS = 24  # of NAME.level: a name in ten million articles has no higher one
_LAST = "\U0010ffff"  # sorts after every text that begins alike


@dataclass(frozen=True, slots=True)
class Name:
    """A title's block or a person's name, and how well it answers."""

    name: str  # folded
    likeness: float  # 0 to 1
    key: str  # of what it names: a title's block, naming.bearer
    articles: int


class _Row(NamedTuple):
    id: int
    name: str
    key: str
    articles: int


class _Word(NamedTuple):
    id: int
    word: str
    names: int


@dataclass(frozen=True, slots=True)
class _Meant:
    """What words may mean: for each the words of names by how many slips lie between, and the numbers of all of them."""

    slips: dict[str, dict[str, int]] = field(default_factory=dict)
    ids: dict[str, dict[int, int]] = field(default_factory=dict)  # of a word of names to how many names have it

    def add(self, asked: str, word: _Word, wrong: int | None) -> None:
        """A word that is meant, with so many slips; None: it only begins alike."""
        if wrong is not None:
            self.slips.setdefault(asked, {})[word.word] = wrong
        self.ids.setdefault(asked, {})[word.id] = word.names


def names(connection: Connection, kind: Kind, asked: str, most: int = 10) -> list[Name]:
    """Titles or people that are meant, the best first: the same name, one that begins so, then by likeness and articles.

    One answer for each title or person, whatever wordings of the name answer. The last word may be unfinished.
    """
    words = words_of(folded(kind, asked[:_ASKED]))[:_WORDS]
    if not words:
        return []
    meant = _meant(connection, kind, words)
    found = {row.id: row for row in _beginning(connection, kind, " ".join(words), min(most, 50))}
    ways = list(_ways(words, meant))
    for way in ways:
        found |= {row.id: row for row in _sharing(connection, way, meant)}
    best = _best(found.values(), ways, meant)
    if not best and len(words) > 2:  # one word too many
        fewer = [words[:i] + words[i + 1 :] for i in range(len(words))]
        rows = {row.id: row for way in fewer for row in _sharing(connection, way, meant)}
        best = _best(rows.values(), fewer, meant)
    return best[:most]


def _best(rows: Iterable[_Row], ways: Sequence[Sequence[str]], meant: _Meant) -> list[Name]:
    asked, joined = " ".join(ways[0]), "".join(ways[0])
    by_key: dict[str, Name] = {}
    for row in rows:
        parts = row.name.split()
        like = 1.0 if joined == row.name.replace(" ", "") else max(likeness(way, parts, meant.slips) for way in ways)
        if like or row.name.startswith(asked):
            other = by_key.get(row.key)
            articles = row.articles + (other.articles if other else 0)
            better = other is None or like > other.likeness
            by_key[row.key] = Name(*((row.name, like) if better or other is None else (other.name, other.likeness)), row.key, articles)  # fmt: skip

    def rank(n: Name) -> tuple[object, ...]:
        return n.likeness < 1, not n.name.startswith(asked), -round(n.likeness, 1), -n.articles, n.name

    return sorted(by_key.values(), key=rank)


def _meant(connection: Connection, kind: Kind, words: Sequence[str]) -> _Meant:
    """The words of names that are as good as the same as those asked for, as two of them joined, or as a part of one."""
    asked = {*words, *(a + b for a, b in pairwise(words))}
    parts = {part for word in words for pair in splits(word) for part in pair}
    near = connection.execute(_NEAR, {"keys": list({key for word in asked for key in keys(word)})}).all()
    own = [_Word(*row[:3]) for row in near if row.kind == kind]
    meant = _Meant()
    for word in asked:
        most = slips(word)
        wrong = ((distance(word, other.word, most), -other.names, other) for other in own)
        for few, _, other in sorted(w for w in wrong if w[0] <= most)[:_MEANT]:
            meant.add(word, other, few)
    for row in connection.execute(_THE_VERY, {"kind": kind, "words": list(parts - asked)}).all():
        meant.add(row.word, _Word(*row), 0)
    last = words[-1]
    if len(last) > 1:
        longer = {"kind": kind, "first": last, "last": last + _LAST, "most": _COMPLETED}
        for row in connection.execute(_LONGER, longer).all():
            meant.add(last, _Word(*row), meant.slips.get(last, {}).get(row.word))
    return meant


def _several(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


_OF_WORD = select(WORD.c.id, WORD.c.word, WORD.c.names)
# the kind is not asked for: SQLite would go through all words of the kind
_NEAR = _OF_WORD.add_columns(WORD.c.kind).where(
    WORD.c.id.in_(select(KEY.c.word_id).where(KEY.c.key.in_(_several("keys"))))
)
_THE_VERY = _OF_WORD.where(WORD.c.kind == bindparam("kind"), WORD.c.word.in_(_several("words")))
_LONGER = (
    _OF_WORD.where(WORD.c.kind == bindparam("kind"), WORD.c.word > bindparam("first"), WORD.c.word < bindparam("last"))
    .order_by(WORD.c.names.desc())
    .limit(bindparam("most"))
)


def _ways(words: Sequence[str], meant: _Meant) -> Iterator[list[str]]:
    """The words as they are asked for, and with two of them joined or one parted where names have such words."""
    yield list(words)
    for i, (a, b) in enumerate(pairwise(words)):
        if a + b in meant.slips:
            yield [*words[:i], a + b, *words[i + 2 :]]
    for i, word in enumerate(words):
        both = [pair for pair in splits(word) if all(0 in meant.slips.get(part, {}).values() for part in pair)]
        for pair in sorted(both, key=lambda p: -min(map(len, p)))[:2]:
            yield [*words[:i], *pair, *words[i + 1 :]]


def _sharing(connection: Connection, way: Sequence[str], meant: _Meant) -> list[_Row]:
    """Names that have the rarest words, two where one would be too common."""
    telling = [w for w in way if len(w) > 1] or list(way)
    if not all(w in meant.ids for w in telling):
        return []
    rare = sorted((meant.ids[w] for w in telling), key=lambda ids: sum(ids.values()))
    found = _posted(connection, rare[0], _COMPARED if len(rare) == 1 else _POSTED)
    if len(rare) > 1 and len(found) > _COMPARED:
        other = set(_posted(connection, rare[1], _POSTED))
        found = [number for number in found if number in other]
    return _rows(connection, found[:_COMPARED])


def _posted(connection: Connection, words: Mapping[int, int], most: int) -> list[int]:
    """Names that have one of some words: of each word's an equal share, those that most articles use first."""
    each = max(20, most // len(words))
    one = "SELECT * FROM (SELECT level, name_id FROM search_use WHERE word_id = {} AND level > 0 ORDER BY level DESC LIMIT {}) AS w{}"
    asked = " UNION ALL ".join(one.format(int(word), each, int(word)) for word in words)
    rows = connection.exec_driver_sql(asked).all()
    return [name for _, name in sorted(((-level, name) for level, name in rows))]


def _rows(connection: Connection, numbers: Sequence[int]) -> list[_Row]:
    return [_Row(*row) for row in connection.execute(_OF_NUMBERS, {"numbers": numbers}).all()] if numbers else []


_OF_NUMBERS = select(NAME.c.id, NAME.c.name, NAME.c.key, NAME.c.articles).where(NAME.c.id.in_(_several("numbers")))
_OF_LEVEL = (
    "SELECT * FROM (SELECT id, name, key, articles FROM search_name WHERE kind = :kind AND level = {0} AND name >= :first "
    "AND name < :last ORDER BY name LIMIT :most) AS l{0}"
)
_BEGINNING = text(" UNION ALL ".join(_OF_LEVEL.format(level) for level in range(_LEVELS, 0, -1)))


def _beginning(connection: Connection, kind: Kind, begun: str, most: int) -> list[_Row]:
    """Names that begin so: of each level the first ones, so the very name is among them."""
    asked = {"kind": kind, "first": begun, "last": begun + _LAST, "most": most}
    return [_Row(*row) for row in connection.execute(_BEGINNING, asked).all()]


def worded(connection: Connection, kind: Kind, keys: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Of each of some titles or people the wording that most articles use, and how many articles have any."""
    rows = connection.execute(
        select(NAME.c.key, NAME.c.wording, NAME.c.articles).where(NAME.c.kind == kind, NAME.c.key.in_(keys))
    ).all()
    made: dict[str, tuple[str, int]] = {}
    for row in sorted(rows, key=lambda r: (-r.articles, -len(r.wording), r.wording)):
        first, so_far = made.get(row.key, (row.wording, 0))
        made[row.key] = first, so_far + row.articles
    return made
