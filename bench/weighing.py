"""Stories whose utterances and links are given → how well their claims are weighed, by the scorer in `shared/stories`.

Each story's gold is rendered as readings and judgements, put into a ledger by the command line, and its claims are asked for
at every checkpoint and at the end; reading and linking have no part in it. What falls short is the weighing's, or the gold's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FIGURES = ("status", "origins", "false_corroboration", "sides", "series", "copies")
STORY = "measured"


def sayso(*arguments: object) -> str:
    """What a command of the program prints."""
    command = [sys.executable, "-m", "sayso", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def score(stories: Path, story: Path) -> dict[str, Any]:
    """One story → the scorer's figures and its list of misses."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = ("--ledger", folder / "desk.db")
        subprocess.run([sys.executable, stories / "gold_input.py", story, folder], check=True)
        sayso("add", folder / "read.jsonl", "--story", STORY, *ledger)
        sayso("import", folder / "judgements.jsonl", *ledger)
        moments = sorted({point["at"] for point in json.loads((story / "gold.json").read_text("utf-8"))["status_at"]})
        began = time.perf_counter()
        (folder / "claims.json").write_text(sayso("claims", "--story", STORY, "--json", *ledger), "utf-8")
        arguments: list[str] = []
        for n, moment in enumerate(moments):
            path = folder / f"claims-{n}.json"
            path.write_text(sayso("claims", "--story", STORY, "--as-of", moment, "--json", *ledger), "utf-8")
            arguments += ["--claims-at", f"{moment}={path}"]
        seconds = (time.perf_counter() - began) / (len(moments) + 1)
        files = (stories / "check_story.py", story, folder / "read.jsonl", folder / "claims.json")
        command = [sys.executable, *map(str, files)]

        def ask(more: str) -> str:
            return subprocess.run([*command, *arguments, more], check=True, capture_output=True, text=True).stdout

        figures: dict[str, Any] = json.loads(ask("--json"))
        return figures | {"seconds": seconds, "misses": ask("--misses")}


def main() -> None:
    """Print the figures of every story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--misses", action="store_true", help="also print what differs from the gold")
    arguments = parser.parse_args()
    stories = arguments.shared.resolve() / "stories"
    for gold in sorted(stories.glob("*/gold.json")):
        figures = score(stories, gold.parent)
        print(gold.parent.name, f"({figures['seconds']:.2f} s a command)")
        for name in FIGURES:
            print(f"  {name:20} {json.dumps(figures[name])}")
        if arguments.misses:
            print(figures["misses"])


if __name__ == "__main__":
    main()
