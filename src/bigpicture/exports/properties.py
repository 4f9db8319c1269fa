"""The properties of Wikidata that statements use, and how QuickStatements V1 writes values of their kinds."""

from __future__ import annotations

import re

# Number to label and kind of value. Claim types name theirs in the vocabulary; a test holds that they are all here.
PROPERTIES: dict[str, tuple[str, str]] = {
    "P57": ("director", "item"),
    "P58": ("screenwriter", "item"),
    "P136": ("genre", "item"),
    "P144": ("based on", "item"),
    "P161": ("cast member", "item"),
    "P162": ("producer", "item"),
    "P166": ("award received", "item"),
    "P272": ("production company", "item"),
    "P577": ("publication date", "time"),
    "P750": ("distributed by", "item"),
    "P1411": ("nominated for", "item"),
    "P2142": ("box office", "quantity"),
    "P5072": ("presented in", "item"),
    # qualifiers
    "P291": ("place of publication", "item"),
    "P437": ("distribution format", "item"),
    "P585": ("point in time", "time"),
    "P1346": ("winner", "item"),
    "P2453": ("nominee", "item"),
    "P3005": ("valid in place", "item"),
    "P4633": ("name of the character role", "text"),
    # references
    "P813": ("retrieved", "time"),
    "P854": ("reference URL", "text"),
    "P1476": ("title", "titled"),
}
_FORMS = {
    "item": (r"Q[1-9]\d{0,11}", "Q42"),
    "text": (r'"[^\t|]+"', '"a text"'),
    "titled": (r'[a-z-]+:"[^\t|]+"', 'en:"a title"'),
    "time": (r"\+\d{4}-\d\d-\d\dT00:00:00Z/\d{1,2}", "+2026-12-04T00:00:00Z/11"),
    "quantity": (r"[+-]?\d+(?:\.\d+)?(?:U[1-9]\d*)?", "41500000U4917"),
}
_WHOLE = {kind: re.compile(form, re.ASCII) for kind, (form, _) in _FORMS.items()}
_UNKNOWN = ("somevalue", "novalue")
_NUMBER = re.compile(r"P[1-9]\d{0,11}", re.ASCII)


def is_item(text: str) -> bool:
    """Whether it is the number of an item: Q42."""
    return _WHOLE["item"].fullmatch(text) is not None


def is_property(text: str) -> bool:
    """Whether it is the number of a property: P57. It need not be one that is used here."""
    return _NUMBER.fullmatch(text) is not None


def fault(number: str, value: str) -> str | None:
    """What is wrong with the value of a property, with an example of one that is right; None: nothing, or it is not used here."""
    kind = PROPERTIES[number][1] if number in PROPERTIES else ""
    if not kind or value in _UNKNOWN or _WHOLE[kind].fullmatch(value):
        return None
    return f"{value[:40]!r} is no value of {number} ({PROPERTIES[number][0]}), such as {_FORMS[kind][1]}"
