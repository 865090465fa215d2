"""The commands of the ledger, as a desk uses them."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import sayso.reading
from sayso.settings import load_settings
from sayso.showing import cli
from tests.ledger.desk import GUARD, THEFT, THEFT_LATER, record
from tests.showing.newsroom import Stub


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A reader that knows one sentence, and a ledger that the environment names."""
    monkeypatch.setattr(sayso.reading, "load_reader", Stub)
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "desk.db"))
    monkeypatch.setenv("USER", "ines")
    return tmp_path / "desk.db"


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    folder = tmp_path / "clippings"
    folder.mkdir()
    front = "---\noutlet: Moor Times\ntitle: Sheep\npublished: 2026-02-03\nurl: https://moor.example/sheep\n---\n"
    (folder / "1-sheep.txt").write_text(front + "Ana Prado said the sheep had been there since noon. They left.")
    (folder / "2-broken.txt").write_bytes(b"\x00\x01\x02")
    (folder / "3-rain.txt").write_text("It rained for most of the day and then it stopped.")
    return folder


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    file = tmp_path / "read.jsonl"
    file.write_text("".join(json.dumps(record(each)) + "\n\n" for each in (THEFT, GUARD)), "utf-8-sig")
    return file


def run(*args: object, given: str | None = None) -> Any:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args], input=given, prog_name="sayso")


def test_records_come_in_by_standard_input_as_from_a_file(lines: Path, desk: Path) -> None:
    piped = run("add", "-", "--story", "drawings", given=lines.read_text("utf-8"))
    assert piped.exit_code == 0, piped.stderr
    assert [line.split("  ")[0] for line in piped.stdout.splitlines()[:2]] == [THEFT.document.id, GUARD.document.id]
    assert "2 already there" in run("add", lines, "--story", "drawings").stdout


@pytest.mark.parametrize(
    ("given", "options", "why"),
    [
        ('{"sayso": "1"}\n', [], "sayso: -, line 1: "),
        ('{"judgement": "not_claim", "a": "u1", "by": "Ines"}\n', [], "sayso: -, line 1: a judgement or a note"),
        ('{"sayso": "1"}\n', ["--outlet", "Moor Times"], "sayso: -: --outlet tells of an article"),
        ("", [], "sayso: -: "),
    ],
)
def test_what_cannot_be_taken_from_standard_input_gets_a_line(given: str, options: list[str], why: str) -> None:
    result = run("add", "-", "--story", "drawings", *options, given=given)
    assert result.exit_code == 1
    assert result.stderr.startswith(why)


@pytest.mark.parametrize(
    "text", ["{No} way, Ana Prado said.", "  \nAna Prado said the sheep had been there since noon."]
)
def test_an_article_on_standard_input_is_read(text: str) -> None:
    result = run("add", "-", "--story", "moor", given=text)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "  added, " in result.stdout


def test_a_folder_goes_in_and_going_in_again_changes_nothing(clippings: Path, desk: Path) -> None:
    first = run("add", clippings, "--story", "moor")
    assert first.exit_code == 1
    (complaint,) = first.stderr.splitlines()
    assert complaint.startswith(f"sayso: {clippings}/2-broken.txt: ")
    sheep, rain, total = first.stdout.splitlines()
    assert sheep.endswith("  added, 1 attribution: Sheep")
    assert rain.endswith("  added, 0 attributions")
    assert total == f"2 documents: 2 added. Ledger: {desk}"
    before = desk.read_bytes()
    (clippings / "2-broken.txt").unlink()
    again = run("add", clippings, "--story", "moor")
    assert (again.exit_code, again.stderr) == (0, "")
    assert [line.split("  ")[1] for line in again.stdout.splitlines()[:2]] == ["already there: Sheep", "already there"]
    assert desk.read_bytes() == before
    assert run("stories").stdout == "moor: 2 documents, 1 attribution, 2026-02-03\n"


