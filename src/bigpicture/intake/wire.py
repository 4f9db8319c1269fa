"""Requests as they go over the network: one address to one answer, within bounds of time, bytes and connections.

The engine of httpx2, httpcore2, is used without its client: so there is no cookie jar, no proxy of the environment, no
password from a netrc file, and nothing that follows redirects or decodes bodies unasked. Of the environment only
SSL_CERT_FILE and SSL_CERT_DIR are heeded: certificate authorities to trust in place of the system's.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore, Lock, local
from time import monotonic
from typing import Any

import h11
import httpcore2
from httpx2 import URL, Headers

from bigpicture.errors import FetchError
from bigpicture.intake.bodies import collect
from bigpicture.intake.bytes import LIMIT
from bigpicture.intake.guard import Guard
from bigpicture.intake.headers import Answer, first

_HEADERS = 256 * 1024  # bytes: room for headers and framing beside a body; h11 takes 100 KiB of headers, h2 64 KiB
_IDLE = 10.0  # seconds that a connection is kept for the next request
_REST = 64 * 1024  # bytes of an unwanted body that are read, so that its connection can be used again
_REST_SECONDS = 2.0  # and how long that may take
_WITH_BODY = (200, 203)
_TRIES = 4  # addresses of one host that are tried


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of requests."""

    timeout: float = 20.0  # seconds to connect, and between two pieces of an answer
    total: float = 60.0  # seconds for an address with its redirects, without the wait for a turn or for robots.txt
    most_bytes: int = LIMIT  # of a body, decoded
    most_wire: int = LIMIT  # of a body, as it is sent; one that does not tell its length may have 256 KiB more
    redirects: int = 5
    connections: int = 8  # at once, to all hosts


class _Underway(local):
    """The request that a thread is busy with, and what it may still take."""

    source = ""
    until = 0.0
    room = 0
    opened = False  # whether it has a connection of its own
    began = False  # whether its answer has come, the headers of it

    def start(self, source: str, seconds: float, room: int) -> None:
        self.source, self.until, self.room = source, monotonic() + seconds, room
        self.opened = self.began = False

    def seconds(self, timeout: float | None) -> float:
        """How long the next step may take. Raises FetchError (timeout) where the time is up."""
        left = self.until - monotonic()
        if left <= 0:
            raise FetchError(self.source, "not answered in the time set", "try again later", "timeout")
        return left if timeout is None else min(left, timeout)

    def took(self, size: int) -> None:
        """Count bytes that came. Raises FetchError (limit) where they are too many."""
        self.room -= size
        if self.room < 0:
            raise FetchError(self.source, "more bytes than were set", "leave it out: it is no article", "limit")


class _Open:
    """The connections that are open, whoever uses them. Once they are closed there are no more.

    The pool knows only of those that stand: a thread that is just connecting when the pool is closed would keep its own.
    """

    def __init__(self) -> None:
        self._lock, self._closed, self._streams = Lock(), False, set[_Stream]()

    def add(self, source: str, stream: _Stream) -> _Stream:
        """The same stream, known from now on. Raises FetchError (network) where all is closed; then it is too."""
        with self._lock:
            if not self._closed:
                self._streams.add(stream)
                return stream
        stream.close()
        raise FetchError(source, "given up, since no more is asked for", "run it again", "network")

    def discard(self, stream: _Stream) -> None:
        """It was closed, or became another."""
        with self._lock:
            self._streams.discard(stream)

    def close(self) -> None:
        """Close them all; threads that wait for an answer wait no longer."""
        with self._lock:
            self._closed, streams = True, list(self._streams)
        for stream in streams:
            stream.end()


class _Stream(httpcore2.NetworkStream):
    """A connection that keeps to the time and the bytes of the request that uses it."""

    def __init__(self, inner: httpcore2.NetworkStream, now: _Underway, known: _Open) -> None:
        self._inner, self._now, self._known = inner, now, known

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._now.seconds(timeout))
        self._now.took(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._now.seconds(timeout))

    def close(self) -> None:
        self._known.discard(self)
        self._inner.close()

    def end(self) -> None:
        """Close it while another thread may use it: that one is told at once."""
        with suppress(OSError):
            self._inner.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        safe = self._inner.start_tls(ssl_context, server_hostname, self._now.seconds(timeout))
        self._known.discard(self)
        return self._known.add(self._now.source, _Stream(safe, self._now, self._known))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """Connects to addresses that the guard has passed, and to no name."""

    def __init__(self, guard: Guard, now: _Underway, known: _Open) -> None:
        self._inner, self._guard, self._now, self._known = httpcore2.SyncBackend(), guard, now, known

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        self._now.opened = True
        found = self._guard.addresses(self._now.source, host, port, self._now.seconds(timeout))[:_TRIES]
        for left, address in zip(range(len(found) - 1, -1, -1), found, strict=True):
            try:
                seconds = self._now.seconds(timeout) / (left + 1)
                made = self._inner.connect_tcp(address, port, seconds, local_address, socket_options)
                return self._known.add(self._now.source, _Stream(made, self._now, self._known))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if not left:
                    raise
        raise AssertionError("the guard gives an address or raises")


@cache
def _trust() -> ssl.SSLContext:
    """The certificate authorities to trust: reading them takes longer than many a request."""
    return httpcore2.default_ssl_context()


