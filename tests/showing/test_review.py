"""A walk by keyboard: deciding lines first, a key each, left and gone on with, all of it undone."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sayso.showing import cli
from tests.deskwork import write_files
from tests.weighing.desk import Desk

LINES = (
    "05-01 A | Ida Roth (Roth Mills) asserts: the mill burned down\n"
    "05-02 B | Una Berg (the county) confirms: it burned down\n"
    "05-02 C | Una Berg (the county) confirms: it burned down\n"
    "05-03 D | Jon Tolm (Tolm Steel) asserts: the bridge is shut"
)


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "desk.db"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("USER", "ida")
    from sayso.scales import Verdict

    made = Desk(LINES)
    made.judgements = [each for each in made.judgements if each.b != "u04"]
    made.judge(Verdict.COPY_OF, 3, 2, by="rules 1", person=False, score=0.9)
    read, judged = write_files(made, tmp_path)
    run("add", read, "--story", "fire")
    run("import", judged)
    return made


def run(*args: object, keys: str | None = None) -> Any:
    found = CliRunner().invoke(cli.app, [str(arg) for arg in args], input=keys, prog_name="sayso")
    assert found.exit_code == 0, found.output
    return found


def press(keys: str) -> str:
    return str(run("review", "--story", "fire", keys=keys).stdout)


def claims() -> dict[str, Any]:
    return {each["id"]: each for each in json.loads(run("claims", "--story", "fire", "--json").stdout)}


def test_what_decides_comes_first_and_a_key_is_kept() -> None:
    out = press("yyq")
    assert "4 to go. 0 of 4 lines checked." in out
    assert out.index("this line decides it") < out.index("2 to go. 2 of 4 lines checked.")
    assert "3 of 4 lines checked." in press("yq")  # it goes on where it was left
    assert "Nothing is left to check." in press("yy")
    assert "Nothing is left to check." in press("")
    assert {line["checked"]["by"] for claim in claims().values() for line in claim["utterances"]} == {"ida"}


def test_everything_is_undone_in_order() -> None:
    before = run("claims", "--story", "fire", "--json").stdout
    out = press("xtdsJon Rask\nport police\nkuuuuuq")
    assert "not this claim" in out
    assert out.count("taken back") == 4  # there is nothing to undo a fifth time
    assert run("claims", "--story", "fire", "--json").stdout == before


def test_wrong_stance_and_wrong_speaker() -> None:
    press("tdq")
    (line,) = [each for claim in claims().values() for each in claim["utterances"] if each["checked"]]
    assert line["stance"] == "denies"
    press("sJon Rask\nport police\nq")
    names = {
        each["source"]["name"]: each["source"]["party"] for claim in claims().values() for each in claim["utterances"]
    }
    assert names["Jon Rask"] == "port police"


def test_not_this_claim_and_the_same_as_another() -> None:
    first = press("q")
    which = "u02" if "u02, confidence" in first else "u03"
    press("xq")
    assert which in claims()
    press("cbridge\n1q")
    joined = [sorted(each["id"] for each in claim["utterances"]) for claim in claims().values()]
    assert any("u04" in each and len(each) > 1 for each in joined)


def test_not_a_copy_leaves_the_line_to_be_checked() -> None:
    out = press("kkkoq") + press("ooooq")
    assert "its document is no copy" in out
    for _ in range(4):
        press("kokokokoq")
    assert {each["document"]["copy_of"] for claim in claims().values() for each in claim["utterances"]} == {None}
    assert "0 of 4 lines checked." in press("q")
