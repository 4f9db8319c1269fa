"""Small catalogues: sources as IMDb, Wikidata and the Wikipedia movie data lay them out, and the index of some."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bigpicture.catalogue import Catalogue, Match, build, linked

BASICS = "tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres".split()
AKAS = "titleId ordering title region language types attributes isOriginalTitle".split()
PEOPLE = "nconst primaryName birthYear deathYear primaryProfession knownForTitles".split()
CREW = "tconst directors writers".split()
PRINCIPALS = "tconst ordering nconst category job characters".split()


def tsv(head: list[str], *rows: str) -> bytes:
    """A file as IMDb lays it out; rows are written with | for the tab, and end in as many nulls as they lack columns."""
    lines = [row.split("|") for row in rows]
    return "".join("\t".join(line + ["\\N"] * (len(head) - len(line))) + "\n" for line in (head, *lines)).encode()


TITLES = tsv(
    BASICS,
    "tt0000001|movie|The Salt Road|The Salt Road|0|2025",
    "tt0000002|movie|The Salt Road|Saltveien|0|1961",
    "tt0000003|tvSeries|Cold Harbour|Cold Harbour|0|2019",
    "tt0000004|tvEpisode|The Salt Road|The Salt Road|0|2020",
    "tt0000005|movie|Rocky Coast II|Rocky Coast II|0|1999",
    "tt0000006|short|Nine Umbrellas: A Prologue|Nueve paraguas|0|2024",
    "tt0000007|movie|Дорога соли|Дорога соли|0|2011",
    "tt0000008|movie|塩の道|塩の道|0|2003",
    "tt0000009|movie|$|$|0|1971",
    "tt0000010|movie|Hedgehog Express|Hedgehog Express|0|2026",
    "tt0000011|movie|Hedgehog Express|Hedgehog Express|0|2014",
)  # fmt: skip
NAMES = tsv(
    PEOPLE,
    "nm0000001|Ruth Adeyemi|1984|\\N|director|tt0000001",
    "nm0000002|Jørgen K. Åsland|1920|1999|director|tt0000002",
    "nm0000003|John Harbour|1950|\\N|actor|tt0000002,tt0000011",
    "nm0000004|John Harbour|1990|\\N|actor|tt0000001",
    "nm0000005|Dwight Tolland|\\N|\\N|actor|\\N",
    "nm0000006|Bo Haneul|1970|\\N|director|tt0000010",
)  # fmt: skip
OTHERS = (
    ("akas.tsv", tsv(AKAS, "tt0000002|1|Salt Way", "tt0000010|1|L'Express Hérisson", "tt0000004|1|Lost Episode")),
    ("crew.tsv", tsv(CREW, "tt0000010|nm0000006|nm0000005", "tt0000011|nm0000002|\\N")),
    ("principals.tsv", tsv(PRINCIPALS, "tt0000010|1|nm0000005|actor", "tt0000010|2|nm0000003|archive_footage")),
)


def item(key: str, label: str, classes: str = "Q11424", **claims: object) -> dict[str, Any]:
    """A Wikidata item; claims are given as P57=["Q2"], and P577 as a time."""
    told = {"P31": classes.split(), **claims}
    return {
        "type": "item",
        "id": key,
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "aliases": [],
        "claims": {name: [claim(value) for value in values] for name, values in told.items()},  # type: ignore[attr-defined]
        "sitelinks": {},
    }


def claim(value: Any, rank: str = "normal") -> dict[str, Any]:
    if isinstance(value, str) and value[:1] == "Q":
        value = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    elif isinstance(value, str) and value[:1] == "+":
        value = {"time": value, "precision": 11, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "type": "statement", "rank": rank}


def dump(*items: dict[str, Any], array: bool = True) -> bytes:
    """A dump as Wikidata publishes it, or as JSON lines."""
    rows = [json.dumps(one) for one in items]
    return ("[\n" + ",\n".join(rows) + "\n]\n" if array else "\n".join(rows)).encode()


SALT = item("Q11", "The Salt Road", P57=["Q21"], P161=["Q22"], P577=["+2025-05-01T00:00:00Z"], P345=["tt0000001"], P4947=["77"])  # fmt: skip
RUTH = item("Q21", "Ruth Adeyemi", "Q5", P106=["Q2526255"], P569=["+1984-02-03T00:00:00Z"], P345=["nm0000001"])
MARA = item("Q22", "", "Q5", P106=["Q33999"])
MARA["labels"] = {"mul": {"language": "mul", "value": "Mara Lindqvist"}}
MARA["aliases"] = {"en": [{"language": "en", "value": "Mara L. Lind"}]}
FILM_LIST = [
    {"title": "The Salt Road", "year": 2025, "cast": ["Mara Lindqvist", "Tom Ferris"], "genres": ["Drama"], "href": "The_Salt_Road_(2025_film)"},
    {"title": "Bees of Leith", "year": 2018, "cast": ["Hugh Lavery"], "genres": [], "href": "Bees_of_Leith%27s_End"},
    {"title": "Four Aces", "year": 1931, "cast": [], "genres": [], "href": None},
]  # fmt: skip


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def made(folder: Path, *data: bytes, **options: Any) -> Catalogue:
    """The catalogue of some sources."""
    build(folder / "c.idx", [save(folder, f"source-{n}", one) for n, one in enumerate(data)], **options)
    return Catalogue.open(folder / "c.idx")


def ids(matches: list[Match]) -> list[str]:
    return [match.entity.id for match in matches]


def only(matches: list[Match]) -> str | None:
    match = linked(matches)
    return match.entity.id if match else None
