"""The catalogue of known works and people: public lists to an index on disk, and names to identifiers.

    build(Path("catalogue.idx"), [Path("title.basics.tsv.gz"), Path("name.basics.tsv.gz")])
    with Catalogue.open("catalogue.idx") as catalogue:
        match = linked(catalogue.films("The Salt Road", 2025, ["Ruth Adeyemi"]))

A library of its own: it reads files and nothing else of bigpicture's, and everything works without it.
"""

from __future__ import annotations

from bigpicture.catalogue.build import Summary, build
from bigpicture.catalogue.entities import KINDS, PEOPLE, WORKS, Entity, Kind, Match
from bigpicture.catalogue.lookup import Catalogue
from bigpicture.catalogue.weigh import SURE, linked

__all__ = ["Catalogue", "Entity", "Match", "Summary", "build", "linked", "Kind", "KINDS", "PEOPLE", "WORKS", "SURE"]
