"""Stories whose utterances and links are given → how well their claims are weighed, by the scorer in `shared/stories`.

Each story's gold is rendered as readings and judgements, decoded, put on the board at every checkpoint and at the end, and
written as claims JSON; reading and linking have no part in it. What falls short is then the weighing's, or the gold's.
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

from sayso.board import board
from sayso.nouns import Claim, Entry, Judgement
from sayso.wire import decode_judgement, decode_reading, encode_claims

LEARNED = "2000-01-01T00:00:00+00:00"
FIGURES = ("status", "origins", "false_corroboration", "sides", "series", "copies")


def load(folder: Path) -> tuple[list[Entry], list[Judgement]]:
    """Rendered input → entries and judgements."""
    readings = (folder / "read.jsonl").read_text("utf-8").splitlines()
    words = (folder / "judgements.jsonl").read_text("utf-8").splitlines()
    entries = [
        Entry(utterance, reading.document, LEARNED)
        for n, line in enumerate(readings, 1)
        for reading in [decode_reading(line, f"read.jsonl, line {n}")]
        for utterance in reading
    ]
    return entries, [decode_judgement(line, f"judgements.jsonl, line {n}") for n, line in enumerate(words, 1)]


def write(claims: list[Claim], path: Path) -> None:
    """Claims → the file that the scorer reads; it knows documents by address and digest, not by our ids."""
    records = json.loads(encode_claims(claims))
    documents = [member["document"] for record in records for member in record["utterances"]]
    addresses = {each["id"]: each["url"] or each["sha256"] for each in documents}
    for each in documents:
        each["copy_of"] = addresses.get(each["copy_of"], each["copy_of"])
    path.write_text(json.dumps(records), "utf-8")


def score(stories: Path, story: Path) -> dict[str, Any]:
    """One story → the scorer's figures and its list of misses."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, stories / "gold_input.py", story, folder], check=True)
        entries, judgements = load(folder)
        moments = sorted({point["at"] for point in json.loads((story / "gold.json").read_text("utf-8"))["status_at"]})
        began = time.perf_counter()
        write(board(entries, judgements), folder / "claims.json")
        arguments: list[str] = []
        for n, moment in enumerate(moments):
            write(board(entries, judgements, as_of=moment), folder / f"claims-{n}.json")
            arguments += ["--claims-at", f"{moment}={folder / f'claims-{n}.json'}"]
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
        print(gold.parent.name, f"({figures['seconds']:.2f} s a board)")
        for name in FIGURES:
            print(f"  {name:20} {json.dumps(figures[name])}")
        if arguments.misses:
            print(figures["misses"])


if __name__ == "__main__":
    main()
