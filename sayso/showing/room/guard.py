"""Requests → those that may pass: the right host, the right origin, a token where one is needed, not too many at a time.

The pages hold hostile text, and the server may be reachable from any page that a browser has open. So: the Host header is one of
ours (DNS rebinding), a write comes from our own pages or brings a token, and every answer forbids all that is not ours.
"""

from __future__ import annotations

import hmac
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

READER, EDITOR = "reader", "editor"
COOKIE = "sayso"
ENTER = "/enter"
STATIC = "/static/"

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
    "img-src 'self'; connect-src 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer, browsers say "Origin: null" of our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = {"GET", "HEAD", "OPTIONS"}
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Token:
    """A secret, what it opens, and the name that goes with what is written."""

    secret: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and whether they may write; `shown`: the token came with the request, not with a cookie."""

    name: str
    writes: bool
    shown: bool = False


@dataclass(slots=True)
class Allowance:
    """So many a minute for each key."""

    most: int
    _seen: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, key: str, now: float | None = None) -> bool:
        """Whether there is one left.

        >>> few = Allowance(2)
        >>> [few.take("a", 1.0), few.take("a", 2.0), few.take("a", 3.0), few.take("b", 3.0), few.take("a", 62.5)]
        [True, True, False, True, True]
        """
        moment = time.monotonic() if now is None else now
        if len(self._seen) > 10_000:
            self._seen = {each: times for each, times in self._seen.items() if times and times[-1] > moment - MINUTE}
        times = self._seen.setdefault(key, deque())
        while times and times[0] <= moment - MINUTE:
            times.popleft()
        if len(times) >= self.most:
            return False
        times.append(moment)
        return True


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what terms a room is open. Without tokens: to whoever sits at this computer, who may write as `person`."""

    hosts: frozenset[str]
    person: str
    tokens: tuple[Token, ...] = ()
    allow_private: bool = False  # whether articles may be fetched from this computer and its own network


class Guard:
    """Lets through what keeps the terms, with the visitor in `scope["visitor"]`; everything else gets a line of text."""

    def __init__(self, app: ASGIApp, terms: Terms) -> None:
        self._app = app
        self._terms = terms
        self._wrong = Allowance(10)
        self._writes = Allowance(120)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        began = time.perf_counter()

        async def armed(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = f"app;dur={(time.perf_counter() - began) * 1000:.1f}"
                message["headers"] = [*message["headers"], (b"server-timing", took.encode())]
                given = {name for name, _ in message["headers"]}
                more = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *(pair for pair in more if pair[0] not in given)]
            await send(message)

        refused = self._refuse(scope)
        if refused is None:
            await self._app(scope, receive, armed)
        elif refused == 303:
            await _answer(armed, 303, "", {"location": f"{ENTER}?next={_path(scope)}"})
        else:
            await _answer(armed, refused, _WHY[refused], {})

    def _refuse(self, scope: Scope) -> int | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if host_of(headers.get("host", "")) not in self._terms.hosts:
            return 421
        writes = scope["method"] not in SAFE
        client = scope["client"][0] if scope.get("client") else "?"
        path = scope["path"]
        public = path == ENTER or path.startswith(STATIC)
        visitor = self._visitor(headers, client, public)
        if isinstance(visitor, int):
            return visitor
        scope["visitor"] = visitor
        if public:
            return 403 if writes and not is_own(headers) else None
        if visitor is None:
            return 303 if not writes and not path.startswith("/api") else 401
        if not writes:
            return None
        if not visitor.shown and not is_own(headers):
            return 403
        if path.startswith("/api") and not visitor.shown:
            return 401  # the API is read-only unless a token comes with the request
        if not visitor.writes:
            return 403
        return None if self._writes.take(client) else 429

    def _visitor(self, headers: Mapping[str, str], client: str, public: bool) -> Visitor | int | None:
        """Who it is; None where nobody is known; 401 or 429 where the token that came is not one."""
        shown = headers.get("authorization", "")
        bearer = shown[7:].strip() if shown[:7].lower() == "bearer " else None
        secret = bearer or _cookie(headers.get("cookie", ""))
        if secret and self._terms.tokens:
            token = find_token(self._terms.tokens, secret)
            if token:
                return Visitor(token.name, token.role == EDITOR, bearer is not None)
            if not public and not self._wrong.take(client):
                return 429  # a cookie is a guess too
            return 401 if bearer else None
        return None if self._terms.tokens else Visitor(self._terms.person, True)


_WHY = {
    401: "A token is needed.",
    403: "Not allowed: a write must come from this room's own pages, by somebody who may write.",
    421: "This room does not answer to that name.",
    429: "Too many at a time. Wait a minute.",
}


def find_token(tokens: tuple[Token, ...], secret: str) -> Token | None:
    """The token with that secret; each is compared, in constant time."""
    found = None
    for token in tokens:
        if hmac.compare_digest(token.secret.encode(), secret.encode()):
            found = token
    return found


class BadTokens(Exception):
    """A tokens' file that cannot be kept to."""


LEAST = 16  # letters of a secret


def read_tokens(file: Path) -> tuple[Token, ...]:
    """A file of tokens, one a line: a role, a secret, a name. Raises `BadTokens`."""
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        parts = line.split(None, 2)
        if not parts or parts[0].startswith("#"):
            continue
        if len(parts) < 3 or parts[0] not in (READER, EDITOR):
            raise BadTokens(f"{file}, line {number}: not a role ({READER} or {EDITOR}), a secret and a name")
        if len(parts[1]) < LEAST:
            raise BadTokens(f"{file}, line {number}: the secret has fewer than {LEAST} letters")
        found.append(Token(parts[1], parts[0], parts[2].strip()))
    if not found:
        raise BadTokens(f"{file}: no token in it")
    return tuple(found)


def host_of(header: str) -> str:
    """The name in a Host header, without its port.

    >>> host_of("LocalHost:8040"), host_of("[::1]:8040"), host_of("evil.example")
    ('localhost', '::1', 'evil.example')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].rstrip(".").lower()


def is_loopback(host: str) -> bool:
    """Whether an address to listen at is this computer alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("::1")
    (True, True, False, True)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_own(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that a request comes from a page of ours. One that says nothing is none of ours.

    >>> is_own({"host": "localhost:80", "origin": "http://localhost:80", "sec-fetch-site": "same-origin"})
    True
    >>> is_own({"host": "localhost:80", "origin": "http://evil.example"}), is_own({"host": "localhost:80"})
    (False, False)
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None:
        return site == "same-origin"
    return origin.partition("://")[2].lower() == headers.get("host", "").lower()


def _cookie(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _path(scope: Scope) -> str:
    from urllib.parse import quote  # noqa: PLC0415  seldom needed

    return quote(scope["path"], safe="/")


async def _answer(send: Send, status: int, words: str, headers: Mapping[str, str]) -> None:
    body = f"{words}\n".encode()
    told = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body)), **headers}
    pairs = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
