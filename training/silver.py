"""Silver documents: introductions of Wikipedia's film articles with labels guessed from their fixed wording.

Reads the files movies-*.json of the public repository prust/wikipedia-movie-data (title, cast, genres, extract), from
a folder that the trainer names; nothing of it is committed.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from bigpicture.folding import plain
from training.documents import Document, Entity, occurrences, surname

_PART = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-Z][\w'’-]+)"
_NAME = rf"{_PART}(?: (?:de|la|van|von|del|di|der|{_PART}))*(?: (?:Jr|Sr)\.)?"
_COMPANY = re.compile(
    r"Pictures|Bros|Studio|Film|Entertainment|Production|Corporation|Compan|Media|International|Releas|Cinema|Artists|Inc\b"
)
_LIST = rf"{_NAME}(?:, {_NAME})*(?:,? and {_NAME})?"
_CREDITS = {
    "director": rf"(?:(?:co-)?directed|helmed)(?: and (?:co-)?(?:written|produced|edited|co-written))*(?:,? and starring)? by ({_LIST})",
    "writer": rf"(?:(?:co-)?written|scripted)(?: and \w+)* by ({_LIST})|[Ss]creenplay by ({_LIST})",
    "producer": rf"produced(?: and \w+)* by ({_LIST})",
}
_HOUSES = {
    "distributor": rf"(?:released|distributed)(?: \w+){{0,4}} by ({_NAME})",
    "production": rf"produced by ({_NAME})",
}
_AS = rf"({_NAME}) as ({_NAME})"


def movies(folder: Path) -> list[dict]:
    """The films that have an introduction."""
    rows = [row for path in sorted(folder.glob("*.json")) for row in json.loads(path.read_text())]
    return [r for r in rows if len(r.get("extract") or "") > 150 and r["title"] in r["extract"][: len(r["title"]) + 40]]


def _people(text: str) -> list[str]:
    return [n for n in re.split(r", and |, | and ", text) if " " in n and 5 < len(n) < 35 and not _COMPANY.search(n)]


def _one(row: dict, at: int) -> tuple[str, list[tuple[int, int, Entity]], dict]:
    text = row["extract"].replace("\n", " ")
    work: Entity = ("WORK", plain(row["title"]))
    names: dict[str, Entity] = {}
    relations: dict[tuple[Entity, Entity], dict[str, str]] = {}
    for relation, pattern in _CREDITS.items():
        for match in re.finditer(pattern, text):
            for name in _people(match[1] or match[match.lastindex or 1]):
                names[name] = ("PERSON", name)
                relations.setdefault((work, names[name]), {})[relation] = "stated"
    for name in row["cast"]:
        if " " in name and name[0].isupper() and occurrences(text, name):
            names[name] = ("PERSON", name)
            relations.setdefault((work, names[name]), {})["cast"] = "stated"
    for match in re.finditer(rf"starring ({_LIST})", text):
        for name in _people(match[1]):
            names[name] = ("PERSON", name)
            relations.setdefault((work, names[name]), {})["cast"] = "stated"
    strings: list[tuple[str, Entity]] = [(row["title"], work), *names.items()]
    genre = re.search(
        r"(?:is|was) an? (?:upcoming )?(?:\d{4} )?(?:[A-Z][\w-]+ )*((?:[a-z][\w-]+ ){0,4}(?:comedy|drama|western|thriller|romance|musical|documentary|action|horror|adventure))\b",
        text,
    )
    if genre:
        strings.append((genre[1], ("GENRE", plain(genre[1]))))
        relations.setdefault((work, strings[-1][1]), {})["genre"] = "stated"
    for match in re.finditer(_AS, text):
        if match[1] in names:
            strings.append((match[2], ("CHARACTER", plain(match[2]))))
            relations.setdefault((names[match[1]], strings[-1][1]), {})["plays"] = "stated"
    for relation, pattern in _HOUSES.items():
        for match in re.finditer(pattern, text):
            if _COMPANY.search(match[1]):
                strings.append((match[1], ("ORG", plain(match[1]))))
                relations.setdefault((work, strings[-1][1]), {})[relation] = "stated"
    short = {surname(n): n for n in names if surname(n)}
    strings += [(s, ("PERSON", n)) for s, n in short.items() if s]
    taken = [False] * len(text)
    spans = []
    for string, entity in strings:
        for s, e in occurrences(text, string):
            if not any(taken[s:e]):
                taken[s:e] = [True] * (e - s)
                spans.append((at + s, at + e, entity))
    return text, spans, relations


def documents(folder: Path, count: int, seed: int) -> list[Document]:
    """Documents of two to four introductions each, so that a value must find its film among several."""
    rows = movies(folder)
    rng = random.Random(seed)
    rng.shuffle(rows)
    out, at = [], 0
    while len(out) < count and at + 4 < len(rows):
        n = rng.choice((1, 2, 3, 4))
        d = Document(f"silver-{at}", "", 0, None)
        for row in rows[at : at + n]:
            text, spans, relations = _one(row, len(d.text))
            d.text += text + rng.choice(("\n\n", " "))
            d.spans += spans
            d.relations |= relations
        d.spans.sort(key=lambda s: (s[0], s[1]))
        out.append(d)
        at += n
    return out


def names(folder: Path) -> tuple[list[str], list[str]]:
    """(titles, people) for augmentation."""
    rows = movies(folder)
    titles = sorted({r["title"] for r in rows if len(r["title"]) > 1})
    people = sorted(
        {
            n
            for r in rows
            for n in r["cast"]
            if 1 <= n.count(" ") <= 3 and len(n) < 30 and n[0].isupper() and n.split()[-1][0].isupper()
        }
    )
    return titles, people
