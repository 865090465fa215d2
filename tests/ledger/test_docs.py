"""What docs/ledger.md says is so: its commands exist, its SQL runs."""

import re
from pathlib import Path

import pytest

from sayso.scales import Verdict
from sayso.showing import cli
from tests.ledger.desk import READINGS, desk, rows

DOCS = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")


def test_every_command_of_the_ledger_stands_there() -> None:
    names = {command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    for name in names - {"read", "demo"}:
        assert f"`sayso {name}" in DOCS
    assert set(re.findall(r"`sayso ([a-z]+)", DOCS)) <= names


def test_every_verdict_stands_there() -> None:
    assert all(f"`{verdict}`" in DOCS for verdict in Verdict)


@pytest.mark.parametrize("question", re.findall(r"```sql\n(.*?)```", DOCS, re.DOTALL))
def test_its_sql_runs(question: str, path: Path) -> None:
    with desk(path, *READINGS, story="harbour") as ledger:
        ledger.rebuild()
    rows(path, question)


def test_the_columns_of_who_said_what_are_those_it_names(path: Path) -> None:
    with desk(path):
        pass
    (line,) = re.findall(r"\| `who_said_what` \|.*", DOCS)
    named = set(re.findall(r"`(\w+)`", line)) - {"who_said_what"}
    columns = {name for _, name, *_ in rows(path, "PRAGMA table_info(who_said_what)")}
    assert named | {"utterance"} == columns
