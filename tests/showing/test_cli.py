"""The command line, with a reader that knows one sentence."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.main import get_command
from typer.testing import CliRunner

import sayso.ingesting
import sayso.reading
from sayso import __version__
from sayso.nouns import Document, Reading
from sayso.showing import cli
from sayso.wire import decode, schema
from tests.showing.newsroom import Stub


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Stub:
    stub = Stub()
    monkeypatch.setattr(sayso.reading, "load_reader", lambda: stub)
    monkeypatch.setenv("COLUMNS", "80")
    return stub


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, one file that is none, and one with nothing said."""
    clippings = tmp_path / "clippings"
    clippings.mkdir()
    front = "---\noutlet: Moor Times\ntitle: Sheep on the runway\npublished: 2026-02-03\nurl: https://moor.example/sheep\n---\n"
    (clippings / "1-sheep.txt").write_text(front + "Ana Prado said the sheep had been there since noon. They left.")
    (clippings / "2-broken.txt").write_bytes(b"\x00\x01\x02")
    (clippings / "3-“café”.txt").write_text("The owner of the café on the quay said it would open in May.", "utf-8")
    (clippings / "4-rain.txt").write_text("It rained for most of the day and then it stopped.")
    return clippings


def sayso_(*args: object, given: str | bytes | None = None) -> Any:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args], input=given, prog_name="sayso")


def test_help_lists_every_command_with_a_line() -> None:
    text = sayso_("--help").stdout
    commands = get_command(cli.app).commands  # type: ignore[attr-defined]
    assert set(commands) == {
        "read", "demo", "add", "import", "stories", "claims", "claim", "sources", "source", "verify", "redact", "rebuild",
            "export",
            "brief", "questions", "review", "correct", "label", "note", "undo", "history", "serve",
    }  # fmt: skip
    for name, command in commands.items():
        assert re.search(rf"^  {name} +\S", text, re.MULTILINE)
        help_text = sayso_(name, "--help").stdout
        for parameter in command.params:
            assert all(option in help_text for option in parameter.opts if option.startswith("-"))


def test_version() -> None:
    assert sayso_("--version").stdout == f"sayso {__version__}\n"


def test_an_article_in_the_terminal(folder: Path) -> None:
    result = sayso_("read", folder / "1-sheep.txt")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Sheep on the runway",
        "Moor Times, Tuesday 3 February 2026",
        "https://moor.example/sheep",
        "─" * 80,
        "  1  Ana Prado  said",
        "     [the sheep had been there since noon]",
        "",
        "1 attribution",
        "Read by machine: check the words before you publish.",
    ]


def test_a_folder_is_read_to_its_end_whatever_it_holds(folder: Path) -> None:
    result = sayso_("read", folder)
    assert result.exit_code == 1
    assert result.stdout.count("Read by machine") == 3
    assert "publish.\n\nUntitled (The owner of the café on the quay said it would" in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"sayso: {folder}/2-broken.txt: ")


def test_what_is_passed_over_on_purpose_is_told_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana Prado said the sheep were back.")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    for _ in range(2):  # the second time, the page of the first one lies in the folder
        result = sayso_("read", tmp_path, "--html", tmp_path / "page.html")
        assert result.exit_code == 0
        assert result.stderr.endswith(f"Wrote {tmp_path}/page.html: 1 article, 1 attribution.\n")
    own, other, _ = result.stderr.splitlines()
    assert own == f"sayso: {tmp_path}/page.html: a page that Sayso wrote: what is in it was read already"
    assert other == f"sayso: {tmp_path}: passed over 1 file that is no text, Markdown or HTML (.pdf 1)"


def test_json_lines_keep_to_the_schema_and_are_utf_8(folder: Path) -> None:
    result = sayso_("read", folder, "--json")
    lines = result.stdout_bytes.decode("utf-8").splitlines()
    assert len(lines) == 3
    for line in lines:
        jsonschema.validate(json.loads(line), schema("reading"))
    assert "The owner of the café on the quay" in lines[1]
    assert [len(decode(line)) for line in lines] == [1, 1, 0]


