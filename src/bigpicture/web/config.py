"""How the app is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """What `bigpicture serve` was told."""

    base: str = ""  # the address under which others reach it, such as https://films.example.org; "": as it was asked
    hosts: tuple[str, ...] = (
        "localhost",
        "127.0.0.1",
        "[::1]",
    )  # names it answers to, so that no other site can borrow it
    public: bool = True  # whether anybody may read; else only who signed in or shows an API token
    folder: Path | None = None  # where the key for stored secrets lies; None: none is kept
    secret: str | None = field(default=None, repr=False)  # BIGPICTURE_SECRET: the key, in place of the folder's
    thumbnails: bool = False  # whether small copies of first looks are shown, where an update made them
    allow_private: bool = False  # whether alerts may go to addresses inside this network
