"""Figures of `bench/reading.py --json` → whether any has dropped below its floor.

The floors lie in `tests/floors.json` with the digest of the data that they were measured on: other data, no verdict. A rise
lifts no floor by itself: `--raise` writes the present figures where they are higher. `--lower NAME` lowers one, by intent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).resolve().parent.parent / "tests" / "floors.json"
DATA = (
    "corpora/polnear/dev.jsonl.gz",
    "corpora/passages/a.yaml",
    "corpora/passages/b.yaml",
    "corpora/passages/c.yaml",
    "corpora/uner-en/en_ewt-ud-dev.iob2",
)
GUARDED = {
    "PolNeAR dev": ("relation/lenient", "relation/strict", "relation/lenient/indirect", "exact/source", "exact/cue",
                    "exact/content", "confidence/error"),
    "passages dev": ("relation/lenient", "nested/lenient", "stance/accuracy", "stance/macro", "factuality/accuracy",
                     "factuality/macro", "denials read as confirmations", "distractors"),
    "names": ("UNER EWT dev", "re3d, a fifth held out"),
}  # fmt: skip
SLACK = 0.004  # what another processor's rounding may move


def digest(shared: Path) -> str:
    """The digest of the data that is measured on, our distractors among it."""
    whole = hashlib.sha256()
    for path in [*(shared / name for name in DATA), Path(__file__).parent / "distractors.txt"]:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def flatten(results: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Nested figures → those guarded, by "corpus: figure"."""
    return {f"{corpus}: {name}": results[corpus][name] for corpus, names in GUARDED.items() for name in names}


def compare(floors: dict[str, float], figures: dict[str, dict[str, Any]]) -> list[str]:
    """Floors and figures → a line for each figure that fell below its floor, or that is missing.

    >>> compare({"a: f1": 0.8, "a: error": 0.1}, {"a: f1": {"value": 0.7}, "a: error": {"value": 0.2, "lower is better": True}})
    ['a: f1 is 0.7000, its floor 0.8000', 'a: error is 0.2000, its floor 0.1000']
    """
    faults = []
    for name, floor in floors.items():
        figure = figures.get(name)
        if figure is None:
            faults.append(f"{name} was not measured")
            continue
        fall = figure["value"] - floor if figure.get("lower is better") else floor - figure["value"]
        if fall > SLACK:
            faults.append(f"{name} is {figure['value']:.4f}, its floor {floor:.4f}")
    return faults


def main() -> None:
    """Compare; leave with 1 where something fell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("results", type=Path, help="what `bench/reading.py --json` wrote")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--raise", dest="lift", action="store_true", help="take over every figure that is better")
    parser.add_argument(
        "--lower", action="append", default=[], metavar="NAME", help="take over this one though it is worse"
    )
    given = parser.parse_args()
    figures = flatten(json.loads(given.results.read_text("utf-8")))
    kept: dict[str, Any] = (
        json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"data": digest(given.shared), "floors": {}}
    )
    if kept["data"] != digest(given.shared):
        sys.exit("floors: the data is not that of the floors; measure both versions again and set them anew")
    floors = kept["floors"]
    for name, figure in figures.items():
        better = name not in floors or (figure["value"] < floors[name]) == bool(figure.get("lower is better"))
        if name in given.lower or (given.lift and better):
            floors[name] = round(figure["value"], 4)
    if given.lift or given.lower:
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    faults = compare(floors, figures)
    print("\n".join(faults) or f"{len(floors)} figures, none below its floor")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
