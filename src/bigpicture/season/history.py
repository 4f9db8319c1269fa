"""The history of the Academy Awards: the public table of every nomination, read into races.

The table is DLu/oscar_data's oscars.csv: a row a nomination, fields divided by tabs, none in quotation marks, empty fields at a
row's end left away. What is read is checked whole before any of it is given out: a table with a fault gives an InputError that
names the line, and no race.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bigpicture.errors import InputError
from bigpicture.folding import title
from bigpicture.season.races import Contender, Race

COLUMNS = (
    "Ceremony", "Year", "Class", "CanonicalCategory", "Category", "Film", "FilmId", "Name", "Nominees", "NomineeIds", "Winner",
    "Detail", "Note", "Citation",
)  # fmt: skip
_NEEDED = COLUMNS[:12]  # Note and Citation may be missing: they only explain
_MOST_BYTES = 50_000_000  # the table has 3 MB after 98 ceremonies
_FEWEST_FIELDS = 8  # to Name: what every nomination has

# The table's own names of categories, which hold through their renames, and ours.
CATEGORIES: Mapping[str, str] = {
    "BEST PICTURE": "picture",
    "DIRECTING": "director",
    "ACTOR IN A LEADING ROLE": "actor",
    "ACTRESS IN A LEADING ROLE": "actress",
    "ACTOR IN A SUPPORTING ROLE": "supporting-actor",
    "ACTRESS IN A SUPPORTING ROLE": "supporting-actress",
    "WRITING (Original Screenplay)": "original-screenplay",
    "WRITING (Adapted Screenplay)": "adapted-screenplay",
    "ANIMATED FEATURE FILM": "animated",
    "INTERNATIONAL FEATURE FILM": "international",
    "DOCUMENTARY (Feature)": "documentary",
    "CINEMATOGRAPHY": "cinematography",
    "FILM EDITING": "editing",
    "ART DIRECTION": "production-design",
    "COSTUME DESIGN": "costume",
    "MAKEUP AND HAIRSTYLING": "makeup",
    "MUSIC (Original Score)": "score",
    "MUSIC (Original Song)": "song",
    "SOUND MIXING": "sound",
    "SOUND RECORDING": "sound",
    "SOUND EDITING": "sound-editing",
    "VISUAL EFFECTS": "visual-effects",
    "CASTING": "casting",
    "SHORT FILM (Animated)": "animated-short",
    "SHORT FILM (Live Action)": "live-action-short",
    "DOCUMENTARY (Short Subject)": "documentary-short",
}
# Competitive, but no longer given: they count as nominations of their films, and are no races.
_DISCONTINUED = frozenset(
    (
        "DIRECTING (Comedy Picture)", "DIRECTING (Dramatic Picture)", "UNIQUE AND ARTISTIC PICTURE", "ASSISTANT DIRECTOR",
        "WRITING (Original Story)", "WRITING (Title Writing)", "DANCE DIRECTION", "SHORT SUBJECT (Comedy)",
        "SHORT SUBJECT (Novelty)", "SHORT SUBJECT (Color)", "SHORT SUBJECT (One-reel)", "SHORT SUBJECT (Two-reel)",
        "CINEMATOGRAPHY (Black-and-White)", "CINEMATOGRAPHY (Color)", "ART DIRECTION (Black-and-White)", "ART DIRECTION (Color)",
        "COSTUME DESIGN (Black-and-White)", "COSTUME DESIGN (Color)", "MUSIC (Original Song Score or Adaptation Score)",
    )
)  # fmt: skip
_CLASSES = {"SciTech": "scientific and technical", "Special": "honorary or special"}
_CREDITED = ("song",)  # where one film may be up several times, and the Detail says with what
# Several winners without a tie: the documentaries of 1942, of which the table's notes tell that they were special awards.
_JOINT = frozenset({(15, "documentary")})
# The first ceremonies were not a year apart; the second and the third were both in 1930.
_EARLY = {1: ("1927/28", 1929), 2: ("1928/29", 1930), 3: ("1929/30", 1930), 4: ("1930/31", 1931), 5: ("1931/32", 1932), 6: ("1932/33", 1934)}  # fmt: skip
_TIE = re.compile(r"\btie\b", re.IGNORECASE)
_CREDIT = re.compile(r"^Screenplay - ")  # a credit that the table leaves before some names
_CROWDED = 2  # left out, so that a year has one ceremony


@dataclass(frozen=True, slots=True)
class History:
    """What a table holds."""

    races: tuple[Race, ...]  # by year, then in the table's order
    rows: int
    left: Mapping[str, int]  # rows that are no part of a race, by the reason


@dataclass(frozen=True, slots=True)
class _Row:
    """A nomination as the table has it."""

    line: int
    ceremony: int
    year: int
    category: str | None  # ours; None: its prize is not given any more
    films: tuple[str, ...]
    keys: tuple[str, ...]  # the films', by which their nominations are counted
    people: tuple[str, ...]
    won: bool
    detail: str
    tie: bool


def parse(path: Path) -> History:
    """The races of a table. Raises InputError for what is no such table, or has a fault; nothing is given out then."""
    if not path.is_file():
        raise InputError(str(path), "there is no such file", "name the oscars.csv of DLu/oscar_data")
    if (size := path.stat().st_size) > _MOST_BYTES:
        problem = f"{size:,} bytes are more than a table of nominations has"
        raise InputError(str(path), problem, f"name the oscars.csv of DLu/oscar_data; the most is {_MOST_BYTES:,}")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise InputError(f"{path}, line {line}", "it is not UTF-8", "save the table as UTF-8 text") from error
    return read(text, str(path))


def read(text: str, source: str) -> History:
    """The races of a table's text; `source` names it in errors. Raises InputError as `parse` does."""
    left: Counter[str] = Counter()
    rows, count = [], 0
    for line, fields in _fields(text, source):
        count += 1
        if (reason := _CLASSES.get(fields["Class"])) is not None:
            left[reason] += 1
        else:
            rows.append(_row(fields, line, f"{source}, line {line}"))
    if not count:
        raise InputError(source, "it has a head and no nomination", "name the oscars.csv of DLu/oscar_data")
    left.update("no longer given" for row in rows if row.category is None)
    left.update("of the second ceremony of 1930" for row in rows if row.category and row.ceremony == _CROWDED)
    return History(tuple(_races(rows, source)), count, dict(left))


