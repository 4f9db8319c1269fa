"""Works and characters that their surroundings give away: "untitled Steve Jobs biopic", "the Cellar Door remake", "the ITV drama Estuary"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD = (
    r"(?:project|film|movie|feature|picture|pic|flick|series|show|sequel|prequel|spin-?off|biopic|comedy|drama|thriller|romance|western|musical|"
    r"documentary|slasher|horror|adaptation|reboot|remake|event|follow-up|threequel|instalment|installment)"
)
_UNTITLED = re.compile(rf"\b[Uu]ntitled (?:[\w'’.&/-]+ ){{1,6}}?{_HEAD}(?![\w-])(?: {_HEAD}(?![\w-]))?")
_NAME = r"[A-Z][\w'’.-]*"
_AGAIN = re.compile(
    rf"\b(?:a|an|the|that|this|its|his|her|their|planned|proposed|upcoming|new|of|on|for|any) "
    rf"((?:{_NAME} )(?:(?:{_NAME}|\d+|of|the|and|&|in|to) )*)(?:sequel|prequel|spin-?off|reboot|remake|relaunch|movie prequel|series reboot)(?![\w-])"
)
_WORD = r"[A-ZÀ-Þ][\w'’-]*"
_CALLED = re.compile(
    rf"\b(?:film|movie|drama|comedy|thriller|sitcom|series|documentary|musical|rom-?com|biopic|western|feature|epic|chiller|romance|"
    rf"mini-?series|blockbuster|sequel|prequel|weepie|tearjerker|short) ({_WORD}(?:(?: (?:of|the|a|to))* (?:{_WORD}|\d+\b))*)"
)
_NO_TITLE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan(?:uary|\b)|Feb|March|April|May\b|June|July|Aug(?:ust|\b)|Sept|Oct(?:ober|\b)|Nov|Dec|Festival|Awards?\b|I\b|"
    r"But\b|And\b|Mr\b|Mrs\b|Dr\b|Sir\b|Dame\b|Oscar|Bafta|BBC|ITV"
)

LIST_OF_WORKS = re.compile(
    r"\b(?:titles|films|movies|series|shows|hits|dramas|comedies|thrillers|blockbusters|sequels|pictures|credits) (?:such as|like) "
)


def find_untitled(text: str) -> Iterator[tuple[int, int]]:
    """Descriptions that say themselves that there is no title."""
    for m in _UNTITLED.finditer(text):
        yield m.span()


def find_again(text: str) -> Iterator[tuple[int, int, int]]:
    """What may be a new version of a work, as (start, end of the work's name, end): "Cellar Door", "Cellar Door remake"."""
    for m in _AGAIN.finditer(text):
        yield m.start(1), m.end(1) - 1, m.end()


_KIN = re.compile(
    r"(?:play(?:s|ed|ing)?|portray(?:s|ed|ing)?|voic(?:es?|ed|ing)|\bas|shoes of|roles? of|parts? of) "
    rf"(?P<kin>(?:{_NAME}['’]s?|{_NAME}s['’]|his|her|their) (?:[a-z-]+ ){{0,2}}?(?:parents|mother|father|mum|dad|mom|sisters?|brothers?|wife|husband|"
    r"sons?|daughters?|twins?|uncle|aunt|grandmother|grandfather|girlfriend|boyfriend|best friend|fianc[ée]e?|widow|nephew|niece|cousin))(?![\w-])"
)


def find_kin(text: str) -> Iterator[tuple[int, int]]:
    """Characters that have no name but somebody's: "step into the shoes of Adam's parents"."""
    for m in _KIN.finditer(text):
        yield m.span("kin")


def find_called(text: str) -> Iterator[tuple[int, int]]:
    """Capitalised words that follow what kind of work they name."""
    for m in _CALLED.finditer(text):
        if not _NO_TITLE.match(m[1]):
            yield m.span(1)
