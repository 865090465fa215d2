from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.ingesting import BadInput, Notice, Refusal, ingest, ingest_text
from sayso.nouns import Document, ReaderVersion, Reading
from sayso.showing.page import page

NOW = datetime(2031, 6, 15, 12, 0, tzinfo=UTC)
TEXT = "The north quay is shut, harbour master Ilse Brandvold said on Monday.\n\n“Nobody sails,” she said."
FRONT = """---
outlet: Quay Courier
published: 2031-06-12
modified: 2031-06-13T08:00:00+02:00
title: "Quay shut: master"
byline: [Runa Vik, Ole Dahl]
url: https://quay.example/shut
section: harbour
---
"""


def one(given: str | Path, **told: str) -> Document:
    (found,) = ingest(
        given, now=NOW, outlet=told.get("outlet"), published=told.get("published"), title=told.get("title")
    )
    assert isinstance(found, Document), found
    return found


def test_front_matter_is_no_text_and_a_bare_date_stays_bare(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRONT + TEXT, "utf-8")
    document = one(tmp_path / "a.txt")
    assert document.text == TEXT
    assert (document.outlet, document.title, document.byline) == (
        "Quay Courier",
        "Quay shut: master",
        "Runa Vik, Ole Dahl",
    )
    assert (document.published, document.modified, document.retrieved) == (
        "2031-06-12",
        "2031-06-13T08:00:00+02:00",
        None,
    )
    assert (document.url, document.language) == ("https://quay.example/shut", "en")


def test_what_the_caller_tells_wins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRONT + TEXT, "utf-8")
    document = one(tmp_path / "a.txt", outlet="North Wire", published="2031-06-11", title="Shut")
    assert (document.outlet, document.published, document.title) == ("North Wire", "2031-06-11", "Shut")


@pytest.mark.parametrize(
    ("matter", "why"),
    [
        ("outlet: Quay Courier\n", "no closing line"),
        ("outlet: [\n---\n", "front matter"),
        ("- a\n- b\n---\n", "not lines of"),
        ("outlet: {a: b}\n---\n", "outlet is not a line of text"),
        ("published: soon\n---\n", "published: 'soon' is not an ISO 8601 date"),
        ("published: 2041-01-01\n---\n", "lies in the future"),
        ("outlet: !!python/object/apply:os.system {a: id}\n---\n", "outlet is not a line of text"),
        ("a: &a [*a]\noutlet: *a\n---\n", "front matter"),
        ("a: *b\n---\n", "front matter"),
        ("title: " + "[" * 5000 + "\n---\n", "front matter"),
    ],
)
def test_bad_front_matter_is_refused(tmp_path: Path, matter: str, why: str) -> None:
    (tmp_path / "a.txt").write_text(f"---\n{matter}{TEXT}", "utf-8")
    (found,) = ingest(tmp_path / "a.txt", now=NOW)
    assert isinstance(found, Refusal)
    assert why in found.why
    assert "\n" not in str(found)


def test_empty_front_matter_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\noutlet:\n---\n{TEXT}", "utf-8")
    assert one(tmp_path / "a.txt").outlet is None


def test_a_folder_gives_its_texts_and_pages_by_name_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.md").write_text(f"# Quay shut\n\n{TEXT} [More](https://quay.example).", "utf-8")
    (tmp_path / "b" / "c" / "d.HTML").write_text(f"<p>{TEXT}</p>", "utf-8")
    (tmp_path / "b" / "x.htm").write_bytes(b"%PDF-1.7")
    (tmp_path / "ignored.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / ".hidden.txt").write_text(TEXT, "utf-8")
    found = list(ingest(tmp_path, now=NOW))
    assert [type(each).__name__ for each in found] == ["Document", "Document", "Refusal", "Document", "Notice"]
    assert str(found[4]) == f"{tmp_path}: passed over 1 file that is no text, Markdown or HTML (.pdf 1)"
    assert str(found[2]).startswith(f"{tmp_path}/b/x.htm: looks like a PDF")
    first = found[0]
    assert isinstance(first, Document)
    assert first.title == "Quay shut"
    assert first.text.startswith("The north quay")
    assert "https" not in first.text


def test_a_folder_without_texts_says_so(tmp_path: Path) -> None:
    (found,) = ingest(tmp_path, now=NOW)
    assert isinstance(found, Refusal)
    assert "holds no" in found.why


def test_folders_that_link_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(ingest(tmp_path, now=NOW))) == 1


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    scan = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    refused, read = ingest(tmp_path, now=NOW)
    assert isinstance(refused, Refusal)
    assert isinstance(read, Document)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")

    def refusing(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refusing)
    (found,) = ingest(tmp_path / "a.txt", now=NOW)
    monkeypatch.undo()
    assert str(found) == f"{tmp_path}/a.txt: permission denied"