def _fields(text: str, source: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by column, with its line. A line ends at a line feed only, as in the table: other breaks are characters."""
    lines = text.split("\n")
    head = lines[0].rstrip("\r").split("\t")
    if len(head) == 1:
        raise InputError(
            f"{source}, line 1", "no tab divides it into columns", "name the table that is separated by tabs"
        )
    if missing := [name for name in _NEEDED if name not in head]:
        problem = (
            f"the column{'s' * (len(missing) > 1)} {', '.join(missing)} {'are' if len(missing) > 1 else 'is'} missing"
        )
        raise InputError(f"{source}, line 1", problem, "take the table as DLu/oscar_data publishes it")
    if len(set(head)) < len(head):
        raise InputError(f"{source}, line 1", "a column stands twice", "take the table as DLu/oscar_data publishes it")
    for number, line in enumerate(lines[1:], 2):
        if not (line := line.rstrip("\r")):
            continue
        fields = line.split("\t")
        if not _FEWEST_FIELDS <= len(fields) <= len(head):
            problem = f"it has {len(fields)} fields, not {_FEWEST_FIELDS} to {len(head)}"
            raise InputError(f"{source}, line {number}", problem, "mend the row, or take the table as it is published")
        yield number, dict(zip(head, [*fields, *[""] * (len(head) - len(fields))], strict=True))


def _row(fields: dict[str, str], line: int, where: str) -> _Row:
    """A competitive nomination. Raises InputError for what cannot be."""
    ceremony = _number(fields["Ceremony"], where)
    label, year = _EARLY.get(ceremony) or (str(1927 + ceremony), 1928 + ceremony)
    if fields["Year"] != label:
        problem = f"ceremony {ceremony} honours the films of {label}, not of {fields['Year']!r}"
        raise InputError(where, problem, "mend the ceremony or the year")
    name = fields["CanonicalCategory"]
    if name not in CATEGORIES and name not in _DISCONTINUED:
        raise InputError(where, f"there is no category {name!r}", "mend its name; a new one needs a newer bigpicture")
    if fields["Winner"] not in ("", "True", "False"):
        raise InputError(where, f"Winner is {fields['Winner']!r}", "write True, or nothing")
    films, ids = _parts(fields["Film"]), _parts(fields["FilmId"])
    people = tuple(_CREDIT.sub("", p) for p in _parts(fields["Nominees"])) or _parts(fields["Name"])
    if not films and not people:
        raise InputError(where, "it names neither a film nor anybody", "fill in Film or Name")
    category = CATEGORIES.get(name)
    return _Row(
        line, ceremony, year, category, films, ids or tuple(map(title, films)), people, fields["Winner"] == "True",
        fields["Detail"] if category in _CREDITED else "", bool(_TIE.search(fields.get("Note", ""))),
    )  # fmt: skip


def _number(value: str, where: str) -> int:
    if not (value.isascii() and value.isdecimal() and 0 < int(value[:9]) < 1000):
        raise InputError(where, f"the ceremony {value!r} is no number of one", "mend it: the 96th is 96")
    return int(value)


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part for part in (" ".join(p.split()) for p in value.split("|")) if part)


def _races(rows: list[_Row], source: str) -> Iterator[Race]:
    """The races of all rows, each checked."""
    nominations: Counter[tuple[int, str]] = Counter((row.ceremony, key) for row in rows for key in row.keys)
    companions: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    races: defaultdict[tuple[int, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.category is not None and row.ceremony != _CROWDED:
            races[row.ceremony, row.category].append(row)
            for key in row.keys:
                companions[row.ceremony, key].add(row.category)
    newest = max((ceremony for ceremony, _ in races), default=0)
    for (ceremony, category), up in sorted(races.items(), key=lambda race: race[0][0]):
        _check(up, newest, source)
        decided = any(row.won for row in up)
        contenders = []
        for row in up:
            beside = frozenset().union(*(companions[ceremony, key] for key in row.keys)) - {category}
            most = max((nominations[ceremony, key] for key in row.keys), default=1)
            won = row.won if decided else None
            contenders.append(Contender("; ".join(row.films), row.people, most, beside, won, row.detail))
        yield Race("academy", up[0].year, category, tuple(contenders))


def _check(up: list[_Row], newest: int, source: str) -> None:
    """Refuse what no race can be: a nominee twice, no winner long after, two winners without a tie."""
    ceremony, category = up[0].ceremony, up[0].category
    seen: dict[tuple[object, ...], int] = {}
    for row in up:
        key = (row.films, row.people, row.detail)
        if key in seen:
            problem = f"the nominee of line {seen[key]} stands here again"
            raise InputError(f"{source}, line {row.line}", problem, "leave one of the two rows out")
        seen[key] = row.line
    won = [row for row in up if row.won]
    if not won and ceremony != newest:
        problem = f"nobody won {category} at ceremony {ceremony}, and there is a later one"
        raise InputError(f"{source}, line {up[0].line}", problem, "mark the winner with True in its column Winner")
    one = (
        len({row.people for row in won}) == 1 and ceremony in _EARLY
    )  # honoured for several films, in older tables a row each
    if len(won) > 1 and not one and not all(row.tie for row in won) and (ceremony, category) not in _JOINT:
        problem = f"{category} of ceremony {ceremony} has {len(won)} winners, and no note tells of a tie"
        raise InputError(f"{source}, line {won[1].line}", problem, "leave one, or write 'A tie.' in the Note of each")


def years(races: Iterable[Race]) -> tuple[int, ...]:
    """The years of ceremonies, in order."""
    return tuple(sorted({race.year for race in races}))
