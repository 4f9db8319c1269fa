"""Facts as QuickStatements V1 for Wikidata: what is agreed, with references, and only what is missing there.

A command is a line of columns parted by tabs. The format has no escapes: a bar or line break parts columns and commands even
inside quotation marks, so none is ever written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bigpicture.errors import InputError
from bigpicture.exports.entries import Entry, link, one_line
from bigpicture.exports.statements import KNOWN, Ids, Statement, day, name, statement, text

_REFERENCES = 3  # a statement; one is enough, more guard against a page that goes
_TITLE = 250  # characters of a label or description; Wikidata refuses longer ones


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is left out, counted: what has no identifier, and everything else by its reason."""

    nameless: Counter[tuple[str, str]]
    reasons: Counter[str]

    def lines(self) -> Iterator[str]:
        """One line each; those without identifier as lines of the file that gives them."""
        for reason, count in sorted(self.reasons.items()):
            yield f"left out: {count} {'fact' if count == 1 else 'facts'}: {reason}"
        for (kind, called), count in sorted(self.nameless.items()):
            yield f"no identifier ({count}):\t{kind}\t{one_line(called)}\tQ"


def quickstatements(
    entries: Sequence[Entry],
    now: str,
    *,
    ids: Ids | None = None,
    against: frozenset[tuple[str, str, str]] = frozenset(),
    notes: list[str] | None = None,
) -> Iterator[str]:
    """The commands film by film; what is left out, and why, goes to `notes`.

    `ids` gives items by (kind, name) as `read_ids` makes them; without one for a film it is made anew. `against` holds
    the statements that are there already, as `read_statements` makes them.
    """
    known = {**KNOWN, **(ids or {})}
    left = _Notes(Counter(), Counter())
    titles = Counter(name(entry.film.title) for entry in entries)
    for entry in entries:
        item = _item(entry, known, alone=titles[name(entry.film.title)] == 1)
        lines = [line for made in _statements(entry, known, left) if (line := _new(made, item, against, now))]
        if lines and item is None:
            if text(entry.film.title) is None:
                left.reasons["the film's title cannot be written"] += len(lines)
                continue
            yield from _created(entry)
            left.nameless["film", _called(entry)] += 1
        yield from lines
    if notes is not None:
        notes.extend(left.lines())


def _called(entry: Entry) -> str:
    return entry.film.title + (f" ({entry.film.year})" if entry.film.year else "")


def _item(entry: Entry, ids: Ids, *, alone: bool) -> str | None:
    """The item of a film: by its title and year, its number, or its title where no other film has it."""
    names = [_called(entry), f"#{entry.film.id}", *([entry.film.title] if alone else [])]
    return next((found for called in names if (found := ids.get(("film", name(called))))), None)


def _created(entry: Entry) -> Iterator[str]:
    directors = [str(f.values["person"]) for f in entry.facts if f.type == "director" and f.standing == "agreed"]
    kind = f"{entry.film.year} film" if entry.film.year else "film"
    told = f"{kind} directed by {' and '.join(directors[:2])}" if directors else kind
    yield "CREATE\n"
    yield f"LAST\tLen\t{text(entry.film.title, _TITLE)}\n"
    yield f"LAST\tDen\t{text(told, _TITLE)}\n"


def _statements(entry: Entry, ids: Ids, left: _Notes) -> Iterator[Statement]:
    for fact in entry.facts:
        if fact.standing != "agreed":
            left.reasons[f"is {fact.standing}"] += 1
            continue
        made = statement(fact, ids)
        if isinstance(made, Statement):
            sources = tuple(s for s in entry.behind(fact, stated=True) if link(s.url))
            if sources:
                yield made.sourced(sources[:_REFERENCES])
            else:
                left.reasons["no article with an address states it"] += 1
        elif isinstance(made, tuple):
            left.nameless[made] += 1
        else:
            left.reasons[made] += 1


def _new(made: Statement, item: str | None, against: frozenset[tuple[str, str, str]], now: str) -> str | None:
    """The command, None where its statement is there already."""
    if item and (item, made.property, made.value.removeprefix("+")) in against:
        return None
    columns = [item or "LAST", made.property, made.value, *(c for pair in made.qualifiers for c in pair)]
    for number, source in enumerate(made.sources):
        columns += ["!S854" if number else "S854", f'"{link(source.url)}"']
        if source.title and (headline := text(source.title)):
            columns += ["S1476", f"en:{headline}"]
        if published := day(source.when.split("T")[0]):
            columns += ["S577", published]
        columns += ["S813", str(day(now[:10]))]
    return "\t".join(columns) + "\n"


def read_ids(path: Path) -> dict[tuple[str, str], str]:
    """A file of items: a kind, a name and a Q number a line, parted by tabs. Raises InputError where a line is none."""
    found: dict[tuple[str, str], str] = {}
    for number, line in _lines(path):
        columns = [c.strip() for c in line.split("\t")]
        if len(columns) != 3 or not _is_item(columns[2]):
            raise InputError(str(path), f"line {number} is no kind, name and Q number", "part them by tabs: film, Low Water (2026), Q1")  # fmt: skip
        found[columns[0].casefold(), name(columns[1])] = columns[2]
    return found


def read_statements(path: Path) -> frozenset[tuple[str, str, str]]:
    """A file of statements that are there, `Q1|P57|Q2` (or tabs) a line. Raises InputError where a line is none."""
    found = set()
    for number, line in _lines(path):
        columns = [c.strip() for c in line.replace("\t", "|").split("|")]
        if len(columns) < 3 or not _is_item(columns[0]) or columns[1][:1] != "P":
            raise InputError(
                str(path), f"line {number} is no statement", "write an item, a property and a value: Q1|P57|Q2"
            )
        found.add((columns[0], columns[1], _number(columns[2].removeprefix("+"))))
    return frozenset(found)


def _number(value: str) -> str:
    """A quantity as it is written here: 82000000.0 is 82000000."""
    amount, unit, currency = value.partition("U")
    plain = amount.replace(".", "", 1)
    return f"{Decimal(amount):f}{unit}{currency}".replace(".0U", "U") if plain.isascii() and plain.isdigit() else value


def _is_item(value: str) -> bool:
    return value[:1] == "Q" and value[1:].isascii() and value[1:].isdigit()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "is no UTF-8 text"
        raise InputError(str(path), f"cannot be read ({problem})", "give a text file that exists") from None
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line
