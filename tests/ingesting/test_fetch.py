from __future__ import annotations

import gzip
import ipaddress
import time
import zlib
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

from sayso.ingesting import Refusal, ingest
from sayso.ingesting.addresses import aim, is_public
from sayso.ingesting.fetch import MOST_REDIRECTS, Limits, fetch
from sayso.ingesting.refusals import BadInput
from sayso.nouns import Document

if TYPE_CHECKING:
    from tests.ingesting.conftest import Newspaper

NOW = datetime(2031, 6, 15, 12, 0, tzinfo=UTC)
PAGE = (
    "<!doctype html><html><head><title>Quay shut</title><meta property='og:site_name' content='Quay Courier'></head><body><article>"
    "<h1>Quay shut</h1><p>The north quay is shut, harbour master Ilse Brandvold said on Monday.</p><p>“Nobody sails,” she said.</p>"
    "</article></body></html>"
)
TEXT = "The north quay is shut, harbour master Ilse Brandvold said on Monday.\n\n“Nobody sails,” she said."
pytestmark = pytest.mark.usefixtures("ten_seconds")


def one(url: str) -> Document | Refusal:
    (found,) = ingest(url, allow_private=True, now=NOW)
    return found


def refused(url: str, **given: object) -> str:
    (found,) = ingest(url, allow_private=bool(given.get("allow_private", True)), now=NOW)
    assert isinstance(found, Refusal), found
    assert "\n" not in str(found)
    return found.why


def test_a_page_is_fetched_politely(paper: Newspaper) -> None:
    url = paper.page("/shut", PAGE.encode(), content_type="text/html; charset=utf-8")
    document = one(f"{url}?a=1#comments")
    assert isinstance(document, Document)
    assert (document.text, document.outlet, document.title) == (TEXT, "Quay Courier", "Quay shut")
    assert (document.retrieved, document.url) == ("2031-06-15T12:00:00+00:00", f"{url}?a=1")
    assert paper.asked == ["/shut?a=1"]
    assert paper.headers[0]["User-Agent"].startswith("sayso/")
    assert paper.headers[0]["Host"] == f"127.0.0.1:{paper.port}"


def test_the_environment_has_no_say(paper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert isinstance(one(paper.page("/", PAGE.encode())), Document)


@pytest.mark.parametrize(
    "header", ["text/html; charset=iso-8859-1", "text/html; charset=koi8-r", "text/html;charset=nonsense", "text/html"]
)
def test_a_wrong_charset_header_does_not_break_utf_8(paper: Newspaper, header: str) -> None:
    document = one(paper.page("/", PAGE.encode(), content_type=header))
    assert isinstance(document, Document)
    assert document.text == TEXT


def test_a_right_charset_header_is_heeded(paper: Newspaper) -> None:
    document = one(paper.page("/", PAGE.encode("cp1252"), content_type='text/html; charset="windows-1252"'))
    assert isinstance(document, Document)
    assert document.text == TEXT


def test_plain_text_is_read_and_other_kinds_are_refused(paper: Newspaper) -> None:
    assert isinstance(one(paper.page("/t", TEXT.encode(), content_type="text/plain")), Document)
    for kind in ("application/json", "image/png", "application/pdf", "application/rss+xml", "text/css"):
        assert refused(paper.page("/k", b"{}", content_type=kind)) == f"is {kind}: only HTML and plain text are read"
    assert "PDF" in refused(paper.page("/p", b"%PDF-1.7 x", content_type="text/html"))
    assert refused(paper.page("/e", b"")) == "empty"


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503])
def test_other_answers_are_named(paper: Newspaper, status: int) -> None:
    assert refused(paper.page("/", b"", status)) == f"the server answers {status}"


def test_redirects_are_followed_and_counted(paper: Newspaper) -> None:
    paper.page("/end", PAGE.encode())
    for step in range(MOST_REDIRECTS):
        paper.onward(f"/{step}", f"/{step + 1}" if step + 1 < MOST_REDIRECTS else "end", 301 + step % 3)
    document = one(paper.url("/0"))
    assert isinstance(document, Document)
    assert document.url == paper.url("/end")
    paper.onward("/one-more", "/0")
    assert refused(paper.url("/one-more")) == f"more than {MOST_REDIRECTS} redirects"
    paper.onward("/loop", "/loop", 308)
    assert "redirects" in refused(paper.url("/loop"))


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://[",
    ],
)
def test_redirects_lead_to_http_only(paper: Newspaper, to: str) -> None:
    assert refused(paper.onward("/", to))
    assert len(paper.asked) == 1


