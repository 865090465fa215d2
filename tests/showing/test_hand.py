"""Corrections, labels, notes, undo and history, as a desk types them; and what views say of it."""

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from sayso.showing import cli, wordings
from sayso.wire import schema

CRANE = Path(__file__).parents[2] / "docs" / "examples" / "crane"
FELL, HURT, NEVER = "u67a15cca6", "ud309abfbf", "u8ea79c80"


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "desk.db"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("USER", "ida")
    run("add", CRANE / "read.jsonl", "--story", "crane")
    run("import", CRANE / "judgements.jsonl")
    return tmp_path


def run(*args: object, code: int = 0) -> Any:
    found = CliRunner().invoke(cli.app, [str(arg) for arg in args], prog_name="sayso")
    assert found.exit_code == code, found.output
    return found


def claim(id_: str = FELL) -> dict[str, Any]:
    (line,) = [json.loads(each) for each in run("claim", id_, "--json").stdout.splitlines()]
    jsonschema.validate([line], schema("claims"))
    found: dict[str, Any] = line
    return found


def test_a_wrong_stance_changes_the_status_and_an_undo_brings_it_back() -> None:
    before = claim()
    assert [each["party"] for each in before["denied_by"]] == ["Orsk Cranes"]
    run("correct", NEVER, "stance=declines", "--reason", "they would not say")
    after = claim()
    assert (after["denied_by"], [each["party"] for each in after["declined_by"]]) == ([], ["Orsk Cranes"])
    (line,) = [each for each in after["utterances"] if each["id"].startswith(NEVER)]
    assert line["checked"]["by"] == "ida"
    assert "(checked by ida)" in run("claim", FELL).stdout
    assert "1 of 9 lines checked." in run("claims", "--story", "crane").stdout
    told = run("history", NEVER).stdout
    assert "ida: stance of u8ea79c8046ee570c366fee8b: declines because they would not say" in told
    run("undo", "--by", "Una Berg", code=1)  # she has decided nothing
    run("undo")
    assert claim() == before
    assert "taken back by ida" in run("history", NEVER).stdout


def test_a_claim_is_given_a_name() -> None:
    run("label", NEVER, "The  crane fell")  # any of its lines will do
    assert claim()["label"] == "The crane fell"
    assert "\nThe crane fell\n    confirmed by" in run("claims", "--story", "crane").stdout
    assert "The crane fell u67a15cca6" in run("brief", "--story", "crane", "--since", "2026-05-05").stdout
    time.sleep(1)  # times are kept to the second, and the later word counts
    run("label", FELL, "It fell", "--by", "Una Berg")
    assert claim()["label"] == "It fell"
    run("undo", "--by", "Una Berg")
    assert claim()["label"] == "The crane fell"


def test_a_call_is_noted_with_what_shows_it(desk: Path) -> None:
    (desk / "call.txt").write_text("ring", "utf-8")
    given = (
        "--story",
        "crane",
        "--medium",
        "call",
        "--when",
        "2026-05-05T12:00+02:00",
        "--evidence",
        desk / "call.txt",
    )
    words = (
        "--words",
        "nobody was under it",
        "--name",
        "Jon Rask",
        "--party",
        "port police",
        "--number",
        "at most 2 people",
    )
    done = json.loads(
        run("note", "Called at noon: nobody was under it, Jon Rask said.", *given, *words, "--json").stdout
    )
    (line,) = claim(done["ids"][0])["utterances"]
    assert line["document"]["note"] == {
        "by": "ida", "medium": "call", "evidence": "call.txt", "sha256": hashlib.sha256(b"ring").hexdigest(),
    }  # fmt: skip
    assert (line["source"]["text"], line["entered"]["by"]) == ("Jon Rask", "ida")
    assert (line["quantities"][0]["value"], line["quantities"][0]["bound"]) == (2, "at_most")
    run("correct", done["ids"][0], f"same-claim={FELL}")
    board, life = run("claims", "--story", "crane").stdout, run("claim", FELL).stdout
    assert "3 origins, 4 articles, 1 note" in board
    assert "ida (a note, call): Jon Rask says (entered by hand by ida)" in " ".join(life.split())
    assert "ida (a note, call)" in run("source", "Jon Rask").stdout
    assert run("verify").exit_code == 0
    run("undo")
    run("undo")
    assert "1 note" not in run("claims", "--story", "crane").stdout


