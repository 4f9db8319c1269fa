"""Who asks: whether somebody is signed in, and may change things."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import HTTPException, Request


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks for a page."""

    signed_in: bool = False
    csrf: str = ""  # to be sent back with every form, as its field `csrf`


def viewer(request: Request) -> Viewer:
    """Whoever asks."""
    found: Viewer | None = getattr(request.state, "viewer", None)
    return found or Viewer()


def signed_in(request: Request) -> Viewer:
    """A dependency of pages that only the owner sees: sends others to sign in, and back."""
    found = viewer(request)
    if not found.signed_in:
        target = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="")
        raise HTTPException(303, "sign in first", {"location": f"/signin?next={target}"})
    return found


async def changing(request: Request) -> Viewer:
    """A dependency of every form that changes something: signed in, and the form is one of our own pages' (CSRF)."""
    found = signed_in(request)
    form = await request.form()
    if not found.csrf or form.get("csrf") != found.csrf:
        raise HTTPException(403, "this form was not made by this app, or is too old; load the page again")
    return found
