"""Whose picture it is: the credit that a caption tells."""

from __future__ import annotations

import re

from bigpicture.intake.bytes import clean

LONGEST = 2_000  # characters of a caption that are looked at; press captions have some 300
_CREDIT = 120  # characters of a credit: longer ones are sentences
_NAME = r"(?P<who>[^|;()\[\]\n]{2,400})"
_PHOTO = r"(?:photo(?:graph)?s?|images?|foto|still|artwork)"
_AGENCIES = (
    r"(?:Getty(?: Images)?|Everett(?: Collection)?|Alamy(?: Stock Photo)?|Shutterstock|Reuters|AP(?: Photo)?|AFP|EPA|"
    r"WireImage|FilmMagic|PA(?: Wire)?|Rex|Photofest|Allstar|Landmark Media|Album|Mary Evans|Bridgeman(?: Images)?)"
)
# Tried in order, the surest wording first. A label without a colon needs a name after it: "photo by Jo Reeve", not
# "a photo by which". "Picture: X" must open a clause, since "Best Picture: X" names a film.
_WORDINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:\b(?:{_PHOTO}|picture|illustration)?\s*credits?(?:\s*[:：]|\s+should\s+read))\s*{_NAME}",
        rf"(?i:\b{_PHOTO}(?:\s+credit)?)\s*[:：]\s*{_NAME}",
        rf"(?i:\b{_PHOTO}(?:\s+credit)?\s+(?:by|via|courtesy(?:\s+of)?|©))\s+(?=[A-Z0-9@©]){_NAME}",
        rf"(?:^|[.!?;|(\[\n—–]\s*)(?i:(?:pictures?|illustrations?|photographed)(?:\s*[:：]|\s+by))\s*(?=[A-Z0-9@]){_NAME}",
        rf"(?i:\bcourtesy(?:\s+of)?)\s*:?\s+(?=[A-Z0-9@]){_NAME}",
        rf"(?:©|\([cC]\)|(?i:\bcopyright\b))\s*(?:©\s*)?(?:\d{{4}}(?:[-–]\d{{2,4}})?,?\s+)?(?i:by\s+)?(?=[A-Z0-9@]){_NAME}",
        rf"(?P<who>(?:[A-Z][\w.’'-]*\s+){{1,4}}via\s+{_AGENCIES})",
        rf"(?P<who>(?:[A-Z][\w.’'-]*\s*){{1,4}}/\s*(?:[\w.’' -]{{2,40}}/\s*)?{_AGENCIES})",
        rf"(?:^|[.!?;|(\[\n—–]\s*)(?P<who>(?:AP Photo/[A-Z][\w.’' -]{{2,40}}|{_AGENCIES}))\s*[)\].]*\s*$",
    )
)
_HINT = re.compile(rf"{_PHOTO}|credit|picture|illustration|courtesy|©|\(c\)|copyright|{_AGENCIES}", re.I)
_LABEL = re.compile(
    rf"^(?:(?i:{_PHOTO}|credits?|courtesy(?:\s+of)?|by|copyright)\b\s*(?i:credit|by|courtesy(?:\s+of)?)?|©|\(c\))\s*[:：]?\s+"
)
# A full stop ends a credit, unless it belongs to an initial or to a company's name.
_STOP = re.compile(
    r"(?<![A-Z])(?<!Bros)(?<!Inc)(?<!Ltd)(?<!Corp)(?<!\bCo)(?<!\bSt)(?<!\bJr)(?<!\bSr)(?<!\bDr)[.!?](?=\s|$)"
)
_RIGHTS = re.compile(r"\W*\ball rights reserved\b.*", re.I | re.S)
_KEPT_STOP = re.compile(r"\b(?:Bros|Inc|Ltd|Corp|Co|Jr|Sr)\.$")


def credit_of(caption: str | None) -> str | None:
    """The credit in a caption's words, without its label: "Jo Reeve" of "Low Water. Photograph: Jo Reeve". None without one.

    The surest wording counts: "Credit:" before "Photo by", "Courtesy of", "©" and an agency's name at the end.
    """
    if not caption or not _HINT.search(caption):
        return None
    caption = clean(caption[:LONGEST])
    for wording in _WORDINGS:
        found = wording.search(caption)
        if found and (who := _name(found["who"])):
            return who
    return None


def _name(words: str) -> str | None:
    """A credit's words up to where its sentence ends; None where they are too many, or none."""
    words = " ".join(_STOP.split(_RIGHTS.sub("", words), maxsplit=1)[0].split())
    while (shorter := _LABEL.sub("", words, count=1)) != words:
        words = shorter
    words = words.strip(' ,:;–—-•·"“”')
    if not _KEPT_STOP.search(words):
        words = words.rstrip(".")
    return words if 1 < len(words) <= _CREDIT and any(c.isalnum() for c in words) else None
