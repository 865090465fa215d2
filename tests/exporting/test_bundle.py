"""The bundle: a person who has nothing but it can tell whether it is whole."""

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sayso.exporting import Format, export
from sayso.ledger import Ledger
from sayso.views import list_lines
from tests.exporting.desk import UNQUOTED, files, laid


def unpacked(ledger: Ledger, folder: Path, with_text: bool = False) -> Path:
    with zipfile.ZipFile(io.BytesIO(export(laid(ledger, with_text=with_text, chained=True), Format.BUNDLE))) as packed:
        assert packed.testzip() is None
        packed.extractall(folder)
    return folder


def verify(folder: Path) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-I", str(folder / "verify.py")]
    return subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("with_text", [False, True])
def test_it_is_whole_and_says_how_to_tell(ledger: Ledger, tmp_path: Path, with_text: bool) -> None:
    folder = unpacked(ledger, tmp_path / "bundle", with_text=with_text)
    assert (verify(folder).returncode, verify(folder).stdout, verify(folder).stderr) == (0, "whole\n", "")
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    held = {name: hashlib.sha256(data).hexdigest() for name, data in files(folder).items() if name != "SHA256SUMS"}
    assert sums == held
    assert ledger.head() in (folder / "README.txt").read_text("utf-8")
    assert any(UNQUOTED.encode() in data for data in files(folder).values()) is with_text
    assert not any(b"called the ministry" in data for data in files(folder).values())
    board = list(list_lines(ledger, "landslip"))
    assert (folder / "claims.json").read_text("utf-8") == "[" + ",\n".join(board) + "]\n"


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger) -> None:
    once, again = (export(laid(ledger, chained=True), Format.BUNDLE) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("claims.html", "Quilpa", "Quilca", "claims.html: missing, or not what was packed"),
        ("chain.jsonl", "No village", "A village", "(reading): not what was recorded"),
        ("chain.jsonl", '"seq":3', '"seq":4', "event 3 (filing): the chain is broken here"),
        ("bundle.json", '"head": "', '"head": "0', "the chain does not end at the head"),
    ],
)
def test_what_was_changed_is_found(ledger: Ledger, tmp_path: Path, name: str, old: str, new: str, told: str) -> None:
    folder = unpacked(ledger, tmp_path / "bundle")
    file = folder / name
    before = file.read_text("utf-8")
    assert old in before
    file.write_text(before.replace(old, new), "utf-8")
    found = verify(folder)
    assert found.returncode == 1
    assert told in found.stdout


def test_a_forger_who_makes_the_sums_anew_is_found_by_the_chain(ledger: Ledger, tmp_path: Path) -> None:
    folder = unpacked(ledger, tmp_path / "bundle", with_text=True)
    chain = folder / "chain.jsonl"
    chain.write_text(chain.read_text("utf-8").replace("was cut", "was not"), "utf-8")
    held = {name: data for name, data in files(folder).items() if name != "SHA256SUMS"}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in held.items())
    (folder / "SHA256SUMS").write_text(sums, "utf-8")
    assert "not what was recorded" in verify(folder).stdout


def test_what_was_blacked_out_since_is_told(ledger: Ledger, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    ledger.redact_name("Teo Arana", "a witness", by="Ines", now=datetime(2026, 6, 10, tzinfo=UTC))
    folder = unpacked(ledger, tmp_path / "bundle", with_text=True)
    found = verify(folder)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("event 1 (document): words were taken out of it since")
    assert found.stdout.endswith("whole\n")
    assert not any(b"Arana" in data for data in files(folder).values())
