"""Bytes to text that is final: decoded, newlines made one kind, and free of what no text holds."""

from __future__ import annotations

from bigpicture.errors import InputError

LIMIT = 5_000_000  # bytes; the longest film feature has some 100,000 characters
_ENCODINGS = ("utf-8", "cp1252")


def decode(source: str, data: bytes) -> str:
    """The text of a file. Raises InputError where it is too large, or no text."""
    if len(data) > LIMIT:
        raise InputError(
            source, f"larger than {LIMIT // 1_000_000} MB, so not an article", "split it into articles, or use JSONL"
        )
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return clean(_decoded(source, data, (encoding,)))
    if b"\0" in data:
        at = data.index(b"\0")
        raise InputError(source, f"a binary file, not text (byte {at} is NUL)", "give text, Markdown, HTML or JSON")
    return clean(_decoded(source, data, _ENCODINGS))


def _decoded(source: str, data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1252" or _plausible(text):
            return text
    raise InputError(source, f"bytes that are no text (tried {', '.join(encodings)})", "save it as UTF-8")


def _plausible(text: str) -> bool:
    """cp1252 decodes almost anything: text has few control characters and mostly plain letters."""
    odd = sum(c < " " and c not in "\t\n\r\f" for c in text)
    plain = sum(c.isascii() for c in text)
    return odd == 0 and plain > 0.7 * len(text)


def clean(text: str) -> str:
    """One kind of newline; no NUL, no lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufeff", "")
    return text.encode("utf-8", "replace").decode("utf-8")
