"""What is written beside standard output."""

import os
from pathlib import Path

import pytest

from sayso.showing.files import make_folder, write_file
from sayso.showing.invocation import find_command


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    opened = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, "“No.”")
    assert os.read(opened, 100).decode("utf-8") == "“No.”"
    os.close(opened)


@pytest.mark.parametrize("theirs", ["link", "file", "open to all"])
def test_the_demos_folder_is_never_anothers(theirs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ours = make_folder("demo")
    assert make_folder("demo") == ours
    assert ours.stat().st_mode & 0o777 == 0o700
    if theirs == "open to all":
        ours.chmod(0o777)
    else:
        ours.rmdir()
        ours.symlink_to(tmp_path) if theirs == "link" else ours.write_text("")
    assert make_folder("demo") not in (ours, tmp_path)


@pytest.mark.parametrize(
    ("typed", "on_path", "command"),
    [
        (".venv/bin/sayso", None, ".venv/bin/sayso"),
        ("bin/sayso", "bin/sayso", "sayso"),
        ("bin/sayso", "other/sayso", "bin/sayso"),
        ("my tools/sayso", None, "'my tools/sayso'"),
        ("sayso/__main__.py", None, "bin/python -m sayso"),
        ("pytest", None, "sayso"),
    ],
)
def test_the_command_is_named_as_the_user_can_run_it(
    typed: str, on_path: str | None, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bin", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sayso").touch()
    monkeypatch.setattr("sys.argv", [typed])
    monkeypatch.setattr("sys.executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setattr("shutil.which", lambda _: on_path)
    assert find_command() == command
