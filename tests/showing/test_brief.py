"""The brief and the open questions as a desk gets them: terminal, Markdown, HTML, JSON; never longer than two minutes."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from sayso.ledger import open_ledger
from sayso.scales import Verdict
from sayso.showing import cli
from sayso.showing.brief import LONG
from sayso.wire import schema
from tests.deskwork import put_all, readings, take
from tests.weighing.desk import Desk

CRANE = Path(__file__).parents[2] / "docs" / "examples" / "crane"


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "desk.db"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def crane() -> None:
    run("add", CRANE / "read.jsonl", "--story", "crane")
    run("import", CRANE / "judgements.jsonl")


def run(*args: object, code: int = 0) -> Any:
    found = CliRunner().invoke(cli.app, [str(arg) for arg in args], prog_name="sayso")
    assert found.exit_code == code, found.output
    return found


def fill(folder: Path, made: Desk) -> None:
    """As the lines and judgements are given: no linker has a say."""
    with open_ledger(str(folder / "desk.db"), write=True) as ledger:
        put_all(ledger, readings(made.entries))
        take(ledger, made.judgements)


DAY = ("--story", "crane", "--since", "2026-05-05", "--until", "2026-05-05")


@pytest.mark.usefixtures("crane")
def test_a_day_in_the_terminal() -> None:
    assert [" ".join(each.split()) for each in run("brief", *DAY).stdout.split("\n\n")] == [
        (
            "crane: what changed, Tuesday 5 May 2026"
            " 1 article came in. 1 status, 1 number, 1 new question, 1 standing of a number."
        ),
        (
            "[A crane fell into the harbour basin at Lido] u67a15cca6"
            " contested (S3) → confirmed by labour inspectorate; denied by Orsk Cranes (S2):"
            " [that the crane had fallen] (Fjord Post, 09:00 UTC+2, 34-59)"
        ),
        (
            "[Eleven people were hurt] ud309abfbf"
            " Lido harbour office: 11 → 17, corroborated by city hospital:"
            " [the number of people hurt at 17] (Fjord Post, 09:00 UTC+2, 101-132)"
            " city hospital: 17, now corroborated by Lido harbour office:"
            " [Seventeen people were hurt] (Lido Post, 4 May, 68-94)"
        ),
        "[It is not clear why] u7b0032700 asked by Fjord Post (Fjord Post, 09:00 UTC+2, 61-80)",
        "0 of 9 lines checked. Read by machine: check the words before you publish.",
    ]


@pytest.mark.usefixtures("crane")
def test_silence_is_said_plainly() -> None:
    out = run("brief", "--story", "crane", "--since", "2026-05-06", "--until", "2026-05-07").stdout
    assert "Nothing changed since Wednesday 6 May 2026: nothing came in." in out


def test_repetition_is_silence_too(desk: Path) -> None:
    fill(desk, Desk("05-01 A | Ida Roth asserts: it burned\n05-02 B | Ida Roth asserts: it burned"))
    out = run("brief", "--story", "fire", "--since", "2026-05-02", "--until", "2026-05-02").stdout
    assert "Nothing changed since Saturday 2 May 2026: 1 article came in, repeating what stood." in out


@pytest.mark.usefixtures("crane")
def test_json_keeps_to_its_schema_and_page_and_markdown_say_the_same(desk: Path) -> None:
    record = json.loads(run("brief", *DAY, "--json").stdout)
    jsonschema.validate(record, schema("brief"))
    assert [turn["changes"][0]["what"] for turn in record["turns"]] == ["status", "number", "question"]
    html, markdown = desk / "b.html", desk / "b.md"
    run("brief", *DAY, "--html", html, "--markdown", markdown)
    page, text = html.read_text("utf-8"), markdown.read_text("utf-8")
    for words in ("that the crane had fallen", "11 → 17", "1 status, 1 number", "0 of 9 lines checked"):
        assert words in page
        assert words in text
    assert "<script" not in page
    assert 'href="https://fjordpost.example/inspectors"' in page
    assert run("brief", *DAY, "--markdown", "-").stdout == text


def test_what_a_document_says_is_no_markup(desk: Path) -> None:
    fill(desk, Desk("05-01 A | Ida Roth asserts: the <b>*mill*</b> [is](x) sold"))
    given = ("brief", "--story", "fire", "--since", "2026-05-01", "--until", "2026-05-01")
    assert "<b>" not in run(*given, "--html", "-").stdout
    assert r"\<b\>\*mill\*\</b\> \[is\](x)" in run(*given, "--markdown", "-").stdout


def test_two_minutes_whatever_happened(desk: Path) -> None:
    """Every status and number is told, the rest as long as there is room; what is left out is counted, --full has it."""
    rows = [
        f"05-01 A | Ida Roth asserts: house {n:02} on the long road by the river burned down in the night"
        for n in range(20)
    ]
    rows += [
        f"05-02 B | Una Berg (the county) denies: house {n:02} was not touched by any fire at all" for n in range(3)
    ]
    rows += [
        f"05-02 B | Jon Tolm (the insurers) declines: whether house {n:02} is one that they insured"
        for n in range(3, 20)
    ]
    rows += [
        f"05-02 B | Una Berg (the county) asserts: bridge {n:02} is shut for as long as it takes" for n in range(20)
    ]
    made = Desk("\n".join(rows))
    made.judgements = []
    for n in range(1, 21):
        made.judge(Verdict.SAME_CLAIM, n, n + 20)
    fill(desk, made)
    given = ("brief", "--story", "fire", "--since", "2026-05-02", "--until", "2026-05-02")
    short, full = (" ".join(run(*given, *more).stdout.split()) for more in ((), ("--full",)))
    assert len(short.split()) <= LONG < len(full.split())
    assert len(re.findall(r"attributed \(S6\) → contested", short)) == 3
    (left,) = re.findall(r"Left out for length: (.*?)\. --full shows them", short)
    for noun, told, count in (("new claim", "new: attributed", 20), ("decline", "the insurers declines", 17)):
        out = re.search(rf"(\d+) {noun}s?", left)
        assert len(re.findall(told, short)) + int(out[1] if out else 0) == count
        assert len(re.findall(told, full)) == count


def test_what_is_still_unknown(desk: Path) -> None:
    made = Desk(
        "05-01 A | narration questions: why the mill burned\n"
        "05-02 B | Una Berg (the county) declines: why the mill burned\n"
        "05-02 B | Jon Tolm (the owner) silent: why the mill burned\n"
        "05-03 B | hearsay asserts: a stove was left on\n"
        "05-03 B | Ida Roth (Roth Mills) asserts: the mill was empty\n"
        "05-03 B | narration questions: whether it was empty\n"
        "05-03 B | Ida Roth (Roth Mills) asserts: it was sold"
    )
    made.judgements = []
    for a, b in ((1, 2), (2, 3), (5, 6)):
        made.judge(Verdict.SAME_CLAIM, a, b)
    made.judge(Verdict.ANSWERS, 4, 1)
    fill(desk, made)
    assert run("questions", "--story", "fire").stdout.splitlines()[2:14] == [
        "[why the mill burned]",
        "    nobody has answered it",
        "    asked by A, since Friday 1 May 2026",
        "    would not say: the county, last on Saturday 2 May 2026",
        "    did not answer: the owner, last on Saturday 2 May 2026",
        "    answer: [a stove was left on] circulating, from no source named (u04)",
        "    sayso claim u01",
        "",
        "[the mill was empty]",
        "    attributed to Roth Mills",
        "    asked by B, since Sunday 3 May 2026",
        "    sayso claim u05",
    ]
    records = [json.loads(line) for line in run("questions", "--story", "fire", "--json").stdout.splitlines()]
    for each in records:
        jsonschema.validate(each, schema("question"))
    assert [(each["open"], [answer["id"] for answer in each["answers"]]) for each in records] == [
        (True, ["u04"]),
        (False, []),
    ]


def test_what_cannot_be_asked(desk: Path) -> None:
    fill(desk, Desk("05-01 A | Ida Roth asserts: it burned"))
    assert "not an ISO 8601" in run("brief", "--since", "yesterday", code=2).output
    assert "no story" in run("brief", "--since", "2026-05-01", "--story", "flood", code=1).output
    assert "takes one of" in run("brief", "--since", "2026-05-01", "--json", "--html", "-", code=2).output
    assert "sayso: " in run("brief", "--since", "2026-05-01", "--html", desk / "none" / "x.html", code=1).output
