"""What dates in prose rest on: months and feasts, and the tense that tells a date to come from one that has passed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

Tense = Literal["past", "future", "dropped", ""]  # dropped: a plan that was given up, which lay near the article's date

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thu", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()
}  # fmt: skip
SEASONS = {
    "spring": (21, 3, 5),
    "summer": (22, 6, 8),
    "autumn": (23, 9, 11),
    "fall": (23, 9, 11),
    "winter": (24, 12, 12),
}
FEASTS = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "st stephen's day": (12, 26), "new year's day": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14),
    "valentine's": (2, 14), "halloween": (10, 31), "hallowe'en": (10, 31), "st patrick's day": (3, 17), "anzac day": (4, 25),
    "bastille day": (7, 14), "australia day": (1, 26), "waitangi day": (2, 6), "remembrance day": (11, 11), "veterans day": (11, 11),
    "bonfire night": (11, 5), "guy fawkes night": (11, 5), "cinco de mayo": (5, 5), "canada day": (7, 1), "republic day": (1, 26),
    "pongal": (1, 14), "sankranti": (1, 14), "sankranthi": (1, 14), "makar sankranti": (1, 14), "gandhi jayanti": (10, 2),
    "july 4th": (7, 4), "july fourth": (7, 4), "fourth of july": (7, 4), "fourth of july weekend": (7, 4), "may day": (5, 1),
    "burns night": (1, 25), "april fools' day": (4, 1), "april fool's day": (4, 1), "international women's day": (3, 8),
    "juneteenth": (6, 19), "heritage day": (9, 24), "freedom day": (4, 27), "jamhuri day": (12, 12), "star wars day": (5, 4),
}  # fmt: skip
EASTER = {
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter weekend": -2,
    "easter": 0,
    "shrove tuesday": -47,
}
# Month, weekday (Monday is 0) and which of them: 5 is the last
MOVING = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1), "labour day": (9, 0, 1), "memorial day": (5, 0, 5),
    "presidents' day": (2, 0, 3), "mlk day": (1, 0, 3), "mlk": (1, 0, 3), "martin luther king jr day": (1, 0, 3), "martin luther king day": (1, 0, 3),
    "columbus day": (10, 0, 2), "mother's day": (5, 6, 2), "father's day": (6, 6, 3),
}  # fmt: skip
# Whose independence is kept on which day; the United States' where the article speaks of none of these.
INDEPENDENCE = (("India", (8, 15)), ("Ghana", (3, 6)), ("Pakistan", (8, 14)), ("Nigeria", (10, 1)), ("Philippine", (6, 12)),
                ("Mexic", (9, 16)), ("Indonesia", (8, 17)))  # fmt: skip
NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"))
    for word in words.split()
}  # fmt: skip

_HAPPENED = (
    r"opened|came|released|premiered|debuted|launched|landed|arrived|hit|bowed|began|started|took|won|died|screened|shown|went|reached|"
    r"ran|played|aired|dropped|rolled out|expanded|picked up|closed|made|earned|grossed|was seen|were seen|kicked off|wrapped|put out|put it out|"
    r"brought out|issued|unveiled|returned|appeared|streamed|followed|surfaced|slipped|turned up|topped|flopped|bombed|tanked|drew|sold|left|"
    r"published|became|ended|finished|got|saw|announced|acquired|bought|shot|filmed|won|lost|swept|received|collected|had its|had their|held|awarded|presented|honou?red"
)
_PAST = re.compile(
    rf"\b(?:(?:{_HAPPENED})(?!:)|since|back in|out since|opening day|already|earlier|last|(?:following|after|despite|on) (?:its|their|a|the) (?:\w+ )?"
    r"(?:release|debut|opening|premiere|bow|launch|run)|after (?:opening|premiering|debuting|bowing|screening))\b", re.I
)  # fmt: skip
_PLANNED = re.compile(
    r"\b(?:will|would|to be|to (?:open|hit|bow|debut|premiere|land|launch|release|arrive|reach|screen|play|stream|come|go|appear|star|follow|return|air)|is|are|be|due|set|slated|"
    r"scheduled|planned|planning|dated|until|till|expected|may|could|might|should|can|plans?|gets|starting|bows|opens|hits|arrives|lands|comes|goes|follows|drops|"
    r"premieres|debuts|begins|rolls|streams|screens|plays|upcoming|ahead of|before|has the|from(?= $)|from the(?= $)|aims?|eyeing|targeting|now|next|opening(?! day| weekend| night| frame)|releasing|coming|hitting|arriving|bowing|wait)\b", re.I
)  # fmt: skip
_DROPPED = re.compile(
    r"\b(?:had (?:been|originally|previously|once)|had penciled|was (?:originally |previously |once |first |initially |at one point )?(?:set|due|scheduled|slated|planned|dated|supposed|meant|to have)|"
    r"were (?:originally |previously |once )?(?:set|due|scheduled|slated|planned|to have)|originally|previously|once|formerly|at one point|initially|"
    r"(?:pulled|bumped|moved|pushed|shifted|delayed|postponed|slides?|shifts?|moves?|pushes|relocat\w+|vacat\w+|budged?) (?:\w+ ){0,5}?(?:up |back )?from)\b", re.I
)  # fmt: skip
_PLANNED_ANEW = re.compile(r"\b(?:will|now|instead|could)\b|\bfrom\b.{0,40}\bto (?!have|be)", re.I)
_SINCE = re.compile(r"\bsince\b[^,;]{0,30}$", re.I)
_PART = re.compile(r"(?:[,;—–] |,? )(?:and|but|so|while|whereas|then|though|although) |[;:] ")
_HAPPENED_AFTER = re.compile(
    rf"[,)]? (?:(?!(?:will|to|is|are|would|due)\b)[\w’'“”\"-]+ ){{0,6}}?(?:was|were|had|{_HAPPENED})\b", re.I
)
_ASIDE = re.compile(r", (?:\w+ )?(?:which|who|whose|where|whom)\b[^,]*,")
_CLAUSE = re.compile(r"(?<!\b[A-Z])(?<!\bSt)[.;!?]\s|\n")


def real(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114
    return date(year, n // 31, n % 31 + 1)


def moving(feast: tuple[int, int, int], year: int, weekend: bool) -> date:
    """The day of a feast that is the n-th of a weekday, or the last; its weekend is the Friday before."""
    month, weekday, nth = feast
    first = date(year, month, 1)
    found = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if found.month != month:
        found -= timedelta(7)  # the fifth is not in every month: then the last is the fourth
    return found - timedelta((weekday - 4) % 7) if weekend and weekday != 3 else found


def tense(text: str, start: int, end: int) -> Tense:
    """What the sentence round a date says of it: its own part first, then the whole, then a verb right after."""
    sentence = _CLAUSE.split(text[max(0, start - 110) : start])[-1]
    sentence = _ASIDE.sub(" ", sentence)
    said = _before(_PART.split(sentence)[-1]) or _before(sentence)
    if said:
        return said
    opening = sentence.strip(' “"').lower() in ("", "on", "in")
    return "past" if opening and _HAPPENED_AFTER.match(text, end, end + 70) else ""


def _before(words: str) -> Tense:
    """What the words before a date say of it, by the verb nearest to it."""
    if _SINCE.search(words):
        return "past"
    dropped, past, planned = (
        max((m.start() for m in cue.finditer(words)), default=-99) for cue in (_DROPPED, _PAST, _PLANNED)
    )
    if dropped >= 0 and past <= dropped + 30:
        return "future" if _PLANNED_ANEW.search(words, dropped) else "dropped"
    # a plan lies round the verb: "will be released on", "was released, and is now due on"
    if past >= 0 and planned <= past - 14:
        return "past"
    return "future" if planned >= 0 else ""


class Context:
    """The text and the article's date, as precisely as it is known."""

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        parts = (
            [int(p) for p in published.split("-")]
            if published and re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", published)
            else []
        )
        filled = [*parts, 7, 1][:3] if len(parts) == 1 else [*parts, 1][:3]
        found = real(*filled) if parts else None
        self.known = len(parts) if found and 1800 < found.year < 2200 else 0  # 3 a day, 2 a month, 1 a year, 0 nothing
        self.today = found or date(2000, 1, 1)

    def tense(self, match: re.Match[str]) -> Tense:
        return tense(self.text, match.start(), match.end())

    def year_of(self, month: int, day: int | None, said: Tense) -> int | None:
        """The year of a day or month without one: the next to come, the last that was, or the nearest."""
        if not self.known:
            return None
        today = self.today
        now, there = (today.month, today.day), (month, day or (1 if said == "past" else 31))
        if said == "past":
            return today.year - (there > now)
        ahead = today.year + (there < now and not self._just(month, day, 10 if said == "future" else 45))
        if said != "dropped" or ahead == today.year - 1:
            return ahead
        until, since = _months(today, ahead, there), _months(today, ahead - 1, there)
        return ahead - 1 if -since < until - 1 else ahead

    def _just(self, month: int, day: int | None, most: int) -> bool:
        """A date shortly back is not a year ahead: Saturday's premiere, reported on Monday."""
        then = real(self.today.year, month, day or 28)
        return bool(then and 0 <= (self.today - then).days <= (most if day else 28))


def _months(today: date, year: int, there: tuple[int, int]) -> float:
    """How many months ahead of today a day lies; less than 0 where it has passed."""
    return (year - today.year) * 12 + there[0] - today.month + (there[1] - today.day) / 31
