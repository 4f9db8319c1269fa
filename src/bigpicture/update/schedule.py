"""When to ask again: pure decisions, all in seconds.

A source is asked at the pace at which it publishes, and never more often than it wishes to be (RSS ttl, sy:updatePeriod,
Cache-Control). What fails is asked more and more rarely.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from bigpicture.times import moment

LEAST, MOST = 15 * 60, 24 * 3600  # between two polls of a source
UNKNOWN = 3600  # of a source that has not shown its pace
_RECENT = 20  # the items whose times tell the pace
_REVISITS = (
    24 * 3600,
    7 * 24 * 3600,
)  # after a page was stored: most edits come on the first day, corrections within the week
_RETRIES = (5 * 60, 30 * 60, 3 * 3600, 12 * 3600, 24 * 3600)  # of a page that could not be had for a passing reason


def pace(times: Sequence[str], now: str) -> int:
    """How often to ask a source whose items came out at `times`: twice as often as it publishes.

    A source that fell silent is asked more rarely: never more often than a quarter of its silence.
    """
    recent = sorted((moment(t) for t in times if t <= now), reverse=True)[:_RECENT]
    if len(recent) < 2:
        return UNKNOWN
    gaps = [(a - b).total_seconds() for a, b in pairwise(recent)]
    silence = (moment(now) - recent[0]).total_seconds()
    return _within(max(median(gaps) / 2, silence / 4))


def next_poll(pace: int, ttl: int | None, fresh_for: int, jitter: float) -> int:
    """Seconds to the next poll; `jitter` from 0 to 1 spreads sources by a tenth, so that they are not asked all at once."""
    return int(_within(max(pace, ttl or 0, fresh_for)) * (1 + jitter / 10))


def after_failure(failures: int, pace: int | None, retry_after: float | None) -> int:
    """Seconds to the next poll after so many failures in a row, the first being 1."""
    wait = min(MOST, (pace or UNKNOWN) * 2 ** min(failures - 1, 10))
    return int(max(wait, retry_after or 0))


def retry(attempts: int, retry_after: float | None) -> int | None:
    """Seconds until a page is tried again that failed so often, the first time being 1; None: give it up."""
    if attempts > len(_RETRIES):
        return None
    return int(max(_RETRIES[attempts - 1], retry_after or 0))


def revisit(visits: int) -> int | None:
    """Seconds until a stored page is looked at again for edits, after so many such looks; None: no more."""
    return _REVISITS[visits] if visits < len(_REVISITS) else None


def _within(seconds: float) -> int:
    return int(min(MOST, max(LEAST, seconds)))
