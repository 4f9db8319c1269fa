"""Serving the app: the socket first, so that a taken port is one clear error, then the address, then uvicorn."""

from __future__ import annotations

import socket
import sys
from urllib.parse import urlsplit

from bigpicture.errors import InputError
from bigpicture.record import Record
from bigpicture.web.config import Config


def run(record: Record, host: str, port: int, base: str = "") -> None:
    """Serve until a signal ends it. Raises InputError where it cannot listen there."""
    import uvicorn

    from bigpicture.web.app import create

    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    named = [name for name in (urlsplit(base).hostname, host) if name]
    config = Config(base.rstrip("/"), tuple(dict.fromkeys([*Config().hosts, *named])))
    print(f"bigpicture is at {address}/ (Ctrl+C ends it)", file=sys.stderr, flush=True)
    settings = uvicorn.Config(
        create(record, config), log_level="warning", server_header=False, access_log=False, proxy_headers=False
    )
    uvicorn.Server(settings).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise InputError(
            f"{host}:{port}", f"cannot be listened at ({error.strerror})", "choose another with --port"
        ) from None
    return made
