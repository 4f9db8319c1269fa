"""Passwords and tokens: how they are made, hashed and compared. Nothing here is stored or shown.

A password is guessable, so its hash is slow (Argon2id). A token is 256 bits of chance, so a plain digest of it tells
nothing, and can be looked up.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bigpicture.errors import InputError

SHORTEST, LONGEST = 12, 1_000  # characters of a password
_HASHER = PasswordHasher()  # Argon2id with RFC 9106's parameters for little memory: 64 MiB
_TURN = BoundedSemaphore(2)  # hashes at once, so that many who try to sign in do not fill the memory


def hashed(password: str) -> str:
    """A password's Argon2id hash, with its salt. Raises InputError where it is too short or too long."""
    if not SHORTEST <= len(_normal(password)) <= LONGEST:
        raise InputError(
            "password", f"not of {SHORTEST} to {LONGEST} characters", "choose some words that only you know"
        )
    with _TURN:
        return _HASHER.hash(_normal(password))


def fits(password: str, stored: str | None) -> bool:
    """Whether it is the password of a hash; that takes as long where there is no hash."""
    if len(password) > LONGEST:
        return False
    nobodys = _nobodys()  # made once, whether or not it is needed
    with _TURN:
        try:
            return _HASHER.verify(stored or nobodys, _normal(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def token(kind: str = "") -> str:
    """A new secret that nobody can guess, fit for an address; `kind` is put before it, to tell what it is when found."""
    return f"{kind}{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def derived(secret: str, purpose: str) -> str:
    """A token that only those can make who know another one, and that does not tell it."""
    return hmac.new(secret.encode("utf-8", "replace"), purpose.encode(), "sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _normal(password: str) -> str:
    """The same characters, whichever way a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
