"""Lists of feeds: OPML 1.0, 1.1 and 2.0 (opml.org), in and out, with all that other programs wrote into them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import etree

from bigpicture.errors import InputError
from bigpicture.intake.plain import line_of, web_address

LARGEST = 10_000_000  # bytes: some 30,000 feeds
DEEPEST = 60  # folders within folders
_REMEDY = "export the list again, as OPML"
_BARE = re.compile(rb"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)")
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_ILLEGAL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # what XML 1.0 cannot hold, even as a reference


@dataclass(frozen=True, slots=True)
class Other:
    """What is no outline and no plain field: a comment, or an element of another program, as XML."""

    xml: str


@dataclass(frozen=True, slots=True)
class Outline:
    """One line: a feed, a folder, a link or whatever its `type` says. Attributes keep their names, spelling and order."""

    attributes: Mapping[str, str]
    children: tuple[Outline | Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Opml:
    """A list. A name of another namespace is written {address}name, its usual prefix is in `prefixes`."""

    outlines: tuple[Outline | Other, ...]
    head: tuple[tuple[str, str] | Other, ...] = ()  # (name, text), in their order
    attributes: Mapping[str, str] = field(default_factory=lambda: {"version": "2.0"})  # of <opml>
    prefixes: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = field(default=(), compare=False)  # what was odd, in words for a user


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed of a list: the folders it is in, outermost first, and all that is said of it."""

    path: tuple[str, ...]
    url: str
    title: str | None
    attributes: Mapping[str, str]


def read(source: str, data: bytes) -> Opml:
    """The list in a file. Raises InputError where it is none, is broken beyond its "&"s, too large or too deep."""
    if len(data) > LARGEST:
        raise InputError(source, f"larger than {LARGEST // 1_000_000} MB, so not a list of feeds", _REMEDY)
    if not data.strip(b"\0 \t\r\n"):
        raise InputError(source, "an empty file, not OPML", _REMEDY)
    root, notes = _root(source, data.lstrip(b" \t\r\n"))
    if _local(root) != "opml":
        raise InputError(source, f"not OPML but XML of another kind (<{_local(root)[:40]}>)", _REMEDY)
    parts = {_local(part): part for part in reversed(root)}
    body = parts.get("body")
    if body is None:
        raise InputError(source, "OPML without a body", _REMEDY)
    try:
        outlines = _children(body, 1)
    except RecursionError:
        raise InputError(source, f"folders nested more than {DEEPEST} deep", "nest them less") from None
    prefixes = {prefix or "": uri for prefix, uri in root.nsmap.items()}
    opml = Opml(outlines, tuple(_fields(parts.get("head"))), dict(root.attrib), prefixes)
    return Opml(opml.outlines, opml.head, opml.attributes, prefixes, (*notes, *_oddities(opml)))


def _root(source: str, data: bytes) -> tuple[Any, list[str]]:
    """The root element, read strictly; a list that fails for its "&"s and entities alone is mended, and a note says so."""
    notes = []
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        fault = f"not well-formed XML (line {error.lineno})"
        try:
            root = etree.fromstring(_NAMED.sub(_numbered, _BARE.sub(b"&amp;", data)), _parser())
        except etree.XMLSyntaxError:
            raise InputError(source, f"{fault}, so not OPML", _REMEDY) from None
        notes.append(f'{fault}: read with its bare "&" taken for what they mean')
    types = root.getroottree().docinfo.internalDTD
    if types is not None and any(True for _ in types.iterentities()):
        raise InputError(source, "OPML that declares entities, which lists of feeds have no use for", _REMEDY)
    return root, notes


