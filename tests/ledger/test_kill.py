"""Killed at any moment: nothing acknowledged is lost, nothing is half there, and running it again completes it."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.follow import follow
from sayso.ledger import Added, open_ledger
from tests.ledger.desk import NOW, record, rows
from tests.showing.newsroom import article, said

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")

ROOT = str(Path(__file__).parents[2])
RUN = f"import sys; sys.path.insert(0, {ROOT!r}); from sayso.showing.cli import run; run()"
CLIPPINGS = 40
QUICK, ALL = 10, 200  # runs in `make test` and with `make soak`


@pytest.fixture(scope="module")
def clippings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of a rising river, some of them fetched twice."""
    file = tmp_path_factory.mktemp("river") / "read.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for number in range(CLIPPINGS):
            text = f"The river stood at {number} centimetres, the harbour office of Olm said. Nobody was hurt, Ada Rusk said."
            reading = article(
                text,
                said("the harbour office of Olm", "said", f"The river stood at {number} centimetres"),
                said("Ada Rusk", "said", "Nobody was hurt"),
                outlet="Olm Gazette",
                published=f"2026-04-{number % 28 + 1:02}",
                url=f"https://olmgazette.example/{number // 3}",
            )
            lines.write(json.dumps(record(reading)) + "\n")
    return file


@pytest.fixture(scope="module")
def uninterrupted(clippings: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    path = tmp_path_factory.mktemp("whole") / "desk.db"
    complete(path, clippings)
    return content(path)


def complete(path: Path, clippings: Path) -> None:
    with open_ledger(str(path), write=True) as ledger:
        assert all(isinstance(each, Added) for each in follow([str(clippings)], ledger, "river", now=NOW))
        assert ledger.verify().faults == ()


def content(path: Path) -> list[tuple[str, str]]:
    return [(kind, digest) for kind, digest in rows(path, "SELECT kind, digest FROM events ORDER BY seq")]


def kill(path: Path, clippings: Path, chance: random.Random) -> list[str]:
    """Run `sayso add` and kill it somewhere; the documents whose lines were printed."""
    command = [sys.executable, "-I", "-c", RUN, "add", str(clippings), "--story", "river", "--ledger", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        seen = [running.stdout.readline() for _ in range(chance.choice((0, chance.randrange(CLIPPINGS))))]
        # Without a line to wait for, the moment lies anywhere from the start of Python to the making of the tables.
        time.sleep(chance.uniform(0, 0.02 if seen else 1.2))
        running.send_signal(signal.SIGKILL)
        told = b"".join(seen) + running.stdout.read()
    return [line.split()[0].decode() for line in told.split(b"\n")[:-1] if b"  added" in line]


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[] if seed < QUICK else pytest.mark.soak) for seed in range(ALL)]
)
def test_killed_at_any_moment(seed: int, path: Path, clippings: Path, uninterrupted: list[tuple[str, str]]) -> None:
    acknowledged = kill(path, clippings, random.Random(seed))
    if path.exists() and path.stat().st_size:
        with open_ledger(str(path), write=True) as ledger:
            assert ledger.verify().faults == ()
        held = [each for (each,) in rows(path, "SELECT id FROM documents ORDER BY seq")]
        assert held[: len(acknowledged)] == acknowledged
        assert rows(path, "SELECT document FROM readings ORDER BY seq") == [(each,) for each in held]
        assert rows(path, "SELECT document FROM filings ORDER BY seq") == [(each,) for each in held]
        assert content(path) == uninterrupted[: len(content(path))]
    else:
        assert acknowledged == []
    complete(path, clippings)
    assert content(path) == uninterrupted
