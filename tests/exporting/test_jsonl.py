"""JSON Lines: what goes out comes back, byte for byte, in a ledger that never saw it."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from sayso.ledger import Ledger, open_ledger
from sayso.showing import cli
from sayso.wire import schema
from tests.exporting.desk import UNQUOTED, exported, fill

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CRANE, SOLDIERS = EXAMPLES / "crane", EXAMPLES / "soldiers"


def run(ledger: Path, *args: object) -> Any:
    return CliRunner().invoke(cli.app, [*map(str, args), "--ledger", str(ledger)], prog_name="sayso")


def done(ledger: Path, *args: object) -> str:
    result = run(ledger, *args)
    assert (result.exit_code, result.stderr) == (0, "")
    return str(result.stdout)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of five stories."""
    path = tmp_path_factory.mktemp("desk") / "old.db"
    with open_ledger(str(path), write=True) as opened:
        fill(opened)
    done(path, "add", CRANE / "read.jsonl", "--story", "crane")
    done(path, "import", CRANE / "judgements.jsonl")
    done(path, "import", SOLDIERS / "notes.jsonl", SOLDIERS / "judgements.jsonl")
    return path


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Path:
    """A copy of it, to be written to."""
    return Path(shutil.copy(filled, tmp_path / "old.db"))


def put_right(desk: Path) -> None:
    """People have the last word on the crane: a field, a fact, a name, a line that no reader found, something taken back."""
    lines = json.loads(done(desk, "claims", "--story", "crane", "--json"))
    fell, hurt = lines[0]["utterances"], lines[1]["utterances"]
    done(desk, "correct", fell[2]["id"], "stance=questions", "--reason", "she asked", "--by", "Ines")
    done(desk, "correct", fell[0]["document"]["id"], "outlet=Agencia Sol", "--reason", "its name", "--by", "Ines")
    done(desk, "correct", hurt[0]["id"], "checked", "--by", "Ines")
    done(desk, "label", hurt[0]["id"], "How many were hurt", "--by", "Ines")
    done(desk, "correct", hurt[1]["id"], "stance=denies", "--reason", "no", "--by", "Ines")
    done(desk, "undo", "--by", "Ines")


def taken_out(desk: Path, folder: Path, story: str, *options: str) -> Path:
    file = folder / f"{story}.jsonl"
    file.write_text(done(desk, "export", "--story", story, "--to", "jsonl", *options), "utf-8")
    return file


@pytest.mark.parametrize("story", ["crane", "landslip", "lorries", "attack", "soldiers"])
@pytest.mark.parametrize("moment", [[], ["--as-of", "2026-06-07"], ["--as-of", "2026-05-04"]])
def test_there_and_back(desk: Path, tmp_path: Path, story: str, moment: list[str]) -> None:
    file = taken_out(desk, tmp_path, story, "--with-text", *moment)
    fresh = tmp_path / "fresh.db"
    assert " 0 already there" in done(fresh, "import", file)
    if not run(fresh, "claims", "--story", story, "--json").exit_code:  # a story of which nothing was public is none
        board = done(desk, "claims", "--story", story, "--json", *moment)
        assert done(fresh, "claims", "--story", story, "--json", *moment) == board
    else:
        assert done(desk, "claims", "--story", story, "--json", *moment) == "[]\n"
    assert done(fresh, "verify").splitlines()[-2].endswith(": whole")


def test_what_people_put_right_comes_back(desk: Path, tmp_path: Path) -> None:
    before = done(desk, "claims", "--story", "crane", "--json")
    put_right(desk)
    board = done(desk, "claims", "--story", "crane", "--json")
    assert board != before
    file = taken_out(desk, tmp_path, "crane", "--with-text")
    fresh = tmp_path / "fresh.db"
    done(fresh, "import", file)
    assert done(fresh, "claims", "--story", "crane", "--json") == board
    assert [each["label"] for each in json.loads(board)].count("How many were hurt") == 1
    assert ": 0 recorded, " in done(desk, "import", file)
    assert done(desk, "claims", "--story", "crane", "--json") == board


