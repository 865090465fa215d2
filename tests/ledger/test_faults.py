"""A file that cannot be used: one clear line, exit code 1, no traceback, and the file as it was."""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso.ledger import database
from sayso.ledger.migrations import MIGRATIONS
from sayso.showing import cli
from tests.ledger.desk import THEFT, desk, record

WRITING = (["add", "{read}", "--story", "s"], ["import", "{judged}"], ["rebuild"], ["redact", "d1", "--reason", "r"])
READING = (["stories"], ["verify"])


@pytest.fixture
def read(tmp_path: Path) -> Path:
    file = tmp_path / "read.jsonl"
    file.write_text(json.dumps(record()) + "\n", "utf-8")
    (tmp_path / "judged.jsonl").write_text('{"judgement": "not_claim", "a": "u1", "by": "Ines"}\n', "utf-8")
    return file


def complaint(command: list[str], path: Path, read: Path) -> str:
    args = [each.format(read=read, judged=read.with_name("judged.jsonl")) for each in command]
    result = CliRunner().invoke(cli.app, [*args, "--ledger", str(path)], prog_name="sayso")
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    (line,) = result.stderr.splitlines()
    return line


def text_file(path: Path) -> None:
    path.write_text("Two drawings were missing, the museum said. " * 40, "utf-8")


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)


def somebody_elses(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE bookmarks (url)")


def newer(path: Path) -> None:
    with desk(path, THEFT):
        pass
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 7")


def folder(path: Path) -> None:
    path.mkdir()


def half(path: Path) -> None:
    with desk(path, THEFT):
        pass
    path.write_bytes(path.read_bytes()[:70_000])


@pytest.mark.parametrize("command", [*WRITING, *READING], ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (text_file, "not a Sayso ledger"),
        (picture, "not a Sayso ledger"),
        (somebody_elses, "not a Sayso ledger"),
        (newer, f"written by a newer Sayso (version 7 of the ledger; this one knows {len(MIGRATIONS)})"),
        (folder, "a folder, not a ledger"),
    ],
)  # fmt: skip
def test_what_is_no_ledger(command: list[str], make: Callable[[Path], None], why: str, path: Path, read: Path) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    assert complaint(command, path, read) == f"sayso: {path}: {why}"
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("command", [*READING, *WRITING[2:]], ids=lambda command: command[0])
def test_no_ledger_is_made_by_looking(command: list[str], path: Path, read: Path) -> None:
    assert complaint(command, path, read) == f"sayso: {path}: there is no ledger; sayso add makes one"
    assert not path.exists()


@pytest.mark.parametrize("command", [*WRITING, READING[1]], ids=lambda command: command[0])
def test_half_a_file(command: list[str], path: Path, read: Path) -> None:
    half(path)
    args = [each.format(read=read, judged=read.with_name("judged.jsonl")) for each in command]
    result = CliRunner().invoke(cli.app, [*args, "--ledger", str(path)], prog_name="sayso")
    assert result.exit_code == 1
    assert "damaged" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", WRITING[:3], ids=lambda command: command[0])
def test_a_ledger_that_another_program_writes_to(
    command: list[str], path: Path, read: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with desk(path, THEFT), closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        line = complaint(command, path, read)
        assert line == f"sayso: {path}: another program is writing to it; try again when that has finished"
        assert CliRunner().invoke(cli.app, ["verify", "--ledger", str(path)]).exit_code == 0  # reading goes on


@pytest.mark.parametrize("address", ["postgresql://desk@db.example/sayso", "mysql://x"])
def test_an_address_of_a_database_that_is_not_served_yet(address: str) -> None:
    scheme = address.split("://", maxsplit=1)[0]
    assert (
        _told(["verify", "--ledger", address])
        == f"sayso: {scheme}://…: this version keeps ledgers in SQLite files only"
    )


def _told(args: list[str]) -> str:
    result = CliRunner().invoke(cli.app, args, prog_name="sayso")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    return line


# ---- what only somebody without rights can show ----

NOBODY = 65534


@contextmanager
def nobody() -> Iterator[None]:
    """Where tests run as root, for whom no file is closed: as somebody without rights."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that everybody can look into."""
    place = Path(tempfile.mkdtemp(prefix="sayso-shelf-"))
    place.chmod(0o755)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.skipif(os.name == "nt", reason="rights work differently")
@pytest.mark.parametrize("in_closed_folder", [False, True])
def test_a_ledger_that_can_only_be_read(in_closed_folder: bool, shelf: Path) -> None:
    path = shelf / "desk.db"
    with desk(path, THEFT):
        pass
    path.chmod(0o444)
    if in_closed_folder:
        shelf.chmod(0o555)

    def run(*args: str) -> Result:
        return CliRunner().invoke(cli.app, [*args, "--ledger", str(path)], prog_name="sayso")

    run("verify")  # all that is loaded on the way is loaded with our own rights
    with nobody():
        listed, verified, refused = run("stories"), run("verify"), run("rebuild")
    assert listed.stdout == "drawings: 1 document, 2 attributions, 2026-05-20\n"
    assert (verified.exit_code, verified.stderr) == (0, "")
    assert "whole" in verified.stdout
    assert refused.exit_code == 1
    assert refused.stderr == f"sayso: {path}: it can be read, but not written to\n"
