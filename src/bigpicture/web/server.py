"""Serving the app: the socket first, so that a taken port is one clear error, then the address, then uvicorn."""

from __future__ import annotations

import gc
import socket
import sys
from dataclasses import replace
from urllib.parse import urlsplit

from bigpicture.errors import InputError
from bigpicture.record import Record
from bigpicture.web.config import Config

_YOUNG = 20_000  # objects made before the youngest are looked through: a page makes some thousands, which go at once


def run(record: Record, host: str, port: int, config: Config = Config()) -> None:  # noqa: B008 - frozen
    """Serve until a signal ends it. Raises InputError where it cannot listen there."""
    import uvicorn

    from bigpicture.web.app import create

    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    named = [name for name in (urlsplit(config.base).hostname, host) if name]
    config = replace(config, base=config.base.rstrip("/"), hosts=tuple(dict.fromkeys([*config.hosts, *named])))
    print(f"bigpicture is at {address}/ (Ctrl+C ends it)", file=sys.stderr, flush=True)
    settings = uvicorn.Config(
        create(record, config), log_level="warning", server_header=False, access_log=False,
        # with an address of its own the app stands behind a proxy on this machine, which tells whom it serves
        proxy_headers=bool(config.base), forwarded_allow_ips="127.0.0.1,::1",
    )  # fmt: skip
    # What is there now stays: looking through it for what can be dropped would hold up a request for 100 ms now and then.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
    uvicorn.Server(settings).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: else asyncio leaves TCP_NODELAY off
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen()  # whoever reads the address below may ask at once
    except OSError as error:
        made.close()
        raise InputError(
            f"{host}:{port}", f"cannot be listened at ({error.strerror})", "choose another with --port"
        ) from None
    return made
