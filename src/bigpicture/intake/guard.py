"""Which addresses may be connected to: those of the public internet, judged after the name was looked up.

What is connected to is the very address that was judged, so a name that changes its address between the two
("DNS rebinding") gains nothing. Figures are of IANA's special-purpose address registries (RFC 6890).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread

from bigpicture.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]
_UNICAST = IPv6Network("2000::/3")  # all that IANA has given out for hosts
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
_NEVER = tuple(
    ip_network(text)
    for text in (
        "100.64.0.0/10",  # shared by the customers of a provider, RFC 6598
        "168.63.129.16/32",  # a cloud's own service, in public dress
        "192.0.0.0/24",  # protocols, RFC 6890
        "192.88.99.0/24",  # relays of 6to4, RFC 7526
        "198.18.0.0/15",  # tests of devices, RFC 2544
        "2001::/23",  # protocols, Teredo among them, RFC 4380
        "2002::/16",  # 6to4: holds any IPv4 address, RFC 3056
        "2001:db8::/32",  # documentation, RFC 3849
        "3fff::/20",  # documentation, RFC 9637
    )
)


def lookup(host: str, port: int) -> list[str]:
    """The IP addresses of a name, in the order to try them. Raises OSError where there are none."""
    rows = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def refusal(address: str) -> str | None:
    """Why an IP address may not be connected to, in words; None where it may."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "no IP address"
    if isinstance(ip, IPv6Address) and ip in _NAT64:
        return refusal(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip.is_loopback:
        return "this machine itself"
    if ip.is_link_local:
        return "a link-local address"
    if ip.is_global and not _special(ip):
        return None
    return "a private address" if ip.is_private else "an address that is not public"


def _special(ip: IPv4Address | IPv6Address) -> bool:
    """What Python calls global, and is no public host."""
    outside = isinstance(ip, IPv6Address) and (ip not in _UNICAST or ip.scope_id is not None)
    return outside or ip.is_multicast or ip.is_reserved or any(ip in network for network in _NEVER)


def _public(_: str) -> None:
    """No refusal: for those who read their own network."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Turns a host into the addresses to connect to. `resolve` looks names up, `refuse` judges what it finds."""

    resolve: Resolver = lookup
    refuse: Callable[[str], str | None] = refusal

    @staticmethod
    def open() -> Guard:
        """A guard that lets everything through, addresses inside the network too."""
        return Guard(refuse=_public)

    def addresses(self, source: str, host: str, port: int, seconds: float) -> list[str]:
        """The addresses of a host, all of them fit to connect to.

        Raises FetchError where the name has none (network), takes longer to look up than `seconds` (timeout), or has
        one that is refused (unsafe): an honest name has none of those.
        """
        found = [host] if _literal(host) else self._found(source, host, port, seconds)
        for address in found:
            if why := self.refuse(address):
                named = host if host == address else f"{host} ({address})"
                raise FetchError(source, f"{named} is {why}", "allow private addresses if it is yours", "unsafe")
        if not found:
            raise FetchError(source, "no such host", "check the address", "network")
        return found

    def _found(self, source: str, host: str, port: int, seconds: float) -> list[str]:
        looked: Future[Sequence[str]] = Future()
        # The system's look-up cannot be broken off: it gets a thread of its own, which is left behind when it hangs.
        Thread(target=_look, args=(looked, self.resolve, host, port), daemon=True).start()
        try:
            return list(looked.result(seconds))
        except TimeoutError:
            raise FetchError(source, "its name took too long to look up", "try again later", "timeout") from None
        except socket.gaierror as error:
            passing = error.errno == socket.EAI_AGAIN
            problem = "its name cannot be looked up just now" if passing else "no such host"
            remedy = "check the connection, and try again" if passing else "check the address"
            raise FetchError(source, problem, remedy, "network") from None
        except (OSError, ValueError):
            raise FetchError(source, "its name cannot be looked up", "check the address", "network") from None


def _look(looked: Future[Sequence[str]], resolve: Resolver, host: str, port: int) -> None:
    try:
        looked.set_result(resolve(host, port))
    except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
        looked.set_exception(error)


def _literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
