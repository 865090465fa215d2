"""The commands that show what the ledger holds, as a desk uses them; the example of the README, as it is printed there."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from sayso.board import board
from sayso.ledger import open_ledger, parse
from sayso.ledger.payloads import complete_judgement, to_judgement
from sayso.showing import cli
from sayso.wire import claim_from_record, claim_record, decode_judgement, decode_reading, encode_claims, schema

ROOT = Path(__file__).parents[2]
CRANE = ROOT / "docs" / "examples" / "crane"
BARE = re.compile(r"^\s*(confirmed|contested|denied|corroborated|attributed|circulating|withdrawn)\W*$", re.MULTILINE)


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A ledger that the environment names."""
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "desk.db"))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "desk.db"


@pytest.fixture
def crane() -> None:
    assert run("add", CRANE / "read.jsonl", "--story", "crane").exit_code == 0
    assert run("import", CRANE / "judgements.jsonl").exit_code == 0


def run(*args: object) -> Any:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args], prog_name="sayso")


def listed(*args: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("claims", *args, "--json").stdout)
    return found


def first() -> str:
    return str(listed()[0]["id"])


@pytest.mark.usefixtures("crane")
@pytest.mark.parametrize("moments", [{}, {"as_of": "2026-05-04"}, {"as_of": "2026-05-04T07:00+00:00"}])
def test_from_records_to_the_board(moments: dict[str, str], desk: Path) -> None:
    with open_ledger(str(desk)) as ledger:
        expected = board(ledger.view().entries(), ledger.view().judgements(), **moments)
    asked = [part for name, value in moments.items() for part in (f"--{name.replace('_', '-')}", value)]
    given = run("claims", "--story", "crane", *asked, "--json")
    assert given.stdout == encode_claims(expected) + "\n"
    jsonschema.validate(json.loads(given.stdout), schema("claims"))
    records = json.loads(given.stdout)
    assert [claim_record(claim_from_record(each)) for each in records] == records


@pytest.mark.usefixtures("crane")
def test_what_became_of_the_crane() -> None:
    fell, hurt, why = listed("--story", "crane")
    assert (fell["status"], [each["party"] for each in fell["confirmed_by"]]) == ("confirmed", ["labour inspectorate"])
    assert [(each["party"], each["standing"]) for each in fell["denied_by"]] == [("Orsk Cranes", True)]
    assert [each["party"] for each in fell["origins"]] == ["Lido harbour office", "labour inspectorate"]
    assert {line["document"]["copy_of"] for line in fell["utterances"]} == {None, "https://sol.example/crane"}
    assert (hurt["status"], [(each["party"], each["value"]) for each in hurt["versions"]]) == (
        "corroborated",
        [("Lido harbour office", 11), ("city hospital", 17), ("Lido harbour office", 17)],
    )
    assert (why["status"], why["origins"]) == ("open", [])
    before = {each["id"]: each for each in listed("--story", "crane", "--as-of", "2026-05-04")}
    assert before[fell["id"]]["status"] == "contested"
    assert why["id"] not in before
    assert listed("--story", "crane", "--known-as-of", "2020-01-01") == []
    assert listed("--story", "crane", "--limit", "1", "--page", "3") == [why]


