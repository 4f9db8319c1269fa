"""The date an article was published: an EDTF day, month or year."""

from __future__ import annotations

import re
from datetime import date

from bigpicture.errors import InputError

_REMEDY = "write it as 2023-11-22, 2023-11 or 2023"


def published_date(source: str, value: object) -> str:
    """A date as YYYY-MM-DD, YYYY-MM or YYYY; a time of day is dropped. Raises InputError where it is none."""
    text = str(value).strip()
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?", text)
    if match is None:
        raise InputError(source, f"{text[:40]!r} is no date", _REMEDY)
    year, month, day = (int(g) if g else None for g in match.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise InputError(source, f"{text[:40]!r} is no date ({error})", _REMEDY) from None
    return "-".join(g for g in match.groups() if g)
