"""Bounds on what one visitor may ask of the app: how often (429), and how much at once (413)."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import Lock

from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 1_000_000  # bytes of what anybody may send; Starlette keeps an upload of that size in memory
UPLOAD = 6_000_000  # bytes of what the owner may send: a list of subscriptions
_ADDRESSES = 10_000  # that are remembered
_NETWORK = 64  # bits of an IPv6 address that tell whose it is


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, then one in so many seconds."""

    burst: int
    seconds: float


RATES = {"signin": Rate(5, 30.0), "check": Rate(10, 10.0), "test": Rate(5, 20.0)}


class Buckets:
    """A token bucket for each address (RFC 2697's idea), the least recently used forgotten when there are too many."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic, most: int = _ADDRESSES) -> None:
        self._rate, self._clock, self._most = rate, clock, most
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()  # address to (left, when that was so)
        self._lock = Lock()

    def take(self, address: str) -> float:
        """0 where one more is granted, else the seconds to wait for it."""
        with self._lock:
            now = self._clock()
            left, since = self._held.pop(address, (float(self._rate.burst), now))
            left = min(float(self._rate.burst), left + (now - since) / self._rate.seconds)
            granted = left >= 1
            self._held[address] = (left - granted, now)
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return 0.0 if granted else (1 - left) * self._rate.seconds

    def __len__(self) -> int:
        return len(self._held)


def limited(name: str) -> Callable[[Request], None]:
    """A dependency of what costs much or can be tried: at most RATES[name] for an address, else 429."""

    def check(request: Request) -> None:
        buckets: Buckets = request.app.state.buckets[name]
        if wait := buckets.take(address(request)):
            seconds = max(1, ceil(wait))
            raise HTTPException(
                429, f"too often from your address; try again in {seconds} seconds", {"retry-after": str(seconds)}
            )

    return check


def address(request: Request) -> str:
    """Whoever asks: an IPv4 address, or the network of an IPv6 one, whose owner has more addresses than can be counted."""
    text = request.client.host if request.client else ""
    try:
        found = ip_address(text)
    except ValueError:
        return text
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found) >> _NETWORK << _NETWORK, _NETWORK)))


class Bodies:
    """Refuses what is sent beyond a bound, before it is read where it tells its size, else where it passes the bound."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app, which is given at most so many bytes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        owner = scope.get("state", {}).get("viewer")
        most = UPLOAD if owner and (owner.signed_in or owner.scope == "write") else BODY
        told = next((v for k, v in scope["headers"] if k == b"content-length"), b"0")
        taken = int(told) if told.isdigit() else 0

        async def receiving() -> Message:
            nonlocal taken
            if taken > most:
                raise _too_large(most)
            message = await receive()
            if told == b"0":
                taken += len(message.get("body", b""))
            if taken > most:
                raise _too_large(most)
            return message

        await self.app(scope, receiving, send)


def _too_large(most: int) -> HTTPException:
    """Raised where the app reads: FastAPI and Starlette let it through to the handler of errors."""
    return HTTPException(413, f"more than {most // 1_000_000} MB were sent", {"connection": "close"})
