"""Articles → words a second, on one thread and on two, beside the first version of the reader in the same run.

The first version is taken from this repository's history and run by the same interpreter. Each setting is run in a process
of its own, several times in turn so that the machine's moods fall on all alike; medians are printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

FIRST = "324e173"  # the last commit with the first version of the model
MEASURE = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from sayso.nouns import Document
from sayso.reading import load_reader
texts, threads = json.load(open(sys.argv[1])), int(sys.argv[2])
reader = load_reader()
reader.read(Document("It is open, the harbour master said."))
began = time.perf_counter()
with ThreadPoolExecutor(threads) as pool:
    count = sum(map(len, pool.map(reader.read, map(Document, texts))))
print(json.dumps([sum(len(text.split()) for text in texts) / (time.perf_counter() - began), count]))
"""


def run(root: Path, texts: Path, threads: int) -> float:
    """Words a second of the reader under `root`."""
    command = [sys.executable, "-c", MEASURE, str(texts), str(threads)]
    out = subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(root)}, cwd=root
    )
    return float(json.loads(out.stdout)[0])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=40)
    given = parser.parse_args()
    here = Path(__file__).resolve().parent.parent
    with gzip.open(given.shared / "corpora" / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines][: given.articles]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts.json"
        texts.write_text(json.dumps(articles), "utf-8")
        archive = subprocess.run(["git", "-C", str(here), "archive", FIRST, "sayso"], check=True, capture_output=True)
        (folder / "first").mkdir()
        subprocess.run(["tar", "-x", "-C", str(folder / "first")], check=True, input=archive.stdout)
        settings = [(version, threads) for threads in (1, 2) for version in ("first", "now")]
        found: dict[tuple[str, int], list[float]] = {setting: [] for setting in settings}
        for _ in range(given.rounds):
            for version, threads in settings:
                found[version, threads].append(run(here if version == "now" else folder / "first", texts, threads))
    print(
        f"{len(articles)} articles, {sum(len(text.split()) for text in articles)} words, {given.rounds} rounds, medians"
    )
    for threads in (1, 2):
        first, now = (statistics.median(found[version, threads]) for version in ("first", "now"))
        ratios = [b / a for a, b in zip(found["first", threads], found["now", threads], strict=True)]
        print(f"  {threads} thread{'s' * (threads > 1)}: first version {first:5.0f} words/s, now {now:5.0f}, "
              f"{statistics.median(ratios):.2f} times as fast")  # fmt: skip


if __name__ == "__main__":
    main()
