"""An http(s) address → where it leads: the IP addresses behind its name, refused where they lie in the own network."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sayso.ingesting.refusals import BadInput

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

LONGEST = 4000  # characters of an address

_SCHEMES = {"http": 80, "https": 443}
_PLAIN = "/?%:@!$&'()*+,;=~-._"
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "2001::/23",
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_METADATA_NAMES = ("metadata.google.internal", "metadata", "instance-data")


@dataclass(frozen=True, slots=True)
class Target:
    """One hop: what to ask for, and the addresses that were checked and may be connected to."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        """The Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _SCHEMES[self.scheme] else f"{name}:{self.port}"


def resolve(host: str, port: int) -> list[str]:
    """A host name → its IP addresses, by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def aim(url: str, *, allow_private: bool, resolver: Resolver = resolve) -> Target:
    """An address → its checked target. Raises `BadInput` where it may not be fetched."""
    scheme, host, port, path = _split(url)
    found = _literal(host) or _resolved(host, port, resolver)
    if not allow_private:
        _check_public(host, found)
    return Target(scheme, host, port, path, tuple(str(address) for address in found))


def is_public(address: Address) -> bool:
    """Whether an address lies in the open network, and so do the IPv4 addresses that are packed into it.

    >>> is_public(ipaddress.ip_address("93.184.215.14")), is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    (True, False)
    """
    packed = list(_packed(address))
    if packed:
        return all(is_public(each) for each in packed)
    inside = any(address.version == network.version and address in network for network in _CLOSED)
    return address.is_global and not (inside or address.is_multicast or address.is_reserved)


def is_open(target: Target) -> bool:
    """Whether a target lies, with any of its addresses, in the open network."""
    return any(is_public(ipaddress.ip_address(address)) for address in target.addresses)


def shown(url: str) -> str:
    """The address as it may be printed: without name and password."""
    return re.sub(r"(?<=//)[^/?#@]*@(?=[^/?#]*)", "…@", url)


def _split(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST:
        raise BadInput(f"an address of more than {LONGEST:,} characters")
    if _UNSAFE.search(url):
        raise BadInput("an address with spaces, backslashes or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _ascii_name(parts.hostname or "")
    except ValueError:  # UnicodeError is one
        raise BadInput("not a well-formed address") from None
    if parts.scheme not in _SCHEMES:
        raise BadInput(f"only http and https addresses are fetched, not {parts.scheme or 'this'}:")
    if parts.username is not None or parts.password is not None:
        raise BadInput("an address with a name or password in it is not fetched")
    if not host or port == 0:
        raise BadInput("an address without a host" if not host else "not a well-formed address")
    asked = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return parts.scheme, host, port or _SCHEMES[parts.scheme], quote(asked, safe=_PLAIN)


def _ascii_name(host: str) -> str:
    """The name as the resolver reads it: wide digits and foreign dots become plain ones."""
    if ":" in host:
        return host
    name = host if host.isascii() else host.encode("idna").decode("ascii")
    if len(name) > 253 or not re.fullmatch(r"[A-Za-z0-9._-]*", name):
        raise ValueError(host)
    return name.lower()


def _literal(host: str) -> list[Address]:
    """The address that the host spells, also as 127.1, 0x7f000001, 2130706433 or 017700000001."""
    bare = host.rstrip(".")
    try:
        return [ipaddress.ip_address(bare)]
    except ValueError:
        pass
    try:
        return [ipaddress.IPv4Address(socket.inet_aton(bare))] if re.fullmatch(r"[0-9a-fx.]+", bare) else []
    except (OSError, UnicodeError):
        return []


def _resolved(host: str, port: int, resolver: Resolver) -> list[Address]:
    try:
        found = [ipaddress.ip_address(each.split("%")[0]) for each in resolver(host, port)]
    except (OSError, UnicodeError, ValueError):
        raise BadInput(f"no such host: {host}") from None
    if not found:
        raise BadInput(f"no such host: {host}")
    return found


def _check_public(host: str, addresses: Iterable[Address]) -> None:
    if host.rstrip(".") in _METADATA_NAMES or any(not is_public(address) for address in addresses):
        raise BadInput(f"{host} leads into a private network: not fetched")


def _packed(address: Address) -> Iterable[Address]:
    """The IPv4 addresses inside an IPv6 address: mapped, compatible, NAT64, 6to4, Teredo, ISATAP."""
    if not isinstance(address, ipaddress.IPv6Address):
        return
    tail = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF):
        yield tail
    elif address.sixtofour is not None:
        yield address.sixtofour
    elif address.teredo is not None:
        yield from address.teredo
    elif (int(address) >> 32) & 0xFCFFFFFF == 0x5EFE:  # ISATAP
        yield tail
