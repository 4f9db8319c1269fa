"""From tag probabilities to mentions: spans of words, each of a thing that the whole article agrees on.

A title is decided once per string, from all its occurrences; a surname belongs to the full name that it shortens;
a festival's wordings belong to its common name. What rules find (dates, sums, quotations) joins the tagged spans.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bigpicture.folding import plain, title
from bigpicture.reading.candidates import find_companies, ruled
from bigpicture.reading.edges import Row, whole
from bigpicture.reading.honours import canonical
from bigpicture.reading.names import Names, shortens
from bigpicture.reading.pairs import Mentions
from bigpicture.reading.scheme import LABEL_ID, LABELS, RULED, TAGS, THINGS
from bigpicture.reading.segment import Words
from bigpicture.reading.tags import runs, viterbi
from bigpicture.reading.untitled import LIST_OF_WORKS, find_again, find_called, find_kin, find_untitled

Floats = NDArray[np.float32]
_BEGIN = {label: TAGS.index(f"B-{label}") for label in LABELS}
_INSIDE = {label: TAGS.index(f"I-{label}") for label in LABELS}
OUTSIDE_BIAS = (
    0.7  # subtracted from "no mention": the relations refuse what is none, but cannot bring back what is lost
)
JOINT_DOUBT = 0.08  # probability of "no mention" on an "and" from which it parts two names
TITLE_FLOOR = 0.35  # mean probability, over all occurrences of a string, from which it is a title everywhere


_TITLES_OF_RESPECT = (
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Lord",
    "Lady",
    "King",
    "Queen",
    "Prince",
    "Me",
    "You",
)  # "Mr and Mrs Nemo"
_MARKS = tuple("\"'“‘")  # a title within its own marks is one, commas and all


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled run of words, and the thing it names: spans with one label and key are one entity."""

    first: int
    last: int
    label: str
    key: str
    name: str  # the thing's full name, as the article words it
    by: str  # what found it: "tagged 0.98", "rule"


def find(words: Words, log_probabilities: Floats, published: str | None) -> list[Span]:
    """All mentions of an article in text order. Tagged ones never overlap each other."""
    scores = log_probabilities.copy()
    scores[:, 0] -= OUTSIDE_BIAS
    probability = np.exp(log_probabilities)
    found = ruled(words.text, published)
    rows = _known_honours(words, whole(words, runs(viterbi(scores))), found)
    rows = _add_companies(words, rows)
    rows = _apart(words, rows, probability)
    rows = _untitled(words, _agree_on_titles(words, rows, probability))
    names = Names([_text(words, i, j) for i, j, label in rows if label == "PERSON"])
    rows = _characters_in_parentheses(words, _add_short_names(words, rows, names), names)
    rows = _kin(words, rows)
    rows = _listed_titles(words, _agree_on_characters(words, rows, names, probability))
    spans = [_named(words, row, names, probability) for row in sorted(rows)]
    spans = _in_full(_siblings(words, spans))
    titles = _free([r for r in rows if r[2] == "WORK"], len(words))
    spans += [s for row in found if row[2] in RULED and _stands((s := _ruled_span(words, *row)), titles)]
    return sorted((s for s in spans if s.last >= s.first), key=lambda s: (s.first, s.last, s.label))


def _stands(span: Span, outside_titles: NDArray[np.bool_]) -> bool:
    """Whether what a rule found is no part of a title ("The Last Summer"), and no title in quotation marks."""
    inside = outside_titles[span.first : span.last + 1]
    return bool(inside.any()) and (span.label != "QUOTE" or bool(inside.mean() > 0.5))


def _text(words: Words, first: int, last: int) -> str:
    return words.text[int(words.start[first]) : int(words.end[last])]


def _mean(probability: Floats, first: int, last: int, label: str) -> float:
    return float((probability[first : last + 1, _BEGIN[label]] + probability[first : last + 1, _INSIDE[label]]).mean())


