"""Settings: a flag, else the environment, else the file config.toml, else the default. Nobody else reads them.

BIGPICTURE_DB and `db` name the store, BIGPICTURE_CONTACT and `contact` whom publishers can write to. BIGPICTURE_SECRET is
the key for what is stored encrypted, in place of a file beside the store; it has no place in config.toml.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from bigpicture.errors import InputError

_NAMES = ("db", "contact")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is, and who fetches."""

    db: str  # path of a SQLite file, or a database URL
    contact: str | None  # an address or page, sent to every server with the User-Agent
    folder: Path  # of what belongs to the store and is not in it: the SQLite file's own, else the platform's
    secret: str | None = field(default=None, repr=False)


def load(db: str | None = None, contact: str | None = None) -> Settings:
    """The settings; arguments are what flags said. Raises InputError where config.toml is no good."""
    from platformdirs import user_config_path, user_data_path

    path = Path(os.environ.get("BIGPICTURE_CONFIG") or user_config_path("bigpicture") / "config.toml")
    stored = _file(path)
    found = {
        name: flag or os.environ.get(f"BIGPICTURE_{name.upper()}") or stored.get(name)
        for name, flag in (("db", db), ("contact", contact))
    }
    data = user_data_path("bigpicture")
    store = found["db"] or str(data / "bigpicture.db")
    folder = data if "://" in store else Path(store).absolute().parent
    return Settings(store, found["contact"], folder, os.environ.get("BIGPICTURE_SECRET") or None)


def _file(path: Path) -> dict[str, str]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "mend it, or move it away") from None
    for name, value in values.items():
        if name not in _NAMES or not isinstance(value, str):
            raise InputError(str(path), f"no such setting: {name}", f"settings are text: {', '.join(_NAMES)}")
    return values
