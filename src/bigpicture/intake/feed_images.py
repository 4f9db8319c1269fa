"""The images that an item of a feed names: Media RSS, enclosures, iTunes, and what content systems make up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bigpicture.intake.pictures import MOST, image
from bigpicture.model import Image

Parts = dict[str, list[Any]]  # an element's children by their short names, as dc:creator
_IMAGE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.I)
_NAMES = frozenset(
    ("media:content", "media:group", "media:thumbnail", "enclosure", "atom:link", "itunes:image", "image")
)


def images(base: str, parts: Parts, split: Callable[[Any], Parts]) -> list[Image]:
    """The images in an item's parts, the full ones first, at most 40. `split` gives an element's children by name."""
    if parts.keys().isdisjoint(_NAMES):
        return []
    found = [*_media(base, parts, split), *_enclosed(base, parts)][:MOST]
    return found or list(_thumbnails(base, parts, parts))


def _media(base: str, parts: Parts, split: Callable[[Any], Parts]) -> Iterator[Image]:
    """Of a group, which holds one picture in several sizes, the widest."""
    for group in parts.get("media:group", ())[:MOST]:
        inner = split(group)
        sizes = sorted(_contents(base, inner, parts, split), key=lambda found: -found[0])
        yield from [picture for _, picture in sizes[:1]] or _thumbnails(base, inner, parts)
    yield from (picture for _, picture in _contents(base, parts, {}, split))


def _contents(base: str, parts: Parts, outer: Parts, split: Callable[[Any], Parts]) -> Iterator[tuple[int, Image]]:
    """(width, image) of the contents; words that the item or the group says hold for each."""
    for element in parts.get("media:content", ())[:MOST]:
        own = split(element) if len(element) else {}
        url = element.get("url")
        if not _shows(element, url):
            yield from ((0, thumbnail) for thumbnail in _thumbnails(base, own, parts))
        elif found := _image(base, url, own, parts, outer):
            yield _width(element), found


def _shows(element: Any, url: str | None) -> bool:
    """Whether a content is a picture: by its medium or type, else by its name."""
    medium, kind = element.get("medium"), element.get("type") or ""
    return (
        medium == "image" or kind.startswith("image/") or (not medium and not kind and bool(_IMAGE.search(url or "")))
    )


def _width(element: Any) -> int:
    width = (element.get("width") or "").strip()
    return int(width[:6]) if width.isascii() and width.isdigit() else 0


def _thumbnails(base: str, parts: Parts, outer: Parts) -> Iterator[Image]:
    for element in parts.get("media:thumbnail", ())[:MOST]:
        if found := _image(base, element.get("url") or element.text, {}, parts, outer):
            yield found


def _image(base: str, url: str | None, *said: Parts) -> Image | None:
    """An image with the words nearest to it; of titles and copyrights only its own, others are the item's."""
    own, around = said[0], said[1:]
    caption = _first("media:description", own) or _first("media:title", own) or _first("media:description", *around)
    return image(base, url, caption, _first("media:credit", *said) or _first("media:copyright", own))


def _first(name: str, *said: Parts) -> str:
    for parts in said:
        for element in parts.get(name, ()):
            if (text := element.text) and not text.isspace():
                return str(text)
    return ""


def _enclosed(base: str, parts: Parts) -> Iterator[Image]:
    links = (e for e in parts.get("atom:link", ()) if e.get("rel") == "enclosure")
    for element in (*parts.get("enclosure", ()), *links):
        url, kind = element.get("url") or element.get("href"), element.get("type") or ""
        shown = kind.startswith("image/") or (not kind and _IMAGE.search(url or ""))
        if shown and (found := image(base, url)):
            yield found
    for element in (*parts.get("itunes:image", ()), *parts.get("image", ())):
        inner = next((c.text for c in element if str(c.tag).endswith("url")), None)
        if found := image(base, element.get("href") or element.get("url") or inner or element.text):
            yield found