@pytest.mark.parametrize("story", ["crane", "landslip", "soldiers"])
def test_out_again_it_is_the_same_file(desk: Path, tmp_path: Path, story: str) -> None:
    file = taken_out(desk, tmp_path, story, "--with-text", "--as-of", "2026-06-30")
    fresh = tmp_path / "fresh.db"
    done(fresh, "import", file)
    again = done(fresh, "export", "--story", story, "--to", "jsonl", "--with-text", "--as-of", "2026-06-30")
    assert again == file.read_text("utf-8")


@pytest.mark.parametrize("story", ["crane", "landslip", "soldiers"])
def test_into_the_ledger_that_it_came_from_it_changes_nothing(desk: Path, tmp_path: Path, story: str) -> None:
    file = taken_out(desk, tmp_path, story, "--with-text")
    before = json.loads(done(desk, "verify", "--json"))
    assert ": 0 recorded, " in done(desk, "import", file)
    assert json.loads(done(desk, "verify", "--json")) == before


def test_what_bears_on_a_claim_goes_along_beside_the_story(desk: Path, tmp_path: Path) -> None:
    file = taken_out(desk, tmp_path, "landslip", "--with-text")
    done(tmp_path / "fresh.db", "import", file)
    names = [line.partition(":")[0] for line in done(tmp_path / "fresh.db", "stories").splitlines()]
    assert names == ["beside landslip", "landslip"]
    assert "lorries" not in json.dumps(json.loads(file.read_text("utf-8").splitlines()[0]))


def test_its_lines_keep_to_the_schema_and_parties_of_other_stories_stay_at_home(ledger: Ledger) -> None:
    head, *lines = map(json.loads, exported(ledger, "jsonl", with_text=True).splitlines())
    assert {name: head["export"][name] for name in ("story", "checked", "lines", "with_text")} == {
        "story": "landslip", "checked": 1, "lines": 5, "with_text": True,
    }  # fmt: skip
    readings = [line for line in lines if "utterances" in line]
    for reading in readings:
        jsonschema.validate(reading, schema("reading"))
    assert len(readings) == 3
    assert [(line["judgement"], line["a"]) for line in lines if line.get("judgement") == "same_party"] == [
        ("same_party", "road authority")
    ]
    assert [line["note"] for line in lines if "note" in line] == ["called the ministry: engaged"]


def test_without_texts_it_holds_no_more_than_was_quoted_and_cannot_be_taken_back(desk: Path, tmp_path: Path) -> None:
    file = taken_out(desk, tmp_path, "landslip")
    assert UNQUOTED not in file.read_text("utf-8")
    assert "We heard it … before we saw it" in file.read_text("utf-8")
    result = run(tmp_path / "fresh.db", "import", file)
    assert result.exit_code == 1
    assert f"sayso: {file}, line 2: exported without its text" in result.stderr


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("", "a reading, and no line before it says of which story"),
        ('{"export": 3}\n', "a reading, and no line before it says of which story"),
        ('{"export": {"story": ["x"]}}\n', "a reading, and no line before it says of which story"),
        ('{"export": {"story": "\\u0007"}}\n', "a story's name is one line"),
    ],
)
def test_what_is_no_export_is_told_in_a_line(tmp_path: Path, head: str, why: str) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_text(head + (CRANE / "read.jsonl").read_text("utf-8"), "utf-8")
    result = run(tmp_path / "fresh.db", "import", file)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 4
    assert all(why in line for line in result.stderr.splitlines())


def test_a_name_that_was_blacked_out_stays_so(desk: Path, tmp_path: Path) -> None:
    done(desk, "redact", "--name", "Teo Arana", "--reason", "a witness", "--by", "Ines")
    file = taken_out(desk, tmp_path, "landslip", "--with-text")
    assert "Arana" not in file.read_text("utf-8")
    done(tmp_path / "fresh.db", "import", file)
    assert "█████████" in done(tmp_path / "fresh.db", "claims", "--story", "landslip", "--json")


def test_what_was_taken_out_does_not_go_along(desk: Path, tmp_path: Path) -> None:
    done(desk, "redact", "https://diario.example/camino", "--reason", "a court", "--by", "Ines")
    file = taken_out(desk, tmp_path, "landslip", "--with-text")
    assert "Diario" not in file.read_text("utf-8")
    done(tmp_path / "fresh.db", "import", file)
    board = ("claims", "--story", "landslip", "--json")
    assert done(tmp_path / "fresh.db", *board) == done(desk, *board)
