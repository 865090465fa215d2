"""An http(s) address → the bytes behind it, politely, within limits, and never out of the own network."""

from __future__ import annotations

import re
import ssl
import threading
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sayso.__about__ import __version__
from sayso.ingesting.addresses import Resolver, Target, aim, is_open, resolve, shown
from sayso.ingesting.files import Form, Raw
from sayso.ingesting.moments import stamp
from sayso.ingesting.refusals import BadInput
from sayso.ingesting.texts import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from httpcore2 import NetworkBackend, NetworkStream, Response

__all__ = ["fetch", "shown"]

USER_AGENT = f"sayso/{__version__} (news claim reader)"
MOST_REDIRECTS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FORMS: dict[str, Form | None] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": None, "text/markdown": "markdown", "": None,
}  # fmt: skip
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a fetch may take: each wait for the other side, and all of it; and how much it may bring."""

    wait: float = 8.0
    deadline: float = 20.0
    size: int = MOST_BYTES


class _TooSlow(BadInput):
    """The deadline has passed."""


class _Clock:
    """What is left of the time for one fetch."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.deadline

    def left(self) -> float:
        """Seconds for the next wait. Raises `BadInput` when the time is over."""
        rest = self._end - time.monotonic()
        if rest <= 0:
            raise _TooSlow(f"too slow: not done within {self._limits.deadline:g} seconds")
        return min(rest, self._limits.wait)


def fetch(
    url: str,
    *,
    now: datetime,
    allow_private: bool = False,
    limits: Limits | None = None,
    resolver: Resolver = resolve,
) -> Raw:
    """The page behind an address; each redirect is checked. Raises `BadInput` where it cannot be had."""
    bounds = limits or Limits()
    clock = _Clock(bounds)
    here = url.split("#", 1)[0]
    for _ in range(MOST_REDIRECTS + 1):
        target = _aim_in_time(here, clock, allow_private, resolver)
        allow_private = allow_private and not is_open(target)  # leave to look around at home is not given to the world
        with _asked(target, clock) as response:
            headers = _headers(response)
            onward = headers.get("location") if response.status in _REDIRECTS else None
            if onward is None:
                return _received(response.status, headers, response.iter_stream(), here, bounds, clock, now)
        here = _next(here, onward)
    raise BadInput(f"more than {MOST_REDIRECTS} redirects")


def _next(here: str, onward: str) -> str:
    try:
        return urljoin(here, onward.strip()).split("#", 1)[0]
    except ValueError:
        raise BadInput("redirects to what is no address") from None


def _aim_in_time(url: str, clock: _Clock, allow_private: bool, resolver: Resolver) -> Target:
    """The checked target; a resolver that hangs is left behind."""
    found: list[Target | Exception] = []

    def look_up() -> None:
        try:
            found.append(aim(url, allow_private=allow_private, resolver=resolver))
        except Exception as fault:  # noqa: BLE001  handed over to the thread that waits
            found.append(fault)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(clock.left())
    if not found:
        raise BadInput("too slow: its name is not resolved in time")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


@contextmanager
def _asked(target: Target, clock: _Clock) -> Iterator[Response]:
    """The response of the very address that was checked; Host and TLS name stay those of the address given."""
    import httpcore2  # noqa: PLC0415  heavy, and httpx2's own engine: its front cannot pin an address
    import httpx2  # noqa: PLC0415

    context = httpx2.create_ssl_context(trust_env=False) if target.scheme == "https" else None
    headers = [
        ("Host", target.authority), ("User-Agent", USER_AGENT), ("Accept", "text/html, text/plain;q=0.9, */*;q=0.1"),
        ("Accept-Language", "en, *;q=0.5"), ("Accept-Encoding", "gzip, deflate"), ("Connection", "close"),
    ]  # fmt: skip
    address = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    try:
        with (
            httpcore2.ConnectionPool(ssl_context=context, network_backend=_pinned(target, clock)) as pool,
            pool.stream("GET", address, headers=headers) as response,
        ):
            yield response
    except httpcore2.TimeoutException:
        clock.left()  # says so where the whole time is over
        raise BadInput("too slow: the other side does not answer") from None
    except httpcore2.ConnectError as fault:
        raise BadInput(_unconnected(fault)) from None
    except (
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpcore2.UnsupportedProtocol,
        ssl.SSLError,
        OSError,
    ) as fault:
        raise BadInput(f"the connection broke ({type(fault).__name__})") from None


def _unconnected(fault: Exception) -> str:
    cause = fault.__cause__ or fault.__context__ or fault
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({cause.verify_message})"
    return "no secure connection" if isinstance(cause, ssl.SSLError) else f"cannot connect ({cause})"


