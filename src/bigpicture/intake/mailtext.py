"""The text of a newsletter: its HTML or plain part without what every mail carries above and below."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

from bigpicture.intake.markup import text_and_images, text_of
from bigpicture.intake.plain import web_address
from bigpicture.model import Image

_ABOVE, _BELOW = 6, 14  # paragraphs at the start and the end in which such lines stand
_WRAPPED = 50  # characters; a shorter line ends where its writer ended it
_LINKS = 300  # links of a message that are looked at
_ONLINE = re.compile(
    r"\W*(?:(?:(?:can[’']?t|can ?not|trouble|problems|having trouble|not displaying)\b[^.?!]{0,60}[.?!]?\s*)?(?:please )?(?:click here to )?"
    r"(?:view|read|open|see|trouble viewing)\b[^.!]{0,40}?\b(?:browser|online|on the web|web ?page|web version)\b|(?:web|online|browser) version)"
    r"[^.!]{0,20}\W*",
    re.I,
)
_FOOTER = re.compile(
    r"\bunsubscribe\b|\b(?:manage|update|change) (?:your |my )?(?:email |e-mail |subscription |newsletter )?(?:preferences|subscriptions?)\b"
    r"|\byou(?:[’']re| are| have)? (?:receiv\w+|getting|got|signed up|subscribed)\b[^.]{0,60}\b(?:e-?mail|newsletter|message|list|because)\b"
    r"|\bthis (?:e-?mail|newsletter|message) was sent (?:to|by)\b|\bour mailing address\b|\bto stop receiving\b"
    r"|\A\W*(?:©|\(c\)|copyright)\s.{0,160}\Z|\Aall rights reserved\W*\Z",
    re.I | re.S,
)
_LEAD = 400  # characters; a paragraph that is longer is the article's own
_ITEM = re.compile(r"[-*•·>]|\d+[.)] ")
_SIGNATURE = re.compile(r"(?m)^-- ?$")  # RFC 3676, 4.3
_RULE = re.compile(r"[\W_]*|<?https?://\S+")  # a line that says nothing
_FOOTNOTE = re.compile(r" ?<https?://[^\s<>]{1,2000}>")


def from_html(html: str) -> tuple[str, tuple[Image, ...], str | None]:
    """(text, images, the address at which the same can be read on the web) of an HTML part."""
    text, images = text_and_images(html, "")
    return _shorn(text), images, _online(html)


def from_plain(text: str, flowed: bool = False, delete_space: bool = False) -> str:
    """A plain part as paragraphs: lines that were broken at a width are joined (`flowed` and DelSp: RFC 3676)."""
    text = _SIGNATURE.split(text, maxsplit=1)[0]
    blocks = re.split(r"\n[ \t]*\n", text)
    join = (lambda block: _flowed(block, delete_space)) if flowed else _unwrapped
    return _shorn("\n\n".join(_FOOTNOTE.sub("", join(block)) for block in blocks))


def _flowed(block: str, delete_space: bool) -> str:
    """A line that ends with a space goes on in the next."""
    lines = (line.removeprefix(" ") for line in block.split("\n"))  # which may be stuffed with one
    if delete_space:
        return "".join(line[:-1] if line.endswith(" ") else line + "\n" for line in lines).strip()
    return "".join(line if line.endswith(" ") else line + "\n" for line in lines).strip()


def _unwrapped(block: str) -> str:
    """A line that is as long as lines are goes on in the next, unless that begins an item."""
    lines = [line.strip() for line in block.split("\n")]
    out = lines[:1]
    for before, line in pairwise(lines):
        goes_on = len(before) >= _WRAPPED and not _ITEM.match(line)
        out += (" " if goes_on else "\n", line)
    return "".join(out).strip()


def _shorn(text: str) -> str:
    """Without links to the same on the web above, and from where the footer begins on below."""
    kept = [p for p in (_said(paragraph) for paragraph in text.split("\n\n")) if p]
    kept = [p for i, p in enumerate(kept) if i >= _ABOVE or not _leads_online(p)]
    start = max(1, len(kept) - _BELOW)
    footer = (i for i in range(start, len(kept)) if len(kept[i]) < _LEAD and _FOOTER.search(kept[i]))
    kept = kept[: next(footer, len(kept))]
    return "\n\n".join(p for i, p in enumerate(kept) if i < start or not _leads_online(p))


def _leads_online(words: str) -> bool:
    return len(words) < _LEAD and _ONLINE.fullmatch(words) is not None


def _said(paragraph: str) -> str:
    """A paragraph without its lines that are rules or bare addresses."""
    return "\n".join(line for line in paragraph.split("\n") if not _RULE.fullmatch(line.strip())).strip()


def _online(html: str) -> str | None:
    """Where the link "View in browser" leads, if there is one."""
    for link in re.split(r"<a(?=\s)", html, maxsplit=_LINKS, flags=re.I)[1:]:
        opening, _, rest = link[:8000].partition(">")
        words = text_of(rest.partition("</")[0])
        href = re.search(r"""\bhref\s*=\s*["']([^"']+)""", opening, re.I)
        if href and _leads_online(words):
            return web_address("", unescape(href[1]).strip())
    return None
