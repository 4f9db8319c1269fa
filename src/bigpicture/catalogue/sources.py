"""Which format a file has, and its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from bigpicture.catalogue import files, imdb, movies, wikidata
from bigpicture.catalogue.entities import Record
from bigpicture.errors import InputError

Form = Literal["wikidata", "imdb", "movies"]

_ENTITY = re.compile(rb'"type"\s*:\s*"(?:item|property|lexeme)"|"(?:labels|claims|sitelinks)"\s*:')
_FILM = re.compile(rb'"title"\s*:')


def guess(path: Path) -> Form:
    """The format of a file, by its first bytes. Raises InputError where it is none of the three, or cannot be read."""
    head = files.head(path).removeprefix(b"\xef\xbb\xbf").lstrip()
    if imdb.is_head(head.split(b"\n", 1)[0]):
        return "imdb"
    if head[:1] in (b"[", b"{"):
        if _ENTITY.search(head):
            return "wikidata"
        if _FILM.search(head):
            return "movies"
    remedy = "give a Wikidata dump (JSON), an IMDb file (TSV) or the Wikipedia movie data (JSON)"
    raise InputError(str(path), "no format that a catalogue is made from", remedy)


def records(path: Path, form: Form | None = None, *, everything: bool = False) -> Iterator[Record | InputError]:
    """The records of a file, in the given format or that of its first bytes; whatever is wrong is an InputError among them."""
    try:
        form = form or guess(path)
    except InputError as error:
        yield error
        return
    if form == "movies":
        yield from movies.records(str(path), files.blocks(path))
    elif form == "imdb":
        yield from imdb.records(str(path), files.lines(path))
    else:
        yield from wikidata.records(str(path), files.lines(path), everything=everything)
