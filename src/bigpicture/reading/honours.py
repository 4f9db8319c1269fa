"""Award bodies and festivals: where an article names one, its common full name, and the edition it means.

The names stand in data/honours.txt. A wording that is also a city or a first name ("Toronto", "Ariel") counts only
where the words around it speak of a festival or a prize; a prize that one event alone gives stands for the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bigpicture.folding import plain
from bigpicture.reading.dates import find_dates


@dataclass(frozen=True, slots=True)
class Honour:
    """An award body or festival as worded; `name` is its common full name, `kind` is 'award' or 'festival'."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Wording:
    words: tuple[str, ...]  # folded
    name: str
    kind: str
    doubtful: bool  # counts only where the words around it say so


@dataclass(frozen=True, slots=True)
class _Table:
    by_first: dict[str, list[_Wording]]  # first folded word -> wordings, the longest first
    by_words: dict[tuple[str, ...], str]
    month: dict[str, int]  # when an event is usually held


# "People's" is two words, so that "Cannes's" begins with Cannes; "d'Or" and "L.A." are one each.
_WORD = re.compile(r"[^\W_]+(?:['’.](?!s\b)[^\W_]+)*")
_JOIN = re.compile(r"['’.]?[ \u00a0/–:-]?(?:(?:and|&|\+) )?")
_TITLED = r"(?:[A-Z][\w'’.-]{0,30}[ \u00a0])"
_UNKNOWN = re.compile(
    rf"\b({_TITLED}{{1,6}}(?:of )?(?:{_TITLED}{{0,3}})(?:(?:[Ff]ilm|[Dd]ocumentary|[Aa]nimation|[Cc]inema) [Ff]est(?:ival)?|Awards))(?!\w)"
)
_OWNER = re.compile(r".*['’]s? (?=[A-Z])")
_LEAD = re.compile(
    r"(?:(?:the|this|last|next|its|annual|inaugural|year['’]?s|\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d|edition|of|at|in|from)\s+)+",
    re.I,
)
_TRAIL = re.compile(
    r"(?:[\s,]+(?:\(?(?:19|20)\d\d\)?|ceremony|nominations?|nods?|jury|gala|prize(?:winner)?s?|edition|winners?|statuettes?|trophy))+$",
    re.I,
)

_BEFORE = re.compile(
    r"(?:\b(?:at|play(?:s|ed|ing)?|hits?|rocked|since|vs)"
    r"|\b(?:premier\w+|bow(?:s|ed)?|competition|compet(?:es?|ed|ing)|unveiled|debut(?:s|ed)?|screen(?:s|ed)|prize|jury)(?: \w+){0,3} (?:in|at)"
    r"|\b(?:w[io]n|wins|winning|won|shared|earned|received|nominated|nominations?|up|took|bagged|scooped) (?:for )?(?:an?|the|his|her|their|two|three|four|five|six|\d+)?"
    r"|(?:this|last|next) year['’]s|\bthe (?:19|20)\d\d) ?(?:the )?$",
    re.I,
)
_AFTER = re.compile(
    r"(?:['’]s?)?(?:[-–](?:winn|bound|nominat|select)| (?:competition|premiere|prize|jury|line-?up|audience award|bow\b|debut|sidebar|"
    r"selection|winn|nomin|nominee|nod|award|title|festival|fest\b|film festival))|['’]s (?:[A-Z]\w+ ){1,3}(?:award|prize|section|competition|strand|sidebar)",
    re.I,
)
_MORE = re.compile(
    r" (?!Film|Inter|Grand|Best|Special|Jury|Audience|Competition|January|February|March|April|May|June|July|August|Sept|Oct|Nov|Dec)[A-Z]"
)


def _tokens(words: str) -> tuple[str, ...]:
    return tuple(
        w
        for w in (plain(m[0].replace("ø", "o").replace("ł", "l")) for m in _WORD.finditer(words))
        if w not in ("", "and")
    )


def _derived(name: str, kind: str) -> Iterator[str]:
    """Wordings that follow from a name: "Toronto Film Fest" of the Toronto International Film Festival."""
    if kind == "award":
        yield name.removesuffix("s") if name.endswith(" Awards") else name + " Award"
        return
    stem = name.removesuffix(" Film Festival")
    if stem == name:
        return
    core = stem.removesuffix(" International")
    for tail in (
        "Film Festival",
        "International Film Festival",
        "Festival",
        "Fest",
        "Film Fest",
        "filmfest",
        "International Festival",
        "Int'l Film Festival",
    ):
        yield f"{core} {tail}"


