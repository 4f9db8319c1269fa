"""Words as feeds and pages give them, made plain: references resolved, odd characters taken out; and addresses made whole."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from bigpicture.intake.bytes import clean

LONGEST_LINE = 1_000  # characters of a headline, a name or an alternative text
LONGEST_ADDRESS = 4_000  # characters; servers refuse longer ones
BREAK = "\x1e"  # stands for the end of a line while a paragraph is put together
_TAGS = (
    "a abbr acronym address article aside b big blockquote body br center cite code del div em figcaption figure font footer "
    "h1 h2 h3 h4 h5 h6 header hr html i iframe img ins li main mark nobr ol p picture pre q s script section small span strike "
    "strong style sub sup table tbody td th time tr tt u ul video"
).split()
TAG = re.compile(rf"</?(?:{'|'.join(_TAGS)})(?:\s[^<>]*)?/?>", re.I)  # a tag of HTML, as opposed to "<3" or "<the end>"
_ESCAPED_TAG = re.compile(rf"&(?:amp;)*lt;/?(?:{'|'.join(_TAGS)})\b", re.I)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,24});")
_ABSOLUTE = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:[/?#][!-~]*)?", re.A)  # needs no resolving
# Invisible characters that turn the reading direction or hide inside words; the joiners that scripts need stay.
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x206A))
)
# Bytes of Windows-1252 that were taken for Latin-1: U+0092 is an apostrophe.
_WINDOWS = {c: bytes((c,)).decode("cp1252", "ignore") or " " for c in range(0x80, 0xA0)}
_CONTROLS = {c: " " for c in (*range(0x20), 0x7F) if chr(c) not in f"\t\n\r{BREAK}"}
_PLAIN = {**_CONTROLS, **_WINDOWS, **_INVISIBLE, 0xFFFE: None, 0xFFFF: None}
_ODD = re.compile(f"[{''.join(map(re.escape, map(chr, _PLAIN)))}]")  # finding none is far quicker than translating


def line_of(markup: str) -> str:
    """Words that stand on one line, such as a headline or a name: without markup, entities resolved, at most 1,000 characters.

    A "<" that opens no tag of HTML is kept: "5 < 6".
    """
    if (
        len(markup) < LONGEST_LINE
        and markup.isprintable()
        and "&" not in markup
        and "<" not in markup
        and "  " not in markup
    ):
        return markup.strip()  # most are plain already
    text = markup[: 8 * LONGEST_LINE]
    if "&" in text:
        text = resolved(text)
    if "<" in text:
        text = TAG.sub("", text)
    text = spaced(text if text.isprintable() else clean(text))
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1].rstrip() + "…"


def paragraphs_of(text: str) -> str:
    """Plain text with its paragraphs, which empty lines part, and its lines put in order."""
    parts = re.split(r"\n\s*\n", clean(text).replace(BREAK, " "))
    return "\n\n".join(p for p in (lines(p.replace("\n", BREAK)) for p in parts) if p)


def as_html(text: str) -> str:
    """Plain text as a fragment: its lines and paragraphs stay."""
    parts = (escape(p.strip()).replace("\n", "<br>") for p in re.split(r"\n\s*\n", clean(text).replace(BREAK, " ")))
    return "".join(f"<p>{p}</p>" for p in parts if p)


def web_address(base: str, href: str | None) -> str | None:
    """An address resolved against a base; None unless it is of the web (http, https) and names a host."""
    if not href or len(href) > LONGEST_ADDRESS:
        return None
    if _ABSOLUTE.fullmatch(href):
        return href
    href = "".join(_visible(clean(href)).split("\n")).strip().removeprefix("feed:").replace(" ", "%20")
    try:
        found = urljoin(base or "https:", href)
        parts = urlsplit(found)
        return found if parts.scheme in ("http", "https") and parts.hostname and len(found) <= LONGEST_ADDRESS else None
    except ValueError:
        return None


def once(fragment: str) -> str:
    """A fragment with its markup escaped once: what was escaped twice is opened, if no markup stands beside it."""
    fragment = fragment.replace(BREAK, " ")
    if "<![CDATA[" in fragment:
        fragment = fragment.replace("<![CDATA[", "").replace("]]>", "")
    if "&" in fragment and _ESCAPED_TAG.search(fragment) and not TAG.search(fragment):
        return unescape(unescape(fragment)) if "&amp;lt;" in fragment else unescape(fragment)
    return fragment


def resolved(text: str) -> str:
    """Without the references that are still in it: some feeds escape twice. The same object where there are none."""
    for _ in range(2):
        if "&" not in text or not _REFERENCE.search(text):
            break
        text = _REFERENCE.sub(lambda m: unescape(m[0]), text)
    return text


def lines(paragraph: str) -> str:
    """A paragraph, its lines parted by BREAK, with a newline for each."""
    if BREAK not in paragraph:
        return spaced(paragraph)
    return "\n".join(line for line in map(spaced, paragraph.split(BREAK)) if line)


def spaced(line: str) -> str:
    """A line with single spaces and only visible characters."""
    line = line.strip()
    if "  " not in line and line.isprintable():  # no control, no invisible character, no white space but spaces
        return line
    return " ".join(_visible(line).split())


def _visible(text: str) -> str:
    return text.translate(_PLAIN) if _ODD.search(text) else text
