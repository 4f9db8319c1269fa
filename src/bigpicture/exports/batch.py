"""Facts as QuickStatements V1 for Wikidata: what is agreed, with references, and only what is missing there.

A command is a line of columns parted by tabs. The format has no escapes: a bar or line break parts columns and commands even
inside quotation marks, so none is ever written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bigpicture.exports.entries import Entry
from bigpicture.exports.given import There, is_there
from bigpicture.exports.statements import KNOWN, Ids, Statement, day, folded, statement, text
from bigpicture.exports.strings import link, one_line
from bigpicture.naming import bearer

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
    entries: Iterable[Entry],
    now: str,
    *,
    ids: Ids | None = None,
    against: There | None = None,
    notes: list[str] | None = None,
) -> Iterator[str]:
    """The commands film by film; what is left out, and why, goes to `notes`.

    `ids` gives items by (kind, name) as `read_ids` makes them, beside those that the catalogue is sure of; a film without
    one is made anew. `against` holds
    the statements that are there already, as `read_statements` makes them.
    """
    known = {**KNOWN, **(ids or {})}
    left = _Notes(Counter(), Counter())
    entries = tuple(entries)  # all of them: a title alone names a film only where no other has it
    titles = Counter(folded(entry.film.title) for entry in entries)
    for entry in entries:
        linked = {**_linked(entry), **known}
        item = _item(entry, linked, alone=titles[folded(entry.film.title)] == 1)
        missing = (s for s in _statements(entry, linked, left) if not (item and is_there(item, s, against or {})))
        lines = [_line(made, item, now) for made in missing]
        if lines and item is None:
            if text(entry.film.title) is None:
                left.reasons["the film's title cannot be written"] += len(lines)
                continue
            yield from _created(entry)
            left.nameless["film", _called(entry)] += 1
        yield from lines
    if notes is not None:
        notes.extend(left.lines())


def _linked(entry: Entry) -> Ids:
    """The items of the film and its people in the catalogue, where it is sure."""
    names = {str(f.values["person"]) for f in entry.facts if f.values.get("person")}
    called = {("film", folded(_called(entry))): ""} | {("person", folded(n)): bearer(n) for n in names}
    found = {key: entry.portrait.links.get(of) for key, of in called.items()}
    return {key: one.ids["wikidata"] for key, one in found.items() if one and one.sure and "wikidata" in one.ids}


def _called(entry: Entry) -> str:
    return entry.film.title + (f" ({entry.film.year})" if entry.film.year else "")


def _item(entry: Entry, ids: Ids, *, alone: bool) -> str | None:
    """The item of a film: by its title and year, its number, or its title where no other film has it."""
    names = [_called(entry), f"#{entry.film.id}", *([entry.film.title] if alone else [])]
    return next((found for called in names if (found := ids.get(("film", folded(called))))), None)


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


def _line(made: Statement, item: str | None, now: str) -> str:
    """The command that makes a statement, of the film made last where it has no item."""
    columns = [item or "LAST", made.property, made.value, *(c for pair in made.qualifiers for c in pair)]
    for number, source in enumerate(made.sources):
        columns += ["!S854" if number else "S854", f'"{link(source.url)}"']
        if source.title and (headline := text(source.title)):
            columns += ["S1476", f"en:{headline}"]
        if published := day(source.when.split("T")[0]):
            columns += ["S577", published]
        columns += ["S813", str(day(now[:10]))]
    return "\t".join(columns) + "\n"