def test_what_was_read_is_not_read_again(clippings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", clippings / "1-sheep.txt", "--story", "moor")

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Stub, "read", fail)
    assert "already there" in run("add", clippings / "1-sheep.txt", "--story", "moor").stdout
    assert "put into this story" in run("add", clippings / "1-sheep.txt", "--story", "sheep").stdout


def test_standard_input_with_what_it_does_not_say() -> None:
    told = ("--outlet", "Moor Times", "--published", "2026-02-03", "--url", "https://moor.example/a")
    added = json.loads(run("add", "-", *told, "--story", "moor", "--json", given="Ana Prado said no.").stdout)
    assert {name: added[name] for name in ("sayso", "outcome", "utterances")} == {
        "sayso": "1", "outcome": "added", "utterances": 1,
    }  # fmt: skip
    later = json.loads(run("add", "-", *told, "--story", "moor", "--json", given="Ana Prado said yes.").stdout)
    assert (later["outcome"], later["revises"]) == ("revision", added["document"])


def test_records_are_taken_as_they_are(lines: Path) -> None:
    result = run("add", lines, "--story", "drawings")
    assert [line.split("  ")[0] for line in result.stdout.splitlines()[:2]] == [THEFT.document.id, GUARD.document.id]
    assert result.exit_code == 0


def test_one_bad_line_is_named_and_the_rest_goes_on(lines: Path) -> None:
    bad = [
        "nonsense",
        '{"judgement": "not_claim", "a": "x", "by": "y"}',
        json.dumps({**record(THEFT_LATER), "utterances": [{}]}),
    ]
    lines.write_bytes(b"\xff\n" + "\n".join(bad).encode() + b"\n" + lines.read_bytes()[3:])
    result = run("add", lines, "nowhere.jsonl", "--story", "drawings")
    assert result.exit_code == 1
    assert [line.removeprefix(f"sayso: {lines}, ")[:40] for line in result.stderr.splitlines()] == [
        "line 1: not UTF-8",
        "line 2: not a line of JSON: Expecting va",
        "line 3: a judgement or a note: sayso imp",
        "line 4: utterances[0].source: is missing",
        "sayso: nowhere.jsonl: no such file or di",
    ]
    assert result.stdout.splitlines()[-1].startswith("2 documents: 2 added.")


def test_judgements_and_notes_come_in(lines: Path, tmp_path: Path) -> None:
    run("add", lines, "--story", "drawings")
    file = tmp_path / "judgements.jsonl"
    same = {"judgement": "same_claim", "a": THEFT.utterances[0].id, "b": GUARD.utterances[0].id, "by": "ines"}
    given = [same, same, {"note": "called the museum", "by": "ines"}, {**same, "a": "u\x1b[2J"}]
    file.write_text("".join(json.dumps(each) + "\n" for each in given))
    first = run("import", file)
    assert (first.exit_code, first.stdout) == (1, f"{file}: 2 recorded, 1 already there\n")
    assert first.stderr == f"sayso: {file}, line 4: no utterance and no document 'u\\x1b[2J' in this ledger\n"
    again = json.loads(run("import", file, "--json").stdout)
    assert (again["recorded"], again["already_there"], again["refused"]) == (0, 3, 1)


def test_verify_prints_a_head_that_can_be_kept(lines: Path) -> None:
    run("add", lines, "--story", "drawings")
    counts, head = run("verify").stdout.splitlines()
    events, rest = counts.split(" ", 1)
    assert int(events) >= 6  # and one for each link
    assert rest == "events, 2 documents, 4 attributions: whole"
    kept = head.removeprefix("head ")
    assert run("verify", "--head", kept).exit_code == 0
    found = json.loads(run("verify", "--head", "0" * 63 + "1", "--json").stdout)
    assert (found["whole"], found["head"]) == (False, kept)
    spoilt = run("verify", "--head", "0" * 63 + "1")
    assert (spoilt.exit_code, spoilt.stdout.splitlines()[0].split(": ", 1)[1]) == (1, "not whole: 1 fault")
    assert "no event has the head" in spoilt.stderr