def _occurrences(words: Words, string: str) -> list[tuple[int, int]]:
    """Where exactly these words stand, as word numbers."""
    out = []
    start = words.text.find(string)
    while start >= 0:
        end = start + len(string)
        first, last = int(np.searchsorted(words.start, start)), int(np.searchsorted(words.end, end))
        if first < len(words) and last < len(words) and words.start[first] == start and words.end[last] == end:
            out.append((first, last))
            start = words.text.find(string, end)
        else:
            start = words.text.find(string, start + 1)
    return out


def _agree_on_titles(words: Words, rows: list[Row], probability: Floats) -> list[Row]:
    """One decision per string: a title wherever it stands, or nowhere."""
    strings = {_text(words, i, j) for i, j, label in rows if label == "WORK"}
    titles: list[Row] = []
    taken: set[int] = set()
    for string in sorted(strings, key=lambda s: (-len(s), s)):
        places = [(i, j) for i, j in _occurrences(words, string) if not taken & set(range(i, j + 1))]
        own = {(i, j) for i, j, label in rows if label == "WORK"}
        if len(string) < 4 or (string.islower() and " " not in string):
            places = [p for p in places if p in own]
        if (
            string.casefold() in ("the", "a", "an")
            or not places
            or np.mean([_mean(probability, i, j, "WORK") for i, j in places]) < TITLE_FLOOR
        ):
            continue
        for i, j in places:
            taken |= set(range(i, j + 1))
            titles.append((i, j, "WORK"))
    rest = [r for r in rows if r[2] != "WORK" and not taken & set(range(r[0], r[1] + 1))]
    return sorted(rest + titles)


def _free(rows: list[Row], size: int) -> NDArray[np.bool_]:
    free = np.ones(size, dtype=bool)
    for i, j, _ in rows:
        free[i : j + 1] = False
    return free


def _word_span(words: Words, start: int, end: int) -> tuple[int, int]:
    """The words that lie in a stretch of text."""
    return int(np.searchsorted(words.start, start)), int(np.searchsorted(words.end, end, "right")) - 1


def _siblings(words: Words, spans: list[Span]) -> list[Span]:
    """ "Nick and Andy Fairchild": a lone first name before "and" and a full name shares its surname."""
    after = {s.first: s for s in spans if s.label == "PERSON" and " " in s.name}
    out = []
    for span in spans:
        other = after.get(span.last + 2)
        alone = span.label == "PERSON" and span.first == span.last and " " not in span.name
        if alone and other and _text(words, span.last + 1, span.last + 1) in ("and", "&") and other.last > other.first:
            name = f"{span.name} {_text(words, other.last, other.last)}"
            span = replace(span, key=plain(name), name=name, by=f"{span.by}, shares the surname of {other.name}")
        out.append(span)
    return out


def _in_full(spans: list[Span]) -> list[Span]:
    """Titles that only shorten one named before ("Nadir" after "Vantablack: Nadir") take its name."""
    whole_titles: dict[str, Span] = {}
    out = []
    for span in spans:
        if span.label == "WORK":
            longer = [w for w in whole_titles.values() if shortens(span.name, w.name)]
            if len(longer) == 1:
                span = replace(
                    span, key=longer[0].key, name=longer[0].name, by=f"{span.by}, short for {longer[0].name}"
                )
            else:
                whole_titles.setdefault(span.key, span)
        out.append(span)
    return out


def _untitled(words: Words, rows: list[Row]) -> list[Row]:
    """With the works that have only a description. A "Cellar Door remake" needs the tagger to have seen a name in it."""
    text = words.text
    found = [_word_span(words, *place) for place in find_untitled(text)]
    for start, end, stop in find_again(text):
        first, last = _word_span(words, start, end)
        if any(r[0] >= first and r[1] == last and r[2] in ("WORK", "PERSON", "CHARACTER") for r in rows):
            found.append((first, _word_span(words, start, stop)[1]))
    for first, last in found:
        if last >= first:
            rows = [r for r in rows if r[1] < first or r[0] > last] + [(first, last, "WORK")]
    for start, end in find_called(text):
        first, last = _word_span(words, start, end)
        if last >= first and _free(rows, len(words))[first : last + 1].all():
            rows = [*rows, (first, last, "WORK")]
    return sorted(rows)


