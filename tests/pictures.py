"""Pictures that servers send, honest and hostile: the bytes of each, and what is said of those that are refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

Size = tuple[int, int]


def picture(size: Size = (1600, 900), form: str = "JPEG", mode: str = "RGB", **how: Any) -> bytes:
    """A picture with a shape in it, so that it has something to lose."""
    drawn = Image.radial_gradient("L").resize(size).convert(mode)
    return encoded(drawn, form, **how)


def encoded(drawn: Image.Image, form: str, **how: Any) -> bytes:
    """A picture as bytes."""
    out = BytesIO()
    drawn.save(out, form, **how)
    return out.getvalue()


def animated(form: str) -> bytes:
    """Two pictures in one file."""
    return picture((90, 90), form, save_all=True, append_images=[Image.new("RGB", (90, 90))])


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG file of a few KB that says it holds a picture of that size, all of one colour."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def scans() -> bytes:
    """A JPEG file that asks to be gone over hundreds of times."""
    whole = picture((600, 600), progressive=True)
    at = whole.rindex(b"\xff\xda")
    return whole[:at] + whole[at:-2] * 300 + whole[-2:]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
HOSTILE: dict[str, tuple[bytes, str]] = {
    "svg": (SVG, "no JPEG, PNG or WebP picture"),
    "html": (HTML, "no JPEG, PNG or WebP picture"),
    "gif": (picture((90, 90), "GIF", "L"), "no JPEG, PNG or WebP picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 200 200\n", "no JPEG, PNG or WebP picture"),
    "nothing": (b"", "no JPEG, PNG or WebP picture"),
    "a head only": (b"\x89PNG\r\n\x1a\n", "picture"),
    "a bomb": (bomb(60_000, 60_000), "of more pixels than are decoded"),
    "a bomb of 100 megapixels": (bomb(10_000, 10_000), "of more pixels than are decoded"),
    "a strip": (bomb(1_000_000, 30), "no shape that is shown"),
    "50 megapixels": (picture((10_000, 5_000), mode="L"), "of more pixels than are decoded"),
    "scans": (scans(), "of more passes than are decoded"),
    "cut off": (picture()[:4_000], "a broken picture"),
    "cut off png": (picture(form="PNG")[:4_000], "a broken picture"),
    "cut off webp": (picture(form="WEBP")[:4_000], "picture"),
    "a button": (picture((32, 32)), "too small"),
    "moving webp": (animated("WEBP"), "an animated picture"),
    "moving png": (animated("PNG"), "an animated picture"),
}
