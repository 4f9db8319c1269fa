"""Times as text: UTC to the second, 2026-11-29T09:30:00Z, so that they sort as they follow each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc(moment: datetime) -> str:
    """A moment as text; one without a zone is taken as UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime(_FORM)


def now() -> str:
    """This moment."""
    return utc(datetime.now(UTC))


def moment(text: str) -> datetime:
    """The moment that a text names. Raises ValueError where it is none."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def after(text: str, seconds: float) -> str:
    """The moment some seconds later (or earlier, where they are negative)."""
    return utc(moment(text) + timedelta(seconds=seconds))


def whole(moment: str) -> str:
    """The end of a moment, to compare the times of articles with: a day, month or year counts whole."""
    return moment if "T" in moment else f"{moment}T24"