@pytest.mark.parametrize("data", [TEXT.encode(), f"<html><body><p>{TEXT}</p></body></html>".encode()])
def test_other_names_and_standard_input_are_sniffed(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "story").write_bytes(data)
    assert "Ilse Brandvold" in one(tmp_path / "story").text
    (found,) = ingest("-", stdin=io.BytesIO(data), now=NOW)
    assert isinstance(found, Document)
    assert found.text.startswith("The north quay is shut")


def test_a_bare_text_keeps_its_places_but_for_the_furniture_at_its_end() -> None:
    bare = f"Quay shut over cracks; \n\n\n\n___.\n\n  {TEXT}"
    assert ingest_text(f"{bare}\n\nYou may also like:\nMayor to swim\n", now=NOW).text == bare


@pytest.mark.parametrize(
    ("file", "shift"),
    [
        (TEXT.encode(), 0),
        (TEXT.replace("\n", "\r\n").encode(), 2),
        (b"\xef\xbb\xbf" + TEXT.encode(), 1),
        (TEXT.replace("The north", "The e\u0301tang, the north").encode(), 1),
    ],
    ids=["plain", "CRLF", "byte order mark", "not NFC"],
)
def test_places_in_a_plain_file_are_places_in_the_text(tmp_path: Path, file: bytes, shift: int) -> None:
    (tmp_path / "a.txt").write_bytes(file)
    found = one(tmp_path / "a.txt").text.index("“Nobody")
    assert found == file.decode().index("“Nobody") - shift


def test_a_title_that_is_told_is_no_text() -> None:
    assert ingest_text(f"Shut!\n\n{TEXT}", title="Shut", now=NOW).text == TEXT


def test_text_from_python_is_checked_too() -> None:
    assert ingest_text(TEXT, outlet="Quay\nCourier\x1b[0m", now=NOW).outlet == "Quay Courier[0m"
    for bad in ("", "  ", "a\x00b", "x" * 1_000_001):
        with pytest.raises(BadInput):
            ingest_text(bad, now=NOW)
    with pytest.raises(BadInput, match="published"):
        ingest_text(TEXT, published="soon", now=NOW)


def test_importing_is_light() -> None:
    asked = "import sys, sayso.ingesting; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "trafilatura",
        "httpx2",
        "httpcore2",
        "py3langid",
        "lxml",
        "yaml",
        "charset_normalizer",
        "numpy",
        "htmldate",
    }
    assert not heavy & set(loaded)


def test_a_folder_is_read_without_its_readme(tmp_path: Path) -> None:
    for name in ("README.md", "readme.txt", "a.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    assert len(list(ingest(tmp_path, now=NOW))) == 1


def test_other_kinds_in_a_folder_are_counted_once(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for name in ("a.pdf", "b.PDF", "c.docx", "more/d.pdf", "more/notes", ".hidden.pdf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "back").symlink_to(tmp_path, target_is_directory=True)
    why = "passed over 5 files that are no text, Markdown or HTML (.pdf 3, .docx 1, without ending 1)"
    (refusal,) = ingest(tmp_path, now=NOW)
    assert str(refusal) == f"{tmp_path}: holds no .htm, .html, .md, .txt files; {why}"
    assert not isinstance(refusal, Notice)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    document, notice = ingest(tmp_path, now=NOW)
    assert isinstance(document, Document)
    assert isinstance(notice, Notice)
    assert str(notice) == f"{tmp_path}: {why}"


def test_a_page_of_our_own_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    own = tmp_path / "story.html"
    own.write_text(page([Reading(one(tmp_path / "a.txt"), ReaderVersion("nobody", "0"), ())]), "utf-8")
    document, notice = ingest(tmp_path, now=NOW)
    assert isinstance(document, Document)
    assert isinstance(notice, Notice)
    assert str(notice) == f"{own}: a page that Sayso wrote: what is in it was read already"
    (refusal,) = ingest(own, now=NOW)  # asked for by name, it is a mistake
    assert not isinstance(refusal, Notice)
