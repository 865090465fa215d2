"""`sayso export`, as a desk uses it."""

import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.exporting import Format
from sayso.ledger import open_ledger
from sayso.showing import cli, phrases
from tests.exporting.desk import fill


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A ledger that the environment names."""
    with open_ledger(str(tmp_path / "desk.db"), write=True) as opened:
        fill(opened)
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "desk.db"))
    return tmp_path


def run(*args: object) -> Any:
    return CliRunner().invoke(cli.app, ["export", *map(str, args)], prog_name="sayso")


@pytest.mark.parametrize("to", list(Format))
def test_to_a_file_and_to_standard_output_it_is_the_same(to: Format, desk: Path) -> None:
    file = desk / f"out.{to}"
    written, piped = run("--story", "landslip", "--to", to, "-o", file), run("--story", "landslip", "--to", to)
    assert (written.exit_code, piped.exit_code, written.stdout, piped.stderr) == (0, 0, "", "")
    assert piped.stdout_bytes == file.read_bytes()
    told = f"{phrases.in_line(str(file))}: 3 claims, 3 articles. 1 of 5 lines checked. {phrases.REMINDER}\n"
    beside = f"{file}-metadata.json" if to is Format.CSV else None
    assert written.stderr.replace(str(file) + f" and {beside}", str(file)) == f"Wrote {told}"
    assert (desk / "out.csv-metadata.json").exists() is (to is Format.CSV)


@pytest.mark.parametrize("to", list(Format))
def test_the_same_ledger_gives_the_same_bytes(to: Format) -> None:
    once, again = (run("--story", "attack", "--to", to, "--with-text") for _ in range(2))
    assert once.stdout_bytes == again.stdout_bytes != b""


@pytest.mark.parametrize(
    ("args", "code", "why"),
    [
        (["--story", "nowhere", "--to", "html"], 1, "sayso: no story 'nowhere' in "),
        (["--story", "landslip", "--to", "docx"], 2, "'docx' is not one of"),
        (["--story", "landslip", "--to", "csv", "--as-of", "spring"], 2, "is not an ISO 8601 date or time"),
        (
            ["--story", "landslip", "--to", "csv", "-o", "/no/such/folder/x.csv"],
            2,
            "there is no folder /no/such/folder",
        ),
        (["--to", "csv"], 2, "Missing option '--story'"),
    ],
)
def test_what_cannot_be_done_is_said(args: list[str], code: int, why: str) -> None:
    result = run(*args)
    assert result.exit_code == code
    assert why in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.stderr


def test_parquet_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("--story", "landslip", "--to", "parquet")
    assert (result.exit_code, result.stderr) == (
        1, "sayso: Parquet needs one package more: pip install 'sayso[parquet]'\n",
    )  # fmt: skip


def test_before_anything_was_published_there_is_nothing(desk: Path) -> None:
    for to in Format:
        result = run("--story", "landslip", "--to", to, "--as-of", "2020-01-01", "-o", desk / "out")
        assert (result.exit_code, "0 claims, 0 articles" in result.stderr) == (0, True)
