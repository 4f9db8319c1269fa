"""Other titles of a work: "formerly titled Departures", "known in France as La Plaignante", "Salt Road (Route du sel)".

They are no claims of the vocabulary; they tell which articles speak of one film.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from bigpicture.folding import title as fold
from bigpicture.model import Evidence, OtherTitle
from bigpicture.reading.mentions import Span
from bigpicture.reading.segment import Words

_FORMER = (
    r"(?:previously|formerly|originally|initially|once|first|earlier|at first|at one (?:point|time)|until recently)"
)
_CALLED = r"(?:titled|entitled|called|named|known as|announced as|dubbed|billed as)"
_LANGUAGE = r"(?:English|French|Spanish|Italian|German|Japanese|Korean|Chinese|Danish|Swedish|Norwegian|Polish|Portuguese|Hindi|Russian)"
_AT = r"\s*,?\s*(?=[\"'“‘«]|[A-ZÀ-Þ0-9])"
# What is said of the film that the sentence speaks of, or the one before it where this one speaks of "the film".
_FORMERLY = re.compile(
    rf"(?:\b{_FORMER} (?:been )?{_CALLED}|\b(?:now|then) (?:known as|titled|called)|\b(?:re-?titled|re-?named)(?: (?:it|as|to|from))?"
    rf"|\b(?:working|original|former|previous|international|{_LANGUAGE}(?:-language)?) title(?: (?:is|was|being)|,|:))"
    + _AT
)
# What is said of a film in its own sentence.
_UNDER = re.compile(
    r"(?:\b(?:under|with|had|has|by|bore|carried) (?:the|its|a|an) (?:(?:original|earlier|former|previous) )?(?:working )?title(?: of)?"
    r"|\b(?:working|original) title|\b(?:known|released|titled|called) in [A-Z][\w.]*(?: [A-Z][\w.]*)? as)" + _AT
)
# What stands right behind a title.
_ALIAS = re.compile(r"[\"'”’]?,?\s*(?:\(\s*)?(?:aka|a\.k\.a\.|(?:also|better) known as|or,)" + _AT)
_THE_FILM = re.compile(
    r"[\"'“‘]?(?:It\b|(?:The|This) (?:film|movie|project|picture|feature|series|show|drama|comedy|thriller|indie|title|documentary|horror|biopic)\b)"
)
_NO_TITLE = re.compile(r"\b(?:movie|film|project|sequel|prequel|series|reboot|remake)$", re.IGNORECASE)
_MARKED = re.compile(r"[\"“«]([^\"“”«»\n]{1,80}?),?[\"”»]|[‘']([^‘’\n]{1,80}?),?[’'](?!\w)")
_BARE = re.compile(
    r"[A-ZÀ-Þ0-9][\w’'&:!?-]*(?: (?:[A-ZÀ-Þ0-9][\w’'&:!?-]*|of|the|and|a|an|in|on|to|for|de|la|le|du|des|del|&)(?!\w))*"
)
_TRAILING = re.compile(r"(?: (?:of|the|and|a|an|in|on|to|for|de|la|le|du|des|del|&)|[’']s|[:,])+$")
_BETWEEN = re.compile(r"[\"'”’]?\s*\(\s*[\"'“‘]?")
_CLOSED = re.compile(r"[\"'”’]?\s*\)")
_REACH = 300  # characters from a cue back to the work it speaks of


def other_titles(words: Words, headline: int, spans: Iterable[Span]) -> dict[str, list[OtherTitle]]:
    """By a work's key: the other titles that the article gives it, in text order, each with the words that say so."""
    works = sorted((s for s in spans if s.label == "WORK"), key=lambda s: s.first)
    out: dict[str, list[OtherTitle]] = {}
    for work, title, start, end in sorted({*_told(words, works), *_in_parentheses(words, works)}, key=lambda f: f[2:]):
        known = {fold(t.title) for t in out.get(work, ())}
        if start >= headline and fold(title) and fold(title) not in {*known, work} and not _NO_TITLE.search(title):
            evidence = Evidence(words.text[start:end], start - headline, end - headline)
            out.setdefault(work, []).append(OtherTitle(title, evidence))
    return out


_Found = tuple[str, str, int, int]  # a work's key, its other title, where the words that say so start and end


def _told(words: Words, works: list[Span]) -> Iterator[_Found]:
    """What a cue tells of the work that was last spoken of."""
    ends = [int(words.end[w.last]) for w in works]
    for cue, far in sorted([*((c, True) for c in _FORMERLY.finditer(words.text)), *((c, False) for c in _UNDER.finditer(words.text))],
                           key=lambda f: f[0].start()):  # fmt: skip
        at = bisect_right(ends, cue.start()) - 1
        if at >= 0 and _speaks_of(words, works[at], cue.start(), far):
            yield from _named(words, works[at], cue.end())
    for work, end in zip(works, ends, strict=True):
        if alias := _ALIAS.match(words.text, end):
            yield from _named(words, work, alias.end())


def _speaks_of(words: Words, work: Span, place: int, far: bool) -> bool:
    """Whether what is said at a place is said of a work: in its sentence, or, where it may be far, of "the film" in the next."""
    here = int(words.sentence[_word_at(words, place)])
    apart = here - int(words.sentence[work.first])
    begin = int(words.start[int(np.searchsorted(words.sentence, here))])
    return apart == 0 or (far and apart == 1 and _THE_FILM.match(words.text, begin) is not None)


def _named(words: Words, work: Span, place: int) -> Iterator[_Found]:
    found = _title_at(words.text, place)
    if found and int(words.start[work.first]) > place - _REACH:
        yield work.key, found[0], int(words.start[work.first]), found[1]


def _title_at(text: str, place: int) -> tuple[str, int] | None:
    """The title that begins at a place, in marks or in capitals, and where it ends."""
    if marked := _MARKED.match(text, place):
        return (marked[1] or marked[2]).strip(" .,"), marked.end()
    bare = _BARE.match(text, place)
    if bare is None:
        return None
    title = _TRAILING.sub("", bare[0]).rstrip("’'")
    return (title, place + len(title)) if title else None


def _in_parentheses(words: Words, works: list[Span]) -> Iterator[_Found]:
    """ "Salt Road" ("Route du sel"): a title in parentheses right after another."""
    for one, other in pairwise(works):
        first, last = int(words.end[one.last]), int(words.start[other.first])
        end = int(words.end[other.last])
        if one.key != other.key and _BETWEEN.fullmatch(words.text[first:last]) and _CLOSED.match(words.text, end):
            yield one.key, other.name, int(words.start[one.first]), end


def _word_at(words: Words, place: int) -> int:
    """The number of the word at or after a place."""
    return min(int(np.searchsorted(words.start, place)), len(words) - 1)
