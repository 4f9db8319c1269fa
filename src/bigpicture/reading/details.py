"""What a clause adds to a value: where and how a film opens, which span a sum covers, how a festival showed it."""

from __future__ import annotations

import re

from bigpicture.reading.places import find_territories

_MODES = (
    (
        "streaming",
        r"stream(?:s|ed|er|ing)?\b|on demand|on[- ]demand|\bvod\b|digital|netflix|hulu|disney\+|prime video|apple tv|\bmax\b|paramount\+|peacock|shudder|mubi|zee5|hotstar",
    ),
    ("home", r"\bdvds?\b|blu-?ray|4k uhd|home (?:video|entertainment|release)"),
    ("limited", r"limited|platform(?:s|ed)? release|select(?:ed)? (?:theat|cinema|cit)|new york and los angeles"),
    ("wide", r"nationwide|wide\b|widely|across the country|general release"),
    (
        "theatrical",
        r"theat(?:er|re)s?\b|theatrical|cinemas?\b|big screens?|multiplex|imax|opens?\b|opened|opening|hits? screens",
    ),
)
_MODE = [(name, re.compile(pattern, re.I)) for name, pattern in _MODES]
_OPENING = re.compile(
    r"\bopen(?:s|ed|ing)?\b|debut(?:s|ed|ing)?\b|\bbow(?:s|ed|ing)?\b|first (?:three|four|five|weekend|day)|launch(?:ed)?\b|arriv(?:es|ed)",
    re.I,
)
_TOTAL = re.compile(
    r"\btotal|so far|to date|\bcume\b|overall|gross(?:ed|ing)?\b|worldwide|lifetime|has (?:now )?(?:taken|earned|made|grossed)|went on to|\brun\b|altogether|bringing",
    re.I,
)
_WEEKEND = re.compile(
    r"weekend|friday (?:to|through) sunday|three-day|four-day|second week|this week|last week|runner-up|number (?:one|two|three|four|five)|"
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b|top(?:ped|s) the|held (?:on|off)|slipped|slid|fell|dropped",
    re.I,
)
_PREMIERE = re.compile(
    r"premi[eè]re[ds]?|premiering|unveil(?:ed)?|bow(?:ed|s)?\b|debut(?:ed|s)?|world preem|opening(?: night)? film|open(?:s|ed) the|opened\b",
    re.I,
)
_COMPETITION = re.compile(
    r"\bcompet(?:e|es|ed|ing|ition)\b|in the running|vying|contention|for the (?:top prize|golden|palme)", re.I
)


def clause(text: str, start: int, end: int, reach: int = 90) -> tuple[int, int]:
    """The stretch round a mention that can say something of it: its sentence, `reach` characters either way at most."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    left = [m.end() for m in re.finditer(r"[.!?;]\s|\n", text[low:start])]
    right = re.search(r"[.!?;](?:\s|$)|\n", text[end:high])
    return low + (left[-1] if left else 0), end + right.start() if right else high


def _nearest(
    text: str, start: int, end: int, choices: list[tuple[str, re.Pattern[str]]], reach: int = 90
) -> str | None:
    low, high = clause(text, start, end, reach)
    best: tuple[int, str] | None = None
    for name, pattern in choices:
        for m in pattern.finditer(text, low, high):
            gap = max(start - m.end(), m.start() - end, 0)
            if best is None or gap < best[0]:
                best = (gap, name)
    return best[1] if best else None


def territory(text: str, start: int, end: int) -> str | None:
    """The territory named nearest to a date or sum in its clause."""
    low, high = clause(text, start, end)
    found = [(max(start - low - e, s - (end - low), 0), name) for s, e, name in find_territories(text[low:high])]
    return min(found)[1] if found else None


_CHART = re.compile(
    r"box[- ]office|chart|takings|grosse?s?|weekend|cinemas?|theat(?:er|re)s?|ticket|multiplex|screens|openings?|admissions|number one|top (?:ten|10|five)",
    re.I,
)


def market(text: str) -> list[tuple[int, str]]:
    """(place, territory) of the box offices that a report speaks of, in text order: a territory beside a word of that trade."""
    return [
        (start, name)
        for start, end, name in find_territories(text)
        if _CHART.search(text, max(0, start - 25), min(len(text), end + 30))
    ]


def takings_territory(text: str, start: int, end: int, markets: list[tuple[int, str]]) -> str | None:
    """Where a sum was taken: as its clause says, else the box office last spoken of before it."""
    own = territory(text, start, end)
    if own:
        return own
    before = [name for at, name in markets if at < start]
    return before[-1] if before else None


def mode(text: str, start: int, end: int) -> str | None:
    """How a film comes out on a date."""
    low, high = clause(text, start, end)
    for name, pattern in _MODE[:4]:
        if pattern.search(text, low, high):
            return name
    return "theatrical" if _MODE[4][1].search(text, low, high) else None


def period(text: str, start: int, end: int) -> str | None:
    """Which span of time a sum covers."""
    spans = [("opening", _OPENING), ("total", _TOTAL), ("weekend", _WEEKEND)]
    found = _nearest(text, start, end, spans) or _nearest(text, start, end, spans, reach=220)
    # a place in the chart is told of both: "opened in fifth place with $3m"
    return "opening" if found == "weekend" and _OPENING.search(text, *clause(text, start, end)) else found


def screening_kind(text: str, start: int, end: int) -> str:
    """How a festival showed a film."""
    return _nearest(text, start, end, [("premiere", _PREMIERE), ("competition", _COMPETITION)]) or "screening"


_SAME = re.compile(
    r"\b(?:of|with|by) (?:the |that )?(?:same )?(?:name|title)\b|\b(?:same-named|same-titled|eponymous|namesake)\b",
    re.I,
)


def same_title(text: str, start: int, end: int) -> bool:
    """Whether the clause of an author says that the source is called as the film is: "Brandt's novel of the same name"."""
    low, high = clause(text, start, end)
    return bool(_SAME.search(text, low, high))


_PLAN = re.compile(r"\b(?:release|date|opening|debut|slot|plan(?:s|ned)?|scheduled|set)\b", re.I)
_DROPPED = re.compile(
    r"[^.;!?\n\d]{0,90}?\b(?:has|have|had|was|were) (?:since |now |later )?(?:been )?(?:dropped|scrapped|cancell?ed|shelved|abandoned|ditched)\b"
)


def dropped(text: str, start: int, end: int) -> bool:
    """Whether a date is one that was given up: "a US release in December, which had been planned, has been dropped"."""
    low = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), start - 120) + 1
    return bool(_DROPPED.match(text, end) and _PLAN.search(text, low, end))
