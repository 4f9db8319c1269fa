"""Files that tell an export of statements what is on Wikidata: which items there are, and what is stated of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from bigpicture.errors import InputError
from bigpicture.exports.properties import fault, is_item, is_property
from bigpicture.exports.statements import Ids, Statement, folded

Qualifiers = Mapping[str, frozenset[str]]  # property to values
There = Mapping[
    tuple[str, str, str], Sequence[Qualifiers]
]  # item, property and value to the qualifiers of each statement
# Qualifiers that tell statements of one value apart. The others only say more: how a role is called, when a sum was counted.
_APART = ("P291", "P437", "P1346", "P2453", "P3005", "P585")


def read_ids(path: Path) -> Ids:
    """A file of items: a kind, a name and a Q number a line, parted by tabs. Raises InputError where a line is none."""
    found: dict[tuple[str, str], str] = {}
    for number, line in _lines(path):
        columns = [c.strip() for c in line.split("\t")]
        if len(columns) != 3 or not is_item(columns[2]):
            problem, remedy = "is no kind, name and Q number", "part them by tabs: film, Low Water (2026), Q1"
            raise InputError(str(path), f"line {number} {problem}", remedy)
        found[columns[0].casefold(), folded(columns[1])] = columns[2]
    return found


def read_statements(path: Path) -> There:
    """A file of statements that are there, `Q1|P57|Q2` (or tabs) a line, then qualifiers in pairs, where they are known.

    References may stand at the end of a line, as in a batch that was exported; they are skipped. Raises InputError where a
    line is no statement.
    """
    found: dict[tuple[str, str, str], list[Qualifiers]] = {}
    for number, line in _lines(path):
        columns = [c.strip() for c in line.replace("\t", "|").split("|")]
        problem = _problem(columns)
        if problem:
            raise InputError(str(path), f"line {number} is no statement: {problem}", "write Q1|P57|Q2, then qualifiers")
        qualifiers: dict[str, frozenset[str]] = {}
        for key, value in zip(columns[3::2], columns[4::2], strict=True):
            if is_property(key):
                qualifiers[key] = qualifiers.get(key, frozenset()) | {value}
        found.setdefault((columns[0], columns[1], plain(columns[2])), []).append(qualifiers)
    return found


def _problem(columns: Sequence[str]) -> str | None:
    if len(columns) < 3 or len(columns) % 2 == 0:
        return f"it has {len(columns)} columns"
    if not is_item(columns[0]):
        return f"{columns[0][:40]!r} is no item"
    for place, key in enumerate(columns[1::2]):
        if not is_property(key if place == 0 else key.lstrip("!").replace("S", "P", 1)):
            return f"{key[:40]!r} is no property"
    pairs = zip(columns[1::2], columns[2::2], strict=True)
    return next((told for key, value in pairs if (told := fault(key, value))), None)


def is_there(item: str, made: Statement, there: There) -> bool:
    """Whether a statement of an item is there: its value, and no qualifier that tells it apart says otherwise."""
    stated = there.get((item, made.property, plain(made.value)), ())
    own: dict[str, set[str]] = {}
    for key, value in made.qualifiers:
        own.setdefault(key, set()).add(_rough(key, value))
    return any(all(_agree(key, own.get(key), other.get(key)) for key in _APART) for other in stated)


def _agree(key: str, mine: set[str] | None, theirs: frozenset[str] | None) -> bool:
    return not mine or not theirs or bool(mine & {_rough(key, v) for v in theirs})


def _rough(key: str, value: str) -> str:
    """Of a time the year: a prize is told by its year here, and may be by its day there."""
    return value[:5] if key == "P585" else plain(value)


def plain(value: str) -> str:
    """A value so that equal ones compare equal: +82000000.0 is 82000000, and of a year no month or day counts."""
    if time := re.fullmatch(r"\+(\d{4})-(\d\d)-(\d\d)T00:00:00Z/(\d+)", value, re.ASCII):
        return "-".join(time.groups()[: max(1, int(time[4]) - 8)]) + f"/{time[4]}"
    if amount := re.fullmatch(r"\+?(\d+(?:\.\d+)?)(U\d+)?", value, re.ASCII):
        number = f"{Decimal(amount[1]):f}"
        return (number.rstrip("0").rstrip(".") if "." in number else number) + (amount[2] or "")
    return value


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "is no UTF-8 text"
        raise InputError(str(path), f"cannot be read ({problem})", "give a text file that exists") from None
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line
