"""What the world can throw at a reader of files and addresses: each gives one line or one document, soon, and never a traceback."""

from __future__ import annotations

import codecs
import io
import os
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.ingesting import Refusal, ingest
from sayso.nouns import Document

if TYPE_CHECKING:
    from tests.ingesting.conftest import Newspaper

NOW = datetime(2031, 6, 15, 12, 0, tzinfo=UTC)
SAID = "The north quay is shut, harbour master Ilse Brandvold said on Monday."
WORDS = SAID.encode()
PAGE = b"<html><body><p>" + WORDS + b"</p>"
pytestmark = pytest.mark.usefixtures("ten_seconds")


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", SAID)
    return packed.getvalue()


REFUSED_BYTES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty"),
    "blank": ("a.txt", b" \r\n\t\n", "empty"),
    "only a byte order mark": ("a.txt", codecs.BOM_UTF8, "empty"),
    "only marks": ("a.txt", b"?!...", "no words"),
    "only invisible characters": ("a.txt", "\u200b\u200d\ufeff\u2060".encode(), "no words"),
    "nul bytes": ("a.txt", WORDS + b"\0", "binary"),
    "nul bytes in a page": ("a.html", PAGE + b"\0", "binary"),
    "nul characters in utf-16": ("a.txt", (SAID + "\0").encode("utf-16"), "binary"),
    "utf-16 without a mark": ("a.txt", SAID.encode("utf-16-le"), "binary"),
    "a pdf": ("a.txt", b"%PDF-1.7\n" + WORDS, "PDF"),
    "a pdf that is called a page": ("a.html", b"%PDF-1.7\n" + WORDS, "PDF"),
    "a png": ("a", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "PNG"),
    "a jpeg": ("a", b"\xff\xd8\xff\xe0" + b"\1" * 20, "JPEG"),
    "a gif": ("a", b"GIF89a" + b"\1" * 20, "GIF"),
    "a zip": ("a.md", zipped(), "zip"),
    "a gzip": ("a.txt", b"\x1f\x8b\x08" + b"\1" * 20, "gzip"),
    "a program": ("a", b"\x7fELF" + b"\1" * 20, "program"),
    "an old office file": ("a", b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\1" * 20, "office"),
    "rich text": ("a", b"{\\rtf1 " + WORDS, "RTF"),
    "a line of twenty megabytes": ("a.txt", b"a" * 20_000_000, "larger than"),
    "a page of twenty megabytes": ("a.html", PAGE + b"a" * 20_000_000, "larger than"),
    "more than a million characters": ("a.txt", b"said " * 250_000, "longer than"),
    "a paragraph of more than a million": ("a.html", b"<p>" + b"said so. " * 150_000, "longer than"),
    "broken bytes after a mark": ("a.txt", codecs.BOM_UTF8 + b"\xff\xfe\xfd" * 300, "broken"),
    "french": (
        "a.txt",
        "Le quai nord est fermé depuis lundi, a dit la capitaine du port devant la presse de la ville.".encode(),
        "French",
    ),
    "german page": (
        "a.html",
        b"<p>Der Nordkai ist seit Montag gesperrt, sagte die Hafenmeisterin vor der Presse in der Stadt.",
        "German",
    ),
    "endless front matter": ("a.txt", b"---\ntitle: a\n" + WORDS, "no closing"),
    "no yaml": ("a.txt", b"---\n: : [\n---\n" + WORDS, "front matter"),
    "tabs in yaml": ("a.txt", b"---\n\ttitle: a\n---\n" + WORDS, "front matter"),
    "deep yaml": ("a.txt", b"---\na: " + b"[" * 20_000 + b"\n---\n" + WORDS, "front matter"),
    "yaml that laughs": (
        "a.txt",
        b"---\na: &a [x, x]\n"
        + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 120))
        + b"title: *x\n---\n",
        "title is not a line",
    ),
    "a date that is none": ("a.txt", b"---\npublished: 2031-02-30\n---\n" + WORDS, "published"),
    "a date to come": ("a.txt", b"---\npublished: 2099-01-01\n---\n" + WORDS, "future"),
    "front matter alone": ("a.txt", b"---\ntitle: a\n---\n", "no article text"),
    "furniture alone": ("a.txt", b"Read next\n\nMayor says no\n\nShare", "no article text"),
    "a hundred thousand boxes": ("a.html", b"<div>" * 100_000 + WORDS, "nested"),
    "a hundred thousand emphases": ("a.html", b"<b><i>" * 50_000 + WORDS, "nested"),
    "tables in tables": ("a.html", b"<table><tr><td>" * 3000 + WORDS, "nested"),
    "a million elements": ("a.html", PAGE + b"<br>" * 1_000_000, "elements"),
    "a crowded tag": ("a.html", b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">" + WORDS, "attributes"),
    "a crowded tag of quoted brackets": (
        "a.html",
        b"<p " + b" ".join(b'a%d="<"' % n for n in range(100_000)) + b">" + WORDS,
        "attributes",
    ),
    "a crowded tag of bare brackets": (
        "a.html",
        b"<p " + b" ".join(b"a%d=<" % n for n in range(100_000)) + b">" + WORDS,
        "attributes",
    ),
    "a crowded tag without spaces": (
        "a.html",
        b"<p " + b"".join(b"a%d='>'" % n for n in range(100_000)) + b">" + WORDS,
        "attributes",
    ),
    "a crowded tag after a control": ("a.html", b"<\x01p " + b"a " * 300_000 + b">" + WORDS, "attributes"),
    "a crowded tag that a script seems to hide": (
        "a.html",
        b"<!-- <script --><p " + b"a " * 300_000 + b"><!-- </script -->" + WORDS,
        "attributes",
    ),
    "tags inside tags": ("a.html", PAGE + b"<a" * 1_000_000, "inside tags"),
    "comments without end": ("a.html", PAGE + b"<p " + b"a " * 400 + b"<!--" * 1_000_000, "attributes"),
    "links that lie deep": ("a.html", b"<div>" * 100 + (b"<a href=x>" + WORDS + b"</a>") * 12_000, "deep"),
    "a page of scripts": ("a.html", b"<script>" + b"a{" * 500_000, "no article text"),
    "a page without words": ("a.html", b"<html><body><img src=x></body></html>", "no article text"),
    "a page of comments": ("a.html", b"<!---->" * 300_000, "no "),
    "a frameset": ("a.html", b"<frameset><frame src=a></frameset>", "no article text"),
    "half a tag": ("a.html", b"<", "no "),
}


