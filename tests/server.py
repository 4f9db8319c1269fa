"""A real web server on loopback, told page by page what to answer and how to misbehave.

    with Server({"/": "hello", "/old": Answer(301, headers={"Location": "/"})}) as server:
        ...server.url("/old")...
        assert [request.path for request in server.log] == ["/old", "/"]

A route is text or bytes (200), an Answer, a Raw (the bytes of the whole reply as they go over the wire, with rests
between them), or a function of the Request that gives one of those. A path with a query that has no route of its own
takes that of the path without it; a path without a route is 404.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Request:
    """A request that came in: header names are in lower case, `at` is time.monotonic()."""

    path: str
    headers: dict[str, str]
    at: float
    version: str = "HTTP/1.1"
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """A well-formed reply; Content-Length is added unless `headers` tell it."""

    status: int = 200
    body: bytes | str = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Raw:
    """A reply byte by byte: bytes are sent as they are, a number is a rest in seconds; then the connection is closed."""

    parts: Iterable[bytes | float]


Reply = str | bytes | Answer | Raw
Route = Reply | Callable[[Request], Reply]


def chunked(*chunks: bytes) -> Iterator[bytes]:
    """A body in Transfer-Encoding: chunked, for a Raw."""
    yield from (b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    yield b"0\r\n\r\n"


class Server:
    """A server under way between `with` and its end. `routes` may be changed meanwhile; `tls` makes it https."""

    def __init__(self, routes: Mapping[str, Route] | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = dict(routes or {})
        self.log: list[Request] = []
        self.most = 0  # requests that were under way at once
        self._under_way, self._lock = 0, threading.Lock()
        self._scheme = "https" if tls else "http"
        self._server = _Listener(("127.0.0.1", 0), type("Handler", (_Handler,), {"owner": self}))
        self._server.tls = tls
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path; `host` may be any name that the client is told to look up as 127.0.0.1."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for a path, in order."""
        return [request for request in self.log if request.path == path]

    def reply(self, request: Request) -> Answer | Raw:
        """What the routes have for a request; it is logged."""
        with self._lock:
            self.log.append(request)
            self._under_way += 1
            self.most = max(self.most, self._under_way)
        path = request.path if request.path in self.routes else request.path.partition("?")[0]
        route = self.routes.get(path, Answer(404))
        found = route(request) if callable(route) else route
        return Answer(body=found) if isinstance(found, str | bytes) else found

    def done(self) -> None:
        """A request has been answered."""
        with self._lock:
            self._under_way -= 1

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    tls: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the thread of the connection; one that was broken off is no fault of the test."""
        try:
            if self.tls:
                request = self.tls.wrap_socket(request, server_side=True)
            super().finish_request(request, client_address)
        except OSError:
            pass
        finally:
            request.close()


class _Handler(BaseHTTPRequestHandler):
    owner: Server
    protocol_version = "HTTP/1.1"
    timeout = 10
    disable_nagle_algorithm = True  # else headers and body, written apart, wait for each other

    def handle(self) -> None:
        if isinstance(self.connection, ssl.SSLSocket) and self.connection.selected_alpn_protocol() == "h2":
            _speak_h2(self.connection, self.owner)
        else:
            super().handle()

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        answer = self.owner.reply(Request(self.path, headers, time.monotonic(), method=self.command, body=body))
        try:
            self._send(answer)
        finally:
            self.owner.done()

    do_POST = do_GET

    def _send(self, answer: Answer | Raw) -> None:
        if isinstance(answer, Raw):
            self.close_connection = True
            for part in answer.parts:
                if isinstance(part, bytes):
                    self.wfile.write(part)
                else:
                    time.sleep(part)
            return
        self.send_response_only(answer.status)
        headers = dict(answer.headers)
        if answer.status != 304 and not {"Content-Length", "Transfer-Encoding"} & set(headers):
            headers["Content-Length"] = str(len(answer.data))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _speak_h2(connection: ssl.SSLSocket, owner: Server) -> None:
    """HTTP/2 of the plainest kind: one request after the other, each reply in frames of at most 16 KiB."""
    from h2.config import H2Configuration
    from h2.connection import H2Connection
    from h2.events import RequestReceived

    h2 = H2Connection(H2Configuration(client_side=False, validate_outbound_headers=False, header_encoding="utf-8"))
    h2.initiate_connection()
    connection.sendall(h2.data_to_send())
    while data := connection.recv(65536):
        for event in h2.receive_data(data):
            if isinstance(event, RequestReceived):
                pairs = dict(event.headers or ())
                answer = owner.reply(Request(pairs[":path"], pairs, time.monotonic(), "HTTP/2"))
                owner.done()
                assert isinstance(answer, Answer), "HTTP/2 takes no Raw"
                lines = [(":status", str(answer.status)), *((k.lower(), v) for k, v in answer.headers.items())]
                h2.send_headers(event.stream_id, lines, end_stream=not answer.data)
                for start in range(0, len(answer.data), 16384):
                    h2.send_data(event.stream_id, answer.data[start : start + 16384], start + 16384 >= len(answer.data))
        connection.sendall(h2.data_to_send())
