"""Plain text and Markdown to an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from bigpicture.errors import InputError
from bigpicture.intake.dates import published_date
from bigpicture.model import Article

_DATED = re.compile(r"\s*date:?[ \t]+(\S+)[ \t]*\n?", re.I)
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)


def name_of(source: str) -> str:
    """An article's id by its file's name."""
    return PurePath(source).stem or source


def _need_text(source: str, text: str) -> str:
    if not text.strip():
        raise InputError(source, "an empty article", "give it some text, or leave it out")
    return text


def from_text(source: str, text: str) -> Iterator[Article]:
    """One article; leading words "date YYYY-MM-DD" tell when it was published."""
    published = None
    dated = _DATED.match(text)
    if dated and re.match(r"\d", dated[1]):
        published = published_date(f"{source}: first line", dated[1])
        text = text[dated.end() :]
    yield Article(name_of(source), _need_text(source, text.strip()), published=published)


def from_markdown(source: str, text: str) -> Iterator[Article]:
    """One article: its first heading is the headline, its front matter may tell title, date, outlet and url."""
    head: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        pairs = (line.split(":", 1) for line in front[1].splitlines() if ":" in line)
        head = {k.strip().lower(): v.strip().strip("\"'") for k, v in pairs}
        text = text[front.end() :]
    date = head.get("date") or head.get("published")
    published = published_date(f"{source}: front matter", date) if date else None
    title, body = _plain(text)
    if title and not published and (dated := _DATED.match(body)):
        published, body = published_date(f"{source}: first line", dated[1]), body[dated.end() :]
    yield Article(name_of(source), _need_text(source, body.strip()), head.get("title") or title, published,
                  head.get("outlet"), head.get("url"))  # fmt: skip


def _plain(markdown: str) -> tuple[str | None, str]:
    """(first heading, the text without markup)."""
    from markdown_it import MarkdownIt

    title, blocks, heading = None, [], False
    for token in MarkdownIt().parse(markdown):
        if token.type == "heading_open":
            heading = token.tag == "h1"
        elif token.type == "inline":
            words = "".join(_words(t.type, t.content) for t in token.children or ())
            if heading and title is None:
                title = words
            else:
                blocks.append(words)
            heading = False
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip())
    return title, "\n\n".join(blocks)


def _words(kind: str, content: str) -> str:
    if kind in ("softbreak", "hardbreak"):
        return "\n" if kind == "hardbreak" else " "
    return "" if kind in ("image", "html_inline") else content
