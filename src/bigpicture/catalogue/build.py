"""Sources to an index on disk, in one pass over each and with memory that does not grow with them.

While it works, it needs room beside the index, some 100 bytes a name and 20 a line of title.principals, and for as much again
where SQLite sorts (the environment's SQLITE_TMPDIR, else the system's temporary folder). An index appears whole or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bigpicture.catalogue import sources
from bigpicture.catalogue.finish import Progress, finish
from bigpicture.catalogue.sources import Form
from bigpicture.catalogue.staging import Staging
from bigpicture.errors import InputError, StoreError

MOST_BROKEN = 1000  # a file with more broken lines is not what it seems
_KEPT = 100  # problems of a summary
_STEP = 10_000  # records between two reports of progress


@dataclass(slots=True)
class Summary:
    """What became of the sources."""

    records: int = 0
    broken: int = 0
    problems: list[InputError] = field(default_factory=list)  # the first of those broken
    entities: Mapping[str, int] = field(default_factory=dict)  # by kind; "credit": people known by name alone
    names: int = 0  # different wordings that are filed
    size: int = 0  # bytes of the index

    def note(self, problem: InputError) -> None:
        """Count a problem."""
        self.broken += 1
        if len(self.problems) < _KEPT:
            self.problems.append(problem)


def build(
    path: Path,
    files: Iterable[Path],
    *,
    form: Form | None = None,
    everything: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Make the index at `path` from files, in place of the one that is there; their order does not matter.

    Each is read in the format `form`, or in that of its first bytes. Raises InputError where they name nothing at all (the old
    index stays), StoreError where the index cannot be written.
    """
    summary = Summary()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            staging = Staging(Path(folder) / "facts")
            try:
                for file in files:
                    _load(file, form, everything, staging, summary, progress or _quiet)
                staging.flush()
                made = Path(folder) / "index"
                summary.entities, summary.names = finish(staging.db, made, progress or _quiet)
            finally:
                staging.close()
            if not any(count for kind, count in summary.entities.items() if kind != "credit"):
                raise _nothing(summary)
            made.replace(path)
        summary.size = path.stat().st_size
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            str(path), f"cannot be written ({error})", "check the folder, and the room on its disk"
        ) from None
    return summary


def _quiet(_what: str, _count: int) -> None:
    """No report of progress."""


def _nothing(summary: Summary) -> InputError:
    if summary.problems:
        return summary.problems[0]
    return InputError("catalogue", "no known work or person in what was given", "give title.basics.tsv, name.basics.tsv, or a Wikidata dump")  # fmt: skip


def _load(
    file: Path, form: Form | None, everything: bool, staging: Staging, summary: Summary, progress: Progress
) -> None:
    """Lay down what a file says; past MOST_BROKEN problems the rest of it is left unread."""
    count = broken = 0
    for item in sources.records(file, form, everything=everything):
        if isinstance(item, InputError):
            broken += 1
            summary.note(item)
            if broken > MOST_BROKEN:
                summary.note(InputError(str(file), f"more than {MOST_BROKEN} broken lines", "check that it is the right file; what was read of it is kept"))  # fmt: skip
                break
        else:
            staging.add(item)
            summary.records += 1
            count += 1
            if count % _STEP == 0:
                progress(file.name, count)
    progress(file.name, count)
