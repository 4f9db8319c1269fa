"""Addresses of targets are secrets: they are stored encrypted, with a key that is not in the store.

The key is BIGPICTURE_SECRET's, or lies in a file that only its owner can read, in the data folder. A copy of the store
tells nothing without it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from bigpicture.errors import InputError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet  # 30 ms: only where something is sealed

NAME = "secret.key"
_SHORTEST = 16  # characters of BIGPICTURE_SECRET


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals and opens texts. The key is made when the first one is sealed."""

    folder: Path | None  # where the key's file lies
    secret: str | None = field(default=None, repr=False)  # BIGPICTURE_SECRET, used in its place

    def seal(self, values: Mapping[str, str]) -> str:
        """Values as a text that only the key opens. Raises InputError where there is no key and none can be made."""
        return self._fernet(make=True).encrypt(json.dumps(dict(values)).encode()).decode()

    def open(self, sealed: str) -> dict[str, str]:
        """What was sealed. Raises InputError where the key is another one, or missing."""
        from cryptography.fernet import InvalidToken

        try:
            values: dict[str, str] = json.loads(self._fernet(make=False).decrypt(sealed.encode()))
        except InvalidToken:
            raise InputError(self._name, "not the key that this was encrypted with", _REMEDY) from None
        return values

    def _fernet(self, *, make: bool) -> Fernet:
        from cryptography.fernet import Fernet

        try:
            return Fernet(self._key(make=make))
        except ValueError:
            raise InputError(self._name, "no key", _REMEDY) from None

    @property
    def _name(self) -> str:
        return "BIGPICTURE_SECRET" if self.secret else str(self.folder / NAME if self.folder else NAME)

    def _key(self, *, make: bool) -> bytes:
        if self.secret:
            return _stretched(self.secret)
        if self.folder is None:
            raise InputError(NAME, "no folder to keep the key in", "set BIGPICTURE_SECRET")
        path = self.folder / NAME
        try:
            if make and not path.exists():
                _make(path)
            if os.name == "posix" and path.stat().st_mode & 0o077:
                raise InputError(str(path), "readable by others than its owner", f"chmod 600 {path}")
            return path.read_bytes().strip()
        except FileNotFoundError:
            raise InputError(str(path), "the key is missing", _REMEDY) from None
        except OSError as error:
            raise InputError(str(path), f"cannot be used ({error.strerror})", "check its folder") from None


_REMEDY = "put back the key that belongs to this store, or remove the watch and make it again"


def _make(path: Path) -> None:
    """A new key, whole or not at all; of two made at once the first one stays."""
    from cryptography.fernet import Fernet

    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=NAME) as made:  # 0600 from the beginning
        made.write(Fernet.generate_key())
        made.flush()
        os.fsync(made.fileno())
        try:
            os.link(made.name, path)
        except FileExistsError:
            return


def _stretched(secret: str) -> bytes:
    """A key from words: slow, so that they are not found by trying."""
    if len(secret) < _SHORTEST:
        raise InputError("BIGPICTURE_SECRET", f"of less than {_SHORTEST} characters", "make it longer, by chance")
    made = hashlib.scrypt(secret.encode(), salt=b"bigpicture alerts", n=2**14, r=8, p=1, dklen=32)
    return base64.urlsafe_b64encode(made)
