"""Which pages are film journalism, told from their words in about a millisecond, before anything costly is done to them.

A page is judged by its address, its title and description, and its paragraphs; menus and scripts are not looked at. The score
is the weight of its film words (data/film_words.txt) for each hundred words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

KEEP = 2.5  # weight for each hundred words; chosen for recall: python -m bench.triage
KEPT, DROPPED = ("film words", "film section"), ("few film words", "another language", "a front page")
_SECTION = 2.0  # what a page gains that stands in a section on film
_MOST = 2_000_000  # bytes looked at; an article begins long before
_HEAD = 200_000  # bytes in which a page names itself, styles and data among them
_TEXT = 300_000  # bytes without scripts in which the text of a page without paragraphs is sought
_BLOCK = 5_000  # bytes of a paragraph looked at: one that is never closed takes in what follows
_LEAD, _WORDS = 250, 800  # words: an article tells its subject at its start, or throughout
_OFTEN = 4  # a word counts so often at most: one name repeated is no subject
_FEW = 100  # words; a page with fewer in its paragraphs is made of other blocks
_PROSE = 8  # words of a block outside its links; with fewer it is a menu, a button or a teaser
_SMALL = 60  # words added to each length, so that a page of a few words needs more than one of them
_ENGLISH = tuple(b"the of and to that for with was his her from by which this have are it".split())
_TELLING = 50  # words; fewer need not have any of these
_LEAST_ENGLISH = 0.04  # of all words: English prose has 0.1 to 0.25, other languages less than this

_ASCII = bytes(range(128))
_WORD = re.compile(rb"[a-z]+(?:-[a-z]+)*")
_TAG = re.compile(rb"<[^<>]*>|&#?[0-9A-Za-z]{1,8};")
_BLOCKS = re.compile(rb"</?(?:p|div|li|td|section|article|br|blockquote|body|main|header|footer|nav|aside)\b[^<>]*>")
_LINK = re.compile(rb"</?a\b[^<>]*>", re.I)
_UNSEEN = re.compile(rb"<(script|style|noscript|svg|select)\b", re.I)
_TITLE = re.compile(rb"<title\b[^<>]*>([^<]{1,400})", re.I)
_NAMED = re.compile(
    rb"(?i)(?:name|property|itemprop)\s*=\s*[\"']?(og:title|og:description|description|article:section)\b"
)
_CONTENT = re.compile(rb"""(?i)content\s*=\s*(?:"([^"]*)|'([^']*))""")
_LANGUAGE = re.compile(rb"""(?i)<html\b[^<>]*?\blang\s*=\s*["']?([a-z]+)""")
_LINKED_TEXT = re.compile(rb'"articleBody"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)')
_FILM_SECTION = re.compile(
    r"(?:film|movie|cinema|box-office|oscar|bafta)s?(?:-(?:news|reviews?|features?|awards?|trailers?))?"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page scored, and which of KEPT or DROPPED decided."""

    score: float  # weight of film words for each hundred words
    why: str

    @property
    def keep(self) -> bool:
        """Whether the page goes on."""
        return self.why in KEPT


@dataclass(frozen=True, slots=True)
class Words:
    """What of a page is judged."""

    words: list[bytes]  # of title, description and paragraphs, in order; lower case, ASCII only
    section: bool  # whether the page stands in a section on film
    language: str | None  # as the page states it: en
    foreign: bool  # whether most of its text is in another alphabet


def film_journalism(url: str, page: bytes, charset: str | None = None) -> Verdict:
    """Whether an HTML page is likely to be English film journalism. Any bytes give a verdict.

    When in doubt it is: what is kept wrongly costs time, what is dropped wrongly is lost.
    """
    if _parts(url) == []:
        return Verdict(0.0, "a front page")
    found = words_of(url, page, charset)
    if _other_language(found):
        return Verdict(0.0, "another language")
    score = max(_density(found.words[:_LEAD]), _density(found.words))
    if score < KEEP and found.section and score + _SECTION >= KEEP:
        return Verdict(score + _SECTION, "film section")
    return Verdict(score, "film words" if score >= KEEP else "few film words")


def words_of(url: str, page: bytes, charset: str | None = None) -> Words:
    """The words that a page is judged by."""
    page = _narrow(page[:_MOST], charset)
    parts = _parts(url) or []
    head, sections = _head(page[:_HEAD])
    text = b" ".join(_paragraphs(page))[: 12 * _WORDS]
    slug = re.sub(r"[^a-z]+", " ", parts[-1]).encode() if parts else b""
    language = _LANGUAGE.search(page[:_HEAD])
    return Words(
        words=_WORD.findall(b" . ".join((head, slug, text)).lower())[:_WORDS],
        section=any(_FILM_SECTION.fullmatch(part) for part in (*parts[:-1], *sections)),
        language=language[1].decode().lower() if language else None,
        foreign=2 * len(text.translate(None, _ASCII)) > len(text),
    )


def film_words(words: list[bytes]) -> Counter[str]:
    """The film words and phrases among words, with the weight that each adds in all."""
    weights, counts = _weights(), Counter(words)
    found = {word: weights[word] * min(counts[word], _OFTEN) for word in weights.keys() & counts.keys()}
    joined = b" " + b" ".join(words) + b" "
    for first in _phrases().keys() & counts.keys():
        for phrase in _phrases()[first]:
            if n := joined.count(b" " + phrase + b" "):
                found[phrase] = weights[phrase] * min(n, _OFTEN)
    return Counter({word.decode(): weight for word, weight in found.items()})


def _density(words: list[bytes]) -> float:
    return 100 * film_words(words).total() / (len(words) + _SMALL)


@lru_cache(maxsize=1)
def _weights() -> dict[bytes, int]:
    lines = files("bigpicture.data").joinpath("film_words.txt").read_bytes().splitlines()
    rows = [line.split() for line in lines if not line.startswith(b"#")]
    return {word.replace(b"_", b" "): int(weight) for weight, *words in rows for word in words}


@lru_cache(maxsize=1)
def _phrases() -> dict[bytes, list[bytes]]:
    """The phrases among the film words, by their first word."""
    found: dict[bytes, list[bytes]] = {}
    for phrase in _weights():
        if b" " in phrase:
            found.setdefault(phrase.split()[0], []).append(phrase)
    return found


def _parts(url: str) -> list[str] | None:
    """The parts of an address's path in lower case; None where the path does not tell the page."""
    try:
        split = urlsplit(url.lower())
    except ValueError:
        return None
    parts = [part for part in split.path.split("/") if part]
    return parts if split.hostname and (parts or not split.query) else None


def _narrow(page: bytes, charset: str | None) -> bytes:
    """The page in an encoding that leaves ASCII as it is, as all encodings of the web but UTF-16 do."""
    wide = (charset or "").lower().startswith(("utf-16", "utf16")) or page.startswith((b"\xff\xfe", b"\xfe\xff"))
    return page.replace(b"\0", b"") if wide else page


def _head(page: bytes) -> tuple[bytes, list[str]]:
    """(title and descriptions, sections) as the page states them."""
    title = _TITLE.search(page)
    texts, sections = [title[1]] if title else [], []
    for meta in page.split(b"<meta", 200)[1:]:
        meta = meta[:_BLOCK].partition(b">")[0]
        name = _NAMED.search(meta)
        content = _CONTENT.search(meta) if name else None
        value = (content[1] or content[2] or b"") if content else b""
        if name and name[1].lower() == b"article:section":
            sections.append(value.decode("ascii", "ignore").strip().lower().replace(" ", "-"))
        elif name:
            texts.append(value)
    return b" . ".join(texts), sections


def _paragraphs(page: bytes) -> list[bytes]:
    """The text of a page's paragraphs; of a page without them that of its linked data, or of its longer blocks."""
    found = list(_closed(page, b"p")) or list(_closed(page, b"P"))
    if sum(text.count(b" ") for text in found) >= _FEW:
        return found
    linked = [text.replace(b"\\n", b" ") for text in _LINKED_TEXT.findall(page)]
    if linked:
        return found + linked
    blocks = (block[:_BLOCK] for block in _BLOCKS.split(b" ".join(_seen(page))[:_TEXT]))
    return [_text(block) for block in blocks if _words_outside_links(block) >= _PROSE]


def _closed(page: bytes, name: bytes) -> Iterator[bytes]:
    """The text of elements with a closing tag, up to what is judged."""
    at, size, opening, closing = 0, 0, b"<" + name, b"</" + name + b">"
    while size < 8 * _WORDS and (end := page.find(closing, at)) >= 0:
        start = page.rfind(opening, max(at, end - _BLOCK), end)
        if start >= 0 and page[start + 2 : start + 3] in (b">", b" ", b"\n", b"\t"):
            text = _text(page[page.find(b">", start) + 1 : end])
            size += len(text)
            yield text
        at = end + len(closing)


def _words_outside_links(block: bytes) -> int:
    return len(_text(b" ".join(_LINK.split(block)[::2])).split())


def _text(markup: bytes) -> bytes:
    return _TAG.sub(b" ", markup)


def _seen(page: bytes) -> Iterator[bytes]:
    """The parts of a page between scripts and styles; all after one that never ends is left out."""
    at = 0
    for opening in _UNSEEN.finditer(page):
        if opening.start() >= at:
            yield page[at : opening.start()]
            at = page.find(b"</" + opening[1], opening.end())
            if at < 0:
                return
    yield page[at:]


def _other_language(found: Words) -> bool:
    """Whether a page is plainly not English: by its function words, as the stated language is often the template's."""
    shown = found.words[: 2 * _LEAD]
    rare = sum(map(Counter(shown).__getitem__, _ENGLISH)) < _LEAST_ENGLISH * len(shown)
    doubtful = len(found.words) < _TELLING and found.language in (None, "en")  # a headline has no function words
    return found.foreign or (rare and not doubtful)
