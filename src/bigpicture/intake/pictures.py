"""Images with the words that stand with them: made plain, and each named once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bigpicture.intake.captions import LONGEST, credit_of
from bigpicture.intake.plain import line_of, web_address
from bigpicture.model import Image

MOST = 40  # what shows more shows thumbnails of other pages
_AVATAR = re.compile(r"//(?:[\w-]{1,20}\.)?gravatar\.com/avatar/")
_SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")  # as content systems name the same image's smaller files


def image(base: str, address: str | None, caption: str = "", credit: str = "", alt: str = "") -> Image | None:
    """An image with its words made plain; its credit as told, else as the caption words it.

    None where it has no address of the web, and for portraits of authors (Gravatar).
    """
    url = web_address(base, address)
    if url is None or ("gravatar" in url and _AVATAR.search(url)):
        return None
    words = line_of(caption[:LONGEST]) or None if caption else None
    told = line_of(credit) or None if credit else None
    return Image(url, words, credit_of(told) or told or credit_of(words), line_of(alt) or None if alt else None)


def merged(images: Iterable[Image]) -> tuple[Image, ...]:
    """Each image once, at its first place, with what any of its mentions tells; at most 40.

    Two addresses are of one image where they differ in their query or in the size that the file's name tells.
    """
    found: dict[str, Image] = {}
    for each in images:
        key = key_of(each.url)
        known = found.get(key)
        if known is None and len(found) < MOST:
            found[key] = each
        elif known is not None:
            found[key] = replace(known, caption=known.caption or each.caption, credit=known.credit or each.credit,
                                 alt=known.alt or each.alt)  # fmt: skip
    return tuple(found.values())


def key_of(address: str) -> str:
    """What is common to the addresses of one image: host and path, without the file's size.

    Of servers that tell an image by its query alone, the query too.
    """
    path, asked, query = address.partition("#")[0].partition("?")
    path = path.partition("//")[2]
    if "." not in path.rpartition("/")[2]:
        return path + asked + query
    return _SIZE.sub("", path) if "x" in path else path
