"""Gold attributions → how well `sayso read --json` finds them, by the scorer in `shared/tools`.

Each article's raw text goes through the command as a user would give it; only utterances that lie in no other one's content
are scored (PolNeAR has no nested ones). Every anchor's words are compared with the text at its spans on the way.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

JOINER = " … "


def load_scorer(shared: Path) -> ModuleType:
    """The scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score_attribution", shared / "tools" / "score_attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(articles: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Articles by id → records by id, through the command line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        order = sorted(articles)
        for n, key in enumerate(order):
            (folder / f"{n:04}.txt").write_bytes(articles[key]["text"].encode())
        command = [sys.executable, "-m", "sayso", "read", "--json", str(folder)]
        lines = subprocess.run(command, check=True, capture_output=True).stdout.decode().splitlines()
    return dict(zip(order, map(json.loads, lines), strict=True))


def anchors(record: dict[str, Any]) -> int:
    """How many anchors the record has; stops at one whose words are not the text at its spans."""
    text, count = record["document"]["text"], 0
    for utterance in record["utterances"]:
        parts = [utterance["source"], utterance["cue"], utterance["content"]]
        for part in [*parts, *utterance["quantities"], *utterance["times"], *utterance["places"]]:
            if part and part["spans"]:
                assert JOINER.join(text[s:e] for s, e in part["spans"]) == part["text"], part
                count += 1
    return count


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--bootstrap", type=int, default=1000)
    given = parser.parse_args()
    scorer = load_scorer(given.shared)
    gold = scorer.read_jsonl(str(given.shared / "corpora" / "polnear" / "dev.jsonl.gz"))
    began = time.perf_counter()
    records = read(gold)
    took = time.perf_counter() - began
    predictions = {}
    for key, record in records.items():
        places = places_before_nfc(gold[key]["text"], record["document"]["text"])
        predictions[key] = {
            "id": key,
            "attributions": [
                {
                    role: [[places[start], places[end]] for start, end in utterance[role]["spans"] or ()]
                    for role in ("source", "cue", "content")
                }
                for utterance in record["utterances"]
                if utterance["parent"] is None and utterance["cue"]
            ],
        }
    words = sum(len(article["text"].split()) for article in gold.values())
    print(scorer.table(scorer.score(gold, predictions, given.bootstrap)))
    print(f"{sum(map(anchors, records.values()))} anchors, each with the text at its spans")
    print(f"{words / took:.0f} words/s with start-up")


def places_before_nfc(raw: str, read: str) -> list[int]:
    """For each place in the text that was read, its place in the raw one: composing a letter shortens a text."""
    places, built = [], ""
    for match in re.finditer(r"(?s).(?:(?![\x00-\x7f])[^\w\s])*", raw.replace("\r\n", "\n")):
        composed = unicodedata.normalize("NFC", match[0])
        places += [match.start() + min(n, len(match[0]) - 1) for n in range(len(composed))]
        built += composed
    assert built.startswith(read), "the text was changed on the way in by more than NFC and its end"
    return [*places[: len(read)], places[len(read)] if len(read) < len(places) else len(raw)]


if __name__ == "__main__":
    main()