def _rows() -> Iterator[tuple[str, str, str, list[str]]]:
    """(kind, month, name, wordings) of the table."""
    lines = (files("bigpicture") / "data" / "honours.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.strip() and not line.startswith("#"):
            head, name, wordings = (part.strip() for part in line.split("|"))
            kind, _, month = head.partition(" ")
            yield kind, month, name, [w.strip() for w in wordings.split(";") if w.strip()]


@cache
def _table() -> _Table:
    """The table, read once. A wording that is written down goes before one that follows from another name."""
    found: dict[tuple[str, ...], _Wording] = {}
    rows = list(_rows())
    given = [(w, name, kind) for kind, _, name, wordings in rows for w in (name, *wordings)]
    follow = [(w, name, kind) for kind, _, name, _ in rows for w in _derived(name, kind)]
    for wording, name, kind in (*given, *follow):
        words = _tokens(wording.lstrip("~!"))
        found.setdefault(words, _Wording(words, name, kind, wording[0] == "~"))
    by_first: dict[str, list[_Wording]] = {}
    for entry in sorted(found.values(), key=lambda e: -len(e.words)):
        by_first.setdefault(entry.words[0], []).append(entry)
    return _Table(
        by_first, {k: e.name for k, e in found.items()}, {name: int(month) for _, month, name, _ in rows if month}
    )


def _meant(text: str, start: int, end: int) -> bool:
    """Whether a doubtful wording means the event, by the words around it."""
    if _MORE.match(text, end) and not _AFTER.match(text, end):
        return False
    return bool(_AFTER.match(text, end) or _BEFORE.search(text[max(0, start - 50) : start]))


def _listed(text: str) -> Iterator[Honour]:
    """Names and wordings of the table."""
    by_first = _table().by_first
    places = [m.span() for m in _WORD.finditer(text)]
    at = 0
    while at < len(places):
        start, end = places[at]
        first = text[start:end]
        step = 1
        if first[0].isupper() or first[0].isdigit() or first[:2] == "ky":
            folded = first.casefold() if first.isascii() and first.isalnum() else plain(first)
            for entry in by_first.get(folded, ()):
                stop = _match(text, places, at, entry.words)
                if stop and not (entry.doubtful and not _meant(text, start, places[stop - 1][1])):
                    yield Honour(start, places[stop - 1][1], entry.name, entry.kind)
                    step = stop - at
                    break
        at += step


def _match(text: str, places: list[tuple[int, int]], at: int, words: tuple[str, ...]) -> int:
    """The number of the word after a wording that begins at word `at`; 0 where it does not stand there."""
    for expected in words[1:]:
        gap = _JOIN.match(text, places[at][1])
        while gap and at + 1 < len(places) and gap.end() > places[at + 1][0]:
            at += 1  # "and" is no word of a name
        if at + 1 == len(places) or not gap or gap.end() != places[at + 1][0]:
            return 0
        at += 1
        if plain(text[slice(*places[at])]) != expected:
            return 0
    return at + 1


def _unlisted(text: str) -> Iterator[Honour]:
    """What calls itself a festival or awards, though the table does not know it."""
    for m in _UNKNOWN.finditer(text):
        owner = _OWNER.match(m[0])
        start = m.start() + (owner.end() if owner else 0)
        lead = _LEAD.match(text, start, m.end())
        start = lead.end() if lead else start
        name = canonical(text[start : m.end()])
        if " " in name and not plain(name).startswith(("film ", "awards")):
            yield Honour(start, m.end(), name, "award" if name.endswith("Awards") else "festival")


def find_honours(text: str) -> list[Honour]:
    """Every festival and award body that the text names, in order."""
    found = list(_listed(text))
    taken = [(h.start, h.end) for h in found]
    found += [h for h in _unlisted(text) if not any(h.start < e and s < h.end for s, e in taken)]
    return sorted(found, key=lambda h: h.start)


def canonical(words: str) -> str:
    """The common full name of an event as worded; an unknown one without its edition: "the 31st annual Foo Film Fest"."""
    known = _table().by_words
    bare = _TRAIL.sub("", _LEAD.sub("", words.strip(), count=1) if _LEAD.match(words.strip()) else words.strip())
    for wording in (words, bare):
        name = known.get(_tokens(wording))
        if name:
            return name
    return _tidy(bare or words.strip())


def _tidy(words: str) -> str:
    words = re.sub(r"\s+", " ", words)
    words = re.sub(r"\b(?:film fest|film festival)$", "Film Festival", words, flags=re.I)
    return re.sub(r"\bawards?$", "Awards", words) if words[:1].isupper() else words


_NEAR_YEARS = (
    (re.compile(r"\blast year|\bthe previous year", re.I), -1), (re.compile(r"\btwo years ago", re.I), -2),
    (re.compile(r"\bnext year", re.I), 1), (re.compile(r"\bthis year", re.I), 0),
)  # fmt: skip
_YEAR = re.compile(r"(?<![\d$£€(.,-])(?:19|20)\d\d(?![\d)%]|[.,]\d)")
_FUTURE = re.compile(
    r"\b(?:will|to|set|next|upcoming|expected|slated|heads?|hopes?|could|may|bound|contend\w*)\b", re.I
)
_PAST = re.compile(
    r"\b(?:won|took|played|premiered|bowed|screened|was|were|had|earned|picked|shared|went|after|following|since)\b",
    re.I,
)


def event_year(name: str, words: str, published: str | None) -> int | None:
    """The year of the edition that `words` speak of: told in them, else the one an article of that date means."""
    year = int(published[:4]) if published and published[:4].isdigit() else None
    at = next((h.start for h in find_honours(words) if h.name == name), 0)
    told = sorted((abs(m.start() - at), int(m[0])) for m in _YEAR.finditer(words))
    if told:
        return told[0][1]
    if year is None:
        return None
    for cue, step in _NEAR_YEARS:
        if cue.search(words):
            return year + step
    dated = sorted((abs(d.start - at), d.edtf) for d in find_dates(words, published) if d.why != "year")
    return int(dated[0][1][:4]) if dated else _edition(name, words, year, int((published or "")[5:7] or 12))


def _edition(name: str, words: str, year: int, now: int) -> int:
    """The edition nearest to the article: the next where it says so or is near, else the last."""
    month = _table().month.get(name)
    if month is None:
        return year
    if _PAST.search(words):
        return year - (month > now + 2)  # prizes are announced, and ceremonies moved, up to two months before
    if _FUTURE.search(words):
        return year + (month < now)
    if month > now:
        return year - (month - now > 4)
    return year + (month + 12 - now <= 3)
