"""Addresses of the web: which are asked for, which are the same, and which machines may be spoken to."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from ..errors import FetchError

MAX_ADDRESS_CHARS = 2_000  # longer ones are not passed on by common servers and browsers
PORTS = {"http": 80, "https": 443}
# Parameters that say how a reader came to a page, not which page it is.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ocid|cmpid|ns_\w+|at_\w+)", re.I)
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address in one form: lower-case host in ASCII, no fragment, no usual port, path quoted."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """The host, in brackets where it is an IPv6 address, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.netloc}"

    def __str__(self) -> str:
        return self.origin + self.target


def parse_address(text: str, *, base: Address | None = None) -> Address:
    """The address in ``text``, joined to ``base`` where it is relative. Raises FetchError where it is not http(s)."""
    shown = _shorten(text)
    text = text.strip()
    if len(text) > MAX_ADDRESS_CHARS:
        raise FetchError(f"the address is longer than {MAX_ADDRESS_CHARS:,} characters", subject=shown)
    if _CONTROL.search(text):
        raise FetchError("the address holds blanks or control characters", subject=shown)
    try:
        parts = urlsplit(urljoin(str(base), text) if base else text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii").lower()
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|") if parts.query else ""
    except (ValueError, UnicodeError) as error:
        raise FetchError("is no address that can be used", subject=shown) from error
    if parts.scheme not in PORTS:
        raise FetchError("only http and https addresses are fetched", subject=shown)
    if not host or "%" in host:
        raise FetchError("the address names no host", subject=shown)
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            "the address holds a user name or password, which would be stored",
            subject=f"{parts.scheme}://{host}",
            hint="save the page and add the file",
        )
    return Address(parts.scheme, host, PORTS[parts.scheme] if port is None else port, path + query)


def identify(text: str) -> str:
    """What two addresses of one page have in common: no scheme, ``www.``, tracking, fragment or last slash.

    A text that is no address stands for itself, so that any name an entry goes by can be compared.
    """
    try:
        address = parse_address(text)
    except FetchError:
        return text.strip()
    path, _, query = str(untrack(address).target).partition("?")
    netloc = address.netloc.removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return netloc + path.rstrip("/") + (f"?{query}" if query else "")


def untrack(address: Address) -> Address:
    """The address without the parameters that only say how a reader came to it."""
    path, mark, query = address.target.partition("?")
    if not mark or not _TRACKING.search(query):
        return address
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    return Address(address.scheme, address.host, address.port, path + (f"?{urlencode(kept)}" if kept else ""))


def resolve(address: Address, *, private: bool) -> tuple[IPAddress, ...]:
    """The machines that the host's name stands for, in the resolver's order.

    Raises FetchError where there is none and, unless ``private``, where any of them is not on the public
    network: a name that has both is how a page would have us ask our own machines. The resolver's own
    time-out is the system's.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "is no host name"
        raise FetchError(f"{address.host} cannot be resolved: {reason}", subject=str(address), passing=True) from error
    machines = tuple(dict.fromkeys(ipaddress.ip_address(item[4][0]) for item in found))
    for machine in machines:
        if not private and not is_public(machine):
            raise FetchError(
                f"{address.host} is a private address ({machine})",
                subject=str(address),
                hint="private_addresses: true in briefings.yml allows it",
            )
    return machines


def is_public(machine: IPAddress) -> bool:
    """Whether an IP address is one of the public network, and so is every IPv4 address hidden in it."""
    if isinstance(machine, ipaddress.IPv6Address):
        if machine in _NAT64:
            return is_public(ipaddress.IPv4Address(int(machine) & 0xFFFFFFFF))
        inside = (machine.ipv4_mapped, machine.sixtofour, *(machine.teredo or ()))
        if any(one is not None for one in inside):
            return all(is_public(one) for one in inside if one is not None)
        if machine.scope_id is not None or machine.is_site_local:
            return False
    return machine.is_global and not (machine.is_multicast or machine.is_reserved or machine.is_unspecified)


def _shorten(text: str) -> str:
    shown = _CONTROL.sub(" ", text.strip())
    shown = re.sub(r"//[^/@]*@", "//", shown)
    return shown if len(shown) <= 200 else shown[:199] + "…"
