"""Days that addresses name."""

from __future__ import annotations

from bigpicture.intake.dates import published_date


def moment(text: str | None) -> str | None:
    """A day, month or year; None where none is named. Raises InputError where it is none."""
    return published_date("as_of", text) if text else None
