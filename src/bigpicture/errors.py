"""Every error that bigpicture raises on purpose.

BigpictureError
├── InputError      a file, folder, page or stream that holds no article: names it, the place in it, the remedy
│   ├── AmbiguousError  a title or name that means several: lists them
│   └── FetchError  an address that gave nothing: names it, the cause, the remedy, and whether to try again
├── StoreError      the store cannot be opened, read or written: names it, the cause, the remedy
├── ModelError      the trained model is missing, damaged or of another version
└── GoldError       an annotated article that breaks the vocabulary
"""

from __future__ import annotations


class BigpictureError(Exception):
    """The base of all; its message is one line, fit to be shown to a user."""


class InputError(BigpictureError):
    """An input that cannot be read. `source` names it, `problem` says what and where, `remedy` what to do."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        self.source, self.problem, self.remedy = source, problem, remedy
        super().__init__(f"{source}: {problem}; {remedy}")


class FetchError(InputError):
    """An address that gave nothing. `cause` is one of CAUSES; `retry_after` the seconds the server asks to wait."""

    CAUSES = (
        "gone",  # 410: never ask again
        "missing",  # 404 and other 4xx
        "refused",  # robots.txt, 401, 403, 451
        "busy",  # 429, 503
        "server",  # other 5xx, or a broken reply
        "network",  # no address, no connection, broken off, or a bad certificate
        "timeout",
        "unsafe",  # an address inside a network, or no http
        "limit",  # too large, too many redirects
    )

    def __init__(self, source: str, problem: str, remedy: str, cause: str, retry_after: float | None = None) -> None:
        assert cause in self.CAUSES
        self.cause, self.retry_after = cause, retry_after
        super().__init__(source, problem, remedy)

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later."""
        return self.cause in ("busy", "server", "network", "timeout")


class AmbiguousError(InputError):
    """A title or name that means several things in the record. `candidates` are they, in words."""

    def __init__(
        self, source: str, candidates: list[str], remedy: str = "name one by its number, such as '#12'"
    ) -> None:
        self.candidates = candidates
        super().__init__(source, f"means {len(candidates)}: {'; '.join(candidates)}", remedy)


class StoreError(BigpictureError):
    """The store cannot be used. `source` names it, `problem` says why, `remedy` what to do."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        self.source, self.problem, self.remedy = source, problem, remedy
        super().__init__(f"{source}: {problem}; {remedy}")


class ModelError(BigpictureError):
    """The trained model cannot be used."""


class GoldError(BigpictureError):
    """An annotated article that breaks the vocabulary."""
