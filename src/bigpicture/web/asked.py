"""What addresses ask of changes: since when, of which kinds, territory and certainty; the same of the page and its feeds."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bigpicture import times
from bigpicture.errors import InputError
from bigpicture.intake.dates import published_date
from bigpicture.record.latest import KINDS, Wanted
from bigpicture.weighing.facts import STANDINGS

ALL = "all"
_AGO = re.compile(r"(\d{1,5})([hdwmy])")
_SECONDS = {"h": 3_600, "d": 86_400, "w": 7 * 86_400, "m": 30 * 86_400, "y": 365 * 86_400}
TERRITORIES = (
    "UK",
    "US",
    "Ireland",
    "France",
    "Germany",
    "Italy",
    "Spain",
    "Japan",
    "Canada",
    "Australia",
    "worldwide",
)
LONGEST = 100  # characters of a name in a filter


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes an address asks for. `since` is as it is written there; "" is the last look."""

    since: str = ""
    kinds: tuple[str, ...] = ()
    territory: str = ""
    standings: tuple[str, ...] = ()

    @property
    def wanted(self) -> Wanted:
        """The same for the record."""
        return Wanted(self.kinds, (self.territory,) if self.territory else (), self.standings)

    @property
    def filtered(self) -> bool:
        """Whether something is left out."""
        return bool(self.kinds or self.territory or self.standings)

    def address(self, path: str, **more: object) -> str:
        """An address that asks for the same, and more."""
        named = [("since", self.since), *(("kind", k) for k in self.kinds), ("territory", self.territory),
                 *(("certainty", s) for s in self.standings), *more.items()]  # fmt: skip
        query = urlencode([(name, value) for name, value in named if value not in ("", None)])
        return f"{path}?{query}" if query else path


def asked(since: str, kinds: Sequence[str], territory: str, standings: Sequence[str]) -> Asked:
    """What an address asks for. Raises InputError where it names a kind or standing that there is not."""
    return Asked(since.strip()[:LONGEST], chosen("kind", kinds, KINDS), territory.strip()[:LONGEST],
                 chosen("certainty", standings, STANDINGS))  # fmt: skip


def chosen(name: str, given: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Choices that were made, each once; what a form leaves empty is none. Raises InputError where one is not known."""
    for one in given:
        if one and one not in known:
            raise InputError(name, f"{one[:40]!r} is none", f"choose one of {', '.join(known)}")
    return tuple(one for one in known if one in given)


def begin(since: str) -> str:
    """The moment or day that "7d", a date or "all" names, counted from the hour that it is. Raises InputError where it names none."""
    if since in ("", ALL):
        return ""
    if ago := _AGO.fullmatch(since):
        try:
            return times.after(f"{times.now()[:13]}:00:00Z", -int(ago[1]) * _SECONDS[ago[2]])
        except OverflowError:
            return ""
    return published_date("since", since)
