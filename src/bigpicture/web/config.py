"""How the app is served."""

from __future__ import annotations

from dataclasses import dataclass
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
    folder: Path | None = None  # where the key for stored secrets and thumbnails lie; None: no such thing is kept
    thumbnails: bool = False  # whether pictures may be fetched and kept small
