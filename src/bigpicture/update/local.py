"""Sources on this machine: files and folders of articles, and archives, each read once and again when it changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from bigpicture.errors import InputError
from bigpicture.record import Record, items, sources
from bigpicture.record.articles import Filed
from bigpicture.record.sources import Source
from bigpicture.times import after
from bigpicture.update.desk import Desk, Raw
from bigpicture.update.filing import Origin, store, stored_digest
from bigpicture.update.steps import Step, problem

if TYPE_CHECKING:
    from bigpicture.intake.archive import Tally as ArchiveTally

_ASIDE = 16  # articles at the desk at once
PACE = 15 * 60  # seconds between two looks at a folder by update --every


@dataclass(slots=True)
class Local:
    """One run over a source on this machine."""

    record: Record
    desk: Desk
    now: Callable[[], str]
    stop: Event
    source: Source
    stored: int = 0
    open: deque[tuple[Future[Filed | InputError], Origin, Raw]] = field(default_factory=deque)

    def run(self) -> Iterator[Step]:
        """Every step of a run over the source, which this process has leased."""
        yield Step(self.source, "asked")
        path = Path(self.source.address)
        fault = None if path.exists() else InputError(str(path), "no such file or folder", _ABSENT)
        if fault:
            yield Step(self.source, "broken", name=str(path), problem=problem(fault))
        elif self.source.kind == "archive":
            yield from self._archive(path)
        else:
            yield from self._files(path)
        self._looked(fault)
        yield Step(self.source, "done", count=self.stored)

    def _looked(self, fault: InputError | None) -> None:
        now = self.now()
        with self.record.write() as connection:
            sources.change(connection, self.source.id, checked_at=now, next_at=after(now, PACE),
                           failures=self.source.failures + 1 if fault else 0, problem=problem(fault) if fault else None)  # fmt: skip
            sources.release(connection, self.source.id)

    # Files

    def _files(self, path: Path) -> Iterator[Step]:
        from bigpicture.intake import articles, files_of

        found = {str(p): _stamp(p) for p in files_of(path)}
        with self.record.read() as connection:
            known = items.digests(connection, self.source.id, found)
        fresh = [name for name, stamp in found.items() if known.get(name) != stamp]
        if fresh:
            yield Step(self.source, "offered", count=len(fresh))
        for name in fresh:
            if self.stop.is_set():
                return
            fault = None
            for item in articles([name]):
                if isinstance(item, InputError):
                    fault = problem(item)
                    yield Step(self.source, "failed", name=item.source, problem=fault)
                else:
                    yield from self._submit(Raw(name, item), Origin(self.source))
            yield from self._drain(0)
            with self.record.write() as connection:
                items.finish(connection, self.source.id, name, found[name], fault)

    # Archives

    def _archive(self, path: Path) -> Iterator[Step]:
        stamp, name = _stamp(path), str(path)
        with self.record.read() as connection:
            item = items.known(connection, self.source.id, name)
        if item and item.digest == stamp:
            return
        going_on = item and item.digest == f"{stamp}+" and item.payload
        start = int(item.payload["offset"]) if item and item.payload and going_on else 0
        yield from self._captures(path, stamp, start)
        if not self.stop.is_set():
            with self.record.write() as connection:
                items.finish(connection, self.source.id, name, stamp)

    def _captures(self, path: Path, stamp: str, start: int) -> Iterator[Step]:
        from bigpicture.intake.archive import Tally, captures
        from bigpicture.intake.triage import film_journalism

        tally = Tally()
        for capture in captures(path, start, judge=film_journalism, tally=tally):
            if self.stop.is_set():
                break
            if isinstance(capture, InputError):
                yield Step(self.source, "failed", name=capture.source, problem=problem(capture))
                continue
            origin = Origin(self.source, addresses=(capture.url,), checkpoint=(str(path), stamp, capture.offset))
            known = stored_digest(self.record, [capture.url])
            raw = Raw(capture.url, None, capture.body, capture.url, capture.charset, known)
            yield from self._submit(raw, origin)
        yield from self._drain(0)
        with self.record.write() as connection:
            sources.change(connection, self.source.id, notes=_told(tally))

    # The desk

    def _submit(self, raw: Raw, origin: Origin) -> Iterator[Step]:
        self.open.append((self.desk.submit(raw), origin, raw))
        yield from self._drain(_ASIDE if self.desk.workers > 1 else 0)

    def _drain(self, most: int) -> Iterator[Step]:
        """Store what the desk has done, in the order it was given, until no more than `most` are left."""
        while len(self.open) > most:
            future, origin, raw = self.open.popleft()
            filed = future.result()
            if isinstance(filed, InputError):
                yield Step(self.source, "failed", name=filed.source, problem=problem(filed))
            else:
                step = store(self.record, filed, origin, self.now())
                self.stored += step.what in ("new", "changed")
                yield replace(step, name=step.name or raw.name)


_ABSENT = "put it back, or stop following it with: bigpicture remove"


def _told(tally: ArchiveTally) -> list[str]:
    """What was passed over in an archive, and why: what is not read is shown."""
    passed = ", ".join(f"{count} {why}" for why, count in tally.skipped.most_common())
    return [f"of {tally.records} records {tally.pages} were read" + (f"; passed over: {passed}" if passed else "")]


def _stamp(path: Path) -> str:
    """What tells whether a file changed, without reading it."""
    try:
        stat = path.stat()
    except OSError:
        return "gone"
    return f"{stat.st_size}-{stat.st_mtime_ns}"