@pytest.mark.parametrize("what", REFUSED_BYTES)
def test_bytes_that_are_refused(tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, data, why = REFUSED_BYTES[what]
    (tmp_path / name).write_bytes(data)
    assert_refused(tmp_path / name, why)
    assert capsys.readouterr() == ("", "")


READ_BYTES: dict[str, tuple[str, bytes]] = {
    "one word": ("a.txt", b"Shut."),
    "a mark and two line ends": ("a.txt", codecs.BOM_UTF8 + WORDS + b"\r\r\n"),
    "utf-16": ("a.txt", SAID.encode("utf-16")),
    "a stack of accents": ("a.txt", ("Brandvold" + "\u0301" * 5000 + " said no.").encode()),
    "directions turned": ("a.txt", f"\u202e{SAID}\u202c".encode()),
    "terminal commands": ("a.txt", b"\x1b]0;owned\x07\x1b[2J" + WORDS),
    "spaces without end": ("a.txt", b"She" + b" " * 400_000 + b"said no."),
    "brackets without end": ("a.md", b"[" * 300_000 + b" she said no."),
    "stars without end": ("a.md", b"*a **b __c " * 20_000),
    "links without end": ("a.md", b"[a](b " * 100_000),
    "surrogates": ("a.html", PAGE + b"&#xd800;&#0;&#x110000;"),
    "a page in a text file": ("a.txt", PAGE),
    "a text in a page file": ("a.html", WORDS),
    "a page never closed": ("a.html", b"<html><body><article><p>" + WORDS + b"<p>No more is known of it so far."),
    "deep linked data": ("a.html", b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script>" + PAGE),
    "wrong charset": ("a.html", b"<meta charset=utf-16>" + PAGE),
    "a charset that is none": ("a.html", b"<meta charset=zip>" + PAGE),
    "no kind": ("a.pdf", WORDS),
    "a script": ("a.html", b"<script>" + b"if(a<b && c d e f)" * 2000 + b"</script>" + PAGE),
    "nested quotes": ("a.html", b"<blockquote>" * 60 + b"<p>" + WORDS),
    "end tags with attributes": ("a.html", PAGE + b"</p " + b"a=1 " * 100_000 + b">"),
    "a sentence of advertisements": ("a.html", b"<p>" + (b"<span class=ad>" + WORDS + b"</span>") * 4_000),
    "boxes of advertisements": ("a.html", PAGE + (b"<div class=share><p>" + WORDS + b"</div>") * 4_000),
    "headings that lie deep": ("a.html", b"<div>" * 60 + b"<b>Related</b>" * 8_000 + b"<p>" + WORDS * 4_000),
    "related in related": ("a.html", b"<div><b>Related</b> x" * 90 + b"<p>" + WORDS * 10_000),
    "text that lies deep": ("a.html", b"<span>" * 100 + WORDS * 10_000),
    "related without end": ("a.html", PAGE + b"<b>Related</b>" * 10_000),
}


@pytest.mark.parametrize("what", READ_BYTES)
def test_bytes_that_are_odd_and_harmless(tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, data = READ_BYTES[what]
    (tmp_path / name).write_bytes(data)
    (found,) = ingest(tmp_path / name, now=NOW)
    assert isinstance(found, Document), found
    assert found.text
    assert found.text == unicodedata.normalize("NFC", found.text)
    assert not {"\0", "\r", "\x1b", "\x07"} & set(found.text)
    assert capsys.readouterr() == ("", "")


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.txt")
    return folder / "a.txt"


def a_circle(folder: Path) -> Path:
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    return folder / "a.txt"


def a_dead_link(folder: Path) -> Path:
    (folder / "a.txt").symlink_to(folder / "gone")
    return folder / "a.txt"


def a_link_to_a_device(folder: Path) -> Path:
    (folder / "a.txt").symlink_to("/dev/zero")
    return folder / "a.txt"


def a_folder_called_a_text(folder: Path) -> Path:
    (folder / "a.txt").mkdir()
    return folder / "a.txt"


def a_pipe_in_a_folder(folder: Path) -> Path:
    os.mkfifo(folder / "a.html")
    return folder


def an_odd_name(folder: Path) -> Path:
    (folder / "a\n\x1b[31m\u202eb.txt").write_bytes(b"")
    return folder


def a_name_that_is_no_text(folder: Path) -> Path:
    name = os.fsdecode(os.fsencode(str(folder)) + b"/\xff\xfe.txt")
    Path(name).write_bytes(b"")
    return Path(name)


REFUSED_PATHS: dict[str, tuple[Callable[[Path], str | Path], str]] = {
    "a missing file": (lambda folder: folder / "gone.txt", "no such file"),
    "a file as a folder": (lambda folder: Path(__file__) / "a.txt", "no such file"),
    "no name": (lambda folder: "", "no name"),
    "a name with a nul": (lambda folder: "a\0b", "no name"),
    "an endless name": (lambda folder: "a" * 5000, "too long"),
    "a device": (lambda folder: "/dev/zero", "not a regular file"),
    "the null device": (lambda folder: Path("/dev/null"), "not a regular file"),
    "a pipe": (a_pipe, "not a regular file"),
    "a pipe in a folder": (a_pipe_in_a_folder, "not a regular file"),
    "links in a circle": (a_circle, "circle"),
    "a dead link": (a_dead_link, "no such file"),
    "a link to a device": (a_link_to_a_device, "not a regular file"),
    "a folder called a text": (a_folder_called_a_text, "holds no"),
    "an empty folder": (lambda folder: folder, "holds no"),
    "an odd name": (an_odd_name, "empty"),
    "a name that is no text": (a_name_that_is_no_text, "empty"),
}


@pytest.mark.parametrize("what", REFUSED_PATHS)
def test_paths_that_are_refused(tmp_path: Path, what: str) -> None:
    make, why = REFUSED_PATHS[what]
    assert_refused(make(tmp_path), why)


REFUSED_ADDRESSES = {
    "loopback": "http://127.0.0.1:{port}/",
    "localhost": "http://localhost:{port}/",
    "localhost with a dot": "http://localhost.:{port}/",
    "capital scheme": "HTTP://127.0.0.1:{port}/",
    "short": "http://127.1:{port}/",
    "decimal": "http://2130706433:{port}/",
    "hexadecimal": "http://0x7f000001:{port}/",
    "hexadecimal parts": "http://0x7f.0x0.0x0.0x1:{port}/",
    "octal": "http://017700000001:{port}/",
    "octal parts": "http://0177.0.0.01:{port}/",
    "zero": "http://0:{port}/",
    "all zeros": "http://0.0.0.0:{port}/",
    "wide digits": "http://１２７.０.０.１:{port}/",
    "foreign dots": "http://127。0。0。1:{port}/",
    "circled digits": "http://①②⑦.0.0.1:{port}/",
    "version 6": "http://[::1]:{port}/",
    "version 6, unspecified": "http://[::]:{port}/",
    "mapped": "http://[::ffff:127.0.0.1]:{port}/",
    "mapped in hexadecimal": "http://[::ffff:7f00:1]:{port}/",
    "compatible": "http://[::127.0.0.1]:{port}/",
    "nat64": "http://[64:ff9b::127.0.0.1]:{port}/",
    "6to4": "http://[2002:7f00:1::]:{port}/",
    "link-local": "http://[fe80::1%25lo]:{port}/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "metadata, version 6": "http://[fd00:ec2::254]/latest/",
    "private": "http://10.0.0.1/",
    "carrier": "http://100.64.0.1/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "a password": "http://runa:secret@127.0.0.1:{port}/",
    "a name that hides the host": "http://quay.example@127.0.0.1:{port}/",
    "a backslash": "http://127.0.0.1:{port}\\@quay.example/",
    "a space": "http://127.0.0.1:{port}/a b",
    "a line end": "http://127.0.0.1:{port}/\r\nX-Evil: 1",
    "no host": "http:///a",
    "no slashes": "http:127.0.0.1:{port}",
    "a port that is none": "http://127.0.0.1:99999/",
    "port zero": "http://127.0.0.1:0/",
    "a broken bracket": "http://[::1",
    "an endless address": "http://127.0.0.1:{port}/" + "a" * 10_000,
    "an endless name": "http://" + "a" * 300 + ".example/",
    "file": "file:///etc/passwd",
    "ftp": "ftp://127.0.0.1:{port}/",
    "gopher": "gopher://127.0.0.1:{port}/_GET",
    "data": "data:text/html,<p>no",
    "javascript": "javascript:alert(1)",
    "a socket": "unix:///var/run/docker.sock",
}


@pytest.mark.parametrize("what", REFUSED_ADDRESSES)
def test_addresses_that_are_refused(paper: Newspaper, what: str) -> None:
    paper.page("/", PAGE)
    line = assert_refused(REFUSED_ADDRESSES[what].replace("{port}", str(paper.port)), "")
    assert "secret" not in line
    assert paper.asked == []


def test_a_password_in_a_redirect_is_not_printed(paper: Newspaper) -> None:
    url = paper.onward("/", "http://runa:secret@quay.example/")
    (found,) = ingest(url, allow_private=True, now=NOW)
    assert isinstance(found, Refusal)
    assert "secret" not in str(found)


def test_standard_input_that_fails_is_refused() -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    closed = io.BytesIO(WORDS)
    closed.close()
    for stdin in (Broken(), closed):
        (found,) = ingest("-", stdin=stdin, now=NOW)  # type: ignore[arg-type]
        assert isinstance(found, Refusal)


def assert_refused(given: str | Path, why: str) -> str:
    (found,) = ingest(given, now=NOW)
    assert isinstance(found, Refusal), found
    line = str(found)
    assert why in found.why
    assert line.isprintable()
    assert len(line) < 1000
    assert "cannot be read (" not in line  # foreseen, not only caught
    line.encode("utf-8")
    return line