@pytest.fixture
def open_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 plays a server in the open network; all other addresses are private."""
    monkeypatch.setattr("sayso.ingesting.addresses.is_public", lambda address: str(address) == "127.0.0.1")


@pytest.mark.usefixtures("open_loopback")
def test_a_redirect_into_the_own_network_is_refused(paper: Newspaper) -> None:
    paper.page("/secret", PAGE.encode())
    paper.onward("/", paper.url("/secret", "127.0.0.9"))
    with pytest.raises(BadInput, match="leads into a private network"):
        fetch(paper.url("/", "paper.example"), now=NOW, resolver=lambda host, port: ["127.0.0.1"])
    assert paper.asked == ["/"]


@pytest.mark.usefixtures("open_loopback")
def test_leave_for_the_own_network_does_not_hold_for_redirects_from_outside(paper: Newspaper) -> None:
    paper.page("/secret", PAGE.encode())
    paper.onward("/", paper.url("/secret", "127.0.0.9"))
    with pytest.raises(BadInput, match="leads into a private network"):
        fetch(paper.url("/"), now=NOW, allow_private=True)
    assert paper.asked == ["/"]


def test_leave_for_the_own_network_holds_for_redirects_within_it(paper: Newspaper) -> None:
    paper.page("/end", PAGE.encode())
    paper.onward("/", paper.url("/end", "localhost"))
    assert isinstance(one(paper.url("/")), Document)


@pytest.mark.parametrize(
    ("front", "url", "outlet"),
    [
        ("outlet: Quay Courier\nurl: https://quay.example/shut", "/shut", None),
        ("url: http://127.0.0.1:1/", "/shut", None),  # a front page is no article's address
        ("outlet: Quay Courier\nurl: http://127.0.0.1:1/shut-2", "http://127.0.0.1:1/shut-2", "Quay Courier"),
        ("outlet: Quay Courier", "/shut", "Quay Courier"),
    ],
)
@pytest.mark.parametrize("kind", ["text/plain", "text/markdown"])
def test_a_fetched_text_keeps_the_address_it_came_from(
    paper: Newspaper, front: str, url: str, outlet: str | None, kind: str
) -> None:
    matter = f"---\n{front}\nretrieved: 2031-01-01\ntitle: Shut\n---\n{TEXT}"
    document = one(paper.page("/shut", matter.encode(), content_type=kind))
    assert isinstance(document, Document)
    assert (document.title, document.outlet) == ("Shut", outlet)
    assert document.url == (url if url.startswith("http") else paper.url(url))
    assert document.retrieved == "2031-06-15T12:00:00+00:00"


@pytest.mark.usefixtures("open_loopback")
def test_a_name_is_resolved_once_a_hop_and_connected_where_it_was_checked(paper: Newspaper) -> None:
    paper.page("/", PAGE.encode())
    asked: list[tuple[str, int]] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.9"]

    assert b"Brandvold" in fetch(paper.url("/", "paper.example"), now=NOW, resolver=rebinding).data
    assert asked == [("paper.example", paper.port)]
    assert paper.headers[0]["Host"] == f"paper.example:{paper.port}"
    with pytest.raises(BadInput, match="private network"):
        fetch(paper.url("/", "paper.example"), now=NOW, resolver=rebinding)
    assert len(paper.asked) == 1


@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["fe80::1%eth0"]]
)
def test_a_name_that_leads_home_is_refused(answer: list[str]) -> None:
    with pytest.raises(BadInput, match="private network"):
        fetch("http://paper.example/", now=NOW, resolver=lambda host, port: answer)


def test_a_name_that_leads_nowhere_is_refused() -> None:
    def failing(host: str, port: int) -> list[str]:
        raise OSError("no")

    for resolver in (failing, lambda host, port: [], lambda host, port: ["nonsense"]):
        with pytest.raises(BadInput, match="no such host"):
            fetch("http://paper.example/", now=NOW, resolver=resolver)


def test_a_resolver_that_hangs_is_left_behind() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(1)
        return ["127.0.0.1"]

    with pytest.raises(BadInput, match="too slow"):
        fetch("http://paper.example/", now=NOW, resolver=slow, limits=Limits(deadline=0.1))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "240.0.0.1", "192.0.0.1", "198.18.0.1", "203.0.113.1", "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::",
        "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2606:4700::5efe:10.0.0.1",
    ],
)  # fmt: skip
def test_these_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"]
)
def test_these_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("http://Paper.Example", "paper.example", "/"),
        ("https://paper.example:8443/ä b"[:-2], "paper.example", "/%C3%A4"),
        ("http://bücher.example/a?b=ö&c=%20#d", "xn--bcher-kva.example", "/a?b=%C3%B6&c=%20"),
        ("http://paper.example?q=1", "paper.example", "/?q=1"),
    ],
)
def test_addresses_are_put_in_ascii(url: str, host: str, path: str) -> None:
    target = aim(url, allow_private=False, resolver=lambda host, port: ["93.184.215.14"])
    assert (target.host, target.path) == (host, path)


def test_a_slow_drip_ends_at_the_deadline(paper: Newspaper) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b"<p>")
            handler.wfile.flush()
            time.sleep(0.05)

    def drip_headers(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(30):
            handler.wfile.write(b"x: y\r\n")
            handler.wfile.flush()
            time.sleep(0.05)

    def silent(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1)

    for answer in (drip, drip_headers, silent):
        paper.answers["/"] = answer
        start = time.monotonic()
        with pytest.raises(BadInput, match="too slow"):
            fetch(paper.url(), now=NOW, allow_private=True, limits=Limits(wait=0.3, deadline=0.4))
        assert time.monotonic() - start < 1


def test_a_bomb_does_not_unfold(paper: Newspaper) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, 1)
    assert refused(paper.page("/", bomb, content_encoding="gzip")) == "larger than 5,000,000 bytes"
    assert refused(paper.page("/", b"x" * 6_000_000)) == "larger than 5,000,000 bytes"


def test_a_body_without_end_is_cut(paper: Newspaper) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "text/html")
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * 60_000)

    paper.answers["/"] = endless
    assert refused(paper.url()) == "larger than 5,000,000 bytes"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", bytes),
    ],
)
def test_packed_pages_are_unpacked(paper: Newspaper, encoding: str, pack: object) -> None:
    assert callable(pack)
    document = one(paper.page("/", pack(PAGE.encode()), content_encoding=encoding))
    assert isinstance(document, Document)
    assert document.text == TEXT


def test_broken_packing_is_refused(paper: Newspaper) -> None:
    assert "broken" in refused(paper.page("/", b"no gzip", content_encoding="gzip"))
    assert "not understood" in refused(paper.page("/", b"x", content_encoding="br"))
    assert refused(paper.page("/", gzip.compress(PAGE.encode())[:20], content_encoding="gzip"))


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort", b"HTTP/1.1 xyz\r\n\r\n"],
)
def test_broken_answers_are_refused(paper: Newspaper, answer: bytes) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)

    paper.answers["/"] = broken
    assert refused(paper.url())


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda data: zlib.compress(data, wbits=-15))],
)
def test_half_of_a_packed_page_is_no_page(paper: Newspaper, encoding: str, pack: object) -> None:
    assert callable(pack)
    long = PAGE + "<p>The quay master gave no date, and Ilse Brandvold none either.</p>" * 50
    packed = pack(long.encode())
    for cut in (1, len(packed) // 2, len(packed) - 1):
        assert "cut short" in refused(paper.page("/", packed[:cut], content_encoding=encoding))


def test_all_members_of_a_packed_page_are_read_and_no_more(paper: Newspaper) -> None:
    half = len(PAGE) // 2
    packed = gzip.compress(PAGE[:half].encode()) + gzip.compress(PAGE[half:].encode())
    for tail in (b"", b"\0\0"):
        document = one(paper.page("/", packed + tail, content_encoding="gzip"))
        assert isinstance(document, Document)
        assert document.text == TEXT
    assert "cut short" in refused(paper.page("/", packed[:-9], content_encoding="gzip"))
    assert refused(paper.page("/", b"", content_encoding="gzip")) == "empty"


def test_nobody_there_is_refused(paper: Newspaper) -> None:
    url = paper.url()
    paper.close()
    assert refused(url).startswith("cannot connect")


def test_no_tls_there_is_refused(paper: Newspaper) -> None:
    assert refused(paper.url().replace("http:", "https:"))


def test_without_leave_nothing_is_asked(paper: Newspaper) -> None:
    paper.page("/", PAGE.encode())
    assert "private network" in refused(paper.url(), allow_private=False)
    assert not paper.asked
