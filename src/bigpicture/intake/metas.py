"""The meta elements of a page, and the words of its small elements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from bigpicture.intake.plain import line_of

_MOST_META = 500


class Metas:
    """The contents of a page's meta elements by their names in lower case."""

    def __init__(self, root: Any) -> None:
        self.known: dict[str, list[str]] = {}
        for number, element in enumerate(root.iter("meta")):
            if number >= _MOST_META:
                break
            name = (
                element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
            )
            content = element.get("content")
            if name and content and not content.isspace():
                self.known.setdefault(name.strip().lower(), []).append(content)

    def all(self, names: list[str]) -> list[str]:
        """The contents of the first of the names that is there."""
        return next((self.known[n] for n in names if n in self.known), [])

    def get(self, *names: str) -> str:
        """The first content of the first of the names that is there, "" without one."""
        return next((self.known[n][0] for n in names if n in self.known), "")


def words(element: Any) -> str:
    """The words of a small element on one line."""
    return line_of("".join(islice(element.itertext(), 50)))


def first(elements: Iterator[Any], most: int) -> list[Any]:
    """The first of the elements, so that a page of thousands costs no more than one of a few."""
    return list(islice(elements, most))
