"""Well-formed RSS, RDF and Atom by libxml2: one pass, nothing declared by the feed expanded.

Not fastfeedparser: it reads broken feeds in libxml2's recovering mode, which silently drops every "&" after the first error,
addresses' too; and it knows no second author, no language, no ttl, no xml:base, no caption where several images share it. A
second pass over the XML for these costs what its speed saves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from bigpicture.intake.feed_elements import PARENTS, Maker, NoFeedError, local
from bigpicture.intake.feed_item import MOST_ITEMS, About, Draft

_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": True,
    "remove_comments": True,
    "remove_pis": True,
}
_ITEMS = ("{*}item", "{*}entry")
_SMALL = 2_000_000  # bytes of a feed whose whole tree may be in memory: of tags alone, 120 MB
# Faults after which the whole feed was read all the same.
_HARMLESS = {
    "ERR_DOCUMENT_END": "something else follows the feed, which was passed over",
    "NS_ERR_UNDEFINED_NAMESPACE": "prefixes are used that are not declared: they were taken for what they usually mean",
}


@dataclass(slots=True)
class Reading:
    """A feed as far as it could be read."""

    about: About | None = None
    drafts: list[Draft] = field(default_factory=list)
    broken: int | None = None  # the line at which it is not well-formed; 0: not known
    notes: list[str] = field(default_factory=list)  # of faults that cost nothing


def read(source: str, body: bytes) -> Reading:
    """The items of a feed in UTF-8, up to one more than are wanted, or up to where it is broken. Raises NoFeedError.

    The feed must declare no entities (see feed_bytes.py): then nothing in it can grow.
    """
    make, reading = Maker(source, based=b"xml:base" in body), Reading()
    root = _at_once(body) if len(body) <= _SMALL else None
    inside: list[Any] = []
    if root is None:
        root = _by_and_by(body, make, reading, inside)
    else:
        _take(root.iter(*_ITEMS), make, reading, inside)
    if inside or root is not None:
        reading.about = make.about(inside[0] if inside else root)
    return reading


def _at_once(body: bytes) -> Any:
    """The root of a feed that is well-formed, else None. A third faster than item by item."""
    try:
        return etree.fromstring(body, etree.XMLParser(encoding="utf-8", **_OPTIONS))
    except etree.XMLSyntaxError:
        return None


def _by_and_by(body: bytes, make: Maker, reading: Reading, inside: list[Any]) -> Any:
    """Read a feed item by item, each freed at once, up to where it is broken; its root, if it is not."""
    walk = etree.iterparse(BytesIO(body), tag=_ITEMS, encoding="utf-8", **_OPTIONS)
    try:
        _take((element for _, element in walk), make, reading, inside)
    except etree.XMLSyntaxError as error:
        faults = {fault.type_name: fault.line for fault in reversed(walk.error_log)}
        if faults and faults.keys() <= _HARMLESS.keys():
            reading.notes = [_HARMLESS[name] for name in faults]
        else:
            reading.broken = min(faults.values(), default=error.lineno or 0)
        return None
    return walk.root


def _take(elements: Iterable[Any], make: Maker, reading: Reading, inside: list[Any]) -> None:
    """Read items, up to one more than are wanted; `inside` is given what the first was in."""
    for element in elements:
        parent = element.getparent()
        if parent is None or local(parent) not in PARENTS:
            continue  # an element of that name inside an item
        if not inside:
            inside.append(parent)
        reading.drafts.append(make.draft(element))
        element.clear()
        if len(reading.drafts) > MOST_ITEMS:
            break


__all__ = ["NoFeedError", "Reading", "read"]
