"""Every error that bigpicture raises on purpose.

BigpictureError
├── InputError      a file, folder or stream that holds no article: names it, the place in it, the remedy
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


class ModelError(BigpictureError):
    """The trained model cannot be used."""


class GoldError(BigpictureError):
    """An annotated article that breaks the vocabulary."""
