"""Who plays whom, where the typography says it: "Harry (Mescal)", "Paul Mescal (Harry)", "Paul Mescal as Harry"."""

from __future__ import annotations

from collections.abc import Iterator

from bigpicture.reading.mentions import Span
from bigpicture.reading.relate import Link
from bigpicture.reading.segment import Words

SURE = 0.95  # of a role so written


def written_roles(words: Words, spans: list[Span]) -> Iterator[Link]:
    """A link for every person and character that stand side by side in one of these ways."""
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
