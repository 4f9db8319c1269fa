"""Where the words of an article stand in the file it was read from: exactly in plain text, found again in Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath

from bigpicture.model import Article

# The markup of Markdown that stands inside and between words, an entity, a line's end with the mark of a quoted line.
_TOKEN = re.compile(
    r"(?P<mark>!\[[^\]\n]*\]\([^()\n]*\)|\]\([^()\n]*\)|\]\[[^\]\n]*\]|[\[\]*_~`\\]|</?[a-zA-Z][^<>\n]*>)"
    r"|(?P<space>\s+(?:>\s*)*)|(?P<entity>&(?:[a-zA-Z]{2,12}|#\d{1,7});)|(?P<letter>.)",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A region of a file: offset and length in characters (Unicode code points); lines and columns count from 1."""

    offset: int
    length: int
    line: int
    column: int
    end_line: int
    end_column: int  # exclusive


class Places:
    """The file that an article was read from, as characters."""

    def __init__(self, raw: str) -> None:
        """`raw` is the file as it stands, with its own newlines, without a byte order mark."""
        self._raw = raw
        self._lines = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", raw))]
        # where each character of the cleaned text stands: of "\r\n" one is left, of NUL and marks none
        self._at = [m.start() for m in re.finditer(r"\r\n|[^\0\ufeff]", raw, re.S)] + [len(raw)]
        self._text = "".join("\n" if raw[i] == "\r" else raw[i] for i in self._at[:-1])
        self._bare, self._bare_at = _flat(self._text)

    def place(self, article: Article, start: int, end: int) -> Place | None:
        """Where Article.text[start:end] stands; None where the file is neither plain text nor Markdown that holds it."""
        found = self._plain(article.text, start, end) or self._marked(article.text, start, end)
        return self._region(*found) if found else None

    def _plain(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """In plain text an article is the file's end."""
        whole = self._text.rstrip()
        if not whole.endswith(text):
            return None
        before = len(whole) - len(text)
        return before + start, before + end

    def _marked(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The same words without markup. They are counted from the end, since the headline stands before the text."""
        words, article = _flat(text[start:end])[0].strip(), _flat(text[start:])[0]
        later = article.count(words) if words else 0
        at = len(self._bare)
        for _ in range(later):
            at = self._bare.rfind(words, 0, at)
            if at < 0:
                return None
        return (self._bare_at[at][0], self._bare_at[at + len(words) - 1][1]) if later else None

    def _region(self, start: int, end: int) -> Place:
        first, last = self._at[start], self._at[end - 1] + 1 if end > start else self._at[start]
        line, column = self._position(first)
        end_line, end_column = self._position(last)
        return Place(first, last - first, line, column, end_line, end_column)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def _flat(text: str) -> tuple[str, list[tuple[int, int]]]:
    """(a text without markup and with single spaces, where each of its characters stands)."""
    letters: list[str] = []
    at: list[tuple[int, int]] = []
    for m in _TOKEN.finditer(text):
        if m.lastgroup == "mark":
            continue
        for letter in " " if m.lastgroup == "space" else unescape(m[0]):
            letters.append(letter)
            at.append(m.span())
    return "".join(letters), at


def raw_text(data: bytes, cleaned: Callable[[str], str], text: str) -> str | None:
    """The characters of a file before it was cleaned, where `text` is what they were cleaned to; None where it is not."""
    for encoding in _encodings(data):
        try:
            raw = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if cleaned(raw) == text:
            return raw
    return None


def _encodings(data: bytes) -> Iterator[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    yield from ("utf-8-sig", "cp1252")


def is_text(source: str) -> bool:
    """Whether a file of that name is read as plain text or Markdown."""
    from bigpicture.intake import ARCHIVES, KINDS, LINED, MAIL
    from bigpicture.intake.text import from_markdown, from_text

    suffix = PurePath(source).suffix.lower()
    return KINDS.get(suffix, from_text) in (from_text, from_markdown) and suffix not in (*ARCHIVES, *LINED, *MAIL)
