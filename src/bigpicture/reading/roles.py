"""Who plays whom, where the wording says it: "Harry (Mescal)", "Paul Mescal as Harry", "Bell and Foy play Adam's parents"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bigpicture.reading.mentions import Span
from bigpicture.reading.relate import Link
from bigpicture.reading.segment import Words

SURE = 0.95  # of a role so written
_PLAY = r"(?:play(?:s|ed|ing)?|portray(?:s|ed|ing)?|voic(?:es?|ed|ing)|as|(?:in|into|on) the (?:shoes|role|roles|part|parts) of)"
_PLAYING = re.compile(
    rf"(?:[a-z]+ly |will |is |are |was |were |to |both |also |then |step(?:s|ping)? |stars? |cast |co-)*{_PLAY} $"
)


def written_roles(words: Words, spans: list[Span]) -> Iterator[Link]:
    """A link for every person and character that stand in one of these ways."""
    yield from _side_by_side(words, spans)
    for character in spans:
        if character.label == "CHARACTER":
            for person in _players(words, spans, character):
                yield Link("plays", person, character, SURE, "stated", 1.0)


def _side_by_side(words: Words, spans: list[Span]) -> Iterator[Link]:
    strings = words.strings()
    begins = {s.first: s for s in spans if s.label in ("PERSON", "CHARACTER")}
    for one in begins.values():
        joint = strings[one.last + 1] if one.last + 1 < len(strings) else ""
        two = begins.get(one.last + 2)
        if two is None or {one.label, two.label} != {"PERSON", "CHARACTER"}:
            continue
        closed = joint == "(" and two.last + 1 < len(strings) and strings[two.last + 1] == ")"
        if closed or (joint == "as" and one.label == "PERSON"):
            person, character = (one, two) if one.label == "PERSON" else (two, one)
            yield Link("plays", person, character, SURE, "stated", 1.0)


def _players(words: Words, spans: list[Span], character: Span) -> Iterator[Span]:
    """The people right before the verb that leads to a character: "Jamie Bell and Claire Foy will play" """
    ends = {s.last: s for s in spans if s.label == "PERSON"}
    at = character.first - 1
    nearest = next((i for i in range(at, max(-1, at - 9), -1) if i in ends), None)
    if nearest is None:
        return
    between = words.text[int(words.end[nearest]) : int(words.start[character.first])]
    if not _PLAYING.fullmatch(between.lstrip(" ,")):
        return
    person: Span | None = ends[nearest]
    while person:
        yield person
        before = person.first - 1
        joint = words.text[int(words.start[before]) : int(words.end[before])] if before > 0 else ""
        person = ends.get(before - 1) if joint in ("and", ",", "&") else None