def _known_honours(words: Words, rows: list[Row], found: list[tuple[int, int, str, str]]) -> list[Row]:
    """Names of festivals and awards from the table, where the tagger saw nothing, less of them, or another thing."""
    for start, end, label, _ in found:
        first, last = _word_span(words, start, end)
        if label != "EVENT" or last < first:
            continue
        over = [r for r in rows if r[0] <= last and first <= r[1]]
        if all(first <= r[0] and r[1] <= last and r[2] in ("EVENT", "WORK", "ORG") for r in over):
            rows = [r for r in rows if r not in over] + [(first, last, "EVENT")]
    return sorted(rows)


def _add_companies(words: Words, rows: list[Row]) -> list[Row]:
    """Companies from the list, where the tagger saw nothing, or a title that no marks set apart."""
    free = _free(rows, len(words))
    for start, end in find_companies(words.text):
        first, last = _word_span(words, start, end)
        bare = words.text[start - 1 : start] not in _MARKS
        if last >= first and (free[first : last + 1].all() or (bare and (first, last, "WORK") in rows)):
            rows = [r for r in rows if r != (first, last, "WORK")] + [(first, last, "ORG")]
    return sorted(rows)


def _apart(words: Words, rows: list[Row], probability: Floats) -> list[Row]:
    """ "Sherlock and Fleabag" are two titles where the tagger doubts the word between them."""
    out: list[Row] = []
    for first, last, label in rows:
        start = first
        if label in ("WORK", "PERSON"):
            own_marks = label == "WORK" and words.text[int(words.start[first]) - 1 : int(words.start[first])] in _MARKS
            for at in range(first + 1, 0 if own_marks else last):
                joint = _text(words, at, at) in ("and", "&", ",", "/")
                couple = _text(words, start, at - 1) in _TITLES_OF_RESPECT
                if (
                    joint
                    and not couple
                    and probability[at, 0] > JOINT_DOUBT
                    and words.features[at + 1, 0] in (1, 2, 4, 6)
                ):
                    out.append((start, at - 1, label))
                    start = at + 1
        out.append((start, last, label))
    return [r for r in out if r[0] <= r[1]]


def _add_short_names(words: Words, rows: list[Row], names: Names) -> list[Row]:
    """Surnames of the people named in full, where the tagger saw nothing."""
    free = _free(rows, len(words))
    for short in names.shorts():
        for first, last in _occurrences(words, short):
            if free[first : last + 1].all():
                free[first : last + 1] = False
                rows = [*rows, (first, last, "PERSON")]
    return sorted(rows)


def _characters_in_parentheses(words: Words, rows: list[Row], names: Names) -> list[Row]:
    """ "Harry (Mescal)": a first name that no full name of the article explains, before a person in parentheses, is a character."""
    strings = words.strings()
    people = {row[0]: row for row in rows if row[2] == "PERSON"}
    out = []
    for first, last, label in rows:
        inside = people.get(last + 2)
        alone = first == last and names.resolve(strings[first]) == strings[first]
        closed = inside and strings[last + 1] == "(" and strings[inside[1] + 1 : inside[1] + 2] == [")"]
        out.append((first, last, "CHARACTER" if label == "PERSON" and alone and closed else label))
    return out