def _parser() -> Any:
    """Nothing is fetched or expanded, and libxml2's own limits hold: 256 levels, 10 MB for each text."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=True)


def _numbered(match: re.Match[bytes]) -> bytes:
    text = unescape(match[0].decode("ascii"))
    return b"&amp;" + match[0][1:] if text.startswith("&") else "".join(f"&#{ord(c)};" for c in text).encode("ascii")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _children(element: Any, depth: int) -> tuple[Outline | Other, ...]:
    if depth > DEEPEST:
        raise RecursionError
    return tuple(
        Outline(dict(child.attrib), _children(child, depth + 1)) if _local(child) == "outline" else _other(child)
        for child in element
    )


def _other(element: Any) -> Other:
    alone = deepcopy(element)  # without the prefixes of what is round it
    if isinstance(alone.tag, str):  # no comment
        etree.cleanup_namespaces(alone)
    return Other(etree.tostring(alone, encoding="unicode", with_tail=False))


def _fields(head: Any) -> Iterator[tuple[str, str] | Other]:
    for part in head if head is not None else ():
        plain = isinstance(part.tag, str) and not part.attrib and not len(part)
        yield (part.tag, part.text or "") if plain else _other(part)


def _oddities(opml: Opml) -> Iterator[str]:
    for url, count in Counter(listed.url for listed in feeds(opml)).items():
        if count > 1:
            yield f"listed {count} times: {url}"
    for _, outline in _walk(opml.outlines, ()):
        told = _get(outline, "xmlUrl")
        if told and not web_address("", told):
            yield f"no web address: {line_of(told)[:200]}"


def feeds(opml: Opml) -> tuple[Listed, ...]:
    """The feeds of a list in its order. One outside of all folders is in the first that its `category` names."""
    return tuple(_listed(opml))


def _listed(opml: Opml) -> Iterator[Listed]:
    for path, outline in _walk(opml.outlines, ()):
        if url := web_address("", _get(outline, "xmlUrl")):
            category = _get(outline, "category").split(",")[0]
            named = tuple(line_of(part) for part in category.split("/") if part.strip())
            title = line_of(_get(outline, "text") or _get(outline, "title")) or None
            yield Listed(path or named, url, title, outline.attributes)


def _walk(outlines: Iterable[Outline | Other], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Outline]]:
    for outline in outlines:
        if isinstance(outline, Outline):
            yield path, outline
            name = line_of(_get(outline, "text") or _get(outline, "title"))
            yield from _walk(outline.children, (*path, name) if name else path)


def _get(outline: Outline, name: str) -> str:
    """An attribute, in whatever case it is written: xmlUrl, xmlurl."""
    if name in outline.attributes:
        return outline.attributes[name].strip()
    return next((v.strip() for k, v in outline.attributes.items() if k.lower() == name.lower()), "")


def built(title: str, rows: Iterable[tuple[tuple[str, ...], Mapping[str, str]]]) -> Opml:
    """A list of feeds from (folders, attributes), in their order; a folder stands where it is first named.

    What OPML 2.0 requires of a feed is filled in: `text` from its title or address, `type`.
    """
    top: dict[str, Any] = {}
    for number, (path, attributes) in enumerate(rows):
        folder = top
        for name in path:
            folder = folder.setdefault(f"folder {name}", {})
        text = attributes.get("text") or attributes.get("title") or attributes.get("xmlUrl") or ""
        folder[f"feed {number}"] = Outline(
            {"text": text, "type": "rss", **{k: v for k, v in attributes.items() if k != "text"}}
        )
    return Opml(_nested(top), (("title", title),))


def _nested(folder: Mapping[str, Any]) -> tuple[Outline | Other, ...]:
    return tuple(
        value if isinstance(value, Outline) else Outline({"text": key.removeprefix("folder ")}, _nested(value))
        for key, value in folder.items()
    )


def write(opml: Opml) -> bytes:
    """The list as a file in UTF-8. Characters that XML cannot hold are left out. Raises ValueError for a name that is none."""
    root = etree.Element("opml", _legal(opml.attributes), {k or None: v for k, v in opml.prefixes.items()} or None)
    head = etree.SubElement(root, "head")
    for part in opml.head:
        if isinstance(part, Other):
            _put(head, part)
        else:
            etree.SubElement(head, part[0]).text = _ILLEGAL.sub("", part[1])
    _fill(etree.SubElement(root, "body"), opml.outlines, 1)
    for parent in (root, head):
        _laid_out(parent, 0 if parent is root else 1)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n")


def _legal(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _ILLEGAL.sub("", value) for name, value in attributes.items()}


def _fill(parent: Any, outlines: Iterable[Outline | Other], depth: int) -> None:
    for outline in outlines:
        if isinstance(outline, Other):
            _put(parent, outline)
        else:
            _fill(etree.SubElement(parent, "outline", _legal(outline.attributes)), outline.children, depth + 1)
    _laid_out(parent, depth)


def _laid_out(parent: Any, depth: int) -> None:
    """Each child on a line of its own."""
    if len(parent):
        parent.text = "\n" + "  " * (depth + 1)
        for child in parent:
            child.tail = parent.text
        parent[-1].tail = "\n" + "  " * depth


def _put(parent: Any, other: Other) -> None:
    """What another program wrote; left out where it is no XML, as only a caller's own can be."""
    try:
        parent.extend(list(etree.fromstring(f"<x>{_ILLEGAL.sub('', other.xml)}</x>", _parser())))
    except etree.XMLSyntaxError:
        return
