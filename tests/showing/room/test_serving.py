from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.ledger import open_ledger
from sayso.showing.cli import app
from sayso.showing.commands import serving
from tests.showing.newsroom import FERRY

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--host", "0.0.0.0"], "--tokens"),
        (["--tokens", "none.txt"], "none.txt"),
        (["--port", "70000"], "--port"),
    ],
)
def test_serve_says_what_it_will_not_do(arguments: list[str], why: str) -> None:
    result = CliRunner().invoke(app, ["serve", *arguments])
    assert result.exit_code == 2
    assert why in result.stderr
    assert "Traceback" not in result.stderr


def test_serve_opens_says_where_and_closes(made: str) -> None:
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", made, "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
        assert found
        with urllib.request.urlopen(f"{found[0]}story/barns") as page:
            assert b"barns burned" in page.read()
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=60)
    assert "Traceback" not in told


def test_the_demo_opens_a_room_on_what_it_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(address: str, *_: object) -> None:
        with open_ledger(address) as ledger:
            seen.extend(each.name for each in ledger.view().stories())

    monkeypatch.setattr(serving, "run", look)
    serving.open_sample([FERRY])
    assert seen == [serving.SAMPLE_STORY]