def _agree_on_characters(words: Words, rows: list[Row], names: Names, probability: Floats) -> list[Row]:
    """One decision per string: a lone name that no full name explains is a person's wherever it stands, or a character's."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    lone = [_text(words, i, j) if i == j and label in ("PERSON", "CHARACTER") else "" for i, j, label in rows]
    for text, (first, last, label) in zip(lone, rows, strict=True):
        votes[text][label] += _mean(probability, first, last, label)
    return [
        (i, j, max(votes[text], key=lambda one: votes[text][one]) if text and names.resolve(text) == text else label)
        for text, (i, j, label) in zip(lone, rows, strict=True)
    ]


def _kin(words: Words, rows: list[Row]) -> list[Row]:
    """With the characters that are told by whose kin they are ("Adam's parents")."""
    for start, end in find_kin(words.text):
        first, last = _word_span(words, start, end)
        over = [r for r in rows if r[0] <= last and first <= r[1]]
        if last > first and all(r[2] == "CHARACTER" for r in over):
            rows = [r for r in rows if r not in over] + [(first, last, "CHARACTER")]
    return sorted(rows)


def _listed_titles(words: Words, rows: list[Row]) -> list[Row]:
    """ "In titles such as Sherlock and Fleabag": where one name of such a list is a title, all are."""
    at = {row[0]: row for row in rows}
    out = dict(at)
    for match in LIST_OF_WORKS.finditer(words.text):
        first = int(np.searchsorted(words.start, match.end()))
        listed: list[Row] = []
        while first in at:
            listed.append(at[first])
            first = at[first][1] + 1
            while first < len(words) and _text(words, first, first) in (
                ",",
                "and",
                "or",
                "&",
                '"',
                "“",
                "”",
                "'",
                "‘",
                "’",
            ):
                first += 1
        if any(row[2] == "WORK" for row in listed):
            out |= {row[0]: (row[0], row[1], "WORK") for row in listed}
    return list(out.values())


def _named(words: Words, row: tuple[int, int, str], names: Names, probability: Floats) -> Span:
    first, last, label = row
    text = _text(words, first, last)
    key, name, by = plain(text), text, f"tagged {label.lower()} {_mean(probability, first, last, label):.2f}"
    if label == "WORK":
        key = title(text)
    elif label in ("CATEGORY", "COUNT"):
        key = str(first)
    elif label in ("PERSON", "EVENT"):
        name = names.resolve(text) if label == "PERSON" else canonical(text)
        key = plain(name)
        by += "" if name == text else f", {'short for' if label == 'PERSON' else 'known as'} {name}"
    return Span(first, last, label, key, name, by)


def _ruled_span(words: Words, start: int, end: int, label: str, key: str) -> Span:
    first, last = _word_span(words, start, end)
    if last >= len(words):
        last = len(words) - 1
    return Span(first, last, label, key, words.text[start:end], "rule")


def as_arrays(spans: list[Span]) -> Mentions:
    """The spans as parallel arrays, entities numbered in text order."""
    numbers: dict[tuple[str, str], int] = defaultdict(lambda: len(numbers))
    entity = [numbers[s.label, s.key] for s in spans]
    columns = [[s.first for s in spans], [s.last for s in spans], [LABEL_ID[s.label] for s in spans], entity]
    return Mentions(*(np.array(c, dtype=np.int64) for c in columns))


def marks(spans: list[Span], size: int) -> NDArray[np.int64]:
    """By word: 0 outside mentions, else begin and inside numbers of its label; what stands in a quotation goes first."""
    out = np.zeros(size, dtype=np.int64)
    for span in sorted(spans, key=lambda s: s.label != "QUOTE"):
        out[span.first : span.last + 1] = 2 + 2 * LABEL_ID[span.label]
        out[span.first] = 1 + 2 * LABEL_ID[span.label]
    return out


def things(spans: list[Span], size: int) -> NDArray[np.int64]:
    """By word: a number that mentions of one thing share, 0 outside mentions."""
    out = np.zeros(size, dtype=np.int64)
    for span, entity in zip(spans, as_arrays(spans).entity.tolist(), strict=True):
        if span.label != "QUOTE":
            out[span.first : span.last + 1] = 1 + entity % THINGS
    return out
