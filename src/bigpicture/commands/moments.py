"""Days and spans of time as options name them."""

from __future__ import annotations

import re

import click

_AGO = re.compile(r"(\d{1,5})([hdwmy])")
_SECONDS = {"h": 3_600, "d": 86_400, "w": 7 * 86_400, "m": 30 * 86_400, "y": 365 * 86_400}


def day(option: str, text: str | None) -> str | None:
    """A day, month or year that an option names; None where it was not given. Ends with a usage error where it is none."""
    from bigpicture.errors import InputError
    from bigpicture.intake.dates import published_date

    try:
        return published_date(option, text) if text else None
    except InputError as error:
        raise click.UsageError(str(error)) from None


def since(text: str, as_of: str | None = None) -> str:
    """The moment that "7d" or a date names, counted from now, or from the end of a day. "" is the beginning."""
    from bigpicture.record.span import span
    from bigpicture.times import after, now

    ago = _AGO.fullmatch(text)
    if ago is None:
        return day("--since", text) or ""
    end = f"{span(as_of)[1]}T23:59:59Z" if as_of else now()
    try:
        return after(end, -int(ago[1]) * _SECONDS[ago[2]])
    except OverflowError:
        return ""