class Wire:
    """Asks servers, from any thread. Close it to close its connections."""

    def __init__(self, guard: Guard, limits: Limits, tls: ssl.SSLContext | None = None) -> None:
        self._limits, self._now, self._known = limits, _Underway(), _Open()
        self._slots = BoundedSemaphore(limits.connections)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls or _trust(),
            max_connections=None,  # the slots bound those in use
            max_keepalive_connections=limits.connections,
            keepalive_expiry=_IDLE,
            http2=True,
            network_backend=_Backend(guard, self._now, self._known),
        )

    def close(self) -> None:
        """Close every connection, those of requests under way too; no other is opened."""
        self._known.close()
        self._pool.close()

    def ask(
        self,
        source: str,
        url: URL,
        headers: Mapping[str, str],
        seconds: float,
        most: int,
        *,
        cut: bool = False,
        content: bytes | None = None,
    ) -> Answer:
        """The server's answer to a GET, or to a POST of `content`, whatever its status; a redirect is not followed.

        It takes at most `seconds`, and holds at most `most` bytes of body: a longer one is cut off there with `cut`.
        Raises FetchError where there is no whole answer: network, timeout, server, limit or unsafe.
        """
        with self._slots:
            self._now.start(source, seconds, self._limits.most_wire + _HEADERS)
            try:
                if content is not None:  # a POST may have been heeded, however it ended: never twice
                    return self._once(url, headers, most, cut, content)
                return self._twice(url, headers, most, cut)
            except Exception as error:  # noqa: BLE001 - what libraries raise that read a hostile server's bytes
                raise (failure if content is None else _unclear)(source, error) from None

    def _twice(self, url: URL, headers: Mapping[str, str], most: int, cut: bool) -> Answer:
        """A kept connection that its server has closed meanwhile fails at once: then once more, on a new one."""
        try:
            return self._once(url, headers, most, cut)
        except (httpcore2.NetworkError, httpcore2.ProtocolError):
            if self._now.opened or self._now.began:
                raise
            return self._once(url, headers, most, cut)

    def _once(self, url: URL, headers: Mapping[str, str], most: int, cut: bool, content: bytes | None = None) -> Answer:
        began = monotonic()
        with self._pool.stream(
            "GET" if content is None else "POST",
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[(b"Host", url.netloc), *((k.encode(), v.encode("latin-1")) for k, v in headers.items())],
            content=content,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self._limits.timeout)},
        ) as response:
            self._now.began = True
            head = Headers(response.headers, encoding="iso-8859-1")
            body, whole = b"", False
            try:
                if response.status in _WITH_BODY:
                    body, whole = self._body(response, head, most, cut)
                else:
                    whole = self._passed(response)
            finally:
                if not whole:  # a connection with a rest of an answer in it is of no more use
                    response.extensions["network_stream"].close()
        return Answer(response.status, head, body, monotonic() - began)

    def _body(self, response: httpcore2.Response, head: Headers, most: int, cut: bool) -> tuple[bytes, bool]:
        """(the decoded body, whether nothing of it is left unread)."""
        told = first(head, "content-length")
        if told.isdecimal() and int(told[:20]) > self._limits.most_wire and not cut:
            raise FetchError(self._now.source, f"{told[:20]} bytes large", "leave it out: it is no article", "limit")
        chunks = response.iter_stream()
        body = collect(self._now.source, chunks, ",".join(head.get_list("content-encoding")), most, cut=cut)
        return body, len(body) < most and next(chunks, None) is None

    def _passed(self, response: httpcore2.Response) -> bool:
        """Whether an unwanted body was short enough to be read to its end."""
        self._now.until = min(self._now.until, monotonic() + _REST_SECONDS)
        left = _REST
        try:
            for chunk in response.iter_stream():
                left -= len(chunk)
                if left < 0:
                    return False
        except Exception:  # noqa: BLE001 - the status is known, and the rest is not wanted
            return False
        return True


def failure(source: str, error: Exception) -> FetchError:
    """What went wrong on the way, in plain words."""
    reason = error.args[0] if error.args else None
    if isinstance(error, FetchError):
        return error
    if isinstance(error, httpcore2.TimeoutException):
        return FetchError(source, "no answer in time", "try again later", "timeout")
    if isinstance(error, httpcore2.NetworkError):
        return FetchError(source, *_network(reason), "network")
    if isinstance(reason, h11.RemoteProtocolError) and reason.error_status_hint == 431:
        return FetchError(source, "headers of more than 100 KiB", "look at it in a browser", "limit")
    words = "".join(c if c.isprintable() else " " for c in str(error)[:100])
    return FetchError(source, f"a broken answer ({words or type(error).__name__})", "try again later", "server")


def _unclear(source: str, error: Exception) -> FetchError:
    """What went wrong with a POST: unless no connection came about, the server may have got it (cause timeout)."""
    told = failure(source, error)
    if isinstance(error, (FetchError, httpcore2.ConnectError, httpcore2.ConnectTimeout)):
        return told
    return FetchError(source, told.problem, "see whether it arrived", "timeout")


def _network(reason: object) -> tuple[str, str]:
    """(the problem, the remedy) of what the system says about a connection."""
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({reason.verify_message})", "check the address, or tell the site"
    if isinstance(reason, ssl.SSLError):
        return f"no secure connection ({reason.reason or 'broken off'})", "look at it in a browser"
    if isinstance(reason, ConnectionRefusedError):
        return "connection refused", "check the address and its port, or try again later"
    words = getattr(reason, "strerror", None) or "broken off"
    return f"no connection ({words})", "check the connection, and try again later"
