"""Facts on pages of others than their film: each with its film, and evidence that is found by a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bigpicture.record.catalogued import Link
from bigpicture.record.told import Named
from bigpicture.report import saying
from bigpicture.web.facts import Row, row
from bigpicture.weighing import Fact

_LABELS = {"nomination": "nominated for", "award": "won", "release": "out", "box_office": "takings", "material": "first look",
           "screening": "shown at", "cast": "cast"}  # fmt: skip
_ADDRESSES = {
    "imdb": (("nm", "https://www.imdb.com/name/{}/"), ("tt", "https://www.imdb.com/title/{}/")),
    "wikidata": (("Q", "https://www.wikidata.org/wiki/{}"),),
}
_NUMBER = re.compile(r"[A-Za-z]{1,2}\d{1,12}")


@dataclass(frozen=True, slots=True)
class Line:
    """A fact about a film. A fact has an id in its film only; one of its claims tells which it is from anywhere."""

    film: Named
    claim: int
    text: str  # in words that fit the page
    row: Row
    label: str = ""  # "won", "Director", where the words alone do not tell and the page does not


def line(film: Named, fact: Fact) -> Line:
    """A fact as a line on a page of all kinds of facts."""
    own = row(fact)
    return Line(film, fact.first.id, own.text, own, own.label or _LABELS.get(fact.type, ""))


def worded(film: Named, fact: Fact, text: str) -> Line:
    """A fact as a line in a page's own words."""
    return Line(film, fact.first.id, text, row(fact))


def prize(film: Named, fact: Fact) -> Line:
    """A nomination or win on the page of whom it went to."""
    return Line(film, fact.first.id, saying(fact.type, {**fact.values, "person": None}), row(fact), _LABELS[fact.type])


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A number in a public list, and its page there where that is known."""

    scheme: str
    number: str
    address: str | None


def elsewhere(link: Link | None) -> tuple[Elsewhere, ...]:
    """Where else something is listed, of a link that counts."""
    if link is None or not link.sure:
        return ()
    return tuple(Elsewhere(scheme, number, _address(scheme, number)) for scheme, number in link.ids.items())


def _address(scheme: str, number: str) -> str | None:
    forms = _ADDRESSES.get(scheme, ()) if _NUMBER.fullmatch(number) else ()
    return next((form.format(number) for start, form in forms if number.startswith(start)), None)
