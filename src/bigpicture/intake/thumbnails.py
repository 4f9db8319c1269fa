"""A picture of somebody's server made into a small one of our own: decoded, shrunk, and written anew.

Nothing of the bytes that came is kept: no metadata, no colour profile, no comment, nothing behind the picture's end. What a
server says that it sends does not count; the bytes are looked at, and only still JPEG, PNG and WebP pictures are taken. An SVG
image is a document, and is refused. Needs Pillow: pip install 'bigpicture[pictures]'.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from bigpicture.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image as Drawn

ACCEPT = "image/jpeg, image/png, image/webp"
MEDIA = "image/jpeg"  # of every thumbnail
_FORMATS = ("JPEG", "PNG", "WEBP")
_PIXELS = 40_000_000  # that are decoded: 120 MB; stills for the press have up to 25 million
_LARGE, _SMALL = (480, 480), 48  # pixels: what a thumbnail fits into; what is smaller is a button, and no first look
_SIDE = 20_000  # pixels of a side: narrower strips of the same size are no pictures
_SCANS = 100  # of a JPEG picture: each goes over all of it again, and an empty one takes a few bytes
_QUALITY = 80
_LEAVE = "follow its link instead"


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture, as it is stored and served."""

    digest: str  # of its bytes: SHA-256
    width: int
    height: int
    data: bytes


def available() -> bool:
    """Whether the library that draws pictures is installed."""
    from importlib.util import find_spec

    return find_spec("PIL") is not None


def thumbnail(source: str, data: bytes) -> Thumbnail:
    """A small JPEG picture of the one that some bytes hold. Raises InputError where they hold none that is fit to be shown.

    To be called from one thread at a time.
    """
    try:
        small = _shrunk(source, data)
        out = BytesIO()
        small.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - what decoders raise that read a hostile server's bytes
        words = "".join(c if c.isprintable() else " " for c in str(error).replace(repr(source), "")[:80])
        raise InputError(source, f"a broken picture ({words or type(error).__name__})", _LEAVE) from None
    made = out.getvalue()
    return Thumbnail(sha256(made).hexdigest(), small.width, small.height, made)


def _shrunk(source: str, data: bytes) -> Drawn:
    """The picture alone, upright and small, on white where it is transparent."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if data.count(b"\xff\xda") > _SCANS:
        raise InputError(source, "a picture of more passes than are decoded", _LEAVE)
    Image.MAX_IMAGE_PIXELS = _PIXELS
    try:
        with (
            warnings.catch_warnings()
        ):  # the library warns of what is over its limit, and refuses what is twice over it
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(BytesIO(data), formats=_FORMATS)  # reads the head only
    except UnidentifiedImageError:
        raise InputError(source, "no JPEG, PNG or WebP picture", _LEAVE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InputError(source, "a picture of more pixels than are decoded", _LEAVE) from None
    with found:
        _refuse(source, found)
        found.draft("RGB", (_LARGE[0] * 2, _LARGE[1] * 2))  # a JPEG picture is decoded at about the size that is needed
        found.thumbnail((_LARGE[0] * 2, _LARGE[1] * 2))
        upright = ImageOps.exif_transpose(found).convert("RGBA")
    upright.thumbnail(_LARGE)
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    return clean


def _refuse(source: str, found: Drawn) -> None:
    width, height = found.size
    if max(width, height) > _SIDE:
        raise InputError(source, f"a picture of {width:,} by {height:,} pixels, no shape that is shown", _LEAVE)
    if min(width, height) < _SMALL:
        raise InputError(source, f"a picture of {width} by {height} pixels, too small to be one of a film", _LEAVE)
    if getattr(found, "is_animated", False):
        raise InputError(source, "an animated picture", _LEAVE)