@pytest.mark.usefixtures("crane")
def test_the_readme_shows_what_is_printed() -> None:
    shown = re.findall(
        r"^    \$ sayso (\w+) (.*)\n((?:    (?!\$).*\n|\n(?=    (?!\$)))*)",
        (ROOT / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    known = [(command, line, output) for command, line, output in shown if command in {"claims", "claim", "source"}]
    assert [command for command, *_ in known] == ["claims", "source"]
    for command, line, output in known:
        printed = run(command, *(part.strip('"') for part in re.findall(r'"[^"]*"|\S+', line))).stdout
        expected = "\n".join(each.removeprefix("    ").rstrip() for each in output.rstrip().splitlines())
        assert "\n".join(each.rstrip() for each in printed.splitlines()).startswith(expected)


@pytest.mark.usefixtures("crane")
@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_no_status_stands_bare_and_no_line_is_too_wide(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for args in (["claims"], ["claim", first()], ["sources"], ["source", "Ana Prado"], ["source", "Orsk Cranes"]):
        result = run(*args)
        assert (result.exit_code, result.stderr) == (0, "")
        assert not BARE.search(result.stdout)
        assert max(map(len, result.stdout.splitlines())) <= int(width)
        assert "score" not in result.stdout
        assert "%" not in result.stdout


@pytest.mark.usefixtures("crane")
def test_a_claim_by_any_of_its_utterances_and_by_the_beginning_of_an_id() -> None:
    record = listed()[0]
    for line in record["utterances"]:
        assert json.loads(run("claim", line["id"], "--json").stdout) == record
        assert json.loads(run("claim", line["id"][:10], "--json").stdout) == record
    life = run("claim", record["id"]).stdout
    assert "from Monday 4 May 2026, 07:10 UTC+2: attributed to Lido harbour office\n" in life
    assert life.index("attributed to") < life.index("contested: said by") < life.index("origin 1")
    assert "https://lidopost.example/orsk, characters 0-20" in life
    assert all(line["id"][:10] in life for line in record["utterances"])  # by which each can be corrected
    before = run("claim", record["id"], "--as-of", "2026-05-04").stdout
    assert "inspectorate" not in before


@pytest.mark.usefixtures("crane")
def test_sources_and_what_others_did_later() -> None:
    names = [json.loads(line)["name"] for line in run("sources", "--json").stdout.splitlines()]
    assert names == ["Ana Prado", "city hospital", "Fjord Post", "labour inspectorate", "Orsk Cranes"]
    said = [json.loads(line) for line in run("source", "the harbour master", "--json").stdout.splitlines()]
    assert said == []
    said = [json.loads(line) for line in run("source", "Ana Prado", "--json").stdout.splitlines()]
    assert [[(each["did"], each["party"]) for each in line["later"]] for line in said] == [
        [("denied", "Orsk Cranes"), ("confirmed", "labour inspectorate")],
        [],
        [("denied", "Orsk Cranes"), ("confirmed", "labour inspectorate")],
        [],
        [],
    ]
    assert {line["claim"] for line in said} == {each["id"] for each in listed()[:2]}
    for line in said:
        jsonschema.validate(line, schema("source"))
    for text in run("sources", "--story", "crane", "--json").stdout.splitlines():
        jsonschema.validate(json.loads(text), schema("sources"))


@pytest.mark.usefixtures("crane")
@pytest.mark.parametrize(
    ("args", "code", "why"),
    [
        (["claims", "--story", "ferry"], 1, "no story 'ferry' in "),
        (["sources", "--story", "ferry"], 1, "no story 'ferry' in "),
        (["source", "Ana Prado", "--story", "f\x1b[2J"], 2, "a story's name is one line"),
        (["claim", "u0000"], 1, "no utterance and no claim 'u0000'"),
        (["claim", "\x1b[2J"], 1, "no utterance and no claim '\\x1b[2J'"),
        (["source", "Prado"], 1, "no source 'Prado' here; perhaps 'Ana Prado'"),
        (["claims", "--as-of", "spring"], 2, "'spring' is not an ISO 8601 date"),
        (["claim", "u1", "--known-as-of", "2026-02-30"], 2, "'2026-02-30' is not an ISO 8601 date"),
        (["claims", "--page", "0"], 2, "--page"),
        (["claims", "--ledger", "nowhere.db"], 1, "there is no ledger"),
        (["claim"], 2, "Missing argument 'ID'"),
    ],
)
def test_what_is_not_there_is_one_line(args: list[str], code: int, why: str) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert why in result.stderr.splitlines()[-1]
    assert code == 2 or len(result.stderr.splitlines()) == 1


def test_a_ledger_of_nothing_has_no_claims_and_says_so(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    assert run("add", tmp_path / "nothing.txt", "--story", "crane", "--ledger", empty).exit_code == 1
    assert json.loads(run("claims", "--json", "--ledger", empty).stdout or "[]") == []
    asked = run("claims", "--ledger", empty)
    assert "error" not in asked.stderr
    assert asked.exit_code in (0, 1)


@pytest.mark.usefixtures("crane")
def test_pages_say_how_to_go_on() -> None:
    assert run("claims", "--limit", "2").stdout.endswith("\nPage 1 of 2. Add --page 2 for more.\n")
    assert run("claims", "--limit", "2", "--page", "2").stdout.endswith("\nPage 2 of 2.\n")
    assert run("claims", "--page", "9").stdout.splitlines()[-1] == "There is no page 9: 1 page in all."


@pytest.mark.usefixtures("crane")
def test_what_was_redacted_is_in_no_view(desk: Path) -> None:
    run("redact", "https://lidopost.example/orsk", "--reason", "a court order")
    for args in (["claims"], ["claims", "--json"], ["claim", first()], ["sources"]):
        assert "Orsk" not in run(*args).stdout
    assert b"never fell" not in desk.read_bytes()
    assert run("verify").exit_code == 0


def test_a_judgement_means_the_same_to_whoever_decodes_it() -> None:
    """Without `person`: with a score it is a machine's, without one a person's."""
    line = {"judgement": "same_claim", "a": "u1", "b": "u2", "by": "pairs 1"}
    more: list[dict[str, Any]] = [
        {}, {"score": None}, {"score": 0}, {"score": 0.4}, {"score": 1}, {"person": True, "score": 0.4}, {"person": False},
        {"person": False, "score": None}, {"withdrawn": True}, {"score": 0.4, "withdrawn": True, "at": "2026-05-01"},
    ]  # fmt: skip
    for each in more:
        text = json.dumps({**line, **each})
        judgement = to_judgement(complete_judgement(parse(text)))
        assert decode_judgement(text) == judgement
        assert judgement.person is each.get("person", each.get("score") is None)


def test_the_example_is_sound() -> None:
    lines = (CRANE / "read.jsonl").read_text("utf-8").splitlines()
    assert [len(decode_reading(line)) for line in lines] == [2, 2, 2, 3]


def test_as_processes(desk: Path) -> None:
    """As a shell runs it: three programs, one ledger."""

    def sayso(*args: object) -> str:
        code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from sayso.showing.cli import run; run()"
        command = [sys.executable, "-I", "-c", code, *map(str, args), "--ledger", str(desk)]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout

    sayso("add", CRANE / "read.jsonl", "--story", "crane")
    linked = json.loads(sayso("claims", "--story", "crane", "--json"))
    assert [[each["source"]["name"] for each in claim["utterances"]] for claim in linked] == [
        ["Ana Prado", "Ana Prado", "Orsk Cranes", "labour inspectorate"],  # a crane fell
        ["Ana Prado", "Ana Prado", "city hospital", "Ana Prado"],  # how many were hurt
        ["Fjord Post"],  # why
    ]
    sayso("import", CRANE / "judgements.jsonl")
    assert [each["status"] for each in json.loads(sayso("claims", "--story", "crane", "--json"))] == [
        "confirmed", "corroborated", "open",
    ]  # fmt: skip