def test_json_carries_nothing_raw_that_acts_on_a_terminal(reader: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "Ana Prado said the \u202egate\u2028 is\x9b2J shut \U000e0041\ud800."
    monkeypatch.setattr(sayso.ingesting, "ingest_each", lambda *_, **__: iter([("x", Document(odd))]))
    result = sayso_("read", "x", "--json")
    (line,) = result.stdout_bytes.decode("utf-8").splitlines()
    assert line.isprintable()
    assert json.loads(line)["document"]["text"] == odd
    assert decode(line) == reader.read(Document(odd))


def test_standard_input_with_what_it_does_not_say() -> None:
    told = ("--outlet", "Moor Times", "--published", "2026-02-03", "--url", "https://moor.example/a")
    result = sayso_("read", "-", *told, "--json", given="Ana Prado said the sheep were back.")
    document = json.loads(result.stdout)["document"]
    assert (document["outlet"], document["published"], document["url"]) == told[1::2]


def test_a_page_of_several_articles(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    result = sayso_("read", folder / "1-sheep.txt", folder / "4-rain.txt", "--html", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Wrote {target}: 2 articles, 1 attribution.\n"
    assert target.read_text("utf-8").count("<article ") == 2


def test_json_and_a_page_at_once(folder: Path, tmp_path: Path) -> None:
    result = sayso_("read", folder / "1-sheep.txt", "--json", "--html", tmp_path / "page.html")
    assert len(result.stdout.splitlines()) == 1
    assert (tmp_path / "page.html").exists()


def test_no_page_where_nothing_was_read(tmp_path: Path) -> None:
    result = sayso_("read", tmp_path / "nowhere.txt", "--html", tmp_path / "page.html")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"sayso: {tmp_path}/nowhere.txt: ")
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["read"], "Missing argument 'INPUT"),
        (["read", "a.txt", "--published", "last spring"], "'last spring' is not an ISO 8601 date or time"),
        (["read", "a.txt", "--published", "2999-01-01"], "lies in the future"),
        (["read", "a.txt", "b.txt", "--outlet", "Moor Times"], "--outlet tells of one article"),
        (["read", ".", "--url", "https://moor.example"], "this INPUT is a folder"),
        (["read", ".", "--title", "Sheep"], "this INPUT is a folder"),
        (["read", "-", "-"], "standard input can be read only once"),
        (["read", "a.txt", "--json", "--html", "-"], "standard output can take --json or --html -, not both"),
        (["read", "a.txt", "--html", "no/such/folder/page.html"], "there is no folder no/such/folder"),
        (["read", "a.txt", "--html", "."], "is a directory"),
        (["read", "a.txt", "--by", "mood"], "'mood' is not one of"),
        (["read", "a.txt", "--by", "source", "--json"], "--by tells how the terminal shows an article"),
        (["reed"], "No such command 'reed'"),
    ],
)
def test_a_command_that_is_not_understood(args: list[str], why: str) -> None:
    result = sayso_(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in result.stderr.splitlines()[-1]


def test_ctrl_c_ends_without_a_word(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def interrupt(_: Document) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr(Stub, "read", lambda *_: interrupt(_[1]))
    result = sayso_("read", folder / "1-sheep.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


@pytest.mark.parametrize("debug", [False, True])
def test_what_nobody_foresaw_is_one_line(
    debug: bool, monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Stub:
        raise LookupError("the owl\x1b[2J\nflew")

    monkeypatch.setattr(sayso.reading, "load_reader", fail)
    monkeypatch.setattr(sys, "argv", ["sayso", "read", str(folder / "1-sheep.txt")])
    monkeypatch.setenv("SAYSO_DEBUG", "1" if debug else "")
    with pytest.raises(SystemExit) as left:
        cli.run()
    told = capsys.readouterr().err.splitlines()
    assert left.value.code == 70
    assert told[-1] == "sayso: internal error: LookupError: the owl\\x1b[2J flew"
    assert ("Traceback" in told[0]) is debug


def test_a_document_on_which_the_reader_fails_does_not_stop_the_rest(
    reader: Stub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Stub.read

    def fail_on_sheep(self: Stub, document: Document) -> Reading:
        if "sheep" in document.text:
            raise LookupError("the owl\x1b[2J\nflew")
        return read(self, document)

    monkeypatch.setattr(Stub, "read", fail_on_sheep)
    result = sayso_("read", folder, "--json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 2)
    line = f"sayso: {folder}/1-sheep.txt: the reader fails on it (LookupError: the owl\\x1b[2J\\nflew)"
    assert result.stderr.splitlines()[0] == line


def test_a_title_is_told_and_is_no_text() -> None:
    given = "Sheep on the runway\n\nAna Prado said the sheep were back."
    result = sayso_("read", "-", "--title", "Sheep on the runway", "--json", given=given)
    document = json.loads(result.stdout)["document"]
    assert (document["title"], document["text"]) == ("Sheep on the runway", "Ana Prado said the sheep were back.")


def test_articles_without_a_title_are_told_apart_by_their_first_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained on the moor for most of the day and then, towards evening, it stopped.")
    (tmp_path / "b.txt").write_text("It snowed.")
    result = sayso_("read", tmp_path / "a.txt", tmp_path / "b.txt")
    assert result.stdout.startswith("Untitled (It rained on the moor for most of the day and then, …)\n─")
    assert "\n\nUntitled (It snowed.)\n─" in result.stdout
    page = sayso_("read", tmp_path, "--html", "-").stdout
    assert "Untitled (It snowed.)</a>" in page
    assert "Untitled" not in sayso_("read", tmp_path / "b.txt").stdout


def test_a_page_to_standard_output(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = sayso_("read", folder / "1-sheep.txt", "--html", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("<!doctype html>")
    assert not Path("-").exists()


def test_a_page_that_cannot_be_written_whole_leaves_the_old_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("old")
    target.chmod(0o640)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        result = sayso_("read", folder / "1-sheep.txt", "--html", target)
    assert (result.exit_code, result.stderr) == (1, f"sayso: {target}: No space left on device\n")
    assert (target.read_text(), sorted(path.name for path in tmp_path.iterdir())) == ("old", ["clippings", "page.html"])
    link = tmp_path / "link.html"
    link.symlink_to(target)
    assert sayso_("read", folder / "1-sheep.txt", "--html", link).exit_code == 0
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("<!doctype html>")
    assert (target.stat().st_mode & 0o777, len(list(tmp_path.iterdir()))) == (0o640, 3)


def test_demo_says_that_it_is_fiction_and_where_the_page_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["sayso"])
    monkeypatch.setattr("shutil.which", lambda _: "sayso")
    result = sayso_("demo")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("A sample story in 16 dispatches. All of it is fiction:\n")
    (target,) = tmp_path.glob("sayso-demo-*/story.html")
    assert f"  {target}\n" in result.stdout
    assert target.read_text("utf-8").count("<article ") == 16
    assert "| sayso read -" in result.stdout.split("Try next:")[1]
    monkeypatch.setattr(sys, "argv", [".venv/bin/sayso", "demo"])
    monkeypatch.setattr("shutil.which", lambda _: None)
    again = sayso_("demo").stdout
    assert list(tmp_path.glob("sayso-demo-*/story.html")) == [target]
    assert "| .venv/bin/sayso read -" in again.split("Try next:")[1]


# ---- what only a process of its own can show ----

PYTHON = [sys.executable, "-I", "-c"]
PATCHED = "import sys, sayso.reading\nfrom tests.showing.newsroom import Stub\nsayso.reading.load_reader = Stub\n"
RUN = "from sayso.showing.cli import run; run()"
ROOT = str(Path(__file__).parents[2])


def process(code: str, *args: str, **more: object) -> "subprocess.Popen[bytes]":
    start = f"import sys; sys.path.insert(0, {ROOT!r}); sys.argv = ['sayso', *{list(args)!r}]\n"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen([*PYTHON, start + code], **pipes)  # type: ignore[call-overload, no-any-return]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "from sayso.showing import cli\ntry:\n    cli.run()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'onnxruntime', 'trafilatura', 'lxml', 'httpx2', 'rich.console', 'yaml', 'sqlalchemy', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    out, err = process(code, "--help").communicate(timeout=60)
    assert b"Usage: sayso" in out
    assert err.strip() == b"[]"


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently")
@pytest.mark.parametrize("form", [["--json"], []], ids=["json", "terminal"])
def test_a_closed_pipe_ends_it_silently(form: list[str], tmp_path: Path) -> None:
    for at in range(200):
        (tmp_path / f"{at:03}.txt").write_text(
            "Ana Prado said the sheep were back. " + "They stayed for a while. " * 200
        )
    running = process(PATCHED + RUN, "read", str(tmp_path), *form)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(timeout=60) == 141
    running.stderr.close()


FORMS = [["--json"], [], ["--html", "-"]]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", [*FORMS, ["--help"]], ids=["json", "terminal", "page", "help"])
def test_a_full_standard_output_is_one_line(form: list[str], folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        running = process(PATCHED + RUN, "read", str(folder / "1-sheep.txt"), *form, stdout=full)
        _, err = running.communicate(timeout=60)
    assert err == b"sayso: standard output cannot be written to (No space left on device)\n"
    assert running.returncode == 74


@pytest.mark.skipif(os.name == "nt", reason="no shell")
@pytest.mark.parametrize("form", FORMS, ids=["json", "terminal", "page"])
def test_a_closed_standard_output_is_one_line(form: list[str], folder: Path) -> None:
    running = process(PATCHED + RUN, "read", str(folder / "1-sheep.txt"), *form, preexec_fn=lambda: os.close(1))
    assert running.communicate(timeout=60)[1] == b"sayso: standard output is closed\n"
    assert running.returncode == 74


@pytest.mark.skipif(os.name == "nt", reason="no shell")
def test_a_page_needs_no_standard_streams(folder: Path, tmp_path: Path) -> None:
    def shut() -> None:
        for descriptor in range(3):
            os.close(descriptor)

    target = tmp_path / "page.html"
    running = process(PATCHED + RUN, "read", str(folder), "--html", str(target), preexec_fn=shut)
    running.communicate(timeout=60)
    assert running.returncode == 1  # one of the files cannot be read
    assert target.read_text("utf-8").count("<article ") == 3


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize("out_is_file", [True, False], ids=["file", "pipe"])
def test_progress_only_where_it_disturbs_nothing(out_is_file: bool, folder: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    env = {"TERM": "xterm", "PATH": os.environ["PATH"], "COLUMNS": "80"}
    with (tmp_path / "out.jsonl").open("wb") as target:
        out = target if out_is_file else subprocess.PIPE
        running = process(PATCHED + RUN, "read", str(folder), "--json", stdout=out, stderr=theirs, env=env)
        running.communicate(timeout=60)
    os.close(theirs)
    told = ""
    with contextlib.suppress(OSError):  # the end of a pseudo-terminal is an error
        while read := os.read(ours, 100_000):
            told += read.decode("utf-8", "replace")
    os.close(ours)
    assert "2-broken.txt" in told
    assert ("Reading" in told) is out_is_file
    assert '"sayso":"1"' not in told
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == (3 if out_is_file else 0)


def test_output_is_utf_8_without_colour_whatever_the_locale(folder: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PATH": os.environ["PATH"], "COLUMNS": "60"}
    code = PATCHED + "sys.stdout.reconfigure(encoding='ascii')\n" + RUN
    out, err = process(code, "read", str(folder / "3-“café”.txt"), env=env).communicate(timeout=60)
    assert err == b""
    assert "The owner of the café on the quay" in out.decode("utf-8")
    assert b"\x1b" not in out


def test_a_page_never_overwrites_what_is_read_and_a_long_argument_is_no_crash(tmp_path: Path) -> None:
    article = tmp_path / "a.html"
    article.write_text("<p>The pier is shut, Ada Lunde said.</p>", "utf-8")
    result = CliRunner().invoke(cli.app, ["read", str(article), "--html", str(article)])
    assert result.exit_code == 2
    assert "Ada Lunde" in article.read_text("utf-8")
    assert CliRunner().invoke(cli.app, ["read", "The mayor said no. " * 30]).exit_code == 1
