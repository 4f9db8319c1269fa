"""Search: titles and names, also where they are misspelled; articles and quotations by their words.

    names of films and people    name_index, name_search    the same tables on every database
    words of articles, quotes    text_sqlite, text_postgres  the full-text index of each

What is stored can be found once its transaction ends.
"""

from __future__ import annotations

from sqlalchemy import Connection

from bigpicture.record import name_index, text_postgres, text_sqlite
from bigpicture.record.name_index import Kind, fill, note
from bigpicture.record.name_search import Name, names, worded
from bigpicture.record.text_query import Passage, parse

_TEXTS = {"sqlite": text_sqlite, "postgresql": text_postgres}


def create(connection: Connection) -> None:
    """Make every index anew, in place of what is there, from what is stored: for a migration."""
    _TEXTS[connection.dialect.name].create(connection)
    name_index.TABLES.drop_all(connection)
    name_index.TABLES.create_all(connection)
    fill(connection)


def is_own(name: str | None) -> bool:
    """Whether a table belongs to an index, and so stands in no schema."""
    return name is not None and name.startswith("search_")


def articles(connection: Connection, asked: str, most: int = 10) -> list[Passage]:
    """Versions whose headline and text have all the words, else some; the best first, current versions only.

    Words between quotation marks are a phrase that must be met. Where very many texts have the words the newest are ranked.
    """
    found = parse(asked)
    return _TEXTS[connection.dialect.name].articles(connection, found, most) if found else []


def quotes(connection: Connection, asked: str, most: int = 10) -> list[Passage]:
    """Claims that are quotations with the words, as articles. They may be of texts no longer current."""
    found = parse(asked)
    return _TEXTS[connection.dialect.name].quotes(connection, found, most) if found else []


__all__ = [
    "Kind",
    "Name",
    "Passage",
    "articles",
    "create",
    "fill",
    "is_own",
    "names",
    "note",
    "quotes",
    "worded",
]