def _pinned(target: Target, clock: _Clock) -> NetworkBackend:
    """A way to connect that knows only the checked addresses, and that heeds the clock in every wait."""
    import httpcore2  # noqa: PLC0415  heavy

    class Timed(httpcore2.NetworkStream):
        def __init__(self, inner: NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
            return self._inner.read(max_bytes, clock.left())

        def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
            self._inner.write(buffer, clock.left())

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self,
            ssl_context: ssl.SSLContext,
            server_hostname: str | None = None,
            timeout: float | None = None,  # noqa: ARG002
        ) -> NetworkStream:
            return Timed(self._inner.start_tls(ssl_context, server_hostname, clock.left()))

        def get_extra_info(self, info: str) -> Any:
            return self._inner.get_extra_info(info)

    class Pinned(httpcore2.NetworkBackend):
        def connect_tcp(
            self,
            host: str,  # noqa: ARG002  the name was resolved and checked; asking again could lead elsewhere
            port: int,
            timeout: float | None = None,  # noqa: ARG002
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> NetworkStream:
            last: Exception | None = None
            for address in target.addresses:
                try:
                    wait = clock.left()
                    return Timed(
                        httpcore2.SyncBackend().connect_tcp(address, port, wait, local_address, socket_options)
                    )
                except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as fault:
                    last = fault
            raise last or httpcore2.ConnectError("no address")

    return Pinned()


def _headers(response: Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}


def _received(
    status: int,
    headers: dict[str, str],
    stream: Iterable[bytes],
    url: str,
    limits: Limits,
    clock: _Clock,
    now: datetime,
) -> Raw:
    """The body, if it is a page or a text."""
    if status != 200:
        raise BadInput(f"the server answers {status}")
    kind, charset = _content_type(headers.get("content-type", ""))
    if kind not in _FORMS:
        raise BadInput(f"is {kind}: only HTML and plain text are read")
    if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > limits.size:
        raise BadInput(f"larger than {limits.size:,} bytes")
    data = _body(stream, headers.get("content-encoding", ""), limits, clock)
    return Raw(data, _FORMS[kind], charset, url, stamp(now))


def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = re.sub(r"[\r\n]", " ", header)
    kind = header.split(";", 1)[0].strip().lower()
    charset = message.get_param("charset")
    return kind, charset if isinstance(charset, str) else None


def _body(stream: Iterable[bytes], encoding: str, limits: Limits, clock: _Clock) -> bytes:
    """All bytes, unpacked; counted as they come, so that a bomb never unfolds."""
    unpack = _unpacker(encoding.strip().lower())
    data = bytearray()
    for chunk in stream:
        clock.left()
        for piece in unpack(chunk):
            data += piece
            if len(data) > limits.size:
                raise BadInput(f"larger than {limits.size:,} bytes")
    if isinstance(unpack, _Inflate) and not unpack.is_whole:
        raise BadInput("its compressed content is cut short")
    return bytes(data)


class _Inflate:
    """Unpacks gzip and deflate, a bounded piece at a time."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._inner = zlib.decompressobj(bits)
        self._fresh = True

    @property
    def is_whole(self) -> bool:
        """Whether the end of what was packed has come, or nothing was packed."""
        return self._fresh or self._inner.eof

    def __call__(self, chunk: bytes) -> Iterator[bytes]:
        rest = chunk
        try:
            while rest:
                if self._inner.eof:
                    if not self._goes_on(rest):
                        return
                    self._inner = zlib.decompressobj(self._bits)
                piece = self._inflate(rest)
                rest = self._inner.unused_data or self._inner.unconsumed_tail
                yield piece
        except zlib.error:
            raise BadInput("its compressed content is broken") from None

    def _goes_on(self, rest: bytes) -> bool:
        """A second gzip member follows the first; other bytes after the end mean nothing (RFC 1952, 2.2)."""
        return self._bits > zlib.MAX_WBITS and rest.startswith(b"\x1f")

    def _inflate(self, rest: bytes) -> bytes:
        try:
            return self._inner.decompress(rest, _CHUNK)
        except zlib.error:
            if not self._fresh or self._bits != zlib.MAX_WBITS:
                raise
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)  # "deflate" without its wrapper, as some servers send it
            return self._inner.decompress(rest, _CHUNK)
        finally:
            self._fresh = False


def _unpacker(encoding: str) -> Any:
    if encoding in ("", "identity", "none"):
        return lambda chunk: (chunk,)
    if encoding in ("gzip", "x-gzip"):
        return _Inflate(zlib.MAX_WBITS | 16)
    if encoding == "deflate":
        return _Inflate(zlib.MAX_WBITS)
    raise BadInput(f"packed as {encoding}: not understood")
