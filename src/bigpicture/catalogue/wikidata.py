"""Wikidata entity dumps: one JSON entity a line, in the array of the official dumps or without it, to records.

Films, series, film companies, festivals and awards are told by P31 (instance of), people by P106 (occupation). The data
model: wikidata.org/wiki/Special:MyLanguage/Help:Data_model; properties and classes are named where they are listed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bigpicture.catalogue import entities
from bigpicture.catalogue.entities import NAMES_LIMIT, Kind, Record
from bigpicture.catalogue.files import Line
from bigpicture.errors import InputError

FILMS = frozenset({
    "Q11424",  # film
    "Q24869",  # feature film
    "Q24862",  # short film
    "Q93204",  # documentary film
    "Q202866",  # animated film
    "Q29168811",  # animated feature film
    "Q17517379",  # animated short film
    "Q20650540",  # anime film
    "Q506240",  # television film
    "Q226730",  # silent film
    "Q229390",  # 3D film
    "Q18011172",  # film project: announced, or never finished
})  # fmt: skip
SERIES = frozenset({
    "Q5398426",  # television series
    "Q1259759",  # miniseries
    "Q526877",  # web series
    "Q581714",  # animated series
    "Q117467246",  # animated television series
    "Q63952888",  # anime television series
})  # fmt: skip
COMPANIES = frozenset({
    "Q1762059",  # film production company
    "Q375336",  # film studio
    "Q368290",  # film distributor
    "Q1107679",  # animation studio
    "Q11396960",  # production company
    "Q10689397",  # television production company
})  # fmt: skip
FESTIVALS = frozenset({
    "Q220505",  # film festival
    "Q27787439",  # film festival edition
})  # fmt: skip
AWARDS = frozenset({
    "Q4220917",  # film award
    "Q1407225",  # television award
    "Q19020",  # Academy Awards: its categories are instances of it
    "Q1011547",  # Golden Globe Award: the same
})  # fmt: skip
HUMAN = "Q5"
OCCUPATIONS = frozenset({
    "Q33999", "Q10800557", "Q10798782", "Q2259451", "Q2405480", "Q948329", "Q970153",  # actor: film, television, stage, voice, character, child
    "Q2526255", "Q3455803", "Q2059704",  # film director, director, television director
    "Q28389", "Q1414443", "Q11814411",  # screenwriter, filmmaker, documentarian
    "Q3282637", "Q47541952", "Q1053574", "Q578109",  # film producer, producer, executive producer, television producer
    "Q222344", "Q7042855", "Q1415090",  # cinematographer, film editor, film score composer
    "Q2962070", "Q1323191", "Q706364", "Q1049296",  # production designer, costume designer, art director, casting director
    "Q266569", "Q465501", "Q1224742", "Q4220892",  # animator, stunt performer, visual effects artist, film critic
})  # fmt: skip

_KINDS: tuple[tuple[frozenset[str], Kind], ...] = (
    (FILMS, "film"),
    (SERIES, "series"),
    (COMPANIES, "company"),
    (FESTIVALS, "festival"),
    (AWARDS, "award"),
)
_IMDB: dict[Kind, str] = dict(zip(entities.KINDS, ("tt", "tt", "nm", "co", "ev", "ev"), strict=True))
_TMDB: dict[Kind, str] = {"film": "P4947", "series": "P4983", "person": "P4985"}
_LANGUAGES = ("en", "mul", "en-us", "en-gb", "en-ca")  # mul: the name in all languages that give no other
_MENTIONED = re.compile(
    f'"(?:{"|".join(sorted(FILMS | SERIES | COMPANIES | FESTIVALS | AWARDS | OCCUPATIONS))})"'.encode()
)
_ITEM = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
_TIME = re.compile(r"\+(\d{4})-", re.ASCII)
_YEAR_PRECISION = 9  # 10 month, 11 day; below it decades and centuries
_CAST, _MOST = 10, 40  # where the rank of the cast begins, below the directors', and how many of either count
_REMEDY = "it is left out; give a Wikidata JSON dump, one entity a line"


def records(
    source: str, lines: Iterable[Line | InputError], *, everything: bool = False
) -> Iterator[Record | InputError]:
    """The film world's entities of a dump; a line that is no entity is an InputError of its own, if it could be of that world.

    With `everything` people of any occupation are taken too, and as films all items that have a director, a cast or an IMDb
    title: for dumps that are filtered already.
    """
    for line in lines:
        if isinstance(line, InputError):
            yield line
            continue
        number, data = line
        data = data.strip().rstrip(b",")
        if data and data not in (b"[", b"]") and (everything or _worth_reading(data)):
            try:
                record = _record(json.loads(data), everything=everything)
            except (ValueError, RecursionError) as error:
                problem = str(error) if type(error) is ValueError else "not JSON"
                yield InputError(f"{source}: line {number}", problem, _REMEDY)
            else:
                if record:
                    yield record


def _worth_reading(data: bytes) -> bool:
    """Whether a line names a class or trade of the film world, or looks broken: a search is five times as fast as a parser."""
    return bool(_MENTIONED.search(data)) or data[:1] != b"{" or data[-1:] != b"}"


def _record(entity: Any, *, everything: bool) -> Record | None:
    """An entity as a record; None where it is none of the film world. Raises ValueError where it is no entity."""
    key = entity.get("id") if isinstance(entity, dict) else None
    if not isinstance(key, str):
        raise ValueError("not a Wikidata entity")
    claims = entity.get("claims")
    if not isinstance(claims, dict) or not _ITEM.fullmatch(key) or not (kind := _kind(claims, everything=everything)):
        return None
    names = list(dict.fromkeys(_names(entity, claims)))
    if not names:
        return None
    first, people = names[0], tuple(_people(claims)) if kind in entities.WORKS else ()
    return Record(key, kind, first, _year(claims, "P569" if kind == "person" else "P577"), tuple(names[1:NAMES_LIMIT]),
                  tuple(_same(entity, claims, kind)), _tmdb(claims, kind), people)  # fmt: skip


def _kind(claims: dict[str, Any], *, everything: bool) -> Kind | None:
    classes = set(_items(claims, "P31"))
    if HUMAN in classes:
        return "person" if everything or not OCCUPATIONS.isdisjoint(_items(claims, "P106")) else None
    for known, kind in _KINDS:
        if not known.isdisjoint(classes):
            return kind
    is_film = everything and (claims.get("P57") or claims.get("P161") or _imdb(claims, "tt"))
    return "film" if is_film else None


def _names(entity: dict[str, Any], claims: dict[str, Any]) -> Iterator[str]:
    """Labels, the original title, then aliases; where no label is English, whatever there is."""
    labels, aliases = _mapping(entity, "labels"), _mapping(entity, "aliases")
    told = [labels.get(code) for code in _LANGUAGES]
    told += [value for _, value in _values(claims, "P1476")]
    told += [alias for code in _LANGUAGES for alias in _listed(aliases.get(code))]
    if not any(_text(value) for value in told):
        told = [labels[code] for code in sorted(labels)]
    for value in told:
        if found := _text(value):
            yield found


def _text(value: Any) -> str | None:
    """The name in a label ({"value": …}) or a monolingual text ({"text": …})."""
    return entities.name(value.get("value", value.get("text"))) if isinstance(value, dict) else None


def _mapping(entity: dict[str, Any], name: str) -> dict[str, Any]:
    """A member of an entity; empty ones are written as lists."""
    value = entity.get(name)
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _same(entity: dict[str, Any], claims: dict[str, Any], kind: Kind) -> Iterator[str]:
    """The keys of the same subject at IMDb and in the English Wikipedia."""
    if found := _imdb(claims, _IMDB[kind]):
        yield found
    link = _mapping(entity, "sitelinks").get("enwiki")
    if isinstance(link, dict) and (title := entities.name(link.get("title"))):
        yield f"wikipedia:{title}"


def _imdb(claims: dict[str, Any], prefix: str) -> str | None:
    found = [(rank, value) for rank, value in _values(claims, "P345") if isinstance(value, str) and value[:2] == prefix]
    return min(found)[1] if found else None


def _tmdb(claims: dict[str, Any], kind: Kind) -> int | None:
    found = [(rank, int(value)) for rank, value in _values(claims, _TMDB.get(kind, "")) if _is_number(value)]
    return min(found)[1] if found else None


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 12


def _year(claims: dict[str, Any], name: str) -> int | None:
    """The earliest year that is told to the year or closer."""
    years = [int(found[1]) for _, value in _values(claims, name) if (found := _dated(value))]
    return entities.year(min(years, default=None))


def _dated(value: Any) -> re.Match[str] | None:
    if not isinstance(value, dict) or not isinstance(value.get("time"), str):
        return None
    precision = value.get("precision")
    return _TIME.match(value["time"]) if isinstance(precision, int) and precision >= _YEAR_PRECISION else None


def _people(claims: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Directors (P57), then the cast (P161)."""
    for at, key in enumerate(_items(claims, "P57")[:_MOST]):
        yield key, min(at, _CAST - 1)
    for at, key in enumerate(_items(claims, "P161")[:_MOST]):
        yield key, _CAST + at


def _items(claims: dict[str, Any], name: str) -> list[str]:
    """The items that a property points to."""
    told = [value.get("id") for _, value in _values(claims, name) if isinstance(value, dict)]
    return [key for key in told if isinstance(key, str) and _ITEM.fullmatch(key)]


def _values(claims: dict[str, Any], name: str) -> Iterator[tuple[int, Any]]:
    """The values that a property has, with 0 for those preferred and 1 for the others; deprecated ones are left out."""
    for claim in _listed(claims.get(name)):
        if isinstance(claim, dict) and (rank := claim.get("rank", "normal")) in ("preferred", "normal"):
            snak = claim.get("mainsnak")
            value = snak.get("datavalue") if isinstance(snak, dict) else None
            if isinstance(value, dict) and "value" in value:
                yield (0 if rank == "preferred" else 1), value["value"]