def test_words_that_were_missed() -> None:
    given = ("note", "--in", "d8c217d9", "--name", "Orsk Cranes", "--kind", "organization", "--words")
    run(*given, "its driver had set it down")
    assert "(entered by hand by ida)" in run("source", "Orsk Cranes").stdout
    assert "there already" in run(*given, "36-62").stdout + run(*given, "its driver had set it down").stdout
    assert "do not stand there" in run(*given, "it rose", code=1).stderr


def test_every_judgement_can_be_typed() -> None:
    assert {*wordings.VERDICTS} == {
        "same-claim", "not-same", "not-claim", "answers", "about", "copy-of", "revision-of", "credits", "same-source",
        "same-party", "not-same-party", "called",
    }  # fmt: skip
    run("correct", FELL, "about=Orsk Cranes")
    assert claim()["about"]["party"] == "Orsk Cranes"
    run("correct", "df62d4c2", "not-copy-of=d9af1fc5")
    assert {each["document"]["copy_of"] for each in claim()["utterances"]} == {None}
    run("correct", "Orsk Cranes", "same-party=Orsk Group")
    assert claim()["denied_by"][0]["party"] == "Orsk Group"
    run("correct", NEVER, "not-claim")
    assert claim()["denied_by"] == []
    for _ in range(4):
        run("undo")
    assert claim()["about"] is None


@pytest.mark.parametrize(
    ("typed", "why", "code"),
    [
        (("mood=bad",), "is no field", 2),
        (("stance",), "write FIELD=VALUE", 2),
        (("stance=shouts",), "stance", 1),
        (("number=many",), "write a number", 2),
        (("times=Monday",), "write WORDS@DATE", 2),
        (("places=Lido@Lido/XX", "times=noon@2026"), "do not stand in the content", 1),
        (("content=A crane rose",), "do not stand there", 1),
        (("same-claim=u404404",), "no line and no document", 1),
    ],
)
def test_what_cannot_be_understood(typed: tuple[str, ...], why: str, code: int) -> None:
    assert why in run("correct", FELL, *typed, code=code).output


def test_times_places_and_numbers_are_anchored_in_the_words() -> None:
    run("correct", FELL, "places=Lido@Lido/IT", "times=the harbour basin@2026-05-04/2026-05-05", "said=2026-05-04")
    (line,) = [each for each in claim()["utterances"] if each["id"].startswith(FELL)]
    assert (line["places"][0]["spans"], line["places"][0]["country"]) == ([[39, 43]], "IT")
    assert (line["times"][0]["text"], line["said"]["start"]) == ("the harbour basin", "2026-05-04")


def test_orphans_are_told(desk: Path) -> None:
    run("correct", NEVER, "stance=declines")
    record = [json.loads(line) for line in (CRANE / "read.jsonl").read_text("utf-8").splitlines()][2]
    record["reader"]["version"] = "2"
    record["utterances"] = record["utterances"][1:]
    (desk / "again.jsonl").write_text(json.dumps(record), "utf-8")
    run("add", desk / "again.jsonl", "--story", "crane")
    assert run("history", "--orphaned").stdout.count("ORPHANED: no reading has these words any more") == 2
    assert "2 decisions of people are orphaned" in run("brief", "--story", "crane", "--since", "2026-05-05").stdout
    assert "ORPHANED" in run("history", NEVER).stdout


def test_notes_and_corrections_come_by_import_too(desk: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"correction": "stance", "of": claim(NEVER)["denied_by"][0]["utterance"], "value": "declines", "by": "Una Berg"},
        {"note": "Nobody was hurt, the county said.", "story": "crane", "by": "Una Berg",
         "document": {"outlet": "Bay Herald", "published": "2026-05-06", "url": "https://bay.example/2"},
         "lines": [{"words": "Nobody was hurt", "name": "the county", "kind": "organization", "party": "the county"}]},
        {"note": "x", "by": "Una Berg", "lines": [{"words": "y"}]},
    ]  # fmt: skip
    file = desk / "more.jsonl"
    file.write_text("".join(f"{json.dumps(each)}\n" for each in lines), "utf-8")
    assert "2 recorded, 0 already there" in run("import", file, code=1).stdout
    assert "0 recorded, 2 already there" in run("import", file, code=1).stdout
    assert claim()["denied_by"] == []
