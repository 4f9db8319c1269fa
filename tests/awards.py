"""A season of our own making, far ahead of any table: five directors, a guild's prize, a ceremony; told article by article."""

from __future__ import annotations

from bigpicture.record import Record
from tests.seasonpress import Said, tell, won

LABEL, YEAR = "2030-31", 2031
DIRECTORS = {
    "Low Water": "Ines Marlow", "Paper Kites": "Jonah Pryce", "The Tide Table": "Olu Adeyinka", "Skerry": "Hugo Lind",
    "Glass Harbour": "Mara Quill",
}  # fmt: skip
GUILD = "Directors Guild of America Awards"


def nominations(record: Record) -> None:
    """The morning of the nominations: all five directors, and two of the films for best picture."""
    up = [Said(film, "Best Director", person, YEAR) for film, person in DIRECTORS.items()]
    up += [Said(film, "Best Picture", None, YEAR) for film in ("Low Water", "Paper Kites")]
    tell(record, *up, on="2031-01-21", outlet="The Daily Reel", now="2031-01-21T14:00:00Z")


def guild(record: Record) -> None:
    """The guild: up for its prize were three of them, and Jonah Pryce won."""
    up = [Said(f, "Best Director", DIRECTORS[f], YEAR, GUILD) for f in ("Low Water", "Paper Kites", "Skerry")]
    tell(record, *up, on="2031-01-28", outlet="Screen Ledger", now="2031-01-28T14:00:00Z")
    win = won("Paper Kites", "Best Director", "Jonah Pryce", year=YEAR, award=GUILD)
    tell(record, win, on="2031-02-09", outlet="Coast Wire", now="2031-02-09T14:00:00Z")


def rumour(record: Record) -> None:
    """A win at the guild that is only rumoured: nothing that a forecast may move by."""
    win = won("Skerry", "Best Director", "Hugo Lind", year=YEAR, award=GUILD, status="rumoured")
    tell(record, win, on="2031-02-01", outlet="The Whisper", now="2031-02-01T14:00:00Z")


def ceremony(record: Record) -> None:
    """The night: the guild's choice is the Academy's."""
    win = won("Paper Kites", "Best Director", "Jonah Pryce", year=YEAR)
    tell(record, win, on="2031-03-31", outlet="The Daily Reel", now="2031-03-31T14:00:00Z")
