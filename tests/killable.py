"""A process that forks updates to be killed: it has loaded everything, so that a kill hits the work and not the start.

python -m tests.killable STORE SECONDS…   one update of STORE for each of SECONDS, killed after so many
"""

from __future__ import annotations

import os
import signal
import sys
import time

from bigpicture import Article, read
from bigpicture.intake import archive, feed, page, triage, web
from bigpicture.record import Record, connect
from bigpicture.update import update
from tests import press

__all__ = ["archive", "connect", "feed", "page", "triage"]


def child(store: str) -> None:
    """One whole update."""
    record = Record.open(store)
    with web.Web(allow_private=True, delay=0) as net:
        for _ in update(record, net):
            pass
    record.close()


def main() -> None:
    """Print "killed" or "ended" for each update."""
    store = sys.argv[1]
    read(Article("warm", "Ada Quill stars in Low Water."))
    page.page_article("warm", press.page(1).encode())
    for seconds in map(float, sys.argv[2:]):
        pid = os.fork()
        if pid == 0:
            try:
                child(store)
            except BaseException:  # noqa: BLE001 - the parent is to see it
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        end = time.monotonic() + seconds
        while time.monotonic() < end and os.waitpid(pid, os.WNOHANG) == (0, 0):
            time.sleep(0.002)
        try:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            status = 0
        print("killed" if os.WIFSIGNALED(status) else f"ended {status}", flush=True)


if __name__ == "__main__":
    main()
