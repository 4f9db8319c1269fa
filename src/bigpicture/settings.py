"""Settings: a flag, else the environment, else the file config.toml, else the default. Nobody else reads them.

BIGPICTURE_DB and `db` name the store, BIGPICTURE_CONTACT and `contact` whom publishers can write to. BIGPICTURE_SECRET is
the key for what is stored encrypted, in place of a file beside the store; it has no place in config.toml.
BIGPICTURE_THUMBNAILS and `thumbnails` (true or false) say whether small copies of first looks are kept and shown.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bigpicture.errors import InputError

_NAMES = ("db", "contact")
_SWITCHES = ("thumbnails",)
_WORDS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is, and who fetches."""

    db: str  # path of a SQLite file, or a database URL
    contact: str | None  # an address or page, sent to every server with the User-Agent
    folder: Path  # of what belongs to the store and is not in it: the SQLite file's own, else the platform's
    secret: str | None = field(default=None, repr=False)
    thumbnails: bool = False  # whether small copies of first looks are kept and shown


def load(db: str | None = None, contact: str | None = None, thumbnails: bool | None = None) -> Settings:
    """The settings; arguments are what flags said. Raises InputError where config.toml, or a switch, is no good."""
    from platformdirs import user_config_path, user_data_path

    path = Path(os.environ.get("BIGPICTURE_CONFIG") or user_config_path("bigpicture") / "config.toml")
    stored = _file(path)
    found = {
        name: flag or os.environ.get(f"BIGPICTURE_{name.upper()}") or _text(stored.get(name))
        for name, flag in (("db", db), ("contact", contact))
    }
    data = user_data_path("bigpicture")
    store = found["db"] or str(data / "bigpicture.db")
    folder = data if "://" in store else Path(store).absolute().parent
    kept = _switch("thumbnails", stored) if thumbnails is None else thumbnails
    return Settings(store, found["contact"], folder, os.environ.get("BIGPICTURE_SECRET") or None, kept)


def _text(value: str | bool | None) -> str | None:
    return value if isinstance(value, str) else None


def _switch(name: str, stored: Mapping[str, str | bool]) -> bool:
    said = os.environ.get(f"BIGPICTURE_{name.upper()}")
    if not said:
        return stored.get(name) is True
    if said.lower() not in _WORDS:
        raise InputError(
            f"BIGPICTURE_{name.upper()}", f"neither true nor false: {said[:40]}", "set it to true or false"
        )
    return _WORDS[said.lower()]


def _file(path: Path) -> dict[str, str | bool]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "mend it, or move it away") from None
    for name, value in values.items():
        if name in _SWITCHES and not isinstance(value, bool):
            raise InputError(str(path), f"{name} is neither true nor false", f"write: {name} = true")
        if name not in (*_NAMES, *_SWITCHES) or (name in _NAMES and not isinstance(value, str)):
            raise InputError(str(path), f"no such setting: {name}", f"settings: {', '.join((*_NAMES, *_SWITCHES))}")
    return values
