"""The small copy of a picture, as an update made it: nothing is fetched for whoever asks."""

from __future__ import annotations

import re

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from bigpicture.record import thumbnails
from bigpicture.web.render import answer

router = APIRouter(include_in_schema=False)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_YEAR = 365 * 86_400  # seconds: the address tells the bytes


@router.get("/thumbnail/{digest}")
def show(request: Request, digest: str) -> Response:
    """The copy with a digest, where copies are shown."""
    found = None
    if request.app.state.config.thumbnails and _DIGEST.fullmatch(digest):
        with request.app.state.record.read() as connection:
            found = thumbnails.data(connection, digest)
    if found is None:
        raise HTTPException(404, "no such picture is kept here")
    who = "public" if request.app.state.config.public else "private"
    kept = {"cache-control": f"{who}, max-age={_YEAR}, immutable", "vary": "Cookie"}
    return answer(request, found, "image/jpeg", headers=kept)
