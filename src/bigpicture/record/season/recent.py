"""Seasons that were asked for lately, kept while nothing changes: pages ask for the same one over and over.

What a season tells hangs on claims, which are only added, and on decisions. While none is added or undone it is the same.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sqlalchemy import Connection, func, select

from bigpicture.record.schema import CLAIM, DECISION
from bigpicture.record.season import checked, season
from bigpicture.record.season.types import Season

_MOST = 4  # seasons that are kept
_kept: OrderedDict[tuple[object, ...], Season] = OrderedDict()
_lock = Lock()


def recent(connection: Connection, label: str, *, moment: str | None = None) -> Season:
    """A season as season.season gives it, worked out anew only where something changed. Raises InputError for no label."""
    key = (str(connection.engine.url), checked(label), moment, *_stamp(connection))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = season(connection, label, moment=moment)
    with _lock:
        _kept[key] = made
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made


def _stamp(connection: Connection) -> tuple[object, ...]:
    """What is another whenever a claim or decision came or went."""
    claims = select(func.max(CLAIM.c.id)).scalar_subquery()
    undone = select(func.count(DECISION.c.undone_at)).scalar_subquery()
    return tuple(connection.execute(select(claims, func.max(DECISION.c.id), undone)).one())
