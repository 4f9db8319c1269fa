"""Facts as Wikidata statements: which property, value and qualifiers. The properties are those of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bigpicture.exports.dates import is_calendar
from bigpicture.exports.entries import Source
from bigpicture.exports.strings import one_line
from bigpicture.vocabulary import CLAIM_TYPES
from bigpicture.weighing import Fact

Ids = Mapping[tuple[str, str], str]  # (kind, name folded) to item
Pairs = tuple[tuple[str, str], ...]
Nameless = tuple[str, str]  # the kind and name of what has no item

# Qualifiers, by their labels on Wikidata.
_PLACE, _FORMAT, _TIME, _WINNER, _NOMINEE, _VALID_IN = "P291", "P437", "P585", "P1346", "P2453", "P3005"
_PEOPLE = ("director", "writer", "producer", "cast")
_ROLES = {"distributor": 0, "streamer": 0, "production": 1}  # which of a company's properties
_EVERYWHERE = (None, "worldwide")  # places that need no qualifier
_LONGEST = 1_500  # characters of a text; Wikidata refuses longer ones


def folded(called: object) -> str:
    """A name folded so that it is found however it is spaced and cased."""
    return one_line(called).casefold()


# Countries and currencies: what an item stands for here never changes, so nobody need look these up.
KNOWN: dict[tuple[str, str], str] = {
    **{("territory", folded(place)): item for place, item in (
        ("US", "Q30"), ("UK", "Q145"), ("Ireland", "Q27"), ("Canada", "Q16"), ("North America", "Q49"), ("Australia", "Q408"),
        ("New Zealand", "Q664"), ("China", "Q148"), ("Japan", "Q17"), ("South Korea", "Q884"), ("India", "Q668"),
        ("France", "Q142"), ("Germany", "Q183"), ("Italy", "Q38"), ("Spain", "Q29"), ("Mexico", "Q96"), ("Brazil", "Q155"))},
    **{("currency", folded(code)): item for code, item in (
        ("USD", "Q4917"), ("GBP", "Q25224"), ("EUR", "Q4916"), ("JPY", "Q8146"), ("INR", "Q80524"))},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A property and its value as QuickStatements writes them, with qualifiers and sources."""

    property: str
    value: str
    qualifiers: Pairs = ()
    sources: tuple[Source, ...] = ()

    def sourced(self, sources: tuple[Source, ...]) -> Statement:
        """The same with sources."""
        return replace(self, sources=sources)


def statement(fact: Fact, ids: Ids) -> Statement | Nameless | str:
    """A fact as a statement about its film; else what has no item, or the reason why it cannot be one."""
    properties, v = CLAIM_TYPES[fact.type].properties, fact.values
    if not properties:
        return f"Wikidata has no property for: {fact.type}"
    if fact.type in _PEOPLE:
        role = _told(((properties[1], text(v["character"])),)) if v.get("character") else ()
        return _of_item(properties[0], "person", v["person"], ids, role)
    if fact.type == "company":
        which = _ROLES.get(str(v.get("role")))
        return "a company's role is not told" if which is None else _of_item(properties[which], "organization", v["organization"], ids)  # fmt: skip
    if fact.type == "genre":
        return _of_item(properties[0], "genre", v["genre"], ids)
    if fact.type == "based_on":
        return _of_item(properties[0], "work", v["title"], ids) if v.get("title") else "a work's title is not told"
    if fact.type == "release":
        return _release(fact, ids)
    if fact.type == "screening":
        return _screening(fact, ids)
    return _takings(fact, ids) if fact.type == "box_office" else _prize(fact, ids)


def _of_item(number: str, kind: str, called: object, ids: Ids, qualifiers: Pairs = ()) -> Statement | Nameless:
    item = ids.get((kind, folded(called)))
    return Statement(number, item, qualifiers) if item else (kind, str(called))


def _release(fact: Fact, ids: Ids) -> Statement | Nameless | str:
    """A date with its place: told without, it would be read as that of the whole world."""
    v = fact.values
    when, place = day(str(v["date"])), ids.get(("territory", folded(v.get("territory"))))
    if when is None:
        return "a date is no day, month or year"
    if v.get("territory") not in _EVERYWHERE and place is None:
        return "territory", str(v["territory"])
    format = ids.get(("mode", folded(v.get("mode"))))
    qualifiers = ((_PLACE, place), (_FORMAT, format))
    return Statement(CLAIM_TYPES["release"].properties[0], when, _told(qualifiers))


def _screening(fact: Fact, ids: Ids) -> Statement | Nameless:
    """By the festival's edition where it has an item, else by the festival with its year."""
    number, event, year = CLAIM_TYPES["screening"].properties[0], fact.values["event"], fact.values.get("year")
    edition = ids.get(("event", folded(f"{event} {year}")))
    return Statement(number, edition) if edition else _of_item(number, "event", event, ids, _year(year))


def _prize(fact: Fact, ids: Ids) -> Statement | Nameless | str:
    """A nomination or award as one of the film, with who it went to."""
    v = fact.values
    if v.get("count"):
        return "a total of prizes is no prize"
    called = ": ".join(str(p) for p in (v.get("award"), v.get("category")) if p)
    person = ids.get(("person", folded(v.get("person"))))
    if v.get("person") and person is None:
        return "person", str(v["person"])
    whose = _told(((_WINNER if fact.type == "award" else _NOMINEE, person),))
    return _of_item(CLAIM_TYPES[fact.type].properties[0], "award", called, ids, (*whose, *_year(v.get("year"))))


def _takings(fact: Fact, ids: Ids) -> Statement | Nameless | str:
    """What was taken in all until a day; openings and weekends have no property."""
    v = fact.values
    if v.get("period") != "total":
        return "box office that is no total"
    unit, place = (ids.get((kind, folded(v.get(kind)))) for kind in ("currency", "territory"))
    for kind, item in (("currency", unit), ("territory", place)):
        if v.get(kind) not in _EVERYWHERE and item is None:
            return kind, str(v[kind])
    amount = f"{float(v['amount'] or 0):f}".rstrip("0").rstrip(".")
    value = amount + (f"U{unit.removeprefix('Q')}" if unit else "")
    until = day(fact.first.when.split("T")[0])
    return Statement(CLAIM_TYPES["box_office"].properties[0], value, _told(((_VALID_IN, place), (_TIME, until))))


def _year(year: object) -> Pairs:
    return _told(((_TIME, day(str(year))),)) if year else ()


def _told(qualifiers: tuple[tuple[str, str | None], ...]) -> Pairs:
    return tuple((number, value) for number, value in qualifiers if value)


def day(edtf: str) -> str | None:
    """A day, month or year as a time with its precision (11, 10, 9): +2026-12-00T00:00:00Z/10. None of anything else."""
    if not is_calendar(edtf):
        return None
    parts = edtf.split("-")
    return f"+{'-'.join([*parts, '00', '00'][:3])}T00:00:00Z/{8 + len(parts)}"


def text(words: object, longest: int = _LONGEST) -> str | None:
    """A text in quotation marks, on one line and without bars, which part columns even there; None of nothing."""
    kept = one_line(one_line(words)[:longest].replace("|", "/"))
    return f'"{kept}"' if kept else None