def test_redact_tells_what_went_and_verify_says_so(lines: Path, desk: Path) -> None:
    run("add", lines, "--story", "drawings")
    done = run("redact", GUARD.document.id, "--reason", "a court order")
    events = int(done.stdout.split(" ", 2)[1])
    assert events >= 2  # and its links, whose reasons tell of its words
    assert done.stdout == (
        f"Redacted {events} events in 1 document ({GUARD.document.id}). The digests and the reason stay.\n"
    )
    named = json.loads(run("redact", "--name", "Halka Dorn", "--reason", "asked", "--by", "Mo", "--json").stdout)
    assert named["documents"] == [THEFT.document.id]
    assert run("verify").stdout.splitlines()[:2] == [f"{THEFT.document.id}  redacted", f"{GUARD.document.id}  redacted"]
    assert run("redact", "--name", "Halka Dorn", "--reason", "asked").stderr == (
        "sayso: the name stands nowhere in this ledger\n"
    )
    assert "redacted before, left out" in run("add", lines, "--story", "drawings").stdout
    assert run("rebuild").stdout == f"Made anew from the record: {desk}, 2 claims\n"
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["add", "a.txt"], "Missing option '--story'"),
        (["add", "a.txt", "--story", " "], "a story's name is one line"),
        (["add", "a.txt", "b.txt", "--story", "s", "--outlet", "x"], "--outlet tells of one article"),
        (["add", "a.jsonl", "--story", "s", "--outlet", "x"], "records are taken as they are"),
        (["add", ".", "--story", "s", "--url", "https://moor.example"], "this INPUT is a folder"),
        (["add", "a.txt", "--story", "s", "--published", "soon"], "'soon' is not an ISO 8601 date"),
        (["add", "-", "-", "--story", "s"], "standard input can be read only once"),
        (["verify", "--head", "abc"], "a head is 64 digits"),
        (["redact", "--reason", "r"], "give either the ID of a document, or --name"),
        (["redact", "d1", "--name", "Ada", "--reason", "r"], "give either the ID of a document, or --name"),
        (["redact", "d1"], "--reason: say why"),
    ],
)
def test_a_command_that_is_not_understood(args: list[str], why: str, desk: Path) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in result.stderr.splitlines()[-1]
    assert not desk.exists()


@pytest.mark.parametrize(
    ("environment", "platform", "ledger"),
    [
        ({"SAYSO_LEDGER": "here.db", "HOME": "/home/ada"}, "linux", "here.db"),
        ({"HOME": "/home/ada", "XDG_DATA_HOME": "/data"}, "linux", "/data/sayso/sayso.db"),
        ({"HOME": "/home/ada"}, "linux", "/home/ada/.local/share/sayso/sayso.db"),
        ({"HOME": "/Users/ada"}, "darwin", "/Users/ada/Library/Application Support/sayso/sayso.db"),
    ],
)
def test_where_the_ledger_lies(environment: dict[str, str], platform: str, ledger: str) -> None:
    assert load_settings(environment, platform).ledger == ledger


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_a_bar_where_somebody_watches_and_the_lines_stay_whole(lines: Path, desk: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    root = str(Path(__file__).parents[2])
    code = f"import sys; sys.path.insert(0, {root!r}); from sayso.showing.cli import run; run()"
    env = {"TERM": "xterm", "PATH": os.environ["PATH"], "COLUMNS": "200"}
    command = [sys.executable, "-I", "-c", code, "add", str(lines), "--story", "drawings", "--ledger", str(desk)]
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=env, timeout=60, check=True).stdout
    os.close(theirs)
    told = ""
    with suppress(OSError):  # the end of a pseudo-terminal is an error
        while read := os.read(ours, 100_000):
            told += read.decode("utf-8", "replace")
    os.close(ours)
    assert "Reading" in told
    assert [line.split("  ")[1] for line in out.decode().splitlines()[:2]] == [
        "added, 2 attributions: Two drawings gone from museum",
        "added, 2 attributions",
    ]
