"""The network seam's memory of hosts, kept in the record."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bigpicture.intake.hosts import HostNote
from bigpicture.record import Record, hosts


@dataclass(frozen=True, slots=True)
class StoredHosts:
    """The Hosts of a Web, so that politeness outlives a run. Raises StoreError."""

    record: Record

    def get(self, name: str) -> HostNote | None:
        """The note on a host or origin."""
        with self.record.read() as connection:
            note = hosts.get(connection, name)
        return HostNote(**note) if note else None

    def put(self, name: str, note: HostNote) -> None:
        """Remember a note, in place of the one before."""
        with self.record.write() as connection:
            hosts.put(connection, name, asdict(note))
